"""What the sections on many subjects share: how means, bands, answers and subjects are put, and what is held back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.consolidation import Consolidation, Distribution, DomainOfMany, Group, SolutionCount
from cpch_cli.core.document import Cell, Column, Key, Tone
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.scoring import Band
from cpch_cli.core.standing import Need
from cpch_cli.core.words import Words

# So many subjects are named in running text.
MOST_NAMED: Final = 12
# The states of an answer without a level, with the sign that heads their column.
_NOT_APPLICABLE: Final = "\u2013"
_UNKNOWN, _OPEN, _NOT_ASKED = "?", "\u2026", "/"


# --- scores -------------------------------------------------------------------------------------------------------


def domain_keys(diagnostic: Diagnostic) -> tuple[Key, ...]:
    """Return the domains as the heads of a heat map: by their numbers, where there is little room."""
    return tuple(Key(str(place), domain.title) for place, domain in enumerate(diagnostic.domains, start=1))


def band_keys(words: Words) -> tuple[Key, ...]:
    """Return the bands, worst first, then *not rated*."""
    titles = {band: words(f"view.band.{band.value}") for band in Band}
    return tuple(Key(title, title, phrases.TONES[band]) for band, title in titles.items())


def bands(domain: DomainOfMany) -> tuple[int, ...] | None:
    """Return how many subjects have which band, in the order of the bands; None where that is held back."""
    return None if domain.bands is None else tuple(domain.bands[band] for band in Band)


def mean(domain: DomainOfMany, minimum: int, words: Words) -> Cell:
    """Return the mean of a domain, or that it is held back."""
    if domain.held_back:
        return held_back(minimum, words)
    return Cell(words.score(domain.score), domain.score, _tone_of(domain))


def _tone_of(domain: DomainOfMany) -> Tone:
    return "plain" if domain.score is None else phrases.tone(domain.score)


def held_back(minimum: int, words: Words) -> Cell:
    """Return what stands in place of a figure that rests on too few subjects."""
    return Cell(words("consolidation.fewer", n=minimum))


# --- answers ------------------------------------------------------------------------------------------------------


def by_scale(
    diagnostic: Diagnostic, questions: Iterable[Distribution]
) -> Iterator[tuple[tuple[Key, ...], list[Distribution]]]:
    """Yield questions that follow each other and have the same levels, with these levels as keys."""
    for keys, same in groupby(questions, lambda each: _level_keys(diagnostic, each.question)):
        yield keys, list(same)


def _level_keys(diagnostic: Diagnostic, question: str) -> tuple[Key, ...]:
    """Return the levels of a question; of two that follow each other in one tone the lower is pale."""
    levels = diagnostic.levels[question]
    tones = [phrases.tone(diagnostic.strength(question, level.id)) for level in levels]
    pale = [one == next_one for one, next_one in pairwise([*tones, "plain"])]
    values = [str(level.value) for level in levels]
    return tuple(
        Key(value, level.title, tone, is_pale)
        for value, level, tone, is_pale in zip(values, levels, tones, pale, strict=True)
    )


def states(questions: Sequence[Distribution], words: Words) -> tuple[Key, ...]:
    """Return what answers to these questions are without a level: of the states only those that there are."""
    keys = (
        Key(_UNKNOWN, words("view.unknown.label"), "not_rated"),
        Key(_OPEN, words("view.open.label"), "plain", pale=True),
        Key(_NOT_ASKED, words("consolidation.not_asked"), "not_rated", pale=True),
        Key(_NOT_APPLICABLE, words("view.not_applicable.label"), "plain"),
    )
    return tuple(key for key in keys if any(_without_level(each)[key.short] for each in questions))


def counts(each: Distribution, without: Iterable[Key]) -> tuple[int, ...]:
    """Return how many subjects gave which answer to a question: by level, then those without one, by `states`."""
    return (*each.levels.values(), *(_without_level(each)[key.short] for key in without))


def _without_level(each: Distribution) -> dict[str, int]:
    return {
        _UNKNOWN: each.unknown,
        _OPEN: each.open,
        _NOT_ASKED: each.not_asked,
        _NOT_APPLICABLE: each.not_applicable,
    }


# --- subjects -----------------------------------------------------------------------------------------------------


def named(labels: Sequence[str], words: Words, most: int | None = MOST_NAMED) -> str:
    """Return subjects by their labels; where there are more than `most`, the first and how many there are besides."""
    shown = words.parted(labels[:most])
    rest = len(labels[most:]) if most else 0
    return words.count("consolidation.and_more", rest, items=shown) if rest else shown


def in_need(solution: SolutionCount, need: Need) -> list[str]:
    """Return the labels of the subjects that need a solution so urgently."""
    return [label for label, needed in solution.who if needed == need]


# --- groups -------------------------------------------------------------------------------------------------------


def field(consolidation: Consolidation, words: Words) -> str:
    """Return the name of the field by which is grouped; one of the user's own as it was written."""
    by = consolidation.by or ""
    return words.sentences.get(f"consolidation.by.{by}", by)


def group_name(consolidation: Consolidation, group: Group, words: Words) -> str:
    """Return what the subjects of a group have in common, or that several groups were folded into it."""
    if group.name is None:
        return words.count("consolidation.other", group.folded)
    return phrases.service(group.name, words) if consolidation.by == "agency" else group.name


def columns(words: Words, *keys: str) -> tuple[Column, ...]:
    """Return columns by the keys of their headings; one with a `#` before it holds numbers."""
    return tuple(Column(words(key.removeprefix("#")), numeric=key.startswith("#")) for key in keys)
