"""`cpch assess --reconcile`: the joint session of several services, as a command and on a real terminal."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from conversation import WORDS
from cpch_cli import i18n, screen
from cpch_cli.core.interview import AtQuestion, Interview, start, step
from cpch_cli.core.joint import reconciled
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.pages import Page, page_of
from cpch_cli.screen import Size
from documents import sheet
from helpers import Data, diagnostic_data, question, weakness
from program import cpch
from terminal import CTRL_C, ENTER, Terminal

ON_TERMINAL: Final = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
CLEAR: Final = "\x01\x0b"
JOINT_COMMAND: Final = (
    "assess",
    "-d",
    "small.yaml",
    "--reconcile",
    "customs.yaml",
    "police.yaml",
    "-o",
    "joint.yaml",
)
SMALL: Final[Data] = diagnostic_data(
    question(
        "law.text", number="1.1", text="Is there a text?", weaknesses=[weakness("old"), weakness("secret")]
    ),
    question("law.use", number="1.2", text="Is it used?"),
    question("sea.port", number="2.1", text="Is the port watched?", not_applicable="There is no coast."),
    question("sea.count", number="2.2", text="Are ships counted?"),
    question("sea.crew", number="2.3", text="Are crews known?"),
)
# Disputed, different, of one voice, agreed, silent.
CUSTOMS: Final[Data] = {
    "law.text": {
        "level": 1,
        "weaknesses": ["secret"],
        "evidence": "document",
        "note": "Customs see drafts.\nPolice: 0 absent",
    },
    "law.use": {"level": 2, "note": "Customs use it."},
    "sea.port": {"level": 3, "note": "SECRET of customs.", "handling": "own_service"},
    "sea.count": 3,
}
POLICE: Final[Data] = {
    "law.text": {"level": 4, "weaknesses": ["old"], "note": "The police wrote it."},
    "law.use": {"level": 3, "note": "SECRET of the police.", "handling": "own_service"},
    "sea.count": 3,
}


def write(folder: Path, name: str, answers: Data, **subject: Any) -> None:
    """Write an answers file."""
    data = {"format": "cpch-answers/1", "subject": {"country": "X", **subject}, "answers": answers}
    (folder / name).write_text(json.dumps(data), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a small diagnostic and what two services say."""
    (tmp_path / "small.yaml").write_text(json.dumps(SMALL), "utf-8")
    write(tmp_path, "customs.yaml", CUSTOMS, agency="customs", date="2026-05-01")
    write(tmp_path, "police.yaml", POLICE, agency="police", date="2026-06-01")
    return tmp_path


def saved(folder: Path) -> Data:
    """Return the joint file."""
    data: Data = yaml.safe_load((folder / "joint.yaml").read_text("utf-8"))
    return data


def session(
    folder: Path, *options: str, rows: int = 24, columns: int = 80, env: Mapping[str, str] | None = None
) -> Terminal:
    """Return the joint session on a terminal."""
    return Terminal(*JOINT_COMMAND, *options, cwd=folder, rows=rows, columns=columns, env=env)


def words(text: str) -> str:
    """Return the words of a text, one blank between them."""
    return " ".join(text.split())


# --- a whole session --------------------------------------------------------------------------------------------------


@ON_TERMINAL
def test_whole_session(folder: Path) -> None:
    """What is disputed is asked with both answers, needs a reason, may have dissent; the report has both voices."""
    before = [(folder / name).read_bytes() for name in ("customs.yaml", "police.yaml")]
    with session(folder, rows=40) as terminal:
        terminal.wait_for_quiet("Who answers?")
        for keys in (("Both heads", ENTER), (CLEAR, "2026-11-24", ENTER), (ENTER,)):
            terminal.answer(*keys)
        asked = words(terminal.shown())
        terminal.answer("g")
        for keys in ((ENTER,), ("Coast guard", ENTER), ("They differ.", ENTER), (ENTER,), (ENTER,)):
            terminal.answer(*keys)
        terminal.answer("2", ENTER)
        terminal.answer(ENTER)
        refused = words(terminal.shown())
        terminal.answer("The text was read.", ENTER)
        ticked = terminal.shown()
        terminal.answer(ENTER)
        terminal.answer(ENTER)
        one_voice = words(terminal.shown())
        terminal.answer("x", ENTER)
        terminal.answer("No coast any more.", ENTER)
        terminal.answer("c", ENTER)
        checked = words(terminal.shown())
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()
        everything = terminal.everything()

    for part in (
        "question 1 of 1 in this domain, 1 of 2 1.1 Is there a text?",
        "Customs: 1 ad_hoc - Weakness seen: secret. - Note: Customs see drafts. - Police: 0 absent - Evidence: A document was seen",
        "Police: 4 institutionalised - Weakness seen: old. - Note: The police wrote it.",
    ):
        assert part in asked
    assert "> 2 defined" in refused
    assert "An answer that the services agree on needs a reason." in refused
    assert ["[x] old.", "[x] secret."] == [found for found in ("[x] old.", "[x] secret.") if found in ticked]
    assert "Customs: 3 operating - Its notes stay with the service." in one_voice
    assert "Reason: The text was read." in checked
    assert "2 questions" not in words(everything)
    assert "1 question that no service has answered stays open." in words(everything)
    assert "SECRET" not in everything
    assert before == [(folder / name).read_bytes() for name in ("customs.yaml", "police.yaml")]
    _look_at_what_was_saved(folder)


