"""`cpch compare` as people use it: voices and rounds, every format, what it refuses, what stays with its service."""

import csv
import io
import json
from pathlib import Path
from typing import Final

import pytest

from program import EXAMPLES, cpch

CUSTOMS, POLICE = EXAMPLES / "corvania-customs.yaml", EXAMPLES / "corvania-police.yaml"
EARLY, LATE = EXAMPLES / "belmara.yaml", EXAMPLES / "belmara-2028.yaml"
BEGINNINGS: Final = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-"}
FORMATS: Final = ("text", "md", "html", "json", "csv")


def written(*options: str | Path) -> str:
    """Return a comparison on stdout."""
    done = cpch("compare", *options)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def answers(folder: Path, name: str, subject: str, *said: str, language: str = "en") -> Path:
    """Write an answers file."""
    file = folder / name
    lines = "".join(f"  {each}\n" for each in said)
    text = f"format: cpch-answers/1\nsubject: {subject}\nlanguage: {language}\nanswers:\n{lines or '  {}'}\n"
    file.write_text(text.replace("answers:\n  {}\n", "answers: {}\n"), "utf-8")
    return file


# --- what files are taken for -----------------------------------------------------------------------------------------


def test_voices_by_themselves() -> None:
    """Files of different agencies are voices, and the largest gap is said in words."""
    shown = " ".join(written(CUSTOMS, POLICE).split())

    assert "Comparison of voices" in shown
    assert "customs says \u201cOperating\u201d (3 of 4); police says \u201cAbsent\u201d (0 of 4)." in shown


@pytest.mark.parametrize("files", [(EARLY, LATE), (LATE, EARLY)], ids=["in order", "turned"])
def test_rounds_by_themselves(files: tuple[Path, Path]) -> None:
    """Files of one agency with different days are rounds, the earliest first, however they are named."""
    shown = written(*files)

    assert "Comparison over time" in shown
    assert shown.index("9 April 2026") < shown.index("20 April 2028")
    assert "+0.5 (4 questions)" in shown


def test_taken_as_told() -> None:
    """What files are taken for can be said, against what they say themselves."""
    assert "rounds" == json.loads(written(CUSTOMS, POLICE, "--rounds", "-f", "json"))["kind"]
    told = json.loads(written(EARLY, LATE, "--voices", "-f", "json"))
    assert ("voices", ["belmara", "belmara-2028"]) == (told["kind"], [file["name"] for file in told["files"]])


def test_a_file_with_itself() -> None:
    """A file beside itself has no gap and no movement; the two have different names."""
    told = json.loads(written(CUSTOMS, CUSTOMS, "--voices", "-f", "json"))
    assert ([], ["corvania-customs", "corvania-customs (2)"]) == (
        told["gaps"],
        [each["name"] for each in told["files"]],
    )
    moved = json.loads(written(CUSTOMS, CUSTOMS, "--rounds", "-f", "json"))
    assert {"same", "without_level"} >= {each["movement"] for each in moved["questions"]}


