"""What a workshop leaves to be done: points that are still to be settled, each with its owner, and who did not agree."""

from collections.abc import Iterator

from cpch_cli.core import phrases
from cpch_cli.core.document import Block, Cell, Column, Paragraph, Section, Table
from cpch_cli.core.joint import voices_of
from cpch_cli.core.model import Answer
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.words import Words

# Questions as they are named in a table, with their answers.
Said = list[tuple[Cell, Answer]]
Rows = tuple[tuple[Cell, ...], ...]


def follow_up(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the follow-up list, if anything was left open or contested."""
    said = [
        (Cell(phrases.question(outcome.diagnostic, question), question), answer)
        for question, answer in outcome.sheet.answers.items()
        if question in outcome.diagnostic.question
        if outcome.assessment.facts[question].asked
    ]
    blocks: list[Block] = [
        *_table(words, "points", ("question", "point", "owner"), tuple(_points(said, words))),
        *_table(words, "dissents", ("question", "who", "says"), tuple(_dissents(said, words))),
    ]
    if withheld := phrases.numbers(outcome.diagnostic, _withheld(outcome), words):
        blocks.append(Paragraph(words("view.follow_up.withheld", questions=withheld)))
    if blocks:
        intro = Paragraph(words("view.follow_up.intro"))
        yield Section("follow_up", words("view.follow_up.title"), (intro, *blocks))


def _withheld(outcome: Outcome) -> list[str]:
    """Return the questions that texts are withheld at: points and dissents may be among them."""
    return [question.id for question in outcome.diagnostic.questions if question.id in outcome.withheld.texts]


def _points(said: Said, words: Words) -> Iterator[tuple[Cell, ...]]:
    """Yield the points that were left open, those that one voice brought along too."""
    for question, answer in said:
        for point in answer.open or ():
            yield question, Cell(point.text), Cell(phrases.person(point.owner or "", words))
        for agency, voice in voices_of(answer).items():
            for point in voice.open or ():
                service = phrases.service(agency, words)
                text = words("list.labelled", label=service, text=point.text)
                yield question, Cell(text), Cell(phrases.person(point.owner or "", words))


def _dissents(said: Said, words: Words) -> Iterator[tuple[Cell, ...]]:
    for question, answer in said:
        for dissent in answer.dissent or ():
            yield question, Cell(phrases.person(dissent.who, words)), Cell(dissent.text)


def _table(words: Words, title: str, columns: tuple[str, ...], rows: Rows) -> Iterator[Block]:
    if rows:
        headings = tuple(Column(words(f"view.column.{column}")) for column in columns)
        yield Table(words(f"view.follow_up.{title}"), headings, rows)
