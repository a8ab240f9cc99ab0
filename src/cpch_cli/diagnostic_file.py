"""A diagnostic from its file: read strictly, checked, every problem with its place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cpch_cli import disk, yaml_text
from cpch_cli.core.check import broken_references, problems_of
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.problems import Located, Problem
from cpch_cli.core.reading import validate
from cpch_cli.errors import InvalidDiagnostic


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
    file = _read(disk.read_text(path), broken_references)
    if file.diagnostic is None or file.problems:
        raise InvalidDiagnostic(str(path), file.problems)
    return file.diagnostic


def check_diagnostic(text: str) -> DiagnosticFile:
    """Return the diagnostic that a text holds and everything that is wrong with it, or could be better."""
    return _read(text, problems_of)


def _read(text: str, find: Callable[[Diagnostic], tuple[Problem, ...]]) -> DiagnosticFile:
    tree = yaml_text.read(text)
    if tree.fatal:
        return DiagnosticFile(None, tree.problems)
    diagnostic, problems = validate(Diagnostic, tree.data)
    if diagnostic is not None and not tree.problems:
        problems = find(diagnostic)
    return DiagnosticFile(diagnostic, in_order([*tree.problems, *map(tree.locate, problems)]))


def in_order(problems: Iterable[Located]) -> tuple[Located, ...]:
    """Return problems in the order in which a reader meets them in the file."""
    return tuple(sorted(problems, key=lambda located: (located.line, located.column)))
