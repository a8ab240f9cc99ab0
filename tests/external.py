"""Programs that are not ours and that open what cpch writes. A missing one skips a test; under CPCH_ALL it fails it."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final, NoReturn

import pytest

TOOLS: Final = Path(__file__).with_name("tools")


def program(name: str) -> str:
    """Return the path of an installed program."""
    return shutil.which(name) or _missing(name)


def node_package(path: str) -> Path:
    """Return a file of a package that `npm install --prefix tests/tools` installs."""
    file = TOOLS / "node_modules" / path
    return file if file.exists() else _missing(path)


def require_font(name: str) -> None:
    """Make sure that a font is installed, or one with the same widths."""
    if name not in run(program("fc-list"), ":", "family"):
        _missing(f"the font {name}")


def run(*arguments: str | Path, cwd: Path | None = None, timeout: int = 240) -> str:
    """Run a program to its end and return what it prints on both streams; a failure of the program fails the test."""
    done = subprocess.run(
        arguments,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=timeout,
        check=False,
        text=True,
    )
    assert done.returncode == 0, f"{arguments[0]} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


def _missing(name: str) -> NoReturn:
    assert "CPCH_ALL" not in os.environ, f"{name} is missing"
    pytest.skip(f"{name} is not installed")
