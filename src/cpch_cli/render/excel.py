"""A document as an Excel workbook: each section of the top level is a sheet, tables are data to sort, filter and chart.

Rule: every text of a cell goes through `_write`, so that none becomes a formula, an error or another letter.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from io import BytesIO
from itertools import accumulate, groupby, zip_longest
from math import ceil
from typing import Final, assert_never, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

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
    Tone,
    Trend,
    cleaned,
    in_full,
    in_words,
)
from cpch_cli.core.text import one_line
from cpch_cli.render.archive import with_fixed_times
from cpch_cli.render.columns import shares
from cpch_cli.render.drawing import COLORS, ON, TINTS
from cpch_cli.render.excel_chart import chart_of
from cpch_cli.render.excel_text import height, pieces

# --- what Excel can hold ------------------------------------------------------------------------------------------

# In units of UTF-16, of which a letter takes one or two.
_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]+")
# A name that Excel keeps to itself.
_RESERVED: Final = "history"
_ASIDE: Final = "_"
_LONGEST_LIST: Final = 255
# A header or footer holds 255 letters with its codes, in three parts.
_LONGEST_PART: Final = 78
# Below pages the third part is their number.
_LEFT_BELOW: Final = 72
# A cell holds 32,767 letters and 253 line breaks: so many lines of this width are below both.
_CELL_WIDTH: Final = 130
_CELL_LINES: Final = 220
# In points. Text that runs across a sheet goes on in the next row before that.
_HIGHEST_ROW: Final = 409
_SPAN_LINES: Final = 20
# Excel takes 1900 for a leap year, and has no days before it.
_FIRST_DAY: Final = dt.date(1900, 3, 1)
# An underscore that would be read, together with what follows, as the code of a letter.
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# The last four are what keyboards of the East write for the others.
_LIKE_A_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
# What parts the choices of a list that is written out, and what it is written in.
_NOT_IN_LISTS: Final = re.compile('[,"\n]')
_MOST_DIGITS: Final = 15
# What may stand behind a score.
_SIGNS: Final = "*^"

_Content = str | int | float | dt.date

# --- how it looks -------------------------------------------------------------------------------------------------

# In letters: all columns together, as a landscape page shows them at a size that can be read; more where there are many.
_WIDTH: Final = 130
_WIDTH_OF_EACH: Final = 15
_LABELS: Final = 28
_LONGEST_WORD: Final = 20
_BUTTON: Final = 4
# In points: what is frozen at the top must leave most of a small screen to the rows below.
_MOST_FROZEN: Final = 160
_LINE: Final = 15
_SIZE: Final = 11
_INK: Final = "1C2733"
_DAYS: Final = "yyyy\\-mm\\-dd"
_EDGE: Final = Side("thin", "C9D0D7")
_GRID: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_POINTS_OF_CM: Final = 72 / 2.54


def _font(size: int = _SIZE, *, bold: bool = False, italic: bool = False, color: str = _INK) -> Font:
    return Font("Calibri", size, b=bold, i=italic, color=color)


def _fill(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


_TONES: Final[dict[Tone, PatternFill]] = {
    tone: _fill(color.removeprefix("#")) for tone, color in TINTS.items()
}


_SOLID_TONES: Final[dict[Tone, tuple[PatternFill, Font]]] = {
    tone: (_fill(COLORS[tone].removeprefix("#")), _font(color=ON[tone].removeprefix("#").upper()))
    for tone in _TONES
}

_BODY: Final = _font()
_STRONG: Final = _font(bold=True)
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_LOW: Final = Alignment(vertical="bottom", wrap_text=True)
_RIGHT: Final = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks; `line` is the height of a line of its text, in points."""

    font: Font = _BODY
    alignment: Alignment = _TOP
    fill: PatternFill | None = None
    border: Border | None = None
    open: bool = False
    line: int = _LINE


