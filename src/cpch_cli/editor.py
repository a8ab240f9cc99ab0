"""A text in the respondent's own editor; what it holds is seen by nobody else, and nothing of it stays behind."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cpch_cli import disk


def editor_of(environment: Mapping[str, str]) -> list[str] | None:
    """Return the command of the editor that is set, as `VISUAL` or `EDITOR`; None if none is."""
    return shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "") or None


def edit(text: str, editor: list[str]) -> str:
    """Return a text as it was left in an editor.

    The folder is private and goes with all that the editor left in it, whatever happens.

    Raises:
        OSError: if the editor cannot be started.
        subprocess.CalledProcessError: if it ended with an error, which leaves the text as it was.
        CannotRead: if what it left is no text.
    """
    with tempfile.TemporaryDirectory(prefix="cpch-") as folder:
        file = Path(folder) / "note.txt"
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as note:
            note.write(text)
        # stdout is kept for the result of the program.
        subprocess.run([*editor, str(file)], stdout=sys.stderr, check=True)  # noqa: S603 - the user's own
        return disk.read_text(file)
