"""Files: what cannot be read, and writing that is whole or not at all."""

import contextlib
import errno
import os
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from cpch_cli.disk import LARGEST_FILE, bounded, decode, read_text, require_writable, write_atomically
from cpch_cli.errors import CannotRead, CannotWrite, ExitCode

OLD: Final = b"what was there\n"
NEW: Final = b"what is to be there\n"


def failing(number: int) -> Callable[..., Any]:
    """Return a call to the system that fails with this error."""

    def fail(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, hidden ones included, with what they hold."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ""),
        (b"a: b\r\n", "a: b\r\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("\u00e9\U0001f30d\n".encode(), "\u00e9\U0001f30d\n"),
    ],
)
def test_read(tmp_path: Path, content: bytes, expected: str) -> None:
    """A file is read as UTF-8, line breaks as they are, a byte order mark left out."""
    (tmp_path / "a.yaml").write_bytes(content)

    assert expected == read_text(tmp_path / "a.yaml")


def test_read_missing(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(CannotRead) as error:
        read_text(tmp_path / "a.yaml")

    assert ("no_such_file", tmp_path / "a.yaml") == (error.value.key, error.value.values["file"])
    assert ExitCode.CANNOT_READ_OR_WRITE == error.value.exit_code


def test_read_folder(tmp_path: Path) -> None:
    """A folder is no file."""
    with pytest.raises(CannotRead) as error:
        read_text(tmp_path)

    assert ("is_a_folder", {"file": tmp_path}) == (error.value.key, error.value.values)


def test_read_below_a_file(tmp_path: Path) -> None:
    """What the system says is passed on where there is no sentence of our own."""
    (tmp_path / "a").touch()
    with pytest.raises(CannotRead) as error:
        read_text(tmp_path / "a" / "b.yaml")

    expected = {"file": tmp_path / "a" / "b.yaml", "reason": os.strerror(errno.ENOTDIR)}
    assert ("system_says", expected) == (error.value.key, error.value.values)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.EACCES, "no_permission"), (errno.EPERM, "no_permission"), (errno.EIO, "system_says")],
)
def test_read_refused_by_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: str
) -> None:
    """A file that may not be read, or on a disk that fails, is an error with its reason."""
    (tmp_path / "a.yaml").write_bytes(OLD)
    monkeypatch.setattr(Path, "open", failing(number))
    with pytest.raises(CannotRead) as error:
        read_text(tmp_path / "a.yaml")

    assert (expected, os.strerror(number)) == (error.value.key, error.value.values["reason"])


