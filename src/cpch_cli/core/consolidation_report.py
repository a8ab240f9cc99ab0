"""A consolidation as JSON, `cpch-consolidation/1`: ids and numbers, never translated words; every key always present.

Rule: as in the report, no field has a default. What is held back is null, and says so; what others may not see is empty.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from cpch_cli.core import consolidation as values
from cpch_cli.core.report import DiagnosticName, diagnostic_name, nearest
from cpch_cli.core.rounds import Made
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import Band
from cpch_cli.core.standing import Need, Standing

FORMAT: Final = "cpch-consolidation/1"

Status = Literal["complete", "draft"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Counts(_Part):
    """How much there is: subjects `counted`, files behind them, of which earlier rounds and joined voices are `superseded`.

    `answered` and `asked` are questions over all subjects; `held_back` are questions, weaknesses, disputes and reworded
    questions that are left out of a copy for others.
    """

    counted: int
    files: int
    superseded: int
    drafts: int
    answered: int
    asked: int
    first_day: dt.date | None
    last_day: dt.date | None
    weaknesses_not_asked: int
    reasons_not_recorded: int
    held_back: int


class SubjectDomain(_Part):
    """What a domain comes to for a subject."""

    id: str
    score: float | None
    band: Band


class SubjectRound(_Part):
    """A round of a subject: its day, the services that speak in it, its overall score."""

    date: dt.date | None
    voices: tuple[str, ...]
    status: Status
    score: float | None
    domains: tuple[SubjectDomain, ...]


class CountedSubject(_Part):
    """A subject as it counts, by its latest round; domains outside its scope are left out."""

    label: str
    of: Made
    sources: tuple[str, ...]
    group: str | None
    date: dt.date | None
    status: Status
    score: float | None
    low: float | None
    high: float | None
    domains_rated: int
    answered: int
    asked: int
    domains: tuple[SubjectDomain, ...]
    disputed: tuple[str, ...]
    rounds: tuple[SubjectRound, ...]


class CountedDomain(_Part):
    """A domain over many subjects: the mean of the `scored` ones, and how many have which band; null where held back."""

    id: str
    score: float | None
    scored: int | None
    bands: Mapping[Band, int] | None
    held_back: bool


class CountedGroup(_Part):
    """Subjects that say the same; `name` is null for *other*, into which `folded` groups went."""

    name: str | None
    members: int
    folded: int
    domains: tuple[CountedDomain, ...]


class CountedQuestion(_Part):
    """How many subjects gave which answer: `levels` by level id; `mean` is that of those who have a level."""

    question: str
    domain: str
    levels: Mapping[str, int]
    unknown: int
    open: int
    not_applicable: int
    not_asked: int
    weak: int
    mean: float | None


class CountedWeakness(_Part):
    """How many subjects ticked a weakness, of how many that were asked for it."""

    question: str
    weakness: str
    ticked: int
    asked: int


class Needing(_Part):
    """A subject that needs a solution."""

    label: str
    need: Need


class CountedSolution(_Part):
    """How many subjects need a solution now, or to improve, and which."""

    solution: str
    now: int
    improve: int
    who: tuple[Needing, ...]


class CountedDispute(_Part):
    """On how many subjects' sides a question is disputed, of how many with several voices, and whose."""

    question: str
    disputed: int
    of: int
    who: tuple[str, ...]


class CountedMovement(_Part):
    """How subjects with several rounds moved in a domain, over the questions that can be compared; null where held back."""

    domain: str
    members: int | None
    rose: int | None
    fell: int | None
    stayed: int | None
    first: float | None
    last: float | None
    held_back: bool


class Reworded(_Part):
    """A question that some subjects answered in other words than today's."""

    question: str
    members: int


class RefusedFile(_Part):
    """A file that is not in the consolidation; both are empty where no names are told."""

    name: str
    reason: str


class ConsolidationReport(_Part):
    """What many answers files come to together."""

    format: Literal["cpch-consolidation/1"]
    diagnostic: DiagnosticName
    basis: Basis
    by: str | None
    minimum_group: int
    releasable: bool
    anonymous: bool
    too_few: bool
    handling: str | None
    counts: Counts
    versions: Mapping[str, int]
    agencies: Mapping[str, int]
    domains: tuple[CountedDomain, ...]
    groups: tuple[CountedGroup, ...]
    questions: tuple[CountedQuestion, ...]
    weaknesses: tuple[CountedWeakness, ...]
    solutions: tuple[CountedSolution, ...]
    disputes: tuple[CountedDispute, ...]
    movements: tuple[CountedMovement, ...]
    not_comparable: tuple[Reworded, ...]
    subjects: tuple[CountedSubject, ...]
    refused: tuple[RefusedFile, ...]