def test_three_rounds(tmp_path: Path) -> None:
    """Any number of rounds stand beside each other; only the first and the last are compared."""
    files = [
        answers(tmp_path, f"{year}.yaml", f"{{date: {year}-01-01}}", f"legal.instrument: {level}")
        for year, level in ((2026, 3), (2024, 1), (2025, 4))
    ]
    told = json.loads(written(*files, "-f", "json"))

    assert ["2024-01-01", "2025-01-01", "2026-01-01"] == [each["name"] for each in told["files"]]
    assert ("better", 2.0) == (told["questions"][0]["movement"], told["questions"][0]["difference"])


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((CUSTOMS,), "Name two answers files or more to compare."),
        ((CUSTOMS, CUSTOMS), f"How {CUSTOMS}, {CUSTOMS} belong together is not clear."),
        ((CUSTOMS, POLICE, EARLY, LATE), "Say it with --voices or --rounds"),
        ((CUSTOMS, POLICE, "--voices", "--rounds"), "not both"),
        (("-", "-"), "Standard input (-) can be only one of the files"),
        ((CUSTOMS, POLICE, "-f", "md", "-o", "x.html"), "says another format than md"),
        ((CUSTOMS, POLICE, "-o", "x.what"), "does not tell the format"),
        ((CUSTOMS, POLICE, "-o", POLICE, "-f", "md", "--force"), "it would be lost"),
    ],
)
def test_refused(arguments: tuple[str | Path, ...], says: str, tmp_path: Path) -> None:
    """What makes no sense is refused with what to do instead, and nothing is written."""
    done = cpch("compare", *arguments, cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert says in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_broken_file(tmp_path: Path) -> None:
    """A file with errors is named with their places; a missing one as well."""
    broken = answers(tmp_path, "a.yaml", "{agency: police}", "legal.instrument: 9")

    assert (3, f"{broken}:5:21:") == (
        (done := cpch("compare", CUSTOMS, broken)).returncode,
        done.stderr.split(" ")[0],
    )
    assert 5 == cpch("compare", CUSTOMS, tmp_path / "none.yaml").returncode


def test_stdin_is_one_of_the_files() -> None:
    """One of the files can come from stdin."""
    done = cpch("compare", CUSTOMS, "-", "-f", "json", stdin=POLICE.read_bytes())

    assert (0, ["customs", "police"]) == (
        done.returncode,
        [each["name"] for each in json.loads(done.stdout)["files"]],
    )


# --- what is said besides ---------------------------------------------------------------------------------------------


def test_other_countries(tmp_path: Path) -> None:
    """Files of different countries are compared, with a word about it; national texts stay at home then."""
    said = "legal.instrument: {level: %d, note: Kept at home., handling: national}"
    files = [
        answers(tmp_path, f"{name}.yaml", f"{{country: {name.upper()}, agency: {agency}}}", said % level)
        for name, agency, level in (("a", "customs", 1), ("b", "police", 3))
    ]
    done = cpch("compare", *files)

    assert (0, "The files name different countries: A and B. They are compared all the same.\n") == (
        done.returncode,
        done.stderr,
    )
    assert "Kept at home" not in done.stdout
    assert "2 texts of answers" in done.stdout
    assert "" == cpch("compare", *files, "--quiet").stderr


def test_answers_that_are_kept(tmp_path: Path) -> None:
    """Answers that this version does not ask are named for each file."""
    newer = tmp_path / "newer.yaml"
    newer.write_text(
        "format: cpch-answers/1\ndiagnostic: {id: cpch, version: '99.0'}\nsubject: {agency: customs}\n"
        "answers: {legal.later: 1}\n",
        "utf-8",
    )

    assert "legal.later" in cpch("compare", newer, POLICE).stderr


def test_language_of_the_first_file(tmp_path: Path) -> None:
    """The language is the option's, else that of the first file, in messages too."""
    french = answers(tmp_path, "a.yaml", "{agency: customs}", language="fr")
    spanish = answers(tmp_path, "b.yaml", "{agency: customs}", language="es")

    assert "Comparaison des voix" in written(french, POLICE)
    assert "Comparaci\u00f3n de voces" in written(french, POLICE, "-l", "es")
    assert "No est\u00e1 claro" in cpch("compare", spanish, french).stderr


def test_basis() -> None:
    """On the basis of the evidence the same files come to other figures."""
    claimed, evidenced = (
        json.loads(written(CUSTOMS, POLICE, "-f", "json", "--basis", basis))
        for basis in ("claimed", "evidenced")
    )

    assert ("claimed", "evidenced") == (claimed["basis"], evidenced["basis"])
    assert claimed["joint"]["score"] > evidenced["joint"]["score"]


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.sampled(3)
@pytest.mark.parametrize("files", [(CUSTOMS, POLICE), (EARLY, LATE)], ids=["voices", "rounds"])
@pytest.mark.parametrize("ending", BEGINNINGS)
def test_documents(ending: str, files: tuple[Path, Path], tmp_path: Path) -> None:
    """A comparison is a document in every format, the same twice, for its owner alone."""
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    for output in (first, second):
        done = cpch("compare", *files, "--output", output)
        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)

    assert first.read_bytes().startswith(BEGINNINGS[ending])
    assert first.read_bytes() == second.read_bytes()
    assert 0o600 == first.stat().st_mode & 0o777
    assert 5 == cpch("compare", *files, "--output", first).returncode