def test_read_error_without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system that has no words of its own is passed on as it is."""
    silent = OSError("hardware")

    def fail(*_: object) -> bool:
        raise silent

    monkeypatch.setattr(Path, "is_dir", fail)
    with pytest.raises(CannotRead) as error:
        read_text(tmp_path / "a.yaml")

    assert ("system_says", silent) == (error.value.key, error.value.values["reason"])


def test_largest_file(tmp_path: Path) -> None:
    """Five million bytes are read."""
    (tmp_path / "a.yaml").write_bytes(b"#" * LARGEST_FILE)

    assert LARGEST_FILE == len(read_text(tmp_path / "a.yaml"))


def test_file_that_is_too_large(tmp_path: Path) -> None:
    """Fifty million bytes are not read, and not even looked at."""
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(CannotRead) as error:
        read_text(tmp_path / "a.yaml")

    assert ("too_large", {"file": tmp_path / "a.yaml", "megabytes": 5}) == (
        error.value.key,
        error.value.values,
    )


@pytest.mark.parametrize("content", ["x" * LARGEST_FILE, b"x" * LARGEST_FILE], ids=["text", "bytes"])
def test_bounded(content: Any) -> None:
    """Content up to the limit is let through; one more is too large."""
    assert bounded(content, "-#1") is content

    with pytest.raises(CannotRead) as error:
        bounded(content + content[:1], "-#1")

    assert ("too_large", {"file": "-#1", "megabytes": 5}) == (error.value.key, error.value.values)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="picture"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00", id="zip"),
        pytest.param("a: b".encode("utf-16"), id="UTF-16"),
        pytest.param("a: b".encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param("a: \u00e9".encode("latin-1"), id="Latin 1"),
        pytest.param(b"\xed\xa0\xbd", id="half of a surrogate pair"),
        pytest.param(b"a\x00b", id="a null"),
    ],
)
def test_not_text(tmp_path: Path, content: bytes) -> None:
    """What is not text in UTF-8 is named so, as a file and as a stream."""
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(CannotRead) as of_file:
        read_text(tmp_path / "a.yaml")
    with pytest.raises(CannotRead) as of_stream:
        decode(content, "-")

    assert ("not_text", {"file": str(tmp_path / "a.yaml")}) == (of_file.value.key, of_file.value.values)
    assert ("not_text", {"file": "-"}) == (of_stream.value.key, of_stream.value.values)


# --- writing ------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[0o022, 0o077, 0o000], ids=["umask 022", "umask 077", "umask 000"])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Set each of the usual masks of permissions."""
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_umask")
def test_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    """A new file can be read and written by its owner and by nobody else, whatever the mask."""
    write_atomically(tmp_path / "a.yaml", NEW)

    assert {"a.yaml": NEW} == contents(tmp_path)
    assert 0o600 == stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode)


@pytest.mark.usefixtures("_umask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666, 0o2660])
def test_mode_is_kept(tmp_path: Path, mode: int) -> None:
    """An existing file keeps its mode, whatever the mask."""
    (tmp_path / "a.yaml").write_bytes(OLD)
    (tmp_path / "a.yaml").chmod(mode)
    write_atomically(tmp_path / "a.yaml", NEW)

    assert {"a.yaml": NEW} == contents(tmp_path)
    assert mode == stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode)


@pytest.mark.parametrize("group", [0, 1, 65534])
def test_group_is_kept(tmp_path: Path, group: int) -> None:
    """An existing file keeps its group."""
    (tmp_path / "a.yaml").write_bytes(OLD)
    # Not everybody may give every group; then the file has that of its maker, and keeps it.
    with contextlib.suppress(OSError):
        os.chown(tmp_path / "a.yaml", -1, group)
    before = (tmp_path / "a.yaml").stat().st_gid
    write_atomically(tmp_path / "a.yaml", NEW)

    assert before == (tmp_path / "a.yaml").stat().st_gid


def test_group_that_may_not_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the group may not be given, the file is written all the same, and the other group may nothing."""
    (tmp_path / "a.yaml").write_bytes(OLD)
    (tmp_path / "a.yaml").chmod(0o640)
    monkeypatch.setattr(os, "chown", failing(errno.EPERM))
    write_atomically(tmp_path / "a.yaml", NEW)

    assert {"a.yaml": NEW} == contents(tmp_path)
    assert 0o600 == stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode)


def test_system_without_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that knows no groups of files, such as Windows, writes all the same."""
    (tmp_path / "a.yaml").write_bytes(OLD)
    monkeypatch.delattr(os, "chown")
    write_atomically(tmp_path / "a.yaml", NEW)

    assert {"a.yaml": NEW} == contents(tmp_path)


