"""The days of a roadmap for a calendar: those that were agreed, and the end of the phase where none was."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from cpch_cli.core.model import Horizon
from cpch_cli.core.outcome import marks_of
from cpch_cli.core.plan import ENDED
from cpch_cli.core.planned import Planned
from cpch_cli.core.roadmap import Action
from cpch_cli.core.view_roadmap import MONTHS
from cpch_cli.core.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day in a calendar.

    Attributes:
        id: the same for the same action of the same subject, so that a calendar replaces what it has.
        agreed: somebody named the day; else it is proposed.
    """

    id: str
    day: dt.date
    title: str
    text: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days for a calendar; `made` is the day of the assessment, or the first of them."""

    title: str
    language: str
    made: dt.date
    entries: tuple[Entry, ...]


def calendar_of(planned: Planned, title: str, words: Words) -> Calendar | None:
    """Return the days of what is still to be done; None where there are none."""
    entries = tuple(_entries(planned, words))
    if not entries:
        return None
    made = planned.start or min(entry.day for entry in entries)
    return Calendar(title, words.language, made, entries)


def _entries(planned: Planned, words: Words) -> Iterator[Entry]:
    for action in planned.in_order:
        agreed = planned.agreed(action.solution)
        if agreed.status in ENDED:
            continue
        if day := agreed.date or _end(planned.start, action.phase):
            yield _entry(planned, action, day, words, agreed=agreed.date is not None)


def _end(start: dt.date | None, phase: Horizon | None) -> dt.date | None:
    """Return the last day of a phase; None for the last phase, which has no end, and where the calendar has none."""
    if start is None or phase is None or phase == "long":
        return None
    years, month = divmod(start.month - 1 + MONTHS[phase][1], 12)
    year = start.year + years
    if year > dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _entry(planned: Planned, action: Action, day: dt.date, words: Words, *, agreed: bool) -> Entry:
    solution = planned.outcome.diagnostic.solution[action.solution]
    said = planned.agreed(action.solution)
    pairs = [
        ("view.label.owner", said.owner),
        ("view.label.first_step", solution.first_step),
        ("view.label.done_when", solution.done_when),
        ("view.label.note", said.note),
    ]
    mark = marks_of(planned.outcome)
    lines = [mark] if mark else []
    lines += [] if agreed else [words("roadmap.calendar.proposed")]
    lines += [words("list.labelled", label=words(key), text=text) for key, text in pairs if text]
    return Entry(_id(planned, action), day, solution.title, "\n".join(lines), agreed)


def _id(planned: Planned, action: Action) -> str:
    subject = planned.outcome.sheet.subject
    whose = (subject.country_code or subject.country, subject.scope, subject.site, subject.agency)
    return ".".join(part for part in (action.solution, *whose) if part)
