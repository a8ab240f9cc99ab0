"""What answers make of each part of the diagnostic, in words: the answer stands first, the page of the part after it."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from cpch_cli.core import why
from cpch_cli.core.document import Document, Section
from cpch_cli.core.explain import explain, ids
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.view_why import explain_by_answers
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import languages, load_words
from documents import texts, told
from helpers import Said, diagnostic, question, resource, rule, solution, weakness

WORDS: Final = load_words("en")
BUILT_IN: Final = load_diagnostic()
TINY: Final = diagnostic(
    question(
        "a.one", number="1.1", critical=True, solutions=["s"], weaknesses=[weakness("v", "s"), weakness("w")]
    ),
    question("a.two", number="1.2", solutions=["t"], not_applicable="Never."),
    question("a.three", number="1.3", ask_if={"question": "a.two", "at_least": "defined"}, solutions=["u"]),
    question("b.four", number="2.1"),
    solutions=[
        solution("s", requires=["t", "u"], resources=["r"], raises={"a.one": "operating"}),
        solution("t", raises={"a.two": "defined"}),
        solution("u"),
        solution("x"),
        solution("n"),
    ],
    resources=[resource("r"), resource("q")],
    rules=[
        rule(
            "both",
            {"all": [{"question": "b.four", "at_most": 1}, {"not": {"question": "a.two", "is": 0}}]},
            "x",
        ),
        rule("low", {"domain": "b", "below": 2}, "x"),
        rule("seen", {"question": "a.one", "weakness": "w"}, "x"),
    ],
)


def told_tiny(said: Mapping[str, Said], basis: Any = "claimed", **subject: Any) -> Outcome:
    """Return the outcome of answers to the tiny diagnostic."""
    return told(TINY, said, basis, **subject)


def first(outcome: Outcome, name: str) -> list[str]:
    """Return the texts of what the answers make of a part, without the title."""
    page = explain_by_answers(outcome, name, WORDS)
    assert page
    section = page.blocks[0]
    assert isinstance(section, Section)
    return list(texts(section))[1:]


# --- every part -------------------------------------------------------------------------------------------------------


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("language", "level"), [("en", None), ("en", 3), *((language, 1) for language in languages())]
)
def test_every_part_can_be_explained(language: str, level: int | None) -> None:
    """Whatever has a page has one by answers: first what they make of it, then the page whole."""
    words = load_words(language)
    outcome = told(BUILT_IN, {each.id: level for each in BUILT_IN.questions[::2]} if level else {})
    for name in [*ids(BUILT_IN), "4.1"]:
        page, whole = explain_by_answers(outcome, name, words), explain(BUILT_IN, name, words)
        assert page
        assert whole
        assert (whole.title, whole.blocks) == (page.title, page.blocks[1:])
        assert "why" == getattr(page.blocks[0], "id", None)


def test_no_such_part() -> None:
    """What names nothing has no page."""
    assert explain_by_answers(told_tiny({}), "none", WORDS) is None


def test_whose_answers() -> None:
    """Country, service and day are said, and the basis where it is not the usual one; stamps and drafts are marked."""
    outcome = told_tiny(
        {"a.one": 3},
        "evidenced",
        country="Belmara",
        agency="customs",
        date="2026-04-09",
        handling="Restricted",
    )
    page = explain_by_answers(outcome, "s", WORDS)

    assert isinstance(page, Document)
    assert ("Restricted", True, None) == (page.handling, bool(page.draft), page.contents)
    said = first(outcome, "s")
    assert ["Answers of", "Belmara; Customs; 9 April 2026", "Basis"] == said[:3]
    assert "Not recommended." not in first(told_tiny({"a.one": 0}, country_code="XBB"), "s")
    assert ["Answers of", "XBB"] == first(told_tiny({}, country_code="XBB"), "s")[:2]


def test_nothing_that_is_kept_back_is_shown() -> None:
    """No note, reason or reference of an answer gets into an explanation."""
    secret: dict[str, Any] = {"note": "Secret.", "reference": {"title": "Secret."}, "handling": "own_service"}
    voices = {"police": {"level": "1", **secret}}
    outcome = told_tiny({"a.one": {"level": 1, **secret, "voices": voices}, "b.four": {"level": 0, **secret}})

    assert [] == [
        name
        for name in ids(TINY)
        if (page := explain_by_answers(outcome, name, WORDS)) and "Secret" in "".join(texts(page))
    ]


# --- a solution -------------------------------------------------------------------------------------------------------


def test_recommended() -> None:
    """A recommended solution has its place, every reason, the strongest first, and its prerequisites, met or not."""
    outcome = told_tiny({"a.one": {"level": 1, "weaknesses": ["v"]}, "a.two": 2, "a.three": 0})

    assert [
        "Recommended, as key action 2 of 2.",
        "1.1 a.one? \u2013 answered “ad_hoc” (level 1 of 4), a critical question.",
        "Weakness seen at 1.1: v.",
        "Prerequisite, already met: t",
        "Prerequisite, not met yet: u",
    ] == first(outcome, "s")
    assert [
        "Recommended, as key action 1 of 2.",
        "1.3 a.three? \u2013 answered “absent” (level 0 of 4).",
    ] == first(outcome, "u")


def test_recommended_later() -> None:
    """What comes after the key actions, or only improves, has its place among all recommendations."""
    of = diagnostic(
        *(question(f"a.q{n}", number=f"1.{n}", solutions=[f"s{n}"]) for n in range(7)),
        solutions=[solution(f"s{n}") for n in range(7)],
    )
    outcome = told(of, {f"a.q{n}": n // 3 for n in range(7)})

    assert "Recommended, as key action 1 of 5." == first(outcome, "s0")[0]
    assert "Recommended, after the key actions: number 6 of 7 recommendations." == first(outcome, "s5")[0]
    assert (
        "Recommended, to improve what works in part: number 7 of 7 recommendations."
        == first(outcome, "s6")[0]
    )


def test_not_recommended() -> None:
    """A solution that is not recommended has the smallest change, others as small, and why each trigger is silent."""
    said: dict[str, Said] = {"a.one": {"level": 3, "weaknesses": []}, "a.two": "unknown"}

    assert [
        "Not recommended. It would be recommended if the weakness “v” were ticked at 1.1.",
        "As few answers would do it in another way:",
        "if 1.1 were “defined” (2) or lower",
        "What could recommend it, and why it does not:",
        "1.1 a.one? \u2013 answered “operating” (level 3 of 4): strong, so that the answer itself recommends nothing.",
        "Weakness at 1.1, “v” \u2013 not ticked.",
    ] == first(told_tiny(said), "s")


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        (
            "t",
            {"a.two": 2},
            "1.2 a.two? \u2013 answered “defined” (level 2 of 4): this solution would bring it no higher.",
        ),
        (
            "t",
            {"a.two": "unknown"},
            "1.2 a.two? \u2013 not known. Find it out first: what is not known recommends nothing.",
        ),
        ("t", {"a.two": {"level": "not_applicable", "reason": "No."}}, "1.2 a.two? \u2013 not applicable."),
        ("t", {}, "1.2 a.two? \u2013 not answered yet."),
        ("u", {"a.two": 0}, "1.3 a.three? \u2013 not asked, because of an earlier answer."),
        ("s", {"a.one": 3}, "Weakness at 1.1, “v” \u2013 not asked about."),
        (
            "x",
            {"b.four": 3},
            (
                "Rule both \u2013 is not true: question 2.1, “b.four?”, is not answered “ad_hoc” (1) or lower"
                " (2.1 is “operating”)."
            ),
        ),
        (
            "x",
            {"b.four": 3},
            (
                "Rule low \u2013 is not true: the score of the domain “b” is 2 or more, whatever is still open in it."
            ),
        ),
        ("x", {"b.four": "unknown"}, "Rule low \u2013 is not decided yet: it depends on the answers to 2.1."),
    ],
)
def test_why_a_trigger_is_silent(name: str, said: dict[str, Said], expected: str) -> None:
    """Each thing that could recommend a solution says why it does not, with the answers that decided."""
    assert expected in first(told_tiny(said), name)


def test_same_state_is_said_once() -> None:
    """A question without a level is named once, not again for each of its weaknesses."""
    assert 1 == first(told_tiny({}), "s").count("1.1 a.one? \u2013 not answered yet.")


@pytest.mark.parametrize(
    ("when", "level", "expected"),
    [
        ({"question": "a.q", "at_least": 3}, 1, "1.1 were “operating” (3) or higher"),
        ({"question": "a.q", "at_most": 1}, 3, "1.1 were “ad_hoc” (1) or lower"),
        ({"question": "a.q", "is": 2}, 3, "1.1 were “defined” (2)"),
        (
            {"all": [{"question": "a.q", "at_least": 1}, {"question": "a.q", "at_most": 2}]},
            4,
            "1.1 were from “ad_hoc” (1) to “defined” (2)",
        ),
        ({"question": "a.q", "at_least": 0}, "unknown", "1.1 were answered with any level"),
        (
            {"all": [{"question": "a.q", "at_most": 1}, {"question": "a.q", "weakness": "v"}]},
            4,
            "1.1 were “ad_hoc” (1) or lower and the weakness “v” were ticked at 1.1",
        ),
        (
            {"all": [{"question": "a.q", "is": 0}, {"question": "a.z", "is": 0}]},
            4,
            "1.1 were “absent” (0) and 1.2 were “absent” (0)",
        ),
    ],
)
def test_levels_that_do(when: dict[str, Any], level: Said, expected: str) -> None:
    """A single answer is said with all levels that do as well; of several answers each has its own level."""
    of = diagnostic(
        question("a.q", number="1.1", weaknesses=[weakness("v")]),
        question("a.z", number="1.2"),
        solutions=[solution("s")],
        rules=[rule("r", when, "s")],
    )

    assert (
        f"Not recommended. It would be recommended if {expected}."
        == first(told(of, {"a.q": level, "a.z": 4}), "s")[0]
    )


def test_never() -> None:
    """Where nothing would recommend a solution, that is said, and so is how far it was tried."""
    never = "Not recommended. No other level of an answer and no ticked weakness would recommend it."

    assert [never] == first(told_tiny({"a.one": 3}), "n")


def test_tried_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not all sets of changes were tried, it is said up to how many answers they were."""
    of = diagnostic(
        *(question(f"a.q{n}") for n in range(4)),
        solutions=[solution("s")],
        rules=[rule("r", {"domain": "a", "below": "1"}, "s")],
    )
    outcome = told(of, {f"a.q{n}": 4 for n in range(4)})
    monkeypatch.setattr(why, "MOST_TRIED", 100)
    two = first(outcome, "s")[0]
    monkeypatch.setattr(why, "MOST_TRIED", 1)
    one = first(outcome, "s")[0]

    more = "would recommend it; changes of more answers were not tried."
    assert [
        f"Not recommended. No change of up to 2 answers {more}",
        f"Not recommended. No change of 1 answer {more}",
    ] == [
        two,
        one,
    ]


