"""A document as a Word file that a working group goes on with: real headings, lists and tables, places to fill in.

Rule: a text gets into the file through `_texts` or as the value of an attribute, so that nothing in it is more than
text. What things look like stands in word_parts/styles.xml; here they only get the name of a style.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from io import BytesIO
from itertools import accumulate, chain, compress, count, pairwise
from typing import Any, Final, assert_never

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from docx.shared import Twips

from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Distribution,
    Document,
    Facts,
    HeatMap,
    Items,
    Paragraph,
    Picture,
    Profile,
    Section,
    Table,
    Timeline,
    Trend,
    cleaned,
    end_of_front,
    in_words,
    notes,
    spoken,
)
from cpch_cli.render.archive import with_fixed_times
from cpch_cli.render.columns import SHORT_CELL, on_one_line, shares
from cpch_cli.render.drawing import COLORS, ON, PAPER, TINTS
from cpch_cli.render.drawn import axis, drawings, is_wide
from cpch_cli.render.pictures import png

# An element of the file; python-docx has no types for those that it does not know.
_Element = Any

_PARTS: Final = files("cpch_cli.render").joinpath("word_parts")
# Of the parts that python-docx begins with, those that our files have; the rest is old looks and a preview of nothing.
_KEPT: Final = ("officeDocument", "core-properties", "styles", "numbering", "settings", "theme")
_LOCALES: Final = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
# What a file is dated that has no date: the earliest day that its archive can have.
_NO_DATE: Final = dt.date(1980, 1, 1)
# Word refuses properties, and names of controls, that are longer.
_LONGEST_PROPERTY: Final = 255
_LONGEST_NAME: Final = 64

# A4, in twentieths of a point.
_PAGE: Final = (11906, 16838)
_SIDE: Final = 907
_WIDTH: Final = _PAGE[0] - 2 * _SIDE
# How wide a drawing is shown: a usual one, a wide one.
_PICTURE, _WIDE_PICTURE = 1985, 2835
_CELL_SIDE: Final = 85
# A letter of a title, in a font that is wide and bold, and a usual letter of a table.
_LETTER, _USUAL_LETTER = 100, 84
_WIDE_LETTERS: Final = "MW"

# The styles of page one.
_SMALLER: Final = {
    "Normal": "SmallText",
    "Alert": "SmallAlert",
    "Fact": "SmallFact",
    "Caption": "SmallCaption",
    "TableText": "SmallTableText",
    "TableNumber": "SmallTableNumber",
    "TableHeading": "SmallTableHeading",
    "TableHeadingNumber": "SmallTableHeadingNumber",
    "TableScale": "SmallTableScale",
    "TableNote": "SmallTableNote",
}
# Facts that are all no longer stand on page one behind each other.
_SHORT_FACT: Final = 110
_BEFORE_HEADING: Final = 60
_AFTER_HEADING: Final = 20
_DEEPEST_HEADING: Final = 9
_DEEPEST_CONTENTS: Final = 2
_NUMBERED: Final = 2
# Room to write by hand in an empty cell.
_ROOMY: Final = 680
_TO_FILL_IN: Final = "FDFAEE"
_RULE: Final = "C5CCD3"
_BLANK: Final = "\u2002" * 5


@dataclass(frozen=True, slots=True)
class _Making:
    """What the blocks of a file have in common while they are made.

    Attributes:
        pictures: every drawing as PNG.
        ids: numbers for what needs one of its own.
        headings: numbers for headings, in their order.
        close: whether room is to be saved.
    """

    part: DocumentPart
    locale: str
    pictures: Mapping[str, bytes]
    ids: Iterator[int]
    headings: Iterator[int]
    close: bool = False


def render(document: Document) -> bytes:
    """Return a document as a Word file (.docx), the same bytes for the same document."""
    document = cleaned(document)
    word = docx.Document()
    locale = _LOCALES.get(document.language, document.language)
    _keep_only_our_parts(word, locale)
    _set_properties(word, document, locale)
    _set_page(word, document)
    drawn = [drawing for picture in _pictures(document.blocks) for drawing in drawings(picture)]
    pictures = dict(zip(drawn, png(drawn), strict=True))
    word.element.body[:0] = list(_body(document, _Making(word.part, locale, pictures, count(1), count(1))))
    written = BytesIO()
    word.save(written)
    return with_fixed_times(written.getvalue())


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _pictures(block.blocks)
        elif isinstance(block, Picture):
            yield block


# --- the file ---------------------------------------------------------------------------------------------------------


def _keep_only_our_parts(word: WordFile, locale: str) -> None:
    """Give a new file our looks, lists and settings in place of those that python-docx brings."""
    package: Any = word.part.package
    _drop_others(package.rels)
    _drop_others(word.part.rels)
    word.styles.element[:] = _our("styles")[:]
    word.part.numbering_part.element[:] = _our("numbering")[:]
    word.settings.element[:] = _our("settings")[:]
    for language in (
        *word.styles.element.iter(qn("w:lang")),
        *word.settings.element.iter(qn("w:themeFontLang")),
    ):
        language.set(qn("w:val"), locale)


def _drop_others(relations: dict[str, Any]) -> None:
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] not in _KEPT:
            del relations[key]


def _our(part: str) -> _Element:
    return parse_xml(_PARTS.joinpath(f"{part}.xml").read_bytes())


def _set_properties(word: WordFile, document: Document, locale: str) -> None:
    properties = word.core_properties
    properties.title = document.title[:_LONGEST_PROPERTY]
    properties.language = locale[:_LONGEST_PROPERTY]
    properties.content_status = (document.draft or "")[:_LONGEST_PROPERTY]
    properties.author = ""
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = dt.datetime.combine(document.date or _NO_DATE, dt.time())


def _set_page(word: WordFile, document: Document) -> None:
    """Set paper, margins, and what stands at the head and the foot of every page."""
    page = word.sections[0]
    page.page_width, page.page_height = map(Twips, _PAGE)
    page.left_margin = page.right_margin = Twips(_SIDE)
    page.top_margin, page.bottom_margin = Twips(737), Twips(737)
    page.header_distance, page.footer_distance = Twips(340), Twips(369)
    marks = [(document.handling, "Handling"), (document.draft, "Draft"), (document.assumed, "Assumed")]
    _fill(page.header, [_paragraph(mark, style) for mark, style in marks if mark])
    _fill(page.footer, [_foot(document.origin)])


def _fill(story: Any, paragraphs: Sequence[_Element]) -> None:
    """Make paragraphs the whole of a header or footer; without any it stays unmade."""
    if paragraphs:
        story.is_linked_to_previous = False
        story._element[:] = paragraphs  # noqa: SLF001 - python-docx has no other way to it


def _foot(origin: str) -> _Element:
    page, pages = (_w("fldSimple", _run("1"), instr=field) for field in ("PAGE", "NUMPAGES"))
    return _w("p", _properties("Footer"), _run(origin), _w("r", _w("tab")), page, _run(" / "), pages)


# --- elements ---------------------------------------------------------------------------------------------------------


def _w(name: str, /, *inner: _Element | None, **attributes: str | int) -> _Element:
    """Return an element of WordprocessingML; its attributes are of the same vocabulary."""
    element = OxmlElement(
        f"w:{name}", attrs={qn(f"w:{key}"): str(value) for key, value in attributes.items()}
    )
    element.extend(each for each in inner if each is not None)
    return element


def _paragraph(text: str, style: str, *more: _Element | None) -> _Element:
    """Return a paragraph of one text in a style, and with more properties."""
    return _w("p", _properties(style, *more), _run(text))


def _properties(style: str, *more: _Element | None) -> _Element:
    return _w("pPr", _w("pStyle", val=style), *more)


def _run(text: str, style: str | None = None) -> _Element | None:
    if not text:
        return None
    return _w("r", _w("rPr", _w("rStyle", val=style)) if style else None, *_texts(text))


def _texts(text: str) -> Iterator[_Element]:
    """Yield what shows a text: its lines, and the breaks between them."""
    for place, line in enumerate(text.split("\n")):
        if place:
            yield _w("br")
        shown = _w("t")
        shown.text = line
        shown.set(qn("xml:space"), "preserve")
        yield shown


# --- blocks -----------------------------------------------------------------------------------------------------------


def _body(document: Document, making: _Making) -> Iterator[_Element]:
    yield _paragraph(document.title, "Title")
    end_of_page_one, place_of_contents = end_of_front(document), _place_of_contents(document)
    for place, block in enumerate(document.blocks):
        if place == place_of_contents:
            yield _contents(document, on_new_page=end_of_page_one > 0)
        if place < end_of_page_one:
            yield from map(_smaller, _block(block, 1, replace(making, close=True)))
        else:
            yield from _block(block, 1, making)


def _smaller(element: _Element) -> _Element:
    """Give the paragraphs of an element the smaller ones of our styles, and headings, which have none, less room."""
    for style in element.iter(qn("w:pStyle")):
        if style.val.startswith("Heading"):
            style.getparent().append(_w("spacing", before=_BEFORE_HEADING, after=_AFTER_HEADING))
        style.set(qn("w:val"), _SMALLER.get(style.val, style.val))
    return element


def _block(block: Block, depth: int, making: _Making) -> Iterator[_Element]:
    match block:
        case Section():
            yield _heading(block, depth, making)
            for inner in block.blocks:
                yield from _block(inner, depth + 1, making)
        case Paragraph():
            yield _paragraph(block.text, {"plain": "Normal", "alert": "Alert", "quote": "Quote"}[block.kind])
        case Items():
            yield from _items(block, making.part)
        case Facts():
            yield from _facts(block, close=making.close)
        case Table():
            yield _paragraph(block.title, "Caption")
            yield _table(block, making)
        case HeatMap():
            yield _paragraph(block.title, "Caption")
            yield _table(in_words(block), making, solid=True)
            yield from (_paragraph(note, "TableNote") for note in notes(block))
        case Profile() | Trend() | Timeline() | Distribution():
            yield from _drawn(block, making)
        case _:
            assert_never(block)


def _heading(section: Section, depth: int, making: _Making) -> _Element:
    number = next(making.headings)
    breaks = _w("pageBreakBefore") if section.new_page else None
    return _w(
        "p",
        _properties(f"Heading{min(depth, _DEEPEST_HEADING)}", breaks),
        _w("bookmarkStart", id=number, name=_bookmark(number)),
        _run(section.title),
        _w("bookmarkEnd", id=number),
    )


def _bookmark(number: int) -> str:
    # Word makes its own names like this, and hides them from readers.
    return f"_Toc{number:09}"


def _items(items: Items, part: DocumentPart) -> Iterator[_Element]:
    if not items.numbered:
        yield from (_paragraph(item, "ListBullet") for item in items.items)
        return
    # Every list has a number of its own, or it would go on counting where the last one ended.
    numbering = part.numbering_part.element
    own = numbering.add_num(_NUMBERED)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in items.items:
        counted = _w("numPr", _w("ilvl", val=0), _w("numId", val=own.numId))
        yield _paragraph(item, "ListNumber", counted)


def _facts(facts: Facts, *, close: bool) -> Iterator[_Element]:
    if close and all(len(label + fact) <= _SHORT_FACT for label, fact in facts.pairs):
        told = [(_run(label, "FactLabel"), _run(f"\u2002{fact}\u2003 ")) for label, fact in facts.pairs]
        yield _w("p", _properties("Normal"), *chain.from_iterable(told))
        return
    for label, fact in facts.pairs:
        yield _w("p", _properties("Fact"), _run(label, "FactLabel"), _w("r", _w("tab")), _run(fact))


# --- the table of contents --------------------------------------------------------------------------------------------


def _place_of_contents(document: Document) -> int | None:
    """Return before which block the contents stand: the first section after page one."""
    after = end_of_front(document)
    sections = (
        place for place, block in enumerate(document.blocks) if isinstance(block, Section) and place >= after
    )
    return None if document.contents is None else next(sections, None)


def _contents(document: Document, *, on_new_page: bool) -> _Element:
    """Return the contents as Word keeps them: it offers to update them, and they are filled in before it does.

    Only Word knows on which page a heading comes to stand, so there are no page numbers before the first update.
    """
    breaks = _w("pageBreakBefore") if on_new_page else None
    heading = _paragraph(document.contents or "", "TOCHeading", breaks)
    entries = [
        _entry(number, depth, title)
        for number, (depth, title) in enumerate(_headings(document.blocks, 1), start=1)
        if depth <= _DEEPEST_CONTENTS
    ]
    field = (_mark("begin"), _w("r", _instruction()), _mark("separate"))
    entries[0][1:1] = field
    entries[-1].append(_mark("end"))
    gallery = _w("docPartObj", _w("docPartGallery", val="Table of Contents"), _w("docPartUnique"))
    return _w("sdt", _w("sdtPr", gallery), _w("sdtContent", heading, *entries))


def _mark(kind: str) -> _Element:
    return _w("r", _w("fldChar", fldCharType=kind))


def _instruction() -> _Element:
    instruction = _w("instrText")
    instruction.text = f' TOC \\o "1-{_DEEPEST_CONTENTS}" \\h \\z '
    instruction.set(qn("xml:space"), "preserve")
    return instruction


def _headings(blocks: Iterable[Block], depth: int) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, Section):
            yield depth, block.title
            yield from _headings(block.blocks, depth + 1)


def _entry(number: int, depth: int, title: str) -> _Element:
    link = _w("hyperlink", _run(title), anchor=_bookmark(number), history=1)
    return _w("p", _properties(f"TOC{depth}"), link)


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(table: Table, making: _Making, *, solid: bool = False) -> _Element:
    """Return a table; the colours of a solid one are full, and what stands on them can be read."""
    widths = _widths(table, shares(table), _WIDTH)
    head = [_cell(width, _head(column)) for width, column in zip(widths, table.columns, strict=True)]
    rows = [
        _row(
            [
                _body_cell(width, column, cell, making, solid=solid)
                for width, column, cell in zip(widths, table.columns, row, strict=True)
            ],
            whole=all(len(cell.text) <= SHORT_CELL for cell in row),
            roomy=any(column.fill_in == "text" for column in table.columns),
        )
        for row in table.rows
    ]
    return _ruled(table.title, widths, head, rows)


def _widths(table: Table, parts: Sequence[float], whole: int) -> list[int]:
    """Return the widths of columns that share a whole so; where there is room, no word of a title, no number is broken."""
    least = [_least_width(table, place) for place in range(len(table.columns))]
    narrow = [part * whole < floor for part, floor in zip(parts, least, strict=True)]
    if sum(least) > whole:
        narrow = [False] * len(parts)
    rest = whole - sum(compress(least, narrow))
    of_rest = sum(part for part, is_narrow in zip(parts, narrow, strict=True) if not is_narrow)
    exact = [
        floor if is_narrow else part * rest / of_rest
        for part, floor, is_narrow in zip(parts, least, narrow, strict=True)
    ]
    edges = [round(edge) for edge in accumulate(exact, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _letters(word: str) -> int:
    """Return how many letters of usual width take the room of a word."""
    return len(word) + sum(map(word.count, _WIDE_LETTERS))


def _least_width(table: Table, place: int) -> int:
    """Return how wide the words of a column's title are, and its numbers."""
    column = table.columns[place]
    numbers = [row[place].text for row in table.rows if isinstance(row[place].value, int)]
    return 2 * _CELL_SIDE + _LETTER * max(map(_letters, (*column.title.split(), *numbers)), default=1)


