"""The bad cells of tables: each in a sentence, and all of them as CSV for whoever mends the tables."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from cpch_cli.core.table_cells import BadCell
from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words
from cpch_cli.output import streaming
from cpch_cli.render import csv_table

_A_WORD: Final = 30
COLUMNS: Final = ("file", "row", "column", "value", "problem")


def sentence(bad: BadCell, words: Words) -> str:
    """Return where a bad cell stands and what is wrong with it, on one line."""
    where = ("cell" if bad.column else "row") + ("" if bad.row else ".unnumbered")
    what = words(f"table.bad.{bad.code}", **{**bad.values, "word": _shown(str(bad.values.get("word", "")))})
    return words(f"table.bad.{where}", file=one_line(bad.file), row=bad.row, column=bad.column, what=what)


def _shown(word: str) -> str:
    """Return a cell as a message may show it: what is more than a word can be what somebody noted, and logs keep messages."""
    return word if len(word) <= _A_WORD and not any(map(str.isspace, word)) else "…"


def write_bad_cells(bad: Iterable[BadCell], output: Path, *, force: bool) -> None:
    """Write bad cells as CSV as they come, in English and with codes: a line for each.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
    """
    with streaming(output, force=force) as write:
        write(csv_table.line(COLUMNS))
        for each in bad:
            write(csv_table.line([each.file, each.row, each.column, each.value, each.code]))
