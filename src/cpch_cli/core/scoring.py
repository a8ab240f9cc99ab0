"""Scores, ranges, coverage and bands of the domains, of paper and practice, and of the whole (method 3.3 to 3.5, 3.12).

Arithmetic is exact: `Fraction` from the numbers as written (method 3.13).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import lcm
from operator import add, mul
from typing import Final, NamedTuple

from cpch_cli.core.conditions import DomainFact, Fact, State, is_weak, reaches
from cpch_cli.core.model import Diagnostic, Question

TOP: Final = Fraction(4)
RATED_FROM: Final = Fraction(6, 10)
_NOTHING: Final = Fraction(0)
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


class Count(NamedTuple):
    """How many questions were asked and answered; `asked` counts the applicable ones."""

    answered: int
    asked: int
    unknown: int
    not_applicable: int

    @property
    def coverage(self) -> Fraction | None:
        """Answered over applicable questions, 0 to 1; None where nothing applies."""
        return Fraction(self.answered, self.asked) if self.asked else None

    @property
    def covered(self) -> bool:
        """Whether enough is answered for a figure to count (method 3.3)."""
        return self.asked > 0 and self.answered * RATED_FROM.denominator >= RATED_FROM.numerator * self.asked


class _Tally(NamedTuple):
    """What some questions add up to, their weights as whole numbers of which only the proportions count.

    Attributes:
        sum: of the strengths of the answers that have a level, each times its weight.
        level, unknown, open: how much weight is answered with a level, with don't know, and not at all.
    """

    sum: int | Fraction
    level: int
    unknown: int
    open: int
    counted: Count

    @property
    def score(self) -> Fraction | None:
        """The mean over what is answered, don't know as 0 (method 3.2); None where nothing is."""
        return self.mean if self.counted.answered else None

    @property
    def mean(self) -> Fraction:
        """The same, where something is answered."""
        return Fraction(self.sum, self.level + self.unknown)

    @property
    def range(self) -> tuple[Fraction | None, Fraction | None]:
        """The means over what applies with all that is not known at 0, and at the top; None where nothing applies."""
        not_known = self.unknown + self.open
        applicable = self.level + not_known
        if not applicable:
            return None, None
        low = Fraction(self.sum, applicable)
        return low, Fraction(self.sum + TOP.numerator * not_known, applicable) if not_known else low

    def with_(self, other: "_Tally") -> "_Tally":
        """Return what these questions and others add up to."""
        return _Tally(
            self.sum + other.sum,
            self.level + other.level,
            self.unknown + other.unknown,
            self.open + other.open,
            Count(*map(add, self.counted, other.counted)),
        )


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
    scored = _scored(diagnostic, domain_id, facts)
    framework, practice = _sides(diagnostic, scored)
    tally = framework.with_(practice)
    low, high = tally.range
    # Where all that applies is answered, the lowest that can be is what is.
    score = tally.score if tally.open else low
    not_rated = _why_not_rated(scored, tally.counted)
    band, capped_by = (Band.NOT_RATED, ()) if not_rated or score is None else _capped(score, scored)
    return DomainScore(
        domain=domain_id,
        score=score,
        low=low,
        high=high,
        band=band,
        capped_by=capped_by,
        not_rated=not_rated,
        count=tally.counted,
        paper_and_practice=_paper_and_practice(framework, practice),
    )


def score_overall(
    diagnostic: Diagnostic, scores: Sequence[DomainScore], facts: Mapping[str, Fact]
) -> Overall:
    """Return the means over the rated domains, by the domains' weights, and the counts over all (method 3.5)."""
    rated = [score for score in scores if score.band is not Band.NOT_RATED]
    weight = {score.domain: diagnostic.domain[score.domain].weight for score in rated}
    sides = _sides(diagnostic, [(question, facts[question.id]) for question in diagnostic.questions])
    return Overall(
        score=mean([(weight[score.domain], score.score) for score in rated]),
        low=mean([(weight[score.domain], score.low) for score in rated]),
        high=mean([(weight[score.domain], score.high) for score in rated]),
        domains_rated=len(rated),
        domains=sum(1 for score in scores if score.count.asked),
        count=_count([fact.state for fact in facts.values()]),
        paper_and_practice=_paper_and_practice(*sides),
    )


