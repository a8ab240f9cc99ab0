"""A tiny interview for the tests of what shows it: on a terminal, and line by line."""

from dataclasses import replace
from typing import Any, Final

from cpch_cli import i18n
from cpch_cli.core.interview import AtQuestion, AtText, Interview, Part, Refusal, start
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.slots import Slot
from cpch_cli.core.words import Words
from helpers import diagnostic, question, weakness

WORDS: Final = i18n.load_words("en")
PORT: Final = diagnostic(
    question(
        "law.text",
        number="1.1",
        weaknesses=[weakness("old"), weakness("secret")],
        evidence=["The text itself"],
    ),
    question("sea.port", number="2.1", not_applicable="No coast."),
)


def begun(answers: dict[str, Any] | None = None, **subject: Any) -> Interview:
    """Return an interview with some answers; without any, at the task list."""
    data = {
        "format": "cpch-answers/1",
        "subject": subject or {"date": "2026-11-23"},
        "answers": answers or {},
    }
    return start(PORT, Sheet.model_validate(data))


def at(question_id: str, part: Part = Part.LEVEL, answers: dict[str, Any] | None = None) -> Interview:
    """Return an interview at a part of a question, with some answers."""
    return replace(begun(answers), cursor=AtQuestion(question_id, part))


def at_text(
    name: str, chain: str, question_id: str | None = None, answers: dict[str, Any] | None = None
) -> Interview:
    """Return an interview at a text, with some answers."""
    after = AtQuestion(question_id) if question_id else None
    cursor = AtText(Slot(name, question_id), chain, after)
    return replace(begun(answers), cursor=cursor, trail=(after,) if after else ())


def refusing(interview: Interview, key: str, text: str = "") -> Interview:
    """Return an interview that has just refused something."""
    return replace(interview, refused=Refusal(key, text))


def speak_next(language: str) -> tuple[Words, Diagnostic]:
    """Answer in a language that says which one was spoken before."""
    return Words(f"after-{language}", WORDS.sentences), PORT
