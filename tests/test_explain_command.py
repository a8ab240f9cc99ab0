"""`cpch explain ID --answers FILE`, run for real on the examples, in every language, and what it refuses."""

import re
from pathlib import Path
from typing import Final

import pytest

from program import EXAMPLES, cpch

STRONG, WEAK, HALF = (EXAMPLES / f"{name}.yaml" for name in ("aldoria", "belmara", "corvania"))
NO_BREAK: Final = "\u202f"


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("name", "file", "language", "sentence"),
    [
        ("joint_risk_profiling", STRONG, "en", "if 4.1 were \u201cDefined\u201d (2) or lower"),
        (
            "joint_risk_profiling",
            STRONG,
            "fr",
            f"si la r\u00e9ponse \u00e0 4.1 \u00e9tait \u00ab{NO_BREAK}D\u00e9fini{NO_BREAK}\u00bb (2) ou un niveau inf\u00e9rieur",
        ),
        (
            "joint_risk_profiling",
            STRONG,
            "es",
            "si la respuesta a 4.1 fuera \u00abDefinido\u00bb (2) o un nivel inferior",
        ),
        ("joint_risk_profiling", WEAK, "en", "Recommended, after the key actions: number 14 of 60"),
        ("legal", WEAK, "en", "raise 1.3 from \u201cAbsent\u201d (0) to at least \u201cAd hoc\u201d (1)"),
        ("legal", WEAK, "fr", f"faire passer 1.3 de \u00ab{NO_BREAK}Absent{NO_BREAK}\u00bb (0)"),
        (
            "legal",
            WEAK,
            "es",
            "pasar 1.3 de \u00abAusente\u00bb (0) a \u00abPuntual\u00bb (1) como m\u00ednimo",
        ),
        (
            "capacity",
            HALF,
            "en",
            "To be rated, the smallest change is: answer 9.1, 9.2 and 9.3 with any level.",
        ),
        ("4.1", HALF, "en", "not answered yet"),
        ("risk.cooperation#no_common_risks", WEAK, "en", "\u2013 ticked."),
        ("texts_without_practice", WEAK, "en", "This rule is true"),
        ("wco.cts", WEAK, "en", "These recommended solutions point to it"),
        ("maturity", WEAK, "en", "Answers change nothing about a scale."),
    ],
)
def test_by_answers(name: str, file: Path, language: str, sentence: str) -> None:
    """What the answers make of a part stands first, and all about the part after it."""
    done = cpch("explain", name, "--answers", file, "-l", language)
    plain = cpch("explain", name, "-l", language)
    shown = re.sub("[ \n]+", " ", done.stdout)

    assert (0, "") == (done.returncode, done.stderr)
    assert sentence in shown
    assert plain.stdout.splitlines()[0] in done.stdout
    assert plain.stdout.splitlines()[-1] in done.stdout


def test_language_of_the_file(tmp_path: Path) -> None:
    """Without the option, the page is in the file's language."""
    file = tmp_path / "answers.yaml"
    file.write_text("format: cpch-answers/1\nlanguage: fr\nanswers: {legal.instrument: 4}\n", "utf-8")

    assert "D'apr\u00e8s ces r\u00e9ponses" in cpch("explain", "mou", "--answers", file).stdout
    assert "By these answers" in cpch("explain", "mou", "--answers", file, "-l", "en").stdout


def test_basis() -> None:
    """The basis of evidence changes what follows, and is said."""
    done = cpch("explain", "risk", "--answers", WEAK, "--basis", "evidenced", "-f", "md")

    assert 0 == done.returncode
    assert "show by verified evidence that 4.1 is at least" in done.stdout


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (("--answers", WEAK), "--answers goes with the ID", 2),
        (("--blank", "--answers", WEAK), "--answers goes with the ID", 2),
        (("mou", "--blank", "--answers", WEAK), "not both", 2),
        (("mou", "--basis", "evidenced"), "Name the answers file as well", 2),
        (("muo", "--answers", WEAK), "Did you mean mou?", 2),
        (("mou", "--answers", "missing.yaml"), "missing.yaml", 5),
        (("mou", "--answers", WEAK, "--output", WEAK), "it would be lost", 2),
    ],
)
def test_refused(arguments: tuple[str | Path, ...], message: str, code: int, tmp_path: Path) -> None:
    """What makes no sense or is not there is said in words, and nothing is printed."""
    done = cpch("explain", *arguments, cwd=tmp_path)

    assert (code, "") == (done.returncode, done.stdout)
    assert message in " ".join(done.stderr.split())


def test_invalid_answers(tmp_path: Path) -> None:
    """An answers file that is wrong is said to be so at its place."""
    file = tmp_path / "broken.yaml"
    file.write_text("format: cpch-answers/1\nanswers: {legal.instrment: 2}\n", "utf-8")
    done = cpch("explain", "mou", "--answers", file)

    assert 3 == done.returncode
    assert f"{file}:2:11:" in done.stderr
