"""Assumptions in words: the mark, the warning, the list; where they stand, and that nothing takes them away."""

# ruff: noqa: RUF001 - the words have dashes

from typing import Any, Final

import pytest

from cpch_cli.core import view
from cpch_cli.core.document import Document, Facts, Paragraph, Section, Table
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.core.routing import Basis
from cpch_cli.core.view_workbook import workbook
from cpch_cli.i18n import load_words
from documents import sections, sheet, texts, told
from helpers import diagnostic, question

WORDS: Final = load_words("en")
OF: Final = diagnostic(
    *(question(f"a.q{n}", number=f"1.{n}", not_applicable="Never.") for n in range(1, 9)),
    question("b.other", number="2.1"),
    domains=[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
)
SAID: Final[dict[str, Any]] = {"a.q1": 1, "a.q2": {"level": 2, "evidence": "document", "note": "Weekly."}}
ASSUMED: Final = {"a.q2": "operating", "a.q3": "unknown", "a.q4": "not_applicable"}


def what_if(assumed: dict[str, str], basis: Basis = "claimed") -> Outcome:
    """Return what follows from what is said and assumed."""
    return conclude(OF, sheet(OF, SAID), basis, assumed=assumed)


def report(assumed: dict[str, str], **options: Any) -> Document:
    """Return the report with assumptions."""
    return view.report(what_if(assumed), WORDS, **options)


# --- the mark -----------------------------------------------------------------------------------------------------


def test_mark() -> None:
    """The mark names the questions while they fit into a line, and counts them in any case."""
    six = {f"a.q{n}": "operating" for n in range(1, 7)}

    assert [
        "ASSUMPTION – 1 answer is not as given (1.2)",
        "ASSUMPTION – 3 answers are not as given (1.2, 1.3 and 1.4)",
        "ASSUMPTION – 6 answers are not as given (1.1, 1.2, 1.3, 1.4, 1.5 and 1.6)",
        "ASSUMPTION – 7 answers are not as given",
    ] == [
        report(assumed).assumed
        for assumed in ({"a.q2": "operating"}, ASSUMED, six, {**six, "a.q7": "operating"})
    ]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_mark_of_every_document(language: str) -> None:
    """Every document about an outcome bears the mark, in its language; without assumptions none does."""
    words = load_words(language)
    marks = {
        make(what_if(ASSUMED), words).assumed
        for make in (view.report, view.summary, view.core_summary, workbook)
    }

    assert marks == {words.count("view.assumed.mark", 3, questions=words.listed(["1.2", "1.3", "1.4"]))}
    assert view.report(told(OF, SAID), words).assumed is None


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [None, ["plan"], ["overview"], []])
def test_always_there(parts: list[str] | None) -> None:
    """The warning at the head and the list stay, whatever parts are chosen, in a report and in a spreadsheet."""
    for document in (report(ASSUMED, parts=parts), workbook(what_if(ASSUMED), WORDS, parts=parts)):
        said = list(texts(document))

        assert 1 == said.count(WORDS("view.assumed.intro"))
        assert "assumed" in sections(document)


def test_list() -> None:
    """The list has each assumed answer beside the one given, in the diagnostic's order."""
    *_, table, changes = sections(report(ASSUMED))["assumed"].blocks

    assert isinstance(table, Table)
    assert isinstance(changes, Table)
    assert [("1 A", "1.5 (Not rated)", "1.3 (Not rated)")] == [
        tuple(cell.text for cell in row) for row in changes.rows
    ]
    assert [
        ("1.2 a.q2?", "“defined” (level 2 of 4)", "“operating” (level 3 of 4)"),
        ("1.3 a.q3?", "Not answered yet", "Don't know"),
        ("1.4 a.q4?", "Not answered yet", "Not applicable"),
    ] == [tuple(cell.text for cell in row) for row in table.rows]


def test_assumptions_that_change_no_score() -> None:
    """That nothing moves is said, where it is so."""
    *_, changes = sections(report({"a.q4": "not_applicable"}))["assumed"].blocks

    assert Paragraph(WORDS("view.assumed.no_change")) == changes


def test_nobody_has_cleared_what_is_assumed() -> None:
    """Who cleared the answers has not cleared other ones."""
    cleared = sheet(OF, SAID, cleared_by=[{"service": "Customs"}])

    assert conclude(OF, cleared, "claimed").sheet.subject.cleared_by
    assert conclude(OF, cleared, "claimed", assumed=ASSUMED).sheet.subject.cleared_by is None


def test_place() -> None:
    """The list stands right after page one, on a page of its own, where there is room for any number of answers."""
    places = [block.id for block in report(ASSUMED).blocks if isinstance(block, Section)]

    assert ["overview", "assumed", "standing"] == places[:3]
    assert sections(report(ASSUMED))["assumed"].new_page


@pytest.mark.parametrize(
    ("said", "basis", "expected"),
    [
        ({"a.q1": 1}, "claimed", False),
        ({"a.q1": 1}, "evidenced", True),
        ({"a.q1": {"level": 1, "evidence": "document"}}, "claimed", True),
        ({"a.q1": {"level": 1, "evidence": "document"}}, "evidenced", True),
    ],
)
def test_evidence(said: dict[str, Any], basis: Basis, expected: bool) -> None:
    """Wherever evidence plays a part it is said that assumed levels are taken as verified."""
    document = view.report(conclude(OF, sheet(OF, said), basis, assumed={"a.q2": "defined"}), WORDS)

    assert expected is (WORDS("view.assumed.evidence") in texts(document))


def test_nothing_without_assumptions() -> None:
    """A report without assumptions says nothing of any."""
    for document in (report({}), report({"a.q1": "ad_hoc"}), workbook(told(OF, SAID), WORDS)):
        assert "assumed" not in sections(document)
        assert not {WORDS("view.assumed.intro"), "Assumed answer", "As answered"} & set(texts(document))


# --- among the answers --------------------------------------------------------------------------------------------


def pairs(document: Document, question_id: str) -> list[tuple[str, str]]:
    """Return what stands at a question in the annex of answers."""
    first, *_ = sections(document)[f"answers.{question_id}"].blocks
    assert isinstance(first, Facts)
    return list(first.pairs)


def test_annex() -> None:
    """Among all answers an assumed one is called so and stands beside the one given; its evidence is not claimed."""
    document = report(ASSUMED)

    assert [
        ("Assumed answer", "“operating” (level 3 of 4): operating."),
        ("As answered", "“defined” (level 2 of 4)"),
    ] == pairs(document, "a.q2")
    assert [("Assumed answer", "Don't know"), ("As answered", "Not answered yet")] == pairs(document, "a.q3")
    assert [("Answer", "“ad_hoc” (level 1 of 4): ad_hoc.")] == pairs(document, "a.q1")
    assert "Weekly." in texts(document)


def test_not_applicable() -> None:
    """An assumption that a question does not apply has no reason, and that is said."""
    table = sections(report(ASSUMED))["not_applicable"].blocks[-1]

    assert isinstance(table, Table)
    assert [("1.4 a.q4?", "Assumed, without a reason")] == [
        tuple(cell.text for cell in row) for row in table.rows
    ]
