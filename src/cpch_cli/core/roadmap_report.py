"""The roadmap as JSON, `cpch-roadmap/1`, and as rows: ids and numbers, never translated words; every key always present."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from cpch_cli.core import model, scoring
from cpch_cli.core.assess import Assessment, Priority
from cpch_cli.core.outcome import marks_of
from cpch_cli.core.plan import Status
from cpch_cli.core.planned import Planned
from cpch_cli.core.report import DiagnosticName, Subject, diagnostic_name, nearest, subject
from cpch_cli.core.roadmap import PHASES, Action, Left, Origin, Reach
from cpch_cli.core.routing import Basis
from cpch_cli.core.rows import Row

FORMAT: Final = "cpch-roadmap/1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Agreed(_Part):
    """What is agreed about a solution; one that stands alone is not on the roadmap: done, dropped, or not recommended."""

    solution: str
    owner: str | None
    date: dt.date | None
    status: Status | None
    overdue: bool
    reason: str | None
    note: str | None


class PlannedSolution(Agreed):
    """A solution on the roadmap, in order; `phase` is null where it has none, and `left` says why."""

    phase: model.Horizon | None
    left: Left | None
    origin: Origin
    priority: Priority | None
    effort: int
    horizon: model.Horizon
    who: tuple[str, ...]
    requires: tuple[str, ...]
    waits_for: tuple[str, ...]
    raises: dict[str, str]
    resources: tuple[str, ...]


class Wanted(_Part):
    """A target: a band or a score, and whether the roadmap comes to it.

    `held_by`, where it cannot be reached, names the questions that no solution raises far enough.
    """

    domain: str
    band: scoring.Band | None
    score: float | None
    reached: bool
    before: float | None
    after: float | None
    held_by: tuple[str, ...]


class DomainThen(_Part):
    """What a domain comes to at a stage."""

    id: str
    score: float | None
    low: float | None
    high: float | None
    band: scoring.Band


class Stage(_Part):
    """The profile now (`phase` is null), or as it is expected after a phase."""

    phase: model.Horizon | None
    score: float | None
    domains: tuple[DomainThen, ...]


class RoadmapReport(_Part):
    """The roadmap of one answers file. `optimal`: the set is proven to be the cheapest; null without targets."""

    format: Literal["cpch-roadmap/1"]
    diagnostic: DiagnosticName
    subject: Subject
    basis: Basis
    start: dt.date | None
    capacity: int | None
    effort: int
    optimal: bool | None
    targets: tuple[Wanted, ...]
    stages: tuple[Stage, ...]
    actions: tuple[PlannedSolution, ...]
    ended: tuple[Agreed, ...]


def roadmap_report(planned: Planned) -> RoadmapReport:
    """Return the roadmap with what is agreed about it."""
    outcome, roadmap = planned.outcome, planned.roadmap
    solutions = outcome.diagnostic.solution
    return RoadmapReport(
        format=FORMAT,
        diagnostic=diagnostic_name(outcome.diagnostic),
        subject=subject(outcome.sheet.subject.model_copy(update={"handling": marks_of(outcome)})),
        basis=outcome.assessment.basis,
        start=planned.start,
        capacity=roadmap.capacity,
        effort=sum(solutions[action.solution].effort for action in roadmap.actions),
        optimal=roadmap.possible if roadmap.targets else None,
        targets=tuple(map(_wanted, roadmap.targets)),
        stages=tuple(
            _stage(phase, stage) for phase, stage in zip((None, *PHASES), roadmap.stages, strict=True)
        ),
        actions=tuple(_action(planned, action) for action in planned.in_order),
        ended=tuple(Agreed(**_agreed(planned, solution)) for solution in planned.ended),
    )


def _wanted(reach: Reach) -> Wanted:
    return Wanted(
        domain=reach.target.domain,
        band=reach.target.band,
        score=nearest(reach.target.score),
        reached=reach.reached,
        before=nearest(reach.before.score),
        after=nearest(reach.after.score),
        held_by=() if reach.target.reached_by(reach.best) else reach.held_by,
    )


def _stage(phase: model.Horizon | None, assessment: Assessment) -> Stage:
    domains = tuple(
        DomainThen(
            id=each.domain,
            score=nearest(each.score),
            low=nearest(each.low),
            high=nearest(each.high),
            band=each.band,
        )
        for each in assessment.domains
    )
    return Stage(phase=phase, score=nearest(assessment.overall.score), domains=domains)


def _action(planned: Planned, action: Action) -> PlannedSolution:
    solution = planned.outcome.diagnostic.solution[action.solution]
    priorities = {each.solution: each.priority for each in planned.outcome.assessment.recommendations}
    return PlannedSolution(
        **_agreed(planned, action.solution),
        phase=action.phase,
        left=action.left,
        origin=action.origin,
        priority=priorities.get(action.solution),
        effort=solution.effort,
        horizon=solution.horizon,
        who=solution.who,
        requires=action.requires,
        waits_for=action.waits_for,
        raises=dict(solution.raises),
        resources=solution.resources,
    )


def _agreed(planned: Planned, solution: str) -> dict[str, Any]:
    agreed = planned.agreed(solution)
    said = {name: getattr(agreed, name) for name in ("owner", "date", "status", "reason", "note")}
    return {"solution": solution, "overdue": solution in planned.overdue, **said}


# --- as rows ------------------------------------------------------------------------------------------------------

COLUMNS: Final = (
    *("position", "phase", "solution", "origin", "priority", "effort", "horizon", "who", "requires"),
    *("left", "waits_for", "owner", "date", "status", "overdue", "reason", "note", "mark"),
)


def roadmap_rows(report: RoadmapReport) -> Iterator[Row]:
    """Yield a row for each action of a roadmap in its order, with an entry for each of `COLUMNS`; `overdue` is 1 or 0."""
    said = report.model_dump(mode="json")
    for position, action in enumerate((*said["actions"], *said["ended"]), start=1):
        row: Row = {column: action.get(column) for column in COLUMNS}
        yield {
            **row,
            "mark": said["subject"]["handling"],
            "position": position,
            "overdue": int(action["overdue"]),
        }
