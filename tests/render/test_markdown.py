"""Markdown: what a reader of it sees is the document's texts, and nothing else."""

# ruff: noqa: RUF001 - dashes are among the cases

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import external
from cpch_cli.core import view
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Items,
    Line,
    Paragraph,
    Profile,
    Section,
    Table,
    Timeline,
    Trend,
    notes,
)
from cpch_cli.core.text import clean, one_line
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from cpch_cli.render.markdown import render
from documents import HOSTILE, bar, distribution, everything, heat_map, span, texts, told

READER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BUILT_IN: Final = load_diagnostic()
ANSWERED: Final = view.report(
    told(
        BUILT_IN, {each.id: place % 5 for place, each in enumerate(BUILT_IN.questions)}, country="Exampleland"
    ),
    load_words("en"),
)
# What a document may be made of; in a line only text, hard breaks, and the bold that is ours.
BLOCKS: Final = {
    "heading",
    "paragraph",
    "bullet_list",
    "ordered_list",
    "list_item",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "inline",
}


def only(*blocks: Block) -> str:
    """Return these blocks as Markdown, without the title."""
    return render(Document("en", "Title", None, None, blocks)).partition("# Title\n\n")[2]


def line_of(tokens: Sequence[Token]) -> str:
    """Return what a reader sees of a piece of running text; only text, line breaks and bold may be in it."""
    found = ""
    for token in tokens:
        if token.type == "text":
            found += token.content
        elif token.type == "hardbreak":
            found += "\n"
        else:
            assert token.type in ("strong_open", "strong_close"), token
    return found