def domain_fact(diagnostic: Diagnostic, domain_id: str, facts: Mapping[str, Fact]) -> DomainFact:
    """Return what conditions on a domain look at: its uncapped range and what is unsettled in it (method 3.8).

    A domain outside the scope is wholly unsettled: nothing is known of it.
    """
    scored = _scored(diagnostic, domain_id, facts)
    if any(fact.state is State.OUT_OF_SCOPE for _, fact in scored):
        return DomainFact(Fraction(0), TOP, tuple(question.id for question, _ in scored), None)
    tally = _tally(diagnostic, scored)
    unsettled = tuple(q.id for q, fact in scored if fact.applies and fact.state is not State.LEVEL)
    levels = [(fact.s, not q.critical, q.id) for q, fact in scored if fact.s is not None]
    weakest = min(levels, key=lambda level: level[:2], default=(None, None, None))[2]
    return DomainFact(*tally.range, unsettled, weakest)


def band_of(score: Fraction) -> Band:
    """Return the band of a score from 0 to 4, before any cap."""
    for bound, band in BOUNDS:
        if not reaches(score, bound):
            return band
    return Band.SOUND


def _why_not_rated(scored: Iterable[Scored], count: Count) -> WhyNotRated | None:
    if not count.asked:
        return WhyNotRated.NOTHING_APPLIES
    if any(question.critical and fact.state is State.OPEN for question, fact in scored):
        return WhyNotRated.CRITICAL_OPEN
    return None if count.covered else WhyNotRated.COVERAGE


def cap_of(s: Fraction) -> Band | None:
    """Return the band to which a critical question of this strength caps its domain; None when it caps nothing."""
    if s.numerator < s.denominator:
        return Band.WEAK
    return Band.PARTIAL if is_weak(s) else None


def lets(s: Fraction, band: Band) -> bool:
    """Tell whether a critical question of this strength lets its domain come to a band."""
    cap = cap_of(s)
    return cap is None or RANK[cap] >= RANK[band]


def _capped(score: Fraction, scored: Iterable[Scored]) -> tuple[Band, tuple[str, ...]]:
    alone = band_of(score)
    caps = {
        question.id: cap
        for question, fact in scored
        if question.critical and fact.answered and (cap := cap_of(_NOTHING if fact.s is None else fact.s))
    }
    if not caps:
        return alone, ()
    lowest = min([alone, *caps.values()], key=RANK.__getitem__)
    if lowest is alone:
        return alone, ()
    return lowest, tuple(question for question, cap in caps.items() if cap is lowest)


def _paper_and_practice(framework: _Tally, practice: _Tally) -> PaperAndPractice | None:
    if not (framework.counted.covered and practice.counted.covered):
        return None
    return PaperAndPractice(framework.mean, practice.mean)


# --- adding up ----------------------------------------------------------------------------------------------------


def _scored(diagnostic: Diagnostic, domain_id: str, facts: Mapping[str, Fact]) -> list[Scored]:
    return [(question, facts[question.id]) for question in diagnostic.questions_of(domain_id)]


def _sides(diagnostic: Diagnostic, scored: Sequence[Scored]) -> tuple[_Tally, _Tally]:
    """Return what the framework questions add up to, and what those of practice and result do."""
    framework = [(question, fact) for question, fact in scored if question.kind == "framework"]
    practice = [(question, fact) for question, fact in scored if question.kind != "framework"]
    return _tally(diagnostic, framework), _tally(diagnostic, practice)


def _tally(diagnostic: Diagnostic, scored: Sequence[Scored]) -> _Tally:
    proportions = diagnostic.proportions
    total: int | Fraction = 0
    level = unknown = not_answered = 0
    for question, fact in scored:
        weight = proportions[question.id]
        if fact.s is not None:
            level += weight
            numerator, denominator = fact.s.as_integer_ratio()
            # Whole numbers as long as they do: it takes ten times as long to add fractions.
            total += weight * (numerator if denominator == 1 else fact.s)
        elif fact.state is State.UNKNOWN:
            unknown += weight
        elif fact.state is State.OPEN:
            not_answered += weight
    return _Tally(total, level, unknown, not_answered, _count([fact.state for _, fact in scored]))


def _count(states: Sequence[State]) -> Count:
    unknown = states.count(State.UNKNOWN)
    answered = states.count(State.LEVEL) + unknown
    return Count(answered, answered + states.count(State.OPEN), unknown, states.count(State.NOT_APPLICABLE))


def mean(weighted: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """Return the mean of strengths by their weights, those that are None left out; None where there is none."""
    known = [(weight.as_integer_ratio(), s.as_integer_ratio()) for weight, s in weighted if s is not None]
    if not known:
        return None
    of_weights = lcm(*[denominator for (_, denominator), _ in known])
    of_strengths = lcm(*[denominator for _, (_, denominator) in known])
    weights = [numerator * (of_weights // denominator) for (numerator, denominator), _ in known]
    strengths = [numerator * (of_strengths // denominator) for _, (numerator, denominator) in known]
    return Fraction(sum(map(mul, weights, strengths)), sum(weights) * of_strengths)
