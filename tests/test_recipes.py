"""The recipes work: every block is run as a reader would run it, in a folder with the examples."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pytest
import yaml

from program import CLEAN, EXAMPLES, PROGRAM

PAGE: Final = (EXAMPLES.parent / "docs" / "recipes.md").read_text("utf-8")
# A block, with the block of text right below it: what it prints.
_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A block of a recipe: its language, its text, and what it prints where that is shown."""

    language: str
    text: str
    shown: str


def recipes() -> dict[str, list[Block]]:
    """Return the blocks of each recipe by its heading."""
    parts = [part.partition("\n") for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]]
    return {heading: [Block(*found) for found in _BLOCK.findall(text)] for heading, _, text in parts}


def run(block: Block, folder: Path) -> str:
    """Run a block and return what it prints on stdout.

    Raises:
        CalledProcessError: if it fails.
    """
    match block.language:
        case "sh":
            return _output("sh", "-eu", "-c", block.text, folder=folder)
        case "python":
            return _output(sys.executable, "-c", block.text, folder=folder)
        case "make":
            (folder / "Makefile").write_text(block.text, "utf-8")
        case "sql":
            return str(duckdb.connect(config={"file_search_path": str(folder)}).sql(block.text))
        case "yaml":
            assert yaml.safe_load(block.text)
    return ""


def _output(*command: str, folder: Path) -> str:
    path = os.pathsep.join([str(PROGRAM.parent), CLEAN["PATH"]])
    env = {**CLEAN, "PATH": path, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


@pytest.mark.parametrize("heading", [heading for heading in recipes() if heading != "Reports by make"])
def test_recipe(heading: str, tmp_path: Path) -> None:
    """The blocks of a recipe run one after the other, each has a result, and what is shown is printed."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    for block in recipes()[heading]:
        printed = run(block, tmp_path)

        assert block.shown in ("", printed), block.text
        assert printed or block.language not in ("sql", "python")


def test_reports_by_make(tmp_path: Path) -> None:
    """Make writes a report for each file, and nothing again that is up to date."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    for block in recipes()["Reports by make"]:
        run(block, tmp_path)

    expected = {file.stem for file in (EXAMPLES / "region").glob("k*.yaml")}
    assert expected == {file.stem for file in (tmp_path / "reports").iterdir()}
    assert "Nothing to be done" in _output("make", folder=tmp_path)


def test_workflow() -> None:
    """The workflow checks and scores before it keeps the report, which it does whatever comes out."""
    (block,) = recipes()["GitHub Actions"]
    steps = yaml.safe_load(block.text)["jobs"]["score"]["steps"]
    commands = [step["run"].split()[:2] for step in steps if "run" in step]

    assert [["pip", "install"], ["cpch", "check"], ["cpch", "batch"]] == commands
    assert "always()" == steps[-1]["if"]
    assert steps[-1]["with"]["path"] in steps[-2]["run"]


def test_every_block_is_run() -> None:
    """No block of the page is left out because of its language or the way it is written."""
    found = [block.language for blocks in recipes().values() for block in blocks]

    assert {"sh", "make", "yaml", "sql", "python"} == set(found)
    assert re.findall(r"^```(?!text)(\w+)$", PAGE, re.MULTILINE) == found