def read(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield what a reader sees: the kind of block that each piece of text stands in, and the text."""
    opened: list[str] = []
    for token in READER.parse(markdown):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        assert kind in BLOCKS, token
        if token.nesting == 1:
            opened.append(f"{kind} {token.tag}" if kind == "heading" else kind)
        if token.nesting == -1:
            opened.pop()
        if token.type == "inline":
            yield (
                next(each for each in reversed(opened) if each != "paragraph" or opened == ["paragraph"]),
                line_of(token.children or ()),
            )


def lines(text: str) -> str:
    """Return a text as Markdown shows it: each line without outer blanks, no empty lines."""
    return "\n".join(filter(None, map(one_line, clean(text).split("\n"))))


def in_cell(text: str) -> str:
    """Return a text as a cell of a table shows it."""
    return lines(text).replace("\n", " / ")


def parts(text: str) -> list[str]:
    """Return the paragraphs of a text as Markdown shows them."""
    return list(filter(None, (lines(part) for part in re.split(r"\n\s*\n", clean(text)))))


def expected(text: str) -> list[tuple[str, str]]:
    """Return what a reader is to see of a document that has a text in every place."""
    paragraphs = parts(text)
    flat, cell = one_line(text), in_cell(text)
    axis = " – ".join(dict.fromkeys(("0", text)))
    numbers = ("███▓▒▒▒▒··", "1.5", "1.0 to 3.0")
    return [
        ("heading h1", flat),
        ("blockquote", "DRAFT\nAssumed"),
        *(("paragraph", part) for part in paragraphs * 2),
        *(("blockquote", part) for part in paragraphs),
        *[("list_item", lines(text)), ("list_item", "next")] * 2,
        ("list_item", f"Label: {lines(text)}"),
        ("list_item", "Other: fact"),
        ("paragraph", "Table"),
        *(("th", head) for head in (cell, "Number")),
        *(("td", each) for each in (cell, "1.0", "next", cell)),
        ("paragraph", "Profile"),
        ("paragraph", "█▓ Score, ▓▒ Range"),
        *(("th", head) for head in ("Domain", "0 – 4", "Score", "Range", "Band")),
        *(("td", each) for each in (cell, *numbers, "Weak", "next", *numbers, cell)),
        ("paragraph", "Trend"),
        *(("th", head) for head in ("Domain", "2026", cell, "Change")),
        *(("td", each) for each in (cell, "1.5", "2.5", "up", "next", "1.5", cell, cell)),
        ("paragraph", "Timeline"),
        *(("th", head) for head in ("Action", in_cell(axis), "Time", "State")),
        *(("td", each) for each in (cell, "···███······", "6 to 12", "open")),
        *(("td", each) for each in ("next", "···███······", cell, cell)),
        ("paragraph", "Distribution"),
        *(("th", head) for head in ("Question", cell, "1", "2")),
        *(("td", each) for each in (cell, "1.5", "1", "3", "next", cell, "", "")),
        *(("paragraph", part) for note in notes(distribution(text)) for part in parts(note)),
        ("paragraph", "Heat map"),
        *(("th", head) for head in ("Subject", cell, "1", "2")),
        *(("td", each) for each in (cell, "7", "1.5", cell, "next", cell, cell, "2.5*^")),
        *(("paragraph", part) for note in notes(heat_map(text)) for part in parts(note)),
        ("heading h2", flat),
        ("heading h3", "Inner"),
        ("heading h4", flat),
        ("paragraph", "deep"),
        ("list_item", f"a: {lines(text)}"),
        ("blockquote", "DRAFT\nAssumed"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_literal(text: str) -> None:
    """Every text reads as it was written, wherever it stands; nothing in it is markup."""
    assert expected(text) == list(read(render(everything(text, handling=None))))


@given(st.one_of(st.text(), st.text("ab1 \n\\|*_-+=#>.)(:~`<&;[]!@/w$'\"^{}")).filter(one_line))
def test_any_text_is_literal(text: str) -> None:
    """The same holds of any text that is not empty, and one blank line stands around every block."""
    markdown = render(everything(text, handling=None))

    assert expected(text) == list(read(markdown))
    assert "\n\n\n" not in markdown


def test_links_are_text() -> None:
    """Addresses are broken for readers that make links of plain text."""
    assert "https\\://example.org www\\.example.org WWW\\.x a\\@b.org @ 5: 6" in only(
        Paragraph("https://example.org www.example.org WWW.x a@b.org @ 5: 6")
    )


def test_plain_text_is_not_littered() -> None:
    """What no reader would take for markup stays as it is."""
    text = "1.5 of 4; 3-5 days (60 %), customs - police; it's “so”: yes! + no."

    assert f"{text}\n" == only(Paragraph(text))


def test_document() -> None:
    """The title comes first, the marks below it and at the end, after the origin; headings go down in order."""
    inner = Section("b", "Beta", (Paragraph("Two.", "alert"), Items(("one", "two"), numbered=True)))
    document = Document(
        "en",
        "Title",
        "DRAFT – 2 OPEN",
        "Restricted",
        (Facts((("A", "a"),)), Section("a", "Alpha", (inner,))),
        origin="cpch, version 1.0",
        assumed="Assumed",
    )

    assert (
        "# Title\n\n"
        "> **Restricted**\\\n"
        "> **DRAFT – 2 OPEN**\\\n"
        "> **Assumed**\n\n"
        "- **A:** a\n\n"
        "## Alpha\n\n"
        "### Beta\n\n"
        "**Two.**\n\n"
        "1. one\n2. two\n\n"
        "cpch, version 1.0\n\n"
        "> **Restricted**\\\n"
        "> **DRAFT – 2 OPEN**\\\n"
        "> **Assumed**\n"
    ) == render(document)


def test_depth_of_headings() -> None:
    """No heading is deeper than Markdown has."""
    section = Section("s", "deepest", ())
    for _ in range(8):
        section = Section("s", "deep", (section,))

    assert "\n###### deepest\n" in f"\n{only(section)}"


def test_tables() -> None:
    """A table has its title above it, numbers to the right, and each cell on one line."""
    table = Table(
        "Names", (Column("Name"), Column("Score", numeric=True)), ((Cell("a\nb"), Cell("1.0", Fraction(1))),)
    )

    assert "Names\n\n| Name | Score |\n| --- | ---: |\n| a / b | 1.0 |\n" == only(table)


def test_empty_cells() -> None:
    """A cell without text is as narrow as a cell can be."""
    table = Table("T", (Column("A"), Column("B"), Column("C")), ((Cell(""), Cell("b"), Cell("")),))

    assert only(table).endswith("| --- | --- | --- |\n| | b | |\n")


def test_lists_side_by_side() -> None:
    """Two lists that follow each other have different bullets, so that they stay two; others have the usual one."""
    facts, items = Facts((("A", "a"),)), Items(("one",))

    assert "- **A:** a\n\n* one\n\n- **A:** a\n\nText\n\n- one\n" == only(
        facts, items, facts, Paragraph("Text"), items
    )


def test_profile_on_two_bases() -> None:
    """Where proof was graded, the score on the other basis stands in a column of its own."""
    one = bar("One", other=Fraction(1), other_shown="1.0")
    markdown = only(Profile("P", ("D", "S", "R", "B"), (one,), other_title="Evidenced"))

    assert "| D | 0 – 4 | S | R | Evidenced | B |\n" in markdown
    assert markdown.endswith("| One | ███▓▒▒▒▒·· | 1.5 | 1.0 to 3.0 | 1.0 | Weak |\n")


def test_profile() -> None:
    """A profile is a table with bars and numbers; a star marks don't knows."""
    profile = Profile(
        "Scores",
        ("Domain", "Score", "Range", "Band"),
        (
            bar("One", star=True),
            bar("Two", score=None, low=None, high=None, shown="–", range="–", band="Not rated"),
        ),
    )

    assert (
        "Scores\n\n"
        "█▓ Score, ▓▒ Range\n\n"
        "| Domain | 0 – 4 | Score | Range | Band |\n"
        "| --- | --- | ---: | --- | --- |\n"
        "| One | ███▓▒▒▒▒·· | 1.5\\* | 1.0 to 3.0 | Weak |\n"
        "| Two | ·········· | – | – | Not rated |\n"
    ) == only(profile)


def test_trend() -> None:
    """A trend is a table with the scores of each round to the right."""
    points = (Cell("1.0*", Fraction(1)), Cell("–"))
    trend = Trend("Moves", ("Domain", "Change"), ("2026", "2027"), (Line("One", points, "up"),))

    assert (
        "Moves\n\n| Domain | 2026 | 2027 | Change |\n| --- | ---: | ---: | --- |\n| One | 1.0\\* | – | up |\n"
    ) == only(trend)


def test_heat_map() -> None:
    """A heat map is a table of scores under short heads, with what these and the signs mean below it."""
    assert (
        "Heat map\n\n"
        "| Subject | two | 1 | 2 |\n"
        "| --- | ---: | ---: | ---: |\n"
        "| two | 7 | 1.5 | two |\n"
        "| next | two | two | 2.5\\*^ |\n\n"
        "1 = one; 2 = two\n\n"
        "two\n"
    ) == only(heat_map("two"))


def test_timeline() -> None:
    """A timeline is a table with bars; above them stands where its axis begins and ends."""
    spans = (span("One"), span("Two", start=0, end=24, when="ever"))
    timeline = Timeline("Road", ("Action", "Time", "State"), spans, 24, ((0, "0"), (12, "12"), (24, "24")))

    assert (
        "Road\n\n"
        "| Action | 0 – 24 | Time | State |\n"
        "| --- | --- | --- | --- |\n"
        "| One | ···███······ | 6 to 12 | open |\n"
        "| Two | ████████████ | ever | open |\n"
    ) == only(timeline)


def test_lists_do_not_run_together() -> None:
    """Facts and a list after them stay two lists."""
    blocks = (Facts((("A", "a"),)), Items(("one",)))
    opened = [token.type for token in READER.parse(only(*blocks))]

    assert 2 == opened.count("bullet_list_open")


def test_report() -> None:
    """Of a whole report every heading and every cell reads as the document says, in its order."""
    found = list(read(render(ANSWERED)))
    headings = [text for kind, text in found if kind.startswith("heading")]
    cells = [text for kind, text in found if kind in ("td", "th")]
    levels = [int(kind[-1]) for kind, _ in found if kind.startswith("heading")]
    pieces = set(texts(ANSWERED))

    assert [one_line(title) for title in titles(ANSWERED)] == headings
    assert [in_cell(text) for text in cells_of(ANSWERED)] == [
        cell for cell in cells if cell in map(in_cell, pieces)
    ]
    assert all(deeper <= above + 1 for above, deeper in pairwise(levels))


def test_linted(tmp_path: Path) -> None:
    """Whoever lints Markdown finds nothing in a report, whatever people wrote in it; the configuration names three rules."""
    linter = external.node_package("markdownlint-cli2/markdownlint-cli2-bin.mjs")
    config = external.TOOLS / "markdownlint.markdownlint-cli2.jsonc"
    said = {
        question.id: {"level": place % 5, "note": text, "open": [{"text": text}]}
        for place, (question, text) in enumerate(zip(BUILT_IN.questions, HOSTILE, strict=False))
    }
    noted = view.report(told(BUILT_IN, said, country=HOSTILE[8], handling=HOSTILE[9]), load_words("en"))
    for name, document in (("plain", ANSWERED), ("noted", noted)):
        (tmp_path / f"{name}.md").write_text(render(document), "utf-8")
    found = external.run(external.program("node"), linter, "--config", config, "*.md", cwd=tmp_path)

    assert "Summary: 0 issues" in found


def titles(block: Document | Section) -> Iterator[str]:
    """Yield the title of a block and of all sections in it."""
    yield block.title
    for inner in block.blocks:
        if isinstance(inner, Section):
            yield from titles(inner)


def cells_of(block: Document | Section) -> Iterator[str]:
    """Yield every heading and cell of the tables in a block, profiles included."""
    for inner in block.blocks:
        match inner:
            case Section():
                yield from cells_of(inner)
            case Table(columns=columns, rows=rows):
                yield from (column.title for column in columns)
                yield from (cell.text for row in rows for cell in row)
            case Profile(titles=heads, bars=bars):
                yield from heads
                for each in bars:
                    yield from (each.label, each.shown, each.range, each.band)
            case _:
                pass
