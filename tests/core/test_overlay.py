"""A diagnostic in another language: every string can be translated, and nothing else changes."""

from typing import Final

import pytest
from hypothesis import given

from cpch_cli.core.assess import assess
from cpch_cli.core.model import Diagnostic, Overlay, plain
from cpch_cli.core.overlay import problems_of_overlay, string_hash, strings, translate
from cpch_cli.diagnostic_file import load_diagnostic
from helpers import diagnostic, question, resource, rule, solution, weakness
from strategies import Case, cases

BUILT_IN: Final = load_diagnostic()
TINY: Final = diagnostic(
    question(
        "law.text",
        weaknesses=[weakness("old", "write")],
        evidence=["The text", "A record"],
        levels={"absent": "No text."},
        not_applicable="No border.",
        formerly=[
            {"asked": "0123456789abcdef", "version": "0.9", "text": "A text?", "levels": {"absent": "No."}}
        ],
    ),
    solutions=[solution("write", steps=["Draft.", "Sign."], resources=["cen"])],
    resources=[resource("cen", note="Ask first.")],
    rules=[rule("r", {"question": "law.text", "at_most": "absent"}, "write", remark="Look.")],
    sections={"II.b": "On the law"},
)


def overlay_of(of: Diagnostic, **changed: str) -> Overlay:
    """Return an overlay in which every string is in capitals, but for those that are given."""
    texts = {path: {"of": string_hash(text), "text": text.upper()} for path, text in strings(of).items()}
    for path, text in changed.items():
        texts[path]["text"] = text
    return Overlay.model_validate(
        {"format": "cpch-overlay/1", "of": of.id, "language": "xx", "strings": texts}
    )


def test_paths() -> None:
    """Each string has a path of ids; what stands in a list is counted from 1."""
    found = strings(TINY)

    for path, text in {
        "title": "Tiny",
        "sections/II.b": "On the law",
        "domains/law/title": "law",
        "scales/maturity/absent/text": "absent.",
        "law.text/text": "law.text?",
        "law.text/why": "Because.",
        "law.text/evidence/2": "A record",
        "law.text/levels/absent": "No text.",
        "law.text/not_applicable": "No border.",
        "law.text/weaknesses/old": "old.",
        "law.text/formerly/0123456789abcdef/text": "A text?",
        "law.text/formerly/0123456789abcdef/levels/absent": "No.",
        "solutions/write/steps/1": "Draft.",
        "solutions/write/first_step": "Begin.",
        "resources/cen/note": "Ask first.",
        "rules/r/because": "So it is.",
        "rules/r/remark": "Look.",
    }.items():
        assert text == found[path], path


def texts_in(data: object) -> set[str]:
    """Return all texts in plain data that hold a blank or end like a sentence: what people read."""
    match data:
        case dict():
            return {text for key, entry in data.items() if key != "x-" for text in texts_in(entry)}
        case list():
            return {text for entry in data for text in texts_in(entry)}
        case str() if " " in data or data.endswith((".", "?")):
            return {data}
        case _:
            return set()


def test_every_sentence_has_a_path() -> None:
    """Nothing that people read in the built-in diagnostic is left out."""
    data = plain(BUILT_IN)
    # Sections are named by number, some of them two.
    for part in (*data["domains"], *data["questions"]):
        part.pop("handbook", None)

    assert set() == texts_in(data) - set(strings(BUILT_IN).values())


def test_all_is_translated() -> None:
    """With a whole overlay every string is the translated one, and none stays English."""
    for one in (TINY, BUILT_IN):
        translation = translate(one, overlay_of(one))

        assert 0 == translation.in_english
        assert [text.upper() for text in strings(one).values()] == [*strings(translation.diagnostic).values()]


def test_missing_and_stale_strings_stay_english() -> None:
    """A string without a translation, or with one of an older English text, is shown in English and counted."""
    whole = overlay_of(TINY)
    entries = dict(whole.strings)
    del entries["title"]
    entries["law.text/text"] = entries["law.text/text"].model_copy(update={"of": "00000000"})
    translation = translate(TINY, whole.model_copy(update={"strings": entries}))

    assert 2 == translation.in_english
    assert ("Tiny", "law.text?") == (
        translation.diagnostic.title,
        translation.diagnostic.question["law.text"].text,
    )
    assert "BECAUSE." == translation.diagnostic.question["law.text"].why


def test_what_it_is_known_by_stays_english() -> None:
    """Fingerprints of questions and the digest are those of the English words, so that answers stay comparable."""
    translated = translate(BUILT_IN, overlay_of(BUILT_IN)).diagnostic

    assert (BUILT_IN.asked, BUILT_IN.digest) == (translated.asked, translated.digest)
    assert "ABSENT" == translated.levels["legal.instrument"][0].title


@given(cases())
def test_same_assessment_in_every_language(case: Case) -> None:
    """What is concluded does not depend on the language."""
    translated = translate(case.diagnostic, overlay_of(case.diagnostic)).diagnostic

    assert assess(case.diagnostic, case.answers) == assess(translated, case.answers)


def test_good_overlay() -> None:
    """In a whole overlay nothing is wrong."""
    assert () == problems_of_overlay(TINY, overlay_of(TINY))


@pytest.mark.parametrize(("text", "code"), [("{n} X", "string_placeholders"), ("X", None)])
def test_places_to_fill_in(text: str, code: str | None) -> None:
    """A translation has the same places to fill in as the English text."""
    problems = problems_of_overlay(TINY, overlay_of(TINY, title=text))

    assert ([code] if code else []) == [problem.code for problem in problems]
