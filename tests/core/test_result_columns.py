"""Results as columns of their own: nothing of a row is lost but what belongs to single files."""

import json
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator

from cpch_cli.core.assess import assess
from cpch_cli.core.model import Sheet
from cpch_cli.core.result_columns import columns, entries, narrowed, widened
from cpch_cli.core.rows import Row, row
from cpch_cli.core.schemas import schema_of_results
from helpers import diagnostic, question, rule, settled, solution, weakness
from strategies import Case, cases

OF = diagnostic(
    question("risk.one", critical=True, weaknesses=[weakness("w", "s")], solutions=["s"]),
    question("risk.two", not_applicable="Never."),
    solutions=[solution("s"), solution("t")],
    rules=[rule("r", {"question": "risk.two", "at_most": "1"}, "t")],
)


def row_of(case: Case) -> Row:
    """Return the row of a case."""
    sheet = Sheet.model_validate({"format": "cpch-answers/1"}).with_answers(case.answers)
    return row("a.yaml", sheet, assess(case.diagnostic, case.answers), case.diagnostic)


def as_engines_know_it(made: Row, case: Case) -> dict[str, Any]:
    """Return a row without what belongs to single files: which solutions come first, and their order."""
    lists: dict[str, Any] = made
    now, improve = {*lists["key"], *lists["now"]}, set(lists["improve"])
    order = list(case.diagnostic.solution)
    ordered = {"now": [s for s in order if s in now], "improve": [s for s in order if s in improve]}
    return {**made, "key": None, **ordered}


@given(cases())
def test_there_and_back(case: Case) -> None:
    """A row as results and back is the row, but for key actions and order."""
    made = row_of(case)
    (back,) = narrowed(widened([made], case.diagnostic), case.diagnostic)

    assert as_engines_know_it(made, case) == back


def test_columns_are_the_same_for_every_row() -> None:
    """Results have the columns that are promised, in their order, and hold what their schema says."""
    validator = Draft202012Validator(schema_of_results(OF))
    answers: list[dict[str, str | int]] = [
        {},
        {"risk.one": 0, "risk.two": "not_applicable"},
        {"risk.one": "unknown", "risk.two": 4},
    ]
    for said in answers:
        (wide,) = widened([row_of(Case(OF, settled(OF, said)))], OF)

        assert [column.name for column in columns(OF)] == list(wide)
        assert [] == list(validator.iter_errors(json.loads(json.dumps(wide))))


def test_an_undecided_rule_is_neither_true_nor_false() -> None:
    """The verdict of a rule is TRUE, FALSE, or nothing while it is undecided."""
    answers: list[dict[str, str | int]] = [{"risk.two": 0}, {"risk.two": 4}, {}]
    rows = [row_of(Case(OF, settled(OF, said))) for said in answers]

    assert [True, False, None] == [wide["rule:r"] for wide in widened(rows, OF)]


def test_entries_are_in_the_order_of_the_diagnostic() -> None:
    """What can stand in a list is known beforehand."""
    assert ["risk.one", "risk.two"] == list(entries("weak_questions", OF))
    assert ["risk.one"] == list(entries("capped_by", OF))
    assert ["risk.one#w"] == list(entries("weaknesses", OF))
    assert ["s", "t"] == list(entries("now", OF))
