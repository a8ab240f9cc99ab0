"""The option --assume: what it says, each time a question with its level, or an answers file whose levels are taken."""

from collections.abc import Sequence
from pathlib import Path

from cpch_cli.answers_file import load_answers
from cpch_cli.core.assumption import asked_by, levels_of, read_assumption
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.problems import Problem
from cpch_cli.errors import CannotRead, UsageError


def assumed_levels(said: Sequence[str], diagnostic: Diagnostic) -> dict[str, str]:
    """Return the levels that are assumed, by question id; of several for one question the last counts.

    Raises:
        UsageError: if a question or a level is not of the diagnostic, or the level is missing.
        CannotRead: if there is no such file, or it cannot be read.
        InvalidAnswers: if it is not an answers file for this diagnostic; with every problem.
    """
    levels: dict[str, str] = {}
    for each in said:
        levels |= (
            _of_file(Path(each), diagnostic) if _is_file(each, diagnostic) else _of_words(each, diagnostic)
        )
    return levels


def _is_file(said: str, diagnostic: Diagnostic) -> bool:
    """Tell whether a file is meant, though it may be missing: what names a level or a question means no file."""
    return Path(said).exists() or ("=" not in said and asked_by(diagnostic, said) is None)


def _of_file(file: Path, diagnostic: Diagnostic) -> dict[str, str]:
    if not file.exists():
        raise CannotRead("assume.no_file", file=file)
    return levels_of(load_answers(file, diagnostic).sheet)


def _of_words(said: str, diagnostic: Diagnostic) -> dict[str, str]:
    found = read_assumption(diagnostic, said)
    if isinstance(found, Problem):
        raise UsageError(f"assume.{found.code}", **found.values)
    question, level = found
    return {question: level}
