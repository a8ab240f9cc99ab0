"""The same consolidation for a spreadsheet: a section is a sheet, with a line for each thing and every name in it."""

import datetime as dt
from collections.abc import Iterator

from cpch_cli.core import phrases
from cpch_cli.core.consolidation import Consolidation, Distribution, Group, Member
from cpch_cli.core.document import Block, Cell, Column, Document, Key, Paragraph, Section, Table
from cpch_cli.core.scoring import Band
from cpch_cli.core.view_common import (
    by_group,
    dispute_table,
    disputes,
    domains,
    needed,
    not_comparable,
    weakness_text,
)
from cpch_cli.core.view_consolidation import behind, caveat, consolidation, document, head, refused
from cpch_cli.core.view_many import (
    band_keys,
    by_scale,
    columns,
    counts,
    field,
    group_name,
    mean,
    states,
)
from cpch_cli.core.view_subjects import coverage, day, heat_map, moved, not_rated, rounds, scores, status
from cpch_cli.core.words import Words


def consolidation_workbook(of: Consolidation, words: Words, *, printed: dt.date | None) -> Document:
    """Return the sheets: overview, subjects, groups, questions, weaknesses, solutions, disputes, trend, refused, method.

    Args are those of `view_consolidation.consolidation`. A sheet that would be empty is left out.
    """
    if of.too_few:
        return consolidation(of, words, printed=printed)
    first = (*head(of, words, printed), domains(of, words), *coverage(of, words).blocks[:1])
    sheets = [
        _sheet("overview", words, *first),
        *_subjects(of, words),
        *_groups(of, words),
        _sheet("questions", words, *_questions(of, words)),
        *_weaknesses(of, words),
        *_solutions(of, words),
        *_disputed(of, words),
        *_trend(of, words),
        *refused(of, words),
        _sheet("behind", words, *caveat(words), *not_comparable(of, words), *behind(of, words)),
    ]
    return document(of, words, *sheets)


def _sheet(part: str, words: Words, *blocks: Block) -> Section:
    return Section(part, words(f"consolidation.sheet.{part}"), blocks)


# --- subjects and groups ------------------------------------------------------------------------------------------


def _subjects(of: Consolidation, words: Words) -> Iterator[Section]:
    if of.members:
        titles = columns(
            words,
            *("consolidation.column.subject", "view.fact.date", "view.fact.status", "#view.column.answered"),
            *(
                "#consolidation.column.asked",
                "#consolidation.column.overall",
                "consolidation.column.not_rated",
            ),
        )
        grouped = () if of.by is None else (Column(field(of, words)),)
        rows = tuple(_subject(of, each, words) for each in of.members)
        yield _sheet("subjects", words, heat_map(of, (*titles, *grouped), rows, words))


def _subject(of: Consolidation, member: Member, words: Words) -> tuple[Cell, ...]:
    latest, overall = member.rounds[-1], member.standing.overall
    return (
        Cell(member.label),
        Cell(day(latest.day, words), latest.day),
        status(member, words),
        Cell(str(overall.count.answered), overall.count.answered),
        Cell(str(overall.count.asked), overall.count.asked),
        Cell(words.score(overall.score), overall.score),
        Cell(not_rated(of, member)),
        *(() if of.by is None else (Cell(member.group or ""),)),
        *scores(of, member, words),
    )


def _groups(of: Consolidation, words: Words) -> Iterator[Section]:
    if of.by is not None:
        titles = (
            Column(field(of, words)),
            *columns(
                words, "view.column.domain", "#consolidation.column.mean", "#consolidation.column.scored"
            ),
            *(Column(key.title, numeric=True) for key in band_keys(words)),
        )
        rows = tuple(row for group in of.groups for row in _bands(of, group, words))
        table = Table(words("consolidation.groups.bands"), titles, rows)
        yield _sheet("groups", words, by_group(of, words), table)


def _bands(of: Consolidation, group: Group, words: Words) -> Iterator[tuple[Cell, ...]]:
    for each in group.domains:
        figures = (
            [None] * (len(Band) + 1) if each.bands is None else [each.scored, *map(each.bands.get, Band)]
        )
        yield (
            Cell(group_name(of, group, words)),
            Cell(phrases.domain(of.diagnostic, each.domain), each.domain),
            mean(each, of.minimum_group, words),
            *(Cell("") if figure is None else Cell(str(figure), figure) for figure in figures),
        )


# --- questions ----------------------------------------------------------------------------------------------------


def _questions(of: Consolidation, words: Words) -> Iterator[Table]:
    """Yield a table for each run of questions that have the same levels."""
    for levels, same in by_scale(of.diagnostic, of.questions):
        others = states(same, words)
        titles = (
            *columns(
                words,
                *("view.column.number", "view.column.domain", "view.column.question"),
                *("view.column.critical", "#consolidation.column.mean", "#consolidation.column.weak"),
            ),
            *(Column(f"{key.short} {key.title}", numeric=True) for key in levels),
            *(Column(key.title, numeric=True) for key in others),
        )
        yield Table(
            words("consolidation.questions.table"),
            titles,
            tuple(_question(of, each, others, words) for each in same),
        )


def _question(
    of: Consolidation, each: Distribution, others: tuple[Key, ...], words: Words
) -> tuple[Cell, ...]:
    question = of.diagnostic.question[each.question]
    return (
        Cell(question.number),
        Cell(phrases.domain(of.diagnostic, question.domain), question.domain),
        Cell(question.text, question.id),
        Cell(words("view.yes") if question.critical else ""),
        Cell(words.score(each.mean), each.mean),
        *(Cell(str(number), number) for number in (each.weak, *counts(each, others))),
    )


# --- needs --------------------------------------------------------------------------------------------------------


def _weaknesses(of: Consolidation, words: Words) -> Iterator[Section]:
    if of.weaknesses:
        titles = columns(
            words,
            *("view.column.number", "view.column.domain", "view.label.weakness"),
            *("#consolidation.column.ticked", "#consolidation.column.asked_of"),
        )
        rows = tuple(
            (
                Cell(of.diagnostic.question[each.question].number, each.question),
                Cell(phrases.domain(of.diagnostic, of.diagnostic.question[each.question].domain)),
                Cell(weakness_text(of, each), f"{each.question}#{each.weakness}"),
                Cell(str(each.ticked), each.ticked),
                Cell(str(each.asked), each.asked),
            )
            for each in of.weaknesses
        )
        yield _sheet("weaknesses", words, Table(words("consolidation.weaknesses.table"), titles, rows))


def _solutions(of: Consolidation, words: Words) -> Iterator[Section]:
    if of.solutions:
        yield _sheet("solutions", words, needed(of, words, None))


def _disputed(of: Consolidation, words: Words) -> Iterator[Section]:
    if in_dispute := disputes(of):
        yield _sheet("disputed", words, dispute_table(of, in_dispute, words, None))


def _trend(of: Consolidation, words: Words) -> Iterator[Section]:
    if blocks := (*moved(of, words), *rounds(of, words)):
        yield _sheet("trend", words, Paragraph(words("consolidation.trend.intro")), *blocks)
