"""Conditions as column expressions: TRUE, FALSE, or NULL where they are undecided (method 3.8).

And, or, not are SQL's own; each leaf is made so that it is NULL exactly where `core.conditions` says undecided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

import ibis

from cpch_cli.batch.columns import (
    all_of,
    any_of,
    between,
    filled_column,
    negated,
    number,
    of_domain,
    of_question,
    rank_column,
    undecided_column,
)
from cpch_cli.core.coded import NOT_APPLICABLE_CODE, OUT_OF_SCOPE_CODE, UNKNOWN_CODE
from cpch_cli.core.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    AboutQuestion,
    All,
    Any_,
    AtLeast,
    AtMost,
    Below,
    Condition,
    Diagnostic,
    HasWeakness,
    Is,
    Not,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr.types import BooleanValue, Table

    from cpch_cli.core.ranks import Ranks

# A score within this below a threshold has reached it (method 3.13).
TOLERANCE = 1e-9
_UNDECIDED = ibis.null("boolean")


@dataclass(frozen=True, slots=True)
class Columns:
    """A table whose rows conditions are asked of.

    Attributes:
        table: with the rank of every question that a condition names, and with the figures of the domains.
        ticked: the questions for whose weaknesses the table has columns.
        routed: the questions that are asked only under a condition.
        scoped: whether rows can have a scope, outside of which nothing is known.
        clean: the questions whose rank is never the code of a state: there is a level, or NULL.
    """

    table: Table
    diagnostic: Diagnostic
    ranks: Mapping[str, Ranks]
    ticked: frozenset[str]
    routed: frozenset[str]
    scoped: bool
    clean: frozenset[str]


def verdict(condition: Condition, columns: Columns) -> BooleanValue:
    """Return the verdict of a condition."""
    match condition:
        case All(all_=parts):
            return all_of(verdict(part, columns) for part in parts)
        case Any_(any_=parts):
            return any_of(verdict(part, columns) for part in parts)
        case Not(not_=part):
            return negated(verdict(part, columns))
        case Below():
            return _about_domain(condition, columns)
        case AtLeast() | AtMost() | Is() | HasWeakness():
            return _about_question(condition, columns)
        case _:
            assert_never(condition)


def rests_on_weak(condition: Condition, columns: Columns, *, wanted: bool = True) -> BooleanValue:
    """Return whether, where a condition has the verdict that is wanted, one of the answers that decided it is weak.

    Which answers decide is told by `core.conditions.decisive`: of an `any` that is true only its true parts, of an `all`
    that is false only its false ones; a condition on a domain stands for the weakest answer there (method 3.9).
    """
    match condition:
        case All(all_=parts) | Any_(any_=parts) if isinstance(condition, All) is wanted:
            # All parts of an `all` that is true are true, and all of an `any` that is false are false.
            return any_of(rests_on_weak(part, columns, wanted=wanted) for part in parts)
        case All(all_=parts) | Any_(any_=parts):
            return any_of(
                _decided(part, columns, wanted=wanted) & rests_on_weak(part, columns, wanted=wanted)
                for part in parts
            )
        case Not(not_=part):
            return rests_on_weak(part, columns, wanted=not wanted)
        case Below(domain=domain):
            questions = columns.diagnostic.questions_of(domain)
            return any_of(_is_weak(question.id, columns) for question in questions)
        case leaf:
            return _is_weak(leaf.question, columns)


def _decided(condition: Condition, columns: Columns, *, wanted: bool) -> BooleanValue:
    said = verdict(condition, columns)
    return (said if wanted else negated(said)).fill_null(False)


def _is_weak(question: str, columns: Columns) -> BooleanValue:
    rank = columns.table[filled_column(question)]
    return between(rank, 0, columns.ranks[question].partial, clean=question in columns.clean)


def _about_domain(condition: Below, columns: Columns) -> BooleanValue:
    least, most = (columns.table[of_domain(condition.domain, figure)] for figure in ("least", "most"))
    threshold = number(float(condition.below) - TOLERANCE)
    # No range: nothing in the domain applies.
    return ibis.cases(
        (least.isnull(), False), (most < threshold, True), (least >= threshold, False), else_=_UNDECIDED
    )


def _about_question(condition: AboutQuestion, columns: Columns) -> BooleanValue:
    said = _of_answer(condition, columns)
    if condition.question not in columns.routed:
        return said
    return ibis.ifelse(columns.table[undecided_column(condition.question)], _UNDECIDED, said)


def _of_answer(condition: AboutQuestion, columns: Columns) -> BooleanValue:
    question = condition.question
    known = columns.table[rank_column(question)]
    ranks, clean = columns.ranks[question], question in columns.clean
    if columns.scoped:
        # What is outside the scope is as open as what nobody has answered.
        known = known.nullif(OUT_OF_SCOPE_CODE)
    if isinstance(condition, Is) and condition.is_ == UNKNOWN:
        return known == UNKNOWN_CODE
    if not clean:
        known = known.nullif(UNKNOWN_CODE)
    match condition:
        case Is(is_=written) if written == NOT_APPLICABLE:
            return known == NOT_APPLICABLE_CODE
        case Is(is_=written):
            return known == ranks.exactly(columns.diagnostic.strength(question, written))
        case AtLeast(at_least=written):
            return known >= ranks.reaching(columns.diagnostic.strength(question, written))
        case AtMost(at_most=written):
            above = ranks.reaching(columns.diagnostic.strength(question, written)) + 1
            return between(known, 0, above, clean=clean)
        case HasWeakness(weakness=weakness):
            return _of_weakness(question, weakness, known, columns)
        case _:
            assert_never(condition)


def _of_weakness(question: str, weakness: str, known: Any, columns: Columns) -> BooleanValue:
    is_ticked = columns.table[of_question(question, weakness)] if question in columns.ticked else _UNDECIDED
    # On a strong answer weaknesses are not asked for, so that none is ticked means that none was observed.
    return ibis.cases(
        (known < 0, False),
        (known >= columns.ranks[question].strong, is_ticked.fill_null(False)),
        (known >= 0, is_ticked),
        else_=_UNDECIDED,
    )