@pytest.mark.parametrize("files", [(CUSTOMS, POLICE), (EARLY, LATE)], ids=["voices", "rounds"])
def test_data_is_never_translated(files: tuple[Path, Path]) -> None:
    """JSON and CSV are the same in every language."""
    for data in ("json", "csv"):
        assert 1 == len({written(*files, "-f", data, "-l", language) for language in ("en", "fr")})


def test_rows() -> None:
    """The CSV has a row for each question, with four columns for each file."""
    rows = list(csv.DictReader(io.StringIO(written(CUSTOMS, POLICE, "-f", "csv"))))

    assert ("legal.instrument", "1.1", "disputed", "2.0", "ad_hoc", "operating") == tuple(
        rows[0][name]
        for name in ("question", "number", "agreement", "difference", "customs.answer", "police.answer")
    )


def test_a_file_whose_name_is_a_formula(tmp_path: Path) -> None:
    """The name of a file is no formula in the head of a table."""
    files = [answers(tmp_path, f"=1+{n}.yaml", "{}", "legal.instrument: 1") for n in (1, 2)]
    head = written(*files, "--voices", "-f", "csv").split("\n", 1)[0]

    assert "'=1+1.answer" in head
    assert ",=" not in head


@pytest.mark.parametrize("wanted", FORMATS)
def test_what_stays_with_its_service(wanted: str, tmp_path: Path) -> None:
    """No format shows a word of what a service keeps to itself; the level counts, and the texts are counted."""
    secret = (
        "legal.instrument: {level: 0, note: Secretum, reason: Secretum, reference: {title: Secretum}, "
        "dissent: [{who: Secretum, text: Secretum}], open: [{text: Secretum}], handling: own_service}"
    )
    files = [
        answers(tmp_path, "a.yaml", "{agency: customs}", secret),
        answers(tmp_path, "b.yaml", "{agency: police}", "legal.instrument: {level: 3, note: Told to all.}"),
    ]
    shown = written(*files, "-f", wanted)

    assert "Secretum" not in shown
    assert "disputed" in shown.lower()
    assert (wanted == "csv") or ("5 texts of answers" in shown) or ('"withheld": 5' in shown)
    assert (wanted == "csv") or "Told to all" in shown


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_rounds_show_what_became_of_the_plan() -> None:
    """The plan beside one of the files, the latest first, by the day of the last round."""
    told = json.loads(written(EARLY, LATE, "-f", "json"))

    advice = {each["solution"]: (each["status"], each["overdue"]) for each in told["followed"]}
    assert ("done", False) == advice["duty_roster"]
    assert ("open", True) == advice["data_protection_annex"]
    assert "Done: 6; Under way: 3; Overdue on 20 April 2028: 3" in " ".join(written(EARLY, LATE).split())


def test_a_plan_that_is_named(tmp_path: Path) -> None:
    """It is taken in place of the one beside the files; a wrong one is an invalid file, and voices have none."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "format: cpch-plan/1\nactions: {mou: {status: done}, duty_roster: {status: dropped}}\n", "utf-8"
    )

    told = json.loads(written(EARLY, LATE, "--plan", plan, "-f", "json"))
    assert "dropped" == next(each["status"] for each in told["followed"] if each["solution"] == "duty_roster")
    done = cpch("compare", CUSTOMS, POLICE, "--plan", plan)
    assert (2, "") == (done.returncode, done.stdout)
    assert "Voices have no plan" in done.stderr
    plan.write_text("format: cpch-plan/1\nactions: {muo: {}}\n", "utf-8")
    assert 3 == cpch("compare", EARLY, LATE, "--plan", plan).returncode


def test_rounds_without_a_plan(tmp_path: Path) -> None:
    """Nothing is said of one."""
    files = [
        answers(tmp_path, f"{year}.yaml", f"{{agency: police, date: {year}-01-01}}", "legal.instrument: 1")
        for year in (2024, 2026)
    ]

    assert "In the plan" not in written(*files)
    told = json.loads(written(*files, "-f", "json"))
    assert {(None, False)} == {(each["status"], each["overdue"]) for each in told["followed"]}
