"""A comparison as tidy rows, one for each question: how the files stand to each other, and what each of them says."""

from collections.abc import Iterator
from typing import Final

from cpch_cli.core.comparison_report import ComparedQuestion, Comparison
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.report import Answer
from cpch_cli.core.rows import Entry, Row
from cpch_cli.core.voices import marks

_QUESTION: Final = ("question", "number", "domain", "critical")
_OF_KIND: Final = {
    "voices": ("agreement", "difference", "joint_level", "mark"),
    "rounds": ("movement", "difference", "mark"),
}
_OF_FILE: Final = ("answer", "level", "evidence", "weaknesses")


def comparison_columns(comparison: Comparison) -> list[str]:
    """Return the names of the columns, in order: the same for every comparison of a kind, then four for each file."""
    of_files = [f"{file.name}.{entry}" for file in comparison.files for entry in _OF_FILE]
    return [*_QUESTION, *_OF_KIND[comparison.kind], *of_files]


def comparison_rows(comparison: Comparison, diagnostic: Diagnostic) -> Iterator[Row]:
    """Yield a row for each question of a comparison, in the diagnostic's order.

    `critical` is 1 or 0; `answer` is a level's id, or the state where there is no level; `level`, `joint_level` and
    `difference` are strengths from 0 to 4; `weaknesses` lists ids (None: not asked).
    """
    columns = comparison_columns(comparison)
    mark = marks(file.subject.handling for file in comparison.files)
    for question in comparison.questions:
        entries: dict[str, Entry] = {
            "question": question.question,
            "number": diagnostic.question[question.question].number,
            "domain": question.domain,
            "critical": int(question.critical),
            "mark": mark,
            "agreement": question.agreement.value if question.agreement else None,
            "movement": question.movement.value if question.movement else None,
            "joint_level": question.joint.level if question.joint else None,
            "difference": question.difference,
            **dict(_of_files(comparison, question)),
        }
        yield {column: entries[column] for column in columns}


def _of_files(comparison: Comparison, question: ComparedQuestion) -> Iterator[tuple[str, Entry]]:
    for file, answer in zip(comparison.files, question.answers, strict=True):
        for entry, value in zip(_OF_FILE, _of_answer(answer), strict=True):
            yield f"{file.name}.{entry}", value


def _of_answer(answer: Answer | None) -> tuple[Entry, ...]:
    if answer is None:
        return ("out_of_scope", None, None, None)
    said = answer.answer if answer.state == "level" else answer.state
    ticked = None if answer.weaknesses is None else list(answer.weaknesses)
    return said, answer.level, answer.evidence, ticked
