"""One sitting: every answer is saved before the next question, and no signal comes between."""

import asyncio
import os
import signal
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from cpch_cli import disk
from cpch_cli.answers_file import load_answers
from cpch_cli.core.interview import Interview, start
from cpch_cli.core.model import Sheet
from cpch_cli.core.steps import (
    Chose,
    Confirmed,
    Event,
    Said,
    Skipped,
    Step,
    ToldAside,
    WentAway,
    WentBack,
    WentTo,
)
from cpch_cli.errors import CannotWrite, ExitCode
from cpch_cli.sitting import Left, Notebook, lead
from helpers import diagnostic, question

PAIR: Final = diagnostic(question("a.one"), question("a.two"))
BEGIN: Final = start(
    PAIR,
    Sheet.model_validate(
        {
            "format": "cpch-answers/1",
            "subject": {
                "country": "X",
                "scope": "all",
                "agency": "customs",
                "respondents": ["Head"],
                "date": "2026-11-23",
            },
        }
    ),
)
# From the list of domains through both questions to the end, with how it was carried out and who cleared it.
ALL: Final[list[Event]] = [
    WentTo("a"),
    Chose("operating"),
    Chose("unknown"),
    Confirmed(),
    Confirmed(),
    Said("self"),
    Said(""),
]
posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")


def notebook(folder: Path) -> Notebook:
    """Return a notebook for a file without comments."""
    return Notebook(folder / "answers.yaml", PAIR, keep_original=False)


class Respondent:
    """Somebody who says these things, and leaves or is interrupted when there is nothing more to say.

    Attributes:
        saved: what stood in the file each time something was asked.
    """

    def __init__(self, file: Path, events: Iterable[Event], leaves: type[BaseException] = EOFError) -> None:
        self._file = file
        self._events = iter(events)
        self._leaves = leaves
        self.saved: list[dict[str, str | None] | None] = []

    def __call__(self, _interview: Interview, step: Step) -> Event:
        """Answer a step."""
        assert step
        self.saved.append(levels(self._file) if self._file.exists() else None)
        if (event := next(self._events, None)) is None:
            raise self._leaves
        return event


def levels(file: Path) -> dict[str, str | None]:
    """Return the levels that stand in a file."""
    return {key: answer.level for key, answer in load_answers(file, PAIR).sheet.answers.items()}


def test_saved_before_the_next_question(tmp_path: Path) -> None:
    """When something is asked, all that was said before stands in the file."""
    book = notebook(tmp_path)
    respondent = Respondent(book.path, ALL)
    end = lead(BEGIN, respondent, book)

    assert () == end.open
    one, both = {"a.one": "operating"}, {"a.one": "operating", "a.two": "unknown"}
    assert [None, None, one, both, both, both, both] == respondent.saved


def test_not_written_in_vain(tmp_path: Path) -> None:
    """What changes no answer writes no file."""
    book = notebook(tmp_path)
    lead(
        BEGIN,
        Respondent(
            book.path, [WentTo("a"), Skipped(), WentBack(), Skipped(), Skipped(), Confirmed(), Confirmed()]
        ),
        book,
    )

    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("leaves", "code"),
    [
        pytest.param(KeyboardInterrupt, ExitCode.INTERRUPTED, id="Ctrl-C"),
        pytest.param(EOFError, ExitCode.INTERRUPTED, id="Ctrl-D"),
        pytest.param(OSError, ExitCode.HANGUP, id="the terminal is gone"),
    ],
)
def test_leave(tmp_path: Path, leaves: type[BaseException], code: ExitCode) -> None:
    """Who leaves has everything saved, and hears where the interview stands."""
    book = notebook(tmp_path)
    with pytest.raises(Left) as left:
        lead(BEGIN, Respondent(book.path, ALL[:2], leaves), book)

    assert (code, ("a.two",)) == (left.value.exit_code, left.value.interview.open)
    assert {"a.one": "operating"} == levels(book.path)


def test_save_and_leave(tmp_path: Path) -> None:
    """Who leaves by the key for it has everything saved too, and that is no interruption."""
    book = notebook(tmp_path)
    with pytest.raises(Left) as left:
        lead(BEGIN, Respondent(book.path, [*ALL[:2], ToldAside("note"), Said("Note."), WentAway()]), book)

    assert (ExitCode.DONE, ("a.two",)) == (left.value.exit_code, left.value.interview.open)
    assert "Note." == load_answers(book.path, PAIR).sheet.answers["a.two"].note


def test_bug_is_no_leaving(tmp_path: Path) -> None:
    """Any other exception passes through."""
    book = notebook(tmp_path)
    with pytest.raises(ZeroDivisionError):
        lead(BEGIN, Respondent(book.path, ALL[:1], ZeroDivisionError), book)


def test_interrupted_before_saving(tmp_path: Path) -> None:
    """An interruption between an answer and its being saved loses nothing."""

    class Interrupted(Notebook):
        """Is interrupted just before it saves, once."""

        def save(self, sheet: Sheet) -> None:
            """Save, or be interrupted."""
            if not (tmp_path / "interrupted").exists():
                (tmp_path / "interrupted").touch()
                raise KeyboardInterrupt
            super().save(sheet)

    book = Interrupted(tmp_path / "answers.yaml", PAIR, keep_original=False)
    with pytest.raises(Left):
        lead(BEGIN, Respondent(book.path, ALL), book)

    assert {"a.one": "operating"} == levels(book.path)


