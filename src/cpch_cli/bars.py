"""Bars of profiles and timelines as rows of characters, for every output that is made of text."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from cpch_cli.core.document import Bar, Cell, Column, Profile, Span, Table, Timeline, in_words
from cpch_cli.core.scoring import TOP


@dataclass(frozen=True, slots=True)
class Shades:
    """What a bar is made of.

    Attributes:
        sure: up to the low end of the range.
        scored: from there up to the score.
        possible: from there up to the high end of the range.
        rest: what is left up to the highest score.
    """

    sure: str
    scored: str
    possible: str
    rest: str


BLOCKS: Final = Shades("█", "▓", "▒", "·")
ASCII: Final = Shades("#", "+", "-", ".")


def draw(bar: Bar, shades: Shades, width: int) -> str:
    """Return a bar of so many characters."""
    low, score, high = (_steps(value, width) for value in (bar.low, bar.score, bar.high))
    return (
        shades.sure * low
        + shades.scored * (score - low)
        + shades.possible * (high - score)
        + shades.rest * (width - high)
    )


def legend(profile: Profile, shades: Shades) -> str:
    """Return what the shades mean, in the words of the profile's headings."""
    _, score, span, _ = profile.titles
    return f"{shades.sure}{shades.scored} {score}, {shades.scored}{shades.possible} {span}"


def beside(timeline: Timeline, shades: Shades, width: int) -> Table:
    """Return what a timeline says, with a bar of so many characters behind each label.

    What is written at both ends of the axis heads the bars.
    """
    said = in_words(timeline)
    ends = dict.fromkeys(text for _, text in (*timeline.ticks[:1], *timeline.ticks[-1:]))
    axis = Column(" \u2013 ".join(ends))
    rows = (
        (row[0], Cell(_span(timeline, span, shades, width), tone=span.tone), *row[1:])
        for span, row in zip(timeline.spans, said.rows, strict=True)
    )
    return Table(said.title, (said.columns[0], axis, *said.columns[1:]), tuple(rows))


def _span(timeline: Timeline, span: Span, shades: Shades, width: int) -> str:
    """Return a bar over every character of whose months it has a part; one outside of the axis stands at its end."""
    start = min(max(span.start * width // timeline.months, 0), width - 1)
    end = min(max(ceil(Fraction(span.end * width, timeline.months)), start + 1), width)
    return shades.rest * start + shades.sure * (end - start) + shades.rest * (width - end)


def _steps(value: Fraction | None, width: int) -> int:
    return 0 if value is None else int(value * width / TOP + Fraction(1, 2))
