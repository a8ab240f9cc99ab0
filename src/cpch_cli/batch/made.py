"""What is made of the answers of one file, in whatever process it is read: a row, a line of a table, a standing."""

import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from cpch_cli.answers_file import AnswersFile
from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.batch_view import Line, line
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.routing import Basis
from cpch_cli.core.rows import Row, row
from cpch_cli.core.standing import Standing, standing
from cpch_cli.core.text import one_line
from cpch_cli.render import csv_table
from cpch_cli.results import Result, result_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scored(Generic[T]):
    """One file: what stands in the output, and what a threshold looks at."""

    shown: T
    result: Result


def as_row(answers: AnswersFile, diagnostic: Diagnostic, *, basis: Basis) -> Scored[Row]:
    """Return the row of a file on a basis."""
    assessment = _assessed(answers, diagnostic, basis)
    entries = row(one_line(answers.name), answers.sheet, assessment, diagnostic)
    return Scored(entries, result_of(answers.name, assessment))


def as_text(answers: AnswersFile, diagnostic: Diagnostic, *, basis: Basis, wanted: str) -> Scored[str]:
    """Return the row of a file as a line of CSV or of JSON."""
    scored = as_row(answers, diagnostic, basis=basis)
    return Scored(text_of(scored.shown, wanted), scored.result)


def text_of(row: Row, wanted: str) -> str:
    """Return a row as a line of CSV or of JSON, `csv` or `jsonl`."""
    return csv_table.line(row.values()) if wanted == "csv" else json.dumps(row, ensure_ascii=False) + "\n"


def as_line(answers: AnswersFile, diagnostic: Diagnostic, *, basis: Basis) -> Scored[Line]:
    """Return what a table to read shows of a file."""
    assessment = _assessed(answers, diagnostic, basis)
    made = line(answers.name, answers.sheet.subject, assessment, diagnostic)
    return Scored(made, result_of(answers.name, assessment))


def as_standing(answers: AnswersFile, diagnostic: Diagnostic, *, basis: Basis) -> Standing:
    """Return where the subject of a file stands, for a consolidation."""
    return standing(answers.name, answers.sheet, diagnostic, basis, kept=answers.kept)


def _assessed(answers: AnswersFile, diagnostic: Diagnostic, basis: Basis) -> Assessment:
    return assess(diagnostic, answers.sheet.answers, basis=basis, scope=answers.sheet.subject.domains)
