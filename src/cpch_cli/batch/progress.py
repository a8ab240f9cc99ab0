"""How far a long piece of work has come, as a bar on a terminal that goes when the work is done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cpch_cli.core.words import Words

# What takes no longer needs no bar, in seconds.
_SOON_DONE: Final = 1.0
_BETWEEN_TWO_LOOKS: Final = 0.1
_WHOLE: Final = 100


class Bar:
    """A bar that comes to be seen when the work has taken a while; where nobody is to see one, it does nothing.

    Attributes:
        done: how many pieces are done.
        total: how many there are; None while that is not known.
        in_percent: the pieces are hundredths of the work.
    """

    total: int | None = None
    in_percent = False

    def __init__(self, words: Words, *, seen: bool) -> None:
        self.done = 0
        self._words = words
        self._begun = time.monotonic()
        self._next_look = self._begun + _SOON_DONE if seen else float("inf")
        self._drawn: _Drawn | None = None

    def advance(self) -> None:
        """One more piece is done."""
        self.done += 1
        self._look()

    def reach(self, percent: float) -> None:
        """So many hundredths are done of a piece of work that is not done piece by piece."""
        if not self.in_percent:
            self.clear()
            self.total, self.in_percent, self._begun = _WHOLE, True, time.monotonic()
        self.done = round(percent)
        self._look()

    def _look(self) -> None:
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _BETWEEN_TWO_LOOKS
            self._drawn = self._drawn or _Drawn(self.total)
            self._drawn.show(self.done, self._in_words(now - self._begun))

    def clear(self) -> None:
        """Take the bar away; it comes back with the next piece, below what was said meanwhile."""
        if self._drawn:
            self._drawn.clear()
            self._drawn = None

    def _in_words(self, seconds: float) -> str:
        if self.in_percent and not self.done:
            # Nobody can know yet how long it takes.
            return self._words("progress.begun")
        rate = self.done / seconds
        values = {"n": self.done, "all": self.total, "rate": round(rate)}
        if self.total is None:
            return self._words("progress.so_far", **values)
        minutes, left = divmod(round((self.total - self.done) / rate), 60)
        key = "progress.percent" if self.in_percent else "progress.of"
        return self._words(key, left=f"{minutes}:{left:02}", **values)


class _Drawn:
    """The bar as it stands on the terminal."""

    def __init__(self, total: int | None) -> None:
        # Rich takes a while to load, and only long work shows a bar.
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._progress = Progress(
            *columns,
            console=Console(file=sys.stderr, markup=False, emoji=False, highlight=False),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("", total=total)
        self._progress.start()

    def show(self, done: int, text: str) -> None:
        self._progress.update(self._task, completed=done, description=text, refresh=True)

    def clear(self) -> None:
        self._progress.stop()


@contextmanager
def progress(words: Words, *, seen: bool) -> Iterator[Bar]:
    """Give a bar, and take it away at the end, whatever that is.

    Args:
        words: the language.
        seen: whether it may be shown at all; it never is where stderr is no terminal.
    """
    bar = Bar(words, seen=seen and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.clear()
