"""Comparisons in words: page one, the sentences on gaps, movements, both wordings, what is withheld."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from cpch_cli.core.compare_rounds import compare_rounds
from cpch_cli.core.compare_voices import compare_voices
from cpch_cli.core.document import (
    Block,
    Document,
    Facts,
    Items,
    Paragraph,
    Section,
    Table,
    Trend,
    end_of_front,
)
from cpch_cli.core.plan import Plan
from cpch_cli.core.routing import Basis
from cpch_cli.core.view_rounds import rounds
from cpch_cli.core.view_voices import voices
from cpch_cli.i18n import load_words
from documents import sections, sheet, texts
from helpers import Said, diagnostic, question, solution, weakness

WORDS: Final = load_words("en")
FORMER: Final = "0" * 16
OF: Final = diagnostic(
    question(
        "a.one",
        critical=True,
        number="1.1",
        weaknesses=[weakness("v"), weakness("w")],
        solutions=["s", "t"],
        not_applicable="Never.",
    ),
    question(
        "a.two",
        number="1.2",
        formerly=[
            {"asked": FORMER, "version": "0.9", "text": "Two, once?", "levels": {"ad_hoc": "Once."}},
            {"asked": "1" * 16, "version": "0.8", "text": "Two, long ago?"},
        ],
    ),
    question("a.three", number="1.3", ask_if={"question": "a.one", "at_least": "defined"}),
    question("b.four", number="2.1"),
    solutions=[solution("s", raises={"a.one": "3"}), solution("t")],
)
Subject = Mapping[str, Any]


def of_voices(
    first: Mapping[str, Said],
    second: Mapping[str, Said],
    one: Subject | None = None,
    two: Subject | None = None,
    basis: Basis = "claimed",
) -> Document:
    """Return the document that compares customs and police."""
    said = {
        "customs": sheet(OF, first, **(one or {})),
        "police": sheet(OF, second, **(two or {})),
    }
    return voices(compare_voices(OF, said, basis), WORDS)


def of_rounds(*said: Mapping[str, Said], **subject: Any) -> Document:
    """Return the document that compares rounds, the first in 2024, each a year later."""
    days = [f"{year}-05-01" for year in range(2024, 2024 + len(said))]
    sheets = {day: sheet(OF, one, date=day, **subject) for day, one in zip(days, said, strict=True)}
    return rounds(compare_rounds(OF, sheets, "claimed"), WORDS)


def block(section: Section, kind: type[Block]) -> Any:
    """Return the first block of a kind in a section."""
    return next(each for each in section.blocks if isinstance(each, kind))


def rows(table: Table) -> list[list[str]]:
    """Return the texts of a table."""
    return [[cell.text for cell in row] for row in table.rows]


def facts(section: Section) -> dict[str, str]:
    """Return the first facts of a section."""
    found: Facts = block(section, Facts)
    return dict(found.pairs)


# --- head -------------------------------------------------------------------------------------------------------------


def test_head() -> None:
    """The title says what is compared; the head says which files, how far each has come, and from when."""
    document = of_voices(
        {"a.one": 1},
        {},
        {"country": "A", "date": "2026-01-02", "handling": "Secret"},
        {"country": "A", "handling": "Restricted"},
    )
    (head, caveat, *_) = document.blocks

    assert "Comparison of voices \u2013 Tiny: A" == document.title
    assert (None, "Secret / Restricted", "2026-01-02") == (
        document.draft,
        document.handling,
        str(document.date),
    )
    assert isinstance(head, Facts)
    customs, police = (dict(head.pairs)[name].split("\n") for name in ("Customs", "Police"))
    assert ["Answers of 2 January 2026", "Answered: 1 of 3 questions that apply (33 %)"] == customs[:2]
    assert "Answers without a date" == police[0]
    assert isinstance(caveat, Paragraph)
    assert "alert" == caveat.kind


def test_each_kind_of_assessment_has_its_caveat() -> None:
    """Files that were made in different ways have the sentence of each; the same one stands once."""
    same = of_voices({}, {}).blocks
    differ = of_voices({}, {}, {"conducted": "peer"}).blocks

    assert [1, 2] == [
        sum(isinstance(each, Paragraph) and each.kind == "alert" for each in blocks)
        for blocks in (same, differ)
    ]


def test_basis_is_named() -> None:
    """Another basis than the usual one is said at the head."""
    head = of_voices({}, {}, basis="evidenced").blocks[0]

    assert isinstance(head, Facts)
    assert WORDS("view.basis.evidenced") == dict(head.pairs)["Basis"]


def test_page_one() -> None:
    """The part in short ends page one, in both kinds."""
    for document in (of_voices({}, {}), of_rounds({}, {})):
        place = end_of_front(document)
        front = document.blocks[place - 1]

        assert isinstance(front, Section)
        assert "overview" == front.id


# --- voices -----------------------------------------------------------------------------------------------------------


def test_gap_in_words() -> None:
    """A gap is a sentence: who says what, who does not know."""
    document = of_voices(
        {"a.one": 1, "a.two": 3, "b.four": {"level": 3}}, {"a.one": 3, "a.two": "unknown", "b.four": 2}
    )
    items: Items = block(sections(document)["overview.gaps"], Items)

    assert (
        "1.1 a.one? (critical question) \u2013 customs says “ad_hoc” (1 of 4); police says “operating” (3 of 4).",
        "2.1 b.four? \u2013 customs says “operating” (3 of 4); police says “defined” (2 of 4).",
        "1.2 a.two? \u2013 customs says “operating” (3 of 4); police does not know.",
    ) == items.items
    assert items.numbered


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"level": "not_applicable", "reason": "No."}, "police says “not applicable”", id="n/a"),
        pytest.param(None, "police has not answered", id="open"),
    ],
)
def test_other_answers_in_words(said: Said | None, expected: str) -> None:
    """What is no level has its words."""
    document = of_voices({"a.one": 1}, {"a.one": said} if said else {})

    assert expected in " ".join(texts(sections(document)["overview.gaps"]))


def test_more_gaps_than_page_one_has_room_for() -> None:
    """Page one has ten; the rest is counted there, and all of them stand in their section."""
    of = diagnostic(*(question(f"a.q{number}", number=f"1.{number}") for number in range(12)))
    said = {name: sheet(of, dict.fromkeys(of.question, level)) for name, level in (("x", 1), ("y", 2))}
    document = voices(compare_voices(of, said, "claimed"), WORDS)
    on_page_one = sections(document)["overview.gaps"]

    assert 10 == len(block(on_page_one, Items).items)
    assert "2 more questions follow under “All differences”." == block(on_page_one, Paragraph).text
    assert 12 == len(block(sections(document)["differences"], Items).items)


def test_no_gaps() -> None:
    """Voices that agree are said to; there are no empty parts."""
    found = sections(of_voices({"a.one": 1}, {"a.one": 1}))

    for part in ("overview.gaps", "gaps"):
        assert WORDS("compare.gaps.none") == block(found[part], Paragraph).text
    assert {"disputed", "differences", "reworded"}.isdisjoint(found)


def test_domains_beside_each_other() -> None:
    """Score and range of each voice, a star for don't know, the joint band, the gap; a domain left out says so."""
    document = of_voices({"a.one": 3, "a.two": 3}, {"a.one": "unknown", "a.two": 1}, None, {"domains": ["a"]})
    table: Table = block(sections(document)["overview.domains"], Table)

    assert ["Domain", "Customs", "Police", "Joint", "Band", "Gap"] == [each.title for each in table.columns]
    assert [
        ["1 a", "3.0 (2.0 to 3.3)", "0.5* (0.3 to 3.0)", "2.0 (1.3 to 2.7)", "Partial", "2.5"],
        ["2 b", "\u2013", "outside its scope", "\u2013", "Not rated: less than 60 % answered", "\u2013"],
    ] == rows(table)
    assert WORDS("view.profile.star") in texts(sections(document)["overview.domains"])


