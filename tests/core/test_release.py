"""What may be shown: texts that a service keeps to itself, and the copy that may leave the house."""

from collections.abc import Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.model import Answer, Sheet
from cpch_cli.core.release import NAMELESS, Shown, as_shown, for_others, still_named
from documents import sheet
from helpers import diagnostic, question

OF: Final = diagnostic(question("a.one", not_applicable="Never."), question("a.two"))
TEXTS: Final[Mapping[str, Any]] = {
    "note": "A note.",
    "reason": "A reason.",
    "reference": {"title": "Minutes"},
    "dissent": [{"who": "Analyst", "text": "No."}, {"who": "Head", "text": "Never."}],
    "open": [{"text": "Find it.", "owner": "Analyst"}, {"text": "Read it."}],
}
WITHOUT_TEXTS: Final = dict.fromkeys(TEXTS)


def shown(one: Mapping[str, Any], *, releasable: bool = False, **subject: Any) -> Shown:
    """Return what may be shown of a sheet with one answer."""
    return as_shown(sheet(OF, {"a.one": one}, **subject), releasable=releasable)


def answer(of: Shown) -> Answer:
    """Return the answer of a sheet with one."""
    return of.sheet.answers["a.one"]


def texts(of: Answer | None) -> dict[str, Any]:
    """Return the words of an answer."""
    assert of is not None
    return {name: getattr(of, name) for name in TEXTS}


@pytest.mark.parametrize("handling", ["shared", "own_service", "national"])
def test_the_house_sees_its_own_texts(handling: str) -> None:
    """A service's report holds all its own texts, whatever their handling, and says that nothing is left out."""
    given = sheet(OF, {"a.one": {"level": 1, **TEXTS, "handling": handling}}, respondents=["Head"])

    found = as_shown(given)

    assert (given, 0, frozenset()) == (found.sheet, found.withheld.all_texts, found.withheld.names)


@pytest.mark.parametrize(
    ("handling", "abroad", "gone"),
    [
        ("shared", True, 0),
        ("national", False, 0),
        ("national", True, 7),
        ("own_service", False, 7),
        ("own_service", True, 7),
    ],
)
def test_what_other_voices_see(handling: str, abroad: bool, gone: int) -> None:
    """Other voices see no text that a service keeps to itself, and abroad none for national use; names stay."""
    given = sheet(
        OF, {"a.one": {"level": 1, "weaknesses": [], **TEXTS, "handling": handling}}, respondents=["Head"]
    )
    found = for_others(given, abroad=abroad)

    assert gone == found.withheld.all_texts
    assert (WITHOUT_TEXTS if gone else texts(given.answers["a.one"])) == texts(answer(found))
    assert ("ad_hoc", handling) == (answer(found).level, answer(found).handling)
    assert (given.subject, False, frozenset()) == (
        found.sheet.subject,
        found.withheld.releasable,
        found.withheld.names,
    )


@pytest.mark.parametrize("agency", ["customs", "police"])
def test_voices_inside_an_answer_for_other_voices(agency: str) -> None:
    """A voice inside an answer keeps to itself whoever's file it stands in, and so does one inside such an answer."""
    kept = {"level": 1, "note": "Kept.", "handling": "own_service"}
    one = {"level": 1, "note": "Told.", "voices": {"customs": kept, "police": {"level": 1, "note": "Told."}}}
    whole = {"level": 1, "handling": "own_service", "voices": {"police": {"level": 1, "note": "Kept."}}}
    found = for_others(sheet(OF, {"a.one": one, "a.two": whole}, agency=agency))

    assert "Kept." not in str(found.sheet)
    assert 2 == str(found.sheet).count("Told.")
    assert {"a.one": 1, "a.two": 1} == found.withheld.texts


@pytest.mark.parametrize("handling", ["own_service", "national"])
def test_releasable_texts(handling: str) -> None:
    """A releasable copy keeps the level, the weaknesses and the evidence, and none of the seven texts."""
    one = {"level": 1, "weaknesses": [], "evidence": "document", **TEXTS, "handling": handling}
    found = shown(one, releasable=True)

    assert WITHOUT_TEXTS == texts(answer(found))
    assert ("ad_hoc", (), "document") == (
        answer(found).level,
        answer(found).weaknesses,
        answer(found).evidence,
    )
    assert ({"a.one": 7}, 7) == (found.withheld.texts, found.withheld.all_texts)
    assert {"Analyst", "Head"} == found.withheld.names, "also of those who are named in what is gone"


def test_releasable_names() -> None:
    """A releasable copy names nobody: not the respondents, not who agreed, who did not, or who takes a point on."""
    one = {"level": 1, **TEXTS, "agreed": ["Head", "Analyst"]}
    found = shown(one, releasable=True, respondents=["Head", "Analyst", "Officer"])

    assert found.sheet.subject.respondents is None
    assert (NAMELESS,) == answer(found).agreed
    assert [(NAMELESS, "No."), (NAMELESS, "Never.")] == [
        (each.who, each.text) for each in answer(found).dissent or ()
    ]
    assert [(NAMELESS, "Find it."), (None, "Read it.")] == [
        (each.owner, each.text) for each in answer(found).open or ()
    ]
    assert "A note." == answer(found).note
    assert {} == found.withheld.texts
    assert {"Head", "Analyst", "Officer"} == found.withheld.names


