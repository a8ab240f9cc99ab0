"""What many assessments come to together: each subject counted once, and no more of it than its readers may see."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from cpch_cli.core import counting
from cpch_cli.core.consolidation import Consolidation, Member, Movement, Refused, Round
from cpch_cli.core.counting import Many
from cpch_cli.core.group_fields import NAMES_SUBJECTS
from cpch_cli.core.grouping import Figures, Together, figures, groups_of, scores_of, together
from cpch_cli.core.model import Diagnostic, Sheet, Subject
from cpch_cli.core.movements import means, movement
from cpch_cli.core.routing import Basis
from cpch_cli.core.standing import Standing
from cpch_cli.core.subjects import alphabetical, members, subjects
from cpch_cli.core.suppression import MINIMUM_GROUP
from cpch_cli.core.voices import marks

# The name of a file can be that of its subject, and so can what is wrong with it.
_NAMELESS: Final = Refused("", "")

Counted = TypeVar("Counted")


def consolidate(
    diagnostic: Diagnostic,
    standings: Iterable[Standing],
    *,
    basis: Basis = "claimed",
    by: str | None = None,
    minimum_group: int = MINIMUM_GROUP,
    releasable: bool = False,
    labels: Mapping[str, str] | None = None,
    refused: Iterable[Refused] = (),
) -> Consolidation:
    """Return what many files come to together.

    Args:
        diagnostic: a checked diagnostic, by which the files were assessed.
        standings: one for each file or row, in the order given.
        basis: on which they were assessed.
        by: the field of the subject by which is grouped; None: not at all.
        minimum_group: below how many subjects nothing that is grouped is shown; at least 1.
        releasable: a copy for others: no single subject, and nothing that rests on fewer subjects than that.
        labels: what stands for each subject, by its key in `subjects.subjects`; then no name is left. None: their names.
        refused: the files that are not in it.

    Raises:
        ValueError: if `by` is nothing to group by, or would name subjects that have labels; if `minimum_group` is below 1;
            if a subject has no label.
    """
    if minimum_group < 1:
        raise ValueError("a group has at least one subject")
    if labels is not None and by in NAMES_SUBJECTS:
        raise ValueError(f"groups by {by!r} would name subjects")
    given = list(standings)
    by_key = members(diagnostic, subjects(given), basis, by=by)
    everyone = tuple(by_key.values()) if labels is None else _labelled(by_key, labels)
    sources = sum(len(member.sources) for member in everyone)
    if releasable:
        # One who has answered nothing hides nobody among many.
        everyone = tuple(member for member in everyone if _says_something(member))
    too_few = releasable and len(everyone) < minimum_group
    many = Many(diagnostic, () if too_few else everyone, minimum_group, releasable)
    standing = [member.standing for member in many.members]
    days = [day for member in many.members if (day := member.rounds[-1].day)]
    groups = together(many.members, minimum_group) if by else ()
    rows = _rows(many, groups)
    questions = counting.distributions(many, rows) if many.members else []
    weaknesses, disputes = counting.weaknesses(many), counting.disputes(many)
    reworded = counting.not_comparable(many)
    nameless = releasable or labels is not None
    return Consolidation(
        diagnostic=diagnostic,
        basis=basis,
        by=by,
        minimum_group=minimum_group,
        releasable=releasable,
        anonymous=labels is not None,
        counted=len(everyone),
        files=len(given),
        superseded=len(given) - sources,
        drafts=sum(each.draft for each in standing),
        answered=sum(each.overall.count.answered for each in standing),
        asked=sum(each.overall.count.asked for each in standing),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        versions=_versions(many, nameless=nameless),
        agencies={} if nameless else _agencies(given),
        members=() if releasable else _as_shown(many.members, groups, anonymous=labels is not None),
        domains=tuple(row.total for row in rows.values() if many.members),
        groups=groups_of(groups, tuple(rows.values())),
        questions=_kept(questions),
        weaknesses=_kept(weaknesses),
        solutions=tuple(counting.solutions(many)),
        disputes=_kept(disputes),
        movements=tuple(_movements(many, rows)),
        not_comparable=_kept(reworded),
        weaknesses_not_asked=counting.weaknesses_not_asked(many),
        reasons_not_recorded=sum(each.reasons_not_recorded for each in standing),
        refused=tuple(_NAMELESS if nameless else each for each in refused),
        handling=marks(each.sheet.subject.handling for each in given),
        too_few=too_few,
        held_back=[*questions, *weaknesses, *disputes, *reworded].count(None),
    )


def _says_something(member: Member) -> bool:
    count = member.standing.overall.count
    return bool(count.answered or count.not_applicable)


def _kept(found: Iterable[Counted | None]) -> tuple[Counted, ...]:
    return tuple(each for each in found if each is not None)


def _rows(many: Many, groups: Sequence[Together]) -> dict[str, Figures]:
    """Return the figures of each domain, in the diagnostic's order."""
    return {
        domain: figures(domain, scores, groups, many.minimum, releasable=many.releasable)
        for domain, scores in scores_of(many.diagnostic, many.members).items()
    }


def _movements(many: Many, rows: Mapping[str, Figures]) -> Iterator[Movement]:
    """Yield how subjects moved in each domain in which some can be compared."""
    for domain, of_members in means(many.diagnostic, many.members).items():
        if of_members:
            yield movement(domain, of_members, rows[domain], many.minimum, releasable=many.releasable)


def _versions(many: Many, *, nameless: bool) -> dict[str, int]:
    """Return how many subjects name which version; nothing where that would single out too few of those without names."""
    named = (member.standing.sheet.diagnostic for member in many.members)
    counted = Counter((each.version if each else None) or "" for each in named)
    if nameless and any(count < many.minimum for count in counted.values()):
        return {}
    return dict(sorted(counted.items()))


def _agencies(standings: Iterable[Standing]) -> dict[str, int]:
    return dict(sorted(Counter(each.sheet.subject.agency or "" for each in standings).items()))


# --- without names --------------------------------------------------------------------------------------------------


def _labelled(by_key: Mapping[str, Member], labels: Mapping[str, str]) -> tuple[Member, ...]:
    """Return subjects under labels that tell nothing, in their order, which tells nothing either.

    Raises:
        ValueError: if one has no label.
    """
    if missing := by_key.keys() - labels.keys():
        raise ValueError(f"{len(missing)} subjects have no label")
    labelled = [replace(member, label=labels[key]) for key, member in by_key.items()]
    return tuple(sorted(labelled, key=lambda member: alphabetical(member.label)))


def _as_shown(
    members: Sequence[Member], groups: Sequence[Together], *, anonymous: bool
) -> tuple[Member, ...]:
    if not anonymous:
        return tuple(members)
    group_of = {label: group.name for group in groups for label in group.labels}
    return tuple(_nameless(member, group_of.get(member.label)) for member in members)


def _nameless(member: Member, group: str | None) -> Member:
    """Return a subject with its label and its figures alone; its group only where that is shown."""
    rounds = tuple(Round(each.day, _nameless_standing(each.standing, member.label)) for each in member.rounds)
    return replace(member, sources=(), rounds=rounds, group=group)


def _nameless_standing(standing: Standing, label: str) -> Standing:
    # Made anew, so that nothing that is added to a sheet slips through.
    scope = standing.sheet.subject.domains
    sheet = Sheet(format=standing.sheet.format, subject=Subject(domains=scope))
    return replace(standing, name=label, sheet=sheet, kept=())
