"""Tables and diagnostics to measure with, of any size and the same whenever they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Diagnostic, Question, json_number, plain
from cpch_cli.diagnostic_file import load_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

# How many cells are in memory at a time, whatever the number of rows and columns.
CELLS_AT_A_TIME: Final = 4_000_000
REGIONS: Final = 12
# In steps of a half level: how mature subjects are, and how far their answers are from that.
MATURITY: Final = (0, 9)
SPREAD: Final = (-3, 4)
SHARE_OPEN: Final = 0.04
SHARE_UNKNOWN: Final = 0.03
SHARE_NOT_APPLICABLE: Final = 0.02
SHARE_TICKED: Final = 0.4


# --- tables -----------------------------------------------------------------------------------------------------------


def write_table(
    path: Path,
    diagnostic: Diagnostic,
    rows: int,
    seed: int = 1,
    *,
    weaknesses: bool = False,
    as_text: bool = False,
) -> None:
    """Write a wide Parquet table: a row for each subject, a column for each question.

    Args:
        path: the file; one that is there is replaced.
        diagnostic: whose questions are answered.
        rows: how many subjects; only some thousand of them are in memory at a time.
        seed: tables of the same seed are the same, as long as numpy is.
        weaknesses: whether there is a column of 0 and 1 for each weakness, NULL where weaknesses were not asked.
        as_text: levels as their ids, with `unknown` and `not_applicable` among them; else as their values, numbers. In
            both a question that is not answered is NULL.
    """
    columns = len(diagnostic.questions) + weaknesses * sum(
        len(each.weaknesses) for each in diagnostic.questions
    )
    size = max(1000, CELLS_AT_A_TIME // columns)
    parts = (
        _part(diagnostic, range(first, min(first + size, rows)), seed, weaknesses=weaknesses, as_text=as_text)
        for first in range(0, rows, size)
    )
    first_part = next(parts)
    with pq.ParquetWriter(path, first_part.schema) as writer:
        writer.write_table(first_part)
        for part in parts:
            writer.write_table(part)


def _part(diagnostic: Diagnostic, rows: range, seed: int, *, weaknesses: bool, as_text: bool) -> pa.Table:
    chance = np.random.default_rng([seed, rows.start])
    columns = dict(_subject(rows, chance))
    maturity = chance.integers(*MATURITY, size=len(rows), dtype=np.int8)
    for question in diagnostic.questions:
        top = len(diagnostic.levels[question.id]) - 1
        noise = chance.integers(*SPREAD, size=len(rows), dtype=np.int8)
        level = np.clip((maturity + noise) // 2, 0, top).astype(np.int8)
        is_open = chance.random(len(rows)) < SHARE_OPEN
        columns[question.id] = (_texts if as_text else _values)(diagnostic, question, level, is_open, chance)
        if weaknesses:
            columns |= _ticks(question, is_open | (level > top // 2), chance)
    return pa.table(columns)


def _subject(rows: range, chance: np.random.Generator) -> Iterator[tuple[str, pa.Array]]:
    numbers = pa.array(np.arange(rows.start, rows.stop)).cast(pa.string())
    yield "subject.country", pc.binary_join_element_wise("Country", numbers, " ")
    regions = pa.array(chance.integers(1, REGIONS + 1, size=len(rows))).cast(pa.string())
    yield "subject.region", pc.binary_join_element_wise("Region", regions, " ")
    yield "subject.agency", _picked(["customs", "police", "joint"], chance.integers(0, 3, size=len(rows)))
    yield "subject.date", _picked(["2026-03-31", "2026-06-30"], chance.integers(0, 2, size=len(rows)))


def _picked(texts: list[str], positions: NDArray[Any], is_open: NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.array(texts).take(pa.array(positions, mask=is_open))


def _values(
    diagnostic: Diagnostic,
    question: Question,
    level: NDArray[np.int8],
    is_open: NDArray[np.bool_],
    chance: np.random.Generator,  # noqa: ARG001 - as for texts
) -> pa.Array:
    values = [json_number(each.value) for each in diagnostic.levels[question.id]]
    kind = (
        np.int8
        if all(isinstance(value, int) and value < np.iinfo(np.int8).max for value in values)
        else np.float64
    )
    return pa.array(np.array(values, dtype=kind)[level], mask=is_open)


def _texts(
    diagnostic: Diagnostic,
    question: Question,
    level: NDArray[np.int8],
    is_open: NDArray[np.bool_],
    chance: np.random.Generator,
) -> pa.Array:
    texts = [each.id for each in diagnostic.levels[question.id]]
    drawn = chance.random(len(level))
    position = np.where(drawn < SHARE_UNKNOWN, len(texts), level)
    if question.not_applicable is not None:
        position = np.where(drawn > 1 - SHARE_NOT_APPLICABLE, len(texts) + 1, position)
    return _picked([*texts, UNKNOWN, NOT_APPLICABLE], position, is_open)


def _ticks(
    question: Question, not_asked: NDArray[np.bool_], chance: np.random.Generator
) -> Mapping[str, pa.Array]:
    return {
        f"{question.id}#{weakness.id}": pa.array(
            (chance.random(len(not_asked)) < SHARE_TICKED).astype(np.int8), mask=not_asked
        )
        for weakness in question.weaknesses
    }


# --- diagnostics ------------------------------------------------------------------------------------------------------


def diagnostic_of(questions: int) -> Diagnostic:
    """Return a diagnostic of so many questions, with weaknesses, solutions and rules in proportion.

    It is the built-in one several times over, in its ten domains: each time with questions, solutions and rules of its
    own, which refer to each other as the first ones do.

    Raises:
        ValueError: if it is no multiple of the questions of the built-in diagnostic.
    """
    once = load_diagnostic()
    times, rest = divmod(questions, len(once.questions))
    if rest or not times:
        raise ValueError(f"{questions} is no multiple of {len(once.questions)}")
    data = plain(once)
    repeated = ("questions", "solutions", "rules")
    ids = {each["id"] for part in repeated for each in data[part]}
    many = {
        part: [_copy(each, ids, number) for number in range(1, times + 1) for each in data[part]]
        for part in repeated
    }
    return Diagnostic.model_validate({**data, **many, "id": once.id if times == 1 else f"{once.id}-{times}"})


def _copy(entry: Any, ids: set[str], number: int) -> Any:
    """Return a part of a diagnostic with every id in it made one of the copy of this number; the first stays as it is."""
    if number == 1:
        return entry
    match entry:
        case dict():
            return {_copy(key, ids, number): _copy(value, ids, number) for key, value in entry.items()}
        case list():
            return [_copy(value, ids, number) for value in entry]
        case str() if entry in ids:
            return f"{entry}_{number}"
        case _:
            return entry
