"""Many answers files over all cores: in order, whatever stands in them, and stopped at once when nobody reads on."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from cpch_cli.answers_file import AnswersFile
from cpch_cli.batch import files
from cpch_cli.batch.files import Done, Failed, PassedOver, documents
from cpch_cli.batch.made import as_line, as_row, as_standing, as_text
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.problems import Located, Problem
from cpch_cli.core.rows import columns
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.errors import (
    CannotRead,
    CannotWrite,
    Halted,
    InvalidAnswers,
    InvalidDiagnostic,
    Mendable,
    UsageError,
)
from cpch_cli.gather import Source
from cpch_cli.render import csv_table

DIAGNOSTIC: Final = load_diagnostic()
AS_CSV: Final = partial(as_text, wanted="csv")
AS_JSONL: Final = partial(as_text, wanted="jsonl")
GOOD: Final = "format: cpch-answers/1\nsubject: {{country: C{}}}\n"
BAD: Final = "format: cpch-answers/1\nanswers: {legal.instrumet: 9}\nmore: x\n"
PLAN: Final = "format: cpch-plan/1\n"


def country(answers: AnswersFile, _: Diagnostic) -> str | None:
    """Make of a file its country."""
    return answers.sheet.subject.country


def process(_: AnswersFile, __: Diagnostic) -> int:
    """Make of a file the process that reads it."""
    return os.getpid()


def die(answers: AnswersFile, _: Diagnostic) -> None:
    """End the process at one of the files, as the system does when there is too little memory."""
    if answers.sheet.subject.country == "C20":
        os.kill(os.getpid(), signal.SIGKILL)


def wait(answers: AnswersFile, _: Diagnostic) -> None:
    """Take long with all files but the first ones."""
    if answers.sheet.subject.country not in {f"C{number}" for number in range(16)}:
        time.sleep(1.5)


def wrong(_: AnswersFile, __: Diagnostic) -> None:
    """Make a mistake."""
    raise ZeroDivisionError


def texts(*some: str) -> list[Source]:
    """Return documents with these texts."""
    return [Source(f"-#{number}", as_json=False, text=text) for number, text in enumerate(some)]


MANY: Final = texts(*(GOOD.format(number) for number in range(100)))


@pytest.fixture(params=["here", "pool"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read here, and in two other processes."""
    monkeypatch.setattr(files, "_cores", lambda: 1 if request.param == "here" else 2)


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in two other processes, however many cores there are."""
    monkeypatch.setattr(files, "_cores", lambda: 2)


@pytest.mark.usefixtures("anywhere")
def test_order() -> None:
    """What is made of the files comes in their order."""
    assert [Done(f"-#{n}", f"C{n}") for n in range(100)] == list(documents(MANY, DIAGNOSTIC, country))


@pytest.mark.usefixtures("anywhere")
def test_bad_files_and_others(tmp_path: Path) -> None:
    """A bad file, one that is not there and one of another format stop nothing; every problem is told."""
    missing = Source(str(tmp_path / "missing.yaml"), as_json=False)
    closed = Source("folder", as_json=False, unreadable=CannotRead("no_permission", file="folder"))
    sources = [*MANY[:40], *texts(BAD, PLAN, "a: ["), missing, closed, *MANY[40:]]

    read = list(documents(sources, DIAGNOSTIC, country))

    bad, plan, broken, gone, shut = read[40:45]
    assert isinstance(bad, Failed)
    assert isinstance(bad.error, InvalidAnswers)
    assert ["unknown_question.near", "unknown_key"] == [each.problem.code for each in bad.error.problems]
    assert PassedOver("-#1") == plan
    assert all(isinstance(each, Failed) for each in (broken, gone, shut))
    assert ["no_such_file", "no_permission"] == [
        each.error.key for each in (gone, shut) if isinstance(each, Failed)
    ]
    assert 100 == sum(isinstance(each, Done) for each in read)


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("make", [as_row, AS_CSV, AS_JSONL, as_line, as_standing])
def test_what_is_made(make: Any, cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, lines and standings come from other processes as they are made here."""
    monkeypatch.setattr(files, "_cores", lambda: cores)
    making = partial(make, basis="evidenced")
    text = GOOD.format(1) + "answers: {legal.instrument: {level: 3, evidence: statement, note: Secret.}}\n"
    sources = texts(*[text] * 40)

    made = [each.value for each in documents(sources, DIAGNOSTIC, making) if isinstance(each, Done)]

    assert 40 == len(made)
    assert "Secret" not in repr(made)


