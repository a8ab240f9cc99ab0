"""Routing: which questions apply, and what is known of each."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import pytest

from cpch_cli.core.conditions import Fact, State, Verdict
from cpch_cli.core.routing import route
from helpers import Said, diagnostic, question, scale, settled, weakness

CHAIN: Final = diagnostic(
    question("a.one", not_applicable="Never."),
    question("a.two", ask_if={"question": "a.one", "at_least": "defined"}),
    question("b.three", ask_if={"question": "a.two", "at_least": "defined"}),
)
PLAIN: Final = diagnostic(question("a.one", weaknesses=[weakness("w")]), question("b.two"))


def states(said: Mapping[str, Said], scope: list[str] | None = None) -> list[str]:
    """Return the state of each question of the chain."""
    return [fact.state.value for fact in route(CHAIN, settled(CHAIN, said), scope=scope).values()]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, ["open", "open", "open"], id="undecided: asked"),
        pytest.param({"a.one": 2}, ["level", "open", "open"], id="true: asked"),
        pytest.param(
            {"a.one": 1}, ["level", "not_asked", "not_asked"], id="false: not asked, nor what rests on it"
        ),
        pytest.param({"a.one": "unknown"}, ["unknown", "open", "open"], id="unknown: undecided"),
        pytest.param(
            {"a.one": "not_applicable"}, ["not_applicable", "not_asked", "not_asked"], id="n/a: false"
        ),
        pytest.param({"a.two": 3}, ["open", "level", "open"], id="undecided and answered"),
        pytest.param({"a.one": 2, "a.two": 1}, ["level", "level", "not_asked"], id="true, then false"),
        pytest.param(
            {"a.one": 1, "a.two": 3, "b.three": 4},
            ["level", "not_asked", "not_asked"],
            id="kept answers unused",
        ),
        pytest.param(
            {"a.one": "unknown", "a.two": 1, "b.three": 4},
            ["unknown", "level", "level"],
            id="undecided goes on",
        ),
    ],
)
def test_states(said: dict[str, Said], expected: list[str]) -> None:
    """A question is asked unless its `ask_if` is false; in doubt it is asked, answered and counts."""
    assert expected == states(said)


def test_kept_answers_are_unused() -> None:
    """Nothing of an answer to a question that is not asked is known."""
    said: dict[str, Said] = {"a.one": 1, "a.two": {"level": 3, "weaknesses": ["w"], "evidence": "verified"}}
    fact = route(CHAIN, settled(CHAIN, said))["a.two"]

    assert (None, None) == (fact.s, fact.weaknesses)


@pytest.mark.parametrize(
    ("one", "expected"), [(2, Verdict.TRUE), (1, Verdict.FALSE), ("unknown", Verdict.UNDECIDED)]
)
def test_routing_is_explained(one: Said, expected: Verdict) -> None:
    """A question with `ask_if` carries the trace of it; one without has none."""
    facts = route(CHAIN, settled(CHAIN, {"a.one": one}))
    routing = facts["a.two"].routing

    assert (None, expected) == (facts["a.one"].routing, routing and routing.verdict)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        pytest.param(None, ["level", "level", "level"], id="all"),
        pytest.param(["a", "b"], ["level", "level", "level"], id="both"),
        pytest.param(["a"], ["level", "level", "out_of_scope"], id="one"),
        pytest.param(
            ["b"], ["out_of_scope", "out_of_scope", "level"], id="what rests on the rest is undecided"
        ),
        pytest.param([], ["out_of_scope", "out_of_scope", "out_of_scope"], id="none"),
        pytest.param(
            ["other"], ["out_of_scope", "out_of_scope", "out_of_scope"], id="a domain that is not there"
        ),
    ],
)
def test_scope(scope: list[str] | None, expected: list[str]) -> None:
    """A question of a domain outside the scope is out of it, also when it has an answer."""
    assert expected == states({"a.one": 3, "a.two": 3, "b.three": 3}, scope)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("unknown", Fact(State.UNKNOWN), id="unknown"),
        pytest.param({"note": "Ask Ann."}, Fact(State.OPEN), id="a note before the level"),
        pytest.param(
            {"note": "Ask Ann.", "weaknesses": ["w"]}, Fact(State.OPEN), id="ticks before the level"
        ),
        pytest.param(3, Fact(State.LEVEL, Fraction(3)), id="level"),
        pytest.param(
            {"level": 1, "weaknesses": []}, Fact(State.LEVEL, Fraction(1), frozenset()), id="none ticked"
        ),
        pytest.param(
            {"level": 1, "weaknesses": ["w"]}, Fact(State.LEVEL, Fraction(1), frozenset({"w"})), id="ticked"
        ),
        pytest.param(
            {"level": "not_applicable", "weaknesses": ["w"]},
            Fact(State.NOT_APPLICABLE, weaknesses=frozenset({"w"})),
            id="not applicable",
        ),
    ],
)
def test_fact(said: Said, expected: Fact) -> None:
    """What is known of a question is its state, its level and what was ticked."""
    assert expected == route(PLAIN, settled(PLAIN, {"a.one": said}))["a.one"]


def test_ids_that_the_diagnostic_does_not_have() -> None:
    """Answers to questions of another version are passed over; the facts stand in the diagnostic's order."""
    assert ["a.one", "b.two"] == list(route(PLAIN, settled(PLAIN, {"b.two": 1, "z.gone": "old", "a.one": 2})))


@pytest.mark.parametrize(
    ("grade", "evidenced"),
    [
        (None, [0, 1, 1, 1, 1]),
        ("none", [0, 1, 1, 1, 1]),
        ("statement", [0, 1, 2, 2, 2]),
        ("document", [0, 1, 2, 3, 3]),
        ("verified", [0, 1, 2, 3, 4]),
    ],
)
@pytest.mark.parametrize("claimed", range(5))
def test_basis(claimed: int, grade: str | None, evidenced: list[int]) -> None:
    """The evidenced level is the lesser of the claimed one and what the grade carries; no grade counts as none."""
    answers = settled(PLAIN, {"a.one": {"level": claimed, "evidence": grade}})
    levels = [route(PLAIN, answers, basis=basis)["a.one"].s for basis in ("claimed", "evidenced")]

    assert [claimed, evidenced[claimed]] == levels


def test_evidenced_unknown() -> None:
    """Don't know stays don't know on the evidenced basis, whatever its grade."""
    answers = settled(PLAIN, {"a.one": {"level": "unknown", "evidence": "verified"}})

    assert State.UNKNOWN is route(PLAIN, answers, basis="evidenced")["a.one"].state


def test_evidence_on_another_scale() -> None:
    """A grade carries so far on the common scale from 0 to 4, whatever the question's own."""
    ten = diagnostic(question("a.one", scale="ten"), scales={"ten": scale(0, 3, 6, 10)})
    answers = settled(ten, {"a.one": {"level": 6, "evidence": "statement"}})

    assert Fraction(2) == route(ten, answers, basis="evidenced")["a.one"].s
    assert Fraction(24, 10) == route(ten, answers)["a.one"].s


def test_basis_routes() -> None:
    """The evidenced level stands in for the claimed one also where it decides what is asked."""
    answers = settled(CHAIN, {"a.one": 4})

    assert ["open", "not_asked"] == [
        route(CHAIN, answers, basis=basis)["a.two"].state.value for basis in ("claimed", "evidenced")
    ]
