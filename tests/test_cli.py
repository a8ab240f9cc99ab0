"""The commands, run for real: exit codes, stdout against stderr, outputs, languages, thresholds, broken input."""

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from program import CLEAN, EXAMPLES, PROGRAM, cpch

STRONG, WEAK, HALF = (EXAMPLES / f"{name}.yaml" for name in ("aldoria", "belmara", "corvania"))
BROKEN = "format: cpch-answers/1\nanswers: {legal.instrment: 2}\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write an answers file with a misspelt question."""
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, "utf-8")
    return path


# --- exit codes -------------------------------------------------------------------------------------------------------


def test_0_done() -> None:
    """A report of a good file is done: exit 0, nothing on stderr."""
    done = cpch("report", WEAK)

    assert (0, "") == (done.returncode, done.stderr)


def test_0_reader_closed_the_pipe() -> None:
    """A reader that closes the pipe early is no error."""
    with subprocess.Popen(
        [PROGRAM, "report", WEAK], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=CLEAN
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert (0, b"") == (process.returncode, complaint)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("report", WEAK, "--fail-under", "2"), "the score 1.1 is below 2"),
        (("assess", WEAK, "--no-input", "--fail-under", "1.2"), "the score 1.1 is below 1.2"),
        (("report", HALF, "--fail-under", "0"), "this is a draft, with 18 questions open"),
        (("batch", STRONG, WEAK, "--fail-under", "2"), "the score 1.1 is below 2"),
    ],
)
def test_1_threshold_not_met(command: tuple[str | Path, ...], reason: str) -> None:
    """A score below the threshold, or a draft, exits with 1 and says why; the result is written all the same."""
    done = cpch(*command)

    assert 1 == done.returncode
    assert reason in done.stderr
    assert "Belmara" in done.stdout or "Corvania" in done.stdout


def test_threshold_is_compared_unrounded() -> None:
    """Belmara's 1.135 shows as 1.1, and is below 1.14 but not below 1.13."""
    assert [0, 1] == [
        cpch("report", WEAK, "--fail-under", threshold).returncode for threshold in ("1.13", "1.14")
    ]


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("report", "--fail-under", "five"), "a score from 0 to 4"),
        (("report", "--fail-under", "4.1"), "a score from 0 to 4"),
        (("report", WEAK, "--output", "report.odt"), "--format"),
        (("report", WEAK, "--date", "31 May"), "year-month-day"),
        (("assess", WEAK, "--domain", "law"), "There is no domain law"),
        (("assess", HALF), "Open: governance.deconfliction"),
        (("explain", "risk.cooperatoin"), "Did you mean risk.cooperation?"),
        (("explain", "mou", "--blank"), "not both"),
        (("batch", "no-such-folder-*"), "No answers file, and no table"),
        (("report", "--no-such-option"), "There is no option --no-such-option"),
        (("unheard",), "There is no command unheard"),
    ],
)
def test_2_usage(command: tuple[str | Path, ...], message: str, tmp_path: Path) -> None:
    """A command that makes no sense exits with 2 and says what would."""
    done = cpch(*command, cwd=tmp_path)

    assert 2 == done.returncode
    assert message in " ".join(done.stderr.split())
    assert "" == done.stdout


def test_3_invalid_answers(broken: Path) -> None:
    """An invalid answers file exits with 3, at its place and with a suggestion."""
    done = cpch("report", broken)

    expected = f'{broken}:2:11: There is no question "legal.instrment". Did you mean "legal.instrument"?\n'
    assert (3, "", expected) == (done.returncode, done.stdout, done.stderr)


def test_4_invalid_diagnostic(tmp_path: Path) -> None:
    """A diagnostic that cannot be used exits with 4."""
    path = tmp_path / "mine.yaml"
    path.write_text("format: cpch-diagnostic/1\n", "utf-8")

    done = cpch("report", WEAK, "--diagnostic", path)

    assert 4 == done.returncode
    assert f'{path}:1:1: The key "id" is missing.' in done.stderr


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("report",), "Start one with: cpch assess cpch-answers.yaml"),
        (("assess", "--no-input"), "Start one with: cpch assess cpch-answers.yaml"),
        (("report", "."), "is a folder"),
        (("check", "missing.yaml"), "there is no such file"),
        (("report", WEAK, "--output", "there.md"), "exists already"),
        (("report", WEAK, "--output", "no-folder/report.md"), "there is no folder no-folder"),
        (("explain", "mou", "--output", "there.md"), "exists already"),
        (("batch", WEAK, "-f", "csv", "--output", "there.md"), "exists already"),
    ],
)
def test_5_cannot_read_or_write(command: tuple[str | Path, ...], message: str, tmp_path: Path) -> None:
    """What cannot be read or written exits with 5; what was there stays."""
    there = tmp_path / "there.md"
    there.write_text("mine", "utf-8")

    done = cpch(*command, cwd=tmp_path)

    assert 5 == done.returncode
    assert message in done.stderr
    assert "mine" == there.read_text("utf-8")


