"""The report as JSON: its keys, its numbers, its schema."""

import json
from collections.abc import Mapping
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cpch_cli.core.model import Sheet
from cpch_cli.core.outcome import Outcome, conclude, with_plan
from cpch_cli.core.plan import Plan
from cpch_cli.core.report import Report, report
from cpch_cli.core.routing import Basis
from documents import sheet, told
from helpers import Said, diagnostic, question, resource, rule, solution, weakness
from strategies import Case, cases

SCHEMA: Final = Report.model_json_schema(mode="serialization")
OF: Final = diagnostic(
    question(
        "a.one", critical=True, solutions=["s"], weaknesses=[weakness("w", "t")], not_applicable="Never."
    ),
    question("a.two", kind="framework", ask_if={"question": "a.one", "at_least": "ad_hoc"}),
    question("b.three"),
    solutions=[solution("s", requires=["t"], resources=["r"]), solution("t", raises={"a.two": "defined"})],
    resources=[resource("r")],
    rules=[
        rule("r1", {"question": "a.one", "at_most": "ad_hoc"}, "t", remark="Look."),
        rule("r2", {"question": "b.three", "at_most": "ad_hoc"}, remark="Look."),
    ],
)
SAID: Final[Mapping[str, Said]] = {
    "a.one": {"level": 1, "weaknesses": ["w"], "evidence": "document", "note": "A note.", "asked": "0" * 16},
    "a.two": 3,
    "b.three": "unknown",
}


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return a report as a reader of the file gets it."""
    data: dict[str, Any] = json.loads(report(outcome).model_dump_json())
    return data


def test_whole_report() -> None:
    """Every key of the format is there, in its order, with ids and numbers."""
    overall = {"score": 2.0, "low": 2.0, "high": 2.0}
    evidenced = {"score": 1.0, "low": 1.0, "high": 1.0}
    expected = {
        "format": "cpch-report/1",
        "diagnostic": {"id": "tiny", "version": "1.0", "digest": OF.digest},
        "subject": {
            "country": "Exampleland",
            "country_code": None,
            "region": None,
            "site": None,
            "scope": None,
            "period": None,
            "domains": ["a"],
            "agency": "customs",
            "date": "2026-11-23",
            "respondents": None,
            "conducted": None,
            "cleared_by": [{"service": "Customs", "function": None, "date": "2026-11-24"}],
            "handling": None,
        },
        "status": "complete",
        "basis": "claimed",
        "overall": {
            **overall,
            "domains_rated": 1,
            "domains": 1,
            "answered": 2,
            "asked": 2,
            "unknown": 0,
            "not_applicable": 0,
            "coverage": 1.0,
            "framework": 3.0,
            "practice": 1.0,
            "claimed": overall,
            "evidenced": evidenced,
        },
        "domains": [
            {
                "id": "a",
                **overall,
                "band": "partial",
                "capped_by": [],
                "answered": 2,
                "asked": 2,
                "unknown": 0,
                "not_applicable": 0,
                "coverage": 1.0,
                "framework": 3.0,
                "practice": 1.0,
                "claimed": {**overall, "band": "partial", "capped_by": []},
                "evidenced": {**evidenced, "band": "weak", "capped_by": []},
            }
        ],
        "findings": [
            {
                "question": "a.one",
                "domain": "a",
                "level": 1.0,
                "answer": "ad_hoc",
                "strength": "weak",
                "critical": True,
                "weaknesses": ["w"],
                "evidence": "document",
            }
        ],
        "recommendations": [
            {
                "solution": "t",
                "priority": "key",
                "because": [
                    {
                        "kind": "weakness",
                        "question": "a.one",
                        "level": 1.0,
                        "weakness": "w",
                        "rule": None,
                        "answers": [],
                    },
                    {
                        "kind": "rule",
                        "question": None,
                        "level": None,
                        "weakness": None,
                        "rule": "r1",
                        "answers": [{"question": "a.one", "level": 1.0}],
                    },
                ],
                "requires": [],
                "resources": [],
            },
            {
                "solution": "s",
                "priority": "key",
                "because": [
                    {
                        "kind": "answer",
                        "question": "a.one",
                        "level": 1.0,
                        "weakness": None,
                        "rule": None,
                        "answers": [],
                    }
                ],
                "requires": [{"solution": "t", "met": True}],
                "resources": ["r"],
            },
        ],
        "undecided": [{"rule": "r2", "missing": ["b.three"]}],
        "find_out": [],
        "remarks": [{"rule": "r1", "answers": [{"question": "a.one", "level": 1.0}]}],
        "answers": [
            {
                "question": "a.one",
                "domain": "a",
                "level": 1.0,
                "answer": "ad_hoc",
                "state": "level",
                "strength": "weak",
                "weaknesses": ["w"],
                "evidence": "document",
                "note": "A note.",
                "reason": None,
                "handling": None,
                "asked": "0" * 16,
                "withheld": 0,
            },
            {
                "question": "a.two",
                "domain": "a",
                "level": 3.0,
                "answer": "operating",
                "state": "level",
                "strength": "strong",
                "weaknesses": None,
                "evidence": None,
                "note": None,
                "reason": None,
                "handling": None,
                "asked": None,
                "withheld": 0,
            },
        ],
        "assumed": [],
        "plan": None,
        "withheld": {"releasable": False, "texts": 0, "names": 0},
    }
    outcome = told(
        OF,
        SAID,
        country="Exampleland",
        domains=["a"],
        agency="customs",
        date="2026-11-23",
        cleared_by=[{"service": "Customs", "date": "2026-11-24"}],
    )
    actual = as_json(outcome)

    assert expected == actual
    assert json.dumps(expected) == json.dumps(actual), "the keys come in the order of the format"


def answer(outcome: Outcome, question_id: str) -> dict[str, Any]:
    """Return what a report says of one answer."""
    return next(each for each in as_json(outcome)["answers"] if each["question"] == question_id)


@pytest.mark.parametrize(
    ("said", "question_id", "expected"),
    [
        pytest.param({}, "a.one", ("open", None, None, None), id="open"),
        pytest.param({"a.one": {"note": "Later."}}, "a.one", ("open", None, None, None), id="a note only"),
        pytest.param({"a.one": "unknown"}, "a.one", ("unknown", None, None, None), id="don't know"),
        pytest.param(
            {"a.one": {"level": "not_applicable", "reason": "No."}},
            "a.one",
            ("not_applicable", None, None, None),
            id="not applicable",
        ),
        pytest.param({"a.one": 0}, "a.two", ("not_asked", None, None, None), id="not asked"),
        pytest.param(
            {"a.one": 0, "a.two": 4},
            "a.two",
            ("not_asked", None, "institutionalised", None),
            id="kept, unused",
        ),
        pytest.param({"b.three": 2}, "b.three", ("level", 2.0, "defined", "partial"), id="level"),
    ],
)
def test_states(said: dict[str, Any], question_id: str, expected: tuple[Any, ...]) -> None:
    """An answer has a level only if it counts; what the file says stays."""
    found = answer(told(OF, said), question_id)

    assert expected == tuple(found[key] for key in ("state", "level", "answer", "strength"))


def test_evidenced_level() -> None:
    """On evidence the level is what the evidence carries; the answer stays as it was given."""
    found = answer(told(OF, {"b.three": {"level": 4, "evidence": "statement"}}, "evidenced"), "b.three")

    assert (2.0, "institutionalised", "partial") == (found["level"], found["answer"], found["strength"])


def test_out_of_scope_is_left_out() -> None:
    """Domains outside the scope have no numbers, answers or part in the counts."""
    data = as_json(told(OF, SAID, domains=["b"]))

    assert (["b"], ["b.three"]) == (
        [each["id"] for each in data["domains"]],
        [each["question"] for each in data["answers"]],
    )
    assert 1 == data["overall"]["asked"]


def test_nothing_assessed() -> None:
    """A scope without domains gives a report without numbers."""
    data = as_json(told(OF, SAID, domains=[]))

    assert ([], [], None) == (data["domains"], data["answers"], data["overall"]["score"])


@pytest.mark.parametrize(("said", "expected"), [({}, "draft"), (SAID, "complete")])
def test_status(said: dict[str, Any], expected: str) -> None:
    """A report is a draft while a question is open."""
    assert expected == as_json(told(OF, said))["status"]


def test_nearest_double() -> None:
    """A score that no decimal can write is the nearest double."""
    three = diagnostic(question("a.one"), question("a.two"), question("a.three"))
    data = as_json(told(three, {"a.one": 1, "a.two": 0, "a.three": 0}))

    assert 1 / 3 == data["overall"]["score"]


def test_frozen() -> None:
    """A report cannot be changed."""
    with pytest.raises(ValidationError, match="frozen"):
        report(told(OF, SAID)).status = "draft"  # type: ignore[misc]


@given(cases(), st.sampled_from(["claimed", "evidenced"]))
def test_schema(case: Case, basis: Basis) -> None:
    """Every report is as its schema says, and the schema asks for every key."""
    given_sheet = Sheet(format="cpch-answers/1").with_answers(case.answers)
    data = as_json(conclude(case.diagnostic, given_sheet, basis))
    jsonschema.validate(data, SCHEMA)

    for name, part in {"Report": SCHEMA, **SCHEMA["$defs"]}.items():
        assert set(part.get("properties", {})) == set(part.get("required", [])), name


def test_schema_refuses_a_missing_key() -> None:
    """A report without one of its keys is none."""
    data = as_json(conclude(OF, sheet(OF, SAID), "claimed"))
    del data["overall"]["claimed"]

    with pytest.raises(jsonschema.ValidationError, match="'claimed' is a required property"):
        jsonschema.validate(data, SCHEMA)


def test_progress_of_a_plan() -> None:
    """What is done, under way, dropped and overdue, by the day of the assessment."""
    plan = Plan.model_validate(
        {
            "format": "cpch-plan/1",
            "actions": {"s": {"status": "done"}, "t": {"status": "under_way", "date": "2026-01-01"}},
        }
    )
    outcome = with_plan(told(OF, SAID, date="2026-11-23"), plan, None)

    assert {"done": ["s"], "under_way": ["t"], "dropped": [], "overdue": ["t"]} == as_json(outcome)["plan"]
