"""Long batches: a bar on a terminal and nowhere else, and nothing left behind when they are stopped."""

import io
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pyarrow as pa
import pytest
from pyarrow import parquet

from cpch_cli.batch import progress as module
from cpch_cli.batch.progress import progress
from cpch_cli.batch.table_work import tables
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.gather import TableFile
from cpch_cli.i18n import load_words
from program import CLEAN, EXAMPLES, PROGRAM, cpch
from terminal import CTRL_C, Terminal

FILES: Final = 1_200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write so many files that they take longer than a bar waits for."""
    made = tmp_path_factory.mktemp("many")
    text = (EXAMPLES / "belmara.yaml").read_text("utf-8")
    for number in range(FILES):
        (made / f"{number:04}.yaml").write_text(text, "utf-8")
    return made


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return where the rows go, in a folder of its own."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "rows.jsonl"


# --- the bar ------------------------------------------------------------------------------------------------------


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def terminal_with_clock(monkeypatch: pytest.MonkeyPatch, *seconds: int) -> Screen:
    """Return what goes to a terminal; the clock shows these seconds, one after the other."""
    screen, clock = Screen(), iter(seconds)
    # Not in a fixture: pytest puts its own stream there before the test begins.
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    monkeypatch.setenv("TERM", "xterm")
    return screen


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "2 of 100, 1 a second, 1:38 left"),
        ("fr", "2 sur 100, 1 par seconde, encore 1:38"),
        ("es", "2 de 100, 1 por segundo, faltan 1:38"),
    ],
)
def test_bar_says_how_far_it_is(language: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Done of all, how quickly, and how long it will still take, in three languages."""
    shown = terminal_with_clock(monkeypatch, 0, 1, 2)
    with progress(load_words(language), seen=True) as bar:
        bar.total = 100
        bar.advance()
        bar.advance()

    assert expected in shown.getvalue()


def test_bar_of_what_nobody_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not known how much there is, it says how much is done."""
    shown = terminal_with_clock(monkeypatch, 0, 1, 2)
    with progress(load_words("en"), seen=True) as bar:
        bar.advance()
        bar.advance()

    assert "2 done, 1 a second" in shown.getvalue()


def test_bar_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken away for a message and at the end, and what is said stands on lines of its own."""
    shown = terminal_with_clock(monkeypatch, 0, 1, 2)
    with progress(load_words("en"), seen=True) as bar:
        bar.advance()
        bar.clear()
        shown.write("a message\n")
        bar.advance()

    erase = "\x1b[2K"
    assert f"{erase}a message\n" in shown.getvalue()
    assert shown.getvalue().endswith(erase)


@pytest.mark.parametrize(("seen", "terminal"), [(False, True), (True, False)])
def test_no_bar(seen: bool, terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is wanted, or there is no terminal, not a character is written."""
    shown = terminal_with_clock(monkeypatch, 0, 9)
    monkeypatch.setattr(Screen, "isatty", lambda _: terminal)
    with progress(load_words("en"), seen=seen) as bar:
        bar.advance()

    assert (1, "") == (bar.done, shown.getvalue())


def test_no_bar_for_what_is_soon_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes less than a second shows nothing."""
    shown = terminal_with_clock(monkeypatch, 0, 0)
    with progress(load_words("en"), seen=True) as bar:
        bar.advance()

    assert "" == shown.getvalue()


# --- the program --------------------------------------------------------------------------------------------------


def test_bar_on_a_terminal(folder: Path, output: Path) -> None:
    """While it lasts a bar can be seen; at the end the output is whole, and the bar gone."""
    with Terminal("batch", str(folder), "-f", "jsonl", "-o", str(output), columns=100) as terminal:
        terminal.wait_for(f"of {FILES},")
        assert 0 == terminal.wait_for_end()

    assert FILES == len(output.read_text("utf-8").splitlines())
    assert "" == terminal.everything().strip()


def test_quiet_has_no_bar(folder: Path, output: Path) -> None:
    """With --quiet a terminal gets nothing at all."""
    arguments = ("batch", str(folder), "-f", "csv", "-o", str(output.with_suffix(".csv")), "--quiet")
    with Terminal(*arguments) as terminal:
        assert 0 == terminal.wait_for_end()

    assert b"" == terminal.raw


def test_no_bar_on_a_pipe(folder: Path, output: Path) -> None:
    """Where stderr is no terminal, no escape code is written, however long it lasts."""
    done = cpch("batch", folder, "-f", "jsonl", "-o", output, env={"FORCE_COLOR": "1"})

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("stop", "expected"),
    [(None, 130), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["Ctrl-C", "SIGINT", "SIGTERM", "SIGHUP"],
)
def test_stopped_on_a_terminal(
    stop: signal.Signals | None, expected: int, folder: Path, output: Path
) -> None:
    """It stops at once, says how far it came, and leaves neither rows nor a temporary file."""
    with Terminal("batch", str(folder), "-f", "jsonl", "-o", str(output), columns=200) as terminal:
        terminal.wait_for(f"of {FILES},")
        if stop is None:
            terminal.type(CTRL_C)
        else:
            terminal.process.kill(stop)
        assert expected == terminal.wait_for_end()
        said = " ".join(terminal.everything().split())

    assert [] == list(output.parent.iterdir())
    assert said.startswith("Stopped after ")
    assert f" of {FILES} files. Nothing was written to {output}." in said
    assert 1 == said.count("Stopped")


def test_what_was_there_stays(folder: Path, output: Path) -> None:
    """A file that was to be replaced is as it was when the work is stopped."""
    output.write_text("before\n", "utf-8")
    command = (PROGRAM, "batch", folder, "-f", "jsonl", "-o", output, "--force", "-l", "fr")
    with subprocess.Popen(command, env=CLEAN, stderr=subprocess.PIPE) as running:
        assert [output] != _wait_for_two(output.parent)
        running.send_signal(signal.SIGTERM)
        said = running.communicate(timeout=60)[1].decode("utf-8")

    assert 143 == running.returncode
    assert said.startswith("Arrêt après ")
    assert ("before\n", [output]) == (output.read_text("utf-8"), list(output.parent.iterdir()))


def _wait_for_two(folder: Path) -> list[Path]:
    end = time.monotonic() + 30
    while len(found := list(folder.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    return found


def test_stopped_on_stdout(folder: Path) -> None:
    """Rows that went to stdout are whole lines, and nothing is said of a file."""
    command = (PROGRAM, "batch", folder, "-f", "jsonl")
    with subprocess.Popen(command, env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        rest, said = running.communicate(timeout=60)

    assert 130 == running.returncode
    assert (first + rest).endswith(b"}\n")
    assert b"Nothing" not in said
    assert said.startswith(b"Stopped after ")


# What Ibis asks of DuckDB has another name by now.
@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
def test_stop_before_the_first_rows(tmp_path: Path) -> None:
    """Who stops a table before the engine has begun need not wait for its end: nothing more is written."""
    table, written = tmp_path / "table.parquet", tmp_path / "rows.parquet"
    rows = 200_000
    parquet.write_table(pa.table({"legal.instrument": pa.array([1] * rows, pa.int8())}), table)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with tables(load_diagnostic(), "claimed", None) as scoring:
        coded = scoring.opened(TableFile(table.name, table, is_parquet=True, is_named=True))
        assert coded is not None
        bar: Any = SimpleNamespace(reach=stop)
        with pytest.raises(KeyboardInterrupt):
            scoring.write_parquet({table.name: scoring.results(coded)}, written, bar)

    assert rows > parquet.read_metadata(written).num_rows
