"""The interview as conversations: what is asked, what is said, what is asked next."""

from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli import yaml_text
from cpch_cli.core.interview import (
    LONGEST_TEXT,
    SUBJECT_FIELDS,
    AskLevel,
    AskNote,
    AskReason,
    AskSubject,
    AskWeaknesses,
    CheckAnswers,
    Chose,
    Confirmed,
    Event,
    Finished,
    Interview,
    Place,
    Said,
    Skipped,
    Step,
    Ticked,
    WentBack,
    WentTo,
    advance,
    conduct,
    start,
    step,
)
from cpch_cli.core.model import Answer, Diagnostic, Sheet, plain
from cpch_cli.core.sheet import settle
from cpch_cli.core.text import clean
from helpers import Data, diagnostic, question, scale, settled, weakness
from helpers import Said as SaidOfQuestion
from strategies import Case, cases

BACK: Final = WentBack()
NOTHING: Final = Said("")

PORT: Final = diagnostic(
    question("law.text", critical=True, weaknesses=[weakness("old"), weakness("secret")]),
    question("law.use", ask_if={"question": "law.text", "at_least": "defined"}),
    question("sea.port", not_applicable="No coast.", weaknesses=[weakness("closed")]),
    question("sea.count", scale="three", critical=True, weaknesses=[weakness("none")]),
    scales={"three": scale(0, 1, 3, ids=("never", "some", "all"))},
)


def sheet_of(
    of: Diagnostic, said: Mapping[str, SaidOfQuestion] | None = None, subject: Data | None = None
) -> Sheet:
    """Return a settled answers file; somebody is named in it, so that nobody asks who, unless a subject is given."""
    told = (
        {"country": "X", "scope": "all", "agency": "customs", "respondents": ["Head"], "date": "2026-11-23"}
        if subject is None
        else subject
    )
    sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": told})
    return sheet.with_answers(settled(of, said or {}))


def begun(said: Mapping[str, SaidOfQuestion] | None = None, **options: Any) -> Interview:
    """Return an interview on the port with some answers; options are those of `start`."""
    return start(PORT, sheet_of(PORT, said), **options)


def here(interview: Interview) -> str:  # noqa: PLR0911 - one case a step
    """Return what is asked now, in a few words."""
    match step(interview):
        case AskSubject(field=name):
            return f"subject {name}"
        case AskLevel(question=asked):
            return f"{asked.id} level"
        case AskReason(question=asked):
            return f"{asked.id} reason"
        case AskWeaknesses(question=asked):
            return f"{asked.id} weaknesses"
        case AskNote(question=asked):
            return f"{asked.id} note"
        case CheckAnswers():
            return "overview"
        case Finished():
            return "finished"


def converse(interview: Interview, *turns: tuple[str, Event]) -> Interview:
    """Say each thing where it belongs; the interview has to be there."""
    for expected, event in turns:
        assert expected == here(interview)
        interview = advance(interview, event)
        assert interview.refused is None
    return interview


def answers(interview: Interview) -> dict[str, Data]:
    """Return the answers as they would be saved, without the fingerprints of their questions."""
    saved: dict[str, Data] = plain(interview.sheet).get("answers", {})
    return {key: {one: answer[one] for one in answer if one != "asked"} for key, answer in saved.items()}


def asks(interview: Interview, kind: type[Any]) -> Any:
    """Return the step, which has to be of this kind."""
    current = step(interview)
    assert isinstance(current, kind)
    return current


# --- who and what -----------------------------------------------------------------------------------------------------


def test_new_file() -> None:
    """A new file asks who and what first, in this order, and keeps what is said."""
    interview = converse(
        start(PORT, sheet_of(PORT, subject={})),
        ("subject country", Said("Exampleland")),
        ("subject scope", Said("The port of Example")),
        ("subject agency", Said("Customs")),
        ("subject respondents", Said("Head of enforcement, Analyst ,, ")),
        ("subject date", Said("2026-11-23")),
    )

    assert "law.text level" == here(interview)
    assert {
        "country": "Exampleland",
        "scope": "The port of Example",
        "agency": "customs",
        "respondents": ["Head of enforcement", "Analyst"],
        "date": "2026-11-23",
    } == plain(interview.sheet.subject)


def test_nothing_said_about_the_subject() -> None:
    """Every question about the subject may be left open."""
    turns = [(f"subject {name}", NOTHING) for name in SUBJECT_FIELDS]
    interview = converse(start(PORT, sheet_of(PORT, subject={})), *turns)

    assert ("law.text level", {}) == (here(interview), plain(interview.sheet.subject))


