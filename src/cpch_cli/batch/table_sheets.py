"""The rows of a coded relation as sheets, for what only the reference in Python does; and its bad cells, one by one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from cpch_cli.batch.batches import batches, reading
from cpch_cli.batch.columns import EVIDENCE, of_question
from cpch_cli.batch.long_table import QUESTION
from cpch_cli.batch.raw_table import BAD_CELLS, REASONS, ROW, SHAPE, bad_name
from cpch_cli.core.coded import NOT_APPLICABLE_CODE, UNKNOWN_CODE
from cpch_cli.core.model import (
    EXTENSIONS,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Diagnostic,
    Question,
    Sheet,
    Subject,
)
from cpch_cli.core.table_cells import GRADES, SUBJECT, WHOLE_ROW, BadCell, bad_cell
from cpch_cli.core.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ibis.expr.types import Table

    from cpch_cli.batch.tables import CodedTable

# The code of a level, that of the grade, and whether each weakness was ticked.
_Codes = tuple[int | None, int | None, tuple[bool | None, ...]]
_COLUMNS: Final = ("file", BAD_CELLS, REASONS)


def sheets(coded: CodedTable, diagnostic: Diagnostic) -> Iterator[tuple[str, Sheet, int, int]]:
    """Yield each row as its name and its sheet, settled, without notes and reasons; with reasons not recorded and bad cells.

    See `batches` on what a connection can do meanwhile.

    Raises:
        CannotRead: if the engine cannot read the table to its end.
    """
    subject = (*coded.subject_columns, *coded.extras)
    answers = {question.id: _answers_to(question, diagnostic) for question in diagnostic.questions}
    for values in _read(coded.relation, coded.name):
        columns = {question.id: _codes_of(values, coded, question) for question in diagnostic.questions}
        for place in range(len(values["file"])):
            said = {
                question: answer
                for question, codes in columns.items()
                if (answer := answers[question](codes(place))) is not None
            }
            sheet = Sheet.model_construct(
                format="cpch-answers/1",
                subject=_subject({name.removeprefix(SUBJECT): values[name][place] for name in subject}),
                saved=said,
            )
            name, bad, reasons = (values[column][place] for column in _COLUMNS)
            yield name, sheet, reasons, bad


def _read(relation: Table, name: str) -> Iterator[Mapping[str, Sequence[Any]]]:
    with reading(name):
        yield from batches(relation)


def _codes_of(
    values: Mapping[str, Sequence[Any]], coded: CodedTable, question: Question
) -> Callable[[int], _Codes]:
    levels = values[question.id]
    grades = values[of_question(question.id, EVIDENCE)] if coded.has_evidence else None
    ticked = [
        values[of_question(question.id, weakness.id)]
        for weakness in question.weaknesses
        if question.id in coded.asked_weaknesses
    ]
    return lambda place: (
        levels[place],
        grades[place] if grades else None,
        tuple(column[place] for column in ticked),
    )


def _answers_to(question: Question, diagnostic: Diagnostic) -> Callable[[_Codes], Answer | None]:
    """Return what makes an answer of codes; the same answer, which nobody can change, for the same codes."""
    made: dict[_Codes, Answer | None] = {}
    words = {place: level.id for place, level in enumerate(diagnostic.levels[question.id])}
    words |= {UNKNOWN_CODE: UNKNOWN, NOT_APPLICABLE_CODE: NOT_APPLICABLE}

    def answer(codes: _Codes) -> Answer | None:
        if codes not in made:
            made[codes] = _answer(codes, question, words)
        return made[codes]

    return answer


def _answer(codes: _Codes, question: Question, words: Mapping[int, str]) -> Answer | None:
    level, grade, ticked = codes
    given: dict[str, Any] = {}
    if level is not None:
        given["level"] = words[level]
    if any(each is not None for each in ticked):
        given["weaknesses"] = tuple(
            weakness.id for weakness, each in zip(question.weaknesses, ticked, strict=True) if each
        )
    if grade is not None:
        given["evidence"] = GRADES[grade]
    return Answer.model_construct(**given) if given else None


def _subject(texts: Mapping[str, str | None]) -> Subject:
    cleaned = {field: text for field, each in texts.items() if each is not None and (text := clean(each))}
    given: dict[str, Any] = {
        field: text for field, text in cleaned.items() if not field.startswith(EXTENSIONS)
    }
    if "domains" in given:
        given["domains"] = tuple(given["domains"].split(" "))
    if "date" in given:
        given["date"] = dt.date.fromisoformat(given["date"])
    if extras := {field: text for field, text in cleaned.items() if field.startswith(EXTENSIONS)}:
        given["extensions"] = extras
    return Subject.model_construct(**given)


def bad_cells(coded: CodedTable, diagnostic: Diagnostic) -> Iterator[BadCell]:
    """Yield each bad cell, row by row; ask for them only if there are some: the table is read once more.

    See `batches` on what a connection can do meanwhile.

    Raises:
        CannotRead: if the engine cannot read the table to its end.
    """
    for values in _read(coded.wrong, coded.name):
        for place, row in enumerate(values[ROW]):
            if (problem := values[SHAPE][place]) is not None:
                yield bad_cell(coded.name, row, WHOLE_ROW, problem, diagnostic)
            question = values[QUESTION][place] if QUESTION in values else None
            for column in coded.checked:
                if (written := values[bad_name(column)][place]) is not None:
                    yield bad_cell(coded.name, row, column, written, diagnostic, question or "")
