"""What a Python program may use: loaded when it is asked for, typed, and of one mind with the commands."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import cpch_cli
from broken import CASES, broken
from cpch_cli import (
    CannotRead,
    Diagnostic,
    InvalidAnswers,
    InvalidDiagnostic,
    Mendable,
    api,
    assess,
    in_words,
    load_answers,
    load_diagnostic,
    report,
)
from program import EXAMPLES, cpch

BELMARA = EXAMPLES / "belmara.yaml"


@pytest.fixture(scope="module")
def built_in() -> Diagnostic:
    """Return the built-in diagnostic, as a program gets it."""
    return load_diagnostic()


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    """The bare import brings no other module of ours and no library: commands start as quickly as before."""
    code = "import sys; before = set(sys.modules); import cpch_cli; print(set(sys.modules) - before - {'typing'})"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in eval(done.stdout) if "cpch" in name or name == "pydantic"}

    assert {"cpch_cli"} == loaded


def test_all_names_are_there() -> None:
    """Each name that is exported is one of the module that has them all, and no other."""
    assert sorted(cpch_cli.__all__) == sorted(api.__all__)
    assert [] == [name for name in api.__all__ if getattr(cpch_cli, name) is not getattr(api, name)]


def test_no_other_name_is_there() -> None:
    """A misspelt name is said to be one."""
    name = "asses"
    with pytest.raises(AttributeError, match="'cpch_cli' has no attribute 'asses'"):
        getattr(cpch_cli, name)


def test_types_are_shipped() -> None:
    """Type checkers are told that the package has types."""
    assert Path(cpch_cli.__file__).with_name("py.typed").exists()


@pytest.mark.parametrize("basis", ["claimed", "evidenced"])
@pytest.mark.parametrize("file", ["aldoria", "region/kaldoran-joint-2026", "region/velsund-customs-2026"])
def test_report_is_that_of_the_command(file: str, basis: Any, built_in: Diagnostic) -> None:
    """The data of a report are what the command writes; a file about some domains included."""
    path = EXAMPLES / f"{file}.yaml"
    written = cpch("report", path, "--format", "json", "--basis", basis).stdout

    assert json.loads(written) == report(built_in, load_answers(path, built_in), basis=basis)


@pytest.mark.parametrize("basis", ["claimed", "evidenced"])
def test_assessment_is_that_of_the_report(basis: Any, built_in: Diagnostic) -> None:
    """Both functions conclude the same from a file, within its scope."""
    answers = load_answers(EXAMPLES / "region" / "velsund-customs-2026.yaml", built_in)
    assessment = assess(built_in, answers, basis=basis)
    data = report(built_in, answers, basis=basis)

    assert isinstance(assessment, api.Assessment)
    assert ["exchange", "risk", "operations", "technology"] == [each.domain for each in assessment.domains]
    assert data["overall"]["score"] == float(assessment.overall.score or 0)
    assert basis == assessment.basis


def test_scores_are_exact(built_in: Diagnostic) -> None:
    """A score is a fraction, however a path is given."""
    scores = {
        assess(built_in, load_answers(path, built_in)).overall.score for path in (BELMARA, str(BELMARA))
    }

    assert {Fraction(227, 200)} == scores


def test_no_such_basis(built_in: Diagnostic) -> None:
    """A basis that does not exist does not pass for another."""
    basis: Any = "evidence"
    answers = load_answers(BELMARA, built_in)
    for conclude in (assess, report):
        with pytest.raises(ValueError, match="no basis 'evidence'; known are claimed, evidenced"):
            conclude(built_in, answers, basis=basis)


def test_a_diagnostic_of_ones_own() -> None:
    """A path, as text or not, names another diagnostic."""
    path = CASES / "valid" / "diagnostics" / "small.yaml"

    assert ["small", "small"] == [load_diagnostic(path).id, load_diagnostic(str(path)).id]


def test_errors_can_be_caught(tmp_path: Path, built_in: Diagnostic) -> None:
    """What can go wrong with a file is of one kind, and of the kind that it is."""
    with pytest.raises(CannotRead):
        load_answers(tmp_path / "missing.yaml", built_in)
    with pytest.raises(InvalidDiagnostic):
        load_diagnostic(BELMARA)
    with pytest.raises(InvalidAnswers) as error:
        load_answers(broken("answers")[0], built_in)

    assert error.value.problems
    assert issubclass(InvalidAnswers, Mendable)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "no such file"), ("fr", "n'existe pas"), ("es", "no existe")]
)
def test_errors_in_words(language: str, said: str, tmp_path: Path, built_in: Diagnostic) -> None:
    """An error is said in the language that is asked for."""
    with pytest.raises(CannotRead) as error:
        load_answers(tmp_path / "missing.yaml", built_in)

    assert said in in_words(error.value, language)


def test_no_such_language() -> None:
    """A language that there is not is refused by name."""
    with pytest.raises(ValueError, match="no language 'de'; known are en, es, fr"):
        in_words(CannotRead("not_there", file="x"), "de")


def test_an_exception_quotes_nothing(tmp_path: Path, built_in: Diagnostic) -> None:
    """No answer gets into a trace; only the sentence that is asked for quotes it."""
    path = tmp_path / "a.yaml"
    path.write_text("format: cpch-answers/1\nanswers: {legal.instrument: secret}\n", "utf-8")
    with pytest.raises(InvalidAnswers) as error:
        load_answers(path, built_in)

    assert ("invalid_file", True) == (str(error.value), "secret" in in_words(error.value))
