"""The roadmap in words: what the phases bring, what is to be done in each, by whom and by when, what has no place and why."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.assess import Recommendation
from cpch_cli.core.conditions_in_words import level_in_words
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Items,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
    Timeline,
    Tone,
    Trend,
)
from cpch_cli.core.model import Horizon
from cpch_cli.core.planned import Planned
from cpch_cli.core.roadmap import PHASES, Action, Left, Origin, Reach
from cpch_cli.core.view_action_plan import filled_in, progress_in_short, state, titles, to_fill_in
from cpch_cli.core.view_advice import best, reason_in_short, titled
from cpch_cli.core.view_head import document, head
from cpch_cli.core.view_standing import band
from cpch_cli.core.words import Words

Pair = tuple[str, str]

# From which month to which a phase is drawn; the last has no end.
MONTHS: Final[dict[Horizon, tuple[int, int]]] = {"quick": (0, 3), "medium": (3, 12), "long": (12, 24)}
_AXIS: Final = 24
_TICKS: Final = (0, 3, 12, 24)
_DAYS_OF_A_MONTH: Final = Fraction(36525, 1200)
_TONES: Final[dict[str, Tone]] = {"done": "sound", "under_way": "partial"}


def roadmap_document(planned: Planned, words: Words, *, printed: dt.date | None = None) -> Document:
    """Return the roadmap: in short, phase by phase, what has no place, what is done, every action in full."""
    sections = (
        _overview(planned, words),
        *_timeline(planned, words),
        *_phases(planned, words),
        *_without_phase(planned, words),
        *_ended(planned, words),
        *_in_full(planned, words),
        _method(planned, words),
    )
    whole = document(planned.outcome, words, *head(planned.outcome, words, printed), *sections)
    return replace(whole, title=words("roadmap.title", title=whole.title))


# --- in short -----------------------------------------------------------------------------------------------------


def _overview(planned: Planned, words: Words) -> Section:
    blocks: list[Block] = [*_verdict(planned, words), Facts(tuple(_figures(planned, words)))]
    if planned.roadmap.actions:
        blocks.append(_expected(planned, words))
    return Section("overview", words("roadmap.overview"), tuple(blocks), front=True)


def _verdict(planned: Planned, words: Words) -> Iterator[Block]:
    """Yield whether the targets are reached, and at what price; or why they cannot be."""
    roadmap = planned.roadmap
    if not roadmap.targets:
        if not roadmap.actions:
            yield Paragraph(words("roadmap.nothing"))
        return
    if roadmap.possible and not roadmap.actions:
        yield Paragraph(words("roadmap.there_already"))
    elif roadmap.possible:
        effort = _effort(planned, roadmap.actions, words)
        yield Paragraph(words.count("roadmap.cheapest", len(roadmap.actions), effort=effort))
    else:
        yield Paragraph(words("roadmap.impossible"), "alert")
    yield Items(tuple(_reach(planned, reach, words) for reach in roadmap.targets))
    if left := roadmap.of_phase(None):
        yield Paragraph(words.count("roadmap.reached_only_with", len(left)), "alert")


def _reach(planned: Planned, reach: Reach, words: Words) -> str:
    outcome, target = planned.outcome, reach.target
    wanted = words(f"view.band.{target.band.value}") if target.band else words.score(target.at_least)
    said = {
        "domain": phrases.domain(outcome.diagnostic, target.domain),
        "wanted": wanted,
        "now": words.score(reach.before.score),
        "now_band": band(outcome, words, reach.before),
    }
    if reach.reached:
        return words(
            "roadmap.reach", **said, then=words.score(reach.after.score), then_band=_band(reach, words)
        )
    if target.reached_by(reach.best):
        together = "alone" if target in planned.roadmap.alone else "together"
        return words(f"roadmap.reach.{together}", **said)
    if not reach.best.count.asked:
        return words("roadmap.reach.nothing_applies", **said)
    held = phrases.numbers(outcome.diagnostic, reach.held_by, words)
    best_band = words(f"view.band.{reach.best.band.value}")
    return words(
        "roadmap.reach.held", **said, best=words.score(reach.best.score), best_band=best_band, questions=held
    )


def _band(reach: Reach, words: Words) -> str:
    return words(f"view.band.{reach.after.band.value}")


def _figures(planned: Planned, words: Words) -> Iterator[Pair]:
    roadmap = planned.roadmap
    for phase in PHASES:
        actions = roadmap.of_phase(phase)
        said = words.count("roadmap.actions", len(actions), effort=_effort(planned, actions, words))
        yield words(f"roadmap.phase.{phase}"), said
    if left := roadmap.of_phase(None):
        said = words.count("roadmap.actions", len(left), effort=_effort(planned, left, words))
        yield words("roadmap.without_phase"), said
    if roadmap.capacity:
        yield words("roadmap.capacity"), words.count("roadmap.points", roadmap.capacity)
    if start := planned.start:
        yield words("roadmap.start"), words.date(start)
    yield from progress_in_short(planned.outcome, words)


def _effort(planned: Planned, actions: Iterable[Action], words: Words) -> str:
    """Return the points of effort that actions take together."""
    efforts = (planned.outcome.diagnostic.solution[action.solution].effort for action in actions)
    return words.count("roadmap.points", sum(efforts))


# --- the pictures -------------------------------------------------------------------------------------------------


def _expected(planned: Planned, words: Words) -> Trend:
    """Return the profile as it is, and as it is to be after each phase."""
    outcome, stages = planned.outcome, planned.roadmap.stages
    by_domain = [[stage.domains[place] for stage in stages] for place in range(len(stages[0].domains))]
    lines = tuple(
        Line(
            phrases.domain(outcome.diagnostic, scores[0].domain),
            tuple(Cell(words.score(each.score), each.score, phrases.TONES[each.band]) for each in scores),
            words(
                "roadmap.from_to",
                before=words(f"view.band.{scores[0].band.value}"),
                after=words(f"view.band.{scores[-1].band.value}"),
            ),
        )
        for scores in by_domain
    )
    rounds = (words("roadmap.now"), *(words(f"roadmap.after.{phase}") for phase in PHASES))
    heads = (words("view.column.domain"), words("view.column.band"))
    return Trend(words("roadmap.expected"), heads, rounds, lines, words("roadmap.expected.caption"))


def _timeline(planned: Planned, words: Words) -> Iterator[Section]:
    spans = tuple(_span(planned, action, action.phase, words) for action in planned.in_order if action.phase)
    if spans:
        title = words("roadmap.timeline")
        ticks = tuple((month, words("roadmap.tick", n=month)) for month in _TICKS)
        heads = (words("view.column.action"), words("view.label.horizon"), words("view.column.status"))
        caption = words("roadmap.timeline.caption")
        picture = Timeline(words("roadmap.timeline.title"), heads, spans, _AXIS, ticks, caption)
        yield Section("timeline", title, (picture,), new_page=True)


def _span(planned: Planned, action: Action, phase: Horizon, words: Words) -> Span:
    agreed, (start, end) = planned.agreed(action.solution), MONTHS[phase]
    is_late = action.solution in planned.overdue
    when = words(f"horizon.{phase}")
    if agreed.date:
        when = words("roadmap.by", day=words.date(agreed.date))
    return Span(
        label=planned.outcome.diagnostic.solution[action.solution].title,
        start=start,
        end=end,
        when=when,
        state=state(planned.outcome.progress, action.solution, words),
        tone="critical_gap" if is_late else _TONES.get(agreed.status or "open", "plain"),
        due=_month(planned.start, agreed.date),
    )


def _month(start: dt.date | None, day: dt.date | None) -> Fraction | None:
    """Return how many months after the start a day is, within the axis."""
    if start is None or day is None:
        return None
    return min(max((day - start).days / _DAYS_OF_A_MONTH, Fraction(0)), Fraction(_AXIS))


# --- phase by phase -----------------------------------------------------------------------------------------------


def _phases(planned: Planned, words: Words) -> Iterator[Section]:
    """Yield a table for each phase, its actions numbered through."""
    number = 0
    for phase in PHASES:
        actions = planned.roadmap.of_phase(phase)
        if actions:
            title = words(f"roadmap.phase.{phase}")
            table = _table(planned, actions, words, title=title, first=number + 1)
            said = words.count("roadmap.actions", len(actions), effort=_effort(planned, actions, words))
            yield Section(f"phase.{phase}", title, (Paragraph(said), table))
        number += len(actions)


def _table(planned: Planned, actions: Sequence[Action], words: Words, *, title: str, first: int) -> Table:
    columns = (
        Column(words("view.column.number"), numeric=True),
        Column(words("view.column.action")),
        Column(words("view.label.who")),
        Column(words("view.label.effort"), numeric=True),
        *to_fill_in(words),
    )
    rows = tuple(_row(planned, number, action, words) for number, action in enumerate(actions, start=first))
    return Table(title, columns, rows)


def _row(planned: Planned, number: int, action: Action, words: Words) -> tuple[Cell, ...]:
    solution = planned.outcome.diagnostic.solution[action.solution]
    named = [titled(solution, words)]
    if action.requires:
        first = words.parted(titles(planned.outcome.diagnostic, action.requires))
        named.append(words("roadmap.needs_first", solutions=first))
    return (
        Cell(str(number), number),
        Cell("\n".join(named), solution.id),
        Cell(words.listed(words(f"actor.{actor}") for actor in solution.who)),
        Cell(str(solution.effort), solution.effort),
        *filled_in(planned.agreed(action.solution), words),
    )


def _without_phase(planned: Planned, words: Words) -> Iterator[Section]:
    """Yield what is not planned, with the reason, so that nothing is lost."""
    actions = planned.roadmap.of_phase(None)
    if actions:
        columns = (Column(words("view.column.action")), Column(words("view.column.reason")))
        rows = tuple(
            (
                Cell(titled(planned.outcome.diagnostic.solution[action.solution], words), action.solution),
                Cell(_why_not(planned, action, words)),
            )
            for action in actions
        )
        title = words("roadmap.without_phase")
        yield Section("without_phase", title, (Table(title, columns, rows),))


def _why_not(planned: Planned, action: Action, words: Words) -> str:
    left = action.left or Left.NO_ROOM
    effort = planned.outcome.diagnostic.solution[action.solution].effort
    waits_for = words.parted(titles(planned.outcome.diagnostic, action.waits_for))
    said = words(
        f"roadmap.left.{left.value}", effort=effort, capacity=planned.roadmap.capacity, solutions=waits_for
    )
    reason = planned.agreed(action.solution).reason
    return "\n".join(part for part in (said, reason) if part)


def _ended(planned: Planned, words: Words) -> Iterator[Section]:
    """Yield what is done or dropped, and what was agreed on and does not follow from the answers any more."""
    if planned.ended:
        columns = (
            Column(words("view.column.action")),
            Column(words("view.column.status")),
            Column(words("view.column.owner")),
            Column(words("view.column.due")),
            Column(words("view.column.remarks")),
        )
        rows = tuple(_ended_row(planned, each, words) for each in planned.ended)
        table = Table(words("roadmap.ended"), columns, rows)
        yield Section("ended", words("roadmap.ended"), (Paragraph(words("roadmap.ended.intro")), table))


def _ended_row(planned: Planned, solution: str, words: Words) -> tuple[Cell, ...]:
    agreed = planned.agreed(solution)
    owner, date, _ = filled_in(agreed, words)
    said = "\n".join(part for part in (agreed.reason, agreed.note) if part)
    (title,) = titles(planned.outcome.diagnostic, [solution])
    return (
        Cell(title, solution),
        Cell(state(planned.outcome.progress, solution, words)),
        owner,
        date,
        Cell(said),
    )


# --- every action in full -----------------------------------------------------------------------------------------


def _in_full(planned: Planned, words: Words) -> Iterator[Section]:
    if planned.roadmap.actions:
        recommended = {each.solution: each for each in planned.outcome.assessment.recommendations}
        sections = tuple(
            _action(planned, action, recommended.get(action.solution), words) for action in planned.in_order
        )
        yield Section("actions", words("roadmap.in_full"), sections, new_page=True)


def _action(planned: Planned, action: Action, recommendation: Recommendation | None, words: Words) -> Section:
    diagnostic = planned.outcome.diagnostic
    solution, agreed = diagnostic.solution[action.solution], planned.agreed(action.solution)
    pairs: list[Pair] = [
        (words("view.label.why"), _why(planned, action, recommendation, words)),
        (words("view.label.who"), words.listed(words(f"actor.{actor}") for actor in solution.who)),
        (words("view.label.first_step"), solution.first_step),
        (words("view.label.done_when"), solution.done_when),
        (words("view.label.effort"), words("view.effort", n=solution.effort)),
        (words("view.label.horizon"), words(f"horizon.{solution.horizon}")),
    ]
    pairs += [
        (words("view.label.requires"), title) for title in titles(planned.outcome.diagnostic, action.requires)
    ]
    pairs += [
        (words("roadmap.brings"), _brings(planned, question, written, words))
        for question, written in solution.raises.items()
    ]
    if solution.resources:
        resources = (diagnostic.resource[each].title for each in solution.resources)
        pairs.append((words("view.label.resources"), words.parted(resources)))
    if agreed.note:
        pairs.append((words("view.label.note"), agreed.note))
    steps = Items(solution.steps, numbered=True)
    return Section(f"action.{solution.id}", titled(solution, words), (Facts(tuple(pairs)), steps))


def _why(planned: Planned, action: Action, recommendation: Recommendation | None, words: Words) -> str:
    if recommendation:
        return reason_in_short(planned.outcome, words, best(recommendation))
    if action.origin is Origin.TARGET:
        return words("roadmap.why.target")
    needing = [each.solution for each in planned.roadmap.actions if action.solution in each.requires]
    return words("roadmap.why.needed", solutions=words.parted(titles(planned.outcome.diagnostic, needing)))


def _brings(planned: Planned, question: str, written: str, words: Words) -> str:
    diagnostic = planned.outcome.diagnostic
    level = level_in_words(diagnostic, question, written, words)
    return words("explain.raises", question=phrases.question(diagnostic, question), level=level)


def _method(planned: Planned, words: Words) -> Section:
    keys = ["phases", "effect"] if planned.roadmap.targets else ["order", "phases", "effect"]
    keys += ["evidenced"] if planned.outcome.assessment.basis == "evidenced" else []
    keys += ["targets"] if planned.roadmap.targets else []
    blocks = tuple(Paragraph(words(f"roadmap.method.{key}")) for key in keys)
    return Section("method", words("roadmap.method"), blocks)
