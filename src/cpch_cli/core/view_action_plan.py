"""The action plan: every recommendation as a line, with what both services enter: owner, date, status."""

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from cpch_cli.core import phrases
from cpch_cli.core.assess import Recommendation
from cpch_cli.core.document import Block, Cell, Column, Facts, Paragraph, Section, Table
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.plan import PlannedAction, Progress, Status
from cpch_cli.core.view_advice import titled
from cpch_cli.core.words import Words

Pair = tuple[str, str]

_STATUSES: Final[tuple[Status, ...]] = get_args(Status)
_BEGUN: Final[tuple[Status, ...]] = ("done", "under_way")


def action_plan(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the table that a working group fills in, if anything is recommended."""
    if outcome.assessment.recommendations:
        columns = (
            Column(words("view.column.number"), numeric=True),
            Column(words("view.column.action")),
            Column(words("view.label.who")),
            Column(words("view.label.horizon")),
            *to_fill_in(words),
        )
        rows = tuple(
            _row(outcome, words, position, each)
            for position, each in enumerate(outcome.assessment.recommendations, start=1)
        )
        table = Table(words("view.plan.table"), columns, rows)
        facts = [Facts(pairs)] if (pairs := tuple(progress(outcome, words))) else []
        blocks: tuple[Block, ...] = (Paragraph(words("view.plan.intro")), *facts, table)
        # It is torn out and worked on.
        yield Section("plan", words("view.plan.title"), blocks, new_page=True)


def _row(outcome: Outcome, words: Words, position: int, recommendation: Recommendation) -> tuple[Cell, ...]:
    solution = outcome.diagnostic.solution[recommendation.solution]
    return (
        Cell(str(position), position),
        Cell(
            "\n".join((titled(solution, words), words(f"view.priority.{recommendation.priority.value}"))),
            solution.id,
        ),
        Cell(words.listed(words(f"actor.{actor}") for actor in solution.who)),
        Cell(words(f"horizon.{solution.horizon}")),
        *filled_in(outcome.progress.agreed(solution.id), words),
    )


def to_fill_in(words: Words) -> tuple[Column, ...]:
    """Return the columns that are filled in: owner, date, status."""
    statuses = tuple(words(f"view.status_of_action.{status}") for status in _STATUSES)
    return (
        Column(words("view.column.owner"), fill_in="text"),
        Column(words("view.column.due"), fill_in="date"),
        Column(words("view.column.status"), fill_in="choice", choices=statuses),
    )


def filled_in(agreed: PlannedAction, words: Words) -> tuple[Cell, Cell, Cell]:
    """Return what stands in these columns: what the plan says of an action, or nothing."""
    date = Cell(words.date(agreed.date), agreed.date) if agreed.date else Cell("")
    status = words(f"view.status_of_action.{agreed.status}") if agreed.status else ""
    return Cell(phrases.person(agreed.owner or "", words)), date, Cell(status)


def progress(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield what of the plan is done, under way and overdue, by their titles; nothing where there is no plan."""
    for state, solutions in _progress(outcome, words):
        yield words("view.progress", state=state), words.parted(titles(outcome.diagnostic, solutions))


def progress_in_short(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield the same as numbers, in one line."""
    counts = [
        words("view.progress.count", state=state, n=len(solutions))
        for state, solutions in _progress(outcome, words)
    ]
    if counts:
        yield words("view.progress.title"), words.parted(counts)


def _progress(outcome: Outcome, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    plan = outcome.progress
    for status in _BEGUN:
        if solutions := plan.in_state(status):
            yield words(f"view.status_of_action.{status}"), solutions
    if plan.day and plan.overdue:
        yield words("view.progress.overdue", day=words.date(plan.day)), plan.overdue


def state(progress: Progress, solution: str, words: Words) -> str:
    """Return how far an action has come, and that it is overdue where it is."""
    said = words(f"view.status_of_action.{progress.agreed(solution).status or 'open'}")
    return words("view.progress.late", state=said) if solution in progress.overdue else said


def titles(diagnostic: Diagnostic, solutions: Iterable[str]) -> list[str]:
    """Return the titles of solutions to stand in a list; a retired one is named by its id."""
    known = diagnostic.solution
    return [known[each].title.rstrip(".") if each in known else each for each in solutions]
