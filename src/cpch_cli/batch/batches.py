"""The rows of a relation in batches, so that a table of any length goes through little memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cpch_cli.errors import CannotRead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa
    from ibis.expr.types import Table

_ROWS: Final = 10_000
# The libraries whose errors quote the rows that they stumble over.
_ENGINES: Final = frozenset({"_duckdb", "duckdb", "py4j", "pyarrow", "pyspark"})


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Say for an engine that it cannot read the table `name`: what it says itself holds answers.

    Raises:
        CannotRead: if it cannot.
    """
    try:
        yield
    except Exception as error:
        # What is damaged can also come as an error of the system, in the engine's words.
        of_engine = type(error).__module__.partition(".")[0] in _ENGINES
        if not of_engine and not isinstance(error, (OSError, MemoryError)):
            raise
        raise CannotRead("table_unreadable", file=name) from None


def arrow_batches(relation: Table, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a relation in its order, so many at a time.

    A connection gives one stream at a time: read it to its end, or close it, before anything else is asked of the connection. Spark
    gathers all rows before it gives the first.
    """
    connection: Any = relation.get_backend()
    if connection.name == "duckdb":
        # What Ibis 12 asks of DuckDB for this, DuckDB 2 does not have any more.
        yield from connection.con.sql(connection.compile(relation)).to_arrow_reader(rows)
    else:
        yield from connection.to_pyarrow_batches(relation, chunk_size=rows)


def batches(relation: Table) -> Iterator[Mapping[str, Sequence[Any]]]:
    """Yield the rows of a relation in its order, many at a time, as the values of each column; see `arrow_batches`."""
    for batch in arrow_batches(relation, _ROWS):
        yield batch.to_pydict()
