"""What only tables need, imported when there is one, so that documents do without it."""

from importlib import import_module
from typing import Any, Final

from cpch_cli.packages import needing

_PACKAGES: Final = {"duckdb": "duckdb", "ibis": "ibis", "pyarrow": "pyarrow"}


def of_tables(module: str) -> Any:
    """Return a module of `cpch_cli.batch` that works with tables, by its name.

    Raises:
        UsageError: if a package that tables need is not installed.
    """
    with needing(_PACKAGES, "tables_not_installed"):
        return import_module(f"cpch_cli.batch.{module}")
