"""Rows as CSV: read back as they are, and harmless in a spreadsheet."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.rows import Entry
from cpch_cli.core.text import clean
from cpch_cli.render.csv_table import render
from documents import HOSTILE

FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"


def read(text: str) -> list[list[str]]:
    """Return the cells of CSV."""
    return list(csv.reader(io.StringIO(text)))


def starts(text: str) -> list[str]:
    """Return what may come to begin a cell, wherever a spreadsheet parts cells: at semicolons and at lines."""
    first, *others = re.split("[;\n]", text)
    return [first.lstrip(), *(re.sub(r'^[\s"]*', "", other) for other in others)]


def without_guards(text: str) -> str:
    """Return a text without the signs that keep it from being a formula."""
    return re.sub(rf"(^[^\S\n]*|[;\n](?:[^\S\n]|\")*)'(?=[{re.escape(FORMULA_SIGNS)}])", r"\1", text)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [(None, ""), ([], ""), (["a", "b"], "a b"), (1, "1"), (-1, "-1"), (0.5, "0.5"), ("a", "a"), ("'a", "'a")],
)
def test_entries(entry: Entry, expected: str) -> None:
    """Lists are joined by blanks, nothing is an empty cell, numbers are numbers, negative ones too."""
    assert [["a", "b"], [expected, "x"]] == read(render(["a", "b"], [{"b": "x", "a": entry, "c": "no"}]))


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        *(
            f"{before}{sign}1+1"
            for sign in FORMULA_SIGNS
            for before in ("", " ", "safe; ", "safe;", 'x;"', 'x; " "', "a\n", "\t", "\r")
        ),
    ],
)
def test_no_formula(text: str) -> None:
    """No text begins a formula, wherever a spreadsheet parts its cells, and every text is read as it was written."""
    _, (cell, other) = read(render(["a", "b"], [{"a": text, "b": "x"}]))

    assert [] == [part for part in starts(cell) if part.startswith(tuple(FORMULA_SIGNS))]
    assert (clean(text), "x") == (without_guards(cell), other)


def test_guard_stands_before_the_sign() -> None:
    """The sign that guards stands where the formula would begin, and nowhere else."""
    assert "'=1;a; '-2=3\n'+4" == read(render(["a"], [{"a": "=1;a; -2=3\n+4"}]))[1][0]


@given(st.text("=+-@;\" \n'a1") | st.text())
def test_any_text(text: str) -> None:
    """The same holds of any text."""
    _, (cell, _) = read(render(["a", "b"], [{"a": text, "b": "x"}]))

    assert [] == [part for part in starts(cell) if part.startswith(tuple(FORMULA_SIGNS))]
    assert without_guards(clean(text)) == without_guards(cell)


def test_byte_order_mark() -> None:
    """The mark stands at the beginning where it is asked for, and nowhere else."""
    assert ("a\n1\n", "\ufeffa\n1\n") == (render(["a"], [{"a": 1}]), render(["a"], [{"a": 1}], bom=True))
