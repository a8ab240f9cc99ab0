"""Which answers files and tables a list of paths means: files, folders, patterns and stdin."""

import csv
import glob
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final

from cpch_cli import disk, yaml_text
from cpch_cli.errors import CannotRead

_LINES: Final = (".jsonl", ".ndjson")
_TABLES: Final = (".csv", ".tsv", ".parquet")
_ENDINGS: Final = (".yaml", ".yml", ".json", *_LINES, *_TABLES)
_PARQUET: Final = b"PAR1"
# No header is longer, and a document need not hold a line break at all.
_LONGEST_HEADER: Final = 100_000  # bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: a file, or stdin or a part of either, whose text is there already.

    Attributes:
        path: of the file that it is, or is a part of; None for stdin.
    """

    name: str
    as_json: bool
    text: str | None = None
    unreadable: CannotRead | None = None
    path: Path | None = field(default=None, compare=False)

    def read(self) -> str:
        """Return its text.

        Raises:
            CannotRead: if it cannot be read.
        """
        if self.unreadable is not None:
            raise self.unreadable
        return disk.read_text(Path(self.name)) if self.text is None else disk.bounded(self.text, self.name)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table to read.

    Attributes:
        name: as the user named it; `-` for stdin.
        path: where it is; that of a temporary file for stdin.
        is_named: it was named itself, and not found in a folder or by a pattern: it has to be a table of answers.
    """

    name: str
    path: Path
    is_parquet: bool
    is_named: bool


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
    """Yield the documents that the paths mean, in their order, each file once; tables are left out.

    A folder means every YAML and JSON file below it, sorted; hidden ones and links to folders are left out. A path that
    does not exist is tried as a pattern, for shells that do not expand them. Each line of a file of JSON lines is a
    document, `FILE#1`, `FILE#2`. `-` is the content of stdin.
    """
    for found in _found(paths):
        if found is None:
            yield from _documents(stdin.read())
        elif not isinstance(found, TableFile):
            yield from _of_file(found)


@contextmanager
def tables_and_sources(
    paths: Sequence[str], stdin: BinaryIO, questions: Collection[str]
) -> Iterator[Iterator[TableFile | Source]]:
    """Give the tables and documents that the paths mean, in their order; see `sources`.

    A table on stdin is kept in a temporary file that only its owner can read, and that is removed at the end of the
    context, whatever ends it.

    Args:
        paths: as the user named them.
        stdin: read if `-` is among them: Parquet, CSV, or documents.
        questions: the ids by which the header of a CSV table on stdin is told from a document.
    """
    with ExitStack() as kept:
        yield _tables_and_sources(paths, stdin, questions, kept)


def _tables_and_sources(
    paths: Sequence[str], stdin: BinaryIO, questions: Collection[str], kept: ExitStack
) -> Iterator[TableFile | Source]:
    for found in _found(paths):
        if isinstance(found, TableFile):
            yield found
        elif found is not None:
            yield from _of_file(found)
        else:
            start = stdin.readline(_LONGEST_HEADER)
            if start.startswith(_PARQUET) or _is_header(start, questions):
                path = kept.enter_context(_kept_aside(start, stdin))
                yield TableFile("-", path, start.startswith(_PARQUET), is_named=True)
            else:
                yield from _documents(start + stdin.read())


def _found(paths: Sequence[str]) -> Iterator[Path | CannotRead | TableFile | None]:
    """Yield the files that the paths mean, each once; None for stdin."""
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield None
            continue
        for file in _files(path):
            if isinstance(file, CannotRead):
                yield file
            elif (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                yield _as_table(file, is_named=str(file) == str(Path(path))) or file


def _as_table(file: Path, *, is_named: bool) -> TableFile | None:
    ending = file.suffix.lower()
    return TableFile(str(file), file, ending == ".parquet", is_named) if ending in _TABLES else None


def _of_file(file: Path | CannotRead) -> Iterator[Source]:
    if isinstance(file, CannotRead):
        yield Source(str(file.values["file"]), as_json=False, unreadable=file)
    elif file.suffix.lower() in _LINES:
        yield from _of_lines(file)
    else:
        yield Source(str(file), disk.is_json(file), path=file)


def _of_lines(path: Path) -> Iterator[Source]:
    """Yield each line of a file of JSON lines; the file may be of any length."""
    number = 0
    try:
        for line in disk.lines(path):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                number += 1
                yield replace(_of_line(line, f"{path}#{number}"), path=path)
    except CannotRead as error:
        yield Source(str(path), as_json=True, unreadable=error)


def _of_line(line: bytes, name: str) -> Source:
    try:
        return Source(name, as_json=True, text=disk.decode(disk.bounded(line, name), name))
    except CannotRead as error:
        return Source(name, as_json=True, unreadable=error)


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


def _documents(content: bytes) -> Iterator[Source]:
    try:
        text = disk.decode(content, "-")
    except CannotRead as error:
        yield Source("-", as_json=False, unreadable=error)
        return
    for number, (document, as_json) in enumerate(yaml_text.split_documents(text), start=1):
        yield Source(f"-#{number}", as_json, document)


def _is_header(start: bytes, questions: Collection[str]) -> bool:
    """Tell whether a first line is the header of a table of answers: YAML or JSON has no such words side by side."""
    first = start.decode("utf-8-sig", "replace").splitlines()[:1]
    try:
        rows = [next(csv.reader(first, delimiter=delimiter), []) for delimiter in (",", ";", "\t")]
    except csv.Error:
        return False
    names = [name.strip() for name in max(rows, key=len)]
    is_one = any(name in questions or name == "question" or name.startswith("subject.") for name in names)
    return len(names) > 1 and is_one


@contextmanager
def _kept_aside(start: bytes, stdin: BinaryIO) -> Iterator[Path]:
    """Give a temporary file, its owner's alone, with what comes on stdin."""
    descriptor, name = tempfile.mkstemp(prefix="cpch-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(start)
            shutil.copyfileobj(stdin, file)
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()
