"""Many assessments side by side, in words: who, how much is answered, the scores of the domains, what is critical."""

from collections.abc import Sequence
from dataclasses import dataclass

from cpch_cli.core import phrases
from cpch_cli.core.assess import Assessment, Strength
from cpch_cli.core.document import Cell, Column, Document, Items, Table
from cpch_cli.core.model import Diagnostic, Subject
from cpch_cli.core.scoring import DomainScore, Overall
from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """What a table of many needs of one file.

    Attributes:
        critical: how many critical questions are weak.
    """

    name: str
    subject: Subject
    overall: Overall
    domains: tuple[DomainScore, ...]
    draft: bool
    critical: int


def line(name: str, subject: Subject, assessment: Assessment, diagnostic: Diagnostic) -> Line:
    """Return what a table needs of an assessment of one subject."""
    critical = sum(
        finding.strength is Strength.WEAK and diagnostic.question[finding.question].critical
        for finding in assessment.findings
    )
    return Line(name, subject, assessment.overall, assessment.domains, assessment.draft, critical)


def table(lines: Sequence[Line], diagnostic: Diagnostic, words: Words) -> Document:
    """Return one line a file, in the order given; never a ranking."""
    return Document(
        language=words.language,
        title=words("batch.title"),
        draft=None,
        handling=None,
        blocks=(
            _overview(lines, words),
            _domains(lines, diagnostic, words),
            Items(tuple(domain.title for domain in diagnostic.domains), numbered=True),
        ),
    )


def _overview(lines: Sequence[Line], words: Words) -> Table:
    columns = (
        Column(words("batch.file")),
        Column(words("batch.subject")),
        Column(words("batch.answered"), numeric=True),
        Column(words("batch.score"), numeric=True),
        Column(words("batch.range"), numeric=True),
        Column(words("batch.rated"), numeric=True),
        Column(words("batch.critical"), numeric=True),
    )
    return Table(words("batch.overview"), columns, tuple(_overview_row(each, words) for each in lines))


def _overview_row(line: Line, words: Words) -> tuple[Cell, ...]:
    overall = line.overall
    answered = words("batch.of", n=overall.count.answered, all=overall.count.asked)
    return (
        Cell(one_line(line.name)),
        Cell(_who(line.subject, words)),
        Cell(
            answered + (f" ({words('batch.draft')})" if line.draft else ""),
            overall.count.answered,
        ),
        Cell(words.score(overall.score), overall.score),
        Cell(_span(overall, words)),
        Cell(words("batch.of", n=overall.domains_rated, all=overall.domains), overall.domains_rated),
        Cell(str(line.critical), line.critical),
    )


def _span(overall: Overall, words: Words) -> str:
    """Return the range in as little room as a table of many columns has."""
    if overall.low is None:
        return words("number.none")
    return words("batch.span", low=words.score(overall.low), high=words.score(overall.high))


def _who(subject: Subject, words: Words) -> str:
    service = phrases.service(subject.agency, words) if subject.agency else None
    said = [subject.country, subject.site, service]
    return ", ".join(part for part in said if part) or words("number.none")


def _domains(lines: Sequence[Line], diagnostic: Diagnostic, words: Words) -> Table:
    numbers = (Column(str(number), numeric=True) for number in range(1, len(diagnostic.domains) + 1))
    rows = tuple((Cell(one_line(line.name)), *_scores(line, diagnostic, words)) for line in lines)
    return Table(words("batch.domains"), (Column(words("batch.file")), *numbers), rows)


def _scores(line: Line, diagnostic: Diagnostic, words: Words) -> list[Cell]:
    by_domain = {score.domain: score for score in line.domains}
    return [phrases.score_in_brief(by_domain.get(domain.id), words) for domain in diagnostic.domains]
