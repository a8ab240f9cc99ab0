"""What the program says on stderr: one line a message, whatever stands in a file or in its name."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING, TextIO

from cpch_cli.core.text import clean, one_line
from cpch_cli.errors import InvalidFile, Mendable
from cpch_cli.legible import legible

if TYPE_CHECKING:
    # Only a name here: the words bring the whole model with them, and `cpch --version` needs none of it.
    from cpch_cli.core.problems import Located
    from cpch_cli.core.words import Words

_LONGEST_WORD = 80
_USUAL_WIDTH = 80
_WHOLE = frozenset({"file", "folder", "paths", "known", "open"})


def say(text: str, command: str | None = None) -> None:
    """Print a message on stderr, on a terminal broken between words; a command stands on a line of its own.

    Characters that the terminal lacks are replaced. A terminal that has gone away hears nothing, and nothing is amiss.
    """
    lines = [part for line in clean(text).split("\n") for part in _broken(line)]
    encoding = sys.stderr.encoding or "utf-8"
    if command:
        # On one line, and every blank kept: it is there to be copied.
        lines.append(clean(command).replace("\n", " "))
    said = "".join(f"{line}\n" for line in lines)
    try:
        sys.stderr.write(legible(said, encoding))
        sys.stderr.flush()
    except OSError:
        give_up(sys.stderr)


def give_up(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere: Python would try to write it, and complain, once more at its end."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _broken(line: str) -> list[str]:
    if not sys.stderr.isatty():
        return [line]
    # Of this terminal: stdout can be a file, and COLUMNS can be meant for it.
    # One that does not know its size says 0.
    width = max(1, (os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_WIDTH) - 1)
    return textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False) or [""]


def of_error(error: Mendable, words: Words) -> str:
    """Return what is wrong and what to do next; for a file with problems, a line for each."""
    if isinstance(error, InvalidFile):
        return "\n".join(of_problem(error.name, located, words) for located in error.problems)
    values = {key: _short(key, value) for key, value in error.values.items()}
    return words("error", what=words(f"error.{error.key}", **values))


def of_problem(name: str, located: Located, words: Words) -> str:
    """Return `file:line:column: sentence`."""
    problem = located.problem
    values = {key: _short(key, value) for key, value in problem.values.items()}
    sentence = words(f"problem.{problem.code}", **values)
    if problem.warning:
        sentence = words("problem.warning", what=sentence)
    return f"{one_line(name)}:{located.line}:{located.column}: {sentence}"


def _short(key: str, value: object) -> str:
    """Return a value as it can stand in a sentence: on one line, harmless and, but for paths and lists, no longer."""
    text = one_line(str(value).encode("utf-8", "replace").decode())
    return text if key in _WHOLE or len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]}..."
