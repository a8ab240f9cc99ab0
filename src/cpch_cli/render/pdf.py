"""A document as PDF, set by Typst after the template report.typ. It goes in as data, so that no text of it is markup."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, assert_never

import typst

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
from cpch_cli.render.columns import SHORT_CELL, on_one_line, shares
from cpch_cli.render.drawing import COLORS, ON, TINTS, Label
from cpch_cli.render.drawn import axis, drawings, is_wide

# So many letters stand on a line, of a table and of a heading; rather too few than too many.
_LINE: Final = 84
_HEADLINE: Final = 52
_LABEL: Final = 24
# Above a drawing, and above a wide one; on average, in all columns beside them together.
_DRAWING, _WIDE_DRAWING = 18, 26
_BESIDE, _BESIDE_WIDE = 80, 72
# What is no longer surely fits into the margins of a page.
_SHORT_MARK: Final = 100
# Headings that are longer, or have more lines, are high beside drawings, where columns are narrow.
_SHORT_HEAD, _FEW_LINES = 80, 5
# So many letters wide are what keeps columns apart, a name and a day written by hand, and the box before a choice.
_INSET: Final = 3
_NAME: Final = 15
_DAY: Final = 10
_TICK_BOX: Final = 3
# What hyphenation can be trusted to break; anything else may be broken anywhere.
_WORD: Final = re.compile(r"\W{0,3}[^\W\d_]{1,24}(?:['\u2019-][^\W\d_]{1,24})*\W{0,3}")
# Where a line may end in the middle of a word; the template sees to it that it is in no copy of the text.
_BREAK: Final = "\u200b"
# What a line may begin with, by category; not marks and pictures, which stay with what they follow.
_BEGINS: Final = ("L", "N", "P", "Sm", "Sc")
_BEGINS_ALSO: Final = "`^"
# Between letters this wide, those of Chinese and Japanese, lines end without being told to.
_BREAKS_ANYWAY: Final = ("W", "F")
# What stands in a file that keeps to PDF/UA, which it does where all its characters have a font.
_WHOLE: Final = b"pdfuaid:part"
# Words that no-break spaces join are one: a line does not end between them.
_LONG_WORD: Final = re.compile("(?:\\S|[\u00a0\u2007\u202f])+")
# What the fonts in the package hold for certain: Latin, Greek, Cyrillic, punctuation, currencies, arrows, signs.
_ALWAYS_THERE: Final = re.compile("[\n -\u04ff\u1e00-\u2040\u2054-\u211e\u2190-\u23ff\u2460-\u2606]*")


def render(document: Document) -> bytes:
    """Return a document as PDF for A4 paper: tagged, with bookmarks, the same bytes for the same document.

    Args:
        document: of any blocks; a section that is `front` makes page one, with all that stands before it.

    Returns:
        The file. It keeps to PDF/UA-1 unless it cannot: where a heading is empty, and where a text has a character that
        no font on this machine holds.
    """
    data = json.dumps(_document(cleaned(document)), ensure_ascii=False)
    fonts = _fonts(with_system=_ALWAYS_THERE.fullmatch(data) is None)
    try:
        return _compiled(data, fonts, "ua-1")
    except typst.TypstError:
        return _compiled(data, fonts, None)


def is_whole(content: bytes) -> bool:
    """Tell whether a PDF shows all its characters; if not, some are in no font on this machine."""
    return _WHOLE in content


def _compiled(data: str, fonts: typst.Fonts, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        _template(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=standard,
    )


@cache
def _template() -> bytes:
    return files(__package__).joinpath("report.typ").read_bytes()


@cache
def _fonts(*, with_system: bool) -> typst.Fonts:
    """Return the fonts in the package, with those of the machine too: to look for these takes long where there are many."""
    return typst.Fonts(include_system_fonts=with_system)


# --- the document as data -----------------------------------------------------------------------------------------


def _document(document: Document) -> dict[str, Any]:
    end, front_page = _front(document)
    day = document.date
    return {
        "language": document.language,
        "title": document.title,
        "shown_title": _text(document.title, _HEADLINE),
        "draft": _optional(document.draft),
        "handling": _optional(document.handling),
        "assumed": _optional(document.assumed),
        "long_marks": any(len(mark) > _SHORT_MARK for mark in _marks(document)),
        "date": None if day is None else {"year": day.year, "month": day.month, "day": day.day},
        "origin": _text(document.origin, _LABEL),
        "contents": _optional(document.contents),
        "tints": TINTS,
        "solids": {
            tone: {"fill": color, "ink": ON[tone]} for tone, color in COLORS.items() if tone != "plain"
        },
        "front_page": front_page,
        "front": list(map(_block, document.blocks[:end])),
        "rest": list(map(_block, document.blocks[end:])),
    }


def _marks(document: Document) -> Iterable[str]:
    return filter(None, (document.title, document.draft, document.handling, document.assumed))


def _front(document: Document) -> tuple[int, bool]:
    """Return how many blocks stand before the table of contents, and whether they are a page."""
    if end := end_of_front(document):
        return end, True
    sections = (place for place, block in enumerate(document.blocks) if isinstance(block, Section))
    return next(sections, len(document.blocks)), False


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Section():
            return {
                "kind": "section",
                "title": _text(block.title, _HEADLINE),
                "new_page": block.new_page,
                "blocks": list(map(_block, block.blocks)),
            }
        case Paragraph():
            return {"kind": block.kind, "text": _text(block.text)}
        case Items():
            return {
                "kind": "numbered" if block.numbered else "items",
                "items": [_text(item) for item in block.items],
            }
        case Facts():
            pairs = [{"label": _text(label, _LABEL), "text": _text(text)} for label, text in block.pairs]
            return {"kind": "facts", "pairs": pairs}
        case Table():
            return _table(block)
        case HeatMap() | Profile() | Trend() | Timeline() | Distribution():
            return _heat_map(block) if isinstance(block, HeatMap) else _picture(block)
        case _:
            assert_never(block)


def _table(table: Table) -> dict[str, Any]:
    columns = [_column(column, width) for column, width in zip(table.columns, _widths(table), strict=True)]
    rows = [
        {
            "whole": _is_short(row),
            "cells": [
                {"text": _text(cell.text, column["width"]), "tone": cell.tone}
                for cell, column in zip(row, columns, strict=True)
            ],
        }
        for row in table.rows
    ]
    return {
        "kind": "table",
        "title": _text(table.title),
        "columns": columns,
        "rows": rows,
        "solid": False,
        "caption": "",
    }


def _heat_map(heat_map: HeatMap) -> dict[str, Any]:
    below = _text("\n".join(notes(heat_map)))
    return {**_table(in_words(heat_map)), "solid": True, "caption": below}


def _is_short(row: Iterable[Cell]) -> bool:
    return all(len(cell.text) <= SHORT_CELL for cell in row)


def _widths(table: Table) -> tuple[float, ...]:
    """Return how many letters have room in each column: what a hand needs where one writes, else a share of the rest."""
    by_hand = [_to_write_in(column) for column in table.columns]
    to_read = [
        0 if need else share * _LINE + _INSET for need, share in zip(by_hand, shares(table), strict=True)
    ]
    left = max(_LINE - sum(by_hand), sum(to_read) / 2)
    return tuple(need or width * left / sum(to_read) for need, width in zip(by_hand, to_read, strict=True))


def _to_write_in(column: Column) -> int:
    """Return how many letters are to have room in a column that is filled in by hand."""
    match column.fill_in:
        case "choice":
            return max(map(len, column.choices), default=0) + _TICK_BOX
        case "text":
            return _NAME
        case "date":
            return _DAY
        case None:
            return 0
        case _:
            assert_never(column.fill_in)


def _column(column: Column, width: float) -> dict[str, Any]:
    return {
        "width": width,
        "title": _text(column.title, width),
        "numeric": column.numeric,
        "fill_in": column.fill_in,
        "choices": [_text(choice, width) for choice in column.choices],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    """Return a picture as a table of its words, with a drawing behind the label of each row."""
    table, wide = in_words(picture), is_wide(picture)
    letters = _WIDE_DRAWING if wide else _DRAWING
    rows = [
        {
            "drawing": drawing,
            "alt": said,
            "whole": _is_short(row),
            "cells": [_drawn_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)],
        }
        for row, drawing, said in zip(table.rows, drawings(picture), spoken(picture), strict=True)
    ]
    return {
        "kind": "picture",
        "title": _text(table.title),
        "wide": wide,
        "heads_again": all(_is_low(column.title) for column in table.columns),
        "widths": _widths_beside(picture, table),
        "axis": [[_label(label, letters) for label in line] for line in axis(picture)],
        "columns": [
            {
                "title": _text(column.title, _LABEL),
                "numeric": column.numeric,
                "starred": any(_star(row[place], column) for row in table.rows),
            }
            for place, column in enumerate(table.columns)
        ],
        "rows": rows,
        "caption": _text("\n".join(notes(picture)) if isinstance(picture, Distribution) else picture.caption),
    }


def _is_low(title: str) -> bool:
    """Tell whether a heading beside drawings leaves room for rows where it comes again."""
    return len(title) <= _SHORT_HEAD and title.count("\n") < _FEW_LINES


def _widths_beside(picture: Picture, table: Table) -> list[float | None]:
    """Return the shares that the columns have of what is left beside the drawings; None takes what it needs."""
    if isinstance(picture, Profile):
        return [1.5, *[None] * (len(table.columns) - 2), 1]
    return list(on_one_line(table, _BESIDE_WIDE if is_wide(picture) else _BESIDE))


def _label(label: Label, letters: int) -> dict[str, Any]:
    """Return a label of an axis above which so many letters have room."""
    text = _text(label.text, label.width * letters)
    return {"text": text, "left": label.left, "width": label.width, "side": label.side}


def _drawn_cell(cell: Cell, column: Column) -> dict[str, Any]:
    star = _star(cell, column)
    return {"text": _text(cell.text.removesuffix(star), _LABEL), "star": star, "tone": cell.tone}


def _star(cell: Cell, column: Column) -> str:
    """Return the star of a score, which stands aside so that digits are below each other."""
    return "*" if column.numeric and cell.text.endswith("*") else ""


# --- words too long for their line --------------------------------------------------------------------------------


def _text(text: str, room: float = _LINE) -> str:
    """Return a text each word of which fits where so many letters have room, or may be broken."""
    return _LONG_WORD.sub(lambda word: _fitted(word[0], room), text)


def _optional(text: str | None) -> str | None:
    return None if text is None else _text(text, _LABEL)


def _fitted(word: str, room: float) -> str:
    width = len(word) + sum(map(str.isupper, word))
    hyphenated = not word.isupper() and _WORD.fullmatch(word)
    return word if width <= room or hyphenated else word[0] + "".join(map(_breakable, word[1:]))


def _breakable(letter: str) -> str:
    if unicodedata.east_asian_width(letter) in _BREAKS_ANYWAY:
        return letter
    may_begin = unicodedata.category(letter).startswith(_BEGINS) or letter in _BEGINS_ALSO
    return _BREAK + letter if may_begin else letter