def test_change_by_evidence() -> None:
    """On the basis of evidence a changed answer is said to count as verified."""
    said: dict[str, Said] = {"a.one": {"level": 4, "evidence": "verified", "weaknesses": []}}

    assert first(told_tiny(said, "evidenced"), "s")[2].endswith(
        "The changed answer counts here as shown by verified evidence."
    )


# --- a domain ---------------------------------------------------------------------------------------------------------


def test_domain() -> None:
    """A domain has its figures, what caps it, and the smallest change that lifts it."""
    outcome = told_tiny({"a.one": 0, "a.two": 4, "a.three": 4})

    assert [
        *("Band", "Weak, capped by 1.1", "Score", "2.7", "Range", "2.7 to 2.7"),
        *("Answered", "3 of 3 questions that apply (100 %)"),
        "The score alone would give a higher band; it is capped by critical questions:",
        "1.1 a.one? \u2013 answered “absent” (level 0 of 4).",
        "To reach “Partial”, the smallest change is: raise 1.1 from “absent” (0) to at least “ad_hoc” (1).",
        "This is arithmetic, not advice: a level is reached only when everything in its description is met.",
    ] == first(outcome, "a")


@pytest.mark.parametrize(
    ("said", "basis", "expected"),
    [
        ({}, "claimed", "To be rated, the smallest change is: answer 2.1 with any level."),
        (
            {"b.four": 1},
            "claimed",
            "To reach “Partial”, the smallest change is: raise 2.1 from “ad_hoc” (1) to at least “defined” (2).",
        ),
        (
            {"b.four": "unknown"},
            "claimed",
            "To reach “Weak”, the smallest change is: answer 2.1 with at least “ad_hoc” (1).",
        ),
        (
            {"b.four": 3},
            "evidenced",
            "To reach “Partial”, the smallest change is: show by verified evidence that 2.1 is at least “defined” (2).",
        ),
        ({"b.four": 4}, "claimed", "There is no higher band."),
    ],
)
def test_lift_in_words(said: dict[str, Said], basis: Any, expected: str) -> None:
    """The change that lifts a domain is said as what is to be done."""
    assert expected in first(told_tiny(said, basis), "b")


