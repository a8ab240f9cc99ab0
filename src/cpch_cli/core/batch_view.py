"""Many outcomes side by side, in words: who, how much is answered, the scores of the domains, what is critical."""

from collections.abc import Sequence

from cpch_cli.core import phrases
from cpch_cli.core.assess import Strength
from cpch_cli.core.document import Cell, Column, Document, Items, Table
from cpch_cli.core.model import Diagnostic, Subject
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import Band, DomainScore, Overall
from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words

Named = tuple[str, Outcome]


def table(outcomes: Sequence[Named], diagnostic: Diagnostic, words: Words) -> Document:
    """Return one line a file, in the order given; never a ranking."""
    return Document(
        language=words.language,
        title=words("batch.title"),
        draft=None,
        handling=None,
        blocks=(
            _overview(outcomes, words),
            _domains(outcomes, diagnostic, words),
            Items(tuple(domain.title for domain in diagnostic.domains), numbered=True),
        ),
    )


def _overview(outcomes: Sequence[Named], words: Words) -> Table:
    columns = (
        Column(words("batch.file")),
        Column(words("batch.subject")),
        Column(words("batch.answered"), numeric=True),
        Column(words("batch.score"), numeric=True),
        Column(words("batch.range"), numeric=True),
        Column(words("batch.rated"), numeric=True),
        Column(words("batch.critical"), numeric=True),
    )
    return Table(words("batch.overview"), columns, tuple(_overview_row(*named, words) for named in outcomes))


def _overview_row(name: str, outcome: Outcome, words: Words) -> tuple[Cell, ...]:
    overall = outcome.assessment.overall
    critical = sum(
        finding.strength is Strength.WEAK and outcome.diagnostic.question[finding.question].critical
        for finding in outcome.assessment.findings
    )
    answered = words("batch.of", n=overall.count.answered, all=overall.count.asked)
    return (
        Cell(one_line(name)),
        Cell(_who(outcome.sheet.subject, words)),
        Cell(
            answered + (f" ({words('batch.draft')})" if outcome.assessment.draft else ""),
            overall.count.answered,
        ),
        Cell(words.score(overall.score), overall.score),
        Cell(_span(overall, words)),
        Cell(words("batch.of", n=overall.domains_rated, all=overall.domains), overall.domains_rated),
        Cell(str(critical), critical),
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


def _domains(outcomes: Sequence[Named], diagnostic: Diagnostic, words: Words) -> Table:
    numbers = (Column(str(number), numeric=True) for number in range(1, len(diagnostic.domains) + 1))
    rows = tuple((Cell(one_line(name)), *_scores(outcome, words)) for name, outcome in outcomes)
    return Table(words("batch.domains"), (Column(words("batch.file")), *numbers), rows)


def _scores(outcome: Outcome, words: Words) -> list[Cell]:
    by_domain = {score.domain: score for score in outcome.assessment.domains}
    return [_score(by_domain.get(domain.id), words) for domain in outcome.diagnostic.domains]


def _score(score: DomainScore | None, words: Words) -> Cell:
    if score is None:
        return Cell(words("number.none"))
    text = words.score(score.score) + ("*" if score.count.unknown else "")
    if score.band is Band.NOT_RATED and score.score is not None:
        text = words("batch.not_rated", score=text)
    return Cell(text, score.score, score.band.value)
