"""HTML: what a reader of it sees is the document's texts, and nothing of them becomes an element or leaves the page."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import chain, groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import external
from cpch_cli.answers_file import load_answers
from cpch_cli.core import view
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
    Stack,
    Table,
    Timeline,
    Tone,
    Trend,
    named,
)
from cpch_cli.core.outcome import conclude
from cpch_cli.core.text import clean, one_line
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from cpch_cli.overlay_file import in_language
from cpch_cli.render.drawing import COLORS, INK, ON, pale
from cpch_cli.render.html import render
from documents import HOSTILE, bar, distribution, everything, heat_map, span
from samples import WHOLE

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
# All that a page is made of: its elements with their attributes.
ELEMENTS: Final[dict[str, set[str]]] = {
    **{tag: set() for tag in ("head", "title", "style", "body", "header", "main", "footer", "br", "time")},
    **{
        tag: set() for tag in ("h1", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "dl", "dt", "dd")
    },
    **{tag: set() for tag in ("table", "colgroup", "thead", "tbody", "tr")},
    **{tag: {"class"} for tag in ("p", "caption")},
    "span": {"class", "style"},
    "html": {"lang"},
    "meta": {"charset", "http-equiv", "name", "content"},
    "nav": {"aria-labelledby"},
    "h2": {"id"},
    "a": {"href"},
    "section": {"id", "class"},
    "div": {"id", "class", "role", "tabindex", "aria-label", "aria-level", "aria-hidden"},
    "col": {"style"},
    "th": {"scope", "class", "data-label"},
    "td": {"class", "data-label"},
    "svg": {"xmlns", "viewbox", "width", "height"},
    "rect": {"class", "x", "y", "width", "height", "fill"},
    "line": {"class", "x1", "y1", "x2", "y2", "stroke", "stroke-width"},
    "path": {"class", "d", "fill", "stroke", "stroke-width"},
    "circle": {"class", "cx", "cy", "r", "fill", "stroke", "stroke-width"},
}
EMPTY: Final = {"meta", "br", "col"}
# Where text stands; a block in one of these is none of its own.
LEAVES: Final = {"title", "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "caption", "th", "td"}


class Reader(HTMLParser):
    """Reads a page: its pieces of text with where they stand, its elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.style = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] = []
        self.feed(page)
        self.close()
        assert [] == self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        assert set(given) <= ELEMENTS[tag], self.get_starttag_text()
        self.elements.append((tag, given))
        if tag == "br" or (tag == "span" and given.get("class") in ("blank", "option")):
            self._text.append("\n")
        if tag not in EMPTY:
            self._open.append((tag, given))
        if self._is_leaf(tag, given):
            self._text = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a shape of a picture."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Keep the text of an element that ends."""
        opened, given = self._open.pop()
        assert opened == tag
        if self._is_leaf(tag, given):
            self.pieces.append((self._kind(tag, given), "".join(self._text).removeprefix("\n")))

    def handle_data(self, data: str) -> None:
        """Gather text; outside of where it may stand there are only blanks."""
        around = [tag for tag, _ in self._open]
        if "style" in around:
            self.style += data
        elif any(self._is_leaf(*each) for each in self._open):
            # Browsers take a line break in the source for a blank.
            self._text.append(data.replace("\n", " "))
        else:
            assert "" == data.strip() or ("div", {"class": "running"}) in self._marks(), data

    def handle_comment(self, data: str) -> None:
        """Refuse comments: none is ours."""
        raise AssertionError(data)

    def _marks(self) -> Iterator[tuple[str, dict[str, str]]]:
        return (
            (tag, {"class": given.get("class", "").split()[0]})
            for tag, given in self._open
            if given.get("class")
        )

    def _is_leaf(self, tag: str, given: dict[str, str]) -> bool:
        return tag in LEAVES or given.get("role") == "heading"

    def _kind(self, tag: str, given: dict[str, str]) -> str:
        around = [inner for inner, _ in self._open]
        if given.get("role") == "heading":
            return f"h{given['aria-level']}"
        if "blockquote" in around:
            return "quote"
        if ("div", {"class": "alert"}) in self._marks():
            return "alert"
        return f"p {given['class']}" if tag == "p" and given.get("class") else tag

    def with_class(self, name: str) -> list[str]:
        """Return the elements that have a class."""
        return [tag for tag, given in self.elements if name in given.get("class", "").split()]

    def values(self, name: str) -> list[str]:
        """Return what an attribute says wherever it stands."""
        return [given[name] for _, given in self.elements if name in given]


