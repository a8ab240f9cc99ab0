"""Widths of columns: in proportion to what stands in them, and never too narrow for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.document import Cell, Column, Table
from cpch_cli.render.columns import shares

TEXTS = st.text("ab \n", max_size=80)


def table(*texts: str, fill_in: bool = False) -> Table:
    """Return a table of one row; its last column is filled in, if that is wanted."""
    columns = [Column("T") for _ in texts]
    if fill_in:
        columns[-1] = Column("T", fill_in="text")
    return Table("Table", tuple(columns), (tuple(map(Cell, texts)),))


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_together_one(texts: list[str]) -> None:
    """The shares are positive and together the whole, whatever stands in the columns."""
    found = shares(table(*texts))

    assert all(share > 0 for share in found)
    assert sum(found) == pytest.approx(1)


def test_more_text_more_room() -> None:
    """A column with more text has more room, and less than in proportion: it grows downwards too."""
    short, long = shares(table("word " * 4, "word " * 40))

    assert short < long < 10 * short


def test_longest_word_fits() -> None:
    """A column of short texts is as wide as its longest word; a monstrous word makes no column wide."""
    usual, monstrous = (
        shares(table("interoperability", "a " * 300))[0],
        shares(table("W" * 300, "a " * 300))[0],
    )

    assert shares(table("a", "a " * 300))[0] < usual < monstrous < 0.5


def test_room_to_write_in() -> None:
    """An empty column that is filled in has room for a name."""
    assert shares(table("a " * 30, ""))[1] < 0.15 < shares(table("a " * 30, "", fill_in=True))[1]


def test_heading_counts() -> None:
    """A heading needs room as well as the cells below it."""
    row = (Cell("a"), Cell("a"))
    first, second = shares(Table("Table", (Column("Responsibilities"), Column("A")), (row,)))

    assert first > 5 * second
