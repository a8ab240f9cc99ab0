"""The assessment for a spreadsheet: what is on which sheet, with numbers where there are numbers."""

# ruff: noqa: RUF001 - the words have dashes

from collections import Counter
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given

from cpch_cli.core.document import Document, Facts, Profile, Section, Table
from cpch_cli.core.outcome import conclude
from cpch_cli.core.view import report
from cpch_cli.core.view_workbook import workbook
from cpch_cli.i18n import load_words
from documents import sections, sheet, texts, told
from helpers import Said, diagnostic, question, resource, rule, solution, weakness
from strategies import Case, cases

WORDS: Final = load_words("en")
OF: Final = diagnostic(
    question(
        "risk.one",
        number="1.1",
        text="Do they meet?",
        critical=True,
        weaknesses=[weakness("w", "mou")],
        solutions=["meet"],
    ),
    question("risk.two", number="1.2", ask_if={"question": "risk.one", "at_least": "ad_hoc"}),
    question("law.three", number="2.1", kind="framework", solutions=["mou"], not_applicable="Never."),
    solutions=[
        solution("meet", title="Meet.", requires=["mou"], resources=["r"], effort=2, steps=["Call.", "Sit."]),
        solution("mou", title="Sign.", source="handbook", who=["customs", "police"], raises={"law.three": 4}),
    ],
    resources=[resource("r", title="Net")],
    rules=[rule("all", {"domain": "risk", "below": 4}, "mou")],
)
SAID: Final[dict[str, Said]] = {
    "risk.one": {
        "level": 1,
        "weaknesses": ["w"],
        "evidence": "document",
        "reference": {"title": "Minutes", "holder": "customs"},
        "note": "Weekly.",
        "agreed": ["Head"],
        "dissent": [{"who": "police", "text": "No."}],
        "open": [{"text": "Ask.", "owner": "Head"}, {"text": "Read."}],
        "voices": {"police": {"level": "defined", "note": "Ours."}},
        "handling": "national",
    },
    "law.three": {"level": "not_applicable", "reason": "No port."},
}


def book(said: dict[str, Said], *, releasable: bool = False, parts: list[str] | None = None) -> Document:
    """Return the workbook of a sheet, on the basis claimed."""
    outcome = conclude(OF, sheet(OF, said, country="Exampleland"), "claimed", releasable=releasable)
    return workbook(outcome, WORDS, parts=parts)


def table(document: Document, part: str) -> Table:
    """Return the only thing on a sheet."""
    (only,) = sections(document)[part].blocks
    assert isinstance(only, Table)
    return only


def rows(document: Document, part: str) -> list[tuple[str, ...]]:
    """Return the table of a sheet as texts."""
    return [tuple(cell.text for cell in row) for row in table(document, part).rows]


def test_sheets() -> None:
    """There are seven sheets with short names."""
    assert [
        ("overview", "Profile"),
        ("answers", "Answers"),
        ("findings", "Findings"),
        ("advice", "Recommendations"),
        ("plan", "Action plan"),
        ("more", "Further"),
        ("behind", "Method"),
    ] == [(part.id, part.title) for part in book(SAID).blocks if isinstance(part, Section)]


def test_first_sheet() -> None:
    """The first sheet says what the file is about, and holds the profile and how sure it is."""
    first = sections(book(SAID))["overview"]

    assert isinstance(first.blocks[0], Facts)
    assert ("Status", "Draft; 1 question is still open") == first.blocks[0].pairs[0]
    assert any(isinstance(block, Profile) for block in sections(book(SAID))["overview.where"].blocks)
    assert "overview.sure" in sections(book(SAID))


def test_answers() -> None:
    """Every question in scope has a line: the level as a number, and whatever was said in its own column."""
    assert [
        (
            *("1.1", "1 risk", "Do they meet?", "yes", "“ad_hoc” (level 1 of 4)", "1", "w."),
            *("a document that was seen", "Minutes, held by customs", "Weekly.", ""),
            *("Head", "police: No.", "Ask. (with Head)\nRead."),
            "Police: “defined” (level 2 of 4)\nPolice: Note: Ours.",
            *("for national use only", ""),
        ),
        ("1.2", "1 risk", "risk.two?", "", "Not answered yet", *[""] * 12),
        ("2.1", "2 law", "law.three?", "", "Not applicable", *[""] * 5, "No port.", *[""] * 6),
    ] == rows(book(SAID), "answers")
    assert [Fraction(1), None, None] == [row[5].value for row in table(book(SAID), "answers").rows]