_PLAIN: Final = _Look()
_LABEL: Final = _Look(_STRONG)
_ALERT: Final = _Look(_font(bold=True, color="A61B1B"))
_ITEM: Final = _Look(alignment=Alignment(vertical="top", wrap_text=True, indent=1))
_QUOTE: Final = _Look(_font(italic=True), _ITEM.alignment)
_PARAGRAPHS: Final = {"plain": _PLAIN, "alert": _ALERT, "quote": _QUOTE}
_TITLE: Final = _Look(_font(16, bold=True), _LOW, line=24)
# The headings inside a sheet, from the outermost; those that lie deeper look like the last.
_HEADINGS: Final = (
    _Look(_font(13, bold=True), _LOW, line=26),
    _Look(_font(12, bold=True), _LOW, line=22),
    _Look(_STRONG, _LOW, line=20),
)
_CAPTION: Final = _Look(_font(bold=True, italic=True), _LOW, line=20)
_COLUMN: Final = _Look(_font(bold=True, color="FFFFFF"), _TOP, _fill(_INK), _GRID)
_COLUMN_OF_NUMBERS: Final = replace(_COLUMN, alignment=_RIGHT)
_CELL: Final = _Look(alignment=Alignment(horizontal="left", vertical="top", wrap_text=True), border=_GRID)
_NUMBER: Final = _Look(alignment=_RIGHT, border=_GRID)
_TO_FILL_IN: Final = _Look(fill=_fill("FFF8DC"), border=_GRID, open=True)


# --- the workbook -------------------------------------------------------------------------------------------------


def render(document: Document) -> bytes:
    """Return a document as an Excel workbook (.xlsx); what stands outside of sections is on sheets of its own."""
    document = cleaned(document)
    book = Workbook()
    book.remove(book.worksheets[0])
    taken = {_RESERVED, _ASIDE}
    for section in _sheets(document):
        sheet = _Sheet(book, book.create_sheet(_name(section.title, taken)), _widths(section))
        _head(sheet, document, section)
        _blocks(sheet, section, 0)
        _freeze_and_filter(sheet)
        _set_up(sheet.page, document)
    if _ASIDE in book.sheetnames:
        book.move_sheet(_ASIDE, len(book.sheetnames))
    return _saved(book, document)


def _sheets(document: Document) -> Iterator[Section]:
    """Yield what each sheet shows: a section, or the blocks between two of them under the title of the document."""
    if not document.blocks:
        yield Section("", document.title, ())
    for outside, blocks in groupby(document.blocks, lambda block: not isinstance(block, Section)):
        if outside:
            yield Section("", document.title, tuple(blocks))
        else:
            yield from (block for block in blocks if isinstance(block, Section))


