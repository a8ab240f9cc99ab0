"""A comparison as JSON, `cpch-comparison/1`: ids and numbers, never translated words; every key always present.

Rule: as in the report, no field has a default. What exists for voices alone is null for rounds, and the other way round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from cpch_cli.core import report
from cpch_cli.core.assess import Priority
from cpch_cli.core.compare import Kind
from cpch_cli.core.compare_rounds import (
    Advice,
    Followed,
    LikeForLike,
    Moved,
    Movement,
    RoundsCompared,
    Wording,
)
from cpch_cli.core.compare_voices import VoicesCompared
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.plan import Progress, Status
from cpch_cli.core.routing import Basis
from cpch_cli.core.voices import Agreement

FORMAT: Final = "cpch-comparison/1"

Compared = VoicesCompared | RoundsCompared


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class ComparedFile(_Part):
    """One of the files: a voice, named by its agency, or a round, named by its day; by its file where these are not there."""

    name: str
    subject: report.Subject
    status: Literal["complete", "draft"]
    overall: report.Overall
    withheld: int


class SameQuestions(_Part):
    """The weighted means of the first and of the last round over the questions that can be compared."""

    questions: int
    first: float
    last: float
    change: float


class ComparedDomain(_Part):
    """What a domain comes to in each file, in their order (null: outside its scope), and over them.

    `gap` is that between the highest and the lowest score of the voices.
    """

    id: str
    files: tuple[report.Domain | None, ...]
    joint: report.Domain | None
    gap: float | None
    like_for_like: SameQuestions | None


class ComparedWording(_Part):
    """The words to which an answer was given; null where they are not known. `level` is what the level given meant."""

    version: str | None
    text: str | None
    level: str | None


class ComparedQuestion(_Part):
    """A question with its answer in each file, in their order (null: outside its scope).

    `difference` is that between the highest and the lowest level of the voices, or the change from the first round to the
    last. `counts` names the voice whose answer counts. `wordings` are those of the first and the last round, if not the same.
    """

    question: str
    domain: str
    critical: bool
    answers: tuple[report.Answer | None, ...]
    agreement: Agreement | None
    joint: report.Answer | None
    counts: str | None
    movement: Movement | None
    difference: float | None
    wordings: tuple[ComparedWording, ComparedWording] | None


class ComparedWeakness(_Part):
    """A weakness that was seen, the files that ticked it at a level, and what became of it from round to round."""

    question: str
    weakness: str
    files: tuple[str, ...]
    became: Literal["solved", "new", "remaining"] | None


class FollowedAdvice(_Part):
    """A recommendation of the first round: what it raises that is there by the last round, and what is still below.

    `status` and `overdue` are the plan's, by the day of the last round.
    """

    solution: str
    priority: Priority
    followed: Followed
    reached: tuple[str, ...]
    below: tuple[str, ...]
    status: Status | None
    overdue: bool


class Comparison(_Part):
    """What several answers files come to, side by side."""

    format: Literal["cpch-comparison/1"]
    kind: Kind
    diagnostic: report.DiagnosticName
    basis: Basis
    files: tuple[ComparedFile, ...]
    joint: report.Overall | None
    like_for_like: SameQuestions | None
    domains: tuple[ComparedDomain, ...]
    questions: tuple[ComparedQuestion, ...]
    gaps: tuple[str, ...] | None
    reworded: tuple[str, ...]
    weaknesses: tuple[ComparedWeakness, ...]
    followed: tuple[FollowedAdvice, ...] | None
    withheld: int


def comparison_report(compared: Compared) -> Comparison:
    """Return a comparison for machines."""
    if isinstance(compared, VoicesCompared):
        return _of_voices(compared)
    return _of_rounds(compared)


def _files(outcomes: Mapping[str, Outcome]) -> Iterator[ComparedFile]:
    for name, outcome in outcomes.items():
        yield ComparedFile(
            name=name,
            subject=report.subject(outcome.sheet.subject),
            status="draft" if outcome.assessment.draft else "complete",
            overall=report.overall(outcome),
            withheld=outcome.withheld.all_texts,
        )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the reports of several outcomes hold, by id."""

    domains: tuple[Mapping[str, report.Domain], ...]
    answers: tuple[Mapping[str, report.Answer], ...]


def _parts(*outcomes: Outcome) -> _Parts:
    return _Parts(
        tuple({each.id: each for each in report.domains(outcome)} for outcome in outcomes),
        tuple({each.question: each for each in report.answers(outcome)} for outcome in outcomes),
    )


# --- voices -------------------------------------------------------------------------------------------------------


