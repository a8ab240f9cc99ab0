"""Messages on stderr: one line each, and nothing in a file or its name can do anything to a terminal."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.answers_file import load_answers, parse_answers
from cpch_cli.core.problems import Located, Problem
from cpch_cli.diagnostic_file import check_diagnostic, load_diagnostic
from cpch_cli.disk import read_text
from cpch_cli.errors import (
    CannotRead,
    CannotWrite,
    ExitCode,
    InvalidAnswers,
    InvalidDiagnostic,
    InvalidFile,
    Mendable,
    UsageError,
)
from cpch_cli.i18n import load_words
from cpch_cli.messages import of_error, of_problem, say
from helpers import diagnostic, question, weakness

WORDS: Final = load_words("en")
TINY: Final = diagnostic(question("a.one", weaknesses=[weakness("w")]))

# What a terminal would obey, or what would make one line look like several or like another text.
EVIL: Final = "\x1b[2J\x1b]0;title\x07\x9b31m\r\n\x08\x00\u2028\u202etxt.exe\u2066\ufeff\x85end"
HARMLESS: Final = "[2J]0;title31m txt.exe end"


# --- sentences ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CannotRead("no_such_file", file=Path("a.yaml")), "cpch: a.yaml: there is no such file."),
        (CannotRead("too_large", file="-#2", megabytes=5), "cpch: -#2 is larger than 5 MB"),
        (
            CannotWrite("system_says", file="a.yaml", reason="No space left on device"),
            "cpch: a.yaml: No space left on device.",
        ),
        (UsageError("unknown_domain", word="leagl", known="legal, risk"), "cpch: There is no domain leagl."),
        (UsageError("not_a_day", word="{word} %s"), "cpch: {word} %s is not a day."),
    ],
)
def test_error(error: Mendable, expected: str) -> None:
    """An error is a sentence after the program's name, with what it names filled in."""
    line = of_error(error, WORDS)

    assert expected == line[: len(expected)]


@pytest.mark.parametrize("kind", [InvalidAnswers, InvalidDiagnostic])
def test_invalid_file(kind: type[InvalidFile]) -> None:
    """A file with problems is a line for each, with the file's name and the place."""
    problems = [
        Located(3, 15, Problem((), "unknown_level", {"word": "9", "known": "absent (0)"})),
        Located(7, 1, Problem((), "never_recommended", {"word": "s"}, warning=True)),
    ]

    assert (
        'answers/a.yaml:3:15: There is no level "9". Possible: absent (0).\n'
        "answers/a.yaml:7:1: warning: Nothing recommends the solution s."
    ) == of_error(kind("answers/a.yaml", problems), WORDS)


def test_problem_is_one_line_whatever_it_names() -> None:
    """What a problem names, and the file's name, lose line breaks and everything a terminal would obey."""
    line = of_problem(EVIL, Located(1, 2, Problem((), "unknown_question", {"word": EVIL})), WORDS)

    assert f'{HARMLESS}:1:2: There is no question "{HARMLESS}".' == line
    assert line.isprintable()


def test_error_is_one_line_whatever_it_names() -> None:
    """The same holds of what errors name."""
    line = of_error(CannotRead("system_says", file=Path(EVIL.replace("\0", "")), reason=OSError(EVIL)), WORDS)

    assert f"cpch: {HARMLESS}: {HARMLESS}." == line
    assert line.isprintable()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("x" * 80, "x" * 80),
        ("x" * 81, f"{'x' * 80}..."),
        ("\U0001f30d" * 5_000, "\U0001f30d" * 80 + "..."),
        (" \n ".join(["word"] * 50), f"{'word ' * 16}..."),
    ],
)
def test_long_word_is_cut(word: str, expected: str) -> None:
    """A word that is longer than a line is cut."""
    line = of_problem("a", Located(1, 1, Problem((), "number", {"word": word})), WORDS)

    assert f'a:1:1: "{expected}" is no number.' == line


def test_paths_and_lists_are_whole() -> None:
    """A path, or a list of what is possible, is never cut."""
    path, known = f"/{'folder/' * 30}a.yaml", ", ".join(["level"] * 40)

    assert path in of_error(CannotRead("no_such_file", file=path), WORDS)
    assert known in of_error(UsageError("unknown_domain", word="x", known=known), WORDS)


