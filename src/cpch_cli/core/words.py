"""The program's own words in one language, as a value: sentences with places to fill in, plurals, numbers to read."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cpch_cli.core.model import json_number
from cpch_cli.core.scoring import BOUNDS, RATED_FROM

# Thresholds that a displayed number may not seem to reach before the exact one does (method 3.13).
_SCORE_THRESHOLDS: Final = (*(bound for bound, _ in BOUNDS), Fraction(4))
_SOUNDS_LIKE_I: Final = re.compile("[\u00ab\u201c(]?h?[i\u00ed](?![aeo])", re.IGNORECASE)
_SHARE_THRESHOLDS: Final = (RATED_FROM * 100, Fraction(100))


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by key. `words("error.no_such_file", file=path)` fills one in.

    Attributes:
        language: ISO 639 code of the language.
        sentences: templates by flat key; `{name}` is a place to fill in.
    """

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of this key with its places filled in.

        Raises:
            KeyError: if there is no such sentence, or a value for one of its places is not given.
        """
        return self.sentences[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the sentence `key.one` or `key.other` that goes with a number, which stands in it as `{n}`."""
        form = "one" if self._takes_singular(number) else "other"
        return self(f"{key}.{form}", n=number, **values)

    def _takes_singular(self, number: int) -> bool:
        # French says "0 question"; English and Spanish keep the singular for one.
        return number in (0, 1) if self.language == "fr" else number == 1

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence: `a, b and c`."""
        *first, last = list(items) or [""]
        # Spanish says "e" for "y" before the same sound.
        key = "list.last.i" if _SOUNDS_LIKE_I.match(last) else "list.last"
        return self(key, items=", ".join(first), last=last) if first else last

    def parted(self, items: Iterable[str]) -> str:
        """Return items that may hold commas themselves, with semicolons between them."""
        return self("list.between").join(items)

    def score(self, value: Fraction | None) -> str:
        """Return a score from 0 to 4 with one decimal, or a dash where there is none."""
        return self("number.none") if value is None else self._decimal(rounded(value, _SCORE_THRESHOLDS, 1))

    def range(self, low: Fraction | None, high: Fraction | None) -> str:
        """Return a range of scores, `1.2 to 3.4`."""
        if low is None or high is None:
            return self("number.none")
        return self("number.range", low=self.score(low), high=self.score(high))

    def share(self, value: Fraction | None) -> str:
        """Return a share from 0 to 1 in per cent without decimals, or a dash where there is none."""
        if value is None:
            return self("number.none")
        return self("number.percent", n=rounded(value * 100, _SHARE_THRESHOLDS, 0))

    def value(self, value: Fraction) -> str:
        """Return the value of a level as short as it can be: `3`, or `2.5`."""
        return self._decimal(str(json_number(value)))

    def date(self, day: dt.date) -> str:
        """Return a day as people read it: `23 November 2026`."""
        return self("date", day=day.day, month=self(f"month.{day.month}"), year=day.year)

    def _decimal(self, number: str) -> str:
        return number.replace(".", self("number.decimal_mark"))


def rounded(value: Fraction, thresholds: Iterable[Fraction], digits: int) -> str:
    """Return a number of at least 0, rounded half up, but never up to a threshold that it does not reach."""
    unit = 10**digits
    nearest = (value * unit * 2 + 1) // 2
    if any(value < threshold <= Fraction(nearest, unit) for threshold in thresholds):
        nearest = value * unit // 1
    whole, rest = divmod(int(nearest), unit)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)
