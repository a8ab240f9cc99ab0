"""Conditions: every kind in every state, what would settle an undecided one, and what decided a decided one."""

from fractions import Fraction
from typing import Final

import pytest
from pydantic import TypeAdapter

from cpch_cli.core.conditions import (
    DomainFact,
    Fact,
    Facts,
    State,
    Trace,
    Verdict,
    decisive,
    evaluate,
    is_strong,
    is_weak,
    missing,
)
from cpch_cli.core.model import Below, Condition
from helpers import Data, as_read, diagnostic, question, scale, weakness

TINY: Final = diagnostic(
    *(question(f"a.{name}", weaknesses=[weakness("w"), weakness("v")]) for name in ("one", "two", "three")),
    question("a.half", scale="half"),
    question("a.not_asked", scale="not_asked"),
    scales={
        "half": scale(0, "0.5", 1),
        "not_asked": scale(0, 1, ids=("absent", "not_asked")),
    },
)
VERDICTS: Final = {"F": Verdict.FALSE, "U": Verdict.UNDECIDED, "T": Verdict.TRUE}


def condition(data: Data) -> Condition:
    """Return the condition of plain data."""
    read: Condition = TypeAdapter(Condition).validate_python(as_read(data))
    return read


def routed(letter: str) -> Trace:
    """Return a trace of an `ask_if` with this verdict, which waits for a.two where it is undecided."""
    asked = condition({"question": "a.two", "at_least": 1})
    return Trace(asked, VERDICTS[letter], missing=("a.two",) if letter == "U" else ())


def level(s: int | Fraction, *ticked: str, asked: bool = True, routing: Trace | None = None) -> Fact:
    """Return the fact of an answer with a level; its weaknesses were asked unless said otherwise."""
    return Fact(State.LEVEL, Fraction(s), frozenset(ticked) if asked else None, routing)


def verdict(data: Data, **facts: Fact) -> Verdict:
    """Return how a condition comes out when this is known of the questions of domain a."""
    return evaluate(condition(data), Facts(TINY, {f"a.{name}": fact for name, fact in facts.items()})).verdict


# --- conditions on a question -------------------------------------------------------------------------------------

STATES: Final = {
    "weak, not asked for weaknesses": level(1, asked=False),
    "weak, none ticked": level(1),
    "weak, w ticked": level(1, "w"),
    "partial, not asked for weaknesses": level(2, asked=False),
    "partial, other weakness ticked": level(2, "v"),
    "strong, not asked for weaknesses": level(3, asked=False),
    "strong, w ticked": level(3, "w"),
    "applies by ask_if": level(1, "w", routing=routed("T")),
    "unknown": Fact(State.UNKNOWN),
    "unknown, w ticked": Fact(State.UNKNOWN, weaknesses=frozenset("w")),
    "not applicable": Fact(State.NOT_APPLICABLE),
    "not applicable, w ticked": Fact(State.NOT_APPLICABLE, weaknesses=frozenset("w")),
    "open": Fact(State.OPEN),
    "not asked": Fact(State.NOT_ASKED, routing=routed("F")),
    "out of scope": Fact(State.OUT_OF_SCOPE),
    "routing undecided": level(1, "w", routing=routed("U")),
    "routing undecided, unknown": Fact(State.UNKNOWN, routing=routed("U")),
    "routing undecided, not applicable": Fact(State.NOT_APPLICABLE, routing=routed("U")),
    "routing undecided, open": Fact(State.OPEN, routing=routed("U")),
}

