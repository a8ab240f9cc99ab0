"""The drawing of a span of a timeline: a bar from month to month, a diamond on the day agreed."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import Any

from cpch_cli.core.document import Timeline
from cpch_cli.render.drawing import COLORS, EDGE, WIDTH
from cpch_cli.render.timeline_picture import draw, marks
from documents import span

MONTH = (WIDTH - 2 * EDGE) / 25


def shapes(**keys: Any) -> list[dict[str, Any]]:
    """Return the attributes of each shape of a span on an axis of 25 months, in the order that they are drawn."""
    one = span("Label", **keys)
    root = ET.fromstring(draw(Timeline("T", ("a", "b", "c"), (one,), 25, ((0, "0"), (10, "10"))), one))
    assert "" == "".join(root.itertext())
    return [shape.attrib for shape in root]


def test_bar() -> None:
    """It lies over the months that it takes, in the colour of its tone, on a track over all of them."""
    track, bar = shapes(start=5, end=10, tone="partial")[:2]

    assert ("track", EDGE, 25 * MONTH) == (track["class"], float(track["x"]), float(track["width"]))
    assert ("tone-partial", COLORS["partial"]) == (bar["class"], bar["fill"])
    assert (EDGE + 5 * MONTH, 5 * MONTH) == (float(bar["x"]), float(bar["width"]))


def test_ticks() -> None:
    """Each tick has its line, and its label stands at the same place."""
    of = Timeline("T", ("a", "b", "c"), (), 25, ((0, "begin"), (10, "later")))

    assert [EDGE, EDGE + 10 * MONTH] == [float(each["x1"]) for each in shapes() if each["class"] == "grid"]
    assert [(0, "begin"), (Fraction(2, 5), "later")] == marks(of)


def test_due() -> None:
    """The day agreed is a diamond over everything else; while there is none, there is no diamond."""
    last = shapes(due=Fraction(25, 2))[-1]

    assert ("other", "M208 10 l8 8 l-8 8 l-8 -8 z") == (last["class"], last["d"])
    assert "other" == shapes(due=Fraction(0))[-1]["class"]
    assert "other" not in [each["class"] for each in shapes()]


def test_outside_of_the_axis() -> None:
    """What lies before or behind the axis is drawn at its end."""
    found = shapes(start=-5, end=50, due=Fraction(99))

    assert (EDGE, 25 * MONTH) == (float(found[1]["x"]), float(found[1]["width"]))
    assert f"M{WIDTH - EDGE} 10 l8 8 l-8 8 l-8 -8 z" == found[-1]["d"]