def test_weaknesses_asked_or_not() -> None:
    """Weaknesses that nobody asked about are told apart from none, and from a question that has none to ask."""
    asked: dict[str, Said] = {"risk.one": {"level": 2, "weaknesses": []}, "law.three": 2}

    assert ["none", "", ""] == [row[6] for row in rows(book(asked), "answers")]
    assert ["not asked yet", "", ""] == [row[6] for row in rows(book({"risk.one": 2}), "answers")]


def test_withheld() -> None:
    """In a releasable copy an answer says how many of its texts are withheld."""
    first = table(book(SAID, releasable=True), "answers").rows[0]

    assert ["", "", "", "(name withheld)", "", "", "Police: “defined” (level 2 of 4)", "", "6"] == [
        cell.text for cell in first[8:]
    ]
    assert 6 == first[16].value


def test_findings() -> None:
    """A finding has its strength in a word and as a number."""
    assert [("1.1", "1 risk", "Do they meet?", "yes", "“ad_hoc” (level 1 of 4)", "1", "weak", "w.")] == rows(
        book(SAID), "findings"
    )


def test_recommendations() -> None:
    """A recommendation has all its reasons, its steps by number, and effort as a number."""
    first, second = rows(book(SAID), "advice")

    assert (
        *("1", "Key action", "Sign. (from the extract of the handbook)", "1 risk"),
        "Weakness seen at 1.1: w.\nSo it is. (Because 1.1 is “ad_hoc”.)",
        *("customs and police", "1. Do it.", "Begin.", "It is done.", "1", "within 3 months", "", ""),
    ) == first
    assert (
        *("2", "Key action", "Meet.", "1 risk"),
        "1.1 Do they meet? – answered “ad_hoc” (level 1 of 4), a critical question.",
        *("customs", "1. Call.\n2. Sit.", "Begin.", "It is done.", "2", "within 3 months", "", "Net"),
    ) == second
    assert [1, 2] == [row[9].value for row in table(book(SAID), "advice").rows]


def test_unmet_prerequisites() -> None:
    """What a recommendation needs first, and is not there yet, stands beside it."""
    said: dict[str, Said] = {"risk.one": 0, "law.three": 1}

    assert {"Sign. (from the extract of the handbook)": "", "Meet.": "Sign."} == {
        row[2]: row[11] for row in rows(book(said), "advice")
    }


def test_plan() -> None:
    """The plan has a line for each recommendation, and four columns to fill in, the status from a list."""
    plan = table(book(SAID), "plan")

    assert [
        (
            *("1", "Key action", "Sign. (from the extract of the handbook)"),
            *("Weakness seen at 1.1: w.", "Begin.", "It is done.", "customs and police", "1"),
            *("within 3 months", "", "", "", ""),
        ),
        (
            *("2", "Key action", "Meet.", "1.1 is “ad_hoc”, a critical question.", "Begin.", "It is done."),
            *("customs", "2", "within 3 months", "", "", "", ""),
        ),
    ] == rows(book(SAID), "plan")
    assert ["text", "date", "choice", "text"] == [column.fill_in for column in plan.columns[-4:]]
    assert 4 == len(plan.columns[-2].choices)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("answers", "answers"),
        ("plan", "plan"),
        ("standing", "more"),
        ("not_applicable", "more"),
        ("sources", "behind"),
    ],
)
def test_parts(part: str, expected: str) -> None:
    """Of the sheets only those that hold a wanted part are there, and always the first."""
    document = book(SAID, parts=[part])

    assert ["overview", expected] == [each.id for each in document.blocks if isinstance(each, Section)]
    assert part in sections(document)


def test_every_part_is_somewhere() -> None:
    """Every part of a report has its place in the workbook too."""
    said: dict[str, Said] = {**SAID, "risk.two": "unknown", "old.one": "3"}
    parts = {each.id for each in report(told(OF, said), WORDS).blocks if isinstance(each, Section)}

    assert set() == parts - set(sections(workbook(told(OF, said), WORDS)))


@given(cases())
def test_every_text_once(case: Case) -> None:
    """Whatever is answered: every row has an entry for every column, and every note stands once in the book."""
    said = {
        name: {**answer.model_dump(exclude_none=True, by_alias=True), "note": f"note of {name}"}
        for name, answer in case.answers.items()
    }
    document = workbook(told(case.diagnostic, said), WORDS)
    found = Counter(texts(document))

    assert all(found[f"note of {name}"] == 1 for name in said)
    for part in ("answers", "findings", "advice", "plan"):
        assert {len(table(document, part).columns)} >= {len(row) for row in table(document, part).rows}
