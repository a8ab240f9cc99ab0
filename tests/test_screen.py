"""What a step says in plain lines: everything, wrapped between words, never wider than the screen."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import pytest

from cpch_cli import i18n, screen
from cpch_cli.core.interview import (
    AskLevel,
    Chose,
    Interview,
    Place,
    Said,
    Skipped,
    advance,
    start,
    step,
)
from cpch_cli.core.model import Diagnostic, Question, Sheet
from cpch_cli.diagnostic_file import load_diagnostic
from helpers import Data, diagnostic, question, scale, settled

WORDS: Final = i18n.load_words("en")
BUILT_IN: Final = load_diagnostic()
WIDTHS: Final = (40, 60, 80, 100)


def new(of: Diagnostic, **options: Any) -> Interview:
    """Return an interview that begins at the first question."""
    sheet = Sheet.model_validate(
        {
            "format": "cpch-answers/1",
            "subject": {
                "country": "X",
                "scope": "all",
                "agency": "customs",
                "respondents": ["Head"],
                "date": "2026-11-23",
            },
        }
    )
    return start(of, sheet, **options)


def steps(of: Diagnostic) -> dict[str, AskLevel]:
    """Return the step of every question."""
    found, interview = {}, new(of)
    while isinstance(current := step(interview), AskLevel):
        found[current.question.id] = current
        interview = advance(interview, Skipped())
    return found


STEPS: Final = steps(BUILT_IN)


def joined(lines: Iterable[str]) -> str:
    """Return the words of lines, one blank between them."""
    return " ".join(" ".join(lines).split())


def texts_of(asked: Question, of: Diagnostic) -> list[str]:
    """Return everything that has to be read before a question can be answered."""
    levels = [f"{float(one.value):g} {one.title}. {one.text}" for one in of.levels[asked.id]]
    return [of.domain[asked.domain].title, f"{asked.number} {asked.text}", *levels]


def only(*questions: Data, **keys: Any) -> AskLevel:
    """Return the first step of a diagnostic of these questions."""
    current = step(new(diagnostic(*questions, **keys)))
    assert isinstance(current, AskLevel)
    return current


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("asked", BUILT_IN.questions, ids=lambda asked: asked.id)
def test_question_in_full(asked: Question, width: int) -> None:
    """Every question and level of the built-in diagnostic is said in full, on lines that fit."""
    lines = screen.question_lines(STEPS[asked.id], WORDS, width)

    assert [] == [line for line in lines if len(line) > width]
    said = joined(lines)
    assert [] == [text for text in texts_of(asked, BUILT_IN) if joined([text]) not in said]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("asked", BUILT_IN.questions, ids=lambda asked: asked.id)
def test_help_in_full(asked: Question, width: int) -> None:
    """Why a question is asked, the evidence to look for and when it does not apply are said in full."""
    lines = screen.help_lines(STEPS[asked.id], WORDS, width)

    assert [] == [line for line in lines if len(line) > width]
    said = joined(lines)
    texts = [asked.why, *asked.evidence, asked.not_applicable or ""]
    assert [] == [text for text in texts if joined([text]).rstrip(".") not in said]
    assert (asked.handbook is not None) == ("On the subject of section" in said)
    assert ".." not in said


@pytest.mark.parametrize("width", WIDTHS)
def test_weaknesses_in_full(width: int) -> None:
    """Wrapping loses and breaks no word of any weakness of the built-in diagnostic."""
    for weakness in (one for each in BUILT_IN.questions for one in each.weaknesses):
        lines = screen.wrapped(weakness.text, width)

        assert joined([weakness.text]) == joined(lines)
        assert [] == [line for line in lines if len(line) > width]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("one two three", ["one two", "three"], id="between words"),
        pytest.param("customs-police", ["customs-", "police"], id="a long word is broken, not lost"),
        pytest.param("abcdefghijklmno", ["abcdefgh", "ijklmno"], id="no blank in a whole line"),
        pytest.param("a\nb\t\tc", ["a b c"], id="breaks and tabs are blanks"),
        pytest.param("a\x1b[31mb\x07", ["a[31mb"], id="control characters are taken out"),
        pytest.param("[red]b", ["[red]b"], id="markup is text"),
    ],
)
def test_wrapped(text: str, expected: list[str]) -> None:
    """Text is cleaned and broken between words."""
    assert expected == screen.wrapped(text, 8)


def test_wrapped_with_openings() -> None:
    """Further lines stand under the first, unless another opening is given."""
    assert ["- one", "  two"] == screen.wrapped("one two", 6, first="- ")
    assert ["- one", "two"] == screen.wrapped("one two", 6, first="- ", rest="")


def test_question() -> None:
    """A question is said with its domain and place, what it is, its levels, and how to choose."""
    current = only(
        question(
            "a.one",
            number="2.10",
            text="Is there a text?",
            critical=True,
            source="handbook",
            scale="half",
            levels={"ad_hoc": "A draft."},
        ),
        domains=[{"id": "a", "title": "Legal basis"}],
        scales={"half": scale(0, "0.5", 12)},
    )
    current = replace(current, place=Place(1, 2, 3, 4))

    assert [
        "Legal basis: question 1 of 2 in this domain, 3 of 4 in all",
        "",
        "2.10  Is there a text?",
        "      (critical question, from the extract of the handbook)",
        "",
        "  0  absent. absent.",
        "  0.5  ad_hoc. A draft.",
        "  12  defined. defined.",
        "",
        "A level is reached only when everything in its description is met. If not,",
        "choose the one below.",
    ] == screen.question_lines(current, WORDS, 79)


def test_plain_question() -> None:
    """A question that is neither critical nor from the extract has no line about that."""
    assert "1  a.one?" == screen.question_lines(only(question("a.one")), WORDS, 79)[2]
    assert "" == screen.question_lines(only(question("a.one")), WORDS, 79)[3]


def test_help_without_anything() -> None:
    """Where there is nothing but the reason for a question, nothing but that is said."""
    assert ["Why it is asked: Because."] == screen.help_lines(only(question("a.one")), WORDS, 79)


ANSWERED: Final = diagnostic(
    question("a.one", number="1.1"),
    question("a.two", number="1.2", not_applicable="No coast."),
    question("b.three", number="2.1", text="A question that is longer than one line of forty?"),
    question("b.four", number="2.2", scale="half"),
    question("b.five", number="2.3"),
    domains=[{"id": "a", "title": "Legal basis"}, {"id": "b", "title": "Operations"}],
    scales={"half": scale(0, "0.5", 2)},
)


def test_overview() -> None:
    """The overview says every answer under its domain, and how many are open."""
    interview = new(ANSWERED)
    for event in (
        *(Chose("unknown"), Said("")),
        *(Chose("not_applicable"), Said("[bold] no\ncoast at all, as everybody here knows")),
        Skipped(),
        *(Chose("ad_hoc"), Said("")),
        *(Chose("institutionalised"), Said("")),
    ):
        interview = advance(interview, event)
    current: Any = step(interview)

    assert [
        "",
        "Legal basis",
        "  1.1  a.one?",
        "       > Don't know",
        "  1.2  a.two?",
        "       > Not applicable: [bold] no coast",
        "         at all, as everybody here knows",
        "",
        "Operations",
        "  2.1  A question that is longer than",
        "       one line of forty?",
        "       > Not answered",
        "  2.2  b.four?",
        "       > 0.5 ad_hoc",
        "  2.3  b.five?",
        "       > 4 institutionalised",
        "",
        "4 questions answered, 1 still open.",
    ] == screen.overview_lines(current, ANSWERED, WORDS, 40)


def test_overview_of_nothing() -> None:
    """Where nothing is asked the overview says so."""
    current: Any = step(new(ANSWERED, domains=[]))

    assert ["", "0 questions answered, 0 still open."] == screen.overview_lines(current, ANSWERED, WORDS, 40)


@pytest.mark.parametrize("width", WIDTHS)
def test_overview_in_full(width: int) -> None:
    """The overview of the built-in diagnostic says every question and every level, on lines that fit."""
    sheet = Sheet.model_validate({"format": "cpch-answers/1"})
    said: Any = {one.id: {"level": 2, "weaknesses": []} for one in BUILT_IN.questions}
    current: Any = step(start(BUILT_IN, sheet.with_answers(settled(BUILT_IN, said))))
    lines = screen.overview_lines(current, BUILT_IN, WORDS, width)

    assert [] == [line for line in lines if len(line) > width]
    texts = [f"{one.number} {one.text} > 2 Defined" for one in BUILT_IN.questions]
    assert [] == [text for text in texts if joined([text]) not in joined(lines)]


def test_answer_without_a_level() -> None:
    """An answer that is only a note is none; a level that is unknown to the diagnostic is said as it stands."""
    one = ANSWERED.question["a.one"]
    answers = settled(ANSWERED, {"a.one": {"note": "Ask."}})

    assert "Not answered" == screen.answer_in_words(ANSWERED, one, answers["a.one"], WORDS)
    strange = answers["a.one"].model_copy(update={"level": "grand"})
    assert "grand" == screen.answer_in_words(ANSWERED, one, strange, WORDS)
