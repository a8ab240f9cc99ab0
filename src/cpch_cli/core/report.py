"""The report as JSON, `cpch-report/1`: ids and numbers, never translated words; every key always present.

Rule: no field has a default, so that a key cannot be forgotten; the JSON Schema comes from these classes.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from cpch_cli.core import assess, model, scoring
from cpch_cli.core.conditions import State
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.routing import Basis

FORMAT: Final = "cpch-report/1"

AnswerState = Literal["level", "unknown", "not_applicable", "open", "not_asked"]
_STATES: Final[dict[State, AnswerState]] = {
    State.LEVEL: "level",
    State.UNKNOWN: "unknown",
    State.NOT_APPLICABLE: "not_applicable",
    State.OPEN: "open",
    State.NOT_ASKED: "not_asked",
}


_NOTHING: Final = model.Answer()


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class DiagnosticName(_Part):
    """Which diagnostic the answers were given to."""

    id: str
    version: str
    digest: str


class Clearance(_Part):
    """Who cleared the answers for release."""

    service: str
    function: str | None
    date: dt.date | None


class Subject(_Part):
    """Who and what was assessed, by whom, and when."""

    country: str | None
    country_code: str | None
    region: str | None
    site: str | None
    scope: str | None
    period: str | None
    domains: tuple[str, ...] | None
    agency: str | None
    date: dt.date | None
    respondents: tuple[str, ...] | None
    conducted: model.Conduct | None
    cleared_by: tuple[Clearance, ...] | None
    handling: str | None


class Numbers(_Part):
    """A score from 0 to 4 with its range, on one basis."""

    score: float | None
    low: float | None
    high: float | None


class RatedNumbers(_Part):
    """A domain's score with its range and band, on one basis."""

    score: float | None
    low: float | None
    high: float | None
    band: scoring.Band
    capped_by: tuple[str, ...]


class Overall(_Part):
    """The whole: means over the rated domains, counts over all domains in scope."""

    score: float | None
    low: float | None
    high: float | None
    domains_rated: int
    domains: int
    answered: int
    asked: int
    unknown: int
    not_applicable: int
    coverage: float | None
    framework: float | None
    practice: float | None
    claimed: Numbers | None
    evidenced: Numbers | None


class Domain(_Part):
    """What a domain comes to; `asked` counts its applicable questions."""

    id: str
    score: float | None
    low: float | None
    high: float | None
    band: scoring.Band
    capped_by: tuple[str, ...]
    answered: int
    asked: int
    unknown: int
    not_applicable: int
    coverage: float | None
    framework: float | None
    practice: float | None
    claimed: RatedNumbers | None
    evidenced: RatedNumbers | None


class Finding(_Part):
    """An answer that is weak or partial, or a strong one with ticked weaknesses (null: weaknesses were not asked)."""

    question: str
    domain: str
    level: float
    answer: str
    strength: assess.Strength
    critical: bool
    weaknesses: tuple[str, ...] | None
    evidence: model.Grade | None


class Given(_Part):
    """An answer that a rule rests on; `level` is null for don't know and not applicable."""

    question: str
    level: float | None


class Reason(_Part):
    """Why a solution is recommended."""

    kind: Literal["answer", "weakness", "rule"]
    question: str | None
    level: float | None
    weakness: str | None
    rule: str | None
    answers: tuple[Given, ...]


class Prerequisite(_Part):
    """A solution that another needs first, and whether what it brings about is already there."""

    solution: str
    met: bool


class Recommendation(_Part):
    """A solution with every reason that triggered it."""

    solution: str
    priority: assess.Priority
    because: tuple[Reason, ...]
    requires: tuple[Prerequisite, ...]
    resources: tuple[str, ...]


class Undecided(_Part):
    """A rule that cannot be decided yet, and the questions that would settle it."""

    rule: str
    missing: tuple[str, ...]


class Remark(_Part):
    """A rule that has something to say, and the answers that made it true."""

    rule: str
    answers: tuple[Given, ...]


