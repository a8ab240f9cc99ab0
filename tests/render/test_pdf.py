"""PDF: what a reader sees of it is the document's texts and nothing else, on pages of A4 that can be printed and read out."""

import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from cpch_cli.answers_file import load_answers
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
from cpch_cli.core.outcome import conclude
from cpch_cli.core.text import clean, one_line
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from cpch_cli.overlay_file import in_language
from cpch_cli.render import pdf
from documents import HOSTILE, bar, distribution, everything, heat_map, span, texts
from external import program, run
from samples import WHOLE

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
REPORTS: Final = [
    (name, language) for name in ("aldoria", "belmara", "corvania") for language in ("en", "fr", "es")
]
# The fullest page one, the draft with a mark of its own, the shortest.
SAMPLE: Final = [("belmara", "fr"), ("corvania", "es"), ("aldoria", "en")]
# What stands between the margins of every page but the first of a report.
BODY: Final = ("-x", "0", "-y", "62", "-W", "596", "-H", "720")
# Blanks, hyphens at the end of a line, and the marks that pdftotext sets around what is read from the right.
NOT_TEXT: Final = re.compile("[\\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060]+")


# --- reading a PDF back -------------------------------------------------------------------------------------------


def read(content: bytes, name: str, *arguments: str) -> str:
    """Return what a program of Poppler prints of a PDF."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.pdf"
        file.write_bytes(content)
        to_stdout = ["-"] if name == "pdftotext" else []
        return run(program(name), *arguments, file, *to_stdout)


def pages(content: bytes, *arguments: str) -> list[str]:
    """Return the text of each page."""
    return read(content, "pdftotext", *arguments).split("\f")[:-1]


def squeezed(text: str) -> str:
    """Return a text without what depends on where its lines end."""
    return NOT_TEXT.sub("", text)


def bbox(content: bytes) -> str:
    """Return where each word stands."""
    return read(content, "pdftotext", "-bbox")


def between_margins(content: bytes, *arguments: str) -> str:
    """Return all text but that of the margins, in the order it was set."""
    return squeezed("".join(pages(content, "-raw", *BODY, *arguments)))


def only(*blocks: Block, day: date | None = None, contents: str | None = None) -> Document:
    """Return a document of these blocks."""
    return Document("en", "Title", None, None, blocks, date=day, contents=contents)


@cache
def report(name: str, language: str) -> Document:
    """Return the report of an example in a language."""
    diagnostic = load_diagnostic()
    sheet = load_answers(EXAMPLES / f"{name}.yaml", diagnostic).sheet
    spoken = diagnostic if language == "en" else in_language(diagnostic, None, language).diagnostic
    return view.report(conclude(spoken, sheet, "claimed"), load_words(language))


@cache
def printed(name: str, language: str) -> bytes:
    """Return it as PDF."""
    return pdf.render(report(name, language))


# --- texts --------------------------------------------------------------------------------------------------------


def expected(text: str) -> str:
    """Return what is to be read of a document that has a text in every place."""
    numbers = "1.51.0to3.0"
    seen = squeezed(clean(text))
    return "".join(
        (
            *("Restricted", "DRAFT", "Assumed", seen),
            *(seen, seen, seen),
            *("\u2022", seen, "\u2022", "next", "1.", seen, "2.", "next"),
            *("Label", seen, "Other", "fact"),
            *("Table", seen, "Number", seen, "1.0", "next", seen),
            *("Profile", "Domain", "01234", "Score", "Range", "Band"),
            *(seen, numbers, "Weak", "next", numbers, seen),
            *("Trend", "Domain", "01234", "2026", seen, "Change"),
            *(seen, "1.52.5", "up", "next", "1.5", seen, seen, seen),
            *("Timeline", "Action", "0", seen, "Time", "State"),
            *(seen, "6to12", "open", "next", seen, seen, seen),
            *("Distribution", "Question", seen, "12", seen, "1.5", "13", "next", seen),
            *(squeezed(clean(note)) for note in notes(distribution(text))),
            *("Heatmap", "Subject", seen, "12", seen, "7", "1.5", seen, "next", seen, seen, "2.5*^"),
            *(squeezed(clean(note)) for note in notes(heat_map(text))),
            *(seen, "Inner", seen, "deep", "a", seen),
        )
    )


def read_as_one(content: bytes, text: str) -> str:
    """Return all text but that of the margins, without what heads a table once more where it goes on upon a page."""
    seen = squeezed(clean(text))
    heads = (
        f"{seen}Number",
        "Domain01234ScoreRangeBand",
        f"Domain012342026{seen}Change",
        f"Action0{seen}TimeState",
        f"Question{seen}12",
        f"Subject{seen}12",
    )
    found = ""
    for page in map(squeezed, pages(content, "-raw", *BODY)):
        repeated = (head for head in heads if head in found and page.startswith(head))
        found += page.removeprefix(max(repeated, default="", key=len))
    return found


@pytest.mark.parametrize("text", HOSTILE if WHOLE else HOSTILE[:4] + HOSTILE[4::4])
def test_text_is_literal(text: str) -> None:
    """Every text reads as it was written, wherever it stands; nothing in it is markup."""
    assert expected(text) == read_as_one(pdf.render(everything(text)), text)


LETTERS: Final = st.characters(
    exclude_categories=("C", "M", "Zl", "Zp"), max_codepoint=0x17F
) | st.sampled_from("#*_$`\\@<>[]{}/~-=+'\"\u2019\u202f\u20ac\u2026")


@settings(max_examples=60 if WHOLE else 12)
@given(st.text(LETTERS).filter(one_line))
def test_any_text_is_literal(text: str) -> None:
    """The same holds of any text that is not empty."""
    assert expected(text) == read_as_one(pdf.render(everything(text)), text)


@pytest.mark.parametrize(("name", "language"), REPORTS if WHOLE else SAMPLE)
def test_a_report_is_there_as_a_whole(name: str, language: str) -> None:
    """Every text of a report is in its PDF."""
    first = squeezed(pages(printed(name, language), "-raw", "-l", "1")[0])
    found = first + between_margins(printed(name, language), "-f", "2")

    assert [] == [text for text in texts(report(name, language)) if squeezed(text) not in found]


@pytest.mark.parametrize("text", ["W" * 3000, "a\u200b" * 3000], ids=["one word", "breaks"])
def test_words_of_thousands_of_letters(text: str) -> None:
    """However many places there are at which a line may end, all that is between them is there."""
    assert squeezed(f"Title{text}") == between_margins(pdf.render(only(Paragraph(text))))


def test_long_words_stay_on_the_page() -> None:
    """No word reaches into the margins, however long it is and however narrow its column."""
    words = ("Word ", "WIDE", "under_score", "1234567890", "a/b/c", "someone@example.org")
    table = Table("T", tuple(Column(name) for name in "abcdef"), (tuple(Cell(word * 9) for word in words),))
    content = pdf.render(only(*everything("W" * 300, "=" * 300, "a_" * 99).blocks, table))
    lines = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', bbox(content))

    assert [] == [line for line in lines if float(line[0]) < 62 or float(line[1]) > 596 - 62]


def test_columns_are_as_wide_as_they_need() -> None:
    """A column of long texts is wider than one of numbers, one to write in is as wide as a hand needs."""
    columns = (Column("Long"), Column("No"), Column("Name", fill_in="text"), Column("End"))
    row = (Cell("many words " * 20), Cell("1"), Cell(""), Cell("1"))
    places = dict(
        re.findall(
            r'xMin="(\d+)[^>]*>(Long|No|Name|End)<', bbox(pdf.render(only(Table("T", columns, (row,)))))
        )
    )
    starts = {word: int(start) for start, word in places.items()}

    assert starts["No"] - starts["Long"] > 200
    assert starts["Name"] - starts["No"] < 50
    assert starts["End"] - starts["Name"] > 80


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), REPORTS if WHOLE else SAMPLE)
def test_page_one_is_the_overview(name: str, language: str) -> None:
    """The first page holds what stands before the overview and the overview, to its last word, and nothing else."""
    document = report(name, language)
    end = [getattr(block, "front", False) for block in document.blocks].index(True) + 1
    first, second = pages(printed(name, language), "-raw", "-f", "1", "-l", "2")
    contents = document.contents or ""

    assert [] == [
        text
        for text in texts(replace(document, blocks=document.blocks[:end]))
        if squeezed(text) not in squeezed(first)
    ]
    assert contents not in first.splitlines()
    assert contents in second.splitlines()


@pytest.mark.parametrize(("name", "language"), REPORTS if WHOLE else SAMPLE)
def test_every_page_says_what_it_is(name: str, language: str) -> None:
    """Every page has the handling mark at head and foot, what is a draft and what assumed, the origin, its number."""
    document = replace(
        report(name, language),
        handling="Restricted \u2013 police",
        draft="DRAFT \u2013 7 OPEN",
        assumed="Assumed: 3",
    )
    found = [squeezed(page) for page in pages(pdf.render(document), "-raw")]

    assert list(range(1, len(found) + 1)) == [
        number
        for number, page in enumerate(found, start=1)
        if page.count("Restricted\u2013police") == 2
        and "DRAFT\u20137OPEN" in page
        and "Assumed:3" in page
        and squeezed(document.origin) in page
        and page.endswith(f"{number}/{len(found)}")
    ]


def test_long_marks_fit() -> None:
    """Marks of many words are set smaller in the margins, and stay on the page and apart from each other."""
    handling, draft, assumed = (" ".join(f"{mark}{number}" for number in range(40)) for mark in "hda")
    document = replace(
        only(Paragraph("One."), Section("a", "A", (Paragraph("Two."),), new_page=True)),
        handling=handling,
        draft=draft,
        assumed=assumed,
    )
    _, _, second = bbox(pdf.render(document)).split("<page ")
    found = [
        (word, *map(float, place))
        for *place, word in re.findall(r'yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(\w+)<', second)
    ]
    beside = [low for word, _, _, low in found if word[0] in "hd" and low < 80]
    below = [top for word, top, _, _ in found if word[0] == "a"]

    assert [2, 1, 1] == [[word for word, *_ in found].count(f"{mark}39") for mark in "hda"]
    assert [] == [word for word, top, right, low in found if top < 0 or right > 596 or low > 842]
    assert max(beside) <= min(below) + 1


def test_a_document_without_a_mark_bears_none() -> None:
    """Where there is no mark, no draft and no origin, the margins hold the title and the number alone."""
    document = only(Paragraph("One."), Section("a", "A", (Paragraph("Two."),), new_page=True))

    assert ["TitleOne.1/2", "TitleATwo.2/2"] == [
        squeezed(page) for page in pages(pdf.render(document), "-raw")
    ]


def test_table_of_contents_without_an_overview() -> None:
    """In a document that has no overview the contents stand before the first section, to the second level."""
    deep = Section("b", "B", (Section("c", "C", ()),))
    document = only(Paragraph("One"), Section("a", "A", (deep,)), contents="Contents")

    assert "TitleOneContentsA1B1ABC" == between_margins(pdf.render(document)).replace(".", "")


def test_headings_are_not_alone() -> None:
    """No heading is the last on its page, wherever its page ends."""
    for height in range(40, 60):
        filler = Paragraph("\n".join(["filler"] * height))
        table = Table("Heading of a table", (Column("a"),), ((Cell("Long.\nLong.\nLong."),),))
        inner = Section("b", "Heading", (Paragraph("Heading of a sentence"), table))
        found = pages(pdf.render(only(filler, Section("a", "Heading", (inner,)))), "-raw", *BODY)

        assert [] == [page for page in found if page.strip().splitlines()[-1].startswith("Heading")]


def test_rows_are_whole_and_heads_are_repeated() -> None:
    """A table that goes on has its head again on the next page; no short row is on two pages."""
    row = tuple(Cell("begin\n1\n2\n3\n4\nend") for _ in range(2))
    content = pdf.render(only(Table("T", (Column("First"), Column("Second")), (row,) * 30)))
    found = [page.split() for page in pages(content, "-raw", *BODY)]

    assert len(found) > 2
    assert [1] * len(found) == [page.count("First") for page in found]
    assert [page.count("begin") for page in found] == [page.count("end") for page in found]


def test_rows_longer_than_a_page_go_on() -> None:
    """A row that is longer than a page is all there."""
    text = " ".join(f"w{number}" for number in range(3000))
    content = pdf.render(only(Table("T", (Column("First"), Column("Second")), ((Cell(text), Cell("x")),))))

    assert text.split() == [word for word in "".join(pages(content, "-raw", *BODY)).split() if word[0] == "w"]


def test_what_is_filled_in_by_hand() -> None:
    """Choices stand there to be ticked, other words and those already there as well."""
    columns = (
        Column("Owner", fill_in="text"),
        Column("Due", fill_in="date"),
        Column("State", fill_in="choice", choices=("Not begun", "Done")),
    )
    rows = (
        (Cell("Customs:\nPolice:"), Cell(""), Cell("")),
        (Cell(""), Cell("2026-01-02"), Cell("Done")),
        (Cell(""), Cell(""), Cell("Dropped")),
    )
    body = between_margins(pdf.render(only(Table("T", columns, rows))))

    assert body == ("TitleTOwnerDueStateCustoms:Police:NotbegunDone2026-01-02NotbegunDoneDroppedNotbegunDone")


def test_the_profile_has_the_other_score_and_a_caption() -> None:
    """The score on the other basis has its column, a star stands at its score, the caption below."""
    bars = (bar("One", star=True, other=Fraction(1), other_shown="1.0", cap=Fraction(2)), bar("Two"))
    profile = Profile("P", ("Domain", "Score", "Range", "Band"), bars, "Evidenced", "Bar: the score.")

    assert (
        "TitlePDomain01234ScoreRangeEvidencedBandOne1.5*1.0to3.01.0WeakTwo1.51.0to3.0WeakBar:thescore."
    ) == between_margins(pdf.render(only(profile)))


def test_a_trend_has_its_rounds_and_a_caption() -> None:
    """Beside the drawing there is a column for each round, a star at its score, and the change; the caption below."""
    points = (Cell("1.5*", Fraction(3, 2), "weak"), Cell("\u2013"))
    trend = Trend("T", ("Domain", "Change"), ("2026", "2027"), (Line("One", points, "up"),), "Note.")
    content = pdf.render(only(trend))

    assert "TitleTDomain0123420262027ChangeOne1.5*\u2013upNote." == between_margins(content)
    assert b"/Alt(One; 2026 1.5*; 2027 \\055; Change up)" in content or b"/Alt" in content


def test_a_timeline_has_its_ticks_above_their_lines() -> None:
    """Each stands where its line is drawn; one that has no room beside another stands below it."""
    ticks = ((0, "begin"), (3, "three"), (12, "half"), (24, "end"))
    timeline = Timeline("T", ("Action", "Time", "State"), (span("One"),), 24, ticks)
    content = pdf.render(only(timeline))
    places = {
        word: tuple(map(float, place))
        for *place, word in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)".*>(\w+)<', bbox(content)
        )
    }
    month = (places["end"][2] - places["begin"][0]) / 24

    assert "TitleTActionbeginhalfendthreeTimeStateOne6to12open" == between_margins(content)
    assert places["begin"][1] == places["half"][1] == places["end"][1] < places["three"][1]
    assert [places["begin"][0] + month * at for at in (3, 12)] == [
        pytest.approx((places[word][0] + places[word][2]) / 2, abs=1) for word in ("three", "half")
    ]


def test_high_heads_do_not_come_again() -> None:
    """Beside drawings they would leave no room for the rows."""
    lines = tuple(Line(f"Row {n}", (Cell("1.0", Fraction(1)),), "x") for n in range(60))
    counts = []
    for head in ("Round", "Round of many words " * 5, "Round\n\n\n\n\n2"):
        found = between_margins(pdf.render(only(Trend("T", ("Domain", "Change"), (head,), lines))))
        counts.append(found.count("Domain"))

    assert counts[0] > 1
    assert [1, 1] == counts[1:]


def test_empty_blocks() -> None:
    """Blocks with nothing in them leave a document that can be opened."""
    profile = Profile("P", ("a", "b", "c", "d"), ())
    timeline = Timeline("L", ("e", "f", "g"), (), 24, ())
    blocks = (
        Paragraph(""),
        Items(()),
        Items((), numbered=True),
        Facts(()),
        Table("T", (Column("C"),), ()),
        profile,
        timeline,
    )
    content = pdf.render(only(*blocks, Section("s", "S", ())))

    assert "TitleTCPa01234bcdLefgS" == between_margins(content)


# --- the file -----------------------------------------------------------------------------------------------------


def test_the_file() -> None:
    """A PDF has the size of A4, a title, a language, tags and bookmarks, and keeps to PDF/UA-1."""
    content = printed("belmara", "fr")
    about = dict(line.split(":", 1) for line in read(content, "pdfinfo").splitlines() if ":" in line)
    marks = re.findall(r'<item page="\d+">(.*)</item>', read(content, "pdftohtml", "-xml", "-i", "-stdout"))
    titles = [block.title for block in report("belmara", "fr").blocks if isinstance(block, Section)]

    assert about["Title"].strip() == report("belmara", "fr").title
    assert about["Tagged"].strip() == "yes"
    assert about["Page size"].strip().endswith("(A4)")
    assert b"/Lang(fr)" in content
    assert keeps_to_ua(content)
    assert titles == [mark for mark in marks if mark in titles]


def keeps_to_ua(content: bytes) -> bool:
    """Return whether a PDF says that it keeps to PDF/UA-1, which Typst lets no file say that does not."""
    return "<pdfuaid:part>1<" in read(content, "pdfinfo", "-meta")


def test_tags() -> None:
    """Headings, lists, tables, quotes and pictures are tagged as what they are; pictures say what they show."""
    tags = read(pdf.render(everything("Text")), "pdfinfo", "-struct-text")
    kinds = set(re.findall(r"^ *(\w+)", tags, re.MULTILINE))

    assert set() == {"H1", "H2", "H3", "L", "LI", "Table", "TH", "TD", "BlockQuote", "Figure"} - kinds
    assert b"/Alt(Text; Score 1.5; Range 1.0 to 3.0; Band Weak)" in pdf.render(everything("Text"))


def test_deep_headings() -> None:
    """Headings may be deeper than PDF has levels."""
    section = Section("s", "Deepest", (Paragraph("End."),))
    for _ in range(9):
        section = Section("s", "Deep", (section,))

    assert "Title" + "Deep" * 9 + "DeepestEnd." == between_margins(pdf.render(only(section)))


@pytest.mark.parametrize(("day", "written"), [(date(2026, 4, 9), True), (None, False)])
def test_the_only_date_is_that_of_the_document(day: date | None, written: bool) -> None:
    """A file is of the day of its document; without one it has no date."""
    content = pdf.render(only(Paragraph("Text"), day=day))

    assert written == (b"20260409" in content)
    assert written == ("CreationDate" in read(content, "pdfinfo"))


def test_the_same_document_gives_the_same_bytes() -> None:
    """Neither another process nor another clock, place or language changes a byte."""
    code = (
        "import sys; from documents import HOSTILE, everything; from cpch_cli.render import pdf;"
        "sys.stdout.buffer.write(pdf.render(everything(*HOSTILE)))"
    )
    surroundings = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "SOURCE_DATE_EPOCH": "1000000000",
        "LC_ALL": "C",
    }
    elsewhere = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | surroundings, capture_output=True, check=True
    )
    here = pdf.render(everything(*HOSTILE))

    assert here == pdf.render(everything(*HOSTILE))
    assert here == elsewhere.stdout


# --- fonts --------------------------------------------------------------------------------------------------------


@pytest.fixture
def sought(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that says, for each search for fonts, whether it included those of the machine."""
    found: list[bool] = []
    search = typst.Fonts

    def noted(*, include_system_fonts: bool) -> typst.Fonts:
        found.append(include_system_fonts)
        return search(include_system_fonts=include_system_fonts)

    monkeypatch.setattr(typst, "Fonts", noted)
    pdf._fonts.cache_clear()  # noqa: SLF001 - it remembers the fonts of earlier tests
    return found


