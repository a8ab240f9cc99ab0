"""Targets for domains, and the cheapest solutions that reach them: as a program of whole numbers, for a solver.

A solver is handed in, since none belongs into the core; what it returns is checked by the engine itself.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import ceil, lcm
from typing import Final

from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.conditions import Fact, State
from cpch_cli.core.model import BEST_SHOWN, Answer, Diagnostic, Question
from cpch_cli.core.projection import with_done
from cpch_cli.core.routing import Basis, fact_of, route, routers
from cpch_cli.core.scoring import BEGINS_AT, RANK, RATED_FROM, Band, DomainScore, lets

# The bands that a domain can be brought to; below them there is nothing to reach.
GOALS: Final = (Band.WEAK, Band.PARTIAL, Band.SOUND)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a domain is to come: to a band, or to a score from 0 to 4. Either way it has to be rated."""

    domain: str
    band: Band | None = None
    score: Fraction | None = None

    @property
    def at_least(self) -> Fraction:
        """The score that is needed."""
        return BEGINS_AT[self.band] if self.band else self.score or Fraction(0)

    def reached_by(self, score: DomainScore) -> bool:
        """Tell whether a domain is there, caps included where a band is asked for."""
        if score.band is Band.NOT_RATED or score.score is None:
            return False
        if self.band:
            return RANK[score.band] >= RANK[self.band]
        return score.score >= self.at_least


@dataclass(frozen=True, slots=True)
class Row:
    """One condition of a program: the sum of its numbers at the variables that are 1 is at least a bound."""

    numbers: Mapping[int, int]
    at_least: int


@dataclass(frozen=True, slots=True)
class Program:
    """A question to a solver: which variables, each 0 or 1, cost least while every row holds.

    Attributes:
        costs: of the variables by their position; whole numbers of at least 0.
        rows: all have to hold.
        order: positions of variables; of the cheapest answers the one is wanted that has the first of these, of those the
            one that has the second, and so on.
    """

    costs: tuple[int, ...]
    rows: tuple[Row, ...]
    order: tuple[int, ...]