def _name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have, like its title and unlike those taken, to which it is added."""
    legal = one_line(_NOT_IN_NAMES.sub(" ", title)).strip("'") or "-"
    name, number = _cut(legal, ""), 1
    while name.casefold() in taken:
        number += 1
        name = _cut(legal, f" ({number})")
    taken.add(name.casefold())
    return name


def _cut(name: str, ending: str) -> str:
    room = _LONGEST_NAME - len(ending)
    return name.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore").strip(" '") + ending


def _saved(book: Workbook, document: Document) -> bytes:
    book.properties.title = document.title
    book.properties.creator = document.origin
    book.properties.language = document.language
    content = BytesIO()
    book.save(content)
    day = document.date or dt.date(1980, 1, 1)
    book.properties.created = book.properties.modified = dt.datetime.combine(day, dt.time())
    # Saving writes the present time.
    return with_fixed_times(content.getvalue(), {ARC_CORE: tostring(book.properties.to_tree())})


# --- a sheet ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a table stands: the row of its headings, its last row, its last column."""

    head: int
    end: int
    columns: int

    def __str__(self) -> str:
        return f"A{self.head}:{get_column_letter(self.columns)}{self.end}"


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written from top to bottom.

    Attributes:
        span: over how many columns text runs, so that it can be read without scrolling.
        row: the next one to write.
        top: how many rows at the top belong to the sheet and not to a block.
        names_stay: the first column, which says what a row is of, stays in view.
    """

    book: Workbook
    page: Worksheet
    widths: tuple[float, ...]
    span: int = field(init=False)
    row: int = 1
    top: int = 0
    names_stay: bool = False
    areas: list[_Area] = field(default_factory=list)

    def __post_init__(self) -> None:
        ends = accumulate(self.widths)
        self.span = max(2, sum(end <= _WIDTH + 1 for end in ends))
        for place, width in enumerate(self.widths, start=1):
            self.page.column_dimensions[get_column_letter(place)].width = round(width, 1)


def _widths(section: Section) -> tuple[float, ...]:
    """Return the widths of a sheet's columns, which all its tables share; a column of labels is never narrow."""
    inside = list(_inside(section))
    tables = [block for block in inside if isinstance(block, Table)]
    tables += [_as_table(block) for block in inside if isinstance(block, HeatMap | Picture)]
    wanted = [list(_widths_of(table)) for table in tables]
    if not tables or any(isinstance(block, Facts) for block in inside):
        wanted.append([_LABELS])
    widths = [max(column) for column in zip_longest(*wanted, fillvalue=0)]
    if len(widths) == 1:
        widths.append(max(_LABELS, _WIDTH - widths[0]))
    return tuple(widths)


def _widths_of(table: Table) -> Iterator[float]:
    """Yield the widths of a table's columns: few words are broken, and a heading has room for the button of its filter."""
    whole = max(_WIDTH, _WIDTH_OF_EACH * len(table.columns))
    for place, (share, column) in enumerate(zip(shares(table), table.columns, strict=True)):
        longest = max((_longest_word(row[place].text) for row in table.rows), default=0)
        yield max(share * whole, longest + 1, _longest_word(column.title) + _BUTTON)


def _longest_word(text: str) -> int:
    return min(max(map(len, text.split()), default=0), _LONGEST_WORD)


def _inside(section: Section) -> Iterator[Block]:
    """Yield what a section holds at any depth."""
    for block in section.blocks:
        yield block
        if isinstance(block, Section):
            yield from _inside(block)


def _head(sheet: _Sheet, document: Document, section: Section) -> None:
    """Write what stands at the top of a sheet; the title of the document is on the first."""
    first = sheet.page is sheet.book.worksheets[0]
    for mark in filter(None, (document.handling, document.draft, document.assumed)):
        _across(sheet, mark, _ALERT)
    for title in dict.fromkeys([document.title, section.title] if first else [section.title]):
        _across(sheet, title, _TITLE)
    sheet.top = sheet.row - 1


def _blocks(sheet: _Sheet, section: Section, depth: int) -> None:
    for block in section.blocks:
        match block:
            case Section():
                _across(sheet, block.title, _HEADINGS[min(depth, len(_HEADINGS) - 1)])
                _blocks(sheet, block, depth + 1)
            case Paragraph():
                _across(sheet, block.text, _PARAGRAPHS[block.kind])
            case Items():
                for marker, item in zip(_markers(block), block.items, strict=True):
                    _across(sheet, f"{marker} {item}", _ITEM)
            case Facts():
                for label, text in block.pairs:
                    _beside(sheet, label, text)
            case Table():
                _table(sheet, block, section.title)
            case HeatMap() | Distribution() | Profile() | Trend() | Timeline():
                _picture(sheet, block, section.title)
            case _:
                assert_never(block)


def _below(sheet: _Sheet, caption: str) -> None:
    """Write what stands below a table, before the row that keeps it apart from what follows."""
    if caption:
        sheet.row -= 1
        _across(sheet, caption, _QUOTE)
        sheet.row += 1


def _markers(items: Items) -> Iterator[str]:
    for number in range(1, len(items.items) + 1):
        yield f"{number}." if items.numbered else "\u2022"


