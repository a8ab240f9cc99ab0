"""Many answers files: each read and made into what is wanted of it, over all cores, in the order of the files.

A bad file never stops the good ones: what comes of each is `Done`, `Failed` or `PassedOver`.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final, Generic, TypeVar

from cpch_cli.answers_file import AnswersFile, parse_unless_other
from cpch_cli.core.model import Diagnostic
from cpch_cli.errors import Halted, Mendable
from cpch_cli.gather import Source
from cpch_cli.stopping import held_back

T = TypeVar("T")

# What is made of the answers of one file. A function of a module, or `functools.partial` of one: it goes to other processes.
Make = Callable[[AnswersFile, Diagnostic], T]

# For fewer it takes longer to start processes than to read them here.
FEW: Final = 32
_AT_A_TIME: Final = 16
# How many parts wait or are done ahead for each process: enough that none is ever idle.
_AHEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What was made of a file."""

    name: str
    value: T


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read or is invalid; the error has every problem."""

    name: str
    error: Mendable


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file of another cpch format."""

    name: str


Read = Done[T] | Failed | PassedOver


def documents(
    sources: Iterable[Source], diagnostic: Diagnostic, make: Make[T]
) -> Generator[Read[T], None, None]:
    """Yield what becomes of each document, in order; only as much is read ahead as keeps all cores busy.

    Close it (`contextlib.closing`) where it may not be read to its end: then each process stops after the file that it is
    at, and this waits for them.

    Raises:
        Halted: if a process dies, of too little memory for example.
    """
    coming = iter(sources)
    first = list(islice(coming, FEW))
    workers = _cores()
    if len(first) < FEW or workers == 1:
        for source in chain(first, coming):
            yield _read(source, diagnostic, make)
        return
    with _processes(workers, diagnostic, make) as pool:
        waiting: deque[Future[list[Read[T]]]] = deque()
        for part in _parts(chain(first, coming)):
            # The first starts the processes.
            with held_back():
                waiting.append(pool.submit(_read_part, part))
            if len(waiting) == workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _read(source: Source, diagnostic: Diagnostic, make: Make[T]) -> Read[T]:
    try:
        text = source.read()
        answers = parse_unless_other(text, source.name, diagnostic, as_json=source.as_json)
    except Mendable as error:
        return Failed(source.name, error)
    return PassedOver(source.name) if answers is None else Done(source.name, make(answers, diagnostic))


def _parts(sources: Iterator[Source]) -> Iterator[list[Source]]:
    while part := list(islice(sources, _AT_A_TIME)):
        yield part


# --- processes ----------------------------------------------------------------------------------------------------


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _way_of_starting() -> Any:
    # A fork has everything loaded already; where it is not safe, the system has another usual way.
    return multiprocessing.get_context("fork" if sys.platform == "linux" else None)


@contextmanager
def _processes(workers: int, diagnostic: Diagnostic, make: Make[Any]) -> Iterator[ProcessPoolExecutor]:
    context = _way_of_starting()
    stop = context.Event()
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(diagnostic, make, stop)
    )
    try:
        yield pool
    except BrokenProcessPool as error:
        raise Halted("process_died") from error
    finally:
        # Each ends with the file that it is at. To end them by force is no way: who is just sending something would leave
        # half of it, and the pool would wait for the other half for ever.
        stop.set()
        pool.shutdown(cancel_futures=True)


# What a process reads by, and what tells it to stop: set once, when it begins.
_by: tuple[Diagnostic, Make[Any], Any]


def _begin(diagnostic: Diagnostic, make: Make[Any], stop: Any) -> None:
    global _by  # noqa: PLW0603 - a pool hands nothing else to what runs in its processes
    _by = (diagnostic, make, stop)
    # Ctrl-C goes to all processes of a terminal: it is for the first of them to stop the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What is loaded stays: the collector need not look through it again and again.
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_part(part: Sequence[Source]) -> list[Read[Any]]:
    diagnostic, make, stop = _by
    return [_read(source, diagnostic, make) for source in part if not stop.is_set()]
