"""The interview line by line with `input()`, for screen readers, logs and terminals that cannot move their cursor.

The same pages, labels and keys as in `prompts.py`; a line is typed and ended with Enter. Nothing is decided here.
"""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from typing import Self

from cpch_cli import screen
from cpch_cli.core.interview import Interview
from cpch_cli.core.steps import Event, Said, Spoke, Step, WentAway, WentBack
from cpch_cli.core.text import clean
from cpch_cli.core.words import Words
from cpch_cli.legible import legible
from cpch_cli.pages import NOTHING, Action, Command, Page, SpeakNext, TextPage, help_page, page_of, ticks


class Lines:
    """The respondent's terminal, line by line: ask it a step, it returns what the respondent did.

    Ctrl-C raises KeyboardInterrupt and Ctrl-D EOFError.

    Attributes:
        words: of the language that is spoken now.
        in_colour: what is printed after the interview may have colours.
    """

    in_colour = False

    def __init__(
        self,
        words: Words,
        speak_next: SpeakNext,
        today: dt.date,
        notices: Sequence[str] = (),
    ) -> None:
        self.words = words
        self._speak_next = speak_next
        self._today = today
        self._notices = tuple(notices)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing has to be put back."""

    def ask(self, interview: Interview, step: Step) -> Event:
        """Show a step and return the event that answers it.

        Raises:
            KeyboardInterrupt, EOFError: if the respondent wants to leave.
        """
        for notice in self._notices:
            self._say(notice)
        self._notices = ()
        page = page_of(interview, step, self.words)
        self._say("")
        if isinstance(page, TextPage):
            self._refuse(interview)
            return self._ask_text(page)
        self._show(page)
        self._refuse(interview)
        return self._ask_page(interview, step, page)

    def _refuse(self, interview: Interview) -> None:
        if interview.refused:
            self._say_error(f"refused.{interview.refused.key}")

    # --- pages --------------------------------------------------------------------------------------------------------

    def _show(self, page: Page) -> None:
        for paragraph in (*page.head, page.title, *page.said):
            self._say(paragraph)
        for entry in page.entries:
            if entry.heading:
                self._say("")
                self._say(entry.heading)
            self._say(entry.text, first=f"  {entry.label}  ")
            for paragraph in entry.below:
                self._say(paragraph, first="     ")
        for paragraph in (*page.tail, *([page.hint] if page.hint else [])):
            self._say(paragraph)
        keys = "  ".join(f"{key.key} {self.words(f'key.{key.name}')}" for key in page.keys)
        if keys:
            self._say(keys)

    def _ask_page(self, interview: Interview, step: Step, page: Page) -> Event:
        while True:
            match action := self._action(page):
                case None:
                    pass
                case Command.HELP:
                    explained = help_page(interview, step, page, self.words)
                    for paragraph in explained.tail:
                        self._say(paragraph)
                case Command.LANGUAGE:
                    self.words, diagnostic = self._speak_next(self.words.language)
                    return Spoke(self.words.language, diagnostic)
                case Command.OTHER:
                    return self._ask_text(TextPage((), self.words("ask.other_word"), ""))
                case _:
                    return action

    def _action(self, page: Page) -> Action | None:
        """Return what a line says, or None after saying why it says nothing."""
        given: Action | None = ticks(page, page.ticked) if page.ticked else None
        if page.given is not None:
            given = page.entries[page.given].action
        if given is not None:
            self._say(self.words("plain.keep", label=_labels(page)))
        line = clean(self._read())
        if not line:
            if given is None:
                self._say_error("plain.choose")
            return given
        for key in page.keys:
            if key.key == line.lower():
                return key.action
        if page.ticked is not None:
            return self._ticked(page, line)
        for entry in page.entries:
            if entry.label == line.lower():
                return entry.action
        self._say_error("plain.no_such_label")
        return None

    def _ticked(self, page: Page, line: str) -> Action | None:
        places = {entry.label: place for place, entry in enumerate(page.entries)}
        labels = line.replace(",", " ").split()
        if not set(labels) <= set(places):
            self._say_error("plain.no_such_label")
            return None
        chosen = frozenset(places[label] for label in labels)
        nothing = [place for place, entry in enumerate(page.entries) if entry.action == NOTHING]
        if chosen.intersection(nothing) and len(chosen) > 1:
            self._say_error("weaknesses.none_or_some")
            return None
        return ticks(page, chosen)

    # --- texts --------------------------------------------------------------------------------------------------------

    def _ask_text(self, page: TextPage) -> Event:
        for paragraph in (*page.head, page.title):
            self._say(paragraph)
        given = page.offered(self._today)
        if given:
            self._say(self.words("plain.given", text=given))
        self._say(self.words("plain.text.long" if page.long else "plain.text"))
        line = self._read()
        match clean(line):
            case "":
                return Said(given)
            case "<":
                return WentBack()
            case "<<":
                return WentAway()
            case "-":
                return Said("")
            case _ if page.long:
                return Said("\n".join([line, *self._further_lines()]))
            case _:
                return Said(line)

    def _further_lines(self) -> list[str]:
        lines = []
        while line := self._read():
            lines.append(line)
        return lines

    # --- lines --------------------------------------------------------------------------------------------------------

    def _read(self) -> str:
        sys.stderr.write("> ")
        sys.stderr.flush()
        return input()

    def _say_error(self, key: str) -> None:
        self._say(self.words("error.plain", what=self.words(key)))

    def _say(self, text: str, first: str = "") -> None:
        width = screen.Size(24, _columns()).width
        lines = [line for part in text.split("\n") for line in screen.wrapped(part, width, first=first)]
        said = "".join(f"{line.rstrip()}\n" for line in lines)
        sys.stderr.write(legible(said, sys.stderr.encoding or "utf-8"))


def _labels(page: Page) -> str:
    """Return the labels of what stands already."""
    if page.ticked:
        return ", ".join(page.entries[place].label for place in sorted(page.ticked))
    return page.entries[page.given].label if page.given is not None else ""


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80
