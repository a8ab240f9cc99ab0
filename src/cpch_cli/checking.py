"""Any file of ours, checked: what it says it is, and everything that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cpch_cli import disk, yaml_text
from cpch_cli.answers_file import parse_answers
from cpch_cli.core.model import Overlay
from cpch_cli.core.problems import Located, Problem
from cpch_cli.core.reading import validate
from cpch_cli.diagnostic_file import check_diagnostic, in_order, load_diagnostic
from cpch_cli.errors import ExitCode, InvalidAnswers

WORST_FIRST: Final = (
    ExitCode.INVALID_DIAGNOSTIC,
    ExitCode.INVALID_ANSWERS,
    ExitCode.CANNOT_READ_OR_WRITE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file, and the exit code of an error in that kind of file."""

    problems: tuple[Located, ...]
    code: ExitCode

    def exit_code(self, *, strict: bool) -> ExitCode:
        """Return the exit code; `strict` takes warnings for errors."""
        is_wrong = any(strict or not located.problem.warning for located in self.problems)
        return self.code if is_wrong else ExitCode.DONE


def check_file(path: Path, diagnostic: Path | None) -> Checked:
    """Check a diagnostic, an overlay or an answers file; answers are checked against `diagnostic` or the built-in one.

    Raises:
        CannotRead: if the file, or the diagnostic, cannot be read.
        InvalidDiagnostic: if the diagnostic that answers are checked against is wrong itself.
    """
    text = disk.read_text(path)
    as_json = path.suffix.lower() == ".json"
    tree = yaml_text.read(text, as_json=as_json)
    named = tree.data.get("format") if isinstance(tree.data, dict) else None
    kind = str(named).split("/", maxsplit=1)[0]
    if kind == "cpch-diagnostic":
        return Checked(check_diagnostic(text).problems, ExitCode.INVALID_DIAGNOSTIC)
    if kind == "cpch-overlay":
        found = [] if tree.fatal else map(tree.locate, validate(Overlay, tree.data)[1])
        return Checked(in_order([*tree.problems, *found]), ExitCode.INVALID_DIAGNOSTIC)
    if kind == "cpch-answers":
        return Checked(
            _problems_of_answers(text, path, diagnostic, as_json=as_json), ExitCode.INVALID_ANSWERS
        )
    problem = (
        Problem(("format",), "other_format", {"word": str(named)}) if named else Problem((), "no_format")
    )
    found = [] if tree.fatal else [tree.locate(problem)]
    return Checked(in_order([*tree.problems, *found]), ExitCode.INVALID_ANSWERS)


def _problems_of_answers(
    text: str, path: Path, diagnostic: Path | None, *, as_json: bool
) -> tuple[Located, ...]:
    try:
        parse_answers(text, str(path), load_diagnostic(diagnostic), as_json=as_json)
    except InvalidAnswers as invalid:
        return invalid.problems
    return ()
