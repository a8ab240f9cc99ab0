"""Word files: read back, they hold the tree and nothing else; Word's own places to fill in; LibreOffice shows all of it."""

import datetime as dt
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

import external
from cpch_cli.answers_file import parse_answers
from cpch_cli.core import view
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Distribution,
    Document,
    Facts,
    HeatMap,
    Items,
    Line,
    Paragraph,
    Picture,
    Profile,
    Section,
    Table,
    Timeline,
    Trend,
    cleaned,
    in_words,
    notes,
)
from cpch_cli.core.outcome import conclude
from cpch_cli.core.text import one_line
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from cpch_cli.overlay_file import in_language
from cpch_cli.render.drawing import TINTS
from cpch_cli.render.word import render
from documents import HOSTILE, bar, distribution, everything, heat_map, span
from samples import WHOLE

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
LANGUAGES: Final = ("en", "fr", "es")
REPORTS: Final = [(name, language) for name in ("aldoria", "belmara", "corvania") for language in LANGUAGES]
DAY: Final = dt.date(2026, 6, 18)

PLAN: Final = Table(
    "Plan",
    (
        Column("No.", numeric=True),
        Column("Owner", fill_in="text"),
        Column("Due", fill_in="date"),
        Column("Status", fill_in="choice", choices=("open", "done", "", "open")),
    ),
    (
        (Cell("1", 1), Cell("Customs:\nPolice:"), Cell("18 June 2026", DAY), Cell("done", tone="sound")),
        (Cell("2", 2), Cell(""), Cell(""), Cell("")),
    ),
)
ROUNDS: Final = (Cell("1.0", Fraction(1), "weak"), Cell("3.0", Fraction(3), "sound"))
TREND: Final = Trend("T", ("Domain", "Change"), ("2026", "2027"), (Line("One", ROUNDS, "up"),), "Note")
TIMELINE: Final = Timeline(
    "T", ("Action", "Time", "State"), (span("One"),), 24, ((0, "May 2026"), (3, "3"), (24, "May 2028"))
)
TREE: Final = (
    Facts((("Country", "Aldoria"),)),
    Section("overview", "In short", (Section("where", "Where", (Paragraph("x"), PLAN)),), front=True),
    Section(
        "detail", "Detail", (Section("deep", "Deep", (Section("deeper", "Deeper", ()),)),), new_page=True
    ),
    Section("annex", "Annex", (Paragraph("x"),)),
)


def document(*blocks: Block, **keys: Any) -> Document:
    """Return a document of these blocks, in English and without marks unless others are given."""
    given: dict[str, Any] = {"language": "en", "title": "Title", "draft": None, "handling": None, **keys}
    return Document(blocks=blocks, **given)


def written(*blocks: Block, **keys: Any) -> WordFile:
    """Return the Word file of these blocks, opened again."""
    return opened(document(*blocks, **keys))


def opened(of: Document) -> WordFile:
    """Return the Word file of a document, opened again."""
    return docx.Document(BytesIO(render(of)))


@cache
def report(name: str, language: str) -> Document:
    """Return the report of an example."""
    diagnostic = load_diagnostic()
    answers = parse_answers((EXAMPLES / f"{name}.yaml").read_text("utf-8"), name, diagnostic, as_json=False)
    if language != "en":
        diagnostic = in_language(diagnostic, None, language).diagnostic
    return view.report(conclude(diagnostic, answers.sheet, "claimed"), load_words(language))


# --- reading back -----------------------------------------------------------------------------------------------------


def found(element: Any, name: str) -> list[Any]:
    """Return all elements of a name inside an element."""
    return list(element.iter(qn(f"w:{name}")))


def value(element: Any, name: str = "val") -> Any:
    """Return an attribute of an element."""
    return element.get(qn(f"w:{name}"))