def test_top_level_has_none_above() -> None:
    """The highest level is named by itself."""
    of = diagnostic(*(question(f"a.q{n}", number=f"1.{n}") for n in range(4)))
    outcome = told(of, {f"a.q{n}": 0 for n in range(4)})

    assert (
        "To reach “Weak”, the smallest change is: raise 1.0 from “absent” (0) to “institutionalised” (4)."
        in first(outcome, "a")
    )


def test_level_that_more_hangs_on() -> None:
    """Where a higher level would ask for more, the level is named by itself."""
    of = diagnostic(
        question("a.gate", number="1.1"),
        question("a.more", number="1.2", ask_if={"question": "a.gate", "at_least": 2}),
    )

    assert "To reach “Weak”, the smallest change is: raise 1.1 from “absent” (0) to “ad_hoc” (1)." in first(
        told(of, {"a.gate": 0}), "a"
    )


def test_nothing_lifts() -> None:
    """A domain in which nothing applies, and one outside the scope, say so."""
    of = diagnostic(question("a.one", not_applicable="Never."), question("b.two"))
    outcome = told(of, {"a.one": {"level": "not_applicable", "reason": "No."}})

    assert "No question of this domain applies, so no level can give it a band." == first(outcome, "a")[-1]
    assert ["This domain is outside the scope of these answers."] == first(told(of, {}, domains=["a"]), "b")


