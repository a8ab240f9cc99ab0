"""`cpch assess` as a person meets it: the real program on a real terminal, key by key."""

import json
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from cpch_cli import i18n
from cpch_cli.answers_file import load_answers
from cpch_cli.core.interview import Interview, advance, start, step
from cpch_cli.core.model import Diagnostic, Sheet, plain
from cpch_cli.core.steps import (
    AskLevel,
    AskOption,
    AskText,
    AskWeaknesses,
    CheckAnswers,
    ChooseTask,
    Chose,
    Confirmed,
    Event,
    Said,
    Skipped,
    Ticked,
    ToldAside,
    WentTo,
)
from cpch_cli.diagnostic_file import load_diagnostic
from helpers import Data, diagnostic_data, question, scale, solution, weakness
from program import cpch
from samples import WHOLE
from terminal import CTRL_C, CTRL_D, CTRL_S, ENTER, PROGRAM, SHIFT_TAB, Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

CLEAR: Final = "\x01\x0b"
BUILT_IN: Final = load_diagnostic()
WORDS: Final = i18n.load_words("en")
SOMEBODY: Final = "{country: X, scope: all, agency: customs, respondents: [Head], date: 2026-11-23}"


def levels(**texts: str) -> dict[str, str]:
    """Return descriptions of levels that fill several lines."""
    return {
        level: f"{text}, and this is written down where every officer of either service can find it."
        for level, text in texts.items()
    }


SMALL_DATA: Final[Data] = diagnostic_data(
    question(
        "law.text",
        number="1.1",
        critical=True,
        text="Is there a written text that says how the two services work with each other at the border, day and night?",
        levels=levels(absent="Nothing is in force", defined="A text is in force"),
        weaknesses=[
            weakness("old", "write"),
            {
                **weakness("secret", "write"),
                "text": "The text is kept in a safe, so that those who would have to use it at the border have never seen it.",
            },
        ],
        solutions=["write"],
    ),
    question(
        "law.use",
        number="1.2",
        ask_if={"question": "law.text", "at_least": "defined"},
        text="Is the text used?",
    ),
    question(
        "sea.port", number="2.1", not_applicable="The country has no coast.", text="Is the port watched?"
    ),
    question(
        "sea.count",
        number="2.2",
        scale="share",
        text="How many ships are searched?",
        weaknesses=[weakness("night", "search")],
        solutions=["search"],
    ),
    question("data.base", number="3.1", critical=True, text="Is there a common data base?"),
    question("data.share", number="3.2", text="Is it used by both services?"),
    domains=[
        {"id": "law", "title": "Legal basis"},
        {"id": "sea", "title": "Ports and ships"},
        {"id": "data", "title": "Data"},
    ],
    solutions=[
        solution("write", title="Write it down.", raises={"law.text": "operating"}),
        solution("search", title="Search more ships.", raises={"sea.count": "all"}),
    ],
    scales={"share": scale(0, 1, 3, ids=("none", "some", "all"))},
)
SMALL: Final = Diagnostic.model_validate(SMALL_DATA)

# One sitting: each thing that is said, and the keys that say it.
TURNS: Final[list[tuple[Event, tuple[str, ...]]]] = [
    (Said("Exampleland"), ("Exampleland", ENTER)),
    (Said(""), (ENTER,)),
    (Said("customs"), ("1", ENTER)),
    (Said("Head, Analyst"), ("Head, Analyst", ENTER)),
    (Said("2026-11-23"), (CLEAR, "2026-11-23", ENTER)),
    (WentTo("law"), (ENTER,)),
    (Chose("defined"), ("2", ENTER)),
    (Ticked(("old",)), ("1", ENTER)),
    (Chose("operating"), ("3", ENTER)),
    (WentTo("sea"), (ENTER,)),
    (Chose("not_applicable"), ("x", ENTER)),
    (Said("No coast."), ("No coast.", ENTER)),
    (Chose("some"), ("1", ENTER)),
    (Ticked(()), ("0", ENTER)),
    (WentTo("data"), (ENTER,)),
    (Chose("unknown"), ("d", ENTER)),
    (ToldAside("note"), ("n",)),
    (Said("Since 2019."), ("Since 2019.", CTRL_S)),
    (Skipped(), ("s",)),
    (Confirmed(), ("c", ENTER)),
    (Confirmed(), (ENTER,)),
]
SUBJECT: Final = 5
TO_WEAKNESSES, TO_REASON, TO_NOTE = 7, 11, 17


def _after(turns: Sequence[tuple[Event, tuple[str, ...]]]) -> list[Interview]:
    """Return where the interview stands at the beginning and after every turn."""
    interviews = [start(SMALL, Sheet.model_validate({"format": "cpch-answers/1", "language": "en"}))]
    for event, _ in turns:
        interviews.append(advance(interviews[-1], event))
    return interviews


