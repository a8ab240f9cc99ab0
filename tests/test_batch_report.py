"""Many answers together through the real program: the consolidated report, tables in, what is refused, how it ends."""

import json
import stat
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from external import program
from program import CLEAN, EXAMPLES, PROGRAM, cpch

REGION = EXAMPLES / "region"
SCHEMAS = EXAMPLES.parent / "schemas"
COUNTRY = "Andoraza"

POSTS = """subject.country,subject.site,legal.instrument,risk.cooperation,risk.cooperation#no_communication
Belmara,Port,2,1,1
Belmara,Airport,defined,unknown,
Corvania,Gate,9,1,maybe
"""


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Return a table of three border posts, two of whose cells are bad."""
    path = tmp_path / "posts.csv"
    path.write_text(POSTS, "utf-8")
    return path


def consolidated(*options: Any) -> dict[str, Any]:
    """Return the example region, or what is named, as JSON."""
    done = cpch("batch", *(options or (REGION,)), "-f", "json", "-q")
    assert 0 == done.returncode, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_every_subject_counts_once() -> None:
    """Of 57 files 40 countries are counted, in alphabetical order; the JSON is what its schema says."""
    made = consolidated(REGION, "--by", "region")
    schema = json.loads((SCHEMAS / "consolidation.schema.json").read_text("utf-8"))
    labels = [subject["label"] for subject in made["subjects"]]

    assert (40, 57) == (made["counts"]["counted"], made["counts"]["files"])
    assert sorted(labels) == labels
    assert len(set(labels)) == len(labels) == 40
    assert [] == list(Draft202012Validator(schema).iter_errors(made))


def test_small_groups_are_folded() -> None:
    """The three countries of the smallest sub-region are not shown as a group, whatever is subtracted."""
    groups = consolidated(REGION, "--by", "region")["groups"]
    shown = sum(group["members"] for group in groups)

    assert 40 == shown
    assert all(group["members"] >= 5 for group in groups)
    assert any(group["name"] is None for group in groups)


@pytest.mark.parametrize("wanted", ["md", "html", "json"])
def test_a_copy_for_others_names_no_subject(wanted: str) -> None:
    """Neither a country nor a file of it stands in a copy for others."""
    done = cpch("batch", REGION, "-f", wanted, "--by", "region", "--releasable")

    assert 0 == done.returncode
    assert COUNTRY not in done.stdout
    assert COUNTRY.lower() not in done.stdout
    assert "Inner Plains" in done.stdout


def test_labels_stay_and_tell_nothing(tmp_path: Path) -> None:
    """A key file keeps the labels from run to run, and is its owner's alone; without it they are new ones."""
    key = tmp_path / "labels.yaml"
    first, again = (consolidated(REGION, "--anonymous", "--labels", key) for _ in range(2))
    other = consolidated(REGION, "--anonymous")

    assert first["subjects"] == again["subjects"] != other["subjects"]
    assert COUNTRY not in json.dumps(first)
    assert 0o600 == stat.S_IMODE(key.stat().st_mode)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("ending", ["md", "html", "docx", "xlsx", "json", "csv", "jsonl", "parquet", "txt"])