class Answer(_Part):
    """One question and its answer: `level` is its strength from 0 to 4 on the basis, `answer` the level's id as given.

    An answer to a question that is not asked is kept in the file and counts nowhere: it has an `answer`, but no `level`.
    `withheld` counts the texts that are left out.
    """

    question: str
    domain: str
    level: float | None
    answer: str | None
    state: AnswerState
    strength: assess.Strength | None
    weaknesses: tuple[str, ...] | None
    evidence: model.Grade | None
    note: str | None
    reason: str | None
    handling: model.Handling | None
    asked: str | None
    withheld: int


class Assumed(_Part):
    """An answer that is not as given: what is assumed, and what it was (null: not answered)."""

    question: str
    answer: str
    was: str | None


class PlanProgress(_Part):
    """How far the plan beside the answers has come on the day of the assessment: solutions done, under way, overdue."""

    done: tuple[str, ...]
    under_way: tuple[str, ...]
    dropped: tuple[str, ...]
    overdue: tuple[str, ...]


class Withheld(_Part):
    """How much is left out: texts of answers, and names of those who took part; for a copy that may leave the house."""

    releasable: bool
    texts: int
    names: int


class Report(_Part):
    """What one answers file comes to."""

    format: Literal["cpch-report/1"]
    diagnostic: DiagnosticName
    subject: Subject
    status: Literal["complete", "draft"]
    basis: Basis
    overall: Overall
    domains: tuple[Domain, ...]
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    undecided: tuple[Undecided, ...]
    find_out: tuple[str, ...]
    remarks: tuple[Remark, ...]
    answers: tuple[Answer, ...]
    assumed: tuple[Assumed, ...]
    plan: PlanProgress | None
    withheld: Withheld


def report(outcome: Outcome) -> Report:
    """Return the report of an outcome."""
    assessment = outcome.assessment
    return Report(
        format=FORMAT,
        diagnostic=diagnostic_name(outcome.diagnostic),
        subject=subject(outcome.sheet.subject),
        status="draft" if assessment.draft else "complete",
        basis=assessment.basis,
        overall=overall(outcome),
        domains=tuple(domains(outcome)),
        findings=tuple(_finding(outcome, finding) for finding in assessment.findings),
        recommendations=tuple(_recommendation(outcome, each) for each in assessment.recommendations),
        undecided=tuple(Undecided(rule=each.rule, missing=each.missing) for each in assessment.undecided),
        find_out=assessment.find_out,
        remarks=tuple(Remark(rule=each.rule, answers=_given(each.answers)) for each in assessment.remarks),
        answers=tuple(answers(outcome)),
        assumed=tuple(
            Assumed(question=each.question, answer=each.level, was=each.was) for each in outcome.assumed
        ),
        plan=_plan(outcome),
        withheld=Withheld(
            releasable=outcome.withheld.releasable,
            texts=outcome.withheld.all_texts,
            names=len(outcome.withheld.names),
        ),
    )


def diagnostic_name(diagnostic: model.Diagnostic) -> DiagnosticName:
    """Return what a diagnostic is known by."""
    return DiagnosticName(id=diagnostic.id, version=diagnostic.version, digest=diagnostic.digest)


def subject(of: model.Subject) -> Subject:
    """Return who and what was assessed, every key of it."""
    cleared = of.cleared_by
    own = {name: getattr(of, name) for name in Subject.model_fields if name != "cleared_by"}
    return Subject(**own, cleared_by=None if cleared is None else tuple(map(_clearance, cleared)))


def _clearance(cleared: model.Clearance) -> Clearance:
    return Clearance(service=cleared.service, function=cleared.function, date=cleared.date)


def _plan(outcome: Outcome) -> PlanProgress | None:
    progress = outcome.progress
    if progress.plan is None:
        return None
    return PlanProgress(
        done=progress.in_state("done"),
        under_way=progress.in_state("under_way"),
        dropped=progress.in_state("dropped"),
        overdue=progress.overdue,
    )


# --- numbers ------------------------------------------------------------------------------------------------------


def overall(outcome: Outcome) -> Overall:
    """Return what the whole comes to, on both bases where proof was graded."""
    score = outcome.assessment.overall
    return Overall(
        **_numbers(score),
        **_counts(score),
        domains_rated=score.domains_rated,
        domains=score.domains,
        claimed=_overall_of(outcome.claimed),
        evidenced=_overall_of(outcome.evidenced),
    )


