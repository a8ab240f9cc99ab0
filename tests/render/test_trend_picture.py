"""The drawing of a line of a trend: every point where its score is, the latest told from the others."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from cpch_cli.core.document import Cell, Line, Tone
from cpch_cli.render.drawing import COLORS, EDGE, WIDTH
from cpch_cli.render.trend_picture import draw

AT = [EDGE + level * (WIDTH - 2 * EDGE) / 4 for level in range(5)]


def shapes(*scores: Fraction | int | None, tone: Tone = "sound") -> list[dict[str, Any]]:
    """Return the attributes of each shape of a line with these scores, in the order that they are drawn."""
    cells = tuple(Cell("\u2013" if score is None else str(score), score, tone) for score in scores)
    root = ET.fromstring(draw(Line("Label", cells, "change")))
    assert "" == "".join(root.itertext())
    return [{"tag": shape.tag.rpartition("}")[2], **shape.attrib} for shape in root]


def of(found: list[dict[str, Any]], tag: str, name: str) -> list[dict[str, Any]]:
    """Return the shapes of a tag and a class."""
    return [each for each in found if (each["tag"], each["class"]) == (tag, name)]


def test_points() -> None:
    """Each round has its point, the later the larger; the last alone has the colour of its band."""
    found = shapes(1, 4, Fraction(5, 2), 3)
    circles = [each for each in found if each["tag"] == "circle"]

    assert [AT[1], AT[4], (AT[2] + AT[3]) / 2, AT[3]] == [float(each["cx"]) for each in circles]
    assert all(float(one["r"]) < float(other["r"]) for one, other in pairwise(circles))
    assert ["point", "point", "point", "tone-sound"] == [each["class"] for each in circles]
    assert ["#ffffff"] * 3 + [COLORS["sound"]] == [each["fill"] for each in circles]


def test_line_and_arrow() -> None:
    """A line goes from the lowest to the highest score, and an arrow's head from the side of the round before."""
    found = shapes(1, 3)
    (line,), (head,) = of(found, "line", "ink"), of(found, "path", "ink")

    assert (AT[1], AT[3]) == (float(line["x1"]), float(line["x2"]))
    assert f"M{AT[3] - 7:g} 18 l-9 -6 v12 z" == head["d"]
    assert f"M{AT[1] + 7:g} 18 l9 -6 v12 z" == of(shapes(3, 2, 1), "path", "ink")[0]["d"]


def test_no_arrow_without_room() -> None:
    """Of a small move there is the line alone, and of none only the points."""
    small, none = shapes(1, Fraction(11, 10)), shapes(2, 2)

    assert (1, 0) == (len(of(small, "line", "ink")), len(of(small, "path", "ink")))
    assert (0, 0) == (len(of(none, "line", "ink")), len(of(none, "path", "ink")))


def test_least_room_of_an_arrow() -> None:
    """The head is drawn where it is longer than what the two points leave of the way, and not before."""
    least = Fraction(4 + 7 + 9, 100)

    assert 0 == len(of(shapes(1, 1 + least), "path", "ink"))
    assert 1 == len(of(shapes(1, 1 + least + Fraction(1, 100)), "path", "ink"))


def test_rounds_without_a_score() -> None:
    """They leave nothing; without the last one no point has a colour."""
    assert [AT[0], AT[2]] == [float(each["cx"]) for each in shapes(0, None, 2) if each["tag"] == "circle"]
    assert ["point"] == [each["class"] for each in shapes(1, None) if each["tag"] == "circle"]
    assert {"rect", "line"} == {each["tag"] for each in shapes(None, None)}
    assert ["tone-weak"] == [each["class"] for each in shapes(1, tone="weak") if each["tag"] == "circle"]


@pytest.mark.parametrize("scores", [(0, 4), (4, 0), (0,), (4,)])
def test_inside(scores: tuple[int, ...]) -> None:
    """No point leaves the picture, wherever it stands."""
    circles = [each for each in shapes(*scores) if each["tag"] == "circle"]

    assert all(float(each["cx"]) - float(each["r"]) >= 1 for each in circles)
    assert all(float(each["cx"]) + float(each["r"]) <= WIDTH - 1 for each in circles)


def test_grid() -> None:
    """Every level has its line."""
    assert AT == [float(each["x1"]) for each in of(shapes(1), "line", "grid")]
