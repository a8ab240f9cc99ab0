"""What the answers of a batch come to, row by row: as text that is written as it comes, as Parquet, or as a table to read."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpch_cli.answers_file import AnswersFile
from cpch_cli.batch.made import Scored, as_line, as_row, as_text, text_of
from cpch_cli.batch.work import (
    Batch,
    Tally,
    Work,
    at_work,
    each,
    failed,
    of_documents,
    opened,
    require_some,
    runs,
)
from cpch_cli.core.batch_view import table
from cpch_cli.core.rows import columns
from cpch_cli.disk import replacing, said_of
from cpch_cli.errors import CannotRead, InvalidAnswers, UsageError
from cpch_cli.gather import TableFile
from cpch_cli.output import emit, is_stdout, streaming
from cpch_cli.render import csv_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpch_cli.batch.table_work import Tables
    from cpch_cli.batch.tables import CodedTable
    from cpch_cli.core.batch_view import Line
    from cpch_cli.core.model import Diagnostic


def write_rows(batch: Batch, wanted: str, output: Path | None) -> Tally:
    """Write a row for each good file and each row of a table, as CSV or as JSON Lines, as they come.

    Raises:
        CannotWrite: if the file exists and is not to be replaced, or if it cannot be written.
        Halted: if a process dies.
        UsageError: if there is no answers file, or the output is one of them; nothing is written then.
    """
    make = partial(as_text, basis=batch.basis, wanted=wanted)
    head = csv_table.line(columns(batch.diagnostic)) if wanted == "csv" else ""
    with (
        at_work(batch, output) as work,
        streaming(output, force=batch.force) as write,
        closing(each(work, make, partial(_texts, wanted=wanted))) as lines,
    ):
        for text in lines:
            write(head + text)
            head = ""
        require_some(work)
        # Only bad files make a table as well, one without rows.
        write(head)
    return work.tally


def _texts(tables: Tables, coded: CodedTable, *, wanted: str) -> Iterator[tuple[Scored[str], int]]:
    """Yield the rows of a table as lines of text."""
    for row, result in tables.rows(coded):
        yield Scored(text_of(row, wanted), result), int(str(row["bad_cells"]))


def write_table(batch: Batch, spoken: Diagnostic, output: Path | None) -> Tally:
    """Write one line a file as a table to read, in the language of the words; raises what `write_rows` raises.

    Args:
        batch: what is to be done.
        spoken: the diagnostic in that language.
        output: the file to write; None, or `-`, is stdout.
    """
    make = partial(as_line, basis=batch.basis)
    with (
        at_work(batch, output) as work,
        closing(each(work, make, partial(_lines, batch=batch))) as made,
    ):
        lines = list(made)
    if lines:
        # Rich is for this alone.
        from cpch_cli import console  # noqa: PLC0415

        document = table(lines, spoken, batch.words)
        if is_stdout(output):
            console.show(document, sys.stdout)
        else:
            emit(console.render_text(document), output, force=batch.force)
    return work.tally


def _lines(tables: Tables, coded: CodedTable, *, batch: Batch) -> Iterator[tuple[Scored[Line], int]]:
    """Yield what a table to read shows of each row of a table."""
    for name, sheet, _, bad_cells in tables.sheets(coded):
        yield as_line(AnswersFile(name, sheet, ()), batch.diagnostic, basis=batch.basis), bad_cells


# --- Parquet ----------------------------------------------------------------------------------------------------------


def write_parquet(batch: Batch, output: Path | None) -> Tally:
    """Write a row of results for each good file and each row of a table, as Parquet: see `core.result_columns`.

    Raises:
        CannotRead: if a table cannot be read to its end.
        CannotWrite: if the file exists and is not to be replaced, or if it cannot be written.
        Halted: if a process dies.
        UsageError: if there is no answers file, if the output is one of them, or if a package that is needed is not installed.
    """
    with at_work(batch, output) as work:
        results = dict(_results(work))
        if len(results) > 1 and batch.spark is not None:
            raise UsageError("spark_one_table")
        if results:
            with suppress(_NothingWritten), _place(output, by_spark=batch.spark is not None) as there:
                unread = work.tables.write_parquet(results, there, work.bar)
                for error in unread:
                    failed(work, str(error.values["file"]), error)
                if len(unread) == len(results):
                    raise _NothingWritten
                work.tables.count(there, work.tally, batch.threshold)
    return work.tally


class _NothingWritten(Exception):  # noqa: N818 - it never leaves this module
    """No table could be read to its end: what was there stays."""


@contextmanager
def _place(output: Path | None, *, by_spark: bool) -> Iterator[Path]:
    """Give the place that an engine writes to; what is there at the end goes where it belongs, whole or not at all."""
    if output is None or is_stdout(output):
        with tempfile.TemporaryDirectory(prefix="cpch-") as aside:
            there = Path(aside, "rows.parquet")
            yield there
            sys.stdout.flush()
            with there.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    elif by_spark:
        # A cluster writes a folder of its own, and marks it when it is whole.
        yield output
    else:
        with replacing(output) as there, said_of(output):
            yield there


def _results(work: Work) -> Iterator[tuple[str, Any]]:
    """Yield the results of each table, and of the documents between them, by the name of the table or the first document."""
    for run in runs(work.found):
        if isinstance(run, TableFile):
            yield from _results_of(work, run)
        else:
            make = partial(as_row, basis=work.batch.basis)
            with closing(of_documents(work, run, make)) as made:
                rows = list(made)
            if rows:
                yield str(rows[0]["file"]), work.tables.as_results(rows)


def _results_of(work: Work, file: TableFile) -> Iterator[tuple[str, Any]]:
    try:
        coded = opened(work, file)
    except (CannotRead, InvalidAnswers) as error:
        failed(work, file.name, error)
        return
    if coded is not None:
        yield file.name, work.tables.results(coded)
