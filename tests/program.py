"""The real program as another program runs it: arguments, stdin, a folder, an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("cpch")
EXAMPLES = Path(__file__).parents[1] / "examples"
# No language, no colours, no width but what a test says.
CLEAN = {
    key: value
    for key, value in os.environ.items()
    if key in ("PATH", "HOME", "TMPDIR", "COVERAGE_PROCESS_START")
}


def cpch(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: int = 60,
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end; what it says is taken as UTF-8."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        input=stdin,
        cwd=cwd,
        env={**CLEAN, "LC_ALL": "C.UTF-8", **(env or {})},
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    decoded = (done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    return subprocess.CompletedProcess(done.args, done.returncode, *decoded)
