"""The engines agree: Python, the reference, DuckDB and Spark come to the same by the same answers (method 3.13)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from coded_tables import Answers, coded
from cpch_cli.batch import engines
from cpch_cli.batch.relation import scored
from cpch_cli.core.assess import assess
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.result_columns import narrowed
from cpch_cli.core.routing import Basis
from cpch_cli.core.rows import Row, row
from cpch_cli.diagnostic_file import load_diagnostic
from external import program
from helpers import diagnostic, question, rule, settled, solution, weakness
from samples import WHOLE
from strategies import answers, diagnostics

Case = tuple[Answers, Sequence[str] | None]
BASES: tuple[Basis, ...] = ("claimed", "evidenced")


@st.composite
def tables(draw: st.DrawFn, *, most: int = 5) -> tuple[Diagnostic, list[Case]]:
    """Give a diagnostic, answers of several subjects to it, and the scope of each."""
    made = draw(diagnostics())
    domains = [domain.id for domain in made.domains]
    return made, [
        (
            settled(
                made, {each.id: draw(answers(each)) for each in made.questions if draw(st.integers(0, 3))}
            ),
            draw(st.none() | st.lists(st.sampled_from(domains), min_size=1, unique=True)),
        )
        for _ in range(draw(st.integers(1, most)))
    ]


def by_python(of: Diagnostic, case: Case, basis: Basis) -> Row:
    """Return the row of the reference as engines know it: without key actions, in the diagnostic's order."""
    said, scope = case
    sheet = Sheet.model_validate({"format": "cpch-answers/1"}).with_answers(said)
    made = row("", sheet, assess(of, said, basis=basis, scope=scope), of)
    lists: dict[str, Any] = {name: made[name] for name in ("key", "now", "improve")}
    now = {*lists["key"], *lists["now"]}
    ordered = {
        "key": None,
        "now": [each for each in of.solution if each in now],
        "improve": [each for each in of.solution if each in lists["improve"]],
    }
    return {**made, **ordered}


def require_same(of: Diagnostic, cases: list[Case], basis: Basis, results: list[dict[str, Any]]) -> None:
    """Require that results are those of the reference: numbers to 1e-9, all else exactly."""
    ordered = sorted(results, key=lambda result: int(result["file"]))
    for case, result in zip(cases, ordered, strict=True):
        expected, found = by_python(of, case, basis), next(narrowed([result], of))
        for name in set(expected) - {"file"}:
            if isinstance(expected[name], float):
                assert expected[name] == pytest.approx(found[name], rel=0, abs=1e-9), name
            else:
                assert expected[name] == found[name], name


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Any]:
    """Give a connection to DuckDB."""
    with engines.duckdb() as connection:
        yield connection


# What fails is legible as it is; making it small would take many minutes.
@settings(phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables(), st.sampled_from(BASES))
def test_duckdb_agrees(duckdb: Any, made: tuple[Diagnostic, list[Case]], basis: Basis) -> None:
    """Whatever the diagnostic and the answers, scopes and proof, DuckDB comes to what Python does."""
    of, cases = made
    results = duckdb.to_pyarrow(scored(ibis.memtable(coded(of, cases)), of, basis)).to_pylist()

    require_same(of, cases, basis, results)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("basis", BASES)
def test_levels_only_agrees(duckdb: Any, basis: Basis) -> None:
    """Less work where a column holds levels alone leads to the same."""
    of = load_diagnostic(None)
    levels = [each.id for each in of.levels[of.questions[0].id]]
    cases: list[Case] = [
        (
            {
                each.id: answer
                for place, each in enumerate(of.questions)
                if (number + place) % 7
                for answer in settled(of, {each.id: levels[(number * place + place) % 5]}).values()
            },
            None,
        )
        for number in range(40)
    ]
    table = ibis.memtable(coded(of, cases).drop_columns(["subject.domains"]))
    results = duckdb.to_pyarrow(scored(table, of, basis, levels_only=list(of.question))).to_pylist()

    require_same(of, cases, basis, results)


def test_sums_of_hundreds_are_no_deep_expression(duckdb: Any) -> None:
    """A domain of hundreds of questions is scored; nothing is nested as deep as it is long."""
    of = diagnostic(*(question(f"a.q{number}") for number in range(300)))
    cases: list[Case] = [(settled(of, {f"a.q{number}": 3 for number in range(300)}), None)]
    results = duckdb.to_pyarrow(scored(ibis.memtable(coded(of, cases)), of, "claimed")).to_pylist()

    assert 3.0 == results[0]["a.score"]


NESTED = diagnostic(
    question(
        "a.one", critical=True, weaknesses=[weakness("w", "s")], solutions=["s"], not_applicable="Never."
    ),
    question("a.two", ask_if={"question": "a.one", "at_least": "2"}),
    question("b.three", ask_if={"not": {"question": "a.two", "is": "unknown"}}),
    solutions=[solution("s", raises={"a.one": "3"}), solution("t")],
    rules=[
        rule(
            "r",
            {"any": [{"not": {"domain": "a", "below": "2"}}, {"question": "a.one", "weakness": "w"}]},
            "t",
        ),
        rule("q", {"not": {"not": {"all": [{"question": "b.three", "at_most": "1"}]}}}, "t", remark="Look."),
    ],
)


# What PySpark and the pandas beneath it warn of is theirs to mend.
@pytest.mark.sampled(1)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("basis", BASES)
def test_spark_agrees(basis: Basis, tmp_path: Path) -> None:
    """Spark, run by itself on this machine, comes to what Python does, by the very same expression."""
    program("java")
    levels = ["0", "1", "2", "3", "4", "unknown", None]
    cases: list[Case] = [
        (
            settled(
                NESTED,
                {
                    each.id: {
                        "level": level,
                        "weaknesses": [["w"], [], None][number % 3],
                        "evidence": "document",
                    }
                    if each.weaknesses
                    else {"level": level}
                    for place, each in enumerate(NESTED.questions)
                    if (level := levels[(number * (place + 2) + place) % 7])
                },
            ),
            [None, ["a"]][number % 2],
        )
        for number in range(21)
    ]
    made = [(NESTED, cases), *generated(3 if WHOLE else 1)]
    with engines.spark("local[2]") as connection:
        for number, (of, each) in enumerate(made):
            path = tmp_path / f"{number}.parquet"
            pq.write_table(coded(of, each), path)
            results = connection.to_pyarrow(scored(connection.read_parquet(str(path)), of, basis)).to_pylist()
            require_same(of, each, basis, results)


def generated(number: int) -> list[tuple[Diagnostic, list[Case]]]:
    """Return some generated cases, always the same: each costs Spark seconds."""
    found: list[tuple[Diagnostic, list[Case]]] = []

    @seed(20261130)
    @settings(
        max_examples=number, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(tables(most=8))
    def gather(made: tuple[Diagnostic, list[Case]]) -> None:
        found.append(made)

    gather()
    return found
