"""What `cpch assess` does around the interview: where answers come from and go to, and what is said at both ends."""

import datetime as dt
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cpch_cli import disk, i18n, messages
from cpch_cli.answers_file import AnswersFile, begin_answers
from cpch_cli.core.interview import Interview
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.sheet import filled
from cpch_cli.core.words import Words
from cpch_cli.errors import CannotRead
from cpch_cli.inputs import is_there, load_one, tell, words_for
from cpch_cli.overlay_file import in_language
from cpch_cli.plain import Lines
from cpch_cli.sitting import Left, Notebook, lead

if TYPE_CHECKING:
    from cpch_cli.prompts import Terminal


def begin(
    file: Path,
    answers: Path | None,
    english: Diagnostic,
    language: str | None,
    *,
    no_input: bool,
    quiet: bool,
) -> tuple[AnswersFile, Sheet, Words]:
    """Return the answers file that is begun or continued, its sheet filled in from `answers`, and the words to speak."""
    if answers and not is_there(answers):
        raise CannotRead("no_such_file", file=answers)
    other = load_one(answers, english).sheet if answers else None
    if is_there(file) or (no_input and other is None):
        begun = load_one(file, english)
        words = words_for(language, begun.sheet.language, quiet=quiet)
    else:
        words = words_for(language, other.language if other else None, quiet=quiet)
        begun = begin_answers(file, words.language)
    return begun, filled(begun.sheet, other) if other else begun.sheet, words


def open_notebook(
    file: Path, diagnostic: Diagnostic, begun: AnswersFile, words: Words, *, quiet: bool
) -> Notebook:
    """Return where the sitting is saved; that comments go is said here, and on the first page of the interview."""
    disk.require_writable(file)
    notebook = Notebook(file, diagnostic, keep_original=begun.has_comments)
    if notebook.original:
        tell(words("comments.go", file=file, original=notebook.original), quiet=quiet)
    return notebook


def lead_on_terminal(
    interview: Interview, notebook: Notebook, words: Words, diagnostic: Path | None, *, plain: bool
) -> tuple[Interview, "Terminal | Lines"]:
    """Lead the interview on the terminal, and return both as they are at its end.

    Raises:
        Left: if the respondent leaves; how to go on is said.
    """
    # It takes a while, and not every summary needs a terminal.
    from cpch_cli.prompts import Terminal, can_show_pages

    def speak_next(language: str) -> tuple[Words, Diagnostic]:
        following = i18n.language_after(language)
        spoken = in_language(notebook.diagnostic, diagnostic, following)
        return i18n.load_words(following), spoken.diagnostic

    notices = [_greeting(interview, notebook.path, words)]
    if notebook.original:
        notices.append(words("comments.go", file=notebook.path, original=notebook.original))
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    kind = Terminal if can_show_pages(os.environ) and not plain else Lines
    try:
        with kind(words, speak_next, today, notices) as terminal:
            interview = lead(interview, terminal.ask, notebook)
    except Left as left:
        messages.say(_farewell(left.interview, notebook.path, terminal.words), _command_line(*sys.argv[1:]))
        raise
    return interview, terminal


def _command_line(*arguments: str) -> str:
    """Return a command as it can be typed here: by the name of the program, or by its path where that is needed."""
    program = "cpch" if shutil.which("cpch") else sys.argv[0]
    return shlex.join([program, *arguments])


def report_command(file: Path, diagnostic: Path | None, language: str | None) -> str:
    """Return the command for the report of what was just answered, in the same language and by the same diagnostic."""
    said = [("--diagnostic", diagnostic), ("--language", language)]
    options = [part for name, value in said if value for part in (name, str(value))]
    return _command_line("report", str(file), *options, "--output", "report.md")


def _greeting(interview: Interview, file: Path, words: Words) -> str:
    asked, answered = len(interview.asked), interview.answered
    if answered:
        return words("interview.continues", file=file, answered=answered, asked=asked)
    return words("interview.welcome", n=asked, title=interview.diagnostic.title, file=file)


def _farewell(interview: Interview, file: Path, words: Words) -> str:
    if not file.exists():
        return words("left.nothing")
    return words("left.saved", answered=interview.answered, asked=len(interview.asked), file=file)
