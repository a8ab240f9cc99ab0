"""The answers of a batch, one after the other: documents read over all cores, tables by an engine, and what became of them."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, TypeVar

from cpch_cli import messages
from cpch_cli.batch.files import Done, Failed, Make, PassedOver, documents
from cpch_cli.batch.installed import of_tables
from cpch_cli.batch.progress import Bar, progress
from cpch_cli.errors import CannotRead, InvalidAnswers, Mendable, UsageError
from cpch_cli.gather import Source, TableFile
from cpch_cli.output import is_stdout, require_other_file
from cpch_cli.results import Result, falls_short

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from cpch_cli.batch.made import Scored
    from cpch_cli.batch.table_work import Tables
    from cpch_cli.batch.tables import CodedTable
    from cpch_cli.core.model import Diagnostic
    from cpch_cli.core.routing import Basis
    from cpch_cli.core.table_cells import BadCell
    from cpch_cli.core.words import Words

T = TypeVar("T")
Found = TableFile | Source

# So many bad cells are told one by one; all of them stand in the file that `--errors` names.
_TOLD: Final = 10


@dataclass(slots=True)
class Tally:
    """What came of many files.

    Attributes:
        results: what a threshold looks at, of each good file, in order.
        rows: how many rows of tables there were.
        short: the first row of a table that falls short of the threshold, and how many do.
        bad_cells: how many cells or rows of tables are bad.
        failed: the files that could not be read or are invalid.
        passed_over: how many are files of another cpch format, or tables of another kind.
    """

    results: list[Result] = field(default_factory=list)
    rows: int = 0
    short: tuple[Result, int] | None = None
    bad_cells: int = 0
    failed: list[tuple[str, Mendable]] = field(default_factory=list)
    passed_over: int = 0

    @property
    def good(self) -> int:
        """How many files and rows were done."""
        return len(self.results) + self.rows

    def add_row(self, result: Result, bad_cells: int, threshold: Fraction | None) -> None:
        """Take in a row of a table."""
        self.rows += 1
        self.bad_cells += bad_cells
        if threshold is not None and falls_short(result, threshold):
            first, count = self.short or (result, 0)
            self.short = (first, count + 1)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done with many files.

    Attributes:
        paths: what was named, and `found` the documents and tables that it means.
        diagnostic: in English: rows are the same in every language.
        spark: the address of the cluster that scores tables; None: DuckDB, in this process.
        threshold: what scores are held against; None: nothing.
        errors: the file for the bad cells of tables.
        beside: other files that are written, besides the output.
        complain: hears of each file that fails.
        bar: whether a bar may be shown while it lasts.
    """

    paths: Sequence[str]
    found: Iterable[Found]
    diagnostic: Diagnostic
    basis: Basis
    words: Words
    spark: str | None
    threshold: Fraction | None
    errors: Path | None
    beside: Sequence[Path]
    force: bool
    complain: Callable[[Mendable], None]
    bar: bool


@dataclass(slots=True)
class Work:
    """The files of a batch while they are read.

    Attributes:
        opened: by their names the tables that could be used so far, for the bad cells in them.
    """

    batch: Batch
    found: Iterable[Found]
    bar: Bar
    _kept: ExitStack
    tally: Tally = field(default_factory=Tally)
    opened: dict[str, CodedTable] = field(default_factory=dict)
    _tables: Tables | None = None

    @property
    def tables(self) -> Tables:
        """What is done with tables; it is there from the first time on, and its engine goes when the work is done.

        Raises:
            UsageError: if a package that tables need is not installed.
        """
        if self._tables is None:
            work = of_tables("table_work")
            batch = self.batch
            self._tables = self._kept.enter_context(work.tables(batch.diagnostic, batch.basis, batch.spark))
        return self._tables


@contextmanager
def at_work(batch: Batch, output: Path | None) -> Iterator[Work]:
    """Give the files of a batch with a bar; where the work is stopped, say how far it came.

    Raises:
        UsageError: at the end, if there was no answers file; or if the output is one of them.
    """
    with progress(batch.words, seen=batch.bar) as bar, ExitStack() as kept:
        try:
            written = [path for path in (output, batch.errors, *batch.beside) if path]
            found, bar.total = _listed(_kept_apart(batch.found, written))
            work = Work(batch, found, bar, kept)
            yield work
            _tell_bad_cells(work)
        except KeyboardInterrupt:
            bar.clear()
            _tell_stopped(bar, batch.words, output)
            raise
    require_some(work)


def require_some(work: Work) -> None:
    """Make sure that there was something to read, before a result of nothing takes the place of another one.

    Raises:
        UsageError: if there was no answers file and no table.
    """
    if not work.tally.good and not work.tally.failed:
        raise UsageError("no_files", paths=", ".join(work.batch.paths))


