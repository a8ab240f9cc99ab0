"""Which files a list of paths means."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

import pytest

from cpch_cli.disk import LARGEST_FILE
from cpch_cli.errors import CannotRead
from cpch_cli.gather import Source, TableFile, source, sources, tables_and_sources

NOTHING: Final = io.BytesIO(b"")

TREE: Final = (
    "b.yaml",
    "a.yml",
    "c.json",
    "D.YAML",
    "E.Json",
    "notes.txt",
    "yaml",
    ".hidden.yaml",
    ".git/config.yaml",
    "north/b.yaml",
    "north/a.yaml",
    "north/.cache/x.yaml",
    "north/deep/er/z.json",
    "south/a.yaml.orig",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with files of many kinds, which is also where the program stands."""
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    """Return the names of what paths mean."""
    return [one.name for one in sources(paths, NOTHING)]


NORTH: Final = ["north/a.yaml", "north/b.yaml", "north/deep/er/z.json"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["b.yaml", "a.yml"], ["b.yaml", "a.yml"], id="files in the order given"),
        pytest.param(["."], ["D.YAML", "E.Json", "a.yml", "b.yaml", "c.json", *NORTH], id="folder"),
        pytest.param(["north"], NORTH, id="folder by its name"),
        pytest.param(["north/"], NORTH, id="folder with a slash"),
        pytest.param(["south"], [], id="folder without answers"),
        pytest.param(
            ["north/deep", "north/a.yaml"], ["north/deep/er/z.json", "north/a.yaml"], id="folder and file"
        ),
        pytest.param(["missing.yaml"], ["missing.yaml"], id="a file that is not there"),
        pytest.param(
            ["notes.txt", ".hidden.yaml"], ["notes.txt", ".hidden.yaml"], id="any file that is named"
        ),
        pytest.param([".git"], [".git/config.yaml"], id="a hidden folder that is named"),
        pytest.param(["b.yaml", "./b.yaml", "b.yaml"], ["b.yaml"], id="a file twice"),
        pytest.param(
            ["north/b.yaml", "north"], ["north/b.yaml", NORTH[0], NORTH[2]], id="file, then its folder"
        ),
        pytest.param(
            ["north", "."], [*NORTH, "D.YAML", "E.Json", "a.yml", "b.yaml", "c.json"], id="inner, then outer"
        ),
        pytest.param(["*.yaml"], ["b.yaml"], id="pattern"),
        pytest.param(["*.y*ml"], ["a.yml", "b.yaml"], id="pattern, sorted"),
        pytest.param(["?.json", "*.yml"], ["c.json", "a.yml"], id="patterns in the order given"),
        pytest.param(["[ab].*"], ["a.yml", "b.yaml"], id="pattern of a set"),
        pytest.param(
            ["n*"],
            ["north/a.yaml", "north/b.yaml", "north/deep/er/z.json", "notes.txt"],
            id="folder by pattern",
        ),
        pytest.param(["**/a.yaml"], ["north/a.yaml"], id="pattern over folders"),
        pytest.param(["**/*.json"], ["c.json", "north/deep/er/z.json"], id="pattern over no folder too"),
        pytest.param(["*.nothing"], [], id="pattern of nothing"),
    ],
)
def test_paths(paths: list[str], expected: list[str]) -> None:
    """A path is a file, a folder with all answers files below it, or a pattern; each file comes once."""
    assert expected == names(*paths)


def test_absolute_paths(folder: Path) -> None:
    """Folders and patterns may begin at the root."""
    expected = [str(folder / "north" / "a.yaml"), str(folder / "north" / "b.yaml")]

    assert expected == names(str(folder / "north" / "*.yaml"))
    assert expected == names(str(folder / "north"))[:2]


