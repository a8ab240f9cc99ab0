"""A report in each of its formats. What only one format needs is imported for it alone, so that the others stay quick."""

import datetime as dt
from collections.abc import Collection
from importlib import import_module
from typing import Final

from cpch_cli.core import view
from cpch_cli.core.document import Document
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.words import Words
from cpch_cli.errors import UsageError

# Nothing that a terminal could show.
BINARY: Final = frozenset({"docx", "pdf", "xlsx"})
# For machines: the same in every language, and with everything in it.
DATA: Final = frozenset({"json", "csv"})
# The module that writes a document in a format.
_RENDERERS: Final = {"md": "markdown", "html": "html", "docx": "word", "pdf": "pdf", "xlsx": "excel"}


def render(
    outcome: Outcome,
    words: Words,
    wanted: str,
    *,
    printed: dt.date | None = None,
    parts: Collection[str] | None = None,
    bom: bool = False,
) -> str | bytes:
    """Return a report as the content of a file.

    Args:
        outcome: what follows from an answers file.
        words: the language; formats for machines have none.
        wanted: json, csv, text, md, html, docx, pdf or xlsx.
        printed: the day of printing, where it is to be named.
        parts: the ids of the parts that are wanted, of `view.PARTS`; None means all.
        bom: whether CSV begins with a byte order mark.

    Raises:
        UsageError: if a package that this format needs is not installed.
    """
    match wanted:
        case "json":
            from cpch_cli.core.report import report

            return report(outcome).model_dump_json(indent=2) + "\n"
        case "csv":
            return _tidy(outcome, bom=bom)
        case "text":
            from cpch_cli import console

            return console.render_text(view.report(outcome, words, printed=printed, parts=parts))
        case "xlsx":
            from cpch_cli.core.view_workbook import workbook

            return _rendered(workbook(outcome, words, printed=printed, parts=parts), wanted)
        case _:
            return _rendered(view.report(outcome, words, printed=printed, parts=parts), wanted)


def _tidy(outcome: Outcome, *, bom: bool) -> str:
    from cpch_cli.core.answer_rows import COLUMNS, answer_rows
    from cpch_cli.core.report import report
    from cpch_cli.render import csv_table

    return csv_table.render(COLUMNS, answer_rows(report(outcome), outcome.diagnostic), bom=bom)


def _rendered(document: Document, wanted: str) -> str | bytes:
    try:
        renderer = import_module(f"cpch_cli.render.{_RENDERERS[wanted]}")
    except ModuleNotFoundError as error:
        raise UsageError("format_not_installed", format=wanted, package=error.name) from error
    content: str | bytes = renderer.render(document)
    return content
