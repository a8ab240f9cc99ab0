"""Building blocks of the relational expression: names of its columns, sums, choices, and, or, not."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import ibis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from ibis.expr.types import BooleanValue, NumericValue, Value

# Parts of an answer's column in a coded table: see core/coded.py.
EVIDENCE: Final = "evidence"
_FEW: Final = 2


def of_question(question: str, part: str) -> str:
    """Return the name of a column beside that of a question: of a weakness, or of its evidence."""
    return f"{question}#{part}"


def rank_column(question: str) -> str:
    """Return the name of the column that holds the rank of an answer, or the code of its state."""
    return f"rank:{question}"


def filled_column(question: str) -> str:
    """Return the name of the column that is as that of the rank, with OPEN_CODE in place of NULL."""
    return f"filled:{question}"


def undecided_column(question: str) -> str:
    """Return the name of the column that tells whether it cannot be said yet if a question applies."""
    return f"undecided:{question}"


def of_domain(domain: str, figure: str) -> str:
    """Return the name of the column of a figure of a domain."""
    return f"{domain}.{figure}"


def verdict_column(rule: str) -> str:
    """Return the name of the column of a rule's verdict."""
    return f"verdict:{rule}"


def weak_column(rule: str) -> str:
    """Return the name of the column that tells whether a rule that is true rests on a weak answer."""
    return f"weak:{rule}"


def needed_column(solution: str) -> str:
    """Return the name of the column that tells whether a solution is recommended."""
    return f"needed-{solution}"


def now_column(solution: str) -> str:
    """Return the name of the column that tells whether a weak answer stands behind a recommended solution."""
    return f"now-{solution}"


def total(parts: Iterable[Any]) -> Any:
    """Return the sum of parts; 0 where there are none."""
    return _balanced(operator.add, list(parts), ibis.literal(0, "int32"))


def any_of(parts: Iterable[Any]) -> BooleanValue:
    """Return whether one of the parts holds; three-valued as SQL's OR is."""
    return _balanced(operator.or_, list(parts), ibis.literal(False))


def all_of(parts: Iterable[Any]) -> BooleanValue:
    """Return whether all parts hold; three-valued as SQL's AND is."""
    return _balanced(operator.and_, list(parts), ibis.literal(True))


def between(rank: Any, first: int, end: int, *, clean: bool) -> BooleanValue:
    """Return whether a rank is at least the first and below the end; `clean` ranks are never below 0."""
    below = rank < end
    return below if clean and first == 0 else (rank >= first) & below


def negated(condition: BooleanValue) -> BooleanValue:
    """Return whether a condition is false; three-valued as SQL's NOT is."""
    # Written with NOT, `NOT (x) IS NULL` would be read as `NOT ((x) IS NULL)`.
    return condition == ibis.literal(False)


def number(value: Fraction | float) -> NumericValue:
    """Return a number as a double."""
    # Written as it is, DuckDB takes it for a decimal of few digits, which overflows when it is multiplied.
    return ibis.literal(repr(float(value))).cast("float64")


def _balanced(combine: Callable[[Any, Any], Any], parts: Sequence[Any], nothing: Any) -> Any:
    # A chain of thousands of additions is deeper than any parser likes; a tree of them is not.
    if len(parts) <= _FEW:
        return reduce(combine, parts) if parts else nothing
    middle = len(parts) // 2
    return combine(_balanced(combine, parts[:middle], nothing), _balanced(combine, parts[middle:], nothing))


def counted(condition: BooleanValue) -> NumericValue:
    """Return 1 where a condition holds, else 0; one that is NULL does neither."""
    return condition.cast("int32")


def chosen(value: Value, choices: Mapping[int, Any], otherwise: Any = None) -> Any:
    """Return what is chosen by a whole number."""
    return ibis.cases(*((value == key, choice) for key, choice in choices.items()), else_=otherwise)
