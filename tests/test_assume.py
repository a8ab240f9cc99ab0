"""`cpch report --assume` as people use it: by words and by file, in every language and format, and what is refused."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Final

import pytest

from program import EXAMPLES, cpch
from samples import WHOLE

# Of customs and of its second round; every question of the first is answered, some with evidence.
FIRST, SECOND = EXAMPLES / "belmara.yaml", EXAMPLES / "belmara-2028.yaml"
TWO: Final = ("--assume", "4.1=operating", "--assume", "liaison.ncb_rilo=1")
MARKS: Final = {
    "en": "ASSUMPTION \u2013 2 answers are not as given (4.1 and 6.3)",
    "fr": "HYPOTH\u00c8SE \u2013 2 r\u00e9ponses ne sont pas celles qui ont \u00e9t\u00e9 donn\u00e9es (4.1 et 6.3)",
    "es": "SUPUESTO \u2013 2 respuestas no son las que se dieron (4.1 y 6.3)",
}
TITLES: Final = {"en": "What is assumed", "fr": "Ce qui est suppos\u00e9", "es": "Lo que se supone"}

SECRET: Final = """\
format: cpch-answers/1
subject: {agency: police, respondents: [Analyst Nemo]}
answers:
  operations.mixed_units: {level: not_applicable, reason: Kept in the service., handling: own_service}
  legal.instrument: {level: 4, note: Kept too., weaknesses: [no_agreement], handling: own_service}
"""


def written(*options: str | Path) -> str:
    """Return a report on stdout."""
    done = cpch("report", *options)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def as_json(*options: str | Path) -> dict[str, Any]:
    """Return the report for machines."""
    found: dict[str, Any] = json.loads(written(*options, "--format", "json"))
    return found


PARTS: Final[tuple[tuple[str, ...], ...]] = ((), ("--section", "plan"))


# --- shown ------------------------------------------------------------------------------------------------------------


# Every case is a run of the program.
MATRIX: Final = [
    (wanted, language, part) for wanted in ("text", "md", "html") for language in MARKS for part in PARTS
]


@pytest.mark.parametrize(("wanted", "language", "part"), MATRIX if WHOLE else MATRIX[::5])
def test_marked(wanted: str, language: str, part: tuple[str, ...]) -> None:
    """A report that rests on assumptions says so and lists them, in every language, also where it shows one part."""
    plain, assumed = (written(FIRST, "-f", wanted, "-l", language, *part, *more) for more in ((), TWO))

    # A renderer of Markdown escapes what stands in brackets.
    assert MARKS[language] in " ".join(assumed.replace("\\", "").split())
    assert TITLES[language] in assumed
    assert TITLES[language] not in plain


def test_json() -> None:
    """For machines every assumed answer is listed with the one given, and counts."""
    plain, assumed = as_json(FIRST), as_json(FIRST, *TWO)

    assert [] == plain["assumed"]
    assert [
        {"question": "risk.cooperation", "answer": "operating", "was": "defined"},
        {"question": "liaison.ncb_rilo", "answer": "ad_hoc", "was": "operating"},
    ] == assumed["assumed"]
    levels = {each["question"]: (each["level"], each["evidence"]) for each in assumed["answers"]}
    assert ((3.0, None), (1.0, None)) == (levels["risk.cooperation"], levels["liaison.ncb_rilo"])
    assert plain["overall"]["score"] != assumed["overall"]["score"]


def test_csv() -> None:
    """In the rows the assumed answers are marked, and no others."""
    rows = list(csv.DictReader(io.StringIO(written(FIRST, *TWO, "-f", "csv"))))

    assert ["risk.cooperation", "liaison.ncb_rilo"] == [
        row["question"] for row in rows if row["assumed"] == "1"
    ]
    assert {"0", "1"} == {row["assumed"] for row in rows}


def test_evidenced() -> None:
    """On the basis of evidence an assumed level is taken as shown."""
    found = as_json(FIRST, "--assume", "4.1=4", "--basis", "evidenced")

    assert [4.0] == [each["level"] for each in found["answers"] if each["question"] == "risk.cooperation"]


def test_threshold() -> None:
    """A threshold is held against what would be."""
    limit = ("--fail-under", "1.6", "-f", "json")

    assert 1 == cpch("report", FIRST, *limit).returncode
    assert 0 == cpch("report", FIRST, "--assume", SECOND, *limit).returncode


def test_language_of_levels() -> None:
    """The list speaks of questions and levels as the language does."""
    assert "\u00ab\u202fAppliqu\u00e9\u202f\u00bb" in written(FIRST, *TWO, "-l", "fr", "--section", "plan")


# --- files ------------------------------------------------------------------------------------------------------------


def test_file() -> None:
    """The levels of a whole answers file can be assumed: the figures are those of that file."""
    assumed, second = as_json(FIRST, "--assume", SECOND), as_json(SECOND)

    assert 23 == len(assumed["assumed"])
    assert [each["answer"] for each in second["answers"]] == [each["answer"] for each in assumed["answers"]]
    assert [each["score"] for each in second["domains"]] == [each["score"] for each in assumed["domains"]]


def test_small_file(tmp_path: Path) -> None:
    """A file of assumptions is an answers file in its short form; what is said after it counts, and it stays as it is."""
    file = tmp_path / "a=b.yaml"
    file.write_text(before := "format: cpch-answers/1\nanswers:\n  risk.cooperation: 4\n  risk.register: 0\n")

    found = as_json(FIRST, "--assume", file, "--assume", "4.2=unknown")

    assert [("risk.cooperation", "institutionalised"), ("risk.register", "unknown")] == [
        (each["question"], each["answer"]) for each in found["assumed"]
    ]
    assert before == file.read_text()


def test_no_texts_of_a_file(tmp_path: Path) -> None:
    """Of a file that is assumed nothing is shown but its levels: its words may be another service's own."""
    file = tmp_path / "police.yaml"
    file.write_text(SECRET)

    for wanted in ("text", "md", "html", "json", "csv"):
        for more in ((), ("--releasable", "--quiet")):
            said = written(FIRST, "--assume", file, "-f", wanted, *more)
            assert not [word for word in ("Kept in the service", "Kept too", "Nemo") if word in said]


