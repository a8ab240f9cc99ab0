"""A bar of a profile as a drawing, the same on a web page, in a PDF and in a Word file."""

from collections.abc import Iterator
from fractions import Fraction

from cpch_cli.core.document import Bar
from cpch_cli.core.scoring import TOP
from cpch_cli.render import drawing


def draw(bar: Bar) -> str:
    """Return the picture of a bar: the score, its range as a line with ends, the cap, the score on the other basis."""
    return drawing.svg(_shapes(bar))


def _shapes(bar: Bar) -> Iterator[str]:
    yield drawing.track()
    if bar.score is not None:
        yield drawing.box(f"tone-{bar.tone}", Fraction(0), bar.score / TOP, drawing.COLORS[bar.tone])
    yield from drawing.grid(share for share, _ in drawing.LEVELS)
    if bar.low is not None and bar.high is not None:
        yield from _range(bar.low / TOP, bar.high / TOP)
    if bar.cap is not None:
        yield from _cap(bar.cap / TOP)
    if bar.other is not None:
        yield drawing.diamond(bar.other / TOP)


def _range(low: Fraction, high: Fraction) -> Iterator[str]:
    if low != high:
        yield drawing.level(low, high)
    for end in dict.fromkeys((low, high)):
        yield drawing.upright("ink", end, 11, 25, drawing.INK, 2)


def _cap(cap: Fraction) -> Iterator[str]:
    """Yield a strong line with a flag that points back to where the band is."""
    yield drawing.upright("ink", cap, 2, 34, drawing.INK, 4)
    yield f'<path class="ink" d="M{drawing.x(cap)} 1 l-11 5 l11 5 z" fill="{drawing.INK}"/>'