def test_counts_with_the_numbers_of_questions() -> None:
    """How many questions of each kind, and which; kinds that do not occur are left out."""
    document = of_voices({"a.one": 1, "b.four": 1}, {"a.one": 3, "b.four": 1})

    assert ("The same level: 1: 2.1", "Disputed: 1: 1.1", "Nobody has answered: 2: 1.2 and 1.3") == block(
        sections(document)["overview.counts"], Items
    ).items


def test_disputed_with_notes() -> None:
    """Beside a disputed question stand both answers with evidence, note and reason; what is withheld is counted."""
    document = of_voices(
        {"a.one": {"level": 1, "evidence": "document", "note": "Ours.", "handling": "own_service"}},
        {"a.one": {"level": "not_applicable", "reason": "Theirs.", "note": "Really."}},
    )

    assert {
        "Customs": "“ad_hoc” (level 1 of 4)\nEvidence: a document that was seen",
        "Customs: Withheld": "1 text of an answer",
        "Police": "Not applicable",
        "Police: Note": "Really.",
        "Police: Reason": "Theirs.",
    } == facts(sections(document)["disputed.a.one"])
    head = document.blocks[0]
    assert isinstance(head, Facts)
    assert dict(head.pairs)["Withheld"].startswith("1 text of an answer, which a service keeps to itself")
    assert "Ours." not in " ".join(texts(document))


