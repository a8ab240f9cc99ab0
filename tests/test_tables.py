"""Tables of answers, wide and long, CSV and Parquet: the same sheets as files would give, and every bad cell found."""

import csv
import datetime as dt
import io
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cpch_cli.batch import engines, installed
from cpch_cli.batch.bad_cells import sentence, write_bad_cells
from cpch_cli.batch.table_sheets import bad_cells, sheets
from cpch_cli.batch.tables import CodedTable, open_table
from cpch_cli.core.model import Answer, Diagnostic, Sheet
from cpch_cli.core.table_cells import BadCell
from cpch_cli.errors import CannotRead, InvalidAnswers, UsageError
from cpch_cli.gather import TableFile
from cpch_cli.i18n import languages, load_words
from helpers import Data, Said, diagnostic, question, scale, settled, weakness
from strategies import answers, diagnostics

# Ibis asks DuckDB by a name that DuckDB gives up.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

OF: Final = diagnostic(
    question("a.one", weaknesses=[weakness("v"), weakness("w")], not_applicable="Never."),
    question("a.two", scale="odd"),
    question("b.three", weaknesses=[weakness("v")]),
    scales={"odd": scale(0, "0.25", 10, ids=("none", "some", "all"))},
    retired=["a.old"],
)
Rows = Sequence[Mapping[str, Any]]


@pytest.fixture(scope="module")
def connection() -> Iterator[Any]:
    """Give a connection to DuckDB."""
    with engines.duckdb() as found:
        yield found


def opened(connection: Any, path: Path, of: Diagnostic = OF, *, is_named: bool = True) -> CodedTable:
    """Return an open table that is one."""
    file = TableFile(path.name, path, path.suffix == ".parquet", is_named)
    found = open_table(connection, file, of)
    assert found
    return found


def from_csv(connection: Any, folder: Path, text: str | bytes, of: Diagnostic = OF) -> CodedTable:
    """Return the table that a CSV text is."""
    path = folder / "t.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return opened(connection, path, of)


def from_parquet(
    connection: Any, folder: Path, columns: Mapping[str, Any], of: Diagnostic = OF
) -> CodedTable:
    """Return the table that columns are, as Parquet."""
    path = folder / "t.parquet"
    pq.write_table(pa.table(dict(columns)), path)
    return opened(connection, path, of)


def levels(table: CodedTable, of: Diagnostic = OF) -> list[dict[str, str | None]]:
    """Return the level of each answer of each row."""
    return [
        {key: answer.level for key, answer in sheet.answers.items()} for _, sheet, _, _ in sheets(table, of)
    ]


def bad(table: CodedTable, of: Diagnostic = OF) -> list[tuple[int | None, str, str, str]]:
    """Return place, value and code of each bad cell, which the counts of the rows agree with."""
    found = list(bad_cells(table, of))
    assert len(found) == sum(count for *_, count in sheets(table, of))
    return [(each.row, each.column, each.value, each.code) for each in found]


# --- what stands in cells ---------------------------------------------------------------------------------------------


def _type_name(cells: Any) -> str:
    return str(cells.type)


HEADER: Final = "subject.country,a.one,a.one#v,a.one#w,a.one#evidence,a.two,b.three"


def test_a_row_is_a_sheet(connection: Any, tmp_path: Path) -> None:
    """A row gives the sheet that a file would give, under the name of its table and its number."""
    table = from_csv(connection, tmp_path, f"{HEADER}\nX,2,1,,document,0.25,unknown\n,,,,,,\nY,,0,0,,some,\n")
    first, second = sheets(table, OF)

    said: dict[str, Said] = {
        "a.one": {"level": 2, "weaknesses": ["v"], "evidence": "document"},
        "a.two": "some",
        "b.three": "unknown",
    }
    assert ("t.csv#1", settled(OF, said), 0, 0) == (first[0], first[1].answers, *first[2:])
    assert ("t.csv#3", {"weaknesses": (), "level": None}) == (
        second[0],
        second[1].answers["a.one"].model_dump(include={"weaknesses", "level"}),
    )
    assert ("X", "Y") == (first[1].subject.country, second[1].subject.country)


