"""How answers files stand to each other: voices of several agencies, or rounds of one; and what each is called (method 3.10)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from cpch_cli.core.model import Sheet, Subject

Kind = Literal["voices", "rounds"]
# A file's name without folder and ending, and what it says.
File = tuple[str, Sheet]

FEWEST: Final = 2


def kind_of(sheets: Iterable[Sheet]) -> Kind | None:
    """Return what files are to each other; None where they do not tell.

    Voices: each names an agency, and no two the same, whatever their dates. Rounds: all name the same agency or none,
    and each a day, no two the same.
    """
    subjects = [sheet.subject for sheet in sheets]
    agencies = [subject.agency for subject in subjects]
    days = [subject.date for subject in subjects]
    if None not in agencies and _all_different(agencies):
        return "voices"
    if len(set(agencies)) == 1 and None not in days and _all_different(days):
        return "rounds"
    return None


def voices_of(files: Sequence[File]) -> dict[str, Sheet]:
    """Return sheets by the name of their voice, in their order: the agency, or the file's name where two have the same."""
    return _named([(sheet.subject.agency, name, sheet) for name, sheet in files])


def rounds_of(files: Sequence[File]) -> dict[str, Sheet]:
    """Return sheets by the name of their round, its day: by their days where all have one, else in the order given."""
    dated = [(day, (name, sheet)) for name, sheet in files if (day := sheet.subject.date)]
    ordered = files
    if len(dated) == len(files):
        ordered = [file for _, file in sorted(dated, key=lambda each: each[0])]
    return _named([(_day(sheet.subject), name, sheet) for name, sheet in ordered])


def _day(subject: Subject) -> str | None:
    return subject.date.isoformat() if subject.date else None


def _all_different(values: Sequence[object]) -> bool:
    return len(set(values)) == len(values)


def _named(files: Sequence[tuple[str | None, str, Sheet]]) -> dict[str, Sheet]:
    """Return sheets by their own name where it is theirs alone, else by that of their file, with a number if need be."""
    often: Mapping[str | None, int] = Counter(own for own, _, _ in files)
    named: dict[str, Sheet] = {}
    for own, file, sheet in files:
        name = own if own and often[own] == 1 else file
        number = 1
        while (unlike := name if number == 1 else f"{name} ({number})") in named:
            number += 1
        named[unlike] = sheet
    return named
