"""A plan file in and out: read strictly, written whole, in the same bytes for the same content."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpch_cli import disk, yaml_text
from cpch_cli.core.model import Diagnostic, plain
from cpch_cli.core.plan import Plan, problems_of_plan
from cpch_cli.core.reading import validate
from cpch_cli.errors import CannotWrite, InvalidAnswers, UsageError


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and its file.

    Attributes:
        plan: None while there is no file.
        text: what stood in it, so that nobody else's change is overwritten.
    """

    path: Path
    plan: Plan | None
    text: str | None = None


def plan_beside(answers: Path) -> Path:
    """Return where the plan of an answers file is, if there is one: `FILE.plan.yaml` beside `FILE.yaml`."""
    return answers.with_suffix(f".plan{answers.suffix}")


def find_plan(named: Path | None, answers: Path, diagnostic: Diagnostic, *, begin: bool = False) -> PlanFile:
    """Return the plan that is named, or that stands beside the answers; without a file there is none yet.

    Args:
        named: the plan that is to be taken; None: the one beside the answers.
        answers: `-` has no plan beside it.
        diagnostic: by which the plan is read.
        begin: a plan that is named may not be there yet.

    Raises:
        CannotRead: if it is named and not there, or cannot be read.
        InvalidAnswers: if it is no plan for this diagnostic; with every problem.
        UsageError: if it would be stdin, which is no place for a plan.
    """
    if str(named or answers) == "-":
        if begin or named:
            raise UsageError("plan_without_place")
        return PlanFile(answers, None)
    path = named or plan_beside(answers)
    if path.exists() or (named and not begin):
        return load_plan(path, diagnostic)
    return PlanFile(path, None)


def load_plan(path: Path, diagnostic: Diagnostic) -> PlanFile:
    """Return the plan of a file.

    Raises:
        CannotRead: if it cannot be read.
        InvalidAnswers: if it is no plan for this diagnostic; with every problem.
    """
    text, as_json = disk.read_text(path), disk.is_json(path)
    plan = parse_plan(text, str(path), diagnostic, as_json=as_json)
    return PlanFile(path, plan, text)


def parse_plan(text: str, name: str, diagnostic: Diagnostic, *, as_json: bool) -> Plan:
    """Return the plan that a text holds.

    Raises:
        InvalidAnswers: if it is no plan for this diagnostic; with every problem.
    """
    tree = yaml_text.read(text, as_json=as_json)
    plan, problems = (None, ()) if tree.fatal else validate(Plan, tree.data)
    if plan is not None:
        problems = tuple(problems_of_plan(diagnostic, plan))
    if plan is None or problems or tree.problems:
        raise InvalidAnswers(name, tree.located(problems))
    return plan


def save_plan(file: PlanFile, plan: Plan) -> Path | None:
    """Write a plan to its file, whole or not at all; return where the original is kept, if it had comments.

    Raises:
        CannotWrite: if it cannot be written, or if somebody else has changed it; what was there is untouched.
    """
    if (disk.read_text(file.path) if file.path.exists() else None) != file.text:
        raise CannotWrite("changed_meanwhile", file=file.path)
    as_json, original = disk.is_json(file.path), None
    if file.text and not as_json and yaml_text.has_comments(file.text):
        original = disk.name_for_original(file.path)
        disk.write_atomically(original, file.text.encode())
    text = yaml_text.write(_to_fill_in(plan), as_json=as_json)
    disk.write_atomically(file.path, text.encode())
    return original


def _to_fill_in(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data, with a place in each action for what people enter."""
    data = plain(plan)
    places = dict.fromkeys(("title", "phase", "owner", "date", "status"))
    data["actions"] |= {solution: {**places, **data["actions"][solution]} for solution in plan.actions}
    return data
