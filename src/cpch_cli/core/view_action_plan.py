"""The action plan: every recommendation as a line, with what both services enter: owner, date, status."""

from collections.abc import Iterator

from cpch_cli.core.assess import Recommendation
from cpch_cli.core.document import Cell, Column, Paragraph, Section, Table
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.view_advice import titled
from cpch_cli.core.words import Words

_STATUSES = ("open", "under_way", "done", "dropped")


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
        blocks = (Paragraph(words("view.plan.intro")), table)
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
        *BLANKS,
    )


def to_fill_in(words: Words) -> tuple[Column, ...]:
    """Return the columns that are filled in: owner, date, status."""
    statuses = tuple(words(f"view.status_of_action.{status}") for status in _STATUSES)
    return (
        Column(words("view.column.owner"), fill_in="text"),
        Column(words("view.column.due"), fill_in="date"),
        Column(words("view.column.status"), fill_in="choice", choices=statuses),
    )


# What stands in them at first.
BLANKS = (Cell(""), Cell(""), Cell(""))
