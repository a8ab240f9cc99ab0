"""Programs run to be measured: how long they take, how much of the processors, how much memory."""

import os
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Usage(NamedTuple):
    """What a program took: seconds by the clock, seconds of all processors, and at most so many MB at a time.

    The seconds of the processors hang less than those of the clock on what else the machine is doing.
    """

    wall: float
    processors: float
    memory: float


def run(command: Sequence[str]) -> Usage:
    """Run a program to its end and return what it took; its memory is never less than that of this process was.

    Raises:
        CalledProcessError: if it fails.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    # Linux counts in kB.
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def best(usages: Sequence[Usage]) -> Usage:
    """Return the least of each figure over several runs of the same program."""
    return Usage(*map(min, zip(*usages, strict=True)))
