"""A consolidation in words: page one for a meeting, then subjects, groups, answers, needs, and how it comes about."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.consolidation import Consolidation
from cpch_cli.core.document import Block, Cell, Column, Document, Facts, Items, Paragraph, Section, Table
from cpch_cli.core.text import one_line
from cpch_cli.core.view_common import (
    disputed,
    disputes,
    domains,
    groups,
    not_comparable,
    questions,
    solutions,
    weakness_text,
    weaknesses,
)
from cpch_cli.core.view_head import made_with, origin
from cpch_cli.core.view_many import field
from cpch_cli.core.view_method import method, sources
from cpch_cli.core.view_subjects import answered, coverage, subjects, trend
from cpch_cli.core.words import Words

Pair = tuple[str, str]
# As many of each list as page one has room for.
_ON_PAGE_ONE: Final = 5
_TOPICS: Final = ("who", "means", "common", "disputed", "moved", "few", "rank")


def consolidation(of: Consolidation, words: Words, *, printed: dt.date | None) -> Document:
    """Return many subjects together: page one, every section, how it comes about.

    Args:
        of: what is shown; of one with too few subjects for a copy for others nothing but that.
        words: the language.
        printed: the day of printing, where it is to be named.
    """
    if of.too_few:
        said = Paragraph(words("consolidation.too_few", n=of.minimum_group), "alert")
        return document(of, words, said, *caveat(words), *refused(of, words), *behind(of, words))
    sections = (
        *subjects(of, words),
        *groups(of, words),
        questions(of, words),
        weaknesses(of, words),
        solutions(of, words),
        disputed(of, words),
        *trend(of, words),
        coverage(of, words),
        *not_comparable(of, words),
        *refused(of, words),
        *behind(of, words),
    )
    return document(of, words, *head(of, words, printed), overview(of, words), *sections)


def document(of: Consolidation, words: Words, *blocks: Block) -> Document:
    """Return a document about a consolidation, with the marks that stand on every page."""
    return Document(
        language=words.language,
        title=words("consolidation.title", title=of.diagnostic.title),
        draft=None,
        handling=of.handling,
        blocks=blocks,
        date=None if of.too_few else of.last_day,
        origin=origin(of.diagnostic, words),
        contents=words("view.contents"),
    )


# --- the head -----------------------------------------------------------------------------------------------------


def head(of: Consolidation, words: Words, printed: dt.date | None) -> Iterator[Block]:
    """Yield what every reader has to know first: how many subjects, of which days, how complete, what is left out."""
    yield Facts(tuple(_facts(of, words, printed)))
    yield from caveat(words)


def caveat(words: Words) -> Iterator[Paragraph]:
    """Yield what kind of assessment it is, that nobody else vouches for it, and that nothing is ranked."""
    yield Paragraph(words("consolidation.caveat"), "alert")


def _facts(of: Consolidation, words: Words, printed: dt.date | None) -> Iterator[Pair]:
    yield words("consolidation.fact.subjects"), _counted(of, words)
    if days := _days(of, words):
        yield words("consolidation.fact.days"), days
    yield words("view.fact.status"), _status(of, words)
    yield words("view.coverage.label"), answered(of, words)
    if of.basis != "claimed":
        yield words("view.fact.basis"), words(f"view.basis.{of.basis}")
    if of.by is not None:
        yield words("consolidation.fact.by"), field(of, words)
    if of.releasable:
        yield words("view.fact.copy"), words("consolidation.copy", n=of.minimum_group)
    if of.anonymous:
        yield words("consolidation.fact.labels"), words("consolidation.anonymous")
    if of.refused:
        yield words("consolidation.fact.refused"), words.count("consolidation.left_out", len(of.refused))
    if printed:
        yield words("view.fact.printed"), words.date(printed)


def _counted(of: Consolidation, words: Words) -> str:
    counted = words.count("consolidation.counted", of.counted)
    return words(
        "consolidation.from_files", counted=counted, files=words.count("consolidation.files", of.files)
    )


def _days(of: Consolidation, words: Words) -> str | None:
    if of.first_day is None or of.last_day is None:
        return None
    first, last = words.date(of.first_day), words.date(of.last_day)
    return first if first == last else words("consolidation.days", first=first, last=last)


def _status(of: Consolidation, words: Words) -> str:
    if not of.drafts:
        return words("consolidation.status.complete")
    return words.count("consolidation.status.drafts", of.drafts, all=of.counted)


# --- page one -----------------------------------------------------------------------------------------------------


def overview(of: Consolidation, words: Words) -> Section:
    """Return what stands on page one: the domains, the most frequent weaknesses, the most needed solutions, disputes."""
    parts = (
        Section("overview.domains", words("consolidation.overview.domains"), (domains(of, words),)),
        _top("weaknesses", _frequent(of, words), words),
        _top("solutions", _most_needed(of, words), words),
        _top("disputed", _most_disputed(of, words), words),
    )
    return Section("overview", words("view.overview.title"), parts, front=True)


def _top(part: str, items: Sequence[str], words: Words) -> Section:
    """Return the first of a list that stands in full further on, or that it is empty."""
    block: Block = Paragraph(words(f"consolidation.{part}.none"))
    if items:
        block = Items(tuple(items[:_ON_PAGE_ONE]))
    return Section(f"overview.{part}", words(f"consolidation.overview.{part}"), (block,))


def _frequent(of: Consolidation, words: Words) -> list[str]:
    return [
        words(
            "consolidation.overview.weakness",
            number=of.diagnostic.question[each.question].number,
            text=weakness_text(of, each),
            n=each.ticked,
            all=each.asked,
        )
        for each in of.weaknesses
        if each.ticked
    ]


def _most_needed(of: Consolidation, words: Words) -> list[str]:
    return [
        words(
            "consolidation.overview.solution",
            title=of.diagnostic.solution[each.solution].title,
            now=each.now,
            improve=each.improve,
        )
        for each in of.solutions
    ]


def _most_disputed(of: Consolidation, words: Words) -> list[str]:
    return [
        words(
            "consolidation.overview.dispute",
            question=phrases.question(of.diagnostic, each.question),
            n=each.disputed,
            all=each.of,
        )
        for each in disputes(of)
    ]


# --- what is not in it --------------------------------------------------------------------------------------------


def refused(of: Consolidation, words: Words) -> Iterator[Section]:
    """Yield the files that are not counted, with the reason; only how many, where their names could tell too much."""
    if not of.refused:
        return
    blocks: list[Block] = [Paragraph(words.count("consolidation.refused.intro", len(of.refused)))]
    if not (of.releasable or of.anonymous):
        columns = (Column(words("batch.file")), Column(words("view.column.reason")))
        rows = tuple(
            (Cell(one_line(each.name)), Cell(words.sentences.get(each.reason, each.reason)))
            for each in of.refused
        )
        blocks.append(Table(words("consolidation.refused.table"), columns, rows))
    yield Section("refused", words("consolidation.refused"), tuple(blocks))


# --- how it comes about -------------------------------------------------------------------------------------------


def behind(of: Consolidation, words: Words) -> Iterator[Section]:
    """Yield how a consolidation comes about, how its figures do, whose words are used, what it was made with."""
    pairs = tuple(
        (
            words(f"consolidation.method.{topic}.label"),
            words(f"consolidation.method.{topic}", n=of.minimum_group),
        )
        for topic in _TOPICS
    )
    intro = Paragraph(words("consolidation.method.intro"))
    yield Section("counting", words("consolidation.method"), (intro, Facts(pairs)), new_page=True)
    yield method(of.diagnostic, of.basis, words)
    yield sources(of.diagnostic, words)
    yield Section("about", words("compare.about"), (Facts(tuple(made_with(of.diagnostic, of.basis, words))),))
