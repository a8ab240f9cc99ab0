"""Why a solution is not recommended, and what would make it so: true by the engine, and the smallest there is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpch_cli.core import why
from cpch_cli.core.assess import assess
from cpch_cli.core.changes import Change, Changes, answers_after, scope_of, smaller_first, with_ticks
from cpch_cli.core.model import Diagnostic, Solution
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.why import Cause, WhyNot, recommends, why_not
from documents import told
from helpers import Data, diagnostic, question, rule, scale, solution, weakness
from samples import WHOLE
from strategies import Case, cases

# Trying every change takes long.
BASES: Final = st.sampled_from(["claimed", "evidenced"])


def outcome_of(case: Case, basis: Any) -> Outcome:
    """Return the outcome of a case."""
    return told(case.diagnostic, {key: answer.model_dump() for key, answer in case.answers.items()}, basis)


def recommended(outcome: Outcome, changes: Changes = ()) -> set[str]:
    """Return the solutions that the engine recommends once changes are made."""
    answers = answers_after(outcome, changes)
    after = assess(outcome.diagnostic, answers, basis=outcome.assessment.basis, scope=scope_of(outcome))
    return {each.solution for each in after.recommendations}


def refused(outcome: Outcome) -> Iterator[Solution]:
    """Yield the solutions that are not recommended."""
    named = recommended(outcome)
    return (each for each in outcome.diagnostic.solutions if each.id not in named)


def stated(outcome: Outcome, solution_id: str) -> WhyNot:
    """Return why a solution is not recommended."""
    return why_not(outcome, outcome.diagnostic.solution[solution_id])


# --- true, and the smallest -------------------------------------------------------------------------------------------


@given(cases(), BASES)
def test_changes_are_true(case: Case, basis: Any) -> None:
    """A solution is recommended once any of the stated changes is made, with every level that is said to do as well."""
    outcome = outcome_of(case, basis)
    for each in refused(outcome):
        for way in stated(outcome, each.id).ways:
            assert recommends(outcome, each, way.changes)
            for level in way.levels:
                assert each.id in recommended(outcome, (replace(way.changes[0], level=level),))


@given(cases(), BASES)
@settings(max_examples=120 if WHOLE else 20)
def test_changes_are_the_smallest(case: Case, basis: Any) -> None:
    """Of all changes of one or two answers that recommend a solution, the one that is stated comes first."""
    outcome = outcome_of(case, basis)
    first: dict[str, Changes] = {}
    tried = sorted(every_change(outcome, 2), key=lambda each: smaller_first(outcome, each))[
        : 4000 if WHOLE else 400
    ]
    for changes in tried:
        for name in recommended(outcome, changes):
            first.setdefault(name, changes)
    beyond = smaller_first(outcome, tried[-1]) if tried else (0,)
    for each in refused(outcome):
        ways = stated(outcome, each.id).ways
        if each.id in first:
            assert first[each.id] == ways[0].changes
        elif ways:
            assert smaller_first(outcome, ways[0].changes) > beyond


def every_change(outcome: Outcome, most: int) -> Iterator[Changes]:
    """Yield every change of so many answers, levels and ticks."""
    single = [
        tuple(with_ticks(outcome, each.id, [weak.id for weak in each.weaknesses]))
        for each in outcome.diagnostic.questions
    ]
    for count in range(1, most + 1):
        for chosen in combinations(single, count):
            yield from product(*chosen)


@given(cases(), BASES)
def test_every_trigger_is_told(case: Case, basis: Any) -> None:
    """Each question, weakness and rule that names a solution says why it does not recommend it."""
    outcome = outcome_of(case, basis)
    for each in refused(outcome):
        questions = [one for one in case.diagnostic.questions if each.id in one.solutions]
        weaknesses = [
            weak for one in case.diagnostic.questions for weak in one.weaknesses if each.id in weak.solutions
        ]
        rules = [one for one in case.diagnostic.rules if each.id in one.recommend]

        assert len(questions) + len(weaknesses) + len(rules) == len(stated(outcome, each.id).silent)


# --- tables -----------------------------------------------------------------------------------------------------------


def tiny(*rules: Data, **keys: Any) -> Diagnostic:
    """Return a diagnostic whose solution `s` is named by a.one and, ticked, by its weakness v; rules come on top."""
    return diagnostic(
        question(
            "a.one", number="1.1", solutions=["s"], weaknesses=[weakness("v", "s"), weakness("w")], **keys
        ),
        question("a.two", number="1.2", not_applicable="Never.", weaknesses=[weakness("x")]),
        question("b.three", number="2.1"),
        solutions=[solution("s", raises={"a.one": "operating"})],
        rules=list(rules),
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"a.one": 3}, [Cause.STRONG, Cause.NOT_LOOKED_FOR]),
        ({"a.one": {"level": 4, "weaknesses": ["w"]}}, [Cause.STRONG, Cause.NOT_TICKED]),
        ({"a.one": "unknown"}, [Cause.UNKNOWN, Cause.UNKNOWN]),
        (
            {"a.one": {"level": "not_applicable", "reason": "No."}},
            [Cause.NOT_APPLICABLE, Cause.NOT_APPLICABLE],
        ),
        ({}, [Cause.OPEN, Cause.OPEN]),
    ],
)
def test_why_an_answer_recommends_nothing(said: dict[str, Any], expected: list[Cause]) -> None:
    """An answer is strong or has no level; a weakness is not ticked, was not asked about, or has no level beside it."""
    assert expected == [each.cause for each in stated(told(tiny(), said), "s").silent]


def test_solution_that_lifts_no_higher() -> None:
    """A partial answer that is at the level which a solution brings about already is not recommended it."""
    of = diagnostic(
        question("a.one", solutions=["s"]), solutions=[solution("s", raises={"a.one": "defined"})]
    )
    found = stated(told(of, {"a.one": 2}), "s")

    assert [Cause.THERE] == [each.cause for each in found.silent]
    assert ("ad_hoc", ("absent", "ad_hoc")) == (found.ways[0].changes[0].level, found.ways[0].levels)


def test_outside_the_scope() -> None:
    """What is outside the scope is said to be, and is never changed."""
    found = stated(told(tiny(), {"b.three": 1}, domains=["b"]), "s")

    assert [Cause.OUT_OF_SCOPE] * 2 == [each.cause for each in found.silent]
    assert ((), None) == (found.ways, found.tried)


def test_not_asked() -> None:
    """A question that is not asked is said to be so; asking it takes the answer it hangs on, and its own."""
    of = tiny()
    asked = diagnostic(
        question("a.gate"),
        question("a.one", solutions=["s"], ask_if={"question": "a.gate", "at_least": "defined"}),
        solutions=[solution("s")],
    )
    found = stated(told(asked, {"a.gate": 0}), "s")
    kept = stated(told(asked, {"a.gate": 0, "a.one": 1}), "s")

    assert of.solution["s"].id == "s"
    assert [Cause.NOT_ASKED] == [each.cause for each in found.silent]
    assert (Change("a.gate", "defined", (), 2), Change("a.one", "absent", (), 0)) == found.ways[0].changes
    assert () == found.ways[0].levels
    assert (Change("a.gate", "defined", (), 2),) == kept.ways[0].changes
    assert ("defined", "operating", "institutionalised") == kept.ways[0].levels


def test_asked_through_another() -> None:
    """A question that hangs on one that is itself not asked is looked for through both."""
    of = diagnostic(
        question("a.gate"),
        question("a.next", ask_if={"question": "a.gate", "at_least": "defined"}),
        question("a.one", solutions=["s"], ask_if={"question": "a.next", "at_least": "ad_hoc"}),
        solutions=[solution("s")],
    )
    found = stated(told(of, {"a.gate": 0, "a.next": 3, "a.one": 1}), "s")

    assert (Change("a.gate", "defined", (), 2),) == found.ways[0].changes


@pytest.mark.parametrize(
    ("said", "when", "cause", "changes"),
    [
        pytest.param(
            {"b.three": 3},
            {"question": "b.three", "at_most": "ad_hoc"},
            Cause.FALSE,
            (Change("b.three", "ad_hoc", (), 2),),
            id="a level",
        ),
        pytest.param(
            {},
            {"question": "b.three", "at_least": "defined"},
            Cause.UNDECIDED,
            (Change("b.three", "defined", (), 2),),
            id="open",
        ),
        pytest.param(
            {"a.two": 4},
            {"question": "a.two", "weakness": "x"},
            Cause.FALSE,
            (Change("a.two", None, ("x",), 0),),
            id="a weakness",
        ),
        pytest.param(
            {"a.two": 4, "b.three": 0},
            {"all": [{"question": "a.two", "weakness": "x"}, {"question": "a.two", "at_most": "ad_hoc"}]},
            Cause.FALSE,
            (Change("a.two", "ad_hoc", ("x",), 3),),
            id="both at once",
        ),
        pytest.param(
            {"a.two": 0, "b.three": 4},
            {"all": [{"question": "a.two", "at_least": "defined"}, {"domain": "b", "below": "2"}]},
            Cause.FALSE,
            (Change("a.two", "defined", (), 2), Change("b.three", "ad_hoc", (), 3)),
            id="two answers",
        ),
        pytest.param(
            {"a.two": 0},
            {"not": {"question": "a.two", "weakness": "x"}},
            Cause.UNDECIDED,
            (Change("a.two", None, ("y",), 0),),
            id="another weakness, by which this one was not seen",
        ),
        pytest.param({"a.two": 1}, {"question": "a.two", "is": "unknown"}, Cause.FALSE, None, id="never"),
        pytest.param(
            {"a.two": {"level": "not_applicable", "reason": "No."}},
            {"question": "a.two", "at_most": "defined"},
            Cause.FALSE,
            None,
            id="not applicable stays",
        ),
    ],
)
def test_rule(said: dict[str, Any], when: Data, cause: Cause, changes: Changes | None) -> None:
    """A rule that does not recommend is false or undecided; the smallest change makes it true, if one does."""
    of = diagnostic(
        question("a.two", not_applicable="Never.", weaknesses=[weakness("x"), weakness("y"), weakness("z")]),
        question("b.three"),
        solutions=[solution("s")],
        rules=[rule("r", when, "s")],
    )
    found = stated(told(of, said), "s")

    assert [cause] == [each.cause for each in found.silent]
    assert (changes, None) == (found.ways[0].changes if found.ways else None, found.tried)


def test_ways_of_as_few_answers() -> None:
    """Each trigger that as few answers would set off has its way, the smallest first, each once."""
    of = tiny(rule("r", {"question": "a.one", "at_most": "defined"}, "s"))
    ways = stated(told(of, {"a.one": 4, "a.two": 1, "b.three": 1}), "s").ways

    assert [
        (Change("a.one", None, ("v",), 0),),
        (Change("a.one", "defined", (), 2),),
    ] == [way.changes for way in ways]
    assert [(), ("absent", "ad_hoc", "defined")] == [way.levels for way in ways]


def test_levels_beside_leave_no_gap() -> None:
    """Only levels that stand beside the stated one without a gap are said to do as well."""
    of = diagnostic(
        question("a.one"),
        solutions=[solution("s")],
        rules=[
            rule("r", {"any": [{"question": "a.one", "is": level} for level in (0, 1, 3)]}, "s"),
        ],
    )

    assert [("operating",), ("absent", "ad_hoc")] == [
        stated(told(of, {"a.one": level}), "s").ways[0].levels for level in (4, 2)
    ]


def test_nothing_names_it() -> None:
    """A solution that nothing names is never recommended."""
    of = diagnostic(question("a.one"), solutions=[solution("s")])

    assert WhyNot((), (), None) == stated(told(of, {"a.one": 0}), "s")


def test_too_many_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many sets to try, it is said up to how many answers all were tried; one is always tried."""
    parts = [f"a.q{n}" for n in range(4)]
    of = diagnostic(
        *map(question, parts),
        solutions=[solution("s")],
        rules=[rule("r", {"domain": "a", "below": "1"}, "s")],
    )
    outcome = told(of, dict.fromkeys(parts, 4))

    assert 4 == len(stated(outcome, "s").ways[0].changes)
    monkeypatch.setattr(why, "MOST_TRIED", 100)
    assert WhyNot(stated(outcome, "s").silent, (), 2) == stated(outcome, "s")
    monkeypatch.setattr(why, "MOST_TRIED", 1)
    assert 1 == stated(outcome, "s").tried


def test_evidenced() -> None:
    """On the basis of evidence a changed answer counts as verified, and levels are counted from what is carried."""
    of = diagnostic(
        question("a.one", scale="three", solutions=[]),
        scales={"three": scale(0, 1, 3)},
        solutions=[solution("s")],
        rules=[rule("r", {"question": "a.one", "at_least": "3"}, "s")],
    )
    found = stated(told(of, {"a.one": 3}, "evidenced"), "s")

    assert (Change("a.one", "defined", (), 2),) == found.ways[0].changes
