"""The interview on a terminal, key by key: what is pressed becomes an event, and nothing is decided."""

import datetime as dt
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from conversation import PORT, WORDS, at, at_text, begun, refusing, speak_next
from cpch_cli.core.interview import AtPlace, Interview, Part, step
from cpch_cli.core.steps import (
    Chose,
    Confirmed,
    Event,
    Finished,
    Said,
    Skipped,
    Spoke,
    Ticked,
    ToldAside,
    ToSubject,
    ToTasks,
    WentAway,
    WentBack,
    WentTo,
)
from cpch_cli.prompts import Terminal, can_show_pages
from terminal import CTRL_C, CTRL_D, DOWN, ENTER, SHIFT_TAB, SPACE, UP

TODAY: Final = dt.date(2026, 11, 23)
CTRL_J, CTRL_O, CTRL_Q, CTRL_S, CTRL_Z, BACKSPACE, CLEAR = (
    "\n",
    "\x0f",
    "\x11",
    "\x13",
    "\x1a",
    "\x7f",
    "\x01\x0b",
)
PAGE_DOWN, PAGE_UP, HOME, END = "\x1b[6~", "\x1b[5~", "\x1b[H", "\x1b[F"

BEGUN: Final = begun()


class Paper(DummyOutput):
    """A terminal that only remembers what was written on it."""

    before_drawing: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, rows: int = 40, columns: int = 100) -> None:
        self.written = ""
        self._size = Size(rows=rows, columns=columns)

    def hide_cursor(self) -> None:
        """Tell that something is drawn now: the cursor is hidden meanwhile."""
        self.before_drawing()

    def write(self, data: str) -> None:
        """Remember."""
        self.written += data

    def write_raw(self, data: str) -> None:
        """Remember what steers the terminal."""
        self.written += data

    def enter_alternate_screen(self) -> None:
        """Remember."""
        self.written += "<in>"

    def quit_alternate_screen(self) -> None:
        """Remember."""
        self.written += "<out>"

    def get_size(self) -> Size:
        """Return the size."""
        return self._size