def test_nothing_is_written(tmp_path: Path) -> None:
    """The answers file stays as it is, and neither it nor the assumed one is written over."""
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_bytes(before := FIRST.read_bytes())
    second.write_bytes(then := SECOND.read_bytes())

    assert as_json(first, "--assume", second)["assumed"]
    for output in (first, second):
        done = cpch("report", first, "--assume", second, "-f", "text", "-o", output, "--force")
        assert 2 == done.returncode
        assert "it would be lost" in done.stderr
    assert (before, then) == (first.read_bytes(), second.read_bytes())


def test_nothing_assumed() -> None:
    """Assumptions that change nothing are no assumptions; a message says so, unless none is wanted."""
    same = ("--assume", FIRST, "--assume", "4.1=defined")
    done = cpch("report", FIRST, *same)

    assert (0, written(FIRST)) == (done.returncode, done.stdout)
    assert "Nothing is assumed: the answers say this already" in done.stderr
    assert written(FIRST, *same, "--quiet") == done.stdout


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code", "message"),
    [
        (
            "risk.coperation=3",
            2,
            'There is no question "risk.coperation" to assume an answer to. Did you mean "risk.cooperation"?',
        ),
        ("4.99=3", 2, 'There is no question "4.99" to assume an answer to. cpch explain lists'),
        (
            "4.1=5",
            2,
            'There is no level "5" to assume for risk.cooperation. Possible: absent (0), ad_hoc (1), defined',
        ),
        ("4.1", 2, "--assume 4.1 names no level. Write 4.1=LEVEL, with one of: absent (0), ad_hoc (1)"),
        ("4.1=", 2, "--assume 4.1 names no level."),
        (
            "then.yaml",
            5,
            "then.yaml: there is no such file. --assume takes a question and its level, such as 4.1=3",
        ),
    ],
)
def test_refused(said: str, code: int, message: str) -> None:
    """What cannot be assumed is refused before anything is written, and it is said how to put it right."""
    done = cpch("report", FIRST, "--assume", said)

    assert (code, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith(f"cpch: {message}")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "fr",
            "Il n'y a pas de niveau \u00ab\u202f5\u202f\u00bb \u00e0 supposer pour risk.cooperation. Niveaux possibles\u202f: absent (0)",
        ),
        (
            "es",
            "No hay ning\u00fan nivel \u00ab5\u00bb que suponer para risk.cooperation. Niveles posibles: absent (0)",
        ),
    ],
)
def test_refused_in_a_language(language: str, message: str) -> None:
    """It is refused in the language that is spoken."""
    assert message in cpch("report", FIRST, "--assume", "4.1=5", "-l", language).stderr


def test_invalid_file(tmp_path: Path) -> None:
    """A file of assumptions that is wrong is reported like any answers file, with the place."""
    file = tmp_path / "then.yaml"
    file.write_text("format: cpch-answers/1\nanswers:\n  risk.coperation: 3\n  risk.register: 7\n")

    done = cpch("report", FIRST, "--assume", file)

    assert (3, "") == (done.returncode, done.stdout)
    assert [f"{file}:3:3:", f"{file}:4:18:"] == [line.split(" ")[0] for line in done.stderr.splitlines()]


def test_a_report_bears_the_mark_of_what_is_assumed(tmp_path: Path) -> None:
    """Levels of a file that is marked make a report that is."""
    file = tmp_path / "theirs.yaml"
    file.write_text(
        "format: cpch-answers/1\nsubject: {handling: Restricted}\nanswers: {legal.instrument: 4}\n", "utf-8"
    )

    assert "Restricted" in written(FIRST, "--assume", file, "--format", "md")
    assert "Restricted" not in written(FIRST, "--assume", "1.1=4", "--format", "md")


def test_no_reason_for_what_was_answered(tmp_path: Path) -> None:
    """Why a question is not applicable is no reason for another level."""
    file = tmp_path / "answers.yaml"
    file.write_text(
        "format: cpch-answers/1\nanswers: {risk.advance_data: {level: not_applicable, reason: No port here.}}\n",
        "utf-8",
    )

    assert "No port here." in written(file, "--format", "json")
    assert "No port here." not in written(file, "--assume", "risk.advance_data=3", "--format", "json")
