"""Tables as they take part in a batch: opened by an engine that starts with the first of them, scored, made into sheets."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import takewhile
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from cpch_cli.batch import engines
from cpch_cli.batch.batches import arrow_batches, batches, reading
from cpch_cli.batch.columns import number
from cpch_cli.batch.relation import scored
from cpch_cli.batch.table_sheets import bad_cells, sheets
from cpch_cli.batch.tables import CodedTable, open_table
from cpch_cli.batch.verdicts import TOLERANCE
from cpch_cli.core.result_columns import columns, narrowed, widened
from cpch_cli.core.rows import SUBJECT
from cpch_cli.core.text import clean, one_line
from cpch_cli.errors import CannotRead
from cpch_cli.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ibis.expr.types import Table

    from cpch_cli.batch.progress import Bar
    from cpch_cli.batch.work import Tally
    from cpch_cli.core.model import Diagnostic, Sheet
    from cpch_cli.core.routing import Basis
    from cpch_cli.core.rows import Row
    from cpch_cli.core.table_cells import BadCell
    from cpch_cli.gather import TableFile

_TYPES: Final = {"text": pa.string(), "whole": pa.int32(), "number": pa.float64(), "flag": pa.bool_()}
_BETWEEN_TWO_LOOKS: Final = 0.1  # seconds
# So many at a time go into Parquet. DuckDB's own writer would need gigabytes for results of hundreds of columns, or keep to one core.
_ROWS_AT_A_TIME: Final = 122_880


@dataclass(slots=True)
class Tables:
    """The tables of a batch.

    Attributes:
        spark: the address of a cluster; None: DuckDB, in this process.
    """

    diagnostic: Diagnostic
    basis: Basis
    spark: str | None
    _open: ExitStack
    _connection: Any = None

    @property
    def connection(self) -> Any:
        """The connection to the engine; the engine starts when it is first asked for."""
        if self._connection is None:
            engine = (
                engines.duckdb(len(self.diagnostic.questions))
                if self.spark is None
                else engines.spark(self.spark)
            )
            self._connection = self._open.enter_context(engine)
        return self._connection

    def opened(self, file: TableFile) -> CodedTable | None:
        """Return a table, or None if it is of another kind; raises what `tables.open_table` raises."""
        with reading(file.name):
            return open_table(self.connection, file, self.diagnostic)

    def results(self, coded: CodedTable) -> Table:
        """Return what each row comes to, in the columns of `core.result_columns`; nothing of it is there yet."""
        return scored(coded.relation, self.diagnostic, self.basis, levels_only=coded.levels_only)

    def rows(self, coded: CodedTable) -> Iterator[tuple[Row, Result]]:
        """Yield what each row comes to, and what a threshold looks at.

        Raises:
            CannotRead: if the engine cannot read the table to its end.
        """
        with reading(coded.name):
            for row in narrowed(_rows(self.results(coded)), self.diagnostic):
                row |= {name: clean(said) for name in SUBJECT if isinstance(said := row[name], str)}
                row["file"] = one_line(str(row["file"]))
                yield row, result_of_row(row)

    def as_results(self, rows: Iterable[Row]) -> pa.Table:
        """Return the rows of documents as results."""
        wide = list(widened(rows, self.diagnostic))
        return pa.Table.from_pylist(wide, schema=_schema(self.diagnostic))

    def write_parquet(
        self, results: Mapping[str, Table | pa.Table], path: Path, bar: Bar
    ) -> list[CannotRead]:
        """Write results one after the other as Parquet, and return what could not be read to its end: it is left out.

        Args:
            results: by the name of what they are made of.
            path: a file; on a cluster a folder, which it makes.
            bar: shows how far it has come.

        Raises:
            OSError: if there is no room, or no permission, for what is written.
        """
        with tempfile.TemporaryDirectory(prefix="cpch-") as aside:
            parts: list[Path] = []
            failed: list[CannotRead] = []
            for number, (name, found) in enumerate(results.items()):
                # Most often there is but one: it need not be written twice.
                part = path if len(results) == 1 else Path(aside, f"{number}.parquet")
                try:
                    self._write(name, found, part, bar)
                except CannotRead as error:
                    failed.append(error)
                else:
                    parts.append(part)
            # An engine keeps the order within a table, and not that of the tables.
            if parts and parts != [path]:
                _as_parquet(_of_files(parts), path, _schema(self.diagnostic))
        return failed

    def _write(self, name: str, results: Table | pa.Table, path: Path, bar: Bar) -> None:
        write = partial(_as_parquet, path=path, schema=_schema(self.diagnostic))
        if isinstance(results, pa.Table):
            write(results.to_batches())
        elif self.spark is not None:
            with reading(name):
                self.connection.to_parquet(results, str(path), mode="overwrite")
        else:
            _while_watched(self.connection, _read(name, results), write, bar)

    def count(self, path: Path, tally: Tally, threshold: Fraction | None) -> None:
        """Take into a tally the rows of tables that were just written."""
        written = self.connection.read_parquet(str(path))
        names = [one_line(result.name) for result in tally.results]
        rows = written.filter(~written["file"].isin(names)) if names else written
        counts = rows.aggregate(rows=rows.count(), bad=rows["bad_cells"].sum())
        (found,) = _rows(counts)
        tally.rows += found["rows"]
        tally.bad_cells += found["bad"] or 0
        if threshold is None:
            return
        bound = number(threshold - Fraction(TOLERANCE))
        short = rows.filter((rows["status"] == "draft") | rows["score"].isnull() | (rows["score"] < bound))
        first = list(_rows(short.limit(1)))
        if first:
            (many,) = _rows(short.aggregate(rows=short.count()))
            tally.short = (result_of_row(first[0]), many["rows"])

    def sheets(self, coded: CodedTable) -> Iterator[tuple[str, Sheet, int, int]]:
        """Yield each row as its name and its sheet, with reasons not recorded and bad cells."""
        return sheets(coded, self.diagnostic)

    def bad_cells(self, coded: CodedTable) -> Iterator[BadCell]:
        """Yield what is bad in a table."""
        return bad_cells(coded, self.diagnostic)


@contextmanager
def tables(diagnostic: Diagnostic, basis: Basis, spark: str | None) -> Iterator[Tables]:
    """Give what a batch does with tables; its engine, if it ever started, stops at the end."""
    with ExitStack() as stack:
        yield Tables(diagnostic, basis, spark, stack)


def result_of_row(row: Mapping[str, Any]) -> Result:
    """Return of a row what a threshold looks at; a score within 1e-9 below one has reached it (method 3.13)."""
    score = None if row["score"] is None else Fraction(row["score"]) + Fraction(TOLERANCE)
    return Result(str(row["file"]), score, row["asked"] - row["answered"])


def _rows(relation: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a relation; see `batches` on what a connection can do meanwhile."""
    for many in batches(relation):
        yield from (dict(zip(many, values, strict=True)) for values in zip(*many.values(), strict=True))


