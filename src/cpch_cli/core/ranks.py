"""Strengths as ranks: whole numbers that stand for them exactly, so that an engine without fractions compares them exactly.

The strengths that an answer to a question can have are few and known beforehand (method 3.1, 3.6). In their order each has
a rank, 0 for the lowest; that a strength reaches another is that its rank does.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cpch_cli.core.conditions import STRONG_FROM, WEAK_BELOW
from cpch_cli.core.model import Diagnostic, Grade, Question
from cpch_cli.core.routing import CARRIES, Basis


@dataclass(frozen=True, slots=True)
class Ranks:
    """The strengths that an answer to one question can have.

    Attributes:
        strengths: from 0 to 4, the lowest first; a rank is a position in it.
        of_level: the rank of each level, the lowest first, as claimed.
        of_grade: the rank up to which a grade of evidence carries an answer; empty where answers are taken as claimed.
    """

    strengths: tuple[Fraction, ...]
    of_level: tuple[int, ...]
    of_grade: Mapping[Grade, int]

    def reaching(self, s: Fraction | int) -> int:
        """Return the lowest rank whose strength is at least s: one above the last where none is."""
        return bisect_left(self.strengths, s)

    @property
    def partial(self) -> int:
        """The rank from which an answer is not weak any more."""
        return self.reaching(WEAK_BELOW)

    @property
    def strong(self) -> int:
        """The rank from which an answer is strong."""
        return self.reaching(STRONG_FROM)

    def exactly(self, s: Fraction) -> int | None:
        """Return the rank of a strength; None where no answer can have it."""
        rank = self.reaching(s)
        return rank if rank < len(self.strengths) and self.strengths[rank] == s else None


def ranks_of(diagnostic: Diagnostic, question: Question, basis: Basis) -> Ranks:
    """Return the strengths that an answer to a question can have on a basis."""
    top = diagnostic.levels[question.id][-1].value
    levels = [4 * level.value / top for level in diagnostic.levels[question.id]]
    carried: Sequence[Fraction] = () if basis == "claimed" else [Fraction(each) for each in CARRIES.values()]
    strengths = tuple(sorted({*levels, *carried}))
    return Ranks(
        strengths=strengths,
        of_level=tuple(strengths.index(s) for s in levels),
        of_grade=dict(zip(CARRIES, (strengths.index(s) for s in carried), strict=False)),
    )