def test_subject_as_given() -> None:
    """Going back shows what was said about the subject as a person would write it, and empties it on demand."""
    interview = converse(
        start(PORT, sheet_of(PORT, subject={})),
        ("subject country", Said("Exampleland")),
        ("subject scope", NOTHING),
        ("subject agency", NOTHING),
        ("subject respondents", Said("Head,Analyst")),
        ("subject date", Said("2026-11-23")),
        ("law.text level", BACK),
    )
    assert AskSubject("date", "2026-11-23") == step(interview)
    interview = advance(interview, BACK)
    assert AskSubject("respondents", "Head, Analyst") == step(interview)
    interview = advance(interview, NOTHING)

    assert {"country": "Exampleland", "date": "2026-11-23"} == plain(interview.sheet.subject)


def test_subject_is_on_one_line() -> None:
    """Pasted lines become one, but for the respondents, who may stand below each other."""
    interview = converse(
        start(PORT, sheet_of(PORT, subject={})),
        ("subject country", Said(" Example\r\nland\x1b[31m ")),
        ("subject scope", Said("\tPort\x07\nof\u2028Example")),
        ("subject agency", NOTHING),
        ("subject respondents", Said("Head\nAnalyst, Clerk")),
    )

    assert {
        "country": "Example land[31m",
        "scope": "Port of Example",
        "respondents": ["Head", "Analyst", "Clerk"],
    } == plain(interview.sheet.subject)


def test_rest_of_the_subject_is_kept() -> None:
    """What is not asked about the subject stays: keys of the file's owner, other fields."""
    kept = {
        "country_code": "EXL",
        "domains": ["sea"],
        "cleared_by": [{"service": "Customs", "date": "2026-01-31"}],
        "x-file": {"number": "12"},
    }
    interview = advance(start(PORT, sheet_of(PORT, subject=kept)), Said("Exampleland"))

    assert {**kept, "country": "Exampleland"} == plain(interview.sheet.subject)


@pytest.mark.parametrize(
    ("name", "wrong", "refused"),
    [
        ("date", "23.11.2026", "date_day"),
        ("date", "2026-02-30", "date_day"),
        ("agency", "border guard", "agency_not_word"),
        ("agency", "2nd", "agency_not_word"),
    ],
)
def test_subject_refused(name: str, wrong: str, refused: str) -> None:
    """A day that is none, and a service that is not one word, are refused and asked again."""
    before = [(f"subject {each}", NOTHING) for each in SUBJECT_FIELDS[: SUBJECT_FIELDS.index(name)]]
    interview = converse(start(PORT, sheet_of(PORT, subject={})), *before)

    assert replace(interview, refused=refused) == advance(interview, Said(wrong))


# --- where it begins --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, "law.text level", id="nothing answered"),
        pytest.param({"law.text": 3}, "law.use level", id="first unanswered"),
        pytest.param({"law.text": 1}, "law.text weaknesses", id="weak, weaknesses not asked yet"),
        pytest.param({"law.text": 2}, "law.text weaknesses", id="partial, weaknesses not asked yet"),
        pytest.param(
            {"law.text": {"level": 1, "weaknesses": []}}, "sea.port level", id="weak, none observed"
        ),
        pytest.param({"law.text": "unknown"}, "law.use level", id="unknown: weaknesses are not asked"),
        pytest.param({"law.text": 3, "law.use": 0}, "sea.port level", id="weak, but without weaknesses"),
        pytest.param({"law.text": {"note": "Ask."}}, "law.text level", id="only a note"),
        pytest.param({"sea.count": 3}, "law.text level", id="an earlier one is open"),
        pytest.param(
            {
                "law.text": 3,
                "law.use": 3,
                "sea.port": {"level": "not_applicable", "reason": "No coast."},
                "sea.count": 3,
            },
            "overview",
            id="all answered",
        ),
    ],
)
def test_start(said: dict[str, SaidOfQuestion], expected: str) -> None:
    """An interview begins at the first thing that is still to be asked; who and what is not asked again."""
    assert expected == here(begun(said))


def test_answers_without_a_subject() -> None:
    """A file that has answers is not new: who and what is not asked."""
    assert "law.use level" == here(start(PORT, sheet_of(PORT, {"law.text": 3}, subject={})))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"critical_only": True}, ("law.text", "sea.count")),
        ({"domains": ["sea"]}, ("sea.port", "sea.count")),
        ({"domains": ["sea"], "critical_only": True}, ("sea.count",)),
        ({"domains": ["sea", "law"]}, ("law.text", "law.use", "sea.port", "sea.count")),
        ({"domains": []}, ()),
    ],
)
def test_part_of_the_questions(options: dict[str, Any], expected: tuple[str, ...]) -> None:
    """A sitting can be about the critical questions, or some domains, only; the others are neither asked nor shown."""
    interview = begun(**options)
    asked = []
    while isinstance(current := step(interview), AskLevel):
        asked.append(current.question.id)
        interview = advance(interview, Skipped())

    assert expected == interview.sitting == tuple(asked)
    assert expected == tuple(one.id for one, _ in asks(interview, CheckAnswers).answers)


