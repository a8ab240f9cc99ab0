"""Excel: what is read back of a workbook is the document, numbers are numbers, and no text is more than text."""

import csv
import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cpch_cli.core.document import (
    Block,
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
    Table,
    Timeline,
    Trend,
    named,
)
from cpch_cli.core.text import clean, one_line
from cpch_cli.core.view_workbook import workbook
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from cpch_cli.overlay_file import in_language
from cpch_cli.render.drawing import COLORS, TINTS
from cpch_cli.render.excel import render
from documents import HOSTILE, bar, distribution, everything, heat_map, span, texts, told
from external import program, run

FORMULAS: Final = (
    *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org")', "=cmd|' /C calc'!A0", "\t=1+1"),
    *("\uff1d1+1", "#N/A", "#REF!", "TRUE", "1", "1.5", "2026-11-23", "'=1", "{=1}"),
)
CODES: Final = ("_x0041_", "a_x000D_b _x005F_", "_x_", "&amp; &P &[Page] &12 &&")
BUILT_IN: Final = load_diagnostic()
# What is not the text's: the mark of an item.
MARKER: Final = re.compile(r"^(?:\u2022|\d+\.) ")
# Empty cells, numbers, and heads that stand here with what they mean.
IN_FULL_OR_NUMBERS: Final = ("", "one", "1.0", "1.5", "2.5", "2.5*^", "1", "2", "3", "7")
SCALE: Final = ("Score", "Range", "Band")


def document(*blocks: Block, **keys: Any) -> Document:
    """Return a document of these blocks, without marks unless they are given."""
    given: dict[str, Any] = {
        "language": "en",
        "title": "Title",
        "draft": None,
        "handling": None,
        "blocks": blocks,
        **keys,
    }
    return Document(**given)


def read(of: Document) -> Workbook:
    """Return a document's workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(render(of)))


def only_sheet(*blocks: Block) -> Worksheet:
    """Return the sheet of a section that holds these blocks; its first row is its title."""
    of = document(Section("s", "Sheet", blocks), title="Sheet")
    (sheet,) = (each for each in read(of).worksheets if each.title != "_")
    return sheet


def charts(sheet: Any) -> list[Any]:
    """Return the charts of a sheet, which openpyxl shows nowhere else."""
    found: list[Any] = sheet._charts  # noqa: SLF001
    return found


def cells(sheet: Worksheet) -> Iterator[Any]:
    """Yield the cells of a sheet that hold anything, row by row."""
    yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def shown(book: Workbook) -> list[str]:
    """Return the texts in all cells of a workbook's visible sheets."""
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
    return [decoded(cell.value) for sheet in sheets for cell in cells(sheet) if isinstance(cell.value, str)]


def decoded(value: str) -> str:
    """Return a text as Excel shows it, which reads codes of letters."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value)


def solid(text: str) -> str:
    """Return text without blanks and breaks, for texts that may go on in another cell."""
    return re.sub(r"\s", "", text)


def parts(path: str, of: Document) -> str:
    """Return an entry of a document's workbook as it is written."""
    with zipfile.ZipFile(io.BytesIO(render(of))) as archive:
        return archive.read(path).decode()


# --- text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*HOSTILE, *FORMULAS, *CODES])
def test_text_is_literal(text: str) -> None:
    """Every text is in a cell as it was written, wherever it stands, and no cell is a formula, an error or a link."""
    book = read(everything(text))
    seen = {*shown(book), *(MARKER.sub("", each) for each in shown(book))}

    wanted = {clean(each) for each in texts(everything(text)) if each not in IN_FULL_OR_NUMBERS}
    assert set() == wanted - seen
    assert {"1 one", clean(named(Key("2", clean(text))))} <= seen
    assert {"s", "n"} == {cell.data_type for sheet in book for cell in cells(sheet)}
    assert [] == [cell for sheet in book for cell in cells(sheet) if cell.hyperlink]


@given(st.text().filter(one_line))
def test_any_text_is_literal(text: str) -> None:
    """The same holds of any text that is not empty: it is read back as it was."""
    sheet = only_sheet(Table("Table", (Column("Text"),), ((Cell(text),),)))

    assert (clean(text), "s") == (decoded(sheet["A4"].value), sheet["A4"].data_type)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"])
