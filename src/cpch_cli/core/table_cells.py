"""What the columns and cells of a table mean: the mapping from what is written to the codes of core/coded.py.

An engine and a reading in Python both go by it, so everything here is finite: words with their codes, and patterns that
Python, RE2 and Java take alike. What is written is looked at without the blanks around it; nothing but blanks is no answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

from cpch_cli.core.coded import NOT_APPLICABLE_CODE, UNKNOWN_CODE
from cpch_cli.core.model import (
    COUNTRY_PATTERN,
    EXTENSIONS,
    NOT_APPLICABLE,
    NUMBER_PATTERN,
    UNKNOWN,
    WORD_PATTERN,
    Conduct,
    Diagnostic,
    Grade,
    Question,
)
from cpch_cli.core.problems import Problem, unknown
from cpch_cli.core.sheet import known_levels
from cpch_cli.core.text import one_line

# What Python's `strip` and an engine's TRIM are told to take off.
BLANKS: Final = " \t\n\r\v\f"
GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
SUBJECT: Final = "subject."
# The fields of a subject that are plain: no lists of persons, and nobody's clearance.
FIELDS: Final = (
    *("country", "country_code", "region", "site", "scope", "period"),
    *("domains", "agency", "date", "conducted", "handling"),
)
# A long table has one row for each answer, and these columns beside those of the subject.
_LONG: Final = ("question", "level", "answer", "weaknesses", "evidence", "note", "reason")
# In a long table: the weaknesses were asked, and none was observed.
NONE_OBSERVED: Final = ("-", "none")
_OWN: Final = (EXTENSIONS, f"{SUBJECT}{EXTENSIONS}")
_LONGEST_VALUE: Final = 60
# What parts ids in one cell.
BETWEEN: Final = "[ \t\r\n,]+"

_SHORT_MONTHS: Final = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_LONG_MONTHS: Final = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_YEAR: Final = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_FOURTH: Final = "(?:0[48]|[2468][048]|[13579][26])"
# The days of the calendar from year 1 to 9999: engines differ on what else they take for a day.
DAY_PATTERN: Final = (
    f"^(?:{_YEAR}-(?:{_SHORT_MONTHS}|{_LONG_MONTHS}|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|(?:[0-9]{{2}}{_FOURTH}|{_FOURTH}00)-02-29)$"
)

Part = Literal["level", "weakness", "evidence", "reason", "subject", "question", "weaknesses", "row"]


# --- columns --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read.

    Attributes:
        position: its place in the table, from 0; -1 for the row as a whole.
        of: the question's id, or the field of the subject; empty in the columns of a long table.
        weakness: the weakness's id, in a column of one.
    """

    position: int
    name: str
    part: Part
    of: str = ""
    weakness: str = ""


