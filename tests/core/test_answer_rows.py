"""A report as tidy rows: a row for each question in scope, with everything in its column."""

from typing import Any, Final

from hypothesis import given

from cpch_cli.core.answer_rows import COLUMNS, answer_rows
from cpch_cli.core.conditions import State
from cpch_cli.core.outcome import conclude
from cpch_cli.core.report import report
from documents import sheet, told
from helpers import diagnostic, question, weakness
from strategies import Case, cases

OF: Final = diagnostic(
    question("risk.one", number="1.1", critical=True, weaknesses=[weakness("w"), weakness("v")]),
    question("risk.two", number="1.2", kind="framework"),
    question("law.three", number="2.1"),
)


def rows(said: dict[str, Any], **subject: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet."""
    return [dict(row) for row in answer_rows(report(told(OF, said, **subject)), OF)]


def test_every_column_is_there() -> None:
    """Each row has the columns that are documented, in their order."""
    assert [list(COLUMNS)] * 3 == [list(row) for row in rows({})]


def test_answer_and_domain() -> None:
    """A row says who answered, what was asked, what was answered, and what the domain comes to."""
    said = {"risk.one": {"level": 1, "weaknesses": ["v", "w"], "evidence": "document", "note": "Weekly."}}
    first, second, third = rows({**said, "risk.two": 3}, country="Exampleland", agency="customs")

    assert {
        "country": "Exampleland",
        "country_code": None,
        "region": None,
        "scope": None,
        "site": None,
        "agency": "customs",
        "date": None,
        "mark": None,
        "cleared": 0,
        "releasable": 0,
        "diagnostic": "tiny",
        "version": "1.0",
        "status": "draft",
        "basis": "claimed",
        "question": "risk.one",
        "number": "1.1",
        "domain": "risk",
        "kind": "practice",
        "critical": 1,
        "state": "level",
        "answer": "ad_hoc",
        "level": 1.0,
        "strength": "weak",
        "weaknesses": ["v", "w"],
        "evidence": "document",
        "note": "Weekly.",
        "reason": None,
        "handling": None,
        "withheld": 0,
        "assumed": 0,
        "domain_score": 2.0,
        "domain_low": 2.0,
        "domain_high": 2.0,
        "domain_band": "partial",
        "domain_coverage": 1.0,
    } == first
    assert ("framework", 0, "operating", None) == tuple(
        second[name] for name in ("kind", "critical", "answer", "weaknesses")
    )
    assert ("open", None, None, "not_rated") == tuple(
        third[name] for name in ("state", "level", "domain_score", "domain_band")
    )


def test_assumed_answers_are_marked() -> None:
    """A row says whether its answer is only assumed."""
    outcome = conclude(OF, sheet(OF, {"risk.one": 1}), "claimed", assumed={"risk.two": "defined"})

    assert [("ad_hoc", 0), ("defined", 1), (None, 0)] == [
        (row["answer"], row["assumed"]) for row in answer_rows(report(outcome), OF)
    ]


def test_withheld_texts_are_counted() -> None:
    """What a releasable copy leaves out is counted in the row, and is not in it."""
    given = sheet(OF, {"risk.one": {"level": 1, "note": "Secret.", "handling": "national"}})
    first = next(answer_rows(report(conclude(OF, given, "claimed", releasable=True)), OF))

    assert (1, None, 1.0, 1) == tuple(first[name] for name in ("withheld", "note", "level", "releasable"))


def test_marks() -> None:
    """What the file and an answer are marked with stands in each row, and whether somebody cleared the file."""
    first = rows(
        {"risk.one": {"level": 1, "handling": "national"}},
        handling="Restricted",
        cleared_by=[{"service": "Customs"}],
    )[0]

    assert ("Restricted", 1, 0, "national") == tuple(
        first[name] for name in ("mark", "cleared", "releasable", "handling")
    )


@given(cases())
def test_one_row_a_question(case: Case) -> None:
    """Whatever is answered, each question in scope has one row, in the diagnostic's order."""
    outcome = told(case.diagnostic, {})
    found = [row["question"] for row in answer_rows(report(outcome), case.diagnostic)]

    assert [
        each.id
        for each in case.diagnostic.questions
        if outcome.assessment.facts[each.id].state is not State.OUT_OF_SCOPE
    ] == found
