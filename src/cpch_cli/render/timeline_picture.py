"""A span of a timeline as a drawing: a bar along the months in the colour of its state, a diamond on the day agreed."""

from collections.abc import Iterator
from fractions import Fraction

from cpch_cli.core.document import Span, Timeline
from cpch_cli.render import drawing


def draw(timeline: Timeline, span: Span) -> str:
    """Return the picture of a span; what lies outside of the axis is drawn at its end."""
    return drawing.svg(_shapes(timeline, span))


def marks(timeline: Timeline) -> list[drawing.Mark]:
    """Return what is written along the axis, and where."""
    return [(_share(timeline, month), text) for month, text in timeline.ticks]


def _shapes(timeline: Timeline, span: Span) -> Iterator[str]:
    yield drawing.track()
    start, end = _share(timeline, span.start), _share(timeline, span.end)
    yield drawing.box(f"tone-{span.tone}", start, end, drawing.COLORS[span.tone])
    yield from drawing.grid(share for share, _ in marks(timeline))
    if span.due is not None:
        yield drawing.diamond(_share(timeline, span.due))


def _share(timeline: Timeline, month: Fraction | int) -> Fraction:
    return min(max(Fraction(month) / timeline.months, Fraction(0)), Fraction(1))
