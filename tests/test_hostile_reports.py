"""Hostile text in every format: it is all there to read, and nothing of it does anything.

What a format may do to a text: break its lines, and leave out blanks, everywhere; put ` / ` for a break, in a table of
Markdown; go on in the next cell, in Excel. A PDF is read in the order of the signs on its pages, which for Arabic is
not that of the text: there only the letters are counted, and those that no font of the machine holds are not there.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len

from cpch_cli import console, report_formats
from cpch_cli.answers_file import load_answers, save_answers
from cpch_cli.core import view
from cpch_cli.core.document import Document
from cpch_cli.core.model import Sheet
from cpch_cli.core.reading import validate
from cpch_cli.core.report import report as json_report
from cpch_cli.core.text import clean
from cpch_cli.core.view_workbook import workbook
from cpch_cli.i18n import load_words
from cpch_cli.render import excel, html, markdown, pdf, word
from documents import everything, texts
from external import program, run
from hostile import BUILT_IN, BY_KIND, CHUNKS, EMPTY, HARMLESS, KINDS, STRINGS, Typed, answers_data, read
from samples import WHOLE

WORDS: Final = load_words("en")


# --- what is visible ----------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def lines(text: str) -> list[str]:
    """Return the lines of a text that have something to be seen, without blanks."""
    return list(filter(None, map(squeezed, clean(text).split("\n"))))


def sought(text: str) -> list[str]:
    """Return the lines to look for; a single letter is in our own words too, some of which not every format has."""
    return [line for line in lines(text) if len(line) > 1 or not line.isalnum()]


def seen(pieces: Iterable[str], where: Iterable[str]) -> Counter[str]:
    """Return how often each of some pieces can be read in some lines."""
    everything_said = "\0".join(where)
    return +Counter({piece: everything_said.count(piece) for piece in pieces})


# Letters by their class that leave no mark: fillers of Korean syllables.
_UNSEEN: Final = "\u115f\u1160\u3164\uffa0"


def letters(found: Iterable[str]) -> Counter[str]:
    """Return how often each letter or sign is there that leaves a mark on paper.

    Letters that were joined, or given the shape that they have in an Arabic word, count as themselves.
    """
    plain = unicodedata.normalize("NFKD", "".join(found))
    return Counter(sign for sign in plain if unicodedata.category(sign)[0] in "LNPS" and sign not in _UNSEEN)


def kept(text: str) -> str:
    """Return what is kept of a text that was read from JSON, where the halves of a sign can stand one by one."""
    return clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def is_forbidden(sign: str) -> bool:
    """Tell whether a sign controls an output, turns its lines round, or is none."""
    code = ord(sign)
    return (
        (unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n")
        or unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or code == 0xFEFF
    )


# --- reading back -------------------------------------------------------------------------------------------------

MARKDOWN: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(markdown_text: str) -> Iterator[Token]:
    """Yield every token of Markdown, those inside of running text too."""
    for token in MARKDOWN.parse(markdown_text):
        yield token
        yield from token.children or ()


class Page(HTMLParser):
    """A web page: the text that is seen of it, and what it is made of."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.made_of: set[str] = set()
        self._element = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with its attributes, and where those lead that can lead somewhere."""
        self._element = tag
        self.made_of.add(f"<{tag} {' '.join(sorted(name for name, _ in attrs))}>")
        self.made_of |= {
            # A link leads to a place on the page, a style may set a width, and there is nothing else.
            f"{name}={re.sub('#s-.*|[0-9.]+', '.', value or '')}"
            for name, value in attrs
            if name in ("href", "src", "style", "http-equiv", "content", "role")
        }

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the signature is the library's
        """Go on after an element."""
        self._element = ""

    def handle_data(self, data: str) -> None:
        """Take what can be read, or keep a style to compare."""
        if self._element in ("style", "script"):
            self.made_of.add(data)
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        """Note a comment, of which there is none."""
        self.made_of.add(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        """Note a marked section, of which there is none."""
        self.made_of.add(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        """Note an instruction, of which there is none."""
        self.made_of.add(f"<?{data}>")


# The name of a sheet as formulas must quote it, the name of a cell, a number.
_SOME_CELL: Final = re.compile("'(?:[^']|'')*'(?=!)|[$]?[A-Z]{0,3}[$]?[0-9]+")
# A score, which Excel has as a number, with its marks in the format of that.
_SCORE: Final = re.compile("[0-4][.][0-9][*]?\\^?")


def parts(package: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Yield the parts of a Word or Excel file that are XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, ET.fromstring(archive.read(name))


def elements(package: bytes) -> set[str]:
    """Return what a Word or Excel file is made of: its elements, its relationships, its formulas and fields."""
    found = set()
    for _, root in parts(package):
        for element in root.iter():
            name = element.tag.rpartition("}")[2]
            found.add(name)
            if name == "Relationship":
                found.add(f"{element.get('Type')} {element.get('TargetMode')}")
            if name in ("f", "instrText", "formula1", "definedName"):
                found.add(f"{name} {_SOME_CELL.sub('A1', element.text or '')}")
            if name == "fldSimple":
                found.add(str(element.attrib))
    return found


def text_of_word(content: bytes) -> str:
    """Return what stands in the body of a Word file."""
    read_as = {qn("w:p"): "\n", qn("w:br"): "\n", qn("w:tab"): " "}
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(
        each.text or "" if each.tag == qn("w:t") else read_as.get(each.tag, "") for each in body.iter()
    )


def text_of_excel(content: bytes) -> str:
    """Return what stands in the cells of a workbook, one column after the other."""
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    cells = (
        str(cell)
        for sheet in sheets
        for column in sheet.iter_cols(values_only=True)
        for cell in column
        if cell
    )
    # Excel reads a letter in a code, as it writes those that XML has no room for.
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), "\n".join(cells))


def about_pdf(content: bytes, *command: str) -> str:
    """Return what a program writes about a PDF, which is called FILE in its command, into the file called OUT."""
    with TemporaryDirectory() as folder:
        file, out = Path(folder) / "report.pdf", Path(folder) / "out.txt"
        file.write_bytes(content)
        names = {"FILE": str(file), "OUT": str(out)}
        printed = run(program(command[0]), *(names.get(each, each) for each in command[1:]))
        return out.read_text("utf-8") if out.exists() else printed


def text_of_pdf(content: bytes) -> str:
    """Return what stands on the pages of a PDF, laid out as it is there, since hyphens stay only so."""
    found = about_pdf(content, "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "OUT")
    # The reader itself puts marks around what runs from right to left, and a form feed after each page.
    return found.translate(dict.fromkeys([0x202A, 0x202B, 0x202C])).replace("\f", "\n")


def has_font(sign: str) -> bool:
    """Tell whether a font of this machine holds a sign; what none holds cannot be on paper."""
    return run(program("fc-list"), f":charset={ord(sign):x}") != ""


def active_in_pdf(content: bytes) -> set[str]:
    """Return the links, scripts and attachments of a PDF."""
    links = about_pdf(content, "pdfinfo", "-url", "FILE").splitlines()
    scripts = about_pdf(content, "pdfinfo", "-js", "FILE").splitlines()
    attached = about_pdf(content, "pdfdetach", "-list", "FILE").splitlines()
    # What is compressed can hold any three bytes by chance.
    plain = re.sub(rb"\bstream\r?\n.*?\bendstream\b", b"", content, flags=re.DOTALL)
    keys = {
        each.decode() for each in re.findall(rb"/(?:JS|JavaScript|Launch|URI|SubmitForm|AcroForm)\b", plain)
    }
    return {*links, *scripts, *attached, *keys}


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        make: from a document to its bytes.
        text: what can be read in them, found by somebody else's reader.
        made_of: what else is in them, by the names of its kinds.
    """

    make: Callable[[Document], bytes]
    text: Callable[[bytes], str]
    made_of: Callable[[bytes], set[str]]


