"""By which fields many subjects can be grouped."""

from typing import Final

from cpch_cli.core.model import EXTENSIONS

# Beside keys of one's own.
GROUPED_BY: Final = ("country", "country_code", "region", "site", "scope", "period", "agency", "conducted")
# What names a subject: groups by it would tell which label is whose.
NAMES_SUBJECTS: Final = frozenset({"country", "country_code", "site"})


def can_group_by(field: str) -> bool:
    """Tell whether subjects can be grouped by a field: a plain one, or one of one's own that begins with `x-`."""
    return field in GROUPED_BY or (field.startswith(EXTENSIONS) and field != EXTENSIONS)
