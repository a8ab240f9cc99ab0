"""`cpch report` as people use it: every format, every language, parts, the copy that may leave the house."""

import csv
import io
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Final

import pexpect
import pytest

from cpch_cli.core.view import PARTS
from program import CLEAN, EXAMPLES, PROGRAM, cpch

GOLDEN: Final = Path(__file__).with_name("golden") / "reports"
COMPLETE, DRAFT = EXAMPLES / "belmara.yaml", EXAMPLES / "corvania.yaml"
# It has a mark, a clearance, dissent, open points, an answer for national use, and one that is not applicable.
RICH: Final = EXAMPLES / "aldoria.yaml"
TEXTS: Final = ("txt", "md", "html")
BEGINNINGS: Final = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-"}

SECRETS: Final = """\
format: cpch-answers/1
subject: {country: Exampleland, agency: customs, respondents: [Analyst Nemo]}
answers:
  legal.instrument: {level: 1, note: Kept in the nation., handling: national}
  legal.competence: {level: 1, note: Kept in the service., handling: own_service, reason: Kept too.}
  legal.disclosure: {level: 1, note: Told to all.}
"""


def written(*options: str | Path) -> str:
    """Return a report on stdout."""
    done = cpch("report", *options)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("ending", TEXTS)
def test_golden_text(ending: str, language: str) -> None:
    """The report of an example reads as it did when it was last read (CPCH_WRITE_GOLDEN writes it anew)."""
    file = GOLDEN / f"aldoria.{language}.{ending}"
    now = written(RICH, "--format", {"txt": "text"}.get(ending, ending), "--language", language)
    # How a page looks is no matter of words; what is in it is.
    now = re.sub("<style>.*?</style>\n", "", now, flags=re.DOTALL)
    if "CPCH_WRITE_GOLDEN" in os.environ:
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, "utf-8")

    assert file.read_text("utf-8") == now


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_golden_data(ending: str) -> None:
    """The report for machines is the same in every language."""
    file = GOLDEN / f"aldoria.{ending}"
    now = {written(RICH, "-f", ending, "-l", language) for language in ("en", "fr", "es")}
    if "CPCH_WRITE_GOLDEN" in os.environ:
        file.write_text(min(now), "utf-8")

    assert {file.read_text("utf-8")} == now


@pytest.mark.sampled(3)
@pytest.mark.parametrize("ending", BEGINNINGS)
@pytest.mark.parametrize("example", [COMPLETE, DRAFT], ids=["complete", "draft"])
def test_documents(example: Path, ending: str, tmp_path: Path) -> None:
    """A document is written by its ending, for its owner alone, the same to a file and to a pipe, the same twice."""
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    for file in (first, second):
        done = cpch("report", example, "--output", file)
        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    piped = subprocess.run(
        [PROGRAM, "report", example, "--format", ending],
        env={**CLEAN, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    ).stdout

    assert first.read_bytes().startswith(BEGINNINGS[ending])
    assert first.read_bytes() == second.read_bytes() == piped
    assert 0o600 == first.stat().st_mode & 0o777


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_no_document_on_a_terminal(ending: str) -> None:
    """What a terminal cannot show is not sent to it; the command says how to get it."""
    child = pexpect.spawn(
        str(PROGRAM),
        ["report", str(COMPLETE), "--format", ending],
        env={**CLEAN, "LC_ALL": "C.UTF-8"},
        encoding="utf-8",
        dimensions=(24, 200),
        timeout=60,
    )
    shown = child.read()
    child.close()

    assert 2 == child.exitstatus
    assert f"{ending} cannot be shown in a terminal. Name a file with --output" in shown


def test_no_overwriting(tmp_path: Path) -> None:
    """A document replaces another only with --force."""
    file = tmp_path / "report.xlsx"
    file.write_bytes(b"old")

    refused = cpch("report", COMPLETE, "--output", file)

    assert (5, b"old") == (refused.returncode, file.read_bytes())
    assert "exists already" in refused.stderr
    assert 0 == cpch("report", COMPLETE, "--output", file, "--force").returncode
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("ending", "package"), [("docx", "python-docx"), ("xlsx", "openpyxl"), ("pdf", "typst")]
)
def test_format_that_is_not_installed(ending: str, package: str, tmp_path: Path) -> None:
    """Without the packages of the documents cpch says what to install, and every other format goes on."""
    name = package.removeprefix("python-")
    (tmp_path / f"{name}.py").write_text(
        f"raise ModuleNotFoundError('No module named {name}', name='{name}')\n", "utf-8"
    )
    done = cpch("report", COMPLETE, "-o", tmp_path / f"r.{ending}", env={"PYTHONPATH": str(tmp_path)})

    assert 2 == done.returncode
    assert f"The format {ending} needs the package {package}, which is not installed." in done.stderr
    assert "cpch[docs]" in done.stderr
    assert 0 == cpch("report", COMPLETE, "-f", "html", env={"PYTHONPATH": str(tmp_path)}).returncode


