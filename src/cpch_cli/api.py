"""What a Python program may rely on: read a diagnostic and answers, assess them, take the report as data.

`cpch_cli` exports all of it; see docs/python.md. Nothing here prints, asks, or uses the network.
"""

import os
from pathlib import Path
from typing import Any, get_args

from cpch_cli import answers_file, diagnostic_file, i18n, messages
from cpch_cli.answers_file import AnswersFile
from cpch_cli.core import assess as conclusions
from cpch_cli.core.assess import Assessment
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.outcome import conclude
from cpch_cli.core.report import report as report_of
from cpch_cli.core.routing import Basis
from cpch_cli.errors import CannotRead, InvalidAnswers, InvalidDiagnostic, Mendable

__all__ = [
    "AnswersFile",
    "Assessment",
    "CannotRead",
    "Diagnostic",
    "InvalidAnswers",
    "InvalidDiagnostic",
    "Mendable",
    "assess",
    "in_words",
    "load_answers",
    "load_diagnostic",
    "report",
]


def load_diagnostic(path: str | os.PathLike[str] | None = None) -> Diagnostic:
    """Return the diagnostic of a YAML or JSON file; without a path the built-in one.

    Reading takes a noticeable part of a second: read it once and use it for all files.

    Raises:
        CannotRead: if the file is missing, may not be read, or is no text.
        InvalidDiagnostic: if it is not a usable diagnostic; `problems` has everything that is wrong with it.
    """
    return diagnostic_file.load_diagnostic(None if path is None else Path(path))


def load_answers(path: str | os.PathLike[str], diagnostic: Diagnostic) -> AnswersFile:
    """Return what an answers file in YAML or JSON says, settled against its diagnostic.

    Returns:
        `sheet.subject` is who and what was assessed, `sheet.answers` the answers by question id with their levels as
        ids, and `kept` the ids of answers that this version of the diagnostic does not ask.

    Raises:
        CannotRead: if the file is missing, may not be read, is no text, or is larger than 5 MB.
        InvalidAnswers: if it is no answers file for this diagnostic; `problems` has everything that is wrong with it.
    """
    return answers_file.load_answers(Path(path), diagnostic)


def assess(diagnostic: Diagnostic, answers: AnswersFile, *, basis: Basis = "claimed") -> Assessment:
    """Return what follows from an answers file: scores, findings, recommendations, remarks (method 3.2 to 3.9).

    If the file names the domains that it is about, only these are assessed.

    Args:
        diagnostic: the one that the answers were loaded with.
        answers: from `load_answers`.
        basis: `claimed` takes levels as they were given, `evidenced` only as far as evidence carries them (method 3.6).

    Returns:
        Scores are of type Fraction, from 0 to 4, and None where there is none.

    Raises:
        ValueError: if there is no such basis.
    """
    scope = answers.sheet.subject.domains
    return conclusions.assess(diagnostic, answers.sheet.answers, basis=_known(basis), scope=scope)


def report(diagnostic: Diagnostic, answers: AnswersFile, *, basis: Basis = "claimed") -> dict[str, Any]:
    """Return the report as plain data: what `cpch report --format json` writes where no plan stands beside the answers.

    Args:
        diagnostic: the one that the answers were loaded with.
        answers: from `load_answers`.
        basis: as for `assess`.

    Returns:
        Mappings, lists, texts, numbers and None, ready for `json.dumps`; scores are the nearest float. It holds the
        notes of the answers and the respondents.

    Raises:
        ValueError: if there is no such basis.
    """
    return report_of(conclude(diagnostic, answers.sheet, _known(basis))).model_dump(mode="json")


def in_words(error: Mendable, language: str = "en") -> str:
    """Return what is wrong and what to do about it, as cpch says it; of a file with problems a line for each.

    Such a line quotes from the file, which the text of the exception itself never does.

    Args:
        error: anything that the functions here raise, but for ValueError.
        language: `en`, `fr` or `es`.

    Raises:
        ValueError: if there are no words in that language.
    """
    if language not in i18n.languages():
        raise ValueError(f"no language {language!r}; known are {', '.join(i18n.languages())}")
    return messages.of_error(error, i18n.load_words(language))


def _known(basis: Basis) -> Basis:
    """Return a basis that there is; any other would pass for `claimed`."""
    if basis not in get_args(Basis):
        raise ValueError(f"no basis {basis!r}; known are {', '.join(get_args(Basis))}")
    return basis
