"""`cpch batch` with a format of a report: many answers together, each subject counted once, in a document or as JSON."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from cpch_cli import messages
from cpch_cli.batch.labels import is_open_to_others, labels_for
from cpch_cli.batch.made import Scored, as_standing
from cpch_cli.batch.work import Batch, Tally, at_work, each
from cpch_cli.core.consolidate import consolidate
from cpch_cli.core.consolidation import Consolidation, Refused
from cpch_cli.core.consolidation_report import consolidation_report
from cpch_cli.core.standing import standing
from cpch_cli.core.subjects import subjects
from cpch_cli.core.text import one_line
from cpch_cli.core.view_consolidation import consolidation
from cpch_cli.core.view_consolidation_workbook import consolidation_workbook
from cpch_cli.output import emit
from cpch_cli.results import Result, write_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cpch_cli.answers_file import AnswersFile
    from cpch_cli.batch.table_work import Tables
    from cpch_cli.batch.tables import CodedTable
    from cpch_cli.batch.wish import Wish
    from cpch_cli.core.document import Document
    from cpch_cli.core.model import Diagnostic
    from cpch_cli.core.routing import Basis
    from cpch_cli.core.standing import Standing
    from cpch_cli.errors import Mendable


def write_consolidated(
    batch: Batch, wish: Wish, spoken: Diagnostic, wanted: str, output: Path | None
) -> Tally:
    """Write what many answers come to together.

    Args:
        batch: what is to be done.
        wish: how they are put together.
        spoken: the diagnostic in the language of the words.
        wanted: one of the formats.
        output: the file to write; None, or `-`, is stdout.

    Raises:
        CannotRead, CannotWrite, InvalidAnswers: if the key file of the labels, or the output, is not as it should be.
        Halted: if a process dies.
        UsageError: if there is no answers file, if the output is one of them, or if a package is not installed.
    """
    make = partial(_of_file, basis=batch.basis)
    with at_work(batch, output) as work, closing(each(work, make, partial(_of_table, batch=batch))) as made:
        standings = list(made)
    together = consolidate(
        batch.diagnostic if wanted == "json" else spoken,
        standings,
        basis=batch.basis,
        by=wish.by,
        minimum_group=wish.minimum_group,
        releasable=wish.releasable,
        labels=_labels(batch, wish, standings),
        refused=[_refused(batch, wanted, *each_failed) for each_failed in work.tally.failed],
    )
    if wanted == "json":
        text = consolidation_report(together).model_dump_json(indent=2) + "\n"
        emit(text, output, force=batch.force)
    else:
        write_document(_document(together, batch, wanted), wanted, output, force=batch.force)
    return work.tally


def _document(together: Consolidation, batch: Batch, wanted: str) -> Document:
    if wanted == "xlsx":
        return consolidation_workbook(together, batch.words, printed=None)
    return consolidation(together, batch.words, printed=None)


def _labels(batch: Batch, wish: Wish, standings: Sequence[Standing]) -> dict[str, str] | None:
    if not wish.anonymous:
        return None
    was_open = wish.labels is not None and is_open_to_others(wish.labels)
    labels = labels_for(subjects(standings), wish.labels)
    if was_open:
        messages.say(batch.words("labels.tightened", file=wish.labels))
    return labels


def _of_file(answers: AnswersFile, diagnostic: Diagnostic, *, basis: Basis) -> Scored[Standing]:
    return _scored(as_standing(answers, diagnostic, basis=basis))


def _of_table(tables: Tables, coded: CodedTable, *, batch: Batch) -> Iterator[tuple[Scored[Standing], int]]:
    # All of a table or none of it: one that cannot be read to its end is refused as a whole.
    for name, sheet, reasons, bad_cells in list(tables.sheets(coded)):
        stands = standing(name, sheet, batch.diagnostic, batch.basis, reasons_not_recorded=reasons)
        yield _scored(stands), bad_cells


def _scored(stands: Standing) -> Scored[Standing]:
    count = stands.overall.count
    return Scored(stands, Result(stands.name, stands.overall.score, count.asked - count.answered))


def _refused(batch: Batch, wanted: str, name: str, error: Mendable) -> Refused:
    """Return why a file is not in it: for machines as the key of a sentence, for people in a sentence."""
    if wanted == "json":
        return Refused(one_line(name), error.key)
    first, *more = messages.of_error(error, batch.words).splitlines()
    first = one_line(first).removeprefix(f"{one_line(name)}:")
    if more:
        return Refused(
            one_line(name), batch.words.count("consolidation.refused.more", len(more), first=first)
        )
    return Refused(one_line(name), first)