STOOD: Final = _after(TURNS)
KINDS: Final = [type(step(interview)) for interview in STOOD]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that holds the small diagnostic."""
    (tmp_path / "small.yaml").write_text(json.dumps(SMALL_DATA))
    return tmp_path


def small(folder: Path, *arguments: str, **options: Any) -> Terminal:
    """Return the program on a terminal, about to ask the small diagnostic."""
    return Terminal("assess", "-d", "small.yaml", *arguments, cwd=folder, **options)


def answer(terminal: Terminal, turns: Sequence[tuple[Event, tuple[str, ...]]]) -> None:
    """Wait for the first prompt and answer some."""
    terminal.answer()
    for _, keys in turns:
        terminal.answer(*keys)


def saved(folder: Path, name: str = "cpch-answers.yaml") -> tuple[Data, Data]:
    """Return what a file says about the subject and the questions; nothing if there is no file."""
    if not (folder / name).exists():
        return {}, {}
    return _said(load_answers(folder / name, SMALL).sheet)


def _said(sheet: Sheet) -> tuple[Data, Data]:
    data = plain(sheet)
    return data.get("subject", {}), data.get("answers", {})


def files(folder: Path) -> set[str]:
    """Return the names of all files in a folder."""
    return {each.name for each in folder.iterdir()}


def words(text: str) -> str:
    """Return the words of a text, one blank between them."""
    return " ".join(text.split())


def said(terminal: Terminal, message: str) -> bool:
    """Tell whether a message was shown, wherever the terminal has broken it."""
    return "".join(message.split()) in "".join(terminal.everything().split())


def through_shell(script: str) -> tuple[str, ...]:
    """Return the program run by a shell, where it is `"$@"`."""
    return ("sh", "-c", script, "sh", str(PROGRAM))


def child(terminal: Terminal) -> int:
    """Return the process that the shell on a terminal runs."""
    shell = terminal.process.pid
    return int(Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0])


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that no terminal shows."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


# --- a whole sitting --------------------------------------------------------------------------------------------------


def test_whole_sitting(folder: Path) -> None:
    """From the first question to the summary: everything is asked and saved, and the summary follows."""
    with small(folder) as terminal:
        answer(terminal, TURNS)
        assert 0 == terminal.wait_for_end()
        shown = words(terminal.everything())

    assert _said(STOOD[-1].sheet) == saved(folder)
    assert "cpch report cpch-answers.yaml" in shown
    # The summary: what the answers lead to.
    assert "Search more ships." in shown


@pytest.mark.parametrize(
    "program",
    [
        pytest.param((str(PROGRAM),), id="on the terminal"),
        pytest.param(through_shell('"$@" > out.txt'), id="stdout redirected"),
    ],
)
def test_messages_are_wrapped(folder: Path, program: tuple[str, ...]) -> None:
    """What is said besides questions is broken between words too, and the command to continue stands on one line."""
    with small(folder, "the-answers.yaml", columns=60, program=program) as terminal:
        terminal.answer()
        welcome = words(terminal.shown())
        terminal.answer(*TURNS[0][1])
        terminal.answer(CTRL_C)
        terminal.wait_for_end()
        shown = terminal.everything()

    # A row that reaches the last column was broken by the terminal.
    assert [] == [row for row in shown.splitlines() if len(row) >= 60]
    assert "Answers are saved to the-answers.yaml after each one and stay on this machine." in welcome
    assert "cpch assess -d small.yaml the-answers.yaml" in shown


def test_redirected(folder: Path) -> None:
    """With stdout in a file, the questions stand on the terminal, and the file holds only the summary."""
    with small(folder, columns=60, program=through_shell('"$@" > out.txt')) as terminal:
        terminal.answer()
        shown = ""
        for _, keys in TURNS:
            shown += words(terminal.shown())
            terminal.answer(*keys)
        assert 0 == terminal.wait_for_end()
        shown += words(terminal.everything())

    assert "Is the port watched?" in shown
    assert "those who would have to use it at the border have never seen it." in shown
    as_it_stands = cpch("assess", "-d", "small.yaml", "--no-input", cwd=folder)
    assert as_it_stands.stdout == (folder / "out.txt").read_text()
    assert "Search more ships." in as_it_stands.stdout
    assert "Search more ships." not in shown


# --- parts of the questions -------------------------------------------------------------------------------------------


def _asked_by_skipping(terminal: Terminal) -> list[str]:
    """Skip everything in every domain, and return the numbers of the questions that came."""
    numbers: list[str] = []
    domains = len(re.findall("not started", terminal.shown()))
    for domain in range(1, domains + 1):
        terminal.answer(str(domain), ENTER)
        while found := re.findall(r"^(\d+\.\d+)  ?\S", terminal.shown(), re.MULTILINE):
            numbers.append(found[0])
            terminal.answer("s")
    return numbers


def test_core(tmp_path: Path) -> None:
    """A core round asks the eleven critical questions and ends with the summary."""
    with Terminal("assess", "--depth", "core", cwd=tmp_path, rows=60) as terminal:
        answer(terminal, [(Said(""), (ENTER,))] * SUBJECT)
        asked = _asked_by_skipping(terminal)
        terminal.answer("c", ENTER)
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()

    assert [one.number for one in BUILT_IN.questions if one.critical] == asked
    assert 11 == len(asked)


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--domain", "sea"), ["2.1", "2.2"]),
        (("--domain", "sea", "--domain", "data"), ["2.1", "2.2", "3.1", "3.2"]),
        (("--domain", "data", "--depth", "core"), ["3.1"]),
    ],
)
def test_domains(folder: Path, arguments: tuple[str, ...], expected: list[str]) -> None:
    """Only the domains that were named are asked; the list shows them alone."""
    with small(folder, *arguments, rows=60) as terminal:
        answer(terminal, TURNS[:SUBJECT])
        assert expected == _asked_by_skipping(terminal)
        terminal.answer("c", ENTER)
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()

    assert "domains" not in saved(folder)[0]


def test_unknown_domain(folder: Path) -> None:
    """A domain that does not exist is refused before anything is asked, with those that do."""
    with small(folder, "--domain", "see") as terminal:
        assert 2 == terminal.wait_for_end()
        assert "law, sea, data" in words(terminal.shown())


# --- back, and changes ------------------------------------------------------------------------------------------------


def test_back(folder: Path) -> None:
    """Back goes step by step to the beginning and no further; what was said stands there, nothing is lost."""
    with small(folder, rows=60) as terminal:
        answer(terminal, TURNS[:10])
        terminal.wait_for("2.1 Is the port watched?")
        for _ in range(4):
            terminal.answer("b")
        # At the level of the first question, with its level pointed at.
        terminal.wait_for("> 2 defined.")
        assert _said(STOOD[10].sheet) == saved(folder)
        terminal.answer("b")
        for _ in range(5):
            terminal.answer(SHIFT_TAB)
        terminal.wait_for("> Exampleland")
        terminal.answer(SHIFT_TAB)
        terminal.wait_for("there is nothing to go back to.")

    assert _said(STOOD[10].sheet) == saved(folder)


def test_change_from_the_overview(folder: Path) -> None:
    """A question chosen from the overview is asked again and leads straight back, and the change is saved."""
    with small(folder, rows=60) as terminal:
        answer(terminal, TURNS[:-1])
        terminal.answer("1.1", ENTER)
        terminal.answer("0", ENTER)
        terminal.wait_for("1 [x] old.")
        terminal.answer("2", ENTER)
        terminal.wait_for("Check your answers")
        # Nothing is in force, so whether it is used is not asked any more.
        assert "1.2 Is the text used?" not in words(terminal.shown())
        terminal.wait_for("Still open: 3.2.")
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()

    _, answers = saved(folder)
    assert ("absent", ["old", "secret"]) == (answers["law.text"]["level"], answers["law.text"]["weaknesses"])
    assert "operating" == answers["law.use"]["level"]


def test_resume(folder: Path) -> None:
    """A file is continued at the list of domains, and says how far it is."""
    with small(folder) as terminal:
        answer(terminal, TURNS[:8])
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()
    with small(folder) as terminal:
        terminal.answer()
        terminal.wait_for("Continuing cpch-answers.yaml: 1 of 6 questions answered.")
        terminal.wait_for("> 1 Legal basis \u2013 in progress (1 of 2)")
        terminal.answer(ENTER)
        terminal.wait_for("1.2 Is the text used?")
        for _, keys in TURNS[8:]:
            terminal.answer(*keys)
        assert 0 == terminal.wait_for_end()

    assert _said(STOOD[-1].sheet) == saved(folder)


def test_weaknesses_that_were_left_open(folder: Path) -> None:
    """Weaknesses that an earlier sitting left open are asked, below their question and its answer."""
    with small(folder) as terminal:
        answer(terminal, TURNS[:TO_WEAKNESSES])
        terminal.answer(CTRL_C)
        terminal.wait_for_end()
    with small(folder) as terminal:
        terminal.answer()
        terminal.answer(ENTER)
        terminal.wait_for(f"1.1 {SMALL.question['law.text'].text} > 2 defined")
        terminal.wait_for("Which of these common weaknesses have you observed?")


def test_finished_file(folder: Path) -> None:
    """A file in which all is answered is not written when nothing is changed."""
    said = {"law.text": 4, "law.use": 4, "sea.port": 4, "sea.count": 3, "data.base": 4, "data.share": 4}
    file = folder / "cpch-answers.yaml"
    file.write_text(json.dumps({"format": "cpch-answers/1", "answers": said}))
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    with small(folder) as terminal:
        terminal.answer()
        terminal.wait_for("6 of 6 questions answered.")
        terminal.answer(ENTER)
        terminal.answer(ENTER)
        # How it was carried out, and who cleared it, may be left open.
        terminal.answer(ENTER)
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()

    assert before == (file.read_bytes(), file.stat().st_mtime_ns)


def test_who_cleared_it(folder: Path) -> None:
    """When all is answered, how it was carried out and who cleared it are asked and kept."""
    said = {"law.text": 4, "law.use": 4, "sea.port": 4, "sea.count": 3, "data.base": 4, "data.share": 4}
    file = folder / "cpch-answers.yaml"
    file.write_text(json.dumps({"format": "cpch-answers/1", "answers": said}))
    with small(folder) as terminal:
        terminal.answer()
        for keys in (
            (ENTER,),
            (ENTER,),
            ("2", ENTER),
            ("Customs", ENTER),
            ("Director", ENTER),
            ("2026-11-24", ENTER),
        ):
            terminal.answer(*keys)
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()

    assert {
        "conducted": "facilitated",
        "cleared_by": [{"service": "Customs", "function": "Director", "date": "2026-11-24"}],
    } == saved(folder)[0]


def test_workshop(folder: Path) -> None:
    """Who agreed, who did not and what is to be settled are recorded by a key and come back in the report."""
    with small(folder) as terminal:
        answer(terminal, TURNS[:6])
        terminal.answer("g")
        for text in (
            "Customs, Police",
            "Port police",
            "It is not in force.",
            "",
            "Ask the ministry",
            "Head of legal",
            "",
        ):
            terminal.answer(text, ENTER) if text else terminal.answer(ENTER)
        terminal.wait_for("To be settled: Ask the ministry (with Head of legal)")
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()

    said = saved(folder)[1]["law.text"]
    assert ["Customs", "Police"] == said["agreed"]
    assert [{"who": "Port police", "text": "It is not in force."}] == said["dissent"]
    assert [{"text": "Ask the ministry", "owner": "Head of legal"}] == said["open"]
    report = words(cpch("report", "-d", "small.yaml", cwd=folder).stdout)
    assert "Follow-up of the workshop" in report


def test_evidence(folder: Path) -> None:
    """The evidence and the document behind an answer are recorded by a key."""
    with small(folder) as terminal:
        answer(terminal, TURNS[:6])
        terminal.answer("e")
        for keys in (("3", ENTER), ("Minutes", ENTER), ("2026-03-01", ENTER), ("customs", ENTER)):
            terminal.answer(*keys)
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()

    said = saved(folder)[1]["law.text"]
    assert "document" == said["evidence"]
    assert {"title": "Minutes", "date": "2026-03-01", "holder": "customs"} == said["reference"]


def test_words_that_changed(folder: Path) -> None:
    """An answer to other words is shown with both wordings: kept, it counts as one to the new words."""
    data = json.loads((folder / "small.yaml").read_text())
    former = {
        "asked": "0123456789abcdef",
        "version": "0.9",
        "text": "Is there any text?",
        "levels": {"defined": "A draft."},
    }
    data["questions"][0]["formerly"] = [former]
    data["retired"] = ["law.old"]
    (folder / "small.yaml").write_text(json.dumps(data))
    answers = {"law.text": {"level": "defined", "asked": "0123456789abcdef"}, "law.old": "3"}
    (folder / "cpch-answers.yaml").write_text(json.dumps({"format": "cpch-answers/1", "answers": answers}))
    with small(folder) as terminal:
        terminal.answer()
        for text in (
            "Is there any text?",
            "Is there a written text",
            "This level meant: A draft.",
            "2 defined",
        ):
            terminal.wait_for(text)
        terminal.answer("k", ENTER)
        terminal.wait_for("does not ask these questions any more. Their answers stay in the file: law.old.")
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()

    now = load_answers(folder / "cpch-answers.yaml", Diagnostic.model_validate(data)).sheet.answers
    assert SMALL.asked["law.text"] == now["law.text"].asked
    assert "3" == now["law.old"].level


def test_remark(folder: Path) -> None:
    """Answers that do not go together are shown before the end, to be confirmed or corrected."""
    data = json.loads((folder / "small.yaml").read_text())
    when = {
        "all": [{"question": "law.text", "at_least": "defined"}, {"question": "law.use", "at_most": "absent"}]
    }
    data["rules"] = [
        {"id": "unused", "when": when, "because": "So it is.", "remark": "There is a text that nobody uses."}
    ]
    (folder / "small.yaml").write_text(json.dumps(data))
    (folder / "cpch-answers.yaml").write_text(
        json.dumps({"format": "cpch-answers/1", "answers": {"law.text": 3, "law.use": 0}})
    )
    with small(folder, "--domain", "law") as terminal:
        terminal.answer()
        terminal.answer("c", ENTER)
        terminal.answer("f", ENTER)
        terminal.wait_for("There is a text that nobody uses.")
        terminal.answer("1.2", ENTER)
        terminal.answer("1", ENTER)
        assert 0 == terminal.wait_for_end()

    assert "ad_hoc" == saved(folder)[1]["law.use"]["level"]


def test_prefilled(folder: Path) -> None:
    """What another answers file says is taken and saved at once, and only the rest is asked."""
    (folder / "other.yaml").write_text(
        "format: cpch-answers/1\nsubject: {country: X}\nanswers: {law.text: 3, data.base: 2}\n"
    )
    (folder / "cpch-answers.yaml").write_text("format: cpch-answers/1\nanswers: {law.text: 1}\n")
    with small(folder, "--answers", "other.yaml") as terminal:
        terminal.answer()
        terminal.wait_for("2 of 5 questions answered.")
        assert ("ad_hoc", "defined") == tuple(
            saved(folder)[1][each]["level"] for each in ("law.text", "data.base")
        )
        assert {"country": "X"} == saved(folder)[0]
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()


def test_prefilled_from_nowhere(folder: Path) -> None:
    """Another answers file that does not exist is named, and nothing is begun."""
    done = cpch("assess", "-d", "small.yaml", "--answers", "missing.yaml", cwd=folder)

    assert (5, "cpch: missing.yaml: there is no such file.\n") == (done.returncode, done.stderr)
    assert {"small.yaml"} == files(folder)


def test_two_at_once(folder: Path) -> None:
    """Who saves second into the same file is told so, and nothing is overwritten."""
    with small(folder) as first, small(folder) as second:
        answer(first, TURNS[:7])
        answer(second, [])
        second.answer("Elsewhere", ENTER)
        assert 5 == second.wait_for_end()
        assert said(second, "was changed by somebody else meanwhile")
        first.answer("q")
        assert 0 == first.wait_for_end()

    assert _said(STOOD[7].sheet) == saved(folder)


def test_greeting_counts_what_is_asked(folder: Path) -> None:
    """A file that leaves domains out is greeted with the number of questions that are asked in it."""
    text = f"format: cpch-answers/1\nsubject: {SOMEBODY[:-1]}, domains: [sea]}}\n"
    (folder / "cpch-answers.yaml").write_text(text)
    with small(folder) as terminal:
        terminal.answer()
        terminal.wait_for("You will be asked 2 questions")


def test_nothing_said(folder: Path) -> None:
    """Where nothing was said no file is written, and none is named as saved."""
    with small(folder, rows=60) as terminal:
        answer(terminal, [(Said(""), (ENTER,))] * (SUBJECT - 1))
        terminal.answer(CLEAR, ENTER)
        _asked_by_skipping(terminal)
        terminal.answer("c", ENTER)
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()
        assert {"small.yaml"} == files(folder)
        assert not said(terminal, "Saved in cpch-answers.yaml")


# --- leaving ----------------------------------------------------------------------------------------------------------


def _each_kind() -> list[Any]:
    """Return the number of turns after which each kind of step is met the last time, and the step's kind."""
    last = {kind: turns for turns, kind in enumerate(KINDS[:-1])}
    kinds = (AskText, AskOption, ChooseTask, AskLevel, AskWeaknesses, CheckAnswers)
    return [pytest.param(last[kind], id=kind.__name__) for kind in kinds]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("turns", _each_kind())
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_leave_and_continue(folder: Path, key: str, turns: int) -> None:
    """Ctrl-C and Ctrl-D leave at any step: all is saved, and the command that is printed continues there."""
    with small(folder, "my answers.yaml") as terminal:
        answer(terminal, TURNS[:turns])
        terminal.answer(key)
        assert 130 == terminal.wait_for_end()
        assert said(terminal, "To continue: cpch assess -d small.yaml 'my answers.yaml'")
    assert _said(STOOD[turns].sheet) == saved(folder, "my answers.yaml")

    with small(folder, "my answers.yaml") as terminal:
        terminal.answer()
        resumed = step(start(SMALL, STOOD[turns].sheet))
        terminal.wait_for(
            WORDS(f"ask.{resumed.about}")
            if isinstance(resumed, AskText | AskOption)
            else WORDS("tasks.title")
        )