FORMATS: Final = {
    # So wide that no line is folded, and a text in a table stands in one piece.
    "text": Format(
        lambda document: console.render_text(document, 100_000).encode(), bytes.decode, lambda _: set()
    ),
    "markdown": Format(
        lambda document: markdown.render(document).encode(),
        lambda content: "\n".join(
            token.content for token in tokens(content.decode()) if token.type in ("text", "code_inline")
        ),
        lambda content: {f"{token.type} {token.tag}" for token in tokens(content.decode())},
    ),
    "html": Format(
        lambda document: html.render(document).encode(),
        lambda content: Page(content.decode()).text,
        lambda content: Page(content.decode()).made_of,
    ),
    "word": Format(word.render, text_of_word, elements),
    "excel": Format(excel.render, text_of_excel, elements),
    "pdf": Format(pdf.render, text_of_pdf, active_in_pdf),
}


# --- the documents ------------------------------------------------------------------------------------------------


def document_of(format_name: str, kind: str, found: tuple[str, ...]) -> Document:
    """Return the report or the workbook of what people typed, or a tree of blocks that has each text everywhere."""
    if kind == "everywhere":
        return everything(*found, draft=found[0], handling=found[-1], assumed=found[0])
    outcome = KINDS[kind](found).outcome
    return workbook(outcome, WORDS) if format_name == "excel" else view.report(outcome, WORDS)