def test_text_stays_text_when_edited(text: str) -> None:
    """A text that would be a formula if it were typed is marked, so that it is none after somebody edits its cell."""
    sheet = only_sheet(Table("Table", (Column("Text"),), ((Cell(text),), (Cell("plain"),))))

    assert (True, False) == (bool(sheet["A4"].quotePrefix), bool(sheet["A5"].quotePrefix))


def test_codes_of_letters_are_text() -> None:
    """What Excel would take for the code of a letter is escaped."""
    written = parts("xl/worksheets/sheet1.xml", document(Paragraph("a_x0041_b _x_ _x004_")))

    assert "<t>a_x005F_x0041_b _x_ _x004_</t>" in written


@pytest.mark.parametrize("text", ["word " * 9000, "W" * 40_000, "line\n" * 400, "\U0001f600" * 20_000])
def test_long_texts_go_on(text: str) -> None:
    """A text that is too long for a cell goes on in the next row, and none of it is lost."""
    sheet = only_sheet(
        Paragraph(text),
        Facts((("Label", text),)),
        Table("Table", (Column("Text"), Column("B")), ((Cell(text), Cell("b")),)),
    )
    column = "".join(solid(str(row[0].value or "")) for row in sheet.iter_rows())
    beside = "".join(solid(str(row[1].value or "")) for row in sheet.iter_rows())

    assert f"Sheet{solid(text)}LabelTableText{solid(text)}" == column
    assert f"{solid(text)}Bb" == beside
    assert 32_767 >= max(len(cell.value.encode("utf-16-le")) // 2 for cell in cells(sheet))
    assert 253 >= max(cell.value.count("\n") for cell in cells(sheet))
    assert 409 >= max(row.height or 0 for row in sheet.row_dimensions.values())


# --- sheets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Answers", "Answers"),
        ("a/b: c? [d] *e\\f", "a b c d e f"),
        ("Two\nlines", "Two lines"),
        ("'quoted'", "quoted"),
        ("A name that is longer than a sheet's may be", "A name that is longer than a sh"),
        ("Thirty letters and a blank, so it ends", "Thirty letters and a blank, so"),
        ("\U0001f600" * 20, "\U0001f600" * 15),
        ("History", "History (2)"),
        ("_", "_ (2)"),
        ("???", "-"),
    ],
)
def test_name_of_a_sheet(title: str, expected: str) -> None:
    """A sheet is named by its title as far as Excel allows, and bears the whole title in a cell."""
    book = read(document(Section("s", title, ())))

    assert [expected] == book.sheetnames
    assert title in shown(book)


def test_names_differ() -> None:
    """Sheets of the same title, in whatever case, have different names."""
    long = "x" * 40
    titles = ("Plan", "plan", "PLAN", long, long)
    book = read(document(*(Section(str(place), title, ()) for place, title in enumerate(titles))))

    assert ["Plan", "plan (2)", "PLAN (3)", "x" * 31, f"{'x' * 27} (2)"] == book.sheetnames


def test_blocks_outside_of_sections() -> None:
    """What stands before the sections is on a sheet of its own, and only then there is one."""
    inside = Section("s", "Inside", (Paragraph("in"),))

    assert ["Inside"] == read(document(inside)).sheetnames
    assert ["Title", "Inside"] == read(document(Paragraph("out"), inside)).sheetnames
    assert ["Title"] == read(document()).sheetnames


def test_order() -> None:
    """A sheet has the marks above its title, and then all blocks from top to bottom."""
    inner = Section("i", "Inner", (Paragraph("deep"), Facts((("label", "fact"),))))
    table = Table("Table", (Column("A"),), ((Cell("a"),),))
    blocks = (Paragraph("said", "quote"), Items(("one",)), Items(("two",), numbered=True), table, inner)
    sections = (Section("s", "Sheet", blocks), Section("t", "Next", ()))
    book = read(document(*sections, draft="DRAFT", handling="Mark", assumed="Assumed"))

    assert [
        *("Mark", "DRAFT", "Assumed", "Title", "Sheet", "said", "\u2022 one", "1. two", "Table", "A", "a"),
        *("Inner", "deep", "label", "fact"),
    ] == [cell.value for cell in cells(book["Sheet"])]
    assert ["Mark", "DRAFT", "Assumed", "Next"] == [cell.value for cell in cells(book["Next"])]


