"""Which questions apply, and what is known of each: from the answers to the facts (method 3.2, 3.6)."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Final, Literal

from cpch_cli.core.conditions import Fact, Facts, State, Trace, Verdict, evaluate
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Below, Diagnostic, Grade, Question, leaves

Basis = Literal["claimed", "evidenced"]

# How far an evidence grade carries an answer on the scale from 0 to 4 (method 3.6).
CARRIES: Final[Mapping[Grade, int]] = {"none": 1, "statement": 2, "document": 3, "verified": 4}
_CARRIES_EXACTLY: Final = {grade: Fraction(carried) for grade, carried in CARRIES.items()}


def route(
    diagnostic: Diagnostic,
    answers: Mapping[str, Answer],
    *,
    basis: Basis = "claimed",
    scope: Collection[str] | None = None,
) -> dict[str, Fact]:
    """Return what is known of each question, by its id, in the diagnostic's order.

    Args:
        diagnostic: a checked diagnostic: `ask_if` names only questions that stand earlier.
        answers: settled answers (levels as ids) by question id; ids the diagnostic does not have are passed over.
        basis: `evidenced` replaces every level by the evidenced one before anything else.
        scope: the ids of the domains that are assessed; None means all.
    """
    facts: dict[str, Fact] = {}
    for question in diagnostic.questions:
        if scope is not None and question.domain not in scope:
            facts[question.id] = Fact(State.OUT_OF_SCOPE)
            continue
        routing = evaluate(question.ask_if, Facts(diagnostic, facts)) if question.ask_if else None
        facts[question.id] = _fact(diagnostic, question, answers.get(question.id), routing, basis)
    return facts


def _fact(
    diagnostic: Diagnostic, question: Question, answer: Answer | None, routing: Trace | None, basis: Basis
) -> Fact:
    if routing and routing.verdict is Verdict.FALSE:
        return Fact(State.NOT_ASKED, routing=routing)
    fact = fact_of(diagnostic, question.id, answer, basis)
    return fact._replace(routing=routing) if routing else fact


def fact_of(diagnostic: Diagnostic, question: str, answer: Answer | None, basis: Basis) -> Fact:
    """Return what an answer says, settled or None, to a question that is asked."""
    if answer is None or answer.level is None:
        return Fact(State.OPEN)
    ticked = None if answer.weaknesses is None else frozenset(answer.weaknesses)
    if answer.level in (UNKNOWN, NOT_APPLICABLE):
        return Fact(State(answer.level), weaknesses=ticked)
    return Fact(State.LEVEL, s=carried(diagnostic, question, answer, basis), weaknesses=ticked)


def carried(diagnostic: Diagnostic, question: str, answer: Answer, basis: Basis) -> Fraction:
    """Return the strength, 0 to 4, of an answer that has a level: as claimed, or as far as its evidence carries it."""
    s = diagnostic.strength(question, str(answer.level))
    return min(s, _CARRIES_EXACTLY[answer.evidence or "none"]) if basis == "evidenced" else s


def routers(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the questions that the asking of others depends on, each once."""
    looked_at = (
        leaf.question
        for question in diagnostic.questions
        if question.ask_if
        for leaf in leaves(question.ask_if)
        # A checked `ask_if` looks at questions only.
        if not isinstance(leaf, Below)
    )
    return tuple(dict.fromkeys(looked_at))
