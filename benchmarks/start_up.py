"""How long the program takes to start, as a multiple of a two-command Typer program."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 21
LIMITS = {"cpch --version": "1.3 x", "cpch report -f md": "2.5 x"}
CPCH = str(Path(sys.executable).with_name("cpch"))
EXAMPLE = str(Path(__file__).parents[1] / "examples" / "belmara.yaml")
HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello() -> None:
    print("Hello")


@app.command()
def bye() -> None:
    print("Bye")


app()
"""


def seconds(commands: dict[str, Sequence[str]]) -> dict[str, float]:
    """Return the median time of each command; the rounds alternate, so that all see the same machine."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands
            times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(each) for name, each in times.items()}


def measure() -> list[tuple[str, str, str, str]]:
    """Return what was measured, how much it is, how much it may be, and the figure beside it."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, "utf-8")
        measured = seconds(
            {
                "two commands of Typer": (sys.executable, str(hello), "hello"),
                "cpch --version": (CPCH, "--version"),
                "cpch report -f md": (CPCH, "report", EXAMPLE, "-f", "md"),
            }
        )
    return [
        (name, f"{taken:.3f} s", LIMITS.get(name, ""), f"{taken / measured['two commands of Typer']:.2f} x")
        for name, taken in measured.items()
    ]
