"""Many answers files: one row each, one after the other; a bad one never stops the good ones."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cpch_cli import console, yaml_text
from cpch_cli.answers_file import parse_answers
from cpch_cli.core.batch_view import table
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.core.report import report
from cpch_cli.core.routing import Basis
from cpch_cli.core.rows import Row, columns, row
from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words
from cpch_cli.errors import InvalidAnswers, Mendable
from cpch_cli.gather import Source, sources
from cpch_cli.output import emit, is_stdout
from cpch_cli.render import csv_table


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of many files.

    Attributes:
        outcomes: name and outcome of each good file, in order.
        failed: how many could not be read or are invalid.
        passed_over: how many are files of another cpch format.
    """

    outcomes: tuple[tuple[str, Outcome], ...]
    failed: int
    passed_over: int


def run(
    paths: Sequence[str],
    stdin: BinaryIO,
    diagnostic: Diagnostic,
    basis: Basis,
    complain: Callable[[Mendable], None],
) -> Batch:
    """Conclude on every answers file that the paths mean; `complain` hears of each that fails.

    Raises:
        CannotRead: if stdin is named and is not text.
    """
    outcomes: list[tuple[str, Outcome]] = []
    failed = passed_over = 0
    for source in sources(paths, stdin):
        try:
            text = source.read()
            answers = parse_answers(text, source.name, diagnostic, as_json=source.as_json)
            outcomes.append((source.name, conclude(diagnostic, answers.sheet, basis)))
        except Mendable as error:
            if isinstance(error, InvalidAnswers) and _is_of_another_format(text, source):
                passed_over += 1
            else:
                failed += 1
                complain(error)
    return Batch(tuple(outcomes), failed, passed_over)


def _is_of_another_format(text: str, source: Source) -> bool:
    data = yaml_text.read(text, as_json=source.as_json).data
    named = data.get("format") if isinstance(data, dict) else None
    return isinstance(named, str) and named.startswith("cpch-") and not named.startswith("cpch-answers/")


def write(
    batch: Batch, diagnostic: Diagnostic, words: Words, wanted: str, output: Path | None, *, force: bool
) -> None:
    """Write the rows as a table to read, as CSV or as JSON Lines.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
    """
    match wanted:
        case "csv":
            emit(csv_table.render(columns(diagnostic), _rows(batch, diagnostic)), output, force=force)
        case "jsonl":
            emit(_as_jsonl(batch, diagnostic), output, force=force)
        case _:
            document = table(batch.outcomes, diagnostic, words)
            if is_stdout(output):
                console.show(document, sys.stdout)
            else:
                emit(console.render_text(document), output, force=force)


def _rows(batch: Batch, diagnostic: Diagnostic) -> list[Row]:
    return [row(one_line(name), report(outcome), diagnostic) for name, outcome in batch.outcomes]


def _as_jsonl(batch: Batch, diagnostic: Diagnostic) -> str:
    lines = [json.dumps(entries, ensure_ascii=False) for entries in _rows(batch, diagnostic)]
    return "".join(f"{line}\n" for line in lines)