# One letter for each state: levels, routed one, unknown, not applicable, open, not asked, out of scope, undecided.
TRUTH: Final = {
    "at_least absent": "TTTTTTT T UU FF U F U UUUU",
    "at_least ad_hoc": "TTTTTTT T UU FF U F U UUUU",
    "at_least defined": "FFFTTTT F UU FF U F U UUUU",
    "at_least 3": "FFFFFTT F UU FF U F U UUUU",
    "at_most absent": "FFFFFFF F UU FF U F U UUUU",
    "at_most ad_hoc": "TTTFFFF T UU FF U F U UUUU",
    "at_most 2": "TTTTTFF T UU FF U F U UUUU",
    "at_most 4": "TTTTTTT T UU FF U F U UUUU",
    "is ad_hoc": "TTTFFFF T UU FF U F U UUUU",
    "is 2": "FFFTTFF F UU FF U F U UUUU",
    "is operating": "FFFFFTT F UU FF U F U UUUU",
    "is unknown": "FFFFFFF F TT FF U F U UUUU",
    "is not_applicable": "FFFFFFF F UU TT U F U UUUU",
    "weakness w": "UFTUFFT T UU FF U F U UUUU",
}
CELLS: Final = [
    pytest.param(written, state, letter, id=f"{written}: {name}")
    for written, letters in TRUTH.items()
    for (name, state), letter in zip(STATES.items(), letters.replace(" ", ""), strict=True)
]


@pytest.mark.parametrize(("written", "fact", "letter"), CELLS)
def test_condition_on_a_question(written: str, fact: Fact, letter: str) -> None:
    """A condition on a question compares its level; without a level its state decides."""
    kind, word = written.split()

    assert VERDICTS[letter] is verdict({"question": "a.one", kind: word}, one=fact)


@pytest.mark.parametrize(
    ("s", "kind", "expected"),
    [(2, "at_least", "T"), (2, "at_most", "T"), (2, "is", "T"), (1, "at_least", "F"), (4, "at_most", "F")],
)
def test_values_of_the_question_s_own_scale(s: int, kind: str, expected: str) -> None:
    """A number in a condition is a value of the question's own scale: 0.5 of 1 is a strength of 2."""
    assert VERDICTS[expected] is verdict({"question": "a.half", kind: "0.5"}, half=level(s))


def test_evidenced_level_between_levels() -> None:
    """A strength that no level of the scale has is compared, and is none of them."""
    between = {"half": level(1)}

    assert [Verdict.TRUE, Verdict.TRUE, Verdict.FALSE] == [
        verdict({"question": "a.half", kind: word}, **between)
        for kind, word in (("at_least", "0"), ("at_most", "0.5"), ("is", "0.5"))
    ]


# The core compares the word with the state's name, so that a level with the id `not_asked` comes out true.
def test_level_with_the_name_of_a_state() -> None:
    """Every condition on a question that is not asked is false, whatever its levels are called."""
    fact = Fact(State.NOT_ASKED, routing=routed("F"))

    assert Verdict.FALSE is verdict({"question": "a.not_asked", "is": "not_asked"}, not_asked=fact)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("open", ("a.one",)),
        ("unknown", ("a.one",)),
        ("weak, not asked for weaknesses", ("a.one",)),
        ("out of scope", ("a.one",)),
        ("routing undecided", ("a.two",)),
        ("weak, w ticked", ()),
        ("not asked", ()),
    ],
)
def test_missing_of_a_question(name: str, expected: tuple[str, ...]) -> None:
    """What settles an undecided condition is its question, or what settles whether that is asked."""
    trace = evaluate(condition({"question": "a.one", "weakness": "w"}), Facts(TINY, {"a.one": STATES[name]}))

    assert (expected, expected) == (missing(trace), trace.missing)


# --- conditions on a domain ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "below", "expected"),
    [
        ("1", "1.9", "2", "T"),
        ("1", "2", "2", "U"),
        ("1.9", "3", "2", "U"),
        ("2", "3", "2", "F"),
        ("2", "2", "2", "F"),
        ("0", "4", "4", "U"),
        ("0", "4", "4.5", "T"),
        ("0", "4", "0", "F"),
        ("0", "4", "-1", "F"),
        ("1.99", "1.99", "1.995", "T"),
    ],
)
def test_condition_on_a_domain(low: str, high: str, below: str, expected: str) -> None:
    """A domain is below a number when its whole range is, and not below when none of it is."""
    fact = DomainFact(Fraction(low), Fraction(high), ("a.one",), "a.two")
    trace = evaluate(condition({"domain": "a", "below": below}), Facts(TINY, {}, {"a": fact}))

    assert (VERDICTS[expected], "a.two") == (trace.verdict, trace.weakest)
    assert (("a.one",) if expected == "U" else ()) == missing(trace)


