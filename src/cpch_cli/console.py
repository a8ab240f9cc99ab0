"""A document on a terminal, on a pipe or as plain text: the only module that knows Rich.

Rules: every text goes through `_Page.text`, which cleans it once more and keeps to characters that the output can show;
no text is ever read as Rich markup; every line is wrapped here, between words, and printed as it is.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import zip_longest
from typing import Final, TextIO, assert_never

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cpch_cli import bars
from cpch_cli.core.document import (
    Bar,
    Block,
    Distribution,
    Document,
    Facts,
    HeatMap,
    Items,
    Paragraph,
    Profile,
    Section,
    Table,
    Timeline,
    Tone,
    Trend,
    in_words,
    notes,
)
from cpch_cli.core.text import clean
from cpch_cli.legible import WIDEST, can_show, legible

ON_A_PIPE: Final = 80
# Shorter lines have no room for a bar with its numbers.
_NARROWEST: Final = 40

_GAP: Final = 2
_WIDE_BAR: Final = 20
_NARROW_BAR: Final = 12
_ROOM_FOR_WIDE_BAR: Final = 60

# Colours that can be read on a light and on a dark ground; what they mean is always said in words as well.
_STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "critical_gap": "bold red",
    "weak": "red",
    "partial": "magenta",
    "sound": "green",
    "not_rated": "",
}


@dataclass(frozen=True, slots=True)
class _Symbols:
    """What lines, lists and bars are drawn with."""

    double: str
    single: str
    upright: str
    bullet: str
    diamond: str
    shades: bars.Shades


# Rich would break a line at the blanks that keep French signs with their words; these, which no text can hold that is
# clean, stand for them meanwhile.
_KEPT_TOGETHER: Final = {0x00A0: 0xFDD0, 0x202F: 0xFDD1}
_AGAIN: Final = {stand_in: blank for blank, stand_in in _KEPT_TOGETHER.items()}


def show(document: Document, file: TextIO, *, width: int | None = None, color: bool = True) -> None:
    """Print a document: as wide as the terminal, on a pipe 80 columns without escape codes, unless a width is given."""
    console = _console(file, width, color=color)
    _print(_document(document, _page(console)), console)


def print_blocks(
    blocks: Iterable[Block], file: TextIO, *, width: int | None = None, color: bool = True
) -> None:
    """Print a few blocks, as `show` does a whole document."""
    console = _console(file, width, color=color)
    _print(_spaced(blocks, _page(console), 1), console)


def render_text(document: Document, width: int = ON_A_PIPE) -> str:
    """Return a document as plain text for a file."""
    page = _page(_console(io.StringIO(), width, color=False))
    return "".join(f"{line.plain.rstrip()}\n" for line in _document(document, page))


# --- where it goes ------------------------------------------------------------------------------------------------


def _console(file: TextIO, width: int | None, *, color: bool) -> Console:
    terminal = file.isatty()
    console = Console(
        file=file,
        # FORCE_COLOR must not put escape codes on a pipe.
        force_terminal=terminal,
        force_jupyter=False,
        color_system="auto" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    if width is None:
        width = min(console.width, WIDEST) if terminal else ON_A_PIPE
    console.width = max(width, _NARROWEST)
    return console


def _print(lines: Iterable[Text], console: Console) -> None:
    lines = list(lines)
    for line in lines:
        line.rstrip()
    if console.color_system is None:
        # Rich would turn a reader that closes the pipe into an exit of its own.
        console.file.write("".join(f"{line.plain}\n" for line in lines))
    else:
        console.print(Text("\n").join(lines), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class _Page:
    """The width at hand, and what the output can show."""

    console: Console
    width: int
    encoding: str
    symbols: _Symbols

    def text(self, text: str, style: str = "") -> Text:
        """Return text that is safe to print: without controls, in characters that the output has."""
        # As a part, not as a whole: a style of the whole would spread over whatever is put beside it.
        return Text.assemble((legible(clean(text), self.encoding), style))

    def wrap(self, text: Text) -> list[Text]:
        """Return lines broken between words; only a word that is wider than a line is broken itself."""
        text.plain = text.plain.translate(_KEPT_TOGETHER)
        lines = text.wrap(self.console, self.width, overflow="fold")
        for line in lines:
            line.plain = line.plain.translate(_AGAIN)
        return list(lines)

    def narrower(self, by: int) -> "_Page":
        """Return the page for what stands to the right of something."""
        return replace(self, width=max(self.width - by, 1))


def _page(console: Console) -> _Page:
    return _Page(console, console.width, console.encoding, _symbols(console.encoding))


def _symbols(encoding: str) -> _Symbols:
    """Return each symbol as an encoding has it; of the shades all or none."""

    def best(drawn: str, plain: str) -> str:
        return drawn if can_show(drawn, encoding) else plain

    shades = bars.BLOCKS if can_show("".join(astuple(bars.BLOCKS)), encoding) else bars.ASCII
    return _Symbols(best("═", "="), best("─", "-"), best("│", "|"), best("•", "-"), best("◇", "<>"), shades)


# --- blocks -------------------------------------------------------------------------------------------------------


def _document(document: Document, page: _Page) -> Iterator[Text]:
    mark = page.wrap(page.text(document.handling, "bold")) if document.handling else []
    if mark:
        yield from (*mark, Text())
    assumed = page.wrap(page.text(document.assumed, "bold")) if document.assumed else []
    draft = page.wrap(page.text(document.draft, "bold")) if document.draft else []
    if draft or assumed:
        rule = Text(page.symbols.double * page.width, "bold")
        yield from (rule, *draft, *assumed, rule, Text())
    yield from _heading(document.title, page, page.symbols.double)
    yield from (Text(), *_spaced(document.blocks, page, 1))
    if document.origin:
        yield from (Text(), *page.wrap(page.text(document.origin)))
    if mark or assumed:
        yield from (Text(), *mark, *assumed)


def _spaced(blocks: Iterable[Block], page: _Page, depth: int) -> Iterator[Text]:
    for position, block in enumerate(blocks):
        if position:
            yield Text()
        yield from _block(block, page, depth)


def _block(block: Block, page: _Page, depth: int) -> Iterator[Text]:
    match block:
        case Section():
            yield from _section(block, page, depth)
        case Paragraph():
            yield from _paragraph(block, page)
        case Items():
            yield from _items(block, page)
        case Facts():
            yield from _facts(block.pairs, page)
        case Table():
            yield from _table(block, page)
        case Profile():
            yield from _profile(block, page)
        case Trend() | HeatMap() | Distribution():
            yield from _in_words(block, page)
        case Timeline():
            yield from _table(bars.beside(block, page.symbols.shades, _width_of_bars(page)), page)
        case _:
            assert_never(block)


def _heading(title: str, page: _Page, underline: str) -> Iterator[Text]:
    lines = page.wrap(page.text(title, "bold"))
    yield from lines
    yield Text(underline * max(line.cell_len for line in lines), "bold")


def _section(section: Section, page: _Page, depth: int) -> Iterator[Text]:
    """Yield a section: underlined near the top of the tree, indented below."""
    if depth > len(_underlines(page)):
        yield from page.wrap(page.text(section.title, "bold"))
        yield from _indented(_spaced(section.blocks, page.narrower(_GAP), depth + 1))
    else:
        yield from _heading(section.title, page, _underlines(page)[depth - 1])
        yield from (Text(), *_spaced(section.blocks, page, depth + 1))


def _underlines(page: _Page) -> tuple[str, str]:
    return page.symbols.double, page.symbols.single


def _paragraph(paragraph: Paragraph, page: _Page) -> Iterator[Text]:
    if paragraph.kind == "quote":
        bar = Text(f"{page.symbols.upright} ")
        yield from (bar + line for line in page.narrower(_GAP).wrap(page.text(paragraph.text)))
    else:
        yield from page.wrap(page.text(paragraph.text, "bold" if paragraph.kind == "alert" else ""))


def _items(items: Items, page: _Page) -> Iterator[Text]:
    width = len(f"{len(items.items)}. ") if items.numbered else _GAP
    for number, item in enumerate(items.items, start=1):
        lead = f"{number}." if items.numbered else page.symbols.bullet
        yield from _hanging(Text(lead.ljust(width)), page.text(item), page)


def _hanging(lead: Text, text: Text, page: _Page) -> Iterator[Text]:
    """Yield text beside its lead; further lines stand under the text."""
    for position, line in enumerate(page.narrower(lead.cell_len).wrap(text)):
        yield (Text(" " * lead.cell_len) if position else lead) + line


def _indented(lines: Iterable[Text]) -> Iterator[Text]:
    for line in lines:
        yield Text(" " * _GAP) + line if line else line


def _facts(pairs: Sequence[tuple[str, str]], page: _Page) -> Iterator[Text]:
    yield from _labelled([(page.text(label, "bold"), page.text(fact)) for label, fact in pairs], page)


def _labelled(pairs: Sequence[tuple[Text, Text]], page: _Page) -> Iterator[Text]:
    """Yield facts with their labels in a column or, where that leaves too little room, each below its label."""
    width = max((label.cell_len for label, _ in pairs), default=0) + _GAP
    narrow = width > page.width // 3
    for label, fact in pairs:
        if narrow or _longest_word(fact) > page.width - width:
            yield from page.wrap(label)
            yield from _indented(page.narrower(_GAP).wrap(fact))
        else:
            yield from _hanging(_padded(label, width), fact, page)


def _padded(text: Text, width: int, *, right: bool = False) -> Text:
    blanks = Text(" " * (width - text.cell_len))
    return blanks + text if right else text + blanks


# --- tables -------------------------------------------------------------------------------------------------------


def _table(table: Table, page: _Page) -> Iterator[Text]:
    """Yield a table in columns or, where a word would not fit into its column, one row below the other."""
    yield from page.wrap(page.text(table.title, "bold"))
    yield Text()
    heads = [page.text(column.title, "bold") for column in table.columns]
    rows = [[page.text(cell.text, _STYLES[cell.tone]) for cell in row] for row in table.rows]
    widths = _widths([heads, *rows], page)
    if widths is None:
        yield from _stacked(heads, rows, page)
        return
    numeric = [column.numeric for column in table.columns]
    yield from _row(heads, widths, numeric, page)
    yield _joined(Text(page.symbols.single * width) for width in widths)
    laid = [list(_row(row, widths, numeric, page)) for row in rows]
    apart = any(len(lines) > 1 for lines in laid)
    for position, lines in enumerate(laid):
        if apart and position:
            yield Text()
        yield from lines


def _widths(rows: Sequence[Sequence[Text]], page: _Page) -> list[int] | None:
    """Return widths of columns that fit into a line, none narrower than its longest word; None when there are none."""
    columns = list(zip(*rows, strict=True))
    least = [max(_longest_word(text) for text in column) for column in columns]
    room = page.width - _GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    widths = [min(room, max(_longest_line(text) for text in column)) for column in columns]
    while sum(widths) > room:
        widest = max(
            (place for place in range(len(widths)) if widths[place] > least[place]), key=widths.__getitem__
        )
        widths[widest] -= 1
    return widths


def _longest_word(text: Text) -> int:
    return max((cell_len(word) for word in text.plain.split()), default=0)


def _longest_line(text: Text) -> int:
    return max(cell_len(line) for line in text.plain.split("\n"))


def _row(
    cells: Sequence[Text], widths: Sequence[int], numeric: Sequence[bool], page: _Page
) -> Iterator[Text]:
    columns = [
        replace(page, width=max(width, 1)).wrap(cell) for cell, width in zip(cells, widths, strict=True)
    ]
    for parts in zip_longest(*columns, fillvalue=Text()):
        padded = [
            _padded(part, width, right=right)
            for part, width, right in zip(parts, widths, numeric, strict=True)
        ]
        yield _joined(padded)


def _joined(parts: Iterable[Text]) -> Text:
    return Text(" " * _GAP).join(parts)


def _stacked(heads: Sequence[Text], rows: Sequence[Sequence[Text]], page: _Page) -> Iterator[Text]:
    for position, row in enumerate(rows):
        if position:
            yield Text()
        yield from _labelled(list(zip(heads, row, strict=True)), page)


def _in_words(picture: Trend | HeatMap | Distribution, page: _Page) -> Iterator[Text]:
    yield from _table(in_words(picture), page)
    if not isinstance(picture, Trend):
        for note in notes(picture):
            yield from (Text(), *page.wrap(page.text(note)))


# --- the profile --------------------------------------------------------------------------------------------------


def _profile(profile: Profile, page: _Page) -> Iterator[Text]:
    """Yield two lines for each bar: its label, then the bar with its numbers and its band."""
    yield from page.wrap(page.text(profile.title, "bold"))
    yield from page.wrap(page.text(_legend(profile, page)))
    width = _width_of_bars(page)
    scores = [page.text(bar.shown) + Text("*" if bar.star else " ") for bar in profile.bars]
    ranges = [page.text(_range(profile, bar, page)) for bar in profile.bars]
    for bar, score, span in zip(profile.bars, scores, ranges, strict=True):
        drawn = Text(bars.draw(bar, page.symbols.shades, width), _STYLES[bar.tone])
        numbers = (_padded(score, _widest(scores), right=True), _padded(span, _widest(ranges)))
        band = page.text(bar.band, _STYLES[bar.tone])
        yield from page.wrap(page.text(bar.label, "bold"))
        yield from _indented(_with_band(_joined((drawn, *numbers)), band, page.narrower(_GAP)))


def _width_of_bars(page: _Page) -> int:
    return _WIDE_BAR if page.width >= _ROOM_FOR_WIDE_BAR else _NARROW_BAR


def _legend(profile: Profile, page: _Page) -> str:
    """Return what the signs beside a bar mean."""
    shades = bars.legend(profile, page.symbols.shades)
    return f"{shades}, {page.symbols.diamond} {profile.other_title}" if profile.other_title else shades


def _range(profile: Profile, bar: Bar, page: _Page) -> str:
    """Return a range and, where there is one, the score on the other basis."""
    return f"{bar.range}  {page.symbols.diamond} {bar.other_shown}" if profile.other_title else bar.range


def _widest(texts: Iterable[Text]) -> int:
    return max(text.cell_len for text in texts)


def _with_band(lead: Text, band: Text, page: _Page) -> Iterator[Text]:
    if _longest_word(band) > page.width - lead.cell_len - _GAP:
        yield lead
        yield from page.wrap(band)
    else:
        yield from _hanging(lead + Text(" " * _GAP), band, page)