def _look_at_what_was_saved(folder: Path) -> None:
    made = saved(folder)
    answers = {key: {**answer, "voices": sorted(answer["voices"])} for key, answer in made["answers"].items()}
    asked = {key: answer.pop("asked") for key, answer in answers.items()}
    both = ["customs", "police"]

    assert {
        "country": "X",
        "agency": "joint",
        "date": "2026-11-24",
        "respondents": ["Both heads"],
    } == made["subject"]
    assert 4 == len(asked)
    assert {
        "law.text": {
            "level": "defined",
            "reason": "The text was read.",
            "weaknesses": ["old", "secret"],
            "dissent": [{"who": "Coast guard", "text": "They differ."}],
            "voices": both,
        },
        "law.use": {"level": "defined", "voices": both},
        "sea.port": {"level": "not_applicable", "reason": "No coast any more.", "voices": ["customs"]},
        "sea.count": {"level": "operating", "voices": both},
    } == answers
    assert "SECRET" not in (folder / "joint.yaml").read_text("utf-8")

    done = cpch("report", "joint.yaml", "-d", "small.yaml", "-f", "md", cwd=folder)
    assert (0, "") == (done.returncode, done.stderr)
    for said in (
        "Reason for the joint answer",
        "The text was read.",
        "“ad\\_hoc”",
        "“institutionalised”",
        "Customs see drafts.",
        "The police wrote it.",
        "Coast guard: They differ.",
    ):
        assert said in done.stdout
    assert "SECRET" not in done.stdout


@ON_TERMINAL
def test_leaving_and_coming_back(folder: Path) -> None:
    """The same command continues: what was settled stays and is not asked, the rest is; also by the joint file alone."""
    with session(folder, rows=40) as terminal:
        terminal.wait_for_quiet("Who answers?")
        for keys in ((ENTER,), (ENTER,), (ENTER,), ("2", ENTER), ("It was read.", ENTER), (ENTER,)):
            terminal.answer(*keys)
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()
        left = words(terminal.shown())
    assert "1 of 2 questions answered" in left
    assert " ".join(JOINT_COMMAND) in left

    with session(folder, rows=40) as terminal:
        terminal.wait_for_quiet("What do you want to answer?")
        listed = words(terminal.shown())
        terminal.answer(ENTER)
        asked = words(terminal.shown())
        terminal.answer(CTRL_C)
        assert 130 == terminal.wait_for_end()
    assert "1 of 2 questions answered" in listed
    assert "2.1 Is the port watched?" in asked
    assert ("defined", "It was read.") == tuple(
        saved(folder)["answers"]["law.text"][key] for key in ("level", "reason")
    )

    with Terminal("assess", "-d", "small.yaml", "joint.yaml", cwd=folder, rows=40) as terminal:
        terminal.wait_for_quiet("What do you want to answer?")
        assert "3 of 5 questions answered" in words(terminal.shown())
        terminal.answer(ENTER)
        assert "Customs: 3 operating" in words(terminal.shown())
        terminal.answer("3", ENTER)
        assert "Why do the services agree on this answer?" in words(terminal.shown())


@ON_TERMINAL
def test_line_by_line(folder: Path) -> None:
    """Line by line the voices stand between the question and its levels, and a reason is demanded."""
    with session(folder, "--plain", rows=60) as terminal:
        for line in ("", "", "", "2", "", "It was read.", "", "1"):
            terminal.wait_for_prompt()
            terminal.type(line, ENTER)
        terminal.wait_for_prompt()
        terminal.type("q", ENTER)
        assert 0 == terminal.wait_for_end()
        shown = words(terminal.everything())

    places = [
        shown.index(text)
        for text in ("1.1 Is there a text?", "Customs: 1 ad_hoc", "Police: 4", "0 absent. absent.")
    ]
    assert sorted(places) == places
    assert "Error: An answer that the services agree on needs a reason." in shown
    assert "Enter alone keeps: 1, 2" in shown
    assert "SECRET" not in shown
    assert "defined" == saved(folder)["answers"]["law.text"]["level"]


