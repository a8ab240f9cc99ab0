"""The joint session as conversations: only what is to be settled is asked, and each agreed answer has its reason."""

from typing import Any, Final

import pytest

from cpch_cli.core.interview import Interview, advance, start, step
from cpch_cli.core.joint import reconciled, to_settle, voices_of
from cpch_cli.core.model import Answer, Sheet, plain
from cpch_cli.core.steps import (
    AskLevel,
    AskText,
    AskWeaknesses,
    CheckAnswers,
    ChooseTask,
    Chose,
    Confirmed,
    Event,
    Finished,
    Said,
    Ticked,
    ToldAside,
    WentBack,
    WentTo,
)
from documents import sheet
from helpers import Said as SaidOfQuestion
from helpers import diagnostic, question, weakness

LAW: Final = diagnostic(
    question("law.text", number="1.1", weaknesses=[weakness("old"), weakness("secret")]),
    question("law.use", number="1.2"),
    question("sea.port", number="2.1", not_applicable="No coast.", critical=True),
    question("sea.count", number="2.2"),
)
CUSTOMS: Final[dict[str, SaidOfQuestion]] = {
    "law.text": {"level": 1, "weaknesses": ["secret"], "note": "Customs note.", "handling": "own_service"},
    "law.use": 3,
    "sea.port": 4,
}
POLICE: Final[dict[str, SaidOfQuestion]] = {
    "law.text": {"level": 4, "weaknesses": ["old"], "note": "Police note."},
    "law.use": 2,
    "sea.port": "unknown",
}
SOMEBODY: Final = {"country": "X", "respondents": ["Heads"], "date": "2026-11-23"}


def begun(**subject: Any) -> Sheet:
    """Return the joint sheet of both voices; what is said of the subject is said in it."""
    empty = sheet(LAW, {}, **subject)
    voices = {"customs": sheet(LAW, CUSTOMS, country="X"), "police": sheet(LAW, POLICE, country="X")}
    return reconciled(LAW, empty, voices)


def session(joint: Sheet | None = None) -> Interview:
    """Return a joint session, at the task list."""
    there = joint or begun(**SOMEBODY)
    return start(LAW, there, only=to_settle(LAW, there))


def say(interview: Interview, *events: Event) -> Interview:
    """Return the interview after what was said."""
    for event in events:
        interview = advance(interview, event)
    return interview


AT_LAW: Final = (WentTo("law"),)
AGREED: Final = (*AT_LAW, Chose("defined"), Said("We read it."), Ticked(("old",)))


def test_only_what_is_to_be_settled_is_asked() -> None:
    """Neither what the voices agree on is asked, nor what nobody answered."""
    assert (("law.text", "sea.port"), ("law.text", "sea.port")) == (session().asked, session().open)


def test_choices_of_a_sitting_hold_in_a_session_too() -> None:
    """Critical questions alone, or those of a domain, are asked of what is to be settled."""
    joint = begun(**SOMEBODY)
    only = to_settle(LAW, joint)

    assert [("sea.port",), ("law.text",)] == [
        start(LAW, joint, critical_only=True, only=only).asked,
        start(LAW, joint, domains=["law"], only=only).asked,
    ]


def test_opening_of_a_session() -> None:
    """A new session asks who takes part and on which day, and nothing that the voices said already."""
    interview = session(begun())
    assert AskText("subject.respondents", None, "") == step(interview)

    interview = say(interview, Said("Heads"))
    assert AskText("subject.date", None, "") == step(interview)

    assert isinstance(step(say(interview, Said("2026-11-24"))), ChooseTask)


def test_a_session_that_goes_on_opens_with_the_list() -> None:
    """Once something was settled, who takes part is not asked again."""
    settled_once = say(session(begun()), Said(""), Said(""), *AGREED).sheet

    assert isinstance(step(session(settled_once)), ChooseTask)


