"""Where a result goes: stdout, or a file that is written whole and replaces another only when told to."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cpch_cli import disk
from cpch_cli.errors import CannotWrite, UsageError


def emit(content: str | bytes, output: Path | None, *, force: bool) -> None:
    """Write a result to a file, or to stdout when the file is None or `-`. Text in files and pipes is UTF-8.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
    """
    with streaming(output, force=force) as write:
        write(content)


@contextmanager
def streaming(output: Path | None, *, force: bool) -> Iterator[Callable[[str | bytes], None]]:
    """Give what writes a result bit by bit, as `emit` does: to a file whole or not at all, to stdout as it comes.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
    """
    if output is None or is_stdout(output):
        yield _to_stdout
        return
    if output.is_file() and not force:
        raise CannotWrite("exists", file=output)
    with disk.writing(output) as write:
        yield lambda content: write(_encoded(content))


def is_stdout(output: Path | None) -> bool:
    """Tell whether a result goes to stdout: no file is named, or `-`."""
    return output is None or str(output) == "-"


def is_terminal(output: Path | None) -> bool:
    """Tell whether a result goes to a terminal, by stdout or by the name of a device."""
    if output is None or is_stdout(output):
        return sys.stdout.isatty()
    if not output.is_char_device():
        return False
    with output.open("wb", buffering=0) as device:
        return device.isatty()


def require_other_file(output: Path | None, inputs: Iterable[Path | None]) -> None:
    """Make sure that a result does not replace what it is made from.

    Raises:
        UsageError: if it would.
    """
    if output is None or is_stdout(output) or not output.exists():
        return
    for file in inputs:
        if file is not None and file.exists() and output.samefile(file):
            raise UsageError("output_is_input", file=output)


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _to_stdout(content: str | bytes) -> None:
    if isinstance(content, str) and sys.stdout.isatty():
        # A terminal shows what it can; what it lacks must not stop the rest.
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(content.encode(encoding, "replace").decode(encoding))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(_encoded(content))
    sys.stdout.flush()