def _read(name: str, results: Table) -> Iterator[pa.RecordBatch]:
    """Yield the results of a table; that it cannot be read, and that they cannot be written, are different things."""
    with reading(name):
        yield from arrow_batches(results, _ROWS_AT_A_TIME)


def _while_watched(
    connection: Any,
    rows: Iterable[pa.RecordBatch],
    write: Callable[[Iterable[pa.RecordBatch]], None],
    bar: Bar,
) -> None:
    """Write rows beside this thread, which looks how far that has come; whoever stops this stops that."""
    stopped = Event()
    with ThreadPoolExecutor(1) as beside:
        doing = beside.submit(write, takewhile(lambda _: not stopped.is_set(), rows))
        try:
            while not doing.done():
                bar.reach(max(connection.con.query_progress(), 0))
                wait([doing], _BETWEEN_TWO_LOOKS)
            doing.result()
        except BaseException:
            # DuckDB does not hear it before it has begun, or between two batches.
            stopped.set()
            connection.con.interrupt()
            raise


def _schema(diagnostic: Diagnostic) -> pa.Schema:
    return pa.schema([(column.name, _TYPES[column.type]) for column in columns(diagnostic)])


def _as_parquet(batches: Iterable[pa.RecordBatch], path: Path, schema: pa.Schema) -> None:
    """Write rows as Parquet; what cannot be missing in some of them can in others."""
    with pq.ParquetWriter(path, schema) as writer:
        for batch in batches:
            writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))


def _of_files(parts: Iterable[Path]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of Parquet files one after the other."""
    for part in parts:
        with pq.ParquetFile(part) as file:
            yield from file.iter_batches()
