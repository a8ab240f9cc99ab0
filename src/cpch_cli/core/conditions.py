"""Conditions over answers: three verdicts, and a trace that is the explanation (method 3.8).

Rule: `evaluate` asks nothing but the facts it is given. That the ids and levels of a condition exist was checked when
the diagnostic was read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Final, NamedTuple, assert_never

from cpch_cli.core.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    AboutQuestion,
    All,
    Any_,
    AtLeast,
    AtMost,
    Below,
    Condition,
    Diagnostic,
    HasWeakness,
    Is,
    Leaf,
    Not,
)

WEAK_BELOW = 2
STRONG_FROM = 3


class Verdict(IntEnum):
    """What a condition comes to, in the order in which `all` takes the least and `any` the greatest."""

    FALSE = 0
    UNDECIDED = 1
    TRUE = 2


_FALSE: Final = Verdict.FALSE
_UNDECIDED: Final = Verdict.UNDECIDED
_TRUE: Final = Verdict.TRUE


class State(Enum):
    """What is known of a question."""

    LEVEL = "level"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"
    NOT_ASKED = "not_asked"
    OUT_OF_SCOPE = "out_of_scope"


_NOT_ASKED: Final = (State.NOT_ASKED, State.OUT_OF_SCOPE)
_APPLICABLE: Final = (State.LEVEL, State.UNKNOWN, State.OPEN)
_ANSWERED: Final = (State.LEVEL, State.UNKNOWN)


# Traces, facts and reasons are made by the hundred for each file: named tuples, since frozen dataclasses take three times
# as long to make.
class Trace(NamedTuple):
    """How a condition came to its verdict.

    Attributes:
        missing: for an undecided condition on a question or domain, the questions that would settle it.
        weakest: for a condition on a domain, the id of that domain's weakest answered question, if any.
    """

    condition: Condition
    verdict: Verdict
    parts: tuple["Trace", ...] = ()
    missing: tuple[str, ...] = ()
    weakest: str | None = None


class Fact(NamedTuple):
    """What is known of one question, on the basis that was chosen.

    Attributes:
        s: the strength of the answer from 0 to 4; None without a level.
        weaknesses: the ids ticked; None when they were not asked.
        routing: how `ask_if` came out, where the question has one.
    """

    state: State
    s: Fraction | None = None
    weaknesses: frozenset[str] | None = None
    routing: Trace | None = None

    @property
    def asked(self) -> bool:
        """Whether the question is asked: in scope, and its condition did not come out false."""
        return self.state not in _NOT_ASKED

    @property
    def applies(self) -> bool:
        """Whether the question counts: asked, in scope, and not answered `not applicable`."""
        return self.state in _APPLICABLE

    @property
    def answered(self) -> bool:
        """Whether the question has an answer that counts as one: a level, or don't know."""
        return self.state in _ANSWERED


