"""Where a result goes: stdout, or a file that nothing replaces unasked."""

import io
import os
import stat
import sys
from pathlib import Path
from typing import Final

import pytest

from cpch_cli.errors import CannotWrite
from cpch_cli.output import emit, streaming

TEXT: Final = "caf\u00e9 \u4e2d\n"


class Terminal(io.TextIOWrapper):
    """A stream that calls itself a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def out(monkeypatch: pytest.MonkeyPatch, encoding: str, kind: type[io.TextIOWrapper]) -> io.BytesIO:
    """Let stdout be a stream of a kind, and return the bytes that arrive there."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", kind(buffer, encoding, newline="\n"))
    return buffer


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("output", [None, Path("-")])
def test_pipe_gets_utf8(monkeypatch: pytest.MonkeyPatch, encoding: str, output: Path | None) -> None:
    """What goes into a pipe is UTF-8, whatever the encoding of the terminal would be."""
    buffer = out(monkeypatch, encoding, io.TextIOWrapper)
    emit(TEXT, output, force=False)

    assert TEXT.encode() == buffer.getvalue()


def test_pipe_gets_things_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed before comes before."""
    buffer = out(monkeypatch, "utf-8", io.TextIOWrapper)
    sys.stdout.write("before\n")
    emit(TEXT, None, force=False)

    assert f"before\n{TEXT}".encode() == buffer.getvalue()


@pytest.mark.parametrize(
    ("encoding", "expected"), [("ascii", b"caf? ?\n"), ("cp1252", b"caf\xe9 ?\n"), ("utf-8", TEXT.encode())]
)
def test_terminal_gets_what_it_can_show(
    monkeypatch: pytest.MonkeyPatch, encoding: str, expected: bytes
) -> None:
    """What a terminal cannot show is replaced, and the rest is shown."""
    buffer = out(monkeypatch, encoding, Terminal)
    emit(TEXT, None, force=False)

    assert expected == buffer.getvalue()


def test_new_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is written in UTF-8, for its owner alone, and nothing goes to stdout."""
    emit(TEXT, tmp_path / "a.md", force=False)

    assert TEXT.encode() == (tmp_path / "a.md").read_bytes()
    assert 0o600 == stat.S_IMODE((tmp_path / "a.md").stat().st_mode)
    assert "" == capsys.readouterr().out


def test_existing_file_stays(tmp_path: Path) -> None:
    """A file that exists is replaced only when that is asked for; then it keeps its mode."""
    file = tmp_path / "a.md"
    file.write_text("old", "utf-8")
    file.chmod(0o644)
    with pytest.raises(CannotWrite) as error:
        emit(TEXT, file, force=False)

    assert ("exists", file, "old") == (error.value.key, error.value.values["file"], file.read_text("utf-8"))

    emit(TEXT, file, force=True)

    assert (TEXT, 0o644) == (file.read_text("utf-8"), stat.S_IMODE(file.stat().st_mode))


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """A pipe or a device gets what is written, and stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    emit(TEXT, pipe, force=False)

    assert TEXT == os.read(reader, 1000).decode()
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("force", [False, True])
def test_folder_stays(tmp_path: Path, *, force: bool) -> None:
    """A folder is never replaced."""
    with pytest.raises(CannotWrite) as error:
        emit(TEXT, tmp_path, force=force)

    assert "is_a_folder" == error.value.key
    assert [] == list(tmp_path.iterdir())


def test_bytes_are_written_as_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is not text goes to a file or a pipe byte for byte."""
    content = bytes(range(256))
    buffer = out(monkeypatch, "ascii", io.TextIOWrapper)
    emit(content, None, force=False)
    emit(content, tmp_path / "a.pdf", force=False)

    assert (content, content) == (buffer.getvalue(), (tmp_path / "a.pdf").read_bytes())


# --- bit by bit ---------------------------------------------------------------------------------------------------


def test_bits_make_a_whole(tmp_path: Path) -> None:
    """What is written bit by bit is there at the end, for its owner alone, and not before."""
    output = tmp_path / "rows.csv"
    with streaming(output, force=False) as write:
        write("caf\u00e9\n")
        write(b"bytes\n")
        assert not output.exists()

    assert "caf\u00e9\nbytes\n" == output.read_text("utf-8")
    assert 0o600 == stat.S_IMODE(output.stat().st_mode)


def _write_a_part(output: Path, error: type[BaseException]) -> None:
    with streaming(output, force=True) as write:
        write("a part\n")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("before", [None, "before"])
def test_nothing_is_left_of_a_part(error: type[BaseException], before: str | None, tmp_path: Path) -> None:
    """Whatever ends it early: what was there is as it was, and there is no temporary file."""
    output = tmp_path / "rows.csv"
    if before:
        output.write_text(before, "utf-8")
    with pytest.raises(error):
        _write_a_part(output, error)

    assert [before] * bool(before) == [file.read_text("utf-8") for file in tmp_path.iterdir()]


def test_nothing_is_begun_where_a_file_exists(tmp_path: Path) -> None:
    """A file that is not to be replaced is said before anything is done."""
    output = tmp_path / "rows.csv"
    output.write_text("before", "utf-8")
    with pytest.raises(CannotWrite), streaming(output, force=False):
        pytest.fail("the work was begun")

    assert "before" == output.read_text("utf-8")


def test_bits_on_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """On stdout each bit is there at once."""
    buffer = out(monkeypatch, "utf-8", io.TextIOWrapper)
    with streaming(None, force=False) as write:
        write("one\n")
        assert b"one\n" == buffer.getvalue()


def test_errors_of_the_work_are_its_own(tmp_path: Path) -> None:
    """An error of the system that comes from something else is not taken for one of the output."""
    with pytest.raises(OSError, match="elsewhere") as caught, streaming(tmp_path / "rows.csv", force=False):
        raise OSError("elsewhere")

    assert OSError is caught.type