@pytest.mark.parametrize("turns", [6, TO_WEAKNESSES], ids=["level", "weaknesses"])
def test_save_and_leave(folder: Path, turns: int) -> None:
    """The key for it leaves with exit code 0, says where everything is, and how to continue."""
    with small(folder) as terminal:
        answer(terminal, TURNS[:turns])
        terminal.answer("q")
        assert 0 == terminal.wait_for_end()
        assert said(
            terminal, "everything is saved in cpch-answers.yaml. To continue: cpch assess -d small.yaml"
        )
    assert _said(STOOD[turns].sheet) == saved(folder)


def test_leave_at_once(folder: Path) -> None:
    """Who leaves before saying anything leaves no file behind, and is told so."""
    with small(folder) as terminal:
        terminal.answer()
        terminal.answer(CTRL_C)
        assert 130 == terminal.wait_for_end()
        assert said(terminal, "Nothing was answered yet. To start again: cpch assess -d small.yaml")

    assert {"small.yaml"} == files(folder)


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=["SIGTERM", "SIGHUP", "SIGINT"],
)
@pytest.mark.parametrize(
    "turns", [2, 5, 6, TO_WEAKNESSES, TO_NOTE], ids=["agency", "tasks", "level", "weaknesses", "note"]
)
def test_signals(folder: Path, number: signal.Signals, code: int, turns: int) -> None:
    """A signal ends the sitting in good order: all is saved, and the terminal takes lines and echoes again."""
    with small(folder, program=through_shell('"$@"; echo "code $?"; stty -a')) as terminal:
        answer(terminal, TURNS[:turns])
        os.kill(child(terminal), number)
        assert 0 == terminal.wait_for_end()
        shown = terminal.shown().split()

    assert str(code) == shown[shown.index("code") + 1]
    assert {"echo", "icanon", "isig", "icrnl", "opost", "onlcr"} <= set(shown)
    assert terminal.raw.rfind(b"\x1b[?25h") >= terminal.raw.rfind(b"\x1b[?25l")
    assert terminal.raw.rindex(b"\x1b[?2004l") > terminal.raw.rindex(b"\x1b[?2004h")
    assert said(terminal, "To continue: cpch assess -d small.yaml")
    assert _said(STOOD[turns].sheet) == saved(folder)