# Returns the positions of the variables that are 1 in the answer, or None where there is none.
Solver = Callable[[Program], frozenset[int] | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be reached from where, and what may be done for it.

    Attributes:
        answers: settled, with what is done already.
        scope: the ids of the domains that are assessed; None means all.
        met: solutions that need not be done to do those that require them.
        barred: solutions that are not to be chosen.
    """

    diagnostic: Diagnostic
    answers: Mapping[str, Answer]
    basis: Basis
    scope: tuple[str, ...] | None
    targets: tuple[Target, ...]
    met: frozenset[str]
    barred: frozenset[str] = frozenset()

    @property
    def candidates(self) -> list[str]:
        """The solutions that may be chosen, in the diagnostic's order."""
        return [each for each in self.diagnostic.solution if each not in self.barred]

    def only(self, target: Target) -> "Problem":
        """Return the same with one target alone."""
        return replace(self, targets=(target,))

    def after(self, solutions: Collection[str]) -> Assessment:
        """Return the assessment once these solutions are done."""
        answers = with_done(self.diagnostic, self.answers, solutions, self.basis)
        return assess(self.diagnostic, answers, basis=self.basis, scope=self.scope)

    def reached(self, solutions: Collection[str]) -> bool:
        """Tell whether every target is reached once these solutions are done."""
        scores = {score.domain: score for score in self.after(solutions).domains}
        return all(target.reached_by(scores[target.domain]) for target in self.targets)


def cheapest(problem: Problem, solve: Solver) -> tuple[str, ...] | None:
    """Return the cheapest set of solutions that reaches every target, prerequisites included, in the diagnostic's order.

    Cheapest is the least sum of effort, then the fewest solutions, then those that stand first in the diagnostic. None
    where no set reaches the targets.

    Raises:
        ArithmeticError: if the solver is wrong: what it found does not reach the targets.
    """
    found = [_cheapest_at(problem, levels, solve) for levels in _routings(problem)]
    able = [each for each in found if each is not None]
    best = min(able, key=lambda each: _cost(problem, each), default=None)
    if best is not None and not problem.reached(best):
        raise ArithmeticError("the solver's answer does not reach the targets")
    return best


def _cost(problem: Problem, solutions: Sequence[str]) -> tuple[int, int, list[int]]:
    places = {solution: place for place, solution in enumerate(problem.diagnostic.solution)}
    effort = sum(problem.diagnostic.solution[each].effort for each in solutions)
    return effort, len(solutions), [places[each] for each in solutions]


# --- which questions are asked ------------------------------------------------------------------------------------

# The level that a question is raised to, by its id; None where it is not.
_Levels = Mapping[str, Fraction | None]


def _routings(problem: Problem) -> Iterator[_Levels]:
    """Yield all that the questions can come to which others hang on: with each it is settled what is asked."""
    questions = routers(problem.diagnostic)
    for levels in product(*((None, *_steps(problem, each)) for each in questions)):
        yield dict(zip(questions, levels, strict=True))


def _known(problem: Problem, question: str) -> Fact:
    """Return what is known of a question now, whether it is asked or not."""
    return fact_of(problem.diagnostic, question, problem.answers.get(question), problem.basis)


def _steps(problem: Problem, question: str) -> tuple[Fraction, ...]:
    """Return the levels above its own that solutions can raise a question to, lowest first."""
    known = _known(problem, question)
    if known.state is State.NOT_APPLICABLE:
        return ()
    raised = {_raises(problem.diagnostic, solution, question) for solution in problem.candidates}
    return tuple(sorted(each for each in raised if each is not None and (known.s is None or each > known.s)))


def _raises(diagnostic: Diagnostic, solution: str, question: str) -> Fraction | None:
    written = diagnostic.solution[solution].raises.get(question)
    return None if written is None else diagnostic.strength(question, written)


def _applicable(problem: Problem, domain: str, levels: _Levels) -> list[tuple[Question, Fact]]:
    """Return the questions of a domain that count where some end at given levels, each with what is known of it now."""
    then = dict(problem.answers)
    for question, s in levels.items():
        if s is not None:
            then[question] = _answer_at(problem.diagnostic, question, s)
    facts = route(problem.diagnostic, then, basis=problem.basis, scope=problem.scope)
    return [
        (question, _known(problem, question.id))
        for question in problem.diagnostic.questions_of(domain)
        if facts[question.id].applies
    ]


def _answer_at(diagnostic: Diagnostic, question: str, s: Fraction) -> Answer:
    named = {diagnostic.strength(question, level.id): level.id for level in diagnostic.levels[question]}
    return Answer(level=named[s], evidence=BEST_SHOWN)


# --- the program --------------------------------------------------------------------------------------------------


@dataclass
class _Writing:
    """A program while it is written.

    Attributes:
        place: the variable of each solution: 1 where it is chosen.
        reaching: the variable of each level that a question can be raised to: 1 where it reaches at least that.
    """

    problem: Problem
    place: dict[str, int]
    reaching: dict[tuple[str, Fraction], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def steps(self, question: str) -> list[tuple[Fraction, int]]:
        """Return the levels that a question can be raised to, lowest first, each with its variable."""
        return [(step, self._reaching(question, step)) for step in _steps(self.problem, question)]

    def _reaching(self, question: str, step: Fraction) -> int:
        """Return a variable that is 1 exactly where a chosen solution raises a question at least so far."""
        if (question, step) in self.reaching:
            return self.reaching[question, step]
        variable = self.reaching[question, step] = len(self.place) + len(self.reaching)
        raising = [
            place
            for solution, place in self.place.items()
            if (to := _raises(self.problem.diagnostic, solution, question)) is not None and to >= step
        ]
        self.rows.append(Row({**dict.fromkeys(raising, 1), variable: -1}, 0))
        self.rows += [Row({variable: 1, place: -1}, 0) for place in raising]
        return variable

    def require(self, numbers: Mapping[int, Fraction | int], at_least: Fraction | int) -> None:
        """Add a row, in whole numbers."""
        parts = [Fraction(number) for number in (*numbers.values(), at_least)]
        unit = lcm(*(part.denominator for part in parts))
        whole = {place: int(number * unit) for place, number in numbers.items() if number}
        self.rows.append(Row(whole, ceil(at_least * unit)))


def _cheapest_at(problem: Problem, levels: _Levels, solve: Solver) -> tuple[str, ...] | None:
    """Return the cheapest set with which the questions that others hang on end at these levels."""
    place = {solution: position for position, solution in enumerate(problem.candidates)}
    writing = _Writing(problem, place)
    for question, level in levels.items():
        for step, variable in writing.steps(question):
            is_reached = level is not None and step <= level
            writing.require({variable: 1 if is_reached else -1}, 1 if is_reached else 0)
    _write_prerequisites(writing)
    for target in problem.targets:
        _write_target(writing, target, _applicable(problem, target.domain, levels))
    # Effort first, then how many: no number of solutions outweighs one point of effort.
    point = len(place) + 1
    costs = [problem.diagnostic.solution[solution].effort * point + 1 for solution in place]
    program = Program((*costs, *[0] * len(writing.reaching)), tuple(writing.rows), tuple(place.values()))
    answer = solve(program)
    return None if answer is None else tuple(solution for solution in place if place[solution] in answer)


def _write_prerequisites(writing: _Writing) -> None:
    for solution, place in writing.place.items():
        for needed in writing.problem.diagnostic.solution[solution].requires:
            if needed in writing.problem.met:
                continue
            if needed in writing.place:
                writing.require({writing.place[needed]: 1, place: -1}, 0)
            else:
                writing.require({place: -1}, 0)


def _write_target(writing: _Writing, target: Target, applicable: Sequence[tuple[Question, Fact]]) -> None:
    """Write what a domain needs: its score, enough answers, every critical question answered and above what would cap it.

    The score is at least a bound where the weighted sum of all that the answers lie above the bound is at least 0; a
    question that is unanswered now has a part in it only once it is raised.
    """
    above: dict[int, Fraction] = {}
    answering: dict[int, int] = {}
    rest = Fraction(0)
    for question, fact in applicable:
        stands = Fraction(0) if fact.state is State.UNKNOWN else fact.s
        if stands is not None:
            rest += question.weight * (stands - target.at_least)
        for step, variable in writing.steps(question.id):
            if stands is None:
                answering[variable] = 1
            above[variable] = question.weight * (step - (target.at_least if stands is None else stands))
            stands = step
        if question.critical:
            _write_critical(writing, target, question, fact)
    writing.require(above, -rest)
    answered = sum(fact.answered for _, fact in applicable)
    # At least one, so that there is a score at all.
    writing.require(answering, max(1, ceil(RATED_FROM * len(applicable))) - answered)


def _write_critical(writing: _Writing, target: Target, question: Question, fact: Fact) -> None:
    """Write that a critical question is answered, and by what does not cap its domain below the target."""

    def is_enough(s: Fraction) -> bool:
        return target.band is None or lets(s, target.band)

    if fact.answered and is_enough(fact.s or Fraction(0)):
        return
    enough = [variable for step, variable in writing.steps(question.id) if is_enough(step)]
    # The lowest level that is enough is reached wherever a higher one is; without any there is no way.
    writing.require(dict.fromkeys(enough[:1], 1), 1)
