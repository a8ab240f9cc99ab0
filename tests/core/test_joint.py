"""The joint sheet: what follows from the voices, what is left to settle, and what never stands in it."""

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.joint import (
    countries,
    evidence_of,
    observed,
    of_one_country,
    reconciled,
    to_settle,
    voices_in,
    voices_of,
)
from cpch_cli.core.model import Answer, Diagnostic, Reference, Sheet, plain
from cpch_cli.core.sheet import settle
from cpch_cli.core.voices import TO_SETTLE, join, joint_sheet
from documents import sheet
from helpers import Said, diagnostic, question, settled, weakness
from strategies import answers as some_answer
from strategies import diagnostics

LAW: Final = diagnostic(
    question("law.text", not_applicable="No border.", weaknesses=[weakness("old"), weakness("secret")]),
    question("law.use", ask_if={"question": "law.text", "at_least": "ad_hoc"}),
    question("sea.port", not_applicable="No coast."),
)
NOTHING: Final = Sheet.model_validate({"format": "cpch-answers/1"})
# Every place of an answer that holds a person's words.
WORDS: Final[dict[str, Any]] = {
    "note": "SECRET note",
    "reason": "SECRET reason",
    "reference": {"title": "SECRET title", "holder": "SECRET holder"},
    "dissent": [{"who": "SECRET who", "text": "SECRET text"}],
    "open": [{"text": "SECRET point", "owner": "SECRET owner"}],
    "agreed": ["SECRET head"],
    "x-own": "SECRET key",
    "voices": {"guard": {"level": "2", "note": "SECRET guard"}},
}


def of(said: dict[str, Said], of_diagnostic: Diagnostic = LAW, **subject: Any) -> Sheet:
    """Return what one voice says."""
    return sheet(of_diagnostic, said, **subject)


def joint(customs: Said | None, police: Said | None, begun: Sheet = NOTHING) -> Sheet:
    """Return the joint sheet of two voices that say something about one question."""
    voices = {"customs": customs, "police": police}
    return reconciled(
        LAW,
        begun,
        {name: of({"law.text": said} if said is not None else {}) for name, said in voices.items()},
    )


def answer(customs: Said | None, police: Said | None, begun: Sheet = NOTHING) -> dict[str, Any]:
    """Return the joint answer of two voices as it is saved, without the voices."""
    there = plain(joint(customs, police, begun).answers.get("law.text", Answer()))
    return {key: value for key, value in there.items() if key != "voices"}


def settled_as(begun: Sheet, **said: Any) -> Sheet:
    """Return a joint sheet in which the services have settled the question."""
    return begun.with_answers({"law.text": begun.answers["law.text"].model_copy(update=said)})


@pytest.mark.parametrize(
    ("customs", "police", "level", "is_to_settle"),
    [
        pytest.param(2, 2, "defined", False, id="agreed"),
        pytest.param(3, 2, "defined", False, id="different"),
        pytest.param(3, 1, None, True, id="disputed"),
        pytest.param(0, 4, None, True, id="far apart"),
        pytest.param(3, None, None, True, id="one voice"),
        pytest.param(None, 0, None, True, id="the other voice"),
        pytest.param(3, "unknown", None, True, id="against don't know"),
        pytest.param("unknown", "unknown", "unknown", False, id="unknown"),
        pytest.param("unknown", None, "unknown", False, id="unknown to one"),
        pytest.param(None, None, None, False, id="silent"),
        pytest.param(
            3, {"level": "not_applicable", "reason": "None."}, None, True, id="against not applicable"
        ),
        pytest.param(None, {"level": "not_applicable", "reason": "None."}, None, True, id="one exempts"),
    ],
)
def test_what_follows(
    customs: Said | None, police: Said | None, level: str | None, is_to_settle: bool
) -> None:
    """What is agreed or hardly different has its level, the lower one; what is disputed or of one voice is open."""
    made = joint(customs, police)

    assert level == made.answers.get("law.text", Answer()).level
    assert (("law.text",) if is_to_settle else ()) == to_settle(LAW, made)


