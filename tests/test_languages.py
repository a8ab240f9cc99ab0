"""Every language is whole: nothing is hard-coded, nothing has fallen behind, and French looks like French."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, get_args

import pytest

from cpch_cli import i18n
from cpch_cli.core import explain, view, view_rounds, view_voices
from cpch_cli.core.batch_view import line, table
from cpch_cli.core.blank_form import blank_form
from cpch_cli.core.compare_rounds import compare_rounds
from cpch_cli.core.compare_voices import compare_voices
from cpch_cli.core.interview import AtCheck, AtPlace, AtQuestion, AtText, Interview, Part, start, step
from cpch_cli.core.model import Diagnostic, Overlay, Sheet
from cpch_cli.core.outcome import conclude
from cpch_cli.core.overlay import problems_of_overlay, string_hash, strings, translate
from cpch_cli.core.routing import Basis
from cpch_cli.core.sheet import settle
from cpch_cli.core.slots import CHAINS, Slot
from cpch_cli.core.view_why import explain_by_answers
from cpch_cli.core.words import Words
from cpch_cli.diagnostic_file import built_in, load_diagnostic
from cpch_cli.overlay_file import load_overlay, overlay_of, overlays_of
from cpch_cli.pages import Page, help_page, page_of
from documents import texts

ENGLISH: Final = load_diagnostic()
OTHERS: Final = [language for language in i18n.languages() if language != "en"]
OPENS: Final = "\u27e6"
CLOSES: Final = "\u27e7"


# --- a made-up language -----------------------------------------------------------------------------------------------


def _marked(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}"


# Signs and forms, which are no sentences.
_FORMS: Final = re.compile(r"^(number|date|help\.pieces)\b")


@pytest.fixture(scope="module")
def words() -> Words:
    """Give the program's words in a language in which every sentence is marked."""
    english = i18n.load_words("en").sentences
    marked = {key: text if _FORMS.match(key) else _marked(text) for key, text in english.items()}
    return Words("xx", marked)


@pytest.fixture(scope="module")
def diagnostic() -> Diagnostic:
    """Give the built-in diagnostic in the same language."""
    entries = {
        path: {"of": string_hash(text), "text": _marked(text)} for path, text in strings(ENGLISH).items()
    }
    data = {"format": "cpch-overlay/1", "of": "cpch", "language": "xx", "strings": entries}
    return translate(ENGLISH, Overlay.model_validate(data)).diagnostic


