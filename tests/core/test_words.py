"""Words: sentences filled in, plurals, lists, and numbers that never seem to reach what they do not."""

import datetime as dt
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.words import Words, rounded
from cpch_cli.i18n import load_words

EN: Final = load_words("en")
FR: Final = Words(
    "fr",
    {
        "number.none": "-",
        "number.decimal_mark": ",",
        "number.range": "{low} à {high}",
        "number.percent": "{n}\u00a0%",
        "list.last": "{items} et {last}",
        "date": "{day} {month} {year}",
        "month.8": "août",
        "open.one": "{n} question ouverte",
        "open.other": "{n} questions ouvertes",
    },
)


# --- sentences ----------------------------------------------------------------------------------------------------


def test_sentence() -> None:
    """Places are filled in with the values given, and values are never looked at as sentences."""
    words = Words("en", {"a": "{x} and {y}", "b": "{{x}}"})

    assert "{y} and %s" == words("a", x="{y}", y="%s")
    assert "{x}" == words("b", x="not used")


@pytest.mark.parametrize(("key", "values"), [("b", {}), ("a", {}), ("a", {"y": 1})])
def test_sentence_that_cannot_be_made(key: str, values: dict[str, object]) -> None:
    """A sentence that does not exist, or lacks a value, is a mistake of the program."""
    with pytest.raises(KeyError):
        Words("en", {"a": "{x}"})(key, **values)


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0 open in a", "0 question ouverte"),
        (1, "1 is open in a", "1 question ouverte"),
        (2, "2 open in a", "2 questions ouvertes"),
        (21, "21 open in a", "21 questions ouvertes"),
    ],
)
def test_count(number: int, english: str, french: str) -> None:
    """A number takes the singular as its language does: French also for none."""
    words = Words("en", {"open.one": "{n} is open in {place}", "open.other": "{n} open in {place}"})

    assert english == words.count("open", number, place="a")
    assert french == FR.count("open", number)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["{a}", "{b}"], "{a} and {b}"),
    ],
)
def test_list(items: list[str], expected: str) -> None:
    """Items stand in a sentence with commas, and a word before the last."""
    assert expected == EN.listed(items)
    assert expected.replace(" and ", " et ") == FR.listed(iter(items))


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("0", "0.0"),
        ("0.04", "0.0"),
        ("0.05", "0.1"),
        ("0.25", "0.3"),
        ("0.35", "0.4"),
        ("0.94", "0.9"),
        ("0.95", "0.9"),
        ("0.99", "0.9"),
        ("1", "1.0"),
        ("1.04", "1.0"),
        ("1.05", "1.1"),
        ("1.25", "1.3"),
        ("1.949", "1.9"),
        ("1.95", "1.9"),
        ("1.999999999", "1.9"),
        ("2", "2.0"),
        ("2.45", "2.5"),
        ("2.94", "2.9"),
        ("2.95", "2.9"),
        ("2.97", "2.9"),
        ("3", "3.0"),
        ("3.94", "3.9"),
        ("3.95", "3.9"),
        ("3.999", "3.9"),
        ("4", "4.0"),
        ("8/3", "2.7"),
        ("20/6", "3.3"),
        ("1/3", "0.3"),
        ("17/20", "0.9"),
        ("59/20", "2.9"),
        ("5/4", "1.3"),
    ],
)
def test_score(exact: str, expected: str) -> None:
    """A score has one decimal, rounded half up, but never up to a bound of a band or to 4."""
    assert expected == EN.score(Fraction(exact))
    assert expected.replace(".", ",") == FR.score(Fraction(exact))


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("0", "0 %"),
        ("1/200", "1 %"),
        ("1/201", "0 %"),
        ("1/3", "33 %"),
        ("1/2", "50 %"),
        ("5/8", "63 %"),
        ("0.594", "59 %"),
        ("0.595", "59 %"),
        ("0.599999", "59 %"),
        ("0.6", "60 %"),
        ("0.605", "61 %"),
        ("0.994", "99 %"),
        ("0.995", "99 %"),
        ("42/43", "98 %"),
        ("999/1000", "99 %"),
        ("1", "100 %"),
    ],
)
def test_share(exact: str, expected: str) -> None:
    """A share is in whole per cent, rounded half up, but never up to the 60 % that rate a domain, or to 100 %."""
    assert expected == EN.share(Fraction(exact))
    assert expected.replace(" ", "\u00a0") == FR.share(Fraction(exact))


