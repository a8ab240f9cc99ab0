"""The smallest change that lifts a domain: true by the engine, and the first of all by brute force."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.changes import Change, Changes, facts_after, raises, smaller_first
from cpch_cli.core.lift import Lift, lift
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import Band, score_domain
from documents import told
from helpers import Data, diagnostic, question
from strategies import Case, cases

BASES: Final = st.sampled_from(["claimed", "evidenced"])
LADDER: Final = [Band.NOT_RATED, Band.CRITICAL_GAP, Band.WEAK, Band.PARTIAL, Band.SOUND]


def outcome_of(case: Case, basis: Any) -> Outcome:
    """Return the outcome of a case."""
    return told(case.diagnostic, {key: answer.model_dump() for key, answer in case.answers.items()}, basis)


def band_after(outcome: Outcome, domain: str, changes: Changes) -> Band:
    """Return the band that the engine gives a domain once changes are made."""
    return score_domain(outcome.diagnostic, domain, facts_after(outcome, changes)).band


def every_raise(outcome: Outcome, domain: str) -> Iterator[Changes]:
    """Yield every change of a domain's own answers upwards."""
    single = [tuple(raises(outcome, each.id)) for each in outcome.diagnostic.questions_of(domain)]
    for count in range(1, len(single) + 1):
        for chosen in combinations(single, count):
            yield from product(*chosen)


@given(cases(), BASES)
def test_smallest_by_brute_force(case: Case, basis: Any) -> None:
    """The stated change is the first, in the stated order, of all that lift the domain by the engine; or there is none."""
    outcome = outcome_of(case, basis)
    for score in outcome.assessment.domains:
        found = lift(outcome, score)
        above = LADDER[LADDER.index(score.band) + 1 :]
        everything = sorted(every_raise(outcome, score.domain), key=lambda each: smaller_first(outcome, each))
        first = next((each for each in everything if band_after(outcome, score.domain, each) in above), None)

        assert first == (found.changes if found else None)
        if found:
            assert band_after(outcome, score.domain, found.changes) is found.to


@given(cases(), BASES)
def test_higher_levels_do_as_well(case: Case, basis: Any) -> None:
    """Where every level can be any higher one, the highest of all lift the domain no less."""
    outcome = outcome_of(case, basis)
    for score in outcome.assessment.domains:
        found = lift(outcome, score)
        if found and found.or_higher:
            highest = tuple(list(raises(outcome, each.question))[-1] for each in found.changes)
            assert LADDER.index(band_after(outcome, score.domain, highest)) >= LADDER.index(found.to)


def questions(count: int, *critical: int, **keys: Any) -> list[Data]:
    """Return questions a.q0, a.q1 and so on, those of the given positions critical."""
    return [question(f"a.q{n}", critical=n in critical, **keys) for n in range(count)]


@pytest.mark.parametrize(
    ("levels", "critical", "to", "raised"),
    [
        pytest.param([1, 1], (), Band.PARTIAL, [("a.q0", "operating", 2)], id="fewest answers"),
        pytest.param([0, 1, 1], (), Band.WEAK, [("a.q0", "ad_hoc", 1)], id="the first of equals"),
        pytest.param([0, 4, 4, 4, 4, 4], (0,), Band.PARTIAL, [("a.q0", "ad_hoc", 1)], id="a cap"),
        pytest.param([1, 4, 4, 4, 4, 4], (0,), Band.SOUND, [("a.q0", "defined", 1)], id="the next cap"),
        pytest.param(
            [0, 0, 4, 4, 4, 4],
            (0, 1),
            Band.PARTIAL,
            [("a.q0", "ad_hoc", 1), ("a.q1", "ad_hoc", 1)],
            id="every critical one below",
        ),
        pytest.param(
            ["unknown", 4, 4], (0,), Band.PARTIAL, [("a.q0", "ad_hoc", 1)], id="unknown caps like 0"
        ),
        pytest.param([0, 0], (), Band.WEAK, [("a.q0", "defined", 2)], id="one may carry another"),
        pytest.param(
            [2, 2, 2, 2],
            (),
            Band.SOUND,
            [("a.q0", "institutionalised", 2), ("a.q1", "institutionalised", 2)],
            id="two at least",
        ),
        pytest.param(
            [None, 1, 1], (), Band.PARTIAL, [("a.q1", "operating", 2)], id="an open one brings its weight"
        ),
        pytest.param([None, 3], (), Band.CRITICAL_GAP, None, id="not rated"),
        pytest.param([4, 4], (), None, [], id="sound"),
    ],
)
def test_by_hand(levels: list[Any], critical: tuple[int, ...], to: Band | None, raised: Any) -> None:
    """Fewest answers, then fewest levels, then the diagnostic's order; critical ones below the cap must be raised."""
    of = diagnostic(*questions(len(levels), *critical))
    outcome = told(of, {f"a.q{n}": level for n, level in enumerate(levels) if level is not None})
    found = lift(outcome, outcome.assessment.domains[0])

    if raised is None:
        assert Lift(Band.WEAK, (Change("a.q0", "absent", (), 0),), or_higher=True) == found
    elif to is None:
        assert found is None
    else:
        assert found
        assert (to, raised) == (found.to, [(each.question, each.level, each.steps) for each in found.changes])
        assert found.or_higher


def test_not_rated_takes_critical_ones_first() -> None:
    """What is not rated needs its open critical questions and as many more as make up the coverage, at any level."""
    outcome = told(diagnostic(*questions(5, 3)), {"a.q0": 1})
    found = lift(outcome, outcome.assessment.domains[0])

    assert found
    assert [("a.q1", "absent"), ("a.q3", "absent")] == [(each.question, each.level) for each in found.changes]


def test_nothing_applies() -> None:
    """A domain in which nothing applies is lifted by no level."""
    of = diagnostic(question("a.q0", not_applicable="Never."))
    outcome = told(of, {"a.q0": {"level": "not_applicable", "reason": "No."}})

    assert lift(outcome, outcome.assessment.domains[0]) is None


def test_question_that_others_hang_on() -> None:
    """Raising a question that asks for more is tried with what it asks for; its level is not any higher one."""
    of = diagnostic(
        question("a.gate"),
        question("a.more", ask_if={"question": "a.gate", "at_least": "defined"}),
    )
    outcome = told(of, {"a.gate": 0})
    found = lift(outcome, outcome.assessment.domains[0])

    assert Lift(Band.WEAK, (Change("a.gate", "ad_hoc", (), 1),), or_higher=False) == found


def test_weights() -> None:
    """A heavy question lifts where a light one does not."""
    of = diagnostic(question("a.light", weight=1), question("a.heavy", weight=3))
    outcome = told(of, {"a.light": 1, "a.heavy": 1})
    found = lift(outcome, outcome.assessment.domains[0])

    assert found
    assert [("a.heavy", "operating")] == [(each.question, each.level) for each in found.changes]


def test_large_domain() -> None:
    """A domain of thirty questions that is far from its next band is answered at once."""
    outcome = told(diagnostic(*questions(30, 7, 20)), {f"a.q{n}": n % 2 for n in range(30)})
    found = lift(outcome, outcome.assessment.domains[0])

    assert found
    assert (Band.WEAK, 4) == (found.to, len(found.changes))
