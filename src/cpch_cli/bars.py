"""A bar of a profile as a row of characters, for every output that is made of text."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cpch_cli.core.document import Bar, Profile
from cpch_cli.core.scoring import TOP


@dataclass(frozen=True, slots=True)
class Shades:
    """What a bar is made of.

    Attributes:
        sure: up to the low end of the range.
        scored: from there up to the score.
        possible: from there up to the high end of the range.
        rest: what is left up to the highest score.
    """

    sure: str
    scored: str
    possible: str
    rest: str


BLOCKS: Final = Shades("█", "▓", "▒", "·")
ASCII: Final = Shades("#", "+", "-", ".")


def draw(bar: Bar, shades: Shades, width: int) -> str:
    """Return a bar of so many characters."""
    low, score, high = (_steps(value, width) for value in (bar.low, bar.score, bar.high))
    return (
        shades.sure * low
        + shades.scored * (score - low)
        + shades.possible * (high - score)
        + shades.rest * (width - high)
    )


def legend(profile: Profile, shades: Shades) -> str:
    """Return what the shades mean, in the words of the profile's headings."""
    _, score, span, _ = profile.titles
    return f"{shades.sure}{shades.scored} {score}, {shades.scored}{shades.possible} {span}"


def _steps(value: Fraction | None, width: int) -> int:
    return 0 if value is None else int(value * width / TOP + Fraction(1, 2))
