"""The page on the use from Python does not lie: its blocks are run in their order, and print what it shows."""

import contextlib
import io
import re
import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from program import EXAMPLES

PAGE: Final = (EXAMPLES.parent / "docs" / "python.md").read_text("utf-8")
# A block of Python, with the block of text right below it: what it prints.
_BLOCK: Final = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)


def run(code: str, names: dict[str, Any]) -> str:
    """Run a block among names of blocks before it, and return what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "docs/python.md", "exec"), names)
    return printed.getvalue()


def test_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block runs after those before it, in a folder with the examples, and prints what stands below it."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    blocks = _BLOCK.findall(PAGE)

    assert [shown for _, shown in blocks] == [run(code, names) for code, _ in blocks]


def test_every_block_is_found() -> None:
    """No block of the page is left out because it is written in another way."""
    assert PAGE.count("```python") == len(_BLOCK.findall(PAGE))
    assert PAGE.count("```text") == sum(bool(shown) for _, shown in _BLOCK.findall(PAGE))
