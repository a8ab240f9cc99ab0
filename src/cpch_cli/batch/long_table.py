"""The rows of a long table, one for each answer, as a coded relation with one row for each subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import ibis

from cpch_cli.batch.cells import Read, by_group, coded, ids, of_subject, one_if, said, text
from cpch_cli.batch.columns import EVIDENCE, any_of, of_question, total
from cpch_cli.batch.raw_table import BAD_CELLS, REASONS, ROW, SHAPE, RowsRead, bad_name, cell
from cpch_cli.core.coded import NOT_APPLICABLE_CODE
from cpch_cli.core.table_cells import (
    GRADE_CODES,
    SUBJECT,
    Codes,
    Column,
    Header,
    Part,
    level_codes,
    weaknesses_pattern,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ibis.expr.types import Table

    from cpch_cli.core.model import Diagnostic

# Columns of the rows on their way; no id begins like these.
QUESTION: Final = "_question"
_LEVEL: Final = "_level"
_WEAKNESSES: Final = "_weaknesses"
_EVIDENCE: Final = "_evidence"
_REASON: Final = "_reason"
_ANSWER: Final = "_answer"
_FIRST: Final = "_first"
_COUNTS: Final = "_counts"
_ANSWERS: Final = "_answers"
_WRITTEN: Final = "_written"
_NUMBER: Final = "_number"


def read_long(raw: Table, header: Header, diagnostic: Diagnostic) -> RowsRead:
    """Return a long table by its subjects, and its rows with what is wrong in them.

    A question that a subject answers once more, and otherwise, is a bad cell: the first answer counts.
    """
    columns: dict[Part, Column] = {
        column.part: column for column in header.columns if column.part != "subject"
    }
    subject = [f"{SUBJECT}{column.of}" for column in header.of("subject")]
    rows = _with_answers(raw, header, columns, diagnostic)
    rows = _with_first(rows, subject)
    twice = (rows[_ANSWER] != rows[_FIRST]).fill_null(False)
    level = bad_name(columns["level"])
    written = ibis.coalesce(
        rows[level], ibis.ifelse(twice, rows[_WRITTEN].fill_null(""), ibis.null("string"))
    )
    rows = rows.mutate(**{level: written, _COUNTS: rows[_ANSWER].notnull() & ~twice})
    bad = {column: rows[bad_name(column)] for column in header.columns if column.part != "reason"}
    return RowsRead(
        rows=rows,
        bad={column: Read(ibis.null("string"), each.notnull(), each) for column, each in bad.items()},
        coded=_by_subject(rows, subject, bad, header, diagnostic),
    )


def _with_answers(
    raw: Table, header: Header, columns: Mapping[Part, Column], diagnostic: Diagnostic
) -> Table:
    """Add to each row its subject, its question, what is answered to it, and what is wrong with any of these."""
    question = _question(raw, columns, diagnostic)
    rows = raw.mutate(**{QUESTION: question.value})
    reads = {
        columns["level"]: _level(rows, columns["level"], diagnostic),
        **{column: of_subject(cell(rows, column), column.of, diagnostic) for column in header.of("subject")},
    }
    if "weaknesses" in columns:
        reads[columns["weaknesses"]] = _weaknesses(rows, columns["weaknesses"], diagnostic)
    if "evidence" in columns:
        reads[columns["evidence"]] = coded(cell(rows, columns["evidence"]), GRADE_CODES)
    values = {
        _LEVEL: _value(reads, columns, "level", "int8"),
        _WEAKNESSES: _value(reads, columns, "weaknesses", "string"),
        _EVIDENCE: _value(reads, columns, "evidence", "int8"),
        _REASON: said(cell(rows, columns["reason"])) if "reason" in columns else ibis.literal(False),
        _WRITTEN: text(cell(rows, columns["level"])),
    }
    bad = {bad_name(column): read.bad_text for column, read in reads.items()}
    bad[bad_name(columns["question"])] = question.bad_text
    subject = {f"{SUBJECT}{column.of}": reads[column].value for column in header.of("subject")}
    rows = rows.mutate(**subject, **values, **bad)
    return rows.mutate(**{_ANSWER: _answer(rows)})


def _value(reads: Mapping[Column, Read], columns: Mapping[Part, Column], part: Part, kind: str) -> Any:
    return reads[columns[part]].value if part in columns else ibis.null(kind)


def _question(raw: Table, columns: Mapping[Part, Column], diagnostic: Diagnostic) -> Read:
    """Return the question of each row; a row that answers without one, or to one that there never was, is bad."""
    written = text(cell(raw, columns["question"]))
    bare = written.strip().nullif("")
    is_known = bare.isin(list(diagnostic.question))
    never_was = ~bare.isin([*diagnostic.question, *diagnostic.retired])
    answers = any_of(
        said(cell(raw, columns[part])) for part in ("level", "weaknesses", "evidence") if part in columns
    )
    says = ibis.ifelse(bare.isnull(), answers, never_was)
    return Read(ibis.ifelse(is_known, bare, ibis.null("string")), says, written)


def _level(rows: Table, column: Column, diagnostic: Diagnostic) -> Read:
    """Return the levels, each by what may be answered to its row's question."""
    alike: list[tuple[Codes, list[str]]] = []
    for question in diagnostic.questions:
        codes = level_codes(diagnostic, question)
        same = next((questions for each, questions in alike if each == codes), None)
        if same is None:
            alike.append((codes, [question.id]))
        else:
            same.append(question.id)
    return by_group(
        [
            (rows[QUESTION].isin(questions).fill_null(False), coded(cell(rows, column), codes))
            for codes, questions in alike
        ]
    )