@pytest.mark.parametrize("turns", [6, TO_NOTE], ids=["level", "note"])
def test_hang_up(folder: Path, turns: int) -> None:
    """When the terminal goes away, all is saved, and the program ends at once as after a hang-up."""
    script = 'trap "" HUP; "$@"; echo $? > code'
    with small(folder, program=through_shell(script)) as terminal:
        answer(terminal, TURNS[:turns])
        terminal.hang_up()
        wait_until(lambda: (folder / "code").exists() and bool((folder / "code").read_text()))

    assert "129" == (folder / "code").read_text().strip()
    assert _said(STOOD[turns].sheet) == saved(folder)


_KILLERS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)


@pytest.mark.parametrize(
    ("seed", "number"),
    [(seed, _KILLERS[seed % 3]) for seed in range(200 if WHOLE else 3)],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else str(value),
)
def test_killed(folder: Path, seed: int, number: signal.Signals) -> None:
    """Killed at any moment, the file can be read and has lost at most the answer that was being typed."""
    dice = random.Random(seed)
    turns = dice.randrange(len(TURNS) - 1)
    with small(folder) as terminal:
        answer(terminal, TURNS[:turns])
        # The moment is drawn in bytes that come back, so that it falls anywhere between two prompts.
        so_far, more = len(terminal.raw), dice.choice([0, 1, 20, 200, 400, 800])
        terminal.type(*TURNS[turns][1])
        while len(terminal.raw) < so_far + more and terminal.read():
            pass
        os.kill(terminal.process.pid, number)
        code = {signal.SIGKILL: -signal.SIGKILL, signal.SIGTERM: 143, signal.SIGHUP: 129}[number]
        assert code == terminal.wait_for_end()

    assert saved(folder) in (_said(STOOD[turns].sheet), _said(STOOD[turns + 1].sheet))
    assert [] == [
        each for each in folder.iterdir() if each.name != "small.yaml" and each.stat().st_mode & 0o077
    ]
    with small(folder) as terminal:
        terminal.answer()
        terminal.answer(CTRL_C)
        assert 130 == terminal.wait_for_end()


