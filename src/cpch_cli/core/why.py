"""Why a solution is not recommended, trigger by trigger, and the smallest change of answers that would recommend it.

What can recommend a solution are the questions, the weaknesses and the rules that name it (method 3.7). Each looks at few
questions; so the smallest change for each is found by trying, and the engine itself says whether it is one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import chain, combinations, product
from math import prod
from typing import Final

from cpch_cli.core.assess import assess, helps
from cpch_cli.core.changes import (
    Change,
    Changes,
    answers_after,
    facts_after,
    other_levels,
    scope_of,
    smaller_first,
    with_ticks,
)
from cpch_cli.core.conditions import Fact, Facts, Trace, Verdict, evaluate, is_strong
from cpch_cli.core.model import (
    AboutQuestion,
    Below,
    Diagnostic,
    HasWeakness,
    Leaf,
    Question,
    Rule,
    Solution,
    leaves,
)
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.routing import fact_of
from cpch_cli.core.scoring import domain_fact

# How many sets of several changes, all of one size, are tried for a solution; beyond that nothing is claimed.
MOST_TRIED: Final = 4000


class Cause(Enum):
    """Why something that could recommend a solution does not."""

    STRONG = "strong"
    THERE = "there"
    NOT_TICKED = "not_ticked"
    NOT_LOOKED_FOR = "not_looked_for"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"
    NOT_ASKED = "not_asked"
    OUT_OF_SCOPE = "out_of_scope"
    FALSE = "false"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Trigger:
    """What can recommend a solution: an answer to a question, a weakness ticked there, or a rule."""

    question: str | None = None
    weakness: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """A trigger that does not recommend, and why; of a rule with the trace that says which answers decided."""

    trigger: Trigger
    cause: Cause
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A set of changes that would recommend a solution.

    Attributes:
        levels: where it is a single answer that gets another level, every level beside it that would do as well, it
            included, lowest first; else empty.
    """

    changes: Changes
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a solution is not recommended.

    Attributes:
        silent: everything that could recommend it.
        ways: the smallest changes that would, the smallest of all first, each of as few answers; none where no change
            of levels and ticks was found.
        tried: up to how many answers every change was tried; None where all were.
    """

    silent: tuple[Silent, ...]
    ways: tuple[Way, ...]
    tried: int | None


def why_not(outcome: Outcome, solution: Solution) -> WhyNot:
    """Return why a solution that is not recommended is not, and what would make it so."""
    named = tuple(_triggers(outcome.diagnostic, solution))
    silent = (_silent(outcome.diagnostic, solution, each, outcome.assessment.facts) for each in named)
    ways, tried = _ways(outcome, solution, named)
    return WhyNot(tuple(each for each in silent if each), ways, tried)


def _triggers(diagnostic: Diagnostic, solution: Solution) -> Iterator[Trigger]:
    """Yield what names a solution: questions, each before its weaknesses, then rules, in the diagnostic's order."""
    for question in diagnostic.questions:
        if solution.id in question.solutions:
            yield Trigger(question.id)
        for weakness in question.weaknesses:
            if solution.id in weakness.solutions:
                yield Trigger(question.id, weakness=weakness.id)
    for rule in diagnostic.rules:
        if solution.id in rule.recommend:
            yield Trigger(rule=rule.id)


def traced(diagnostic: Diagnostic, rule: Rule, facts: Mapping[str, Fact]) -> Trace:
    """Return how a rule comes to its verdict."""
    domains = {leaf.domain for leaf in leaves(rule.when) if isinstance(leaf, Below)}
    known = {domain: domain_fact(diagnostic, domain, facts) for domain in domains}
    return evaluate(rule.when, Facts(diagnostic, facts, known))


# --- why one does not ---------------------------------------------------------------------------------------------


