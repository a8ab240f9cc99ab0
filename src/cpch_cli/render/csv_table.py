"""Rows as CSV that a spreadsheet can open without running anything: no text of a person begins a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from cpch_cli.core.rows import Entry, Row
from cpch_cli.core.text import clean

# A spreadsheet takes a text that begins like this for a formula; some take the full-width signs as well. One that is set
# to French or Spanish parts cells at semicolons, and lines too when it does not see our quotation marks: what follows
# these, and quotation marks after them, can come to begin a cell as well.
_FORMULA_START: Final = re.compile('(^[^\\S\n]*|[;\n](?:[^\\S\n]|")*)(?=[=+@\uff1d\uff0b\uff0d\uff20-])')
# Excel takes a file for UTF-8 only when it begins with this.
_BOM: Final = "\ufeff"


def render(columns: Sequence[str], rows: Iterable[Row], *, bom: bool = False) -> str:
    """Return rows as CSV under their column names; `bom` puts a byte order mark at the beginning."""
    lines = [line(columns), *(line([row[column] for column in columns]) for row in rows)]
    return (_BOM if bom else "") + "".join(lines)


def line(entries: Iterable[Entry]) -> str:
    """Return entries as one line of CSV, or as several where a text has some; column names are entries too."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([_cell(entry) for entry in entries])
    return text.getvalue()


def _cell(entry: Entry) -> str | int | float:
    """Return an entry as a cell: lists joined by blanks, nothing as an empty cell, and no text that acts as a formula."""
    match entry:
        case None:
            return ""
        case list():
            return " ".join(entry)
        case str():
            return _FORMULA_START.sub(r"\1'", clean(entry))
        case _:
            return entry
