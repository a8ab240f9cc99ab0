"""A line of a trend as a drawing: a point for each round that has a score, later ones larger, and an arrow to the latest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cpch_cli.core.document import Line, Tone
from cpch_cli.core.scoring import TOP
from cpch_cli.render import drawing

# Of the last round, of the first, and of the one before the last where there are many.
_LAST: Final = Fraction(7)
_FIRST, _BEFORE_LAST = Fraction(4), Fraction(6)
_HEAD: Final = 9


@dataclass(frozen=True, slots=True)
class _Point:
    """A round's score as a share of the axis, and how large it is drawn; `tone` only of the last round."""

    share: Fraction
    radius: Fraction
    tone: Tone | None


def draw(line: Line) -> str:
    """Return the picture of a line; a round without a score leaves nothing in it."""
    return drawing.svg(_shapes(list(_points(line))))


def _points(line: Line) -> Iterator[_Point]:
    last = len(line.points) - 1
    for place, cell in enumerate(line.points):
        if isinstance(cell.value, Fraction | int):
            share = cell.value / TOP
            if place == last:
                yield _Point(share, _LAST, cell.tone)
            else:
                yield _Point(share, _FIRST + (_BEFORE_LAST - _FIRST) * Fraction(place, last), None)


def _shapes(points: Sequence[_Point]) -> Iterator[str]:
    yield drawing.track()
    yield from drawing.grid(share for share, _ in drawing.LEVELS)
    shares = [point.share for point in points]
    if len(set(shares)) > 1:
        yield drawing.level(min(shares), max(shares))
        yield from _head(points[-2], points[-1])
    yield from map(_circle, points)


def _head(before: _Point, latest: _Point) -> Iterator[str]:
    """Yield the head of the arrow, where there is room for it between the last two points."""
    start, end = drawing.across(before.share), drawing.across(latest.share)
    if abs(end - start) > before.radius + latest.radius + _HEAD:
        back = -1 if end > start else 1
        tip = f"{drawing.number(end + back * latest.radius)} {drawing.MIDDLE}"
        yield f'<path class="ink" d="M{tip} l{back * _HEAD} -6 v12 z" fill="{drawing.INK}"/>'


def _circle(point: _Point) -> str:
    place = f'cx="{drawing.x(point.share)}" cy="{drawing.MIDDLE}" r="{drawing.number(point.radius)}"'
    name, color = (
        ("point", drawing.PAPER) if point.tone is None else (f"tone-{point.tone}", drawing.COLORS[point.tone])
    )
    return f'<circle class="{name}" {place} fill="{color}" stroke="{drawing.INK}" stroke-width="2"/>'
