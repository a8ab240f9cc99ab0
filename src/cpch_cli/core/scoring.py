"""Scores, ranges, coverage and bands of the domains, of paper and practice, and of the whole (method 3.3 to 3.5, 3.12).

Arithmetic is exact: `Fraction` from the numbers as written (method 3.13).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

from cpch_cli.core.conditions import DomainFact, Fact, State
from cpch_cli.core.model import Diagnostic, Question

TOP: Final = Fraction(4)
RATED_FROM: Final = Fraction(6, 10)
NOTABLE_DIFFERENCE: Final = 1


class Band(Enum):
    """What a domain's score means, worst first; `not rated` stands apart."""

    CRITICAL_GAP = "critical_gap"
    WEAK = "weak"
    PARTIAL = "partial"
    SOUND = "sound"
    NOT_RATED = "not_rated"


# Below which score a band ends; from the last bound on a domain is sound (method 3.4).
BOUNDS: Final = ((Fraction(1), Band.CRITICAL_GAP), (Fraction(2), Band.WEAK), (Fraction(3), Band.PARTIAL))
# The score that each band begins at.
BEGINS_AT: Final = dict(
    zip(
        (*(band for _, band in BOUNDS), Band.SOUND),
        (Fraction(0), *(bound for bound, _ in BOUNDS)),
        strict=True,
    )
)
RANK: Final = {band: rank for rank, band in enumerate(Band)}

Scored = tuple[Question, Fact]


class WhyNotRated(Enum):
    """Why a domain has no band."""

    NOTHING_APPLIES = "nothing_applies"
    CRITICAL_OPEN = "critical_open"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions were asked and answered; `asked` counts the applicable ones."""

    answered: int
    asked: int
    unknown: int
    not_applicable: int

    @property
    def coverage(self) -> Fraction | None:
        """Answered over applicable questions, 0 to 1; None where nothing applies."""
        return Fraction(self.answered, self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class PaperAndPractice:
    """The mean of the framework questions beside that of practice and result questions, each 0 to 4."""

    framework: Fraction
    practice: Fraction

    @property
    def good_texts_weak_use(self) -> bool:
        """Whether the texts are ahead of their use by a level or more."""
        return self.framework - self.practice >= NOTABLE_DIFFERENCE

    @property
    def use_without_texts(self) -> bool:
        """Whether the use is ahead of the texts by a level or more."""
        return self.practice - self.framework >= NOTABLE_DIFFERENCE


@dataclass(frozen=True, slots=True)
class DomainScore:
    """What a domain comes to.

    Attributes:
        score: weighted mean of the answered applicable questions, 0 to 4; None while none is answered.
        low, high: the same with unknown and unanswered ones at 0, and at 4; None where nothing applies.
        capped_by: the critical questions whose cap gives the domain its band.
        not_rated: why the domain has no band; None when it has one.
    """

    domain: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    band: Band
    capped_by: tuple[str, ...]
    not_rated: WhyNotRated | None
    count: Count
    paper_and_practice: PaperAndPractice | None


@dataclass(frozen=True, slots=True)
class Overall:
    """The whole: means over the rated domains, counts over all domains in scope."""

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    domains_rated: int
    domains: int
    count: Count
    paper_and_practice: PaperAndPractice | None


def score_domain(diagnostic: Diagnostic, domain_id: str, facts: Mapping[str, Fact]) -> DomainScore:
    """Return score, range, band and counts of one domain (method 3.3, 3.4)."""
    scored = [(question, facts[question.id]) for question in diagnostic.questions_of(domain_id)]
    score = mean([(q.weight, _as_counted(fact)) for q, fact in scored if fact.answered])
    low, high = _range(scored)
    count = _count(fact for _, fact in scored)
    not_rated = _why_not_rated(scored, count)
    band, capped_by = (Band.NOT_RATED, ()) if not_rated or score is None else _capped(score, scored)
    return DomainScore(
        domain_id, score, low, high, band, capped_by, not_rated, count, _paper_and_practice(scored)
    )


def score_overall(
    diagnostic: Diagnostic, scores: Sequence[DomainScore], facts: Mapping[str, Fact]
) -> Overall:
    """Return the means over the rated domains, by the domains' weights, and the counts over all (method 3.5)."""
    rated = [score for score in scores if score.band is not Band.NOT_RATED]
    weight = {score.domain: diagnostic.domain[score.domain].weight for score in rated}
    return Overall(
        score=mean([(weight[score.domain], score.score) for score in rated]),
        low=mean([(weight[score.domain], score.low) for score in rated]),
        high=mean([(weight[score.domain], score.high) for score in rated]),
        domains_rated=len(rated),
        domains=sum(1 for score in scores if score.count.asked),
        count=_count(facts.values()),
        paper_and_practice=_paper_and_practice([(q, facts[q.id]) for q in diagnostic.questions]),
    )