def test_answer_that_counts() -> None:
    """Of the lower answer come level, evidence and fingerprint; ticked is what either ticked."""
    customs = {"level": 2, "evidence": "document", "weaknesses": ["secret"], "asked": "1" * 16, "note": "A."}
    police = {"level": 3, "evidence": "statement", "weaknesses": ["old"], "note": "B."}

    made = joint(customs, police).answers["law.text"]

    assert {
        "level": "defined",
        "evidence": "document",
        "weaknesses": ["old", "secret"],
        "asked": "1" * 16,
        "voices": {"customs": {**customs, "level": "defined"}, "police": {**police, "level": "operating"}},
    } == plain(made)


def test_what_is_to_settle_holds_only_the_voices() -> None:
    """What is disputed has neither a level nor weaknesses of its own yet."""
    assert {} == answer({"level": 0, "weaknesses": ["old"]}, 3)


def test_a_note_without_a_level_is_a_voice() -> None:
    """A voice that only has a note is held, and nothing is to be settled."""
    made = joint({"note": "We ask."}, None)

    assert ({"customs": Answer(note="We ask.")}, ()) == (
        voices_of(made.answers["law.text"]),
        to_settle(LAW, made),
    )


# --- not applicable ---------------------------------------------------------------------------------------------------


def exempt(reason: str, **keys: str) -> dict[str, str]:
    """Return an answer that a question does not apply."""
    return {"level": "not_applicable", "reason": reason, **keys}


def test_not_applicable_takes_a_reason_of_the_voices() -> None:
    """Where all say that it does not apply, the first reason that others may read is that of the joint answer."""
    made = joint(exempt("Ours.", handling="own_service"), exempt("Theirs."))

    assert ("not_applicable", "Theirs.") == (made.answers["law.text"].level, made.answers["law.text"].reason)
    assert () == to_settle(LAW, made)


def test_not_applicable_without_a_reason_to_be_read() -> None:
    """Where no reason may be read, the services have to find one together."""
    own = exempt("Ours.", handling="own_service")
    made = joint(own, own)

    assert (None, None, ("law.text",)) == (
        made.answers["law.text"].level,
        made.answers["law.text"].reason,
        to_settle(LAW, made),
    )


@pytest.mark.parametrize(
    ("handling", "problems"), [("own_service", ()), ("national", ()), ("shared", ("needs_reason",))]
)
def test_a_reason_that_is_kept_is_not_missing(handling: str, problems: tuple[str, ...]) -> None:
    """A joint sheet can be read although a voice in it keeps its reason to itself; any other answer may not lack it."""
    bare = Answer.model_validate({"level": "not_applicable", "handling": handling})
    as_voice = NOTHING.with_answers({"law.text": Answer(voices={"customs": bare})})
    as_answer = NOTHING.with_answers({"law.text": bare})

    found = [tuple(one.code for one in settle(LAW, each)[1]) for each in (as_voice, as_answer)]

    assert [problems, ("needs_reason",)] == found


# --- what stays in the house ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [0, 2, 4, "unknown", "not_applicable"])
def test_nothing_of_ones_own(level: Said) -> None:
    """Nothing of an answer that a service keeps to itself is in the joint sheet but its level, nor what follows from it."""
    own = {"level": level, "weaknesses": ["old"], "evidence": "document", "handling": "own_service", **WORDS}

    made = joint(own, 2)

    (kept,) = settled(LAW, {"law.text": {"level": level, "handling": "own_service"}}).values()
    written = json.dumps(plain(made))
    assert kept == voices_of(made.answers["law.text"])["customs"]
    assert not [word for word in ("SECRET", "old", "document") if word in written]


