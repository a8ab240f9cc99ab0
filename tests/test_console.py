"""The console: every width, encoding and kind of output, and texts that try to be more than text."""

# ruff: noqa: RUF001 - dashes are among the cases

import io
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cpch_cli import bars, console
from cpch_cli.core import view
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    HeatMap,
    Items,
    Key,
    Line,
    Paragraph,
    Profile,
    Section,
    Table,
    Timeline,
    Trend,
)
from cpch_cli.core.text import clean
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from documents import HOSTILE, bar, distribution, everything, span, texts, told

WIDTHS: Final = (40, 60, 80, 120)
ENCODINGS: Final = ("utf-8", "cp1252", "cp437", "ascii")
ALL: Final = everything(*HOSTILE)
BUILT_IN: Final = load_diagnostic()
ANSWERED: Final = view.report(
    told(
        BUILT_IN, {each.id: place % 5 for place, each in enumerate(BUILT_IN.questions)}, country="Exampleland"
    ),
    load_words("en"),
)


class FakeTerminal(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def on_a_pipe(document: Document, encoding: str = "utf-8", width: int | None = None) -> str:
    """Return what a pipe of an encoding gets."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="") as file:
        console.show(document, file, width=width)
        file.flush()
        return raw.getvalue().decode(encoding)


def on_a_terminal(document: Document, *, color: bool = True) -> str:
    """Return what a terminal gets."""
    file = FakeTerminal()
    console.show(document, file, color=color)
    return file.getvalue()


def only(*blocks: Block) -> Document:
    """Return a document of these blocks."""
    return Document("en", "Title", None, None, blocks)


def body(*blocks: Block, width: int = 80) -> list[str]:
    """Return the lines of a document's blocks, without its title."""
    return console.render_text(only(*blocks), width).splitlines()[3:]


# --- nothing but text comes through -------------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_lines_fit(width: int, encoding: str) -> None:
    """At every width and in every encoding no line is too long, and nothing crashes."""
    lines = on_a_pipe(ALL, encoding, width).split("\n")

    assert [] == [line for line in lines if cell_len(line) > width]
    assert [] == [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_controls(encoding: str) -> None:
    """No control character and no mark of direction reaches the output."""
    found = {each for each in on_a_pipe(ALL, encoding) if unicodedata.category(each) in ("Cc", "Cf", "Cs")}

    assert {"\n"} == found


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_literal(text: str) -> None:
    """A text reads as it was written: no markup, no emoji, no escape code."""
    expected = "".join(clean(text).split())

    assert expected == "".join("".join(body(Paragraph(text))).split())


def words_of(document: Document, longest: int) -> Iterator[str]:
    """Yield every word of a document's texts that is no longer than this."""
    for text in texts(document):
        yield from (word for word in clean(text).split() if cell_len(word) <= longest)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("document", [ALL, ANSWERED], ids=["hostile", "report"])
def test_no_word_is_cut(document: Document, width: int) -> None:
    """Every word that fits into a line stands whole in it."""
    shown = set(console.render_text(document, width).split())
    # Some marks stand right after a word: the star of a score, the comma of the legend, which has no domain or band.
    shown |= {word.rstrip("*,") for word in shown} | {"Domain", "Band"}

    assert [] == [word for word in words_of(document, width - 10) if word.rstrip("*,") not in shown]


@pytest.mark.parametrize("width", WIDTHS)
def test_long_words_are_broken_and_whole(width: int) -> None:
    """A word that is wider than a line goes on in the next one; nothing of it is lost."""
    long = "x" * 500
    blocks = (
        Paragraph(long),
        Facts((("Label", long),)),
        Items((long,)),
        Table("Table", (Column("Head"), Column("Other")), ((Cell(long), Cell("cell")),)),
        Section("s", long, ()),
    )
    for block in blocks:
        assert 500 == "".join(body(block, width=width)).count("x"), block


@given(st.text(), st.integers(1, 130), st.sampled_from(ENCODINGS))
def test_any_text_at_any_width(text: str, width: int, encoding: str) -> None:
    """No text, width or encoding makes it fail."""
    lines = on_a_pipe(everything(text), encoding, width).split("\n")

    assert max(map(cell_len, lines)) <= max(width, 40)


# --- where it goes ------------------------------------------------------------------------------------------------


def test_pipe_gets_80_columns_without_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a pipe there are 80 columns and no escape codes, whatever the environment says."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = on_a_pipe(ANSWERED)

    assert console.render_text(ANSWERED, 80) == shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(("columns", "expected"), [("50", 50), ("90", 90), ("300", 100), ("5", 40)])
def test_terminal_gives_the_width(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal lines are as long as it is wide, within what can be read."""
    monkeypatch.setenv("COLUMNS", columns)
    long = " ".join(["word"] * 100)
    lines = on_a_terminal(only(Paragraph(long)), color=False).splitlines()

    assert expected // 5 * 5 - 1 == max(map(len, lines))


def test_terminal_gets_the_same_text_in_colour() -> None:
    """Without its codes what a terminal gets is what a pipe gets: colour says nothing on its own."""
    shown = on_a_terminal(ANSWERED)

    assert "\x1b[31m" in shown
    assert console.render_text(ANSWERED, 80) == re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_styles_do_not_spread() -> None:
    """Only the label of a fact is bold, only the bar and the band of a profile are coloured."""
    profile = Profile("P", ("D", "S", "R", "B"), (bar("One"),))
    shown = on_a_terminal(only(Facts((("A", "a"),)), profile)).split("\n")

    assert "\x1b[1mA\x1b[0m  a" == shown[3]
    assert "  \x1b[31m█████▓▓▓▒▒▒▒▒▒▒·····\x1b[0m  1.5   1.0 to 3.0  \x1b[31mWeak\x1b[0m" == shown[-2]


def test_no_yellow_and_no_dim_text() -> None:
    """Nothing is printed in yellow, white, black or dim, which some grounds swallow."""
    codes = {
        number
        for code in re.findall(r"\x1b\[([0-9;]*)m", on_a_terminal(ANSWERED))
        for number in code.split(";")
    }

    assert {"0", "1", "31", "32", "35"} >= codes


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves no colour."""
    monkeypatch.setenv("NO_COLOR", "1")

    assert {"1", "0"} >= set(re.findall(r"\x1b\[([0-9;]*)m", on_a_terminal(ANSWERED)))


def test_no_codes_on_a_dumb_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that knows no codes gets none."""
    monkeypatch.setenv("TERM", "dumb")

    assert "\x1b" not in on_a_terminal(ANSWERED)


def test_no_codes_when_plain() -> None:
    """Without colour there are no codes at all."""
    assert "\x1b" not in on_a_terminal(ANSWERED, color=False)


def test_a_reader_that_leaves() -> None:
    """A pipe that is closed is the caller's business, and no exit of its own."""

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(text[:0])

    with pytest.raises(BrokenPipeError):
        console.show(ANSWERED, Closed())


def test_a_few_blocks() -> None:
    """Blocks can be printed without a document around them."""
    file = io.StringIO()
    console.print_blocks((Paragraph("One."), Items(("Two.",))), file, width=40)

    assert "One.\n\n• Two.\n" == file.getvalue()


def test_file_without_an_encoding() -> None:
    """A file that names no encoding takes every character."""
    file = io.StringIO()
    console.show(only(Paragraph("é–日")), file)

    assert "é–日" in file.getvalue()


# --- the pieces ---------------------------------------------------------------------------------------------------


def test_document() -> None:
    """A draft says so above everything, the mark stands at both ends, sections are underlined by their depth."""
    inner = Section("b", "Beta", (Paragraph("Two."), Section("c", "Gamma", (Paragraph("Three."),))))
    document = Document(
        "en", "Title", "DRAFT – 2", "Restricted", (Paragraph("Zero."), Section("a", "Alpha", (inner,)))
    )

    assert (
        "Restricted\n"
        "\n"
        f"{'═' * 40}\n"
        "DRAFT – 2\n"
        f"{'═' * 40}\n"
        "\n"
        "Title\n"
        "═════\n"
        "\n"
        "Zero.\n"
        "\n"
        "Alpha\n"
        "═════\n"
        "\n"
        "Beta\n"
        "────\n"
        "\n"
        "Two.\n"
        "\n"
        "Gamma\n"
        "  Three.\n"
        "\n"
        "Restricted\n"
    ) == console.render_text(document, 40)


def test_assumption() -> None:
    """That answers are assumed is said above everything, with a draft or alone, and at the end behind the mark."""
    document = Document("en", "T", "DRAFT", "Mark", (), assumed="Assumed: 2")
    rule = "═" * 40

    assert ["Mark", "", rule, "DRAFT", "Assumed: 2", rule, "", "T", "═", "", "", "Mark", "Assumed: 2"] == (
        console.render_text(document, 40).splitlines()
    )
    assert [rule, "Assumed: 2", rule, "", "T", "═", "", "", "Assumed: 2"] == (
        console.render_text(Document("en", "T", None, None, (), assumed="Assumed: 2"), 40).splitlines()
    )


def test_paragraphs() -> None:
    """Line breaks stay; a person's words have a bar beside them."""
    assert ["one", "", "two", "", "│ one", "│", "│ two"] == body(
        Paragraph("one\n\ntwo"), Paragraph("one\n\ntwo", "quote")
    )


def test_lists() -> None:
    """Items hang beside their bullets or numbers, which are all of one width."""
    ten = Items(tuple(f"item {n}" for n in range(10)), numbered=True)

    assert [f"• {'one ' * 9}one", "  one", "• two"] == body(Items(("one " * 11, "two")), width=42)
    assert ["1.  item 0", "10. item 9"] == [body(ten)[0], body(ten)[-1]]
    assert ["• one", "  two"] == body(Items(("one\ntwo",)))


def test_facts() -> None:
    """Labels stand in a column; where they would take too much of the width, above what they label."""
    pairs = Facts((("A label", "one two three four"), ("B", "five")))

    assert ["A label  one two three four", "B        five"] == body(pairs)
    assert ["A rather long label", "  one", "B", "  two"] == body(
        Facts((("A rather long label", "one"), ("B", "two"))), width=60
    )
    assert ["A label", f"  {'x' * 35}", "B        five"] == body(
        Facts((("A label", "x" * 35), ("B", "five"))), width=40
    )


def test_table_in_columns() -> None:
    """Numbers are set to the right; rows that need several lines are set apart."""
    table = Table(
        "Names",
        (Column("Name"), Column("Score", numeric=True)),
        ((Cell("one two three"), Cell("1.0")), (Cell("four"), Cell("10.0"))),
    )

    assert [
        "Names",
        "",
        "Name           Score",
        "─────────────  ─────",
        "one two three    1.0",
        "four            10.0",
    ] == body(table)
    narrow = Table(
        "Names", table.columns, ((Cell("one two three four five six seven"), Cell("1.0")), *table.rows)
    )
    assert [
        "Name                               Score",
        "─────────────────────────────────  ─────",
        "one two three four five six seven    1.0",
        "one two three                        1.0",
    ] == body(narrow, width=40)[2:6]
    assert [
        "Name                        Score number",
        "──────────────────────────  ────────────",
        "one two three four five              1.0",
        "six seven",
        "",
        "one two three                        1.0",
    ] == body(Table("Names", (Column("Name"), Column("Score number", numeric=True)), narrow.rows), width=40)[
        2:8
    ]


def test_table_stacked() -> None:
    """Where a word would not fit into its column the rows stand below each other, each cell with its heading."""
    table = Table(
        "Names",
        (Column("Name"), Column("Judgement")),
        ((Cell("institutionalised-and-reviewed"), Cell("appropriate")), (Cell("defined"), Cell(""))),
    )

    assert [
        "Names",
        "",
        "Name",
        "  institutionalised-and-reviewed",
        "Judgement  appropriate",
        "",
        "Name       defined",
        "Judgement",
    ] == body(table, width=40)


def test_empty_table() -> None:
    """A table without rows is its headings."""
    assert ["None", "", "A  B", "─  ─"] == body(Table("None", (Column("A"), Column("B")), ()))


def test_profile() -> None:
    """A bar shows what is sure, the score and the range; numbers and band stand beside it, a star marks don't knows."""
    profile = Profile(
        "Scores",
        ("Domain", "Score", "Range", "Band"),
        (
            bar("One", star=True),
            bar("Two", score=None, low=None, high=None, shown="–", range="–", band="Not rated"),
        ),
    )

    assert [
        "Scores",
        "█▓ Score, ▓▒ Range",
        "One",
        "  █████▓▓▓▒▒▒▒▒▒▒·····  1.5*  1.0 to 3.0  Weak",
        "Two",
        "  ····················    –   –           Not rated",
    ] == body(profile)
    assert ["One", "  ███▓▓▒▒▒▒···  1.5*  1.0 to 3.0  Weak"] == body(profile, width=40)[2:4]


TIMELINE: Final = Timeline(
    "Road",
    ("Action", "Time", "State"),
    (span("One", tone="sound"), span("Two", start=11, end=13), span("Three", start=-3, end=99)),
    24,
    ((0, "0"), (24, "24")),
)


def test_trend() -> None:
    """A trend is a table with the score of each round."""
    points = (Cell("1.0", Fraction(1), "weak"), Cell("–"))

    assert [
        *("Moves", ""),
        "Domain  2026  2027  Change",
        "──────  ────  ────  ──────",
        "One      1.0     –  up",
    ] == body(Trend("Moves", ("Domain", "Change"), ("2026", "2027"), (Line("One", points, "up"),)))


def test_timeline() -> None:
    """A bar lies over all months that it has a part in, and stands between its label and its time."""
    assert [
        *("Road", ""),
        "Action  0 – 24                Time     State",
        "──────  ────────────────────  ───────  ─────",
        "One     ·····█████··········  6 to 12  open",
        "Two     ·········██·········  6 to 12  open",
        "Three   ████████████████████  6 to 12  open",
    ] == body(TIMELINE)
    assert "One     ···███······  6 to 12  open" == body(TIMELINE, width=50)[4]
    assert "  \x1b[32m·····█████··········\x1b[0m" in on_a_terminal(only(TIMELINE))
    assert ".....#####.........." in on_a_pipe(only(TIMELINE), "ascii")


def test_distribution() -> None:
    """A distribution is a table of numbers under short heads, with what these mean below it."""
    assert [
        *("Distribution", ""),
        "Question  two  1  2",
        "────────  ───  ─  ─",
        "two       1.5  1  3",
        "next      two",
        *("", "1 = one; 2 = two", "", "two"),
    ] == body(distribution("two"))


def test_heat_map() -> None:
    """Ten domains have room on a line of 80 columns, with their numbers as heads and their names below."""
    keys = tuple(Key(str(place), f"Domain {place}") for place in range(1, 11))
    row = (Cell("Northern Islands"), *[Cell("2.0*^", Fraction(2), "not_rated")] * 10)
    lines = body(HeatMap("Map", (Column("Subject"),), keys, (row,)))

    assert "Northern    2.0*^  2.0*^" == lines[4][:24]
    assert "Islands" == lines[5]
    assert "1 = Domain 1; 2 = Domain 2; " == lines[7][:28]


@given(st.integers(-30, 60), st.integers(1, 60), st.integers(1, 40))
def test_every_span_can_be_seen(start: int, length: int, months: int) -> None:
    """However short a span is, and wherever it lies, it has a part of the bar, which is never longer."""
    spans = (span("One", start=start, end=start + length),)
    (row,) = bars.beside(Timeline("T", ("a", "b", "c"), spans, months, ()), bars.ASCII, 12).rows

    assert re.fullmatch(r"\.*#+\.*", row[1].text)
    assert 12 == len(row[1].text)


def test_ends_of_the_axis() -> None:
    """What is written at both ends heads the bars, once where it is the same; nothing is there without ticks."""
    ticks = (((0, "now"), (12, "x"), (24, "later")), ((0, "now"), (24, "now")), ((0, "now"),), ())
    tables = [bars.beside(Timeline("T", ("a", "b", "c"), (), 24, each), bars.ASCII, 12) for each in ticks]

    assert ["now – later", "now", "now", ""] == [table.columns[1].title for table in tables]


def test_band_that_does_not_fit() -> None:
    """A band of long words goes below its bar."""
    profile = Profile("P", ("D", "S", "R", "B"), (bar("One", band="Unquestionable"),))

    assert ["  ███▓▓▒▒▒▒···  1.5   1.0 to 3.0", "  Unquestionable"] == body(profile, width=40)[3:]


def test_ascii() -> None:
    """Where the output has no such characters, bars, lines, dashes and quotes are made of ASCII, letters come near."""
    profile = Profile("P", ("D", "S", "R", "B"), (bar("One"),))
    text = Paragraph("“é” – ł → …", "quote")

    for encoding in ("ascii", "cp1252"):
        shown = on_a_pipe(only(profile, text, Items(("item",))), encoding).splitlines()
        assert "  #####+++-------.....  1.5   1.0 to 3.0  Weak" == shown[6]
    assert ["=====", '| "e" - ? -> ...', "- item"] == [
        line for line in on_a_pipe(only(text, Items(("item",))), "ascii").splitlines()[1:] if line
    ]


def test_old_code_page_has_the_bars() -> None:
    """A code page that has the shades keeps them, and replaces only what it lacks."""
    shown = on_a_pipe(only(Profile("P", ("D", "S", "R", "B"), (bar("“é” –"),))), "cp437").splitlines()

    assert ['"é" -', "  █████▓▓▓▒▒▒▒▒▒▒·····  1.5   1.0 to 3.0  Weak"] == shown[5:]