def test_6_some_files_of_a_batch_failed(broken: Path) -> None:
    """A broken file is reported, the others are done, and 6 comes before 1."""
    done = cpch("batch", broken, WEAK, "--format", "jsonl", "--fail-under", "4")

    assert 6 == done.returncode
    assert ["Belmara"] == [json.loads(line)["country"] for line in done.stdout.splitlines()]
    assert f"{broken}:2:11:" in done.stderr
    assert "1 file of 2 failed; the others are done." in done.stderr


def test_70_a_bug_shows_no_trace(tmp_path: Path) -> None:
    """A mistake of the program is one line without a trace and without the answers; --debug shows the trace."""
    spoiled = {"PYTHONPATH": str(tmp_path)}
    (tmp_path / "sitecustomize.py").write_text(
        "import cpch_cli.core.outcome as outcome\n"
        "def fail(*_, **__): raise RuntimeError('secret answer')\n"
        "outcome.conclude = fail\n",
        "utf-8",
    )

    quiet, loud = cpch("report", WEAK, env=spoiled), cpch("report", WEAK, "--debug", env=spoiled)

    assert (70, 1) == (quiet.returncode, len(quiet.stderr.splitlines()))
    assert "RuntimeError" in quiet.stderr
    assert "secret" not in quiet.stderr
    assert "Traceback" in loud.stderr


@pytest.mark.sampled(4)
@pytest.mark.parametrize("arguments", [("report", WEAK), ("--version",), ("--help",), ("check",)])
@pytest.mark.parametrize("shell", ["> /dev/full", ">&-"])
def test_5_stdout_cannot_be_written(arguments: tuple[str | Path, ...], shell: str) -> None:
    """A stdout that is full or closed is said in one line, without a trace."""
    command = shlex.join([str(PROGRAM), *map(str, arguments)])
    done = subprocess.run(["sh", "-c", f"{command} {shell}"], capture_output=True, env=CLEAN, check=False)

    assert (5, 1) == (done.returncode, len(done.stderr.splitlines()))


@pytest.mark.parametrize("option", [("--fail-under", "1/2"), ("--fail-under", "1e9"), ("--date", "2026-1-3")])
def test_2_numbers_and_days_in_one_form(option: tuple[str, str]) -> None:
    """A score is a decimal number, a day is year-month-day, and nothing else."""
    assert 2 == cpch("report", WEAK, *option).returncode


# --- stdout and outputs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["md", "json", "txt"])
def test_format_by_the_ending_of_the_output(ending: str, tmp_path: Path) -> None:
    """Without --format, the ending of the output decides; what is written equals what stdout gets."""
    output = tmp_path / f"report.{ending}"

    done = cpch("report", WEAK, "--output", output)

    wanted = {"txt": "text"}.get(ending, ending)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert cpch("report", WEAK, "--format", wanted).stdout == output.read_text("utf-8")


def test_force_replaces(tmp_path: Path) -> None:
    """--force replaces an output that exists."""
    output = tmp_path / "report.md"
    output.write_text("old", "utf-8")

    assert 0 == cpch("report", WEAK, "--output", output, "--force").returncode
    assert output.read_text("utf-8").startswith("# ")


def test_dash_is_stdin_and_stdout() -> None:
    """`-` reads the answers from stdin, YAML or JSON, and writes to stdout."""
    # A file that has no plan beside it, as stdin has none.
    from_file = cpch("report", STRONG, "--format", "json").stdout
    as_json = json.dumps({"format": "cpch-answers/1", "answers": {"legal.instrument": 2}}).encode()

    assert from_file == cpch("report", "-", "-f", "json", "-o", "-", stdin=STRONG.read_bytes()).stdout
    assert 0 == cpch("report", "-", "-f", "json", stdin=as_json).returncode


@pytest.mark.parametrize("command", ["report", "assess", "batch", "explain"])
def test_no_escape_codes_on_a_pipe(command: str) -> None:
    """A pipe gets 80 columns and no escape codes, whatever the environment says."""
    arguments: dict[str, list[str | Path]] = {
        "report": [WEAK],
        "assess": [WEAK, "--no-input"],
        "batch": [WEAK],
        "explain": ["mou"],
    }
    loud = {"FORCE_COLOR": "1", "COLUMNS": "200", "TERM": "xterm-256color"}

    text = cpch(command, *arguments[command], env=loud).stdout

    assert "\x1b" not in text
    assert 80 >= max(map(len, text.splitlines()))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_poor_encodings(encoding: str) -> None:
    """An output that lacks characters gets others; nothing crashes."""
    done = cpch("report", WEAK, env={"PYTHONIOENCODING": encoding})

    assert (0, "") == (done.returncode, done.stderr)


