"""`cpch compare`: answers files read, taken for voices or for rounds, and the comparison written in a format."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cpch_cli import inputs
from cpch_cli.core.compare import FEWEST, Kind, kind_of, rounds_of, voices_of
from cpch_cli.core.compare_rounds import compare_rounds
from cpch_cli.core.compare_voices import VoicesCompared, compare_voices
from cpch_cli.core.comparison_report import Compared, comparison_report
from cpch_cli.core.comparison_rows import comparison_columns, comparison_rows
from cpch_cli.core.joint import countries
from cpch_cli.core.text import one_line
from cpch_cli.core.view_rounds import rounds
from cpch_cli.core.view_voices import voices
from cpch_cli.errors import UsageError
from cpch_cli.output import emit
from cpch_cli.plan_file import load_plan
from cpch_cli.render import csv_table
from cpch_cli.report_formats import DATA
from cpch_cli.results import tell_missing_letters, write_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpch_cli.answers_file import AnswersFile
    from cpch_cli.core.document import Document
    from cpch_cli.core.model import Diagnostic, Sheet
    from cpch_cli.core.plan import Plan
    from cpch_cli.core.routing import Basis
    from cpch_cli.core.words import Words


@dataclass(frozen=True, slots=True)
class Files:
    """Answers files that are compared, and what they are taken for."""

    kind: Kind
    answers: tuple[AnswersFile, ...]

    @property
    def sheets(self) -> list[Sheet]:
        """What the files say, in the order in which they were named."""
        return [each.sheet for each in self.answers]


def wanted_kind(files: Sequence[Path], *, voices: bool, rounds: bool) -> Kind | None:
    """Return what the files are to be taken for; None where they are to tell themselves.

    Raises:
        UsageError: if there are too few files, if both is wanted, or if stdin is to be read twice.
    """
    if len(files) < FEWEST:
        raise UsageError("compare.few")
    if voices and rounds:
        raise UsageError("compare.both")
    if Counter(map(str, files))["-"] > 1:
        raise UsageError("compare.stdin")
    if voices:
        return "voices"
    return "rounds" if rounds else None


def load(files: Sequence[Path], diagnostic: Diagnostic, wanted: Kind | None) -> Files:
    """Return answers files and what they are to each other.

    Raises:
        CannotRead: if one cannot be read.
        InvalidAnswers: if one is not an answers file for this diagnostic; with every problem.
        UsageError: if they do not tell what they are to each other, and nobody said.
    """
    answers = tuple(inputs.load_one(file, diagnostic) for file in files)
    # The errors from here on are said in the language of the first.
    inputs.LANGUAGE_OF_FILE.set(answers[0].sheet.language)
    kind = wanted or kind_of([each.sheet for each in answers])
    if kind is None:
        raise UsageError("compare.unclear", paths=", ".join(each.name for each in answers))
    return Files(kind, answers)


def plan_of(
    files: Files, named: Path | None, diagnostic: Diagnostic, words: Words, *, quiet: bool
) -> Plan | None:
    """Return the plan of rounds: the one that is named, else the one beside the latest of them that has one.

    Raises:
        CannotRead: if it cannot be read.
        InvalidAnswers: if the one that is named is no plan for this diagnostic; with every problem.
        UsageError: if one is named for voices, which have none.
    """
    if files.kind == "voices":
        if named:
            raise UsageError("compare.plan_of_voices")
        return None
    if named:
        return load_plan(named, diagnostic).plan
    latest_first = sorted(
        files.answers, key=lambda each: each.sheet.subject.date or dt.date.min, reverse=True
    )
    beside = (
        inputs.plan_beside(None, Path(each.name), diagnostic, words, quiet=quiet).plan
        for each in latest_first
    )
    return next((plan for plan in beside if plan), None)


def tell(files: Files, words: Words, *, quiet: bool) -> None:
    """Say on stderr what of the files is not used, and that they are of different countries."""
    for each in files.answers:
        inputs.tell_kept(each.name, each.kept, words, quiet=quiet)
    named = countries({each.name: each.sheet for each in files.answers})
    if len(named) > 1:
        inputs.tell(words("compare.countries", countries=words.listed(map(one_line, named))), quiet=quiet)


def compared(files: Files, diagnostic: Diagnostic, basis: Basis, plan: Plan | None) -> Compared:
    """Return what the files come to beside each other."""
    named = [(one_line(Path(each.name).stem), each.sheet) for each in files.answers]
    if files.kind == "voices":
        return compare_voices(diagnostic, voices_of(named), basis)
    return compare_rounds(diagnostic, rounds_of(named), basis, plan=plan)


def write(
    comparison: Compared, words: Words, wanted: str, output: Path | None, *, force: bool, quiet: bool
) -> None:
    """Write a comparison in a format to a file or stdout; say on stderr what of it is not there.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
        UsageError: if a package that the format needs is not installed.
    """
    if wanted in DATA:
        emit(_data(comparison, wanted), output, force=force)
    else:
        write_document(_document(comparison, words), wanted, output, force=force)
        tell_missing_letters(wanted, output, words, quiet=quiet)


def _document(comparison: Compared, words: Words) -> Document:
    return voices(comparison, words) if isinstance(comparison, VoicesCompared) else rounds(comparison, words)


def _data(comparison: Compared, wanted: str) -> str:
    report = comparison_report(comparison)
    if wanted == "json":
        return report.model_dump_json(indent=2) + "\n"
    return csv_table.render(comparison_columns(report), comparison_rows(report, comparison.diagnostic))
