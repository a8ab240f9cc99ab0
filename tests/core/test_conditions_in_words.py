"""Conditions in words: every kind of claim and its opposite, sentences of many parts, lists."""

from collections.abc import Iterator
from typing import Final

import pytest
from pydantic import TypeAdapter

from cpch_cli.core.conditions import Fact, Facts, State, evaluate
from cpch_cli.core.conditions_in_words import (
    condition_in_lists,
    condition_in_words,
    level_in_words,
    question_in_words,
)
from cpch_cli.core.document import Block, Items, Paragraph
from cpch_cli.core.model import Condition
from cpch_cli.i18n import load_words
from helpers import Data, as_read, diagnostic, question, scale, weakness

WORDS: Final = load_words("en")
TINY: Final = diagnostic(
    question("a.one", number="1.1", text="Is it {so}?", weaknesses=[weakness("w")]),
    question("a.two", number="1.2", text="Is it not?"),
    question("a.half", number="1.3", text="Half?", scale="halves"),
    scales={"halves": scale(0, "0.5", 1, ids=("no", "half", "yes"))},
    domains=[{"id": "a", "title": "Law"}],
)

ONE: Final[Data] = {"question": "a.one", "at_least": "defined"}
TWO: Final[Data] = {"question": "a.two", "is": "unknown"}
THREE: Final[Data] = {"question": "a.half", "is": "not_applicable"}
FOUR: Final[Data] = {"domain": "a", "below": 2}


def condition(data: Data) -> Condition:
    """Return the condition of plain data."""
    read: Condition = TypeAdapter(Condition).validate_python(as_read(data))
    return read


def sentence(data: Data) -> str:
    """Return a condition as a clause."""
    return condition_in_words(TINY, condition(data), WORDS)


def shape(data: Data) -> str:
    """Return a condition as a clause, with its claims as letters: small ones do not hold."""
    said = sentence(data)
    for letter, leaf in zip("ABCD", (ONE, TWO, THREE, FOUR), strict=True):
        said = said.replace(sentence(leaf), letter).replace(sentence({"not": leaf}), letter.lower())
    return said


@pytest.mark.parametrize(
    ("leaf", "holds", "fails"),
    [
        pytest.param(
            {"question": "a.one", "at_least": "defined"},
            "question 1.1, “Is it {so}?”, is answered at least “defined” (2)",
            "question 1.1, “Is it {so}?”, does not reach “defined” (2)",
            id="at least",
        ),
        pytest.param(
            {"question": "a.two", "at_most": 1},
            "question 1.2, “Is it not?”, is answered at most “ad_hoc” (1)",
            "question 1.2, “Is it not?”, is not answered “ad_hoc” (1) or lower",
            id="at most, level by its number",
        ),
        pytest.param(
            {"question": "a.half", "is": "half"},
            "question 1.3, “Half?”, is answered “half” (0.5)",
            "question 1.3, “Half?”, is not answered “half” (0.5)",
            id="is, on the question's own scale",
        ),
        pytest.param(
            {"question": "a.one", "is": "unknown"},
            "question 1.1, “Is it {so}?”, is answered with don't know",
            "question 1.1, “Is it {so}?”, is not answered with don't know",
            id="unknown",
        ),
        pytest.param(
            {"question": "a.two", "is": "not_applicable"},
            "question 1.2, “Is it not?”, is answered with not applicable",
            "question 1.2, “Is it not?”, is not answered with not applicable",
            id="not applicable",
        ),
        pytest.param(
            {"question": "a.one", "weakness": "w"},
            "question 1.1, “Is it {so}?”, has the weakness “w.” ticked",
            "question 1.1, “Is it {so}?”, does not have the weakness “w.” ticked",
            id="weakness",
        ),
        pytest.param(
            {"domain": "a", "below": "1.5"},
            "the score of the domain “Law” is below 1.5, whatever is still open in it",
            "the score of the domain “Law” is 1.5 or more, whatever is still open in it",
            id="domain",
        ),
    ],
)
def test_claim(leaf: Data, holds: str, fails: str) -> None:
    """A claim names its question with number and text and its level with title and value; so does its opposite."""
    assert holds == sentence(leaf)
    assert fails == sentence({"not": leaf})
    assert holds == sentence({"not": {"not": leaf}})