@ON_TERMINAL
def test_nothing_to_settle(folder: Path) -> None:
    """Where the services agree nothing is asked: the joint file is written, and the summary shown."""
    write(folder, "police.yaml", {**CUSTOMS, "law.use": 3}, agency="police")
    with session(folder) as terminal:
        assert 0 == terminal.wait_for_end()
        shown = words(terminal.everything())

    assert "There is nothing to settle in this sitting" in shown
    assert "cpch report joint.yaml" in shown
    assert "operating" == saved(folder)["answers"]["sea.port"]["level"]


def test_nothing_to_settle_without_a_terminal(folder: Path) -> None:
    """No terminal is needed then; what no service answered is said."""
    write(folder, "police.yaml", CUSTOMS, agency="police")

    done = cpch(*JOINT_COMMAND, cwd=folder)

    assert 0 == done.returncode
    assert "DRAFT" in done.stdout
    said = ("nothing to settle", "1 question that no service has answered stays open", "Saved in joint.yaml")
    assert said == tuple(text for text in said if text in done.stderr)
    assert "" == cpch(*JOINT_COMMAND, "--quiet", cwd=folder).stderr


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        "--reconcile customs.yaml police.yaml -o joint.yaml",
        "customs.yaml police.yaml --output joint.yaml --reconcile",
        "-o joint.yaml customs.yaml --reconcile police.yaml",
    ],
)
def test_without_a_terminal(folder: Path, arguments: str) -> None:
    """In any order the session needs a terminal, names what is open, and writes nothing without one."""
    done = cpch("assess", "-d", "small.yaml", *arguments.split(), cwd=folder)

    assert (2, "") == (done.returncode, done.stdout)
    assert "Open: law.text, sea.port." in done.stderr
    assert not (folder / "joint.yaml").exists()


@pytest.mark.parametrize("output", [(), ("-o", "joint.yaml")])
def test_no_input(folder: Path, output: tuple[str, ...]) -> None:
    """Without input the summary is shown as it stands, and nothing is written."""
    files = sorted(each.name for each in folder.iterdir())

    done = cpch(
        "assess",
        "-d",
        "small.yaml",
        "--no-input",
        "--reconcile",
        "customs.yaml",
        "police.yaml",
        *output,
        cwd=folder,
    )

    assert 0 == done.returncode
    assert "3 QUESTIONS ARE STILL OPEN" in done.stdout
    assert "SECRET" not in done.stdout + done.stderr
    assert files == sorted(each.name for each in folder.iterdir())


