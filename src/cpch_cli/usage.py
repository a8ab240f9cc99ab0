"""Help and usage errors in the words of a language: Typer's own are English only.

The texts of commands and options are keys of the program's words, looked up when help is shown and not before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from cpch_cli.core.words import Words

_LANGUAGE_OPTIONS = ("--language", "-l")


def language_of(arguments: Sequence[str]) -> str | None:
    """Return the language that a command line asks for, whatever else is wrong with it."""
    for position, argument in enumerate(arguments):
        if argument in _LANGUAGE_OPTIONS:
            return next(iter(arguments[position + 1 :]), None)
        for option in _LANGUAGE_OPTIONS:
            if argument.startswith(option) and not (option == "-l" and argument.startswith("--")):
                return argument.removeprefix(option).removeprefix("=")
    return None


def spoken_words(arguments: Sequence[str], environment: Mapping[str, str]) -> Words:
    """Return the words of the language of a command line, else of the environment."""
    from cpch_cli import i18n

    return i18n.load_words(i18n.choose_language(language_of(arguments), None, environment).language)


class Command(TyperCommand):
    """A command whose help is in the words of a language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the command."""
        _write_help(self, ctx, formatter)


class Group(TyperGroup):
    """The program, whose help names its commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program."""
        words = _write_help(self, ctx, formatter)
        commands = [(name, words(command.help or "")) for name, command in self.commands.items()]
        with formatter.section(words("help.commands")):
            formatter.write_dl(commands)


def _write_help(command: Any, ctx: Any, formatter: Any) -> Words:
    words = spoken_words(sys.argv[1:], os.environ)
    formatter.write_usage(ctx.command_path, _pieces(command, ctx, words), words("help.usage") + " ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(words(command.help))
    for kind, title in (("argument", "help.arguments"), ("option", "help.options")):
        rows = [_row(one, words) for one in command.get_params(ctx) if one.param_type_name == kind]
        if rows:
            with formatter.section(words(title)):
                formatter.write_dl(rows)
    return words


def _pieces(command: Any, ctx: Any, words: Words) -> str:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    for written, key in (("[OPTIONS]", "help.pieces.options"), ("COMMAND [ARGS]...", "help.pieces.command")):
        pieces = pieces.replace(written, words(key))
    return pieces


def _row(param: Any, words: Words) -> tuple[str, str]:
    name = _written(param)
    text = words("option.help" if param.name == "help" else param.help)
    if param.required:
        return name, f"{text} {words('help.required')}"
    default = param.show_default if isinstance(param.show_default, str) else param.default
    is_worth_saying = isinstance(default, str) and bool(default)
    return name, f"{text} {words('help.default', default=default)}" if is_worth_saying else text


def say_usage_error(error: Any, words: Words) -> str:
    """Return what is wrong with a command line, how the command is used, and where its help is."""
    ctx = error.ctx
    program = ctx.command_path if ctx else "cpch"
    usage = f"{words('help.usage')} {program} {_pieces(ctx.command, ctx, words)}\n\n" if ctx else ""
    what = words("error", what=_what(error, words))
    return f"{usage}{what}\n{words('usage.see_help', command=f'{program} --help')}"


def _what(error: Any, words: Words) -> str:
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(sorted(error.possibilities or ()))
            key = "usage.no_such_option.near" if near else "usage.no_such_option"
            return words(key, option=error.option_name, near=near)
        case "MissingParameter":
            return words("usage.missing", name=_name(error.param))
        case "BadOptionUsage":
            return words("usage.option_takes", option=error.option_name)
        case "BadParameter":
            known = ", ".join(_possible(error.param))
            key = "usage.not_possible" if known else "usage.not_possible.other"
            return words(key, name=_name(error.param), known=known)
        case _ if unheard := _unheard_command(error.ctx):
            return words("usage.no_such_command", word=unheard)
        case _:
            return words("usage.not_understood", arguments=" ".join(sys.argv[1:]))


def _unheard_command(ctx: Any) -> str | None:
    """Return the word that stands where a command should."""
    known = getattr(getattr(ctx, "command", None), "commands", None)
    words = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    return words[0] if known and words and words[0] not in known else None


def _written(param: Any) -> str:
    """Return how a parameter is written: `-o, --output PATH`, or `FILE`."""
    if param.param_type_name == "argument":
        return str(param.metavar)
    names = ", ".join(sorted(param.opts, key=len))
    return f"{names} {param.metavar}" if param.metavar else names


def _name(param: Any) -> str:
    return str(param.metavar) if param.param_type_name == "argument" else max(param.opts, key=len)


def _possible(param: Any) -> list[str]:
    """Return the words that an option takes, as its help names them."""
    return param.metavar.split("|") if param.metavar and "|" in param.metavar else []
