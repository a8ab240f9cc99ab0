"""What benchmarks measure with: tables and diagnostics that are valid, in proportion, and the same each time."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from pyarrow import parquet

from cpch_cli.core.check import problems_of
from cpch_cli.core.model import Diagnostic
from cpch_cli.diagnostic_file import load_diagnostic

BENCHMARKS: Final = Path(__file__).parents[1] / "benchmarks"
DIAGNOSTIC: Final = load_diagnostic()
QUESTIONS: Final = [question.id for question in DIAGNOSTIC.questions]


@pytest.fixture(scope="module")
def made() -> Any:
    """Return the module, which is in no package."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return import_module("tables_data")
    finally:
        sys.path.remove(str(BENCHMARKS))


def table(made: Any, path: Path, rows: int, **options: Any) -> Any:
    """Return a table as it was written and read back."""
    made.write_table(path / "table.parquet", DIAGNOSTIC, rows, **options)
    return parquet.read_table(path / "table.parquet")


def test_values(made: Any, tmp_path: Path) -> None:
    """A question has a column of whole numbers, values of its scale and some empty cells; a row is a subject."""
    values = table(made, tmp_path, 2000)
    cells = values.select(QUESTIONS).to_pydict()

    assert 2000 == values.num_rows == len(set(values["subject.country"].to_pylist()))
    assert {"int8"} == {str(values.schema.field(question).type) for question in QUESTIONS}
    assert {frozenset({None, 0, 1, 2, 3, 4})} == {frozenset(column) for column in cells.values()}


def test_texts(made: Any, tmp_path: Path) -> None:
    """As text there are ids of levels, don't know, and not applicable where the question allows it."""
    cells = table(made, tmp_path, 5000, as_text=True).select(QUESTIONS).to_pydict()
    levels = {level.id for level in DIAGNOSTIC.scales["maturity"]}
    exempt = {question.id for question in DIAGNOSTIC.questions if question.not_applicable}

    assert exempt == {question for question, column in cells.items() if "not_applicable" in column}
    assert {frozenset({None, "unknown", *levels})} == {
        frozenset(column) - {"not_applicable"} for column in cells.values()
    }


def test_weaknesses(made: Any, tmp_path: Path) -> None:
    """Every weakness has a column, and those of a question are asked on weak and partial answers alone."""
    written = table(made, tmp_path, 2000, weaknesses=True).to_pydict()
    question = DIAGNOSTIC.questions[0]
    asked = [level is not None and level <= 2 for level in written[question.id]]

    assert [f"{each.id}#{one.id}" for each in DIAGNOSTIC.questions for one in each.weaknesses] == [
        name for name in written if "#" in name
    ]
    for weakness in question.weaknesses:
        column = written[f"{question.id}#{weakness.id}"]
        assert asked == [cell is not None for cell in column]
        assert {None, 0, 1} == set(column)


def test_parts(made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table is written in parts, all of the same columns, and none of them is the same as another."""
    monkeypatch.setattr(made, "CELLS_AT_A_TIME", 1)
    written = table(made, tmp_path, 2500)
    groups = parquet.ParquetFile(tmp_path / "table.parquet").num_row_groups
    first, second = written.slice(0, 1000), written.slice(1000, 1000)

    assert (2500, 3) == (len(set(written["subject.country"].to_pylist())), groups)
    assert first["risk.cooperation"] != second["risk.cooperation"]


def test_same_seed_same_table(made: Any, tmp_path: Path) -> None:
    """The seed decides, and nothing else."""
    first, again, other = (table(made, tmp_path, 50, seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert first != other


@pytest.mark.parametrize("times", [1, 3])
def test_diagnostic(made: Any, times: int) -> None:
    """A diagnostic of more questions has as many times the weaknesses, solutions and rules, in the same domains."""
    many: Diagnostic = made.diagnostic_of(43 * times)

    def sizes(of: Diagnostic) -> list[int]:
        weaknesses = sum(len(question.weaknesses) for question in of.questions)
        return [len(of.questions), weaknesses, len(of.solutions), len(of.rules)]

    assert [size * times for size in sizes(DIAGNOSTIC)] == sizes(many)
    assert DIAGNOSTIC.domains == many.domains
    assert () == problems_of(many)


def test_copies_keep_to_themselves(made: Any) -> None:
    """What a copy of a question, solution or rule names is of the same copy."""
    many: Diagnostic = made.diagnostic_of(86)
    solutions = {f"{solution}_2" for solution in DIAGNOSTIC.solution}
    named = {
        *(one for question in many.questions[43:] for one in question.solutions),
        *(one for rule in many.rules[len(DIAGNOSTIC.rules) :] for one in rule.recommend),
        *(one for solution in many.solutions[len(DIAGNOSTIC.solutions) :] for one in solution.requires),
    }

    assert solutions == set(many.solution) - set(DIAGNOSTIC.solution)
    assert set() == named - solutions


@pytest.mark.parametrize("questions", [0, 44])
def test_no_multiple(made: Any, questions: int) -> None:
    """A number of questions that cannot be made is refused."""
    with pytest.raises(ValueError, match=f"{questions} is no multiple of 43"):
        made.diagnostic_of(questions)
