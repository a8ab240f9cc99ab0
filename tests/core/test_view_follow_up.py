"""The follow-up of a workshop: what is still to be settled by whom, and who did not agree."""

from typing import Any, Final

import pytest

from cpch_cli.core.document import Cell, Column, Paragraph, Section, Table
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.core.view_follow_up import follow_up
from cpch_cli.i18n import load_words
from documents import sheet, told
from helpers import Said, diagnostic, question

WORDS: Final = load_words("en")
OF: Final = diagnostic(
    question("law.text", number="1.1", text="A text?"),
    question(
        "law.use", number="1.2", text="Is it used?", ask_if={"question": "law.text", "at_least": "defined"}
    ),
    question("sea.port", number="2.1", text="A port?", not_applicable="No coast."),
)
POINT: Final = {"text": "Find it."}
DISSENT: Final = {"who": "Police", "text": "No."}


def section(outcome: Outcome) -> Section:
    """Return the only section of the follow-up."""
    (found,) = follow_up(outcome, WORDS)
    return found


def tables(outcome: Outcome) -> dict[str, list[tuple[str, ...]]]:
    """Return the texts of the tables of the follow-up by their titles."""
    return {
        block.title: [tuple(cell.text for cell in row) for row in block.rows]
        for block in section(outcome).blocks
        if isinstance(block, Table)
    }


def test_follow_up_in_full() -> None:
    """Points stand with their owner, dissents with who and what, each with its question; a heading says what it is."""
    said: dict[str, Said] = {
        "law.text": {"level": 3, "open": [{**POINT, "owner": "Archive"}], "dissent": [DISSENT]}
    }
    named = Cell("1.1 A text?", "law.text")

    assert Section(
        "follow_up",
        "Follow-up of the workshop",
        (
            Paragraph("Points that are still to be settled, and who did not agree with an answer."),
            Table(
                "To be settled",
                (Column("Question"), Column("Point"), Column("Owner")),
                ((named, Cell("Find it."), Cell("Archive")),),
            ),
            Table(
                "Dissent",
                (Column("Question"), Column("Who"), Column("What they say")),
                ((named, Cell("Police"), Cell("No.")),),
            ),
        ),
    ) == section(told(OF, said))


def test_several_points_and_dissents() -> None:
    """Every point and every dissent has its row, in the order of the questions; a point may have no owner."""
    said: dict[str, Said] = {
        "law.text": {"level": 3, "dissent": [DISSENT, {"who": "Court", "text": "Never."}]},
        "law.use": {
            "level": 1,
            "open": [POINT, {"text": "Read it.", "owner": "Archive"}],
            "dissent": [DISSENT],
        },
        "sea.port": {"level": 1, "open": [{"text": "Build it."}]},
    }

    assert {
        "To be settled": [
            ("1.2 Is it used?", "Find it.", ""),
            ("1.2 Is it used?", "Read it.", "Archive"),
            ("2.1 A port?", "Build it.", ""),
        ],
        "Dissent": [
            ("1.1 A text?", "Police", "No."),
            ("1.1 A text?", "Court", "Never."),
            ("1.2 Is it used?", "Police", "No."),
        ],
    } == tables(told(OF, said))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"level": 3, "open": [POINT]}, {"To be settled": [("1.1 A text?", "Find it.", "")]}),
        ({"level": 3, "dissent": [DISSENT]}, {"Dissent": [("1.1 A text?", "Police", "No.")]}),
    ],
)
def test_only_one_kind(answer: Said, expected: dict[str, list[tuple[str, ...]]]) -> None:
    """Where there are only points, or only dissents, the other table is left out."""
    assert expected == tables(told(OF, {"law.text": answer}))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"open": [POINT]}, id="still open"),
        pytest.param({"level": "unknown", "open": [POINT]}, id="don't know"),
        pytest.param(
            {"level": "not_applicable", "reason": "No coast.", "open": [POINT]}, id="not applicable"
        ),
    ],
)
def test_points_of_questions_without_a_level(answer: Said) -> None:
    """What is to be settled does not depend on whether the question has a level already."""
    assert {"To be settled": [("2.1 A port?", "Find it.", "")]} == tables(told(OF, {"sea.port": answer}))


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        pytest.param({}, {}, id="no answers"),
        pytest.param({"law.text": {"level": 3, "agreed": ["Customs"], "note": "So."}}, {}, id="all agreed"),
        pytest.param({"law.text": {"level": 3, "open": [], "dissent": []}}, {}, id="empty lists"),
        pytest.param(
            {"law.text": 0, "law.use": {"level": 3, "open": [POINT], "dissent": [DISSENT]}},
            {},
            id="not asked",
        ),
        pytest.param({"sea.port": {"level": 3, "open": [POINT]}}, {"domains": ["law"]}, id="out of scope"),
        pytest.param({"law.old": {"open": [POINT], "dissent": [DISSENT]}}, {}, id="not asked any more"),
    ],
)
def test_nothing_to_follow_up(said: dict[str, Said], subject: dict[str, Any]) -> None:
    """Where nothing was left open or contested, among what is assessed, there is no follow-up."""
    outcome = conclude(OF, sheet(OF, said, **subject), "claimed")

    assert [] == list(follow_up(outcome, WORDS))


def test_points_that_a_voice_brought_along() -> None:
    """What one service still wants to settle is not lost when a level is agreed on."""
    voice = {"level": 1, "open": [{"text": "Ask them.", "owner": "Liaison desk"}]}
    said: dict[str, Said] = {"law.text": {"level": 2, "voices": {"police": voice, "customs": 2}}}

    assert {"To be settled": [("1.1 A text?", "Police: Ask them.", "Liaison desk")]} == tables(told(OF, said))