def hard_coded(text: str) -> set[str]:
    """Return the words of a text that no locale and no overlay gave, nor a respondent (who speaks in figures)."""
    while text != (inner := re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", "", text)):
        text = inner
    # Ids of the diagnostic, its number and address, and what is typed into the program are the same in every language.
    for same in (
        r"https?://\S+",
        r"sha256:\w+",
        r"\b[a-z][\w-]*(\.[a-z][\w-]*)+(#\w+)?",
        r"\b[IVX]+\.[a-z]\b",
    ):
        text = re.sub(same, "", text)
    return set(re.findall(r"[^\W\d_]{2,}", text)) - _IDS


_IDS: Final = {
    *ENGLISH.domain,
    *ENGLISH.solution,
    *ENGLISH.resource,
    *ENGLISH.rule,
    *ENGLISH.scales,
    *(
        part
        for each in (*ENGLISH.solution, *ENGLISH.rule, *ENGLISH.resource)
        for part in re.split("[_.-]", each)
    ),
    "cpch",
}

# What was said, in figures alone.
_SAID: Final[dict[str, Any]] = {
    "note": "11",
    "evidence": "document",
    "reference": {"title": "22", "date": "2026-01-01", "holder": "33"},
    "agreed": ["44"],
    "dissent": [{"who": "55", "text": "66"}],
    "open": [{"text": "77", "owner": "88"}, {"text": "99"}],
}
_SUBJECT: Final = {
    "country": "1",
    "country_code": "AAA",
    "region": "2",
    "site": "3",
    "scope": "4",
    "period": "5",
    "agency": "customs",
    "date": "2026-11-23",
    "respondents": ["6"],
    "conducted": "facilitated",
    "cleared_by": [{"service": "7", "function": "8", "date": "2026-11-23"}],
    "handling": "9",
}


def sheets() -> Iterator[Sheet]:
    """Yield answers files that make every part of a report come up: all weak, mixed, and almost nothing."""
    weak, mixed = {}, {}
    for place, question in enumerate(ENGLISH.questions):
        ticked = [one.id for one in question.weaknesses]
        weak[question.id] = {**_SAID, "level": "0", "weaknesses": ticked}
        level = ("unknown", "1", "3", "4", None)[place % 5]
        mixed[question.id] = {**_SAID, "weaknesses": [], **({"level": level} if level else {})}
        if question.not_applicable and place % 2:
            mixed[question.id] |= {"level": "not_applicable", "reason": "12"}
    for answers, subject in (
        (weak, _SUBJECT),
        (mixed, _SUBJECT | {"domains": ["legal", "risk"]}),
        (mixed, {}),
        ({}, {}),
    ):
        sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": subject, "answers": answers})
        yield settle(ENGLISH, sheet)[0].sheet


def test_reports(words: Words, diagnostic: Diagnostic) -> None:
    """Reports, summaries, the batch table, every explanation and the form hold no sentence of their own."""
    documents = [explain.listing(diagnostic, words), blank_form(diagnostic, words)]
    documents += [
        found
        for each in (
            *ENGLISH.domain,
            *ENGLISH.question,
            *ENGLISH.solution,
            *ENGLISH.resource,
            *ENGLISH.rule,
            *ENGLISH.scales,
        )
        if (found := explain.explain(diagnostic, each, words))
    ]
    outcomes = [conclude(diagnostic, sheet, "claimed") for sheet in sheets()]
    for outcome in outcomes:
        documents += [
            view.report(outcome, words),
            view.summary(outcome, words),
            view.core_summary(outcome, words),
        ]
    lines = [
        line(str(n), outcome.sheet.subject, outcome.assessment, diagnostic)
        for n, outcome in enumerate(outcomes)
    ]
    documents.append(table(lines, diagnostic, words))
    found_words = {word for document in documents for text in texts(document) for word in hard_coded(text)}
    found_words |= {word for document in documents for word in hard_coded(document.draft or "")}

    assert set() == found_words - {"AAA"}


def test_comparisons(words: Words, diagnostic: Diagnostic) -> None:
    """Comparisons of voices and of rounds hold no sentence of their own."""
    weak, mixed, *others = sheets()
    changed = {key: each.model_copy(update={"asked": "0" * 16}) for key, each in mixed.answers.items()}
    documents = [
        view_voices.voices(compare_voices(diagnostic, dict(pair), basis), words)
        for pair in ([("customs", weak), ("police", mixed)], [("1", mixed), ("2", others[0])])
        for basis in get_args(Basis)
    ]
    documents += [
        view_rounds.rounds(compare_rounds(diagnostic, dict(pair), "claimed"), words)
        for pair in (
            [("2026-11-23", weak), ("2", mixed)],
            [("1", mixed), ("2", weak)],
            [("1", mixed.with_answers(changed)), ("2", weak)],
        )
    ]

    assert set() == {
        word for document in documents for text in texts(document) for word in hard_coded(text)
    } - {"AAA"}


def test_explanations_by_answers(words: Words, diagnostic: Diagnostic) -> None:
    """What answers make of a part holds no sentence of its own."""
    bases: tuple[Basis, ...] = ("claimed", "evidenced")
    outcomes = [conclude(diagnostic, sheet, basis) for sheet in sheets() for basis in bases]
    pages = [
        explain_by_answers(outcome, name, words)
        for place, outcome in enumerate(outcomes)
        for name in explain.ids(ENGLISH)[place::8]
    ]
    said = {word for page in pages if page for text in texts(page) for word in hard_coded(text)}

    assert set() == said - {"AAA"}


def interviews(diagnostic: Diagnostic) -> Iterator[Interview]:
    """Yield an interview at every kind of step."""
    for sheet in sheets():
        begun = start(diagnostic, sheet)
        yield from (
            replace(begun, cursor=cursor) for cursor in (AtPlace.TASKS, AtCheck(None), AtCheck("legal"))
        )
        for question in begun.asked[:12]:
            yield from (replace(begun, cursor=AtQuestion(question, part)) for part in Part)
        first = begun.asked[0]
        for chain, names in CHAINS.items():
            about = None if chain in ("opening", "about", "closing") else first
            for name in names:
                yield replace(begun, cursor=AtText(Slot(name, about), chain, AtQuestion(first)))


def test_pages(words: Words, diagnostic: Diagnostic) -> None:
    """The pages of the interview and their help hold no sentence of their own."""
    said = set()
    for interview in interviews(diagnostic):
        page = page_of(interview, step(interview), words)
        said |= {*page.head, page.title}
        if isinstance(page, Page):
            for one in (page, help_page(interview, step(interview), page, words)):
                said |= {*one.head, one.title, *one.tail, one.hint}
                said |= {text for entry in one.entries for text in (entry.text, entry.heading, *entry.below)}

    assert set() == {word for text in said for word in hard_coded(text)} - {"AAA"}


# --- what must be whole -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
def test_overlay(language: str) -> None:
    """The overlay of every language has every string of the diagnostic, made from the English text of today."""
    overlay = load_overlay(overlay_of(built_in(), language))

    assert () == problems_of_overlay(ENGLISH, overlay)
    assert language == overlay.language


def test_every_overlay_has_its_words() -> None:
    """There are the program's words for every language that the diagnostic is in, and the other way round."""
    assert OTHERS == [path.suffixes[0].removeprefix(".") for path in overlays_of(built_in())]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_was_left_in_english(language: str) -> None:
    """No sentence of several words is the same in English and in another language."""
    english, other = i18n.load_words("en").sentences, i18n.load_words(language).sentences
    overlay = load_overlay(overlay_of(built_in(), language))
    same = [
        key
        for key, text in english.items()
        if text == other[key] and len(re.findall(r"[a-z]{3,}", _bare(text))) > 3
    ]
    same += [
        path
        for path, text in strings(ENGLISH).items()
        if text == overlay.strings[path].text and text.count(" ") > 5
    ]

    assert [] == same


def _bare(sentence: str) -> str:
    return re.sub(r"\{\w+\}", "", sentence)


def test_official_words() -> None:
    """Official are the French names of the handbook's sections, and nothing else that this project translated."""
    french = load_overlay(overlay_of(built_in(), "fr")).strings
    spanish = load_overlay(overlay_of(built_in(), "es")).strings

    assert {f"sections/{section}" for section in ENGLISH.sections} == {
        path for path, entry in french.items() if entry.official
    }
    assert (
        "La coop\u00e9ration \u00e0 des fins d'analyse de risque et de ciblage"
        == french["sections/III.b"].text
    )
    assert not any(entry.official for entry in spanish.values())


# --- typography -------------------------------------------------------------------------------------------------------


def sentences(language: str) -> dict[str, str]:
    """Return every sentence of a language, of the program and of the diagnostic."""
    overlay = load_overlay(overlay_of(built_in(), language))
    own = {path: entry.text for path, entry in overlay.strings.items()}
    return {**i18n.load_words(language).sentences, **own}


# A sign that French sets off and that is not: keys of files, keys to press and names are as they are.
_CROWDED: Final = re.compile("[^\u202f][:;?!%\u00bb](?=\\s|$)|\u00ab[^\u202f]")
_AS_TYPED: Final = re.compile(
    r"CLiKC!|\b(cpch|of|format|subject|level|reason|question|domain):|\w+_\w+:|\? montre|ou \? "
)


def test_french_typography() -> None:
    """Before ; : ? ! % and inside quotation marks stands a narrow no-break space, and no other."""
    wrong = {key: text for key, text in sentences("fr").items() if _CROWDED.search(_AS_TYPED.sub("", text))}

    assert {} == wrong


def test_spanish_typography() -> None:
    """Questions and exclamations are opened as well as closed, and quotation marks are angular."""
    wrong = {
        key: text
        for key, text in sentences("es").items()
        if text.count("\u00bf") != len(re.findall(r"[\w\u00bb)}]\?", text))
    }

    assert {} == wrong
    assert [] == [key for key, text in sentences("es").items() if "\u201c" in text or " \u00bb" in text]


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_quotation_marks(language: str) -> None:
    """Curly English quotation marks stand in no other language."""
    assert [] == [key for key, text in sentences(language).items() if re.search("[\u201c\u201d]", text)]
