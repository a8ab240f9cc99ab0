"""Text: what is removed, what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.text import clean, one_line


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param("  outer blanks \n", "outer blanks", id="outer blanks"),
        pytest.param("inner  blanks", "inner  blanks", id="inner blanks stay"),
        pytest.param("a\nb", "a\nb", id="line break"),
        pytest.param("a\r\nb", "a\nb", id="windows line break is one"),
        pytest.param("a\rb", "a\nb", id="carriage return"),
        pytest.param("a\n\nb", "a\n\nb", id="empty line stays"),
        pytest.param("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf", id="other line breaks"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("a\x00\x08b", "ab", id="null and backspace"),
        pytest.param("\x1b[31mred\x1b[0m", "[31mred[0m", id="escape codes lose their escape"),
        pytest.param("a\x9b2Jb", "a2Jb", id="C1 control"),
        pytest.param("a\x7fb", "ab", id="delete"),
        pytest.param("a\u202eb\u202cc", "abc", id="override of direction"),
        pytest.param("a\u2066b\u2069c", "abc", id="isolate of direction"),
        pytest.param("\ufeffa", "a", id="byte order mark"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("a\ufdd0\uffffb", "ab", id="non-characters"),
        pytest.param("a\U0001fffe\U0010ffffb", "ab", id="non-characters of further planes"),
        pytest.param("e\u0301", "\u00e9", id="form C"),
        pytest.param("e\u202a\u0301", "\u00e9", id="form C after the removal"),
        pytest.param("\u0645\u200d\U0001f600", "\u0645\u200d\U0001f600", id="joiner and emoji stay"),
        pytest.param("\x00\t\n", "", id="nothing left"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    """Line breaks become one kind, other controls and marks of direction go, and the rest is in form C."""
    assert expected == clean(raw)


@given(st.text())
def test_short_cut(text: str) -> None:
    """A text that has nothing to remove is cleaned as it would be with something to remove."""
    assert clean(f"{text}\ufeff") == clean(text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(" a\r\n\nb\t c  d\n", "a b c d", id="blanks and line breaks"),
        pytest.param("a\u2003b\u2028c\u3000d", "a b c d", id="other blanks"),
        pytest.param("Qui\u202f?", "Qui\u202f?", id="narrow no-break space"),
        pytest.param("10\u00a0000", "10\u00a0000", id="no-break space"),
        pytest.param("a\u00a0\u202fb", "a\u00a0\u202fb", id="several no-break spaces"),
        pytest.param("a \u00a0\n b", "a \u00a0 b", id="no-break space among blanks"),
        pytest.param("\u00a0a\u202f", "a", id="outer no-break spaces"),
    ],
)
def test_one_line(raw: str, expected: str) -> None:
    """Every run of blanks and line breaks becomes a single space; no-break spaces stay, as a language sets them."""
    assert expected == one_line(raw)
