"""The interview line by line: what is typed becomes an event, and everything can be read by a screen reader."""

import datetime as dt
import io
import sys
from dataclasses import replace
from typing import Final

import pytest

from conversation import PORT, WORDS, at, at_text, begun, refusing, speak_next
from cpch_cli.core.interview import AtCheck, Interview, Part, step
from cpch_cli.core.steps import (
    Chose,
    Confirmed,
    Event,
    Said,
    Skipped,
    Spoke,
    Ticked,
    ToldAside,
    ToSubject,
    ToTasks,
    WentAway,
    WentBack,
    WentTo,
)
from cpch_cli.plain import Lines

TODAY: Final = dt.date(2026, 11, 23)
LEVEL: Final = at("law.text")
TICKS: Final = at("law.text", Part.WEAKNESSES, {"law.text": "absent"})
TICKED: Final = at(
    "law.text", Part.WEAKNESSES, {"law.text": {"level": "absent", "weaknesses": ["old", "secret"]}}
)
NOTED: Final = at_text("note", "note", "law.text", {"law.text": {"note": "One\ntwo"}})
COUNTRY: Final = at_text("subject.country", "opening")
AGENCY: Final = at_text("subject.agency", "opening")


def lines(*notices: str) -> Lines:
    """Return somebody who reads and types lines."""
    return Lines(WORDS, speak_next, TODAY, notices)


def type_lines(monkeypatch: pytest.MonkeyPatch, interview: Interview, typed: str) -> Event:
    """Show the step of an interview, type lines, and return the event that comes out."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    with lines() as reader:
        return reader.ask(interview, step(interview))


@pytest.mark.parametrize(
    ("interview", "typed", "event"),
    [
        pytest.param(LEVEL, "2", Chose("defined"), id="number"),
        pytest.param(LEVEL, " D ", Chose("unknown"), id="don't know, in capitals and with blanks"),
        pytest.param(LEVEL, "\n7\n3", Chose("operating"), id="nothing is chosen at first"),
        pytest.param(at("law.text", answers={"law.text": "defined"}), "", Chose("defined"), id="old answer"),
        pytest.param(at("sea.port"), "x", Chose("not_applicable"), id="not applicable"),
        pytest.param(LEVEL, "?\n1", Chose("ad_hoc"), id="help, and back"),
        pytest.param(LEVEL, "n", ToldAside("note"), id="note"),
        pytest.param(LEVEL, "e", ToldAside("evidence"), id="evidence"),
        pytest.param(LEVEL, "g", ToldAside("views"), id="views"),
        pytest.param(LEVEL, "w", ToldAside("weaknesses"), id="weaknesses"),
        pytest.param(LEVEL, "s", Skipped(), id="skip"),
        pytest.param(LEVEL, "b", WentBack(), id="back"),
        pytest.param(LEVEL, "t", ToTasks(), id="tasks"),
        pytest.param(LEVEL, "q", WentAway(), id="leave"),
        pytest.param(LEVEL, "l", Spoke("after-en", PORT), id="language"),
        pytest.param(TICKS, "2", Ticked(("secret",)), id="tick"),
        pytest.param(TICKS, "2, 1", Ticked(("old", "secret")), id="several ticks"),
        pytest.param(TICKS, "0", Ticked(()), id="none of these"),
        pytest.param(TICKS, "0 1\n9\n1", Ticked(("old",)), id="ticks that cannot be"),
        pytest.param(TICKED, "", Ticked(("old", "secret")), id="old ticks"),
        pytest.param(TICKED, "1", Ticked(("old",)), id="other ticks"),
        pytest.param(TICKS, "s", Skipped(), id="weaknesses can wait"),
        pytest.param(begun(), "", WentTo("law"), id="first domain"),
        pytest.param(begun(), "2", WentTo("sea"), id="any domain"),
        pytest.param(begun(), "0", ToSubject(), id="subject"),
        pytest.param(begun(), "c", Confirmed(), id="check"),
        pytest.param(COUNTRY, "Exampleland", Said("Exampleland"), id="text"),
        pytest.param(COUNTRY, "", Said(""), id="text left open"),
        pytest.param(COUNTRY, "<", WentBack(), id="back from a text"),
        pytest.param(COUNTRY, "<<", WentAway(), id="leave from a text"),
        pytest.param(begun(respondents=["X"]), "", Said("2026-11-23"), id="day of today"),
        pytest.param(NOTED, "", Said("One\ntwo"), id="text as it is"),
        pytest.param(NOTED, "-", Said(""), id="text emptied"),
        pytest.param(NOTED, "Three\nfour\n\nfive", Said("Three\nfour"), id="several lines"),
        pytest.param(AGENCY, "2", Said("police"), id="agency"),
        pytest.param(AGENCY, "4\ncoast_guard", Said("coast_guard"), id="another agency"),
        pytest.param(at_text("evidence", "evidence", "law.text"), "3", Said("document"), id="evidence grade"),
    ],
)
def test_lines(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    interview: Interview,
    typed: str,
    event: Event,
) -> None:
    """Lines make the event that they stand for; stdout stays free, and nothing moves the cursor."""
    assert event == type_lines(monkeypatch, interview, f"{typed}\n")
    shown = capsys.readouterr()
    assert "" == shown.out
    assert "\x1b" not in shown.err


@pytest.mark.parametrize(
    ("typed", "error"),
    [("", "plain.choose"), ("7", "plain.no_such_label"), ("two", "plain.no_such_label")],
)
def test_errors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, error: str
) -> None:
    """What cannot be taken is said on a line that begins with Error, and asked again."""
    type_lines(monkeypatch, LEVEL, f"{typed}\n1\n")

    assert f"Error: {WORDS(error)}" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("interview", [LEVEL, COUNTRY], ids=["page", "text"])
def test_refusal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], interview: Interview
) -> None:
    """Why something was refused is said before it is asked again."""
    type_lines(monkeypatch, refusing(interview, "nothing_before"), "2\n")

    assert f"Error: {WORDS('refused.nothing_before')}" in " ".join(capsys.readouterr().err.split())


def test_everything_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A question, its levels and what its keys do are printed; help says why it is asked."""
    type_lines(monkeypatch, LEVEL, "?\n1\n")
    shown = " ".join(capsys.readouterr().err.split())

    levels = [f"{level.value} {level.title}. {level.text}" for level in PORT.levels["law.text"]]
    for text in ("1.1 law.text?", *levels, "d Don't know", "n note", "Because.", "The text itself"):
        assert text in shown


