"""What the columns and cells of a table mean."""

import datetime as dt
import re
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.coded import NOT_APPLICABLE_CODE, UNKNOWN_CODE
from cpch_cli.core.problems import Problem
from cpch_cli.core.table_cells import (
    DAY_PATTERN,
    FIELDS,
    FLAG_CODES,
    GRADE_CODES,
    WHOLE_ROW,
    BadCell,
    Codes,
    Column,
    bad_cell,
    header,
    level_codes,
    subject_pattern,
    weaknesses_pattern,
)
from helpers import diagnostic, question, scale, weakness

OF: Final = diagnostic(
    question("a.one", weaknesses=[weakness("v"), weakness("v-w")], not_applicable="Never."),
    question("a.two", scale="odd"),
    question("b.three"),
    scales={"odd": scale(0, "0.25", 10, ids=("none", "some", "all"))},
    retired=["a.old"],
)
ONE: Final = level_codes(OF, OF.question["a.one"])
TWO: Final = level_codes(OF, OF.question["a.two"])


# --- columns --------------------------------------------------------------------------------------------------------


def test_columns_of_a_wide_table() -> None:
    """Each column has one meaning; notes, retired questions and columns of one's own are read over."""
    names = ["a.one", " a.one#v ", "a.one#note", "a.one#evidence", "a.one#reason", "a.old", "a.old#v", "x-a"]
    meant, problems = header([*names, "subject.country", "subject.x-unit"], OF)

    assert () == problems
    assert meant is not None
    assert not meant.is_long
    assert (
        Column(0, "a.one", "level", "a.one"),
        Column(1, "a.one#v", "weakness", "a.one", "v"),
        Column(3, "a.one#evidence", "evidence", "a.one"),
        Column(4, "a.one#reason", "reason", "a.one"),
        Column(8, "subject.country", "subject", "country"),
        Column(9, "subject.x-unit", "subject", "x-unit"),
    ) == meant.columns
    assert meant.columns[4:] == meant.of("subject")


@pytest.mark.parametrize("name", ["level", "answer"])
def test_columns_of_a_long_table(name: str) -> None:
    """A long table names the question in each row; a note is read over."""
    meant, problems = header(["question", name, "weaknesses", "evidence", "note", "reason"], OF)

    assert () == problems
    assert meant is not None
    assert meant.is_long
    assert ["question", "level", "weaknesses", "evidence", "reason"] == [each.part for each in meant.columns]


@pytest.mark.parametrize("names", [[], ["country", "score"], ["question"], ["level", "answer"], ["a.old"]])
def test_tables_of_another_kind(names: list[str]) -> None:
    """Without a column of a question, and without question and level, it is no table of answers."""
    assert (None, ()) == header(names, OF)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.one", Problem((1,), "table.twice", {"word": "a.one"})),
        ("  ", Problem((1,), "table.unnamed")),
        ("A.TWO", Problem((1,), "table.unknown_column.near", {"word": "A.TWO", "near": "a.two"})),
        ("a.one#x", Problem((1,), "table.unknown_column.near", {"word": "a.one#x", "near": "a.one#v"})),
        (
            "country",
            Problem((1,), "table.unknown_column.near", {"word": "country", "near": "subject.country"}),
        ),
        ("!!!", Problem((1,), "table.unknown_column", {"word": "!!!"})),
    ],
)
def test_wrong_columns(name: str, expected: Problem) -> None:
    """A column twice, without a name or unknown is named by its place, with the nearest one that there is."""
    assert (expected,) == header(["a.one", name], OF)[1]


def test_level_and_answer() -> None:
    """Two columns for the same are a problem of the second name."""
    assert (Problem((1,), "table.level_and_answer"),) == header(["question", "answer", "level"], OF)[1]


def test_columns_of_the_other_kind_do_not_belong() -> None:
    """A wide table has no columns of a long one."""
    assert ["table.unknown_column"] == [each.code for each in header(["a.one", "weaknesses"], OF)[1]]