def test_link_is_followed(tmp_path: Path) -> None:
    """Behind a link, over several steps, the file is written and the links stay."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.yaml").write_bytes(OLD)
    (tmp_path / "b.yaml").symlink_to(Path("far") / "a.yaml")
    (tmp_path / "c.yaml").symlink_to(tmp_path / "b.yaml")
    write_atomically(tmp_path / "c.yaml", NEW)

    assert {"a.yaml": NEW} == contents(tmp_path / "far")
    assert (True, True) == ((tmp_path / "b.yaml").is_symlink(), (tmp_path / "c.yaml").is_symlink())


def test_link_to_nothing(tmp_path: Path) -> None:
    """Behind a link to what does not exist yet, the file is made."""
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    write_atomically(tmp_path / "b.yaml", NEW)

    assert {"a.yaml": NEW, "b.yaml": NEW} == contents(tmp_path)
    assert (tmp_path / "b.yaml").is_symlink()


@pytest.mark.parametrize("write", [lambda path: write_atomically(path, NEW), require_writable])
def test_folder_is_no_target(tmp_path: Path, write: Callable[[Path], None]) -> None:
    """A folder cannot be written, nor through a link."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b.yaml").symlink_to("a")
    for path in (tmp_path / "a", tmp_path / "b.yaml"):
        with pytest.raises(CannotWrite) as error:
            write(path)

        assert ("is_a_folder", path) == (error.value.key, error.value.values["file"])
        assert ExitCode.CANNOT_READ_OR_WRITE == error.value.exit_code
    assert {"a", "b.yaml"} == {file.name for file in tmp_path.iterdir()}


@pytest.mark.parametrize("write", [lambda path: write_atomically(path, NEW), require_writable])
def test_read_only_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    """A file that may only be read is not replaced, though its folder could be written."""
    (tmp_path / "a.yaml").write_bytes(OLD)
    asked: list[tuple[object, int]] = []

    def may(path: object, mode: int) -> bool:
        asked.append((path, mode))
        return False

    monkeypatch.setattr(os, "access", may)
    with pytest.raises(CannotWrite) as error:
        write(tmp_path / "a.yaml")

    assert ("no_permission", os.strerror(errno.EACCES)) == (error.value.key, error.value.values["reason"])
    assert [(tmp_path / "a.yaml", os.W_OK)] == asked
    assert {"a.yaml": OLD} == contents(tmp_path)


@pytest.mark.parametrize("write", [lambda path: write_atomically(path, NEW), require_writable])
def test_folder_that_is_missing(tmp_path: Path, write: Callable[[Path], None]) -> None:
    """A file in a folder that does not exist cannot be written; no folder is made."""
    with pytest.raises(CannotWrite) as error:
        write(tmp_path / "a" / "b.yaml")

    assert ("no_such_folder", tmp_path / "a") == (error.value.key, error.value.values["folder"])
    assert {} == contents(tmp_path)


# Every step of a write that can fail, and with what.
STEPS: Final[list[tuple[object, str, int, str]]] = [
    (tempfile, "mkstemp", errno.ENOSPC, "not_written"),
    (tempfile, "mkstemp", errno.EACCES, "no_permission"),
    (tempfile, "mkstemp", errno.EROFS, "not_written"),
    (os, "fsync", errno.ENOSPC, "not_written"),
    (os, "fsync", errno.EIO, "not_written"),
    (Path, "chmod", errno.EPERM, "no_permission"),
    (Path, "replace", errno.ENOSPC, "not_written"),
    (Path, "replace", errno.EXDEV, "not_written"),
]


@pytest.mark.parametrize(("owner", "name", "number", "expected"), STEPS)
@pytest.mark.parametrize("before", [{"a.yaml": OLD}, {}], ids=["existing", "new"])
def test_failure_in_the_middle(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    number: int,
    expected: str,
    before: dict[str, bytes],
) -> None:
    """When a step fails, what was there is there, nothing else is, and the reason is given."""
    for file, content in before.items():
        (tmp_path / file).write_bytes(content)
    monkeypatch.setattr(owner, name, failing(number))
    with pytest.raises(CannotWrite) as error:
        write_atomically(tmp_path / "a.yaml", NEW)

    assert before == contents(tmp_path)
    assert expected == error.value.key
    assert (tmp_path / "a.yaml", os.strerror(number)) == (
        error.value.values["file"],
        error.value.values["reason"],
    )


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_interruption_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """An interruption, which is no error of the system, leaves no temporary file either."""

    def interrupt(_: int) -> None:
        raise error

    (tmp_path / "a.yaml").write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(error):
        write_atomically(tmp_path / "a.yaml", NEW)

    assert {"a.yaml": OLD} == contents(tmp_path)