def test_title_of_a_table_is_not_repeated() -> None:
    """A table that is called like its sheet has its headings right below the title."""
    sheet = only_sheet(Table("Sheet", (Column("A"), Column("B")), ((Cell("a"), Cell("b")),)))

    assert [("Sheet", None), ("A", "B"), ("a", "b")] == list(
        sheet.iter_rows(max_col=2, max_row=3, values_only=True)
    )


def test_printing() -> None:
    """Sheets are printed across, as wide as the page, with the marks above and page numbers below."""
    sheet = read(document(draft="DRAFT & 7", handling="& 12 Mark", origin="cpch &P &[Page]"))["Title"]

    assert ("landscape", 1, 0) == (
        sheet.page_setup.orientation,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
    )
    assert '<pageSetUpPr fitToPage="1"/>' in parts("xl/worksheets/sheet1.xml", document())
    assert ["&L&& 12 Mark&CTitle&RDRAFT && 7", "&Lcpch &&P && [Page]&C&R&P / &N"] == margins(
        document(draft="DRAFT & 7", handling="& 12 Mark", origin="cpch &P &[Page]")
    )


def test_assumption_on_every_printed_page() -> None:
    """It stands in the middle below the pages, and may be longer than what is above them."""
    text = "Assumed: " + "m" * 120
    marked = margins(document(assumed=text, draft="DRAFT", handling="Mark", origin="cpch 1"))

    assert ["&LMark&CTitle&RDRAFT", f"&Lcpch 1&C{text}&R&P / &N"] == marked


def margins(of: Document) -> list[str]:
    """Return what stands above and below each page of the first sheet, as it is written."""
    written = parts("xl/worksheets/sheet1.xml", of)
    return [unescape(each) for each in re.findall("<odd(?:Header|Footer)>(.*?)</odd", written)]


@pytest.mark.parametrize("text", ["&" * 300, "m" * 300, f"{'m' * 75}&&&&&"])
def test_long_marks(text: str) -> None:
    """Headers and footers are never longer than Excel takes, and no code is cut."""
    found = margins(document(title=text, draft=text, handling=text, assumed=text, origin=text))
    codes = {code for margin in found for code in re.findall("&.", margin.replace("&&", ""))}

    assert [True, True] == [len(margin) <= 255 for margin in found]
    assert {"&L", "&C", "&R", "&P", "&N"} == codes


def test_properties() -> None:
    """The file names its language, title, maker and day, and no other time."""
    of = document(title="T", language="fr", origin="cpch 1", date=dt.date(2026, 11, 23))
    properties = read(of).properties

    assert ("T", "fr", "cpch 1") == (properties.title, properties.language, properties.creator)
    assert {dt.datetime(2026, 11, 23)} == {properties.created, properties.modified}  # noqa: DTZ001 - as it is read
    assert {dt.datetime(1980, 1, 1)} == {read(document()).properties.modified}  # noqa: DTZ001


# --- tables -------------------------------------------------------------------------------------------------------

SCORES: Final = Table(
    "Scores",
    (Column("Name"), Column("Score", numeric=True), Column("Day"), Column("Said")),
    (
        (
            Cell("a", "id"),
            Cell("2.9", Fraction(297, 100)),
            Cell("23 November 2026", dt.date(2026, 11, 23)),
            Cell("x", 5),
        ),
        (
            Cell("b"),
            Cell("2.9*", Fraction(2999, 1000), "partial"),
            Cell("1850", dt.date(1850, 1, 1)),
            Cell("y", Fraction(1)),
        ),
        (Cell("c"), Cell("3", 3), Cell(""), Cell("z", None, "weak")),
        (Cell("d"), Cell("\u2013"), Cell(""), Cell("")),
    ),
)


def test_values() -> None:
    """Numbers and days are such, exactly, where a column holds numbers; elsewhere what people read is what stands there."""
    sheet = only_sheet(SCORES)
    rows = list(sheet.iter_rows(min_row=4, values_only=True))

    assert (
        [
            ("a", 2.97, dt.datetime(2026, 11, 23), "x"),  # noqa: DTZ001 - as it is read
            ("b", 2.999, "1850", "y"),
            ("c", 3, None, "z"),
            ("d", "\u2013", None, None),
        ]
        == [row[:4] for row in rows]
    )