# --- cells ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("absent", 0),
        ("0", 0),
        ("-0", 0),
        ("-0.0", 0),
        ("2", 2),
        ("02", 2),
        ("2.0", 2),
        ("2.000000000000000", 2),
        ("000000000000002", 2),
        ("institutionalised", 4),
        ("unknown", UNKNOWN_CODE),
        ("not_applicable", NOT_APPLICABLE_CODE),
        *(
            (bad, None)
            for bad in (
                "5",
                "-1",
                "-2",
                "2.5",
                "1e0",
                "2.",
                ".0",
                "Absent",
                "NO",
                "",
                "٢",
                "0000000000000002",
            )
        ),
        *((bad, None) for bad in ("2.0000000000000000", "1e309", "9" * 40, "=2", "2\n", "true")),
    ],
)
def test_levels(written: str, expected: int | None) -> None:
    """A level is its id or a number equal to its value, as the answers file takes it; nothing else is."""
    assert expected == ONE.code(written)


def test_levels_of_a_scale_of_ones_own() -> None:
    """A code is a place in the scale and no value; not_applicable counts only where the question allows it."""
    assert [0, 1, 1, 2, 2, None, None] == [
        TWO.code(written) for written in ("0", "0.25", "00.250", "10", "010.0", "1", "not_applicable")
    ]


@pytest.mark.parametrize("codes", [ONE, TWO, FLAG_CODES, GRADE_CODES])
@given(
    written=st.one_of(
        st.from_regex(r"-?[0-9.]{0,18}", fullmatch=True),
        st.sampled_from(["true", "TRUE", "none", "verified", "unknown", "not_applicable", "ad_hoc", "x"]),
    )
)
def test_texts_and_spellings_say_the_same(codes: Codes, written: str) -> None:
    """What an engine goes by, words and patterns, gives the same codes as the reading in Python."""
    by_pattern = [code for pattern, code in codes.spellings.items() if re.search(pattern, written)]
    found = {codes.texts[written]} if written in codes.texts else set(by_pattern)

    assert found == ({code} if (code := codes.code(written)) is not None else set())


@given(value=st.fractions(0, 10**6), places=st.integers(0, 15))
def test_every_value_of_a_scale_has_its_spelling(value: Fraction, places: int) -> None:
    """The usual spelling of a number is one of its spellings, and means it."""
    rounded = Fraction(round(value * 10**places), 10**places)
    codes = Codes({}, {rounded: 3})
    (text,), (pattern,) = codes.texts, codes.spellings

    assert 3 == codes.code(text)
    assert re.search(pattern, text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0", 0),
        ("1", 1),
        ("1.0", 1),
        ("true", 1),
        ("FALSE", 0),
        ("True", 1),
        ("x", None),
        ("2", None),
        ("yes", None),
    ],
)
def test_flags(written: str, expected: int | None) -> None:
    """A weakness is ticked by 1 or true, however a spreadsheet writes it."""
    assert expected == FLAG_CODES.code(written)


@pytest.mark.parametrize(("written", "expected"), [("none", 0), ("verified", 3), ("0", None), ("None", None)])
def test_grades(written: str, expected: int | None) -> None:
    """Evidence is the id of a grade."""
    assert expected == GRADE_CODES.code(written)


@pytest.mark.parametrize("year", [1, 4, 100, 400, 1900, 2000, 2023, 2024, 9996, 9999])
def test_days(year: int) -> None:
    """A day fits its pattern exactly if it is one of the calendar."""
    for month in range(14):
        for day in range(33):
            text = f"{year:04d}-{month:02d}-{day:02d}"
            try:
                is_day = bool(dt.date.fromisoformat(text))
            except ValueError:
                is_day = False
            assert is_day == bool(re.search(DAY_PATTERN, text)), text


