"""The smallest change of answers that lifts a domain to its next band, found exactly (method 3.3, 3.4).

Among questions whose asking hangs on nothing that is changed, a change adds to the weighted sum what it adds, whatever
else is changed; so the smallest set is found by a table over the questions. Questions that others hang on are tried one
set of changes after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import ceil
from typing import Final

from cpch_cli.core.changes import Change, Changes, facts_after, raises, smaller_first
from cpch_cli.core.conditions import Fact, State
from cpch_cli.core.model import Question
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.routing import routers
from cpch_cli.core.scoring import BEGINS_AT, RATED_FROM, Band, DomainScore, lets, score_domain

_LADDER: Final = (Band.NOT_RATED, *BEGINS_AT)


@dataclass(frozen=True, slots=True)
class Lift:
    """A change of answers that lifts a domain.

    Attributes:
        to: the band that it reaches: the next one, or one above.
        or_higher: every level of it can be any higher one as well.
    """

    to: Band
    changes: Changes
    or_higher: bool


def lift(outcome: Outcome, now: DomainScore) -> Lift | None:
    """Return the smallest change of a domain's own answers that lifts it from where it is to its next band at least.

    Smallest is fewest answers, then fewest levels raised, then the diagnostic's order. A domain that is not rated is
    lifted to any band. None where it is sound, or where no change of levels does it: nothing in it applies.
    """
    if now.band is Band.SOUND:
        return None
    goal = _LADDER[_LADDER.index(now.band) + 1]
    own = _routers(outcome, now.domain)
    best: Changes | None = None
    for fixed in _settings(outcome, own):
        if best is not None and len(fixed) > len(best):
            break
        rest = _smallest(_Task(outcome, now.domain, goal, fixed, own))
        if rest is not None:
            found = _in_order(outcome, (*fixed, *rest))
            best = found if best is None else min(best, found, key=lambda each: smaller_first(outcome, each))
    if best is None:
        return None
    reached = score_domain(outcome.diagnostic, now.domain, facts_after(outcome, best))
    return Lift(reached.band, best, or_higher=not any(each.question in own for each in best))


def _in_order(outcome: Outcome, changes: Changes) -> Changes:
    places = list(outcome.diagnostic.question)
    return tuple(sorted(changes, key=lambda each: places.index(each.question)))


def _routers(outcome: Outcome, domain_id: str) -> tuple[str, ...]:
    """Return the questions of a domain that the asking of others hangs on."""
    looked_at = routers(outcome.diagnostic)
    return tuple(each.id for each in outcome.diagnostic.questions_of(domain_id) if each.id in looked_at)


def _settings(outcome: Outcome, questions: Sequence[str]) -> Iterator[Changes]:
    """Yield every set of changes of these questions, smaller sets first."""
    for count in range(len(questions) + 1):
        for chosen in combinations(questions, count):
            yield from product(*(tuple(raises(outcome, question)) for question in chosen))


# --- one setting --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Choice:
    """A change, what it adds above the score that is needed, and whether it answers an open question."""

    change: Change
    gain: Fraction
    answers: int


@dataclass(frozen=True, slots=True)
class _Free:
    """A question that can be changed, and whether it has to be."""

    needed: bool
    choices: tuple[_Choice, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be reached once some changes are made, without touching the questions that others hang on."""

    outcome: Outcome
    domain_id: str
    goal: Band
    fixed: Changes
    routers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Need:
    """What the changes have to come to: a sum of gains, and how many open questions they answer."""

    gain: Fraction
    answers: int


def _smallest(task: _Task) -> Changes | None:
    facts = facts_after(task.outcome, task.fixed)
    score = score_domain(task.outcome.diagnostic, task.domain_id, facts)
    asked = [each for each in task.outcome.diagnostic.questions_of(task.domain_id) if facts[each.id].applies]
    held = [each for each in asked if _holds_back(each, facts[each.id], task.goal)]
    if not asked or any(each.id in task.routers for each in held):
        return None
    free = [
        _free(task, each, facts[each.id], needed=each in held)
        for each in asked
        if each.id not in task.routers
    ]
    need = _need(task, score, [(each, facts[each.id]) for each in asked])
    return next(
        (
            found
            for count in range(len(held), len(free) + 1)
            if (found := _with(count, free, need)) is not None
        ),
        None,
    )


