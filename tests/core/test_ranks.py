"""Strengths as ranks: whole numbers that compare as the strengths do."""

from fractions import Fraction
from typing import Any

import pytest

from cpch_cli.core.ranks import Ranks, ranks_of
from cpch_cli.core.routing import Basis
from helpers import diagnostic, question, scale

OF = diagnostic(question("a.q", scale="three"), scales={"three": scale(0, 1, 3)})


def ranks(basis: Basis) -> Ranks:
    """Return the ranks of the only question: levels of strength 0, 4/3 and 4."""
    return ranks_of(OF, OF.question["a.q"], basis)


def test_claimed_ranks_are_levels() -> None:
    """As claimed an answer can have the strengths of its levels, and no grade counts."""
    of = ranks("claimed")

    assert [0, Fraction(4, 3), 4] == list(of.strengths)
    assert [0, 1, 2] == list(of.of_level)
    assert {} == dict(of.of_grade)


def test_evidenced_ranks_have_room_for_what_proof_carries() -> None:
    """On evidence an answer can also have 1, 2 and 3, up to which a grade carries it."""
    of = ranks("evidenced")

    assert [0, 1, Fraction(4, 3), 2, 3, 4] == list(of.strengths)
    assert (0, 2, 5) == of.of_level
    assert {"none": 1, "statement": 3, "document": 4, "verified": 5} == of.of_grade


@pytest.mark.parametrize(("basis", "partial", "strong"), [("claimed", 2, 2), ("evidenced", 3, 4)])
def test_where_strengths_begin(basis: Any, partial: int, strong: int) -> None:
    """Partial begins at 2 and strong at 3, or at the next strength that there is."""
    assert (partial, strong) == ((of := ranks(basis)).partial, of.strong)


@pytest.mark.parametrize(
    ("s", "rank"), [(Fraction(4, 3), 1), (Fraction(4), 2), (Fraction(2), None), (Fraction(5), None)]
)
def test_exact_strengths(s: Fraction, rank: int | None) -> None:
    """A strength that no answer can have has no rank."""
    assert rank == ranks("claimed").exactly(s)


def test_what_nothing_reaches() -> None:
    """What lies above every strength has the rank above the last."""
    assert 3 == ranks("claimed").reaching(5)