def only(*blocks: Block) -> Reader:
    """Return the page of these blocks as it is read."""
    return Reader(render(Document("en", "Title", None, None, blocks)))


def body(page: Reader) -> list[tuple[str, str]]:
    """Return the pieces after the title of the page."""
    return page.pieces[page.pieces.index(("h1", "Title")) + 1 :]


def expected(text: str) -> list[tuple[str, str]]:
    """Return what a reader is to see of a document that has a text in every place."""
    text = clean(text)
    paragraphs = re.split(r"\n\s*\n", text)
    heads = ["Domain", "0 1 2 3 4 ", "Score", "Range", "Band"]
    return [
        ("title", text.replace("\n", " ")),
        ("p handling", "Restricted"),
        ("p draft", "DRAFT"),
        ("p assumed", "Assumed"),
        ("h1", text),
        *(("p", part) for part in paragraphs),
        *(("alert", part) for part in paragraphs),
        *(("quote", part) for part in paragraphs),
        *[("li", text), ("li", "next")] * 2,
        *[("dt", "Label"), ("dd", text), ("dt", "Other"), ("dd", "fact")],
        ("caption", "Table"),
        *(("th", head) for head in (text, "Number")),
        *[("th", text), ("td", "1.0"), ("th", "next"), ("td", text)],
        ("caption", "Profile"),
        *(("th", head) for head in heads),
        *[("th", text), ("td", ""), ("td", "1.5"), ("td", "1.0 to 3.0"), ("td", "Weak")],
        *[("th", "next"), ("td", ""), ("td", "1.5"), ("td", "1.0 to 3.0"), ("td", text)],
        ("caption", "Trend"),
        *(("th", head) for head in ("Domain", "0 1 2 3 4 ", "2026", text, "Change")),
        *[("th", text), ("td", ""), ("td", "1.5"), ("td", "2.5"), ("td", "up")],
        *[("th", "next"), ("td", ""), ("td", "1.5"), ("td", text), ("td", text)],
        ("p note", text),
        ("caption", "Timeline"),
        *(("th", head) for head in ("Action", f"0 {one_line(text)} ", "Time", "State")),
        *[("th", text), ("td", ""), ("td", "6 to 12"), ("td", "open")],
        *[("th", "next"), ("td", ""), ("td", text), ("td", text)],
        ("p note", text),
        ("caption", "Distribution"),
        *(("th", head) for head in ("Question", text, f"1 one {named(Key('2', text))} ")),
        *[("th", text), ("td", "1.5"), ("td", "13"), ("th", "next"), ("td", text), ("td", "")],
        ("p note", text),
        ("caption", f"Heat mapWeak {text} "),
        *(("th", head) for head in ("Subject", text, "1 one", named(Key("2", text)))),
        *[("th", text), ("td", "7"), ("td", "1.5"), ("td", text)],
        *[("th", "next"), ("td", text), ("td", text), ("td", "2.5*^")],
        ("p note", text),
        ("h2", text),
        ("h3", "Inner"),
        ("h4", text),
        ("p", "deep"),
        *[("dt", "a"), ("dd", text)],
        ("p handling", "Restricted"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_literal(text: str) -> None:
    """Every text reads as it was written, wherever it stands; nothing in it is markup."""
    assert expected(text) == Reader(render(everything(text))).pieces


@given(st.one_of(st.text(), st.text("ab1 \n<>&;\"'#/!-={}%x")).filter(one_line))
def test_any_text_is_literal(text: str) -> None:
    """The same holds of any text that is not empty."""
    assert expected(text) == Reader(render(everything(text))).pieces


def test_text_in_attributes_is_literal() -> None:
    """What a picture says to those who do not see it, and what heads a cell, is text as well."""
    text = "<b> \"'&amp;"
    table = Table(text, (Column(text), *[Column("0" * 30, numeric=True)] * 2), ())
    page = only(table, Profile(text, (text, text, text, text), (bar("", shown=text, range=text, band=text),)))

    assert [text, f"; {text} {text}; {text} {text}; {text} {text}"] == page.values("aria-label")
    assert [text] * 3 == page.values("data-label")


def test_page_is_alone() -> None:
    """A page runs nothing and fetches nothing, and tells the browser to hold it to that; links lead inside it."""
    page = Reader(render(replace(everything(*HOSTILE), contents="Contents")))

    assert (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        in page.values("content")
    )
    assert [] == re.findall(r"url\(|@import|src:|expression|behavior", page.style)
    assert {f"#{anchor}" for anchor in page.values("id")} >= set(page.values("href")) != set()
    assert [] == [
        style
        for style in page.values("style")
        if not re.fullmatch(r"(margin-left:-?\d+\.\d\d%;)?width:\d+\.\d\d%", style)
    ]


def test_same_document_same_page() -> None:
    """Nothing but the document decides what a page is."""
    document = everything(*HOSTILE)

    assert render(document) == render(document)


# --- the page -----------------------------------------------------------------------------------------------------


def test_page() -> None:
    """The mark stands at both ends, a draft and an assumption say so, the contents name the sections, then the origin."""
    inner = Section("a.b", "Inner", ())
    document = Document(
        *("fr", "Title", "DRAFT", "Restricted"),
        (Section("a", "Alpha", (inner,), new_page=True), Paragraph("p"), Section("b.c", "Beta", ())),
        *(dt.date(2026, 11, 23), "cpch 1", "Contents", "Assumed"),
    )
    page = Reader(render(document))

    assert [
        ("title", "Title"),
        ("p handling", "Restricted"),
        ("p draft", "DRAFT"),
        ("p assumed", "Assumed"),
        ("h1", "Title"),
        ("h2", "Contents"),
        *[("li", "Alpha"), ("li", "Beta")],
        *[("h2", "Alpha"), ("h3", "Inner"), ("p", "p"), ("h2", "Beta")],
        *[("p handling", "Restricted"), ("p", "cpch 1"), ("p", "2026-11-23")],
    ] == page.pieces
    assert ["fr"] == page.values("lang")
    assert ["#s-a", "#s-b-c"] == page.values("href")
    assert ["section"] == page.with_class("new-page")


def test_page_without_marks() -> None:
    """What a document lacks leaves nothing behind."""
    page = only()

    assert [("title", "Title"), ("h1", "Title")] == page.pieces
    assert not {"nav", "p", "div", "time"} & {tag for tag, _ in page.elements}


def test_no_contents_without_sections() -> None:
    """There is nothing to list where a document has no sections."""
    document = Document("en", "Title", None, None, (Paragraph("p"),), contents="Contents")

    assert "nav" not in [tag for tag, _ in Reader(render(document)).elements]


def test_anchors() -> None:
    """An anchor is an id that a browser takes, and no two sections have the same, whatever their ids are."""
    ids = ("a.b", "a-b", "a b", "a-b-2", '\u00e9 <"> ', "", "contents")
    page = only(*(Section(each, "Same", (Section(each, "Same", ()),)) for each in ids))
    anchors = page.values("id")

    assert ["s-a-b", "s-a-b-2", "s-a-b-3"] == anchors[:3]
    assert 2 * len(ids) == len(set(anchors))
    assert [] == [each for each in anchors if not re.fullmatch("s-[0-9A-Za-z-]*", each)]


def test_depth_of_headings() -> None:
    """Headings go down one by one, also below those that HTML has."""
    section = Section("s", "deepest", ())
    for _ in range(7):
        section = Section("s", "deep", (section,))

    assert [(f"h{level}", "deep") for level in range(2, 9)] + [("h9", "deepest")] == body(only(section))


# --- blocks -------------------------------------------------------------------------------------------------------


def test_line_breaks() -> None:
    """Line breaks stay, and an empty line parts paragraphs."""
    page = only(Paragraph("a\nb\n \nc"), Items(("d\ne",)), Facts((("f\ng", "h\ni"),)))

    assert [("p", "a\nb"), ("p", "c"), ("li", "d\ne"), ("dt", "f\ng"), ("dd", "h\ni")] == body(page)


def test_facts_of_one_label() -> None:
    """A label stands once in its list: what it says twice is together, what it says again later is in a new list."""
    page = only(Facts((("a", "1"), ("a", "2"), ("b", "3"), ("a", "4"), ("a", "5"))))
    lists = [tag for tag, _ in page.elements if tag in ("dl", "dt", "dd")]

    assert ["dl", "dt", "dd", "dd", "dt", "dd", "dl", "dt", "dd", "dd"] == lists
    assert list("a12b3a45") == [text for _, text in body(page)]


def test_table() -> None:
    """Headings and the name of a row have their scope, numbers stand to the right, a tone is a class beside the words."""
    page = only(
        Table(
            "Scores",
            (Column("No.", numeric=True), Column("Name"), Column("Band")),
            (
                (Cell("1", 1), Cell("Alpha"), Cell("Weak", "weak", "weak")),
                (Cell("2", 2), Cell(""), Cell("x")),
            ),
        )
    )

    assert [("th", "No."), ("th", "Name"), ("th", "Band")] == body(page)[1:4]
    assert [("td", "1"), ("th", "Alpha"), ("td", "Weak"), ("td", "2"), ("td", ""), ("td", "x")] == body(page)[
        4:
    ]
    assert ["col", "col", "col", "row"] == page.values("scope")
    assert ["th", "td", "td"] == page.with_class("number")
    assert ["td"] == page.with_class("tone-weak")


def test_caption_that_repeats_the_heading() -> None:
    """A table has its title always; where the heading above says the same, it is not seen twice."""
    tables = (Table("Same", (Column("a"),), ()), Table("Other", (Column("a"),), ()))
    page = only(Section("s", "Same", tables))

    assert [("caption", "Same"), ("caption", "Other")] == [
        each for each in page.pieces if each[0] == "caption"
    ]
    assert ["unseen", ""] == [given.get("class", "") for tag, given in page.elements if tag == "caption"]


def test_what_readers_fill_in() -> None:
    """There is a line to write on after each of a cell's lines, and a box to tick for each choice."""
    page = only(
        Table(
            "Plan",
            (
                Column("Owner", fill_in="text"),
                Column("Action"),
                Column("Due", fill_in="date"),
                Column("Status", fill_in="choice", choices=("open", "done")),
            ),
            (
                (Cell("Customs:\nPolice:"), Cell("Act"), Cell(""), Cell("")),
                (Cell(""), Cell("Act"), Cell("May"), Cell("done")),
            ),
        )
    )
    cells = [text for _, text in body(page)[5:]]

    assert ["Customs:\nPolice:", "Act", "", "open\ndone", "", "Act", "May", "done"] == cells
    assert 6 == len(page.with_class("blank"))
    assert 2 == len(page.with_class("option"))
    assert 2 == page.values("scope").count("row")


@pytest.mark.parametrize(
    ("shape", "columns", "cells"),
    [
        ("narrow", (Column("a"), Column("b")), ("x" * 14, "y" * 14)),
        ("middle", (Column("a"), Column("b")), ("x y " * 30, "y " * 30)),
        ("broad", (Column("a"),) * 4, ("x y " * 30,) * 4),
        ("broad crowded", (Column("a"),) * 5, ("x" * 22,) * 5),
        ("narrow crowded", (Column("a"),), ("x" * 23,)),
        ("middle", (Column("a"), Column("b", fill_in="text"), Column("c", fill_in="date")), ("x", "", "")),
        ("scrolls", (Column("a"), *(Column("b", numeric=True),) * 8), ("x" * 300, *("1",) * 8)),
        ("narrow", (Column("a"), *(Column("b", numeric=True),) * 2), ("x", *("1",) * 2)),
    ],
)
def test_shape_of_tables(shape: str, columns: tuple[Column, ...], cells: tuple[str, ...]) -> None:
    """How a table behaves on a phone follows from how much room its texts need, and from whether it is of numbers."""
    page = only(Table("Title", columns, (tuple(map(Cell, cells)),)))
    (given,) = (given for tag, given in page.elements if tag == "div")

    assert f"table {shape}" == given["class"]
    assert (shape == "scrolls") == ("tabindex" in given)
    assert len(columns) == len(page.values("style"))


def test_profile() -> None:
    """A profile is a table with its scale above the pictures; a star marks don't knows, and the caption is below."""
    bars = (
        bar("One", star=True, other_shown="1.0"),
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
    )
    page = only(Profile("Scores", ("Domain", "Score", "Range", "Band"), bars, "Evidenced", "What it means"))

    assert [
        ("caption", "Scores"),
        *(("th", head) for head in ("Domain", "0 1 2 3 4 ", "Score", "Range", "Evidenced", "Band")),
        *[("th", "One"), *(("td", each) for each in ("", "1.5*", "1.0 to 3.0", "1.0", "Weak"))],
        *[("th", "Two"), *(("td", each) for each in ("", "\u2013", "\u2013", "", "Not rated"))],
        ("p note", "What it means"),
    ] == body(page)
    assert [
        "One; Score 1.5*; Range 1.0 to 3.0; Evidenced 1.0; Band Weak",
        "Two; Score \u2013; Range \u2013; Band Not rated",
    ] == page.values("aria-label")
    assert ["img", "img"] == page.values("role")
    assert ["rect", "td"] == page.with_class("tone-weak")


def test_trend() -> None:
    """A trend is a table with a score for each round beside the drawing; a tone is a class beside the number."""
    points = (Cell("1.0", Fraction(1), "weak"), Cell("3.0", Fraction(3), "sound"))
    page = only(Trend("Moves", ("Domain", "Change"), ("2026", "2027"), (Line("One", points, "up"),), "Note"))

    assert [
        ("caption", "Moves"),
        *(("th", head) for head in ("Domain", "0 1 2 3 4 ", "2026", "2027", "Change")),
        *[("th", "One"), *(("td", each) for each in ("", "1.0", "3.0", "up"))],
        ("p note", "Note"),
    ] == body(page)
    assert ["One; 2026 1.0; 2027 3.0; Change up"] == page.values("aria-label")
    assert ["th", "th", "td", "td"] == page.with_class("number")
    assert ["circle", "td"] == page.with_class("tone-sound")
    assert ["div"] == page.with_class("trend")
    assert [] == page.with_class("crowded")


def test_timeline() -> None:
    """A timeline has its ticks above the drawings, each in a room of its own; the state has its tone."""
    spans = (span("One", state="Done", tone="sound"),)
    ticks = ((0, "May 2026"), (3, "3"), (24, "May 2028"))
    page = only(Timeline("Road", ("Action", "Time", "State"), spans, 24, ticks))

    assert [
        ("caption", "Road"),
        *(("th", head) for head in ("Action", "May 2026 May 2028 3 ", "Time", "State")),
        *[("th", "One"), *(("td", each) for each in ("", "6 to 12", "Done"))],
    ] == body(page)
    assert ["One; Time 6 to 12; State Done"] == page.values("aria-label")
    assert ["rect", "td"] == page.with_class("tone-sound")
    assert ["span", "span"] == page.with_class("axis")
    assert [("span", "left"), ("span", "right"), ("span", "center")] == [
        (tag, given["class"]) for tag, given in page.elements if "style" in given and tag == "span"
    ]
    assert "margin-left:1.92%;width:48.08%" == page.values("style")[0]


def test_distribution() -> None:
    """A bar has a part for each kind that there is, as wide as its share, with its number in it; none is told as none."""
    shown = distribution("Two")
    page = only(shown, replace(shown, stacks=(Stack("none", Cell(""), (0, 4)),)))

    assert [
        ("part on-weak", "width:25.00%"),
        ("part pale-sound", "width:75.00%"),
        ("part pale-sound", "width:100.00%"),
    ] == [
        (given["class"], given["style"]) for tag, given in page.elements if tag == "span" and "style" in given
    ]
    assert ["Two; Two 1.5; 1 1; 2 3", "next; Two Two", "none; 1 0; 2 4"] == page.values("aria-label")


def test_heat_map() -> None:
    """A heat map is a table that scrolls by itself, each score upon the colour of its tone."""
    page = only(heat_map("Two"))

    assert [("group", "0")] == [
        (given["role"], given["tabindex"]) for _, given in page.elements if "tabindex" in given
    ]
    assert ["score on-weak", "score", "score on-sound", "score on-not_rated"] == [
        given["class"] for tag, given in page.elements if tag == "td" and "score" in given["class"]
    ]
    assert ["row", "row"] == [given["scope"] for _, given in page.elements if given.get("scope") == "row"]


def test_colours_can_be_read_on() -> None:
    """What stands on a colour, full or pale, has a contrast of 4.5 to 1 with it at least (WCAG AA)."""
    grounds = [(COLORS[tone], ON[tone]) for tone in COLORS] + [(pale(each), INK) for each in COLORS.values()]

    assert [] == [(ground, letters) for ground, letters in grounds if contrast(ground, letters) < 4.5]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """Return how light a colour is, from 0 to 1, as WCAG has it."""
    channels = [each / 255 for each in bytes.fromhex(color[1:])]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_crowded_pictures() -> None:
    """Where a word is very long, it is broken, so that the page is not broader than the screen."""
    page = only(Timeline("Road", ("Action", "Time", "State"), (span("x", when="w" * 23),), 24, ()))

    assert ["div"] == page.with_class("crowded")


def test_every_tone_has_its_colours() -> None:
    """Each tone has a colour by day and another by night."""
    style = only().style
    colours = {tone: re.findall(rf"--tone-{tone}: (#\w+);", style) for tone in get_args(Tone)}

    assert dict.fromkeys(get_args(Tone), 2) == {tone: len(set(found)) for tone, found in colours.items()}


# --- whole documents, and programs that are not ours --------------------------------------------------------------


def example(name: str, language: str) -> Document:
    """Return the report of an example."""
    diagnostic = load_diagnostic()
    sheet = load_answers(EXAMPLES / f"{name}.yaml", diagnostic).sheet
    outcome = conclude(in_language(diagnostic, None, language).diagnostic, sheet, "claimed")
    document = view.report(outcome, load_words(language))
    return replace(document, contents="Contents")


def plan() -> Document:
    """Return a document with a table to fill in, one that scrolls, deep sections, and several pages."""
    columns = (Column("Action"), Column("Owner", fill_in="text"), Column("Due", fill_in="date"))
    status = Column("Status", fill_in="choice", choices=("open", "done"))
    rows = tuple(
        (
            Cell("\n".join((f"Begin {n}", *["middle"] * 7, f"end {n}"))),
            Cell("Customs:\nPolice:"),
            Cell(""),
            Cell(""),
        )
        for n in range(1, 61)
    )
    numbers = tuple(Column(f"Domain {n}", numeric=True) for n in range(12))
    scores = (Cell("Exampleland"), *(Cell("1.0", 1, tone) for tone in ("weak", "sound", "critical_gap") * 4))
    deep = Section("deep", "Deep", ())
    for _ in range(6):
        deep = Section("deep", "Deep", (Paragraph("Text"), deep))
    return Document(
        *("en", "Plan", "DRAFT OF A PLAN", "Restricted"),
        (
            Section("one", "Overview", (Paragraph("Short."),)),
            Section("two", "Action plan", (Table("Actions", (*columns, status), rows),), new_page=True),
            Section("three", "Comparison", (Table("Scores", (Column("Country"), *numbers), (scores,)), deep)),
        ),
        *(dt.date(2026, 11, 23), "cpch", "Contents", "Only assumed"),
    )


LANGUAGE_OF: Final = {"aldoria": "en", "belmara": "fr", "corvania": "es"}
# The checkers take seconds for each report.
CHECKED: Final = tuple(LANGUAGE_OF) if WHOLE else ("corvania",)


@pytest.mark.parametrize("name", LANGUAGE_OF)
def test_report(name: str) -> None:
    """Of a whole report every heading, cell, item and fact reads as the document says, in its order."""
    document = example(name, LANGUAGE_OF[name])
    page = Reader(render(document))
    start = next(place for place, piece in enumerate(page.pieces) if piece[0] == "h1")
    after_contents = start + 2 + sum(isinstance(each, Section) for each in document.blocks)
    levels = [int(kind[1:]) for kind, _ in page.pieces if re.fullmatch(r"h\d", kind)]

    wanted = list(said(document))

    assert wanted == [text for _, text in page.pieces[after_contents:]][: len(wanted)]
    assert all(deeper <= above + 1 for above, deeper in pairwise(levels))


def said(block: Block | Document) -> Iterator[str]:
    """Yield every text of a block, or below a document's title, as a page has it."""
    match block:
        case Document(blocks=blocks):
            yield from chain.from_iterable(map(said, blocks))
        case Section(title=title, blocks=blocks):
            yield from (title, *chain.from_iterable(map(said, blocks)))
        case Paragraph(text=text):
            yield from re.split(r"\n\s*\n", text)
        case Items(items=items):
            yield from items
        case Facts(pairs=pairs):
            for label, same in groupby(pairs, key=itemgetter(0)):
                yield from (label, *(fact for _, fact in same))
        case Table(title=title, columns=columns, rows=rows):
            yield from (title, *(column.title for column in columns))
            for cells in rows:
                yield from map(said_of_cell, columns, cells)
        case Profile():
            yield from said_of_profile(block)


def said_of_cell(column: Column, cell: Cell) -> str:
    """Return the text of a cell as a page has it: where nothing is chosen, the choices."""
    return cell.text or "\n".join(column.choices)


def said_of_profile(profile: Profile) -> Iterator[str]:
    """Yield every text of a profile as a page has it."""
    label, score, span, band = profile.titles
    other = [] if profile.other_title is None else [profile.other_title]
    yield from (profile.title, label, "0 1 2 3 4 ", score, span, *other, band)
    for each in profile.bars:
        shown = each.shown + "*" * each.star
        yield from (each.label, "", shown, each.range, *[each.other_shown] * len(other), each.band)
    yield from filter(None, [profile.caption])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return files of documents of many kinds: a hostile one, one to fill in, reports in several languages."""
    documents = {
        "hostile": replace(
            everything(*HOSTILE, handling=HOSTILE[2] * 30, draft="W" * 300, assumed="W" * 300),
            contents="W" * 300,
        ),
        "plan": plan(),
        **{name: example(name, LANGUAGE_OF[name]) for name in CHECKED},
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, document in documents.items():
        (folder / f"{name}.html").write_text(render(document), "utf-8")
    return sorted(folder.iterdir())


def test_nu_finds_nothing(pages: list[Path]) -> None:
    """The checker of the W3C has neither an error nor a warning to tell."""
    jar = external.node_package("vnu-jar/build/dist/vnu.jar")
    told = external.run(
        *(external.program("java"), "-jar", jar, "--stdout", "--exit-zero-always", "--format", "json"), *pages
    )

    assert [] == json.loads(told)["messages"]


def test_browser_finds_nothing(pages: list[Path]) -> None:
    """By day and by night, on a desk and on a phone: axe finds nothing, nothing is too broad, nothing is asked for."""
    for needed in ("axe-core/axe.min.js", "playwright-core/package.json"):
        external.node_package(needed)
    external.program("chromium")
    told = external.run(external.program("node"), external.TOOLS / "audit.mjs", *pages)

    assert {str(page): [] for page in pages} == json.loads(told)


def test_printed(pages: list[Path], tmp_path: Path) -> None:
    """Each printed page bears both marks and its number, tables their head; no row is split; a new page is begun."""
    paper = tmp_path / "plan.pdf"
    (page,) = (each for each in pages if each.stem == "plan")
    external.run(
        *(external.program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri()),
    )
    told = external.run(external.program("pdftotext"), "-layout", paper, "-")
    sheets = told.removesuffix("\f").split("\f")
    with_rows = [sheet for sheet in sheets if "middle" in sheet]

    assert len(sheets) > 4
    assert [] == [
        sheet
        for sheet in sheets
        if sheet.count("Restricted") < 2 or "DRAFT OF A PLAN" not in sheet or sheet.count("Only assumed") < 2
    ]
    assert [f"{n}/{len(sheets)}" for n in range(1, len(sheets) + 1)] == [
        sheet.strip().splitlines()[-1].replace(" ", "") for sheet in sheets
    ]
    assert "Overview" in sheets[0]
    assert "Action plan" in sheets[1]
    assert [True] * len(with_rows) == ["Status" in sheet for sheet in with_rows]
    for sheet in with_rows:
        assert re.findall(r"Begin (\d+)", sheet) == re.findall(r"end (\d+)", sheet)