# --- from a file to the terminal ----------------------------------------------------------------------------------


def written(text: str) -> str:
    """Return what YAML has to say so that a reader gets this text: every character escaped."""
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


EVIL_IN_FILE: Final = written(EVIL)


@pytest.mark.parametrize(
    "answers",
    [
        f"{EVIL_IN_FILE}: 1",
        f"answers: {{{EVIL_IN_FILE}: 1}}",
        f"answers: {{a.one: {EVIL_IN_FILE}}}",
        f"answers: {{a.one: {{{EVIL_IN_FILE}: 1}}}}",
        f"answers: {{a.one: {{weaknesses: [{EVIL_IN_FILE}]}}}}",
        f"answers: {{a.one: {{evidence: {EVIL_IN_FILE}}}}}",
        f"answers: {{a.one: 1, a.one: 2, {EVIL_IN_FILE}: 1, {EVIL_IN_FILE}: 1}}",
        f"subject: {{date: {EVIL_IN_FILE}, agency: {EVIL_IN_FILE}, domains: [{EVIL_IN_FILE}]}}",
        f"diagnostic: {{id: {EVIL_IN_FILE}}}",
        f"language: {EVIL_IN_FILE}",
        "x: *\x1b[2J",
        "x: !\x1b[2J y",
        "\x1b[2J: [",
    ],
)
def test_nothing_of_an_answers_file_reaches_the_terminal_raw(
    capsys: pytest.CaptureFixture[str], answers: str
) -> None:
    """Whatever stands in an answers file, its problems are said in lines that can be printed."""
    with pytest.raises(InvalidAnswers) as error:
        parse_answers(f"format: cpch-answers/1\n{answers}\n", EVIL, TINY, as_json=False)
    say(of_error(error.value, WORDS))
    lines = capsys.readouterr().err.removesuffix("\n").split("\n")

    assert len(error.value.problems) == len(lines)
    assert all(line.startswith(f"{HARMLESS}:") and line.isprintable() for line in lines)


@pytest.mark.parametrize("at", ["id", "version", "title", "format", "zzz"])
def test_nothing_of_a_diagnostic_reaches_the_terminal_raw(at: str) -> None:
    """The same holds of a diagnostic."""
    checked = check_diagnostic(
        f"{at}: {EVIL_IN_FILE}\nscales: {{{EVIL_IN_FILE}: []}}\nrules: {EVIL_IN_FILE}\n",
        as_json=False,
    )

    assert checked.problems
    assert all(of_problem("a", located, WORDS).isprintable() for located in checked.problems)


@pytest.mark.parametrize(
    "call",
    [read_text, lambda path: load_answers(path, TINY), load_diagnostic],
    ids=["text", "answers", "diagnostic"],
)
def test_name_of_a_file_reaches_the_terminal_harmless(tmp_path: Path, call: Callable[[Path], object]) -> None:
    """A file that has a name with escape codes, or with bytes that are no text, can be complained of."""
    file = tmp_path / "a\x1b[2J\n\x07\udcff\u202e.yaml"
    with pytest.raises(CannotRead) as missing:
        call(file)
    file.mkdir()
    with pytest.raises(CannotRead) as is_folder:
        call(file)

    assert of_error(missing.value, WORDS).isprintable()
    assert f"cpch: {tmp_path}/a[2J ?.yaml is a folder; name a file." == of_error(is_folder.value, WORDS)


@given(st.text(st.characters(), max_size=120), st.text(st.characters(), max_size=40))
def test_every_message_can_be_printed(word: str, name: str) -> None:
    """Whatever is named, a message is one line that can be encoded, without control characters."""
    lines = [
        of_problem(name, Located(1, 1, Problem((), "unknown_level", {"word": word, "known": word})), WORDS),
        of_error(CannotWrite("system_says", file=name, reason=word), WORDS),
    ]
    for line in lines:
        assert 1 == len(line.splitlines())
        assert "\x1b" not in line
        line.encode()