# --- files ------------------------------------------------------------------------------------------------------------


def test_comments(folder: Path) -> None:
    """Before a file with comments is first saved, its owner is told that they go, and the original is kept."""
    file = folder / "cpch-answers.yaml"
    original = f"# Ask Ana.\nformat: cpch-answers/1\nsubject: {SOMEBODY}  # both, really\nanswers: {{}}\n"
    file.write_text(original)
    with small(folder) as terminal:
        terminal.answer()
        terminal.wait_for("cpch-answers.yaml holds comments, which are lost")
        assert not (folder / "cpch-answers.yaml.orig").exists()
        terminal.answer(ENTER)
        terminal.answer("d", ENTER)
        assert original == (folder / "cpch-answers.yaml.orig").read_text()
        terminal.answer("d", ENTER)
        terminal.answer(CTRL_C)
        terminal.wait_for_end()

    assert "#" not in file.read_text()
    assert original == (folder / "cpch-answers.yaml.orig").read_text()
    assert 0o600 == (folder / "cpch-answers.yaml.orig").stat().st_mode & 0o777


def test_comments_written_later(folder: Path) -> None:
    """Comments that were written since an original was kept are kept too, beside it."""
    file = folder / "cpch-answers.yaml"
    for comment, kept in (("# First", "cpch-answers.yaml.orig"), ("# Second", "cpch-answers.yaml.orig2")):
        text = f"{comment}\nformat: cpch-answers/1\nsubject: {SOMEBODY}\n"
        file.write_text(text)
        with small(folder) as terminal:
            terminal.answer()
            terminal.wait_for(f"The original is kept as {kept}.")
            terminal.answer(ENTER)
            terminal.answer("d", ENTER)
            terminal.answer(CTRL_C)
            terminal.wait_for_end()
        assert text == (folder / kept).read_text()