def test_same_numbers_everywhere(tmp_path: Path) -> None:
    """The report of a file, of stdin, and the row of a batch give the same numbers; assess changes nothing."""
    copy = tmp_path / "copy.yaml"
    shutil.copy(WEAK, copy)
    before = copy.read_bytes()

    report = json.loads(cpch("report", copy, "-f", "json").stdout)
    row = json.loads(cpch("batch", copy, "-f", "jsonl").stdout)
    cpch("assess", copy, "--no-input")

    assert before == copy.read_bytes()
    assert report["overall"]["score"] == row["score"]
    assert {each["id"]: each["score"] for each in report["domains"]} == {
        each["id"]: row[f"{each['id']}.score"] for each in report["domains"]
    }


def test_basis_evidenced() -> None:
    """On the evidenced basis a claim without proof counts less."""
    claimed, evidenced = (
        json.loads(cpch("report", WEAK, "-f", "json", "--basis", basis).stdout)
        for basis in ("claimed", "evidenced")
    )

    assert "evidenced" == evidenced["basis"]
    assert evidenced["overall"]["score"] < claimed["overall"]["score"]
    assert claimed["overall"]["evidenced"]["score"] == evidenced["overall"]["score"]


def test_printed_date_only_when_asked() -> None:
    """The day of printing stands in the report only with --date; without, the same input gives the same bytes."""
    plain, again, dated = (
        cpch("report", WEAK, "-f", "md", *more).stdout for more in ((), (), ("--date", "2026-12-01"))
    )

    assert plain == again
    assert "1 December 2026" not in plain
    assert "1 December 2026" in dated


# --- language ---------------------------------------------------------------------------------------------------------


def test_missing_language_is_said_once() -> None:
    """A language that does not exist falls back to English, with a line on stderr."""
    done = cpch("report", WEAK, "--language", "eo")

    assert (0, "The language eo is not available yet; English is used.\n") == (done.returncode, done.stderr)


def test_quiet() -> None:
    """--quiet leaves only errors on stderr."""
    assert "" == cpch("report", WEAK, "--language", "eo", "--quiet").stderr


# --- check, schema, explain, help -------------------------------------------------------------------------------------


def test_check_finds_everything_at_once(broken: Path, tmp_path: Path) -> None:
    """Check prints every problem of every file on stdout, and 4 comes before 3."""
    diagnostic = tmp_path / "mine.yaml"
    diagnostic.write_text("format: cpch-diagnostic/1\n", "utf-8")

    done = cpch("check", broken, diagnostic, WEAK)

    assert 4 == done.returncode
    assert f"{broken}:2:11:" in done.stdout
    assert f"{diagnostic}:1:1:" in done.stdout
    assert f"{WEAK}: no errors." in done.stdout


def test_check_of_answers_alone(broken: Path) -> None:
    """Answers that are wrong exit with 3."""
    assert 3 == cpch("check", broken, WEAK).returncode


def test_check_goes_on_after_an_unreadable_file(broken: Path) -> None:
    """A file that is missing is said, and the others are checked."""
    done = cpch("check", "missing.yaml", broken)

    assert 3 == done.returncode
    assert "there is no such file" in done.stderr
    assert f"{broken}:2:11:" in done.stdout


@pytest.mark.parametrize("kind", ["diagnostic", "overlay", "answers", "report", "comparison"])
def test_schema_is_json(kind: str) -> None:
    """Every kind of file has a JSON Schema."""
    assert (
        "https://json-schema.org/draft/2020-12/schema" == json.loads(cpch("schema", kind).stdout)["$schema"]
    )


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    "command", ["assess", "report", "batch", "compare", "explain", "check", "schema", None]
)
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_help(command: str | None, columns: str) -> None:
    """Every help text is shown, with nothing that looks like markup swallowed."""
    done = cpch(
        *([command] if command else []), "--help", env={"COLUMNS": columns, "TERMINAL_WIDTH": columns}
    )

    assert 0 == done.returncode
    assert "Usage: cpch" in done.stdout


# --- nothing leaves the machine ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("report", WEAK), ("batch", EXAMPLES), ("check",), ("explain", "mou")])
def test_no_network(arguments: tuple[str | Path, ...], tmp_path: Path) -> None:
    """No command opens a socket."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_, **__): raise SystemExit('opened a socket')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n",
        "utf-8",
    )

    assert 0 == cpch(*arguments, env={"PYTHONPATH": str(tmp_path)}).returncode


def test_new_outputs_are_the_owners_alone(tmp_path: Path) -> None:
    """A report that is written holds answers, so that others cannot read it."""
    output = tmp_path / "report.md"
    cpch("report", WEAK, "--output", output)

    assert 0o600 == output.stat().st_mode & 0o777