def consolidation_report(of: values.Consolidation) -> ConsolidationReport:
    """Return a consolidation for machines."""
    return ConsolidationReport(
        format=FORMAT,
        diagnostic=diagnostic_name(of.diagnostic),
        basis=of.basis,
        by=of.by,
        minimum_group=of.minimum_group,
        releasable=of.releasable,
        anonymous=of.anonymous,
        too_few=of.too_few,
        handling=of.handling,
        counts=Counts(**{name: getattr(of, name) for name in Counts.model_fields}),
        versions=of.versions,
        agencies=of.agencies,
        domains=tuple(map(_domain, of.domains)),
        groups=tuple(map(_group, of.groups)),
        questions=tuple(_question(of, each) for each in of.questions),
        weaknesses=tuple(map(_weakness, of.weaknesses)),
        solutions=tuple(map(_solution, of.solutions)),
        disputes=tuple(map(_dispute, of.disputes)),
        movements=tuple(map(_movement, of.movements)),
        not_comparable=tuple(
            Reworded(question=each.question, members=each.members) for each in of.not_comparable
        ),
        subjects=tuple(map(_subject, of.members)),
        refused=tuple(RefusedFile(name=each.name, reason=each.reason) for each in of.refused),
    )


# --- subjects -------------------------------------------------------------------------------------------------------


def _subject(member: values.Member) -> CountedSubject:
    standing = member.standing
    overall = standing.overall
    return CountedSubject(
        label=member.label,
        of=member.of,
        sources=member.sources,
        group=member.group,
        date=member.rounds[-1].day,
        status=_status(standing),
        score=nearest(overall.score),
        low=nearest(overall.low),
        high=nearest(overall.high),
        domains_rated=overall.domains_rated,
        answered=overall.count.answered,
        asked=overall.count.asked,
        domains=tuple(_domains_of(standing)),
        disputed=member.disputed,
        rounds=tuple(map(_round, member.rounds)),
    )


def _round(of: values.Round) -> SubjectRound:
    return SubjectRound(
        date=of.day,
        voices=of.voices,
        status=_status(of.standing),
        score=nearest(of.standing.overall.score),
        domains=tuple(_domains_of(of.standing)),
    )


def _status(standing: Standing) -> Status:
    return "draft" if standing.draft else "complete"


def _domains_of(standing: Standing) -> Iterator[SubjectDomain]:
    for score in standing.domains:
        yield SubjectDomain(id=score.domain, score=nearest(score.score), band=score.band)


# --- figures over many ----------------------------------------------------------------------------------------------


def _domain(of: values.DomainOfMany) -> CountedDomain:
    return CountedDomain(
        id=of.domain,
        score=nearest(of.score),
        scored=None if of.held_back else of.scored,
        bands=of.bands,
        held_back=of.held_back,
    )


def _group(of: values.Group) -> CountedGroup:
    return CountedGroup(
        name=of.name, members=of.members, folded=of.folded, domains=tuple(map(_domain, of.domains))
    )


def _question(of: values.Consolidation, counted: values.Distribution) -> CountedQuestion:
    return CountedQuestion(
        question=counted.question,
        domain=of.diagnostic.question[counted.question].domain,
        levels=counted.levels,
        unknown=counted.unknown,
        open=counted.open,
        not_applicable=counted.not_applicable,
        not_asked=counted.not_asked,
        weak=counted.weak,
        mean=nearest(counted.mean),
    )


def _weakness(of: values.WeaknessCount) -> CountedWeakness:
    return CountedWeakness(question=of.question, weakness=of.weakness, ticked=of.ticked, asked=of.asked)


def _solution(of: values.SolutionCount) -> CountedSolution:
    who = tuple(Needing(label=label, need=need) for label, need in of.who)
    return CountedSolution(solution=of.solution, now=of.now, improve=of.improve, who=who)


def _dispute(of: values.DisputeCount) -> CountedDispute:
    return CountedDispute(question=of.question, disputed=of.disputed, of=of.of, who=of.who)


def _movement(of: values.Movement) -> CountedMovement:
    counts = {"members": of.members, "rose": of.rose, "fell": of.fell, "stayed": of.stayed}
    return CountedMovement(
        domain=of.domain,
        **dict.fromkeys(counts) if of.held_back else counts,
        first=nearest(of.first),
        last=nearest(of.last),
        held_back=of.held_back,
    )
