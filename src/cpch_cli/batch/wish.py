"""How many answers are to be put together, as the options say, and what of that makes no sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpch_cli.core.group_fields import GROUPED_BY, NAMES_SUBJECTS, can_group_by
from cpch_cli.core.suppression import MINIMUM_GROUP
from cpch_cli.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

# The formats of a report on all subjects together; the others are rows, one for each file.
FORMATS: Final = frozenset({"md", "html", "docx", "xlsx", "json"})


@dataclass(frozen=True, slots=True)
class Wish:
    """How many answers are to be put together.

    Attributes:
        by: the field of the subject by which is grouped; None: not at all.
        minimum_group: below how many subjects nothing that is grouped is shown.
        releasable: a copy for others, without single subjects.
        anonymous: subjects under labels that tell nothing; `labels` is the file that keeps them, None: for this run.
    """

    by: str | None
    minimum_group: int
    releasable: bool
    anonymous: bool
    labels: Path | None


def wish_of(
    wanted: str,
    *,
    by: str | None,
    minimum_group: int | None,
    releasable: bool,
    anonymous: bool,
    labels: Path | None,
) -> Wish:
    """Return how answers are to be put together, as the options say.

    Raises:
        UsageError: if that makes no sense, or if the format is one of rows, which are of single subjects.
    """
    options = {
        "--by": by is not None,
        "--minimum-group": minimum_group is not None,
        "--releasable": releasable,
        "--anonymous": anonymous,
        "--labels": labels is not None,
    }
    for option, is_given in options.items():
        if is_given and wanted not in FORMATS:
            raise UsageError("only_consolidated", option=option)
    minimum = MINIMUM_GROUP if minimum_group is None else minimum_group
    wish = Wish(by=by, minimum_group=minimum, releasable=releasable, anonymous=anonymous, labels=labels)
    _require_sense(wish)
    return wish


def _require_sense(wish: Wish) -> None:
    if wish.by is not None and not can_group_by(wish.by):
        raise UsageError("not_grouped_by", word=wish.by, known=", ".join(GROUPED_BY))
    if wish.anonymous and wish.by in NAMES_SUBJECTS:
        raise UsageError("groups_name_subjects", word=wish.by)
    if wish.minimum_group < 1:
        raise UsageError("no_minimum_group", word=wish.minimum_group)
    if wish.labels is not None and not wish.anonymous:
        raise UsageError("labels_without_anonymous")