def test_a_voice_from_stdin(folder: Path) -> None:
    """One of the voices can come from another program."""
    voice = (folder / "police.yaml").read_bytes()
    done = cpch(
        "assess",
        "-d",
        "small.yaml",
        "--no-input",
        "--reconcile",
        "customs.yaml",
        "-",
        stdin=voice,
        cwd=folder,
    )

    assert (0, True) == (done.returncode, "3 QUESTIONS" in done.stdout)


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("customs.yaml police.yaml", "assess takes one FILE."),
        ("customs.yaml -o joint.yaml", "--output goes only with --reconcile."),
        ("--reconcile customs.yaml -o joint.yaml", "--reconcile needs the files of two services or more"),
        ("--reconcile -o joint.yaml", "--reconcile needs the files of two services or more"),
        ("--reconcile customs.yaml police.yaml", "Name the file of the joint session"),
        ("--reconcile customs.yaml police.yaml -o -", "Name the file of the joint session"),
        ("--reconcile customs.yaml police.yaml -o - --no-input", "Name the file of the joint session"),
        (
            "--reconcile customs.yaml police.yaml -o police.yaml",
            "police.yaml is a file that this is made from",
        ),
        (
            "--reconcile customs.yaml customs.yaml -o joint.yaml",
            "customs.yaml and customs.yaml are both of the service customs",
        ),
        (
            "--reconcile customs.yaml nobody.yaml -o joint.yaml",
            "nobody.yaml does not say which service answered.",
        ),
        ("--reconcile customs.yaml both.yaml -o joint.yaml", "both.yaml is a joint file itself"),
        ("--reconcile customs.yaml police.yaml -o other.yaml", "other.yaml exists and is not a joint file"),
        (
            "--reconcile customs.yaml police.yaml -o joint.yaml --answers other.yaml",
            "--answers does not go with --reconcile.",
        ),
    ],
)
def test_wrong_usage(folder: Path, arguments: str, said: str) -> None:
    """What cannot be done is said with what to do instead, and no file is touched."""
    write(folder, "nobody.yaml", CUSTOMS)
    write(folder, "both.yaml", CUSTOMS, agency="joint")
    write(folder, "other.yaml", CUSTOMS, agency="guard")
    before = {each.name: each.read_bytes() for each in folder.iterdir()}

    done = cpch("assess", "-d", "small.yaml", *arguments.split(), cwd=folder)

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert before == {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("name", ["customs.yaml", "police.yaml", "joint.yaml"])
def test_bad_file(folder: Path, name: str) -> None:
    """Every problem of a file that is wrong is said, whether it is a voice or the joint file."""
    write(folder, name, {"law.text": 9, "law.use": 9}, agency=name.partition(".")[0])

    done = cpch(*JOINT_COMMAND, "--no-input", cwd=folder)

    assert (3, 2) == (done.returncode, done.stderr.count(f"{name}:1:"))


def test_missing_file(folder: Path) -> None:
    """A voice that is not there is named."""
    (folder / "police.yaml").unlink()

    done = cpch(*JOINT_COMMAND, cwd=folder)

    assert (5, True) == (done.returncode, "police.yaml" in done.stderr)


def test_different_countries(folder: Path) -> None:
    """Files of different countries are reconciled with a warning."""
    write(folder, "police.yaml", POLICE, agency="police", country="Y")

    done = cpch(*JOINT_COMMAND, "--no-input", cwd=folder)

    assert (0, True) == (done.returncode, "The files name different countries: X and Y." in done.stderr)


@pytest.mark.parametrize(
    ("languages", "sentence"),
    [
        (("fr", "en", None), "reconcile.silent.one"),
        ((None, None, "es"), "reconcile.silent.one"),
        (("fr", "en", "es"), "reconcile.silent.one"),
    ],
)
def test_language(folder: Path, languages: tuple[str | None, str | None, str | None], sentence: str) -> None:
    """The session speaks the language of the joint file, else that of the first voice that has one."""
    for name, language in zip(("customs", "police", "joint"), languages, strict=True):
        path = folder / f"{name}.yaml"
        if name == "joint" and language:
            write(folder, "joint.yaml", {}, agency="joint")
        if language:
            path.write_text(json.dumps({**json.loads(path.read_text()), "language": language}))

    done = cpch(*JOINT_COMMAND, "--no-input", cwd=folder)

    spoken = i18n.load_words(languages[2] or languages[0] or "en")
    assert spoken.count("reconcile.silent", 1) in done.stderr
    assert sentence in spoken.sentences


# --- pages ------------------------------------------------------------------------------------------------------------


def _page(language: str = "en") -> tuple[Interview, Page]:
    """Return the page of a question on which two voices differ, one of them at length."""
    made = Diagnostic.model_validate(SMALL)
    customs = {"law.text": {"level": 1, "note": "\n".join(f"Line {n} of the note." for n in range(12))}}
    empty = Sheet.model_validate({"format": "cpch-answers/1"})
    joint = reconciled(made, empty, {"customs": sheet(made, customs), "police": sheet(made, {"law.text": 4})})
    interview = Interview(made, joint, start(made, joint).sitting, AtQuestion("law.text"))
    page = page_of(interview, step(interview), i18n.load_words(language))
    assert isinstance(page, Page)
    return interview, page


@pytest.mark.parametrize(
    "size", [Size(rows, columns) for rows in (8, 10, 24, 50) for columns in (30, 40, 80)]
)
def test_small_screens(size: Size) -> None:
    """On every screen all that the voices said can be scrolled through, before the levels and without being cut."""
    _, page = _page()
    view = screen.look_at(page, size, WORDS)
    seen: list[str] = []
    for _ in range(60):
        shown = screen.frame(view, size)
        seen += [row.text for row in shown.rows if row.text not in seen]
        view = screen.page_down(view, size, 1)

    read = words(" ".join(seen))
    assert [] == [row for row in seen if len(row) > size.width]
    for said in ("Customs: 1 ad_hoc", *(f"- Line {n} of the note." for n in range(1, 12)), "Police: 4"):
        assert said in read
    assert read.index("Police: 4") < read.index("0 absent")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Customs: 1 ad_hoc"), ("fr", "Douane\u202f: 1 ad_hoc"), ("es", "Aduana: 1 ad_hoc")],
)
def test_voices_in_every_language(language: str, said: str) -> None:
    """The services and what they said are named in the language of the session."""
    assert said == _page(language)[1].said[0].split("\n")[0]


def test_nobody_speaks_for_another_service() -> None:
    """Every line of a note opens with a sign, so that none looks like an answer."""
    customs, police = _page()[1].said

    assert [True] * 12 == [line.startswith("- ") for line in customs.split("\n")[1:]]
    assert "Police: 4 institutionalised" == police
