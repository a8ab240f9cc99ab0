"""What scores tables: DuckDB inside this process, or a Spark cluster that is there already. Nothing here uses a network of its own."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import ibis

from cpch_cli.errors import UsageError
from cpch_cli.packages import needing

if TYPE_CHECKING:
    from collections.abc import Iterator

# The steps of the method stay apart, in SQL as in `relation`: put into one another they would grow without bounds.
ibis.options.sql.fuse_selects = False

# What is more goes to the disk; with what the process needs besides, this stays below 2 GB.
_MEMORY: Final = "1200MB"
# From so many questions on, what these two look for costs more than it saves: their time grows with the square.
_MANY_QUESTIONS: Final = 200
_SLOW_WITH_MANY: Final = "projection_placement,common_subexpressions"


@contextmanager
def duckdb(questions: int = 0) -> Iterator[Any]:
    """Give a connection to DuckDB that fetches no extensions; what it puts aside is its owner's alone, and goes at the end.

    Args:
        questions: how many the diagnostic has, by which its planning is tuned.
    """
    with tempfile.TemporaryDirectory(prefix="cpch-") as aside:
        connection = ibis.duckdb.connect(
            temp_directory=aside,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        try:
            # How far it has come is asked for, and shown by the program itself.
            connection.raw_sql(f"SET memory_limit = '{_MEMORY}'")
            connection.raw_sql("SET enable_progress_bar = true")
            connection.raw_sql("SET enable_progress_bar_print = false")
            if questions >= _MANY_QUESTIONS:
                connection.raw_sql(f"SET disabled_optimizers = '{_SLOW_WITH_MANY}'")
            yield connection
        finally:
            connection.disconnect()


@contextmanager
def spark(master: str) -> Iterator[Any]:
    """Give a connection to a Spark cluster by its address, `local[2]` or `spark://HOST:PORT`.

    Raises:
        UsageError: if PySpark is not installed, or if the cluster cannot be reached.
    """
    with needing({"pyspark": "pyspark", "py4j": "pyspark"}, "spark_not_installed"):
        from pyspark.errors import PySparkException  # noqa: PLC0415 - only those who ask for Spark have it
        from pyspark.sql import SparkSession  # noqa: PLC0415
    settings: dict[str, Any] = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.log.level": "ERROR",
    }
    try:
        session = SparkSession.builder.master(master).appName("cpch").config(map=settings).getOrCreate()
    except (PySparkException, RuntimeError) as error:
        raise UsageError("spark_unreachable", master=master) from error
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()
