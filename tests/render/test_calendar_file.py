"""Days as an iCalendar file: read back by another program they are the same, whatever people wrote."""

import datetime as dt

import icalendar
import pytest

from cpch_cli.core.text import clean
from cpch_cli.core.view_calendar import Calendar, Entry
from cpch_cli.render.calendar_file import render
from hostile import CHUNKS

DAY = dt.date(2026, 12, 31)


def calendar(*texts: str, agreed: bool = True) -> Calendar:
    """Return a calendar with a day for each text, which is its title and its text."""
    entries = tuple(Entry(f"id {place}", DAY, text, text, agreed) for place, text in enumerate(texts))
    return Calendar("A title", "en", dt.date(2026, 1, 1), entries)


def read(text: str) -> list[icalendar.Component]:
    """Return the days as another program reads them."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.parametrize("chunk", range(len(CHUNKS)))
def test_texts_come_back_as_they_were(chunk: int) -> None:
    """No text ends a line, begins a property or another day."""
    events = read(render(calendar(*CHUNKS[chunk])))

    assert [clean(text) for text in CHUNKS[chunk]] == [str(event["summary"]) for event in events]
    assert [clean(text) for text in CHUNKS[chunk]] == [str(event["description"]) for event in events]


def test_a_whole_day() -> None:
    """It has no end of its own, takes nobody's time, and is stamped with the day of the assessment."""
    (event,) = read(render(calendar("x", agreed=False)))

    assert DAY == event.decoded("dtstart")
    assert "dtend" not in event
    assert ("TENTATIVE", "TRANSPARENT") == (str(event["status"]), str(event["transp"]))
    assert dt.datetime(2026, 1, 1, tzinfo=dt.UTC) == event.decoded("dtstamp")


def test_the_same_days_give_the_same_text_and_ids() -> None:
    """So that a calendar replaces what it has; and each action has its own."""
    first, second = render(calendar("x", "y")), render(calendar("x", "y"))

    assert first == second
    assert 2 == len({str(event["uid"]) for event in read(first)})
