"""What only tables need, imported when there is one, so that documents do without it."""

from importlib import import_module
from typing import Any, Final

from cpch_cli.errors import UsageError

_PACKAGES: Final = frozenset({"duckdb", "ibis", "pyarrow"})


def of_tables(module: str) -> Any:
    """Return a module of `cpch_cli.batch` that works with tables, by its name.

    Raises:
        UsageError: if a package that tables need is not installed.
    """
    try:
        return import_module(f"cpch_cli.batch.{module}")
    except ModuleNotFoundError as error:
        if error.name not in _PACKAGES:
            raise
        raise UsageError("tables_not_installed", package=error.name) from error
