"""A diagnostic from its file: read strictly, checked, every problem with its place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cpch_cli import disk, yaml_text
from cpch_cli.core.check import broken_references, problems_of
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.problems import Located, Problem
from cpch_cli.core.reading import restore, salvage, validate
from cpch_cli.errors import InvalidDiagnostic

# What is still wrong, whatever else is mended; and what may only seem so because something was left out.
_WHATEVER_IS_MISSING: Final = frozenset({"id_twice", "id_retired", "cycle", "ask_if_domain", "ask_if_later"})
_UNLESS_MISSING: Final = frozenset(
    f"unknown_{kind}" for kind in ("domain", "question", "solution", "resource", "scale", "weakness", "level")
)


@dataclass(frozen=True, slots=True)
class DiagnosticFile:
    """A diagnostic and what was noticed in its file, warnings included."""

    diagnostic: Diagnostic | None
    problems: tuple[Located, ...]


def built_in() -> Path:
    """Return where the built-in diagnostic is: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).parent
    shipped = package / "data" / "diagnostic.yaml"
    return shipped if shipped.exists() else package.parents[1] / "data" / "diagnostic.yaml"


def load_diagnostic(path: Path | None = None) -> Diagnostic:
    """Return the diagnostic of a file, or the built-in one.

    Raises:
        CannotRead: if the file cannot be read.
        InvalidDiagnostic: if it is not a usable diagnostic; with every problem.
    """
    path = path or built_in()
    file = _read(disk.read_text(path), broken_references, as_json=disk.is_json(path))
    if file.diagnostic is None or file.problems:
        raise InvalidDiagnostic(str(path), file.problems)
    return file.diagnostic


def check_diagnostic(text: str, *, as_json: bool) -> DiagnosticFile:
    """Return the diagnostic that a text holds and everything that is wrong with it, or could be better."""
    return _read(text, problems_of, as_json=as_json)


def _read(text: str, find: Callable[[Diagnostic], tuple[Problem, ...]], *, as_json: bool) -> DiagnosticFile:
    tree = yaml_text.read(text, as_json=as_json)
    if tree.fatal:
        return DiagnosticFile(None, tree.problems)
    diagnostic, problems = validate(Diagnostic, tree.data)
    if diagnostic is None:
        problems += tuple(_of_the_rest(tree.data, problems))
    elif not tree.problems:
        problems = find(diagnostic)
    return DiagnosticFile(diagnostic, tree.located(problems))


def _of_the_rest(data: Any, wrong: Sequence[Problem]) -> Iterator[Problem]:
    """Yield what is wrong with the references of what is right, as far as what is left out has no part in it."""
    rest, left_out = salvage(Diagnostic, data, wrong)
    named = set(_ids(data))
    # A misspelt id may be the very one that others name, and levels are named by their numbers too.
    all_ids_right = not any(
        problem.path[-1:] == ("id",) or problem.path[:1] == ("scales",) for problem in wrong
    )
    for problem in broken_references(rest) if rest else ():
        about = problem.code.partition(".")[0]
        is_unknown = about in _UNLESS_MISSING and all_ids_right and problem.values["word"] not in named
        if about in _WHATEVER_IS_MISSING or is_unknown:
            yield restore(problem, left_out)


def _ids(data: Any) -> Iterator[str]:
    """Yield everything that is called an id anywhere in plain data, and every key."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, entry in entries:
        yield from (each for each in (key, entry if key == "id" else None) if isinstance(each, str))
        yield from _ids(entry)
