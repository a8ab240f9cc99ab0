"""Tables of answers, CSV or Parquet, as coded relations: read lazily, whatever their length, by the engine of a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

from cpch_cli.batch.cells import can_be_read
from cpch_cli.batch.columns import any_of, of_question
from cpch_cli.batch.long_table import QUESTION, read_long
from cpch_cli.batch.raw_table import ROW, SHAPE, RawTable, RowsRead, bad_name, cell, read_csv, read_parquet
from cpch_cli.batch.wide_table import read_wide
from cpch_cli.core.model import EXTENSIONS
from cpch_cli.core.problems import Located, Problem
from cpch_cli.core.table_cells import SUBJECT, Column, Header, header
from cpch_cli.errors import InvalidAnswers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ibis.expr.types import Table

    from cpch_cli.core.model import Diagnostic
    from cpch_cli.gather import TableFile


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table of answers, read; nothing of it is there before it is asked for.

    Attributes:
        name: as the user named it.
        relation: a row for each subject: `file` (its name), `row` (from 1, the header aside; NULL where the engine does
            not number rows), the columns `subject.FIELD` that there are as text, those of `core.coded` for every question
            of the diagnostic, and the counts `bad_cells` and `reasons_not_recorded`.
        has_evidence: there are columns `ID#evidence`.
        asked_weaknesses: the questions that have columns `ID#WEAKNESS`.
        subject_columns: `subject.FIELD`, in the table's order.
        extras: `subject.x-ANYTHING`, likewise.
        levels_only: the questions that nobody can have answered with anything but a level: their cells are numbers.
        wrong: a row for each row of the table in which something is bad: its number, its problem as a whole, and what is
            bad in each column of `checked`; in the order of the table.
        checked: the columns that can hold a bad cell.
    """

    name: str
    relation: Table
    has_evidence: bool
    asked_weaknesses: frozenset[str]
    subject_columns: tuple[str, ...]
    extras: tuple[str, ...]
    levels_only: frozenset[str]
    wrong: Table
    checked: tuple[Column, ...]


def open_table(connection: Any, file: TableFile, diagnostic: Diagnostic) -> CodedTable | None:
    """Return a table of answers, or None if it is of another kind and was not named but found in a folder.

    Args:
        connection: of Ibis, to DuckDB or Spark.
        file: which table.
        diagnostic: a checked one.

    Raises:
        CannotRead: if it cannot be read as CSV or Parquet.
        InvalidAnswers: if its columns are not those of answers to this diagnostic; with every problem.
    """
    read = read_parquet if file.is_parquet else read_csv
    raw = read(connection, file.path, file.name)
    meant, problems = header(raw.names, diagnostic)
    if meant is None and not file.is_named:
        return None
    if meant is None:
        raise InvalidAnswers(file.name, [Located(1, 1, Problem((), "table.other_kind"))])
    problems = (*problems, *_of_types(raw, meant))
    if problems:
        raise InvalidAnswers(file.name, [_located(problem) for problem in problems])
    return _coded(
        file.name,
        raw,
        meant,
        (read_long if meant.is_long else read_wide)(raw.cells, meant, diagnostic),
        diagnostic,
    )


def _located(problem: Problem) -> Located:
    """Return a problem of the header at its column, counted in cells and not in characters."""
    return Located(1, int(problem.path[0]) + 1, problem)


def _of_types(raw: RawTable, meant: Header) -> Sequence[Problem]:
    return [
        Problem((column.position,), "table.type", {"word": column.name})
        for column in meant.columns
        if not can_be_read(cell(raw.cells, column))
    ]


def _coded(name: str, raw: RawTable, meant: Header, read: RowsRead, diagnostic: Diagnostic) -> CodedTable:
    subject = [column.name for column in meant.of("subject")]
    own = f"{SUBJECT}{EXTENSIONS}"
    columns = frozenset(read.coded.columns)
    return CodedTable(
        name=name,
        relation=_named(read.coded, name),
        has_evidence=bool(meant.of("evidence")),
        asked_weaknesses=frozenset(
            question.id
            for question in diagnostic.questions
            if any(of_question(question.id, weakness.id) in columns for weakness in question.weaknesses)
        ),
        subject_columns=tuple(each for each in subject if not each.startswith(own)),
        extras=tuple(each for each in subject if each.startswith(own)),
        levels_only=_levels_only(raw, meant, diagnostic),
        wrong=_wrong(read),
        checked=tuple(sorted(read.bad, key=lambda column: column.position)),
    )


def _levels_only(raw: RawTable, meant: Header, diagnostic: Diagnostic) -> frozenset[str]:
    if meant.is_long:
        return frozenset()
    words = {column.of for column in meant.of("level") if not cell(raw.cells, column).type().is_numeric()}
    return frozenset(diagnostic.question) - words


def _named(coded: Table, name: str) -> Table:
    numbered = ibis.literal(f"{name}#") + coded[ROW].cast("string")
    return coded.mutate(file=ibis.coalesce(numbered, ibis.literal(name)))


def _wrong(read: RowsRead) -> Table:
    rows = read.rows
    question = {QUESTION: rows[QUESTION]} if QUESTION in rows.columns else {}
    bad = {bad_name(column): each.bad_text for column, each in read.bad.items()}
    found = rows.select(**{ROW: rows[ROW], SHAPE: rows[SHAPE]}, **question, **bad)
    return found.filter(any_of(found[column].notnull() for column in [SHAPE, *bad])).order_by(ROW)
