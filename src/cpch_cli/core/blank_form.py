"""The whole questionnaire as a form on paper: to send round before a workshop, and to fill in with a pen."""

from collections.abc import Iterator
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.conditions_in_words import condition_in_words
from cpch_cli.core.document import Block, Document, Facts, Items, Paragraph, Section
from cpch_cli.core.model import Diagnostic, Domain, Level, Question
from cpch_cli.core.words import Words

_LINE: Final = "." * 40
_LINES_FOR_NOTES: Final = 3

_INSTRUCTIONS: Final = (
    "level",
    "unknown",
    "not_applicable",
    "weaknesses",
    "evidence",
    "critical",
    "open",
    "names",
    "enter",
)
_SUBJECT: Final = (
    "country",
    "region",
    "site",
    "scope",
    "period",
    "date",
    "respondents",
    "handling",
    "cleared_by",
)
_AGENCIES: Final = ("customs", "police", "joint", "other")
_CONDUCTED: Final = ("self", "facilitated", "peer")
_GRADES: Final = ("none", "statement", "document", "verified")


def blank_form(diagnostic: Diagnostic, words: Words) -> Document:
    """Return every question of a diagnostic with boxes to tick and lines to write on."""
    return Document(
        language=words.language,
        title=words("form.title", title=diagnostic.title, version=diagnostic.version),
        draft=None,
        handling=None,
        blocks=(
            _section(words, "how", Items(tuple(words(f"form.how.{each}") for each in _INSTRUCTIONS))),
            *_scales(diagnostic, words),
            _section(words, "grades", Facts(tuple(_grades(words)))),
            _section(words, "subject", Facts(tuple(_subject(words))), *_left_out(diagnostic, words)),
            *(_domain(diagnostic, domain, words) for domain in diagnostic.domains),
            _section(words, "origin", *_origin(diagnostic, words)),
        ),
    )


def _section(words: Words, name: str, *blocks: Block) -> Section:
    return Section(f"form-{name}", words(f"form.section.{name}"), blocks)


def _box(text: str) -> str:
    return f"[ ] {text}"


# --- what stands before the questions -----------------------------------------------------------------------------


def _scales(diagnostic: Diagnostic, words: Words) -> Iterator[Section]:
    """Describe the levels of each scale once, for all the questions that have no words of their own for them."""
    for name, levels in diagnostic.scales.items():
        pairs = tuple((_level(level, words), level.text) for level in levels)
        yield Section(name, words("form.scale", id=name), (Facts(pairs),))


def _level(level: Level, words: Words) -> str:
    return words("explain.level", value=words.value(level.value), title=level.title)


def _grades(words: Words) -> Iterator[tuple[str, str]]:
    for grade in _GRADES:
        yield words(f"form.grade.{grade}"), words(f"form.grade_means.{grade}")


def _subject(words: Words) -> Iterator[tuple[str, str]]:
    for name in _SUBJECT:
        yield words(f"form.subject.{name}"), _LINE
    yield words("form.subject.agency"), _boxes(words, "option.subject.agency", _AGENCIES)
    yield words("form.subject.conducted"), _boxes(words, "form.conducted", _CONDUCTED)


def _left_out(diagnostic: Diagnostic, words: Words) -> tuple[Block, ...]:
    return _titled(
        words("form.left_out"), tuple(_box(phrases.domain(diagnostic, each)) for each in diagnostic.domain)
    )


def _boxes(words: Words, key: str, names: tuple[str, ...]) -> str:
    return "  ".join(_box(words(f"{key}.{name}")) for name in names)


# --- the questions ------------------------------------------------------------------------------------------------


def _domain(diagnostic: Diagnostic, domain: Domain, words: Words) -> Section:
    questions = diagnostic.questions_of(domain.id)
    blocks = tuple(_question(diagnostic, each, words) for each in questions)
    return Section(domain.id, phrases.domain(diagnostic, domain.id), blocks)


def _question(diagnostic: Diagnostic, question: Question, words: Words) -> Section:
    blocks = (
        *_remarks(diagnostic, question, words),
        Paragraph(question.why),
        *_titled(words("form.evidence"), question.evidence),
        *_titled(_levels_title(diagnostic, question, words), tuple(_answers(diagnostic, question, words))),
        *_titled(words("form.weaknesses"), tuple(_box(each.text) for each in question.weaknesses)),
        Facts(
            (
                (words("form.evidence_grade"), _boxes(words, "form.grade", _GRADES)),
                (words("form.reference"), _LINE),
            )
        ),
        Paragraph("\n".join([words("form.note"), *[_LINE * 2] * _LINES_FOR_NOTES])),
    )
    return Section(question.id, f"{question.number} {question.text}", blocks)


def _remarks(diagnostic: Diagnostic, question: Question, words: Words) -> Iterator[Paragraph]:
    if question.critical:
        yield Paragraph(words("form.critical"))
    if question.source == "handbook":
        yield Paragraph(words("form.from_extract"))
    if question.ask_if is not None:
        condition = condition_in_words(diagnostic, question.ask_if, words)
        yield Paragraph(words("form.asked_if", condition=condition))


def _titled(title: str, items: tuple[str, ...]) -> tuple[Block, ...]:
    return (Paragraph(title), Items(items)) if items else ()


def _levels_title(diagnostic: Diagnostic, question: Question, words: Words) -> str:
    own_words = all(level.id in question.levels for level in diagnostic.levels[question.id])
    return words("form.levels.own" if own_words else "form.levels.general")


def _answers(diagnostic: Diagnostic, question: Question, words: Words) -> Iterator[str]:
    for level in diagnostic.levels[question.id]:
        title = _level(level, words)
        own = level.id in question.levels
        yield _box(words("form.level", level=title, text=level.text) if own else title)
    yield _box(words("form.unknown"))
    if question.not_applicable is not None:
        yield _box(words("form.not_applicable", case=question.not_applicable, line=_LINE))


# --- what stands after them ---------------------------------------------------------------------------------------


def _origin(diagnostic: Diagnostic, words: Words) -> Iterator[Block]:
    from_extract = tuple(_from_extract(diagnostic, words))
    yield from _titled(words("form.extract"), from_extract)
    yield Paragraph(words("form.ours.rest" if from_extract else "form.ours.all"))
    yield Paragraph(words("form.no_audit"))


def _from_extract(diagnostic: Diagnostic, words: Words) -> Iterator[str]:
    for question in diagnostic.questions:
        if question.source == "handbook":
            yield words("form.extract.question", number=question.number, text=question.text)
        for weakness in question.weaknesses:
            if weakness.source == "handbook":
                yield words("form.extract.weakness", number=question.number, text=weakness.text)