def test_file_whose_name_is_a_pattern(folder: Path) -> None:
    """A file that exists is meant, though its name could be a pattern."""
    (folder / "[ab].yaml").touch()

    assert ["[ab].yaml"] == names("[ab].yaml")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "expected"),
    [("c.json", True), ("E.Json", True), ("b.yaml", False), ("D.YAML", False), ("notes.txt", False)],
)
def test_json(path: str, *, expected: bool) -> None:
    """A file is JSON by its ending, whatever its case."""
    (source,) = sources([path], NOTHING)

    assert expected is source.as_json


def test_links(folder: Path) -> None:
    """A link to a file is followed, one to a folder is not; a file over two ways comes once."""
    (folder / "south" / "link.yaml").symlink_to(folder / "b.yaml")
    (folder / "south" / "north").symlink_to(folder / "north")
    (folder / "south" / "round").symlink_to(folder)

    assert ["south/link.yaml"] == names("south")
    assert ["b.yaml"] == names("b.yaml", "south")
    assert ["south/north/a.yaml", "south/north/b.yaml", "south/north/deep/er/z.json"] == names("south/north")
    assert NORTH == names("north", "south/north")


def test_link_to_nothing(folder: Path) -> None:
    """A link to nothing is met, so that it can be said that it cannot be read."""
    (folder / "south" / "link.yaml").symlink_to("nothing")
    (source,) = sources(["south"], NOTHING)
    with pytest.raises(CannotRead) as error:
        source.read()

    assert "no_such_file" == error.value.key


@pytest.mark.usefixtures("folder")
def test_read() -> None:
    """What is in a file is read when it is asked for."""
    assert ["north/a.yaml", "b.yaml"] == [one.read() for one in sources(["north/a.yaml", "b.yaml"], NOTHING)]


def test_sources_come_one_by_one(folder: Path) -> None:
    """Nothing is looked for before it is its turn."""
    found = sources(["b.yaml", "later"], NOTHING)

    assert "b.yaml" == next(found).name
    (folder / "later").mkdir()
    (folder / "later" / "a.yaml").touch()
    assert ["later/a.yaml"] == [one.name for one in found]


# --- stdin --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"a: 1\n", [Source("-#1", as_json=False, text="a: 1\n")]),
        (
            b"# two\n---\na: 1\n---\nb: 2\n",
            [Source("-#1", as_json=False, text="a: 1\n"), Source("-#2", as_json=False, text="b: 2\n")],
        ),
        (
            b'{"a": 1}\n\n{"b": 2}\n',
            [Source("-#1", as_json=True, text='{"a": 1}'), Source("-#2", as_json=True, text='{"b": 2}')],
        ),
        (b"\xef\xbb\xbf{}", [Source("-#1", as_json=True, text="{}")]),
        (b"b.yaml\nc.json\n", [Source("-#1", as_json=False, text="b.yaml\nc.json\n")]),
    ],
)
def test_stdin(content: bytes, expected: list[Source]) -> None:
    """A dash is the documents on stdin, numbered; it is never a list of paths."""
    found = list(sources(["-"], io.BytesIO(content)))

    assert expected == found
    assert [one.text for one in expected] == [one.read() for one in found]


@pytest.mark.usefixtures("folder")
def test_stdin_among_files() -> None:
    """Stdin may stand among files, and is read once."""
    found = sources(["b.yaml", "-", "a.yml", "-"], io.BytesIO(b"a: 1\n---\nb: 2\n"))

    assert ["b.yaml", "-#1", "-#2", "a.yml"] == [one.name for one in found]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a\x00b"])
def test_stdin_that_is_not_text(content: bytes) -> None:
    """Stdin that is not text is an error when it is read, so that it does not stop the files beside it."""
    (document,) = sources(["-"], io.BytesIO(content))
    with pytest.raises(CannotRead) as error:
        document.read()

    assert ("not_text", {"file": "-"}) == (error.value.key, error.value.values)