def test_part_of_the_questions_is_not_stored() -> None:
    """What is asked in a sitting changes nothing in the file."""
    assert begun().sheet == begun(domains=["sea"], critical_only=True).sheet


def test_domains_out_of_scope() -> None:
    """Domains that the file leaves out are not asked, shown or counted, even when they have answers."""
    scoped = sheet_of(PORT, {"law.text": 3}, subject={"domains": ["sea"]})
    interview = converse(start(PORT, scoped), ("sea.port level", Skipped()), ("sea.count level", Skipped()))

    assert ["sea.port", "sea.count"] == [one.id for one, _ in asks(interview, CheckAnswers).answers]
    assert ("sea.port", "sea.count") == interview.open


# --- levels, weaknesses, notes ----------------------------------------------------------------------------------------


def test_weak_answer() -> None:
    """After a weak answer come its weaknesses, then a note, then the next question."""
    interview = converse(
        begun(),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old", "secret"))),
        ("law.text note", Said("Draft of 2019.")),
    )

    assert "sea.port level" == here(interview)
    assert {
        "law.text": {"level": "absent", "weaknesses": ["old", "secret"], "note": "Draft of 2019."}
    } == answers(interview)


@pytest.mark.parametrize(
    ("asked", "level", "expected"),
    [
        ("law.text", "absent", "weaknesses"),
        ("law.text", "ad_hoc", "weaknesses"),
        ("law.text", "defined", "weaknesses"),
        ("law.text", "operating", "note"),
        ("law.text", "institutionalised", "note"),
        ("law.text", "unknown", "note"),
        ("law.use", "absent", "note"),
        ("sea.port", "not_applicable", "reason"),
        ("sea.count", "never", "weaknesses"),
        ("sea.count", "some", "weaknesses"),
        ("sea.count", "all", "note"),
    ],
)
def test_after_a_level(asked: str, level: str, expected: str) -> None:
    """What follows a level depends on its strength on the question's own scale, and on the question."""
    at = advance(_at_overview(), WentTo(asked))

    assert f"{asked} {expected}" == here(advance(at, Chose(level)))


def _at_overview(**options: Any) -> Interview:
    """Return an interview in which everything was skipped."""
    interview = begun(**options)
    while not isinstance(step(interview), CheckAnswers):
        interview = advance(interview, Skipped())
    return interview


def test_none_observed_is_said() -> None:
    """That no weakness was observed is kept, unlike that none was asked."""
    interview = converse(begun(), ("law.text level", Chose("absent")))
    assert asks(interview, AskWeaknesses).given is None

    interview = advance(advance(interview, Ticked(())), BACK)
    assert () == asks(interview, AskWeaknesses).given
    assert {"law.text": {"level": "absent", "weaknesses": []}} == answers(interview)


def test_ticks_are_kept_in_the_order_of_the_question() -> None:
    """The same ticks make the same file, in whatever order they came."""
    interview = converse(
        begun(), ("law.text level", Chose("absent")), ("law.text weaknesses", Ticked(("secret", "old")))
    )

    assert ["old", "secret"] == answers(interview)["law.text"]["weaknesses"]


def test_strong_answer_with_ticks() -> None:
    """When a level becomes strong, the weaknesses that were ticked are shown again."""
    weak: dict[str, SaidOfQuestion] = {"law.text": {"level": 1, "weaknesses": ["secret"]}}
    interview = converse(_at_overview(), ("overview", Confirmed()))
    interview = converse(
        begun({**weak, "sea.port": 3, "sea.count": 3}),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("operating")),
    )
    assert ("secret",) == asks(interview, AskWeaknesses).given
    interview = converse(interview, ("law.text weaknesses", Ticked(("secret",))), ("law.text note", NOTHING))

    assert {"level": "operating", "weaknesses": ["secret"]} == answers(interview)["law.text"]


def test_strong_answer_without_ticks() -> None:
    """When a level becomes strong and nothing was ticked, there is nothing to confirm."""
    interview = begun({"law.text": {"level": 1, "weaknesses": []}, "sea.port": 3, "sea.count": 3})

    converse(
        interview,
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("operating")),
        ("law.text note", NOTHING),
        ("overview", Confirmed()),
    )


def test_unknown_keeps_ticks() -> None:
    """Ticks stay on an answer that becomes unknown; it is not asked about them."""
    said: dict[str, SaidOfQuestion] = {"law.text": {"level": 1, "weaknesses": ["old"]}}
    interview = converse(
        begun({**said, "sea.port": 3, "sea.count": 3}),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("unknown")),
        ("law.text note", NOTHING),
    )

    assert {"level": "unknown", "weaknesses": ["old"]} == answers(interview)["law.text"]


