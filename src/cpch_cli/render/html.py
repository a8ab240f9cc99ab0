"""A document as one HTML file: no script, nothing fetched, fit for a screen, a phone and paper, by day and by night.

Rule: markup stands in report.html.jinja alone, and every text goes through its escaping, so that nothing in it is markup.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from typing import Final, Protocol, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cpch_cli.core.document import (
    Block,
    Distribution,
    Document,
    Facts,
    HeatMap,
    Items,
    Key,
    Paragraph,
    Picture,
    Profile,
    Section,
    Stack,
    Table,
    Timeline,
    Trend,
    cleaned,
    in_words,
    named,
    spoken,
)
from cpch_cli.render.columns import LONGEST_WORD, TO_WRITE_IN, shares
from cpch_cli.render.drawing import COLORS, ON, Label, pale
from cpch_cli.render.drawn import axis, drawings
from cpch_cli.render.stack_picture import shares as parts_of

_BETWEEN_COLUMNS: Final = 2
# So many letters fit beside each other on a phone, on a sheet held upright, and there in small type.
_PHONE, _SHEET, _CROWDED_SHEET = 36, 80, 110

# Labels, each with all that it says.
_DescriptionList = dict[str, list[str]]


def render(document: Document) -> str:
    """Return a document as HTML.

    Args:
        document: what is to be shown; its texts may hold anything.

    Returns:
        One page that needs no other file; the same document gives the same page.
    """
    document = cleaned(document)
    anchors = _anchors(document)
    contents = [(anchors[id(each)], each.title) for each in document.blocks if isinstance(each, Section)]
    macros = _macros()
    return str(macros.page(document, contents, _Writer(macros, anchors).blocks(document, 2)))


class _Macros(Protocol):
    """The macros of the template: one for the page, one for each kind of block."""

    def page(self, document: Document, contents: Sequence[tuple[str, str]], body: Markup) -> Markup: ...
    def section(self, section: Section, anchor: str, level: int, inner: Markup) -> Markup: ...
    def paragraph(self, paragraph: Paragraph) -> Markup: ...
    def items(self, items: Items) -> Markup: ...
    def facts(self, lists: Sequence[_DescriptionList]) -> Markup: ...
    def table(
        self, table: Table, shape: str, shares: Sequence[float], name: int | None, is_heading: bool
    ) -> Markup: ...
    def picture(
        self,
        kind: str,
        table: Table,
        axis: Sequence[Sequence[tuple[Label, float]]],
        rows: Sequence[tuple[str, Markup]],
        caption: str,
        is_heading: bool,
    ) -> Markup: ...
    def heat_map(self, heat_map: HeatMap, is_heading: bool) -> Markup: ...
    def distribution(
        self, distribution: Distribution, rows: Sequence["_StackRow"], is_heading: bool
    ) -> Markup: ...


@cache
def _macros() -> _Macros:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=PackageLoader("cpch_cli.render", ""),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "lines": _lines,
        "paragraphs": _paragraphs,
        "entries": str.splitlines,
        "named": named,
    }
    environment.globals |= {
        "colors": COLORS,
        "on": ON,
        "pales": {tone: pale(color) for tone, color in COLORS.items()},
    }
    return environment.get_template("report.html.jinja").module  # type: ignore[return-value]


# --- text ---------------------------------------------------------------------------------------------------------


def _lines(text: str) -> Markup:
    """Return text with its line breaks."""
    return Markup("<br>").join(text.split("\n"))


def _paragraphs(text: str) -> list[str]:
    """Return the parts of a text between its empty lines."""
    return re.split(r"\n\s*\n", text)


# --- anchors ------------------------------------------------------------------------------------------------------


def _anchors(document: Document) -> dict[int, str]:
    """Return where a link finds each section, by the section's identity: a cleaned document has none of them twice."""
    taken: set[str] = set()
    anchors: dict[int, str] = {}
    for section in _sections(document):
        anchors[id(section)] = _new_anchor(section.id, taken)
        taken.add(anchors[id(section)])
    return anchors


def _sections(block: Document | Section) -> Iterator[Section]:
    for inner in block.blocks:
        if isinstance(inner, Section):
            yield inner
            yield from _sections(inner)


def _new_anchor(section_id: str, taken: set[str]) -> str:
    # With this beginning it is none of the template's own ids.
    plain = f"s-{re.sub('[^0-9A-Za-z]+', '-', section_id).strip('-')}"
    candidates = chain([plain], (f"{plain}-{number}" for number in count(2)))
    return next(each for each in candidates if each not in taken)


