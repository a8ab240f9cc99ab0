"""The cells of a table as an engine reads them from CSV or Parquet, before anything is made of them; each row numbered."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from cpch_cli.batch import csv_file
from cpch_cli.batch.cells import said
from cpch_cli.batch.columns import any_of
from cpch_cli.disk import cannot_read
from cpch_cli.errors import CannotRead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ibis.expr.types import Table

    from cpch_cli.batch.cells import Read
    from cpch_cli.core.table_cells import Column

ROW: Final = "row"
# The problem of a row as a whole: a code, or NULL.
SHAPE: Final = "_shape"
BAD_CELLS: Final = "bad_cells"
REASONS: Final = "reasons_not_recorded"
# What follows the last cell of a row.
_SURPLUS: Final = "_surplus"
# Nobody writes this in a cell; so a cell in which nothing stands differs from one that is not there.
_NEVER: Final = "\U0010ffff"
_NUMBER_OF_ROW: Final = "file_row_number"


@dataclass(frozen=True, slots=True)
class RowsRead:
    """A table, read.

    Attributes:
        rows: its rows, with their number `row` and the problem of each as a whole.
        bad: what is bad in each column that can hold a bad cell, in the table's order; about `rows`.
        coded: one row for each subject: the columns of a coded table, `row`, `bad_cells` and `reasons_not_recorded`.
    """

    rows: Table
    bad: Mapping[Column, Read]
    coded: Table


@dataclass(frozen=True, slots=True)
class RawTable:
    """The names of a table's columns as they are written, and its cells under names that tell their positions."""

    names: tuple[str, ...]
    cells: Table


def cell(table: Table, column: Column) -> Any:
    """Return the cells of a column as the engine read them."""
    return table[raw_name(column.position)]


def bad_name(column: Column) -> str:
    """Return the name of the column that holds what is bad in another, and nothing where that is not."""
    return f"_bad_{column.position}"


def raw_name(position: int) -> str:
    """Return the name of a column that is not read yet: no id is like it, and no two differ by their case alone."""
    return f"_{position}"


def read_csv(connection: Any, path: Path, name: str) -> RawTable:
    """Return a CSV file with every cell as the text that is written.

    Where a row has too few cells the others are empty; where it has too many, nobody knows which of them is what: all
    are empty. Both are a problem of the row.

    Raises:
        CannotRead, InvalidAnswers: if it cannot be read as CSV at all.
    """
    try:
        file = csv_file.look_at(path, name)
    except OSError as error:
        raise cannot_read(error, name) from error
    columns = [raw_name(position) for position in range(len(file.names) or 1)]
    is_duckdb = connection.name == "duckdb"
    table = (_by_duckdb if is_duckdb else _by_spark)(connection, file, [*columns, _SURPLUS])
    # To Spark, a cell in which nothing stands is none.
    last = table[columns[-1]].isnull() if is_duckdb else ibis.literal(False)
    return RawTable(file.names, _shaped(table, columns, is_short=last))


def _by_duckdb(connection: Any, file: csv_file.CsvFile, columns: list[str]) -> Table:
    table: Table = connection.read_csv(
        glob.escape(_absolute(file.path)),
        columns=dict.fromkeys(columns, "string"),
        delim=file.delimiter,
        quote='"',
        escape='"',
        null_padding=True,
        nullstr=_NEVER,
        strict_mode=False,
        hive_partitioning=False,
        parallel=not file.has_quotes,
    )
    return table.mutate(**{ROW: ibis.row_number() + 1})


def _by_spark(connection: Any, file: csv_file.CsvFile, columns: list[str]) -> Table:
    table: Table = connection.read_csv(
        _absolute(file.path),
        schema=", ".join(f"{column} STRING" for column in columns),
        sep=file.delimiter,
        quote='"',
        escape='"',
        nullValue=_NEVER,
        emptyValue="",
        multiLine=file.has_quotes,
    )
    # Spark reads the parts of a file in any order.
    return table.mutate(**{ROW: ibis.null("int64")})


def _shaped(table: Table, columns: list[str], *, is_short: Any) -> Table:
    """Return a table with the problem of each row, and its cells emptied where they are too many."""
    is_long = table[_SURPLUS].notnull()
    emptied = {column: ibis.ifelse(is_long, ibis.null("string"), table[column]) for column in columns}
    problem = ibis.cases((is_long, "cells_surplus"), (is_short, "cells_missing"))
    return _without_empty_rows(table.select(**emptied, **{ROW: table[ROW], SHAPE: problem}), columns)


def _without_empty_rows(table: Table, columns: list[str]) -> Table:
    """Return a table without the rows in which nothing stands: spreadsheets append such."""
    holds = [_is_said(table[column]) for column in columns]
    return table.filter(any_of([*holds, (table[SHAPE] == "cells_surplus").fill_null(False)]))


def _is_said(column: Any) -> Any:
    return said(column) if column.type().is_string() else column.notnull()


def read_parquet(connection: Any, path: Path, name: str) -> RawTable:
    """Return a Parquet file with its cells as they are.

    Raises:
        CannotRead: if it is no Parquet file.
    """
    try:
        schema = pq.read_schema(path)
    except OSError as error:
        raise cannot_read(error, name) from error
    except pa.ArrowException as error:
        raise CannotRead("not_parquet", file=name) from error
    names = tuple(schema.names)
    columns = [raw_name(position) for position in range(len(names))]
    table, row = _rows_of_parquet(connection, path, names)
    # pandas and Polars write a column in which nothing stands as one of no type.
    there = [
        ibis.null("string") if pa.types.is_null(kind) else table[each]
        for each, kind in zip(table.columns, schema.types, strict=False)
    ]
    cells = table.select(**dict(zip(columns, there, strict=True)), **{ROW: row(table)})
    return RawTable(names, _without_empty_rows(cells.mutate(**{SHAPE: ibis.null("string")}), columns))


def _rows_of_parquet(connection: Any, path: Path, names: tuple[str, ...]) -> tuple[Table, Any]:
    if connection.name != "duckdb":
        return connection.read_parquet(_absolute(path)), lambda _: ibis.null("int64")
    is_taken = any(each.lower() == _NUMBER_OF_ROW for each in names)
    table = connection.read_parquet(
        glob.escape(_absolute(path)), hive_partitioning=False, file_row_number=not is_taken
    )
    if is_taken:
        return table, lambda _: ibis.row_number() + 1
    return table, lambda numbered: numbered[_NUMBER_OF_ROW] + 1


def _absolute(path: Path) -> str:
    # So that no name is taken for an address.
    return str(path.absolute())