def test_condition_on_a_domain_where_nothing_applies() -> None:
    """A condition on a domain in which nothing applies is false, and no answer stands behind it."""
    facts = Facts(TINY, {}, {"a": DomainFact(None, None, (), None)})
    trace = evaluate(condition({"domain": "a", "below": 4}), facts)

    assert (Verdict.FALSE, None, ()) == (trace.verdict, trace.weakest, missing(trace))


# --- all, any, not ------------------------------------------------------------------------------------------------

KNOWN: Final = Facts(TINY, {"a.one": level(1), "a.two": level(0), "a.three": Fact(State.OPEN)})
LETTERS: Final[dict[str, Data]] = {
    "T": {"question": "a.one", "is": "ad_hoc"},
    "F": {"question": "a.two", "is": "ad_hoc"},
    "U": {"question": "a.three", "is": "ad_hoc"},
}


def combined(kind: str, letters: str) -> Trace:
    """Return the trace of `all` or `any` over parts with these verdicts."""
    return evaluate(condition({kind: [LETTERS[letter] for letter in letters]}), KNOWN)


@pytest.mark.parametrize(
    ("parts", "all_", "any_"),
    [
        ("T", "T", "T"),
        ("F", "F", "F"),
        ("U", "U", "U"),
        ("TT", "T", "T"),
        ("TF", "F", "T"),
        ("FT", "F", "T"),
        ("TU", "U", "T"),
        ("UT", "U", "T"),
        ("FU", "F", "U"),
        ("UF", "F", "U"),
        ("FF", "F", "F"),
        ("UU", "U", "U"),
        ("TUF", "F", "T"),
    ],
)
def test_all_and_any(parts: str, all_: str, any_: str) -> None:
    """`all` is the least and `any` the greatest of its parts: false, undecided, true."""
    assert (VERDICTS[all_], VERDICTS[any_]) == (
        combined("all", parts).verdict,
        combined("any", parts).verdict,
    )


@pytest.mark.parametrize(("letter", "expected"), [("T", "F"), ("F", "T"), ("U", "U")])
def test_not(letter: str, expected: str) -> None:
    """`not` turns true and false round and keeps undecided."""
    assert VERDICTS[expected] is evaluate(condition({"not": LETTERS[letter]}), KNOWN).verdict


@pytest.mark.parametrize("kind", ["all", "any"])
def test_trace_keeps_every_part(kind: str) -> None:
    """A trace explains: it has the condition, and a trace for each part in the condition's order."""
    trace = combined(kind, "FUT")

    assert trace.condition == condition({kind: [LETTERS["F"], LETTERS["U"], LETTERS["T"]]})
    assert [Verdict.FALSE, Verdict.UNDECIDED, Verdict.TRUE] == [part.verdict for part in trace.parts]


# --- missing and decisive -----------------------------------------------------------------------------------------

