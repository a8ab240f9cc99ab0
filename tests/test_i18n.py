"""Which language is spoken, and that its words are all there."""

import string
from collections.abc import Iterator
from typing import Final

import pytest

from cpch_cli import i18n
from cpch_cli.i18n import Choice, choose_language, languages, load_words


@pytest.fixture
def _three_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be words in three languages."""
    monkeypatch.setattr(i18n, "languages", lambda: ("en", "es", "fr"))


EN: Final = Choice("en")
ES: Final = Choice("es")
FR: Final = Choice("fr")


@pytest.mark.usefixtures("_three_languages")
@pytest.mark.parametrize(
    ("option", "in_file", "environment", "expected"),
    [
        (None, None, {}, EN),
        ("fr", None, {}, FR),
        (None, "fr", {}, FR),
        ("fr", "es", {"LC_ALL": "en_GB.UTF-8"}, FR),
        (None, "es", {"LC_ALL": "fr_FR.UTF-8"}, ES),
        ("en", "es", {"LC_ALL": "fr_FR.UTF-8"}, EN),
        # One that does not exist falls back to English, and not to the next wish.
        ("de", "fr", {"LC_ALL": "es"}, Choice("en", missing="de")),
        (None, "sw", {"LC_ALL": "fr"}, Choice("en", missing="sw")),
        (None, None, {"LANG": "pt_BR.UTF-8"}, Choice("en", missing="pt")),
        ("", "", {"LANG": "fr"}, FR),
    ],
)
def test_option_then_file_then_environment(
    option: str | None, in_file: str | None, environment: dict[str, str], expected: Choice
) -> None:
    """The option is asked first, then the file, then the environment, then it is English."""
    assert expected == choose_language(option, in_file, environment)


@pytest.mark.usefixtures("_three_languages")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LC_ALL": "fr_FR.UTF-8", "LC_MESSAGES": "es_ES", "LANG": "es"}, FR),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "es"}, FR),
        ({"LC_MESSAGES": "fr", "LANG": "es"}, FR),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR"}, FR),
        ({"LANG": "fr"}, FR),
        ({"LANG": "fr.UTF-8"}, FR),
        ({"LANG": "fr@euro"}, FR),
        ({"LANG": "fr_FR.ISO-8859-15@euro"}, FR),
        ({"LANG": "FR_fr"}, FR),
        ({"LANG": ""}, EN),
        ({"LANG": "C"}, EN),
        ({"LANG": "POSIX"}, EN),
        ({"LANG": "C.UTF-8"}, EN),
        ({"LANG": "en_US.UTF-8"}, EN),
        # The first that is not empty decides, also when it is C.
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, EN),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "fr", "LANG": "fr"}, EN),
        ({"LC_MESSAGES": "POSIX", "LANG": "fr"}, EN),
        ({"LANGUAGE": "fr", "LC_CTYPE": "fr"}, EN),
        ({"LC_ALL": "xx_YY"}, Choice("en", missing="xx")),
        ({"LC_ALL": ".UTF-8"}, EN),
    ],
)
def test_environment(environment: dict[str, str], expected: Choice) -> None:
    """Of the environment, the first of LC_ALL, LC_MESSAGES and LANG that is not empty decides."""
    assert expected == choose_language(None, None, environment)


def test_languages() -> None:
    """There are words in English, and in every language that has a file."""
    assert "en" in languages()
    assert sorted(languages()) == list(languages())


def places(template: str) -> Iterator[str]:
    """Give the names of the places of a sentence."""
    for _, name, form, conversion in string.Formatter().parse(template):
        if name is not None:
            assert (name.isidentifier(), form, conversion) == (True, "", None), template
            yield name


@pytest.mark.parametrize("language", languages())
def test_words(language: str) -> None:
    """Every sentence is a text in which only named places are to be filled in, and both numbers of a word are there."""
    words = load_words(language)

    assert language == words.language
    assert {str} == {type(sentence) for sentence in words.sentences.values()}
    for key, sentence in words.sentences.items():
        named = set(places(sentence))
        base, _, number = key.rpartition(".")
        if (
            f"{base}.one" in words.sentences
            and f"{base}.other" in words.sentences
            and number in ("one", "other")
        ):
            assert named == set(places(words.sentences[f"{base}.{'other' if number == 'one' else 'one'}"])), (
                key
            )


@pytest.mark.parametrize("language", languages())
def test_words_are_those_of_english(language: str) -> None:
    """Every language has the sentences of English, with the same places to fill in."""
    english, words = load_words("en").sentences, load_words(language).sentences

    assert english.keys() == words.keys()
    assert [] == [key for key in english if set(places(english[key])) != set(places(words[key]))]
