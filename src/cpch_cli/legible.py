"""What can be read on an output: how long a line may be, and the nearest sign or letter for a character it lacks."""

import unicodedata
from typing import Final

# Longer lines are hard to read, however wide the window.
WIDEST: Final = 100

_NEAREST: Final = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
    "\u00a1": "",
    "\u00bf": "",
    "\u0153": "oe",
    "\u0152": "Oe",
    "\u2022": "-",
    "\u2026": "...",
    "\u2192": "->",
}


def can_show(text: str, encoding: str) -> bool:
    """Tell whether an encoding has all characters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def legible(text: str, encoding: str) -> str:
    """Return a text in the characters of an encoding: each as it is, or what comes nearest: a sign, a letter, `?`."""
    if can_show(text, encoding):
        return text
    return "".join(_nearest(character, encoding) for character in text)


def _nearest(character: str, encoding: str) -> str:
    if can_show(character, encoding):
        return character
    if character in _NEAREST:
        return _NEAREST[character]
    letter = unicodedata.normalize("NFKD", character)[0]
    return letter.encode(encoding, "replace").decode(encoding)
