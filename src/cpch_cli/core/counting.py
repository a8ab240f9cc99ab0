"""How many subjects gave which answer, ticked which weakness, need which solution and dispute which question.

What is left out of a copy for others, because it rests on too few subjects, is there as None: so it can be counted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cpch_cli.core.conditions import Fact, State, is_strong, is_weak
from cpch_cli.core.consolidation import (
    DisputeCount,
    Distribution,
    Member,
    NotComparable,
    SolutionCount,
    WeaknessCount,
)
from cpch_cli.core.grouping import Figures
from cpch_cli.core.model import Diagnostic, Question
from cpch_cli.core.scoring import mean
from cpch_cli.core.sheet import drifted
from cpch_cli.core.standing import Need
from cpch_cli.core.suppression import is_few


@dataclass(frozen=True, slots=True)
class Many:
    """The subjects that are counted, and who is to see it.

    Attributes:
        members: in the alphabetical order of their labels.
        minimum: below how many subjects a figure is left out of a copy for others.
        releasable: whether it is a copy for others.
    """

    diagnostic: Diagnostic
    members: tuple[Member, ...]
    minimum: int
    releasable: bool

    def hides(self, *counts: int) -> bool:
        """Tell whether what rests on so many subjects is left out."""
        return self.releasable and any(is_few(count, self.minimum) for count in counts)


def distributions(many: Many, rows: Mapping[str, Figures]) -> list[Distribution | None]:
    """Return how many subjects gave which answer to each question, in the diagnostic's order.

    Args:
        many: the subjects.
        rows: the figures of each domain, as they are shown.
    """
    found: dict[str, Distribution | None] = {}
    for domain, row in rows.items():
        found |= _of_domain(many, many.diagnostic.questions_of(domain), row)
    return [found[question] for question in many.diagnostic.question]


def _of_domain(many: Many, questions: Sequence[Question], row: Figures) -> dict[str, Distribution | None]:
    """Return the answers to a domain's questions, by the question.

    In a copy for others the means of the questions, taken from that of the domain, must not leave few subjects. So those
    are not counted in a question who have a level there without being rated in the domain, where they are few. And where
    few of the rated have answered more or less than the others, or gave a level where it is left out, the question with
    the most levels is left out too.
    """
    counted = {question.id: _counted(many, question, row) for question in questions}
    levels = {
        question: {label for label, fact in facts.items() if fact.s is not None}
        for question, facts in counted.items()
    }
    out = {
        question
        for question, facts in counted.items()
        if many.hides(len(levels[question]), *_who_said(facts.values()))
    }
    by_levels = sorted(
        (each for each in counted if each not in out), key=lambda question: -len(levels[question])
    )
    if by_levels and many.hides(
        _unlike(many, questions, row), len(set().union(*(levels[question] for question in out)))
    ):
        out.add(by_levels[0])
    return {
        question.id: None
        if question.id in out
        else _distribution(many.diagnostic, question, counted[question.id].values())
        for question in questions
    }


def _who_said(facts: Iterable[Fact]) -> tuple[int, int]:
    """Return how many were asked a question, and how many of them said something to it."""
    asked = [fact for fact in facts if fact.asked]
    return len(asked), sum(fact.state is not State.OPEN for fact in asked)


def _unlike(many: Many, questions: Sequence[Question], row: Figures) -> int:
    """Return how many of those behind a domain's figures have not answered as much of it as most in the same figure."""
    weights = {
        member.label: sum(
            question.weight for question in questions if member.standing.facts[question.id].answered
        )
        for member in many.members
        if member.label in row.answered
    }
    by_block = (Counter(weights[label] for label in block) for block in row.blocks if block)
    return sum(counted.total() - max(counted.values()) for counted in by_block)


def _counted(many: Many, question: Question, row: Figures) -> dict[str, Fact]:
    """Return the answers that are counted to a question, by the subject's label."""
    facts = {member.label: member.standing.facts[question.id] for member in many.members}
    unrated = {label for label, fact in facts.items() if fact.s is not None and label not in row.answered}
    if many.hides(len(unrated)):
        return {label: fact for label, fact in facts.items() if label not in unrated}
    return facts