def test_one_document_of_stdin_that_is_too_large() -> None:
    """Each document on stdin may be as large as a file; one that is larger does not stop the others."""
    content = b"a: 1\n---\n" + b"#" * LARGEST_FILE + b"\nb: 2\n---\nc: 3\n"
    first, second, third = sources(["-"], io.BytesIO(content))
    with pytest.raises(CannotRead) as error:
        second.read()

    assert ("too_large", "-#2") == (error.value.key, error.value.values["file"])
    assert ["a: 1\n", "c: 3\n"] == [first.read(), third.read()]


# --- one document ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"), [("a.yaml", False), ("a.json", True), ("a.JSON", True), ("-a", False)]
)
def test_one_file(path: str, *, expected: bool) -> None:
    """A path is a file by its name; whether it is there is found out when it is read, and stdin is left alone."""
    stdin = io.BytesIO(b"not read")

    assert Source(path, as_json=expected) == source(Path(path), stdin)
    assert b"not read" == stdin.read()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Source("-", as_json=False, text="")),
        (b"a: 1\n---\nb: 2\n", Source("-", as_json=False, text="a: 1\n---\nb: 2\n")),
        (b'\n{"a": 1}\n{"b": 2}', Source("-", as_json=False, text='\n{"a": 1}\n{"b": 2}')),
        (b"\xef\xbb\xbf{}", Source("-", as_json=True, text="{}")),
    ],
)
def test_the_whole_of_stdin(content: bytes, expected: Source) -> None:
    """A dash is the whole of stdin as one document, JSON when it begins with a brace."""
    found = source(Path("-"), io.BytesIO(content))

    assert expected == found
    assert expected.text == found.read()


@pytest.mark.parametrize(
    ("content", "expected"), [(b"\xff\xfe", "not_text"), (b"#" * (LARGEST_FILE + 1), "too_large")]
)
def test_the_whole_of_stdin_that_cannot_be_read(content: bytes, expected: str) -> None:
    """Stdin that is not text, or larger than a file may be, is an error."""
    with pytest.raises(CannotRead) as error:
        source(Path("-"), io.BytesIO(content))

    assert (expected, "-") == (error.value.key, str(error.value.values["file"]))


def test_stdin_is_read_no_further_than_it_may_be() -> None:
    """Of endless stdin no more is read than tells that it is too large."""
    stdin = io.BytesIO(b"#" * (2 * LARGEST_FILE))
    with pytest.raises(CannotRead):
        source(Path("-"), stdin)

    assert LARGEST_FILE + 1 == stdin.tell()


# --- JSON lines -----------------------------------------------------------------------------------------------------


def test_lines_of_a_file(folder: Path) -> None:
    """Each line of a file of JSON lines is a document; blank ones do not count, bad ones do not stop the others."""
    content = b'\xef\xbb\xbf{"a": 1}\n\n \r\n\xff\n' + b"#" * (2 * LARGEST_FILE + 5) + b'\n{"b": 2}'
    (folder / "south" / "a.jsonl").write_bytes(content)
    (folder / "south" / "b.NDJSON").write_bytes(b"{}\n")
    first, *bad, last, other = sources(["south"], NOTHING)

    assert [
        Source("south/a.jsonl#1", as_json=True, text='{"a": 1}\n'),
        Source("south/a.jsonl#4", as_json=True, text='{"b": 2}'),
        Source("south/b.NDJSON#1", as_json=True, text="{}\n"),
    ] == [first, last, other]
    assert [("south/a.jsonl#2", "not_text"), ("south/a.jsonl#3", "too_large")] == [
        (each.name, each.unreadable and each.unreadable.key) for each in bad
    ]


def test_file_of_lines_that_is_not_there() -> None:
    """A file of JSON lines that cannot be read is met, so that it can be said."""
    (found,) = sources(["missing.jsonl"], NOTHING)
    with pytest.raises(CannotRead) as error:
        found.read()

    assert ("no_such_file", "missing.jsonl") == (error.value.key, str(error.value.values["file"]))


# --- tables -----------------------------------------------------------------------------------------------------------