def _silent(
    diagnostic: Diagnostic, solution: Solution, trigger: Trigger, facts: Mapping[str, Fact]
) -> Silent | None:
    """Return why a trigger does not recommend a solution by these facts; None when it does."""
    if trigger.rule is not None:
        trace = traced(diagnostic, diagnostic.rule[trigger.rule], facts)
        cause = _CAUSES[trace.verdict]
        return Silent(trigger, cause, trace) if cause else None
    question = str(trigger.question)
    fact = facts[question]
    if fact.s is None:
        return Silent(trigger, Cause(fact.state.value))
    if trigger.weakness is None:
        cause = _cause(helps(diagnostic, solution, question, fact.s), fact.s)
    else:
        cause = _unticked(fact.weaknesses, trigger.weakness)
    return Silent(trigger, cause) if cause else None


_CAUSES: Final[Mapping[Verdict, Cause | None]] = {
    Verdict.FALSE: Cause.FALSE,
    Verdict.UNDECIDED: Cause.UNDECIDED,
    Verdict.TRUE: None,
}


def _cause(is_helped: bool, s: Fraction) -> Cause | None:
    if is_strong(s):
        return Cause.STRONG
    return None if is_helped else Cause.THERE


def _unticked(ticked: frozenset[str] | None, weakness: str) -> Cause | None:
    if ticked is None:
        return Cause.NOT_LOOKED_FOR
    return None if weakness in ticked else Cause.NOT_TICKED


# --- what would make it so ----------------------------------------------------------------------------------------

# What the answers to the questions that a trigger looks at can be changed to: a tuple for each question.
_Options = tuple[tuple[Change, ...], ...]


def _ways(
    outcome: Outcome, solution: Solution, named: Sequence[Trigger]
) -> tuple[tuple[Way, ...], int | None]:
    options = {trigger: _options(outcome, trigger) for trigger in named}
    for count in range(1, max(map(len, options.values()), default=0) + 1):
        if count > 1 and sum(_sets(each, count) for each in options.values()) > MOST_TRIED:
            return (), count - 1
        smallest = (_smallest(outcome, solution, each, options[each], count) for each in named)
        found = {each for each in smallest if each and recommends(outcome, solution, each)}
        if found:
            in_order = sorted(found, key=lambda each: smaller_first(outcome, each))
            return tuple(Way(each, _levels(outcome, solution, each)) for each in in_order), None
    return (), None


def _sets(options: _Options, count: int) -> int:
    return sum(prod(map(len, chosen)) for chosen in combinations(options, count))


def _smallest(
    outcome: Outcome, solution: Solution, trigger: Trigger, options: _Options, count: int
) -> Changes | None:
    """Return the smallest set of so many changes with which a trigger recommends a solution."""
    sets = chain.from_iterable(product(*chosen) for chosen in combinations(options, count))
    in_order = sorted(sets, key=lambda each: smaller_first(outcome, each))
    return next(
        (
            changes
            for changes in in_order
            if _silent(outcome.diagnostic, solution, trigger, facts_after(outcome, changes)) is None
        ),
        None,
    )


def _options(outcome: Outcome, trigger: Trigger) -> _Options:
    """Return the changes that can matter to a trigger, of every question that it looks at, itself or by who is asked."""
    looked_at = _looked_at(outcome.diagnostic, trigger)
    by_score = {
        question
        for leaf in looked_at
        if isinstance(leaf, Below)
        for question in _about(outcome.diagnostic, leaf)
    }
    changes = (
        _that_matter(
            outcome,
            question,
            trigger,
            [leaf for leaf in looked_at if not isinstance(leaf, Below) and leaf.question == question],
            every_level=question in by_score or question == trigger.question,
        )
        for question in outcome.diagnostic.question
    )
    return tuple(each for each in changes if each)


def _looked_at(diagnostic: Diagnostic, trigger: Trigger) -> list[Leaf]:
    """Return the conditions that a trigger hangs on: a rule's, and those that decide whether questions are asked."""
    if trigger.rule is None:
        waiting = _of_routing(diagnostic, str(trigger.question))
    else:
        waiting = list(leaves(diagnostic.rule[trigger.rule].when))
    found: list[Leaf] = []
    while waiting:
        leaf = waiting.pop(0)
        if leaf not in found:
            found.append(leaf)
            waiting += [each for asked in _about(diagnostic, leaf) for each in _of_routing(diagnostic, asked)]
    return found


