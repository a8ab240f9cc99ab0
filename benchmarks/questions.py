"""How the cost of a table grows with the questions of its diagnostic, rules and solutions in proportion."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tables_data import diagnostic_of, write_table

from cpch_cli.batch import engines
from cpch_cli.batch.relation import scored
from cpch_cli.batch.tables import open_table
from cpch_cli.gather import TableFile

if TYPE_CHECKING:
    from cpch_cli.core.model import Diagnostic

# Questions, and rows.
FULL: Final = ((43, 100_000), (430, 20_000), (4_300, 2_000))
QUICK: Final = ((43, 1_000), (86, 1_000))


class Cost(NamedTuple):
    """What a table took, in seconds of all processors.

    Attributes:
        said: until the method stands as SQL.
        planned: until the engine knows what to do.
        done: until all rows are scored and written.
    """

    questions: int
    rows: int
    said: float
    planned: float
    done: float

    @property
    def of_question(self) -> float:
        """What a question costs before the first row, in ms."""
        return 1e3 * (self.said + self.planned) / self.questions

    @property
    def of_cell(self) -> float:
        """What an answer costs, in microseconds."""
        return 1e6 * self.done / (self.questions * self.rows)


def measure(*, quick: bool = False) -> list[tuple[str, str, str, str]]:
    """Return what was measured, how much it is, how much it may be, and the figure beside it.

    The figures are per question and per answer, as multiples of those of the first diagnostic: 1 where the cost grows as
    the questions do. `quick` is with tables so small that they tell nothing.
    """
    costs = [_cost(questions, rows) for questions, rows in (QUICK if quick else FULL)]
    return [line for cost in costs for line in _lines(cost, costs[0])]


def _lines(cost: Cost, first: Cost) -> list[tuple[str, str, str, str]]:
    what = f"{cost.questions:,} questions"
    return [
        (
            f"{what}: a question, before any row",
            f"{cost.of_question:.1f} ms",
            "",
            f"{cost.of_question / first.of_question:.2f} x",
        ),
        (
            f"{what}: an answer, of {cost.rows:,} rows",
            f"{cost.of_cell:.2f} us",
            "",
            f"{cost.of_cell / first.of_cell:.2f} x",
        ),
    ]


def _cost(questions: int, rows: int) -> Cost:
    diagnostic = diagnostic_of(questions)
    with tempfile.TemporaryDirectory() as temporary:
        table = Path(temporary, "table.parquet")
        write_table(table, diagnostic, rows)
        return _of_table(table, diagnostic, rows)


def _of_table(table: Path, diagnostic: Diagnostic, rows: int) -> Cost:
    with engines.duckdb() as connection:
        begin = time.process_time()
        coded = open_table(
            connection, TableFile(str(table), table, is_parquet=True, is_named=True), diagnostic
        )
        if coded is None:
            raise ValueError("no table of answers")
        results = scored(coded.relation, diagnostic, "claimed", levels_only=coded.levels_only)
        query = connection.compile(results)
        said = time.process_time()
        connection.con.execute(f"PREPARE work AS COPY ({query}) TO '{table}.out' (FORMAT parquet)")
        planned = time.process_time()
        connection.con.execute("EXECUTE work")
        done = time.process_time()
    return Cost(len(diagnostic.questions), rows, said - begin, planned - said, done - planned)