def each(
    work: Work,
    make: Make[Scored[T]],
    of_table: Callable[[Tables, CodedTable], Iterable[tuple[Scored[T], int]]],
) -> Generator[T, None, None]:
    """Yield what is made of each good file and of each row of a table, and say what is wrong with the others.

    Args:
        work: the files.
        make: what is made of the answers of a file.
        of_table: what is made of the rows of a table, each with how many of its cells are bad.
    """
    for run in runs(work.found):
        if isinstance(run, TableFile):
            yield from _of_table(work, run, of_table)
        else:
            yield from of_documents(work, run, make)


def runs(found: Iterable[Found]) -> Iterator[TableFile | Iterator[Source]]:
    """Yield each table, and the documents between two tables together, so that they are read over all cores."""
    for is_table, run in groupby(found, key=lambda file: isinstance(file, TableFile)):
        if is_table:
            yield from (file for file in run if isinstance(file, TableFile))
        else:
            yield (file for file in run if isinstance(file, Source))


def of_documents(work: Work, sources: Iterable[Source], make: Make[Scored[T]]) -> Generator[T, None, None]:
    """Yield what is made of each good document, and say what is wrong with the others.

    Raises:
        UsageError: on a cluster, which documents do not go to.
    """
    if work.batch.spark is not None:
        raise UsageError("spark_scores_tables")
    with closing(documents(sources, work.batch.diagnostic, make)) as read:
        for each_read in read:
            work.bar.advance()
            match each_read:
                case Done(value=scored):
                    work.tally.results.append(scored.result)
                    yield scored.shown
                case Failed(name=name, error=error):
                    failed(work, name, error)
                case PassedOver():
                    work.tally.passed_over += 1


def failed(work: Work, name: str, error: Mendable) -> None:
    """Note a file that could not be used, and say why."""
    work.tally.failed.append((name, error))
    work.opened.pop(name, None)
    work.bar.clear()
    work.batch.complain(error)


# --- tables -----------------------------------------------------------------------------------------------------------


def _of_table(
    work: Work, file: TableFile, of_table: Callable[[Tables, CodedTable], Iterable[tuple[Scored[T], int]]]
) -> Generator[T, None, None]:
    try:
        if (coded := opened(work, file)) is not None:
            for scored, bad_cells in of_table(work.tables, coded):
                work.bar.advance()
                work.tally.add_row(scored.result, bad_cells, work.batch.threshold)
                yield scored.shown
    except (CannotRead, InvalidAnswers) as error:
        failed(work, file.name, error)


def opened(work: Work, file: TableFile) -> CodedTable | None:
    """Return a table; None if it is of another kind.

    Raises:
        CannotRead, InvalidAnswers: if it cannot be used.
        UsageError: if a package that tables need is not installed.
    """
    coded = work.tables.opened(file)
    if coded is None:
        work.tally.passed_over += 1
    else:
        work.opened[file.name] = coded
    return coded


def _tell_bad_cells(work: Work) -> None:
    """Say which cells are bad, the first of them one by one, and write all of them where that is wanted."""
    batch = work.batch
    if batch.errors is None and not work.tally.bad_cells:
        return
    from cpch_cli.batch import bad_cells  # noqa: PLC0415 - few tables have any

    # A table is read once more for them.
    tables = work.opened.values() if work.tally.bad_cells else ()
    found = chain.from_iterable(work.tables.bad_cells(coded) for coded in tables)
    told = _told(found, work, bad_cells.sentence)
    if batch.errors is None:
        for _ in zip(told, range(_TOLD), strict=False):
            pass
    else:
        bad_cells.write_bad_cells(told, batch.errors, force=batch.force)


def _told(
    found: Iterable[BadCell], work: Work, sentence: Callable[[BadCell, Words], str]
) -> Iterator[BadCell]:
    """Say of the first bad cells what is wrong with them, on their way through."""
    for number, bad in enumerate(found):
        if number < _TOLD:
            work.bar.clear()
            messages.say(sentence(bad, work.batch.words))
        yield bad


# --- how far it came ----------------------------------------------------------------------------------------------------


def _kept_apart(found: Iterable[Found], written: Sequence[Path]) -> Iterator[Found]:
    """Yield what was found, and let nothing that is written take its place.

    Raises:
        UsageError: if it would.
    """
    for file in found:
        for path in written:
            require_other_file(path, [file.path])
        yield file


def _listed(found: Iterable[Found]) -> tuple[Iterator[Found], int | None]:
    """Return what was found and, where it is all files of one subject, how many; texts are not read in advance."""
    known: list[Found] = []
    coming = iter(found)
    for file in coming:
        known.append(file)
        if isinstance(file, TableFile) or file.text is not None:
            return chain(known, coming), None
    return iter(known), len(known)


def _tell_stopped(bar: Bar, words: Words, output: Path | None) -> None:
    nothing = "" if is_stdout(output) else words("batch.nothing_written", file=output)
    messages.say(f"{_stopped(bar, words)} {nothing}")


def _stopped(bar: Bar, words: Words) -> str:
    if bar.total is None:
        return words.count("batch.stopped", bar.done)
    return words("batch.stopped.percent" if bar.in_percent else "batch.stopped.of", n=bar.done, all=bar.total)
