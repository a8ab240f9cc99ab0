"""Signals: held back while something must not be broken off, and not lost."""

import signal
from collections.abc import Iterator

import pytest

from cpch_cli.errors import ExitCode
from cpch_cli.stopping import Stopped, by_signal, held_back


def stopped_while_held_back(number: signal.Signals) -> Iterator[str]:
    """Yield what is still done of a step that a signal comes in the midst of, and of the next step."""
    with held_back():
        signal.raise_signal(number)
        yield "to its end"
    yield "what comes after"


def test_signal_waits() -> None:
    """What is done is done to its end, and then the signal stops what comes after."""
    done: list[str] = []
    with by_signal(), pytest.raises(Stopped) as stopped:
        done.extend(stopped_while_held_back(signal.SIGTERM))

    assert (["to its end"], ExitCode.TERMINATED) == (done, stopped.value.exit_code)


def test_ctrl_c_waits() -> None:
    """Ctrl-C as well."""
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        done.extend(stopped_while_held_back(signal.SIGINT))

    assert ["to its end"] == done


def test_what_is_ignored_stays_ignored() -> None:
    """A program that was started with nohup is not stopped by what it was told to ignore."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with held_back():
            signal.raise_signal(signal.SIGHUP)
        assert signal.SIG_IGN == signal.getsignal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_handlers_are_put_back() -> None:
    """Nothing is left changed, whether a signal came or not."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    with held_back():
        pass

    assert before == [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
