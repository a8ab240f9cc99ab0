"""One answers file and what follows from it, as one value: what reports, pages and tables are made from."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.assumption import Assumption, as_if_shown, suppose
from cpch_cli.core.conditions import State
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.plan import NO_PROGRESS, Plan, Progress, without_names
from cpch_cli.core.release import Shown, Withheld, as_shown
from cpch_cli.core.routing import Basis
from cpch_cli.core.voices import marks


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled sheet with its assessment on the chosen basis.

    Attributes:
        sheet: without the words that its readers are not to see.
        claimed, evidenced: both assessments, where an answer that counts has a grade other than `none`; else None.
        withheld: what was left out of the sheet.
        assumed: the answers in the sheet that are not as given.
        as_given: the assessment of what was given, where answers are assumed; else None.
        progress: how far the plan has come that was made beside these answers, or beside those of an earlier round.
    """

    diagnostic: Diagnostic
    sheet: Sheet
    assessment: Assessment
    claimed: Assessment | None
    evidenced: Assessment | None
    withheld: Withheld
    assumed: tuple[Assumption, ...] = ()
    as_given: Assessment | None = None
    progress: Progress = NO_PROGRESS


def conclude(
    diagnostic: Diagnostic,
    sheet: Sheet,
    basis: Basis,
    *,
    releasable: bool = False,
    assumed: Mapping[str, str] | None = None,
) -> Outcome:
    """Return what follows from a settled sheet, on the chosen basis and, where proof was graded, on both.

    No words that are withheld get into an outcome, so that nothing made from one can show them; `releasable` withholds
    what a copy for others is not to hold. `assumed` are levels by question id, to be taken in place of those answered.
    """
    return conclude_shown(diagnostic, as_shown(sheet, releasable=releasable), basis, assumed=assumed)


def conclude_shown(
    diagnostic: Diagnostic, shown: Shown, basis: Basis, *, assumed: Mapping[str, str] | None = None
) -> Outcome:
    """Return what follows from a settled sheet of which only what its readers may see is left."""
    sheet, changed = suppose(diagnostic, shown.sheet, assumed or {})
    chosen, claimed, evidenced = _assessments(diagnostic, sheet, changed, basis)
    withheld = _in_scope(shown.withheld, chosen)
    as_given = None
    if changed:
        answers, scope = shown.sheet.answers, sheet.subject.domains
        as_given = assess(diagnostic, answers, basis=basis, scope=scope)
    return Outcome(diagnostic, sheet, chosen, claimed, evidenced, withheld, changed, as_given)


def marks_of(outcome: Outcome) -> str | None:
    """Return the handling marks of an outcome: of the answers, and of the plan beside them."""
    plan = outcome.progress.plan
    return marks([outcome.sheet.subject.handling, plan.subject.handling if plan else None])


def with_plan(outcome: Outcome, plan: Plan | None, day: dt.date | None) -> Outcome:
    """Return an outcome with how far its plan has come on a day; None: that of the assessment.

    A copy that may leave the house has no owners and no texts of the plan.
    """
    withheld = outcome.withheld
    if plan and withheld.releasable:
        owners = {action.owner for action in plan.actions.values() if action.owner}
        withheld = replace(withheld, names=withheld.names | owners)
        plan = without_names(plan)
    progress = Progress(plan, day or outcome.sheet.subject.date)
    return replace(outcome, progress=progress, withheld=withheld)


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
    diagnostic: Diagnostic, sheet: Sheet, assumed: tuple[Assumption, ...], basis: Basis
) -> tuple[Assessment, Assessment | None, Assessment | None]:
    """Return the assessment on the chosen basis and, where proof was graded, those on both."""

    def on(one: Basis) -> Assessment:
        return assess(diagnostic, as_if_shown(sheet, assumed), basis=one, scope=sheet.subject.domains)

    graded = tuple(_graded(diagnostic, sheet))
    if not graded:
        return on(basis), None, None
    claimed, evidenced = on("claimed"), on("evidenced")
    chosen = claimed if basis == "claimed" else evidenced
    # Which questions are asked can hang on the basis; a grade counts where the answer counts on either.
    if any(each.facts[question].answered for question in graded for each in (claimed, evidenced)):
        return chosen, claimed, evidenced
    return chosen, None, None


def _graded(diagnostic: Diagnostic, sheet: Sheet) -> Iterator[str]:
    for question, answer in sheet.answers.items():
        if question in diagnostic.question and answer.evidence not in (None, "none"):
            yield question
