"""The roadmap: which solutions, in which order and phase, what each phase brings (from recommendations, or from targets).

Rule: prerequisites come first, in the list and in time; nothing that is recommended is left out without saying why.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, get_args

from cpch_cli.core.assess import Assessment, is_met
from cpch_cli.core.model import Diagnostic, Horizon
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.projection import with_done
from cpch_cli.core.routing import route
from cpch_cli.core.scoring import DomainScore
from cpch_cli.core.target import Problem, Solver, Target, cheapest

# In the order of time: within 3 months, within a year, later.
PHASES: Final[tuple[Horizon, ...]] = get_args(Horizon)


class Origin(Enum):
    """Why a solution is on the roadmap."""

    RECOMMENDED = "recommended"
    NEEDED = "needed"
    TARGET = "target"


class Left(Enum):
    """Why a solution has no phase."""

    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"
    WAITS = "waits"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Action:
    """A solution on the roadmap.

    Attributes:
        phase: when it is to be finished; None where it has none, and `left` says why.
        requires: its prerequisites that are not there yet, its own only.
        waits_for: those of them that have no phase themselves.
    """

    solution: str
    origin: Origin
    phase: Horizon | None
    requires: tuple[str, ...]
    left: Left | None = None
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """A target and whether the roadmap comes to it.

    Attributes:
        before, after: the domain as it is, and once everything on the roadmap is done.
        best: the domain once every solution of the diagnostic is done.
        held_by: its questions that lie below the target even then, for no solution raises them so far.
    """

    target: Target
    before: DomainScore
    after: DomainScore
    best: DomainScore
    held_by: tuple[str, ...]

    @property
    def reached(self) -> bool:
        """Whether the roadmap comes to it."""
        return self.target.reached_by(self.after)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """What to do, in order.

    Attributes:
        actions: prerequisites before what needs them.
        done: solutions that were done already, by the plan.
        stages: what the answers come to now and after each phase; four assessments.
        capacity: points of effort in each phase; None where it is not limited.
        targets: empty where the roadmap holds what is recommended.
        possible: whether any set of solutions reaches all targets; True without targets.
        alone: the targets that can be reached if there are no others, where all together cannot.
    """

    actions: tuple[Action, ...]
    done: tuple[str, ...]
    stages: tuple[Assessment, ...]
    capacity: int | None
    targets: tuple[Reach, ...]
    possible: bool
    alone: tuple[Target, ...]

    def of_phase(self, phase: Horizon | None) -> tuple[Action, ...]:
        """Return the actions of a phase; None: those that have none."""
        return tuple(action for action in self.actions if action.phase == phase)


def roadmap(
    outcome: Outcome,
    *,
    capacity: int | None = None,
    targets: Sequence[Target] = (),
    done: Collection[str] = (),
    dropped: Collection[str] = (),
    solve: Solver,
) -> Roadmap:
    """Return the roadmap that follows from an outcome.

    Args:
        outcome: of a settled sheet, on the basis that levels are to be compared on.
        capacity: points of effort in each phase, at least 1; None: no limit.
        targets: for domains in scope; without any, what is recommended is planned.
        done: solutions that are done already, whatever the answers say.
        dropped: solutions that will not be done.
        solve: finds the cheapest set for the targets; not called without any.
    """
    diagnostic = outcome.diagnostic
    done = tuple(solution for solution in diagnostic.solution if solution in set(done))
    problem = _problem(outcome, targets, done, dropped)
    there = problem.met
    chosen = cheapest(problem, solve) if targets else tuple(_recommended(outcome, done))
    wanted = chosen or ()
    origins = _origins(outcome, wanted, there, for_target=bool(targets))
    actions = tuple(_placed(diagnostic, _in_order(diagnostic, origins), there, frozenset(dropped), capacity))
    stages = (outcome.assessment, *_stages(problem, actions))
    return Roadmap(
        actions=actions,
        done=done,
        stages=stages,
        capacity=capacity,
        targets=tuple(_reaches(problem, outcome.assessment, wanted)) if targets else (),
        possible=chosen is not None,
        alone=() if chosen is not None else _alone(problem, solve),
    )


# --- which solutions ----------------------------------------------------------------------------------------------


def _recommended(outcome: Outcome, done: Collection[str]) -> Iterator[str]:
    # What a solution brings about can be there, and a weakness recommend it all the same.
    return (each.solution for each in outcome.assessment.recommendations if each.solution not in done)


def _problem(
    outcome: Outcome, targets: Sequence[Target], done: Collection[str], dropped: Collection[str]
) -> Problem:
    """Return what is to be reached from what is answered and done; what is there by either is met (method 3.9)."""
    diagnostic, basis = outcome.diagnostic, outcome.assessment.basis
    answers = with_done(diagnostic, outcome.sheet.answers, done, basis)
    scope = outcome.sheet.subject.domains
    facts = route(diagnostic, answers, basis=basis, scope=scope)
    met = {each.id for each in diagnostic.solutions if is_met(diagnostic, facts, each)}
    there, barred = frozenset(done) | met, frozenset(done) | frozenset(dropped)
    return Problem(diagnostic, answers, basis, scope, tuple(targets), there, barred)


def _origins(
    outcome: Outcome, wanted: Iterable[str], there: Collection[str], *, for_target: bool
) -> dict[str, Origin]:
    """Return why each solution is there, in the order in which they are to be taken up: as recommended, then as they stand."""
    recommended = [each.solution for each in outcome.assessment.recommendations]
    order = dict.fromkeys((*recommended, *outcome.diagnostic.solution))
    place = {solution: position for position, solution in enumerate(order)}
    origins = {}
    for solution in sorted(wanted, key=place.__getitem__):
        is_recommended = solution in recommended
        origins[solution] = (
            Origin.RECOMMENDED if is_recommended else Origin.TARGET if for_target else Origin.NEEDED
        )
    for solution in tuple(origins):
        for needed in _chain(outcome.diagnostic, solution, there):
            origins.setdefault(needed, Origin.NEEDED)
    return origins


def _chain(diagnostic: Diagnostic, solution: str, there: Collection[str]) -> Iterator[str]:
    """Yield the prerequisites of a solution that are not there yet, over the whole chain, each once."""
    found = dict.fromkeys(_missing(diagnostic, solution, there))
    waiting = list(found)
    while waiting:
        needed = waiting.pop(0)
        yield needed
        further = [each for each in _missing(diagnostic, needed, there) if each not in found]
        found |= dict.fromkeys(further)
        waiting += further


def _missing(diagnostic: Diagnostic, solution: str, there: Collection[str]) -> tuple[str, ...]:
    return tuple(needed for needed in diagnostic.solution[solution].requires if needed not in there)


def _in_order(diagnostic: Diagnostic, origins: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return the same with prerequisites before what needs them."""
    taken: dict[str, Origin] = {}

    def take(solution: str) -> None:
        for needed in diagnostic.solution[solution].requires:
            if needed in origins and needed not in taken:
                take(needed)
        taken.setdefault(solution, origins[solution])

    for solution in origins:
        take(solution)
    return taken