@pytest.mark.sampled(2)
@pytest.mark.parametrize("ending", ["html", "csv", *BEGINNINGS])
def test_no_network(ending: str, tmp_path: Path) -> None:
    """No format opens a socket."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_, **__): raise SystemExit('opened a socket')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n",
        "utf-8",
    )
    done = cpch("report", COMPLETE, "-o", tmp_path / f"r.{ending}", env={"PYTHONPATH": str(tmp_path)})

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("command", [("report",), ("explain", "mou"), ("batch",)])
def test_never_over_its_own_input(command: tuple[str, ...], tmp_path: Path) -> None:
    """A result never replaces a file that it is made from, not even with --force."""
    mine, before = tmp_path / "mine.json", b'{"format": "cpch-answers/1"}'
    mine.write_bytes(before)
    if command[0] == "explain":
        mine = tmp_path / "mine.yaml"
        mine.write_bytes(before := (EXAMPLES.parent / "data" / "diagnostic.yaml").read_bytes())
        arguments: tuple[str | Path, ...] = ("--diagnostic", mine)
    else:
        arguments = (mine,)
    wanted = {"report": "json", "explain": "text", "batch": "jsonl"}[command[0]]
    done = cpch(*command, *arguments, "-f", wanted, "-o", mine, "--force")

    assert (2, before) == (done.returncode, mine.read_bytes())
    assert "is a file that this is made from" in done.stderr


def test_no_document_on_a_device_that_is_a_terminal(tmp_path: Path) -> None:
    """A terminal is known also by the name of its device."""
    child = pexpect.spawn(
        str(PROGRAM),
        ["report", str(COMPLETE), "-f", "pdf", "-o", "/dev/tty"],
        env={**CLEAN, "LC_ALL": "C.UTF-8"},
        cwd=str(tmp_path),
        encoding="utf-8",
        dimensions=(24, 200),
        timeout=60,
    )
    shown = child.read()
    child.close()

    assert (2, True) == (child.exitstatus, "cannot be shown in a terminal" in shown)


def test_letters_without_a_font(tmp_path: Path) -> None:
    """A PDF that lacks characters is written, and the message says where they are to be had."""
    answers = tmp_path / "answers.yaml"
    answers.write_text('format: cpch-answers/1\nsubject: {country: "A\\U000F0001"}\n', "utf-8")
    done = cpch("report", answers, "-o", tmp_path / "report.pdf")

    assert 0 == done.returncode
    assert "Some characters are in no font on this machine" in done.stderr


def test_csv() -> None:
    """CSV has a row for each question, and begins with a byte order mark only when that is asked for."""
    plain, marked = written(COMPLETE, "-f", "csv"), written(COMPLETE, "-f", "csv", "--bom")
    rows = list(csv.DictReader(io.StringIO(plain)))

    assert f"\ufeff{plain}" == marked
    assert 43 == len(rows)
    assert {"country": "Belmara", "question": "legal.instrument", "level": "2.0"}.items() <= rows[0].items()


# --- what stands in it ------------------------------------------------------------------------------------------------


def headings(markdown: str) -> list[str]:
    """Return the headings of the parts of a report."""
    return re.findall("^## (.*)$", markdown, re.MULTILINE)


def test_parts_are_chosen() -> None:
    """--section leaves only the parts that it names; the head stays."""
    whole, chosen = written(COMPLETE), written(COMPLETE, "--section", "plan", "--section", "overview")

    assert ["In short", "Action plan"] == headings(
        written(COMPLETE, "-f", "md", "--section", "plan", "--section", "overview")
    )
    assert whole.partition("In short")[0] == chosen.partition("In short")[0]


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    """A part that a file does not need is named; in every format the parts are the same."""
    for wanted in ("md", "xlsx"):
        done = cpch(
            "report", COMPLETE, "--section", "kept", "--section", "plan", "-o", tmp_path / f"a.{wanted}"
        )

        assert (0, "This file needs no such part: kept.\n") == (done.returncode, done.stderr)


def test_parts_have_documented_ids() -> None:
    """The ids that --section takes stand in the help and in the documentation, in their order."""
    helped = " ".join(cpch("report", "--help").stdout.split())
    said = (EXAMPLES.parent / "docs" / "commands.md").read_text("utf-8")

    assert f"(repeatable): {', '.join(PARTS)}." in helped
    assert list(PARTS) == re.findall(
        r"^\| `(\w+)` \| .* \|$", said.partition("### Parts")[2].partition("\n## ")[0], re.MULTILINE
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--section", "plans"), "There is no part plans in a report. The parts are: overview, standing,"),
        (("--section", "plan", "-f", "json"), "json holds everything and has no parts"),
        (("--section", "plan", "-f", "csv"), "csv holds everything and has no parts"),
        (("--bom",), "--bom goes with --format csv only"),
        (("--date", "2026-11-24", "-f", "csv"), "csv is the same on every day; leave out --date"),
        (("--format", "docx", "--output", "report.pdf"), "The name report.pdf says another format than docx"),
        (("--output", "report.odt"), "text, html, md, docx, pdf, xlsx, csv, json"),
    ],
)
def test_2_usage(options: tuple[str, ...], message: str) -> None:
    """What cannot be done in a format is refused with 2, and the message says what can."""
    done = cpch("report", COMPLETE, *options)

    assert (2, "") == (done.returncode, done.stdout)
    assert message in " ".join(done.stderr.split())


def test_draft_and_mark() -> None:
    """A draft says so with its count below the title, in every language; so does the handling mark."""
    marks = [written(DRAFT, "-f", "md", "-l", language).split("\n")[2:4] for language in ("en", "fr", "es")]

    assert [["> **DRAFT"], ["> **PROVISOIRE"], ["> **BORRADOR"]] == [
        [line.split(" \u2013")[0] for line in mark if "\u2013" in line] for mark in marks
    ]


# --- the copy that may leave the house --------------------------------------------------------------------------------


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Return an answers file with words that are to stay in the house."""
    file = tmp_path / "secrets.yaml"
    file.write_text(SECRETS, "utf-8")
    return file