def test_voices_of_a_voice_are_none_of_its_own() -> None:
    """What a service's file holds of others is not passed on with what the service says itself."""
    said = {"level": 2, "voices": {"guard": {"level": 1, "note": "Not yours."}}}

    assert "guard" not in json.dumps(plain(joint(said, 2)))


@pytest.mark.parametrize(("police", "is_kept"), [("XCC", True), ("XAA", False)])
def test_national_words_stay_in_the_country(police: str, is_kept: bool) -> None:
    """What is for national use is read by a service of the same country, and by no other."""
    said = {"level": 2, "note": "National.", "handling": "national"}
    voices = {
        "customs": of({"law.text": said}, country_code="XCC"),
        "police": of({"law.text": 2}, country_code=police),
    }

    made = reconciled(LAW, NOTHING, voices)

    assert (is_kept, "national") == (
        "National." in json.dumps(plain(made)),
        made.answers["law.text"].handling,
    )


# --- what stands already ----------------------------------------------------------------------------------------------


def test_what_was_settled_stays() -> None:
    """The level and reason that the services found, and whatever was said besides, stay when the voices are read anew."""
    begun = settled_as(joint(0, 4), level="defined", reason="Seen.", note="Together.", weaknesses=("old",))

    assert {"level": "defined", "reason": "Seen.", "note": "Together.", "weaknesses": ["old"]} == answer(
        1, 4, begun
    )


def test_settled_question_belongs_to_the_session() -> None:
    """What was settled is still among the questions of a session, so that it can be changed."""
    begun = settled_as(joint(0, 4), level="defined", reason="Seen.")

    assert ("law.text",) == to_settle(LAW, begun)


def test_voices_are_read_anew() -> None:
    """A voice that changed is held as it is now; what only followed from it follows it."""
    begun = joint({"level": 2, "evidence": "document"}, 2)
    made = joint({"level": 1, "evidence": "statement"}, 2, begun)

    voices = {"customs": Answer(level="ad_hoc", evidence="statement"), "police": Answer(level="defined")}
    assert ("ad_hoc", "statement", voices) == (
        made.answers["law.text"].level,
        made.answers["law.text"].evidence,
        voices_of(made.answers["law.text"]),
    )


def test_a_dispute_that_came_up_since_is_open() -> None:
    """A level that nobody gave a reason for does not outlive the agreement that it followed from."""
    made = joint(4, 2, joint(2, 2))

    assert (None, ("law.text",)) == (made.answers["law.text"].level, to_settle(LAW, made))


@pytest.mark.parametrize(
    "changed",
    [{"weaknesses": ("secret",)}, {"evidence": "verified"}, {"handling": "shared"}, {"reason": "We looked."}],
)
def test_what_was_changed_by_hand_stays(changed: dict[str, Any]) -> None:
    """Of an answer that followed from the voices, what was changed since stays, whatever they say now."""
    begun = settled_as(joint({"level": 2, "weaknesses": ["old"]}, 2), **changed)
    made = joint({"level": 1, "weaknesses": [], "evidence": "none"}, 2, begun).answers["law.text"]

    assert changed == {name: getattr(made, name) for name in changed}
    assert made.level == ("defined" if "reason" in changed else "ad_hoc")


def test_an_answer_that_was_taken_back() -> None:
    """What no voice says any more, and nothing was said about besides, is gone."""
    assert {} == joint(None, None, joint(2, 2)).answers


def test_other_voices_and_keys_stay() -> None:
    """A voice that is not read this time stays, and so do keys of one's own and answers to questions of old."""
    guard = {"law.text": Answer(voices={"guard": Answer(level="absent")}), "old.one": Answer(level="2")}
    begun = NOTHING.with_answers(guard)
    begun.answers["law.text"].voices["x-seen"] = "yes"  # type: ignore[index]

    made = joint(2, 2, begun)

    assert ("x-seen", Answer(level="2")) == (
        list(made.answers["law.text"].voices or ())[-1],
        made.answers["old.one"],
    )
    assert ["guard", "customs", "police"] == [*voices_of(made.answers["law.text"])]
    assert ("law.text",) == to_settle(LAW, made)


