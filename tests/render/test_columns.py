"""Widths of columns: in proportion to what stands in them, and never too narrow for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.document import Cell, Column, Table
from cpch_cli.render.columns import on_one_line, shares

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


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(1, 200))
def test_on_one_line_together_one(texts: list[str], letters: int) -> None:
    """The shares are positive and together the whole here too, however little room there is."""
    found = on_one_line(table(*texts), letters)

    assert all(share > 0 for share in found)
    assert sum(found) == pytest.approx(1)


@pytest.mark.parametrize(
    ("texts", "letters", "needs"),
    [
        (("a" * 18, "b" * 8), 30, [20, 10]),
        (("a" * 18, "b" * 8), 29, [19, 10]),
        (("a" * 98, "b" * 48, "c" * 8), 50, [20, 20, 10]),
        (("", ""), 30, [3, 3]),
    ],
)
def test_the_longest_give_way(texts: tuple[str, ...], letters: int, needs: list[int]) -> None:
    """Each column has what its text needs on one line; where that is too much, the longest have equally less."""
    assert [need / sum(needs) for need in needs] == [
        pytest.approx(each) for each in on_one_line(table(*texts), letters)
    ]


def test_headings_of_numbers_on_one_line() -> None:
    """What heads numbers needs room for its longest word only, in bold letters; other headings stay on one line."""
    columns = (Column("September 2026", numeric=True), Column("September 2026"))

    assert [14 / 34, 20 / 34] == [pytest.approx(each) for each in on_one_line(Table("T", columns, ()), 100)]
