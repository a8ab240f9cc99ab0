"""The cells of one column as column expressions: their code, and whether they are bad; by the mapping of core/table_cells.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import ibis

from cpch_cli.batch.columns import any_of, chosen, negated
from cpch_cli.core.table_cells import BETWEEN, Codes, subject_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ibis.expr.types import BooleanValue, StringValue

    from cpch_cli.core.model import Diagnostic

# More characters of a bad cell than anybody is shown.
_LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in the cells of a column.

    Attributes:
        value: a code (an integer), or the text of a subject; NULL where there is none, or a bad one.
        says: whether anything stands there that has to mean something.
        written: what stands there, as text.
    """

    value: Any
    says: BooleanValue
    written: StringValue

    @property
    def is_bad(self) -> BooleanValue:
        """Whether something stands there that means nothing; FALSE or NULL where not."""
        # A choice, and no AND: of which an engine would work out both sides for every cell.
        return ibis.ifelse(self.value.isnull(), self.says, ibis.literal(False))

    @property
    def bad_text(self) -> Any:
        """The beginning of what stands in a bad cell; NULL in all others."""
        beginning = self.written.substr(0, _LONGEST).fill_null("")
        return ibis.ifelse(self.is_bad, beginning, ibis.null("string"))


def can_be_read(column: Any) -> bool:
    """Tell whether a column is of a type that a cell of a table can have."""
    kind = column.type()
    return bool(
        kind.is_null() or kind.is_string() or kind.is_numeric() or kind.is_boolean() or kind.is_temporal()
    )


def coded(column: Any, codes: Codes) -> Read:
    """Return the cells of a column by their codes; numbers are compared as numbers, everything else as text."""
    kind = column.type()
    if kind.is_integer():
        return _of_whole_numbers(column, codes)
    if kind.is_floating() or kind.is_decimal():
        return _of_numbers(column.cast("float64"), codes)
    return _of_texts(text(column), codes)


def _of_whole_numbers(column: Any, codes: Codes) -> Read:
    kind = column.type()
    numbers = {int(value): code for value, code in codes.numbers.items() if value.denominator == 1}
    last = len(numbers) - 1
    written = column.cast("string")
    if numbers == {number: number for number in range(last + 1)}:
        # One comparison each and no conversion: tables are large, and these the usual ones.
        value = ibis.ifelse(column.between(0, last), column, ibis.null(kind))
        return Read(value, column.notnull(), written)
    return Read(chosen(column, numbers, ibis.null("int8")).cast("int8"), column.notnull(), written)


def _of_numbers(column: Any, codes: Codes) -> Read:
    cases = [(column == float(value), code) for value, code in codes.numbers.items()]
    value = ibis.cases(*cases, else_=ibis.null("int8")).cast("int8") if cases else ibis.null("int8")
    # "Not a number" is how tables of numbers say that there is none.
    return Read(value, negated(column.isnan().fill_null(True)), column.cast("string"))


def _of_texts(column: StringValue, codes: Codes) -> Read:
    bare = column.strip()
    nothing = ibis.null("int8")
    spelt = [(bare.re_search(pattern), code) for pattern, code in codes.spellings.items()]
    words = [*codes.texts.items()]
    # Almost all cells are empty or one of the words: only what is left is looked at closely.
    closely = bare.cases(*words, else_=ibis.cases(*spelt, else_=nothing) if spelt else nothing)
    value = column.cases(("", nothing), *words, else_=ibis.ifelse(column.isnull(), nothing, closely))
    return Read(value.cast("int8"), bare != "", column)


def text(column: Any) -> StringValue:
    """Return the cells of a column as text; a point in time as its day."""
    kind = column.type()
    if kind.is_string():
        return column
    return (column.date() if kind.is_timestamp() else column).cast("string")


def said(column: Any) -> BooleanValue:
    """Return whether anything but blanks stands in the cells of a column."""
    return (text(column).strip() != "").fill_null(False)


def of_subject(column: Any, field: str, diagnostic: Diagnostic) -> Read:
    """Return the cells of a field of the subject, without blanks around them; ids of domains parted by one blank."""
    written = text(column)
    bare = written.strip().nullif("")
    pattern = subject_pattern(field, diagnostic)
    if pattern is None:
        return Read(bare, ibis.literal(False), written)
    return _like(bare, written, pattern)


def ids(column: Any, pattern: str) -> Read:
    """Return the cells of a column of ids, as `pattern` allows them, parted by one blank."""
    written = text(column)
    return _like(written.strip().nullif(""), written, pattern)


def _like(bare: Any, written: StringValue, pattern: str) -> Read:
    value = ibis.ifelse(bare.re_search(pattern), bare.re_replace(BETWEEN, " "), ibis.null("string"))
    return Read(value, bare.notnull(), written)


def one_if(condition: BooleanValue) -> Any:
    """Return 1 where a condition holds, else 0, also where it is NULL."""
    return ibis.ifelse(condition, 1, 0).cast("int32")


def by_group(groups: Sequence[tuple[BooleanValue, Read]]) -> Read:
    """Return cells that are read one way or another, by the row; in rows of no group nothing is said."""
    first = groups[0][1]
    value = ibis.cases(*((holds, read.value) for holds, read in groups))
    return Read(value, any_of(holds for holds, _ in groups) & first.says, first.written)