def meant(paths: list[str], content: bytes = b"") -> list[TableFile | Source]:
    """Return what paths mean, tables and documents, for a diagnostic with one question."""
    with tables_and_sources(paths, io.BytesIO(content), {"legal.a"}) as found:
        return list(found)


def test_tables_in_their_order(folder: Path) -> None:
    """Tables stand among documents, each file once; those that were named themselves are told apart."""
    for name in ("b.csv", "c.TSV", "d.parquet"):
        (folder / "south" / name).touch()
    document = Source("south/e.yaml", as_json=False)
    (folder / "south" / "e.yaml").touch()

    path = Path("south")
    assert [
        TableFile("south/c.TSV", path / "c.TSV", is_parquet=False, is_named=True),
        TableFile("south/b.csv", path / "b.csv", is_parquet=False, is_named=False),
        TableFile("south/d.parquet", path / "d.parquet", is_parquet=True, is_named=False),
        document,
    ] == meant(["./south/c.TSV", "south"])
    assert [document] == list(sources(["south"], NOTHING))
    assert [False] == [each.is_named for each in meant(["south/*.parquet"]) if isinstance(each, TableFile)]


def test_folders_that_are_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be looked into is said, beside tables too."""

    def closed(_: str, onerror: Callable[[OSError], None]) -> list[object]:
        onerror(PermissionError(13, "no", str(folder)))
        return []

    monkeypatch.setattr("os.walk", closed)
    (found,) = meant(["south"])

    assert isinstance(found, Source)
    assert found.unreadable is not None


@pytest.mark.parametrize(
    "content",
    [
        b"legal.a,x\n1,2\n",
        b"\xef\xbb\xbflegal.a;x\r\n1;2",
        b'x\t"subject.country"\n',
        b"question,level\n",
        b"PAR1\x00\xff,",
    ],
)
def test_table_on_stdin(content: bytes) -> None:
    """A table on stdin is a file of its owner's alone as long as it is read, and gone afterwards."""
    with tables_and_sources(["-"], io.BytesIO(content), {"legal.a"}) as found:
        (table,) = found
        assert isinstance(table, TableFile)
        assert ("-", content.startswith(b"PAR1"), True) == (table.name, table.is_parquet, table.is_named)
        assert content == table.path.read_bytes()
        assert 0o600 == table.path.stat().st_mode & 0o777

    assert not table.path.exists()


def test_table_on_stdin_goes_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves no answers behind, neither while a table is kept aside nor while it is read."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def read(stdin: BinaryIO) -> None:
        with tables_and_sources(["-"], stdin, {"legal.a"}) as found:
            next(found)
            assert [0o600] == [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()]
            raise KeyboardInterrupt

    for stdin in (io.BytesIO(b"legal.a,x\n"), io.BufferedReader(_Interrupted(b"legal.a,x\n"))):
        with pytest.raises(KeyboardInterrupt):
            read(stdin)
        assert [] == list(tmp_path.iterdir())


class _Interrupted(io.RawIOBase):
    """Gives its first line, and then Ctrl-C."""

    def __init__(self, line: bytes) -> None:
        super().__init__()
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._line:
            raise KeyboardInterrupt
        line, self._line = self._line, b""
        buffer[: len(line)] = line
        return len(line)


@pytest.mark.parametrize(
    "content",
    [
        b"legal.a\n1\n",
        b"a,b\n",
        b"format: cpch-answers/1\n",
        b'{"legal.a": 1, "x": 2}\n',
        b"\xff,\xfe\n",
        b"",
    ],
)
def test_documents_on_stdin_beside_tables(content: bytes) -> None:
    """What is no table on stdin is documents, as it always was."""

    def told(each: TableFile | Source) -> tuple[object, ...]:
        return type(each), each.name, getattr(each, "text", None)

    expected = [told(each) for each in sources(["-"], io.BytesIO(content))]

    assert expected == [told(each) for each in meant(["-"], content)]
