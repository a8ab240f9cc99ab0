"""The tree of a document: what a profile says in words, and texts that no output may hold."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from cpch_cli.core.document import (
    Cell,
    Column,
    Document,
    Facts,
    Items,
    Key,
    Line,
    Paragraph,
    Profile,
    Section,
    Stack,
    Table,
    Timeline,
    Trend,
    cleaned,
    end_of_front,
    in_full,
    in_words,
    named,
    notes,
    spoken,
)
from documents import bar, distribution, heat_map, span

TITLES = ("Domain", "Score", "Range", "Band")


def test_profile_in_words() -> None:
    """A profile is a table of its numbers as people read them, with exact values, stars and tones."""
    said = in_words(Profile("P", TITLES, (bar("One", star=True), bar("Two", score=None, shown="\u2013"))))

    assert (Column("Domain"), Column("Score", numeric=True), Column("Range"), Column("Band")) == said.columns
    assert (
        (Cell("One"), Cell("1.5*", Fraction(3, 2)), Cell("1.0 to 3.0"), Cell("Weak", None, "weak")),
        (Cell("Two"), Cell("\u2013"), Cell("1.0 to 3.0"), Cell("Weak", None, "weak")),
    ) == said.rows


def test_profile_in_words_on_two_bases() -> None:
    """The score on the other basis stands before the band."""
    one = bar("One", other=Fraction(1), other_shown="1.0")
    said = in_words(Profile("P", TITLES, (one,), other_title="Evidenced"))

    assert ["Domain", "Score", "Range", "Evidenced", "Band"] == [column.title for column in said.columns]
    assert Cell("1.0", Fraction(1)) == said.rows[0][3]


def test_trend_in_words() -> None:
    """A trend is a table with the score of each round as people read it, its exact value and tone, and the change."""
    points = (Cell("1.5", Fraction(3, 2), "weak"), Cell("\u2013"))
    said = in_words(Trend("T", ("Domain", "Change"), ("2026", "2027"), (Line("One", points, "up"),)))

    assert ("T", [("Domain", False), ("2026", True), ("2027", True), ("Change", False)]) == (
        said.title,
        [(column.title, column.numeric) for column in said.columns],
    )
    assert ((Cell("One"), *points, Cell("up")),) == said.rows


def test_timeline_in_words() -> None:
    """A timeline is a table of what, when, and how it stands, with its tone."""
    said = in_words(Timeline("T", ("Action", "Time", "State"), (span("One", tone="sound"),), 24, ((0, "0"),)))

    assert ("T", (Column("Action"), Column("Time"), Column("State"))) == (said.title, said.columns)
    assert ((Cell("One"), Cell("6 to 12"), Cell("open", tone="sound")),) == said.rows


def test_distribution_in_words() -> None:
    """A distribution is a table with the numbers of its keys; only numbers that are not 0 have the tone of their key."""
    shown = distribution("Two")
    said = in_words(replace(shown, stacks=(*shown.stacks, Stack("none", Cell("x"), (0, 2)))))

    assert (
        Column("Question"),
        *(Column(title, numeric=True) for title in ("Two", "1", "2")),
    ) == said.columns
    assert (
        (Cell("Two"), Cell("1.5", Fraction(3, 2), "weak"), Cell("1", 1, "weak"), Cell("3", 3, "sound")),
        (Cell("next"), Cell("Two"), Cell(""), Cell("")),
        (Cell("none"), Cell("x"), Cell("0", 0), Cell("2", 2, "sound")),
    ) == said.rows


def test_heat_map_in_words() -> None:
    """A heat map is a table of its rows under short heads, or in full where there is room."""
    shown = heat_map("Two")

    assert ["Subject", "Two", "1", "2"] == [column.title for column in in_words(shown).columns]
    assert ["Subject", "Two", "1 one", "2 Two"] == [column.title for column in in_full(shown).columns]
    assert [True] * 3 == [column.numeric for column in in_full(shown).columns[1:]]
    assert shown.rows == in_words(shown).rows == in_full(shown).rows


def test_keys() -> None:
    """A key's number stands before what it means; a sign is left out; what means itself needs no note."""
    keys = (Key("1", "one"), Key("?", "unknown"), Key("Weak", "Weak"))

    assert ["1 one", "unknown", "Weak"] == list(map(named, keys))
    assert ["1 = one; ? = unknown", "Two"] == notes(replace(distribution("Two"), keys=keys))
    assert [] == notes(replace(distribution("Two"), keys=keys[2:], caption=""))


def test_spoken() -> None:
    """What a row of a picture says is its label, and what stands beside it under its headings, but for empty cells."""
    spans = (span("One"), span("Two", state=""))

    assert ["One; Time 6 to 12; State open", "Two; Time 6 to 12"] == spoken(
        Timeline("T", ("Action", "Time", "State"), spans, 24, ())
    )


def test_page_one() -> None:
    """Page one ends with the section that is marked so; a document can be without one."""
    front, other = Section("a", "A", (), front=True), Section("b", "B", ())
    ends = [
        end_of_front(Document("en", "T", None, None, blocks))
        for blocks in ((Paragraph("x"), front, other), (other,), ())
    ]

    assert [2, 0, 0] == ends


def test_cleaned() -> None:
    """Every text of a document is cleaned, wherever it stands; numbers, days and flags stay what they are."""
    dirty, clean = " a\x1b[0m\u202eb\r\n", "a[0mb"

    def document(text: str) -> Document:
        blocks = (
            Paragraph(text, "alert"),
            Items((text, text), numbered=True),
            Facts(((text, text),)),
            Table(
                text,
                (Column(text, fill_in="choice", choices=(text,)),),
                ((Cell(text, Fraction(1, 3), "weak"),),),
            ),
            Profile(text, (text,) * 4, (bar(text, band=text),), text, text),
            Trend(text, (text, text), (text,), (Line(text, (Cell(text, Fraction(1)),), text),), text),
            Timeline(text, (text,) * 3, (span(text, when=text, state=text),), 24, ((3, text),), text),
            distribution(text),
            heat_map(text),
        )
        day = dt.date(2026, 11, 24)
        return Document(
            "en", text, text, text, (Section("s.a", text, blocks, new_page=True),), day, text, text, text
        )

    assert document(clean) == cleaned(document(dirty))
