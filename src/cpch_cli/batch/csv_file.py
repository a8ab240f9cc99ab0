"""What has to be known of a CSV file before an engine reads it: that it is text, its columns, and what parts them."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cpch_cli.core.problems import Located, Problem
from cpch_cli.errors import CannotRead, InvalidAnswers

DELIMITERS: Final = (",", ";", "\t")
# No engine holds a longer one.
_LONGEST_LINE: Final = 2_000_000  # bytes
_AT_ONCE: Final = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file that an engine can read.

    Attributes:
        names: of its columns, as they are written.
        has_quotes: a cell may hold line breaks, so that lines cannot be read in any order.
    """

    path: Path
    names: tuple[str, ...]
    delimiter: str
    has_quotes: bool


def look_at(path: Path, name: str) -> CsvFile:
    """Return what has to be known of a CSV file; it is read once, in little memory.

    Raises:
        CannotRead: if it is not UTF-8 text or has a line of more than 2 MB.
        InvalidAnswers: if a quotation mark is never closed: the rows after it would be lost in one cell.
        OSError: if it cannot be opened.
    """
    quotes = _look_over(path, name)
    if quotes % 2 and (line := _never_closed(path)):
        raise InvalidAnswers(name, [Located(line, 1, Problem((), "table.quote"))])
    with path.open(encoding="utf-8-sig", newline="") as file:
        names, delimiter = header_of(file.read(_LONGEST_LINE))
    return CsvFile(path, names, delimiter, has_quotes=quotes > 0)


def header_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the names in the first line of a text, and what parts them: whichever parts it into the most."""
    found = [(_first_row(text, delimiter), delimiter) for delimiter in DELIMITERS]
    return max(found, key=lambda each: len(each[0]))


def _first_row(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
    except csv.Error:
        # A cell longer than Python takes is no name of a column.
        return ()


def _look_over(path: Path, name: str) -> int:
    """Return how many quotation marks there are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    quotes = length = 0
    for part in _parts(path):
        quotes += part.count(b'"')
        breaks = part.find(b"\n"), part.rfind(b"\n")
        if length + (len(part) if breaks[0] < 0 else breaks[0]) > _LONGEST_LINE:
            raise CannotRead("line_too_long", file=name, megabytes=_LONGEST_LINE // 1_000_000)
        length = length + len(part) if breaks[0] < 0 else len(part) - breaks[1] - 1
        try:
            decoder.decode(part, final=not part)
        except UnicodeDecodeError as error:
            raise CannotRead("not_text", file=name) from error
        if b"\0" in part:
            raise CannotRead("not_text", file=name)
    return quotes


def _parts(path: Path) -> Iterator[bytes]:
    """Yield the content of a file part by part, an empty one at its end."""
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            yield part
        yield b""


def _never_closed(path: Path) -> int:
    """Return the line in which a quotation mark opens that is never closed, or 0 if a single one only stands in a text."""
    open_line = 0
    inside = False
    at_start = True
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, line in enumerate(file, start=1):
            for sign in line:
                if sign == '"' and (inside or at_start):
                    open_line = open_line if inside else number
                    inside = not inside
                at_start = not inside and sign in (",", ";", "\t", "\n", "\r", '"')
    return open_line if inside else 0
