"""How much room a text needs in a cell: Excel neither parts long texts itself nor grows the rows of joined cells."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

_BROAD: Final = re.compile("[\u2e80-\U0010ffff]")
# So many letters of a text have room where there is room for one digit, which is what widths are counted in.
_LETTERS: Final = 1.1


def pieces(text: str, width: float, most: int) -> list[str]:
    """Return text in pieces that fill at most so many lines; it is cut between lines, or else between words."""
    found: list[list[str]] = [[]]
    room = most
    for line in _short_lines(text, int(width) * most):
        lines = height(line, width)
        if lines > room and found[-1]:
            found.append([])
            room = most
        found[-1].append(line)
        room -= lines
    return ["\n".join(piece) for piece in found]


def _short_lines(text: str, most: int) -> Iterator[str]:
    for line in text.split("\n"):
        breadth = len(_spread(line))
        if breadth <= most:
            yield line
        else:
            yield from _wrapped(line, most * len(line) // breadth)


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, max(width, 1), drop_whitespace=False, replace_whitespace=False)


def height(text: str, width: float) -> int:
    """Return how many lines a text fills."""
    return sum(len(_wrapped(line, int(_LETTERS * width))) or 1 for line in _spread(text).split("\n"))


def _spread(text: str) -> str:
    """Return text with each letter twice that is broad, as those of the East are, or takes two units of UTF-16."""
    return text if text.isascii() else _BROAD.sub(r"\g<0>\g<0>", text)
