"""One sitting of the interview: every answer is saved before the next question comes, and it is left in good order."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from cpch_cli import answers_file, disk, stopping
from cpch_cli.core.interview import Interview, conduct, step
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.steps import Away, Event, Step
from cpch_cli.errors import CannotWrite, ExitCode

# Seconds until what could not be let out is tried again.
_SOON: Final = 0.5


class Left(BaseException):
    """The respondent left, or was made to; everything answered is saved.

    Attributes:
        interview: as it stood.
        exit_code: what the program returns.
    """

    def __init__(self, interview: Interview, exit_code: ExitCode) -> None:
        super().__init__()
        self.interview = interview
        self.exit_code = exit_code


class Notebook:
    """Where a sitting is saved.

    Attributes:
        path: the answers file.
        diagnostic: the diagnostic that is answered.
        original: where the file is kept as it was before it is written anew, which loses its comments; None if it has none.
    """

    def __init__(self, path: Path, diagnostic: Diagnostic, *, keep_original: bool) -> None:
        self.path = path
        self.diagnostic = diagnostic
        # Remembered, so that nobody else's change is overwritten.
        self._stands = self._read()
        self.original = disk.name_for_original(path) if keep_original else None

    def save(self, sheet: Sheet) -> None:
        """Save a sheet; no signal cuts this short.

        Raises:
            CannotRead, CannotWrite: if it cannot be saved, or if somebody else has changed the file; what is in it is
                untouched.
        """
        with _undisturbed():
            text = self._read()
            if text != self._stands:
                raise CannotWrite("changed_meanwhile", file=self.path)
            if self.original and text:
                disk.write_atomically(self.original, text.encode())
                self.original = None
            answers_file.save_answers(self.path, sheet, self.diagnostic)
            self._stands = self._read()

    def _read(self) -> str | None:
        return disk.read_text(self.path) if self.path.exists() else None


def lead(interview: Interview, ask: Callable[[Interview, Step], Event], notebook: Notebook) -> Interview:
    """Lead an interview to its end, saving every answer before the next question comes.

    Raises:
        Left: if the respondent leaves.
        CannotRead, CannotWrite: if an answer cannot be saved.
    """
    latest, saved = interview, interview.sheet
    with _stopping_by_signal():
        try:
            for latest in conduct(interview, ask):
                if latest.sheet != saved:
                    notebook.save(latest.sheet)
                    saved = latest.sheet
        except (KeyboardInterrupt, EOFError) as error:
            # It can come between an answer and its being saved.
            if latest.sheet != saved:
                notebook.save(latest.sheet)
            code = stopping.code_of(error) if isinstance(error, KeyboardInterrupt) else ExitCode.INTERRUPTED
            raise Left(latest, code) from error
        except OSError as error:
            # Saving has errors of its own, so it is the terminal that is gone.
            raise Left(latest, ExitCode.HANGUP) from error
    if isinstance(step(latest), Away):
        raise Left(latest, ExitCode.DONE)
    return latest


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold signals back, where the system can, until what is being saved is saved."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _stopping_by_signal() -> Iterator[None]:
    """Let SIGTERM and SIGHUP, where the system has them, end the interview like Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
        _let_out(stopping.Stopped(stopping.CODES[signal.Signals(number).name]), try_again)

    with _trying_again() as try_again:
        before = {number: signal.signal(number, stop) for number in stopping.known_signals()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _let_out(error: KeyboardInterrupt, try_again: Callable[[KeyboardInterrupt | None], None]) -> None:
    """Raise at once, or, in an event loop, between two of its callbacks.

    Raised inside a callback it takes that with it, and what waits for the callback waits for ever.
    """

    def raise_it() -> NoReturn:
        try_again(None)
        raise error

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise error from None
    # In case the loop is at its end and calls nothing more.
    try_again(error)
    loop.call_soon_threadsafe(raise_it)


@contextmanager
def _trying_again() -> Iterator[Callable[[KeyboardInterrupt | None], None]]:
    """Yield what lets an error out again soon (or no more: None), where the system has a timer.

    It is used too for what comes while an object is being cleared away: Python prints what is raised there, and goes on.
    """
    if not hasattr(signal, "setitimer"):
        yield lambda _: None
        return
    tell_of, waiting = sys.unraisablehook, list[KeyboardInterrupt]()

    def try_again(error: KeyboardInterrupt | None) -> None:
        waiting[:] = [error] if error else []
        signal.setitimer(signal.ITIMER_REAL, _SOON if error else 0)

    def note(unraisable: "sys.UnraisableHookArgs") -> None:
        if isinstance(unraisable.exc_value, KeyboardInterrupt):
            try_again(unraisable.exc_value)
        else:
            tell_of(unraisable)

    def ring(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
        if waiting:
            _let_out(waiting[0], try_again)

    before = signal.signal(signal.SIGALRM, ring)
    sys.unraisablehook = note
    try:
        yield try_again
    finally:
        try_again(None)
        sys.unraisablehook = tell_of
        signal.signal(signal.SIGALRM, before)