# --- questions, weaknesses, rules, resources, scales ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        pytest.param(
            "a.one",
            {"a.one": 0, "a.two": 4, "a.three": 4},
            [
                "1.1 a.one? \u2013 answered “absent” (level 0 of 4): weak.",
                "It is critical and caps the band of the domain “1 a” at “Weak”.",
                "Recommended because of it:",
                "s",
            ],
            id="a critical question that caps",
        ),
        pytest.param(
            "1.1",
            {},
            [
                "1.1 a.one? \u2013 not answered yet.",
                "It is critical: until it is answered, the domain “1 a” is not rated.",
                "Nothing is recommended because of it.",
            ],
            id="a critical question that is open",
        ),
        pytest.param(
            "a.two",
            {"a.two": 2},
            [
                "1.2 a.two? \u2013 answered “defined” (level 2 of 4): partial.",
                "Nothing is recommended because of it.",
            ],
            id="a partial answer",
        ),
        pytest.param(
            "b.four",
            {},
            ["2.1 b.four? \u2013 not answered yet.", "Nothing is recommended because of it."],
            id="a question that is open and not critical",
        ),
        pytest.param(
            "b.four",
            {"b.four": 0},
            ["2.1 b.four? \u2013 answered “absent” (level 0 of 4): weak.", "Recommended because of it:", "x"],
            id="an answer that a rule rests on",
        ),
        pytest.param(
            "a.one#v",
            {"a.one": {"level": 4, "weaknesses": ["v"]}},
            ["Weakness at 1.1, “v” \u2013 ticked.", "Recommended because of it:", "s"],
            id="a ticked weakness",
        ),
        pytest.param(
            "a.one#w",
            {"a.one": {"level": 4, "weaknesses": ["w"]}},
            ["Weakness at 1.1, “w” \u2013 ticked.", "Recommended because of it:", "x"],
            id="a weakness that a rule looks at",
        ),
        pytest.param(
            "a.one#w",
            {"a.one": {"level": 0, "weaknesses": ["v"]}},
            ["Weakness at 1.1, “w” \u2013 not ticked.", "Nothing is recommended because of it."],
            id="a weakness that is not ticked",
        ),
        pytest.param(
            "a.one#v",
            {"a.one": 4},
            ["Weakness at 1.1, “v” \u2013 not asked about.", "Nothing is recommended because of it."],
            id="a weakness that was not asked about",
        ),
        pytest.param(
            "a.one#v", {}, ["1.1 a.one? \u2013 not answered yet."], id="a weakness of an open question"
        ),
        pytest.param(
            "low",
            {"b.four": 1},
            ["This rule is true: the score of the domain “b” is below 2, whatever is still open in it."],
            id="a rule that is true",
        ),
        pytest.param(
            "both",
            {"b.four": 1, "a.two": 0},
            ["This rule is not true: question 1.2, “a.two?”, is answered “absent” (0) (1.2 is “absent”)."],
            id="a rule that a not makes false",
        ),
        pytest.param(
            "both",
            {"b.four": 1},
            ["This rule is not decided yet: it depends on the answers to 1.2."],
            id="a rule that is undecided",
        ),
        pytest.param("r", {"a.one": 0}, ["These recommended solutions point to it:", "s"], id="a resource"),
        pytest.param("q", {"a.one": 0}, ["No recommended solution points to it."], id="a resource of none"),
        pytest.param("maturity", {}, ["Answers change nothing about a scale."], id="a scale"),
    ],
)
def test_other_parts(name: str, said: dict[str, Said], expected: list[str]) -> None:
    """A question, a weakness, a rule, a resource and a scale say in short what the answers make of them."""
    assert expected == first(told_tiny(said), name)


def test_question_outside_the_scope() -> None:
    """A question outside the scope says so, and caps nothing."""
    assert [
        "2.1 b.four? \u2013 outside the scope of these answers.",
        "Nothing is recommended because of it.",
    ] == first(told_tiny({"b.four": 0}, domains=["a"]), "b.four")
