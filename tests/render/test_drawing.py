"""What drawings share: where places of the axis are, where their labels stand, colours that words can be read on."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.render.drawing import COLORS, EDGE, LEVELS, TINTS, WIDTH, across, labels, x

SHARES = st.lists(st.fractions(0, 1, max_denominator=60), unique=True, max_size=8).map(sorted)


def marks(*given: tuple[int, str]) -> list[tuple[Fraction, str]]:
    """Return marks at so many hundredths of the axis."""
    return [(Fraction(place, 100), text) for place, text in given]


def test_tints() -> None:
    """Every tone but the plain one has a light tint of its colour."""
    assert set(COLORS) - {"plain"} == set(TINTS)
    assert "#e9c6c6" == TINTS["critical_gap"]


def test_places_of_the_axis() -> None:
    """It has room at both ends, and numbers have two digits after the point at most."""
    assert [EDGE, WIDTH / 2, WIDTH - EDGE] == [across(Fraction(share, 2)) for share in range(3)]
    assert ["8", "141.33", "208"] == [x(Fraction(share)) for share in (0, Fraction(1, 3), Fraction(1, 2))]


def test_labels_of_levels() -> None:
    """The levels stand in one line, each in the middle above its line."""
    (line,) = labels(LEVELS)

    assert ["0", "1", "2", "3", "4"] == [label.text for label in line]
    assert {"center"} == {label.side for label in line}
    assert [float(across(share)) / WIDTH for share, _ in LEVELS] == [
        pytest.approx(label.left + label.width / 2) for label in line
    ]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ((), []),
        (((0, "2026"),), [["2026 left"]]),
        (((0, "in\nMay"),), [["in May left"]]),
        (((0, "0"), (100, "12")), [["0 center", "12 center"]]),
        (
            ((0, "May 2026"), (50, "May 2027"), (100, "May 2028")),
            [["May 2026 left", "May 2027 center", "May 2028 right"]],
        ),
        (((0, "May 2026"), (12, "3"), (50, "12")), [["May 2026 left", "12 center"], ["3 center"]]),
        (
            ((0, "W" * 99), (50, "W" * 99), (100, "W")),
            [["W" * 99 + " left"], ["W" * 99 + " center"], ["W center"]],
        ),
    ],
)
def test_lines_of_labels(given: tuple[tuple[int, str], ...], lines: list[list[str]]) -> None:
    """Long ones at the ends stand inside of the drawing, and one that has no room beside the last goes below it."""
    assert lines == [[f"{label.text} {label.side}" for label in line] for line in labels(marks(*given))]


@given(SHARES, st.data())
def test_rooms_of_labels(shares: list[Fraction], data: st.DataObject) -> None:
    """Each mark has its label, which stands in its room; rooms in a line do not overlap nor leave the drawing far."""
    texts = [data.draw(st.text("ab", min_size=1, max_size=12)) for _ in shares]
    lines = labels(zip(shares, texts, strict=True))
    over = EDGE / WIDTH + 1e-9

    assert sorted(texts) == sorted(label.text for line in lines for label in line)
    for line in lines:
        ends = [-over, *(label.left + label.width for label in line)]
        assert all(label.left >= end - 1e-9 for label, end in zip(line, ends, strict=False))
        assert ends[-1] <= 1 + over
        for label in line:
            begin = {"left": 0, "center": 0.5, "right": 1}[label.side]
            assert label.at == pytest.approx(label.left + begin * label.width)
            assert label.width > 0
