"""The interview's prompts, key by key: what is pressed becomes an event, and nothing is decided."""

import datetime as dt
import os
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from cpch_cli import i18n
from cpch_cli.core.interview import (
    SUBJECT_FIELDS,
    AskNote,
    AskSubject,
    AskWeaknesses,
    Chose,
    Confirmed,
    Event,
    Finished,
    Interview,
    Said,
    Skipped,
    Step,
    Ticked,
    WentBack,
    WentTo,
    advance,
    start,
    step,
)
from cpch_cli.core.model import Sheet
from cpch_cli.prompts import Terminal
from helpers import diagnostic, question, scale, weakness
from terminal import CTRL_C, CTRL_D, DOWN, ENTER, SHIFT_TAB, SPACE, UP

WORDS: Final = i18n.load_words("en")
TODAY: Final = dt.date(2026, 11, 23)
NO_SUBJECT: Final = Sheet.model_validate({"format": "cpch-answers/1"})
SHEET: Final = Sheet.model_validate(
    {
        "format": "cpch-answers/1",
        "subject": {
            "country": "X",
            "scope": "all",
            "agency": "customs",
            "respondents": ["Head"],
            "date": "2026-11-23",
        },
    }
)
CTRL_Q, CTRL_Z, BACKSPACE, CLEAR, ESCAPE = "\x11", "\x1a", "\x7f", "\x01\x0b", "\x1b"

PORT: Final = diagnostic(
    question(
        "law.text",
        number="1.1",
        weaknesses=[weakness("old"), weakness("secret")],
        evidence=["The text itself"],
    ),
    question("sea.port", number="2.1", not_applicable="No coast."),
    question("sea.count", number="2.2", scale="odd"),
    scales={"odd": scale(0, "0.5", 1, 2, 10, ids=("none", "half", "one", "two", "ten"))},
)


class Paper(DummyOutput):
    """A terminal that only remembers what was written on it."""

    def __init__(self) -> None:
        self.written = ""

    def write(self, data: str) -> None:
        """Remember."""
        self.written += data

    def get_size(self) -> Size:
        """Return a size on which nothing of these tests is wrapped."""
        return Size(rows=40, columns=100)


