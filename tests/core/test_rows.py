"""An assessment as one flat row: every figure in its column, nothing where there is nothing, and a schema of it."""

import json
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cpch_cli.core.assess import assess
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.outcome import conclude
from cpch_cli.core.report import report
from cpch_cli.core.routing import Basis
from cpch_cli.core.rows import columns, row, row_schema
from cpch_cli.core.schemas import schema_of_rows
from documents import sheet
from helpers import diagnostic, question, rule, solution, weakness
from strategies import Case, cases

OF: Final = diagnostic(
    question("risk.one", critical=True, solutions=["s"], weaknesses=[weakness("v"), weakness("w", "t")]),
    question("law.one", weaknesses=[weakness("w")]),
    question("risk.two", weaknesses=[], not_applicable="Never."),
    solutions=[solution("s"), solution("t", effort=2)],
    rules=[
        rule("low", {"question": "risk.one", "at_most": "1"}, "t"),
        rule("high", {"question": "risk.one", "at_least": "3"}, "t"),
        rule("law", {"question": "law.one", "at_least": "3"}, "t"),
        rule("remark", {"question": "risk.one", "at_most": "1"}, remark="Look."),
    ],
)
EVERYTHING: Final = {
    "risk.one": {"level": 1, "weaknesses": ["w", "v"], "evidence": "verified"},
    "law.one": 2,
    "risk.two": {"level": "not_applicable", "reason": "No port."},
}


def entries(
    said: dict[str, Any], basis: Basis = "claimed", of: Diagnostic = OF, **subject: Any
) -> dict[str, Any]:
    """Return the row of a sheet."""
    given_ = sheet(of, said, **subject)
    assessment = assess(of, given_.answers, basis=basis, scope=given_.subject.domains)
    return dict(row("a.yaml", given_, assessment, of))


def test_columns() -> None:
    """The columns are these, in this order: others rely on it."""
    expected = """
        file country country_code region scope site agency date version status basis score low high
        domains_rated domains answered asked unknown not_applicable coverage
        risk.score risk.low risk.high risk.band law.score law.low law.high law.band
        weak partial critical capped_by weak_questions partial_questions weaknesses
        key now improve rules undecided weaknesses_not_asked reasons_not_recorded bad_cells
    """

    assert expected.split() == columns(OF)


@pytest.mark.parametrize(
    ("said", "subject"),
    [({}, {}), (EVERYTHING, {"country": "X"}), ({"risk.one": 1}, {"domains": ["risk"]})],
    ids=["nothing", "everything", "one domain"],
)
def test_columns_are_the_same_for_every_file(said: dict[str, Any], subject: dict[str, Any]) -> None:
    """Every row has every column of its diagnostic, in their order."""
    assert columns(OF) == list(entries(said, **subject))


def test_subject() -> None:
    """The subject stands in its columns, a day as it is written; what was not said is nothing."""
    found = entries({}, country="Exampleland", country_code="EXL", agency="customs", date="2026-11-23")

    assert ("a.yaml", "Exampleland", "EXL", "customs", "2026-11-23") == tuple(
        found[name] for name in ("file", "country", "country_code", "agency", "date")
    )
    assert (None, None, None) == (found["region"], found["scope"], found["site"])


def test_figures() -> None:
    """Scores, counts and bands stand in their columns."""
    found = entries(EVERYTHING)

    assert {"version": "1.0", "status": "complete", "basis": "claimed"}.items() <= found.items()
    assert {"score": 1.5, "low": 1.5, "high": 1.5, "domains_rated": 2, "domains": 2}.items() <= found.items()
    assert {
        "answered": 2,
        "asked": 2,
        "unknown": 0,
        "not_applicable": 1,
        "coverage": 1.0,
    }.items() <= found.items()
    assert (1.0, 1.0, 1.0, "weak") == tuple(
        found[f"risk.{name}"] for name in ("score", "low", "high", "band")
    )


def test_findings() -> None:
    """Which answers are weak, partial and critical, what was ticked and what was not asked."""
    found = entries(EVERYTHING)

    assert (1, 1) == (found["weak"], found["partial"])
    assert ["risk.one"] == found["critical"] == found["weak_questions"]
    assert ["law.one"] == found["partial_questions"]
    assert ["risk.one#v", "risk.one#w"] == found["weaknesses"]
    assert (1, 0, 0) == tuple(
        found[name] for name in ("weaknesses_not_asked", "reasons_not_recorded", "bad_cells")
    )


def test_weaknesses_that_nobody_can_ask_for() -> None:
    """A question without weaknesses counts as asked for them."""
    assert 0 == entries({"risk.two": 1})["weaknesses_not_asked"]


def test_weaknesses_of_a_strong_answer() -> None:
    """What was ticked on a strong answer is there too; on an unknown one it does not count."""
    ticked = {"level": 4, "weaknesses": ["w"]}

    assert ["law.one#w"] == entries({"law.one": ticked})["weaknesses"]
    assert [] == entries({"law.one": {**ticked, "level": "unknown"}})["weaknesses"]


