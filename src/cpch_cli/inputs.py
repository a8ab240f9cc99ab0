"""What a command works on, found as its options say: the words, the diagnostic in a language, an answers file.

Libraries that only some commands need are imported where they are used.
"""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from cpch_cli import messages
from cpch_cli.errors import CannotRead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cpch_cli.answers_file import AnswersFile
    from cpch_cli.core.model import Diagnostic
    from cpch_cli.core.words import Words
    from cpch_cli.plan_file import PlanFile

# The language of the file that is being worked on, for errors that come after it was read.
LANGUAGE_OF_FILE: Final[ContextVar[str | None]] = ContextVar("language_of_file", default=None)


def words_for(option: str | None, in_file: str | None, *, quiet: bool) -> Words:
    """Return the words of the language that is asked for, else of the file, else of the environment."""
    from cpch_cli import i18n

    LANGUAGE_OF_FILE.set(in_file)
    choice = i18n.choose_language(option, in_file, os.environ)
    words = i18n.load_words(choice.language)
    if choice.missing is not None:
        tell(words("language.missing", language=choice.missing), quiet=quiet)
    return words


def spoken(diagnostic: Diagnostic, path: Path | None, words: Words, *, quiet: bool) -> Diagnostic:
    """Return a diagnostic in the language of the words, and say how much of it had to stay English."""
    from cpch_cli.overlay_file import in_language

    translation = in_language(diagnostic, path, words.language)
    if translation.in_english:
        tell(words.count("language.in_english", translation.in_english), quiet=quiet)
    return translation.diagnostic


def load_one(file: Path, diagnostic: Diagnostic) -> AnswersFile:
    """Return the answers of one file, or of stdin where it is `-`.

    Raises:
        CannotRead: if there is nothing to read.
        InvalidAnswers: if it is not an answers file for this diagnostic; with every problem.
    """
    from cpch_cli.answers_file import parse_answers
    from cpch_cli.gather import source

    if not is_there(file):
        raise CannotRead("no_answers_yet", file=file)
    document = source(file, sys.stdin.buffer)
    return parse_answers(document.read(), document.name, diagnostic, as_json=document.as_json)


def is_there(file: Path) -> bool:
    """Tell whether there is something to read."""
    return str(file) == "-" or file.exists()


def plan_beside(
    named: Path | None, answers: Path, diagnostic: Diagnostic, words: Words, *, quiet: bool
) -> PlanFile:
    """Return the plan that is named, or that stands beside the answers; one that nobody named may be wrong.

    Raises:
        CannotRead, InvalidAnswers, UsageError: if it is named, and is not there or wrong.
    """
    from cpch_cli.errors import InvalidAnswers
    from cpch_cli.plan_file import PlanFile, find_plan

    try:
        return find_plan(named, answers, diagnostic)
    except InvalidAnswers as error:
        if named:
            raise
        tell(words("plan.passed_over", file=error.name), quiet=quiet)
        return PlanFile(answers, None)


def tell(message: str, *, quiet: bool) -> None:
    """Say something on stderr that is no error."""
    if not quiet:
        messages.say(message)


def tell_kept(name: str, kept: Sequence[str], words: Words, *, quiet: bool) -> None:
    """Say which answers the diagnostic does not ask any more."""
    if kept:
        tell(words.count("kept", len(kept), file=name, ids=", ".join(kept)), quiet=quiet)
