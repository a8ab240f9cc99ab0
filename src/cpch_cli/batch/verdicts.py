"""Conditions as column expressions: TRUE, FALSE, or NULL where they are undecided (method 3.8).

And, or, not are SQL's own; each leaf is made so that it is NULL exactly where `core.conditions` says undecided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

import ibis

from cpch_cli.batch.columns import (
    all_of,
    any_of,
    between,
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
    HasWeakness,
    Is,
    Not,
)
from cpch_cli.core.result_columns import flag

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

    from cpch_cli.batch.method import Method

# A score within this below a threshold has reached it (method 3.13).
TOLERANCE = 1e-9
_UNDECIDED = ibis.null("boolean")


def verdict(condition: Condition, table: Table, method: Method) -> BooleanValue:
    """Return the verdict of a condition.

    Args:
        condition: of a checked diagnostic.
        table: with the rank of every question that it names, and the figures of every domain.
        method: for this table.
    """
    match condition:
        case All(all_=parts):
            return all_of(verdict(part, table, method) for part in parts)
        case Any_(any_=parts):
            return any_of(verdict(part, table, method) for part in parts)
        case Not(not_=part):
            return negated(verdict(part, table, method))
        case Below():
            return _about_domain(condition, table)
        case AtLeast() | AtMost() | Is() | HasWeakness():
            return _about_question(condition, table, method)
        case _:
            assert_never(condition)


def rests_on_weak(condition: Condition, table: Table, method: Method, *, wanted: bool = True) -> BooleanValue:
    """Return whether, where a condition has the verdict that is wanted, one of the answers that decided it is weak.

    Which answers decide is told by `core.conditions.decisive`: of an `any` that is true only its true parts, of an `all`
    that is false only its false ones; a condition on a domain stands for the weakest answer there (method 3.9). Which answers
    are weak is in the table already.
    """
    match condition:
        case All(all_=parts) | Any_(any_=parts) if isinstance(condition, All) is wanted:
            # All parts of an `all` that is true are true, and all of an `any` that is false are false.
            return any_of(rests_on_weak(part, table, method, wanted=wanted) for part in parts)
        case All(all_=parts) | Any_(any_=parts):
            return any_of(
                _decided(part, table, method, wanted=wanted)
                & rests_on_weak(part, table, method, wanted=wanted)
                for part in parts
            )
        case Not(not_=part):
            return rests_on_weak(part, table, method, wanted=not wanted)
        case Below(domain=domain):
            return table[of_domain(domain, "weak")]
        case leaf:
            return table[flag("weak_questions", leaf.question)]


def _decided(condition: Condition, table: Table, method: Method, *, wanted: bool) -> BooleanValue:
    said = verdict(condition, table, method)
    return (said if wanted else negated(said)).fill_null(False)


def _about_domain(condition: Below, table: Table) -> BooleanValue:
    least, most = (table[of_domain(condition.domain, figure)] for figure in ("least", "most"))
    threshold = number(float(condition.below) - TOLERANCE)
    # No range: nothing in the domain applies.
    return ibis.cases(
        (least.isnull(), False), (most < threshold, True), (least >= threshold, False), else_=_UNDECIDED
    )


def _about_question(condition: AboutQuestion, table: Table, method: Method) -> BooleanValue:
    said = _of_answer(condition, table, method)
    if method.diagnostic.question[condition.question].ask_if is None:
        return said
    return ibis.ifelse(table[undecided_column(condition.question)], _UNDECIDED, said)


def _of_answer(condition: AboutQuestion, table: Table, method: Method) -> BooleanValue:
    question = condition.question
    known = table[rank_column(question)]
    ranks, clean = method.ranks[question], question in method.clean
    if method.scoped:
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
            return known == ranks.exactly(method.diagnostic.strength(question, written))
        case AtLeast(at_least=written):
            return known >= ranks.reaching(method.diagnostic.strength(question, written))
        case AtMost(at_most=written):
            above = ranks.reaching(method.diagnostic.strength(question, written)) + 1
            return between(known, 0, above, clean=clean)
        case HasWeakness(weakness=weakness):
            return _of_weakness(question, weakness, known, table, method)
        case _:
            assert_never(condition)


def _of_weakness(question: str, weakness: str, known: Any, table: Table, method: Method) -> BooleanValue:
    is_ticked = table[of_question(question, weakness)] if question in method.ticked else _UNDECIDED
    # On a strong answer weaknesses are not asked for, so that none is ticked means that none was observed.
    return ibis.cases(
        (known < 0, False),
        (known >= method.ranks[question].strong, is_ticked.fill_null(False)),
        (known >= 0, is_ticked),
        else_=_UNDECIDED,
    )