def test_formats() -> None:
    """No score is rounded up to a whole number, at which a band may begin; a star stays; days are written from the year on."""
    sheet = only_sheet(SCORES)

    assert ["0.00", '0.000"*"', "General"] == [sheet.cell(row, 2).number_format for row in (4, 5, 6)]
    assert "yyyy\\-mm\\-dd" == sheet["C4"].number_format


def test_tones() -> None:
    """A tone is a filling, and each has its own; a cell without one has none."""
    tones = ("plain", "critical_gap", "weak", "partial", "sound", "not_rated")
    rows = tuple((Cell(tone, None, tone),) for tone in tones)  # type: ignore[arg-type]
    sheet = only_sheet(Table("Table", (Column("A"),), rows))
    fills = [sheet.cell(row, 1).fill for row in range(4, 10)]

    assert [None, *["solid"] * 5] == [fill.fill_type for fill in fills]
    assert 6 == len({fill.fgColor.rgb for fill in fills})


def test_headings_are_frozen_and_filtered() -> None:
    """The headings of a sheet's table stay in view and are on every page, and its rows can be filtered."""
    sheet = only_sheet(Paragraph("Intro."), SCORES)

    assert ("A5", "A4:D8", "$4:$4") == (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows)
    assert {"solid"} == {cell.fill.fill_type for cell in sheet[4]}


def test_only_the_top_is_frozen() -> None:
    """Headings do not stay where they stand low or another table follows; a top that fills the screen does not either."""
    low = only_sheet(*[Paragraph("Intro.")] * 12, SCORES)
    followed = only_sheet(SCORES, replace(SCORES, rows=()))
    tall = read(document(Section("s", "word " * 400, ()))).worksheets[0]

    assert ("A2", None, "A15:D19") == (low.freeze_panes, low.print_title_rows, low.auto_filter.ref)
    assert ("A2", None, "A3:D7") == (
        followed.freeze_panes,
        followed.print_title_rows,
        followed.auto_filter.ref,
    )
    assert None is tall.freeze_panes


def test_the_longest_table_is_filtered() -> None:
    """Of several tables that with most rows can be filtered."""
    assert "A6:D10" == only_sheet(replace(SCORES, rows=()), SCORES).auto_filter.ref


def test_widths() -> None:
    """Columns fill a page across; a long text has more room than a number, and no heading is broken."""
    text = "Some words that are to be read at leisure. " * 20
    few = only_sheet(
        Table("T", (Column("Number", numeric=True), Column("Text")), ((Cell("1", 1), Cell(text)),))
    )
    many = only_sheet(Table("T", tuple(Column("Justification") for _ in range(13)), ((Cell(text),) * 13,)))
    plain = only_sheet(Paragraph(text))

    assert 130 <= few.column_dimensions["A"].width + few.column_dimensions["B"].width <= 140
    assert few.column_dimensions["A"].width < few.column_dimensions["B"].width / 5
    assert len("Justification") < min(each.width for each in many.column_dimensions.values())
    assert [28, 102] == [plain.column_dimensions[letter].width for letter in "AB"]


def test_text_runs_over_the_sheet() -> None:
    """Text runs over as many columns as can be read at once, and its row is as high as it needs."""
    text = "Some words that are to be read at leisure. " * 20
    table = Table("T", tuple(Column("Justification") for _ in range(13)), ())
    merged = [str(each) for each in only_sheet(Paragraph(text), table).merged_cells.ranges]

    assert "A2:G2" in merged
    assert 15 * 6 <= (only_sheet(Paragraph(text)).row_dimensions[2].height or 0) <= 15 * 8


def test_rows_of_tables_may_grow() -> None:
    """Rows are as high as their text needs at first, and nothing keeps a program from fitting them anew."""
    table = Table("Sheet", (Column("Text"),), ((Cell("line\nline\nline"),),))
    written = parts("xl/worksheets/sheet1.xml", document(Section("s", "Sheet", (table,)), title="Sheet"))

    assert '<row r="3" ht="45">' in written
    assert '<row r="1" ht="24" customHeight="1">' in written