@cache
def harmless(format_name: str, kind: str) -> set[str]:
    """Return what a document of a kind is made of in which nobody meant any harm."""
    document = document_of(format_name, kind, tuple(islice(cycle(HARMLESS), len(CHUNKS[0]))))
    return FORMATS[format_name].made_of(FORMATS[format_name].make(document))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document in a format, with what can be read in it."""

    format_name: str
    kind: str
    found: tuple[str, ...]
    document: Document
    content: bytes
    text: str


CASES: Final = [
    *((kind, f"{kind}-{number}", chunk) for kind in KINDS for number, chunk in enumerate(CHUNKS)),
    *(
        # No table of ours has a heading that is longer than a page.
        ("everywhere", f"everywhere-{name}", tuple(text for text in found if len(text) <= 1000))
        for name, found in BY_KIND.items()
    ),
]


def cases() -> Iterator[Any]:
    """Yield each document in each format; the sample is another one in each format."""
    for place, name in enumerate(FORMATS):
        chosen = CASES if WHOLE else CASES[place :: 3 * len(FORMATS)]
        yield from (pytest.param((name, kind, found), id=f"{name}-{case}") for kind, case, found in chosen)


# Of the module, so that all that is asked of a document is asked before the next is made.
@pytest.fixture(scope="module", params=cases())
def rendered(request: pytest.FixtureRequest) -> Rendered:
    """Return one document in one format."""
    format_name, kind, found = request.param
    document = document_of(format_name, kind, found)
    content = FORMATS[format_name].make(document)
    return Rendered(format_name, kind, found, document, content, FORMATS[format_name].text(content))


each_chunk: Final = pytest.mark.parametrize(
    "chunk", CHUNKS if WHOLE else CHUNKS[:1], ids=lambda chunk: str(CHUNKS.index(chunk))
)


# --- the texts themselves -----------------------------------------------------------------------------------------


def test_there_are_a_few_hundred() -> None:
    """The texts are all different, and each chunk fits into the questions that there are."""
    assert len(STRINGS) == len(set(STRINGS)) >= 400
    assert sorted(STRINGS) == sorted(text for chunk in CHUNKS for text in chunk)
    assert max(map(len, CHUNKS)) <= len(BUILT_IN.questions)


def test_all_but_the_empty_ones_are_values() -> None:
    """Something is left of each text once it is cleaned, and nothing of those that are called empty."""
    assert [] == [text for text in STRINGS if not clean(text)]
    assert [] == [text for text in EMPTY if clean(text)]


@pytest.mark.parametrize("text", EMPTY, ids=ascii)
def test_what_is_empty_is_named(text: str) -> None:
    """Of a text of which nothing is left it is said that it is empty, at its place."""
    dissent = {"who": text, "text": "words"}
    data = {
        "format": "cpch-answers/1",
        "subject": {"country": text},
        "answers": {"legal.instrument": {"dissent": [dissent]}},
    }

    assert [
        (("subject", "country"), "empty"),
        (("answers", "legal.instrument", "dissent", 0, "who"), "empty"),
    ] == [(problem.path, problem.code) for problem in validate(Sheet, data)[1]]


@each_chunk
@pytest.mark.parametrize("name", ["answers.yaml", "answers.json"])
def test_what_was_typed_is_saved(chunk: tuple[str, ...], name: str, tmp_path: Path) -> None:
    """A file that was saved says what it said before, keys of one's own included."""
    sheet = read(answers_data(chunk))
    save_answers(tmp_path / name, sheet, BUILT_IN)

    assert sheet == load_answers(tmp_path / name, BUILT_IN).sheet