def domain_fact(diagnostic: Diagnostic, domain_id: str, facts: Mapping[str, Fact]) -> DomainFact:
    """Return what conditions on a domain look at: its uncapped range and what is unsettled in it (method 3.8).

    A domain outside the scope is wholly unsettled: nothing is known of it.
    """
    scored = [(question, facts[question.id]) for question in diagnostic.questions_of(domain_id)]
    if any(fact.state is State.OUT_OF_SCOPE for _, fact in scored):
        return DomainFact(Fraction(0), TOP, tuple(question.id for question, _ in scored), None)
    low, high = _range(scored)
    unsettled = tuple(q.id for q, fact in scored if fact.applies and fact.state is not State.LEVEL)
    levels = [(fact.s, not q.critical, q.id) for q, fact in scored if fact.s is not None]
    weakest = min(levels, key=lambda level: level[:2], default=(None, None, None))[2]
    return DomainFact(low, high, unsettled, weakest)


def band_of(score: Fraction) -> Band:
    """Return the band of a score from 0 to 4, before any cap."""
    return next((band for bound, band in BOUNDS if score < bound), Band.SOUND)


def _as_counted(fact: Fact) -> Fraction:
    # Don't know counts as answered with 0 (method 3.2).
    return Fraction(0) if fact.s is None else fact.s


def mean(weighted: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """Return the mean of strengths by their weights, those that are None left out; None where there is none."""
    known = [(weight, s) for weight, s in weighted if s is not None]
    total = sum((weight for weight, _ in known), Fraction(0))
    return sum((weight * s for weight, s in known), Fraction(0)) / total if known else None


def _range(scored: Iterable[Scored]) -> tuple[Fraction | None, Fraction | None]:
    applicable = [(question, fact) for question, fact in scored if fact.applies]
    low = mean([(q.weight, _as_counted(fact)) for q, fact in applicable])
    high = mean([(q.weight, TOP if fact.s is None else fact.s) for q, fact in applicable])
    return low, high


def _count(facts: Iterable[Fact]) -> Count:
    states = [fact.state for fact in facts]
    unknown = states.count(State.UNKNOWN)
    answered = states.count(State.LEVEL) + unknown
    return Count(answered, answered + states.count(State.OPEN), unknown, states.count(State.NOT_APPLICABLE))


def _why_not_rated(scored: Iterable[Scored], count: Count) -> WhyNotRated | None:
    if count.coverage is None:
        return WhyNotRated.NOTHING_APPLIES
    if any(question.critical and fact.state is State.OPEN for question, fact in scored):
        return WhyNotRated.CRITICAL_OPEN
    return WhyNotRated.COVERAGE if count.coverage < RATED_FROM else None


def cap_of(s: Fraction) -> Band | None:
    """Return the band to which a critical question of this strength caps its domain; None when it caps nothing."""
    if s < 1:
        return Band.WEAK
    return Band.PARTIAL if s < 2 else None  # noqa: PLR2004 - the bound of a weak answer


def lets(s: Fraction, band: Band) -> bool:
    """Tell whether a critical question of this strength lets its domain come to a band."""
    cap = cap_of(s)
    return cap is None or RANK[cap] >= RANK[band]


def _capped(score: Fraction, scored: Iterable[Scored]) -> tuple[Band, tuple[str, ...]]:
    alone = band_of(score)
    caps = {
        question.id: cap
        for question, fact in scored
        if question.critical and fact.answered and (cap := cap_of(_as_counted(fact)))
    }
    lowest = min([alone, *caps.values()], key=RANK.__getitem__)
    if lowest is alone:
        return alone, ()
    return lowest, tuple(question for question, cap in caps.items() if cap is lowest)


def _paper_and_practice(scored: Sequence[Scored]) -> PaperAndPractice | None:
    framework = _side([(q, fact) for q, fact in scored if q.kind == "framework"])
    practice = _side([(q, fact) for q, fact in scored if q.kind != "framework"])
    if framework is None or practice is None:
        return None
    return PaperAndPractice(framework, practice)


def _side(scored: Sequence[Scored]) -> Fraction | None:
    coverage = _count(fact for _, fact in scored).coverage
    if coverage is None or coverage < RATED_FROM:
        return None
    return mean([(q.weight, _as_counted(fact)) for q, fact in scored if fact.answered])