# What is wrong with a row as a whole stands under this.
WHOLE_ROW: Final = Column(-1, "", "row")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table that are read, in its order; `is_long`: it has one row for each answer."""

    columns: tuple[Column, ...]
    is_long: bool

    def of(self, part: Part) -> tuple[Column, ...]:
        """Return the columns of a kind."""
        return tuple(column for column in self.columns if column.part == part)


def header(names: Sequence[str], diagnostic: Diagnostic) -> tuple[Header | None, tuple[Problem, ...]]:
    """Return what the columns of a table mean, and every problem with them; None if it is a table of another kind.

    A problem's path is the position of its column, from 0.
    """
    names = [name.strip(BLANKS) for name in names]
    is_long = not any(name in diagnostic.question for name in names)
    if is_long and not ("question" in names and {"level", "answer"} & set(names)):
        return None, ()
    known = _long_columns() if is_long else _wide_columns(diagnostic)
    known |= {f"{SUBJECT}{field}": Column(0, "", "subject", field) for field in FIELDS}
    columns: list[Column] = []
    problems: list[Problem] = []
    for position, name in enumerate(names):
        if (problem := _of_name(name, names[:position], known, diagnostic)) is not None:
            problems.append(Problem((position,), *problem))
        elif name.startswith(f"{SUBJECT}x-"):
            columns.append(Column(position, name, "subject", name.removeprefix(SUBJECT)))
        elif (meaning := known.get(name)) is not None:
            columns.append(Column(position, name, meaning.part, meaning.of, meaning.weakness))
    if is_long and {"level", "answer"} <= set(names):
        problems.append(Problem((names.index("answer"),), "table.level_and_answer"))
    return Header(tuple(columns), is_long), tuple(problems)


def _of_name(
    name: str, before: Sequence[str], known: Mapping[str, Column | None], diagnostic: Diagnostic
) -> tuple[str, dict[str, str]] | None:
    if not name:
        return "table.unnamed", {}
    if name in before:
        return "table.twice", {"word": name}
    if name in known or name.startswith(_OWN) or name.partition("#")[0] in diagnostic.retired:
        return None
    return unknown("table.unknown_column", name, list(known))


def _wide_columns(diagnostic: Diagnostic) -> dict[str, Column | None]:
    """Return what each column of a wide table means by its name; None for those that are read over."""
    known: dict[str, Column | None] = {}
    for question in diagnostic.questions:
        known[question.id] = Column(0, "", "level", question.id)
        for weakness in question.weaknesses:
            known[f"{question.id}#{weakness.id}"] = Column(0, "", "weakness", question.id, weakness.id)
        known[f"{question.id}#evidence"] = Column(0, "", "evidence", question.id)
        known[f"{question.id}#reason"] = Column(0, "", "reason", question.id)
        known[f"{question.id}#note"] = None
    return known


def _long_columns() -> dict[str, Column | None]:
    parts: dict[str, Part] = {
        "question": "question",
        "level": "level",
        "answer": "level",
        "weaknesses": "weaknesses",
        "evidence": "evidence",
        "reason": "reason",
    }
    return {name: Column(0, "", parts[name]) if name in parts else None for name in _LONG}


# --- cells ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Codes:
    """What may stand in the cells of a column, each with its code: words, and numbers however they are spelt."""

    words: Mapping[str, int]
    numbers: Mapping[Fraction, int]

    def code(self, written: str) -> int | None:
        """Return the code of what is written, without blanks around it; None where it has none."""
        found = self.words.get(written)
        if found is not None or not re.fullmatch(NUMBER_PATTERN, written):
            return found
        return self.numbers.get(Fraction(written))

    @property
    def texts(self) -> Mapping[str, int]:
        """The code of every word and of every number in its usual spelling, numbers first."""
        return {_digits(value): code for value, code in self.numbers.items()} | dict(self.words)

    @property
    def spellings(self) -> Mapping[str, int]:
        """The code of every number by the pattern of all its spellings: 2, 02, 2.0."""
        return {_spelling(value): code for value, code in self.numbers.items()}


def level_codes(diagnostic: Diagnostic, question: Question) -> Codes:
    """Return what may stand in the cells of a question: ids and numbers of its levels, and the words of no level."""
    levels = diagnostic.levels[question.id]
    words = {level.id: place for place, level in enumerate(levels)} | {UNKNOWN: UNKNOWN_CODE}
    if question.not_applicable is not None:
        words[NOT_APPLICABLE] = NOT_APPLICABLE_CODE
    return Codes(words, {level.value: place for place, level in enumerate(levels)})


# As spreadsheets and Python write them.
FLAG_CODES: Final = Codes(
    {
        "true": 1,
        "True": 1,
        "TRUE": 1,
        "false": 0,
        "False": 0,
        "FALSE": 0,
    },
    {Fraction(0): 0, Fraction(1): 1},
)
GRADE_CODES: Final = Codes({grade: place for place, grade in enumerate(GRADES)}, {})


def _parts(value: Fraction) -> tuple[str, str]:
    """Return the digits before and after the decimal point, as a scale's file can hold them: at most fifteen each."""
    whole, rest = divmod(value, 1)
    return str(whole), f"{int(rest * 10**15):015d}".rstrip("0")


def _digits(value: Fraction) -> str:
    whole, rest = _parts(value)
    return f"{whole}.{rest}" if rest else whole


def _spelling(value: Fraction) -> str:
    whole, rest = _parts(value)
    sign = "" if value else "-?"
    # A backslash would be one to engines' own quoting as well.
    more = f"[.]{rest}0{{0,{15 - len(rest)}}}" if rest else "(?:[.]0{1,15})?"
    return f"^{sign}0{{0,{15 - len(whole)}}}{whole}{more}$"