def test_every_answer() -> None:
    """Each question with each voice's answer, the agreement and what counts; weaknesses with who saw them."""
    document = of_voices(
        {"a.one": {"level": 1, "weaknesses": ["v", "w"]}},
        {"a.one": {"level": 3, "weaknesses": ["w"]}, "a.three": 2},
    )
    answers, seen = (each for each in sections(document)["answers.a"].blocks if isinstance(each, Table))

    assert [
        "1.1 a.one? (critical question)",
        "“ad_hoc” (level 1 of 4)",
        "“operating” (level 3 of 4)",
        "disputed",
        "“ad_hoc” (level 1 of 4)",
    ] == rows(answers)[0]
    assert "Not asked, because of an earlier answer" == rows(answers)[2][1]
    assert [["1.1", "v.", "Customs"], ["1.1", "w.", "Customs and Police"]] == rows(seen)
    assert 1 == len(sections(document)["answers.b"].blocks), "no weaknesses were seen there"


def test_answers_to_other_words() -> None:
    """Questions whose words changed between the answers are named."""
    document = of_voices({"a.two": {"level": 1, "asked": FORMER}}, {"a.two": 1})

    assert ("1.2 a.two?",) == block(sections(document)["reworded"], Items).items


# --- rounds -----------------------------------------------------------------------------------------------------------


def test_trend() -> None:
    """A line for each domain: the score of each round with its band, and the change over the same questions."""
    document = of_rounds({"a.one": 1, "a.two": "unknown"}, {"a.one": 3, "a.two": 2, "b.four": 1})
    trend: Trend = block(sections(document)["overview"], Trend)

    assert ("1 May 2024", "1 May 2025") == trend.rounds
    assert [
        ("1 a", ["0.5*", "2.5"], ["critical_gap", "partial"], "+2.0 (1 question)"),
        ("2 b", ["\u2013", "1.0"], ["plain", "weak"], "nothing to compare"),
    ] == [
        (
            line.label,
            [point.text for point in line.points],
            [point.tone for point in line.points],
            line.change,
        )
        for line in trend.lines
    ]
    assert WORDS("view.profile.star") in texts(sections(document)["overview"])


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (1, 3, "1.0 → 3.0: +2.0 (1 question)"),
        (3, 1, "3.0 → 1.0: \u22122.0 (1 question)"),
        (1, 1, "1.0 → 1.0: no change (1 question)"),
        (1, "unknown", "nothing to compare"),
    ],
)
def test_means_over_the_same_questions(then: Said, now: Said, expected: str) -> None:
    """The change has a sign, or is none."""
    document = of_rounds({"a.two": then}, {"a.two": now})

    assert expected == facts(sections(document)["overview"])["Over the same questions"]
    table: Table = block(sections(document)["moved"], Table)
    assert expected == rows(table)[0][-1]


def test_movements_with_the_numbers_of_questions() -> None:
    """How many moved in each way, and which."""
    document = of_rounds({"a.one": 1, "a.two": 2}, {"a.one": 3, "a.two": 2, "b.four": 1})

    assert (
        "Better: 1: 1.1",
        "The same: 1: 1.2",
        "Newly answered: 1: 2.1",
        "No level in either round: 1: 1.3",
    ) == block(sections(document)["overview.movements"], Items).items
    table: Table = block(sections(document)["moved.a"], Table)
    assert [("Better", "sound"), ("The same", "plain"), ("No level in either round", "plain")] == [
        (row[-1].text, row[-1].tone) for row in table.rows
    ]
    assert ["1.2 a.two?", "“defined” (level 2 of 4)", "“defined” (level 2 of 4)"] == rows(table)[1][:3]


