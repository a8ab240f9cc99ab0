"""The option --assume: what it says, each time a question with its level, or an answers file whose levels are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpch_cli.answers_file import load_answers
from cpch_cli.core.assumption import asked_by, levels_of, read_assumption
from cpch_cli.core.model import Diagnostic, Sheet, Subject
from cpch_cli.core.problems import Problem
from cpch_cli.core.voices import marks
from cpch_cli.errors import CannotRead, UsageError


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed.

    Attributes:
        levels: by question id; of several for one question the last counts.
        subjects: of the files that levels were taken from, whose handling marks the result bears.
    """

    levels: Mapping[str, str]
    subjects: tuple[Subject, ...]


def read_assumptions(said: Sequence[str], diagnostic: Diagnostic) -> Assumed:
    """Return what is assumed, each time a question with its level or a file.

    Raises:
        UsageError: if a question or a level is not of the diagnostic, or the level is missing.
        CannotRead: if there is no such file, or it cannot be read.
        InvalidAnswers: if it is not an answers file for this diagnostic; with every problem.
    """
    levels: dict[str, str] = {}
    subjects: list[Subject] = []
    for each in said:
        if _is_file(each, diagnostic):
            sheet = _of_file(Path(each), diagnostic)
            levels |= levels_of(sheet)
            subjects.append(sheet.subject)
        else:
            levels |= _of_words(each, diagnostic)
    return Assumed(levels, tuple(subjects))


def _is_file(said: str, diagnostic: Diagnostic) -> bool:
    """Tell whether a file is meant, though it may be missing: what names a level or a question means no file."""
    return Path(said).exists() or ("=" not in said and asked_by(diagnostic, said) is None)


def _of_file(file: Path, diagnostic: Diagnostic) -> Sheet:
    if not file.exists():
        raise CannotRead("assume.no_file", file=file)
    return load_answers(file, diagnostic).sheet


def marked(sheet: Sheet, assumed: Assumed) -> Sheet:
    """Return a sheet that bears the marks of the files that are assumed too."""
    handling = marks([sheet.subject.handling, *(subject.handling for subject in assumed.subjects)])
    subject = sheet.subject.model_copy(update={"handling": handling})
    return sheet.model_copy(update={"subject": subject})


def _of_words(said: str, diagnostic: Diagnostic) -> dict[str, str]:
    found = read_assumption(diagnostic, said)
    if isinstance(found, Problem):
        raise UsageError(f"assume.{found.code}", **found.values)
    question, level = found
    return {question: level}
