"""The findings: every answer that is weak or only partial, and the weaknesses that were seen at strong ones (method 3.7)."""

from collections.abc import Iterator

from cpch_cli.core import phrases
from cpch_cli.core.assess import Finding
from cpch_cli.core.document import Cell, Column, Paragraph, Section, Table
from cpch_cli.core.model import Question
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.words import Words


def findings(outcome: Outcome, words: Words) -> Section:
    """Return the findings in the diagnostic's order."""
    found = outcome.assessment.findings
    if not found:
        none = Paragraph(words("view.findings.none"))
        return Section("findings", words("view.findings.title"), (none,))
    columns = tuple(Column(words(f"view.column.{name}")) for name in ("question", "answer", "weaknesses"))
    rows = tuple(_row(outcome, words, each) for each in found)
    blocks = (
        Paragraph(words("view.findings.intro")),
        Table(words("view.findings.table"), columns, rows),
    )
    return Section("findings", words("view.findings.title"), blocks)


def _row(outcome: Outcome, words: Words, finding: Finding) -> tuple[Cell, ...]:
    question = outcome.diagnostic.question[finding.question]
    return (
        Cell(phrases.marked_question(outcome.diagnostic, question.id, words), question.id),
        Cell(phrases.answer(outcome, question.id, words), None, phrases.tone(finding.s)),
        Cell(weaknesses(question, finding.weaknesses, words)),
    )


def weaknesses(question: Question, ticked: tuple[str, ...] | None, words: Words) -> str:
    """Return the weaknesses that were seen, one a line; that none was; or that nobody has asked yet (None)."""
    if ticked is None:
        return words("view.findings.not_asked")
    return "\n".join(_texts(question, ticked)) or words("view.none")


def _texts(question: Question, ticked: tuple[str, ...]) -> Iterator[str]:
    return (weakness.text for weakness in question.weaknesses if weakness.id in ticked)
