"""What the steps of the relational expression look up: a diagnostic on a basis, and what the coded table can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import ibis

from cpch_cli.batch.columns import EVIDENCE, between, filled_column, of_question
from cpch_cli.core.ranks import Ranks, ranks_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ibis.expr.types import BooleanValue, Table

    from cpch_cli.core.model import Diagnostic, Question
    from cpch_cli.core.routing import Basis

_SCOPE: Final = "subject.domains"


@dataclass(frozen=True, slots=True)
class Method:
    """A diagnostic on a basis, and what a coded table can hold.

    Attributes:
        graded: whether it has evidence grades.
        ticked: the questions for whose weaknesses it has columns.
        scoped: whether its rows say which domains are in their scope; nothing is known of the others.
        clean: the questions whose rank is never the code of a state: there is a level, or NULL.
    """

    diagnostic: Diagnostic
    basis: Basis
    ranks: Mapping[str, Ranks]
    graded: bool
    ticked: frozenset[str]
    scoped: bool
    clean: frozenset[str]

    def in_scope(self, table: Table, domain: str) -> BooleanValue:
        """Return whether a domain is in the scope of a row: all are where none is named."""
        if not self.scoped:
            return ibis.literal(True)
        domains = ibis.literal(" ") + table[_SCOPE] + ibis.literal(" ")
        return domains.contains(f" {domain} ").fill_null(True)

    def is_weak(self, table: Table, question: Question) -> BooleanValue:
        """Return whether the answer to a question is weak; FALSE where it has no level."""
        ranks, rank = self.ranks[question.id], table[filled_column(question.id)]
        return between(rank, 0, ranks.partial, clean=question.id in self.clean)


def method_of(coded: Table, diagnostic: Diagnostic, basis: Basis, levels_only: Collection[str]) -> Method:
    """Return the method for a coded table; the arguments are those of `relation.scored`."""
    there = frozenset(coded.columns)
    scoped = _SCOPE in there
    routed = {question.id for question in diagnostic.questions if question.ask_if}
    return Method(
        diagnostic=diagnostic,
        basis=basis,
        ranks={question.id: ranks_of(diagnostic, question, basis) for question in diagnostic.questions},
        graded=any(of_question(question.id, EVIDENCE) in there for question in diagnostic.questions),
        ticked=frozenset(
            question.id
            for question in diagnostic.questions
            if question.weaknesses and of_question(question.id, question.weaknesses[0].id) in there
        ),
        scoped=scoped,
        clean=frozenset() if scoped else frozenset(levels_only) - routed,
    )
