"""The roadmap: prerequisites first, a phase with room, nothing lost, and what each phase brings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.cheapest import solve
from cpch_cli.core.assess import assess
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.core.projection import with_done
from cpch_cli.core.roadmap import PHASES, Left, Origin, Roadmap, roadmap
from cpch_cli.core.scoring import Band
from cpch_cli.core.target import Target
from helpers import Data, Said, diagnostic, question, settled, solution
from strategies import SOLUTIONS, Case, cases

SHEET = Sheet.model_validate({"format": "cpch-answers/1"})


def outcome_of(of: Diagnostic, said: dict[str, Said], **subject: Any) -> Outcome:
    """Return what follows from what was said."""
    sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": subject})
    return conclude(of, sheet.with_answers(settled(of, said)), "claimed")


def planned(of: Diagnostic, said: dict[str, Said], **options: Any) -> Roadmap:
    """Return the roadmap of what was said."""
    return roadmap(outcome_of(of, said), solve=solve, **options)


def phases(made: Roadmap) -> dict[str, str | None]:
    """Return the phase of each action, in the roadmap's order."""
    return {action.solution: action.phase for action in made.actions}


def one_question(*solutions: Data) -> Diagnostic:
    """Return a diagnostic of one question that recommends all these solutions."""
    names = [each["id"] for each in solutions]
    return diagnostic(question("a.q", solutions=names), solutions=list(solutions))


# --- phases -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("solutions", "capacity", "expected"),
    [
        pytest.param([solution("s", horizon="medium")], None, {"s": "medium"}, id="its own horizon"),
        pytest.param(
            [solution("s", requires=["p"]), solution("p", horizon="medium")],
            None,
            {"p": "medium", "s": "medium"},
            id="no earlier than its prerequisite",
        ),
        pytest.param(
            [solution("s", effort=2), solution("t", effort=2)],
            3,
            {"s": "quick", "t": "medium"},
            id="the first with room",
        ),
        pytest.param(
            [solution("s", effort=3), solution("t", effort=3), solution("u", effort=1)],
            4,
            {"u": "quick", "s": "quick", "t": "medium"},
            id="what fits is taken in its order",
        ),
        pytest.param([solution("s", effort=4)], 3, {"s": None}, id="larger than the capacity"),
        pytest.param(
            [solution("s", effort=1, requires=["p"]), solution("p", effort=4)],
            3,
            {"p": None, "s": None},
            id="what waits for it has no place either",
        ),
        pytest.param(
            [solution("s", horizon="long", effort=2), solution("t", horizon="long", effort=2)],
            2,
            {"s": "long", "t": None},
            id="no room left",
        ),
    ],
)
def test_phases(solutions: list[Data], capacity: int | None, expected: dict[str, str | None]) -> None:
    """The latest of its own horizon and its prerequisites' phases, then the first with room; or none, and why."""
    made = planned(one_question(*solutions), {"a.q": 0}, capacity=capacity)

    assert expected == phases(made)
    assert list(expected) == [action.solution for action in made.actions]


def test_why_an_action_has_no_phase() -> None:
    """Too large, no room, waiting, dropped: each says which."""
    of = one_question(
        solution("large", effort=4),
        solution("waits", effort=1, requires=["large"]),
        solution("first", effort=2, horizon="long"),
        solution("second", effort=2, horizon="long"),
        solution("dropped", effort=1),
    )
    made = planned(of, {"a.q": 0}, capacity=3, dropped=["dropped"])

    left = {action.solution: action.left for action in made.actions}
    assert left == {
        "large": Left.TOO_LARGE,
        "waits": Left.WAITS,
        "first": None,
        "second": Left.NO_ROOM,
        "dropped": Left.DROPPED,
    }
    assert ("large",) == next(each.waits_for for each in made.actions if each.solution == "waits")


# --- which solutions ----------------------------------------------------------------------------------------------


def test_a_prerequisite_that_nothing_recommends_is_put_in() -> None:
    """It comes first, and says that it is there because it is needed."""
    of = diagnostic(
        question("a.q", solutions=["s"]), solutions=[solution("s", requires=["p"]), solution("p")]
    )
    made = planned(of, {"a.q": 0})

    assert [("p", Origin.NEEDED), ("s", Origin.RECOMMENDED)] == [
        (action.solution, action.origin) for action in made.actions
    ]


@pytest.mark.parametrize("level", [2, 3])
def test_a_prerequisite_that_is_there_is_not_put_in(level: int) -> None:
    """What it brings about is there already."""
    of = diagnostic(
        question("a.q", solutions=["s"]),
        question("a.r"),
        solutions=[solution("s", requires=["p"]), solution("p", raises={"a.r": "defined"})],
    )
    made = planned(of, {"a.q": 0, "a.r": level})

    assert ["s"] == list(phases(made))
    assert () == made.actions[0].requires


def test_what_is_done_is_not_planned_again_and_counts() -> None:
    """A done solution is off the roadmap, its effect is expected, and what needs it can go on."""
    of = diagnostic(
        question("a.q", solutions=["s", "p"]),
        solutions=[
            solution("s", requires=["p"], horizon="medium", raises={"a.q": "operating"}),
            solution("p", raises={"a.q": "defined"}),
        ],
    )
    made = planned(of, {"a.q": 0}, done=["p"])

    assert ("p",) == made.done
    assert {"s": "medium"} == phases(made)
    assert [0, 2, 3, 3] == [stage.domains[0].score for stage in made.stages]


