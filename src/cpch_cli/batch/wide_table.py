"""The rows of a wide table, one for each subject, as a coded relation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from cpch_cli.batch.cells import Read, coded, of_subject, one_if, said
from cpch_cli.batch.columns import EVIDENCE, any_of, of_question, total
from cpch_cli.batch.raw_table import BAD_CELLS, REASONS, ROW, SHAPE, RowsRead, cell
from cpch_cli.core.coded import NOT_APPLICABLE_CODE
from cpch_cli.core.table_cells import FLAG_CODES, GRADE_CODES, Column, Header, Part, level_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr.types import Table

    from cpch_cli.core.model import Diagnostic, Question


def read_wide(raw: Table, header: Header, diagnostic: Diagnostic) -> RowsRead:
    """Return the rows of a wide table, read."""
    reads = {column: _read(raw, column, diagnostic) for column in header.columns if column.part != "reason"}
    # A step of its own, so that what is read once is not written out wherever it is used.
    rows = raw.mutate(**{_code_name(column): read.value for column, read in reads.items()})
    reads = {column: replace(read, value=rows[_code_name(column)]) for column, read in reads.items()}
    rows, ticked = _with_asked(rows, header, reads)
    named = {(column.part, column.of): read.value for column, read in reads.items()}
    columns: dict[str, Any] = {column.name: reads[column].value for column in header.of("subject")}
    for question in diagnostic.questions:
        columns[question.id] = named.get(("level", question.id), ibis.null("int8"))
        if header.of("evidence"):
            grade = named.get(("evidence", question.id), ibis.null("int8"))
            columns[of_question(question.id, EVIDENCE)] = grade
        columns |= _ticked(rows, question, ticked.get(question.id, {}))
    wrong = [read.is_bad for read in reads.values()]
    columns[BAD_CELLS] = total(one_if(each) for each in [*wrong, rows[SHAPE].notnull()])
    columns[REASONS] = _reasons_not_recorded(rows, header, diagnostic, named)
    return RowsRead(rows=rows, bad=reads, coded=rows.select(**{ROW: rows[ROW], **columns}))


def _code_name(column: Column) -> str:
    return f"_code_{column.position}"


def _asked_name(question: str) -> str:
    return f"_asked_{question}"


def _with_asked(
    rows: Table, header: Header, reads: Mapping[Column, Read]
) -> tuple[Table, dict[str, dict[str, Any]]]:
    """Add whether the weaknesses of each question were asked: where one of its cells is filled in, all were.

    Returns:
        The rows, and the code of each weakness by its question and its id.
    """
    codes: dict[str, dict[str, Any]] = {}
    for column in header.of("weakness"):
        codes.setdefault(column.of, {})[column.weakness] = reads[column].value
    asked = {
        _asked_name(question): any_of(code.notnull() for code in each.values())
        for question, each in codes.items()
    }
    return (rows.mutate(**asked) if asked else rows), codes


def _read(raw: Table, column: Column, diagnostic: Diagnostic) -> Read:
    cells = cell(raw, column)
    match column.part:
        case "level":
            return coded(cells, level_codes(diagnostic, diagnostic.question[column.of]))
        case "weakness":
            return coded(cells, FLAG_CODES)
        case "evidence":
            return coded(cells, GRADE_CODES)
        case _:
            return of_subject(cells, column.of, diagnostic)


def _ticked(rows: Table, question: Question, codes: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether each weakness of a question was ticked, where the table has columns of them."""
    if not codes:
        return {}
    asked = rows[_asked_name(question.id)]
    not_ticked = ibis.literal(0, "int8")
    return {
        of_question(question.id, weakness.id): ibis.ifelse(
            asked, codes.get(weakness.id, not_ticked).fill_null(0) == 1, ibis.null("boolean")
        )
        for weakness in question.weaknesses
    }


def _reasons_not_recorded(
    rows: Table, header: Header, diagnostic: Diagnostic, codes: Mapping[tuple[Part, str], Any]
) -> Any:
    reasons = {column.of: column for column in header.of("reason")}
    missing = []
    for column in header.of("level"):
        # A number is never "not applicable".
        is_number = cell(rows, column).type().is_numeric()
        if diagnostic.question[column.of].not_applicable is not None and not is_number:
            is_missing = codes["level", column.of] == NOT_APPLICABLE_CODE
            if column.of in reasons:
                is_missing &= ~said(cell(rows, reasons[column.of]))
            missing.append(one_if(is_missing))
    return total(missing)
