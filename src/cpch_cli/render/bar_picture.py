"""A bar of a profile drawn as SVG, the same on a web page, in a PDF and in a Word file. It holds no words: they stand beside it.

Every shape has its colour for paper, and a class by which a web page gives it another on a dark ground.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cpch_cli.core.document import Bar, Tone
from cpch_cli.core.scoring import TOP

WIDTH: Final = 416
HEIGHT: Final = 36

# Distinct in hue and in lightness, for eyes that tell few hues apart and for printers without colour.
COLORS: Final[dict[Tone, str]] = {
    "plain": "#8a94a0",
    "critical_gap": "#a61b1b",
    "weak": "#d9782d",
    "partial": "#86a9cf",
    "sound": "#2c7a54",
    "not_rated": "#b3bac2",
}
_INK: Final = "#1c2733"


def _pale(color: str) -> str:
    """Return a colour that dark letters can be read on: a quarter of it, the rest white."""
    channels = bytes.fromhex(color.removeprefix("#"))
    return f"#{bytes(255 - (255 - channel) // 4 for channel in channels).hex()}"


# The same behind words; a plain tone has none.
TINTS: Final[dict[Tone, str]] = {tone: _pale(color) for tone, color in COLORS.items() if tone != "plain"}
# Room at both ends for signs that stand at 0 or 4.
EDGE: Final = 8
_MIDDLE: Final = HEIGHT // 2


def draw(bar: Bar) -> str:
    """Return the picture of a bar: the score, its range as a line with ends, the cap, the score on the other basis."""
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(_shapes(bar))}</svg>'


def _shapes(bar: Bar) -> Iterator[str]:
    yield _box("track", 0, TOP, "#eef1f4")
    if bar.score is not None:
        yield _box(f"tone-{bar.tone}", 0, bar.score, COLORS[bar.tone])
    for level in range(int(TOP) + 1):
        yield _upright("grid", _x(level), 7, 29, "#9aa5b1", 1)
    if bar.low is not None and bar.high is not None:
        yield from _range(bar.low, bar.high)
    if bar.cap is not None:
        yield from _cap(bar.cap)
    if bar.other is not None:
        yield _diamond(bar.other)


def _x(score: Fraction | int) -> str:
    """Return where a score stands, as a number of at most two digits after the point."""
    return f"{float(EDGE + score * (WIDTH - 2 * EDGE) / TOP):.2f}".rstrip("0").rstrip(".")


def _box(name: str, start: Fraction | int, end: Fraction | int, color: str) -> str:
    width = f"{float((end - start) * (WIDTH - 2 * EDGE) / TOP):.2f}".rstrip("0").rstrip(".")
    return f'<rect class="{name}" x="{_x(start)}" y="10" width="{width}" height="16" fill="{color}"/>'


def _upright(name: str, x: str, top: int, bottom: int, color: str, width: int) -> str:
    ends = f'x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"'
    return f'<line class="{name}" {ends} stroke="{color}" stroke-width="{width}"/>'


def _range(low: Fraction, high: Fraction) -> Iterator[str]:
    if low != high:
        ends = f'x1="{_x(low)}" y1="{_MIDDLE}" x2="{_x(high)}" y2="{_MIDDLE}"'
        yield f'<line class="ink" {ends} stroke="{_INK}" stroke-width="2"/>'
    for end in dict.fromkeys((low, high)):
        yield _upright("ink", _x(end), 11, 25, _INK, 2)


def _cap(cap: Fraction) -> Iterator[str]:
    """Yield a strong line with a flag that points back to where the band is."""
    x = _x(cap)
    yield _upright("ink", x, 2, 34, _INK, 4)
    yield f'<path class="ink" d="M{x} 1 l-11 5 l11 5 z" fill="{_INK}"/>'


def _diamond(score: Fraction) -> str:
    path = f"M{_x(score)} {_MIDDLE - 8} l8 8 l-8 8 l-8 -8 z"
    return f'<path class="other" d="{path}" fill="#ffffff" stroke="{_INK}" stroke-width="2"/>'