def test_note() -> None:
    """A note is cleaned, keeps its lines, is shown again, and goes when it is emptied."""
    interview = converse(
        begun(),
        ("law.text level", Chose("unknown")),
        ("law.text note", Said("  First.\r\nSecond\x1b[31m.\x07\t[bold]\u202e ")),
        ("law.use level", BACK),
    )
    assert "First.\nSecond[31m. [bold]" == asks(interview, AskNote).given
    interview = converse(interview, ("law.text note", NOTHING))

    assert {"law.text": {"level": "unknown"}} == answers(interview)


@pytest.mark.parametrize(("length", "refused"), [(LONGEST_TEXT, None), (LONGEST_TEXT + 1, "too_long")])
@pytest.mark.parametrize(
    "interview",
    [
        pytest.param(start(PORT, sheet_of(PORT, subject={})), id="subject"),
        pytest.param(advance(begun(), Chose("unknown")), id="note"),
        pytest.param(
            advance(advance(_at_overview(), WentTo("sea.port")), Chose("not_applicable")), id="reason"
        ),
    ],
)
def test_long_text(interview: Interview, length: int, refused: str | None) -> None:
    """A text that a reader of files would not take is refused, so that what is saved can be read."""
    assert refused == advance(interview, Said("x" * length)).refused


def test_longest_text() -> None:
    """The interview and the reader of files have the same limit."""
    assert yaml_text.LONGEST_VALUE == LONGEST_TEXT


def test_saved_with_the_words_asked() -> None:
    """An answer carries the fingerprint of its question, also when the question was asked in other words before."""
    said: dict[str, SaidOfQuestion] = {"law.text": {"level": 3, "asked": "0" * 16}}
    interview = converse(begun(said, domains=["law"]), ("law.use level", Chose("unknown")))
    assert "0" * 16 == interview.sheet.answers["law.text"].asked

    interview = converse(
        interview,
        ("law.use note", NOTHING),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("operating")),
    )
    assert PORT.asked == {**PORT.asked, **{key: one.asked for key, one in interview.sheet.answers.items()}}


def test_rest_of_an_answer_is_kept() -> None:
    """What the interview does not ask about an answer stays: evidence, reference, keys of the file's owner."""
    kept: Data = {
        "evidence": "document",
        "reference": {"title": "Minutes"},
        "x-page": "4",
        "handling": "national",
    }
    said: dict[str, SaidOfQuestion] = {"law.text": {"level": 3, **kept}}
    interview = converse(
        begun(said, domains=["law"]),
        ("law.use level", Skipped()),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("law.text note", Said("See the minutes.")),
    )

    expected = {**kept, "level": "absent", "weaknesses": ["old"], "note": "See the minutes."}
    assert expected == answers(interview)["law.text"]


def test_order_of_answers() -> None:
    """Answers are kept in the diagnostic's order, those of other versions behind them, the owner's keys last."""
    saved = {"old.question": Answer(level="2"), "sea.count": Answer(level="all")}
    before = sheet_of(PORT)
    before = before.model_copy(update={"saved": {**saved, "x-mine": "kept"}})
    interview = converse(start(PORT, before), ("law.text level", Chose("operating")))

    assert ["law.text", "sea.count", "old.question", "x-mine"] == list(interview.sheet.saved)


# --- not applicable ---------------------------------------------------------------------------------------------------


def test_not_applicable() -> None:
    """Not applicable asks for its reason, stores nothing before it, and takes no note."""
    interview = converse(begun(domains=["sea"]), ("sea.port level", Chose("not_applicable")))
    assert (AskReason(PORT.question["sea.port"], ""), {}) == (step(interview), answers(interview))

    interview = converse(interview, ("sea.port reason", Said(" No\tcoast. ")))
    assert "sea.count level" == here(interview)
    assert {"sea.port": {"level": "not_applicable", "reason": "No coast."}} == answers(interview)


@pytest.mark.parametrize("empty", ["", "  ", "\n", "\x1b\x07", "\u202e"])
def test_reason_is_needed(empty: str) -> None:
    """A reason of nothing, or of nothing that can be seen, is refused."""
    interview = converse(begun(domains=["sea"]), ("sea.port level", Chose("not_applicable")))

    assert replace(interview, refused="needs_reason") == advance(interview, Said(empty))


def test_back_from_the_reason() -> None:
    """Who turns back before giving a reason still has the answer from before."""
    said: dict[str, SaidOfQuestion] = {"law.text": 3, "law.use": 3, "sea.port": 4, "sea.count": 3}
    interview = converse(
        begun(said),
        ("overview", WentTo("sea.port")),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", BACK),
    )

    assert settled(PORT, said)["sea.port"] == asks(interview, AskLevel).given