def test_weaknesses_of_rounds() -> None:
    """Weaknesses that are solved, new and remaining have a table each; without any there is no such part."""
    then, now = ({"a.one": {"level": 1, "weaknesses": ticked}} for ticked in (["v"], ["w"]))
    found = sections(of_rounds(then, now))["weaknesses"].blocks

    assert [("No longer seen", "v."), ("Newly seen", "w.")] == [
        (table.title, table.rows[0][1].text) for table in found if isinstance(table, Table)
    ]
    assert "weaknesses" not in sections(of_rounds({}, {}))


def test_advice_and_what_is_missing() -> None:
    """Each recommendation of the first round, what became of it, and what is still below its aim."""
    document = of_rounds({"a.one": 1}, {"a.one": 2})
    table: Table = block(sections(document)["followed"], Table)

    assert [
        ["s", "not followed", "1.1: “defined” (level 2 of 4); aim: “operating”"],
        ["t", "the levels do not tell", "\u2013"],
    ] == rows(table)
    assert (
        "not followed: 1; the levels do not tell: 1"
        == (facts(sections(document)["overview"])["Recommendations of the first round"])
    )
    assert "followed" not in sections(of_rounds({}, {}))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (FORMER, "Version 0.9: Two, once?\nAnswer: “ad_hoc” (level 1 of 4). The level meant: Once."),
        ("1" * 16, "Version 0.8: Two, long ago?\nAnswer: “ad_hoc” (level 1 of 4)"),
        ("2" * 16, "The wording that was answered is not known any more.\nAnswer: “ad_hoc” (level 1 of 4)"),
    ],
)
def test_both_wordings(asked: str, expected: str) -> None:
    """What is not comparable stands with both wordings, and what the levels meant, as far as it is known."""
    document = of_rounds({"a.two": {"level": 1, "asked": asked}}, {"a.two": 2})

    assert {
        "1 May 2024": expected,
        "1 May 2025": "Version 1.0: a.two?\nAnswer: “defined” (level 2 of 4). The level meant: defined.",
    } == facts(sections(document)["not_comparable.a.two"])
    assert "not_comparable" not in sections(of_rounds({}, {}))


def test_rounds_named_by_their_files() -> None:
    """A round that is not named by its day has the name of its file."""
    said = {"spring": sheet(OF, {}), "autumn": sheet(OF, {}, date="2026-10-01")}
    trend: Trend = block(sections(rounds(compare_rounds(OF, said, "claimed"), WORDS))["overview"], Trend)

    assert ("spring", "autumn") == trend.rounds


def test_marks_of_earlier_rounds() -> None:
    """A mark that one round bears, the whole bears, also where the last round has none."""
    said = {"x": sheet(OF, {}, handling="Secret"), "y": sheet(OF, {})}

    assert "Secret" == rounds(compare_rounds(OF, said, "claimed"), WORDS).handling


def test_rounds_withhold_as_a_report_does() -> None:
    """A service sees its own texts; those of the other service's voice are withheld and counted."""
    voice = {"level": 1, "note": "Theirs.", "handling": "own_service"}
    said = {"a.one": {"level": 1, "note": "Ours.", "handling": "own_service", "voices": {"police": voice}}}
    head = of_rounds(said, {}, agency="customs").blocks[0]

    assert isinstance(head, Facts)
    assert dict(head.pairs)["Withheld"].startswith("1 text of an answer")


def test_rounds_with_a_plan() -> None:
    """What became of each action stands beside what became of the advice, by the day of the last round."""
    plan = Plan.model_validate(
        {"format": "cpch-plan/1", "actions": {"s": {"date": "2025-01-01", "status": "under_way"}}}
    )
    said = {f"{year}-05-01": sheet(OF, {"a.one": 0}, date=f"{year}-05-01") for year in ("2024", "2026")}
    document = rounds(compare_rounds(OF, said, "claimed", plan=plan), WORDS)

    table: Table = block(sections(document)["followed"], Table)
    assert "In the plan" == table.columns[-1].title
    assert {"s": "Under way, overdue", "t": ""} == {str(row[0].value): row[-1].text for row in table.rows}
    assert ("In the plan", "Under way: 1; Overdue on 1 May 2026: 1") in block(
        sections(document)["overview"], Facts
    ).pairs
