"""Pictures as renderers set them: a drawing for each row of words, an axis above them, wide where there is room."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cpch_cli.core.document import Cell, Line, Picture, Profile, Timeline, Trend, in_words
from cpch_cli.render import bar_picture, stack_picture, timeline_picture, trend_picture
from cpch_cli.render.drawn import axis, drawings, is_wide
from documents import bar, distribution, span

LINE = Line("One", (Cell("1.0", Fraction(1)), Cell("2.0", Fraction(2))), "up")
PROFILE = Profile("P", ("Domain", "Score", "Range", "Band"), (bar("One"), bar("Two", tone="sound")))
TREND = Trend("T", ("Domain", "Change"), ("2026", "2027"), (LINE,))
TIMELINE = Timeline(
    "T", ("Action", "Time", "State"), (span("One"), span("Two", end=9)), 24, ((0, "now"), (9, "9"))
)


DISTRIBUTION = distribution("Two")


@pytest.mark.parametrize("picture", [PROFILE, TREND, TIMELINE, DISTRIBUTION])
def test_a_drawing_for_each_row(picture: Picture) -> None:
    """There are as many as there are rows in words."""
    assert len(in_words(picture).rows) == len(drawings(picture))


def test_drawings() -> None:
    """They are those of the rows, in their order."""
    assert list(map(bar_picture.draw, PROFILE.bars)) == drawings(PROFILE)
    assert [trend_picture.draw(LINE)] == drawings(TREND)
    assert [timeline_picture.draw(TIMELINE, each) for each in TIMELINE.spans] == drawings(TIMELINE)
    assert [stack_picture.draw(DISTRIBUTION.keys, each) for each in DISTRIBUTION.stacks] == drawings(
        DISTRIBUTION
    )


def test_axis() -> None:
    """Scores have their levels, a timeline its ticks, a distribution nothing."""
    labels = [
        "".join(label.text for line in axis(each) for label in line)
        for each in (PROFILE, TREND, TIMELINE, DISTRIBUTION)
    ]

    assert ["01234", "01234", "now9", ""] == labels


def test_wide_drawings() -> None:
    """Those of a timeline are wide, and those of a trend of few rounds and of a distribution of few keys."""
    rounds = [Trend("T", ("Domain", "Change"), ("x",) * count, ()) for count in (2, 3, 4)]

    assert [False, True] == [is_wide(PROFILE), is_wide(TIMELINE)]
    assert [True, True, False] == list(map(is_wide, rounds))
    assert [True, False] == [is_wide(replace(DISTRIBUTION, keys=DISTRIBUTION.keys[:1] * n)) for n in (5, 6)]
