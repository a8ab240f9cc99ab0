"""Conditions over answers: three verdicts, and a trace that is the explanation (method 3.8).

Rule: `evaluate` asks nothing but the facts it is given. That the ids and levels of a condition exist was checked when
the diagnostic was read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from fractions import Fraction
from typing import assert_never

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


class State(Enum):
    """What is known of a question."""

    LEVEL = "level"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"
    NOT_ASKED = "not_asked"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Trace:
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


@dataclass(frozen=True, slots=True)
class Fact:
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
        return self.state not in (State.NOT_ASKED, State.OUT_OF_SCOPE)

    @property
    def applies(self) -> bool:
        """Whether the question counts: asked, in scope, and not answered `not applicable`."""
        return self.state in (State.LEVEL, State.UNKNOWN, State.OPEN)

    @property
    def answered(self) -> bool:
        """Whether the question has an answer that counts as one: a level, or don't know."""
        return self.state in (State.LEVEL, State.UNKNOWN)


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
    return s < WEAK_BELOW


def is_strong(s: Fraction) -> bool:
    """Whether an answer of this strength is strong; between weak and strong it is partial."""
    return s >= STRONG_FROM


def evaluate(condition: Condition, facts: Facts) -> Trace:
    """Return the trace of a condition: true, false or undecided, and why (method 3.8)."""
    match condition:
        case All(all_=conditions):
            parts = tuple(evaluate(part, facts) for part in conditions)
            return Trace(condition, min(part.verdict for part in parts), parts)
        case Any_(any_=conditions):
            parts = tuple(evaluate(part, facts) for part in conditions)
            return Trace(condition, max(part.verdict for part in parts), parts)
        case Not(not_=inner):
            part = evaluate(inner, facts)
            return Trace(condition, Verdict(Verdict.TRUE - part.verdict), (part,))
        case Below():
            return _about_domain(condition, facts.domains[condition.domain])
        case AtLeast() | AtMost() | Is() | HasWeakness():
            return _about_question(condition, facts)
        case _:
            assert_never(condition)


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
    if fact.routing and fact.routing.verdict is Verdict.UNDECIDED:
        itself = () if fact.s is not None else (condition.question,)
        return Trace(condition, Verdict.UNDECIDED, missing=(*missing(fact.routing), *itself))
    verdict = _of_answer(condition, fact, facts.diagnostic)
    return Trace(condition, verdict, missing=(condition.question,) if verdict is Verdict.UNDECIDED else ())


def _of_answer(condition: AboutQuestion, fact: Fact, diagnostic: Diagnostic) -> Verdict:
    if fact.s is not None:
        return _of_level(condition, fact.s, fact.weaknesses, diagnostic)
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
    match condition:
        case AtLeast(question=question, at_least=written):
            return _verdict(s >= diagnostic.strength(question, written))
        case AtMost(question=question, at_most=written):
            return _verdict(s <= diagnostic.strength(question, written))
        case Is(is_=written) if written in (UNKNOWN, NOT_APPLICABLE):
            return Verdict.FALSE
        case Is(question=question, is_=written):
            return _verdict(s == diagnostic.strength(question, written))
        case HasWeakness(weakness=weakness):
            return _of_weakness(weakness, ticked, s)
        case _:
            assert_never(condition)


def _of_weakness(weakness: str, ticked: frozenset[str] | None, s: Fraction) -> Verdict:
    # On a strong answer weaknesses are not asked for, so that none is ticked means that none was observed.
    if ticked is None:
        return Verdict.FALSE if is_strong(s) else Verdict.UNDECIDED
    return _verdict(weakness in ticked)


def _verdict(holds: bool) -> Verdict:
    return Verdict.TRUE if holds else Verdict.FALSE


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
    match trace.condition:
        case All() | Any_():
            for part in trace.parts:
                if part.verdict is trace.verdict:
                    yield from decisive(part)
        case Not():
            yield from decisive(trace.parts[0])
        case leaf:
            yield leaf, trace
