"""How long tables take: beside SQL written by hand, beside the reference in Python, and with ten times as many rows."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
from children import Usage, best, run
from tables_data import write_table

from cpch_cli.batch import engines
from cpch_cli.batch.table_sheets import sheets
from cpch_cli.batch.tables import open_table
from cpch_cli.core.assess import assess
from cpch_cli.core.rows import row
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.gather import TableFile

if TYPE_CHECKING:
    from cpch_cli.core.model import Diagnostic

# Numbers are doubles, added up in another order.
TOLERANCE: Final = 1e-9
CPCH: Final = str(Path(sys.executable).with_name("cpch"))
BY_HAND: Final = str(Path(__file__).with_name("hand_written.py"))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows the table has and how many the large one, how many the reference scores, and how often the rest."""

    rows: int
    large: int
    by_reference: int
    rounds: int


FULL: Final = Sizes(1_000_000, 10_000_000, 2_000, rounds=2)
QUICK: Final = Sizes(1_000, 10_000, 20, rounds=1)


def measure(*, quick: bool = False) -> list[tuple[str, str, str, str]]:
    """Return what was measured, how much it is, how much it may be, and the figure beside it.

    Seconds and ratios are by the clock, and in brackets by what all processors did. `quick` is with tables so small that
    the figures tell nothing.
    """
    sizes, diagnostic = QUICK if quick else FULL, load_diagnostic()
    with tempfile.TemporaryDirectory() as temporary:
        table, large = Path(temporary, "table.parquet"), Path(temporary, "large.parquet")
        by_cpch, by_hand = Path(temporary, "cpch.parquet"), Path(temporary, "hand.parquet")
        write_table(table, diagnostic, sizes.rows)
        write_table(large, diagnostic, sizes.large)
        of_large = run(command(large, by_cpch))
        program, sql = alternated(table, by_cpch, by_hand, sizes.rounds)
        differ = differing(by_cpch, by_hand)
        seconds = of_reference(table, diagnostic, sizes.by_reference)
    return [
        (f"cpch batch, {sizes.rows:,} rows, Parquet", _taken(program), "1.5 x", _times(program, sql)),
        ("the same by SQL written by hand", _taken(sql), "", "1.00 x"),
        ("columns in which their results differ", ", ".join(differ) or "none", "0", str(len(differ))),
        (
            f"a row by Python alone, of {sizes.by_reference:,}",
            f"{1000 * seconds:.2f} ms",
            ">= 50 x",
            f"{seconds / (program.wall / sizes.rows):.0f} x",
        ),
        (f"cpch batch, {sizes.large:,} rows", _taken(of_large), "8 to 12 x", _times(of_large, program)),
        ("its memory at most", f"{of_large.memory:,.0f} MB", "2,000 MB", f"{of_large.memory:,.0f} MB"),
    ]


def _taken(usage: Usage) -> str:
    return f"{usage.wall:.1f} s ({usage.processors:.1f} s)"


def _times(usage: Usage, other: Usage) -> str:
    return f"{usage.wall / other.wall:.2f} x ({usage.processors / other.processors:.2f} x)"


def command(table: Path, output: Path) -> tuple[str, ...]:
    """Return the command that scores a table."""
    return (CPCH, "batch", str(table), "--output", str(output), "--force", "--quiet")


def alternated(table: Path, by_cpch: Path, by_hand: Path, rounds: int) -> tuple[Usage, Usage]:
    """Return what the command and the SQL take at best; the rounds alternate, so that both see the same machine."""
    usages = [
        (
            run(command(table, by_cpch)),
            run((sys.executable, BY_HAND, str(table), str(by_hand))),
        )
        for _ in range(rounds)
    ]
    program, sql = zip(*usages, strict=True)
    return best(program), best(sql)


def differing(first: Path, second: Path) -> list[str]:
    """Return the columns that are not the same in every row of two Parquet files, rows in their order.

    The files are not the same either where a column is only in one of them, or stands elsewhere.
    """
    with duckdb.connect() as connection:
        columns, others = ([*_columns(connection, each).items()] for each in (first, second))
        names = [name for name, _ in columns]
        if names != [name for name, _ in others]:
            return sorted({*names, *(name for name, _ in others)})
        same = ", ".join(f"bool_and({_same(name, kind)})" for name, kind in columns)
        query = f"SELECT {same} FROM read_parquet(?) one POSITIONAL JOIN read_parquet(?) other"  # noqa: S608 - ids
        (found,) = connection.execute(query, [str(first), str(second)]).fetchall()
    return [name for name, is_same in zip(names, found, strict=True) if not is_same]


def _columns(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(file)]).fetchall()
    return {name: kind for name, kind, *_ in described}


def _same(name: str, kind: str) -> str:
    one, other = f'one."{name}"', f'other."{name}"'
    same = f"{one} IS NOT DISTINCT FROM {other}"
    return f"({same} OR coalesce(abs({one} - {other}) <= {TOLERANCE}, FALSE))" if kind == "DOUBLE" else same


def of_reference(table: Path, diagnostic: Diagnostic, rows: int) -> float:
    """Return how many seconds the reference takes to score a row, once it has been read."""
    with engines.duckdb() as connection:
        coded = open_table(
            connection, TableFile(str(table), table, is_parquet=True, is_named=True), diagnostic
        )
        if coded is None:
            raise ValueError("no table of answers")
        with closing(sheets(coded, diagnostic)) as read:
            first = [(name, sheet) for name, sheet, *_ in islice(read, rows)]
    begin = time.process_time()
    for name, sheet in first:
        row(name, sheet, assess(diagnostic, sheet.answers), diagnostic)
    return (time.process_time() - begin) / len(first)
