"""What one answers file, or one row of a table, comes to as far as a consolidation needs it: levels and figures, no texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cpch_cli.core.assess import Assessment, Priority, assess
from cpch_cli.core.conditions import Fact
from cpch_cli.core.model import Answer, Diagnostic, Sheet
from cpch_cli.core.release import without_texts
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import DomainScore, Overall

# When to act on a solution, seen from afar: whether it comes first is a matter of one file.
Need = Literal["now", "improve"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one subject stands in one round, by one voice or by all of them together.

    Attributes:
        name: the file, or the table and its row.
        sheet: settled, without any text of its answers and without respondents; voices in answers keep their levels.
        facts: what is known of each question, by its id, in the diagnostic's order.
        domains: those in scope, in the diagnostic's order.
        needed: the recommended solutions, in the diagnostic's order.
        kept: answers that the diagnostic does not ask any more.
        reasons_not_recorded: how many answers are not applicable without a reason; only tables may leave reasons out.
    """

    name: str
    sheet: Sheet
    facts: Mapping[str, Fact]
    domains: tuple[DomainScore, ...]
    overall: Overall
    needed: Mapping[str, Need]
    draft: bool
    kept: tuple[str, ...] = ()
    reasons_not_recorded: int = 0


def standing(
    name: str,
    sheet: Sheet,
    diagnostic: Diagnostic,
    basis: Basis,
    *,
    kept: tuple[str, ...] = (),
    reasons_not_recorded: int = 0,
) -> Standing:
    """Return where the subject of a settled sheet stands."""
    bare = without_words(sheet)
    assessment = assess(diagnostic, bare.answers, basis=basis, scope=bare.subject.domains)
    return Standing(
        name=name,
        sheet=bare,
        facts=assessment.facts,
        domains=assessment.domains,
        overall=assessment.overall,
        needed=needs(assessment, diagnostic),
        draft=assessment.draft,
        kept=kept,
        reasons_not_recorded=reasons_not_recorded,
    )


def needs(assessment: Assessment, diagnostic: Diagnostic) -> dict[str, Need]:
    """Return the recommended solutions in the diagnostic's order, and whether a weak answer stands behind them."""
    found = {each.solution: each.priority for each in assessment.recommendations}
    return {
        solution.id: "improve" if found[solution.id] is Priority.IMPROVE else "now"
        for solution in diagnostic.solutions
        if solution.id in found
    }


def without_words(sheet: Sheet) -> Sheet:
    """Return a sheet with what counts and no words: nothing that a consolidation is made from can show a text."""
    answers = {question: _without_words(answer) for question, answer in sheet.answers.items()}
    subject = sheet.subject.model_copy(update={"respondents": None, "cleared_by": None})
    return sheet.with_answers(answers).model_copy(update={"subject": subject})


def _without_words(answer: Answer) -> Answer:
    voices = {
        name: without_texts(voice)
        for name, voice in (answer.voices or {}).items()
        if isinstance(voice, Answer)
    }
    bare = without_texts(answer)
    return bare.model_copy(update={"voices": voices or None, "agreed": None})