# --- reports ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("chunk", CHUNKS if WHOLE else CHUNKS[:1], ids=lambda chunk: str(CHUNKS.index(chunk)))
def test_report_says_what_was_typed(chunk: tuple[str, ...], kind: str) -> None:
    """Every text is in the report for each place that it was typed into, and more often where it is said again."""
    typed = KINDS[kind](chunk, named=True)
    wanted: Counter[str] = Counter()
    for text, times in typed.shown.items():
        wanted.update({line: times * count for line, count in Counter(sought(kept(text))).items()})
    said = [line for text in texts(view.report(typed.outcome, WORDS)) for line in lines(text)]

    assert Counter() == wanted - seen(wanted, said)


@pytest.mark.parametrize("chunk", CHUNKS if WHOLE else CHUNKS[:1], ids=lambda chunk: str(CHUNKS.index(chunk)))
def test_json_says_what_was_typed(chunk: tuple[str, ...]) -> None:
    """The notes, the reasons and what is said of the subject stand in JSON letter by letter, as they were cleaned."""
    data = answers_data(chunk)
    report = json.loads(json_report(KINDS["answers"](chunk).outcome).model_dump_json(indent=2))
    said = [data["answers"][each.id] for each in BUILT_IN.questions]
    names = ("country", "region", "site", "scope", "period", "handling")
    subject = [data["subject"][name] for name in names] + data["subject"]["respondents"]
    cleared = [each[name] for each in data["subject"]["cleared_by"] for name in ("service", "function")]

    assert [(kept(each["note"]), kept(each["reason"])) for each in said] == [
        (each["note"], each["reason"]) for each in report["answers"]
    ]
    assert list(map(kept, subject)) == [
        *(report["subject"][name] for name in names),
        *report["subject"]["respondents"],
    ]
    assert list(map(kept, cleared)) == [
        each[name] for each in report["subject"]["cleared_by"] for name in ("service", "function")
    ]


def csv_of(typed: Typed) -> str:
    """Return a report as CSV."""
    content = report_formats.data(typed.outcome, "csv")
    assert isinstance(content, str)
    return content


def rows_of(csv_text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(csv_text, newline="")))


@each_chunk
def test_csv_says_what_was_typed(chunk: tuple[str, ...]) -> None:
    """What is typed for the subject, the notes and the reasons stand in CSV letter by letter, but for apostrophes."""
    data = answers_data(chunk)
    subject = {name: data["subject"][name] for name in ("country", "region", "site", "scope")}
    said = (data["answers"][each.id] for each in BUILT_IN.questions)
    typed = [{**subject, "note": each["note"], "reason": each["reason"]} for each in said]

    assert [{name: kept(text).replace("'", "") for name, text in each.items()} for each in typed] == [
        {name: row[name].replace("'", "") for name in typed[0]}
        for row in rows_of(csv_of(KINDS["answers"](chunk)))
    ]