def _about(diagnostic: Diagnostic, leaf: Leaf) -> list[str]:
    """Return the questions that a condition is about."""
    if isinstance(leaf, Below):
        return [each.id for each in diagnostic.questions_of(leaf.domain)]
    return [leaf.question]


def _of_routing(diagnostic: Diagnostic, question: str) -> list[Leaf]:
    """Return the conditions that decide whether a question is asked."""
    ask_if = diagnostic.question[question].ask_if
    return list(leaves(ask_if)) if ask_if else []


def _that_matter(
    outcome: Outcome,
    question: str,
    trigger: Trigger,
    looked_at: Sequence[AboutQuestion],
    *,
    every_level: bool,
) -> tuple[Change, ...]:
    """Return the changes of a question that can matter, smallest first.

    Of those by which the same conditions hold, the smallest will do, unless the level itself counts.
    """
    if not looked_at and not every_level:
        return ()
    ticks = _ticks(outcome.diagnostic.question[question], trigger, looked_at)
    changes = sorted(with_ticks(outcome, question, ticks), key=lambda each: smaller_first(outcome, (each,)))
    if every_level:
        return tuple(changes)
    now = _verdicts(outcome, question, (), looked_at)
    kept: dict[tuple[Verdict, ...], Change] = {}
    for change in changes:
        kept.setdefault(_verdicts(outcome, question, (change,), looked_at), change)
    return tuple(change for verdicts, change in kept.items() if verdicts != now)


def _ticks(question: Question, trigger: Trigger, looked_at: Sequence[AboutQuestion]) -> list[str]:
    """Return the weaknesses of a question whose ticks can matter, in its order."""
    named = {leaf.weakness for leaf in looked_at if isinstance(leaf, HasWeakness)}
    others = [each.id for each in question.weaknesses if each.id not in named]
    # Any tick says that weaknesses were asked about, and so that one that is not ticked was not observed.
    matter = named | set(others[:1] if named else ())
    if trigger.question == question.id and trigger.weakness is not None:
        matter.add(trigger.weakness)
    return [each.id for each in question.weaknesses if each.id in matter]


def _verdicts(
    outcome: Outcome, question: str, changes: Changes, looked_at: Sequence[AboutQuestion]
) -> tuple[Verdict, ...]:
    """Return how conditions on a question come out once it is changed, if it is asked."""
    answer = answers_after(outcome, changes).get(question)
    fact = fact_of(outcome.diagnostic, question, answer, outcome.assessment.basis)
    facts = Facts(outcome.diagnostic, {question: fact})
    return tuple(evaluate(leaf, facts).verdict for leaf in looked_at)


def _levels(outcome: Outcome, solution: Solution, changes: Changes) -> tuple[str, ...]:
    """Return the levels that do as well as that of a single change: it, and those beside it without a gap."""
    change = changes[0]
    if len(changes) > 1 or change.level is None:
        return ()
    others = [each.level for each in other_levels(outcome, change.question)]
    scale = [level.id for level in outcome.diagnostic.levels[change.question]]
    does = [
        each in others and recommends(outcome, solution, (replace(change, level=each),)) for each in scale
    ]
    first = last = scale.index(change.level)
    while first > 0 and does[first - 1]:
        first -= 1
    while last + 1 < len(scale) and does[last + 1]:
        last += 1
    return tuple(scale[first : last + 1])


def recommends(outcome: Outcome, solution: Solution, changes: Iterable[Change]) -> bool:
    """Tell whether the engine recommends a solution once changes are made."""
    after = assess(
        outcome.diagnostic,
        answers_after(outcome, changes),
        basis=outcome.assessment.basis,
        scope=scope_of(outcome),
    )
    return any(each.solution == solution.id for each in after.recommendations)