def test_holder_of_a_document() -> None:
    """Who holds a document stays, unless it is one of those whose names are withheld."""
    one = {"level": 1, "reference": {"title": "Minutes", "holder": "Analyst"}}
    other = shown(one, releasable=True, respondents=["Head"])
    same = shown(one, releasable=True, respondents=["Analyst"])

    assert ["Analyst", NAMELESS] == [
        reference.holder for found in (other, same) if (reference := answer(found).reference)
    ]


def test_handling_is_no_matter_of_a_copy() -> None:
    """What is for national use is gone from a releasable copy, and so is the stamp that says so."""
    one = {"level": 1, "handling": "national", "voices": {"police": {"level": 1, "handling": "own_service"}}}
    found = answer(shown(one, releasable=True))

    assert (None, None) == (found.handling, ((found.voices or {})["police"] or found).handling)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param({"note": "We asked the head of unit."}, ("a.one",), id="note"),
        pytest.param({"reference": {"title": "Letter to Head of Unit"}}, ("a.one",), id="title"),
        pytest.param({"dissent": [{"who": "X", "text": "Head of unit said so."}]}, ("a.one",), id="dissent"),
        pytest.param({"open": [{"text": "Ask the Head of Unit."}]}, ("a.one",), id="open point"),
        pytest.param({"voices": {"police": {"note": "Head of Unit."}}}, ("a.one",), id="voice"),
        pytest.param({"note": "Head of Unit.", "handling": "national"}, (), id="withheld"),
        pytest.param({"note": "We asked nobody."}, (), id="no name"),
    ],
)
def test_names_that_stay_in_texts(one: Mapping[str, Any], expected: tuple[str, ...]) -> None:
    """Names that stand in texts that are shown are found, so that somebody can read them."""
    found = shown({"level": 1, **one}, releasable=True, respondents=["Head of Unit"])

    assert expected == still_named(found)


@pytest.mark.parametrize(
    ("handling", "agency", "withheld"),
    [
        ("own_service", "customs", True),
        ("own_service", "joint", True),
        ("own_service", None, True),
        ("own_service", "police", False),
        ("national", "customs", False),
        ("shared", "customs", False),
    ],
)
def test_voices_of_other_services(handling: str, agency: str | None, withheld: bool) -> None:
    """What a service keeps to itself is shown in its own report and in no other; the rest is shown in all."""
    voice = {"level": 2, **TEXTS, "handling": handling}
    found = shown({"level": 1, "note": "Ours.", "voices": {"police": voice}}, agency=agency)
    police = (answer(found).voices or {})["police"]

    assert "Ours." == answer(found).note
    assert withheld == (WITHOUT_TEXTS == texts(police))
    assert (7 if withheld else 0) == found.withheld.all_texts


def test_handling_of_the_whole_answer_holds_for_its_voices() -> None:
    """In a releasable copy the voices of a national answer are as silent as the answer itself."""
    voices = {"police": {"level": 2, **TEXTS}, "customs": None, "x-kept": "aside"}
    found = shown({"level": 1, "handling": "national", "note": "A.", "voices": voices}, releasable=True)
    police = (answer(found).voices or {})["police"]

    assert WITHOUT_TEXTS == texts(police)
    assert (None, "2") == (answer(found).note, police.level if police else None)
    assert {"a.one": 8} == found.withheld.texts


def test_names_in_shared_voices() -> None:
    """Names in the voices go as well, and each is counted once, however often it stands."""
    voice = {"level": 2, **TEXTS, "agreed": ["Head"]}
    found = shown({"level": 1, "voices": {"police": voice, "customs": None}}, releasable=True)
    police = (answer(found).voices or {})["police"]

    assert (NAMELESS,) == (police.agreed if police else ())
    assert {"Head", "Analyst"} == found.withheld.names


HANDLING: Final = st.sampled_from(["shared", "own_service", "national", None])
PARTS: Final = st.sets(st.sampled_from(sorted(TEXTS)))


@given(HANDLING, PARTS, HANDLING, PARTS, st.sampled_from(["customs", "police", "joint", None]))
def test_counts_what_is_gone(
    handling: str | None, said: set[str], of_voice: str | None, of_police: set[str], agency: str | None
) -> None:
    """Whatever is said how, the count of texts is exactly what is gone, and levels never change."""
    voice: dict[str, Any] = {"level": 3, **{name: TEXTS[name] for name in of_police}, "handling": of_voice}
    one: dict[str, Any] = {"level": 1, **{name: TEXTS[name] for name in said}, "handling": handling}
    one["voices"] = {"police": {key: value for key, value in voice.items() if value is not None}}
    whole = sheet(
        OF, {"a.one": {key: value for key, value in one.items() if value is not None}}, agency=agency
    )

    for releasable in (False, True):
        found = as_shown(whole, releasable=releasable)

        assert count(whole) - count(found.sheet) == found.withheld.all_texts
        assert levels(whole) == levels(found.sheet)


def answers(of: Sheet) -> list[Answer]:
    """Return the answer of a sheet and its voice."""
    one = of.answers["a.one"]
    return [one, *(voice for voice in (one.voices or {}).values() if voice is not None)]


def levels(of: Sheet) -> list[str | None]:
    """Return the levels of a sheet's answer and its voice."""
    return [each.level for each in answers(of)]


def count(of: Sheet) -> int:
    """Return how many texts stand in a sheet."""
    return sum(
        len(value) if isinstance(value, tuple) else 1
        for each in answers(of)
        for value in texts(each).values()
        if value is not None
    )
