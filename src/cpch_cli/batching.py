"""`cpch batch`: what is wanted of many answers, the format that it is written in, and how it ended."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cpch_cli import messages
from cpch_cli.batch.wish import FORMATS, Wish, wish_of
from cpch_cli.batch.work import Batch, Tally
from cpch_cli.batch.writing import write_parquet, write_rows, write_table
from cpch_cli.errors import CannotWrite, ExitCode, UsageError
from cpch_cli.gather import tables_and_sources
from cpch_cli.inputs import tell
from cpch_cli.output import is_stdout, require_other_file
from cpch_cli.results import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from fractions import Fraction
    from typing import BinaryIO

    from cpch_cli.batch.work import Found
    from cpch_cli.core.model import Diagnostic
    from cpch_cli.core.words import Words

__all__ = [
    "AS_THEY_COME",
    "DATA",
    "Batch",
    "cluster_of",
    "concluded",
    "found",
    "require_places",
    "wish_of",
    "write",
]

# For machines: the same in every language.
DATA: Final = frozenset({"csv", "jsonl", "json", "parquet"})
AS_THEY_COME: Final = frozenset({"csv", "jsonl"})
_OF_AN_ENGINE: Final = frozenset({"csv", "jsonl", "parquet"})


def cluster_of(wanted: str, *, by_spark: bool, master: str | None) -> str | None:
    """Return the address of the cluster that is to score tables; None: DuckDB does it in this process.

    Raises:
        UsageError: if one of both options is missing, or if the format is none that a cluster gives.
    """
    if by_spark and master is None:
        raise UsageError("spark_without_master")
    if master is not None and not by_spark:
        raise UsageError("master_without_spark")
    if by_spark and wanted not in _OF_AN_ENGINE:
        raise UsageError("spark_for_rows")
    return master


def require_places(
    output: Path | None,
    errors: Path | None,
    labels: Path | None,
    diagnostic: Path | None,
    paths: Sequence[str],
    *,
    wanted: str,
    by_spark: bool,
    force: bool,
) -> None:
    """Make sure, before anything is read, that what is written takes the place of nothing that is still needed.

    Raises:
        CannotWrite: if a file is there and is not to be replaced.
        UsageError: if two files that are written are one, if one is read as well, or if a cluster has no folder to write to.
    """
    if by_spark and wanted == "parquet" and (output is None or is_stdout(output) or output.exists()):
        raise UsageError("spark_to_a_folder")
    written = [path for path in (output, errors, labels) if path is not None and not is_stdout(path)]
    for place, path in enumerate(written):
        require_other_file(path, (diagnostic, *map(Path, paths)))
        if any(os.path.realpath(path) == os.path.realpath(other) for other in written[:place]):
            raise UsageError("output_is_input", file=path)
    for path in written:
        if path != labels and path.is_file() and not force:
            raise CannotWrite("exists", file=path)


def found(
    paths: Sequence[str], stdin: BinaryIO, diagnostic: Diagnostic
) -> AbstractContextManager[Iterator[Found]]:
    """Give the documents and tables that the paths mean."""
    return tables_and_sources(paths, stdin, diagnostic.question)


def write(batch: Batch, wish: Wish, spoken: Diagnostic, wanted: str, output: Path | None) -> Tally:
    """Write what becomes of a batch in a format; raises what the module of the format says."""
    if wanted in FORMATS:
        # Rows need nothing of it, and it takes a while to load.
        from cpch_cli.batch.consolidating import write_consolidated  # noqa: PLC0415

        return write_consolidated(batch, wish, spoken, wanted, output)
    match wanted:
        case "table":
            return write_table(batch, spoken, output)
        case "parquet":
            return write_parquet(batch, output)
        case _:
            return write_rows(batch, wanted, output)


def concluded(tally: Tally, threshold: Fraction | None, words: Words, *, quiet: bool) -> ExitCode:
    """Say how a batch ended, and return what the program does."""
    failed, wrong = len(tally.failed), tally.bad_cells
    if tally.passed_over:
        tell(words.count("batch.other_format", tally.passed_over), quiet=quiet)
    if failed:
        tell(words.count("batch.failed", failed, all=failed + len(tally.results)), quiet=quiet)
    if wrong:
        tell(words.count("batch.bad_cells", wrong, all=tally.rows), quiet=quiet)
    code = judged(tally.results, threshold, words)
    if tally.short and threshold is not None:
        first, count = tally.short
        values = {"all": tally.rows, "threshold": words.value(threshold), "file": first.name}
        messages.say(words.count("below.rows", count, **values))
        code = ExitCode.BELOW_THRESHOLD
    return ExitCode.SOME_FAILED if failed or wrong else code
