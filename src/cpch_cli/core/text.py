"""What text may hold: the one place where a person's words are made safe to keep and to show."""

import re
import unicodedata

# Line breaks of every kind become "\n"; a tab would be a control character, so it becomes a space.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# The last two code points of every plane are no characters.
_LAST_OF_PLANES = "".join(chr(0x10000 * plane + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# Controls, lone surrogates, non-characters, and the invisible marks that reorder what a reader sees.
_REMOVED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069"
    f"{_LAST_OF_PLANES}]"
)

_BLANKS = re.compile("[^\\S\u00a0\u202f]+")


def clean(text: str) -> str:
    """Return text in Unicode form C, without control characters but line breaks, and without outer blanks."""
    if text.isprintable():
        # Nothing of what follows is: most texts need only this.
        return unicodedata.normalize("NFC", text).strip()
    broken = _BREAKS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _REMOVED.sub("", broken)).strip()


def one_line(text: str) -> str:
    """Return text cleaned and on a single line, every run of blanks a single space; no-break spaces stay as they are."""
    return _BLANKS.sub(" ", clean(text))
