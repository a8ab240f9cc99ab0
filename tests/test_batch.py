"""Many files: rows, order, what spreadsheets and pipes must not be harmed by."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from broken import examples
from program import EXAMPLES, cpch

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    'a "b"',
    "a,b",
    "a;b",
    "[bold]x[/bold]",
    "x|y",
    "<b>",
    "a\nb",
]


def answers(folder: Path, name: str, country: str, *more: str) -> Path:
    """Write an answers file with little in it."""
    path = folder / name
    subject = json.dumps({"country": country})
    path.write_text("\n".join(["format: cpch-answers/1", f"subject: {subject}", *more, ""]), "utf-8")
    return path


def rows(text: str) -> list[dict[str, str]]:
    """Read CSV as any other program would."""
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_a_file_in_order() -> None:
    """A folder gives one row a file, sorted, the same by every format."""
    as_csv = rows(cpch("batch", EXAMPLES / "*.yaml", "-f", "csv").stdout)
    as_jsonl = [
        json.loads(line) for line in cpch("batch", EXAMPLES / "*.yaml", "-f", "jsonl").stdout.splitlines()
    ]

    assert [str(file) for file in examples()] == [row["file"] for row in as_csv]
    assert [row["country"] for row in as_csv] == [row["country"] for row in as_jsonl]
    assert [list(row) for row in as_csv] == [list(row) for row in as_jsonl]
    assert [float(row["score"]) for row in as_csv] == [row["score"] for row in as_jsonl]


def test_table_names_every_file() -> None:
    """The table to read has every file, its answered questions and its score."""
    table = cpch("batch", EXAMPLES / "*.yaml").stdout

    assert all(file.name in table for file in examples())
    assert all(text in table for text in ("42 of 42", "43 of 43", "24 of 42 (draft)", "3.1", "1.1", "1.8"))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("country", HOSTILE)
def test_no_cell_is_a_formula(country: str, tmp_path: Path) -> None:
    """What a person typed is text in a spreadsheet, and all of it is there."""
    row = rows(cpch("batch", answers(tmp_path, "a.yaml", country), "-f", "csv").stdout)[0]

    assert not row["country"].startswith(("=", "+", "-", "@"))
    assert country == row["country"].removeprefix("'" if country[0] in "=+-@" else "")


def test_scope_leaves_cells_empty(tmp_path: Path) -> None:
    """A domain outside the scope has empty cells."""
    path = answers(tmp_path, "a.yaml", "X", "answers: {legal.instrument: 2}")
    path.write_text(path.read_text("utf-8").replace('"X"', '"X", "domains": ["legal"]'), "utf-8")

    row = rows(cpch("batch", path, "-f", "csv").stdout)[0]

    assert ("2.0", "", "") == (row["legal.score"], row["risk.score"], row["risk.band"])


def test_other_formats_are_passed_over_and_counted(tmp_path: Path) -> None:
    """A file of another cpch format is no failure."""
    answers(tmp_path, "a.yaml", "X")
    (tmp_path / "plan.yaml").write_text("format: cpch-plan/1\nactions: []\n", "utf-8")

    done = cpch("batch", tmp_path, "-f", "csv")

    assert (0, "1 file of another cpch format was passed over.\n") == (done.returncode, done.stderr)
    assert 1 == len(rows(done.stdout))


@pytest.mark.parametrize("content", ["", "country: X\n", "- a\n", "\0\0", "a: [", "format: cpch-answers/2\n"])
def test_a_bad_file_never_stops_the_good_ones(content: str, tmp_path: Path) -> None:
    """Whatever stands in a file, the others are done, and it is named."""
    answers(tmp_path, "good.yaml", "X")
    (tmp_path / "bad.yaml").write_text(content, "utf-8")

    done = cpch("batch", tmp_path, "-f", "csv")

    assert (6, ["X"]) == (done.returncode, [row["country"] for row in rows(done.stdout)])
    assert "bad.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_stdin_documents() -> None:
    """`-` is content: YAML documents, or one JSON document a line; each has a name of its own."""
    yaml = b"format: cpch-answers/1\n---\nformat: cpch-answers/1\n---\nformat: wrong\n"
    lines = (
        b'{"format": "cpch-answers/1"}\n\n{"format": "cpch-answers/1", "answers": {"legal.instrument": 1}}\n'
    )

    of_yaml, of_json = (cpch("batch", "-", "-f", "jsonl", stdin=stdin) for stdin in (yaml, lines))

    assert ["-#1", "-#2"] == [json.loads(line)["file"] for line in of_yaml.stdout.splitlines()]
    assert "-#3:1:9:" in of_yaml.stderr
    assert [None, 1.0] == [json.loads(line)["legal.score"] for line in of_json.stdout.splitlines()]


def test_only_failures_is_no_empty_success(tmp_path: Path) -> None:
    """Where every file failed, the exit code says so."""
    (tmp_path / "bad.yaml").write_text("a: [", "utf-8")

    assert 6 == cpch("batch", tmp_path).returncode


def test_what_cannot_be_read_never_stops_the_good_ones(tmp_path: Path) -> None:
    """Binary stdin, a name that is too long, a missing file and a pipe in a folder: the good file is done."""
    folder = tmp_path / "answers"
    folder.mkdir()
    answers(folder, "good.yaml", "X")
    os.mkfifo(folder / "pipe.yaml")

    done = cpch("batch", "-", "x" * 300, tmp_path / "missing.yaml", folder, "-f", "csv", stdin=b"\xff\xfe")

    assert (6, ["X"]) == (done.returncode, [row["country"] for row in rows(done.stdout)])
    assert "3 files of 4 failed; the others are done." in done.stderr


def test_one_json_document_of_several_lines() -> None:
    """JSON as people and programs indent it is one document."""
    text = json.dumps({"format": "cpch-answers/1", "answers": {"legal.instrument": 1}}, indent=2)
    done = cpch("batch", "-", "-f", "jsonl", stdin=text.encode())

    assert ["-#1"] == [json.loads(line)["file"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("ending", "start"), [("csv", "file,"), ("jsonl", '{"file"'), ("txt", "Answers files")]
)
def test_format_by_the_ending_of_the_output(ending: str, start: str, tmp_path: Path) -> None:
    """Without --format the ending of the output decides."""
    output = tmp_path / f"rows.{ending}"

    assert 0 == cpch("batch", EXAMPLES, "--output", output).returncode
    assert output.read_text("utf-8").startswith(start)


def test_the_output_is_no_answers_file(tmp_path: Path) -> None:
    """An output that is one of the files of a folder is refused, and the file stays as it is."""
    path = answers(tmp_path, "a.yaml", "X")
    before = path.read_bytes()

    done = cpch("batch", tmp_path, "-f", "jsonl", "-o", path, "--force")

    assert (2, before, [path]) == (done.returncode, path.read_bytes(), list(tmp_path.iterdir()))


def test_no_file_makes_no_output(tmp_path: Path) -> None:
    """Where there is nothing but files of other formats, nothing is written, on stdout neither."""
    (tmp_path / "plan.yaml").write_text("format: cpch-plan/1\n", "utf-8")
    output = tmp_path / "rows.csv"

    done = [cpch("batch", tmp_path, "-f", "csv", *more) for more in ((), ("-o", output))]

    assert [(2, ""), (2, "")] == [(each.returncode, each.stdout) for each in done]
    assert not output.exists()


def test_only_bad_files_make_a_table_without_rows(tmp_path: Path) -> None:
    """The columns are there, where every file is bad."""
    (tmp_path / "bad.yaml").write_text("a: [", "utf-8")

    assert cpch("batch", tmp_path, "-f", "csv").stdout.startswith("file,country,")


def test_threshold_of_many(tmp_path: Path) -> None:
    """Each file that does not reach the threshold is named with the reason, in order, after the rows."""
    for name, levels in (("a", 2), ("b", None), ("c", 3)):
        said = [] if levels is None else [f"answers: {{legal.instrument: {levels}}}"]
        answers(tmp_path, f"{name}.yaml", "X", *said)

    done = cpch("batch", tmp_path, "-f", "jsonl", "--fail-under", "2.5")

    assert (1, 3) == (done.returncode, len(done.stdout.splitlines()))
    assert ["a.yaml", "b.yaml", "c.yaml"] == [
        line.partition(".yaml")[0][-1] + ".yaml" for line in done.stderr.splitlines()
    ]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("wanted", ["csv", "jsonl", "table"])
def test_many_files_are_as_few(wanted: str, tmp_path: Path) -> None:
    """Whether files are read in other processes or here makes no difference to what is written."""
    names = [f"{number:02}.yaml" for number in range(40)]
    for name in names:
        answers(tmp_path, name, name, "answers: {legal.instrument: 2}")
    (tmp_path / "17.yaml").write_text("format: x\n", "utf-8")
    one = cpch("batch", tmp_path / "39.yaml", "-f", wanted).stdout.splitlines()
    many = cpch("batch", tmp_path, "-f", wanted)

    assert 6 == many.returncode
    assert "17.yaml:1:9:" in many.stderr
    assert [line for line in one if "39.yaml" in line and wanted != "table"] == [
        line for line in many.stdout.splitlines() if "39.yaml" in line and wanted != "table"
    ]
    assert all(name in many.stdout for name in names if name != "17.yaml")