@each_chunk
@pytest.mark.parametrize("kind", KINDS)
def test_csv_holds_no_formula(chunk: tuple[str, ...], kind: str) -> None:
    """No cell of CSV begins as a formula does, for programs that part cells at semicolons neither; no sign controls."""
    text = csv_of(KINDS[kind](chunk))
    cells = [cell for row in rows_of(text) for cell in row.values()]

    assert [] == [cell for cell in cells if re.search('(^\\s*|[;\n][\\s"]*)[=+@\uff1d-]', cell)]
    assert set() == set(filter(is_forbidden, text))


@pytest.mark.sampled(6)
def test_everything_can_be_read(rendered: Rendered) -> None:
    """Each line of each text can be read in each format as often as the document says it."""
    words = (text for text in texts(rendered.document) if not _SCORE.fullmatch(text))
    said = [line for text in words for line in lines(text)]
    if rendered.format_name == "pdf":
        lost = letters(said) - letters(rendered.text)
        assert [] == [sign for sign in lost if has_font(sign)]
        return
    pieces = {line for text in rendered.found for line in sought(text)}

    assert Counter() == seen(pieces, said) - seen(pieces, [squeezed(rendered.text)])


def test_nothing_controls_the_output(rendered: Rendered) -> None:
    """No sign that controls a terminal or turns a line round can be read, or is in a file that is itself text."""
    is_text = rendered.format_name in ("text", "markdown", "html")
    signs = set(rendered.text) | set(rendered.content.decode() if is_text else "")

    assert set() == set(filter(is_forbidden, signs))


@pytest.mark.sampled(6)
def test_nothing_is_interpreted(rendered: Rendered) -> None:
    """A document with such texts is made of nothing that one with harmless texts is not made of."""
    made_of = FORMATS[rendered.format_name].made_of(rendered.content)

    assert set() == made_of - harmless(rendered.format_name, rendered.kind)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("kind", [*KINDS, "everywhere"] if WHOLE else ["everywhere"])
def test_same_bytes_twice(format_name: str, kind: str) -> None:
    """The same document gives the same bytes."""
    document = document_of(format_name, kind, BY_KIND["scripts"])
    make = FORMATS[format_name].make

    assert make(document) == make(document)


# --- on a terminal ------------------------------------------------------------------------------------------------


class Terminal(io.TextIOWrapper):
    """Something that takes itself for a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@each_chunk
@pytest.mark.parametrize("kind", KINDS)
def test_folded_text(chunk: tuple[str, ...], kind: str) -> None:
    """On lines of 80 columns no letter is lost, and no line is longer than that."""
    report = view.report(KINDS[kind](chunk).outcome, WORDS)
    page = console.render_text(report, 80)

    # The headings of a profile's columns are not shown; they are the only words of ours that are not.
    assert Counter() == letters(texts(report)) - letters(page) - letters("DomainScoreRangeBand")
    assert 80 >= max(cell_len(line) for line in page.splitlines())


@each_chunk
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_terminal_gets_only_our_colours(
    chunk: tuple[str, ...], encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever letters a terminal has, nothing but the codes of our colours is sent to it."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    sent = io.BytesIO()
    file = Terminal(sent, encoding=encoding, newline="")
    console.show(view.report(KINDS["answers"](chunk).outcome, WORDS), file)
    file.flush()
    shown, colours = re.subn("\x1b\\[[0-9;]*m", "", sent.getvalue().decode(encoding))

    assert 0 < colours
    assert set() == set(filter(is_forbidden, shown))