@dataclass(frozen=True)
class Desk:
    """Somebody at a terminal: keys go in, what was shown can be read."""

    paper: Paper
    terminal: Terminal

    def press(self, interview: Interview, *keys: str, instead: Step | None = None) -> Event:
        """Show the step of an interview, or another, press keys, and return the event that comes out.

        A prompt that still waits when all keys are pressed raises EOFError: the terminal is closed behind them.
        """
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text("".join(keys))
            pipe.close()
            return self.terminal.ask(interview, instead or step(interview))


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Give somebody at a terminal."""
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")
    paper = Paper()
    return Desk(paper, Terminal(WORDS, TODAY, paper))


def at(*events: Event, sheet: Sheet = SHEET, **options: Any) -> Interview:
    """Return an interview after some events."""
    interview = start(PORT, sheet, **options)
    for event in events:
        interview = advance(interview, event)
    return interview


def at_subject(name: str) -> Interview:
    """Return an interview that asks this of who and what is assessed."""
    position = [*SUBJECT_FIELDS].index(name)  # type: ignore[arg-type]
    return at(*[Said("")] * position, sheet=NO_SUBJECT)


LEVEL: Final = at()
WITH_REASON: Final = at(domains=["sea"])
ODD: Final = at(Skipped(), domains=["sea"])
REASON: Final = at(Chose("not_applicable"), domains=["sea"])
WEAKNESSES: Final = at(Chose("absent"))
NOTE: Final = at(Chose("unknown"))
OVERVIEW: Final = at(Skipped(), Skipped(), Skipped())

# Every kind of prompt, reached with what is typed before.
PROMPTS: Final[dict[str, tuple[Interview, str]]] = {
    "subject": (at_subject("country"), ""),
    "half a subject": (at_subject("country"), "Examp"),
    "date": (at_subject("date"), ""),
    "agency": (at_subject("agency"), ""),
    "word for the agency": (at_subject("agency"), f"4{ENTER}coast"),
    "level": (LEVEL, ""),
    "level pointed at": (LEVEL, "3"),
    "level after help": (LEVEL, "?"),
    "reason": (REASON, ""),
    "half a reason": (REASON, "No co"),
    "weaknesses": (WEAKNESSES, ""),
    "weaknesses ticked": (WEAKNESSES, SPACE),
    "weaknesses refused": (WEAKNESSES, ENTER),
    "note": (NOTE, ""),
    "half a note": (NOTE, "Since"),
    "overview": (OVERVIEW, ""),
    "overview refused": (OVERVIEW, f"9.9{ENTER}"),
    "half a number": (OVERVIEW, "1."),
}


# --- leaving and going back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize(
    ("key", "leaves"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)], ids=["Ctrl-C", "Ctrl-D"]
)
def test_leave(desk: Desk, prompt: str, key: str, leaves: type[BaseException]) -> None:
    """Ctrl-C and Ctrl-D leave at once, at every prompt."""
    interview, before = PROMPTS[prompt]

    # The keys behind it would answer any prompt that does not leave.
    with pytest.raises(leaves):
        desk.press(interview, before, key, SPACE, ENTER, SPACE, ENTER)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_back(desk: Desk, prompt: str) -> None:
    """Shift-Tab goes back, at every prompt; what is half typed or ticked is dropped."""
    interview, before = PROMPTS[prompt]

    assert WentBack() == desk.press(interview, before, SHIFT_TAB)


def test_keys_come_to_an_end(desk: Desk) -> None:
    """A prompt whose terminal is closed does not wait for ever."""
    with pytest.raises(EOFError):
        desk.press(WEAKNESSES, ENTER)


def test_leave_while_quoting(desk: Desk) -> None:
    """Ctrl-C leaves even where Ctrl-Q would take the next key for text."""
    with pytest.raises(KeyboardInterrupt):
        desk.press(NOTE, CTRL_Q, CTRL_C)


@pytest.mark.parametrize(
    ("interview", "keys", "expected"),
    [
        pytest.param(LEVEL, "3", Chose("operating"), id="level"),
        pytest.param(WEAKNESSES, SPACE, Ticked(("old",)), id="weaknesses"),
        pytest.param(at_subject("agency"), "2", Said("police"), id="agency"),
        pytest.param(NOTE, "Since", Said("Since"), id="note"),
        pytest.param(OVERVIEW, "2.1", WentTo("sea.port"), id="overview"),
    ],
)
@pytest.mark.parametrize(
    "key",
    [
        *("\x1b", "\x0f", "\x12", "\x13", "\x1a", "\x00", "\x1c", "\x1d"),
        *("\x1bOP", "\x1b[3~", "\x1b[5~", "\x18(", "\x1b[200~\x1b[201~", "\x07", "\t"),
    ],
    ids=["Esc", "^O", "^R", "^S", "^Z", "^@", "^\\", "^]", "F1", "Del", "PgUp", "^X(", "paste", "^G", "Tab"],
)
def test_stray_keys(desk: Desk, interview: Interview, keys: str, expected: Event, key: str) -> None:
    """A key without a meaning changes and answers nothing; Esc before Enter neither."""
    assert expected == desk.press(interview, keys, key, ENTER)
    assert "i-search" not in desk.paper.written
    assert "^Z" not in desk.paper.written


def test_line_feed_is_enter(desk: Desk) -> None:
    """What was typed before a prompt was there can end in a line feed."""
    assert Chose("operating") == desk.press(LEVEL, "3\n")
    assert Ticked(("old",)) == desk.press(WEAKNESSES, " \n")
    assert Said("Since") == desk.press(NOTE, "Since\n")


def test_nothing_to_ask(desk: Desk) -> None:
    """A finished interview has nothing to show."""
    with pytest.raises(ValueError, match="nothing to ask"):
        desk.terminal.ask(OVERVIEW, Finished())


# --- who and what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("country", f"Exampleland{ENTER}", "Exampleland"),
        ("country", f"NO{ENTER}", "NO"),
        ("country", f"no{ENTER}", "no"),
        ("country", ENTER, ""),
        ("scope", f"[bold]All[/bold]{ENTER}", "[bold]All[/bold]"),
        ("respondents", f"Head, Analyst{ENTER}", "Head, Analyst"),
        ("date", ENTER, "2026-11-23"),
        ("date", f"{CLEAR}2026-01-31{ENTER}", "2026-01-31"),
        ("date", f"{CLEAR}{ENTER}", ""),
        ("agency", ENTER, ""),
        ("agency", f"1{ENTER}", "customs"),
        ("agency", f"2{ENTER}", "police"),
        ("agency", f"3{ENTER}", "joint"),
        ("agency", f"15{ENTER}", ""),
        ("agency", f"{UP}{ENTER}coast_guard{ENTER}", "coast_guard"),
        ("agency", f"4{ENTER}{ENTER}", ""),
    ],
)
def test_subject(desk: Desk, name: str, keys: str, expected: str) -> None:
    """What is typed about the subject is said as it stands; the day of today is offered."""
    assert Said(expected) == desk.press(at_subject(name), keys)


@pytest.mark.parametrize(
    ("given", "keys", "expected"),
    [
        ("police", ENTER, "police"),
        ("police", f"4{ENTER}{ENTER}", ""),
        ("coast_guard", f"{ENTER}{ENTER}", "coast_guard"),
        ("coast_guard", f"{ENTER}{CLEAR}navy{ENTER}", "navy"),
        ("coast_guard", f"1{ENTER}", "customs"),
    ],
)
def test_agency_given(desk: Desk, given: str, keys: str, expected: str) -> None:
    """The service that was named before is pointed at."""
    step_given = AskSubject("agency", given)

    assert Said(expected) == desk.press(at_subject("agency"), keys, instead=step_given)


def test_subject_given(desk: Desk) -> None:
    """What was said before stands there, to be kept or changed."""
    country = AskSubject("country", "Exampleland")

    assert [Said("Exampleland"), Said("Examplelans")] == [
        desk.press(at_subject("country"), keys, ENTER, instead=country) for keys in ("", f"{BACKSPACE}s")
    ]


# --- a level ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param("0", Chose("absent"), id="0"),
        pytest.param("1", Chose("ad_hoc"), id="1"),
        pytest.param("2", Chose("defined"), id="2"),
        pytest.param("3", Chose("operating"), id="3"),
        pytest.param("4", Chose("institutionalised"), id="4"),
        pytest.param("d", Chose("unknown"), id="d"),
        pytest.param("n", Chose("not_applicable"), id="n"),
        pytest.param("s", Skipped(), id="s"),
        pytest.param("", Skipped(), id="Enter alone skips and never scores"),
        pytest.param(DOWN, Chose("absent"), id="down from skip comes to the top"),
        pytest.param(UP, Chose("not_applicable"), id="up"),
        pytest.param(f"{DOWN}{DOWN}", Chose("ad_hoc"), id="down twice"),
        pytest.param("13", Chose("operating"), id="the last number counts"),
        pytest.param("3s", Skipped(), id="skip after all"),
        pytest.param("25", Chose("defined"), id="a number that is no level"),
        pytest.param("xyqajk+-D N", Skipped(), id="letters without a meaning"),
        pytest.param(f"{CTRL_Z}\t{BACKSPACE}\x1b[5~\x1b[200~3\x1b[201~", Skipped(), id="other keys, a paste"),
        pytest.param("2??", Chose("defined"), id="help asks anew, where the pointer stood"),
    ],
)
def test_level(desk: Desk, keys: str, expected: Event) -> None:
    """The number of a level is its key, and Enter says it."""
    assert expected == desk.press(WITH_REASON, keys, ENTER)


@pytest.mark.parametrize("key", ["0", "1", "2", "3", "4", "d", "n"])
def test_number_alone_says_nothing(desk: Desk, key: str) -> None:
    """Without Enter nothing is said, so that a slip can be put right."""
    assert Skipped() == desk.press(WITH_REASON, key, "s", ENTER)


def test_not_applicable_only_where_allowed(desk: Desk) -> None:
    """Where a question always applies, there is no key and no line for not applicable."""
    assert Skipped() == desk.press(LEVEL, "n", ENTER)
    assert WORDS("interview.not_applicable") not in desk.paper.written


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("0", "none"),
        ("1", "one"),
        ("2", "two"),
        ("10", "none"),
        (f"0{DOWN}", "half"),
        (f"2{DOWN}", "ten"),
    ],
)
def test_level_of_another_scale(desk: Desk, keys: str, expected: str) -> None:
    """The key is the value of the level, not its position; values without a key are reached with the arrows."""
    assert Chose(expected) == desk.press(ODD, keys, ENTER)
    assert "0.5  half" in desk.paper.written
    assert "10  ten" in desk.paper.written


@pytest.mark.parametrize(
    ("said", "keys", "expected"),
    [
        (Chose("defined"), "", Chose("defined")),
        (Chose("unknown"), "", Chose("unknown")),
        (Chose("absent"), "4", Chose("institutionalised")),
        (Chose("absent"), "s", Skipped()),
    ],
)
def test_level_given(desk: Desk, said: Event, keys: str, expected: Event) -> None:
    """The answer that a question has is pointed at, and Enter keeps it."""
    interview = at(said, WentBack(), domains=["sea"])

    assert expected == desk.press(interview, keys, ENTER)


def test_help(desk: Desk) -> None:
    """Help says why the question is asked and what to look for, and asks again."""
    assert Chose("operating") == desk.press(LEVEL, "?", "3", ENTER)
    assert "Why it is asked: Because." in desk.paper.written
    assert "  - The text itself" in desk.paper.written


def test_question_is_shown(desk: Desk) -> None:
    """Before a level is chosen, the question, its place and its levels are shown, and the keys."""
    desk.press(LEVEL, ENTER)

    for text in (
        "law: question 1 of 1 in this domain, 1 of 3 in all",
        "1.1  law.text?",
        "  0  absent. absent.",
        "  4  institutionalised. institutionalised.",
        "Shift-Tab: back.",
        "Ctrl-C: save and leave.",
        "0) absent",
        "d) Don't know",
        "s) Skip for now",
    ):
        assert text in desk.paper.written


# --- a reason and a note ----------------------------------------------------------------------------------------------


def test_reason(desk: Desk) -> None:
    """A reason is asked with the case in which a question may be left out."""
    assert Said("No coast.") == desk.press(REASON, f"No coast.{ENTER}")
    assert "No coast." in desk.paper.written


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Since March.", "Since March.", id="a line"),
        pytest.param("no", "no", id="no is a word"),
        pytest.param("?", "?", id="help is a character here"),
        pytest.param("d n s 1", "d n s 1", id="keys of levels are letters here"),
        pytest.param("[red]x[/red] <b>&amp; {n}", "[red]x[/red] <b>&amp; {n}", id="markup is text"),
        pytest.param("\x1b[200~one\r\ntwo\nthree\x1b[201~", "one\ntwo\nthree", id="pasted lines"),
        pytest.param("\x1b[200~a\x1b[31mb\x07\x1b]0;t\x07c\td\x1b[201~", "a[31mb]0;tc d", id="pasted codes"),
        pytest.param(f"a{CTRL_Z}b", "ab", id="Ctrl-Z"),
        pytest.param(f"a{CTRL_Q}{CTRL_Z}b", "ab", id="a quoted Ctrl-Z"),
        pytest.param("\u202eevil\u2066", "evil", id="marks that turn the text round"),
        pytest.param(
            "\u00e9 \u0645\u0631\u062d\u0628\u0627 \u4f60",
            "\u00e9 \u0645\u0631\u062d\u0628\u0627 \u4f60",
            id="scripts",
        ),
    ],
)
def test_note(desk: Desk, keys: str, expected: str) -> None:
    """A note is what was typed or pasted, without control characters."""
    interview = advance(NOTE, desk.press(NOTE, keys, ENTER))

    assert expected == (interview.sheet.answers["law.text"].note or "")


@pytest.mark.parametrize(
    ("given", "keys", "expected"),
    [
        ("First.\nSecond.", "", "First.\nSecond."),
        ("First.\nSecond.", "!", "First. / Second.!"),
        ("First.", CLEAR, ""),
        ("[red]", "", "[red]"),
    ],
)
def test_note_given(desk: Desk, given: str, keys: str, expected: str) -> None:
    """A note that was written before stands there on one line; untouched, it keeps its lines."""
    note = AskNote(PORT.question["law.text"], given)

    assert Said(expected) == desk.press(NOTE, keys, ENTER, instead=note)


# --- weaknesses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(SPACE, ("old",), id="the first"),
        pytest.param(f"{DOWN}{SPACE}", ("secret",), id="the second"),
        pytest.param(f"{SPACE}{DOWN}{SPACE}", ("old", "secret"), id="both"),
        pytest.param(f"{DOWN}{SPACE}{UP}{SPACE}", ("old", "secret"), id="in the order of the question"),
        pytest.param(f"{SPACE}{SPACE}{DOWN}{SPACE}", ("secret",), id="unticked"),
        pytest.param(f"{UP}{SPACE}", (), id="none of these"),
        pytest.param(f"{ENTER}{SPACE}", ("old",), id="Enter alone is refused"),
        pytest.param(f"{SPACE}{UP}{SPACE}{ENTER}{SPACE}", (), id="one and none of these: untick the one"),
        pytest.param(f"{SPACE}{UP}{SPACE}{ENTER}{UP}{SPACE}", ("old",), id="one and none: untick none"),
        pytest.param(f"a{SPACE}", ("old",), id="a does not tick all"),
        pytest.param(f"i{SPACE}", ("old",), id="i does not turn the ticks round"),
        pytest.param(f"1jkx{CTRL_Z}{SPACE}", ("old",), id="other keys"),
    ],
)
def test_weaknesses(desk: Desk, keys: str, expected: tuple[str, ...]) -> None:
    """Space ticks, Enter says what is ticked; that nothing was observed has to be said."""
    assert Ticked(expected) == desk.press(WEAKNESSES, keys, ENTER)


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        (f"{ENTER}{SPACE}{ENTER}", "weaknesses.tick_one"),
        (f"{SPACE}{UP}{SPACE}{ENTER}{SPACE}{ENTER}", "weaknesses.tick_none_or_some"),
    ],
)
def test_ticks_refused(desk: Desk, keys: str, error: str) -> None:
    """Ticks that make no sense are refused, with what to do, and stay as they were."""
    desk.press(WEAKNESSES, keys)

    assert f"Error: {WORDS(error)}" in desk.paper.written


@pytest.mark.parametrize(
    ("given", "keys", "expected"),
    [
        (("secret",), "", ("secret",)),
        (("secret",), SPACE, ("old", "secret")),
        ((), "", ()),
        ((), f"{SPACE}{UP}{SPACE}", ("old",)),
    ],
)
def test_weaknesses_given(desk: Desk, given: tuple[str, ...], keys: str, expected: tuple[str, ...]) -> None:
    """What was ticked before is ticked, none of these included."""
    ticked = AskWeaknesses(PORT.question["law.text"], given)

    assert Ticked(expected) == desk.press(WEAKNESSES, keys, ENTER, instead=ticked)


def test_ticked_is_said(desk: Desk) -> None:
    """What was ticked is said in the words of the question, once the prompt is gone."""
    desk.press(WEAKNESSES, f"{DOWN}{SPACE}{ENTER}")

    assert "Observed:" in desk.paper.written
    assert "  - secret." in desk.paper.written
    assert "done" not in desk.paper.written


# --- the overview -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param("", Confirmed(), id="Enter finishes"),
        pytest.param("  ", Confirmed(), id="blanks are nothing"),
        pytest.param("2.1", WentTo("sea.port"), id="a number"),
        pytest.param(" 2.1 ", WentTo("sea.port"), id="a number with blanks"),
        pytest.param("sea.port", WentTo("sea.port"), id="an id"),
        pytest.param(f"9.9{ENTER}", Confirmed(), id="a number that is not there"),
        pytest.param(f"2{ENTER}2.2", WentTo("sea.count"), id="half a number"),
    ],
)
def test_overview(desk: Desk, keys: str, expected: Event) -> None:
    """A number leads to its question, Enter alone finishes, anything else is refused."""
    assert expected == desk.press(OVERVIEW, keys, ENTER)


def test_overview_is_shown(desk: Desk) -> None:
    """The overview shows every question with its answer, and says what to do with a number that is not there."""
    desk.press(at(Chose("operating"), Said(""), Skipped(), Skipped()), f"[9\x07]{ENTER}{ENTER}")

    for text in ("1.1  law.text?", "> 3 operating", "> Not answered", '"[9]"'):
        assert text in desk.paper.written


# --- what is refused, where it goes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", PROMPTS)
def test_refusal_is_said(desk: Desk, prompt: str) -> None:
    """Why the last event was refused is said right above the prompt, where it can be seen, and once."""
    interview, before = PROMPTS[prompt]
    desk.press(replace(interview, refused="nothing_before"), before, SHIFT_TAB)
    error = f"Error: {WORDS('refused.nothing_before')}"

    assert 1 == desk.paper.written.count(error)
    desk.press(interview, before, SHIFT_TAB)
    assert 1 == desk.paper.written.count(error)


@pytest.mark.parametrize("interview", [LEVEL, OVERVIEW], ids=["level", "overview"])
def test_refusal_stands_below_a_long_text(desk: Desk, interview: Interview) -> None:
    """Why the last event was refused stands below a long question or overview, not above it."""
    desk.press(replace(interview, refused="nothing_before"), SHIFT_TAB)

    above, _, below = desk.paper.written.partition("Error:")
    assert ("1.1" in above, "1.1" in below) == (True, False)


@pytest.mark.parametrize(
    "refused", ["nothing_before", "needs_reason", "date_day", "agency_not_word", "too_long"]
)
def test_every_refusal_has_a_sentence(refused: str) -> None:
    """Whatever the interview refuses can be said."""
    assert WORDS(f"refused.{refused}").endswith(".")


def test_nothing_on_stdout(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Prompts go to stderr: stdout is kept for the result."""
    monkeypatch.delenv("PROMPT_TOOLKIT_NO_CPR", raising=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe):
        terminal = Terminal(WORDS, TODAY)
        pipe.send_text(f"?3{ENTER}")
        terminal.ask(LEVEL, step(LEVEL))
        pipe.send_text(f"{ENTER}{SPACE}{ENTER}")
        terminal.ask(WEAKNESSES, step(WEAKNESSES))
        pipe.send_text(ENTER)
        terminal.ask(NOTE, step(NOTE))
        pipe.send_text(f"9.9{ENTER}{ENTER}")
        terminal.ask(OVERVIEW, step(OVERVIEW))
    written = capsys.readouterr()

    assert "" == written.out
    assert "law.text?" in written.err


def test_terminal_is_not_asked_where_its_cursor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that does not answer would be waited for at every prompt, so it is not asked."""
    monkeypatch.delenv("PROMPT_TOOLKIT_NO_CPR", raising=False)
    Terminal(WORDS, TODAY, Paper())

    assert "1" == os.environ["PROMPT_TOOLKIT_NO_CPR"]