# --- what is filled in --------------------------------------------------------------------------------------------


def plan(*choices: str) -> Table:
    """Return a table with two rows that are filled in."""
    columns = (
        Column("Action"),
        Column("Owner", fill_in="text"),
        Column("Due", fill_in="date"),
        Column("Status", fill_in="choice", choices=choices),
    )
    return Table("Plan", columns, ((Cell("a"), Cell("Customs:\nPolice:"), Cell(""), Cell("")),) * 2)


def test_choices_and_dates() -> None:
    """Where a choice or a date is asked for, only that is taken, in every row."""
    checks = only_sheet(plan("open", "done")).data_validations.dataValidation

    assert [("date", "C4:C5", "DATE(1900,3,1)"), ("list", "D4:D5", '"open,done"')] == [
        (check.type, str(check.sqref), check.formula1) for check in checks
    ]


def test_what_is_filled_in_is_open() -> None:
    """Cells to fill in are shaded and not locked; all others are locked and not shaded."""
    sheet = only_sheet(plan("open"))

    assert [(True, None), *[(False, "solid")] * 3] == [
        (cell.protection.locked, cell.fill.fill_type) for cell in sheet[4]
    ]
    assert "yyyy\\-mm\\-dd" == sheet["C4"].number_format


@pytest.mark.parametrize(
    "choices", [("open", "well, done"), ('"so"', "b"), ("two\nlines", "b"), ("x" * 200, "y" * 200)]
)
def test_choices_that_cannot_be_written_out(choices: tuple[str, ...]) -> None:
    """Choices that a list would break stand on a hidden sheet, each in a cell."""
    book = read(document(Section("s", "Sheet", (plan(*choices), plan("=1", "a,b")))))
    checks = book["Sheet"].data_validations.dataValidation

    assert ["'_'!$B$1:$B$2", "'_'!$C$1:$C$2"] == [check.formula1 for check in checks if check.type == "list"]
    assert "hidden" == book["_"].sheet_state
    assert list(zip(choices, ("=1", "a,b"), strict=True)) == list(
        book["_"].iter_rows(min_col=2, values_only=True)
    )
    assert {"s"} == {cell.data_type for cell in cells(book["_"])}


# --- the profile --------------------------------------------------------------------------------------------------

PROFILE: Final = Profile(
    "Profile of scores",
    ("Domain", *SCALE),
    (
        bar("One", star=True, tone="critical_gap", other=Fraction(1, 2), other_shown="0.5"),
        bar(
            "Two",
            score=None,
            low=None,
            high=None,
            shown="\u2013",
            range="\u2013",
            band="Not rated",
            tone="not_rated",
        ),
        bar("Three", band="Weak, capped", cap=Fraction(2)),
    ),
    other_title="Evidenced",
)


def test_profile_is_a_table() -> None:
    """A profile is a table of numbers, ranges and bands in the order of its domains."""
    sheet = only_sheet(PROFILE)

    assert [
        ("Domain", "Score", "Range", "Evidenced", "Band"),
        ("One", 1.5, "1.0 to 3.0", 0.5, "Weak"),
        ("Two", "\u2013", "\u2013", None, "Not rated"),
        ("Three", 1.5, "1.0 to 3.0", None, "Weak, capped"),
    ] == list(sheet.iter_rows(min_row=3, max_row=6, values_only=True))


def test_trend_is_a_table() -> None:
    """A trend is a table of numbers, of which each can be charted; it has no chart of its own."""
    points = (Cell("1.5*", Fraction(3, 2), "weak"), Cell("\u2013"))
    sheet = only_sheet(Trend("Moves", ("Domain", "Change"), ("2026", "2027"), (Line("One", points, "up"),)))

    assert [
        ("Moves", *[None] * 3),
        ("Domain", "2026", "2027", "Change"),
        ("One", 1.5, "\u2013", "up"),
    ] == list(sheet.iter_rows(min_row=2, max_row=4, values_only=True))
    assert [] == charts(sheet)
    assert "A3:D4" == sheet.auto_filter.ref