def test_new_file_is_private(folder: Path) -> None:
    """A new file is its owner's alone; one that was there keeps its mode."""
    file = folder / "cpch-answers.yaml"
    with small(folder) as terminal:
        answer(terminal, TURNS[:SUBJECT])
        terminal.answer(CTRL_C)
    assert 0o600 == file.stat().st_mode & 0o777
    file.chmod(0o640)
    with small(folder) as terminal:
        terminal.answer()
        terminal.answer(ENTER)
        terminal.answer("d", ENTER)
        terminal.answer(CTRL_C)
    assert "unknown" == saved(folder)[1]["law.text"]["level"]
    assert 0o640 == file.stat().st_mode & 0o777


def _refused(folder: Path, *arguments: str, program: tuple[str, ...] = (str(PROGRAM),)) -> str:
    """Run to the end without a key, and return what was said; nothing may have been asked."""
    with small(folder, *arguments, program=program) as terminal:
        assert 5 == terminal.wait_for_end()
        assert b"\x1b[?2004h" not in terminal.raw
        return words(terminal.shown())


def test_folder_as_file(folder: Path) -> None:
    """A folder is refused before the first question."""
    (folder / "answers.yaml").mkdir()

    assert "answers.yaml is a folder" in _refused(folder, "answers.yaml")


