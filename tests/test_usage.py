"""Help and usage errors, in every language and without a word of Typer's own."""

from typing import Final

import pytest

from cpch_cli import i18n
from cpch_cli.usage import language_of
from program import cpch

COMMANDS: Final = ("assess", "report", "batch", "compare", "explain", "check", "schema")
LANGUAGES: Final = i18n.languages()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["report", "-l", "fr"], "fr"),
        (["report", "--language", "es", "x"], "es"),
        (["--language=fr"], "fr"),
        (["-lfr"], "fr"),
        (["report", "-l"], None),
        (["report", "--lost", "x"], None),
        ([], None),
    ],
)
def test_language_of_a_command_line(arguments: list[str], expected: str | None) -> None:
    """The language is found in a command line, whatever else is wrong with it."""
    assert expected == language_of(arguments)


@pytest.mark.sampled(8)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str, language: str) -> None:
    """Help is wholly in the language: usage, headings, what each option does."""
    words = i18n.load_words(language)
    if command in ("", "schema"):
        # These have no option for it.
        env = {"LC_ALL": "", "LC_MESSAGES": language, "LC_CTYPE": "C.UTF-8"}
        done = cpch(*command.split(), "--help", env=env)
    else:
        done = cpch(command, "--help", "--language", language)
    shown = " ".join(done.stdout.split())

    assert (0, "") == (done.returncode, done.stderr)
    for key in ("help.usage", "help.options", f"command.{command or 'cpch'}", "option.help"):
        assert " ".join(words(key).split()) in shown
    assert "option." not in shown
    assert "argument." not in shown


def test_commands_are_listed() -> None:
    """The help of the program names every command with what it does."""
    words = i18n.load_words("en")
    shown = " ".join(cpch("--help").stdout.split())

    assert [] == [one for one in COMMANDS if f"{one} {words(f'command.{one}')}" not in shown]


def test_defaults_and_what_is_needed() -> None:
    """Help says what is taken where an option is left out, and what may not be left out."""
    assert "[default: cpch-answers.yaml]" in cpch("report", "--help").stdout
    assert "[required]" in cpch("batch", "--help").stdout


def test_nothing_typed() -> None:
    """The program alone shows its help, as a usage error."""
    done = cpch()

    assert (2, "") == (done.returncode, done.stdout)
    assert cpch("--help").stdout == done.stderr


@pytest.mark.sampled(9)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (
            ("report", "--formt", "x"),
            "usage.no_such_option.near",
            {"option": "--formt", "near": "--bom, --force, --format"},
        ),
        (("report", "--zzz"), "usage.no_such_option", {"option": "--zzz"}),
        (
            ("report", "--format", "x"),
            "usage.not_possible",
            {"name": "--format", "known": "text, md, html, docx, pdf, xlsx, csv, json"},
        ),
        (("explain", "-f", "x"), "usage.not_possible", {"name": "--format", "known": "text, md"}),
        (("batch",), "usage.missing", {"name": "PATH"}),
        (("schema", "x"), "usage.not_possible.other", {"name": "KIND"}),
        (("report", "--output"), "usage.option_takes", {"option": "--output"}),
        (("report", "a", "b"), None, {}),
        (("unheard",), "usage.no_such_command", {"word": "unheard"}),
    ],
)
def test_usage_errors(
    arguments: tuple[str, ...], key: str | None, values: dict[str, str], language: str
) -> None:
    """A wrong command line exits with 2, says what is wrong with it and where its help is, in the language."""
    env = {"LC_ALL": "", "LC_MESSAGES": language, "LC_CTYPE": "C.UTF-8"}
    words = i18n.load_words(language)
    done = cpch(*arguments, env=env)
    what = words(key, **values) if key else words("usage.not_understood", arguments=" ".join(arguments))

    assert (2, "") == (done.returncode, done.stdout)
    assert f"cpch: {what}\n" in done.stderr
    assert "--help" in done.stderr