CONNECTED: Final = [
    pytest.param({"all": [ONE, TWO]}, "A, and B", id="all"),
    pytest.param({"any": [ONE, TWO, THREE]}, "A, or B, or C", id="any"),
    pytest.param({"all": [ONE]}, "A", id="all of one part"),
    pytest.param({"not": {"any": [ONE]}}, "a", id="not any of one part"),
    pytest.param({"all": [ONE, {"not": TWO}]}, "A, and b", id="not of a part"),
    pytest.param({"not": {"all": [ONE, TWO]}}, "a, or b", id="not all"),
    pytest.param({"not": {"any": [ONE, {"not": TWO}]}}, "a, and B", id="not any"),
    pytest.param({"all": [{"all": [ONE, TWO]}, THREE]}, "A, and B, and C", id="all inside all"),
    pytest.param({"any": [ONE, {"not": {"all": [TWO, THREE]}}]}, "A, or b, or c", id="not all inside any"),
    pytest.param(
        {"all": [ONE, {"any": [TWO, THREE]}]},
        "A, and at least one of these is true (B, or C)",
        id="any inside all",
    ),
    pytest.param(
        {"any": [{"all": [ONE, TWO]}, THREE]}, "all of this is true (A, and B), or C", id="all inside any"
    ),
    pytest.param(
        {"any": [ONE, {"all": [TWO, {"any": [THREE, FOUR]}]}]},
        "A, or all of this is true (B, and at least one of these is true (C, or D))",
        id="three deep",
    ),
]


@pytest.mark.parametrize(("data", "expected"), CONNECTED)
def test_sentence(data: Data, expected: str) -> None:
    """Parts are joined by and or or, a part of the other kind stands in brackets, and a not is said of the claims."""
    assert expected == shape(data)


def outcomes(letters: str) -> Iterator[Facts]:
    """Yield what can be known of questions one and two: true, false and undecided conditions on each."""
    known = {"T": Fact(State.NOT_APPLICABLE), "F": Fact(State.NOT_ASKED), "U": Fact(State.UNKNOWN)}
    for first in letters:
        for second in letters:
            yield Facts(TINY, {"a.one": known[first], "a.two": known[second]})


@pytest.mark.parametrize(("outer", "inner"), [("all", "any"), ("any", "all")])
def test_not_said_of_the_claims(outer: str, inner: str) -> None:
    """That a not may be said of the claims is so for all three verdicts."""
    parts = [{"question": name, "is": "not_applicable"} for name in ("a.one", "a.two")]
    written = condition({"not": {outer: parts}})
    said = condition({inner: [{"not": part} for part in parts]})

    for facts in outcomes("TFU"):
        assert evaluate(written, facts).verdict is evaluate(said, facts).verdict


def lists(data: Data) -> list[Block]:
    """Return a condition in lists, its claims as letters."""
    letters = {
        sentence(leaf)[:1].upper() + sentence(leaf)[1:]: letter
        for letter, leaf in zip("ABCD", (ONE, TWO, THREE, FOUR), strict=True)
    }

    def short(block: Block) -> Block:
        return (
            Items(tuple(letters.get(item, item) for item in block.items))
            if isinstance(block, Items)
            else block
        )

    return [short(block) for block in condition_in_lists(TINY, condition(data), WORDS)]


ALL_OF: Final = Paragraph("All of these are true:")
ANY_OF: Final = Paragraph("At least one of these is true:")
AND_ANY_OF: Final = Paragraph("And at least one of these is true:")
OR_ALL_OF: Final = Paragraph("Or all of these are true:")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            {"all": [ONE]},
            [Paragraph("Question 1.1, “Is it {so}?”, is answered at least “defined” (2).")],
            id="one claim is a sentence",
        ),
        pytest.param({"all": [ONE, TWO]}, [ALL_OF, Items(("A", "B"))], id="all"),
        pytest.param({"any": [ONE, TWO]}, [ANY_OF, Items(("A", "B"))], id="any"),
        pytest.param(
            {"all": [ONE, {"any": [THREE, FOUR]}, TWO]},
            [ALL_OF, Items(("A", "B")), AND_ANY_OF, Items(("C", "D"))],
            id="any inside all stands after the claims",
        ),
        pytest.param(
            {"any": [ONE, {"all": [THREE, FOUR]}]},
            [Paragraph("This is true:"), Items(("A",)), OR_ALL_OF, Items(("C", "D"))],
            id="a single claim, and all inside any",
        ),
        pytest.param(
            {"all": [{"any": [ONE, TWO]}, {"any": [THREE, FOUR]}]},
            [ANY_OF, Items(("A", "B")), AND_ANY_OF, Items(("C", "D"))],
            id="no claims of its own",
        ),
    ],
)
def test_lists(data: Data, expected: list[Block]) -> None:
    """The claims of a condition are one list, and every group in it is another, under the words that join them."""
    assert expected == lists(data)


def test_what_lies_deeper_is_a_sentence() -> None:
    """A group inside a group inside the condition is an item that is a sentence."""
    blocks = lists({"all": [ONE, {"any": [TWO, {"all": [THREE, FOUR]}]}]})

    assert Items(("B", f"All of this is true ({sentence(THREE)}, and {sentence(FOUR)})")) == blocks[-1]


def test_names() -> None:
    """A question is named by number and text, a level of it by title and value, however it was written."""
    assert "question 1.3, “Half?”" == question_in_words(TINY.question["a.half"], WORDS)
    assert ["“half” (0.5)"] * 2 == [level_in_words(TINY, "a.half", word, WORDS) for word in ("half", "0.50")]
