"""What may be shown of few subjects: groups that are folded, figures that are held back, so that nothing is got by subtraction.

Rule: only counts decide, and of equal counts the alphabet; never a score, or its reader could conclude on it.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

# Below how many subjects nothing that is grouped is shown, unless somebody asks for another number.
MINIMUM_GROUP: Final = 5
# How many subjects by the name of their group; None for those that say nothing, and for *other*.
Counts = Mapping[str | None, int]
Names = frozenset[str | None]


def is_few(count: int, minimum: int) -> bool:
    """Tell whether there is something, and too few subjects behind it to show it."""
    return 0 < count < minimum


def folded(sizes: Counts, minimum: int) -> Names:
    """Return the names of the groups that are folded into *other*.

    Those that are too small, and those who say nothing; and while *other* is too small itself, the next smallest.

    Args:
        sizes: how many subjects each group has.
        minimum: below how many subjects a group is too small.
    """
    small = frozenset(name for name, size in sizes.items() if name is None or size < minimum)
    return small | _to_go_with(small, sizes, minimum)


def held_back(counts: Counts, minimum: int) -> Names:
    """Return the groups whose figure is held back, in a row of figures whose total is shown.

    Those that rest on too few subjects; and while all that is held back together does, the next smallest.

    Args:
        counts: on how many subjects the figure of each group rests.
        minimum: below how many subjects a figure is held back.
    """
    few = frozenset(name for name, count in counts.items() if is_few(count, minimum))
    return few | _to_go_with(few, counts, minimum)


def _to_go_with(taken: Names, counts: Counts, minimum: int) -> Names:
    """Return what has to go with what is taken, the smallest first, until together it is not too few."""
    together = sum(counts[name] for name in taken)
    left = sorted((count, name or "", name) for name, count in counts.items() if count and name not in taken)
    more: set[str | None] = set()
    for count, _, name in left:
        if not is_few(together, minimum):
            break
        more.add(name)
        together += count
    return frozenset(more)


def sets_few_apart(
    part: AbstractSet[str], alike: AbstractSet[str], blocks: Iterable[AbstractSet[str]], minimum: int
) -> bool:
    """Tell whether a figure over some subjects, beside figures over whole blocks of them, gives away too few.

    A reader takes from it the blocks that he chooses, so that as few subjects as can be are left: of a block that he takes
    those that are not the same in both figures, of one that he does not take those of the part.

    Args:
        part: the subjects of the figure.
        alike: those of them who bring the same into the figure as into that of their block.
        blocks: the subjects of the other figures, no two with a subject in common.
        minimum: below how many subjects it is too few.
    """
    outside, left = set(part), 0
    for block in blocks:
        left += min(len(block & part), len(block - alike))
        outside -= block
    return is_few(left + len(outside), minimum)