def _freeze_and_filter(sheet: _Sheet) -> None:
    """Let the longest table be filtered; its headings stay in view if they stand high enough and no other follows."""
    page, ends = sheet.page, [sheet.top]
    if sheet.areas:
        longest = max(sheet.areas, key=lambda area: area.end - area.head)
        page.auto_filter.ref = str(longest)
        if longest is sheet.areas[-1]:
            ends.insert(0, longest.head)
    frozen = next((end for end in ends if _points(page, end) <= _MOST_FROZEN), 0)
    page.freeze_panes = f"{'B' if sheet.names_stay else 'A'}{frozen + 1}"
    # On paper a chart is on a page of its own, where headings of columns would be wrong.
    if frozen > sheet.top and not page.row_breaks.brk:
        page.print_title_rows = f"{frozen}:{frozen}"


def _points(page: Worksheet, rows: int) -> float:
    """Return how high the first rows of a sheet are together."""
    return sum(page.row_dimensions[row].height or 0 for row in range(1, rows + 1))


def _set_up(page: Worksheet, document: Document) -> None:
    """Lay a sheet out for A4 across, as wide as the page, with the marks on every page."""
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = 0.5
    above = _margin(document.handling or "", document.title, document.draft or "")
    page.HeaderFooter.oddHeader = above
    below = _margin(document.origin, "", "")
    below.center.text = _in_margin(document.assumed or "", _LONGEST_PART + _LEFT_BELOW)
    below.right.text = "&P / &N"
    page.HeaderFooter.oddFooter = below


def _margin(*texts: str) -> HeaderFooterItem:
    """Return what stands above or below the pages: to the left, in the middle, to the right."""
    margin = HeaderFooterItem()
    for part, text in zip((margin.left, margin.center, margin.right), texts, strict=True):
        part.text = _in_margin(text)
    return margin


def _in_margin(text: str, room: int = _LONGEST_PART) -> str:
    """Return text for a header or footer, where & begins a code; it is cut where it is too long for Excel."""
    # openpyxl takes &[ for the beginning of a code even after another &.
    literal = one_line(text).replace("&", "&&").replace("&[", "& [")
    if len(literal) <= room:
        return literal
    return literal[: room - 1].rstrip("& ") + "\u2026"


# --- text ---------------------------------------------------------------------------------------------------------


def _across(sheet: _Sheet, text: str, look: _Look) -> None:
    """Write text over the whole width."""
    width = sum(sheet.widths[: sheet.span]) * _SIZE / look.font.size
    for piece in pieces(text, width, _SPAN_LINES):
        _put(sheet, 1, piece, look)
        _end_row(sheet, look.line * height(piece, width), joined_from=1)


def _beside(sheet: _Sheet, label: str, text: str) -> None:
    """Write a label in the first column and text over the others."""
    left, right = sheet.widths[0], sum(sheet.widths[1 : sheet.span])
    both = (pieces(label, left, _SPAN_LINES), pieces(text, right, _SPAN_LINES))
    for name, said in zip_longest(*both, fillvalue=""):
        _put(sheet, 1, name, _LABEL)
        _put(sheet, 2, said, _PLAIN)
        _end_row(sheet, _LINE * max(height(name, left), height(said, right)), joined_from=2)


def _end_row(sheet: _Sheet, height: float, joined_from: int | None = None) -> None:
    """Give the row its height and go on to the next; joined columns cannot grow by themselves, others can."""
    height = min(height, _HIGHEST_ROW)
    if joined_from and joined_from < sheet.span:
        end = get_column_letter(sheet.span)
        sheet.page.merge_cells(f"{get_column_letter(joined_from)}{sheet.row}:{end}{sheet.row}")
        sheet.page.row_dimensions[sheet.row].height = height
    else:
        sheet.page.row_dimensions[sheet.row] = _Growing(sheet.page, sheet.row, ht=height)
    sheet.row += 1


