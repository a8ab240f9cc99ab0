"""The interview on a terminal: a step goes in, an event comes out. Nothing is decided here.

Texts are asked with questionary; lists are pages of `screen.py` on prompt_toolkit, on which questionary stands, since its own
lists cut long texts and cannot scroll. Everything goes to stderr, so that stdout stays free for the result.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Final, Self

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension, FormattedTextControl, Layout, Window
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.shortcuts import print_formatted_text

from cpch_cli import editor, screen
from cpch_cli.core.interview import Interview
from cpch_cli.core.steps import Event, Said, Spoke, Step, WentBack
from cpch_cli.core.words import Words
from cpch_cli.errors import Mendable
from cpch_cli.legible import legible
from cpch_cli.pages import Action, Command, Page, SpeakNext, TextPage, help_page, page_of
from cpch_cli.screen import Size, View

_BACK: Final = object()
_EDITOR: Final = object()

# A line of input would search its history, or print what is pressed.
_DEAD_IN_TEXTS: Final = (Keys.ControlQ, Keys.ControlR, Keys.ControlSquareClose, Keys.ControlZ)

# Bold and turned-round rows say all; questionary's colours would vanish on one background or the other.
_STYLE: Final = questionary.Style([(part, "fg:default nobold") for part in ("qmark", "question", "answer")])


def can_show_pages(environment: Mapping[str, str]) -> bool:
    """Tell whether this terminal can show pages: it moves its cursor, and is not too small for any text."""
    if os.name == "posix" and environment.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return False
    try:
        size = create_output(stdout=sys.stderr).get_size()
    except Exception:  # noqa: BLE001 - whatever a console of Windows objects to, lines can be printed on it
        return False
    return size.columns >= screen.FEWEST_COLUMNS and size.rows >= screen.FEWEST_ROWS


class Terminal:
    """The respondent's terminal: ask it a step, it returns what the respondent did. Use it in a `with` statement.

    Ctrl-C raises KeyboardInterrupt and Ctrl-D EOFError, everywhere.

    Attributes:
        words: of the language that is spoken now.
        in_colour: what is printed after the interview may have colours.
    """

    in_colour = True

    def __init__(
        self,
        words: Words,
        speak_next: SpeakNext,
        today: dt.date,
        notices: Sequence[str] = (),
        output: Output | None = None,
    ) -> None:
        # A terminal that does not answer where its cursor is would be waited for, and warned about, at every prompt.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self.words = words
        self._speak_next = speak_next
        self._today = today
        self._notices = tuple(notices)
        self._output = output or create_output(stdout=sys.stderr)

    def __enter__(self) -> Self:
        self._output.enter_alternate_screen()
        self._output.flush()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._output.quit_alternate_screen()
            self._output.flush()
        except OSError:
            # The terminal is gone, and its screen with it.
            pass

    def ask(self, interview: Interview, step: Step) -> Event:
        """Show a step and return the event that answers it.

        Raises:
            KeyboardInterrupt, EOFError: if the respondent wants to leave at once.
        """
        page = page_of(interview, step, self.words)
        if isinstance(page, TextPage):
            refused = f"refused.{interview.refused.key}" if interview.refused else None
            return self._ask_text(page, refused)
        view = screen.look_at(self._with_notices(page), self._size(), self.words)
        if interview.refused:
            view = replace(view, message=f"refused.{interview.refused.key}")
        return self._ask_page(interview, step, view)

    def _with_notices(self, page: Page) -> Page:
        """Return the first page with what is to be told before."""
        return replace(page, head=self._taken_notices() + page.head)

    def _ask_page(self, interview: Interview, step: Step, view: View) -> Event:
        while True:
            view, action = self._run_page(view)
            match action:
                case Command.HELP:
                    explained = help_page(interview, step, view.page, self.words)
                    self._run_page(screen.look_at(explained, self._size(), self.words))
                case Command.LANGUAGE:
                    self.words, diagnostic = self._speak_next(self.words.language)
                    return Spoke(self.words.language, diagnostic)
                case Command.OTHER:
                    given = getattr(step, "given", "")
                    known = getattr(step, "options", ())
                    title = self.words("ask.other_word")
                    return self._ask_text(TextPage(view.page.head, title, "" if given in known else given))
                case WentBack() if view.page.ticked is not None:
                    return WentBack(screen.left_with(view))
                case _:
                    return action

    # --- pages --------------------------------------------------------------------------------------------------------

    def _run_page(self, view: View) -> tuple[View, Action]:
        """Show a page until something is to be done, and return how it was left and what that is."""
        pager = _Pager(view, self._output)
        self._clear()
        action = pager.application.run()
        return pager.view, action

    def _clear(self) -> None:
        self._output.erase_screen()
        self._output.cursor_goto(0, 0)
        self._output.flush()

    def _size(self) -> Size:
        return Size(*self._output.get_size())

    # --- texts --------------------------------------------------------------------------------------------------------

    def _ask_text(self, page: TextPage, refused: str | None = None) -> Event:
        given = page.offered(self._today)
        offered = stands = given if page.long else " / ".join(given.splitlines())
        own = editor.editor_of(os.environ) if page.long else None
        while True:
            self._show_head(page, refused, with_editor=own is not None)
            text = self._run_text(stands, long=page.long)
            if text is _BACK:
                return WentBack()
            if text is not _EDITOR:
                return Said(given if text == offered else text)
            refused = None
            if own is None:
                continue
            try:
                stands = self._edit(stands, own)
            except (OSError, subprocess.CalledProcessError, Mendable):
                refused = "refused.editor"

    def _edit(self, text: str, own: list[str]) -> str:
        # Many editors have a screen of their own too, and leave the terminal on the usual one.
        self._output.quit_alternate_screen()
        self._output.flush()
        try:
            return editor.edit(text, own).rstrip("\n")
        finally:
            self._output.enter_alternate_screen()
            self._output.flush()

    def _show_head(self, page: TextPage, refused: str | None, *, with_editor: bool) -> None:
        self._clear()
        width = self._size().width
        for paragraph in self._taken_notices() + page.head:
            self._print(screen.wrapped(paragraph, width))
        self._print(["", *screen.wrapped(page.title, width)], "bold")
        keys = "text.keys.long" if page.long else "text.keys"
        self._print(screen.wrapped(self.words(keys), width))
        if with_editor:
            self._print(screen.wrapped(self.words("text.keys.editor"), width))
        if refused:
            self._print(screen.wrapped(self.words("error.plain", what=self.words(refused)), width), "bold")
        self._print([""])

    def _taken_notices(self) -> tuple[str, ...]:
        notices, self._notices = self._notices, ()
        return notices

    def _print(self, lines: Sequence[str], style: str = "") -> None:
        for line in lines:
            shown = legible(line, self._output.encoding())
            print_formatted_text(FormattedText([(style, shown)]), output=self._output)

    def _run_text(self, given: str, *, long: bool) -> Any:
        question = questionary.text(
            ">",
            default=given,
            qmark="",
            multiline=long,
            instruction="",
            style=_STYLE,
            output=self._output,
        )
        application = question.application
        theirs = application.key_bindings
        ours = _text_keys(long=long)
        application.key_bindings = merge_key_bindings([theirs, ours] if theirs else [ours])
        return question.unsafe_ask()


class _Pager:
    """A page on the terminal while it is looked at."""

    def __init__(self, view: View, output: Output) -> None:
        self.view = view
        self._output = output
        self._drawn_for: Size | None = None
        control = FormattedTextControl(
            self._fragments,
            focusable=True,
            show_cursor=True,
            get_cursor_position=lambda: Point(0, self._frame().pointer_row),
        )
        self.application: Application[Action] = Application(
            layout=Layout(Window(control, height=lambda: Dimension.exact(self._size().rows))),
            key_bindings=self._keys(),
            output=output,
            erase_when_done=True,
            before_render=lambda _: self._make_room(),
            after_render=lambda _: self._note_what_was_read(),
        )
        self.application.ttimeoutlen = 0.05

    def _size(self) -> Size:
        return Size(*self._output.get_size())

    def _frame(self) -> screen.Frame:
        return screen.frame(self.view, self._size())

    def _fragments(self) -> StyleAndTextTuples:
        encoding = self._output.encoding()
        fragments: StyleAndTextTuples = []
        for row in self._frame().rows:
            style = "reverse" if row.bar else "bold" if row.bold else ""
            fragments += [(style, legible(row.text, encoding)), ("", "\n")]
        return fragments[:-1]

    def _make_room(self) -> None:
        """Begin anew on a screen whose size has changed: what a terminal makes of the old lines is not known."""
        size = self._size()
        if self._drawn_for not in (None, size):
            self.view = screen.resized(self.view, size)
            self.application.renderer.clear()
        self._drawn_for = size

    def _note_what_was_read(self) -> None:
        self.view = screen.seen(self.view, self._frame(), self._size())

    # --- keys ---------------------------------------------------------------------------------------------------------

    def _keys(self) -> KeyBindings:
        bindings = KeyBindings()
        _add_ways_out(bindings)

        def bind(*keys: Keys | str) -> Callable[[Callable[[], None]], None]:
            def add(function: Callable[[], None]) -> None:
                for key in keys:
                    bindings.add(key)(lambda _: function())

            return add

        bind(Keys.Down)(lambda: self._show(screen.move(self.view, self._size(), 1)))
        bind(Keys.Up)(lambda: self._show(screen.move(self.view, self._size(), -1)))
        bind(Keys.PageDown)(lambda: self._show(screen.page_down(self.view, self._size(), 1)))
        bind(Keys.PageUp)(lambda: self._show(screen.page_down(self.view, self._size(), -1)))
        bind(Keys.Home)(lambda: self._show(screen.page_down(self.view, self._size(), -1000)))
        bind(Keys.End)(lambda: self._show(screen.page_down(self.view, self._size(), 1000)))
        bind(" ")(lambda: self._show(screen.toggle(self.view, self._size())))
        bind(Keys.Enter)(lambda: self._do(screen.enter(self.view, self._size())))
        bind(Keys.BackTab)(lambda: self.application.exit(result=WentBack()))

        @bindings.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if event.data.isprintable():
                self._do(screen.type_key(self.view, self._size(), event.data))

        return bindings

    def _show(self, view: View) -> None:
        self.view = view

    def _do(self, typed: screen.Typed) -> None:
        self.view = typed.view
        if typed.action is not None:
            self.application.exit(result=typed.action)


def _add_ways_out(bindings: KeyBindings) -> None:
    """Add the keys that leave the program, and Enter as a terminal sends it before it listens key by key."""

    @bindings.add(Keys.ControlC, eager=True)
    @bindings.add(Keys.SIGINT, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add(Keys.ControlD, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    @bindings.add(Keys.ControlJ, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.key_processor.feed(KeyPress(Keys.ControlM, "\r"), first=True)


def _text_keys(*, long: bool) -> KeyBindings:
    """Return the keys of a text besides those that write it."""
    bindings = KeyBindings()
    _add_ways_out(bindings)

    @bindings.add(Keys.BackTab, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=_BACK)

    if long:

        @bindings.add(Keys.ControlS, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.current_buffer.validate_and_handle()

        @bindings.add(Keys.ControlO, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=_EDITOR)

    for key in (*_DEAD_IN_TEXTS, *(() if long else (Keys.ControlS, Keys.ControlO))):
        bindings.add(key, eager=True)(lambda _: None)
    return bindings