def test_kept_words_of_a_voice_that_is_not_read() -> None:
    """What was written by hand into a joint file about a service that keeps it to itself goes too."""
    guard = Answer(level="defined", handling="own_service", note="SECRET")

    made = joint(2, 2, NOTHING.with_answers({"law.text": Answer(voices={"guard": guard})}))

    assert "SECRET" not in json.dumps(plain(made))


# --- routing and scope ------------------------------------------------------------------------------------------------


def test_question_that_no_voice_was_asked() -> None:
    """What voices answered although they were not asked is held, and settled where the services ask it."""
    voices = {name: of({"law.text": 0, "law.use": 2}) for name in ("customs", "police")}
    made = reconciled(LAW, NOTHING, voices)

    assert (None, ("law.use",)) == (made.answers["law.use"].level, to_settle(LAW, made))


def test_out_of_a_voices_scope() -> None:
    """What a voice answered outside its scope is none of the assessment."""
    voices = {"customs": of({"law.text": 2, "sea.port": 3}, domains=["law"]), "police": of({"sea.port": 1})}
    made = reconciled(LAW, NOTHING, voices)

    assert {"police": Answer(level="ad_hoc")} == voices_of(made.answers["sea.port"])


# --- the subject ------------------------------------------------------------------------------------------------------


def test_subject_of_a_new_joint_file() -> None:
    """What all say alike is the subject; the day is asked in the session."""
    voices = {
        name: of({"law.text": level}, country="Corvania", agency=name, region=name, date=date, handling=mark)
        for name, level, date, mark in (
            ("customs", 0, "2026-05-01", "Restricted"),
            ("police", 4, "2026-06-01", "Secret"),
        )
    }

    subject = reconciled(LAW, NOTHING, voices).subject

    assert {"country": "Corvania", "agency": "joint", "handling": "Restricted / Secret"} == plain(subject)


def test_day_of_a_joint_file_without_a_session() -> None:
    """Where nothing is to be settled, the day is the latest of the voices."""
    voices = {name: of({"law.text": 2}, date=f"2026-0{n}-01") for n, name in enumerate(("a", "b"), 5)}

    assert "2026-06-01" == str(reconciled(LAW, NOTHING, voices).subject.date)


@pytest.mark.parametrize(
    ("there", "scopes", "scope"),
    [
        (None, (["law"], ["law"]), ("law",)),
        (["law"], (["law"], ["sea"]), ("law", "sea")),
        (["law"], (["law"], None), None),
        (["sea"], (["law"], ["law"]), ("sea", "law")),
    ],
)
def test_scope_grows(there: list[str] | None, scopes: tuple[Any, Any], scope: tuple[str, ...] | None) -> None:
    """The scope is what any of the voices was asked, and never less than it was."""
    begun = sheet(LAW, {}, **({"domains": there} if there else {}))
    voices = {str(n): of({}, **({"domains": one} if one else {})) for n, one in enumerate(scopes)}

    assert scope == reconciled(LAW, begun, voices).subject.domains


def test_subject_that_stands_stays() -> None:
    """What the joint file says already stays; marks of the voices are added once."""
    begun = sheet(LAW, {}, country="Corvania", date="2026-11-24", handling="Restricted / Secret")
    voices = {"a": of({}, country="X", handling="Secret"), "b": of({}, country="X", handling="Red")}

    subject = reconciled(LAW, begun, voices).subject

    assert ("Corvania", "2026-11-24", "Restricted / Secret / Red") == (
        subject.country,
        str(subject.date),
        subject.handling,
    )