def said(element: Any) -> str:
    """Return the text that an element shows, with its line breaks and tabs; a place still to be filled in says nothing."""
    if element.tag == qn("w:sdt") and found(element, "showingPlcHdr"):
        return ""
    if element.tag == qn("w:t"):
        return str(element.text or "")
    if element.getparent() is not None and element.getparent().tag == qn("w:r"):
        return {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(element.tag, "")
    return "".join(said(child) for child in element)


def style(paragraph: Any) -> str:
    """Return the id of the style of a paragraph."""
    return str(value(found(paragraph, "pStyle")[0]))


def cells(table: Any) -> list[list[str]]:
    """Return the texts of a table, row by row."""
    return [[said(cell) for cell in found(row, "tc")] for row in found(table, "tr")]


def seen(word: WordFile) -> Iterator[tuple[str, Any]]:
    """Yield what stands in the body of a file: paragraphs by their styles, tables, and the contents."""
    for child in word.element.body:
        if child.tag == qn("w:p"):
            yield style(child), said(child)
        elif child.tag == qn("w:tbl"):
            yield "table", cells(child)
        elif child.tag == qn("w:sdt"):
            yield "contents", [said(each) for each in found(child, "p")]
        else:
            assert child.tag == qn("w:sectPr")


def expected(of: Document) -> Iterator[tuple[str, Any]]:
    """Yield what is to stand in the body of a file that has neither contents nor a page one."""
    of = cleaned(of)
    yield "Title", of.title
    yield from chain.from_iterable(shown(block, 1) for block in of.blocks)


def shown(block: Block, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield what is to be seen of a block."""
    match block:
        case Section():
            yield f"Heading{min(depth, 9)}", block.title
            yield from chain.from_iterable(shown(inner, depth + 1) for inner in block.blocks)
        case Paragraph():
            yield {"plain": "Normal", "alert": "Alert", "quote": "Quote"}[block.kind], block.text
        case Items():
            yield from (("ListNumber" if block.numbered else "ListBullet", item) for item in block.items)
        case Facts():
            yield from (("Fact", "\t".join(pair)) for pair in block.pairs)
        case Table():
            yield "Caption", block.title
            heads = [column.title for column in block.columns]
            yield "table", [heads, *([cell.text for cell in row] for row in block.rows)]
        case HeatMap():
            yield from shown(in_words(block), depth)
            yield from (("TableNote", note) for note in notes(block))
        case Distribution():
            yield "Caption", block.title
            yield "table", list(lines(block))
            yield from (("TableNote", note) for note in notes(block))
        case Profile() | Trend() | Timeline():
            yield "Caption", block.title
            yield "table", list(lines(block))
            if block.caption:
                yield "TableNote", block.caption


def lines(picture: Picture) -> Iterator[list[str]]:
    """Yield the rows of a picture: its words, and at the head of the drawings its axis."""
    table = in_words(picture)
    ticks = [one_line(text) for _, text in picture.ticks] if isinstance(picture, Timeline) else "01234"
    ticks = [] if isinstance(picture, Distribution) else ticks
    head, *heads = (column.title for column in table.columns)
    yield [head, "".join(f"\t{tick}" for tick in ticks), *heads]
    for row in table.rows:
        yield [row[0].text, "", *(cell.text for cell in row[1:])]


# --- the tree ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_holds_the_tree(text: str) -> None:
    """Headings with their levels, paragraphs, lists, facts and tables, with their texts as they are, and nothing else."""
    of = everything(text)
    assert list(expected(of)) == list(seen(opened(of)))


@given(st.text())
def test_any_text_stays_as_it_is(text: str) -> None:
    """No text breaks a file or changes on its way into it."""
    of = everything(text, draft=text, handling=text)
    assert list(expected(of)) == list(seen(opened(of)))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_only_text(text: str) -> None:
    """No text becomes a field, a link or anything that leads out of the file."""
    word = opened(replace(everything(text), origin=text))
    parts = [word.element, word.sections[0].header.part.element, word.sections[0].footer.part.element]
    assert [] == [each for part in parts for name in ("hyperlink", "instrText") for each in found(part, name)]
    assert ["PAGE", "NUMPAGES"] == [
        value(each, "instr") for part in parts for each in found(part, "fldSimple")
    ]
    assert not any(
        relation.is_external for part in word.part.package.iter_parts() for relation in part.rels.values()
    )


def test_a_profile_may_have_another_basis_a_caption_and_stars() -> None:
    """They stand in a column, below the table, and behind the score."""
    bars = (bar("One", star=True, other_shown="0.5"), bar("Two"))
    profile = Profile("P", ("Domain", "Score", "Range", "Band"), bars, "Evidenced", "Bar: the score.")
    assert [("Title", "Title"), *shown(profile, 1)] == list(seen(written(profile)))


def test_headings_go_down_to_the_ninth_level() -> None:
    """What is deeper stands on the ninth."""
    section = Section("s", "12", ())
    for depth in range(11, 0, -1):
        section = Section("s", str(depth), (section,))
    of = document(section)
    assert list(expected(of)) == list(seen(opened(of)))
    assert "Heading 9" == opened(of).paragraphs[-1].style.name  # type: ignore[union-attr]


def test_every_numbered_list_begins_with_one() -> None:
    """Each list has a numbering of its own, which starts anew."""
    word = written(Items(("a", "b"), numbered=True), Items(("c",)), Items(("d",), numbered=True))
    used = [value(each) for each in found(word.element.body, "numId")]
    assert [used[0], used[0], used[2]] == used
    assert used[0] != used[2]
    own = {value(each, "numId"): each for each in found(word.part.numbering_part.element, "num")}
    starts = {number: [value(each) for each in found(own[number], "startOverride")] for number in used}
    assert {used[0]: ["1"], used[2]: ["1"]} == starts


def test_a_section_can_begin_a_page() -> None:
    """The break belongs to its heading."""
    word = written(Section("a", "A", ()), Section("b", "B", (), new_page=True))
    assert [None, None, True] == [each.paragraph_format.page_break_before for each in word.paragraphs]


def test_every_style_that_is_used_is_there() -> None:
    """No paragraph, run or table names a style that the file lacks."""
    of = document(
        *TREE, *everything("x").blocks, draft="D", handling="H", assumed="A", origin="O", contents="C"
    )
    word = opened(of)
    there = {each.style_id for each in word.styles}
    page = word.sections[0]
    parts = [word.element, page.header.part.element, page.footer.part.element, word.styles.element]
    kinds = ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
    assert set() == {value(each) for part in parts for kind in kinds for each in found(part, kind)} - there


def test_looks_are_in_the_styles() -> None:
    """No run has a font, a size, a weight or a colour of its own, so that a change of a style changes the file."""
    word = opened(document(*TREE, *everything("x").blocks))
    of_runs = {child.tag for each in found(word.element.body, "rPr") for child in each}
    assert {qn("w:rStyle")} == of_runs


# --- the page ---------------------------------------------------------------------------------------------------------


def test_every_page_bears_the_marks_the_origin_and_its_number() -> None:
    """Handling, draft and assumption are at the head of every page; origin, page and pages at its foot."""
    word = written(handling="Restricted", draft="DRAFT\n2 open", assumed="Assumed", origin="cpch 1")
    (page,) = word.sections
    head = [(style(each), said(each)) for each in found(page.header.part.element, "p")]
    assert [("Handling", "Restricted"), ("Draft", "DRAFT\n2 open"), ("Assumed", "Assumed")] == head
    assert not page.different_first_page_header_footer
    assert ["cpch 1\t1 / 1"] == [said(each) for each in found(page.footer.part.element, "p")]
    assert ["PAGE", "NUMPAGES"] == [
        value(each, "instr") for each in found(page.footer.part.element, "fldSimple")
    ]


def test_a_document_without_marks_has_no_header() -> None:
    """Nothing stands at the head of its pages."""
    assert written().sections[0].header.is_linked_to_previous


def test_the_paper_is_a4_upright() -> None:
    """It is 210 by 297 mm."""
    page = written().sections[0]
    assert page.page_width
    assert page.page_height
    assert (210, 297) == (round(page.page_width.mm), round(page.page_height.mm))


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en-GB"), ("fr", "fr-FR"), ("es", "es-ES"), ("pt", "pt")]
)
def test_text_is_marked_with_its_language(language: str, locale: str) -> None:
    """Spelling is checked, and text read aloud, in the language of the document."""
    word = written(PLAN, language=language)
    assert [locale] == [value(each) for each in found(word.styles.element, "lang")]
    assert [locale] == [value(each) for each in found(word.settings.element, "themeFontLang")]
    assert {locale} == {value(each) for each in found(word.element, "lid")}
    assert locale == word.core_properties.language


def test_the_file_tells_of_the_document_and_of_nobody() -> None:
    """Its properties are the title, the day and the draft; there is no author and no program."""
    told = written(title="Report", draft="DRAFT", date=DAY).core_properties
    assert ("Report", "DRAFT", 1) == (told.title, told.content_status, told.revision)
    assert (DAY, DAY) == (told.created.date(), told.modified.date())
    assert ("", "", "") == (told.author, told.last_modified_by, told.comments)
    undated = written().core_properties
    assert dt.datetime(1980, 1, 1, tzinfo=dt.UTC) == undated.created == undated.modified


def test_a_title_may_be_longer_than_a_property() -> None:
    """The title of the file is cut where Word would refuse it; the one on the page is not."""
    word = written(title="x" * 300, draft="y" * 300)
    assert ("x" * 255, "y" * 255) == (word.core_properties.title, word.core_properties.content_status)
    assert "x" * 300 == word.paragraphs[0].text


def test_the_file_holds_only_what_it_needs() -> None:
    """There is no preview picture and no second set of looks."""
    with zipfile.ZipFile(BytesIO(render(document()))) as archive:
        names = set(archive.namelist())
    word = {
        f"word/{part}.xml"
        for part in ("document", "styles", "numbering", "settings", "theme/theme1", "footer1")
    }
    rest = {"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"}
    assert word | rest == names


# --- contents ---------------------------------------------------------------------------------------------------------


def test_contents_are_a_field_that_is_filled_in() -> None:
    """The first two levels are listed, each linked to its heading, before the field is ever updated."""
    word = written(*TREE, contents="Contents")
    (contents,) = (child for child in word.element.body if child.tag == qn("w:sdt"))
    assert [' TOC \\o "1-2" \\h \\z '] == [each.text for each in found(contents, "instrText")]
    assert ["begin", "separate", "end"] == [value(each, "fldCharType") for each in found(contents, "fldChar")]
    entries = [
        ("TOC1", "In short"),
        ("TOC2", "Where"),
        ("TOC1", "Detail"),
        ("TOC2", "Deep"),
        ("TOC1", "Annex"),
    ]
    assert [("TOCHeading", "Contents"), *entries] == [
        (style(each), said(each)) for each in found(contents, "p")
    ]
    targets = {
        value(each, "name"): said(each.getparent()) for each in found(word.element.body, "bookmarkStart")
    }
    assert [text for _, text in entries] == [
        targets[value(each, "anchor")] for each in found(contents, "hyperlink")
    ]


def test_word_does_not_ask_before_it_opens_the_file() -> None:
    """Nothing in it is to be updated at opening, of which Word would warn."""
    word = written(*TREE, contents="Contents")
    assert [] == found(word.settings.element, "updateFields")
    assert [] == [each for each in word.element.iter() if value(each, "dirty")]


def test_contents_stand_behind_page_one_on_a_page_of_their_own() -> None:
    """Page one stays one page."""
    word = written(*TREE, contents="Contents")
    after_page_one = [kind for kind, _ in seen(word)].index("contents")
    assert ("Heading1", "Detail") == list(seen(word))[after_page_one + 1]
    assert ["TOCHeading"] == [style(each.getparent()) for each in found(contents_of(word), "pageBreakBefore")]


def test_contents_stand_before_all_sections_where_there_is_no_page_one() -> None:
    """What stands before them, such as facts, stays before them."""
    word = written(TREE[0], *TREE[2:], contents="Contents")
    assert ["Title", "Fact", "contents", "Heading1"] == [kind for kind, _ in seen(word)][:4]
    assert [] == found(contents_of(word), "pageBreakBefore")


@pytest.mark.parametrize("blocks", [(), (Paragraph("x"),), (TREE[1],)])
def test_there_are_no_contents_without_a_section_to_stand_before(blocks: tuple[Block, ...]) -> None:
    """A document of no sections, or of page one alone, is shown without them."""
    assert "contents" not in dict(seen(written(*blocks, contents="Contents")))
    assert "contents" not in dict(seen(written(*TREE)))


def contents_of(word: WordFile) -> Any:
    """Return the contents, which stand in the body and not in a paragraph."""
    return next(child for child in word.element.body if child.tag == qn("w:sdt"))


# --- page one ---------------------------------------------------------------------------------------------------------


def test_page_one_is_set_smaller_and_stays_made_of_styles() -> None:
    """Its texts and tables have styles of their own, its headings are headings, and short facts stand in one line."""
    short = Facts((("Country", "Aldoria"), ("Date", "18 June")))
    long = Facts((("Country", "Aldoria"), ("Scope", "w" * 106)))
    word = written(
        short,
        Section("overview", "In short", (long, Paragraph("x"), PLAN), front=True),
        Section("s", "S", (short,)),
    )
    kinds = ["Title", "SmallText", "Heading1", "SmallFact", "SmallFact", "SmallText", "SmallCaption", "table"]
    assert [*kinds, "Heading1", "Fact", "Fact"] == [kind for kind, _ in seen(word)]
    assert "Country Aldoria Date 18 June" == " ".join(word.paragraphs[1].text.split())
    in_table = {style(each) for each in found(found(word.element.body, "tbl")[0], "p")}
    heads = {"SmallTableHeading", "SmallTableHeadingNumber"}
    assert {"SmallTableText", "SmallTableNumber", *heads} == in_table


@pytest.mark.parametrize(
    ("letters", "style_of_facts"), [(110, ["SmallText"]), (111, ["SmallFact", "SmallFact"])]
)
def test_facts_of_page_one_stand_in_one_line_if_all_are_short(
    letters: int, style_of_facts: list[str]
) -> None:
    """A single one that is longer puts each on a line of its own."""
    facts = Facts((("a", "b"), ("Scope", "w" * (letters - 5))))
    word = written(facts, Section("overview", "In short", (), front=True))
    assert ["Title", *style_of_facts, "Heading1"] == [kind for kind, _ in seen(word)]


def test_headings_of_page_one_take_less_room() -> None:
    """Those on other pages have the room that their style gives them."""
    paragraphs = found(written(*TREE).element.body, "p")
    room = {
        said(each): [value(spacing, "before") for spacing in found(each, "spacing")] for each in paragraphs
    }
    assert {"In short": ["60"], "Where": ["60"], "Detail": []} == {
        text: room[text] for text in ("In short", "Where", "Detail")
    }


# --- tables -----------------------------------------------------------------------------------------------------------


def test_the_heads_of_a_table_come_again_on_every_page() -> None:
    """The first row, and no other, is marked as heads."""
    assert [1, 0, 0] == [len(found(row, "tblHeader")) for row in table_of(PLAN).iter(qn("w:tr"))]


def test_rows_are_kept_together_unless_they_are_very_long() -> None:
    """A row that would leave half a page empty may be broken."""
    table = Table("T", (Column("A"),), ((Cell("x" * 700),), (Cell("x" * 701),)))
    assert [1, 1, 0] == [len(found(row, "cantSplit")) for row in table_of(table).iter(qn("w:tr"))]


def test_numbers_stand_at_the_right() -> None:
    """So do their heads; the styles say so."""
    first = [style(each) for each in found(table_of(PLAN), "p")][::4]
    assert ["TableHeadingNumber", "TableNumber", "TableNumber"] == first
    styles = {each.style_id: each for each in written().styles}
    assert {"right"} == {
        value(each)
        for name in ("TableHeadingNumber", "TableNumber")
        for each in found(styles[name].element, "jc")
    }


def test_tables_have_a_real_style_and_say_what_they_show() -> None:
    """The title of a table is its description too, for those who hear it."""
    table = table_of(PLAN)
    assert ["ReportTable"] == [value(each) for each in found(table, "tblStyle")]
    assert ["Plan"] == [value(each) for each in found(table, "tblCaption")]


@pytest.mark.parametrize(
    "block",
    [
        PLAN,
        Table("T", tuple(Column("Responsible" * 3) for _ in range(12)), ()),
        Table(
            "T", (Column("A"), Column("Responsible"), Column("B")), ((Cell("x" * 900), Cell(""), Cell("x")),)
        ),
        Profile("P", ("Domain", "Score", "Range", "Band"), (bar("d"),), "Evidenced"),
        TREND,
        TIMELINE,
        distribution("x"),
        heat_map("x"),
    ],
)
def test_columns_fill_the_width_of_the_page(block: Table | HeatMap | Picture) -> None:
    """The widths of the cells are those of the grid, and together they come to the page within its margins."""
    table = table_of(block)
    grid = [int(value(each, "w")) for each in found(table, "gridCol")]
    assert 11906 - 2 * 907 == sum(grid)
    assert 0 < min(grid)
    for row in found(table, "tr"):
        assert grid == [int(value(each, "w")) for each in found(row, "tcW")]


def test_no_word_of_a_head_is_broken_where_there_is_room() -> None:
    """A column with little in it is as wide as its title."""
    columns = (Column("A"), Column("Responsible"))
    table = Table("T", columns, tuple((Cell("x " * 900), Cell("")) for _ in range(2)))
    assert 11 * 100 + 170 == int(value(found(table_of(table), "gridCol")[1], "w"))


def test_a_tone_is_a_light_shade() -> None:
    """Cells without one have none, but for the places to fill in."""
    columns = (Column("A"), Column("B", fill_in="text"))
    table = Table("T", columns, ((Cell("x", tone="sound"), Cell("x", tone="weak")), (Cell("x"), Cell("x"))))
    shades = [[value(shade, "fill") for shade in found(cell, "shd")] for cell in found(table_of(table), "tc")]
    sound, weak = (TINTS[tone].removeprefix("#").upper() for tone in ("sound", "weak"))

    assert [[], [], [sound], [weak], [], ["FDFAEE"]] == shades


def table_of(block: Block) -> Any:
    """Return the only table of a file that shows a block."""
    (table,) = found(written(block).element.body, "tbl")
    return table


# --- places to fill in ------------------------------------------------------------------------------------------------


def test_a_status_is_chosen_from_a_list() -> None:
    """The list has each choice once; what was chosen is shown, and nothing where nothing was."""
    chosen, open_ = (each for each in controls(PLAN) if found(each, "dropDownList"))
    for each in (chosen, open_):
        names = [(value(item, "displayText"), value(item, "value")) for item in found(each, "listItem")]
        assert [("open", "open"), ("done", "done")] == names
        assert ["Status"] == [value(name) for name in found(each, "alias")]
    assert ["done", ""] == [said(each) for each in (chosen, open_)]


def test_a_day_is_entered_in_a_calendar() -> None:
    """A day that is known is its value; an empty place has none."""
    known, open_ = (each for each in controls(PLAN) if found(each, "date"))
    days = [[value(day, "fullDate") for day in found(each, "date")] for each in (known, open_)]
    assert [["2026-06-18T00:00:00Z"], [None]] == days
    assert ["18 June 2026", ""] == [said(each) for each in (known, open_)]


def test_words_are_entered_in_cells_with_room() -> None:
    """Rows with such cells are high; tables without them are not."""
    assert [680, 680] == [int(value(each)) for each in found(table_of(PLAN), "trHeight")]
    assert [] == found(table_of(Table("T", (Column("A", fill_in="date"),), ((Cell(""),),))), "trHeight")


def test_controls_have_numbers_of_their_own_and_short_names() -> None:
    """Word refuses a file in which two are the same, or a name is longer than 64 letters."""
    columns = tuple(replace(each, title="x" * 65) for each in PLAN.columns)
    made = controls(replace(PLAN, columns=columns))
    ids = [value(number) for each in made for number in found(each, "id")]
    assert 4 == len(ids) == len(set(ids))
    assert {"x" * 64} == {value(name) for each in made for name in found(each, "alias")}


def controls(table: Table) -> list[Any]:
    """Return the content controls of a table."""
    return found(table_of(table), "sdt")


def test_places_to_fill_in_have_lines_at_their_sides() -> None:
    """Other cells have none."""
    row = found(table_of(PLAN), "tr")[1]
    assert [0, 1, 1, 1] == [len(found(cell, "tcBorders")) for cell in found(row, "tc")]


def test_the_scores_of_a_heat_map_stand_on_full_colours() -> None:
    """They are in a colour that can be read there; one without a tone is left as it is."""
    table = table_of(heat_map("x"))
    shades = [[value(shade, "fill") for shade in found(cell, "shd")] for cell in found(table, "tc")[4:]]
    letters = [said(each) for each in found(table, "r") if found(each, "rStyle")]
    assert [[], [], ["D9782D"], [], [], [], ["2C7A54"], ["B3BAC2"]] == shades
    assert ["x"] == letters


def test_no_number_is_broken() -> None:
    """A column of numbers is as wide as the longest of them needs to be, whatever stands beside it."""
    columns = (Column("A"), Column("B", numeric=True), Column("Mean", numeric=True))
    table = Table("T", columns, ((Cell("x " * 900), Cell("12345", 12345), Cell("")),))
    assert [5 * 100 + 170, 5 * 100 + 170] == [
        int(value(each, "w")) for each in found(table_of(table), "gridCol")[1:]
    ]


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_every_bar_is_a_picture_that_is_told_in_words() -> None:
    """The picture is PNG; those who cannot see it hear its label and what stands beside it."""
    bars = (bar("One", star=True, other_shown="0.5"), bar("Two", score=None, low=None, high=None, shown=""))
    word = written(Profile("P", ("Domain", "Score", "Range", "Band"), bars, "Evidenced"))
    drawings = list(word.element.iter(qn("wp:docPr")))
    assert [
        "One; Score 1.5*; Range 1.0 to 3.0; Evidenced 0.5; Band Weak",
        "Two; Range 1.0 to 3.0; Band Weak",
    ] == [each.get("descr") for each in drawings]
    pictures = [
        each.target_part for each in word.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.IMAGE
    ]
    assert [b"\x89PNG"] * 2 == [each.blob[:4] for each in pictures]
    assert 2 == len({each.get("id") for each in drawings})


def test_each_bar_has_its_own_picture() -> None:
    """Bars of the same scores share one; the order of the others is kept."""
    bars = (bar("a"), bar("b", tone="sound"), bar("c"))
    word = written(Profile("P", ("Domain", "Score", "Range", "Band"), bars))
    shown = [each.get(qn("r:embed")) for each in word.element.iter(qn("a:blip"))]
    assert shown[0] == shown[2] != shown[1]


@pytest.mark.parametrize("picture", [Profile("P", ("a", "b", "c", "d"), (bar("a"),)), TREND])
def test_the_scale_stands_above_the_lines_of_the_drawings(picture: Picture) -> None:
    """Its tabs are where the lines are drawn, on the width that a drawing is shown with."""
    word = written(picture)
    wide = int(word.inline_shapes[0].width / 635)
    lines_at = [round((8 + level * 100) * wide / 416) for level in range(5)]
    assert [("center", at) for at in lines_at] == tabs(word)


def tabs(word: WordFile) -> list[tuple[str, int]]:
    """Return how texts stand at the tabs of single paragraphs, and where these are."""
    return [
        (value(tab), int(value(tab, "pos")))
        for each in found(word.element.body, "tabs")
        for tab in found(each, "tab")
    ]


def test_the_ticks_of_a_timeline_have_lines_of_their_own_where_they_need_them() -> None:
    """One that has no room beside another stands below it; at the ends of the axis texts go inwards."""
    word = written(TIMELINE)
    axis = found(table_of(TIMELINE), "tc")[1]
    at = [round((8 + month * 400 / 24) * 2835 / 416) for month in (0, 24, 3)]
    assert ["\tMay 2026\tMay 2028", "\t3"] == [said(each) for each in found(axis, "p")]
    assert list(zip(("left", "right", "center"), at, strict=True)) == tabs(word)


def test_a_timeline_without_ticks_has_an_empty_head() -> None:
    """A cell must hold a paragraph."""
    axis = found(table_of(replace(TIMELINE, ticks=())), "tc")[1]
    assert [""] == [said(each) for each in found(axis, "p")]
    assert [] == found(axis, "tabs")


def test_wide_drawings() -> None:
    """Those of few columns of words are shown wider than bars."""
    profile = Profile("P", ("Domain", "Score", "Range", "Band"), (bar("a"),))
    widths = [int(written(each).inline_shapes[0].width / 635) for each in (profile, TREND, TIMELINE)]
    assert [1985, 2835, 2835] == widths


def test_drawings_keep_no_distance() -> None:
    """Otherwise LibreOffice would move them away from below their scale."""
    inline = next(written(TREND).element.iter(qn("wp:inline")))
    assert ["0"] * 4 == [inline.get(side) for side in ("distT", "distB", "distL", "distR")]


def test_rows_beside_drawings_may_be_broken() -> None:
    """LibreOffice has lost rows of pictures that may not."""
    assert [1, 0] == [len(found(row, "cantSplit")) for row in found(table_of(TREND), "tr")]


# --- the same bytes ---------------------------------------------------------------------------------------------------

LATER: Final = """
import sys, time
time.time = lambda: 2e9
from documents import HOSTILE, everything
from cpch_cli.render.word import render
sys.stdout.buffer.write(render(everything(*HOSTILE)))
"""


def test_the_same_document_gives_the_same_bytes_at_any_time() -> None:
    """Another process, with other hashes and in another year, writes the same file."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
    }
    later = subprocess.run([sys.executable, "-c", LATER], env=environment, capture_output=True, check=True)
    assert later.stdout == render(everything(*HOSTILE))


# --- LibreOffice ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give LibreOffice a place for its settings, the same for all tests: making it takes long."""
    return tmp_path_factory.mktemp("libreoffice")


def printed(of: Document, profile: Path, folder: Path) -> Path:
    """Return a document as LibreOffice prints its Word file."""
    (folder / "report.docx").write_bytes(render(of))
    settings = f"-env:UserInstallation={profile.as_uri()}"
    office = external.program("soffice")
    external.run(
        office, settings, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "report.docx"
    )
    return folder / "report.pdf"


def letters(texts: Iterable[str]) -> Counter[str]:
    """Return how often each letter comes, however it is drawn."""
    return Counter(filter(str.isalpha, unicodedata.normalize("NFKC", "".join(texts))))


def all_of(value: Any) -> Iterator[str]:
    """Yield every text of what was seen."""
    if isinstance(value, str):
        yield value
    else:
        for each in value:
            yield from all_of(each)


@pytest.mark.parametrize(
    "of",
    [
        everything(*HOSTILE),
        *(report(*each) for each in (REPORTS if WHOLE else [("belmara", "fr")])),
    ],
    ids=lambda of: f"{of.language}: {of.title}"[:40],
)
def test_libreoffice_shows_all_of_a_file(of: Document, profile: Path, tmp_path: Path) -> None:
    """Every letter of every text is on the printed pages."""
    bare = replace(of, draft=None, handling=None, assumed=None, origin="")
    pages = external.run(external.program("pdftotext"), printed(bare, profile, tmp_path), "-")
    meant = letters(all_of([text for _, text in seen(opened(bare))]))
    assert Counter() == meant - letters([pages])


def test_a_row_that_is_longer_than_a_page_goes_on_upon_the_next(profile: Path, tmp_path: Path) -> None:
    """None of its words is lost."""
    words = [f"w{place}" for place in range(3000)]
    of = document(Table("T", (Column("A"), Column("B")), ((Cell(" ".join(words)), Cell("b")),)))
    pages = external.run(external.program("pdftotext"), printed(of, profile, tmp_path), "-")
    assert words == [word for word in pages.split() if word[0] == "w"]


@pytest.mark.parametrize(("name", "language"), REPORTS if WHOLE else [("belmara", "en")])
def test_page_one_is_one_page(name: str, language: str, profile: Path, tmp_path: Path) -> None:
    """The contents, which follow it, stand at the head of page two."""
    # As wide as Calibri, which the file names; with wider letters French would need a second page.
    external.require_font("Carlito")
    of = report(name, language)
    second = external.run(
        external.program("pdftotext"), "-f", "2", "-l", "2", printed(of, profile, tmp_path), "-"
    )
    assert of.contents in second.split("\n")
