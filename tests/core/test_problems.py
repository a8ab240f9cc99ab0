"""Problems: the suggestion for an unknown word."""

import pytest

from cpch_cli.core.problems import Problem, nearest, unknown

KNOWN = ("legal.instrument", "risk.cooperation", "weaknesses")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("weaknesess", "weaknesses"),
        ("WEAKNESSES", "weaknesses"),
        ("risk.coperation", "risk.cooperation"),
        ("banana", ""),
    ],
)
def test_nearest(word: str, expected: str) -> None:
    """The nearest known word is found whatever its case; without one near the text is empty."""
    assert expected == nearest(word, KNOWN)


def test_nearest_of_nothing() -> None:
    """Where nothing is known, nothing is near."""
    assert "" == nearest("word", ())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("weaknesess", ("key.near", {"word": "weaknesess", "near": "weaknesses"})),
        ("banana", ("key", {"word": "banana"})),
    ],
)
def test_unknown(word: str, expected: tuple[str, dict[str, str]]) -> None:
    """A suggestion makes another kind of problem, with the word as it was written."""
    assert expected == unknown("key", word, KNOWN)


def test_problem_is_an_error_about_a_value() -> None:
    """Unless said otherwise a problem is about a value, names nothing, and is an error."""
    problem = Problem(("answers", 0), "code")

    assert ({}, False, False) == (problem.values, problem.at_key, problem.warning)
