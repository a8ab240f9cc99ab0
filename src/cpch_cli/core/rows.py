"""An assessment as one flat row, for tables of many: numbers, ids, never translated words."""

from collections.abc import Iterator
from typing import Any, Final

from cpch_cli.core.assess import Assessment, Finding, Priority, Strength
from cpch_cli.core.model import COUNTRY_PATTERN, DATE_PATTERN, WORD_PATTERN, Diagnostic, Sheet, Subject
from cpch_cli.core.scoring import TOP, Band, DomainScore, Overall

Entry = str | int | float | list[str] | None
Row = dict[str, Entry]

# What a row says of the subject.
SUBJECT: Final = ("country", "country_code", "region", "scope", "site", "agency", "date")
_ABOUT: Final = ("version", "status", "basis")
_MEANS: Final = ("score", "low", "high")
_COUNTS: Final = ("domains_rated", "domains", "answered", "asked", "unknown", "not_applicable")
_OF_DOMAIN: Final = (*_MEANS, "band")
_STRENGTHS: Final = ("weak", "partial")
_LISTS: Final = ("critical", "capped_by", "weak_questions", "partial_questions", "weaknesses")
_PRIORITIES: Final = tuple(priority.value for priority in Priority)
_RULES: Final = ("rules", "undecided")
# How much is missing, which only tables may leave out without being refused: reasons, and cells that could be read.
_MISSING: Final = ("weaknesses_not_asked", "reasons_not_recorded", "bad_cells")
# What the schema says of the columns.
_TEXT: Final = {"type": ["string", "null"]}
_COUNT: Final = {"type": "integer", "minimum": 0}
_IDS: Final = {"type": "array", "items": {"type": "string"}}
_MEAN: Final = {"type": ["number", "null"], "minimum": 0, "maximum": int(TOP)}
_BAND: Final = {"enum": [*(band.value for band in Band), None]}


def columns(diagnostic: Diagnostic) -> list[str]:
    """Return the names of the columns, in order, the same for every file of a diagnostic."""
    return [
        "file",
        *SUBJECT,
        *_ABOUT,
        *_MEANS,
        *_COUNTS,
        "coverage",
        *(f"{domain.id}.{name}" for domain in diagnostic.domains for name in _OF_DOMAIN),
        *_STRENGTHS,
        *_LISTS,
        *_PRIORITIES,
        *_RULES,
        *_MISSING,
    ]


def row(name: str, sheet: Sheet, assessment: Assessment, diagnostic: Diagnostic) -> Row:
    """Return the row of one assessment, its entries in the order of the columns.

    Args:
        name: what was assessed: a file, or a part of stdin.
        sheet: settled; what was assessed.
        assessment: what follows from the sheet, on the basis that the row is to say.
        diagnostic: the one that both belong to.

    A domain outside the scope has None in its columns. Lists are ids in the diagnostic's order, but for the solutions,
    which stand in that of method 3.9.
    """
    return {
        "file": name,
        **_of_subject(sheet.subject),
        "version": diagnostic.version,
        "status": "draft" if assessment.draft else "complete",
        "basis": assessment.basis,
        **_of_overall(assessment.overall),
        **_of_domains(assessment, diagnostic),
        **_of_findings(assessment, diagnostic),
        **{
            priority.value: [
                each.solution for each in assessment.recommendations if each.priority is priority
            ]
            for priority in Priority
        },
        "rules": list(assessment.rules),
        "undecided": [each.rule for each in assessment.undecided],
        "weaknesses_not_asked": sum(
            finding.weaknesses is None and bool(diagnostic.question[finding.question].weaknesses)
            for finding in assessment.findings
        ),
        "reasons_not_recorded": 0,
        "bad_cells": 0,
    }


def _of_subject(subject: Subject) -> Row:
    entries: Row = {name: getattr(subject, name) for name in SUBJECT}
    entries["date"] = subject.date.isoformat() if subject.date else None
    return entries


def _of_overall(overall: Overall) -> Row:
    count = overall.count
    return {
        **_means(overall),
        "domains_rated": overall.domains_rated,
        "domains": overall.domains,
        "answered": count.answered,
        "asked": count.asked,
        "unknown": count.unknown,
        "not_applicable": count.not_applicable,
        "coverage": None if count.coverage is None else float(count.coverage),
    }


def _means(score: Overall | DomainScore) -> Row:
    """Return the doubles nearest to the exact means (method 3.13)."""
    means = {"score": score.score, "low": score.low, "high": score.high}
    return {name: None if mean is None else float(mean) for name, mean in means.items()}


def _of_domains(assessment: Assessment, diagnostic: Diagnostic) -> Row:
    found = {score.domain: {**_means(score), "band": score.band.value} for score in assessment.domains}
    return {
        f"{domain.id}.{name}": found[domain.id][name] if domain.id in found else None
        for domain in diagnostic.domains
        for name in _OF_DOMAIN
    }


def _of_findings(assessment: Assessment, diagnostic: Diagnostic) -> Row:
    weak, partial = (
        [finding.question for finding in assessment.findings if finding.strength is strength]
        for strength in (Strength.WEAK, Strength.PARTIAL)
    )
    capping = {question for score in assessment.domains for question in score.capped_by}
    return {
        "weak": len(weak),
        "partial": len(partial),
        "critical": [question for question in weak if diagnostic.question[question].critical],
        "capped_by": [question.id for question in diagnostic.questions if question.id in capping],
        "weak_questions": weak,
        "partial_questions": partial,
        "weaknesses": [name for finding in assessment.findings for name in _ticked(finding, diagnostic)],
    }


def _ticked(finding: Finding, diagnostic: Diagnostic) -> Iterator[str]:
    """Yield the weaknesses ticked on an answer, by their whole names: every answer with one is a finding."""
    for weakness in diagnostic.question[finding.question].weaknesses if finding.weaknesses else ():
        if weakness.id in (finding.weaknesses or ()):
            yield f"{finding.question}#{weakness.id}"


def row_schema(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the JSON Schema of a row of a diagnostic, as it stands in JSON Lines."""
    kinds = {
        "file": {"type": "string"},
        **dict.fromkeys(SUBJECT, _TEXT),
        "country_code": {"type": ["string", "null"], "pattern": COUNTRY_PATTERN},
        "agency": {"type": ["string", "null"], "pattern": WORD_PATTERN},
        "date": {"type": ["string", "null"], "format": "date", "pattern": DATE_PATTERN},
        "version": {"type": "string"},
        "status": {"enum": ["complete", "draft"]},
        "basis": {"enum": ["claimed", "evidenced"]},
        **dict.fromkeys(_MEANS, _MEAN),
        **dict.fromkeys((*_COUNTS, *_STRENGTHS, *_MISSING), _COUNT),
        "coverage": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        **{
            f"{domain.id}.{name}": _BAND if name == "band" else _MEAN
            for domain in diagnostic.domains
            for name in _OF_DOMAIN
        },
        **dict.fromkeys((*_LISTS, *_PRIORITIES, *_RULES), _IDS),
        # Which of them come first is not said of the rows of a table.
        "key": {**_IDS, "type": ["array", "null"]},
    }
    names = columns(diagnostic)
    return {
        "type": "object",
        "properties": {name: kinds[name] for name in names},
        "required": names,
        "additionalProperties": False,
    }
