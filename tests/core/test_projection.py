"""What the answers would be once solutions are done: raised where a solution raises them, and never lowered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.model import Diagnostic
from cpch_cli.core.projection import with_done
from cpch_cli.core.routing import Basis, route
from helpers import Said, diagnostic, question, settled, solution
from strategies import SOLUTIONS, Case, cases

ONE = diagnostic(
    question("a.q", not_applicable="Never."), solutions=[solution("s", raises={"a.q": "operating"})]
)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (0, "operating"),
        (3, "operating"),
        (4, "institutionalised"),
        ("unknown", "operating"),
        (None, "operating"),
        ({"level": "not_applicable", "reason": "None."}, "not_applicable"),
    ],
)
def test_a_solution_raises_to_its_level_and_no_lower(said: Said | None, level: str) -> None:
    """Each question ends at the level that is raised to, or where it was; not applicable stays."""
    answers = settled(ONE, {} if said is None else {"a.q": said})

    assert level == with_done(ONE, answers, ["s"], "claimed")["a.q"].level


def test_what_is_raised_counts_as_verified_on_the_basis_of_evidence() -> None:
    """A level that is claimed but not carried is raised to what the solution brings, and no higher."""
    answers = settled(ONE, {"a.q": {"level": 4, "evidence": "statement"}})

    (answer,) = with_done(ONE, answers, ["s"], "evidenced").values()

    assert ("operating", "verified") == (answer.level, answer.evidence)


def test_weaknesses_and_texts_stay() -> None:
    """Nothing but the level changes."""
    answers = settled(ONE, {"a.q": {"level": 1, "note": "Said.", "evidence": "document"}})

    (answer,) = with_done(ONE, answers, ["s"], "claimed").values()

    assert ("Said.", "document") == (answer.note, answer.evidence)


@given(cases(), st.sets(st.sampled_from(SOLUTIONS)), st.sampled_from(["claimed", "evidenced"]))
def test_order_does_not_matter_and_nothing_is_lowered(case: Case, done: set[str], basis: Basis) -> None:
    """Whatever is done in whatever order, each question comes to the same, and to no less than before."""
    forwards = with_done(case.diagnostic, case.answers, sorted(done), basis)
    backwards = with_done(case.diagnostic, case.answers, sorted(done, reverse=True), basis)

    assert levels(case.diagnostic, forwards, basis) == levels(case.diagnostic, backwards, basis)
    before = levels(case.diagnostic, case.answers, basis)
    after = levels(case.diagnostic, forwards, basis)
    assert all(after[each] >= before[each] for each in before)


def levels(of: Diagnostic, answers: dict, basis: Basis) -> dict:  # type: ignore[type-arg]
    """Return the strength of each answer that has a level, by the question, asked or not."""
    unrouted = of.model_copy(
        update={"questions": tuple(each.model_copy(update={"ask_if": None}) for each in of.questions)}
    )
    facts = route(unrouted, answers, basis=basis)
    return {each: fact.s for each, fact in facts.items() if fact.s is not None}