@pytest.mark.parametrize(
    ("customs", "police", "found"),
    [
        ({}, {}, ()),
        ({"country": "Corvania"}, {"country": "Corvania"}, ("Corvania",)),
        ({"country": "Corvania"}, {}, ("Corvania",)),
        ({"country": "Corvania"}, {"country": "Belmara"}, ("Corvania", "Belmara")),
        ({"country": "A", "country_code": "XCC"}, {"country": "B", "country_code": "XCC"}, ("XCC",)),
        ({"country": "A", "country_code": "XCC"}, {"country": "A"}, ("A",)),
        ({"country_code": "XCC"}, {"country_code": "XBE"}, ("XCC", "XBE")),
    ],
)
def test_countries(customs: dict[str, str], police: dict[str, str], found: tuple[str, ...]) -> None:
    """Countries are told apart by their codes where all give one, else by their names."""
    assert found == countries({"customs": sheet(LAW, {}, **customs), "police": sheet(LAW, {}, **police)})


@pytest.mark.parametrize(
    ("subjects", "is_one"),
    [
        ([{}, {}], True),
        ([{"country": "A"}, {"country": "A"}], True),
        ([{"country": "A"}, {"country": "B"}], False),
        ([{"country": "A"}, {}], False),
        ([{"country_code": "XAA"}, {}], False),
        ([{"country": "A", "country_code": "XAA"}, {"country": "B", "country_code": "XAA"}], True),
        ([{"country": "A", "country_code": "XAA"}, {"country": "A"}], True),
        ([{"country": "A", "country_code": "XAA"}, {"country": "A", "country_code": "XBB"}], False),
        ([{"country_code": "XAA"}, {"country_code": "XBB"}, {}], False),
        ([{"country_code": "XAA"}, {"country": "B"}], False),
    ],
)
def test_one_country_or_not(subjects: list[dict[str, str]], is_one: bool) -> None:
    """Where it is not plain that all are of one country, they are taken for different ones."""
    voices = {str(place): sheet(LAW, {}, **subject) for place, subject in enumerate(subjects)}

    assert is_one is of_one_country(voices)


def test_what_was_settled_at_home_does_not_go_abroad() -> None:
    """Once a service of another country joins, nothing stays that was written by those who had read what is national."""
    national = {"level": 2, "note": "NATIONAL", "handling": "national"}
    home = {
        "customs": sheet(LAW, {"law.text": national}, country="A"),
        "police": sheet(LAW, {"law.text": 2}, country="A"),
    }
    begun = reconciled(LAW, NOTHING, home)
    agreed = begun.answers["law.text"].model_copy(update={"reason": "As NATIONAL says.", "note": "NATIONAL"})
    settled_at_home = begun.with_answers({"law.text": agreed})

    for guests in (
        {"guard": sheet(LAW, {"law.text": 2}, country="B")},
        {**home, "guard": sheet(LAW, {}, country="B")},
    ):
        assert "NATIONAL" in json.dumps(plain(reconciled(LAW, settled_at_home, home)))
        assert "NATIONAL" not in json.dumps(plain(reconciled(LAW, settled_at_home, guests)))


# --- weaknesses to be confirmed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "customs", "police", "expected"),
    [
        (None, 2, 2, None),
        (
            None,
            {"level": 2, "weaknesses": ["secret"]},
            {"level": 0, "weaknesses": ["old"]},
            ("old", "secret"),
        ),
        (None, {"level": 2, "weaknesses": []}, 0, ()),
        (None, {"level": "unknown", "weaknesses": ["old"]}, 2, None),
        ((), {"level": 2, "weaknesses": ["old"]}, 2, ()),
        (("old",), {"level": 2, "weaknesses": ["secret"]}, 2, ("old",)),
    ],
)
def test_observed(
    own: tuple[str, ...] | None, customs: Said, police: Said, expected: tuple[str, ...] | None
) -> None:
    """Ticked is what was ticked together, and until then, without a level, what any voice with one ticked."""
    said = {
        name: settled(LAW, {"law.text": one})["law.text"] for name, one in (("a", customs), ("b", police))
    }

    assert expected == observed(LAW.question["law.text"], Answer(weaknesses=own, voices=said))