@pytest.mark.parametrize(("names", "empty"), [("a.one,a.one#v", ""), ("a.one,a.one#v,a.one#w", ",")])
def test_weaknesses_that_were_asked(connection: Any, tmp_path: Path, names: str, empty: str) -> None:
    """Where one cell of a question is filled in, its weaknesses were asked: none of them is NULL."""
    table = from_csv(connection, tmp_path, f"{names}\n1,1{empty}\n2,0{empty}\n3,{empty}\n")
    found = table.relation.select("a.one#v", "a.one#w").to_pyarrow().to_pylist()

    expected = [(True, False), (False, False), (None, None)]
    assert expected == [tuple(row.values()) for row in found]


def test_what_a_table_has(connection: Any, tmp_path: Path) -> None:
    """A table tells what can be known of its rows; every question has a column, whether it was one or not."""
    table = from_csv(connection, tmp_path, "subject.x-unit,a.one,a.one#v,subject.date\n")

    assert ("t.csv", False, frozenset({"a.one"})) == (table.name, table.has_evidence, table.asked_weaknesses)
    assert (("subject.date",), ("subject.x-unit",)) == (table.subject_columns, table.extras)
    assert {
        *("file", "row", "subject.date", "subject.x-unit", "bad_cells", "reasons_not_recorded"),
        *("a.one", "a.one#v", "a.one#w", "a.two", "b.three"),
    } == set(table.relation.columns)
    assert [] == list(sheets(table, OF))


def test_subject(connection: Any, tmp_path: Path) -> None:
    """The fields of a subject are what a file would make of them."""
    table = from_csv(
        connection,
        tmp_path,
        "a.one;subject.country;subject.country_code;subject.domains;subject.date;subject.agency;subject.x-n\n"
        '1;" Côte\td\u2019Ivoire ";CIV;"b, a";2026-02-28;customs;7\n'
        "1;\x07;;;;;\n",
    )
    first, second = (sheet.subject for _, sheet, _, _ in sheets(table, OF))

    assert ("Côte d\u2019Ivoire", "CIV", "customs") == (first.country, first.country_code, first.agency)
    assert (("b", "a"), dt.date(2026, 2, 28), {"x-n": "7"}) == (first.domains, first.date, first.extensions)
    assert {} == second.model_dump(exclude_unset=True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_shapes_of_csv(connection: Any, tmp_path: Path, delimiter: str, start: str, end: str) -> None:
    """Cells are parted by what parts the header; blanks around names and cells do not count."""
    lines = ["subject.country, a.one ", '"X', 'y", 2 ', "NO,absent"]
    text = (start + end.join(lines) + end).replace(",", delimiter)
    table = from_csv(connection, tmp_path, text)

    assert [{"a.one": "defined"}, {"a.one": "absent"}] == levels(table)
    assert ["X\ny", "NO"] == [sheet.subject.country for _, sheet, _, _ in sheets(table, OF)]


def test_name_that_is_a_pattern(connection: Any, tmp_path: Path) -> None:
    """A file is read by its name, though that could be a pattern."""
    for name, level in (("[ab].csv", 1), ("a.csv", 3)):
        (tmp_path / name).write_text(f"a.one\n{level}\n", "utf-8")

    assert [{"a.one": "ad_hoc"}] == levels(opened(connection, tmp_path / "[ab].csv"))


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([2, None, 4, 7, -1], pa.int8()),
        pa.array([2, None, 4, 2**63 - 1, -(2**63)], pa.int64()),
        pa.array([2, None, 4, 2**64 - 1, 5], pa.uint64()),
        pa.array([2.0, math.nan, 4.0, math.inf, 2.5]),
        pa.array([Decimal(2), None, Decimal(4), Decimal("2.01"), Decimal(-1)], pa.decimal128(30, 20)),
        pa.array(["2", " ", "institutionalised", "1e309", "NO"]),
        pa.array(["02.0", None, " 4 ", "-1", "true"]).dictionary_encode(),
    ],
    ids=_type_name,
)
def test_types_of_parquet(connection: Any, tmp_path: Path, cells: Any) -> None:
    """Levels may be numbers or texts; what is none is bad, and nothing is no answer."""
    table = from_parquet(connection, tmp_path, {"subject.site": list("uvwxy"), "a.one": cells})

    assert [{"a.one": "defined"}, {}, {"a.one": "institutionalised"}, {}, {}] == levels(table)
    assert [(4, "unknown_level"), (5, "unknown_level")] == [(row, code) for row, _, _, code in bad(table)]


