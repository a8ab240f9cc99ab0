"""One answers file and what follows from it, as one value: what reports, pages and tables are made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.routing import Basis


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled sheet with its assessment on the chosen basis.

    Attributes:
        claimed, evidenced: both assessments, where an answer that counts has a grade other than `none`; else None.
    """

    diagnostic: Diagnostic
    sheet: Sheet
    assessment: Assessment
    claimed: Assessment | None
    evidenced: Assessment | None


def conclude(diagnostic: Diagnostic, sheet: Sheet, basis: Basis) -> Outcome:
    """Return what follows from a settled sheet, on the chosen basis and, where proof was graded, on both."""
    graded = tuple(_graded(diagnostic, sheet))
    if not graded:
        return Outcome(diagnostic, sheet, _assess(diagnostic, sheet, basis), None, None)
    claimed = _assess(diagnostic, sheet, "claimed")
    evidenced = _assess(diagnostic, sheet, "evidenced")
    chosen = claimed if basis == "claimed" else evidenced
    # Which questions are asked can hang on the basis; a grade counts where the answer counts on either.
    if any(each.facts[question].answered for question in graded for each in (claimed, evidenced)):
        return Outcome(diagnostic, sheet, chosen, claimed, evidenced)
    return Outcome(diagnostic, sheet, chosen, None, None)


def _graded(diagnostic: Diagnostic, sheet: Sheet) -> Iterator[str]:
    for question, answer in sheet.answers.items():
        if question in diagnostic.question and answer.evidence not in (None, "none"):
            yield question


def _assess(diagnostic: Diagnostic, sheet: Sheet, basis: Basis) -> Assessment:
    return assess(diagnostic, sheet.answers, basis=basis, scope=sheet.subject.domains)