@dataclass(frozen=True, slots=True)
class DomainFact:
    """What a condition on a domain looks at: its uncapped range, and its questions (method 3.3).

    Attributes:
        low, high: the range from 0 to 4; None where nothing in the domain applies.
        unsettled: the applicable questions that are unknown or unanswered.
        weakest: the answered question with the lowest level, critical ones first among equals.
    """

    low: Fraction | None
    high: Fraction | None
    unsettled: tuple[str, ...]
    weakest: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a condition may ask about."""

    diagnostic: Diagnostic
    questions: Mapping[str, Fact]
    domains: Mapping[str, DomainFact] = field(default_factory=dict)


def is_weak(s: Fraction) -> bool:
    """Whether an answer of this strength is weak."""
    return s.numerator < WEAK_BELOW * s.denominator


def is_strong(s: Fraction) -> bool:
    """Whether an answer of this strength is strong; between weak and strong it is partial."""
    return s.numerator >= STRONG_FROM * s.denominator


def reaches(s: Fraction, wanted: Fraction) -> bool:
    """Whether a strength is at least another: `>=` of fractions, which asks after their types first, takes longer."""
    return s.numerator * wanted.denominator >= wanted.numerator * s.denominator


def evaluate(condition: Condition, facts: Facts) -> Trace:
    """Return the trace of a condition: true, false or undecided, and why (method 3.8)."""
    # By the very type: pydantic makes the usual questions about classes dear, and this is asked most often of all.
    if type(condition) is All:
        parts = tuple([evaluate(part, facts) for part in condition.all_])
        return Trace(condition, min([part.verdict for part in parts]), parts)
    if type(condition) is Any_:
        parts = tuple([evaluate(part, facts) for part in condition.any_])
        return Trace(condition, max([part.verdict for part in parts]), parts)
    if type(condition) is Not:
        part = evaluate(condition.not_, facts)
        return Trace(condition, Verdict(Verdict.TRUE - part.verdict), (part,))
    if type(condition) is Below:
        return _about_domain(condition, facts.domains[condition.domain])
    return _about_question(condition, facts)


def _about_domain(condition: Below, domain: DomainFact) -> Trace:
    if domain.low is None or domain.high is None:
        return Trace(condition, Verdict.FALSE)
    if domain.high < condition.below:
        return Trace(condition, Verdict.TRUE, weakest=domain.weakest)
    if domain.low >= condition.below:
        return Trace(condition, Verdict.FALSE, weakest=domain.weakest)
    return Trace(condition, Verdict.UNDECIDED, missing=domain.unsettled, weakest=domain.weakest)


def _about_question(condition: AboutQuestion, facts: Facts) -> Trace:
    fact = facts.questions[condition.question]
    if fact.routing is not None and fact.routing.verdict is _UNDECIDED:
        itself = () if fact.s is not None else (condition.question,)
        return Trace(condition, Verdict.UNDECIDED, missing=(*missing(fact.routing), *itself))
    if fact.s is not None:
        verdict = _of_level(condition, fact.s, fact.weaknesses, facts.diagnostic)
    else:
        verdict = _without_level(condition, fact)
    return Trace(condition, verdict, (), (condition.question,) if verdict is _UNDECIDED else ())


def _without_level(condition: AboutQuestion, fact: Fact) -> Verdict:
    if fact.state in (State.OPEN, State.OUT_OF_SCOPE):
        return Verdict.UNDECIDED
    # A level may be named like any state but these two; it is no answer to the question whether one is known.
    said = (UNKNOWN, NOT_APPLICABLE)
    if isinstance(condition, Is) and condition.is_ in said and condition.is_ == fact.state.value:
        return Verdict.TRUE
    return Verdict.UNDECIDED if fact.state is State.UNKNOWN else Verdict.FALSE


def _of_level(
    condition: AboutQuestion, s: Fraction, ticked: frozenset[str] | None, diagnostic: Diagnostic
) -> Verdict:
    if type(condition) is AtLeast:
        return _verdict(reaches(s, diagnostic.strength(condition.question, condition.at_least)))
    if type(condition) is AtMost:
        return _verdict(reaches(diagnostic.strength(condition.question, condition.at_most), s))
    if type(condition) is HasWeakness:
        return _of_weakness(condition.weakness, ticked, s)
    if type(condition) is Is:
        if condition.is_ in (UNKNOWN, NOT_APPLICABLE):
            return Verdict.FALSE
        return _verdict(s == diagnostic.strength(condition.question, condition.is_))
    assert_never(condition)


def _of_weakness(weakness: str, ticked: frozenset[str] | None, s: Fraction) -> Verdict:
    # On a strong answer weaknesses are not asked for, so that none is ticked means that none was observed.
    if ticked is None:
        return Verdict.FALSE if is_strong(s) else Verdict.UNDECIDED
    return _verdict(weakness in ticked)


def _verdict(holds: bool) -> Verdict:
    return _TRUE if holds else _FALSE


def missing(trace: Trace) -> tuple[str, ...]:
    """Return the questions that would settle an undecided condition, once each, in the condition's order."""
    if trace.verdict is not Verdict.UNDECIDED:
        return ()
    found = (*trace.missing, *(question for part in trace.parts for question in missing(part)))
    return tuple(dict.fromkeys(found))


def decisive(trace: Trace) -> Iterator[tuple[Leaf, Trace]]:
    """Yield the conditions on questions and domains that gave a decided trace its verdict, in its order.

    Of an `any` that is true only the true parts decided, of an `all` that is false only the false ones.
    """
    condition = trace.condition
    if type(condition) is All or type(condition) is Any_:
        for part in trace.parts:
            if part.verdict is trace.verdict:
                yield from decisive(part)
    elif type(condition) is Not:
        yield from decisive(trace.parts[0])
    else:
        yield condition, trace
