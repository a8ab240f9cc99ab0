"""Any file of ours, checked: what it says it is, and everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cpch_cli import yaml_text
from cpch_cli.answers_file import parse_answers
from cpch_cli.core.model import Overlay
from cpch_cli.core.overlay import problems_of_overlay
from cpch_cli.core.problems import Located, Problem
from cpch_cli.core.reading import validate
from cpch_cli.diagnostic_file import check_diagnostic, load_diagnostic
from cpch_cli.errors import ExitCode, InvalidAnswers
from cpch_cli.gather import Source
from cpch_cli.overlay_file import diagnostic_beside
from cpch_cli.plan_file import parse_plan
from cpch_cli.yaml_text import Tree

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


def check_file(source: Source, diagnostic: Path | None) -> Checked:
    """Check a diagnostic, an overlay, an answers file or a plan.

    Answers and plans are checked against `diagnostic` or the built-in one; an overlay likewise, unless it stands beside its own.

    Raises:
        CannotRead: if the file, or the diagnostic, cannot be read.
        InvalidDiagnostic: if the diagnostic that a file is checked against is wrong itself.
    """
    text = source.read()
    tree = yaml_text.read(text, as_json=source.as_json)
    named = tree.data.get("format") if isinstance(tree.data, dict) else None
    match str(named).split("/", maxsplit=1)[0]:
        case "cpch-diagnostic":
            problems = check_diagnostic(text, as_json=source.as_json).problems
            return Checked(problems, ExitCode.INVALID_DIAGNOSTIC)
        case "cpch-overlay":
            problems = _problems_of_overlay_file(tree, source, diagnostic)
            return Checked(problems, ExitCode.INVALID_DIAGNOSTIC)
        case "cpch-answers":
            return Checked(_problems(parse_answers, text, source, diagnostic), ExitCode.INVALID_ANSWERS)
        case "cpch-plan":
            return Checked(_problems(parse_plan, text, source, diagnostic), ExitCode.INVALID_ANSWERS)
        case _:
            what = (
                Problem(("format",), "other_format", {"word": str(named)})
                if named
                else Problem((), "no_format")
            )
            return Checked(tree.located([what]), ExitCode.INVALID_ANSWERS)


def _problems_of_overlay_file(tree: Tree, source: Source, diagnostic: Path | None) -> tuple[Located, ...]:
    overlay, problems = validate(Overlay, tree.data)
    if overlay and not tree.problems:
        english = load_diagnostic(diagnostic or diagnostic_beside(Path(source.name)))
        problems = problems_of_overlay(english, overlay)
    return tree.located(problems)


def _problems(
    parse: Callable[..., object], text: str, source: Source, diagnostic: Path | None
) -> tuple[Located, ...]:
    """Return what is wrong with a file that is read by a diagnostic."""
    try:
        parse(text, source.name, load_diagnostic(diagnostic), as_json=source.as_json)
    except InvalidAnswers as invalid:
        return invalid.problems
    return ()
