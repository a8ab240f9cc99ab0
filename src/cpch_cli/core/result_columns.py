"""A row of results with a column of its own for everything that is true or not: what engines write, and Parquet holds.

A list of what is true, as in `core.rows`, is for people and for lines of text; a column for each is for programs that count,
and costs an engine a tenth. Both say the same, but for what belongs to single files: the key actions, and the order.
"""

from collections.abc import Iterable, Iterator, Mapping
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
# By what the schema of rows says of a column; all else is text.
_OF_KIND: Final[dict[str, Type]] = {"integer": "whole", "number": "number"}


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
    of_rows = row_schema(diagnostic)["properties"]
    plain = [Column(name, _type(kind)) for name, kind in of_rows.items() if name not in (*_LISTS, *_DERIVED)]
    return [
        *plain,
        *(Column(name, "flag") for named in _flags(diagnostic).values() for name in named.values()),
    ]


def _type(kind: Mapping[str, Any]) -> Type:
    # One type, or a list of them with `null`.
    return next((named for said, named in _OF_KIND.items() if said in kind.get("type", ())), "text")


def _flags(diagnostic: Diagnostic) -> dict[str, dict[str, str]]:
    """Return, for each list of rows, the columns of its entries by the entry."""
    return {of: {entry: flag(of, entry) for entry in entries(of, diagnostic)} for of in _LISTS}


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


def widened(rows: Iterable[Row], diagnostic: Diagnostic) -> Iterator[dict[str, Any]]:
    """Yield rows as results: what is a key action is to be done now."""
    names = [column.name for column in columns(diagnostic)]
    flags = _flags(diagnostic)
    for row in rows:
        wide: dict[str, Any] = {name: row.get(name) for name in names}
        for of, named in flags.items():
            found = frozenset((*_listed(row, "key"), *_listed(row, of)) if of == "now" else _listed(row, of))
            wide |= {column: entry in found for entry, column in named.items()}
        wide |= {flags["rules"][rule]: None for rule in _listed(row, "undecided")}
        yield wide


def narrowed(many: Iterable[Mapping[str, Any]], diagnostic: Diagnostic) -> Iterator[Row]:
    """Yield results as rows; their lists are in the diagnostic's order, and what is a key action is not told."""
    names = columns_of_rows(diagnostic)
    flags = _flags(diagnostic)
    critical = {question.id for question in diagnostic.questions if question.critical}
    for results in many:
        row: Row = {name: results.get(name) for name in names}
        for of, named in flags.items():
            row[of] = [entry for entry, column in named.items() if results[column]]
        row["critical"] = [question for question in _listed(row, "weak_questions") if question in critical]
        row["undecided"] = [rule for rule, column in flags["rules"].items() if results[column] is None]
        yield row


def _listed(row: Row, name: str) -> list[str]:
    listed = row[name]
    return listed if isinstance(listed, list) else []