def test_evidence_of_an_answer_of_one_voice_is_its_own() -> None:
    """A reason changes nothing about the document that an answer without voices rests on."""
    alone = Answer(level="not_applicable", reference=Reference(title="Law"))

    assert {} == evidence_of(alone)


@pytest.mark.parametrize(
    ("level", "expected"), [("ad_hoc", ("old",)), ("defined", ("secret",)), ("operating", ("old", "secret"))]
)
def test_observed_at_the_agreed_level(level: str, expected: tuple[str, ...]) -> None:
    """Where a voice gave the agreed level, only what it ticked is ticked."""
    said = {
        "a": {"level": "ad_hoc", "weaknesses": ["old"]},
        "b": {"level": "defined", "weaknesses": ["secret"]},
    }
    answer = Answer.model_validate({"level": level, "voices": said})

    assert expected == observed(LAW.question["law.text"], answer)


# --- whatever the voices say ------------------------------------------------------------------------------------------


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Diagnostic, dict[str, Sheet]]:
    """Give a diagnostic and what two or three voices say, some of it in confidence."""
    made = draw(diagnostics())
    return made, {
        name: draw(voice(made)) for name in ("customs", "police", "guard")[: draw(st.integers(2, 3))]
    }


@st.composite
def voice(draw: st.DrawFn, made: Diagnostic) -> Sheet:
    """Give what one voice says: each answer that it keeps to itself is full of words."""
    said: dict[str, Said] = {}
    for asked in made.questions:
        if draw(st.integers(0, 3)):
            handling = draw(st.sampled_from(["shared", "own_service"]))
            words = WORDS if handling == "own_service" else {"reason": "Open.", "note": "Open."}
            said[asked.id] = {**draw(some_answer(asked)), "handling": handling, **words}
            said[asked.id].pop("voices", None)  # type: ignore[union-attr]
    return sheet(made, said)


@given(conversations())
def test_joint_levels_are_those_of_the_method(case: tuple[Diagnostic, dict[str, Sheet]]) -> None:
    """Each answer has the level that counts by method 3.10, or is among what is to be settled, and never both."""
    made, voices = case
    joined = join(made, voices)
    counted = joint_sheet(made, voices, joined).answers

    found = reconciled(made, NOTHING, voices)

    for question_id, answered in found.answers.items():
        if answered.level:
            assert counted[question_id].level == answered.level
            assert joined[question_id].agreement not in TO_SETTLE
    assert set(to_settle(made, found)) >= {one for one, each in joined.items() if each.agreement in TO_SETTLE}
    assert set() == {one for one in to_settle(made, found) if found.answers[one].level}


@given(conversations())
def test_reading_twice_changes_nothing(case: tuple[Diagnostic, dict[str, Sheet]]) -> None:
    """The joint sheet of the same voices is the same, however often they are read."""
    made, voices = case
    once = reconciled(made, NOTHING, voices)

    assert once == reconciled(made, once, voices)


@given(conversations())
def test_no_word_gets_out(case: tuple[Diagnostic, dict[str, Sheet]]) -> None:
    """Whatever the voices say, no word of what a service keeps to itself is in the joint sheet, and its levels are."""
    made, voices = case

    found = reconciled(made, NOTHING, voices)

    assert "SECRET" not in json.dumps(plain(found))
    levels = {name: {one: said.level for one, said in each.answers.items()} for name, each in voices.items()}
    held = {
        name: {one: said.level for one, said in each.answers.items()}
        for name, each in voices_in(found).items()
    }
    assert {name: each for name, each in levels.items() if each} == held


@given(conversations())
def test_a_joint_sheet_can_be_read_again(case: tuple[Diagnostic, dict[str, Sheet]]) -> None:
    """What was saved is a valid file, whatever the services keep to themselves."""
    made, voices = case
    saved = plain(reconciled(made, NOTHING, voices))

    assert () == settle(made, Sheet.model_validate(saved))[1]
