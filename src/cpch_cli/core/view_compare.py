"""What every comparison shows, whether of voices or of rounds: its head, its marks, how it was worked out, whose words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cpch_cli.core import phrases
from cpch_cli.core.compare import Kind
from cpch_cli.core.document import Block, Cell, Document, Facts, Paragraph, Section
from cpch_cli.core.outcome import Outcome, marks_of
from cpch_cli.core.scoring import DomainScore
from cpch_cli.core.view_head import basis, caveat, document, made_with
from cpch_cli.core.view_method import sources
from cpch_cli.core.view_standing import overall_score
from cpch_cli.core.voices import marks
from cpch_cli.core.words import Words

Pair = tuple[str, str]
# The name of each voice or round as people read it, and what its file comes to.
Labelled = Sequence[tuple[str, Outcome]]


def comparison(outcome: Outcome, files: Labelled, words: Words, kind: Kind, *blocks: Block) -> Document:
    """Return a document about a comparison, with the marks of all its files.

    Args:
        outcome: what its title, its day and its foot are those of.
        files: all that are compared.
        words: the language.
        kind: voices or rounds.
        blocks: what it says.
    """
    base = document(outcome, words, *blocks)
    return replace(
        base,
        title=words(f"compare.title.{kind}", title=base.title),
        # How far each file has come stands at the head; the whole is not one that somebody could complete.
        draft=None,
        handling=marks([*(each.sheet.subject.handling for _, each in files), marks_of(outcome)]),
    )


def head(outcome: Outcome, files: Labelled, withheld: int, words: Words) -> Iterator[Block]:
    """Yield what every reader has to know first: which files, how far each has come, what is withheld."""
    pairs = [(label, _file(each, words)) for label, each in files]
    pairs += basis(outcome, words)
    if withheld:
        parts = words.count("view.withheld.texts", withheld)
        pairs.append((words("view.fact.withheld"), words("compare.withheld", parts=parts)))
    yield Facts(tuple(pairs))
    for said in dict.fromkeys(caveat(each, words) for _, each in files):
        yield Paragraph(said, "alert")


def _file(outcome: Outcome, words: Words) -> str:
    assessment, day = outcome.assessment, outcome.sheet.subject.date
    return "\n".join(
        (
            words("compare.file.date", date=words.date(day)) if day else words("compare.file.no_date"),
            words("compare.file.answered", coverage=phrases.coverage(assessment.overall.count, words)),
            words("compare.file.overall", overall=overall_score(assessment, words)),
        )
    )


def star(scores: Iterable[DomainScore | None], words: Words) -> Iterator[Block]:
    """Yield what the stars of scores mean, where one has a star."""
    if any(score.count.unknown for score in scores if score):
        yield Paragraph(words("view.profile.star"))


def score_cell(score: DomainScore | None, words: Words) -> Cell:
    """Return a domain's score with its range and a star for don't know, or that it is outside the scope."""
    if score is None:
        return Cell(words("compare.out_of_scope"))
    if score.score is None:
        return Cell(words("number.none"))
    key = "compare.score.star" if score.count.unknown else "compare.score"
    text = words(key, score=words.score(score.score), range=words.range(score.low, score.high))
    return Cell(text, score.score, phrases.TONES[score.band])


def method(outcome: Outcome, words: Words, topics: Iterable[str]) -> Section:
    """Return how a comparison comes about, what it was made with, and whose words are used."""
    pairs = [(words(f"compare.method.{topic}.label"), words(f"compare.method.{topic}")) for topic in topics]
    made = Section(
        "about",
        words("compare.about"),
        (Facts(tuple(made_with(outcome.diagnostic, outcome.assessment.basis, words))),),
    )
    blocks = (
        Paragraph(words("compare.method.intro")),
        Facts(tuple(pairs)),
        made,
        sources(outcome.diagnostic, words),
    )
    return Section("method", words("compare.method.title"), blocks)