def test_page_has_the_voices() -> None:
    """A question comes with what each voice said; no level is given yet."""
    asked = step(say(session(), *AT_LAW))

    assert isinstance(asked, AskLevel)
    assert asked.given
    assert asked.given.level is None
    assert {"customs": (None, "own_service"), "police": ("Police note.", None)} == {
        name: (voice.note, voice.handling) for name, voice in voices_of(asked.given).items()
    }


@pytest.mark.parametrize(("agency", "note"), [("customs", "Customs note."), ("police", None), (None, None)])
def test_page_of_a_file_written_by_hand(agency: str | None, note: str | None) -> None:
    """What another service keeps to itself is not shown, wherever it stands; what is the own service's is."""
    voices = {"customs": CUSTOMS["law.text"], "police": POLICE["law.text"]}
    there = sheet(
        LAW, {"law.text": {"voices": voices}}, date="2026-11-23", **({"agency": agency} if agency else {})
    )
    asked = step(say(start(LAW, there), *AT_LAW))

    assert isinstance(asked, AskLevel)
    assert asked.given
    assert note == voices_of(asked.given)["customs"].note


@pytest.mark.parametrize("level", ["absent", "defined", "institutionalised", "unknown"])
def test_level_needs_a_reason(level: str) -> None:
    """After any level the reason is asked, and nothing is stored before it is given."""
    interview = say(session(), *AT_LAW, Chose(level))

    asked = AskText("reason", LAW.question["law.text"], "", level=level)
    assert (asked, None) == (step(interview), interview.sheet.answers["law.text"].level)

    answer = say(interview, Said("We read it.")).sheet.answers["law.text"]
    assert (level, "We read it.", LAW.asked["law.text"]) == (answer.level, answer.reason, answer.asked)


@pytest.mark.parametrize("nothing", ["", "  ", "\n", "\u202e"])
def test_no_reason_is_refused(nothing: str) -> None:
    """Without a reason the level does not stand."""
    interview = say(session(), *AT_LAW, Chose("defined"), Said(nothing))

    assert interview.refused
    assert ("needs_joint_reason", None) == (interview.refused.key, interview.sheet.answers["law.text"].level)


def test_not_applicable_has_its_own_words() -> None:
    """A reason for not being applicable is asked and refused as in any other interview."""
    interview = say(session(), WentTo("sea"), Chose("not_applicable"), Said(""))

    assert interview.refused
    assert "needs_reason" == interview.refused.key

    answer = say(interview, Said("No coast.")).sheet.answers["sea.port"]
    assert ("not_applicable", "No coast.") == (answer.level, answer.reason)


def test_reason_can_be_given_up() -> None:
    """Back from the reason comes the question, as it was."""
    interview = say(session(), *AT_LAW)

    assert step(interview) == step(say(interview, Chose("defined"), WentBack()))


@pytest.mark.parametrize(
    ("level", "ticked"),
    [("defined", ("old",)), ("institutionalised", ("old",)), ("ad_hoc", ("old",))],
)
def test_weaknesses_of_the_voices_are_to_be_confirmed(level: str, ticked: tuple[str, ...]) -> None:
    """After the reason, what the voices ticked is ticked, but for what a service keeps to itself; it counts once confirmed."""
    interview = say(session(), *AT_LAW, Chose(level), Said("We read it."))
    asked = AskWeaknesses(LAW.question["law.text"], ticked)
    assert (asked, None) == (step(interview), interview.sheet.answers["law.text"].weaknesses)

    interview = say(interview, Ticked(("old",)))
    assert ("old",) == interview.sheet.answers["law.text"].weaknesses


def test_weaknesses_are_not_settled_by_leaving() -> None:
    """Who leaves before they are confirmed is asked them again."""
    interview = say(session(), *AT_LAW, Chose("institutionalised"), Said("We read it."))

    asked = step(say(session(interview.sheet), *AT_LAW))

    assert AskWeaknesses(LAW.question["law.text"], ("old",)) == asked