def test_no_number() -> None:
    """Where there is no number there is a dash."""
    one = Fraction(1)

    assert ["\u2013"] * 5 == [
        EN.score(None),
        EN.share(None),
        EN.range(None, None),
        EN.range(one, None),
        EN.range(None, one),
    ]


def test_range() -> None:
    """A range names both ends, each as a score."""
    assert "0.0 to 3.9" == EN.range(Fraction(0), Fraction("3.99"))
    assert "0,0 à 3,9" == FR.range(Fraction(0), Fraction("3.99"))


@pytest.mark.parametrize(
    ("exact", "expected"),
    [("0", "0"), ("3", "3"), ("2.50", "2.5"), ("0.25", "0.25"), ("10", "10"), ("1000", "1000")],
)
def test_value(exact: str, expected: str) -> None:
    """The value of a level is as short as it can be."""
    assert expected == EN.value(Fraction(exact))
    assert expected.replace(".", ",") == FR.value(Fraction(exact))


@pytest.mark.parametrize(
    ("exact", "thresholds", "digits", "expected"),
    [
        ("2.5", (), 0, "3"),
        ("3.5", (), 0, "4"),
        ("62.5", (), 0, "63"),
        ("0.125", (), 2, "0.13"),
        ("1.005", (), 2, "1.01"),
        ("9.996", (), 2, "10.00"),
        ("9.996", (10,), 2, "9.99"),
        ("10.004", (10,), 2, "10.00"),
        ("2.5", (3,), 0, "2"),
        ("2.4", (3,), 0, "2"),
        ("2.97", (2,), 1, "3.0"),
        ("2.97", (2, 3, 4), 1, "2.9"),
        ("2.64", ("2.65",), 1, "2.6"),
        ("2.66", ("2.68",), 1, "2.6"),
    ],
)
def test_rounded(exact: str, thresholds: tuple[int | str, ...], digits: int, expected: str) -> None:
    """Half is rounded up, from the exact number, unless a threshold would seem to be reached that is not."""
    assert expected == rounded(Fraction(exact), map(Fraction, thresholds), digits)


@given(st.fractions(0, 4, max_denominator=2_000))
def test_score_tells_its_band(exact: Fraction) -> None:
    """A displayed score lies on the same side of every bound as the exact one, and within a tenth of it."""
    shown = Fraction(EN.score(exact))

    assert [exact >= bound for bound in (1, 2, 3, 4)] == [shown >= bound for bound in (1, 2, 3, 4)]
    assert abs(shown - exact) < Fraction(1, 10)


@given(st.fractions(0, 1, max_denominator=2_000))
def test_share_tells_whether_a_domain_is_rated(exact: Fraction) -> None:
    """A displayed share lies on the same side of 60 and 100 per cent as the exact one, and within one per cent of it."""
    shown = Fraction(EN.share(exact).removesuffix(" %")) / 100

    assert [exact >= bound for bound in (Fraction("0.6"), 1)] == [
        shown >= bound for bound in (Fraction("0.6"), 1)
    ]
    assert abs(shown - exact) < Fraction(1, 100)


# --- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 23), "23 November 2026"),
        (dt.date(2026, 1, 1), "1 January 2026"),
        (dt.date(2024, 2, 29), "29 February 2024"),
        (dt.date(999, 12, 31), "31 December 999"),
    ],
)
def test_date(day: dt.date, expected: str) -> None:
    """A day is written out, with no zeros in front."""
    assert expected == EN.date(day)


def test_date_in_another_language() -> None:
    """The order and the names are those of the language."""
    assert "3 août 2026" == FR.date(dt.date(2026, 8, 3))


@pytest.mark.parametrize(
    ("last", "expected"),
    [("Informes", "A e Informes"), ("hilo", "A e hilo"), ("hierro", "A y hierro"), ("B", "A y B")],
)
def test_spanish_and(last: str, expected: str) -> None:
    """Spanish says e for y before the same sound."""
    assert expected == load_words("es").listed(["A", last])


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "a, b; c"), ("fr", "a, b\u202f; c"), ("es", "a, b; c")]
)
def test_parted(language: str, expected: str) -> None:
    """What may hold commas is parted by semicolons, set off as the language sets them."""
    assert expected == load_words(language).parted(["a, b", "c"])