def test_missing_folder(folder: Path) -> None:
    """A file in a folder that does not exist is refused before the first question, and the folder is named."""
    assert "missing" in _refused(folder, "missing/answers.yaml")
    assert not (folder / "missing").exists()


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that nobody can write to")
def test_folder_of_the_system(folder: Path) -> None:
    """A file where nobody can write is refused before the first question."""
    assert "/sys/kernel/answers.yaml" in _refused(folder, "/sys/kernel/answers.yaml")


def _without_privilege() -> tuple[str, ...]:
    """Return the program for which permissions hold, also where the tests are run by root."""
    if os.geteuid() != 0:
        return (str(PROGRAM),)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        assert "CPCH_ALL" not in os.environ, "setpriv is missing"
        pytest.skip("root may write everywhere")
    return (setpriv, "--bounding-set", "-dac_override,-dac_read_search,-fowner", str(PROGRAM))


def test_read_only_folder(folder: Path) -> None:
    """A new file in a folder that may not be written to is refused before the first question."""
    folder.chmod(0o500)
    try:
        assert "no permission" in _refused(folder, program=_without_privilege())
    finally:
        folder.chmod(0o700)


def test_read_only_file(folder: Path) -> None:
    """A file that may not be written is refused before the first question, though its folder may be."""
    file = folder / "cpch-answers.yaml"
    file.write_text("format: cpch-answers/1\n")
    file.chmod(0o400)

    assert "no permission" in _refused(folder, program=_without_privilege())
    assert "format: cpch-answers/1\n" == file.read_text()


