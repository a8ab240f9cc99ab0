"""A page of the interview on a screen of a given size: what is seen, what the keys move, what has been read.

Rules: lines are wrapped between words and never cut; what does not fit scrolls, and says so; an entry can be chosen only
once its whole text has been on the screen.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words
from cpch_cli.legible import WIDEST
from cpch_cli.pages import NOTHING, Action, Entry, Key, Page, ticks

# A smaller screen cannot show a page.
FEWEST_COLUMNS: Final = 30
FEWEST_ROWS: Final = 8
# Lower screens have no row for a blank.
_ROOMY: Final = 16
_POINTER: Final = "> "


# A key that moves the page a line needs the same lines several times over.
@lru_cache(1024)
def wrapped(text: str, width: int, *, first: str = "") -> tuple[str, ...]:
    """Return text as lines of at most `width` columns; `first` opens the first, and the others stand as far in."""
    lines = textwrap.wrap(
        one_line(text),
        width=width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )
    return tuple(lines) or (first.rstrip(),)


class Size(NamedTuple):
    """A screen: rows and columns."""

    rows: int
    columns: int

    @property
    def width(self) -> int:
        """The columns that are written on; the last stays free, since some terminals break the line there."""
        return max(min(self.columns, WIDEST + 1) - 1, 12)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its text, whether it is bold, or turned round (`bar`), and the place of the entry it belongs to."""

    text: str
    bold: bool = False
    bar: bool = False
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on the screen: every row, and which lines of the page's body are among them."""

    rows: tuple[Row, ...]
    lines: range
    width: int
    pointer_row: int


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at.

    Attributes:
        words: those of the page's language.
        pointer: the place of the entry that is pointed at; None if none is.
        top: the first line of the body that is shown.
        ticked: the places of the entries that are ticked.
        typed: what was typed of a label.
        message: why the last key did nothing, as a key of the program's words.
        shown: the lines of the body that were on the screen at this width.
        read: the places of the entries whose whole text was on the screen.
    """

    page: Page
    words: Words
    pointer: int | None = None
    top: int = 0
    ticked: frozenset[int] = frozenset()
    typed: str = ""
    message: str = ""
    shown: frozenset[int] = frozenset()
    width: int = 0
    read: frozenset[int] = frozenset()


class Typed(NamedTuple):
    """What came of a key: how the page is looked at now, or what is to be done."""

    view: View
    action: Action | None = None


def look_at(page: Page, size: Size, words: Words) -> View:
    """Return how a page is looked at first: from its top, or where its given entry is in full."""
    view = View(page, words, ticked=page.ticked or frozenset())
    return view if page.given is None else _pointing(view, page.given, size)


# --- layout -----------------------------------------------------------------------------------------------------------


def _head(page: Page, size: Size) -> list[Row]:
    rows = [Row(line) for paragraph in page.head for line in _paragraph(paragraph, size.width)]
    rows += [Row(line, bold=True) for line in wrapped(page.title, size.width)]
    return [*rows, Row("")] if size.rows >= _ROOMY else rows


def _paragraph(text: str, width: int) -> Iterator[str]:
    # Line breaks are a person's own, in a note; what opens a line with a sign hangs from it.
    for line in text.split("\n"):
        sign = next((sign for sign in ("- ", "> ") if line.startswith(sign)), "")
        yield from wrapped(line.removeprefix(sign), width, first=sign)


def _pinned(page: Page, size: Size) -> list[Row]:
    """Return the head of the page where it may stay while the rest scrolls, without taking too much room."""
    head = _head(page, size)
    return head if len(head) <= size.rows // 3 else []


def _fixed(view: View, size: Size, body: Sequence[Row]) -> list[Row]:
    """Return what stays above the lines that scroll; where room is short, no row is spent on a blank."""
    pinned = _pinned(view.page, size)
    scrolls = len(pinned) + len(body) + len(_foot(view, size)) > size.rows
    return [row for row in pinned if row.text or not scrolls]


def _body(view: View, size: Size) -> list[Row]:
    page = view.page
    rows = [] if _pinned(page, size) else _head(page, size)
    said = [Row(line) for paragraph in page.said for line in _paragraph(paragraph, size.width)]
    rows += [*said, *([Row("")] if said and size.rows >= _ROOMY else [])]
    room = max(len(entry.label) for entry in page.entries)
    for place, entry in enumerate(page.entries):
        if entry.heading:
            rows += [Row(""), *(Row(line, bold=True) for line in wrapped(entry.heading, size.width))]
        rows += [replace(row, entry=place) for row in _entry(view, place, entry, room, size.width)]
    tail = [Row(line) for paragraph in page.tail for line in _paragraph(paragraph, size.width)]
    rows += [*([Row("")] if tail and size.rows >= _ROOMY else []), *tail]
    hint = [Row(""), *(Row(line) for line in wrapped(page.hint, size.width))] if page.hint else []
    has_room = len(_pinned(page, size)) + len(rows) + len(hint) + len(_foot(view, size)) <= size.rows
    return [*rows, *hint] if has_room else rows


def _entry(view: View, place: int, entry: Entry, room: int, width: int) -> Iterator[Row]:
    points = place == view.pointer
    box = ""
    if view.page.ticked is not None:
        box = "[x] " if place in view.ticked else "[ ] "
        box = "    " if entry.action == NOTHING else box
    first = f"{_POINTER if points else '  '}{entry.label:<{room}}  {box}"
    for line in wrapped(entry.text, width, first=first):
        yield Row(line, bold=points)
    for paragraph in entry.below:
        for line in paragraph.split("\n"):
            yield from (Row(one) for one in wrapped(line, width, first=" " * len(first)))


def frame(view: View, size: Size) -> Frame:
    """Return every row of the screen; what does not fit is announced by a row of its own, above or below."""
    body = _body(view, size)
    pinned = _fixed(view, size, body)
    foot = _foot(view, size)
    room = size.rows - len(pinned) - len(foot)
    if len(body) <= room:
        lines = range(len(body))
        middle = body + [Row("")] * (room - len(body))
    else:
        lines = range(view.top, min(view.top + max(room - 2, 1), len(body)))
        middle = [
            _sign(view.words("screen.above") if lines.start else ""),
            *(body[line] for line in lines),
            _sign(view.words("screen.below") if lines.stop < len(body) else ""),
        ]
        middle += [Row("")] * (room - len(middle))
    rows = (*pinned, *middle, *foot)
    pointer = next((number for number, row in enumerate(rows) if row.entry == view.pointer is not None), 0)
    return Frame(rows[: size.rows], lines, size.width, pointer)


def _sign(text: str) -> Row:
    return Row(text, bar=bool(text))


def _foot(view: View, size: Size) -> list[Row]:
    """Return why the last key did nothing, and the row of keys."""
    said = view.words("error.plain", what=view.words(view.message)) if view.message else ""
    lines = wrapped(said, size.width) if said else ()
    return [
        *(Row(line, bold=True) for line in lines),
        Row(_keys(view.page.keys, size.width, view.words), bar=True),
    ]


def _keys(keys: Sequence[Key], width: int, words: Words) -> str:
    """Return as many keys with their names as fit on a row; the first one explains all."""
    line = ""
    for key in keys:
        longer = f"{line}{'  ' if line else ''}{key.key} {words(f'key.{key.name}')}"
        if len(longer) > width:
            break
        line = longer
    return line


def _room(view: View, size: Size) -> int:
    """Return how many lines of the body are on the screen at a time."""
    body = _body(view, size)
    free = size.rows - len(_fixed(view, size, body)) - len(_foot(view, size))
    return free if len(body) <= free else max(free - 2, 1)


# --- reading ----------------------------------------------------------------------------------------------------------


def seen(view: View, shown: Frame, size: Size) -> View:
    """Return the view after a frame was on the screen: which entries have been read in full."""
    before = view.shown if view.width == shown.width else frozenset()
    lines = before | frozenset(shown.lines)
    read = {place for place, span in _spans(_body(view, size)).items() if lines.issuperset(span)}
    return replace(view, shown=lines, width=shown.width, read=view.read | read)


def _spans(body: Sequence[Row]) -> dict[int, list[int]]:
    spans: dict[int, list[int]] = {}
    for line, row in enumerate(body):
        if row.entry is not None:
            spans.setdefault(row.entry, []).append(line)
    return spans


# --- keys -------------------------------------------------------------------------------------------------------------


def _pointing(view: View, place: int, size: Size) -> View:
    """Return the view with an entry pointed at, and on the screen as far as it fits."""
    view = replace(view, pointer=place, message="")
    span = _spans(_body(view, size))[place]
    room = _room(view, size)
    top = view.top
    if span[-1] >= top + room:
        top = span[-1] - room + 1
    return _scrolled_to(view, min(top, span[0]), size)


def _scrolled_to(view: View, top: int, size: Size) -> View:
    most = max(len(_body(view, size)) - _room(view, size), 0)
    return replace(view, top=max(0, min(top, most)))


def resized(view: View, size: Size) -> View:
    """Return the view for a screen of another size, with what is pointed at on it."""
    return _scrolled_to(view, view.top, size) if view.pointer is None else _pointing(view, view.pointer, size)


def page_down(view: View, size: Size, pages: int) -> View:
    """Return the view scrolled by so many screens, upwards if below 0."""
    by = max(_room(view, size) - 1, 1) * pages
    return _scrolled_to(replace(view, typed="", message=""), view.top + by, size)


def move(view: View, size: Size, by: int) -> View:
    """Return the view with the next entry pointed at (`by` 1), or the one before (-1); long ones are scrolled first."""
    view = replace(view, typed="", message="")
    if view.pointer is None:
        return _pointing(view, 0 if by > 0 else len(view.page.entries) - 1, size)
    span, room = _spans(_body(view, size))[view.pointer], _room(view, size)
    if by > 0 and span[-1] >= view.top + room:
        return _scrolled_to(view, view.top + 1, size)
    if by < 0 and span[0] < view.top:
        return _scrolled_to(view, view.top - 1, size)
    place = min(max(view.pointer + by, 0), len(view.page.entries) - 1)
    if place == view.pointer:
        # At the first or last entry what stands before or after it comes into sight.
        return _scrolled_to(view, view.top + by, size)
    return _pointing(view, place, size)


def type_key(view: View, size: Size, character: str) -> Typed:
    """Return what a letter, digit or sign does: a key acts, a label is gone to."""
    labels = [entry.label for entry in view.page.entries]
    for typed in (view.typed + character, character):
        if any(label.startswith(typed) for label in labels):
            return _type_label(replace(view, typed=typed, message=""), size, labels)
    for key in view.page.keys:
        if key.key == character:
            return Typed(replace(view, typed="", message=""), key.action)
    return Typed(replace(view, typed="", message="screen.no_such_key"))


def _type_label(view: View, size: Size, labels: Sequence[str]) -> Typed:
    if view.typed not in labels:
        return Typed(view)
    place = labels.index(view.typed)
    is_only = not any(label.startswith(view.typed) and label != view.typed for label in labels)
    view = _pointing(view, place, size)
    return Typed(toggle(view, size) if view.page.ticked is not None and is_only else view)


def toggle(view: View, size: Size) -> View:
    """Return the view with the tick of the entry that is pointed at turned round; on other pages, a screen further."""
    if view.page.ticked is None:
        return page_down(view, size, 1)
    if view.pointer is None or view.page.entries[view.pointer].action == NOTHING:
        return view
    return replace(view, ticked=view.ticked ^ {view.pointer}, message="")


def enter(view: View, size: Size) -> Typed:
    """Return what Enter does: it confirms what is pointed at, once that was read in full."""
    view = replace(view, typed="")
    if view.page.ticked is not None:
        return _enter_ticks(view, size)
    if view.pointer is None:
        return Typed(replace(view, message="screen.choose_first"))
    if view.pointer not in view.read:
        return Typed(_further(replace(view, message="screen.read_first"), size, [view.pointer]))
    return Typed(view, view.page.entries[view.pointer].action)


def _enter_ticks(view: View, size: Size) -> Typed:
    entries = view.page.entries
    unread = [place for place in range(len(entries)) if place not in view.read]
    if unread:
        return Typed(_further(replace(view, message="screen.read_all_first"), size, unread))
    says_none = view.pointer is not None and entries[view.pointer].action == NOTHING
    if says_none and view.ticked:
        return Typed(replace(view, message="weaknesses.none_or_some"))
    if not says_none and not view.ticked:
        return Typed(replace(view, message="weaknesses.tick_one"))
    return Typed(view, ticks(view.page, view.ticked))


def _further(view: View, size: Size, unread: Iterable[int]) -> View:
    """Return the view scrolled so that the next lines of entries not read yet come into sight."""
    spans = _spans(_body(view, size))
    hidden = [line for place in unread for line in spans[place] if line not in view.shown]
    room = _room(view, size)
    if not hidden or view.top <= hidden[0] < view.top + room:
        return view
    return _scrolled_to(view, hidden[0], size)


def left_with(view: View) -> tuple[str, ...]:
    """Return the ids of what was ticked on a page that is left by going back."""
    return ticks(view.page, view.ticked).weaknesses