class _Growing(RowDimension):
    """A row whose height is a guess at what its text needs: programs may fit it when the text changes."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - the name that openpyxl writes
        """Whether somebody has set the height."""
        return False


def _put(sheet: _Sheet, column: int, content: _Content, look: _Look, number_format: str = "General") -> None:
    """Write a cell of a sheet's next row."""
    place = _write(sheet.page, sheet.row, column, content)
    _dress(place, look)
    place.number_format = number_format


def _write(page: Worksheet, row: int, column: int, content: _Content) -> Place:
    """Write a cell; text stays text, also when somebody edits it."""
    # The others of joined cells, which the type speaks of, are never written.
    place = cast("Place", page.cell(row, column))
    if not isinstance(content, str):
        place.value = content
    elif content:
        place.value = _CODE.sub("_x005F_", content)
        place.data_type = "s"
        place.quotePrefix = content.startswith(_LIKE_A_FORMULA)
    return place


def _dress(place: Place, look: _Look) -> None:
    place.font = look.font
    place.alignment = look.alignment
    if look.fill:
        place.fill = look.fill
    if look.border:
        place.border = look.border
    if look.open:
        place.protection = Protection(locked=False)


# --- tables -------------------------------------------------------------------------------------------------------


def _table(sheet: _Sheet, table: Table, above: str, *, solid: bool = False) -> _Area:
    """Write a table and return where it stands; its title is left out where the heading above says the same.

    The colours of a solid one are full.
    """
    if table.title != above:
        _across(sheet, table.title, _CAPTION)
    head = sheet.row
    for place, column in enumerate(table.columns, start=1):
        _put(sheet, place, column.title, _COLUMN_OF_NUMBERS if column.numeric else _COLUMN)
    _end_row(sheet, _row_height(sheet, [column.title for column in table.columns]))
    for row in table.rows:
        _row(sheet, table.columns, row, solid=solid)
    area = _Area(head, sheet.row - 1, len(table.columns))
    sheet.areas.append(area)
    _validate(sheet, table, area)
    sheet.row += 1
    return area


def _row(sheet: _Sheet, columns: tuple[Column, ...], row: tuple[Cell, ...], *, solid: bool) -> None:
    """Write a row; text that is too long for a cell goes on below it."""
    contents = [_contents(cell, column) for cell, column in zip(row, columns, strict=True)]
    for line in zip_longest(*contents, fillvalue=""):
        for place, (content, cell, column) in enumerate(zip(line, row, columns, strict=True), start=1):
            _put(sheet, place, content, _look(cell, column, solid=solid), _format(cell, column))
        _end_row(sheet, _row_height(sheet, line))


def _row_height(sheet: _Sheet, contents: Iterable[_Content]) -> float:
    texts = (content if isinstance(content, str) else "" for content in contents)
    return _LINE * max(map(height, texts, sheet.widths), default=1)


def _contents(cell: Cell, column: Column) -> list[_Content]:
    """Return what a cell holds: a day, a number in a column of numbers, otherwise its text, in pieces that fit."""
    match cell.value:
        case dt.date() if cell.value >= _FIRST_DAY:
            return [cell.value]
        case Fraction() if column.numeric:
            return [float(cell.value)]
        case int() if column.numeric:
            return [cell.value]
        case _:
            return [*pieces(cell.text, _CELL_WIDTH, _CELL_LINES)]


def _look(cell: Cell, column: Column, *, solid: bool) -> _Look:
    look = _NUMBER if column.numeric else _TO_FILL_IN if column.fill_in else _CELL
    if solid and cell.tone in _SOLID_TONES:
        fill, font = _SOLID_TONES[cell.tone]
        return replace(look, fill=fill, font=font)
    return replace(look, fill=_TONES[cell.tone]) if cell.tone in _TONES else look