# --- phases -------------------------------------------------------------------------------------------------------


def _placed(
    diagnostic: Diagnostic,
    origins: Mapping[str, Origin],
    there: Collection[str],
    dropped: Collection[str],
    capacity: int | None,
) -> Iterator[Action]:
    """Yield each solution with its phase: the latest of its own horizon and its prerequisites', then the first with room."""
    room = dict.fromkeys(PHASES, capacity)
    phases: dict[str, Horizon | None] = {}
    for solution, origin in origins.items():
        requires = _missing(diagnostic, solution, there)
        waits_for = tuple(needed for needed in requires if phases[needed] is None)
        effort = diagnostic.solution[solution].effort
        left = None
        phase = None
        if solution in dropped:
            left = Left.DROPPED
        elif waits_for:
            left = Left.WAITS
        elif capacity is not None and effort > capacity:
            left = Left.TOO_LARGE
        else:
            earliest = max(map(PHASES.index, _horizons(diagnostic, solution, requires, phases)))
            phase = next((each for each in PHASES[earliest:] if _has_room(room[each], effort)), None)
            left = Left.NO_ROOM if phase is None else None
        if phase is not None and (points := room[phase]) is not None:
            room[phase] = points - effort
        phases[solution] = phase
        yield Action(solution, origin, phase, requires, left, waits_for)


def _horizons(
    diagnostic: Diagnostic, solution: str, requires: Iterable[str], phases: Mapping[str, Horizon | None]
) -> Iterator[Horizon]:
    yield diagnostic.solution[solution].horizon
    yield from (phase for needed in requires if (phase := phases[needed]) is not None)


def _has_room(points: int | None, effort: int) -> bool:
    return points is None or points >= effort


# --- what it brings -----------------------------------------------------------------------------------------------


def _stages(problem: Problem, actions: Sequence[Action]) -> Iterator[Assessment]:
    """Yield the assessment after each phase."""
    finished: list[str] = []
    for phase in PHASES:
        finished += [action.solution for action in actions if action.phase == phase]
        yield problem.after(finished)


def _reaches(problem: Problem, before: Assessment, chosen: Sequence[str]) -> Iterator[Reach]:
    after, best = problem.after(chosen), problem.after(problem.diagnostic.solution)
    for target in problem.targets:
        held_by = tuple(_held_by(problem.diagnostic, best, target))
        yield Reach(target, _score(before, target), _score(after, target), _score(best, target), held_by)


def _held_by(diagnostic: Diagnostic, best: Assessment, target: Target) -> Iterator[str]:
    for question in diagnostic.questions_of(target.domain):
        fact = best.facts[question.id]
        if fact.applies and (fact.s is None or fact.s < target.at_least):
            yield question.id


def _score(assessment: Assessment, target: Target) -> DomainScore:
    return next(score for score in assessment.domains if score.domain == target.domain)


def _alone(problem: Problem, solve: Solver) -> tuple[Target, ...]:
    """Return the targets that can be reached each by itself."""
    return tuple(target for target in problem.targets if cheapest(problem.only(target), solve) is not None)
