"""Days as an iCalendar file (RFC 5545), which every calendar can take in: whole days, as events."""

import datetime as dt
import hashlib
from typing import Final

import icalendar

from cpch_cli.core.text import clean
from cpch_cli.core.view_calendar import Calendar, Entry

_PRODUCT: Final = "-//cpch//cpch//EN"


def render(calendar: Calendar) -> str:
    """Return the calendar as text; the same days give the same text."""
    file = icalendar.Calendar()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    file.add("x-wr-calname", clean(calendar.title))
    for entry in calendar.entries:
        file.add_component(_event(entry, calendar.made))
    return str(file.to_ical(), "utf-8")


def _event(entry: Entry, made: dt.date) -> icalendar.Event:
    event = icalendar.Event()
    # A name of the country is no part of an id that goes into other people's calendars.
    event.add("uid", f"{hashlib.sha256(entry.id.encode()).hexdigest()[:32]}@cpch")
    event.add("dtstamp", dt.datetime.combine(made, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", entry.day)
    # Without an end an event that begins on a day lasts that day (RFC 5545, 3.6.1).
    event.add("summary", clean(entry.title))
    event.add("description", clean(entry.text))
    event.add("status", "CONFIRMED" if entry.agreed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event