def test_a_prerequisite_is_there_once_it_is_done_by_another() -> None:
    """What the plan calls done counts, also for what another solution would bring about."""
    of = diagnostic(
        question("a.q"),
        question("b.r"),
        solutions=[
            solution("d", raises={"a.q": "operating"}),
            solution("p", effort=4, raises={"a.q": "defined"}),
            solution("s", raises={"b.r": "operating"}, requires=["p"]),
        ],
    )
    made = planned(of, {"a.q": 0, "b.r": 0}, done=["d"], targets=[Target("b", band=Band.SOUND)])

    assert ["s"] == [action.solution for action in made.actions]


def test_long_chains_of_prerequisites() -> None:
    """Each is put in once, however many ways lead to it."""
    names = [f"s{layer}{side}" for layer in range(30) for side in "ab"]
    chained = [
        solution(name, requires=[f"s{int(name[1:-1]) - 1}{side}" for side in "ab"] if int(name[1:-1]) else [])
        for name in names
    ]
    of = diagnostic(question("a.q", solutions=["s29a"]), solutions=chained)

    assert 59 == len(planned(of, {"a.q": 0}).actions)


def test_targets_choose_the_cheapest_set() -> None:
    """What is recommended and what is not: whatever is cheapest; and it is reached."""
    of = diagnostic(
        question("a.q", solutions=["s"]),
        solutions=[
            solution("s", effort=5, raises={"a.q": "operating"}),
            solution("t", effort=2, raises={"a.q": "operating"}),
        ],
    )
    made = planned(of, {"a.q": 0}, targets=[Target("a", band=Band.SOUND)])

    assert [("t", Origin.TARGET)] == [(each.solution, each.origin) for each in made.actions]
    assert made.possible
    assert [True] == [reach.reached for reach in made.targets]


def test_a_target_that_cannot_be_reached_says_what_holds_it() -> None:
    """No action, and the questions that no solution raises far enough."""
    of = diagnostic(question("a.q"), question("a.r"), solutions=[solution("s", raises={"a.q": "operating"})])
    made = planned(of, {"a.q": 0, "a.r": 1}, targets=[Target("a", band=Band.SOUND)])

    assert not made.possible
    assert () == made.actions
    (reach,) = made.targets
    assert 2 == reach.best.score
    assert ("a.r",) == reach.held_by
    assert not reach.reached


def test_an_open_question_holds_a_target_too() -> None:
    """A critical one that nobody has answered and nothing raises leaves its domain without a band."""
    of = diagnostic(question("a.q", critical=True), question("a.r"))
    (reach,) = planned(of, {"a.r": 4}, targets=[Target("a", band=Band.WEAK)]).targets

    assert ("a.q",) == reach.held_by


def test_targets_that_exclude_each_other_can_be_reached_alone() -> None:
    """Raising the first question makes another one count that nothing raises."""
    asked_if = {"question": "a.q", "at_least": "defined"}
    of = diagnostic(
        question("a.q"),
        question("b.r", critical=True, ask_if=asked_if),
        question("b.t"),
        solutions=[solution("s", raises={"a.q": "defined"})],
    )
    targets = [Target("a", band=Band.PARTIAL), Target("b", band=Band.SOUND)]
    made = planned(of, {"a.q": 0, "b.t": 3}, targets=targets)

    assert not made.possible
    assert tuple(targets) == made.alone


# --- properties ---------------------------------------------------------------------------------------------------


@given(cases(), st.none() | st.integers(1, 5), st.sets(st.sampled_from(SOLUTIONS), max_size=2), st.data())
def test_a_roadmap_keeps_to_prerequisites_and_capacity(
    case: Case, capacity: int | None, done: set[str], data: st.DataObject
) -> None:
    """Everything recommended is on it, after and no earlier than what it needs, in phases that have room."""
    dropped = data.draw(st.sets(st.sampled_from(SOLUTIONS), max_size=2)) - done
    outcome = conclude(case.diagnostic, SHEET.with_answers(case.answers), "claimed")
    made = roadmap(outcome, capacity=capacity, done=done, dropped=dropped, solve=solve)

    place = {action.solution: position for position, action in enumerate(made.actions)}
    phase = phases(made)
    recommended = {each.solution for each in outcome.assessment.recommendations}
    assert recommended - done <= set(place)
    for action in made.actions:
        assert (action.phase is None) == (action.left is not None)
        for needed in action.requires:
            assert place[needed] < place[action.solution]
            if action.phase:
                assert phase[needed] is not None
                assert PHASES.index(phase[needed]) <= PHASES.index(action.phase)
        if action.phase:
            horizon = case.diagnostic.solution[action.solution].horizon
            assert PHASES.index(horizon) <= PHASES.index(action.phase)
    for each in PHASES:
        effort = sum(case.diagnostic.solution[action.solution].effort for action in made.of_phase(each))
        assert capacity is None or effort <= capacity


@given(cases(), st.none() | st.integers(1, 5))
def test_the_stages_are_what_the_engine_says(case: Case, capacity: int | None) -> None:
    """The first is the assessment, the last that of all that has a phase; no answer with a level falls."""
    outcome = conclude(case.diagnostic, SHEET.with_answers(case.answers), "claimed")
    made = roadmap(outcome, capacity=capacity, solve=solve)

    finished = [action.solution for action in made.actions if action.phase]
    then = assess(case.diagnostic, with_done(case.diagnostic, case.answers, finished, "claimed"))
    assert (outcome.assessment.domains, then.domains) == (made.stages[0].domains, made.stages[-1].domains)
    assert 4 == len(made.stages)