@dataclass
class Desk:
    """Somebody at a terminal: keys go in, what was shown can be read."""

    paper: Paper = field(default_factory=Paper)
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Sit down."""
        self.terminal = Terminal(WORDS, speak_next, TODAY, self.notices, self.paper)

    def press(self, interview: Interview, *keys: str) -> Event:
        """Show the step of an interview, press keys, each when the screen is drawn, and return the event that comes out.

        A prompt that still waits when all keys are pressed raises EOFError: the terminal is closed behind them.
        """
        waiting = iter(keys)
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):

            def press_next() -> None:
                # What is sent while a screen is drawn is read when it has been drawn.
                if (key := next(waiting, None)) is None:
                    pipe.close()
                else:
                    pipe.send_text(key)

            self.paper.before_drawing = press_next
            return self.terminal.ask(interview, step(interview))

    def shown(self) -> str:
        """Return the words that were shown."""
        return " ".join(self.paper.written.split())


LEVEL: Final = at("law.text")
SEA: Final = at("sea.port")
TICKS: Final = at("law.text", Part.WEAKNESSES, {"law.text": "absent"})
NOTE: Final = at_text("note", "note", "law.text")
COUNTRY: Final = at_text("subject.country", "opening")
AGENCY: Final = at_text("subject.agency", "opening")


@pytest.mark.parametrize(
    ("interview", "keys", "event"),
    [
        pytest.param(LEVEL, ("2", ENTER), Chose("defined"), id="number"),
        pytest.param(LEVEL, (DOWN, DOWN, UP, ENTER), Chose("absent"), id="arrows"),
        pytest.param(LEVEL, ("d", ENTER), Chose("unknown"), id="don't know"),
        pytest.param(LEVEL, (ENTER, "3", ENTER), Chose("operating"), id="nothing is chosen at first"),
        pytest.param(LEVEL, ("2", CTRL_J), Chose("defined"), id="Enter of a terminal in its usual state"),
        pytest.param(LEVEL, ("z", CTRL_Q, CTRL_Z, "2", ENTER), Chose("defined"), id="keys without meaning"),
        pytest.param(LEVEL, (PAGE_DOWN, PAGE_UP, END, HOME, SPACE, "1", ENTER), Chose("ad_hoc"), id="scrolling"),
        pytest.param(LEVEL, ("?", ENTER, "1", ENTER), Chose("ad_hoc"), id="help, and back"),
        pytest.param(LEVEL, ("2", "?", ENTER, ENTER), Chose("defined"), id="help keeps the choice"),
        pytest.param(LEVEL, ("n",), ToldAside("note"), id="note"),
        pytest.param(LEVEL, ("e",), ToldAside("evidence"), id="evidence"),
        pytest.param(LEVEL, ("g",), ToldAside("views"), id="views"),
        pytest.param(LEVEL, ("w",), ToldAside("weaknesses"), id="weaknesses"),
        pytest.param(LEVEL, ("s",), Skipped(), id="skip"),
        pytest.param(LEVEL, ("b",), WentBack(), id="back"),
        pytest.param(LEVEL, (SHIFT_TAB,), WentBack(), id="back by Shift-Tab"),
        pytest.param(LEVEL, ("t",), ToTasks(), id="tasks"),
        pytest.param(LEVEL, ("q",), WentAway(), id="leave"),
        pytest.param(LEVEL, ("l",), Spoke("after-en", PORT), id="language"),
        pytest.param(SEA, ("x", ENTER), Chose("not_applicable"), id="not applicable"),
        pytest.param(at("law.text", answers={"law.text": "defined"}), (ENTER,), Chose("defined"), id="old answer"),
        pytest.param(TICKS, ("1", ENTER), Ticked(("old",)), id="tick"),
        pytest.param(TICKS, (DOWN, DOWN, SPACE, ENTER), Ticked(("secret",)), id="tick by arrows"),
        pytest.param(TICKS, (ENTER, "0", ENTER), Ticked(()), id="none of these"),
        pytest.param(TICKS, ("2", "b"), WentBack(("secret",)), id="ticks are kept when going back"),
        pytest.param(TICKS, ("s",), Skipped(), id="weaknesses can wait"),
        pytest.param(BEGUN, (ENTER,), WentTo("law"), id="first domain"),
        pytest.param(BEGUN, ("2", ENTER), WentTo("sea"), id="any domain"),
        pytest.param(BEGUN, ("0", ENTER), ToSubject(), id="subject"),
        pytest.param(BEGUN, ("c", ENTER), Confirmed(), id="check"),
        pytest.param(COUNTRY, ("Exampleland", ENTER), Said("Exampleland"), id="text"),
        pytest.param(COUNTRY, (CTRL_S, CTRL_O, CTRL_Q, CTRL_Z, "X", ENTER), Said("X"), id="dead keys in a text"),
        pytest.param(COUNTRY, ("half", SHIFT_TAB), WentBack(), id="back from a text"),
        pytest.param(at_text("subject.scope", "opening"), ("?q", ENTER), Said("?q"), id="letters are text"),
        pytest.param(at_text("reason", "reason", "sea.port"), ("None.", ENTER), Said("None."), id="reason"),
        pytest.param(NOTE, ("One", ENTER, "two", CTRL_S), Said("One\ntwo"), id="note of several lines"),
        pytest.param(NOTE, ("One", CTRL_O, CTRL_S), Said(""), id="no editor is set"),
        pytest.param(AGENCY, ("2", ENTER), Said("police"), id="agency"),
        pytest.param(AGENCY, (ENTER,), Said(""), id="agency left open"),
        pytest.param(AGENCY, ("4", ENTER, "coast_guard", ENTER), Said("coast_guard"), id="another agency"),
        pytest.param(AGENCY, ("4", ENTER, SHIFT_TAB), WentBack(), id="back from another agency"),
        pytest.param(
            at_text("evidence", "evidence", "law.text"), ("3", ENTER), Said("document"), id="evidence grade"
        ),
    ],
)  # fmt: skip
def test_keys(
    interview: Interview, keys: tuple[str, ...], event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys make the event that they stand for."""
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    if keys == ("One", CTRL_O, CTRL_S):
        # Nothing is lost where there is no editor: the text is asked for again.
        event = Said("")

    assert event == Desk().press(interview, *keys)


@pytest.mark.parametrize(
    "interview", [LEVEL, TICKS, NOTE, COUNTRY, BEGUN], ids=["level", "ticks", "note", "text", "tasks"]
)
@pytest.mark.parametrize(
    ("key", "error"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)], ids=["Ctrl-C", "Ctrl-D"]
)
def test_leaving_at_once(interview: Interview, key: str, error: type[BaseException]) -> None:
    """Ctrl-C and Ctrl-D leave from everywhere."""
    with pytest.raises(error):
        Desk().press(interview, key)


def test_day_of_today_is_offered() -> None:
    """The day of the answers is today's, unless another one stands there."""
    assert Said("2026-11-23") == Desk().press(begun(respondents=["X"]), ENTER)


def test_text_that_stands_there() -> None:
    """What stands there is offered; left as it is it stays, line breaks included; it can be emptied."""
    said = {"law.text": {"level": "absent", "note": "One\ntwo"}}
    note = at_text("note", "note", "law.text", said)

    assert Said("One\ntwo") == Desk().press(note, CTRL_S)
    assert Said("One\n") == Desk().press(note, *[BACKSPACE] * 3, CTRL_S)


def test_one_line_of_several() -> None:
    """A text of several lines that is asked on one line is shown on one, and kept as it is if it is not changed."""
    said = {"sea.port": {"level": "not_applicable", "reason": "No coast.\nNo port."}}
    reason = at_text("reason", "reason", "sea.port", said)

    assert Said("No coast.\nNo port.") == Desk().press(reason, ENTER)
    assert Said("No coast. / No port.!") == Desk().press(reason, "!", ENTER)