def test_full_disk(folder: Path) -> None:
    """When the disk is full in the middle, it is said clearly, and what was answered before is intact."""
    limit = (
        "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900));"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    env = {"PYTHONDONTWRITEBYTECODE": "1"}
    program = (sys.executable, "-c", limit, str(PROGRAM))
    with small(folder, program=program, env=env) as terminal:
        answer(terminal, TURNS[:8])
        terminal.answer("n")
        terminal.answer("x" * 600, CTRL_S)
        assert 5 == terminal.wait_for_end()
        assert "File too large" in terminal.shown()
        assert said(terminal, "cpch: cpch-answers.yaml")

    assert _said(STOOD[8].sheet) == saved(folder)
    assert {"small.yaml", "cpch-answers.yaml"} == files(folder)


def test_names_and_notes_are_data(folder: Path) -> None:
    """Brackets, codes and formulas in what is typed are text: in the file, on the screen and in the summary."""
    country = "NO [bold red]x[/bold red] {n} %s"
    pasted = "\x1b[200~[/]\x1b]0;owned\x07\x1b[45m=1+1\r\nsecond line\x1b[201~"
    with small(folder, "--domain", "data", rows=60) as terminal:
        terminal.answer()
        terminal.answer(country, ENTER)
        for _ in range(SUBJECT - 1):
            terminal.answer(ENTER)
        terminal.answer(ENTER)
        terminal.answer("n")
        terminal.answer(pasted, CTRL_S)
        terminal.wait_for("Note: [/]")
        terminal.answer("0", ENTER)
        terminal.answer("s")
        terminal.answer("c", ENTER)
        terminal.answer(ENTER)
        assert 0 == terminal.wait_for_end()
        assert country in words(terminal.everything())
        assert b"\x1b]0;owned" not in terminal.raw
        assert b"\x1b[45m" not in terminal.raw

    subject, answers = saved(folder)
    assert country == subject["country"]
    assert "[/]]0;owned[45m=1+1\nsecond line" == answers["data.base"]["note"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("country", ["NO", "no", "null", "~", "1:30", "2026-01-01", "- x", "#", "é"])
def test_text_stays_text(folder: Path, country: str) -> None:
    """What looks like something else in YAML is still what was typed when the file is opened again."""
    with small(folder) as terminal:
        terminal.answer()
        terminal.answer(country, ENTER)
        terminal.answer(CTRL_C)
        assert 130 == terminal.wait_for_end()

    assert country == saved(folder)[0]["country"]


# --- without a terminal -----------------------------------------------------------------------------------------------


def test_no_terminal(folder: Path) -> None:
    """Without a terminal there is nobody to ask: it is said which questions are open, and nothing is written."""
    done = cpch("assess", "-d", "small.yaml", cwd=folder)

    assert (2, "") == (done.returncode, done.stdout)
    assert "law.text, law.use, sea.port, sea.count, data.base, data.share" in done.stderr
    assert {"small.yaml"} == files(folder)


def test_no_terminal_and_nothing_open(folder: Path) -> None:
    """Without a terminal the summary of a file in which nothing is open is printed."""
    said = {"law.text": 4, "law.use": 4, "sea.port": 4, "sea.count": 3, "data.base": 4, "data.share": 4}
    (folder / "full.json").write_text(json.dumps({"format": "cpch-answers/1", "answers": said}))
    done = cpch("assess", "-d", "small.yaml", "full.json", cwd=folder)

    assert 0 == done.returncode
    assert cpch("assess", "-d", "small.yaml", "full.json", "--no-input", cwd=folder).stdout == done.stdout
    assert "Tiny" in done.stdout


def test_half_a_terminal(folder: Path) -> None:
    """Where the prompts could not be seen nothing is asked, though keys could be pressed."""
    with small(folder, program=through_shell('"$@" 2> err.txt')) as terminal:
        assert 2 == terminal.wait_for_end()

    assert "Open: law.text" in words((folder / "err.txt").read_text())


def test_no_input(folder: Path) -> None:
    """With --no-input nothing is asked on a terminal either, and nothing is written."""
    file = folder / "cpch-answers.yaml"
    file.write_text("# Mine.\nformat: cpch-answers/1\nanswers: {law.text: 3}\n")
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    with small(folder, "--no-input", rows=200) as terminal:
        assert 0 == terminal.wait_for_end()
        assert b"\x1b[?2004h" not in terminal.raw
        assert "draft" in terminal.everything().lower()

    assert before == (file.read_bytes(), file.stat().st_mtime_ns)
    assert {"small.yaml", "cpch-answers.yaml"} == files(folder)


def test_no_input_and_no_file(folder: Path) -> None:
    """With --no-input and no file there is nothing to show."""
    done = cpch("assess", "-d", "small.yaml", "--no-input", cwd=folder)

    assert (5, "") == (done.returncode, done.stdout)