# --- on stderr ----------------------------------------------------------------------------------------------------


def test_say(capsys: pytest.CaptureFixture[str]) -> None:
    """A message goes to stderr, with a line break, and nothing goes to stdout."""
    say("One.\nTwo.")
    captured = capsys.readouterr()

    assert ("", "One.\nTwo.\n") == (captured.out, captured.err)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("ascii", b"cafe ? ?\n"),
        ("cp1252", b"caf\xe9 ? ?\n"),
        ("utf-8", "caf\u00e9 \u4e2d \U0001f30d\n".encode()),
    ],
)
def test_say_on_a_terminal_that_lacks_characters(
    monkeypatch: pytest.MonkeyPatch, encoding: str, expected: bytes
) -> None:
    """What a terminal cannot show is replaced, and the rest is said."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(buffer, encoding, newline="\n"))
    say("caf\u00e9 \u4e2d \U0001f30d")

    assert expected == buffer.getvalue()


def test_say_where_the_encoding_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stderr does not tell its encoding, nothing is replaced."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    say("caf\u00e9 \u4e2d")

    assert not stream.encoding
    assert "caf\u00e9 \u4e2d\n" == stream.getvalue()


class Terminal(io.TextIOWrapper):
    """A stream that calls itself a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True

    def fileno(self) -> int:
        """Return a number, as every terminal has one."""
        return 2


def on_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: int, text: str, command: str | None = None
) -> list[str]:
    """Return the lines that a terminal of this width gets."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", Terminal(buffer, "utf-8", newline="\n"))
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    say(text, command)
    return buffer.getvalue().decode().removesuffix("\n").split("\n")


def test_say_on_a_terminal_breaks_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal lines end between words, one column before its edge; a word that is too long stays whole."""
    text = f"One two-three four\n\n{'x' * 30} five"

    assert ["One", "two-three", "four", "", "x" * 30, "five"] == on_terminal(monkeypatch, 12, text)
    assert ["One two-three four", "", f"{'x' * 30} five"] == on_terminal(monkeypatch, 80, text)
    assert ["a", "bc"] == on_terminal(monkeypatch, 1, "a bc")


@pytest.mark.parametrize("columns", [10, 80])
def test_command_stands_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """A command that can be copied is never broken, and what it names is harmless."""
    command = f"cpch assess '{'folder/' * 20}{EVIL}.yaml'"

    last = on_terminal(monkeypatch, columns, "Say.", command)[-1]

    assert f"cpch assess '{'folder/' * 20}{HARMLESS}.yaml'" == " ".join(last.split())
    assert (
        "cpch report 'two  blanks'"
        == on_terminal(monkeypatch, columns, "Say.", "cpch report 'two  blanks'")[-1]
    )


def test_say_into_a_pipe_breaks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """In a pipe a message is one line, however long, with the command after it."""
    say("word " * 99 + "end", "cpch assess")

    assert f"{'word ' * 99}end\ncpch assess\n" == capsys.readouterr().err


def test_say_to_a_terminal_that_has_gone_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that has gone away hears nothing, and nothing is amiss, then or when the program ends."""
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        say("Nobody hears this.")
        say("Nor this.")


# --- what a person can mend ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Mendable, 2),
        (UsageError, 2),
        (InvalidAnswers, 3),
        (InvalidDiagnostic, 4),
        (CannotRead, 5),
        (CannotWrite, 5),
    ],
)
def test_exit_codes_of_errors(kind: type[Mendable], expected: int) -> None:
    """Every kind of error has the exit code that is promised."""
    assert expected == kind.exit_code


def test_exit_codes() -> None:
    """The numbers are those that other people's scripts rely on."""
    assert {
        "DONE": 0,
        "BELOW_THRESHOLD": 1,
        "USAGE": 2,
        "INVALID_ANSWERS": 3,
        "INVALID_DIAGNOSTIC": 4,
        "CANNOT_READ_OR_WRITE": 5,
        "SOME_FAILED": 6,
        "BUG": 70,
        "HANGUP": 129,
        "INTERRUPTED": 130,
        "TERMINATED": 143,
    } == {code.name: code.value for code in ExitCode}