def test_every_format_to_a_file(ending: str, tmp_path: Path) -> None:
    """The ending of the output chooses the format; the file is there, its owner's alone, and is not replaced unasked."""
    output = tmp_path / f"region.{ending}"
    first, again = (cpch("batch", *sorted(REGION.glob("a*.yaml")), "-o", output) for _ in range(2))

    assert (0, 5) == (first.returncode, again.returncode)
    assert output.stat().st_size
    assert 0o600 == stat.S_IMODE(output.stat().st_mode)
    assert [output] == list(tmp_path.iterdir())


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--by", "region", "-f", "csv"], "--by"),
        (["--releasable"], "--releasable"),
        (["--anonymous", "-f", "parquet", "-o", "x.parquet"], "--anonymous"),
        (["--by", "mood", "-f", "md"], "mood"),
        (["--by", "country", "--anonymous", "-f", "md"], "country"),
        (["--minimum-group", "0", "-f", "md"], "0"),
        (["--labels", "x.yaml", "-f", "md"], "--labels"),
        (["--engine", "spark"], "--master"),
        (["--master", "local"], "--engine"),
        (["--engine", "spark", "--master", "local", "-f", "md"], "parquet"),
    ],
)
def test_what_makes_no_sense_is_refused(options: list[str], word: str, tmp_path: Path) -> None:
    """Options that do not go together are refused before anything is written, and the message names them."""
    done = cpch("batch", EXAMPLES / "belmara.yaml", *options, cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert word in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_refused_files_are_listed(tmp_path: Path) -> None:
    """A file that cannot be used stands in the report with the reason, and the exit code says so."""
    (tmp_path / "good.yaml").write_text("format: cpch-answers/1\nsubject: {country: Belmara}\n", "utf-8")
    (tmp_path / "bad.yaml").write_text("format: cpch-answers/1\nanswers: {legal.instrumet: 2}\n", "utf-8")
    done = cpch("batch", tmp_path, "-f", "md")

    assert 6 == done.returncode
    assert "bad.yaml" in done.stdout
    assert "legal.instrumet" in done.stdout
    assert "bad.yaml:2:11:" in done.stderr


# --- tables -----------------------------------------------------------------------------------------------------------


def test_bad_cells_are_told_counted_and_listed(posts: Path, tmp_path: Path) -> None:
    """A bad cell is taken as empty: stderr says which, its row counts it, a file lists it, the exit code is 6."""
    listed = tmp_path / "errors.csv"
    done = cpch("batch", posts, "-f", "jsonl", "--errors", listed)
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert 6 == done.returncode
    assert [0, 0, 2] == [row["bad_cells"] for row in rows]
    assert [f"{posts}#{number}" for number in (1, 2, 3)] == [row["file"] for row in rows]
    assert "row 3, column legal.instrument" in done.stderr
    assert [
        "file,row,column,value,problem",
        f"{posts},3,legal.instrument,9,unknown_level",
        f"{posts},3,risk.cooperation#no_communication,maybe,not_0_or_1",
    ] == listed.read_text("utf-8").splitlines()


def test_a_table_says_what_files_say(tmp_path: Path) -> None:
    """The rows of a table are those of answers files that say the same, but for their names and key actions."""
    table, files = tmp_path / "posts.csv", tmp_path / "answers.jsonl"
    table.write_text(POSTS.replace("9,1,maybe", "2,1,0"), "utf-8")
    said: list[tuple[str, dict[str, Any]]] = [
        (
            "Port",
            {"legal.instrument": "2", "risk.cooperation": {"level": "1", "weaknesses": ["no_communication"]}},
        ),
        ("Airport", {"legal.instrument": "2", "risk.cooperation": "unknown"}),
        ("Gate", {"legal.instrument": "2", "risk.cooperation": {"level": "1", "weaknesses": []}}),
    ]
    files.write_text(
        "".join(
            json.dumps(
                {
                    "format": "cpch-answers/1",
                    "subject": {"country": country, "site": site},
                    "answers": answers,
                }
            )
            + "\n"
            for country, (site, answers) in zip(("Belmara", "Belmara", "Corvania"), said, strict=True)
        ),
        "utf-8",
    )
    by_engine, by_python = (
        [json.loads(line) for line in cpch("batch", path, "-f", "jsonl").stdout.splitlines()]
        for path in (table, files)
    )

    for one, other in zip(by_engine, by_python, strict=True):
        solutions = ("key", "now", "improve")
        assert {k: v for k, v in other.items() if k not in ("file", *solutions)} == {
            k: v for k, v in one.items() if k not in ("file", *solutions)
        }
        assert {*one["now"], *one["improve"]} == {each for name in solutions for each in other[name]}


def test_parquet_that_cannot_be_written(posts: Path, tmp_path: Path) -> None:
    """Where there is no room for the results, that is said of the output and not of the table; nothing is left of it."""
    output = tmp_path / "rows.parquet"
    small = [
        "bash",
        "-c",
        'ulimit -f 4; exec "$@"',
        "-",
        str(PROGRAM),
        "batch",
        str(posts),
        "-o",
        str(output),
    ]
    # What Python keeps of the program's modules would be cut off as well, and stay so.
    env = {**CLEAN, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(small, env=env, capture_output=True, text=True, check=False)

    assert 5 == done.returncode
    assert f"{output} cannot be written" in done.stderr
    assert [posts] == list(tmp_path.iterdir())


def test_tables_and_files_side_by_side_as_parquet(posts: Path, tmp_path: Path) -> None:
    """Parquet has a row for each file and each row, in their order, under the columns that the schema names."""
    output = tmp_path / "rows.parquet"
    belmara, aldoria = EXAMPLES / "belmara.yaml", EXAMPLES / "aldoria.yaml"
    done = cpch("batch", belmara, posts, aldoria, "-o", output, "--fail-under", "2")
    made = pq.read_table(output)
    schema = json.loads((SCHEMAS / "result.schema.json").read_text("utf-8"))

    assert 6 == done.returncode
    assert [str(belmara), *(f"{posts}#{number}" for number in (1, 2, 3)), str(aldoria)] == made[
        "file"
    ].to_pylist()
    assert list(schema["properties"]) == made.column_names
    assert all(not list(Draft202012Validator(schema).iter_errors(row)) for row in made.to_pylist())
    assert (
        f"3 rows of 3 are drafts, have no overall score, or are below 2; the first is {posts}#1."
        in done.stderr
    )


def test_threshold_of_rows(posts: Path) -> None:
    """Rows that fall short are counted and not named one by one; bad cells come before them."""
    done = cpch("batch", posts, "-f", "csv", "--fail-under", "1")
    whole = cpch(
        "batch", "-", "-f", "csv", "--fail-under", "1", stdin=b"\n".join(POSTS.encode().splitlines()[:3])
    )

    assert (6, 1) == (done.returncode, whole.returncode)
    assert "3 rows of 3" in done.stderr
    assert "2 rows of 2" in whole.stderr


def test_a_table_as_a_report(posts: Path) -> None:
    """A table is put together like files: each row its subject."""
    done = cpch("batch", posts, "-f", "json")
    made = json.loads(done.stdout)

    assert ["Belmara, Airport", "Belmara, Port", "Corvania, Gate"] == [s["label"] for s in made["subjects"]]


def test_a_table_of_another_kind(tmp_path: Path) -> None:
    """In a folder it is passed over and counted; named itself it is an error that says why."""
    other = tmp_path / "budget.csv"
    other.write_text("item,amount\nboats,3\n", "utf-8")
    (tmp_path / "good.yaml").write_text("format: cpch-answers/1\n", "utf-8")
    folder, itself = cpch("batch", tmp_path, "-f", "csv"), cpch("batch", other, "-f", "csv")

    assert (0, 6) == (folder.returncode, itself.returncode)
    assert "passed over" in folder.stderr
    assert "budget.csv" in itself.stderr


def test_the_output_is_never_the_table(posts: Path) -> None:
    """Not even with --force does a result replace the table that it is made from."""
    for arguments in ([posts], [posts.parent]):
        done = cpch("batch", *arguments, "-o", posts, "--force")

        assert 2 == done.returncode
        assert POSTS == posts.read_text("utf-8")


def test_no_file_that_is_written_takes_the_place_of_another(posts: Path, tmp_path: Path) -> None:
    """Neither the output nor the bad cells nor the labels are written over what is read, or over each other."""
    lines = tmp_path / "more" / "answers.jsonl"
    lines.parent.mkdir()
    lines.write_text('{"format": "cpch-answers/1"}\n', "utf-8")
    new = tmp_path / "new"
    wrong: list[list[str | Path]] = [
        [lines.parent, "-f", "jsonl", "-o", lines],
        [lines.parent, "-f", "csv", "--errors", lines],
        [lines.parent, "-f", "json", "--anonymous", "--labels", lines],
        [posts, "-f", "csv", "-o", new, "--errors", new],
        [posts, "-f", "md", "--anonymous", "--labels", new, "-o", new],
    ]
    for arguments in wrong:
        done = cpch("batch", *arguments, "--force")

        assert 2 == done.returncode, done.stderr
        assert '{"format": "cpch-answers/1"}\n' == lines.read_text("utf-8")
        assert not new.exists()


def test_a_damaged_table_stops_no_other(posts: Path, tmp_path: Path) -> None:
    """What cannot be read to its end is named and left out; the others are done, and no words of an engine are shown."""
    table = tmp_path / "damaged.parquet"
    rows = 60_000
    columns = {
        "subject.country": [f"C{n}" for n in range(rows)],
        "legal.instrument": [n % 5 for n in range(rows)],
    }
    pq.write_table(pa.table(columns), table, row_group_size=15_000, compression="none", use_dictionary=False)
    content = table.read_bytes()
    middle = len(content) * 7 // 8
    table.write_bytes(content[:middle] + bytes(200) + content[middle + 200 :])
    output = tmp_path / "rows.parquet"

    wanted: list[list[str | Path]] = [["-o", output], ["-f", "json"]]
    for arguments in wanted:
        done = cpch("batch", table, posts, *arguments)

        assert 6 == done.returncode
        assert "damaged.parquet" in done.stderr
        assert "Error" not in done.stderr
    assert 3 == pq.read_table(output).num_rows
    assert ["Belmara, Airport", "Belmara, Port", "Corvania, Gate"] == [
        subject["label"] for subject in json.loads(done.stdout)["subjects"]
    ]


def test_what_somebody_noted_in_a_cell_is_not_said(tmp_path: Path) -> None:
    """A cell that holds more than a word stands in no message, and whole in the file of bad cells."""
    table, listed = tmp_path / "posts.csv", tmp_path / "errors.csv"
    table.write_text("subject.country,legal.instrument\nBelmara,ask officer Smith\n", "utf-8")
    done = cpch("batch", table, "-f", "csv", "--errors", listed)

    assert 6 == done.returncode
    assert "Smith" not in done.stderr
    assert "ask officer Smith" in listed.read_text("utf-8")


def test_spark_writes_what_duckdb_writes(tmp_path: Path) -> None:
    """A cluster of this machine alone gives the same rows, without numbers of rows."""
    program("java")
    table, results = tmp_path / "posts.parquet", tmp_path / "by-spark"
    columns = {"subject.country": ["A", "B"], "legal.instrument": [1, 3], "risk.cooperation": [None, 2]}
    pq.write_table(pa.table(columns), table)
    by_spark = cpch(
        *("batch", table, "-f", "parquet", "-o", results),
        *("--engine", "spark", "--master", "local[1]"),
        timeout=240,
    )
    by_duckdb = cpch("batch", table, "-o", tmp_path / "by-duckdb.parquet")
    rows = [
        sorted(
            (row | {"file": ""} for row in pq.read_table(path).to_pylist()), key=lambda row: row["country"]
        )
        for path in (results, tmp_path / "by-duckdb.parquet")
    ]

    assert (0, 0) == (by_spark.returncode, by_duckdb.returncode), by_spark.stderr
    assert rows[0] == rows[1]