# --- blocks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writer:
    """Walks through the blocks: for each there is a macro in the template."""

    macros: _Macros
    anchors: Mapping[int, str]

    def blocks(self, parent: Document | Section, level: int) -> Markup:
        """Return what stands under a heading; `level` is that of the headings in it."""
        return Markup("").join(self._block(each, level, parent.title) for each in parent.blocks)

    def _block(self, block: Block, level: int, heading: str) -> Markup:
        match block:
            case Section():
                inner = self.blocks(block, level + 1)
                return self.macros.section(block, self.anchors[id(block)], level, inner)
            case Paragraph():
                return self.macros.paragraph(block)
            case Items():
                return self.macros.items(block)
            case Facts():
                return self.macros.facts(_description_lists(block))
            case Table():
                return self.macros.table(
                    block, _shape(block), shares(block), _name(block), block.title == heading
                )
            case HeatMap() | Distribution() | Profile() | Trend() | Timeline():
                return self._picture(block, is_heading=block.title == heading)
            case _:
                assert_never(block)

    def _picture(self, picture: HeatMap | Picture, *, is_heading: bool) -> Markup:
        match picture:
            case HeatMap():
                return self.macros.heat_map(picture, is_heading)
            case Distribution():
                return self.macros.distribution(picture, list(_stack_rows(picture)), is_heading)
            case _:
                table = in_words(picture)
                kind, rows = _kind(picture, table), _rows(picture)
                return self.macros.picture(kind, table, _axis(picture), rows, picture.caption, is_heading)


@dataclass(frozen=True, slots=True)
class _StackRow:
    """A bar of a distribution: what it says to those who cannot see it, and its parts with their share of the width."""

    stack: Stack
    said: str
    parts: list[tuple[Key, int, float]]


def _stack_rows(distribution: Distribution) -> Iterator[_StackRow]:
    for stack, said in zip(distribution.stacks, spoken(distribution), strict=True):
        parts = zip(distribution.keys, stack.parts or (), parts_of(stack), strict=False)
        seen = [(key, part, float(100 * share)) for key, part, share in parts if part]
        yield _StackRow(stack, said, seen)


def _kind(picture: Picture, table: Table) -> str:
    """Return how a picture behaves where there is little room, as classes of the style sheet."""
    kind = type(picture).__name__.lower()
    return f"{kind} crowded" if _is_crowded(_longest(table, str.split)) else kind


def _axis(picture: Picture) -> list[list[tuple[Label, float]]]:
    """Return the labels above drawings, line by line, each with how far its room is from the one before."""
    return [
        [
            (label, label.left - end)
            for label, end in zip(line, (0.0, *(each.left + each.width for each in line)), strict=False)
        ]
        for line in axis(picture)
    ]


def _rows(picture: Picture) -> list[tuple[str, Markup]]:
    """Return what each row says to those who cannot see it, and its drawing."""
    # It holds no text of anybody's.
    return list(zip(spoken(picture), map(Markup, drawings(picture)), strict=True))


def _description_lists(facts: Facts) -> list[_DescriptionList]:
    """Return facts as lists in which no label stands twice: those of the same label are together, or in a new list."""
    lists: list[_DescriptionList] = [{}]
    last = None
    for label, fact in facts.pairs:
        if label in lists[-1] and label != last:
            lists.append({})
        lists[-1].setdefault(label, []).append(fact)
        last = label
    return lists


def _name(table: Table) -> int | None:
    """Return the column that says what a row is about; None where there is none."""
    places = (place for place, each in enumerate(table.columns) if not each.numeric and not each.fill_in)
    return next(places, None)


# --- the shape of tables ------------------------------------------------------------------------------------------


def _shape(table: Table) -> str:
    """Return how a table behaves where there is little room, as classes of the style sheet.

    One of few letters stays as it is. Numbers are compared along columns, so that their table scrolls. Of any other
    each row becomes a record: on a phone, or on a tablet already. In a crowded one words are broken anywhere.
    """
    letters, words = _longest(table, str.splitlines), _longest(table, str.split)
    room = _together(letters)
    if room <= _PHONE:
        shape = "narrow"
    elif 2 * sum(column.numeric for column in table.columns) > len(table.columns):
        return "scrolls"
    else:
        shape = "middle" if room <= _SHEET else "broad"
    return f"{shape} crowded" if _is_crowded(words) else shape


def _is_crowded(words: Sequence[int]) -> bool:
    """Tell whether columns whose longest words are so long would not fit beside each other."""
    return max(words) > LONGEST_WORD or _together(words) > _CROWDED_SHEET


def _longest(table: Table, parts: Callable[[str], Iterable[str]]) -> list[int]:
    """Return of each column how long the longest part of its texts is, or the room to write in."""
    found = []
    for place, column in enumerate(table.columns):
        texts = (column.title, *column.choices, *(row[place].text for row in table.rows))
        longest = max((len(part) for text in texts for part in parts(text)), default=0)
        found.append(max(longest, TO_WRITE_IN) if column.fill_in else longest)
    return found


def _together(letters: Iterable[int]) -> int:
    """Return how many letters stand beside each other when no column is wider than it needs to be."""
    return sum(min(each, LONGEST_WORD) + _BETWEEN_COLUMNS for each in letters)
