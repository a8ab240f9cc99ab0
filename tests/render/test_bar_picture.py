"""The drawing of a bar: every sign where its number is, and no words."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import Any

import pytest

from cpch_cli.core.document import Bar
from cpch_cli.render.bar_picture import draw
from cpch_cli.render.drawing import COLORS, EDGE, WIDTH
from documents import bar

# Where 0, 1, 2, 3 and 4 stand.
AT = [EDGE + level * (WIDTH - 2 * EDGE) / 4 for level in range(5)]


def shapes(of: Bar) -> list[tuple[str, dict[str, Any]]]:
    """Return the class and the attributes of each shape, in the order that they are drawn."""
    root = ET.fromstring(draw(of))
    assert (root.text or "").strip() == ""
    return [(shape.attrib["class"], shape.attrib) for shape in root]


def places(of: Bar, name: str, attribute: str = "x1") -> list[float]:
    """Return where the shapes of a class stand."""
    return [float(each[attribute]) for found, each in shapes(of) if found == name and attribute in each]


def test_score() -> None:
    """The bar runs from 0 to the score, in the colour of its tone, over a track from 0 to 4."""
    track, filled = shapes(bar("A", score=Fraction(5, 2), tone="partial"))[:2]

    assert ("track", AT[0], AT[4] - AT[0]) == (track[0], float(track[1]["x"]), float(track[1]["width"]))
    assert ("tone-partial", AT[0], 2.5 * (AT[1] - AT[0]), COLORS["partial"]) == (
        filled[0],
        float(filled[1]["x"]),
        float(filled[1]["width"]),
        filled[1]["fill"],
    )


def test_grid() -> None:
    """Every level has its line, so that a score can be read off."""
    assert AT == places(bar("A"), "grid")


def test_range() -> None:
    """The range is a line with an upright at both ends; a range that is a point is one upright."""
    wide, narrow = bar("A", low=Fraction(1), high=Fraction(3)), bar("A", low=Fraction(2), high=Fraction(2))

    assert [AT[1], AT[1], AT[3]] == places(wide, "ink")
    assert [AT[3], AT[1], AT[3]] == places(wide, "ink", "x2")
    assert [AT[2]] == places(narrow, "ink")


def test_nothing_to_draw() -> None:
    """Where nothing applies there is the empty track alone."""
    assert {"track", "grid"} == {name for name, _ in shapes(bar("A", score=None, low=None, high=None))}


def test_cap() -> None:
    """The cap is an upright with a flag, at the score that the band is held below."""
    capped = bar("A", low=None, high=None, cap=Fraction(2))

    assert [AT[2]] == places(capped, "ink")
    assert [f"M{AT[2]:g} 1 l-11 5 l11 5 z"] == [each["d"] for _, each in shapes(capped) if "d" in each]


def test_other_basis() -> None:
    """The score on the other basis is a diamond, drawn over everything else."""
    name, last = shapes(bar("A", other=Fraction(1), cap=Fraction(2)))[-1]

    assert ("other", f"M{AT[1]:g} 10 l8 8 l-8 8 l-8 -8 z") == (name, last["d"])


@pytest.mark.parametrize("score", [Fraction(0), Fraction(1, 3), Fraction(4)])
def test_inside(score: Fraction) -> None:
    """Nothing leaves the picture, wherever a sign stands."""
    of = bar("A", score=score, low=Fraction(0), high=Fraction(4), cap=Fraction(3), other=score)
    numbers = [float(each[key]) for _, each in shapes(of) for key in ("x", "x1", "x2") if key in each]

    assert all(EDGE <= number <= WIDTH - EDGE for number in numbers)
