"""Explaining: every part of the built-in diagnostic, then what each page says, on tiny diagnostics."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from cpch_cli.core.document import Block, Document, Facts, Items, Paragraph, Section
from cpch_cli.core.explain import explain, ids, listing, suggest
from cpch_cli.core.model import Diagnostic
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from helpers import diagnostic, question, resource, rule, scale, solution, weakness

WORDS: Final = load_words("en")
BUILT_IN: Final = load_diagnostic()


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
        case _:
            pytest.fail(f"no page has a block like {block}")


def explained(of: Diagnostic, name: str) -> Document:
    """Return the page of an id that the diagnostic has."""
    page = explain(of, name, WORDS)
    assert page, f"{name} has no page"
    return page


def facts(of: Diagnostic, name: str) -> dict[str, str]:
    """Return the facts at the top of the page of an id."""
    first = explained(of, name).blocks[0]
    assert isinstance(first, Facts)
    return dict(first.pairs)


def sections(of: Diagnostic, name: str) -> dict[str, tuple[Block, ...]]:
    """Return the blocks of each section of the page of an id, by the id of the section."""
    return {block.id: block.blocks for block in explained(of, name).blocks if isinstance(block, Section)}


def items(of: Diagnostic, name: str, section: str) -> tuple[str, ...]:
    """Return the list in a section of the page of an id, or no items where there is no such section."""
    return next(
        (block.items for block in sections(of, name).get(section, ()) if isinstance(block, Items)), ()
    )


# --- the built-in diagnostic --------------------------------------------------------------------------------------


def words_of(part: Any) -> list[str]:
    """Return the texts that a page of the built-in diagnostic must hold, for what an id names."""
    whole = {
        "domains": ("title",),
        "questions": ("why", "evidence"),
        "solutions": ("steps", "first_step", "done_when"),
        "resources": ("owner", "customs", "police", "note"),
        "rules": ("because", "remark"),
    }
    found = [getattr(part, key) for keys in whole.values() for key in keys if hasattr(part, key)]
    return [text for one in found if one for text in (one if isinstance(one, tuple) else (one,))]


PARTS: Final = [
    pytest.param(part.id, part, id=part.id)
    for kind in ("domains", "questions", "solutions", "resources", "rules")
    for part in getattr(BUILT_IN, kind)
]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_every_part_is_explained_in_full(name: str, part: Any) -> None:
    """The page of an id holds every text that the diagnostic has about it, letter for letter."""
    page = list(texts(explained(BUILT_IN, name)))

    assert [] == [text for text in words_of(part) if not any(text in shown for shown in page)]


def test_every_question_shows_its_levels_and_weaknesses() -> None:
    """The page of a question holds its text, the text of each level and of each weakness."""
    for each in BUILT_IN.questions:
        page = "\n".join(texts(explained(BUILT_IN, each.id)))
        levels = [level.text for level in BUILT_IN.levels[each.id]]

        assert [] == [
            text for text in (each.text, *levels, *(one.text for one in each.weaknesses)) if text not in page
        ]


def test_every_id_has_a_page() -> None:
    """Whatever is listed as an id can be explained, weaknesses and scales included."""
    assert [] == [name for name in ids(BUILT_IN) if explain(BUILT_IN, name, WORDS) is None]
    assert {"risk.cooperation#no_communication", "maturity"} < set(ids(BUILT_IN))


@pytest.mark.parametrize("each", BUILT_IN.questions, ids=lambda each: each.id)
def test_number_is_as_good_as_the_id(each: Any) -> None:
    """A question is explained by its number too."""
    assert explain(BUILT_IN, each.id, WORDS) == explain(BUILT_IN, each.number, WORDS)


def test_listing_names_everything() -> None:
    """The list names every id, and every number, with its title."""
    listed = "\n".join(texts(listing(BUILT_IN, WORDS)))

    assert [] == [name for name in ids(BUILT_IN) if name not in listed]
    assert [] == [each.text for each in BUILT_IN.questions if each.text not in listed]


def test_extract_is_told_from_our_words() -> None:
    """The handbook's question, weaknesses and solutions are said to be the extract's, the rest to be ours."""
    ours = "proposed by this project"

    assert "from the extract of the handbook" in facts(BUILT_IN, "4.1")["Source"]
    assert (
        "from the extract of the handbook" == facts(BUILT_IN, "risk.cooperation#no_communication")["Source"]
    )
    assert "the title is from the extract" in facts(BUILT_IN, "mou")["Source"]
    assert [ours] * 3 == [
        facts(BUILT_IN, name)["Source"] for name in ("1.1", "legal.instrument#no_agreement", "duty_roster")
    ]


def test_links_of_the_extract() -> None:
    """Which question a solution of the extract answers is said to be our choice, where the extract does not say."""
    choice = {
        name: [
            block.text for block in sections(BUILT_IN, name)["for_answers"] if isinstance(block, Paragraph)
        ]
        for name in ("mou", "information_sharing", "joint_risk_profiling", "duty_roster")
    }

    assert all(text.startswith("The extract of the handbook gives") for text in choice["mou"])
    assert 1 == len(choice["mou"])
    assert choice["mou"] == choice["information_sharing"]
    assert "stands beside question 4.1" in choice["joint_risk_profiling"][0]
    assert [] == choice["duty_roster"]


# --- names --------------------------------------------------------------------------------------------------------

TINY: Final = diagnostic(
    question(
        "a.one",
        number="1.1",
        text="One?",
        critical=True,
        handbook="II.a, II.b",
        weight=2,
        weaknesses=[weakness("w", "fix"), weakness("v")],
        solutions=["low", "high", "never", "all"],
    ),
    question(
        "a.two",
        number="1.2",
        handbook="III.c",
        ask_if={"question": "a.one", "at_least": "defined"},
        not_applicable="There is no border.",
        formerly=[
            {
                "asked": "0123456789abcdef",
                "version": "0.9",
                "text": "Two, once?",
                "levels": {"absent": "None then."},
            },
            {"asked": "1123456789abcdef", "version": "0.8", "text": "Two, first?"},
        ],
    ),
    question("b.three", number="2.1", scale="coarse", critical=True),
    sections={"II.b": "On the law", "IV.a": "Levels"},
    domains=[{"id": "a", "title": "Law", "handbook": "II.b"}, {"id": "b", "title": "Work", "weight": "0.5"}],
    scales={"coarse": scale(0, 1, ids=("no", "yes"))},
    solutions=[
        solution("low", raises={"a.one": "ad_hoc"}, who=["customs", "police"]),
        solution("high", raises={"a.one": 3, "b.three": "yes"}, requires=["low"], resources=["res"]),
        solution("never", raises={"a.one": "absent"}),
        solution("all"),
        solution("fix"),
    ],
    resources=[
        resource("res", note="Ask first."),
        resource("seen", checked=True),
    ],
    rules=[
        rule("both", {"all": [{"question": "a.one", "weakness": "w"}, {"domain": "a", "below": 2}]}, "fix"),
        rule("speaks", {"question": "b.three", "is": "unknown"}, remark="Find out."),
    ],
)


@pytest.mark.parametrize("name", ["", "zzz", "a.one#x", "#w", "1", "A.ONE"])
def test_what_names_nothing(name: str) -> None:
    """What is no id and no number has no page."""
    assert explain(TINY, name, WORDS) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("risk.coperation", "risk.cooperation"),
        ("no_communication", "risk.cooperation#no_communication"),
        ("MOU", "mou"),
        ("4.11", ""),
        ("banana split", ""),
    ],
)
def test_suggest(word: str, expected: str) -> None:
    """The nearest id is suggested, whatever its kind; never a number."""
    assert expected == suggest(BUILT_IN, word)


def test_an_id_comes_before_a_number() -> None:
    """A number that is the id of something else does not hide it."""
    shadowed = diagnostic(question("a.one", number="a"))

    assert "Domain: a" == explained(shadowed, "a").title


# --- questions ----------------------------------------------------------------------------------------------------


def test_facts_of_a_question() -> None:
    """The facts of a question say where it belongs, with the names of sections that are certain, and what is not as usual."""
    assert {
        "ID": "a.one",
        "Domain": "Law (a)",
        "Handbook": "on the subject of sections II.a and II.b (“On the law”)",
        "Source": "proposed by this project",
        "Kind": "practice: what is done",
        "Weight": "2",
        "Scale": "maturity",
    } == facts(TINY, "a.one")
    assert "on the subject of section III.c" == facts(TINY, "a.two")["Handbook"]
    assert {"Handbook", "Weight"}.isdisjoint(facts(TINY, "b.three"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "a.one",
            [
                ("“absent” (0) and don't know", "the domain is rated weak at most, whatever its score"),
                ("“ad_hoc” (1)", "the domain is rated partial at most, whatever its score"),
                ("No answer yet", "the domain is not rated"),
            ],
        ),
        (
            "b.three",
            [
                ("“no” (0) and don't know", "the domain is rated weak at most, whatever its score"),
                ("No answer yet", "the domain is not rated"),
            ],
        ),
    ],
)
def test_what_a_critical_question_caps(name: str, expected: list[tuple[str, str]]) -> None:
    """A critical question says which of its own levels hold down its domain, and how far."""
    assert (Facts(tuple(expected)),) == sections(TINY, name)["critical"]


def test_question_that_is_not_critical_caps_nothing() -> None:
    """A question that is not critical has no such section."""
    assert "critical" not in sections(TINY, "a.two")


def test_other_answers() -> None:
    """A question says whether not applicable is allowed, and when."""
    assert ["Not applicable is not allowed."] == list(items(TINY, "a.one", "other_answers")[1:])
    assert "There is no border." in items(TINY, "a.two", "other_answers")[1]


def test_when_a_question_is_asked() -> None:
    """A question with `ask_if` says when it is asked; the others do not speak of it."""
    (asked,) = sections(TINY, "a.two")["asked_if"]

    assert Paragraph("Question 1.1, “One?”, is answered at least “defined” (2).") == asked
    assert "asked_if" not in sections(TINY, "a.one")


def test_weaknesses_of_a_question() -> None:
    """Each weakness stands with its whole id, its source, and its solutions if it has some."""
    assert (
        "a.one#w: w. (proposed by this project; possible solutions: fix)",
        "a.one#v: v. (proposed by this project)",
    ) == items(TINY, "a.one", "weaknesses")


def test_solutions_of_a_question() -> None:
    """Each solution stands with the levels at which it is recommended, those of weaknesses alone apart."""
    assert (
        "low: low (recommended at level 0)",
        "high: high (recommended at the levels 0, 1 and 2)",
        "all: all (recommended at the levels 0, 1 and 2)",
    ) == items(TINY, "a.one", "solutions")
    assert ("fix: fix",) == items(TINY, "a.one", "solutions_if_ticked")


def test_former_wordings() -> None:
    """A question shows how it read in earlier versions, with its levels where they had words of their own."""
    assert (
        Paragraph("Version 0.9: Two, once?"),
        Facts((("absent", "None then."),)),
        Paragraph("Version 0.8: Two, first?"),
    ) == sections(TINY, "a.two")["formerly"]
    assert "formerly" not in sections(TINY, "a.one")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.one", ("both: So it is.",)),
        ("a.one#w", ("both: So it is.",)),
        ("a.one#v", ()),
        ("a", ("both: So it is.",)),
        ("b", ()),
        ("a.two", ()),
        ("b.three", ("speaks: So it is.",)),
    ],
)
def test_rules_that_look_at_it(name: str, expected: tuple[str, ...]) -> None:
    """A domain, question or weakness names the rules whose conditions look at just this."""
    assert expected == items(TINY, name, "looked_at_by")


# --- the other kinds ----------------------------------------------------------------------------------------------


def test_domain() -> None:
    """A domain shows its questions, and which are critical."""
    assert {"ID": "a", "Handbook": "on the subject of section II.b (“On the law”)"} == facts(TINY, "a")
    assert ("1.1 One? (critical)", "1.2 a.two?") == items(TINY, "a", "questions")
    assert {"ID": "b", "Weight": "0.5"} == facts(TINY, "b")


def test_weakness() -> None:
    """A weakness shows its question, and the solutions it recommends when it is ticked."""
    assert {
        "ID": "a.one#w",
        "Question": "1.1 One?",
        "Domain": "Law (a)",
        "Source": "proposed by this project",
    } == facts(TINY, "a.one#w")
    assert ("fix: fix",) == items(TINY, "a.one#w", "solutions")


def test_solution() -> None:
    """A solution shows what it needs, what it raises to which level, and who recommends it at which levels."""
    assert ["customs and police", "1 of 5: a letter or a meeting", "within 3 months"] == [
        facts(TINY, "low")[label] for label in ("Who", "Effort", "Time")
    ]
    assert (Items(("Do it.",), numbered=True),) == sections(TINY, "high")["steps"]
    assert [("low: low",), ("res: res",)] == [
        items(TINY, "high", section) for section in ("requires", "resources")
    ]
    assert (
        "At least “operating” (3): question 1.1 One?",
        "At least “yes” (1): question 2.1 b.three?",
    ) == items(TINY, "high", "raises")
    assert ("1.1 One? (recommended at the levels 0, 1 and 2)",) == items(TINY, "high", "for_answers")


def test_solution_that_only_weaknesses_and_rules_recommend() -> None:
    """A solution names the weaknesses and rules that recommend it, and no answers where none does."""
    assert [(), ("a.one#w: w.",), ("both: So it is.",)] == [
        items(TINY, "fix", section) for section in ("for_answers", "for_weaknesses", "for_rules")
    ]
    assert () == items(TINY, "never", "for_answers")


def test_resource() -> None:
    """A resource says whether its address was checked, and which solutions point to it."""
    assert "https://example.org/ (not verified: check before use)" == facts(TINY, "res")["Address"]
    assert "https://example.org/ (checked)" == facts(TINY, "seen")["Address"]
    assert [True, False] == ["Note" in facts(TINY, name) for name in ("res", "seen")]
    assert [("high: high",), ()] == [items(TINY, name, "pointed_to_by") for name in ("res", "seen")]


def test_rule() -> None:
    """A rule shows its condition, why, and what it recommends or remarks."""
    assert ["when", "because", "recommend"] == list(sections(TINY, "both"))
    assert ["when", "because", "remark"] == list(sections(TINY, "speaks"))
    assert (Paragraph("Find out."),) == sections(TINY, "speaks")["remark"]


@pytest.mark.parametrize(
    ("name", "expected"), [("coarse", "1 question uses"), ("maturity", "2 questions use")]
)
def test_scale(name: str, expected: str) -> None:
    """A scale shows how many questions use it, and its levels."""
    page = list(texts(explained(TINY, name)))

    assert page[1].startswith(expected)
    assert [f"{level.value} {level.title}" for level in TINY.scales[name]] == page[3::2]


def test_listing() -> None:
    """The list says of a rule what it recommends, and leaves out kinds that the diagnostic does not have."""
    shown = {block.id: block.blocks for block in listing(TINY, WORDS).blocks if isinstance(block, Section)}

    assert (Items(("both: recommends fix", "speaks: makes a remark")),) == shown["rules"]
    assert (Items(("1.1 a.one: One?", "1.2 a.two: a.two?", "2.1 b.three: b.three?")),) == shown["questions"]
    assert "coarse: no and yes" in [text for block in shown["scales"] for text in texts(block)]
    assert ["domains", "questions", "scales"] == [
        block.id
        for block in listing(diagnostic(question("a.one")), WORDS).blocks
        if isinstance(block, Section)
    ]