def _holds_back(question: Question, fact: Fact, goal: Band) -> bool:
    """Whether a critical question keeps its domain from a band: open, or capping it below."""
    return question.critical and (fact.state is State.OPEN or not lets(fact.s or Fraction(0), goal))


def _free(task: _Task, question: Question, fact: Fact, *, needed: bool) -> _Free:
    is_open = fact.state is State.OPEN
    # An answer that was open brings its weight along: what counts is how far it is above the score that is needed.
    before = BEGINS_AT[task.goal] if is_open else fact.s or Fraction(0)
    raised = (
        (change, task.outcome.diagnostic.strength(question.id, str(change.level)))
        for change in raises(task.outcome, question.id)
    )
    choices = (
        _Choice(change, question.weight * (s - before), int(is_open))
        for change, s in raised
        if not question.critical or lets(s, task.goal)
    )
    return _Free(needed, tuple(choices))


def _need(task: _Task, score: DomainScore, asked: Sequence[tuple[Question, Fact]]) -> _Need:
    bound = BEGINS_AT[task.goal]
    gain = sum(
        (question.weight * (bound - (fact.s or 0)) for question, fact in asked if fact.answered), Fraction(0)
    )
    answers = ceil(RATED_FROM * score.count.asked) - score.count.answered
    return _Need(gain, max(answers, 0))


# --- the table ----------------------------------------------------------------------------------------------------

# The most that the questions from one on can gain, by how many of them are changed, how many open ones are answered (no
# more are counted than are needed), and how many levels are raised.
_Table = Mapping[tuple[int, int, int], Fraction]


def _with(count: int, free: Sequence[_Free], need: _Need) -> Changes | None:
    """Return the smallest set of so many changes that comes to what is needed, or None where there is none."""
    if _most(count, free) < need.gain:
        return None
    tables = _tables(count, free, need)
    enough = [
        steps
        for (changed, answers, steps), gain in tables[0].items()
        if changed == count and answers == need.answers and gain >= need.gain
    ]
    return _read(tables, free, need, count, min(enough)) if enough else None


def _most(count: int, free: Sequence[_Free]) -> Fraction:
    """Return what so many changes can gain at most, the needed ones among them."""
    best = sorted(
        ((each.needed, max((choice.gain for choice in each.choices), default=Fraction(0))) for each in free),
        reverse=True,
    )
    return sum((gain for _, gain in best[:count]), Fraction(0))


def _tables(count: int, free: Sequence[_Free], need: _Need) -> list[_Table]:
    tables: list[_Table] = [{(0, 0, 0): Fraction(0)}]
    for each in reversed(free):
        after = tables[-1]
        table = {} if each.needed else dict(after)
        for choice in each.choices:
            for (changed, answers, steps), gain in after.items():
                if changed < count:
                    key = (
                        changed + 1,
                        min(answers + choice.answers, need.answers),
                        steps + choice.change.steps,
                    )
                    table[key] = max(table.get(key, gain + choice.gain), gain + choice.gain)
        tables.append(table)
    return tables[::-1]


def _read(tables: Sequence[_Table], free: Sequence[_Free], need: _Need, count: int, steps: int) -> Changes:
    """Return the first set, in the questions' order, of so many changes and levels that comes to what is needed."""
    found: list[Change] = []
    gain, answers = need.gain, need.answers
    for each, after in zip(free, tables[1:], strict=True):
        for choice in each.choices:
            left = (count - 1, max(answers - choice.answers, 0), steps - choice.change.steps)
            if _reaches(after, left, need.answers, gain - choice.gain):
                found.append(choice.change)
                count, answers, steps = left
                gain -= choice.gain
                break
    return tuple(found)


def _reaches(table: _Table, left: tuple[int, int, int], most: int, gain: Fraction) -> bool:
    count, least, steps = left
    return any(
        key in table and table[key] >= gain
        for answers in range(least, most + 1)
        for key in [(count, answers, steps)]
    )