@pytest.mark.parametrize(
    ("cells", "first", "wrong"),
    [(pa.array([0, 10, 1]), "none", "1"), (pa.array([0.25, 10.0, 1.0]), "some", "1.0")],
    ids=["whole", "double"],
)
def test_numbers_of_a_scale_of_ones_own(
    connection: Any, tmp_path: Path, cells: Any, first: str, wrong: str
) -> None:
    """A number is the value of a level and not its place."""
    table = from_parquet(connection, tmp_path, {"a.two": cells})

    assert [{"a.two": first}, {"a.two": "all"}, {}] == levels(table)
    assert [(3, "a.two", wrong, "unknown_level")] == bad(table)


def test_other_types_of_parquet(connection: Any, tmp_path: Path) -> None:
    """Flags tick weaknesses, days and points in time are days, numbers are texts where a text is wanted."""
    columns = {
        "a.one": [1, 2],
        "a.one#v": [True, None],
        "a.one#w": pa.array([0.0, None]),
        "b.three#v": [None, 1],
        "subject.date": [dt.datetime(2026, 1, 2, 3, 4), None],  # noqa: DTZ001
        "subject.site": [12, None],
        "subject.period": [dt.date(2026, 4, 1), None],
    }
    first, second = (sheet for _, sheet, _, _ in sheets(from_parquet(connection, tmp_path, columns), OF))

    assert (dt.date(2026, 1, 2), "12", "2026-04-01") == (
        first.subject.date,
        first.subject.site,
        first.subject.period,
    )
    assert (("v",), None) == (first.answers["a.one"].weaknesses, second.answers["a.one"].weaknesses)
    assert ("v",) == second.answers["b.three"].weaknesses


def test_parquet_with_a_number_of_rows_of_its_own(connection: Any, tmp_path: Path) -> None:
    """A column that bears the name by which DuckDB numbers rows is a column like others."""
    table = from_parquet(connection, tmp_path, {"x-file_row_number": [9], "a.one": [1]})
    path = tmp_path / "own.parquet"
    pq.write_table(pa.table({"file_row_number": [9], "a.one": [1]}), path)
    with pytest.raises(InvalidAnswers) as error:
        opened(connection, path)

    assert ["t.parquet#1"] == [name for name, *_ in sheets(table, OF)]
    assert ["table.unknown_column"] == [each.problem.code for each in error.value.problems]


def test_reasons(connection: Any, tmp_path: Path) -> None:
    """Of a reason it counts whether it is there; it is not held."""
    text = "a.one,a.one#reason\nnot_applicable,No border.\nnot_applicable, \n1,\n"
    found = [
        (sheet.answers["a.one"], reasons)
        for _, sheet, reasons, _ in sheets(from_csv(connection, tmp_path, text), OF)
    ]

    na = Answer(level="not_applicable")
    assert [(na, 0), (na, 1), (Answer(level="ad_hoc"), 0)] == found


# --- the same sheets, however they are written --------------------------------------------------------------------------


def _said(answer: Data) -> Data:
    """Return an answer as a settled sheet holds it: weaknesses in their order, and no empty keys."""
    weaknesses = answer["weaknesses"]
    said = {**answer, "weaknesses": weaknesses and sorted(weaknesses)}
    return {part: value for part, value in said.items() if value is not None}


@st.composite
def many(draw: st.DrawFn) -> tuple[Diagnostic, list[Sheet]]:
    """Give a diagnostic and sheets of different subjects, settled, without texts."""
    of = draw(diagnostics(routed=False))
    made = []
    for number in range(draw(st.integers(1, 4))):
        said = {each.id: _said(draw(answers(each))) for each in of.questions if draw(st.integers(0, 3))}
        subject = {
            "country": f"C{number}",
            "scope": draw(st.sampled_from(["=1+1", 'a "b"', "a\nb", "a;b,c", "\u00e9", "-"])),
            "date": draw(st.sampled_from(["2024-02-29", "0001-01-01"])),
            "domains": draw(st.sampled_from([["a"], list(of.domain)])),
        }
        sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": subject})
        made.append(sheet.with_answers(settled(of, said)))
    return of, made


def of_subject(sheet: Sheet) -> dict[str, Any]:
    """Return the cells of a subject."""
    subject = sheet.subject
    assert subject.domains
    assert subject.date
    return {
        "subject.country": subject.country,
        "subject.scope": subject.scope,
        "subject.date": subject.date.isoformat(),
        "subject.domains": " ".join(subject.domains),
    }