def test_what_stands_there(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What Enter alone keeps is said: the number of the old answer, old ticks, an old text."""
    for interview, said in (
        (at("law.text", answers={"law.text": "defined"}), WORDS("plain.keep", label="2")),
        (TICKED, WORDS("plain.keep", label="1, 2")),
        (NOTED, "What stands there now: One two"),
    ):
        type_lines(monkeypatch, interview, "\n")
        assert said in " ".join(capsys.readouterr().err.split())


def test_headings(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In the list of answers every domain has its heading, and what was said stands under its question."""
    checking = replace(begun({"law.text": {"level": "defined", "weaknesses": ["old"]}}), cursor=AtCheck(None))
    type_lines(monkeypatch, checking, "f\n")
    shown = capsys.readouterr().err

    assert "\nlaw\n" in shown
    assert "Weakness seen: old." in shown
    assert "> 2 defined" in shown


def test_notices_come_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is to be told at the beginning is told once."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n2\n"))
    reader = lines("Welcome.")
    reader.ask(LEVEL, step(LEVEL))
    reader.ask(LEVEL, step(LEVEL))

    assert 1 == capsys.readouterr().err.count("Welcome.")


def test_end_of_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-D leaves."""
    with pytest.raises(EOFError):
        type_lines(monkeypatch, LEVEL, "")


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", b'cafe "x"'), ("cp1252", b"caf\xe9 \xabx\xbb")])
def test_poor_encodings(monkeypatch: pytest.MonkeyPatch, encoding: str, shown: bytes) -> None:
    """What a terminal lacks is printed as what comes nearest."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(buffer, encoding, newline="\n"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    reader = lines("caf\u00e9 \u00abx\u00bb")
    reader.ask(LEVEL, step(LEVEL))
    sys.stderr.flush()

    assert buffer.getvalue().startswith(shown)