WAITING: Final = Facts(
    TINY,
    {"a.one": level(1), "a.two": Fact(State.UNKNOWN), "a.three": Fact(State.OPEN)},
    {"a": DomainFact(Fraction(0), Fraction(3), ("a.three", "a.two"), "a.one")},
)
ONE: Final[Data] = {"question": "a.one", "is": "ad_hoc"}
NOT_ONE: Final[Data] = {"question": "a.one", "is": "defined"}
TWO: Final[Data] = {"question": "a.two", "is": "ad_hoc"}
THREE: Final[Data] = {"question": "a.three", "is": "ad_hoc"}
DOMAIN: Final[Data] = {"domain": "a", "below": 2}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"all": [ONE, TWO, THREE]}, ("a.two", "a.three"), id="what is settled is not missing"),
        pytest.param({"all": [THREE, TWO, THREE]}, ("a.three", "a.two"), id="once, in the condition's order"),
        pytest.param({"all": [NOT_ONE, TWO]}, (), id="a decided condition misses nothing"),
        pytest.param({"any": [ONE, TWO]}, (), id="nor does an any that is true"),
        pytest.param({"any": [NOT_ONE, {"not": TWO}]}, ("a.two",), id="through not"),
        pytest.param(
            {"any": [{"all": [NOT_ONE, THREE]}, TWO]}, ("a.two",), id="what no longer matters is not missing"
        ),
        pytest.param({"any": [TWO, DOMAIN]}, ("a.two", "a.three"), id="of a domain what is unsettled in it"),
    ],
)
def test_missing(data: Data, expected: tuple[str, ...]) -> None:
    """What is missing are the questions that still matter, once each, in the condition's order."""
    assert expected == missing(evaluate(condition(data), WAITING))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(ONE, ["a.one"], id="a condition by itself"),
        pytest.param({"all": [ONE, {"not": NOT_ONE}]}, ["a.one", "a.one"], id="every part of a true all"),
        pytest.param({"all": [ONE, NOT_ONE, TWO]}, ["a.one"], id="the false parts of a false all"),
        pytest.param({"any": [TWO, ONE, THREE]}, ["a.one"], id="the true parts of a true any"),
        pytest.param({"any": [NOT_ONE, NOT_ONE]}, ["a.one", "a.one"], id="every part of a false any"),
        pytest.param({"not": {"all": [TWO, NOT_ONE]}}, ["a.one"], id="what makes false under not"),
        pytest.param(
            {"any": [{"question": "a.two", "is": "unknown"}, {"domain": "a", "below": "3.5"}]},
            ["a.two", "domain a"],
            id="unknown and domains",
        ),
    ],
)
def test_decisive(data: Data, expected: list[str]) -> None:
    """Decisive are the conditions that gave the verdict, in the condition's order, and no others."""
    found = [leaf for leaf, _ in decisive(evaluate(condition(data), WAITING))]

    assert expected == [
        f"domain {leaf.domain}" if isinstance(leaf, Below) else leaf.question for leaf in found
    ]


def test_decisive_gives_the_trace_of_each() -> None:
    """Each decisive condition comes with its own trace, so that a domain's weakest question is known."""
    trace = evaluate(condition({"not": {"domain": "a", "below": 0}}), WAITING)

    assert [(Verdict.FALSE, "a.one")] == [(part.verdict, part.weakest) for _, part in decisive(trace)]


# --- facts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "applies", "answered"),
    [
        (State.LEVEL, True, True),
        (State.UNKNOWN, True, True),
        (State.OPEN, True, False),
        (State.NOT_APPLICABLE, False, False),
        (State.NOT_ASKED, False, False),
        (State.OUT_OF_SCOPE, False, False),
    ],
)
def test_what_counts(state: State, applies: bool, answered: bool) -> None:
    """Don't know counts as answered; what is open applies; the rest counts nowhere."""
    assert (applies, answered) == (Fact(state).applies, Fact(state).answered)


@pytest.mark.parametrize(
    ("s", "weak", "strong"),
    [
        (Fraction(0), True, False),
        (Fraction(199, 100), True, False),
        (Fraction(2), False, False),
        (Fraction(299, 100), False, False),
        (Fraction(3), False, True),
        (Fraction(4), False, True),
    ],
)
def test_weak_and_strong(s: Fraction, weak: bool, strong: bool) -> None:
    """Below 2 an answer is weak, from 3 it is strong, between them it is neither."""
    assert (weak, strong) == (is_weak(s), is_strong(s))
