"""A roadmap with what is agreed about it, and how a new roadmap is brought into a plan.

Rule: what a person wrote is never lost; cpch itself writes the title and the phase, and the order.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cpch_cli.core.model import Diagnostic, DiagnosticName, Horizon, Subject
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.plan import Plan, PlannedAction
from cpch_cli.core.roadmap import PHASES, Action, Roadmap
from cpch_cli.core.voices import marks


@dataclass(frozen=True, slots=True)
class Planned:
    """A roadmap with the outcome that it follows from, which holds what is agreed about it."""

    outcome: Outcome
    roadmap: Roadmap

    def agreed(self, solution: str) -> PlannedAction:
        """Return what is agreed about a solution."""
        return self.outcome.progress.agreed(solution)

    @property
    def in_order(self) -> tuple[Action, ...]:
        """The actions of the roadmap in the order of their phases, those without one last."""
        return tuple(action for phase in (*PHASES, None) for action in self.roadmap.of_phase(phase))

    @property
    def ended(self) -> tuple[str, ...]:
        """The solutions of the plan that are filled in and not on the roadmap: done, dropped, or not needed for it."""
        planned = {action.solution for action in self.roadmap.actions}
        return tuple(
            solution
            for solution, action in self.outcome.progress.actions.items()
            if solution not in planned and action.is_filled_in
        )

    @property
    def overdue(self) -> tuple[str, ...]:
        """The solutions that were to be done by now."""
        return self.outcome.progress.overdue

    @property
    def start(self) -> dt.date | None:
        """The day from which the phases count."""
        plan = self.outcome.progress.plan
        return (plan and plan.start) or self.outcome.sheet.subject.date


def updated(
    plan: Plan,
    outcome: Outcome,
    roadmap: Roadmap,
    *,
    capacity: int | None,
    targets: Iterable[str],
    language: str | None = None,
) -> Plan:
    """Return a plan with the actions of a roadmap, in its order and with its phases; all that was filled in stays.

    An action that is not on the roadmap any more stays at the end, if anything was filled in; else it goes.
    """
    diagnostic = outcome.diagnostic
    actions = {
        action.solution: _updated(plan, diagnostic, action.solution, action.phase)
        for phase in (*PHASES, None)
        for action in roadmap.of_phase(phase)
    }
    others = {
        solution: action.model_copy(update={"phase": None})
        for solution, action in plan.actions.items()
        if solution not in actions and action.is_filled_in
    }
    aside = {key: entry for key, entry in plan.saved.items() if key not in plan.actions}
    name = {"id": diagnostic.id, "version": diagnostic.version, "digest": diagnostic.digest}
    changed = {
        "diagnostic": (plan.diagnostic or DiagnosticName(id=diagnostic.id)).model_copy(update=name),
        "subject": _subject_of(outcome, plan),
        "language": language or plan.language,
        "capacity": capacity,
        "targets": tuple(targets) or None,
        "saved": {**actions, **others, **aside},
    }
    return plan.model_copy(update=changed)


def _updated(plan: Plan, diagnostic: Diagnostic, solution: str, phase: Horizon | None) -> PlannedAction:
    before = plan.actions.get(solution, PlannedAction())
    said = {"title": diagnostic.solution[solution].title, "phase": phase, "status": before.status or "open"}
    return before.model_copy(update=said)


def _subject_of(outcome: Outcome, plan: Plan) -> Subject:
    """Return whose plan it is, without the persons; what stood there under keys of one's own stays."""
    subject = outcome.sheet.subject
    named = ("country", "country_code", "region", "site", "scope", "agency", "date")
    said = {name: value for name in named if (value := getattr(subject, name)) is not None}
    # A mark that one of them bears, both bear.
    said["handling"] = marks([plan.subject.handling, subject.handling])
    return plan.subject.model_copy(update=said)
