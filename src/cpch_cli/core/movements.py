"""How many subjects with several rounds rose or fell in each domain, like for like (method 3.11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cpch_cli.core.compare_rounds import LikeForLike, like_for_like, moved_between
from cpch_cli.core.consolidation import Member, Movement, Round
from cpch_cli.core.grouping import Figures
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.scoring import mean
from cpch_cli.core.suppression import sets_few_apart

# The means of a subject in its first and its last round over the same questions, by the subject's label.
Means = Mapping[str, LikeForLike]


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last round of a subject that can be compared."""

    first: Round
    last: Round


def ends(member: Member) -> Ends | None:
    """Return the last round and the earliest one in which the same services speak; None where there is no other.

    One service alone and several together do not say the same, even where nothing has changed.
    """
    *earlier, last = member.rounds
    alike = (each for each in earlier if each.voices == last.voices)
    first = next(alike, None)
    return None if first is None else Ends(first, last)


def means(diagnostic: Diagnostic, members: Sequence[Member]) -> Mapping[str, Means]:
    """Return by domain the subjects that can be compared in it, with their means."""
    found: dict[str, dict[str, LikeForLike]] = {domain: {} for domain in diagnostic.domain}
    for member in members:
        if (both := ends(member)) is None:
            continue
        standings = {"first": both.first.standing, "last": both.last.standing}
        moved = moved_between(
            diagnostic,
            {name: each.facts for name, each in standings.items()},
            {name: each.sheet for name, each in standings.items()},
        )
        for domain in diagnostic.domain:
            if alike := like_for_like(diagnostic.questions_of(domain), moved):
                found[domain][member.label] = alike
    return found


def movement(
    domain: str, of_subjects: Means, figures: Figures, minimum: int, *, releasable: bool
) -> Movement:
    """Return how subjects moved in a domain; in a copy for others it is held back where it would tell of too few.

    The last means of those who are compared, taken from the mean of all or of a group, would be those of the others.

    Args:
        domain: its id.
        of_subjects: those that can be compared in it; at least one.
        figures: of the same domain, as they are shown.
        minimum: below how many subjects it is held back.
        releasable: whether it is a copy for others.
    """
    part = of_subjects.keys()
    alike = {label for label, each in of_subjects.items() if figures.answered.get(label) == each.questions}
    if releasable and sets_few_apart(part, alike, figures.blocks, minimum):
        return Movement(domain, 0, 0, 0, 0, None, None, held_back=True)
    changes = [each.change for each in of_subjects.values()]
    return Movement(
        domain,
        len(part),
        rose=sum(change > 0 for change in changes),
        fell=sum(change < 0 for change in changes),
        stayed=sum(change == 0 for change in changes),
        first=mean([(Fraction(1), each.first) for each in of_subjects.values()]),
        last=mean([(Fraction(1), each.last) for each in of_subjects.values()]),
    )
