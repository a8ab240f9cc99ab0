"""The benchmarks run, and what the tables are held against comes to the same results: the figures are for a quiet machine."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pytest
from pyarrow import parquet

from cpch_cli.core.result_columns import columns
from cpch_cli.diagnostic_file import load_diagnostic

BENCHMARKS: Final = Path(__file__).parents[1] / "benchmarks"
DIAGNOSTIC: Final = load_diagnostic()
ROWS: Final = 3_000


@pytest.fixture(scope="module")
def benchmarks() -> Any:
    """Return the module about tables, which is in no package."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return import_module("tables")
    finally:
        sys.path.remove(str(BENCHMARKS))


def run(*arguments: str) -> str:
    """Return what the script prints."""
    command = [sys.executable, str(BENCHMARKS / "run.py"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def test_sql_by_hand(benchmarks: Any, tmp_path: Path) -> None:
    """The SQL written by hand gives the results of cpch in every column and row: mend it where the diagnostic changes."""
    table, by_cpch, by_hand = (tmp_path / f"{name}.parquet" for name in ("table", "cpch", "hand"))
    benchmarks.write_table(table, DIAGNOSTIC, ROWS)
    benchmarks.alternated(table, by_cpch, by_hand, 1)
    results = parquet.read_table(by_hand)

    assert [] == benchmarks.differing(by_cpch, by_hand)
    assert [column.name for column in columns(DIAGNOSTIC)] == results.column_names
    assert ROWS == results.num_rows


@pytest.mark.parametrize(
    ("other", "differing"),
    [
        ({"a": [1, 2], "b": [0.5, None]}, []),
        ({"a": [1, 2], "b": [0.5 + 1e-10, None]}, []),
        ({"a": [1, 2], "b": [0.5 + 1e-8, None]}, ["b"]),
        ({"a": [1, None], "b": [0.5, 0.0]}, ["a", "b"]),
        ({"a": [2, 1], "b": [0.5, None]}, ["a"]),
        ({"a": [1, 2, 3], "b": [0.5, None, None]}, ["a"]),
        ({"b": [0.5, None], "a": [1, 2]}, ["a", "b"]),
    ],
)
def test_differing(
    benchmarks: Any, tmp_path: Path, other: dict[str, list[Any]], differing: list[str]
) -> None:
    """A column differs where a cell does, numbers by more than 1e-9; the order of rows and columns counts."""
    for name, cells in (("one", {"a": [1, 2], "b": [0.5, None]}), ("other", other)):
        parquet.write_table(pa.table(cells), tmp_path / name)

    assert differing == benchmarks.differing(tmp_path / "one", tmp_path / "other")


def test_one_table() -> None:
    """What was measured is one table under the machine that it was measured on."""
    machine, nothing, head, _, *lines = run("--quick", "tables", "questions").splitlines()

    assert ("", ["what", "measured", "limit", "figure"]) == (nothing, [each.strip() for each in cells(head)])
    assert "Python" in machine
    assert 10 == len([cells(line) for line in lines])


def cells(line: str) -> list[str]:
    """Return the cells of a line of the table."""
    _, *found, _ = line.split("|")
    assert 4 == len(found)
    return found