def test_temporary_file_that_cannot_be_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not even the temporary file can be removed, the first reason is the one that is given."""
    monkeypatch.setattr(Path, "replace", failing(errno.ENOSPC))
    monkeypatch.setattr(Path, "unlink", failing(errno.EIO))
    with pytest.raises(CannotWrite) as error:
        write_atomically(tmp_path / "a.yaml", NEW)

    assert os.strerror(errno.ENOSPC) == error.value.values["reason"]


def test_bytes_are_on_the_disk_before_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are forced to the disk, then the name is given, then the folder is forced to the disk."""
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def forced(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "bytes")
        fsync(descriptor)

    def named(path: Path, target: Path) -> Path:
        steps.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", forced)
    monkeypatch.setattr(Path, "replace", named)
    write_atomically(tmp_path / "a.yaml", NEW)

    assert ["bytes", "name", "folder"] == steps


@pytest.mark.parametrize("name", ["open", "fsync"])
def test_folder_that_cannot_be_forced_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A system that cannot force a folder to the disk, such as Windows, writes all the same."""
    call = getattr(os, name)

    def not_for_folders(what: Any, *rest: Any) -> Any:
        is_folder = stat.S_ISDIR(os.fstat(what).st_mode) if isinstance(what, int) else Path(what).is_dir()
        if is_folder:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return call(what, *rest)

    (tmp_path / "a.yaml").write_bytes(OLD)
    monkeypatch.setattr(os, name, not_for_folders)
    write_atomically(tmp_path / "a.yaml", NEW)

    assert {"a.yaml": NEW} == contents(tmp_path)


def test_temporary_file_stands_beside_and_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being written stands in the same folder, hidden, and for its owner alone."""
    seen: list[tuple[Path, int]] = []
    replace = Path.replace

    def named(path: Path, target: Path) -> Path:
        seen.append((path, stat.S_IMODE(path.stat().st_mode)))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", named)
    write_atomically(tmp_path / "a.yaml", NEW)

    ((path, mode),) = seen
    assert (tmp_path, True, 0o600) == (path.parent, path.name.startswith(".a.yaml."), mode)


@pytest.mark.parametrize("before", [{"a.yaml": OLD}, {}], ids=["existing", "new"])
def test_require_writable(tmp_path: Path, before: dict[str, bytes]) -> None:
    """To find out whether a file can be written changes nothing."""
    for file, content in before.items():
        (tmp_path / file).write_bytes(content)
    require_writable(tmp_path / "a.yaml")

    assert before == contents(tmp_path)


def test_require_writable_of_a_folder_that_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which nothing can be made is found out before any work is done."""
    monkeypatch.setattr(tempfile, "TemporaryFile", failing(errno.EROFS))
    with pytest.raises(CannotWrite) as error:
        require_writable(tmp_path / "a.yaml")

    assert ("not_written", os.strerror(errno.EROFS)) == (error.value.key, error.value.values["reason"])


# --- a disk that is really full -------------------------------------------------------------------------------------


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a disk of 64 KB where one may be mounted, else the folder as it is."""
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    )
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk what was there is there, nothing else is, and a smaller content can be written afterwards."""
    with small_disk(tmp_path) as folder:
        if not folder.is_mount():
            monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
        (folder / "a.yaml").write_bytes(OLD)
        with pytest.raises(CannotWrite) as error:
            write_atomically(folder / "a.yaml", NEW * 10_000)

        assert os.strerror(errno.ENOSPC) == error.value.values["reason"]
        assert {"a.yaml": OLD} == contents(folder)

        monkeypatch.undo()
        write_atomically(folder / "a.yaml", NEW)

        assert {"a.yaml": NEW} == contents(folder)