def _weaknesses(rows: Table, column: Column, diagnostic: Diagnostic) -> Read:
    return by_group(
        [
            (
                (rows[QUESTION] == question.id).fill_null(False),
                ids(cell(rows, column), weaknesses_pattern(question)),
            )
            for question in diagnostic.questions
        ]
    )


def _answer(rows: Table) -> Any:
    """Return all that a row answers as one text, by which answers are compared; NULL where it answers nothing."""
    parts = [rows[_LEVEL].cast("string"), rows[_WEAKNESSES], rows[_EVIDENCE].cast("string")]
    answers = rows[QUESTION].notnull() & any_of(part.notnull() for part in parts)
    level, weaknesses, evidence = (part.fill_null("") for part in parts)
    return ibis.ifelse(answers, level + "|" + weaknesses + "|" + evidence, ibis.null("string"))


def _with_first(rows: Table, subject: Sequence[str]) -> Table:
    """Add to each row that answers what its subject answered to this question first."""
    rows = rows.mutate(**{_ANSWERS: rows[_ANSWER].notnull()})
    window = ibis.window(
        group_by=[*(rows[name] for name in subject), rows[QUESTION], rows[_ANSWERS]],
        # The second puts them in one order where rows have no numbers.
        order_by=[rows[ROW], rows[_ANSWER]],
    )
    return rows.mutate(**{_FIRST: rows[_ANSWER].first().over(window)})


def _by_subject(
    rows: Table,
    subject: Sequence[str],
    bad: Mapping[Column, Any],
    header: Header,
    diagnostic: Diagnostic,
) -> Table:
    missing = rows[_COUNTS] & (rows[_LEVEL] == NOT_APPLICABLE_CODE) & ~rows[_REASON]
    figures: dict[str, Any] = {
        ROW: rows[ROW].min(),
        BAD_CELLS: total(one_if(each.notnull()) for each in [*bad.values(), rows[SHAPE]]).sum().cast("int32"),
        REASONS: rows[QUESTION].nunique(where=missing).cast("int32"),
        _NUMBER: rows.count(),
    }
    for question in diagnostic.questions:
        counts = rows[_COUNTS] & (rows[QUESTION] == question.id)
        figures[question.id] = rows[_LEVEL].max(where=counts)
        if header.of("evidence"):
            figures[of_question(question.id, EVIDENCE)] = rows[_EVIDENCE].max(where=counts)
        if header.of("weaknesses"):
            named = ibis.literal(" ") + rows[_WEAKNESSES] + " "
            for weakness in question.weaknesses:
                ticked = named.contains(f" {weakness.id} ")
                figures[of_question(question.id, weakness.id)] = ticked.any(where=counts)
    subjects = (
        rows.group_by([rows[name] for name in subject]).aggregate(**figures)
        if subject
        else rows.aggregate(**figures)
    )
    return subjects.filter(subjects[_NUMBER] > 0).drop(_NUMBER).order_by(ROW)