@pytest.mark.parametrize(
    "text", ["0000-01-01", "0000-02-29", "2026-1-1", "20260101", "2026-01-01T00:00", "x"]
)
def test_no_days(text: str) -> None:
    """What a file would not take for a day is none."""
    assert re.search(DAY_PATTERN, text) is None


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("country_code", "FRA", "fra"),
        ("agency", "customs-1", "Customs"),
        ("conducted", "peer", "peers"),
        ("domains", "a", "c"),
        ("domains", "b a", "a;b"),
        ("domains", "a,b, a", "a,"),
    ],
)
def test_fields_of_the_subject(field: str, good: str, bad: str) -> None:
    """A field that is no free text has a form."""
    pattern = subject_pattern(field, OF)

    assert pattern is not None
    assert re.search(pattern, good)
    assert not re.search(pattern, bad)


def test_free_fields_of_the_subject() -> None:
    """All other fields take any text."""
    free = [field for field in FIELDS if subject_pattern(field, OF) is None]

    assert ["country", "region", "site", "scope", "period", "handling"] == free


@pytest.mark.parametrize(
    ("of", "written", "expected"),
    [
        ("a.one", "v", True),
        ("a.one", "v-w, v", True),
        ("a.one", "-", True),
        ("a.one", "none", True),
        ("a.one", "w", False),
        ("a.one", "none v", False),
        ("b.three", "none", True),
        ("b.three", "v", False),
    ],
)
def test_weaknesses_of_a_long_table(of: str, written: str, *, expected: bool) -> None:
    """Ids of the question, or that none was observed."""
    assert expected is bool(re.search(weaknesses_pattern(OF.question[of]), written))


# --- what is wrong --------------------------------------------------------------------------------------------------

KNOWN: Final = "absent (0), ad_hoc (1), defined (2), operating (3), institutionalised (4), unknown"


@pytest.mark.parametrize(
    ("column", "written", "code", "values"),
    [
        (Column(0, "a.one", "level", "a.one"), "7", "unknown_level", {"known": KNOWN}),
        (
            Column(0, "b.three", "level", "b.three"),
            "not_applicable",
            "applies_always",
            {"question": "b.three"},
        ),
        (Column(0, "a.one#v", "weakness", "a.one", "v"), "x", "not_0_or_1", {}),
        (
            Column(0, "a.one#evidence", "evidence", "a.one"),
            "x",
            "unknown_grade",
            {"known": "none, statement, document, verified"},
        ),
        (Column(0, "subject.date", "subject", "date"), "1.1.26", "not_a_day", {}),
        (Column(0, "subject.agency", "subject", "agency"), "X", "not_a_word", {}),
        (Column(0, "subject.country_code", "subject", "country_code"), "X", "not_a_country_code", {}),
        (
            Column(0, "subject.conducted", "subject", "conducted"),
            "X",
            "not_a_conduct",
            {"known": "self, facilitated, peer"},
        ),
        (Column(0, "subject.domains", "subject", "domains"), "X", "unknown_domains", {"known": "a, b"}),
        (Column(0, "question", "question"), "a.on", "unknown_question.near", {"near": "a.one"}),
        (Column(0, "question", "question"), "", "no_question", {}),
        (Column(0, "level", "level"), "2", "answered_twice", {"question": "a.one"}),
        (Column(0, "weaknesses", "weaknesses"), "x", "unknown_weaknesses", {"question": "a.one"}),
    ],
)
def test_bad_cells(column: Column, written: str, code: str, values: dict[str, str]) -> None:
    """A bad cell says what is wrong with it and what could stand there."""
    expected = BadCell("t.csv", 3, column.name, written, code, {"word": written, **values})

    assert expected == bad_cell("t.csv", 3, column, written, OF, "a.one")


def test_bad_row() -> None:
    """A row as a whole has no column and no value."""
    expected = BadCell("t.csv", 3, "", "", "cells_missing", {})

    assert expected == bad_cell("t.csv", 3, WHOLE_ROW, "cells_missing", OF)


def test_value_of_a_bad_cell() -> None:
    """Of what is written so much is kept as can be shown, on one line and harmless."""
    found = bad_cell("t.csv", 1, Column(0, "a.one", "level", "a.one"), "\x1b[1mx\n" + "y" * 99, OF)

    assert "[1mx " + "y" * 55 == found.value
