"""A row of results with a column of its own for everything that is true or not: what engines write, and Parquet holds.

A list of what is true, as in `core.rows`, is for people and for lines of text; a column for each is for programs that count,
and costs an engine a tenth. Both say the same, but for what belongs to single files: the key actions, and the order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from cpch_cli.core.model import Diagnostic
from cpch_cli.core.rows import Row, row_schema
from cpch_cli.core.rows import columns as columns_of_rows

Type = Literal["text", "whole", "number", "flag"]

# The lists of a row, and how the columns that stand for their entries begin; `undecided` has none of its own.
_LISTS: Final = {
    "weak_questions": "weak",
    "partial_questions": "partial",
    "capped_by": "caps",
    "weaknesses": "weakness",
    "now": "now",
    "improve": "improve",
    "rules": "rule",
}
_DERIVED: Final = ("critical", "key", "undecided")
_WHOLE: Final = frozenset(
    (
        *("domains_rated", "domains", "answered", "asked", "unknown", "not_applicable", "weak", "partial"),
        *("weaknesses_not_asked", "reasons_not_recorded", "bad_cells"),
    )
)
_NUMBERS: Final = ("score", "low", "high", "coverage")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of results; flags are of an entry of a list of rows."""

    name: str
    type: Type


def flag(of: str, entry: str) -> str:
    """Return the name of the column that tells whether an entry stands in a list of rows."""
    # No id has a colon: no column of a domain can have the same name.
    return f"{_LISTS[of]}:{entry}"


def columns(diagnostic: Diagnostic) -> list[Column]:
    """Return the columns of results, in order, the same for every table of a diagnostic.

    A flag of a rule is NULL while it is undecided; all others are TRUE or FALSE.
    """
    plain = [name for name in columns_of_rows(diagnostic) if name not in (*_LISTS, *_DERIVED)]
    flags = [Column(flag(name, entry), "flag") for name in _LISTS for entry in entries(name, diagnostic)]
    return [*(Column(name, _type(name)) for name in plain), *flags]


def _type(name: str) -> Type:
    if name in _WHOLE:
        return "whole"
    return "number" if name.rpartition(".")[2] in _NUMBERS else "text"


def entries(of: str, diagnostic: Diagnostic) -> Iterator[str]:
    """Yield all that can stand in a list of rows, in the diagnostic's order."""
    for question in diagnostic.questions:
        if of in ("weak_questions", "partial_questions") or (of == "capped_by" and question.critical):
            yield question.id
        if of == "weaknesses":
            yield from (f"{question.id}#{weakness.id}" for weakness in question.weaknesses)
    if of in ("now", "improve"):
        yield from diagnostic.solution
    if of == "rules":
        yield from diagnostic.rule


def result_schema(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the JSON Schema of a line of results of a diagnostic: what each column of the Parquet file holds."""
    of_rows = row_schema(diagnostic)["properties"]
    rules = frozenset(flag("rules", rule) for rule in diagnostic.rule)
    kinds = {
        column.name: {"type": ["boolean", "null"] if column.name in rules else "boolean"}
        if column.type == "flag"
        else of_rows[column.name]
        for column in columns(diagnostic)
    }
    return {"type": "object", "properties": kinds, "required": list(kinds), "additionalProperties": False}


def widened(row: Row, diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a row as results: what is a key action is to be done now."""
    now = [*_listed(row, "key"), *_listed(row, "now")]
    lists = {**{name: _listed(row, name) for name in _LISTS}, "now": now}
    wide: dict[str, Any] = {column.name: row.get(column.name) for column in columns(diagnostic)}
    for name, listed in lists.items():
        found = frozenset(listed)
        wide |= {flag(name, entry): entry in found for entry in entries(name, diagnostic)}
    wide |= {flag("rules", rule): None for rule in _listed(row, "undecided")}
    return wide


def narrowed(results: Mapping[str, Any], diagnostic: Diagnostic) -> Row:
    """Return results as a row; its lists are in the diagnostic's order, and what is a key action is not told."""
    row: Row = {name: results.get(name) for name in columns_of_rows(diagnostic)}
    for name in _LISTS:
        row[name] = [entry for entry in entries(name, diagnostic) if results[flag(name, entry)]]
    row["critical"] = [
        question for question in _listed(row, "weak_questions") if diagnostic.question[question].critical
    ]
    row["undecided"] = [rule for rule in entries("rules", diagnostic) if results[flag("rules", rule)] is None]
    return row


def _listed(row: Row, name: str) -> list[str]:
    listed = row[name]
    return listed if isinstance(listed, list) else []
