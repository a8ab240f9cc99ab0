"""What is wrong with a file, as data: where, which kind, and the words to fill in. The edges make sentences of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

# Keys and list positions from the top of a file to the place of a problem.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        path: keys and positions from the top of the file to the value (or to the key, if `at_key`).
        code: the kind of problem; the program's words have a sentence `problem.CODE` for it.
        values: what the sentence names, as text.
        at_key: the key itself is wrong, not its value.
        warning: worth mending, but the file can be used.
    """

    path: Path
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    at_key: bool = False
    warning: bool = False


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the known word that is most like this one, or an empty text when none is near."""
    matches = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return matches[0] if matches else ""


def unknown(code: str, word: str, known: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return code and values of a problem about an unknown word: with a suggestion where one is near."""
    near = nearest(word, known)
    return (f"{code}.near", {"word": word, "near": near}) if near else (code, {"word": word})


@dataclass(frozen=True, slots=True)
class Located:
    """A problem at its place in a text; line and column count from 1."""

    line: int
    column: int
    problem: Problem


def in_order(problems: Iterable[Located]) -> tuple[Located, ...]:
    """Return problems in the order in which a reader meets them in the file."""
    return tuple(sorted(problems, key=lambda located: (located.line, located.column)))
