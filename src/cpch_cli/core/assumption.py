"""What if: levels that are only assumed, in place of those that were answered, which stay known beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cpch_cli.core.model import BEST_SHOWN, UNKNOWN, Answer, Diagnostic, Sheet
from cpch_cli.core.problems import Problem, unknown
from cpch_cli.core.sheet import known_levels

# What vouches for the level that was answered says nothing of the one that is assumed.
_OF_THE_LEVEL: Final = ("evidence", "reference", "reason", "agreed", "asked")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One answer that is not as given.

    Attributes:
        question: the id of its question.
        level: what is assumed: the id of a level, `unknown` or `not_applicable`.
        was: what was answered, likewise; None where nothing was.
    """

    question: str
    level: str
    was: str | None


def read_assumption(diagnostic: Diagnostic, written: str) -> tuple[str, str] | Problem:
    """Return the question's id and the level's id (or `unknown`) that `QUESTION=LEVEL` means, or what is wrong with it.

    A question is named by id or number, a level by id or by a number equal to its value.
    """
    name, _, level = (part.strip() for part in written.partition("="))
    question = asked_by(diagnostic, name)
    if question is None:
        return Problem((), *unknown("unknown_question", name, list(diagnostic.question)))
    of_question = {"question": question, "known": known_levels(diagnostic, diagnostic.question[question])}
    if not level:
        return Problem((), "no_level", {"word": name, **of_question})
    if level == UNKNOWN:
        return question, level
    found = diagnostic.level(question, level)
    return (question, found.id) if found else Problem((), "unknown_level", {"word": level, **of_question})


def asked_by(diagnostic: Diagnostic, name: str) -> str | None:
    """Return the id of the question that an id or a number names; None where none does."""
    if name in diagnostic.question:
        return name
    return {question.number: question.id for question in diagnostic.questions}.get(name)


def levels_of(sheet: Sheet) -> dict[str, str]:
    """Return what a settled sheet answers, to be assumed on top of another: levels alone, and nothing in words."""
    return {question: answer.level for question, answer in sheet.answers.items() if answer.level is not None}


def suppose(
    diagnostic: Diagnostic, sheet: Sheet, levels: Mapping[str, str]
) -> tuple[Sheet, tuple[Assumption, ...]]:
    """Return a settled sheet with levels in place of those that were answered, and which answers changed by that.

    Weaknesses ticked and what was noted stay; evidence, its document, who agreed and the words that were asked go with
    the level that they belong to. What is answered so already, or lies outside the scope, is no assumption.

    Args:
        diagnostic: a checked diagnostic.
        sheet: a settled sheet.
        levels: what is assumed, by question id: ids of levels, `unknown` or `not_applicable`; questions that the
            diagnostic does not have are passed over.
    """
    given, scope = sheet.answers, sheet.subject.domains
    assumed = tuple(
        Assumption(question.id, levels[question.id], was)
        for question in diagnostic.questions
        if question.id in levels and (scope is None or question.domain in scope)
        if (was := given.get(question.id, Answer()).level) != levels[question.id]
    )
    changed = {each.question: _supposed(given.get(each.question, Answer()), each) for each in assumed}
    together = {**given, **changed}
    in_order = {question: together.pop(question) for question in diagnostic.question if question in together}
    supposed = sheet.with_answers({**in_order, **together})
    if assumed:
        # Nobody has cleared what nobody has said.
        uncleared = sheet.subject.model_copy(update={"cleared_by": None})
        supposed = supposed.model_copy(update={"subject": uncleared})
    return supposed, assumed


def _supposed(answer: Answer, assumption: Assumption) -> Answer:
    return answer.model_copy(update={"level": assumption.level, **dict.fromkeys(_OF_THE_LEVEL)})


def as_if_shown(sheet: Sheet, assumed: tuple[Assumption, ...]) -> dict[str, Answer]:
    """Return a sheet's answers as they count: an assumed level as one that was verified (method step 3.6)."""
    shown = {
        each.question: sheet.answers[each.question].model_copy(update={"evidence": BEST_SHOWN})
        for each in assumed
    }
    return {**sheet.answers, **shown}