def test_applicable_after_all() -> None:
    """A level in place of not applicable removes the reason; not applicable again asks for one."""
    said: dict[str, SaidOfQuestion] = {"sea.port": {"level": "not_applicable", "reason": "No coast."}}
    interview = converse(
        begun({**said, "sea.count": 3}, domains=["sea"]),
        ("overview", WentTo("sea.port")),
        ("sea.port level", Chose("not_applicable")),
    )
    assert "No coast." == asks(interview, AskReason).given
    interview = converse(
        interview,
        ("sea.port reason", BACK),
        ("sea.port level", Chose("operating")),
        ("sea.port note", BACK),
        ("sea.port level", Chose("not_applicable")),
    )

    assert ("", {"level": "operating"}) == (asks(interview, AskReason).given, answers(interview)["sea.port"])


# --- skip -------------------------------------------------------------------------------------------------------------


def test_skip() -> None:
    """A question that is skipped stays open, is not asked again in this sitting, and comes first in the next."""
    interview = converse(
        begun(),
        ("law.text level", Skipped()),
        ("law.use level", Chose("operating")),
        ("law.use note", NOTHING),
        ("sea.port level", Skipped()),
        ("sea.count level", Skipped()),
    )
    assert ("overview", ("law.text", "sea.port", "sea.count")) == (here(interview), interview.open)
    assert {"law.use": {"level": "operating"}} == answers(interview)
    assert "law.text level" == here(start(PORT, interview.sheet))


def test_skip_what_is_answered() -> None:
    """Skipping a question that has an answer leaves it as it is."""
    said: dict[str, SaidOfQuestion] = {"sea.port": 3, "sea.count": 3}
    before = begun(said, domains=["sea"])
    interview = converse(before, ("overview", WentTo("sea.port")), ("sea.port level", Skipped()))

    assert ("overview", before.sheet) == (here(interview), interview.sheet)


def test_skipped_then_answered() -> None:
    """Back leads to a question that was skipped, and it can be answered then."""
    interview = converse(
        begun(domains=["sea"]),
        ("sea.port level", Skipped()),
        ("sea.count level", BACK),
        ("sea.port level", Chose("operating")),
        ("sea.port note", NOTHING),
        ("sea.count level", Skipped()),
    )

    assert ("sea.count",) == interview.open


def test_skipped_is_not_asked_again() -> None:
    """Who goes back over skipped questions and answers one is not asked the others again."""
    converse(
        begun(),
        ("law.text level", Skipped()),
        ("law.use level", Skipped()),
        ("sea.port level", Skipped()),
        ("sea.count level", BACK),
        ("sea.port level", BACK),
        ("law.use level", BACK),
        ("law.text level", Chose("operating")),
        ("law.text note", NOTHING),
        ("sea.count level", Skipped()),
        ("overview", Confirmed()),
    )


# --- back -------------------------------------------------------------------------------------------------------------


def test_back_over_everything() -> None:
    """Back retraces every kind of step in turn and changes no answer."""
    turns: list[tuple[str, Event]] = [
        *((f"subject {name}", NOTHING) for name in SUBJECT_FIELDS),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("law.text note", NOTHING),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", Said("No coast.")),
        ("sea.count level", Skipped()),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("law.text note", NOTHING),
    ]
    interview = end = converse(start(PORT, sheet_of(PORT, subject={})), *turns)
    assert "overview" == here(interview)

    for place, _ in reversed(turns):
        interview = advance(interview, BACK)
        assert (place, None, end.sheet) == (here(interview), interview.refused, interview.sheet)


def test_later_answers_are_not_lost() -> None:
    """Who goes back and answers anew goes on at the first open question; the answers between are kept."""
    interview = converse(
        begun(domains=["law", "sea"]),
        ("law.text level", Chose("operating")),
        ("law.text note", Said("First.")),
        ("law.use level", Chose("absent")),
        ("law.use note", NOTHING),
        ("sea.port level", BACK),
        ("law.use note", BACK),
        ("law.use level", BACK),
        ("law.text note", BACK),
        ("law.text level", Chose("institutionalised")),
        ("law.text note", Said("Second.")),
        ("sea.port level", Skipped()),
    )

    assert {
        "law.text": {"level": "institutionalised", "note": "Second."},
        "law.use": {"level": "absent"},
    } == answers(interview)


def test_nothing_before() -> None:
    """Back at the beginning of a sitting is refused; the next thing said counts."""
    interview = begun()
    refused = advance(interview, BACK)

    assert replace(interview, refused="nothing_before") == refused
    assert advance(interview, Chose("unknown")) == advance(refused, Chose("unknown"))


def test_back_passes_over_what_is_no_longer_asked() -> None:
    """Back does not lead to a question that an answer from the overview has made vanish."""
    interview = converse(
        begun(domains=["law"]),
        ("law.text level", Chose("operating")),
        ("law.text note", NOTHING),
        ("law.use level", Chose("operating")),
        ("law.use note", NOTHING),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(())),
        ("law.text note", NOTHING),
    )

    converse(
        interview,
        ("overview", BACK),
        ("law.text note", BACK),
        ("law.text weaknesses", BACK),
        ("law.text level", BACK),
        ("overview", BACK),
        ("law.text note", BACK),
        ("law.text level", Skipped()),
    )


