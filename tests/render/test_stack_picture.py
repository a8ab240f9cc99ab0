"""The drawing of a bar of a distribution: every part as wide as its share, in the order and the colours of the keys."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from cpch_cli.core.document import Cell, Key, Stack
from cpch_cli.render.drawing import COLORS, EDGE, WIDTH, pale
from cpch_cli.render.stack_picture import draw

KEYS = (Key("0", "no", "weak"), Key("1", "half", "sound", pale=True), Key("2", "yes", "sound"))
WHOLE = WIDTH - 2 * EDGE


def parts(*numbers: int) -> list[dict[str, Any]]:
    """Return the attributes of the parts of a bar, without those of its ground."""
    root = ET.fromstring(draw(KEYS, Stack("Label", Cell(""), numbers or None)))
    assert "" == "".join(root.itertext())
    return [shape.attrib for shape in root if shape.get("class") != "track"]


def test_parts() -> None:
    """Each takes its share of the bar, but for the gap before the next; one that nobody is in is left out."""
    assert [(EDGE + 1, WHOLE / 4 - 2), (EDGE + WHOLE / 4 + 1, WHOLE * 3 / 4 - 2)] == [
        (float(each["x"]), float(each["width"])) for each in parts(1, 0, 3)
    ]


def test_colours() -> None:
    """A pale part is told from a full one of the same tone, and is edged with its colour."""
    assert [COLORS["weak"], pale(COLORS["sound"]), COLORS["sound"]] == [
        each["fill"] for each in parts(1, 1, 1)
    ]
    assert [COLORS["weak"], COLORS["sound"], COLORS["sound"]] == [each["stroke"] for each in parts(1, 1, 1)]


@pytest.mark.parametrize("numbers", [(), (0, 0, 0)])
def test_nothing_to_show(numbers: tuple[int, ...]) -> None:
    """Where parts are held back, or nobody is in one, the bar is empty."""
    assert [] == parts(*numbers)