def wide(of: Diagnostic, made: Sequence[Sheet], missing: Any) -> Rows:
    """Return sheets as the rows of a wide table; a level as its number."""
    rows = []
    for sheet in made:
        row: dict[str, Any] = of_subject(sheet)
        for each in of.questions:
            answer = sheet.answers.get(each.id, Answer())
            level = of.level(each.id, answer.level) if answer.level else None
            row[each.id] = str(float(level.value)) if level else answer.level or missing
            row[f"{each.id}#evidence"] = answer.evidence or missing
            for one in each.weaknesses:
                asked = answer.weaknesses is not None
                row[f"{each.id}#{one.id}"] = (
                    str(int(one.id in (answer.weaknesses or ()))) if asked else missing
                )
        rows.append(row)
    return rows


def long(made: Sequence[Sheet]) -> Rows:
    """Return sheets as the rows of a long table."""
    return [
        {
            **of_subject(sheet),
            "question": key,
            "level": answer.level or "",
            "weaknesses": "" if answer.weaknesses is None else ",".join(answer.weaknesses) or "-",
            "evidence": answer.evidence or "",
        }
        for sheet in made
        for key, answer in (sheet.answers or {"": Answer()}).items()
    ]


def as_csv(rows: Rows) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@settings(
    max_examples=6,
    # The engine is asked three times for each case: too often to look for the smallest one.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(case=many())
def test_the_same_sheets(connection: Any, tmp_path: Path, case: tuple[Diagnostic, list[Sheet]]) -> None:
    """Sheets come back the same from a wide CSV, a wide Parquet and a long CSV file, with nothing bad."""
    of, made = case
    in_parquet = wide(of, made, None)
    columns = {name: pa.array([row[name] for row in in_parquet], pa.string()) for name in in_parquet[0]}
    tables: list[Callable[[], CodedTable]] = [
        lambda: from_csv(connection, tmp_path, as_csv(wide(of, made, "")), of),
        lambda: from_parquet(connection, tmp_path, columns, of),
        lambda: from_csv(connection, tmp_path, as_csv(long(made)), of),
    ]

    expected = [(sheet.subject, sheet.answers, 0) for sheet in made]
    for table in tables:
        found = [(sheet.subject, sheet.answers, count) for _, sheet, _, count in sheets(table(), of)]
        assert expected == found


# --- what is bad --------------------------------------------------------------------------------------------------------


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        ("X,9,,,,,", "a.one", "9", "unknown_level"),
        ("X,-1,,,,,", "a.one", "-1", "unknown_level"),
        ("X,NaN,,,,,", "a.one", "NaN", "unknown_level"),
        ("X,1e309,,,,,", "a.one", "1e309", "unknown_level"),
        (f"X,{'9' * 70},,,,,", "a.one", "9" * 60, "unknown_level"),
        ("X,=1+1,,,,,", "a.one", "=1+1", "unknown_level"),
        ('X,"a\n""b""",,,,,', "a.one", 'a "b"', "unknown_level"),
        ("X,,,,,,not_applicable", "b.three", "not_applicable", "applies_always"),
        ("X,,2,,,,", "a.one#v", "2", "not_0_or_1"),
        ("X,,,x,,,", "a.one#w", "x", "not_0_or_1"),
        ("X,,,,0,,", "a.one#evidence", "0", "unknown_grade"),
        ("X,,,,,,,", "", "", "cells_surplus"),
        ("X,,,,,2,2,2,2", "", "", "cells_surplus"),
        ("X,,,", "", "", "cells_missing"),
    ],
)
def test_bad_cells(connection: Any, tmp_path: Path, row: str, column: str, value: str, code: str) -> None:
    """A bad cell is found with its row and column, and is taken as empty."""
    table = from_csv(connection, tmp_path, f"{HEADER}\nX,1,,,,,\n{row}\nX,1,,,,,\n")

    assert [(2, column, value, code)] == bad(table)
    assert [{"a.one": "ad_hoc"}, {}, {"a.one": "ad_hoc"}] == levels(table)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("date", "2026-02-30", "not_a_day"),
        ("date", "23.11.2026", "not_a_day"),
        ("country_code", "fra", "not_a_country_code"),
        ("agency", "The Customs", "not_a_word"),
        ("conducted", "twice", "not_a_conduct"),
        ("domains", "a c", "unknown_domains"),
    ],
)
def test_bad_cells_of_the_subject(connection: Any, tmp_path: Path, field: str, value: str, code: str) -> None:
    """A field of the subject that is not valid is bad, and is taken as empty."""
    table = from_csv(connection, tmp_path, f"subject.{field},a.one\n{value},1\n")
    ((_, sheet, _, _),) = sheets(table, OF)

    assert [(1, f"subject.{field}", value, code)] == bad(table)
    assert getattr(sheet.subject, field) is None