def _distribution(diagnostic: Diagnostic, question: Question, facts: Collection[Fact]) -> Distribution:
    states = Counter(fact.state for fact in facts)
    strengths = Counter(fact.s for fact in facts if fact.s is not None)
    return Distribution(
        question=question.id,
        levels=_levels(diagnostic, question, strengths),
        unknown=states[State.UNKNOWN],
        open=states[State.OPEN],
        not_applicable=states[State.NOT_APPLICABLE],
        # Whose scope leaves the question out was not asked it either.
        not_asked=states[State.NOT_ASKED] + states[State.OUT_OF_SCOPE],
        weak=sum(count for s, count in strengths.items() if is_weak(s)),
        mean=mean([(Fraction(count), s) for s, count in strengths.items()]),
    )


def _levels(diagnostic: Diagnostic, question: Question, strengths: Counter[Fraction]) -> dict[str, int]:
    """Return how many reach which level and no higher one: evidence can carry an answer to between two levels."""
    bounds = [
        (level.id, diagnostic.strength(question.id, level.id)) for level in diagnostic.levels[question.id]
    ]
    counted = dict.fromkeys((level for level, _ in bounds), 0)
    for s, count in strengths.items():
        *_, reached = (level for level, bound in bounds if bound <= s)
        counted[reached] += count
    return counted


def weaknesses(many: Many) -> list[WeaknessCount | None]:
    """Return the weaknesses that a subject ticked at a level, the most frequent first, then in the diagnostic's order."""
    found = [each for question in many.diagnostic.questions for each in _of_question(many, question)]
    return sorted(found, key=lambda each: 0 if each is None else -each.ticked)


def _of_question(many: Many, question: Question) -> Iterator[WeaknessCount | None]:
    ticks = [
        fact.weaknesses
        for member in many.members
        if (fact := member.standing.facts[question.id]).s is not None and fact.weaknesses is not None
    ]
    ticked = Counter(weakness for each in ticks for weakness in each)
    for weakness in question.weaknesses:
        if ticked[weakness.id]:
            is_left_out = many.hides(len(ticks))
            yield (
                None
                if is_left_out
                else WeaknessCount(question.id, weakness.id, ticked[weakness.id], len(ticks))
            )


def solutions(many: Many) -> list[SolutionCount]:
    """Return the solutions that subjects need: by how many now, then by how many at all, then in the diagnostic's order."""
    needed: dict[str, list[tuple[str, Need]]] = defaultdict(list)
    for member in many.members:
        for solution, need in member.standing.needed.items():
            needed[solution].append((member.label, need))
    counted = [
        _solution_count(many, solution, needed[solution])
        for solution in many.diagnostic.solution
        if solution in needed
    ]
    return sorted(counted, key=lambda each: (-each.now, -each.improve))


def _solution_count(many: Many, solution: str, who: list[tuple[str, Need]]) -> SolutionCount:
    now = sum(need == "now" for _, need in who)
    return SolutionCount(solution, now, len(who) - now, () if many.releasable else tuple(who))


def disputes(many: Many) -> list[DisputeCount | None]:
    """Return the questions that are disputed, the most disputed first, then in the diagnostic's order."""
    several = [member for member in many.members if member.several_voices]
    who: dict[str, list[str]] = defaultdict(list)
    for member in several:
        for question in member.disputed:
            who[question].append(member.label)
    found = [
        None
        if many.hides(len(several))
        else DisputeCount(
            question, len(who[question]), len(several), () if many.releasable else tuple(who[question])
        )
        for question in many.diagnostic.question
        if question in who
    ]
    return sorted(found, key=lambda each: 0 if each is None else -each.disputed)


def not_comparable(many: Many) -> list[NotComparable | None]:
    """Return the questions that subjects answered in other words than today's, in the diagnostic's order (method 3.11)."""
    counted = Counter(
        question for member in many.members for question in drifted(many.diagnostic, member.standing.sheet)
    )
    return [
        None if many.hides(counted[question]) else NotComparable(question, counted[question])
        for question in many.diagnostic.question
        if counted[question]
    ]


def weaknesses_not_asked(many: Many) -> int:
    """Return at how many weak or partial answers nobody has asked for the weaknesses of the question."""
    asking = [question.id for question in many.diagnostic.questions if question.weaknesses]
    return sum(_is_not_asked(member.standing.facts[each]) for member in many.members for each in asking)


def _is_not_asked(fact: Fact) -> bool:
    return fact.s is not None and fact.weaknesses is None and not is_strong(fact.s)
