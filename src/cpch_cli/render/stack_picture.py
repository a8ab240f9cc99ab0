"""A bar of a distribution as a drawing: its parts one behind the other, in the order and the colours of their keys."""

from collections.abc import Iterator
from fractions import Fraction

from cpch_cli.core.document import Key, Stack
from cpch_cli.render import drawing


def draw(keys: tuple[Key, ...], stack: Stack) -> str:
    """Return the picture of a bar; where its parts are not to be shown, or there are none, it is empty."""
    return drawing.svg(_shapes(keys, stack))


def shares(stack: Stack) -> list[Fraction]:
    """Return how much of its bar each part takes, together 1; nothing where there is nothing to show."""
    whole = sum(stack.parts or ())
    return [Fraction(part, whole) for part in stack.parts or ()] if whole else []


def _shapes(keys: tuple[Key, ...], stack: Stack) -> Iterator[str]:
    yield drawing.track()
    start = Fraction(0)
    for key, share in zip(keys, shares(stack), strict=False):
        if share:
            yield _part(key, start, start + share)
        start += share


def _part(key: Key, start: Fraction, end: Fraction) -> str:
    """Return a part with an edge of its colour, by which a pale one is seen, and a gap before the next."""
    color = drawing.COLORS[key.tone]
    fill = drawing.pale(color) if key.pale else color
    place = f'x="{drawing.number(drawing.across(start) + 1)}" y="7"'
    size = f'width="{drawing.number(drawing.across(end) - drawing.across(start) - 2)}" height="22"'
    return f'<rect class="tone-{key.tone}" {place} {size} fill="{fill}" stroke="{color}"/>'
