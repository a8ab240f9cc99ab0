"""An answers file in and out: read strictly, written atomically, the same bytes for the same content."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cpch_cli import disk, yaml_text
from cpch_cli.core.model import Diagnostic, DiagnosticName, Sheet, plain
from cpch_cli.core.problems import Problem
from cpch_cli.core.reading import restore, salvage, validate
from cpch_cli.core.sheet import is_newer, settle
from cpch_cli.errors import InvalidAnswers


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What an answers file says, settled against its diagnostic.

    Attributes:
        name: the file, as the user named it.
        kept: answers to questions that this version of the diagnostic does not ask; kept in the file, unused.
        yaml: what stands in it, where it is YAML and there is a file.
    """

    name: str
    sheet: Sheet
    kept: tuple[str, ...]
    yaml: str | None = None

    @property
    def has_comments(self) -> bool:
        """Whether writing it anew would lose comments. Only whoever writes it has to know: it is read once more for that."""
        return self.yaml is not None and yaml_text.has_comments(self.yaml)


def load_answers(path: Path, diagnostic: Diagnostic) -> AnswersFile:
    """Return the answers of a file.

    Raises:
        CannotRead: if it cannot be read.
        InvalidAnswers: if it is not an answers file for this diagnostic; with every problem.
    """
    return parse_answers(disk.read_text(path), str(path), diagnostic, as_json=disk.is_json(path))


def begin_answers(path: Path, language: str) -> AnswersFile:
    """Return an empty sheet for a file that does not exist yet, to be answered in a language."""
    sheet = Sheet.model_validate({"format": "cpch-answers/1", "language": language})
    return AnswersFile(str(path), sheet, ())


def parse_answers(text: str, name: str, diagnostic: Diagnostic, *, as_json: bool) -> AnswersFile:
    """Return the answers that a text holds.

    Raises:
        InvalidAnswers: if they are not answers for this diagnostic; with every problem.
    """
    sheet, kept = _settled(yaml_text.read(text, as_json=as_json), name, diagnostic)
    return AnswersFile(name, sheet, kept, None if as_json else text)


def parse_unless_other(text: str, name: str, diagnostic: Diagnostic, *, as_json: bool) -> AnswersFile | None:
    """Return the answers that a text holds, or None where it says that it is a file of another cpch format.

    Raises:
        InvalidAnswers: if they are not answers for this diagnostic; with every problem.
    """
    tree = yaml_text.read(text, as_json=as_json)
    said = tree.data.get("format") if isinstance(tree.data, dict) else None
    if isinstance(said, str) and said.startswith("cpch-") and not said.startswith("cpch-answers/"):
        return None
    sheet, kept = _settled(tree, name, diagnostic)
    return AnswersFile(name, sheet, kept, None if as_json else text)


def _settled(tree: yaml_text.Tree, name: str, diagnostic: Diagnostic) -> tuple[Sheet, tuple[str, ...]]:
    sheet, wrong = (None, ()) if tree.fatal else validate(Sheet, tree.data)
    rest, left_out = (sheet, frozenset()) if sheet else salvage(Sheet, tree.data, wrong)
    settled, unsettled = settle(diagnostic, rest) if rest else (None, ())
    problems = [*wrong, *(restore(each, left_out) for each in unsettled if not _follows(each, wrong))]
    if settled is None or problems or tree.problems:
        raise InvalidAnswers(name, tree.located(problems))
    return settled.sheet, settled.kept


def _follows(problem: Problem, wrong: Iterable[Problem]) -> bool:
    """Tell whether a reason only seems to be missing because the one that stands there is wrong, which is said already."""
    reason = (*problem.path[:-1], "reason")
    return problem.code == "needs_reason" and any(each.path == reason for each in wrong)


def save_answers(path: Path, sheet: Sheet, diagnostic: Diagnostic) -> None:
    """Write a sheet to its file, whole or not at all.

    Raises:
        CannotWrite: if it cannot be written; what was there is untouched.
    """
    data = plain(_for_saving(sheet, diagnostic))
    disk.write_atomically(path, yaml_text.write(data, as_json=disk.is_json(path)).encode())


def _for_saving(sheet: Sheet, diagnostic: Diagnostic) -> Sheet:
    """Name the diagnostic, and in every answer the words that were asked (method 3.11)."""
    if is_newer(sheet, diagnostic):
        return sheet
    same_version = sheet.diagnostic is None or sheet.diagnostic.version in (None, diagnostic.version)
    bare = {
        key: answer
        for key, answer in sheet.answers.items()
        if answer.level is not None and answer.asked is None and key in diagnostic.asked
    }
    if bare and not same_version:
        # To which words these were given is not known; in the name of this version they would pass for its words.
        return sheet
    asked = {key: answer.model_copy(update={"asked": diagnostic.asked[key]}) for key, answer in bare.items()}
    name = {"id": diagnostic.id, "version": diagnostic.version, "digest": diagnostic.digest}
    named = (sheet.diagnostic or DiagnosticName(id=diagnostic.id)).model_copy(update=name)
    return sheet.with_answers({**sheet.answers, **asked}).model_copy(update={"diagnostic": named})