def subject_pattern(field: str, diagnostic: Diagnostic) -> str | None:
    """Return what a field of the subject has to look like; None where any text will do."""
    patterns = {
        "country_code": COUNTRY_PATTERN,
        "agency": WORD_PATTERN,
        "date": DAY_PATTERN,
        "conducted": f"^(?:{'|'.join(get_args(Conduct))})$",
        "domains": _ids_pattern(list(diagnostic.domain)),
    }
    return patterns.get(field)


def weaknesses_pattern(question: Question) -> str:
    """Return what may stand under `weaknesses` for a question of a long table: its ids, or that none was observed."""
    none = "|".join(NONE_OBSERVED)
    ids = [weakness.id for weakness in question.weaknesses]
    return f"^(?:{none}|{_ids_pattern(ids)[1:-1]})$" if ids else f"^(?:{none})$"


def _ids_pattern(ids: Sequence[str]) -> str:
    # Of the longest first, and nothing in an id but points has a meaning in a pattern: re.escape writes what RE2 refuses.
    one = "|".join(each.replace(".", "[.]") for each in sorted(ids, key=len, reverse=True))
    return f"^(?:{one})(?:{BETWEEN}(?:{one}))*$"


# --- what is wrong --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that was taken as empty, since what stands in it means nothing there.

    Attributes:
        row: counted from 1, the header aside; None where the engine does not number rows.
        column: its name; empty for the row as a whole.
        value: its beginning, on one line, at most 60 characters.
        code: the kind of problem; the program's words have a sentence `table.bad.CODE`.
        values: what the sentence names.
    """

    file: str
    row: int | None
    column: str
    value: str
    code: str
    values: Mapping[str, str]


_OF_FIELDS: Final = {
    "country_code": "not_a_country_code",
    "agency": "not_a_word",
    "date": "not_a_day",
    "conducted": "not_a_conduct",
    "domains": "unknown_domains",
}


def bad_cell(
    file: str, row: int | None, column: Column, written: str, diagnostic: Diagnostic, question: str = ""
) -> BadCell:
    """Return a bad cell with what is wrong with it.

    Args:
        file: the name of the table.
        row: counted from 1, or None.
        column: where it stands.
        written: what stands in it; for the row as a whole the code of its problem.
        diagnostic: the one that the table was read for.
        question: in a long table, what stands in the row's cell `question`.
    """
    value = shortened(written)
    if column is WHOLE_ROW:
        return BadCell(file, row, "", "", written, {})
    code, values = _problem(column, value, diagnostic, column.of or question)
    return BadCell(file, row, column.name, value, code, {"word": value, **values})


def shortened(written: str) -> str:
    """Return the beginning of a text, on one line."""
    return one_line(written)[:_LONGEST_VALUE]


def _problem(column: Column, value: str, diagnostic: Diagnostic, of: str) -> tuple[str, Mapping[str, str]]:
    match column.part:
        case "level":
            return _of_level(value, diagnostic, of)
        case "question":
            return _of_question(value, diagnostic)
        case "subject":
            return _OF_FIELDS[column.of], _known(column.of, diagnostic)
        case "weaknesses":
            return "unknown_weaknesses", {"question": of}
        case "evidence":
            return "unknown_grade", {"known": ", ".join(GRADES)}
        case _:
            return "not_0_or_1", {}


def _known(field: str, diagnostic: Diagnostic) -> Mapping[str, str]:
    known = {"conducted": get_args(Conduct), "domains": tuple(diagnostic.domain)}
    return {"known": ", ".join(known[field])} if field in known else {}


def _of_level(value: str, diagnostic: Diagnostic, of: str) -> tuple[str, Mapping[str, str]]:
    question = diagnostic.question[of]
    if level_codes(diagnostic, question).code(value) is not None:
        return "answered_twice", {"question": of}
    if value == NOT_APPLICABLE:
        return "applies_always", {"question": of}
    return "unknown_level", {"known": known_levels(diagnostic, question)}


def _of_question(value: str, diagnostic: Diagnostic) -> tuple[str, Mapping[str, str]]:
    return unknown("unknown_question", value, list(diagnostic.question)) if value else ("no_question", {})
