"""What an output lacks becomes what comes nearest; what it has stays as it is."""

import pytest

from cpch_cli.legible import can_show, legible


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("caf\u00e9", "utf-8", "caf\u00e9"),
        ("caf\u00e9", "cp1252", "caf\u00e9"),
        ("caf\u00e9", "ascii", "cafe"),
        ("\u00ab\u202foui\u202f\u00bb\u202f?", "ascii", '" oui " ?'),
        ("\u00ab\u202foui\u202f\u00bb\u202f?", "cp1252", "\u00ab oui \u00bb ?"),
        ("\u00bfqu\u00e9? \u00a1s\u00ed!", "ascii", "que? si!"),
        ("\u0153uvre \u2013 \u201cx\u201d \u2026 \u2192", "ascii", 'oeuvre - "x" ... ->'),
        ("\u65e5", "cp1252", "?"),
    ],
)
def test_nearest(text: str, encoding: str, expected: str) -> None:
    """Signs become the nearest sign, letters lose their accents, and only what nothing comes near to is a question mark."""
    assert expected == legible(text, encoding)
    assert can_show(expected, encoding)
