"""YAML as cpch writes it, read line by line: what is written in any other way is for the thorough reader of yaml_text.

It takes only lines of these kinds, and where a single line is of none, it takes nothing:

    KEY:
    KEY: VALUE
    - VALUE
    - KEY: VALUE
      MORE OF THE VALUE

A value is plain, or in quotes with none and no backslash inside, or `[]`, or `[WORD, WORD]`. Between the lines there may be
blank ones and comments; no key stands twice. Of such a text this reader says what the thorough one says, in a fifth of the
time.
"""

import re
from typing import Any, Final

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})

_LINE: Final = re.compile(r"^( *)(- )?(?:([A-Za-z0-9_][A-Za-z0-9_.-]*):(?: |$))?(.*)\n", re.MULTILINE)
_WORDS: Final = re.compile(r"\[[A-Za-z0-9_][A-Za-z0-9_.-]*(?:, [A-Za-z0-9_][A-Za-z0-9_.-]*)*\]")
_QUOTED: Final = re.compile("'[^']*'|\"[^\"\\\\]*\"")
# With one of these begins what is no plain value, or none that begins at once.
_INDICATORS: Final = frozenset(" -?:,[]{}#&*!|>'\"%@`")
# Blanks and line breaks other than the usual ones, and blanks at the end of a line.
_ODD: Final = ("\t", "\r", "\x85", "\u2028", "\u2029", " \n")
# What says nothing; in its place stands a line that says so.
_ASIDE: Final = re.compile("^ *#.*\n|^\n", re.MULTILINE)
_NOTHING_SAID: Final = "#"


class _Other(Exception):  # noqa: N818 - it never leaves this module
    """The text is written in another way."""


def read_plain(text: str, *, deepest: int, longest: int) -> dict[str, Any] | None:
    """Return what a text says: mappings, lists, texts and None; or None where it is not as cpch would write it.

    Args:
        text: without control characters.
        deepest: how many mappings and lists may stand inside each other.
        longest: how many characters a value may have.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    if any(odd in text for odd in _ODD):
        return None
    text = _ASIDE.sub(f"{_NOTHING_SAID}\n", text)
    lines = _LINE.findall(text)
    # All colons that mean something are those behind the keys.
    keys = [bool(value) for _, _, key, value in lines if key]
    if " #" in text or text.count(": ") != keys.count(True) or text.count(":\n") != keys.count(False):
        return None
    reader = _Reader(deepest, longest)
    try:
        for indent, dash, key, value in lines:
            if dash:
                reader.item(len(indent), key, value)
            elif key:
                reader.entry(len(indent), key, value)
            elif value == _NOTHING_SAID:
                reader.pause()
            else:
                reader.more(len(indent), value)
    except _Other:
        return None
    return reader.data or None


class _Reader:
    """A text being read, line by line.

    Attributes:
        data: the mapping at the top.
    """

    def __init__(self, deepest: int, longest: int) -> None:
        self.data: dict[str, Any] = {}
        self._deepest = deepest
        self._longest = longest
        # What is open, from the outside to the inside, each with its column.
        self._open: list[tuple[int, Any]] = [(0, self.data)]
        # The mapping and the key whose value is still to come, if it comes at all, on the next line.
        self._waits: tuple[dict[str, Any], str] | None = None
        # What holds the plain value that the next line can go on with, and where in it.
        self._goes_on: tuple[Any, Any] | None = None

    def entry(self, column: int, key: str, value: str) -> None:
        """Take a line with a key and perhaps a value."""
        at, inside = self._innermost(column)
        if at == column and type(inside) is list:
            # A list may stand in the column of the key that it belongs to: this key comes after it.
            self._open.pop()
            at, inside = self._open[-1]
        if at < column:
            inside = self._begin(column, {})
        self._put(inside, key, value)

    def item(self, column: int, key: str, value: str) -> None:
        """Take a line that begins an item of a list: a value, or a mapping with its first entry."""
        at, inside = self._innermost(column)
        if at < column or type(inside) is dict:
            inside = self._begin(column, [])
        self._waits = None
        if key:
            entries: dict[str, Any] = {}
            inside.append(entries)
            self._push(column + 2, entries)
            self._put(entries, key, value)
        else:
            inside.append(self._value(value))
            self._goes_on = (inside, len(inside) - 1)

    def pause(self) -> None:
        """Take a blank line or a comment: with the value before it no line goes on."""
        self._goes_on = None

    def more(self, column: int, text: str) -> None:
        """Take a line that goes on with the value of the line before it."""
        if self._goes_on is None or column <= self._open[-1][0] or text[:1] in _INDICATORS:
            raise _Other
        holder, place = self._goes_on
        before = holder[place]
        # What was not plain, or nothing, has nothing more.
        if type(before) is not str or not self._is_plain or len(before) + len(text) >= self._longest:
            raise _Other
        holder[place] = f"{before} {text}"

    def _innermost(self, column: int) -> tuple[int, Any]:
        """Close what a line in this column ends, and return what is open then."""
        while self._open[-1][0] > column:
            self._open.pop()
        return self._open[-1]

    def _begin(self, column: int, new: Any) -> Any:
        """Open the value of the key that stood alone on the line before."""
        if self._waits is None or self._waits[0] is not self._open[-1][1]:
            raise _Other
        holder, key = self._waits
        holder[key] = new
        self._push(column, new)
        return new

    def _push(self, column: int, new: Any) -> None:
        self._open.append((column, new))
        if len(self._open) > self._deepest:
            raise _Other

    def _put(self, entries: dict[str, Any], key: str, value: str) -> None:
        if key in entries:
            raise _Other
        entries[key] = self._value(value)
        self._waits = None if value else (entries, key)
        self._goes_on = (entries, key)

    def _value(self, written: str) -> str | list[str] | None:
        self._is_plain = written[:1] not in _INDICATORS
        if len(written) > self._longest:
            raise _Other
        if self._is_plain:
            return None if written in NOTHING else written
        if written == "[]":
            return []
        if _QUOTED.fullmatch(written):
            return written[1:-1]
        if _WORDS.fullmatch(written) and NOTHING.isdisjoint(words := written[1:-1].split(", ")):
            return words
        raise _Other
