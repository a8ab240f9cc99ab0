"""The plan file as a value, how far it has come on a day, and a new roadmap brought into it without losing a word."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.model import Sheet, plain
from cpch_cli.core.outcome import Outcome, conclude, marks_of, with_plan
from cpch_cli.core.plan import NO_PROGRESS, Plan, Progress, new_plan, problems_of_plan, without_names
from cpch_cli.core.planned import Planned, updated
from cpch_cli.core.reading import validate
from cpch_cli.core.roadmap import roadmap
from helpers import as_read, diagnostic, question, settled, solution

NAMES = ("s0", "s1", "s2", "s3")
OF = diagnostic(
    question("a.q", solutions=NAMES[:2]),
    question("a.r", solutions=NAMES[2:]),
    solutions=[solution(name) for name in NAMES],
)
DAY = dt.date(2026, 6, 1)


def plan_of(**actions: dict[str, Any] | None) -> Plan:
    """Return a plan of these actions."""
    return Plan.model_validate(as_read({"format": "cpch-plan/1", "actions": actions}))


def outcome_of(*, weak: bool = True, **subject: Any) -> Outcome:
    """Return what follows where only one question is weak, or none."""
    said: dict[str, Any] = {"a.q": 0 if weak else 4, "a.r": 4}
    sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": subject})
    return conclude(OF, sheet.with_answers(settled(OF, said)), "claimed")


def brought_in(plan: Plan, outcome: Outcome, **options: Any) -> Plan:
    """Return a plan with the roadmap of an outcome in it."""
    settings = {"capacity": None, "targets": (), **options}
    made = roadmap(outcome, capacity=settings["capacity"], solve=lambda _: None)
    return updated(plan, outcome, made, **settings)


# --- progress -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "status", "is_overdue"),
    [
        ("2026-05-31", "open", True),
        ("2026-05-31", "under_way", True),
        ("2026-05-31", None, True),
        ("2026-05-31", "done", False),
        ("2026-05-31", "dropped", False),
        ("2026-06-01", "open", False),
        (None, "open", False),
    ],
)
def test_overdue(date: str | None, status: str | None, is_overdue: bool) -> None:
    """What was to be done before the day and is neither done nor dropped."""
    progress = Progress(plan_of(s0={"date": date, "status": status}), DAY)

    assert (("s0",) if is_overdue else ()) == progress.overdue


def test_nothing_is_overdue_without_a_day_and_nothing_agreed_without_a_plan() -> None:
    """Where nothing is known nothing is said."""
    assert () == Progress(plan_of(s0={"date": "2020-01-01"})).overdue
    assert ({}, ()) == (NO_PROGRESS.actions, NO_PROGRESS.in_state("done"))
    assert NO_PROGRESS.agreed("s0").owner is None


def test_in_state() -> None:
    """By the word that stands there."""
    progress = Progress(plan_of(s0={"status": "done"}, s1={"status": "dropped"}, s2=None))

    assert (("s0",), ("s1",)) == (progress.in_state("done"), progress.in_state("dropped"))


def test_a_plan_is_judged_on_the_day_given_or_that_of_the_assessment() -> None:
    """The day of printing, where one is named."""
    outcome = outcome_of(date="2026-04-01")

    assert dt.date(2026, 4, 1) == with_plan(outcome, plan_of(), None).progress.day
    assert DAY == with_plan(outcome, plan_of(), DAY).progress.day


def test_a_copy_for_others_has_no_names_and_no_texts_of_the_plan() -> None:
    """That somebody answers for it can be seen, who cannot."""
    plan = plan_of(
        s0={"owner": "A. Person", "note": "Secret.", "reason": "Why.", "date": "2026-05-01"}, s1=None
    )

    first, second = without_names(plan).actions.values()

    assert ("\u2026", None, None, dt.date(2026, 5, 1)) == (first.owner, first.note, first.reason, first.date)
    assert second.owner is None
    sheet = Sheet.model_validate({"format": "cpch-answers/1"})
    outcome = with_plan(conclude(OF, sheet, "claimed", releasable=True), plan, None)
    assert "Person" not in str(outcome.progress)
    assert {"A. Person"} == outcome.withheld.names


def test_a_mark_of_the_plan_is_a_mark_of_all_that_shows_it() -> None:
    """Beside that of the answers; and an update takes neither away."""
    secret = Plan.model_validate({"format": "cpch-plan/1", "subject": {"handling": "Secret"}})
    outcome = with_plan(outcome_of(handling="Restricted"), secret, None)

    assert "Restricted / Secret" == marks_of(outcome)
    assert "Restricted" == marks_of(outcome_of(handling="Restricted"))
    once = brought_in(secret, outcome)
    assert "Secret / Restricted" == once.subject.handling
    assert once == brought_in(once, outcome)
    assert "Restricted / Secret" == marks_of(with_plan(outcome, once, None))


# --- problems -----------------------------------------------------------------------------------------------------


def test_problems_of_a_plan() -> None:
    """Solutions that the diagnostic has not, with a suggestion; those that it had once are kept."""
    retired = OF.model_copy(update={"retired": ("old",)})
    wrong = plan_of(s00={"owner": "A"}, old={"owner": "B"})

    (problem,) = problems_of_plan(retired, wrong)

    assert (("actions", "s00"), "unknown_solution.near") == (problem.path, problem.code)


def test_a_plan_of_another_diagnostic_is_one_problem() -> None:
    """Its solutions are not gone through."""
    other = Plan.model_validate(
        {"format": "cpch-plan/1", "diagnostic": {"id": "other"}, "actions": {"x": {}}}
    )

    assert ["other_diagnostic"] == [problem.code for problem in problems_of_plan(OF, other)]


@pytest.mark.parametrize(
    ("key", "written", "code"),
    [
        ("capacity", "0", "capacity"),
        ("capacity", "1.5", "capacity"),
        ("capacity", "10000", "capacity"),
        ("capacity", "99999999999999999999", "capacity"),
        ("start", "tomorrow", "day"),
        ("actions", {"s0": {"status": "finished"}}, "not_one_of"),
        ("actions", {"s0": {"due": "2026-01-01"}}, "unknown_key"),
    ],
)
def test_what_a_plan_cannot_hold(key: str, written: Any, code: str) -> None:
    """Each is a problem of its own kind."""
    plan, problems = validate(Plan, {"format": "cpch-plan/1", key: written})

    assert plan is None
    assert [code] == [problem.code.removesuffix(".near") for problem in problems]


def test_the_least_and_the_most_capacity() -> None:
    """From 1 to 9999 points."""
    for points in ("1", "9999", "007"):
        plan, _ = validate(Plan, {"format": "cpch-plan/1", "capacity": points})
        assert plan
        assert int(points) == plan.capacity


# --- brought into a plan ------------------------------------------------------------------------------------------


def test_a_new_plan_has_the_roadmaps_actions() -> None:
    """With title and phase, to be filled in."""
    made = brought_in(new_plan("fr"), outcome_of(country="Exampleland"), capacity=3, targets=["partial"])

    assert ("fr", 3, ("partial",), "Exampleland") == (
        made.language,
        made.capacity,
        made.targets,
        made.subject.country,
    )
    assert {"s0": ("s0", "quick", "open"), "s1": ("s1", "quick", "open")} == {
        name: (action.title, action.phase, action.status) for name, action in made.actions.items()
    }


def test_what_was_filled_in_stays_and_what_was_not_goes() -> None:
    """An action that is no longer recommended stays where somebody said something of it."""
    before = plan_of(
        s0={"owner": "Head", "x-room": "12"}, s2={"status": "done"}, s3={"title": "Old", "status": "open"}
    )

    made = brought_in(before, outcome_of())

    assert ["s0", "s1", "s2"] == list(made.actions)
    assert ("Head", "quick") == (made.actions["s0"].owner, made.actions["s0"].phase)
    assert ("done", None) == (made.actions["s2"].status, made.actions["s2"].phase)
    assert "12" == plain(made)["actions"]["s0"]["x-room"]


entries = st.fixed_dictionaries(
    {},
    optional={
        "owner": st.sampled_from(["A", "B"]),
        "date": st.just("2026-05-01"),
        "status": st.sampled_from(["open", "under_way", "done", "dropped"]),
        "reason": st.just("Because."),
        "note": st.just("Noted."),
        "x-own": st.just("kept"),
    },
)


@given(st.dictionaries(st.sampled_from(NAMES), entries), st.booleans())
def test_nothing_that_people_wrote_is_lost(actions: dict[str, Any], weak: bool) -> None:
    """Whatever the answers come to; and bringing the same in twice changes nothing."""
    before, outcome = plan_of(**actions), outcome_of(weak=weak)

    once = brought_in(before, outcome)

    for name, said in plain(before)["actions"].items():
        written = {key: value for key, value in said.items() if (key, value) != ("status", "open")}
        if written:
            assert written.items() <= plain(once)["actions"][name].items()
    assert once == brought_in(once, outcome)


def test_keys_of_ones_own_survive() -> None:
    """In every mapping of the file."""
    data = {"format": "cpch-plan/1", "x-a": "1", "subject": {"x-b": "2"}, "actions": {"x-c": "3"}}
    made = plain(brought_in(Plan.model_validate(data), outcome_of()))

    assert ("1", "2", "3") == (made["x-a"], made["subject"]["x-b"], made["actions"]["x-c"])


def test_what_is_ended_is_what_is_not_on_the_roadmap() -> None:
    """Done, dropped, or no longer following from the answers, if anything was filled in; in the order of the plan."""
    said = plan_of(s3={"owner": "A"}, s2={"title": "Nobody's", "status": "open"}, s0={"owner": "B"})
    outcome = with_plan(outcome_of(date="2026-04-01"), said, None)
    planned = Planned(outcome, roadmap(outcome, solve=lambda _: None))

    assert ("s3",) == planned.ended
    assert dt.date(2026, 4, 1) == planned.start
    started = Plan.model_validate({"format": "cpch-plan/1", "start": "2026-09-01"})
    assert dt.date(2026, 9, 1) == Planned(with_plan(outcome, started, None), planned.roadmap).start