def test_too_many_cells_are_none(connection: Any, tmp_path: Path) -> None:
    """Of a row with too many cells nothing counts: nobody knows which of them is what."""
    table = from_csv(connection, tmp_path, "subject.country,a.one,b.three\nCôte, d'Or,1,2\n")

    assert [{}] == levels(table)
    assert [{}] == [sheet.subject.model_dump(exclude_unset=True) for _, sheet, _, _ in sheets(table, OF)]


def test_too_few_cells_are_the_first(connection: Any, tmp_path: Path) -> None:
    """Spreadsheets leave out what is empty at the end of a row; what is there counts."""
    table = from_csv(connection, tmp_path, "subject.country,a.one,b.three\nX,1\n")

    assert [{"a.one": "ad_hoc"}] == levels(table)


def test_several_bad_cells_of_a_row(connection: Any, tmp_path: Path) -> None:
    """Bad cells come row by row, and in a row in the order of the columns."""
    table = from_csv(connection, tmp_path, "b.three,subject.date,a.one#v\n9,x,y\n1,,\n,z\n")

    assert [
        (1, "b.three", "9", "unknown_level"),
        (1, "subject.date", "x", "not_a_day"),
        (1, "a.one#v", "y", "not_0_or_1"),
        (3, "", "", "cells_missing"),
        (3, "subject.date", "z", "not_a_day"),
    ] == bad(table)


# --- long tables --------------------------------------------------------------------------------------------------------


def test_subjects_of_a_long_table(connection: Any, tmp_path: Path) -> None:
    """Rows with the same subject are one, where the first of them stands; the same answer twice is one answer."""
    text = (
        "subject.country,question,answer,weaknesses,evidence,reason\n"
        "Y,a.one,1,none,,\nX,a.one,not_applicable,,,\nY,b.three,,v,,\nX,a.two,some,,statement,\nY,a.one,1,none,,\n"
        "Z,a.one,not_applicable,,,Why.\n,a.old,7,,,\n"
    )
    table = from_csv(connection, tmp_path, text)
    found = [
        (name, sheet.subject.country, sheet.answers, reasons) for name, sheet, reasons, _ in sheets(table, OF)
    ]

    y = settled(OF, {"a.one": {"level": 1, "weaknesses": []}, "b.three": {"weaknesses": ["v"]}})
    x = settled(OF, {"a.one": "not_applicable", "a.two": {"level": "some", "evidence": "statement"}})
    z = settled(OF, {"a.one": "not_applicable"})
    assert [
        ("t.csv#1", "Y", y, 0),
        ("t.csv#2", "X", x, 1),
        ("t.csv#6", "Z", z, 0),
        ("t.csv#7", None, {}, 0),
    ] == found
    assert [] == bad(table)


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        ("X,a.one,2,,", "level", "2", "answered_twice"),
        ("X,a.one,1,v,", "level", "1", "answered_twice"),
        ("X,a.one,1,,none", "level", "1", "answered_twice"),
        ("X,a.two,2,,", "level", "2", "unknown_level"),
        ("X,a.two,not_applicable,,", "level", "not_applicable", "applies_always"),
        ("X,b.three,,w,", "weaknesses", "w", "unknown_weaknesses"),
        ("X,b.three,,,9", "evidence", "9", "unknown_grade"),
        ("X,a.on,2,,", "question", "a.on", "unknown_question.near"),
        ("X,,2,,", "question", "", "no_question"),
        ("X,a.two,2", "level", "2", "unknown_level"),
    ],
)
def test_bad_cells_of_a_long_table(
    connection: Any, tmp_path: Path, row: str, column: str, value: str, code: str
) -> None:
    """A bad cell of a long table is found like that of a wide one; the first answer to a question counts."""
    head = "subject.country,question,level,weaknesses,evidence"
    table = from_csv(connection, tmp_path, f"{head}\nX,a.one,1,,\n{row}\n")

    assert (2, column, value, code) in bad(table)
    assert [{"a.one": "ad_hoc"}] == levels(table)