def test_the_package_holds_the_fonts_for_common_letters(sought: list[bool]) -> None:
    """For Latin, Greek, Cyrillic and common signs, upright and bold, the fonts of the machine are not looked for."""
    letters = " ".join(
        letter
        for letter in map(chr, range(0x20, 0x3000))
        if pdf._ALWAYS_THERE.fullmatch(letter)  # noqa: SLF001
        and unicodedata.category(letter)[0] not in "CZ"
        and clean(letter) == letter
    )
    content = pdf.render(only(Paragraph(letters), Paragraph(letters, "alert")))

    assert [False] == sought
    assert keeps_to_ua(content)
    assert {"LibertinusSerif", "NewCM10"} >= fonts_of(pdf.render(only(Paragraph("Text \u2013 \u0444"))))


def fonts_of(content: bytes) -> set[str]:
    """Return the families of the fonts in a PDF."""
    return set(re.findall(r"^[A-Z]{6}\+(\w+)-", read(content, "pdffonts"), re.MULTILINE))


def test_other_scripts_come_from_the_machine(sought: list[bool]) -> None:
    """For others they are; Latin letters beside them stay those of the package."""
    content = pdf.render(only(Paragraph("Text \u65e5\u672c \U0001f600")))

    assert [True] == sought
    assert "LibertinusSerif" in fonts_of(content)
    assert keeps_to_ua(content)


def test_a_character_that_no_font_holds(sought: list[bool]) -> None:
    """It costs the file its claim to keep to PDF/UA, and no more."""
    content = pdf.render(only(Paragraph("Be\u0378fore")))

    assert [False] == sought
    assert "TitleBefore" == between_margins(content)
    assert not keeps_to_ua(content)


def test_a_heading_of_nothing() -> None:
    """So does a heading in which nothing can be read."""
    content = pdf.render(only(Section("s", "\u200b", (Paragraph("Text"),))))

    assert "TitleText" == between_margins(content)
    assert not keeps_to_ua(content)


def test_what_typst_refuses_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the template comes out as an error."""
    monkeypatch.setattr(pdf, "_template", lambda: b"#panic()")

    with pytest.raises(typst.TypstError):
        pdf.render(only(Paragraph("Text")))
