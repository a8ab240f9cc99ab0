"""The signals that ask the program to stop, as an exception that ends what it does in good order."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from cpch_cli.errors import ExitCode

CODES: Final = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}


class Stopped(KeyboardInterrupt):
    """A signal asked the program to stop.

    It is a KeyboardInterrupt because an event loop lets nothing else out of what it runs: it would show the trace of any
    other exception and go on.
    """

    def __init__(self, exit_code: ExitCode) -> None:
        super().__init__()
        self.exit_code = exit_code


def code_of(error: KeyboardInterrupt) -> ExitCode:
    """Return the exit code of what was stopped by a signal, or by Ctrl-C."""
    return error.exit_code if isinstance(error, Stopped) else ExitCode.INTERRUPTED


def known_signals() -> list[signal.Signals]:
    """Return those of the signals that this system has."""
    return [getattr(signal, name) for name in CODES if hasattr(signal, name)]


@contextmanager
def by_signal() -> Iterator[None]:
    """Let SIGTERM and SIGHUP, where the system has them, stop what is done as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
        raise Stopped(CODES[signal.Signals(number).name])

    before = {number: signal.signal(number, stop) for number in known_signals()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C and the signals that stop the program wait until something is done that bears no exception in between.

    Starting a process is such a thing: Python loses what is raised while it forks.
    """
    came: list[int] = []
    before = {
        number: handler
        for number in (signal.SIGINT, *known_signals())
        if callable(handler := signal.getsignal(number))
    }
    for number in before:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])
