"""A picture of the tree as what renderers set: a table of words, the labels of its axis, a drawing for each row."""

from typing import Final, assert_never

from cpch_cli.core.document import Distribution, Picture, Profile, Timeline, Trend
from cpch_cli.render import bar_picture, drawing, stack_picture, timeline_picture, trend_picture

# So many rounds leave room for wider drawings.
_FEW: Final = 3
# So many kinds likewise.
_FEW_KEYS: Final = 5


def drawings(picture: Picture) -> list[str]:
    """Return the drawing of each row of a picture, in the order of its rows in words."""
    match picture:
        case Profile():
            return list(map(bar_picture.draw, picture.bars))
        case Trend():
            return list(map(trend_picture.draw, picture.lines))
        case Timeline():
            return [timeline_picture.draw(picture, span) for span in picture.spans]
        case Distribution():
            return [stack_picture.draw(picture.keys, stack) for stack in picture.stacks]
        case _:
            assert_never(picture)


def axis(picture: Picture) -> list[list[drawing.Label]]:
    """Return what stands above the drawings, line by line."""
    match picture:
        case Profile() | Trend():
            return drawing.labels(drawing.LEVELS)
        case Timeline():
            return drawing.labels(timeline_picture.marks(picture))
        case Distribution():
            return []
        case _:
            assert_never(picture)


def is_wide(picture: Picture) -> bool:
    """Tell whether drawings are to be shown wider than the bars of a profile, where paper has room."""
    match picture:
        case Profile():
            return False
        case Trend():
            return len(picture.rounds) <= _FEW
        case Timeline():
            return True
        case Distribution():
            return len(picture.keys) <= _FEW_KEYS
        case _:
            assert_never(picture)
