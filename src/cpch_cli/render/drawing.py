"""What the drawings of all pictures share: their size, their axis with its labels, colours and simple shapes, as SVG.

A drawing holds no words: they stand beside it and above its axis. Every shape has its colour for paper, and a class by
which a web page gives it another on a dark ground.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, assert_never

from cpch_cli.core.document import Tone
from cpch_cli.core.scoring import TOP
from cpch_cli.core.text import one_line

WIDTH: Final = 416
HEIGHT: Final = 36
MIDDLE: Final = HEIGHT // 2
# Room at both ends for signs that stand at the ends of the axis.
EDGE: Final = 8

# Distinct in hue and in lightness, for eyes that tell few hues apart and for printers without colour.
COLORS: Final[dict[Tone, str]] = {
    "plain": "#8a94a0",
    "critical_gap": "#a61b1b",
    "weak": "#d9782d",
    "partial": "#86a9cf",
    "sound": "#2c7a54",
    "not_rated": "#b3bac2",
}
INK: Final = "#1c2733"
PAPER: Final = "#ffffff"


def pale(color: str) -> str:
    """Return a colour that dark letters can be read on: a quarter of it, the rest white."""
    channels = bytes.fromhex(color.removeprefix("#"))
    return f"#{bytes(255 - (255 - channel) // 4 for channel in channels).hex()}"


# The same behind words; a plain tone has none.
TINTS: Final[dict[Tone, str]] = {tone: pale(color) for tone, color in COLORS.items() if tone != "plain"}

# What can be read on a colour itself.
_DARK: Final[tuple[Tone, ...]] = ("critical_gap", "sound")
ON: Final[dict[Tone, str]] = {tone: PAPER if tone in _DARK else INK for tone in COLORS}

# --- the axis -----------------------------------------------------------------------------------------------------

# A place on the axis, as a share of it, and what is written there.
Mark = tuple[Fraction, str]
# The axis of scores.
LEVELS: Final[tuple[Mark, ...]] = tuple((level / TOP, str(level)) for level in range(int(TOP) + 1))
# So far, as a share of the width, labels may reach over the ends of a drawing.
_OVER: Final = EDGE / WIDTH
# A text of more letters does not stand above the middle of a line that is so close to an end.
_SHORT: Final = 2
_CLOSE: Final = 1 / 8
# A letter, as a share of the width, where a drawing is shown as narrow as it ever is.
_LETTER: Final = 1 / 28

Side = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Label:
    """What is written above a line that goes through the drawings of a picture.

    Attributes:
        at: where the line is, as a share of the width of a drawing.
        left, width: the room for the text, likewise.
        side: where in its room the text stands.
    """

    text: str
    at: float
    left: float
    width: float
    side: Side


def labels(marks: Iterable[Mark]) -> list[list[Label]]:
    """Return the labels of an axis, one line below the other: each in the first in which it has room behind the last."""
    lines: list[list[tuple[str, float]]] = []
    for share, words in marks:
        text, at = one_line(words), float(across(share) / WIDTH)
        for line in lines:
            if _end(*line[-1]) + _LETTER <= _start(text, at):
                line.append((text, at))
                break
        else:
            lines.append([(text, at)])
    return [list(_in_rooms(line)) for line in lines]


def _side(text: str, at: float) -> Side:
    if len(text) <= _SHORT or _CLOSE <= at <= 1 - _CLOSE:
        return "center"
    return "left" if at < _CLOSE else "right"


def _start(text: str, at: float) -> float:
    return at - _LETTER * len(text) * {"left": 0.0, "center": 0.5, "right": 1.0}[_side(text, at)]


def _end(text: str, at: float) -> float:
    return _start(text, at) + _LETTER * len(text)


def _in_rooms(line: Sequence[tuple[str, float]]) -> Iterator[Label]:
    """Yield the labels of a line, with the room up to the middle between each and the next."""
    between = [(_end(*one) + _start(*other)) / 2 for one, other in pairwise(line)]
    for (text, at), (start, end) in zip(line, pairwise([-_OVER, *between, 1 + _OVER]), strict=True):
        match side := _side(text, at):
            case "left":
                yield Label(text, at, at, end - at, side)
            case "right":
                yield Label(text, at, start, at - start, side)
            case "center":
                half = min(at - start, end - at)
                yield Label(text, at, at - half, 2 * half, side)
            case _:
                assert_never(side)


def across(share: Fraction) -> Fraction:
    """Return where a share of the axis ends."""
    return EDGE + share * (WIDTH - 2 * EDGE)


def x(share: Fraction) -> str:
    """Return the same as it is written."""
    return number(across(share))


def number(exact: Fraction) -> str:
    """Return a number of at most two digits after the point."""
    return f"{float(exact):.2f}".rstrip("0").rstrip(".")


# --- shapes -------------------------------------------------------------------------------------------------------


def svg(shapes: Iterable[str]) -> str:
    """Return shapes as one drawing, each above those before it."""
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(shapes)}</svg>'


def track() -> str:
    """Return what lies below everything, from end to end of the axis."""
    return box("track", Fraction(0), Fraction(1), "#eef1f4")


def grid(shares: Iterable[Fraction]) -> Iterator[str]:
    """Yield the thin lines at places of the axis."""
    for share in shares:
        yield upright("grid", share, 7, 29, "#9aa5b1", 1)


def box(name: str, start: Fraction, end: Fraction, color: str) -> str:
    """Return a bar along the axis."""
    width = number(across(end) - across(start))
    return f'<rect class="{name}" x="{x(start)}" y="10" width="{width}" height="16" fill="{color}"/>'


def upright(name: str, share: Fraction, top: int, bottom: int, color: str, width: int) -> str:
    """Return a line across the axis."""
    ends = f'x1="{x(share)}" y1="{top}" x2="{x(share)}" y2="{bottom}"'
    return f'<line class="{name}" {ends} stroke="{color}" stroke-width="{width}"/>'


def level(start: Fraction, end: Fraction) -> str:
    """Return a line along the middle of the axis."""
    ends = f'x1="{x(start)}" y1="{MIDDLE}" x2="{x(end)}" y2="{MIDDLE}"'
    return f'<line class="ink" {ends} stroke="{INK}" stroke-width="2"/>'


def diamond(share: Fraction) -> str:
    """Return an empty diamond, which is seen on every ground."""
    path = f"M{x(share)} {MIDDLE - 8} l8 8 l-8 8 l-8 -8 z"
    return f'<path class="other" d="{path}" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>'
