"""Figures of the domains over many subjects and in groups of them, and which of these figures are held back.

Rule: nothing here leaves this module that a reader could take from another figure and have too few subjects left.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from cpch_cli.core.consolidation import DomainOfMany, Group, Member
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.scoring import Band, DomainScore, mean
from cpch_cli.core.subjects import alphabetical, as_compared
from cpch_cli.core.suppression import folded, held_back, is_few

# What each subject comes to in a domain that it has in its scope, by its label.
Scores = Mapping[str, DomainScore]


@dataclass(frozen=True, slots=True)
class Together:
    """Subjects that say the same, or *other*.

    Attributes:
        name: as the first of them says it; None for *other*.
        labels: of the subjects.
        folded: how many groups are in it.
    """

    name: str | None
    labels: frozenset[str]
    folded: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A domain over all subjects and in each group.

    Attributes:
        groups: in the order of the groups.
        answered: how many of its questions each subject that is rated in it has answered, by the subject's label.
        blocks: the subjects behind each figure that a reader has or can get by subtraction; no two have one in common.
    """

    total: DomainOfMany
    groups: tuple[DomainOfMany, ...]
    answered: Mapping[str, int]
    blocks: tuple[frozenset[str], ...]


def together(members: Iterable[Member], minimum: int) -> tuple[Together, ...]:
    """Return the groups alphabetically, *other* last; those that are too small, or say nothing, are in it."""
    names: dict[str | None, str | None] = {}
    labels: dict[str | None, set[str]] = defaultdict(set)
    for member in members:
        said = as_compared(member.group) or None
        names.setdefault(said, member.group)
        labels[said].add(member.label)
    other = folded({said: len(of_group) for said, of_group in labels.items()}, minimum)
    groups = [
        Together(names[said], frozenset(of_group), 1)
        for said, of_group in labels.items()
        if said not in other
    ]
    groups.sort(key=lambda group: alphabetical(group.name or ""))
    if other:
        groups.append(Together(None, frozenset().union(*(labels[said] for said in other)), len(other)))
    return tuple(groups)


def scores_of(diagnostic: Diagnostic, members: Iterable[Member]) -> dict[str, Scores]:
    """Return by domain, in the diagnostic's order, what each subject comes to that has it in its scope."""
    scores: dict[str, dict[str, DomainScore]] = {domain: {} for domain in diagnostic.domain}
    for member in members:
        for score in member.standing.domains:
            scores[score.domain][member.label] = score
    return dict(scores)


def figures(
    domain: str, scores: Scores, groups: Sequence[Together], minimum: int, *, releasable: bool
) -> Figures:
    """Return a domain over all subjects and in each group; what rests on too few subjects is held back.

    Args:
        domain: its id.
        scores: of the subjects that have it in their scope.
        groups: no two with a subject in common.
        minimum: below how many subjects a figure is held back.
        releasable: the total is held back too; in the office's own copy single subjects are shown beside it.
    """
    rated = frozenset(label for label, score in scores.items() if score.band is not Band.NOT_RATED)
    rated_in = {group.name: rated & group.labels for group in groups}
    held = held_back({name: len(labels) for name, labels in rated_in.items()}, minimum)
    total_held = releasable and is_few(len(rated), minimum)
    shown = [labels for name, labels in rated_in.items() if name not in held]
    rest = rated - frozenset().union(*shown)
    return Figures(
        _held(domain) if total_held else _of_domain(domain, scores, scores.keys()),
        tuple(
            _held(domain) if group.name in held else _of_domain(domain, scores, group.labels)
            for group in groups
        ),
        {label: scores[label].count.answered for label in rated},
        () if total_held else (*shown, rest),
    )


def groups_of(groups: Sequence[Together], rows: Sequence[Figures]) -> tuple[Group, ...]:
    """Return groups with their figures in each domain.

    Args:
        groups: as the figures were made for.
        rows: one for each domain, in the diagnostic's order.
    """
    return tuple(
        Group(group.name, len(group.labels), tuple(row.groups[position] for row in rows), group.folded)
        for position, group in enumerate(groups)
    )


def _of_domain(domain: str, scores: Scores, labels: AbstractSet[str]) -> DomainOfMany:
    own = [score for label, score in scores.items() if label in labels]
    known = [score.score for score in own if score.band is not Band.NOT_RATED and score.score is not None]
    counted = Counter(score.band for score in own)
    return DomainOfMany(
        domain,
        mean([(Fraction(1), score) for score in known]),
        len(known),
        {band: counted[band] for band in Band},
    )


def _held(domain: str) -> DomainOfMany:
    return DomainOfMany(domain, None, 0, None, held_back=True)
