"""Measure everything, or the parts that are named, and print one table: `run.py [--quick] [start_up files tables questions]`."""

import argparse
import os
import platform
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final

# Each in a module of its own; what needs most memory comes last, since a program that is started is told to have needed no
# less than the one that starts it.
PARTS: Final = ("start_up", "files", "tables", "questions")
# Those that can be done with small tables.
SIZED: Final = ("tables", "questions")
HEAD: Final = ("what", "measured", "limit", "figure")


def main() -> None:
    """Print what was measured, as a table of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="small tables, only to see that it works")
    asked = parser.parse_args()
    lines: list[Sequence[str]] = []
    for part in asked.parts or PARTS:
        measure = import_module(part).measure
        lines += measure(quick=asked.quick) if part in SIZED else measure()
    print(machine(), end="\n\n")  # noqa: T201
    print(table([HEAD, *lines]))  # noqa: T201


def machine() -> str:
    """Return on what this runs: processors, memory, system, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "ibis-framework", "pyarrow"))
    return (
        f"{os.cpu_count()} cores of {_processor()}, {memory:.0f} GB; {platform.system()}, "
        f"Python {platform.python_version()}, {packages}"
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()


def table(lines: Sequence[Sequence[str]]) -> str:
    """Return lines as a table of Markdown, the first of them its head, texts left and numbers right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = [f"{'-' * (width - 1)}{':' if place else '-'}" for place, width in enumerate(widths)]
    return "\n".join(_line(each, widths) for each in (lines[0], rule, *lines[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    aligned = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(aligned)} |"


if __name__ == "__main__":
    main()
