"""Documents for the tests of what shows them: every kind of block, texts that try to be more than text, ways to read back."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from cpch_cli.core.document import (
    Bar,
    Block,
    Cell,
    Column,
    Distribution,
    Document,
    Facts,
    HeatMap,
    Items,
    Key,
    Line,
    Paragraph,
    Profile,
    Section,
    Span,
    Stack,
    Table,
    Timeline,
    Trend,
    in_words,
)
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.core.routing import Basis
from helpers import Said, as_read, settled

HOSTILE: Final = (
    "[bold]not bold[/bold] [/red] [link=https://example.org]no[/link]",
    ":warning: :smiley:",
    "\x1b[31mred\x1b[0m \x9b2J\x07",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "a | b | c",
    "a\n--- | ---",
    "a\\| b \\",
    "<script>alert(1)</script> <b>bold</b> <!-- gone --> &lt;&amp;",
    "*a* _b_ **c** __d__ ~~e~~ `f` ``g``",
    "# title",
    "title\n===",
    "title\n---",
    "- item\n+ item\n* item",
    "1. one\n2) two",
    "> quoted",
    "~~~\ncode\n~~~",
    "```\ncode",
    "    indented\n\n        more",
    "[text](https://example.org) ![image](x.png) [ref]: x [^1] [x] done",
    "https://example.org http://example.org/a_b_c www.example.org WWW.example.org someone@example.org",
    "ftp://example.org <https://example.org> mailto:someone@example.org",
    ":--",
    "$x$ and $5",
    "{braces} {0} %s",
    "two\nlines",
    "two\n\nparagraphs\n\n\n- not a list",
    "-5 +5 =5 :5 2026-11-23 1.5",
    "=SUM(A1)",
    "W" * 300,
    "\u65e5\u672c\u8a9e" * 60,
    "\u0645\u0631\u062d\u0628\u0627",
    "\u201cquotes\u201d \u2013 dash \u2026 \u20ac \u00e9 \u0142 \u2192",
)


def everything(
    *texts: str,
    draft: str | None = "DRAFT",
    handling: str | None = "Restricted",
    assumed: str | None = "Assumed",
) -> Document:
    """Return a document that has each text in each place where a text can be."""
    return Document(
        language="en",
        title=texts[0],
        draft=draft,
        handling=handling,
        assumed=assumed,
        blocks=tuple(block for text in texts for block in _blocks(text)),
    )


def _blocks(text: str) -> Iterator[Block]:
    yield Paragraph(text)
    yield Paragraph(text, "alert")
    yield Paragraph(text, "quote")
    yield Items((text, "next"))
    yield Items((text, "next"), numbered=True)
    yield Facts((("Label", text), ("Other", "fact")))
    yield Table(
        "Table",
        (Column(text), Column("Number", numeric=True)),
        ((Cell(text), Cell("1.0", Fraction(1), "weak")), (Cell("next"), Cell(text))),
    )
    yield Profile("Profile", ("Domain", "Score", "Range", "Band"), (bar(text), bar("next", band=text)))
    points = (Cell("1.5", Fraction(3, 2), "weak"), Cell("2.5", Fraction(5, 2), "partial"))
    lines = (Line(text, points, "up"), Line("next", (points[0], Cell(text)), text))
    yield Trend("Trend", ("Domain", "Change"), ("2026", text), lines, text)
    spans = (span(text), span("next", when=text, state=text, due=Fraction(5)))
    yield Timeline("Timeline", ("Action", "Time", "State"), spans, 24, ((0, "0"), (12, text)), text)
    yield distribution(text)
    yield heat_map(text)
    inner = Section(
        "inner", "Inner", (Section("innermost", text, (Paragraph("deep"), Facts((("a", text),)))),)
    )
    yield Section("section", text, (inner,))


def distribution(text: str) -> Distribution:
    """Return a distribution of two keys that has a text in every place."""
    keys = (Key("1", "one", "weak"), Key("2", text, "sound", pale=True))
    stacks = (Stack(text, Cell("1.5", Fraction(3, 2), "weak"), (1, 3)), Stack("next", Cell(text), None))
    return Distribution("Distribution", ("Question", text), keys, stacks, text)


def heat_map(text: str) -> HeatMap:
    """Return a heat map of two columns before the scores and two keys that has a text in every place."""
    # The text is last of all that a note says: what follows Arabic on its line is not read in the order of its signs.
    keys = (Key("1", "one"), Key("2", text))
    rows = (
        (Cell(text), Cell("7", 7), Cell("1.5", Fraction(3, 2), "weak"), Cell(text)),
        (Cell("next"), Cell(text), Cell(text, None, "sound"), Cell("2.5*^", Fraction(5, 2), "not_rated")),
    )
    colors = (Key("Weak", "Weak", "weak"), Key(text, text, "sound"))
    return HeatMap("Heat map", (Column("Subject"), Column(text, numeric=True)), keys, rows, colors, text)


def bar(label: str, **keys: Any) -> Bar:
    """Return a bar of score 1.5 in the range 1 to 3."""
    given: dict[str, Any] = {
        "score": Fraction(3, 2),
        "low": Fraction(1),
        "high": Fraction(3),
        "shown": "1.5",
        "range": "1.0 to 3.0",
        "band": "Weak",
        "tone": "weak",
        "star": False,
        **keys,
    }
    return Bar(label=label, **given)


def span(label: str, **keys: Any) -> Span:
    """Return a span of the months 6 to 12."""
    given: dict[str, Any] = {"start": 6, "end": 12, "when": "6 to 12", "state": "open", **keys}
    return Span(label=label, **given)


def texts(block: Block | Document) -> Iterator[str]:
    """Yield every text of a block or a document, in its order."""
    match block:
        case Document(title=title, blocks=blocks) | Section(title=title, blocks=blocks):
            yield title
            for inner in blocks:
                yield from texts(inner)
        case Paragraph(text=text):
            yield text
        case Items(items=items):
            yield from items
        case Facts(pairs=pairs):
            yield from (text for pair in pairs for text in pair)
        case Table(title=title, columns=columns, rows=rows):
            yield title
            yield from (column.title for column in columns)
            yield from (cell.text for row in rows for cell in row)
        case Profile(title=title, titles=titles, bars=bars):
            yield from (title, *titles)
            yield from (text for bar in bars for text in (bar.label, bar.shown, bar.range, bar.band))
        case Distribution(keys=keys, caption=caption) | HeatMap(keys=keys, caption=caption):
            yield from texts(in_words(block))
            # What the keys mean stands in a sentence, in a legend or in the heads of the columns, as a format has it.
            yield from (*(key.title for key in keys), caption)
        case Trend() | Timeline():
            yield from texts(in_words(block))


def sections(document: Document) -> dict[str, Section]:
    """Return every section of a document by its id."""
    found: dict[str, Section] = {}
    for section in _sections(document):
        assert section.id not in found, f"two sections have the id {section.id}"
        found[section.id] = section
    return found


def _sections(block: Document | Section) -> Iterator[Section]:
    for inner in block.blocks:
        if isinstance(inner, Section):
            yield inner
            yield from _sections(inner)


def sheet(of: Diagnostic, said: Mapping[str, Said], **subject: Any) -> Sheet:
    """Return a settled sheet."""
    empty = Sheet.model_validate({"format": "cpch-answers/1", "subject": as_read(subject)})
    return empty.with_answers(settled(of, said))


def told(of: Diagnostic, said: Mapping[str, Said], basis: Basis = "claimed", **subject: Any) -> Outcome:
    """Return the outcome of what was said."""
    return conclude(of, sheet(of, said, **subject), basis)