def test_evidence_goes_with_the_level_that_is_agreed_on() -> None:
    """Of the voices that gave it the best shown; of another level none; what was said of the agreed answer stays."""
    shown = {"evidence": "document", "reference": {"title": "Order"}}
    customs = {"law.text": {"level": 1, "evidence": "statement"}}
    police = {"law.text": {"level": 4, **shown}}
    voices = {"customs": sheet(LAW, customs), "police": sheet(LAW, police)}
    joint = session(reconciled(LAW, sheet(LAW, {}, **SOMEBODY), voices))

    def agreed(*levels: str, then: Interview = joint) -> Answer:
        for level in levels:
            at = say(then, *AT_LAW)
            at = say(at, WentTo("law.text")) if isinstance(step(at), CheckAnswers) else at
            then = session(say(at, Chose(level), Said("We read it.")).sheet)
        return then.sheet.answers["law.text"]

    assert ("document", "Order") == (agreed("institutionalised").evidence, title(agreed("institutionalised")))
    assert ("statement", None) == (agreed("ad_hoc").evidence, agreed("ad_hoc").reference)
    assert (None, None) == (agreed("defined").evidence, agreed("defined").reference)
    assert ("statement", None) == (
        agreed("institutionalised", "ad_hoc").evidence,
        agreed("institutionalised", "ad_hoc").reference,
    )
    ours = joint.sheet.answers["law.text"].model_copy(update={"evidence": "verified"})
    settled = session(joint.sheet.with_answers({"law.text": ours}))
    assert "verified" == agreed("ad_hoc", then=settled).evidence


def title(answer: Answer) -> str | None:
    """Return the title of the document that an answer rests on."""
    return answer.reference.title if answer.reference else None


def test_whole_session() -> None:
    """What was settled, why, and who does not agree is saved, and both voices as they were."""
    views = (Said("Customs, police"), Said("Coast guard"), Said("No."), Said(""), Said(""))
    interview = say(
        session(),
        *AGREED,
        WentTo("sea"),
        ToldAside("views"),
        *views,
        Chose("operating"),
        Said("Customs showed it."),
        Confirmed(),
        Confirmed(),
    )

    saved = {key: plain(answer) for key, answer in interview.sheet.answers.items()}
    before = begun().answers
    assert isinstance(step(interview), Finished)
    assert {
        "level": "defined",
        "weaknesses": ["old"],
        "reason": "We read it.",
        "asked": LAW.asked["law.text"],
        "voices": plain(before["law.text"])["voices"],
    } == saved["law.text"]
    assert {
        "level": "operating",
        "reason": "Customs showed it.",
        "agreed": ["Customs", "police"],
        "dissent": [{"who": "Coast guard", "text": "No."}],
        "asked": LAW.asked["sea.port"],
        "voices": plain(before["sea.port"])["voices"],
    } == saved["sea.port"]
    assert plain(before["law.use"]) == saved["law.use"]


def test_settled_answer_can_be_changed() -> None:
    """The check list leads to what was settled; its reason is there to be changed."""
    settled_once = say(session(), *AGREED).sheet
    interview = say(session(settled_once), Confirmed())
    assert isinstance(step(interview), CheckAnswers)

    interview = say(interview, WentTo("law.text"), Chose("operating"))
    assert AskText("reason", LAW.question["law.text"], "We read it.", level="operating") == step(interview)

    answer = say(interview, Said("We read it.")).sheet.answers["law.text"]
    assert ("operating", "We read it.") == (answer.level, answer.reason)


def test_a_joint_file_is_continued_as_a_whole() -> None:
    """Without a session of its own a joint file asks all that is open, and a reason wherever there are voices."""
    interview = start(LAW, begun(**SOMEBODY))
    assert ("law.text", "sea.port", "sea.count") == interview.open

    interview = say(interview, WentTo("sea"), Chose("defined"), Said("So it is."), Chose("absent"))
    assert {"level": "absent", "asked": LAW.asked["sea.count"]} == plain(interview.sheet.answers["sea.count"])
