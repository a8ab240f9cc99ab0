"""The interview on a terminal, with questionary: a step goes in, an event comes out. Nothing is decided here.

Rule: long texts are printed by us, wrapped; questionary gets short labels only, since it cuts what does not fit.
Everything goes to stderr, so that stdout stays free for the result.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import questionary
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.shortcuts import print_formatted_text
from questionary.prompts.common import InquirerControl

from cpch_cli import screen
from cpch_cli.core.interview import (
    AskLevel,
    AskNote,
    AskReason,
    AskSubject,
    AskWeaknesses,
    CheckAnswers,
    Chose,
    Confirmed,
    Event,
    Interview,
    Said,
    Skipped,
    Step,
    Ticked,
    WentBack,
    WentTo,
)
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Question
from cpch_cli.core.text import clean
from cpch_cli.core.words import Words

AGENCIES: Final = ("customs", "police", "joint")

_BACK: Final = object()
_SKIP: Final = "<skip>"
_NONE: Final = "<none>"
_OTHER: Final = "<other>"

# A list of choices hides a line of input, which Esc and Enter would hand in, Ctrl-R search and Ctrl-Z write to: a key
# without a meaning does nothing. "a" and "i" would tick all, or turn the ticks round, "none of these" included.
_DEAD_IN_LISTS: Final = (Keys.Any,)
_DEAD_IN_TICKS: Final = (Keys.Any, "a", "i")
_DEAD_IN_TEXTS: Final = (Keys.ControlQ, Keys.ControlR, Keys.ControlS, Keys.ControlSquareClose, Keys.ControlZ)

# Bold and the pointer say what is chosen; colours would vanish on one background or the other.
_STYLE: Final = questionary.Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("answer", "nobold"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "bold"),
        ("instruction", ""),
        ("text", ""),
        ("validation-toolbar", "bold"),
    ]
)


class Terminal:
    """The respondent's terminal: ask it a step, it returns what the respondent did.

    Ctrl-C raises KeyboardInterrupt and Ctrl-D EOFError, at every question.
    """

    def __init__(self, words: Words, today: dt.date, output: Output | None = None) -> None:
        # A terminal that does not answer where its cursor is would be waited for, and warned about, at every prompt.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self._words = words
        self._today = today
        self._output = output or create_output(stdout=sys.stderr)
        self._refused: str | None = None
        self._on_screen: str | None = None

    def ask(self, interview: Interview, step: Step) -> Event:
        """Show a step and return the event that answers it.

        Raises:
            KeyboardInterrupt, EOFError: if the respondent wants to leave.
        """
        self._refused = interview.refused
        match step:
            case AskReason(question=question) | AskWeaknesses(question=question) | AskNote(question=question):
                self._recall(interview, question)
            case AskLevel(question=question):
                self._on_screen = question.id
            case _:
                self._on_screen = None
        return self._ask(interview, step)

    def _ask(self, interview: Interview, step: Step) -> Event:
        match step:
            case AskSubject():
                return self._ask_subject(step)
            case AskLevel():
                return self._ask_level(step)
            case AskReason(question=question, given=given):
                self._say(self._words("interview.reason_case", case=question.not_applicable or ""))
                return self._said(self._words("interview.reason", number=question.number), given)
            case AskWeaknesses():
                return self._ask_weaknesses(step)
            case AskNote(question=question, given=given):
                return self._said(self._words("interview.note", number=question.number), given)
            case CheckAnswers():
                return self._check_answers(interview, step)
            case _:
                raise ValueError(f"nothing to ask: {step}")

    def _recall(self, interview: Interview, question: Question) -> None:
        """Show a question and its answer in short where what is asked now follows from an earlier sitting, or going back."""
        if self._on_screen == question.id:
            return
        self._on_screen = question.id
        self._rule()
        answer = interview.sheet.answers.get(question.id)
        self._say_lines(
            screen.answer_lines(interview.diagnostic, question, answer, self._words, self._width())
        )
        self._say_lines([""])

    # --- steps --------------------------------------------------------------------------------------------------------

    def _ask_subject(self, step: AskSubject) -> Event:
        if step.field == "agency":
            return self._ask_agency(step)
        given = step.given or (self._today.isoformat() if step.field == "date" else "")
        self._say(self._words(f"subject.{step.field}"))
        return self._said(self._words("interview.answer"), given)

    def _ask_agency(self, step: AskSubject) -> Event:
        self._say(self._words("subject.agency"))
        choices = [
            questionary.Choice(self._words(f"agency.{agency}"), agency, shortcut_key=str(number))
            for number, agency in enumerate(AGENCIES, start=1)
        ]
        for number, (key, value) in enumerate(
            (("agency.other", _OTHER), ("agency.skip", "")), start=len(choices) + 1
        ):
            choices.append(questionary.Choice(self._words(key), value, shortcut_key=str(number)))
        default = (step.given if step.given in AGENCIES else _OTHER) if step.given else ""
        chosen = self._select(choices, default)
        if chosen != _OTHER:
            return WentBack() if chosen is _BACK else Said(chosen)
        return self._said(self._words("agency.word"), "" if step.given in AGENCIES else step.given)

    def _ask_level(self, step: AskLevel) -> Event:
        self._rule()
        lines = screen.question_lines(step, self._words, self._width())
        self._say_lines(lines, bold=lambda line: line.startswith(step.question.number))
        given = step.given.level if step.given and step.given.level else _SKIP
        while isinstance(chosen := self._select(self._level_choices(step), given, with_help=True), _Help):
            given = chosen.pointed_at
            self._say_lines(["", *screen.help_lines(step, self._words, self._width()), ""])
        if chosen is _BACK:
            return WentBack()
        if chosen == _SKIP:
            self._say(self._words("interview.skipped", number=step.question.number))
            return Skipped()
        return Chose(chosen)

    def _level_choices(self, step: AskLevel) -> list[questionary.Choice]:
        choices = [
            self._level_choice(level.title, level.id, self._words.value(level.value)) for level in step.levels
        ]
        choices.append(questionary.Choice(self._words("interview.unknown"), UNKNOWN, shortcut_key="d"))
        if step.question.not_applicable is not None:
            label = self._words("interview.not_applicable")
            choices.append(questionary.Choice(label, NOT_APPLICABLE, shortcut_key="n"))
        choices.append(questionary.Choice(self._words("interview.skip"), _SKIP, shortcut_key="s"))
        return choices

    def _level_choice(self, title: str, level: str, number: str) -> questionary.Choice:
        # Only a single digit can be a key; a longer number stands in the label and is reached with the arrows.
        if len(number) == 1:
            return questionary.Choice(title, level, shortcut_key=number)
        return questionary.Choice(f"{number}  {title}", level, shortcut_key=False)

    def _ask_weaknesses(self, step: AskWeaknesses) -> Event:
        self._say(self._words("weaknesses.ask", number=step.question.number))
        ticked = [_NONE] if step.given == () else list(step.given or ())
        while (ticked := self._tick(step.question, ticked)) is not _BACK:
            if problem := _problem_of_ticks(ticked):
                self._say_error(self._words(problem))
                continue
            self._say(self._words("weaknesses.prompt"))
            self._say_lines(self._ticked_lines(step.question, ticked))
            return Ticked(tuple(weakness for weakness in ticked if weakness != _NONE))
        return WentBack()

    def _tick(self, question: Question, ticked: Sequence[str]) -> Any:
        entries = [(self._label(weakness.text), weakness.id) for weakness in question.weaknesses]
        entries.append((self._words("weaknesses.none"), _NONE))
        self._say(self._words("weaknesses.keys"))
        return self._run(
            questionary.checkbox(
                self._words("weaknesses.prompt"),
                choices=[questionary.Choice(label, key, checked=key in ticked) for label, key in entries],
                instruction="",
                use_jk_keys=False,
                use_emacs_keys=False,
                style=_STYLE,
                output=self._output,
                # What was ticked is said by us, in our words.
                erase_when_done=True,
            ),
            dead=_DEAD_IN_TICKS,
        )

    def _ticked_lines(self, question: Question, ticked: Sequence[str]) -> list[str]:
        texts = [weakness.text for weakness in question.weaknesses if weakness.id in ticked]
        texts = texts or [self._words("weaknesses.none")]
        return [line for text in texts for line in screen.wrapped(text, self._width(), first="  - ")]

    def _check_answers(self, interview: Interview, step: CheckAnswers) -> Event:
        self._rule()
        lines = screen.overview_lines(step, interview.diagnostic, self._words, self._width())
        self._say_lines([self._words("overview.title"), *lines, ""])
        numbers = {key: one.id for one, _ in step.answers for key in (one.number, one.id)}
        while True:
            self._say(self._words("overview.prompt"))
            said = self._said(self._words("interview.answer"), "")
            match said:
                case Said(text=text) if not clean(text):
                    return Confirmed()
                case Said(text=text) if clean(text) in numbers:
                    return WentTo(numbers[clean(text)])
                case Said(text=text):
                    self._say_error(self._words("overview.no_such_number", word=clean(text)))
                case back:
                    return back

    # --- questionary --------------------------------------------------------------------------------------------------

    def _select(self, choices: list[questionary.Choice], default: str, *, with_help: bool = False) -> Any:
        keys = "interview.keys_with_help" if with_help else "interview.keys"
        self._say(self._words(keys))
        question = questionary.select(
            self._words("interview.answer"),
            choices=choices,
            default=default,
            use_shortcuts=True,
            use_jk_keys=False,
            use_emacs_keys=False,
            instruction=" ",
            style=_STYLE,
            output=self._output,
        )
        return self._run(question, dead=_DEAD_IN_LISTS, with_help=with_help)

    def _said(self, prompt: str, given: str) -> Event:
        # A line of input shows one line: what was noted in several is kept apart by slashes, not by breaks.
        default = " / ".join(given.splitlines())
        question = questionary.text(prompt, default=default, style=_STYLE, output=self._output)
        text = self._run(question, dead=_DEAD_IN_TEXTS)
        if text is _BACK:
            return WentBack()
        return Said(given if text == default else text)

    def _run(
        self, question: questionary.Question, *, dead: Sequence[Keys | str], with_help: bool = False
    ) -> Any:
        # Said last: what stands above a long question has scrolled away.
        if self._refused:
            self._say_error(self._words(f"refused.{self._refused}"))
            self._refused = None
        application = question.application
        ours = _keys(dead, with_help=with_help)
        theirs = application.key_bindings
        application.key_bindings = merge_key_bindings([theirs, ours] if theirs else [ours])
        return question.unsafe_ask()

    # --- printing -----------------------------------------------------------------------------------------------------

    def _width(self) -> int:
        # One column stays free: some terminals break the line when the last one is filled.
        return max(20, min(self._output.get_size().columns, screen.WIDEST) - 1)

    def _label(self, text: str) -> str:
        # Pointer and box take five columns; questionary keeps line breaks of ours, and cuts without them.
        return "\n     ".join(screen.wrapped(text, self._width() - 5))

    def _say(self, text: str) -> None:
        self._say_lines(screen.wrapped(text, self._width()))

    def _say_error(self, what: str) -> None:
        self._say(self._words("interview.error", what=what))

    def _rule(self) -> None:
        self._say_lines(["", "-" * self._width()])

    def _say_lines(self, lines: Sequence[str], bold: Callable[[str], bool] = lambda _: False) -> None:
        for line in lines:
            style = "bold" if bold(line) else ""
            print_formatted_text(FormattedText([(style, line)]), output=self._output)


def _problem_of_ticks(ticked: Sequence[str]) -> str | None:
    # Enter alone is easily pressed by mistake, so that to have observed nothing has to be said.
    if not ticked:
        return "weaknesses.tick_one"
    return "weaknesses.tick_none_or_some" if _NONE in ticked and len(ticked) > 1 else None


@dataclass(frozen=True, slots=True)
class _Help:
    """Help was asked for while the pointer stood at this entry."""

    pointed_at: str


def _pointed_at(event: KeyPressEvent) -> str:
    controls = event.app.layout.find_all_controls()
    return next(str(one.get_pointed_at().value) for one in controls if isinstance(one, InquirerControl))


def _keys(dead: Sequence[Keys | str], *, with_help: bool) -> KeyBindings:
    """Return the keys that lead out of a question besides answering it, and those that shall do nothing."""
    bindings = KeyBindings()

    @bindings.add(Keys.BackTab, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=_BACK)

    @bindings.add(Keys.ControlC, eager=True)
    @bindings.add(Keys.SIGINT, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add(Keys.ControlD, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    # What was typed before the prompt was there comes with the Enter of a terminal in its usual state.
    @bindings.add(Keys.ControlJ, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.key_processor.feed(KeyPress(Keys.ControlM, "\r"), first=True)

    if with_help:

        @bindings.add("?", eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=_Help(_pointed_at(event)))

    for key in dead:
        bindings.add(key, eager=True)(lambda _: None)

    return bindings
