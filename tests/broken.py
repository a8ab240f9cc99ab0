"""Files that are broken, cases/broken/KIND/*, with what is said to be wrong in each; good ones; and data broken on the way.

A file begins with a comment line for each of its problems, `# LINE:COLUMN: CODE`, in the order in which they are
reported. A JSON file, where no comment can stand, has these lines in FILE.expected.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cpch_cli.core.problems import Located

CASES = Path(__file__).parent / "cases"
_EXPECTED = re.compile(r"# (\d+:\d+: .+)")


def broken(kind: str) -> list[Path]:
    """Return the broken files of a kind."""
    return sorted(file for file in (CASES / "broken" / kind).iterdir() if file.suffix != ".expected")


def valid(kind: str) -> list[Path]:
    """Return the files of a kind in which nothing is wrong."""
    return sorted((CASES / "valid" / kind).iterdir())


def examples() -> list[Path]:
    """Return the examples that are answers files, in the order of a folder."""
    found = sorted((CASES.parents[1] / "examples").glob("*.yaml"))
    return [file for file in found if "format: cpch-answers/1" in file.read_text("utf-8")]


def expected(file: Path) -> list[str]:
    """Return the problems that a broken file has, by its own account."""
    account = file.with_name(f"{file.name}.expected") if file.suffix == ".json" else file
    return [line[1] for text in account.read_text("utf-8").split("\n") if (line := _EXPECTED.fullmatch(text))]


def found(problems: Iterable[Located]) -> list[str]:
    """Return problems as a broken file would write them."""
    return [
        f"{located.line}:{located.column}: {'warning: ' * located.problem.warning}{located.problem.code}"
        for located in problems
    ]


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the place of every value in plain data, that of the whole first."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inside for place in places(value, (*path, key)))]


def with_value(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of plain data with another value at a place."""
    if not path:
        return value
    key, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[key] = with_value(data[key], tuple(rest), value)
    return copy
