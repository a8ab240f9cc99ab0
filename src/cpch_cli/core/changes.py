"""Changes of answers as values: what they make of the answers, and which of two sets of them is the smaller."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations

from cpch_cli.core.conditions import Fact
from cpch_cli.core.model import BEST_SHOWN, NOT_APPLICABLE, UNKNOWN, Answer
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.routing import fact_of, route


@dataclass(frozen=True, slots=True)
class Change:
    """One answer changed.

    Attributes:
        level: the id of the level that it gets; None where it keeps the one it has.
        ticked: the weaknesses that are ticked besides.
        steps: how many levels of the question's scale it moves; an open or unknown answer moves from the lowest.
    """

    question: str
    level: str | None
    ticked: tuple[str, ...]
    steps: int


Changes = tuple[Change, ...]


Size = tuple[int, int, int, tuple[tuple[int, ...], ...]]


def smaller_first(outcome: Outcome, changes: Sequence[Change]) -> Size:
    """Return what sets of changes are sorted by: fewest answers, then fewest levels moved, then ticks, then the order.

    The order is the diagnostic's: of its questions, then of each one's levels and weaknesses.
    """
    positions = tuple(_position(outcome, each) for each in changes)
    steps = sum(each.steps for each in changes)
    return len(changes), steps, sum(len(each.ticked) for each in changes), positions


def _position(outcome: Outcome, change: Change) -> tuple[int, ...]:
    question = outcome.diagnostic.question[change.question]
    levels = [level.id for level in outcome.diagnostic.levels[question.id]]
    weaknesses = [weakness.id for weakness in question.weaknesses]
    level = levels.index(change.level) if change.level else 0
    ticked = (weaknesses.index(each) for each in change.ticked)
    return list(outcome.diagnostic.question).index(question.id), change.steps, level, *ticked


def answers_after(outcome: Outcome, changes: Iterable[Change]) -> dict[str, Answer]:
    """Return the answers with changes made; on the basis `evidenced` a new level counts as verified."""
    answers = dict(outcome.sheet.answers)
    for change in changes:
        answers[change.question] = _changed(outcome, answers.get(change.question, Answer()), change)
    return answers


def _changed(outcome: Outcome, answer: Answer, change: Change) -> Answer:
    new: dict[str, object] = {}
    if change.level:
        new["level"] = change.level
        if outcome.assessment.basis == "evidenced":
            new["evidence"] = BEST_SHOWN
    if change.ticked:
        new["weaknesses"] = (*(answer.weaknesses or ()), *change.ticked)
    return answer.model_copy(update=new)


def facts_after(outcome: Outcome, changes: Iterable[Change]) -> Mapping[str, Fact]:
    """Return what is known of each question once changes are made."""
    return route(
        outcome.diagnostic,
        answers_after(outcome, changes),
        basis=outcome.assessment.basis,
        scope=scope_of(outcome),
    )


def scope_of(outcome: Outcome) -> tuple[str, ...]:
    """Return the ids of the domains that are assessed."""
    return tuple(score.domain for score in outcome.assessment.domains)


# --- what one answer can be changed to ----------------------------------------------------------------------------


def other_levels(outcome: Outcome, question: str) -> Iterator[Change]:
    """Yield a change to each level that an answer does not have; an open or unknown one has none.

    Not applicable stays, and so does what is outside the scope.
    """
    if outcome.diagnostic.question[question].domain not in scope_of(outcome):
        return
    answer = outcome.sheet.answers.get(question)
    if answer is not None and answer.level == NOT_APPLICABLE:
        return
    now = _standing(outcome, question)
    for level in outcome.diagnostic.levels[question]:
        if outcome.diagnostic.strength(question, level.id) != now:
            yield Change(question, level.id, (), _steps(outcome, question, level.id))


def raises(outcome: Outcome, question: str) -> Iterator[Change]:
    """Yield a change to each level that is higher than an answer; an open or unknown one is lower than any."""
    now = _standing(outcome, question)
    for change in other_levels(outcome, question):
        if now is None or outcome.diagnostic.strength(question, str(change.level)) > now:
            yield change


def with_ticks(outcome: Outcome, question: str, weaknesses: Sequence[str]) -> Iterator[Change]:
    """Yield every change to another level, to further ticks of some weaknesses, or to both."""
    answer = outcome.sheet.answers.get(question, Answer())
    free = [each for each in weaknesses if each not in (answer.weaknesses or ())]
    some = list(chain.from_iterable(combinations(free, count) for count in range(len(free) + 1)))
    for level in other_levels(outcome, question):
        yield from (Change(question, level.level, ticked, level.steps) for ticked in some)
    if answer.level not in (None, UNKNOWN, NOT_APPLICABLE):
        yield from (Change(question, None, ticked, 0) for ticked in some if ticked)


def _standing(outcome: Outcome, question: str) -> Fraction | None:
    """Return the strength of an answer, whether its question is asked or not; None without a level."""
    answer = outcome.sheet.answers.get(question)
    return fact_of(outcome.diagnostic, question, answer, outcome.assessment.basis).s


def _steps(outcome: Outcome, question: str, level: str) -> int:
    """Count the levels between an answer and a level, that one included; evidence can leave an answer between two."""
    now = _standing(outcome, question) or Fraction(0)
    then = outcome.diagnostic.strength(question, level)
    strengths = [
        outcome.diagnostic.strength(question, each.id) for each in outcome.diagnostic.levels[question]
    ]
    return sum(1 for s in strengths if now < s <= then or then <= s < now)