def test_bad_cells_of_a_long_table_in_their_order(connection: Any, tmp_path: Path) -> None:
    """Bad cells come row by row, however the rows are put together."""
    rows = "".join(f"{country},{of},9\n" for of in ("b.three", "a.two", "a.one") for country in "ZYX")
    table = from_csv(connection, tmp_path, f"subject.country,question,level\n{rows}")

    assert list(range(1, 10)) == [row for row, *_ in bad(table)]


def test_long_table_without_subjects(connection: Any, tmp_path: Path) -> None:
    """Without columns of the subject all rows are of one; without rows there is none."""
    table = from_csv(connection, tmp_path, "question,level\na.one,1\nb.three,2\n")
    assert [{"a.one": "ad_hoc", "b.three": "defined"}] == levels(table)

    assert [] == levels(from_csv(connection, tmp_path, "question,level\n"))


def test_long_table_of_parquet(connection: Any, tmp_path: Path) -> None:
    """Levels of a long Parquet file may be numbers."""
    table = from_parquet(
        connection, tmp_path, {"question": ["a.one", "a.two", "b.three"], "level": [2, 10, 5]}
    )

    assert [{"a.one": "defined", "a.two": "all"}] == levels(table)
    assert [(3, "level", "5", "unknown_level")] == bad(table)


# --- tables that cannot be read -----------------------------------------------------------------------------------------


def test_another_kind_of_table(connection: Any, tmp_path: Path) -> None:
    """A table of something else is an error if it was named, and passed over if it was found."""
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InvalidAnswers) as error:
        opened(connection, path)

    assert ["table.other_kind"] == [each.problem.code for each in error.value.problems]
    assert open_table(connection, TableFile("t.csv", path, is_parquet=False, is_named=False), OF) is None


def test_wrong_header(connection: Any, tmp_path: Path) -> None:
    """Every problem of the header is named, at the place of its column."""
    with pytest.raises(InvalidAnswers) as error:
        from_csv(connection, tmp_path, "a.one,a.on,a.one,\n")

    assert [(1, 2, "table.unknown_column.near"), (1, 3, "table.twice"), (1, 4, "table.unnamed")] == [
        (each.line, each.column, each.problem.code) for each in error.value.problems
    ]


def test_wrong_type(connection: Any, tmp_path: Path) -> None:
    """A column of lists is no column of answers."""
    with pytest.raises(InvalidAnswers) as error:
        from_parquet(connection, tmp_path, {"a.one": [[1]]})

    assert ["table.type"] == [each.problem.code for each in error.value.problems]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"a.one\n\xff\n", "not_text"),
        (b"a.one\n1\n\0\n", "not_text"),
        (b"a.one\n\xc3", "not_text"),
        (b"a.one\n" + b"1" * 2_100_000, "line_too_long"),
        (b"a.one\n" + b"1" * 2_100_000 + b"\n2\n", "line_too_long"),
    ],
)
def test_no_csv(connection: Any, tmp_path: Path, content: bytes, key: str) -> None:
    """What is no text cannot be read, and nothing of it is quoted."""
    with pytest.raises(CannotRead) as error:
        from_csv(connection, tmp_path, content)

    assert (key, "t.csv") == (error.value.key, error.value.values["file"])


def test_long_lines_are_counted_apart(connection: Any, tmp_path: Path) -> None:
    """Many lines are not a long one."""
    text = "subject.site,a.one\n" + ("y" * 700_000 + ",1\n") * 4

    assert 4 == len(levels(from_csv(connection, tmp_path, text)))


@pytest.mark.parametrize(
    ("text", "line"), [('a.one,x-a\n1,"b\n2,c\n', 2), ('a.one,x-a\n"1","b""c"\n2,"\n', 3)]
)
def test_quotation_mark_that_is_never_closed(connection: Any, tmp_path: Path, text: str, line: int) -> None:
    """A quotation mark that swallows the rest of a table is an error of the table."""
    with pytest.raises(InvalidAnswers) as error:
        from_csv(connection, tmp_path, text)

    assert [(line, "table.quote")] == [(each.line, each.problem.code) for each in error.value.problems]


