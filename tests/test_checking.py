"""Any file of ours, checked: what it says it is decides what is looked for."""

import io
from pathlib import Path
from typing import Final

import pytest

from broken import CASES, broken, expected, found, valid
from cpch_cli import i18n, messages
from cpch_cli.checking import WORST_FIRST, Checked, check_file
from cpch_cli.core.problems import Located, Problem
from cpch_cli.diagnostic_file import built_in
from cpch_cli.errors import CannotRead, ExitCode, InvalidDiagnostic
from cpch_cli.gather import Source, source

SMALL: Final = CASES / "valid" / "diagnostics" / "small.yaml"
KINDS: Final = {
    "answers": ExitCode.INVALID_ANSWERS,
    "diagnostics": ExitCode.INVALID_DIAGNOSTIC,
    "overlays": ExitCode.INVALID_DIAGNOSTIC,
    "plans": ExitCode.INVALID_ANSWERS,
    "other": ExitCode.INVALID_ANSWERS,
}
# Without a format of ours nobody can tell what these were meant to be.
NOBODY_KNOWS: Final = {
    CASES / "broken" / "answers" / f"{name}.yaml"
    for name in ("format_missing", "list_of_answers", "nothing", "not_text")
}


def as_source(file: Path) -> Source:
    """Return a file as the command line names it."""
    return source(file, io.BytesIO())


@pytest.mark.parametrize(
    ("file", "code"),
    [(file, code) for kind, code in KINDS.items() for file in broken(kind)],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_broken_file(file: Path, code: ExitCode) -> None:
    """A broken file of each kind is found out, with the exit code of its kind, and each problem can be said."""
    checked = check_file(as_source(file), SMALL)
    words = i18n.load_words("en")

    assert code == checked.code
    assert all(messages.of_problem(file.name, located, words) for located in checked.problems)
    if file in NOBODY_KNOWS:
        assert {"no_format", "other_format"} >= {located.problem.code for located in checked.problems}
    else:
        assert expected(file) == found(checked.problems)


@pytest.mark.parametrize(
    "file",
    [file for kind in ("answers", "diagnostics", "overlays", "plans") for file in valid(kind)],
    ids=lambda file: file.name,
)
def test_good_file(file: Path) -> None:
    """In a good file nothing is found, and the exit code is that of success, however strict."""
    checked = check_file(as_source(file), SMALL)

    assert () == checked.problems
    assert [ExitCode.DONE] * 2 == [checked.exit_code(strict=strict) for strict in (False, True)]


def test_answers_are_checked_against_the_built_in_diagnostic(tmp_path: Path) -> None:
    """Where no diagnostic is named, answers are answers to the built-in one."""
    file = tmp_path / "a.yaml"
    file.write_text("format: cpch-answers/1\nanswers: {legal.instrument: 2, legal.text: 2}\n", "utf-8")

    assert ["unknown_question"] == [
        one.problem.code.partition(".")[0] for one in check_file(as_source(file), None).problems
    ]
    assert check_file(as_source(file), None) == check_file(as_source(file), built_in())


def test_answers_to_a_diagnostic_that_is_wrong_itself() -> None:
    """Against a diagnostic that cannot be used no answers can be checked."""
    wrong = CASES / "broken" / "diagnostics" / "unknown_solution.yaml"
    with pytest.raises(InvalidDiagnostic):
        check_file(as_source(CASES / "valid" / "answers" / "short.yaml"), wrong)


def test_diagnostic_does_not_need_another(tmp_path: Path) -> None:
    """A diagnostic is checked by itself."""
    assert () == check_file(as_source(SMALL), tmp_path / "missing.yaml").problems


def test_overlay_and_its_diagnostic(tmp_path: Path) -> None:
    """An overlay is checked against the diagnostic that is named, else the one it stands beside, else the built-in one."""
    overlay = CASES / "valid" / "overlays" / "french.yaml"
    assert ["2:5: other_diagnostic"] == found(check_file(as_source(overlay), None).problems)
    beside = tmp_path / "small.fr.yaml"
    beside.write_text(overlay.read_text())
    (tmp_path / "small.yaml").write_text(SMALL.read_text())

    assert () == check_file(as_source(beside), None).problems
    assert () == check_file(as_source(overlay), SMALL).problems


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that cannot be read is an error of its own."""
    with pytest.raises(CannotRead):
        check_file(as_source(tmp_path / "a.yaml"), None)


@pytest.mark.parametrize("suffix", [".json", ".JSON"])
def test_json_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    """A file is read as JSON by its suffix, whatever its case."""
    file = tmp_path / f"a{suffix}"
    file.write_text('{\n\t"format": "cpch-answers/1",\n\t"answers": {"legal.text": 9}\n}', "utf-8")

    assert ["3:28: unknown_level"] == found(check_file(as_source(file), SMALL).problems)


ERROR: Final = Located(1, 1, Problem((), "cycle"))
WARNING: Final = Located(1, 1, Problem((), "never_recommended", warning=True))


@pytest.mark.parametrize(
    ("problems", "strict", "expected"),
    [
        ((), False, ExitCode.DONE),
        ((WARNING,), False, ExitCode.DONE),
        ((WARNING,), True, ExitCode.INVALID_DIAGNOSTIC),
        ((WARNING, ERROR), False, ExitCode.INVALID_DIAGNOSTIC),
        ((ERROR,), True, ExitCode.INVALID_DIAGNOSTIC),
    ],
)
def test_exit_code(problems: tuple[Located, ...], expected: ExitCode, *, strict: bool) -> None:
    """An error gives the exit code of its kind of file; a warning does only when warnings are taken for errors."""
    assert expected == Checked(problems, ExitCode.INVALID_DIAGNOSTIC).exit_code(strict=strict)


def test_worst_first() -> None:
    """A wrong diagnostic weighs more than wrong answers, and these more than a file that cannot be read."""
    assert [4, 3, 5] == list(WORST_FIRST)