@pytest.mark.parametrize("wanted", ["text", "md", "html", "json", "csv"])
def test_releasable(secrets: Path, wanted: str) -> None:
    """A releasable copy has none of the words and names that stay, and all the others."""
    whole, copy = written(secrets, "-f", wanted), written(secrets, "-f", wanted, "--releasable", "-q")
    kept = ("Kept in the nation.", "Kept in the service.", "Kept too.")
    # The table of answers names no respondents in either.
    names = () if wanted == "csv" else ("Analyst Nemo",)

    assert [True] * len((*kept, *names)) == [each in whole for each in (*kept, *names)]
    assert [False] * len((*kept, *names)) == [each in copy for each in (*kept, *names)]
    assert "Told to all." in copy


def test_releasable_says_what_is_withheld(secrets: Path) -> None:
    """What is withheld is counted at the head, at each answer and in the JSON; page one says that nobody cleared it."""
    text = " ".join(written(secrets, "--releasable", "-q", "--section", "answers").split())
    data = json.loads(written(secrets, "-f", "json", "--releasable", "-q"))

    assert "Withheld 3 texts of answers and 1 name of a person or function that took part" in text
    assert "Not yet cleared. Nobody has recorded that this copy may leave the house." in text
    assert ["1 text of an answer", "2 texts of answers"] == re.findall(
        r"Withheld (\d texts? of an? ?answers?|\d texts of answers)", text.partition("Annex A")[2]
    )
    assert {"releasable": True, "texts": 3, "names": 1} == data["withheld"]
    assert [1, 2, 0] == [each["withheld"] for each in data["answers"][:3]]


def test_releasable_tells_what_only_a_reader_can_see_to(secrets: Path) -> None:
    """A copy still holds the texts that are shared; names that are withheld elsewhere and stand in them are pointed out."""
    secrets.write_text(SECRETS.replace("Told to all.", "Told to analyst Nemo."), "utf-8")

    assert (
        "The texts of all other answers are in this copy. Read it before you pass it on.\n"
        "Names that are withheld elsewhere still stand in the texts of 1.3.\n"
    ) == cpch("report", secrets, "--releasable").stderr


def test_cleared_copy(secrets: Path) -> None:
    """A copy that was cleared says by whom, and no longer that it was not."""
    secrets.write_text(
        SECRETS.replace("agency: customs", "agency: customs, cleared_by: [{service: Customs}]"), "utf-8"
    )
    text = written(secrets, "--releasable", "-q")

    assert "Cleared by Customs" in text
    assert "Not yet cleared" not in text


def test_bytes_do_not_hang_on_the_day(tmp_path: Path) -> None:
    """The same answers give the same document on another day: the clock is not looked at."""
    (tmp_path / "sitecustomize.py").write_text(
        "import time\n"
        "real = time.time\n"
        "time.time = lambda: real() + 400 * 86400\n"
        "plain = time.localtime\n"
        "time.localtime = lambda secs=None: plain(time.time() if secs is None else secs)\n"
        "import datetime\n"
        "class Later(datetime.datetime):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None): return super().now(tz) + datetime.timedelta(400)\n"
        "    @classmethod\n"
        "    def utcnow(cls): return cls.now()\n"
        "datetime.datetime = Later\n",
        "utf-8",
    )
    for ending in BEGINNINGS:
        today, later = tmp_path / f"today.{ending}", tmp_path / f"later.{ending}"
        assert 0 == cpch("report", COMPLETE, "-o", today).returncode
        assert 0 == cpch("report", COMPLETE, "-o", later, env={"PYTHONPATH": str(tmp_path)}).returncode
        assert today.read_bytes() == later.read_bytes(), ending
