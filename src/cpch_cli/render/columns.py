"""How wide the columns of a table are to be, for outputs that lay out pages and sheets."""

from math import sqrt
from typing import Final

from cpch_cli.core.document import Column, Table

# So much room, in letters, a column of long texts takes for each letter it would need if it were square.
_BREADTH: Final = 3
# A word that is longer than this is broken; it must not make the other columns narrow.
LONGEST_WORD: Final = 22
TO_WRITE_IN: Final = 16
# So many letters wide is what keeps columns apart.
_APART: Final = 2
# So many bold letters are as wide as one more that is not.
_BOLD: Final = 3
# A row is kept on one page while no cell of it is longer, in letters; longer ones would leave pages half empty.
SHORT_CELL: Final = 700


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of the whole width, together 1, that each column needs for its words and its amount of text."""
    wanted = [
        _wanted(column, [row[place].text for row in table.rows]) for place, column in enumerate(table.columns)
    ]
    return tuple(width / sum(wanted) for width in wanted)


def on_one_line(table: Table, letters: float) -> tuple[float, ...]:
    """Return the shares with which texts stand on one line, of which so many letters have room; the longest give way.

    What heads numbers may be broken between its words.
    """
    needs = [
        _line(column, [row[place].text for row in table.rows]) + _APART
        for place, column in enumerate(table.columns)
    ]
    longest = max(needs)
    while longest > _APART and sum(min(need, longest) for need in needs) > letters:
        longest -= 1
    widths = [min(need, longest) for need in needs]
    return tuple(width / sum(widths) for width in widths)


def _line(column: Column, texts: list[str]) -> int:
    heads = column.title.split() if column.numeric else [column.title]
    return max((*(len(head) + len(head) // _BOLD for head in heads), *map(len, texts)), default=0)


def _wanted(column: Column, texts: list[str]) -> float:
    words = [word for text in (column.title, *texts) for word in text.split()]
    lines = [line for text in (column.title, *texts) for line in text.split("\n")]
    longest_word = min(max(map(len, words), default=1), LONGEST_WORD)
    square = _BREADTH * sqrt(max(map(len, texts), default=1))
    least = max(longest_word + 1, TO_WRITE_IN if column.fill_in else 0)
    return max(least, min(square, max(map(len, lines))))
