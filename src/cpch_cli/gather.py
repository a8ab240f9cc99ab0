"""Which answers files a list of paths means: files, folders, patterns and stdin."""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cpch_cli import disk, yaml_text
from cpch_cli.errors import CannotRead

_ENDINGS: Final = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: a file, or stdin or a part of it, whose text is there already."""

    name: str
    as_json: bool
    text: str | None = None
    unreadable: CannotRead | None = None

    def read(self) -> str:
        """Return its text.

        Raises:
            CannotRead: if it cannot be read.
        """
        if self.unreadable is not None:
            raise self.unreadable
        return disk.read_text(Path(self.name)) if self.text is None else disk.bounded(self.text, self.name)


def source(path: Path, stdin: BinaryIO) -> Source:
    """Return the one document that a path means; `-` is the whole of stdin.

    Raises:
        CannotRead: if stdin is named and is not text, or too large.
    """
    if str(path) != "-":
        return Source(str(path), disk.is_json(path))
    text = disk.decode(disk.bounded(stdin.read(disk.LARGEST_FILE + 1), path), "-")
    return Source("-", yaml_text.is_json(text), text)


def sources(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Source]:
    """Yield what the paths mean, in their order, each file once.

    A folder means every YAML and JSON file below it, sorted; hidden ones and links to folders are left out. A path that
    does not exist is tried as a pattern, for shells that do not expand them. `-` is the content of stdin.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield from _of_stdin(stdin)
            continue
        for file in _files(path):
            if isinstance(file, CannotRead):
                yield Source(str(file.values["file"]), as_json=False, unreadable=file)
            elif (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                yield Source(str(file), disk.is_json(file))


def _files(path: str) -> Iterator[Path | CannotRead]:
    if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir it takes what cannot be looked at for no folder
        yield from _below(path)
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield Path(path)
    else:
        # Path.glob takes no pattern that begins at the root.
        for match in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207
            yield from _files(match)


def _below(folder: str) -> Iterator[Path | CannotRead]:
    closed: list[OSError] = []
    found = [
        Path(root, name)
        for root, folders, files in os.walk(folder, onerror=closed.append)
        for name in _in_sight(folders, files)
        if name.lower().endswith(_ENDINGS)
    ]
    # A link to nothing is reported; a pipe would be waited for for ever.
    yield from sorted(path for path in found if path.is_file() or not path.exists())
    for error in closed:
        yield CannotRead("no_permission", file=error.filename)


def _in_sight(folders: list[str], files: Sequence[str]) -> Iterator[str]:
    """Yield the files that are not hidden, and keep `os.walk` out of hidden folders."""
    folders[:] = [name for name in folders if not name.startswith(".")]
    yield from (name for name in files if not name.startswith("."))


def _of_stdin(stdin: BinaryIO) -> Iterator[Source]:
    try:
        text = disk.decode(stdin.read(), "-")
    except CannotRead as error:
        yield Source("-", as_json=False, unreadable=error)
        return
    for number, (document, as_json) in enumerate(yaml_text.split_documents(text), start=1):
        yield Source(f"-#{number}", as_json, document)
