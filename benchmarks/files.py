"""How long a batch of YAML files takes, as a multiple of the time in which one core merely parses them; run by hand."""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from cpch_cli.answers_file import save_answers
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.diagnostic_file import load_diagnostic

FILES = 2_000
ROUNDS = 3
MOST = 0.8
CPCH = str(Path(sys.executable).with_name("cpch"))
WORDS = (
    "the",
    "joint",
    "cell",
    "meets",
    "every",
    "week",
    "with",
    "customs",
    "and",
    "police",
    "keeps",
    "minutes",
)
TICKED = 0.3
GRADES = ("none", "statement", "document", "verified")


def sheet(number: int, diagnostic: Diagnostic, chance: random.Random) -> Sheet:
    """Return answers to all questions, each with a note; the same for the same state of chance."""
    answers = {}
    for question in diagnostic.questions:
        note = " ".join(chance.choice(WORDS) for _ in range(15))
        answers[question.id] = {
            "level": chance.choice(diagnostic.levels[question.id]).id,
            "note": f"{note.capitalize()}.",
            "weaknesses": [each.id for each in question.weaknesses if chance.random() < TICKED],
            "evidence": chance.choice(GRADES),
        }
    subject = {"country": f"Country {number}", "date": "2026-01-01"}
    return Sheet.model_validate(
        {"format": "cpch-answers/1", "subject": subject, "language": "en", "answers": answers}
    )


def write_files(folder: Path) -> None:
    """Write the answers files."""
    diagnostic, chance = load_diagnostic(), random.Random(1)  # noqa: S311 - the same files every time
    for number in range(FILES):
        save_answers(folder / f"{number:05}.yaml", sheet(number, diagnostic, chance), diagnostic)


def parse(folder: Path) -> None:
    """Read all files as libyaml's safe loader does, on one core."""
    for file in sorted(folder.iterdir()):
        yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)


def batch(folder: Path) -> None:
    """Run the command on all files."""
    output = folder.with_name("rows.jsonl")
    command = (CPCH, "batch", str(folder), "-f", "jsonl", "-o", str(output), "--force", "--quiet")
    subprocess.run(command, check=True)  # noqa: S603 - our own command


def seconds(do: Callable[[Path], None], folder: Path) -> float:
    """Return how long it takes to do something with the files."""
    begin = time.perf_counter()
    do(folder)
    return time.perf_counter() - begin


def measure() -> list[tuple[str, str, str, str]]:
    """Return what was measured, how much it is, how much it may be, and the figure beside it.

    The rounds alternate, so that both see the same machine; the best of each counts.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "answers")
        folder.mkdir()
        write_files(folder)
        rounds = [(seconds(parse, folder), seconds(batch, folder)) for _ in range(ROUNDS)]
    parsed, done = (min(times) for times in zip(*rounds, strict=True))
    # Of the largest of its processes, in MB; Linux counts in kB.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return [
        (f"cpch batch of {FILES} YAML files", f"{done:.2f} s", f"{MOST} x", f"{done / parsed:.2f} x"),
        ("one core parsing them with libyaml", f"{parsed:.2f} s", "", "1.00 x"),
        ("memory of its largest process", f"{memory:.0f} MB", "", ""),
    ]


def main() -> None:
    """Print what was measured."""
    for what, measured, limit, figure in measure():
        print(f"{what:40} {measured:>10} {limit:>8} {figure:>8}")  # noqa: T201


if __name__ == "__main__":
    main()