def _ruled(title: str, widths: Sequence[int], head: Sequence[_Element], rows: Sequence[_Element]) -> _Element:
    """Return a table of cells that have these widths; its first row comes again on every page."""
    properties = _w(
        "tblPr",
        _w("tblStyle", val="ReportTable"),
        _w("tblW", w=sum(widths), type="dxa"),
        _w("tblLayout", type="fixed"),
        _w("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        _w("tblCaption", val=title),
    )
    grid = _w("tblGrid", *(_w("gridCol", w=width) for width in widths))
    return _w("tbl", properties, grid, _w("tr", _w("trPr", _w("cantSplit"), _w("tblHeader")), *head), *rows)


def _row(cells: Sequence[_Element], *, whole: bool, roomy: bool = False) -> _Element:
    unbroken = _w("cantSplit") if whole else None
    height = _w("trHeight", val=_ROOMY, hRule="atLeast") if roomy else None
    return _w("tr", _w("trPr", unbroken, height), *cells)


def _head(column: Column) -> _Element:
    return _paragraph(column.title, "TableHeadingNumber" if column.numeric else "TableHeading")


def _cell(width: int, *paragraphs: _Element, looks: Sequence[_Element | None] = ()) -> _Element:
    return _w("tc", _w("tcPr", _w("tcW", w=width, type="dxa"), *looks), *paragraphs)


def _body_cell(width: int, column: Column, cell: Cell, making: _Making, *, solid: bool = False) -> _Element:
    strong = solid and cell.tone != "plain"
    if column.fill_in in ("choice", "date"):
        shown = _control(column, cell, making)
    else:
        shown = _run(cell.text, "OnDark" if strong and ON[cell.tone] == PAPER else None)
    paragraph = _w("p", _properties("TableNumber" if column.numeric else "TableText"), shown)
    color = COLORS[cell.tone] if strong else TINTS.get(cell.tone, _TO_FILL_IN if column.fill_in else None)
    shade = _w("shd", val="clear", color="auto", fill=color.removeprefix("#").upper()) if color else None
    return _cell(width, paragraph, looks=(_frame() if column.fill_in else None, shade))


def _frame() -> _Element:
    """Return the lines by which a place to fill in is told from the next."""
    sides = (_w(side, val="single", sz=4, space=0, color=_RULE) for side in ("left", "right"))
    return _w("tcBorders", *sides)


# --- places to fill in ------------------------------------------------------------------------------------------------


def _control(column: Column, cell: Cell, making: _Making) -> _Element:
    """Return a content control that a reader chooses from, or enters a day in."""
    return _w(
        "sdt",
        _w(
            "sdtPr",
            _w("alias", val=column.title[:_LONGEST_NAME]),
            _w("id", val=next(making.ids)),
            None if cell.text else _w("showingPlcHdr"),
            _calendar(cell, making.locale) if column.fill_in == "date" else _choices(column),
        ),
        _w("sdtContent", _run(cell.text) if cell.text else _run(_BLANK, "PlaceholderText")),
    )


def _choices(column: Column) -> _Element:
    # Word refuses a list that has an entry twice, or an empty one.
    names = dict.fromkeys(filter(None, column.choices))
    return _w("dropDownList", *(_w("listItem", displayText=name, value=name) for name in names))


def _calendar(cell: Cell, locale: str) -> _Element:
    calendar = _w(
        "date",
        _w("dateFormat", val="dd/MM/yyyy"),
        _w("lid", val=locale),
        _w("storeMappedDataAs", val="dateTime"),
        _w("calendar", val="gregorian"),
    )
    if isinstance(cell.value, dt.date):
        calendar.set(qn("w:fullDate"), f"{cell.value:%Y-%m-%d}T00:00:00Z")
    return calendar


# --- pictures ---------------------------------------------------------------------------------------------------------


def _drawn(picture: Picture, making: _Making) -> Iterator[_Element]:
    """Yield a picture as a table of its words, with a drawing behind the label of each row."""
    yield _paragraph(picture.title, "Caption")
    table = in_words(picture)
    shown = _WIDE_PICTURE if is_wide(picture) else _PICTURE
    column = shown + 2 * _CELL_SIDE
    left = _WIDTH - column
    widths = _widths(table, on_one_line(table, left / _USUAL_LETTER), left)
    head = [_cell(width, _head(each)) for width, each in zip(widths, table.columns, strict=True)]
    head.insert(1, _cell(column, *_axis(picture, shown)))
    rows = []
    for drawing, row, said in zip(drawings(picture), table.rows, spoken(picture), strict=True):
        cells = [
            _body_cell(width, each, cell, making)
            for width, each, cell in zip(widths, table.columns, row, strict=True)
        ]
        cells.insert(1, _cell(column, _drawing(making.pictures[drawing], shown, said, making)))
        # Rows of few lines stay whole by themselves; of those that must, LibreOffice has lost some.
        rows.append(_row(cells, whole=False))
    yield _ruled(picture.title, [widths[0], column, *widths[1:]], head, rows)
    below = notes(picture) if isinstance(picture, Distribution) else filter(None, [picture.caption])
    yield from (_paragraph(note, "TableNote") for note in below)


def _axis(picture: Picture, shown: int) -> Iterator[_Element]:
    """Yield the heads of the lines that are drawn through every row, each at a tab above its line."""
    # A cell holds a paragraph always.
    for labels in axis(picture) or [[]]:
        tabs = _w("tabs", *(_w("tab", val=label.side, pos=round(label.at * shown)) for label in labels))
        runs = (run for label in labels for run in (_w("r", _w("tab")), _run(label.text)))
        yield _w("p", _properties("TableScale", tabs if labels else None), *runs)


def _drawing(content: bytes, shown: int, said: str, making: _Making) -> _Element:
    """Return a drawing of this width; those who cannot see it are told what stands beside it."""
    inline: _Element = making.part.new_pic_inline(BytesIO(content), width=Twips(shown))
    # LibreOffice would keep others at a distance.
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    inline.docPr.id = next(making.ids)
    inline.docPr.set("descr", said)
    return _w("p", _properties("TablePicture"), _w("r", _w("drawing", inline)))