def _of_voices(compared: VoicesCompared) -> Comparison:
    each, joint = _parts(*compared.outcomes.values()), _parts(compared.joint)
    return Comparison(
        format=FORMAT,
        kind="voices",
        diagnostic=report.diagnostic_name(compared.diagnostic),
        basis=compared.joint.assessment.basis,
        files=tuple(_files(compared.outcomes)),
        joint=report.overall(compared.joint),
        like_for_like=None,
        domains=tuple(
            ComparedDomain(
                id=domain.domain,
                files=tuple(of_file.get(domain.domain) for of_file in each.domains),
                joint=joint.domains[0][domain.domain],
                gap=report.nearest(domain.gap),
                like_for_like=None,
            )
            for domain in compared.domains
        ),
        questions=tuple(_joined(compared, question, each, joint) for question in compared.joined),
        gaps=compared.gaps,
        reworded=compared.reworded,
        weaknesses=tuple(_seen_by(compared)),
        followed=None,
        withheld=compared.withheld,
    )


def _joined(compared: VoicesCompared, question_id: str, each: _Parts, joint: _Parts) -> ComparedQuestion:
    question, joined = compared.diagnostic.question[question_id], compared.joined[question_id]
    return ComparedQuestion(
        question=question.id,
        domain=question.domain,
        critical=question.critical,
        answers=tuple(of_file.get(question.id) for of_file in each.answers),
        agreement=joined.agreement,
        joint=joint.answers[0][question.id],
        counts=joined.counts,
        movement=None,
        difference=report.nearest(joined.difference),
        wordings=None,
    )


def _seen_by(compared: VoicesCompared) -> Iterator[ComparedWeakness]:
    for question, who in compared.seen.items():
        for weakness, names in who.items():
            yield ComparedWeakness(question=question, weakness=weakness, files=names, became=None)


# --- rounds -------------------------------------------------------------------------------------------------------


def _of_rounds(compared: RoundsCompared) -> Comparison:
    each = _parts(*compared.outcomes.values())
    return Comparison(
        format=FORMAT,
        kind="rounds",
        diagnostic=report.diagnostic_name(compared.diagnostic),
        basis=compared.last.assessment.basis,
        files=tuple(_files(compared.outcomes)),
        joint=None,
        like_for_like=_same_questions(compared.overall),
        domains=tuple(
            ComparedDomain(
                id=domain.domain,
                files=tuple(of_file.get(domain.domain) for of_file in each.domains),
                joint=None,
                gap=None,
                like_for_like=_same_questions(domain.like_for_like),
            )
            for domain in compared.domains
        ),
        questions=tuple(_moved(compared.diagnostic, moved, each) for moved in compared.moved.values()),
        gaps=None,
        reworded=compared.reworded,
        weaknesses=tuple(_became(compared)),
        followed=tuple(_followed(each, compared.last.progress) for each in compared.advice),
        withheld=compared.withheld,
    )


def _same_questions(means: LikeForLike | None) -> SameQuestions | None:
    if means is None:
        return None
    return SameQuestions(
        questions=means.questions,
        first=float(means.first),
        last=float(means.last),
        change=float(means.change),
    )


def _moved(diagnostic: Diagnostic, moved: Moved, each: _Parts) -> ComparedQuestion:
    question = diagnostic.question[moved.question]
    return ComparedQuestion(
        question=question.id,
        domain=question.domain,
        critical=question.critical,
        answers=tuple(of_file.get(question.id) for of_file in each.answers),
        agreement=None,
        joint=None,
        counts=None,
        movement=moved.movement,
        difference=report.nearest(moved.change),
        wordings=None
        if moved.wordings is None
        else (_wording(moved.wordings[0]), _wording(moved.wordings[1])),
    )


def _wording(wording: Wording) -> ComparedWording:
    return ComparedWording(version=wording.version, text=wording.text, level=wording.level)


def _became(compared: RoundsCompared) -> Iterator[ComparedWeakness]:
    for moved in compared.moved.values():
        for weakness, became in moved.weaknesses.items():
            yield ComparedWeakness(
                question=moved.question,
                weakness=weakness,
                files=moved.seen_in(weakness),
                became=became,
            )


def _followed(advice: Advice, progress: Progress) -> FollowedAdvice:
    solution = advice.recommendation.solution
    return FollowedAdvice(
        solution=solution,
        priority=advice.recommendation.priority,
        followed=advice.followed,
        reached=advice.reached,
        below=advice.below,
        status=progress.agreed(solution).status,
        overdue=solution in progress.overdue,
    )