def test_what_caps() -> None:
    """The critical questions that hold a band down, in the diagnostic's order whatever that of the domains."""
    of = diagnostic(
        *(question(each, critical=True) for each in ("law.a", "risk.a")),
        *(question(each) for each in ("law.b", "law.c", "law.d", "risk.b", "risk.c", "risk.d")),
        domains=[{"id": "risk", "title": "Risk"}, {"id": "law", "title": "Law"}],
    )
    said = {each.id: 0 if each.critical else 4 for each in of.questions}

    assert ["law.a", "risk.a"] == entries(said, of=of)["capped_by"]
    assert [] == entries(EVERYTHING)["capped_by"]


def test_solutions_and_rules() -> None:
    """Solutions stand in the order of the method, by priority; rules in the diagnostic's, those with a remark alone too."""
    found = entries({"risk.one": {"level": 1, "weaknesses": ["w"]}})

    assert (["s", "t"], [], []) == (found["key"], found["now"], found["improve"])
    assert ["low", "remark"] == found["rules"]
    assert ["law"] == found["undecided"]


def test_outside_the_scope_is_empty() -> None:
    """A domain outside the scope has nothing in its columns."""
    found = entries({"risk.one": 1}, domains=["risk"])

    assert {None} == {found[f"law.{name}"] for name in ("score", "low", "high", "band")}
    assert 1.0 == found["risk.score"]


def test_basis() -> None:
    """The row is that of the basis of its assessment."""
    found = entries({"law.one": 4}, "evidenced")

    assert ("evidenced", 1.0) == (found["basis"], found["law.score"])


@given(case=cases(), basis=st.sampled_from(["claimed", "evidenced"]))
def test_row_says_what_the_report_says(case: Case, basis: Basis) -> None:
    """Whatever stands in a file: the row has the figures of its report."""
    given_ = sheet(case.diagnostic, {}).with_answers(case.answers)
    assessment = assess(case.diagnostic, case.answers, basis=basis)
    said = report(conclude(case.diagnostic, given_, basis)).model_dump(mode="json")
    found = row("a.yaml", given_, assessment, case.diagnostic)

    for name in ("score", "low", "high", "domains_rated", "answered", "asked", "unknown", "coverage"):
        assert said["overall"][name] == found[name]
    for domain in said["domains"]:
        assert all(
            domain[name] == found[f"{domain['id']}.{name}"] for name in ("score", "low", "high", "band")
        )
    for priority in ("key", "now", "improve"):
        assert [
            each["solution"] for each in said["recommendations"] if each["priority"] == priority
        ] == found[priority]
    assert [each["rule"] for each in said["undecided"]] == found["undecided"]
    assert {each["rule"] for each in said["remarks"]} <= set(found["rules"])  # type: ignore[arg-type]


# --- the schema ---------------------------------------------------------------------------------------------------


@given(case=cases())
def test_schema_accepts_rows(case: Case) -> None:
    """Every row that is written is what the schema says."""
    given_ = sheet(case.diagnostic, {}).with_answers(case.answers)
    made = row("a.yaml", given_, assess(case.diagnostic, case.answers), case.diagnostic)

    Draft202012Validator(row_schema(case.diagnostic)).validate(json.loads(json.dumps(made)))


@pytest.mark.parametrize(
    "changed",
    [
        {"score": 4.5},
        {"coverage": -0.1},
        {"coverage": 2},
        {"risk.band": "good"},
        {"risk.high": "3"},
        {"weak": -1},
        {"weak": 1.5},
        {"critical": "risk.one"},
        {"rules": [1]},
        {"status": "done"},
        {"basis": "shown"},
        {"date": "23.11.2026"},
        {"country_code": "exl"},
        {"more": 1},
    ],
    ids=str,
)
def test_schema_refuses_other_rows(changed: dict[str, Any]) -> None:
    """What no row can be is refused."""
    schema = Draft202012Validator(row_schema(OF))
    good = entries(EVERYTHING)

    assert (True, False) == (schema.is_valid(good), schema.is_valid({**good, **changed}))


def test_schema_wants_every_column() -> None:
    """No column may be left out."""
    schema = Draft202012Validator(row_schema(OF))
    good = entries(EVERYTHING)
    without = [{name: entry for name, entry in good.items() if name != gone} for gone in good]

    assert {False} == {schema.is_valid(each) for each in without}


def test_rows_of_a_table() -> None:
    """Of the rows of a table it is not said which solutions come first."""
    schema = Draft202012Validator(schema_of_rows(OF))

    assert schema.is_valid({**entries(EVERYTHING), "key": None})
    assert not schema.is_valid({**entries(EVERYTHING), "now": None})


def test_exact_means_become_the_nearest_doubles() -> None:
    """A third is the double nearest to it."""
    of = diagnostic(*(question(f"risk.{name}") for name in "abc"))

    assert float(Fraction(1, 3)) == entries({"risk.a": 1, "risk.b": 0, "risk.c": 0}, of=of)["score"]
