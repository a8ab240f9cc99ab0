"""The single subjects of a consolidation: their domains side by side, how they moved, how complete they are. Never ranked."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cpch_cli.core import phrases
from cpch_cli.core.consolidation import Consolidation, Member, Movement
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Facts,
    HeatMap,
    Line,
    Paragraph,
    Section,
    Table,
    Trend,
)
from cpch_cli.core.scoring import Band
from cpch_cli.core.view_many import band_keys, columns, domain_keys, held_back
from cpch_cli.core.view_method import bands
from cpch_cli.core.words import Words

Pair = tuple[str, str]


def subjects(consolidation: Consolidation, words: Words) -> Iterator[Section]:
    """Yield the heat map of subjects by domains, where single subjects may be seen."""
    if consolidation.members:
        titles = (Column(words("consolidation.column.subject")),)
        rows = tuple(
            (Cell(member.label), *scores(consolidation, member, words)) for member in consolidation.members
        )
        yield Section(
            "subjects",
            words("consolidation.subjects"),
            (heat_map(consolidation, titles, rows, words),),
            new_page=True,
        )


def heat_map(
    consolidation: Consolidation,
    titles: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    words: Words,
) -> HeatMap:
    """Return the domains of subjects side by side, with what the signs behind a score mean."""
    return HeatMap(
        words("consolidation.subjects.table"),
        titles,
        domain_keys(consolidation.diagnostic),
        rows,
        band_keys(words),
        words("consolidation.subjects.caption", bands=bands(words)),
    )


def scores(consolidation: Consolidation, member: Member, words: Words) -> Iterator[Cell]:
    """Yield a subject's score in each domain; a dash where one is outside of its scope."""
    by_domain = {score.domain: score for score in member.standing.domains}
    for domain in consolidation.diagnostic.domains:
        yield phrases.score_in_brief(by_domain.get(domain.id), words)


# --- how they moved -----------------------------------------------------------------------------------------------


def trend(consolidation: Consolidation, words: Words) -> Iterator[Section]:
    """Yield how the domains moved, like for like, and what each round of a subject came to; nothing without rounds."""
    blocks = (*moved(consolidation, words), *rounds(consolidation, words))
    if blocks:
        intro = Paragraph(words("consolidation.trend.intro"))
        yield Section("trend", words("consolidation.trend"), (intro, *blocks), new_page=True)


def moved(consolidation: Consolidation, words: Words) -> Iterator[Block]:
    """Yield the means of the first and of the last rounds, domain by domain."""
    if consolidation.movements:
        yield Trend(
            words("consolidation.moved.table"),
            (words("view.column.domain"), words("compare.column.movement")),
            (words("consolidation.first"), words("consolidation.last")),
            tuple(_line(consolidation, each, words) for each in consolidation.movements),
            words("consolidation.moved.caption"),
        )


def _line(consolidation: Consolidation, movement: Movement, words: Words) -> Line:
    label = phrases.domain(consolidation.diagnostic, movement.domain)
    if movement.held_back:
        fewer = held_back(consolidation.minimum_group, words)
        return Line(label, (fewer, fewer), words("consolidation.held_back"))
    means = (movement.first, movement.last)
    points = tuple(
        Cell(words.score(each), each, "plain" if each is None else phrases.tone(each)) for each in means
    )
    change = words("consolidation.moved", rose=movement.rose, fell=movement.fell, stayed=movement.stayed)
    return Line(label, points, change if movement.members else words("compare.change.none"))


def rounds(consolidation: Consolidation, words: Words) -> Iterator[Table]:
    """Yield the overall scores of subjects with several rounds."""
    several = [member for member in consolidation.members if len(member.rounds) > 1]
    if several:
        titles = columns(
            words,
            *("consolidation.column.subject", "consolidation.column.rounds", "#consolidation.first"),
            *("#consolidation.last", "#compare.column.movement"),
        )
        rows = tuple(_rounds_of(member, words) for member in several)
        yield Table(words("consolidation.rounds.table"), titles, rows)


