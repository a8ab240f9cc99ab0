"""Files in and out: bounded reading, atomic writing. Nothing here knows what the files say."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import AnyStr, Final

from cpch_cli.errors import CannotRead, CannotWrite

LARGEST_FILE: Final = 5_000_000  # bytes
_OWNER_ONLY: Final = 0o600


def is_json(path: Path) -> bool:
    """Tell by its ending whether a file is JSON; every other one is taken for YAML."""
    return path.suffix.lower() == ".json"


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        CannotRead: if it is missing, a folder, not readable, larger than 5 MB, or not UTF-8 text.
    """
    try:
        if path.is_dir():
            raise CannotRead("is_a_folder", file=path)
        with path.open("rb") as file:
            # Room is made for as much as is asked for: for a small file, or a pipe, which has no size, not too much.
            size = os.fstat(file.fileno()).st_size or LARGEST_FILE
            content = file.read(min(size, LARGEST_FILE) + 1)
    except OSError as error:
        raise cannot_read(error, path) from error
    return decode(bounded(content, path), str(path))


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of any length; of a line that is larger than a file may be, only so much as tells that.

    Raises:
        CannotRead: if it cannot be read.
    """
    try:
        with path.open("rb") as file:
            while line := file.readline(LARGEST_FILE + 1):
                rest = line
                while len(rest) > LARGEST_FILE and not rest.endswith(b"\n"):
                    rest = file.readline(LARGEST_FILE + 1)
                yield line
    except OSError as error:
        raise cannot_read(error, path) from error


def cannot_read(error: OSError, name: object) -> CannotRead:
    """Return what the system says as an error that calls the file `name`."""
    return CannotRead(_why(error), file=name, reason=error.strerror or error)


def decode(content: bytes, name: str) -> str:
    """Return bytes as text.

    Raises:
        CannotRead: if they are not UTF-8 text; the message calls them `name`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRead("not_text", file=name) from error
    if "\0" in text:
        raise CannotRead("not_text", file=name)
    return text


def bounded(content: AnyStr, name: object) -> AnyStr:
    """Return content that is not too large.

    Raises:
        CannotRead: if it is.
    """
    if len(content) > LARGEST_FILE:
        raise CannotRead("too_large", file=name, megabytes=LARGEST_FILE // 1_000_000)
    return content


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: an existing one keeps its mode and group, a new one is its owner's alone.

    A link is followed. When this returns the bytes are on the disk.

    Raises:
        CannotWrite: if it cannot be written; what was there is untouched.
    """
    with writing(path) as write:
        write(content)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Callable[[bytes], None]]:
    """Give what writes a file bit by bit, whole or not at all, as `write_atomically` does.

    Whatever ends the `with` block early, nothing is left of what was written.

    Raises:
        CannotWrite: if it cannot be written; what was there is untouched.
    """
    target = Path(os.path.realpath(path))
    # A pipe or a device is written to; put a file in its place, and whoever reads there waits for ever.
    is_device = target.exists() and not target.is_file() and not target.is_dir()
    with contextlib.nullcontext(target) if is_device else replacing(path) as there:
        with said_of(path):
            file = there.open("wb")

        def write(content: bytes) -> None:
            with said_of(path):
                file.write(content)

        try:
            yield write
            with said_of(path):
                file.close()
        except BaseException:
            with contextlib.suppress(OSError):
                file.close()
            raise


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give an empty file that takes the place of another one when the `with` block is done; see `writing`."""
    target = Path(os.path.realpath(path))
    with said_of(path):
        _refuse_folder_and_read_only(target)
        temporary = _beside(target)
    try:
        yield temporary
        with said_of(path):
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            _keep_mode_and_group(target, temporary)
            temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


@contextlib.contextmanager
def said_of(path: Path) -> Iterator[None]:
    """Turn what the system says while a file is written into what the program says of it.

    Raises:
        CannotWrite: if it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from error


def _beside(target: Path) -> Path:
    """Make an empty file for what takes the place of another one, in the same folder, to be read by its owner alone."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(descriptor)
    return Path(temporary)


def name_for_original(path: Path) -> Path:
    """Return where a file can be kept as it is, before it is written anew: `FILE.orig`, or the next that is free."""
    # An original kept earlier holds other comments, and is kept too.
    names = (f"{path.name}.orig{number}" for number in chain([""], count(2)))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def require_writable(path: Path) -> None:
    """Make sure, before any work is done, that a file can be written later.

    Raises:
        CannotWrite: if it cannot.
    """
    target = Path(os.path.realpath(path))
    with said_of(path):
        _refuse_folder_and_read_only(target)
        with tempfile.TemporaryFile(dir=target.parent):
            pass


def _refuse_folder_and_read_only(target: Path) -> None:
    # Renaming would replace a read-only file in a folder that can be written, against its owner's wish.
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _keep_mode_and_group(target: Path, temporary: Path) -> None:
    try:
        before = target.stat()
    except FileNotFoundError:
        temporary.chmod(_OWNER_ONLY)
        return
    # The group is kept where the user may give it; where not, the file stays writable by its owner all the same.
    mode = before.st_mode & 0o7777
    if hasattr(os, "chown"):
        try:
            os.chown(temporary, -1, before.st_gid)
        except OSError:
            # What the old group was allowed, another must not be.
            mode &= ~0o070
    temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename itself is as durable as it gets.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    # What is missing when a file cannot be written is its folder.
    key = {"no_such_file": "no_such_folder", "system_says": "not_written"}.get(why := _why(error), why)
    return CannotWrite(key, file=path, folder=path.parent, reason=error.strerror or error)


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "no_such_file"
        case IsADirectoryError():
            return "is_a_folder"
        case PermissionError():
            return "no_permission"
        case _:
            return "system_says"