def test_lines_of_rows() -> None:
    """A line of CSV has the row in the order of the columns."""
    (row,) = documents(MANY[:1], DIAGNOSTIC, partial(as_row, basis="claimed"))
    (line,) = documents(MANY[:1], DIAGNOSTIC, partial(AS_CSV, basis="claimed"))

    assert isinstance(row, Done)
    assert isinstance(line, Done)
    assert csv_table.render(columns(DIAGNOSTIC), [row.value.shown]) == (
        csv_table.line(columns(DIAGNOSTIC)) + line.value.shown
    )


@pytest.mark.usefixtures("two_cores")
def test_few_are_read_here() -> None:
    """It is not worth while to start processes for few files."""
    few, many = (
        {each.value for each in documents(MANY[:count], DIAGNOSTIC, process) if isinstance(each, Done)}
        for count in (files.FEW - 1, files.FEW)
    )

    assert {os.getpid()} == few
    assert os.getpid() not in many


@pytest.mark.usefixtures("two_cores")
def test_little_is_read_ahead() -> None:
    """However many files there are, only a few are taken before they are wanted."""
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield MANY[0]

    with closing(documents(endless(), DIAGNOSTIC, country)) as read:
        next(read)
        assert taken <= 200


@pytest.mark.usefixtures("two_cores")
def test_another_way_of_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes are not forked, as on Windows, everything that they need is handed over."""
    monkeypatch.setattr(files, "_way_of_starting", lambda: multiprocessing.get_context("spawn"))
    sources = [*MANY[:40], *texts(BAD)]

    read = list(documents(sources, DIAGNOSTIC, country))

    assert [f"C{n}" for n in range(40)] == [each.value for each in read if isinstance(each, Done)]
    assert isinstance(read[-1], Failed)


@pytest.mark.usefixtures("two_cores")
def test_a_process_that_dies() -> None:
    """A process that is ended from outside is an error that is told, and nothing is waited for."""
    with pytest.raises(Halted):
        list(documents(MANY, DIAGNOSTIC, die))

    assert [] == multiprocessing.active_children()


@pytest.mark.usefixtures("anywhere")
def test_a_mistake() -> None:
    """A mistake of the program comes out as what it is."""
    with pytest.raises(ZeroDivisionError):
        list(documents(MANY, DIAGNOSTIC, wrong))


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("error", [None, KeyboardInterrupt])
def test_stopped(error: type[BaseException] | None) -> None:
    """Whoever does not read to the end does not wait for all that was begun: each process ends after its file."""
    begun = time.monotonic()
    read = documents(MANY, DIAGNOSTIC, wait)
    next(read)
    if error is None:
        read.close()
    else:
        with pytest.raises(error):
            read.throw(error())

    assert [] == multiprocessing.active_children()
    assert time.monotonic() - begun < 20


def test_processes_end_with_their_parent(tmp_path: Path) -> None:
    """Where the program is killed outright, its processes do not stay behind."""
    program = tmp_path / "program.py"
    program.write_text(
        "import os, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_files as tests\n"
        "tests.files._cores = lambda: 2\n"
        "for each in tests.documents(tests.MANY, tests.DIAGNOSTIC, tests.process):\n"
        "    print(each.value, flush=True)\n"
        "    if each.name == '-#40': os.kill(os.getpid(), 9)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, program], capture_output=True, check=False, timeout=60)
    children = {int(line) for line in done.stdout.split()}

    assert (-signal.SIGKILL, 1) <= (done.returncode, len(children))
    end = time.monotonic() + 30
    while any(map(_is_running, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert [] == [each for each in children if _is_running(each)]


def _is_running(number: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text("utf-8")
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    "error",
    [
        InvalidAnswers("a.yaml", [Located(1, 2, Problem(("a", 0), "code", {"word": "x"}, at_key=True))]),
        InvalidDiagnostic("d.yaml", []),
        CannotRead("system_says", file=Path("a"), reason=OSError(5, "no")),
        CannotWrite("exists", file=Path("a")),
        UsageError("no_files", paths="a"),
        Halted("process_died"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_cross_processes(error: Mendable) -> None:
    """An error is the same in another process, with all that it names and every problem."""
    there = pickle.loads(pickle.dumps(error))

    assert (type(error), error.key, str(error.values)) == (type(there), there.key, str(there.values))
    assert getattr(error, "problems", None) == getattr(there, "problems", None)
    assert getattr(error, "name", None) == getattr(there, "name", None)
