"""What if: what an assumption means, what it changes in a sheet, and what it leaves alone."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.assumption import (
    Assumption,
    as_if_shown,
    asked_by,
    levels_of,
    read_assumption,
    suppose,
)
from cpch_cli.core.model import Answer, Sheet
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.core.problems import Problem
from cpch_cli.core.report import report
from cpch_cli.core.routing import Basis
from documents import sheet, told
from helpers import diagnostic, question, scale, settled, weakness
from strategies import Case, cases

OF: Final = diagnostic(
    question("a.one", number="1.1", not_applicable="Never.", weaknesses=[weakness("w")]),
    question("a.two", number="1.2", scale="three"),
    question("b.three", number="2.1", ask_if={"question": "a.one", "at_least": "defined"}),
    scales={"three": scale(0, 1, 3)},
)
LEVELS: Final = "absent (0), ad_hoc (1), defined (2), operating (3), institutionalised (4), unknown"


# --- what is meant ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a.one=operating", ("a.one", "operating")),
        ("a.one=3", ("a.one", "operating")),
        ("1.1=3", ("a.one", "operating")),
        ("1.1=3.0", ("a.one", "operating")),
        (" 1.1 = 3 ", ("a.one", "operating")),
        ("1.1=unknown", ("a.one", "unknown")),
        ("1.2=3", ("a.two", "defined")),
        ("2.1=absent", ("b.three", "absent")),
    ],
)
def test_read(written: str, expected: tuple[str, str]) -> None:
    """A question is named by id or number, a level by id, by a value of its own scale, or as unknown."""
    assert expected == read_assumption(OF, written)


@pytest.mark.parametrize(
    ("written", "code", "values"),
    [
        ("a.oen=3", "unknown_question.near", {"word": "a.oen", "near": "a.one"}),
        ("9.9=3", "unknown_question", {"word": "9.9"}),
        ("=3", "unknown_question", {"word": ""}),
        ("", "unknown_question", {"word": ""}),
        ("1.1=5", "unknown_level", {"word": "5", "question": "a.one", "known": LEVELS}),
        ("1.1=operatin", "unknown_level", {"word": "operatin", "question": "a.one", "known": LEVELS}),
        ("1.1=3=4", "unknown_level", {"word": "3=4", "question": "a.one", "known": LEVELS}),
        (
            "1.1=not_applicable",
            "unknown_level",
            {"word": "not_applicable", "question": "a.one", "known": LEVELS},
        ),
        ("1.1=", "no_level", {"word": "1.1", "question": "a.one", "known": LEVELS}),
        ("1.1", "no_level", {"word": "1.1", "question": "a.one", "known": LEVELS}),
    ],
)
def test_not_understood(written: str, code: str, values: dict[str, str]) -> None:
    """What cannot be understood is named, with what would be possible."""
    assert Problem((), code, values) == read_assumption(OF, written)


def test_id_before_number() -> None:
    """An id is an id, also where another question has it for its number."""
    of = diagnostic(question("a.one", number="1"), question("a.two", number="a.one"))

    assert ["a.one", "a.one", None] == [asked_by(of, name) for name in ("a.one", "1", "2")]


def test_only_levels_are_taken_from_a_file() -> None:
    """Of answers that are assumed on top only the levels count; what is open assumes nothing."""
    said: dict[str, Any] = {
        "a.one": {"level": "not_applicable", "reason": "Secret.", "handling": "own_service"},
        "a.two": {"note": "To be asked."},
        "b.three": 2,
    }

    assert {"a.one": "not_applicable", "b.three": "defined"} == levels_of(sheet(OF, said))


# --- what changes -------------------------------------------------------------------------------------------------


def test_suppose() -> None:
    """An assumed level takes the place of the one answered; what was seen and noted stays, what vouched for it goes."""
    said: dict[str, Any] = {
        "a.one": {
            "level": 1,
            "weaknesses": ["w"],
            "note": "Weekly.",
            "handling": "national",
            "evidence": "document",
            "reference": {"title": "Minutes"},
            "agreed": ["Head"],
            "asked": "9f2c61d07a4b5e13",
        },
        "old.one": {"level": "2"},
    }

    supposed, assumed = suppose(
        OF, sheet(OF, said, agency="customs"), {"b.three": "absent", "a.one": "operating"}
    )

    assert (Assumption("a.one", "operating", "ad_hoc"), Assumption("b.three", "absent", None)) == assumed
    assert ["a.one", "b.three", "old.one"] == list(supposed.answers)
    assert (
        Answer(level="operating", weaknesses=("w",), note="Weekly.", handling="national")
        == supposed.answers["a.one"]
    )
    assert (Answer(level="absent"), "customs") == (supposed.answers["b.three"], supposed.subject.agency)


@pytest.mark.parametrize(
    ("levels", "subject"),
    [
        pytest.param({}, {}, id="none"),
        pytest.param({"a.one": "defined"}, {}, id="as answered"),
        pytest.param({"a.two": "unknown"}, {}, id="unknown, as answered"),
        pytest.param({"b.three": "defined"}, {"domains": ["a"]}, id="outside the scope"),
        pytest.param({"old.one": "defined"}, {}, id="not of the diagnostic"),
    ],
)
def test_no_assumption(levels: dict[str, str], subject: dict[str, Any]) -> None:
    """What is answered so already, is outside the scope or not asked at all changes nothing, evidence included."""
    answered = sheet(OF, {"a.one": {"level": 2, "evidence": "statement"}, "a.two": "unknown"}, **subject)

    assert (answered, ()) == suppose(OF, answered, levels)


def test_scope_takes_assumptions() -> None:
    """Inside the scope an answer can be assumed."""
    _, assumed = suppose(OF, sheet(OF, {}, domains=["b"]), {"a.one": "defined", "b.three": "defined"})

    assert (Assumption("b.three", "defined", None),) == assumed


def test_as_if_shown() -> None:
    """What is assumed counts as verified, and the rest as far as its own evidence goes."""
    supposed, assumed = suppose(OF, sheet(OF, {"a.one": 1, "a.two": 1}), {"a.one": "operating"})

    assert ["verified", None] == [each.evidence for each in as_if_shown(supposed, assumed).values()]


# --- what follows -------------------------------------------------------------------------------------------------


def score(outcome: Outcome, question: str) -> Any:
    """Return how strong an answer is taken to be."""
    return outcome.assessment.facts[question].s


def what_if(
    said: dict[str, Any], assumed: dict[str, str], basis: Basis = "claimed", **options: Any
) -> Outcome:
    """Return what follows from what is said and assumed."""
    return conclude(OF, sheet(OF, said), basis, assumed=assumed, **options)


def test_evidenced() -> None:
    """On the basis of evidence an assumed level counts in full, and the rest as before."""
    said: dict[str, Any] = {
        "a.one": {"level": 1, "evidence": "none"},
        "a.two": {"level": 3, "evidence": "statement"},
    }

    outcome = what_if(said, {"a.one": "institutionalised"}, "evidenced")

    assert (4, 2) == (score(outcome, "a.one"), score(outcome, "a.two"))
    assert outcome.claimed is not None


def test_assuming_grades_nothing() -> None:
    """Where no proof was graded there is one assessment, also with an assumption, whose evidence nobody has seen."""
    outcome = what_if({"a.one": 1}, {"a.one": "operating"}, "evidenced")

    assert (3, None, None) == (
        score(outcome, "a.one"),
        outcome.claimed,
        outcome.sheet.answers["a.one"].evidence,
    )


def test_routing_follows() -> None:
    """A question that is asked only after another answer is asked when that answer is assumed."""
    before, after = (
        what_if({"a.one": 1, "a.two": 1}, {}),
        what_if({"a.one": 1, "a.two": 1}, {"a.one": "defined"}),
    )

    assert ((), ("b.three",)) == (before.assessment.open, after.assessment.open)


def test_releasable() -> None:
    """A copy for others with assumptions holds back the same texts, and names of those who agreed, as one without."""
    said: dict[str, Any] = {
        "a.one": {"level": 1, "note": "Secret.", "handling": "national", "agreed": ["Analyst Nemo"]}
    }
    before, after = (what_if(said, each, releasable=True) for each in ({}, {"a.one": "unknown"}))

    assert before.withheld == after.withheld
    assert (None, frozenset({"Analyst Nemo"})) == (after.sheet.answers["a.one"].note, after.withheld.names)


def test_report() -> None:
    """The report for machines lists what is assumed with what it was, and nothing where nothing is."""
    said: dict[str, Any] = {"a.one": 1}
    assumed = report(what_if(said, {"a.one": "unknown", "a.two": "defined"})).model_dump(mode="json")[
        "assumed"
    ]

    assert [
        {"question": "a.one", "answer": "unknown", "was": "ad_hoc"},
        {"question": "a.two", "answer": "defined", "was": None},
    ] == assumed
    assert () == report(told(OF, said)).assumed


# --- always -------------------------------------------------------------------------------------------------------


def case_sheet(case: Case) -> Sheet:
    """Return the answers of a case as a file would hold them."""
    empty = Sheet.model_validate({"format": "cpch-answers/1"})
    in_order = {
        each.id: case.answers[each.id] for each in case.diagnostic.questions if each.id in case.answers
    }
    return empty.with_answers(in_order)


@given(cases(), st.sampled_from(["claimed", "evidenced"]))
def test_assuming_what_is_answered_changes_nothing(case: Case, basis: Basis) -> None:
    """All answers of a file, assumed on top of it, leave everything as it is."""
    answered = case_sheet(case)
    plain = conclude(case.diagnostic, answered, basis)

    assert plain == conclude(case.diagnostic, answered, basis, assumed=levels_of(answered))


@given(cases(), st.data())
def test_claimed_is_as_if_answered(case: Case, data: st.DataObject) -> None:
    """As claimed, an assumed answer counts exactly as if it had been given; it is marked, and no others are."""
    asked = data.draw(st.sampled_from(case.diagnostic.questions))
    level = data.draw(st.sampled_from([each.id for each in case.diagnostic.levels[asked.id]]))
    answered = case_sheet(case)
    given_so = settled(case.diagnostic, {asked.id: level})[asked.id].level
    was = case.answers.get(asked.id, Answer())
    instead = {**case.answers, asked.id: was.model_copy(update={"level": given_so})}

    outcome = conclude(case.diagnostic, answered, "claimed", assumed={asked.id: level})
    as_given = conclude(case.diagnostic, answered.with_answers(instead), "claimed")

    assert as_given.assessment == outcome.assessment
    assert ([asked.id] if was.level != level else []) == [each.question for each in outcome.assumed]
    assert all(
        outcome.sheet.answers[key] == answer for key, answer in answered.answers.items() if key != asked.id
    )


@given(cases(routed=False), st.data(), st.sampled_from(["claimed", "evidenced"]))
def test_assuming_more_lowers_no_domain(case: Case, data: st.DataObject, basis: Basis) -> None:
    """A higher level that is assumed in place of a level lowers the score of no domain, on either basis."""
    levelled = [key for key, one in case.answers.items() if one.level not in ("unknown", "not_applicable")]
    if not levelled:
        return
    key = data.draw(st.sampled_from(levelled))
    higher = case.diagnostic.levels[key][-1].id
    answered = case_sheet(case)

    before = conclude(case.diagnostic, answered, basis).assessment.domains
    after = conclude(case.diagnostic, answered, basis, assumed={key: higher}).assessment.domains

    assert all((then.score or 0) >= (now.score or 0) for now, then in zip(before, after, strict=True))
