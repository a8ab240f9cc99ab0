"""A document as GitHub-flavoured Markdown, good enough to send: one blank line around every block, no HTML.

Rule: every text goes through `_literal`, so that nothing in it is read as Markdown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, assert_never

from cpch_cli import bars
from cpch_cli.core.document import (
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
    Trend,
    in_words,
    notes,
)
from cpch_cli.core.text import clean, one_line

_BAR: Final = 10
_MONTHS: Final = 12
_SCALE: Final = "0 \u2013 4"
_DEEPEST_HEADING: Final = 6
_BULLETS: Final = ("-", "*")

_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&|~#$]")
# What makes a link of plain text: an address with its scheme, one that begins with www, an e-mail address.
_LINKS: Final = re.compile(r":(?=//)|(?<=www)\.|(?<=\S)@(?=\S)", re.IGNORECASE)
# What makes a line an item, a heading, a rule or the head of a table: a sign, or a number with its point.
_AT_START: Final = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=:]))")


def render(document: Document) -> str:
    """Return a document as Markdown."""
    return "\n\n".join(_document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield _heading(document.title, 1)
    yield from _marks(document.handling, document.draft, document.assumed)
    yield from _blocks(document.blocks, 2)
    if document.origin:
        yield _literal(document.origin)
    yield from _marks(document.handling, document.draft, document.assumed)


def _marks(*marks: str | None) -> Iterator[str]:
    """Yield what nobody may overlook, set off from the rest."""
    if said := [_bold(_literal(mark)) for mark in marks if mark]:
        yield "> " + _broken(said, "> ")


def _blocks(blocks: Iterable[Block], depth: int) -> Iterator[str]:
    bullet = _BULLETS[0]
    before: Block | None = None
    for block in blocks:
        # Two lists side by side would be one, if they had the same bullets.
        bullet = _other(bullet) if _is_list(before) and _is_list(block) else _BULLETS[0]
        before = block
        match block:
            case Section():
                yield _heading(block.title, depth)
                yield from _blocks(block.blocks, depth + 1)
            case Paragraph():
                yield _paragraph(block)
            case Items():
                yield "\n".join(_items(block, bullet))
            case Facts():
                yield "\n".join(_facts(block, bullet))
            case Table():
                yield from _titled(block)
            case Profile():
                yield from _profile(block)
            case Trend() | HeatMap() | Distribution():
                yield from _in_words(block)
            case Timeline():
                yield from _titled(bars.beside(block, bars.BLOCKS, _MONTHS))
            case _:
                assert_never(block)


def _is_list(block: Block | None) -> bool:
    return isinstance(block, Facts) or (isinstance(block, Items) and not block.numbered)


def _other(bullet: str) -> str:
    return _BULLETS[1 - _BULLETS.index(bullet)]


# --- text ---------------------------------------------------------------------------------------------------------


def _literal(text: str) -> str:
    """Return text on one line so that Markdown shows it as it is, in the middle of a line."""
    return _LINKS.sub(r"\\\g<0>", _ANYWHERE.sub(r"\\\g<0>", one_line(text)))


def _lines(text: str) -> list[str]:
    """Return the lines of a text so that Markdown shows each as it is, at the start of a line too."""
    return [_AT_START.sub(r"\g<1>\\", _literal(line)) for line in clean(text).split("\n")]


def _bold(literal: str) -> str:
    return f"**{literal}**"


def _broken(lines: Iterable[str], lead: str) -> str:
    """Return lines with hard breaks between them, those after the first with their lead."""
    return f"\\\n{lead}".join(line for line in lines if line)


# --- blocks -------------------------------------------------------------------------------------------------------


def _heading(title: str, depth: int) -> str:
    return f"{'#' * min(depth, _DEEPEST_HEADING)} {_literal(title)}"


def _paragraph(paragraph: Paragraph) -> str:
    parts = [_broken(lines, "") for filled, lines in groupby(_lines(paragraph.text), bool) if filled]
    if paragraph.kind == "alert":
        return "\n\n".join(map(_bold, parts))
    if paragraph.kind == "quote":
        return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(parts).split("\n"))
    return "\n\n".join(parts)


def _items(items: Items, bullet: str) -> Iterator[str]:
    for number, item in enumerate(items.items, start=1):
        marker = f"{number}. " if items.numbered else f"{bullet} "
        yield marker + _broken(_lines(item), " " * len(marker))


def _facts(facts: Facts, bullet: str) -> Iterator[str]:
    for label, fact in facts.pairs:
        yield f"{bullet} {_bold(_literal(label) + ':')} {_broken(_lines(fact), '  ')}"


def _in_words(picture: Trend | HeatMap | Distribution) -> Iterator[str]:
    yield from _titled(in_words(picture))
    if not isinstance(picture, Trend):
        yield from (_paragraph(Paragraph(note)) for note in notes(picture))


def _titled(table: Table) -> Iterator[str]:
    yield _literal(table.title)
    heads = [column.title for column in table.columns]
    rows = [[cell.text for cell in row] for row in table.rows]
    yield _table(heads, [column.numeric for column in table.columns], rows)


def _table(heads: Sequence[str], numeric: Sequence[bool], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---:" if right else "---" for right in numeric]
    lines = [[_cell(head) for head in heads], rule, *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(" ".join(["|", *(f"{cell} |" if cell else "|" for cell in line)]) for line in lines)


def _cell(text: str) -> str:
    return " / ".join(filter(None, map(_literal, clean(text).split("\n"))))


def _profile(profile: Profile) -> Iterator[str]:
    yield _literal(profile.title)
    yield _literal(bars.legend(profile, bars.BLOCKS))
    said = in_words(profile)
    heads = [column.title for column in said.columns]
    numeric = [column.numeric for column in said.columns]
    rows = [
        [row[0].text, bars.draw(bar, bars.BLOCKS, _BAR), *(cell.text for cell in row[1:])]
        for bar, row in zip(profile.bars, said.rows, strict=True)
    ]
    yield _table([heads[0], _SCALE, *heads[1:]], [numeric[0], False, *numeric[1:]], rows)
