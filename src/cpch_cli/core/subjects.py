"""Who is who among many files: the subject that each is about, its label, and the subject as it counts, once."""

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Final

from cpch_cli.core.consolidation import Member, Round
from cpch_cli.core.group_fields import can_group_by
from cpch_cli.core.model import EXTENSIONS, Diagnostic, Subject
from cpch_cli.core.rounds import (
    File,
    RoundOfFiles,
    day_of,
    disputed_in,
    file_of,
    files_of,
    made_of,
    rounds_of,
    standing_of,
)
from cpch_cli.core.routing import Basis
from cpch_cli.core.standing import Standing
from cpch_cli.core.text import one_line
from cpch_cli.core.voices import JOINT

# The scope that goes without saying.
_WHOLE: Final = frozenset({"", "national", "nacional"})

# The files of each subject by its key, in the order given.
Subjects = Mapping[str, Sequence[Standing]]


def subjects(standings: Iterable[Standing]) -> Subjects:
    """Return the files of each subject by its key, both in the order given.

    A subject is a country (by its code or, where no file gives one, by its name), a scope and a site, whatever their case
    and their blanks. A file that gives a code and a name lends its code to those that give the name alone, unless the same
    name comes with several codes. A file that names neither a country nor a site is a subject of its own.
    """
    given = list(standings)
    codes = _codes(each.sheet.subject for each in given)
    found: dict[str, list[Standing]] = defaultdict(list)
    for each in given:
        key = _key(each.sheet.subject, codes)
        key = key or _unlike(f"file={_escaped(one_line(each.name))}", lambda text: text in found)
        found[key].append(each)
    return dict(found)


def _codes(named: Iterable[Subject]) -> dict[str, str]:
    """Return the code of each country that is named with one and no other."""
    codes: dict[str, set[str]] = defaultdict(set)
    for subject in named:
        if subject.country and subject.country_code:
            codes[as_compared(subject.country)].add(subject.country_code)
    return {name: next(iter(all_)) for name, all_ in codes.items() if len(all_) == 1}


def _key(subject: Subject, codes: Mapping[str, str]) -> str:
    """Return what a subject is known by, the same from run to run; "" where it names neither country nor site."""
    name = as_compared(subject.country)
    scope, site = as_compared(subject.scope), as_compared(subject.site)
    country = subject.country_code or codes.get(name, name)
    if not country and not site:
        return ""
    parts = {"country": country, "scope": "" if scope in _WHOLE else scope, "site": site}
    return " | ".join(f"{part}={_escaped(said)}" for part, said in parts.items() if said)


def _unlike(text: str, is_taken: Callable[[str], bool]) -> str:
    """Return a text, or the same with the first number that makes it unlike all that are taken."""
    numbered = (f"{text} ({number})" for number in count(2))
    return next(each for each in chain([text], numbered) if not is_taken(each))


def _escaped(said: str) -> str:
    return said.replace("|", "||")


def as_compared(said: str | None) -> str:
    """Return what somebody said as it is compared: without regard to case, form and blanks; "" for nothing."""
    return unicodedata.normalize("NFC", " ".join((said or "").casefold().split()))


def alphabetical(text: str) -> tuple[str, str]:
    """Return by what a text is sorted for people: by its letters, then by its accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)), text


# --- members --------------------------------------------------------------------------------------------------------


def members(
    diagnostic: Diagnostic, of: Subjects, basis: Basis, *, by: str | None = None
) -> dict[str, Member]:
    """Return each subject as it counts, by its key; in the alphabetical order of their labels.

    Args:
        diagnostic: by which the files were assessed.
        of: the files of each subject.
        basis: on which the files were assessed; joined voices are assessed on it too.
        by: the field of the subject by which is grouped.

    Raises:
        ValueError: if it is nothing to group by.
    """
    if by is not None and not can_group_by(by):
        raise ValueError(f"{by!r} is nothing to group by")
    files = {key: [file_of(each) for each in standings] for key, standings in of.items()}
    rounds = {key: rounds_of(own) for key, own in files.items()}
    labels = _labels({key: _label_parts(own, rounds[key][-1]) for key, own in files.items()})
    return {
        key: _member(diagnostic, label, rounds[key], basis, by)
        for key, label in sorted(labels.items(), key=lambda each: alphabetical(each[1]))
    }


def _member(
    diagnostic: Diagnostic, label: str, rounds: Sequence[RoundOfFiles], basis: Basis, by: str | None
) -> Member:
    latest = rounds[-1]
    disputed = disputed_in(diagnostic, latest, basis)
    made = [Round(day_of(each), standing_of(diagnostic, each, basis), tuple(each)) for each in rounds]
    return Member(
        label=label,
        of=made_of(latest),
        sources=tuple(one_line(file.standing.name) for file in files_of(latest)),
        disputed=disputed or (),
        rounds=tuple(made),
        group=_group(latest, by) if by else None,
        several_voices=disputed is not None,
    )


def _group(latest: RoundOfFiles, by: str) -> str | None:
    """Return what a subject says in a field; where its voices say different things, what the latest says."""
    if by == "agency" and made_of(latest) != "file":
        # Several services together are none of them.
        return JOINT
    return next(_said_in(_latest_first(files_of(latest)), by), None)


def _latest_first(files: Iterable[File]) -> list[File]:
    return sorted(files, key=lambda file: file.day or dt.date.min, reverse=True)


def _said_in(files: Iterable[File], field: str) -> Iterator[str]:
    for file in files:
        subject = file.standing.sheet.subject
        said = subject.extensions.get(field) if field.startswith(EXTENSIONS) else getattr(subject, field)
        if isinstance(said, str) and one_line(said):
            yield one_line(said)


# --- labels ---------------------------------------------------------------------------------------------------------


def _label_parts(files: Sequence[File], latest: RoundOfFiles) -> tuple[str, str]:
    """Return what a subject is called, in the words of its latest file, and what tells it from another called the same."""
    ordered = [*_latest_first(files_of(latest)), *_latest_first(files)]
    country, code, scope, site = (
        next(_said_in(ordered, field), "") for field in ("country", "country_code", "scope", "site")
    )
    if not country and not code and not site:
        return one_line(files[0].standing.name), ""
    is_whole = as_compared(scope) in _WHOLE
    return ", ".join(filter(None, (country or code, "" if is_whole else scope, site))), code


def _labels(parts: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return labels of which no two are the same: with the country's code where that tells them apart, else a number."""
    often = Counter(as_compared(label) for label, _ in parts.values())
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for key, (label, code) in parts.items():
        unlike = f"{label} ({code})" if code and often[as_compared(label)] > 1 else label
        labels[key] = _unlike(unlike, lambda text: as_compared(text) in taken)
        taken.add(as_compared(labels[key]))
    return labels
