"""Where a result goes: stdout, or a file that is written whole and replaces another only when told to."""

import sys
from pathlib import Path

from cpch_cli import disk
from cpch_cli.errors import CannotWrite


def emit(text: str, output: Path | None, *, force: bool) -> None:
    """Write a result to a file, or to stdout when the file is None or `-`. Files and pipes get UTF-8.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
    """
    if output is None or str(output) == "-":
        _to_stdout(text)
        return
    if output.is_file() and not force:
        raise CannotWrite("exists", file=output)
    disk.write_atomically(output, text.encode())


def _to_stdout(text: str) -> None:
    if sys.stdout.isatty():
        # A terminal shows what it can; what it lacks must not stop the rest.
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
