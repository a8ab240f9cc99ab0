"""Which language to speak, and its words: `locales/*.yaml`, flat keys, one file a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cpch_cli import yaml_text
from cpch_cli.core.words import Words

FALLBACK: Final = "en"
_LOCALES: Final = Path(__file__).parent / "locales"
# What the C library takes for "no language in particular".
_NO_LANGUAGE: Final = frozenset({"", "C", "POSIX"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The language to speak, and the one that was wanted where it does not exist."""

    language: str
    missing: str | None = None


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are words for."""
    return tuple(sorted(file.stem for file in _LOCALES.glob("*.yaml")))


def language_after(language: str) -> str:
    """Return the language that comes after another one, when one goes round them all."""
    known = languages()
    return known[(known.index(language) + 1) % len(known)]


def choose_language(option: str | None, in_file: str | None, environment: Mapping[str, str]) -> Choice:
    """Return the language to speak: the option's, else the file's, else the environment's, else English."""
    wanted = option or in_file or _of_environment(environment)
    return Choice(wanted) if wanted in languages() else Choice(FALLBACK, missing=wanted)


def _of_environment(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(name):
            # language_TERRITORY.encoding@variant
            language = re.split("[_.@]", locale)[0]
            return FALLBACK if language in _NO_LANGUAGE else language.lower()
    return FALLBACK


@cache
def load_words(language: str) -> Words:
    """Return the words of a language that `languages` names."""
    text = (_LOCALES / f"{language}.yaml").read_text("utf-8")
    return Words(language, yaml_text.read(text).data)