def test_cannot_save(tmp_path: Path) -> None:
    """When an answer cannot be saved the sitting ends; it does not go on as if it were."""
    book = notebook(tmp_path / "missing")
    respondent = Respondent(book.path, ALL)
    with pytest.raises(CannotWrite):
        lead(BEGIN, respondent, book)

    assert [None, None] == respondent.saved


@posix
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, ExitCode.TERMINATED), (signal.SIGHUP, ExitCode.HANGUP)]
)
def test_signal_while_saving(
    tmp_path: Path, number: signal.Signals, code: ExitCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal that comes while an answer is saved is heard when it is."""
    file = tmp_path / "answers.yaml"
    file.write_text("# A comment.\nformat: cpch-answers/1\n")
    # The program has one thread; the tests may have others, to which the signal must not go.
    main = threading.main_thread().ident or 0
    write = disk.write_atomically

    def write_and_be_disturbed(path: Path, content: bytes) -> None:
        write(path, content)
        monkeypatch.setattr(disk, "write_atomically", write)
        signal.pthread_kill(main, number)

    monkeypatch.setattr(disk, "write_atomically", write_and_be_disturbed)
    book = Notebook(file, PAIR, keep_original=True)
    with pytest.raises(Left) as left:
        lead(BEGIN, Respondent(file, ALL), book)

    assert (code, {"a.one": "operating"}) == (left.value.exit_code, levels(file))
    assert "# A comment." in (tmp_path / "answers.yaml.orig").read_text()


@posix
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, ExitCode.TERMINATED), (signal.SIGHUP, ExitCode.HANGUP)]
)
def test_signal_inside_an_event_loop(tmp_path: Path, number: signal.Signals, code: ExitCode) -> None:
    """A signal that comes while a prompt is drawn, inside its event loop, ends the sitting too."""

    async def prompt() -> Event:
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), number)
        # Were it swallowed, the prompt would go on as if nothing had been.
        await asyncio.sleep(0.5)
        return Skipped()

    with pytest.raises(Left) as left:
        lead(BEGIN, lambda _interview, _step: asyncio.run(prompt()), notebook(tmp_path))

    assert code == left.value.exit_code


@pytest.fixture
def hears_ctrl_c() -> Iterator[None]:
    """Let SIGINT be heard as in a terminal; a shell that starts the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix
@pytest.mark.usefixtures("hears_ctrl_c")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, ExitCode.TERMINATED), (signal.SIGINT, ExitCode.INTERRUPTED)]
)
def test_signal_while_clearing_away(
    tmp_path: Path, number: signal.Signals, code: ExitCode, capfd: pytest.CaptureFixture[str]
) -> None:
    """A signal that comes where Python only prints what is raised ends the sitting all the same, without a trace."""

    def prompt(_interview: Interview, _step: Step) -> Event:
        cleared = Respondent(tmp_path / "nobody", [])
        weakref.finalize(cleared, signal.raise_signal, number)
        del cleared
        # Were it lost, the prompt would go on as if nothing had been.
        time.sleep(5)
        return Skipped()

    with pytest.raises(Left) as left:
        lead(BEGIN, prompt, notebook(tmp_path))

    assert code == left.value.exit_code
    assert ("", "") == capfd.readouterr()


def test_without_masks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where signals cannot be held back, answers are saved all the same."""
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    book = notebook(tmp_path)
    lead(BEGIN, Respondent(book.path, ALL), book)

    assert {"a.one": "operating", "a.two": "unknown"} == levels(book.path)


@posix
def test_signals_are_given_back(tmp_path: Path) -> None:
    """After a sitting, signals do what they did before, and none is held back."""
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGALRM)
    before = [*map(signal.getsignal, numbers), signal.pthread_sigmask(signal.SIG_BLOCK, [])]
    lead(BEGIN, Respondent(tmp_path / "answers.yaml", ALL), notebook(tmp_path))

    assert before == [*map(signal.getsignal, numbers), signal.pthread_sigmask(signal.SIG_BLOCK, [])]


def test_comments_are_kept_once(tmp_path: Path) -> None:
    """The original of a file with comments is kept before the first save of a sitting, and only then."""
    file = tmp_path / "answers.yaml"
    for number in range(3):
        file.write_text(f"# Comment {number}.\nformat: cpch-answers/1\n")
        lead(BEGIN, Respondent(file, ALL), Notebook(file, PAIR, keep_original=True))

    kept = {each.name: each.read_text().splitlines()[0] for each in tmp_path.glob("*.orig*")}
    assert {f"answers.yaml.orig{n}": f"# Comment {k}." for k, n in enumerate(["", 2, 3])} == kept


def test_what_somebody_else_wrote_is_not_overwritten(tmp_path: Path) -> None:
    """Where the file was changed since it was last read or written, the sitting ends and the file stays."""
    book = notebook(tmp_path)
    book.save(BEGIN.sheet)
    book.path.write_text("format: cpch-answers/1\nanswers: {a.one: 4}\n")

    with pytest.raises(CannotWrite) as error:
        lead(BEGIN, Respondent(book.path, ALL), book)

    assert "changed_meanwhile" == error.value.key
    assert {"a.one": "institutionalised"} == levels(book.path)