def _rounds_of(member: Member, words: Words) -> tuple[Cell, ...]:
    overall = [each.standing.overall.score for each in member.rounds]
    days = words.parted(day(each.day, words) for each in member.rounds)
    first, last = overall[0], overall[-1]
    return (
        Cell(member.label),
        Cell(days),
        Cell(words.score(first), first),
        Cell(words.score(last), last),
        _change(first, last, words),
    )


def _change(first: Fraction | None, last: Fraction | None, words: Words) -> Cell:
    if first is None or last is None:
        return Cell(words("number.none"))
    change = last - first
    if not change:
        return Cell(words("compare.change.same"), change)
    key = "compare.change.up" if change > 0 else "compare.change.down"
    return Cell(words(key, n=words.score(abs(change))), change)


def day(of: dt.date | None, words: Words) -> str:
    """Return the day of a round, or that there is none."""
    return words.date(of) if of else words("consolidation.no_day")


# --- how complete they are ----------------------------------------------------------------------------------------


def coverage(consolidation: Consolidation, words: Words) -> Section:
    """Return how much was answered, by whom and to which words; of each subject where single ones may be seen."""
    blocks: list[Block] = [Facts(tuple(_totals(consolidation, words)))]
    if consolidation.members:
        titles = columns(
            words,
            *("consolidation.column.subject", "view.fact.date", "view.fact.status", "#view.column.answered"),
            *("#consolidation.column.overall", "consolidation.column.not_rated"),
        )
        rows = tuple(_coverage_of(consolidation, member, words) for member in consolidation.members)
        blocks.append(Table(words("consolidation.coverage.table"), titles, rows))
    return Section("coverage", words("consolidation.coverage"), tuple(blocks), new_page=True)


def _totals(consolidation: Consolidation, words: Words) -> Iterator[Pair]:
    yield words("view.coverage.label"), answered(consolidation, words)
    yield words("consolidation.drafts"), str(consolidation.drafts)
    yield words("consolidation.superseded"), str(consolidation.superseded)
    yield (
        words("consolidation.versions"),
        words.parted(
            words("list.labelled", label=version or words("consolidation.no_version"), text=number)
            for version, number in consolidation.versions.items()
        ),
    )
    yield (
        words("consolidation.agencies"),
        words.parted(
            words(
                "list.labelled",
                label=phrases.service(agency, words) if agency else words("consolidation.no_agency"),
                text=number,
            )
            for agency, number in consolidation.agencies.items()
        ),
    )
    if consolidation.weaknesses_not_asked:
        yield words("consolidation.weaknesses_not_asked"), str(consolidation.weaknesses_not_asked)
    if consolidation.reasons_not_recorded:
        yield words("consolidation.reasons_not_recorded"), str(consolidation.reasons_not_recorded)


def answered(consolidation: Consolidation, words: Words) -> str:
    """Return how many of all questions that apply are answered, over all subjects."""
    asked = consolidation.asked
    share = words.share(Fraction(consolidation.answered, asked) if asked else None)
    return words("view.coverage", answered=consolidation.answered, asked=asked, share=share)


def status(member: Member, words: Words) -> Cell:
    """Return whether a subject's answers are complete."""
    return Cell(words("batch.draft" if member.standing.draft else "consolidation.complete"))


def _coverage_of(consolidation: Consolidation, member: Member, words: Words) -> tuple[Cell, ...]:
    latest, overall = member.rounds[-1], member.standing.overall
    return (
        Cell(member.label),
        Cell(day(latest.day, words), latest.day),
        status(member, words),
        Cell(words("batch.of", n=overall.count.answered, all=overall.count.asked), overall.count.answered),
        Cell(words.score(overall.score), overall.score),
        Cell(not_rated(consolidation, member)),
    )


def not_rated(consolidation: Consolidation, member: Member) -> str:
    """Return the numbers of the domains in which a subject is not rated."""
    missing = {score.domain for score in member.standing.domains if score.band is Band.NOT_RATED}
    numbers = enumerate(consolidation.diagnostic.domains, start=1)
    return ", ".join(str(number) for number, domain in numbers if domain.id in missing)