def test_only_vanished_questions_before() -> None:
    """Back is refused, and changes nothing, where all that came before is no longer asked."""
    # law.text was answered in an earlier sitting, so that this one begins at the question that hangs on it.
    interview = converse(
        begun({"law.text": 3}, domains=["law"]),
        ("law.use level", Skipped()),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("unknown")),
        ("law.text note", NOTHING),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("ad_hoc")),
        ("law.text weaknesses", Ticked(())),
        ("law.text note", NOTHING),
    )
    places = []
    while interview.refused is None:
        places.append(here(interview))
        interview = advance(interview, BACK)

    assert "nothing_before" == interview.refused
    assert "overview" == places[-1]
    assert [] == [place for place in places if "law.use" in place]


# --- ask_if -----------------------------------------------------------------------------------------------------------


def test_questions_appear_and_vanish() -> None:
    """A question whose `ask_if` turns false is no longer asked, its answer kept and unused, and comes back with it."""
    interview = converse(
        begun(domains=["law"]),
        ("law.text level", Chose("operating")),
        ("law.text note", NOTHING),
        ("law.use level", Chose("defined")),
        ("law.use note", Said("Kept.")),
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("ad_hoc")),
        ("law.text weaknesses", Ticked(())),
        ("law.text note", NOTHING),
    )
    assert ["law.text"] == [one.id for one, _ in asks(interview, CheckAnswers).answers]
    assert {"level": "defined", "note": "Kept."} == answers(interview)["law.use"]

    interview = converse(
        interview,
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("unknown")),
        ("law.text note", NOTHING),
    )
    listed = {one.id: answer for one, answer in asks(interview, CheckAnswers).answers}
    assert interview.sheet.answers == listed


def test_question_appears_open() -> None:
    """A question that appears by an answer from the overview stands there as open."""
    weak: dict[str, SaidOfQuestion] = {"law.text": {"level": 0, "weaknesses": []}}
    interview = begun(weak, domains=["law"])
    assert ("overview", ()) == (here(interview), interview.open)
    interview = converse(
        interview,
        ("overview", WentTo("law.text")),
        ("law.text level", Chose("operating")),
        ("law.text note", NOTHING),
    )

    assert ("overview", ("law.use",)) == (here(interview), interview.open)
    assert asks(interview, CheckAnswers).answers[1] == (PORT.question["law.use"], None)


@pytest.mark.parametrize(
    ("level", "expected"),
    [("absent", "sea.port level"), ("operating", "law.use level"), ("unknown", "law.use level")],
)
def test_ask_if(level: str, expected: str) -> None:
    """A question is passed over when its `ask_if` is false, and asked when that is in doubt."""
    interview = advance(begun(), Chose(level))
    if isinstance(step(interview), AskWeaknesses):
        interview = advance(interview, Ticked(()))

    assert expected == here(advance(interview, NOTHING))


# --- the overview -----------------------------------------------------------------------------------------------------


def test_overview() -> None:
    """The overview shows every question of the sitting that is asked with its answer, or that it has none."""
    said: dict[str, SaidOfQuestion] = {"sea.count": 3}
    interview = converse(
        begun(said),
        ("law.text level", Skipped()),
        ("law.use level", Skipped()),
        ("sea.port level", Skipped()),
    )
    none = [PORT.question[one] for one in ("law.text", "law.use", "sea.port")]
    expected = [*((one, None) for one in none), (PORT.question["sea.count"], Answer(level="all"))]

    assert CheckAnswers(tuple(expected)) == step(interview)


def test_change_from_the_overview() -> None:
    """A question reached from the overview is asked in full, and leads straight back, open questions or not."""
    converse(
        _at_overview(),
        ("overview", WentTo("sea.port")),
        ("sea.port level", Chose("absent")),
        ("sea.port weaknesses", Ticked(("closed",))),
        ("sea.port note", Said("Since May.")),
        ("overview", WentTo("sea.port")),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", Said("No coast.")),
        ("overview", WentTo("law.text")),
        ("law.text level", Skipped()),
        ("overview", WentTo("law.text")),
        ("law.text level", BACK),
        ("overview", Confirmed()),
        ("finished", BACK),
    )


# --- steps in full ----------------------------------------------------------------------------------------------------


def test_level_step() -> None:
    """The step of a level holds the question, its domain, its place, its levels in full and the answer it has."""
    weak: dict[str, SaidOfQuestion] = {"law.text": {"level": 0, "weaknesses": []}, "sea.port": 1}
    interview = converse(
        begun(weak),
        ("sea.port weaknesses", Ticked(())),
        ("sea.port note", NOTHING),
    )

    # law.use is not asked after a weak law.text, and counts nowhere.
    assert AskLevel(
        question=PORT.question["sea.count"],
        domain="sea",
        place=Place(in_domain=2, of_domain=2, in_all=3, of_all=3),
        levels=PORT.levels["sea.count"],
        given=None,
    ) == step(interview)


