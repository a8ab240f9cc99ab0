"""What is shown, as a tree: sections, paragraphs, lists, tables and pictures. Every text is literal, none is markup.

Renderers know these kinds and nothing else; whoever makes a document knows no renderer.
"""

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, Literal, assert_never

from cpch_cli.core.text import clean

# How a cell or a bar is meant, beside its words: renderers may colour it, and must not rely on that.
Tone = Literal["plain", "critical_gap", "weak", "partial", "sound", "not_rated"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a table: `text` for people, `value` for charts, sorting and spreadsheets (None: text only)."""

    text: str
    value: Fraction | int | str | dt.date | None = None
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column; numbers are set to the right.

    Attributes:
        fill_in: what readers enter in it themselves: words, a day, or one of the `choices`; None where they do not.
    """

    title: str
    numeric: bool = False
    fill_in: Literal["text", "date", "choice"] | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; it may hold line breaks, which stay. `alert` is what nobody may overlook; `quote` a person's words."""

    text: str
    kind: Literal["plain", "alert", "quote"] = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered where the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and what it says."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; `title` says what it shows, for those who cannot see it as a whole."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a profile.

    Attributes:
        score, low, high: from 0 to 4; None where there is none.
        shown: the score as people read it; `range` likewise.
        band: the band in words, with what caps it or why there is none.
        star: some of the answers behind it are don't know.
        cap: the score that critical questions hold the band below; None where they do not.
        other: the score on the other basis, claimed or evidenced; `other_shown` as people read it.
    """

    label: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    shown: str
    range: str
    band: str
    tone: Tone
    star: bool
    cap: Fraction | None = None
    other: Fraction | None = None
    other_shown: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """The picture of scores beside each other, on a scale from 0 to 4.

    Attributes:
        titles: head label, score, range and band.
        other_title: heads the score on the other basis; None where there is none to show.
        caption: what the signs of a drawn picture mean.
    """

    title: str
    titles: tuple[str, str, str, str]
    bars: tuple[Bar, ...]
    other_title: str | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a trend.

    Attributes:
        points: the score of each round, its value 0 to 4 or None, with its text and the tone of its band.
        change: how it moved, in words.
    """

    label: str
    points: tuple[Cell, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Trend:
    """How scores moved from round to round, on a scale from 0 to 4.

    Attributes:
        titles: head the label and the change.
        rounds: head the points, the earliest first.
        caption: what the signs of a drawn picture mean.
    """

    title: str
    titles: tuple[str, str]
    rounds: tuple[str, ...]
    lines: tuple[Line, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """One bar of a timeline.

    Attributes:
        start, end: in months from the beginning, start before end.
        due: the month of the day that is agreed; None while none is.
        when: the time in words; `state` likewise.
        tone: `sound` where it is done, `critical_gap` where it is overdue, `partial` where it is under way.
    """

    label: str
    start: int
    end: int
    when: str
    state: str
    tone: Tone = "plain"
    due: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is to be done when, along an axis of months.

    Attributes:
        titles: head label, time and state.
        months: how long the axis is; `ticks` are months on it, with what is written there.
        caption: what the signs of a drawn picture mean.
    """

    title: str
    titles: tuple[str, str, str]
    spans: tuple[Span, ...]
    months: int
    ticks: tuple[tuple[int, str], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What heads a column of figures where there are many of them.

    Attributes:
        short: heads it where there is little room; `title` says what it stands for.
        tone: the colour of what it counts; `pale` where it is to be told from another of the same tone.
    """

    short: str
    title: str
    tone: Tone = "plain"
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar of a distribution.

    Attributes:
        figure: what sums it up, a mean or that there is none.
        parts: how many there are of each key; None where that is not to be shown.
    """

    label: str
    figure: Cell
    parts: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many there are of each kind, as bars whose parts stand one behind the other.

    Attributes:
        titles: head the labels and the figures.
        caption: what the figures mean.
    """

    title: str
    titles: tuple[str, str]
    keys: tuple[Key, ...]
    stacks: tuple[Stack, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Scores side by side, row by row: a table in which each score has the colour of its tone behind it.

    Attributes:
        titles: head what stands before the scores; the first says what a row is of.
        keys: head the scores.
        rows: as many cells as there are titles and keys.
        colors: what the tones behind the scores mean.
        caption: what the signs in it mean.
    """

    title: str
    titles: tuple[Column, ...]
    keys: tuple[Key, ...]
    rows: tuple[tuple[Cell, ...], ...]
    colors: tuple[Key, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `id` is the same in every language.

    Attributes:
        new_page: on paper it begins one.
        front: on paper it is page one, with what stands before it.
    """

    id: str
    title: str
    blocks: tuple["Block", ...]
    new_page: bool = False
    front: bool = False


# What is drawn, row by row, where a renderer can draw, and is a table of words everywhere.
Picture = Profile | Trend | Timeline | Distribution
Block = Paragraph | Items | Facts | Table | HeatMap | Picture | Section


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is shown at once.

    Attributes:
        language: ISO 639 code.
        draft: what is said in large letters while questions are open; None otherwise.
        handling: the mark that stands on every page; None where the subject has none.
        date: the day that the document is of, never that of printing.
        origin: what it was made with, for the foot of every page.
        contents: the heading of its table of contents; None where it needs none.
        assumed: what is said on every page where some answers are only assumed; None otherwise.
    """

    language: str
    title: str
    draft: str | None
    handling: str | None
    blocks: tuple[Block, ...]
    date: dt.date | None = None
    origin: str = ""
    contents: str | None = None
    assumed: str | None = None


def in_words(picture: Picture | HeatMap) -> Table:
    """Return what a picture says, as a table; its keys head their columns in short."""
    match picture:
        case Profile():
            return _profile_in_words(picture)
        case Trend():
            return _trend_in_words(picture)
        case Timeline():
            return _timeline_in_words(picture)
        case Distribution():
            return _distribution_in_words(picture)
        case HeatMap():
            return Table(picture.title, (*picture.titles, *_heads(picture.keys)), picture.rows)
        case _:
            assert_never(picture)


def _profile_in_words(profile: Profile) -> Table:
    """Return label, score, range, the score on the other basis, band."""
    label, score, span, band = profile.titles
    other = (Column(profile.other_title, numeric=True),) if profile.other_title else ()
    columns = (Column(label), Column(score, numeric=True), Column(span), *other, Column(band))
    return Table(
        profile.title, columns, tuple(_bar_in_words(bar, on_both=bool(other)) for bar in profile.bars)
    )


def _trend_in_words(trend: Trend) -> Table:
    """Return label, the score of each round, change."""
    label, change = trend.titles
    columns = (Column(label), *(Column(each, numeric=True) for each in trend.rounds), Column(change))
    rows = tuple((Cell(line.label), *line.points, Cell(line.change)) for line in trend.lines)
    return Table(trend.title, columns, rows)


def _timeline_in_words(timeline: Timeline) -> Table:
    """Return label, time, state."""
    rows = tuple(
        (Cell(span.label), Cell(span.when), Cell(span.state, tone=span.tone)) for span in timeline.spans
    )
    return Table(timeline.title, tuple(map(Column, timeline.titles)), rows)


def _distribution_in_words(distribution: Distribution) -> Table:
    """Return label, figure, how many there are of each key; nothing where that is not to be shown."""
    label, figure = distribution.titles
    columns = (Column(label), Column(figure, numeric=True), *_heads(distribution.keys))
    rows = tuple(
        (Cell(stack.label), stack.figure, *_parts_in_words(stack, distribution.keys))
        for stack in distribution.stacks
    )
    return Table(distribution.title, columns, rows)


def _heads(keys: tuple[Key, ...]) -> tuple[Column, ...]:
    return tuple(Column(key.short, numeric=True) for key in keys)


def _parts_in_words(stack: Stack, keys: tuple[Key, ...]) -> tuple[Cell, ...]:
    if stack.parts is None:
        return (Cell(""),) * len(keys)
    return tuple(
        Cell(str(part), part, key.tone if part else "plain")
        for part, key in zip(stack.parts, keys, strict=True)
    )


def in_full(picture: HeatMap | Distribution) -> Table:
    """Return what a picture says, as a table; its keys head their columns in full."""
    table = in_words(picture)
    before = table.columns[: len(table.columns) - len(picture.keys)]
    return replace(table, columns=(*before, *(Column(named(key), numeric=True) for key in picture.keys)))


def named(key: Key) -> str:
    """Return what a key stands for, behind its short form where that is a number."""
    is_numbered = key.short.isdecimal() and key.short != key.title
    return f"{key.short} {key.title}" if is_numbered else key.title


def notes(picture: HeatMap | Distribution) -> list[str]:
    """Return what stands below a picture whose keys head their columns in short: what these mean, and the caption."""
    meanings = "; ".join(f"{key.short} = {key.title}" for key in picture.keys if key.short != key.title)
    return [note for note in (meanings, picture.caption) if note]


def spoken(picture: Picture) -> list[str]:
    """Return what each row of a picture says, for those who cannot see it."""
    said = in_words(picture)
    heads = [column.title for column in said.columns[1:]]
    return [
        "; ".join(
            [
                row[0].text,
                *(f"{head} {cell.text}" for head, cell in zip(heads, row[1:], strict=True) if cell.text),
            ]
        )
        for row in said.rows
    ]


def _bar_in_words(bar: Bar, *, on_both: bool) -> tuple[Cell, ...]:
    return (
        Cell(bar.label),
        Cell(f"{bar.shown}*" if bar.star else bar.shown, bar.score),
        Cell(bar.range),
        *((Cell(bar.other_shown, bar.other),) if on_both else ()),
        Cell(bar.band, tone=bar.tone),
    )


def end_of_front(document: Document) -> int:
    """Return how many blocks stand on page one; 0 where a document has no such page."""
    fronts = (
        place for place, block in enumerate(document.blocks, 1) if isinstance(block, Section) and block.front
    )
    return next(fronts, 0)


def cleaned(document: Document) -> Document:
    """Return a document each of whose texts is free of what no output may hold; see `text.clean`."""
    clean_document: Document = _cleaned(document)
    return clean_document


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value
