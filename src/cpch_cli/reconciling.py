"""What `cpch assess --reconcile` does before its session: the voices from their files, the joint file begun or continued."""

from collections.abc import Collection, Sequence
from pathlib import Path

from cpch_cli.answers_file import AnswersFile, begin_answers
from cpch_cli.core.conditions import State
from cpch_cli.core.interview import Interview
from cpch_cli.core.joint import countries, reconciled
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.voices import JOINT
from cpch_cli.core.words import Words
from cpch_cli.errors import UsageError
from cpch_cli.inputs import load_one, tell, tell_kept, words_for
from cpch_cli.output import is_stdout, require_other_file

# Fewer have nothing to settle between them.
_FEWEST_VOICES = 2


def joint_file(files: Sequence[Path], output: Path | None, *, no_input: bool) -> Path:
    """Return where a joint session is saved; where it only shows a summary and none is named, what stands for it.

    Raises:
        UsageError: if there are too few files, or if the joint file is none, or one of the others.
    """
    if len(files) < _FEWEST_VOICES:
        raise UsageError("reconcile.needs_two")
    if is_stdout(output) and not (no_input and output is None):
        raise UsageError("reconcile.needs_output")
    require_other_file(output, files)
    # Only named in messages: with --no-input there is no joint file.
    return output or Path(", ".join(file.name for file in files))


def begin(
    files: Sequence[Path],
    joint: Path,
    english: Diagnostic,
    language: str | None,
    *,
    is_named: bool,
    quiet: bool,
) -> tuple[AnswersFile, Sheet, Words]:
    """Return the joint file that is begun or continued, its sheet with what the voices say, and the words to speak.

    Raises:
        CannotRead, InvalidAnswers: if one of the files cannot be read, or is wrong.
        UsageError: if the files are not those of different services, or if the joint file is not a joint one.
    """
    read = [load_one(file, english) for file in files]
    voices = _by_agency(read)
    there = load_one(joint, english) if is_named and joint.exists() else None
    if there and there.sheet.subject.agency != JOINT:
        raise UsageError("reconcile.not_joint", file=joint)
    spoken = [file.sheet.language for file in (*([there] if there else []), *read)]
    words = words_for(language, next(filter(None, spoken), None), quiet=quiet)
    for file in read:
        tell_kept(file.name, file.kept, words, quiet=quiet)
    if len(named := countries(voices)) > 1:
        tell(words("reconcile.countries", countries=words.listed(named)), quiet=quiet)
    begun = there or begin_answers(joint, words.language)
    return begun, reconciled(english, begun.sheet, voices), words


def tell_left(interview: Interview, disputed: Collection[str], words: Words, *, quiet: bool) -> None:
    """Say after a joint session that there was nothing to settle, and how much no service has answered."""
    if not interview.asked:
        tell(words("reconcile.nothing"), quiet=quiet)
    silent = [
        question
        for question, fact in interview.facts.items()
        if fact.state is State.OPEN and question not in disputed
    ]
    if silent:
        tell(words.count("reconcile.silent", len(silent)), quiet=quiet)


def _by_agency(files: Sequence[AnswersFile]) -> dict[str, Sheet]:
    """Return the sheets by their services."""
    found: dict[str, AnswersFile] = {}
    for file in files:
        agency = file.sheet.subject.agency
        if agency is None:
            raise UsageError("reconcile.no_agency", file=file.name)
        if agency == JOINT:
            raise UsageError("reconcile.is_joint", file=file.name)
        if agency in found:
            raise UsageError("reconcile.same_agency", file=file.name, other=found[agency].name, agency=agency)
        found[agency] = file
    return {agency: file.sheet for agency, file in found.items()}