def test_levels_in_the_words_of_the_question() -> None:
    """A question that describes levels itself shows its own words."""
    own = diagnostic(question("a.one", levels={"absent": "Not a line."}))
    current = asks(start(own, sheet_of(own)), AskLevel)

    assert ["Not a line.", "ad_hoc."] == [level.text for level in current.levels[:2]]


# --- what cannot be said ----------------------------------------------------------------------------------------------

# Every kind of place, and every kind of event with the places where it can be said; back is possible everywhere.
PLACES: Final[dict[str, Callable[[], Interview]]] = {
    "subject": lambda: start(PORT, sheet_of(PORT, subject={})),
    "level": begun,
    "reason": lambda: advance(begun(domains=["sea"]), Chose("not_applicable")),
    "weaknesses": lambda: begun({"law.text": 0}),
    "note": lambda: advance(begun(), Chose("unknown")),
    "overview": _at_overview,
    "finished": lambda: advance(_at_overview(), Confirmed()),
}
EVENTS: Final[dict[Event, set[str]]] = {
    Said("2026-11-23"): {"subject", "reason", "note"},
    Chose("defined"): {"level"},
    Ticked(("old",)): {"weaknesses"},
    Skipped(): {"level"},
    WentTo("law.text"): {"overview"},
    Confirmed(): {"overview"},
    WentBack(): set(PLACES),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_can_be_said_where(place: str, event: Event) -> None:
    """An event that is no answer to the step is a mistake of the caller."""
    interview = PLACES[place]()
    if place in EVENTS[event]:
        assert isinstance(advance(interview, event), Interview)
    else:
        with pytest.raises(ValueError, match="is no answer to"):
            advance(interview, event)


@pytest.mark.parametrize(
    ("place", "event"),
    [
        pytest.param("level", Chose("never"), id="level of another scale"),
        pytest.param("level", Chose("not_applicable"), id="not applicable where that is not allowed"),
        pytest.param("weaknesses", Ticked(("closed",)), id="weakness of another question"),
        pytest.param("overview", WentTo("sea.lake"), id="no such question"),
    ],
)
def test_what_the_diagnostic_does_not_know(place: str, event: Event) -> None:
    """An answer that the question does not have is a mistake of the caller, and would make a file that cannot be read."""
    with pytest.raises(ValueError, match="is no answer to"):
        advance(PLACES[place](), event)


def test_no_way_to_what_is_not_asked() -> None:
    """The overview leads only to questions that it shows."""
    interview = _at_overview(domains=["sea"])

    with pytest.raises(ValueError, match="is no answer to"):
        advance(interview, WentTo("law.text"))


# --- the value --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [each.name for each in fields(Interview)])
def test_frozen(name: str) -> None:
    """An interview cannot be changed."""
    with pytest.raises(FrozenInstanceError):
        setattr(begun(), name, None)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_old_value_stays(place: str, event: Event) -> None:
    """What was there before an event is as it was, all the way down."""
    if place not in EVENTS[event]:
        return
    interview, same = PLACES[place](), PLACES[place]()
    advance(interview, event)

    assert same == interview


def test_conduct() -> None:
    """A conversation is led to its end, and what stands after each event is handed out before the next is asked."""
    events: list[Event] = [Chose("unknown"), Said("Ask."), BACK, BACK, Skipped(), Confirmed()]
    said = iter(events)
    log: list[str] = []

    def ask(interview: Interview, current: Step) -> Event:
        assert current == step(interview)
        log.append(here(interview))
        return next(said)

    log.extend(f"-> {here(each)}" for each in conduct(begun(domains=["law"], critical_only=True), ask))

    assert [
        "law.text level",
        "-> law.text note",
        "law.text note",
        "-> overview",
        "overview",
        "-> law.text note",
        "law.text note",
        "-> law.text level",
        "law.text level",
        "-> overview",
        "overview",
        "-> finished",
    ] == log


def test_nothing_to_conduct() -> None:
    """A finished interview asks nothing."""

    def ask(interview: Interview, current: Step) -> Event:
        raise AssertionError((interview, current))

    assert [] == list(conduct(PLACES["finished"](), ask))


# --- any conversation -------------------------------------------------------------------------------------------------


def _sheet(case: Case) -> Sheet:
    """Return the answers of a case as a file that can be read: whatever is not applicable has a reason."""
    said = {
        key: answer.model_copy(update={"reason": "So."}) if answer.level == "not_applicable" else answer
        for key, answer in case.answers.items()
    }
    settled_file, problems = settle(case.diagnostic, sheet_of(case.diagnostic).with_answers(said))
    assert () == problems
    return settled_file.sheet


TEXTS: Final = st.sampled_from(["", " ", "yes", "no", "2026-11-23", "[red]\x1b[31m", "a\r\nb", "x" * 20_001])


def _forward(data: st.DataObject, current: Step) -> Event:
    """Draw something that answers a step."""
    match current:
        case AskSubject() | AskReason() | AskNote():
            return Said(data.draw(TEXTS))
        case AskLevel(question=asked, levels=levels):
            known = (
                [level.id for level in levels] + ["unknown"] + ["not_applicable"] * bool(asked.not_applicable)
            )
            ways: list[Event] = [*map(Chose, known), Skipped()]
            return data.draw(st.sampled_from(ways))
        case AskWeaknesses(question=asked):
            known = [one.id for one in asked.weaknesses]
            return Ticked(tuple(data.draw(st.lists(st.sampled_from(known), unique=True))))
        case CheckAnswers(answers=listed):
            ways = [Confirmed(), *(WentTo(one.id) for one, _ in listed)]
            return data.draw(st.sampled_from(ways))
        case Finished():
            raise AssertionError("nothing is asked any more")


def _is_said(before: Interview, event: Event, after: Interview) -> None:
    """Check that what was said stands in the sheet, and that nothing else does."""
    old, new = before.sheet.answers, after.sheet.answers
    match step(before), event:
        case AskLevel(question=asked), Chose(level=level) if level != "not_applicable":
            assert level == new[asked.id].level
        case AskReason(question=asked), Said(text=text):
            assert ("not_applicable", clean(text)) == (new[asked.id].level, new[asked.id].reason)
        case AskWeaknesses(question=asked), Ticked(weaknesses=ticked):
            assert set(ticked) == set(new[asked.id].weaknesses or ())
        case AskNote(question=asked), Said(text=text):
            assert clean(text) == (new[asked.id].note or "")
        case AskSubject(), _:
            assert old == new
            return
        case _:
            assert before.sheet == after.sheet
            return
    assert {**old, asked.id: new[asked.id]} == new


@given(cases(), st.booleans(), st.booleans(), st.data())
def test_any_conversation(case: Case, new: bool, core: bool, data: st.DataObject) -> None:
    """Whatever is said: nothing breaks, every answer is in the sheet at once, and the sheet can be read."""
    sheet = sheet_of(case.diagnostic, subject={}) if new else _sheet(case)
    interview = start(case.diagnostic, sheet, critical_only=core)
    for _ in range(data.draw(st.integers(0, 25))):
        if isinstance(current := step(interview), Finished):
            break
        backwards = data.draw(st.integers(0, 3)) == 0
        event = BACK if backwards else _forward(data, current)
        before, interview = interview, advance(interview, event)
        if interview.refused:
            assert replace(before, refused=interview.refused) == interview
        elif backwards:
            assert (before.sheet, before.trail[: len(interview.trail)]) == (interview.sheet, interview.trail)
        else:
            _is_said(before, event, interview)
        settled_file, problems = settle(case.diagnostic, interview.sheet)
        assert (interview.sheet, ()) == (settled_file.sheet, problems)
        # The same file opened anew stands at something that can be asked.
        step(start(case.diagnostic, Sheet.model_validate(plain(interview.sheet)), critical_only=core))


@given(cases(), st.data())
def test_every_walk_ends(case: Case, data: st.DataObject) -> None:
    """Going forward asks every question at most once, and comes to the overview."""
    interview = start(case.diagnostic, _sheet(case))
    asked = []
    while not isinstance(current := step(interview), CheckAnswers):
        event = _forward(data, current)
        if event == NOTHING or (isinstance(event, Said) and len(event.text) > LONGEST_TEXT):
            event = Said("So.")
        if isinstance(current, AskLevel):
            asked.append(current.question.id)
        interview = advance(interview, event)
        if interview.refused:
            interview = advance(interview, Said("So."))

    assert sorted(set(asked)) == sorted(asked)
    assert set(interview.open) <= interview.skipped


@given(cases(), st.data())
def test_back_undoes_every_move(case: Case, data: st.DataObject) -> None:
    """After going forward, going back as often leads through the same places to the beginning."""
    interview = begin = start(case.diagnostic, _sheet(case))
    cursors = []
    for _ in range(data.draw(st.integers(0, 15))):
        current = step(interview)
        if isinstance(current, CheckAnswers):
            break
        cursors.append(interview.cursor)
        interview = advance(interview, _forward(data, current))
        if interview.refused:
            cursors.pop()
    seen = []
    while not (back := advance(interview, BACK)).refused:
        interview = back
        seen.append(interview.cursor)

    still = [cursor for cursor in reversed(cursors) if cursor in seen]
    assert still == seen
    assert begin.cursor == interview.cursor or begin.cursor not in seen
