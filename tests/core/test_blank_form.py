"""The blank form: every question with its boxes, and what stands before and after them."""

from typing import Final

from cpch_cli.core.blank_form import blank_form
from cpch_cli.core.document import Facts, Items, Paragraph, Section
from cpch_cli.core.model import Diagnostic
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from helpers import diagnostic, question, weakness

WORDS: Final = load_words("en")
BUILT_IN: Final = load_diagnostic()
OWN: Final = {"absent": "None.", "ad_hoc": "Some.", "defined": "Paper.", "operating": "Use."}
TINY: Final = diagnostic(
    question("a.one", number="1.1", critical=True, levels={**OWN, "institutionalised": "Reviewed."}),
    question(
        "a.two",
        number="1.2",
        evidence=["a list"],
        levels={"absent": "Nothing."},
        not_applicable="There is no border.",
        ask_if={"question": "a.one", "is": "defined"},
        weaknesses=[weakness("w")],
    ),
)


def sections(of: Diagnostic) -> list[Section]:
    """Return the sections of the form."""
    return [block for block in blank_form(of, WORDS).blocks if isinstance(block, Section)]


def questions(of: Diagnostic) -> dict[str, Section]:
    """Return the part of the form for each question, by its id."""
    inner = [block for section in sections(of) for block in section.blocks]
    return {block.id: block for block in inner if isinstance(block, Section)}


def lists(section: Section) -> dict[str, tuple[str, ...]]:
    """Return each list of a section under the paragraph that stands before it."""
    pairs = zip(section.blocks, section.blocks[1:], strict=False)
    return {
        before.text: block.items
        for before, block in pairs
        if isinstance(before, Paragraph) and isinstance(block, Items)
    }


def test_every_question_stands_in_the_form() -> None:
    """The form has every question with its number and text, in the order of the domains."""
    assert [f"{each.number} {each.text}" for each in BUILT_IN.questions] == [
        section.title for section in questions(BUILT_IN).values()
    ]


def test_every_answer_has_a_box() -> None:
    """The form has a box for each level, don't know, not applicable where it is allowed, and each weakness."""
    for each in BUILT_IN.questions:
        boxes = [
            item
            for listed in lists(questions(BUILT_IN)[each.id]).values()
            for item in listed
            if item.startswith("[ ] ")
        ]
        levels = len(BUILT_IN.levels[each.id])

        assert levels + 1 + (each.not_applicable is not None) + len(each.weaknesses) == len(boxes)


def test_levels_in_the_question_s_own_words() -> None:
    """A question that has words of its own for its levels shows them at the boxes."""
    listed = lists(questions(TINY)["a.one"])["Level (tick one):"]

    assert ("[ ] 0 absent: None.", "[ ] 1 ad_hoc: Some.") == listed[:2]
    assert "[ ] Don't know" == listed[-1]


def test_levels_in_the_scale_s_words() -> None:
    """Levels without words of the question's own are named at the boxes and described once, at the beginning."""
    ((title, listed),) = [pair for pair in lists(questions(TINY)["a.two"]).items() if "Level" in pair[0]]
    scale = next(section for section in sections(TINY) if section.id == "maturity")

    assert "stands at the beginning of the form" in title
    assert ("[ ] 0 absent: Nothing.", "[ ] 1 ad_hoc") == listed[:2]
    assert (
        Facts(tuple((f"{level.value} {level.title}", level.text) for level in TINY.scales["maturity"])),
    ) == (scale.blocks)


def test_not_applicable_asks_for_a_reason() -> None:
    """Where not applicable is allowed, the form says in which case and leaves room for the reason."""
    boxes = [item for listed in lists(questions(TINY)["a.two"]).values() for item in listed]
    (not_applicable,) = [box for box in boxes if "Not applicable" in box]

    assert "in this case only: There is no border. Reason: ....." in not_applicable


def test_what_is_said_at_a_question() -> None:
    """A critical question, one of the extract and one that is not always asked say so."""
    assert Paragraph("This is a critical question.") == questions(TINY)["a.one"].blocks[0]
    assert (
        Paragraph("Answer it only if question 1.1, “a.one?”, is answered “defined” (2).")
        == questions(TINY)["a.two"].blocks[0]
    )
    assert (
        Paragraph("The question is from the extract of the handbook.")
        in questions(BUILT_IN)["risk.cooperation"].blocks
    )


def test_evidence_and_notes() -> None:
    """Each question has its evidence to look for, the grades to tick and lines to write on."""
    section = questions(TINY)["a.two"]
    last = section.blocks[-1]

    assert ("a list",) == lists(section)["Evidence to look for:"]
    assert Facts in [type(block) for block in section.blocks]
    assert isinstance(last, Paragraph)
    assert 4 == len(last.text.splitlines())
    assert "Evidence to look for:" not in lists(questions(TINY)["a.one"])


def test_order() -> None:
    """The form begins with how to fill it in and ends with what is the handbook's."""
    assert ["form-how", "maturity", "form-grades", "form-subject", "a", "form-origin"] == [
        section.id for section in sections(TINY)
    ]


def test_origin_of_the_built_in_diagnostic() -> None:
    """The end of the form names what is the extract's, letter for letter, and says whose the rest is."""
    (extract,) = lists(sections(BUILT_IN)[-1]).values()

    assert 3 == len(extract)
    assert "question 4.1, “Do the agencies cooperate" in extract[0]
    assert "“No communication between customs and police.”" in extract[1]


def test_origin_without_the_extract() -> None:
    """A diagnostic that has nothing of the extract names nothing of it."""
    end = sections(TINY)[-1]

    assert {} == lists(end)
    assert (
        Paragraph("All of it, questions, levels and scoring, is proposed by this project.") == end.blocks[0]
    )
    assert "neither" in str(end.blocks[1]).lower()
