"""A real pseudo-terminal with a screen that remembers what scrolled away: the program as a person meets it."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

PROGRAM = Path(sys.executable).with_name("cpch")
ENTER, SPACE, DOWN, UP, SHIFT_TAB, CTRL_C, CTRL_D = "\r", " ", "\x1b[B", "\x1b[A", "\x1b[Z", "\x03", "\x04"
CTRL_S = "\x13"
_PATIENCE = 30.0
# What the program sends when it begins to listen for keys, and at no other time.
_LISTENS = b"\x1b[?2004h"
# What it sends when it listens no more.
_CLOSES = b"\x1b[?2004l"
# What it sends when it has drawn the screen anew, after any key: the cursor comes back.
_DRAWN = b"\x1b[?25h"
# The size is the terminal's own, not that of the one the tests are started from.
_ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")},
    "TERM": "xterm-256color",
    "LC_ALL": "C.UTF-8",
    "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}",
}


class Terminal:
    """The program on a terminal of a given size; use it in a `with` statement.

    Attributes:
        process: the running program.
    """

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = (str(PROGRAM),),
    ) -> None:
        command, *before = program
        self._screen = pyte.HistoryScreen(columns, rows, history=100_000, ratio=0.001)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self.process: Any = pexpect.spawn(
            command,
            [*before, *arguments],
            dimensions=(rows, columns),
            cwd=str(cwd) if cwd else None,
            env={**_ENVIRONMENT, **(env or {})},
            timeout=_PATIENCE,
        )
        self.process.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.close(force=True)

    def type(self, *keys: str) -> None:
        """Press keys; names such as ENTER are in this module."""
        for key in keys:
            self.process.send(key)

    def answer(self, *keys: str) -> None:
        """Press keys that answer a prompt, and wait until the program listens at the next one, or has ended."""
        prompts = self.raw.count(_LISTENS)
        self.type(*keys)
        self._wait(
            lambda: self.raw.count(_LISTENS) > prompts or not self.process.isalive(), "nothing was asked"
        )
        while self.read(0.02):
            pass

    def press(self, key: str) -> None:
        """Press a key and wait until the screen is drawn anew, or the program has ended."""
        before = len(self.raw)
        self.type(key)
        while True:
            self._wait(lambda: self._is_drawn(before) or not self.process.isalive(), "nothing was drawn")
            # A page that closes is drawn once more, and then the next one comes.
            if not self.read(0.1):
                return

    def _is_drawn(self, since: int) -> bool:
        """Tell whether a page stands on the screen, drawn after so many bytes; after one has closed, the next one."""
        sent = self.raw[since:]
        closed = sent.rfind(_CLOSES)
        if closed >= 0:
            opened = sent.find(_LISTENS, closed)
            sent = sent[opened:] if opened >= 0 else b""
        return _DRAWN in sent

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size, and wait until the screen is drawn anew."""
        drawn = self.raw.count(_DRAWN)
        self._screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)
        self._wait(lambda: self.raw.count(_DRAWN) > drawn, "nothing was drawn")
        while self.read(0.1):
            pass

    def wait_for(self, text: str) -> None:
        """Wait until a text can be read in the last rows of the terminal, line breaks taken as blanks."""
        self._wait(lambda: text in " ".join(self.shown().split()), f"never shown: {text!r}")

    def wait_for_prompt(self) -> None:
        """Wait until the program waits for a line: what stands last is its prompt."""
        self._wait(lambda: self.raw.endswith(b"> "), "no prompt")
        self.raw += b"\n"

    def wait_for_raw(self, what: bytes) -> None:
        """Wait until the program has sent this."""
        self._wait(lambda: what in self.raw, f"never sent: {what!r}")

    def wait_for_quiet(self, text: str, seconds: float = 0.15) -> None:
        """Wait for a text, and then until nothing new has come for a while: the program waits for a key."""
        self.wait_for(text)
        while self.read(seconds):
            pass

    def wait_for_end(self) -> int:
        """Wait until the program has ended and return its exit code, or minus the signal that ended it."""
        self._wait(lambda: not self.process.isalive() and not self.read(0.05), "the program never ended")
        self.process.close()
        return int(
            self.process.exitstatus if self.process.exitstatus is not None else -self.process.signalstatus
        )

    def hang_up(self) -> None:
        """Close the terminal under the program, as when its window is closed or the line breaks."""
        self.process.ptyproc.fileobj.close()
        self.process.ptyproc.closed = True

    def shown(self) -> str:
        """Return what is on the screen now."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def everything(self) -> str:
        """Return all that was ever shown: what scrolled away, and what is on the screen."""
        history = [
            "".join(line[column].data for column in range(self._screen.columns)).rstrip()
            for line in self._screen.history.top
        ]
        return "\n".join([*history, self.shown()])

    def _wait(self, holds: Callable[[], bool], complaint: str) -> None:
        end = time.monotonic() + _PATIENCE
        while not holds():
            self.read(0.05)
            if time.monotonic() > end:
                raise AssertionError(f"{complaint}\n{self.everything()[-4000:]}")

    def read(self, seconds: float = 1.0) -> bool:
        """Take in what comes next, and return whether anything came in that time."""
        try:
            new = self.process.read_nonblocking(65_536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += new
        self._stream.feed(new)
        return True
