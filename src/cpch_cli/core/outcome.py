"""One answers file and what follows from it, as one value: what reports, pages and tables are made from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.conditions import State
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.release import Withheld, as_shown
from cpch_cli.core.routing import Basis


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled sheet with its assessment on the chosen basis.

    Attributes:
        sheet: without the words that its readers are not to see.
        claimed, evidenced: both assessments, where an answer that counts has a grade other than `none`; else None.
        withheld: what was left out of the sheet.
    """

    diagnostic: Diagnostic
    sheet: Sheet
    assessment: Assessment
    claimed: Assessment | None
    evidenced: Assessment | None
    withheld: Withheld


def conclude(diagnostic: Diagnostic, sheet: Sheet, basis: Basis, *, releasable: bool = False) -> Outcome:
    """Return what follows from a settled sheet, on the chosen basis and, where proof was graded, on both.

    No words that are withheld get into an outcome, so that nothing made from one can show them; `releasable` withholds
    what a copy for others is not to hold.
    """
    shown = as_shown(sheet, releasable=releasable)
    chosen, claimed, evidenced = _assessments(diagnostic, sheet, basis)
    return Outcome(diagnostic, shown.sheet, chosen, claimed, evidenced, _in_scope(shown.withheld, chosen))


def _in_scope(withheld: Withheld, assessment: Assessment) -> Withheld:
    """Return what is withheld of answers that are shown at all: nothing is said outside the scope."""
    facts = assessment.facts
    texts = {
        question: count
        for question, count in withheld.texts.items()
        if question not in facts or facts[question].state is not State.OUT_OF_SCOPE
    }
    return replace(withheld, texts=texts)


def _assessments(
    diagnostic: Diagnostic, sheet: Sheet, basis: Basis
) -> tuple[Assessment, Assessment | None, Assessment | None]:
    """Return the assessment on the chosen basis and, where proof was graded, those on both."""
    graded = tuple(_graded(diagnostic, sheet))
    if not graded:
        return _assess(diagnostic, sheet, basis), None, None
    claimed = _assess(diagnostic, sheet, "claimed")
    evidenced = _assess(diagnostic, sheet, "evidenced")
    chosen = claimed if basis == "claimed" else evidenced
    # Which questions are asked can hang on the basis; a grade counts where the answer counts on either.
    if any(each.facts[question].answered for question in graded for each in (claimed, evidenced)):
        return chosen, claimed, evidenced
    return chosen, None, None


def _graded(diagnostic: Diagnostic, sheet: Sheet) -> Iterator[str]:
    for question, answer in sheet.answers.items():
        if question in diagnostic.question and answer.evidence not in (None, "none"):
            yield question


def _assess(diagnostic: Diagnostic, sheet: Sheet, basis: Basis) -> Assessment:
    return assess(diagnostic, sheet.answers, basis=basis, scope=sheet.subject.domains)
