"""A picture of the tree as what renderers set: a table of words, the labels of its axis, a drawing for each row."""

from typing import Final, assert_never

from cpch_cli.core.document import Picture, Profile, Timeline, Trend
from cpch_cli.render import bar_picture, drawing, timeline_picture, trend_picture

# So many rounds leave room for wider drawings.
_FEW: Final = 3


def drawings(picture: Picture) -> list[str]:
    """Return the drawing of each row of a picture, in the order of its rows in words."""
    match picture:
        case Profile():
            return list(map(bar_picture.draw, picture.bars))
        case Trend():
            return list(map(trend_picture.draw, picture.lines))
        case Timeline():
            return [timeline_picture.draw(picture, span) for span in picture.spans]
        case _:
            assert_never(picture)


def axis(picture: Picture) -> list[list[drawing.Label]]:
    """Return what stands above the drawings, line by line."""
    marks = timeline_picture.marks(picture) if isinstance(picture, Timeline) else drawing.LEVELS
    return drawing.labels(marks)


def is_wide(picture: Picture) -> bool:
    """Tell whether drawings are to be shown wider than the bars of a profile, where paper has room."""
    match picture:
        case Profile():
            return False
        case Trend():
            return len(picture.rounds) <= _FEW
        case Timeline():
            return True
        case _:
            assert_never(picture)