def test_quotation_mark_inside_a_text(connection: Any, tmp_path: Path) -> None:
    """A quotation mark within a cell without others is a sign like any other."""
    table = from_csv(connection, tmp_path, 'a.one,subject.site\n1,5" gate\n2,b\n')

    assert ['5" gate', "b"] == [sheet.subject.site for _, sheet, _, _ in sheets(table, OF)]


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_missing_file(connection: Any, tmp_path: Path, name: str) -> None:
    """A file that is not there is said to be missing."""
    with pytest.raises(CannotRead) as error:
        opened(connection, tmp_path / name)

    assert ("no_such_file", name) == (error.value.key, error.value.values["file"])


@pytest.mark.parametrize("content", [b"", b"PAR1", b"a.one\n1\n", b"PAR1" + b"x" * 99 + b"PAR1"])
def test_no_parquet(connection: Any, tmp_path: Path, content: bytes) -> None:
    """What is no Parquet file is said to be none."""
    (tmp_path / "t.parquet").write_bytes(content)
    with pytest.raises(CannotRead) as error:
        opened(connection, tmp_path / "t.parquet")

    assert "not_parquet" == error.value.key


def test_an_engine_that_stumbles_quotes_nothing(connection: Any, tmp_path: Path) -> None:
    """What goes wrong while a table is read is said without its content."""
    cell = '"' + "secret\n" * 400_000 + '"'
    table = from_csv(connection, tmp_path, f"a.one,subject.site\n1,{cell}\n")
    with pytest.raises(CannotRead) as error:
        list(sheets(table, OF))

    assert ("table_unreadable", {"file": "t.csv"}) == (error.value.key, error.value.values)
    assert (None, True) == (error.value.__cause__, error.value.__suppress_context__)


def test_tables_without_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a package is missing it is said what to install; a module that is missing otherwise is a bug."""

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name=name.rpartition(".")[2])

    assert open_table is installed.of_tables("tables").open_table
    monkeypatch.setattr(installed, "import_module", missing)
    with pytest.raises(UsageError) as error:
        installed.of_tables("ibis")
    with pytest.raises(ModuleNotFoundError):
        installed.of_tables("tables")

    assert ("tables_not_installed", {"package": "ibis"}) == (error.value.key, error.value.values)


# --- bad cells in words, and as CSV ---------------------------------------------------------------------------------------

BAD: Final = BadCell("=t.csv", 3, "a.one", "=1", "unknown_level", {"word": "=1", "known": "0"})


def test_bad_cells_as_csv(tmp_path: Path) -> None:
    """Bad cells are written for whoever mends the table, and no cell is a formula."""
    path = tmp_path / "bad.csv"
    write_bad_cells([BAD, BadCell("-", None, "", "", "cells_missing", {})], path, force=False)

    assert (
        "file,row,column,value,problem\n'=t.csv,3,a.one,'=1,unknown_level\n'-,,,,cells_missing\n"
        == path.read_text("utf-8")
    )


def test_sentence_of_a_bad_cell() -> None:
    """A bad cell is said with its place."""
    words = load_words("en")

    assert '=t.csv, row 3, column a.one: "=1" is no level; taken as not answered. Possible: 0.' == sentence(
        BAD, words
    )
    assert (
        "t.csv: The row has fewer cells than the table has columns; the others are taken as empty."
        == sentence(BadCell("t.csv", None, "", "", "cells_missing", {}), words)
    )


@pytest.mark.parametrize("language", languages())
def test_every_bad_cell_has_its_sentence(connection: Any, tmp_path: Path, language: str) -> None:
    """Whatever is bad can be said in every language."""
    words = load_words(language)
    wide_table = from_csv(
        connection,
        tmp_path,
        f"{HEADER},subject.date,subject.agency,subject.country_code,subject.domains,subject.conducted\n"
        "X,9,9,9,9,9,not_applicable,9,9,9,9,9\n1,2\n1,2,3,4,5,6,7,8,9,10,11,12,13\n",
    )
    said = [sentence(each, words) for each in bad_cells(wide_table, OF)]
    long_table = from_csv(
        connection, tmp_path, "question,level,weaknesses\na.one,1,x\na.one,2,\nz,1,\na.on,1,\n,1,\n"
    )
    said += [sentence(each, words) for each in bad_cells(long_table, OF)]

    assert 18 == len(said) == len(set(said))


def test_nothing_is_written_beside_a_table(connection: Any, tmp_path: Path) -> None:
    """Reading a table leaves nothing behind."""
    levels(from_csv(connection, tmp_path, "a.one\n1\n"))

    assert ["t.csv"] == [path.name for path in tmp_path.iterdir()]