def test_timeline_is_a_table() -> None:
    """A timeline is a table of words, as wide as they need."""
    spans = (span("word " * 40, state="Done", tone="sound"),)
    sheet = only_sheet(Timeline("Road", ("Action", "Time", "State"), spans, 24, ((0, "0"),)))

    assert [("Action", "Time", "State"), (("word " * 40).strip(), "6 to 12", "Done")] == list(
        sheet.iter_rows(min_row=3, max_row=4, max_col=3, values_only=True)
    )
    assert sheet.column_dimensions["A"].width > 60 > sheet.column_dimensions["C"].width > 0
    assert sheet["C4"].fill.fgColor.rgb.endswith(TINTS["sound"][1:])


def test_distribution_is_a_table() -> None:
    """A distribution is a table of numbers under full headings, with its caption below."""
    sheet = only_sheet(distribution("Two"), Paragraph("after"))

    assert [
        ("Question", "Two", "1 one", "2 Two"),
        ("Two", 1.5, 1, 3),
        ("next", "Two", None, None),
        ("Two", None, None, None),
        (None,) * 4,
        ("after", None, None, None),
    ] == list(sheet.iter_rows(min_row=3, max_row=8, values_only=True))
    assert "A4" == sheet.freeze_panes


def test_heat_map_is_a_table() -> None:
    """A heat map is a table of numbers on full colours with their signs; its names and headings stay in sight."""
    sheet = only_sheet(heat_map("Two"))

    assert [
        ("Subject", "Two", "1 one", "2 Two"),
        ("Two", 7, 1.5, "Two"),
        ("next", "Two", "Two", 2.5),
    ] == list(sheet.iter_rows(min_row=3, max_row=5, values_only=True))
    assert "B4" == sheet.freeze_panes
    assert '0.0"*^"' == sheet["D5"].number_format
    assert (COLORS["sound"][1:], "FFFFFF") == (
        sheet["C5"].fill.fgColor.rgb[2:].lower(),
        sheet["C5"].font.color.rgb[2:],
    )


def test_profile_is_charted() -> None:
    """Its chart has the scores as bars from 0 to 4, the first domain at the top, in the colours of the bands."""
    sheet = only_sheet(PROFILE)
    (chart,) = charts(sheet)
    scores, others = chart.series

    assert ("bar", 0, 4, "maxMin", "max") == (
        chart.barDir,
        chart.y_axis.scaling.min,
        chart.y_axis.scaling.max,
        chart.x_axis.scaling.orientation,
        chart.y_axis.crosses,
    )
    assert ("'Sheet'!$B$4:$B$6", "'Sheet'!$D$4:$D$6") == (scores.val.numRef.f, others.val.numRef.f)
    assert {"'Sheet'!$A$4:$A$6"} == {scores.cat.strRef.f, others.cat.strRef.f}
    assert ("'Sheet'!B3", "'Sheet'!D3") == (scores.tx.strRef.f, others.tx.strRef.f)
    assert [COLORS[each.tone][1:] for each in PROFILE.bars] == [
        point.spPr.solidFill.srgbClr for point in scores.dPt
    ]
    assert (False, False) == (chart.x_axis.delete, chart.y_axis.delete)
    assert "Profile of scores" == chart.title.tx.rich.p[0].r[0].t
    assert (
        "\u25a0 Score\u2003\u251c\u2500\u2524 Range\u2003\u25a1 Evidenced"
        == chart.y_axis.title.tx.rich.p[0].r[0].t
    )


def test_ranges_are_charted() -> None:
    """The bars of the chart show how far each range goes below and above the score."""
    book = read(document(Section("s", "Sheet", (PROFILE,))))
    (chart,) = charts(book["Sheet"])
    errors = chart.series[0].errBars

    assert ("'_'!$B$1:$B$3", "'_'!$C$1:$C$3") == (errors.minus.numRef.f, errors.plus.numRef.f)
    assert [(0.5, 1.5), (0, 0), (0.5, 1.5)] == list(book["_"].iter_rows(min_col=2, values_only=True))