@pytest.mark.parametrize("interview", [LEVEL, COUNTRY], ids=["page", "text"])
def test_refusal_is_said(interview: Interview) -> None:
    """Why something was refused stands on the screen when it is asked again, and begins with Error."""
    desk = Desk()
    desk.press(refusing(interview, "nothing_before"), "2", ENTER)

    assert f"Error: {WORDS('refused.nothing_before')}" in desk.shown()


def test_refused_text_is_given_again() -> None:
    """A text that was refused can be mended, and is not lost."""
    refused = refusing(at_text("subject.date", "opening"), "date_day", "2026-13-01")

    assert Said("2026-12-01") == Desk().press(refused, CLEAR, "2026-12-01", ENTER)
    assert Said("2026-13-01") == Desk().press(refused, ENTER)


def test_notices_come_once() -> None:
    """What is to be told at the beginning stands over the first page, and not over the second."""
    desk = Desk(notices=("Welcome.",))
    desk.press(BEGUN, ENTER)
    first = desk.shown()
    desk.paper.written = ""
    desk.press(LEVEL, "2", ENTER)

    assert "Welcome." in first
    assert "Welcome." not in desk.shown()


def test_help_is_shown() -> None:
    """The help says why it is asked, what to look for, and what the keys do."""
    desk = Desk()
    desk.press(LEVEL, "?", ENTER, "q")

    assert {"Because.", "The text itself"} <= {
        part for part in ("Because.", "The text itself") if part in desk.shown()
    }
    assert WORDS("key.views.meaning") in desk.shown()


def test_own_screen() -> None:
    """The interview has a screen of its own, which is left however it ends."""
    desk = Desk()
    with pytest.raises(KeyboardInterrupt), desk.terminal:
        desk.press(LEVEL, CTRL_C)

    assert desk.paper.written.startswith("<in>")
    assert desk.paper.written.endswith("<out>")


def test_terminal_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that has gone away has no screen to leave, and nothing is said about it."""

    def gone() -> None:
        raise OSError

    desk = Desk()
    with desk.terminal:
        monkeypatch.setattr(desk.paper, "flush", gone)


def test_nothing_to_ask() -> None:
    """At the end nothing can be asked."""
    end = replace(BEGUN, cursor=AtPlace.FINISHED)
    with pytest.raises(ValueError, match="nothing to ask"):
        Desk().terminal.ask(end, Finished())


# --- the editor -------------------------------------------------------------------------------------------------------

EDITORS: Final = {
    "appends": "import pathlib,sys; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text()+' And more.\\n')",
    "fails": "import sys; sys.exit(3)",
    "spoils": "import pathlib,sys; pathlib.Path(sys.argv[1]).write_bytes(b'\\xff')",
    "looks": "import os,pathlib,sys; p=pathlib.Path(sys.argv[1]); pathlib.Path(os.environ['SEEN']).write_text(f'{p} {p.stat().st_mode:o} {p.parent.stat().st_mode:o}')",
}


def with_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str) -> None:
    """Set an editor."""
    script = tmp_path / "editor.py"
    script.write_text(EDITORS[kind])
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def test_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The editor takes up what was written before, and its text comes back to be confirmed."""
    with_editor(monkeypatch, tmp_path, "appends")

    desk = Desk()

    assert Said("Begun. And more.") == desk.press(note_saying("Begun."), CTRL_O, CTRL_S)
    # Meanwhile the screen of the interview is left.
    assert "<out><in>" in desk.paper.written


def note_saying(text: str) -> Interview:
    """Return an interview at a note that says this."""
    return at_text("note", "note", "law.text", {"law.text": {"note": text}})


@pytest.mark.parametrize("kind", ["fails", "spoils", "missing"])
def test_editor_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str) -> None:
    """An editor that fails, leaves no text or is not there changes nothing, and it is said."""
    if kind == "missing":
        monkeypatch.setenv("VISUAL", str(tmp_path / "no-such-editor"))
    else:
        with_editor(monkeypatch, tmp_path, kind)
    desk = Desk()

    assert Said("Begun.") == desk.press(note_saying("Begun."), CTRL_O, CTRL_S)
    assert WORDS("refused.editor") in desk.shown()


def test_editor_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file in the editor can be read by its owner alone, and is gone afterwards with its folder."""
    with_editor(monkeypatch, tmp_path, "looks")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    Desk().press(note_saying("Begun."), CTRL_O, CTRL_S)

    file, mode, of_folder = (tmp_path / "seen").read_text().split()
    assert not stat.S_IMODE(int(mode, 8)) & 0o077
    assert not stat.S_IMODE(int(of_folder, 8)) & 0o077
    assert not Path(file).parent.exists()


# --- what a terminal can do -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_terminal_that_cannot_move_its_cursor(term: str) -> None:
    """A terminal that says it cannot is believed."""
    assert not can_show_pages({"TERM": term})
    assert not can_show_pages({})