def _format(cell: Cell, column: Column) -> str:
    """Return how a number or day is shown; the signs behind a score, which say what is the matter with it, stay."""
    if isinstance(cell.value, Fraction) and column.numeric:
        signs = cell.text[len(cell.text.rstrip(_SIGNS)) :]
        return _decimals(cell.value, cell.text) + (f'"{signs}"' if signs else "")
    if isinstance(cell.value, dt.date) or column.fill_in == "date":
        return _DAYS
    return "General"


def _decimals(number: Fraction, text: str) -> str:
    """Return a format as in `text`, or of more decimals where one would round to a whole number: a band may begin there."""
    if number.denominator == 1 and text.isdecimal():
        return "0"
    digits = 1
    while number.denominator > 1 and _rounded(number, digits).denominator == 1 and digits < _MOST_DIGITS:
        digits += 1
    return f"0.{'0' * digits}"


def _rounded(number: Fraction, digits: int) -> Fraction:
    return Fraction((number * 10**digits * 2 + 1) // 2, 10**digits)


# --- what is filled in --------------------------------------------------------------------------------------------


def _validate(sheet: _Sheet, table: Table, area: _Area) -> None:
    """Let the columns that are filled in take only what they ask for."""
    for place, column in enumerate(table.columns, start=1):
        check = _check(sheet, column)
        if check and table.rows:
            letter = get_column_letter(place)
            check.add(f"{letter}{area.head + 1}:{letter}{area.end}")
            sheet.page.add_data_validation(check)


def _check(sheet: _Sheet, column: Column) -> DataValidation | None:
    match column.fill_in:
        case "choice":
            return DataValidation("list", _choices(sheet, column.choices), allow_blank=True)
        case "date":
            first = f"DATE({_FIRST_DAY.year},{_FIRST_DAY.month},{_FIRST_DAY.day})"
            return DataValidation("date", first, operator="greaterThanOrEqual", allow_blank=True)
        case _:
            return None


def _choices(sheet: _Sheet, choices: tuple[str, ...]) -> str:
    """Return choices as Excel takes them: written out, or as a range of cells where that could be misread."""
    written = ",".join(choices)
    if len(written) <= _LONGEST_LIST and not _NOT_IN_LISTS.search("".join(choices)):
        return f'"{written}"'
    return _kept_aside(sheet.book, choices)


def _kept_aside(book: Workbook, contents: Sequence[str | float]) -> str:
    """Write contents into a column of a hidden sheet and return its range."""
    hidden: Worksheet = book[_ASIDE] if _ASIDE in book.sheetnames else book.create_sheet(_ASIDE)
    hidden.sheet_state = Worksheet.SHEETSTATE_HIDDEN
    column = hidden.max_column + 1
    for row, content in enumerate(contents, start=1):
        _write(hidden, row, column, content)
    letter = get_column_letter(column)
    return f"{quote_sheetname(_ASIDE)}!${letter}$1:${letter}${len(contents)}"


# --- pictures -----------------------------------------------------------------------------------------------------


def _as_table(picture: HeatMap | Picture) -> Table:
    """Return a picture as the table that is written; there is room for full headings."""
    return in_full(picture) if isinstance(picture, HeatMap | Distribution) else in_words(picture)


def _picture(sheet: _Sheet, picture: HeatMap | Picture, above: str) -> None:
    """Write a picture as a table, and that of a profile as a chart of that table too."""
    area = _table(sheet, _as_table(picture), above, solid=isinstance(picture, HeatMap))
    if isinstance(picture, HeatMap | Distribution):
        sheet.names_stay |= isinstance(picture, HeatMap)
        _below(sheet, picture.caption)
    if isinstance(picture, Profile) and any(bar.score is not None for bar in picture.bars):
        chart = chart_of(picture, sheet.page, area.head, partial(_kept_aside, sheet.book))
        sheet.page.row_breaks.append(Break(sheet.row - 1))
        sheet.page.add_chart(chart, f"A{sheet.row}")
        sheet.row += ceil(chart.height * _POINTS_OF_CM / _LINE) + 2
