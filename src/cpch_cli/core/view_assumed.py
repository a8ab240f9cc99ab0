"""What a report says that rests on assumptions: the mark of every page, each assumed answer beside the one given."""

from collections.abc import Iterator
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.document import Block, Cell, Column, Paragraph, Section, Table
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import DomainScore
from cpch_cli.core.words import Words

# More numbers than these are too long for a line that stands on every page.
_MOST_NAMED: Final = 6


def mark(outcome: Outcome, words: Words) -> str | None:
    """Return what stands on every page where answers are only assumed; None where none are."""
    questions = [each.question for each in outcome.assumed]
    if not questions:
        return None
    if len(questions) > _MOST_NAMED:
        return words("view.assumed.mark.many", n=len(questions))
    numbers = phrases.numbers(outcome.diagnostic, questions, words)
    return words.count("view.assumed.mark", len(questions), questions=numbers)


def warning(outcome: Outcome, words: Words) -> Iterator[Paragraph]:
    """Yield for the head of a report that it rests on assumptions, if it does; they have no room there themselves."""
    if outcome.assumed:
        yield Paragraph(words("view.assumed.intro"), "alert")


def assumed(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the list of the answers that are assumed, each beside the one that was given, if there are any."""
    if not outcome.assumed:
        return
    blocks: list[Block] = []
    if outcome.evidenced or outcome.assessment.basis == "evidenced":
        blocks.append(Paragraph(words("view.assumed.evidence")))
    columns = ("view.column.question", "view.column.as_given", "view.column.as_assumed")
    rows = tuple(
        (
            Cell(phrases.question(outcome.diagnostic, each.question), each.question),
            Cell(phrases.said(outcome.diagnostic, each.question, each.was, words)),
            Cell(phrases.said(outcome.diagnostic, each.question, each.level, words)),
        )
        for each in outcome.assumed
    )
    table = Table(words("view.assumed.table"), tuple(Column(words(column)) for column in columns), rows)
    yield Section("assumed", words("view.assumed.title"), (*blocks, table, _changes(outcome, words)))


def _changes(outcome: Outcome, words: Words) -> Block:
    """Return what the assumptions change in the scores: each domain that moves, before and after."""
    before = outcome.as_given.domains if outcome.as_given else ()
    columns = ("view.column.domain", "view.column.as_given", "view.column.as_assumed")
    rows = tuple(
        (
            Cell(phrases.domain(outcome.diagnostic, was.domain), was.domain),
            _score(was, words),
            _score(then, words),
        )
        for was, then in zip(before, outcome.assessment.domains, strict=True)
        if (was.score, was.band) != (then.score, then.band)
    )
    if not rows:
        return Paragraph(words("view.assumed.no_change"))
    return Table(words("view.assumed.changes"), tuple(Column(words(column)) for column in columns), rows)


def _score(domain: DomainScore, words: Words) -> Cell:
    band = words(f"view.band.{domain.band.value}")
    text = words("view.assumed.score", score=words.score(domain.score), band=band)
    return Cell(text, domain.score, phrases.TONES[domain.band])
