"""A report in each of its formats. What only one format needs is imported for it alone, so that the others stay quick."""

import datetime as dt
from collections.abc import Collection
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from cpch_cli.core import view
from cpch_cli.core.document import Document
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.words import Words
from cpch_cli.packages import needing

if TYPE_CHECKING:
    from cpch_cli.core.view_calendar import Calendar

# Nothing that a terminal could show.
BINARY: Final = frozenset({"docx", "parquet", "pdf", "xlsx"})
# For machines: the same in every language, and with everything in it.
DATA: Final = frozenset({"json", "csv"})
# The module that writes a format.
_RENDERERS: Final = {
    "md": "markdown",
    "html": "html",
    "docx": "word",
    "pdf": "pdf",
    "xlsx": "excel",
    "ics": "calendar_file",
}

# What is installed for them, by what is imported.
_PACKAGES: Final = {
    "docx": "python-docx",
    "lxml": "python-docx",
    "openpyxl": "openpyxl",
    "typst": "typst",
    "icalendar": "icalendar",
}


def document_of(
    outcome: Outcome,
    words: Words,
    wanted: str,
    *,
    printed: dt.date | None = None,
    parts: Collection[str] | None = None,
) -> Document:
    """Return the document that a format shows: the workbook for xlsx, the report for all others.

    Args:
        outcome: what follows from an answers file.
        words: the language.
        wanted: text, md, html, docx, pdf or xlsx.
        printed: the day of printing, where it is to be named.
        parts: the ids of the parts that are wanted, of `view.PARTS`; None means all.
    """
    if wanted == "xlsx":
        from cpch_cli.core.view_workbook import workbook

        return workbook(outcome, words, printed=printed, parts=parts)
    return view.report(outcome, words, printed=printed, parts=parts)


def render(document: Document, wanted: str) -> str | bytes:
    """Return a document as the content of a file: text, md, html, docx, pdf or xlsx.

    Raises:
        UsageError: if a package that this format needs is not installed.
    """
    if wanted == "text":
        from cpch_cli import console

        return console.render_text(document)
    rendered: str | bytes = _renderer(wanted).render(document)
    return rendered


def render_calendar(days: "Calendar") -> str:
    """Return days as an iCalendar file; raises what `render` raises."""
    rendered: str = _renderer("ics").render(days)
    return rendered


def _renderer(wanted: str) -> Any:
    with needing(_PACKAGES, "format_not_installed", format=wanted):
        return import_module(f"cpch_cli.render.{_RENDERERS[wanted]}")


def data(outcome: Outcome, wanted: str, *, bom: bool = False) -> str:
    """Return an outcome for machines, as json or csv; `bom` puts a byte order mark before the CSV."""
    from cpch_cli.core.report import report

    if wanted == "json":
        return report(outcome).model_dump_json(indent=2) + "\n"
    from cpch_cli.core.answer_rows import COLUMNS, answer_rows
    from cpch_cli.render import csv_table

    return csv_table.render(COLUMNS, answer_rows(report(outcome), outcome.diagnostic), bom=bom)