def test_chart_stands_free() -> None:
    """What follows a chart stands below it; on paper the chart begins a page, under no headings of columns."""
    sheet = only_sheet(PROFILE, Paragraph("after"))
    (chart,) = charts(sheet)
    (after,) = (cell.row for cell in cells(sheet) if cell.value == "after")
    first = chart.anchor._from.row + 1  # noqa: SLF001
    height = chart.anchor.ext.height / 12_700

    assert 8 == first
    assert height < 15 * (after - first) < height + 40
    assert [first - 1] == [each.id for each in sheet.row_breaks.brk]
    assert ("A4", None) == (sheet.freeze_panes, sheet.print_title_rows)


def test_nothing_to_chart() -> None:
    """Without any score there is no chart, and without another basis no second one in it."""
    silent = replace(PROFILE, bars=PROFILE.bars[1:2])
    alone = replace(PROFILE, other_title=None)

    assert [] == charts(only_sheet(silent))
    assert ["Domain", *SCALE] == [cell.value for cell in only_sheet(alone)[3]]
    assert [1] == [len(chart.series) for chart in charts(only_sheet(alone))]


# --- whole workbooks ----------------------------------------------------------------------------------------------


def real(language: str) -> Document:
    """Return the workbook of a whole assessment."""
    of = BUILT_IN if language == "en" else in_language(BUILT_IN, None, language).diagnostic
    said = {each.id: place % 5 for place, each in enumerate(of.questions)}
    return workbook(told(of, said, country="Exempleland", handling="Restricted"), load_words(language))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_workbook(language: str) -> None:
    """Of a whole assessment every text is in a cell, but for numbers, which are numbers."""
    of = real(language)
    book = read(of)
    seen = {*shown(book), *(MARKER.sub("", each) for each in shown(book))}
    numbers = re.compile(r"[\d,.]+\*?")

    assert {""} == {each for each in map(clean, texts(of)) if not numbers.fullmatch(each)} - seen
    assert all(sheet["A1"].value == "Restricted" for sheet in book if sheet.sheet_state == "visible")
    assert [*(block.title for block in of.blocks if isinstance(block, Section)), "_"] == book.sheetnames


def test_same_bytes() -> None:
    """The same document gives the same bytes, in another process too."""
    script = "import sys, test_excel; sys.stdout.buffer.write(test_excel.render(test_excel.real('en')))"
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    other = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7"},
        stdout=subprocess.PIPE,
        check=True,
    )

    assert render(real("en")) == render(real("en")) == other.stdout


def converted(of: Document, target: str, folder: Path) -> list[Path]:
    """Return the files that LibreOffice makes of a document's workbook."""
    source = folder / "book.xlsx"
    source.write_bytes(render(of))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = folder / "made"
    run(program("soffice"), profile, "--headless", "--convert-to", target, "--outdir", made, source)
    return sorted(made.iterdir())


def test_libreoffice_shows_every_text(tmp_path: Path) -> None:
    """LibreOffice shows each text of each sheet as it was written, those that look like formulas and codes too."""
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    of = document(
        *(
            Section(text, text, (Paragraph(text), Facts((("Label", text),))))
            for text in (*HOSTILE, *FORMULAS, *CODES)
        )
    )
    files = converted(of, every_sheet, tmp_path)
    read_texts = {
        cell for file in files for row in csv.reader(io.StringIO(file.read_bytes().decode())) for cell in row
    }

    assert len(of.blocks) == len(files)
    assert set() == set(map(clean, texts(of))) - read_texts


def rounded(value: Any) -> Any:
    """Return a number as far as spreadsheets keep it; the rest as it is."""
    return round(value, 12) if isinstance(value, float) else value


def test_libreoffice_keeps_a_workbook(tmp_path: Path) -> None:
    """LibreOffice opens a whole workbook and keeps its texts, numbers, filters, checks and chart."""
    of = real("fr")
    (file,) = converted(of, "xlsx", tmp_path)
    kept, written = load_workbook(file), read(of)

    assert written.sheetnames == kept.sheetnames
    for sheet in written:
        there = kept[sheet.title]
        assert [rounded(cell.value) for cell in cells(sheet)] == [
            rounded(cell.value) for cell in cells(there)
        ]
        assert sheet.auto_filter.ref == there.auto_filter.ref
        assert len(charts(sheet)) == len(charts(there))
        assert {each.type for each in sheet.data_validations.dataValidation} == {
            each.type for each in there.data_validations.dataValidation
        }
