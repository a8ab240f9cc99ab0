"""The plan file: what people agree on beside their answers, action by action: who, by when, how far it has come."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from cpch_cli.core.model import (
    LANGUAGE_PATTERN,
    Day,
    Diagnostic,
    DiagnosticName,
    Horizon,
    Subject,
    Text,
    Value,
    saved_by_id,
)
from cpch_cli.core.problems import Problem, unknown
from cpch_cli.core.release import NAMELESS

# No plan needs more points of effort in one phase.
LARGEST_CAPACITY: Final = 9999


def _as_capacity(value: object) -> int:
    if isinstance(value, int | str) and str(value).isascii() and str(value).isdigit():
        number = int(str(value)) if len(str(value)) <= len(str(LARGEST_CAPACITY)) else 0
        if 1 <= number <= LARGEST_CAPACITY:
            return number
    raise PydanticCustomError("capacity", "not a capacity", {"word": str(value)})


Capacity = Annotated[
    int,
    BeforeValidator(_as_capacity),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^0*[1-9][0-9]{0,3}$", "minimum": 1}),
]
Status = Literal["open", "under_way", "done", "dropped"]
# Of an action that nobody has to do anything about any more.
ENDED: Final = frozenset({"done", "dropped"})


def _nothing_yet(data: Any) -> Any:
    return {} if data is None else data


class PlannedAction(Value):
    """What is agreed about one solution.

    Attributes:
        title, phase: written by cpch, for those who read the file; no phase: it found none.
        date: the day by which it is to be done.
        reason: why it is not planned, or was dropped.
    """

    title: Text | None = None
    phase: Horizon | None = None
    owner: Text | None = None
    date: Day | None = None
    status: Status | None = None
    reason: Text | None = None
    note: Text | None = None

    @property
    def is_filled_in(self) -> bool:
        """Whether a person said anything about it."""
        said = (self.owner, self.date, self.reason, self.note, self.extensions)
        return any(said) or self.status not in (None, "open")


class Plan(Value):
    """A plan file: what both services have agreed to do, beside the answers that it follows from.

    Attributes:
        start: the day from which the phases count; None: that of the assessment.
        capacity: points of effort in each phase.
        targets: as they were given: `BAND`, `DOMAIN=BAND` or `DOMAIN=SCORE`.
    """

    format: Literal["cpch-plan/1"]
    diagnostic: DiagnosticName | None = None
    subject: Subject = Subject()
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)] | None = None
    start: Day | None = None
    capacity: Capacity | None = None
    targets: tuple[Text, ...] | None = None
    saved: Annotated[Mapping[str, Annotated[PlannedAction, BeforeValidator(_nothing_yet)]], *saved_by_id] = (
        Field(default_factory=dict, alias="actions")
    )

    @property
    def actions(self) -> Mapping[str, PlannedAction]:
        """What is agreed, by solution."""
        return {key: entry for key, entry in self.saved.items() if isinstance(entry, PlannedAction)}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan has come on a day.

    Attributes:
        plan: None where nothing is agreed.
        day: by which an action is overdue or not; None: nothing is said of that.
    """

    plan: Plan | None = None
    day: dt.date | None = None

    @property
    def actions(self) -> Mapping[str, PlannedAction]:
        """What is agreed, by solution."""
        return self.plan.actions if self.plan else {}

    def agreed(self, solution: str) -> PlannedAction:
        """Return what is agreed about a solution."""
        return self.actions.get(solution, PlannedAction())

    def in_state(self, status: Status) -> tuple[str, ...]:
        """Return the solutions whose action has this status."""
        return tuple(solution for solution, action in self.actions.items() if action.status == status)

    @property
    def overdue(self) -> tuple[str, ...]:
        """The solutions that were to be done before the day and are not."""
        return tuple(
            solution
            for solution, action in self.actions.items()
            if self.day and action.date and action.date < self.day and action.status not in ENDED
        )


# Nothing is agreed.
NO_PROGRESS: Final = Progress()


def new_plan(language: str) -> Plan:
    """Return a plan in which nothing is agreed yet."""
    return Plan.model_validate({"format": "cpch-plan/1", "language": language})


def without_names(plan: Plan) -> Plan:
    """Return a plan without the owners' names and without texts, for a copy that may leave the house."""
    bare = {
        solution: action.model_copy(
            update={"owner": NAMELESS if action.owner else None, "reason": None, "note": None}
        )
        for solution, action in plan.actions.items()
    }
    return plan.model_copy(update={"saved": bare})


def problems_of_plan(diagnostic: Diagnostic, plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with a plan for this diagnostic."""
    if plan.diagnostic is not None and plan.diagnostic.id != diagnostic.id:
        values = {"word": plan.diagnostic.id, "known": diagnostic.id}
        yield Problem(("diagnostic", "id"), "other_diagnostic", values)
        return
    for solution in plan.actions:
        if solution not in diagnostic.solution and solution not in diagnostic.retired:
            code, values = unknown("unknown_solution", solution, list(diagnostic.solution))
            yield Problem(("actions", solution), code, values, at_key=True)