def _overall_of(other: assess.Assessment | None) -> Numbers | None:
    return None if other is None else Numbers(**_numbers(other.overall))


def domains(outcome: Outcome) -> Iterator[Domain]:
    """Yield what each domain in scope comes to, in the diagnostic's order."""
    for position, score in enumerate(outcome.assessment.domains):
        yield Domain(
            id=score.domain,
            **_rating(score),
            **_counts(score),
            claimed=_domain_of(outcome.claimed, position),
            evidenced=_domain_of(outcome.evidenced, position),
        )


def _domain_of(other: assess.Assessment | None, position: int) -> RatedNumbers | None:
    return None if other is None else RatedNumbers(**_rating(other.domains[position]))


def _numbers(score: scoring.DomainScore | scoring.Overall) -> dict[str, Any]:
    return {"score": nearest(score.score), "low": nearest(score.low), "high": nearest(score.high)}


def _rating(score: scoring.DomainScore) -> dict[str, Any]:
    return {**_numbers(score), "band": score.band, "capped_by": score.capped_by}


def _counts(score: scoring.DomainScore | scoring.Overall) -> dict[str, Any]:
    sides = score.paper_and_practice
    return {
        "answered": score.count.answered,
        "asked": score.count.asked,
        "unknown": score.count.unknown,
        "not_applicable": score.count.not_applicable,
        "coverage": nearest(score.count.coverage),
        "framework": nearest(sides.framework) if sides else None,
        "practice": nearest(sides.practice) if sides else None,
    }


def nearest(value: Fraction | None) -> float | None:
    """Return the double nearest to an exact number (method 3.13)."""
    return None if value is None else float(value)


# --- conclusions --------------------------------------------------------------------------------------------------


def _finding(outcome: Outcome, finding: assess.Finding) -> Finding:
    question = outcome.diagnostic.question[finding.question]
    answer = outcome.sheet.answers[finding.question]
    return Finding(
        question=question.id,
        domain=question.domain,
        level=float(finding.s),
        answer=str(answer.level),
        strength=finding.strength,
        critical=question.critical,
        weaknesses=finding.weaknesses,
        evidence=answer.evidence,
    )


def _recommendation(outcome: Outcome, recommendation: assess.Recommendation) -> Recommendation:
    return Recommendation(
        solution=recommendation.solution,
        priority=recommendation.priority,
        because=tuple(map(_reason, recommendation.because)),
        requires=tuple(
            Prerequisite(solution=each.solution, met=each.met) for each in recommendation.requires
        ),
        resources=outcome.diagnostic.solution[recommendation.solution].resources,
    )


def _reason(reason: assess.Reason) -> Reason:
    return Reason(
        kind=reason.kind,
        question=reason.question,
        level=nearest(reason.s),
        weakness=reason.weakness,
        rule=reason.rule,
        answers=_given(reason.answers),
    )


def _given(answers: tuple[assess.Given, ...]) -> tuple[Given, ...]:
    return tuple(Given(question=each.question, level=nearest(each.s)) for each in answers)


# --- answers ------------------------------------------------------------------------------------------------------


def answers(outcome: Outcome) -> Iterator[Answer]:
    """Yield the answer to each question in scope, in the diagnostic's order."""
    for question in outcome.diagnostic.questions:
        fact = outcome.assessment.facts[question.id]
        if fact.state is State.OUT_OF_SCOPE:
            continue
        given = outcome.sheet.answers.get(question.id, _NOTHING)
        yield Answer(
            question=question.id,
            domain=question.domain,
            level=nearest(fact.s),
            answer=None if given.level in (model.UNKNOWN, model.NOT_APPLICABLE) else given.level,
            state=_STATES[fact.state],
            strength=None if fact.s is None else assess.strength_of(fact.s),
            weaknesses=given.weaknesses,
            evidence=given.evidence,
            note=given.note,
            reason=given.reason,
            handling=given.handling,
            asked=given.asked,
            withheld=outcome.withheld.texts.get(question.id, 0),
        )
