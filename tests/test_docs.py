"""The documents do not lie: every command is run, every example file is checked, every link leads somewhere."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import cpch

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Yield page and text of every block in a language."""
    for page in PAGES:
        for found, text in _BLOCK.findall(page.read_text("utf-8")):
            if found == language:
                yield page.relative_to(ROOT).as_posix(), text


def commands() -> Iterator[tuple[str, str]]:
    """Yield every command that the documents show as typed, with what they show as printed."""
    for _, text in blocks("console"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as hosts of Markdown make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples, as a reader of the documents has."""
    path = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples", path / "examples")
    return path


@pytest.mark.parametrize(("command", "printed"), sorted(set(commands())), ids=lambda value: str(value)[:60])
def test_command(command: str, printed: str, folder: Path) -> None:
    """A documented command works; where its output is shown, it is that, but for lines of three dots."""
    program, *arguments = command.split()

    done = cpch(*arguments, cwd=folder)

    assert ("cpch", 0, "") == (program, done.returncode, done.stderr)
    if printed.strip():
        shown = ".*".join(
            re.escape(part) for part in re.split(r"^\.\.\.$", printed.strip(), flags=re.MULTILINE)
        )
        assert re.fullmatch(shown, done.stdout.strip(), re.DOTALL)


@pytest.mark.parametrize(
    "command", ["assess", "report", "batch", "compare", "plan", "explain", "check", "schema"]
)
def test_every_command_is_documented(command: str) -> None:
    """The help of every command stands in the documents."""
    assert f"cpch {command} --help" in {shown for shown, _ in commands()}


@pytest.mark.parametrize(("page", "text"), sorted(set(blocks("yaml"))), ids=lambda value: str(value)[:40])
def test_example_file(page: str, text: str, tmp_path: Path) -> None:
    """A whole file in the documents is valid; a part says that it is one."""
    kind = text.split("\n", 1)[0].removeprefix("#").strip().split()[0]
    assert kind in ("answers", "diagnostic", "plan", "part"), page
    if kind == "part":
        return
    path = tmp_path / "example.yaml"
    path.write_text(text, "utf-8")

    assert (0, f"{path}: no errors.\n") == ((done := cpch("check", path)).returncode, done.stdout)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links(page: Path) -> None:
    """Every link within the project leads to a file, and to a heading in it."""
    for target in _LINK.findall(page.read_text("utf-8")):
        if not target.startswith("http"):
            name, _, anchor = target.partition("#")
            file = (page.parent / name).resolve() if name else page
            assert file.exists(), target
            assert not anchor or anchor in anchors(file), target
