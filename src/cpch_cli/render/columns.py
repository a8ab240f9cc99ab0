"""How wide the columns of a table are to be, for outputs that lay out pages and sheets."""

from math import sqrt
from typing import Final

from cpch_cli.core.document import Column, Table

# So much room, in letters, a column of long texts takes for each letter it would need if it were square.
_BREADTH: Final = 3
# A word that is longer than this is broken; it must not make the other columns narrow.
LONGEST_WORD: Final = 22
TO_WRITE_IN: Final = 16
# A row is kept on one page while no cell of it is longer, in letters; longer ones would leave pages half empty.
SHORT_CELL: Final = 700


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of the whole width, together 1, that each column needs for its words and its amount of text."""
    wanted = [
        _wanted(column, [row[place].text for row in table.rows]) for place, column in enumerate(table.columns)
    ]
    return tuple(width / sum(wanted) for width in wanted)


def _wanted(column: Column, texts: list[str]) -> float:
    words = [word for text in (column.title, *texts) for word in text.split()]
    lines = [line for text in (column.title, *texts) for line in text.split("\n")]
    longest_word = min(max(map(len, words), default=1), LONGEST_WORD)
    square = _BREADTH * sqrt(max(map(len, texts), default=1))
    least = max(longest_word + 1, TO_WRITE_IN if column.fill_in else 0)
    return max(least, min(square, max(map(len, lines))))
