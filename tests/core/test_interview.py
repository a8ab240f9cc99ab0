"""The interview as conversations: what is asked, what is said, what is asked next."""

from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any, Final

import pytest

from cpch_cli.core.interview import Interview, Refusal, advance, conduct, start, step
from cpch_cli.core.model import Answer, Diagnostic, Overlay, plain
from cpch_cli.core.overlay import string_hash, translate
from cpch_cli.core.slots import LONGEST_TEXT
from cpch_cli.core.steps import (
    Aside,
    AskAgain,
    AskLevel,
    AskOption,
    AskRemark,
    AskText,
    AskWeaknesses,
    Away,
    CheckAnswers,
    Checked,
    ChooseTask,
    Chose,
    Confirmed,
    Event,
    Finished,
    Place,
    Said,
    Skipped,
    Spoke,
    Step,
    Task,
    Ticked,
    ToldAside,
    ToSubject,
    ToTasks,
    WentAway,
    WentBack,
    WentTo,
)
from documents import sheet
from helpers import Data, diagnostic, question, rule, scale, settled, weakness
from helpers import Said as SaidOfQuestion

BACK: Final = WentBack()
NOTHING: Final = Said("")
KEEP: Final = Confirmed()
# The fingerprints of words that are no longer asked: one that the diagnostic remembers, and one that it does not.
FORMER: Final = "0" * 16
FORGOTTEN: Final = "1" * 16

PORT: Final = diagnostic(
    question(
        "law.text",
        number="1.1",
        critical=True,
        weaknesses=[weakness("old"), weakness("secret")],
        formerly=[
            {"asked": "2" * 16, "version": "0.8", "text": "Text?"},
            {"asked": FORMER, "version": "0.9", "text": "Was there a text?"},
        ],
    ),
    question("law.use", number="1.2", ask_if={"question": "law.text", "at_least": "defined"}),
    question("sea.port", number="2.1", not_applicable="No coast.", weaknesses=[weakness("closed")]),
    question("sea.count", number="2.2", scale="three", critical=True, weaknesses=[weakness("none")]),
    scales={"three": scale(0, 1, 3, ids=("never", "some", "all"))},
    rules=[
        rule(
            "paper",
            {
                "all": [
                    {"question": "law.text", "at_least": "operating"},
                    {"question": "sea.port", "at_most": "absent"},
                ]
            },
            remark="A text, but no port.",
        ),
        rule("counting", {"question": "sea.count", "is": "unknown"}, remark="Nobody knows who counts."),
    ],
)
FRENCH: Final = translate(
    PORT,
    Overlay.model_validate(
        {
            "format": "cpch-overlay/1",
            "of": "tiny",
            "language": "fr",
            "strings": {"law.text/text": {"of": string_hash("law.text?"), "text": "Un texte ?"}},
        }
    ),
).diagnostic
# A domain that is there only as long as the answer in another one is good enough.
GATED: Final = diagnostic(
    question("a.gate"),
    question("b.yard", ask_if={"question": "a.gate", "at_least": "defined"}, not_applicable="Never."),
)

# Answers to all questions of the port, strong or without weaknesses to ask about, that give rise to no remark.
DONE: Final[dict[str, SaidOfQuestion]] = {"law.text": 3, "law.use": 3, "sea.port": 3, "sea.count": 3}
# Answers that give rise to both remarks.
ODD: Final[dict[str, SaidOfQuestion]] = {
    **DONE,
    "sea.port": {"level": 0, "weaknesses": []},
    "sea.count": "unknown",
}


def begun(
    said: Mapping[str, SaidOfQuestion] | None = None, of: Diagnostic = PORT, **options: Any
) -> Interview:
    """Return an interview with some answers, about a subject that is known; options are those of `start`."""
    return start(of, sheet(of, said or {}, date="2026-11-23"), **options)


def here(interview: Interview) -> str:  # noqa: PLR0911 - one case a step
    """Return what is asked now, in a few words."""
    match step(interview):
        case AskText(about=about, question=asked) | AskOption(about=about, question=asked):
            return f"{asked.id} {about}" if asked else about
        case ChooseTask():
            return "tasks"
        case AskLevel(question=asked):
            return f"{asked.id} level"
        case AskWeaknesses(question=asked):
            return f"{asked.id} weaknesses"
        case AskAgain(question=asked):
            return f"{asked.id} again"
        case CheckAnswers(domain=domain):
            return f"check {domain.id}" if domain else "check"
        case AskRemark(rule=name):
            return f"remark {name}"
        case Finished():
            return "finished"
        case Away():
            return "away"


def converse(interview: Interview, *turns: tuple[str, Event]) -> Interview:
    """Say each thing where it belongs; the interview has to be there."""
    for expected, event in turns:
        assert expected == here(interview)
        interview = advance(interview, event)
        assert interview.refused is None
    return interview


def at(place: str, interview: Interview, *turns: tuple[str, Event]) -> Interview:
    """Return the interview after a conversation, which has to lead to this place."""
    interview = converse(interview, *turns)
    assert place == here(interview)
    return interview


def answers(interview: Interview) -> dict[str, Data]:
    """Return the answers as they would be saved, without the fingerprints of their questions."""
    saved: dict[str, Data] = plain(interview.sheet).get("answers", {})
    return {key: {one: answer[one] for one in answer if one != "asked"} for key, answer in saved.items()}


def asks(interview: Interview, *kinds: type[Any]) -> Any:
    """Return the step, which has to be of one of these kinds."""
    current = step(interview)
    assert isinstance(current, kinds)
    return current


# --- who and what -------------------------------------------------------------------------------------------------

OPENING: Final = ("subject.country", "subject.scope", "subject.agency", "subject.respondents", "subject.date")
ABOUT: Final = (
    *("subject.country", "subject.region", "subject.site", "subject.scope", "subject.period"),
    *("subject.agency", "subject.respondents", "subject.date", "subject.handling", "subject.conducted"),
    "subject.cleared.service",
)


def test_new_file() -> None:
    """A new file asks who and what first, in this order, keeps what is said, and shows the task list."""
    interview = converse(
        start(PORT, sheet(PORT, {})),
        ("subject.country", Said("Exampleland")),
        ("subject.scope", Said("The port\nof Example")),
        ("subject.agency", Said("joint")),
        ("subject.respondents", Said("Head of enforcement, Analyst ,, ")),
        ("subject.date", Said("2026-11-23")),
    )

    assert "tasks" == here(interview)
    assert {
        "country": "Exampleland",
        "scope": "The port of Example",
        "agency": "joint",
        "respondents": ["Head of enforcement", "Analyst"],
        "date": "2026-11-23",
    } == plain(interview.sheet.subject)


def test_nothing_said_about_the_subject() -> None:
    """Every text about the subject may be left open."""
    interview = converse(start(PORT, sheet(PORT, {})), *((name, NOTHING) for name in OPENING))

    assert ("tasks", {}) == (here(interview), plain(interview.sheet.subject))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({}, "subject.country"),
        ({"country": "X"}, "subject.scope"),
        ({"scope": "All"}, "subject.agency"),
        ({"country": "X", "agency": "customs"}, "subject.respondents"),
        ({"respondents": ["Head"]}, "subject.date"),
        ({"date": "2026-11-23"}, "tasks"),
        ({"handling": "Restricted"}, "subject.country"),
    ],
)
def test_opening_goes_on_where_it_was_left(subject: Data, expected: str) -> None:
    """A file that was left before the first answer goes on behind the last thing said about its subject."""
    assert expected == here(start(PORT, sheet(PORT, {}, **subject)))


def test_answers_without_a_subject() -> None:
    """A file that has answers is not new: who and what is not asked."""
    assert "tasks" == here(start(PORT, sheet(PORT, {"law.text": 3})))


def test_subject_as_given() -> None:
    """Going back shows what was said about the subject as a person would write it, and empties it on demand."""
    interview = converse(
        start(PORT, sheet(PORT, {})),
        ("subject.country", Said("Exampleland")),
        ("subject.scope", NOTHING),
        ("subject.agency", Said("coast_guard")),
        ("subject.respondents", Said("Head,Analyst")),
        ("subject.date", Said("2026-11-23")),
        ("tasks", BACK),
    )
    assert AskText("subject.date", None, "2026-11-23") == step(interview)
    interview = advance(interview, BACK)
    assert AskText("subject.respondents", None, "Head, Analyst") == step(interview)
    interview = advance(interview, BACK)
    assert AskOption("subject.agency", None, ("customs", "police", "joint"), "coast_guard") == step(interview)
    interview = advance(interview, NOTHING)

    assert {
        "country": "Exampleland",
        "respondents": ["Head", "Analyst"],
        "date": "2026-11-23",
    } == plain(interview.sheet.subject)


def test_rest_of_the_subject_is_kept() -> None:
    """What is not asked about the subject stays: keys of the file's owner, other fields."""
    kept = {
        "country_code": "EXL",
        "domains": ["sea"],
        "cleared_by": [{"service": "Customs", "date": "2026-01-31"}],
        "x-file": {"number": "12"},
    }
    interview = advance(start(PORT, sheet(PORT, {}, **kept)), Said("Exampleland"))

    assert {**kept, "country": "Exampleland"} == plain(interview.sheet.subject)


def test_to_the_subject() -> None:
    """The task list leads to all that can be said about the subject, with what was said, and comes again."""
    told = {
        "country": "Exampleland",
        "conducted": "peer",
        "cleared_by": [{"service": "Customs"}, {"service": "Police"}],
    }
    interview = converse(start(PORT, sheet(PORT, DONE, **told)), ("tasks", ToSubject()))
    assert "Exampleland" == asks(interview, AskText).given
    interview = converse(
        interview,
        *((name, NOTHING) for name in ABOUT[:-2]),
        ("subject.conducted", Said("peer")),
        ("subject.cleared.service", NOTHING),
        ("subject.cleared.service", Said("Police")),
        ("subject.cleared.function", Said("Chief")),
        ("subject.cleared.date", Said("2026-12-01")),
        ("subject.cleared.service", NOTHING),
    )

    assert "tasks" == here(interview)
    assert {
        "conducted": "peer",
        "cleared_by": [{"service": "Police", "function": "Chief", "date": "2026-12-01"}],
    } == plain(interview.sheet.subject)


@pytest.mark.parametrize(
    ("name", "wrong", "refused"),
    [
        ("subject.date", "23.11.2026", "date_day"),
        ("subject.date", "2026-02-30", "date_day"),
        ("subject.agency", "border guard", "agency_not_word"),
        ("subject.agency", "2nd", "agency_not_word"),
        ("subject.country", "x" * (LONGEST_TEXT + 1), "too_long"),
    ],
)
def test_subject_refused(name: str, wrong: str, refused: str) -> None:
    """A text that cannot stand there changes nothing, and is given again to be mended."""
    before = [(each, NOTHING) for each in OPENING[: OPENING.index(name)]]
    interview = at(name, start(PORT, sheet(PORT, {})), *before)
    after = advance(interview, Said(wrong))

    assert replace(interview, refused=Refusal(refused, wrong)) == after
    assert (name, wrong) == (here(after), asks(after, AskText, AskOption).given)


def test_refused_text_is_given_once() -> None:
    """Once it is mended, or left, what was refused is forgotten."""
    interview = at("subject.date", start(PORT, sheet(PORT, {}, respondents=["Head"])))
    refused = advance(interview, Said("tomorrow"))
    mended = converse(refused, ("subject.date", Said("2026-11-23")), ("tasks", BACK))

    assert "2026-11-23" == asks(mended, AskText).given
    assert Refusal("nothing_before") == advance(refused, BACK).refused


# --- where it begins ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({}, id="nothing answered"),
        pytest.param({"law.text": 3}, id="some answered"),
        pytest.param({"law.text": {"note": "Ask."}}, id="only a note"),
        pytest.param(DONE, id="all answered"),
        pytest.param({"law.text": {"level": 3, "asked": PORT.asked["law.text"]}}, id="same words"),
        pytest.param({"law.text": {"note": "Ask.", "asked": FORMER}}, id="other words, but no answer"),
        pytest.param({"law.use": {"level": 3, "asked": FORMER}, "law.text": 0}, id="other words, not asked"),
    ],
)
def test_start(said: dict[str, SaidOfQuestion]) -> None:
    """An interview that goes on shows the task list."""
    assert "tasks" == here(begun(said))


def test_start_with_changed_words() -> None:
    """An interview that goes on asks first about the answers whose words have changed, in the diagnostic's order."""
    interview = begun(
        {"sea.port": {"level": 3, "asked": FORMER}, "law.text": {"level": "unknown", "asked": FORMER}}
    )

    converse(
        interview, ("law.text again", KEEP), ("sea.port again", KEEP), ("tasks", Confirmed()), ("check", BACK)
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"critical_only": True}, {"law": ["law.text"], "sea": ["sea.count"]}),
        ({"domains": ["sea"]}, {"sea": ["sea.port", "sea.count"]}),
        ({"domains": ["sea"], "critical_only": True}, {"sea": ["sea.count"]}),
        (
            {"domains": ["sea", "law"]},
            {"law": ["law.text", "law.use"], "sea": ["sea.port", "sea.count"]},
        ),
        ({"domains": []}, {}),
    ],
)
def test_part_of_the_questions(options: dict[str, Any], expected: dict[str, list[str]]) -> None:
    """A sitting can be about the critical questions, or some domains, only; the others are neither asked nor shown."""
    interview = begun(**options)
    found: dict[str, list[str]] = {task.domain.id: [] for task in asks(interview, ChooseTask).tasks}
    for domain, questions in found.items():
        interview = advance(interview, WentTo(domain))
        while isinstance(current := step(interview), AskLevel):
            questions.append(current.question.id)
            interview = advance(interview, Skipped())
    checked = asks(advance(interview, Confirmed()), CheckAnswers).answers

    assert expected == found
    assert interview.asked == interview.open == tuple(one.question.id for one in checked)
    assert [one for questions in expected.values() for one in questions] == list(interview.asked)


def test_part_of_the_questions_is_not_stored() -> None:
    """What is asked in a sitting changes nothing in the file."""
    assert begun().sheet == begun(domains=["sea"], critical_only=True).sheet


def test_domains_out_of_scope() -> None:
    """Domains that the file leaves out are not asked, shown or counted, even when they have answers."""
    interview = start(PORT, sheet(PORT, {"law.text": {"level": 3, "asked": FORMER}}, domains=["sea"]))

    assert ["sea"] == [task.domain.id for task in asks(interview, ChooseTask).tasks]
    assert ("sea.port", "sea.count") == interview.open
    assert len(interview.asked) - 2 == interview.answered


# --- the task list ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "law", "sea", "following"),
    [
        pytest.param({}, ("not_started", 0, 2), ("not_started", 0, 2), "law", id="nothing"),
        pytest.param({"sea.port": 3}, ("not_started", 0, 2), ("in_progress", 1, 2), "sea", id="one begun"),
        pytest.param(
            {"sea.port": 3, "law.text": 3},
            ("in_progress", 1, 2),
            ("in_progress", 1, 2),
            "law",
            id="both begun",
        ),
        pytest.param(
            {"law.text": 3, "law.use": 0}, ("done", 2, 2), ("not_started", 0, 2), "sea", id="one done"
        ),
        pytest.param(
            {"law.text": {"level": 0, "weaknesses": []}},
            ("done", 1, 1),
            ("not_started", 0, 2),
            "sea",
            id="the other question is not asked",
        ),
        pytest.param(
            {"law.text": 0}, ("in_progress", 1, 1), ("not_started", 0, 2), "law", id="weaknesses not asked"
        ),
        pytest.param(
            {"law.text": {"note": "Ask."}}, ("not_started", 0, 2), ("not_started", 0, 2), "law", id="a note"
        ),
        pytest.param(
            {**DONE, "sea.port": {"level": "not_applicable", "reason": "No."}, "sea.count": "unknown"},
            ("done", 2, 2),
            ("done", 2, 2),
            None,
            id="all",
        ),
    ],
)
def test_tasks(said: dict[str, SaidOfQuestion], law: Any, sea: Any, following: str | None) -> None:
    """The task list says how far each domain has come, and which to go on with: the first that is begun, or open."""
    tasks = (Task(PORT.domain["law"], *law), Task(PORT.domain["sea"], *sea))

    assert ChooseTask(tasks, following, (), ()) == step(begun(said))


def test_tasks_name_what_is_kept_and_what_has_changed() -> None:
    """The task list names answers that are not asked any more, and questions whose words have changed."""
    interview = begun(
        {
            "old.question": "2",
            "law.text": {"level": 3, "asked": FORMER},
            "sea.count": {"level": 3, "asked": FORGOTTEN},
        }
    )
    interview = converse(interview, ("law.text again", Skipped()), ("sea.count again", Skipped()))
    tasks = asks(interview, ChooseTask)

    assert (("old.question",), ("1.1", "2.2")) == (tasks.kept, tasks.changed)


def test_domain_that_is_not_asked() -> None:
    """A domain of which nothing is asked is no task, and comes with the answer that its questions hang on."""
    interview = begun({"a.gate": 0}, GATED)
    assert ["a"] == [task.domain.id for task in asks(interview, ChooseTask).tasks]

    interview = converse(
        interview, ("tasks", WentTo("a")), ("check a", WentTo("a.gate")), ("a.gate level", Chose("operating"))
    )
    assert ["a", "b"] == [task.domain.id for task in asks(advance(interview, ToTasks()), ChooseTask).tasks]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, "law.text level", id="nothing answered"),
        pytest.param({"law.text": 3}, "law.use level", id="first unanswered"),
        pytest.param({"law.text": 1}, "law.text weaknesses", id="weak, weaknesses not asked yet"),
        pytest.param({"law.text": 2}, "law.text weaknesses", id="partial, weaknesses not asked yet"),
        pytest.param({"law.text": {"level": 1, "weaknesses": []}}, "check law", id="weak, none observed"),
        pytest.param({"law.text": "unknown"}, "law.use level", id="unknown: weaknesses are not asked"),
        pytest.param({"law.text": 3, "law.use": 0}, "check law", id="weak, but without weaknesses"),
        pytest.param({"law.text": {"note": "Ask."}}, "law.text level", id="only a note"),
        pytest.param({"law.use": 3}, "law.text level", id="an earlier one is open"),
        pytest.param({"sea.port": 3}, "law.text level", id="another domain"),
    ],
)
def test_choosing_a_domain(said: dict[str, SaidOfQuestion], expected: str) -> None:
    """A domain begins at the first thing that is open in it; one that is done shows its answers."""
    at(expected, begun(said), ("tasks", WentTo("law")))


def test_after_the_last_question() -> None:
    """After the last question of a domain comes the task list, whatever is open in others."""
    at(
        "tasks",
        begun(),
        ("tasks", WentTo("law")),
        ("law.text level", Chose("operating")),
        ("law.use level", Chose("absent")),
    )


def test_what_is_answered_is_passed_over() -> None:
    """Within a domain the interview goes on at what is open; answers between are not asked again."""
    at(
        "tasks",
        begun({"sea.count": 3}),
        ("tasks", WentTo("sea")),
        ("sea.port level", Chose("absent")),
        ("sea.port weaknesses", Ticked(())),
    )


def test_domains_in_any_order() -> None:
    """Domains can be answered one after the other in any order, and left in between."""
    interview = converse(
        begun(),
        ("tasks", WentTo("sea")),
        ("sea.port level", Chose("operating")),
        ("sea.count level", ToTasks()),
        ("tasks", WentTo("law")),
        ("law.text level", Chose("unknown")),
        ("law.use level", ToTasks()),
        ("tasks", WentTo("sea")),
        ("sea.count level", Chose("all")),
        ("tasks", WentTo("law")),
        ("law.use level", Chose("operating")),
        ("tasks", WentTo("sea")),
        ("check sea", Confirmed()),
    )

    assert None is asks(interview, ChooseTask).next
    assert {"law.text": "unknown", "law.use": "operating", "sea.port": "operating", "sea.count": "all"} == {
        key: answer["level"] for key, answer in answers(interview).items()
    }


# --- levels, weaknesses -------------------------------------------------------------------------------------------


def asked(question_id: str, said: Mapping[str, SaidOfQuestion] | None = None, **options: Any) -> Interview:
    """Return an interview at a question, reached from the overview, with some answers."""
    interview = begun(said, **options)
    return at(f"{question_id} level", interview, ("tasks", Confirmed()), ("check", WentTo(question_id)))


@pytest.mark.parametrize(
    ("question_id", "level", "expected"),
    [
        ("law.text", "absent", "law.text weaknesses"),
        ("law.text", "ad_hoc", "law.text weaknesses"),
        ("law.text", "defined", "law.text weaknesses"),
        ("law.text", "operating", "check"),
        ("law.text", "institutionalised", "check"),
        ("law.text", "unknown", "check"),
        ("law.use", "absent", "check"),
        ("sea.port", "not_applicable", "sea.port reason"),
        ("sea.count", "never", "sea.count weaknesses"),
        ("sea.count", "some", "sea.count weaknesses"),
        ("sea.count", "all", "check"),
    ],
)
def test_after_a_level(question_id: str, level: str, expected: str) -> None:
    """What follows a level depends on its strength on the question's own scale, and on the question."""
    at(expected, asked(question_id), (f"{question_id} level", Chose(level)))


def test_weak_answer() -> None:
    """After a weak answer come its weaknesses, then the next question."""
    interview = converse(
        begun(),
        ("tasks", WentTo("sea")),
        ("sea.port level", Chose("absent")),
        ("sea.port weaknesses", Ticked(("closed",))),
        ("sea.count level", Skipped()),
    )

    assert {"sea.port": {"level": "absent", "weaknesses": ["closed"]}} == answers(interview)


def test_none_observed_is_said() -> None:
    """That no weakness was observed is kept, unlike that none was asked."""
    interview = converse(asked("law.text"), ("law.text level", Chose("absent")))
    assert None is asks(interview, AskWeaknesses).given

    interview = advance(advance(interview, Ticked(())), BACK)
    assert AskWeaknesses(PORT.question["law.text"], ()) == step(interview)
    assert {"law.text": {"level": "absent", "weaknesses": []}} == answers(interview)


def test_ticks_are_kept_in_the_order_of_the_question() -> None:
    """The same ticks make the same file, in whatever order they came."""
    interview = converse(
        asked("law.text"),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("secret", "old"))),
    )

    assert ["old", "secret"] == answers(interview)["law.text"]["weaknesses"]


def test_strong_answer_with_ticks() -> None:
    """When a level becomes strong, the weaknesses that were ticked are shown again."""
    interview = converse(
        asked("law.text", {"law.text": {"level": 1, "weaknesses": ["secret"]}}),
        ("law.text level", Chose("operating")),
    )
    assert ("secret",) == asks(interview, AskWeaknesses).given
    interview = at("check", interview, ("law.text weaknesses", Ticked(("secret",))))

    assert {"level": "operating", "weaknesses": ["secret"]} == answers(interview)["law.text"]


def test_strong_answer_without_ticks() -> None:
    """When a level becomes strong and nothing was ticked, there is nothing to confirm."""
    at(
        "check",
        asked("law.text", {"law.text": {"level": 1, "weaknesses": []}}),
        ("law.text level", Chose("operating")),
    )


def test_unknown_keeps_ticks() -> None:
    """Ticks stay on an answer that becomes unknown; it is not asked about them."""
    interview = at(
        "check",
        asked("law.text", {"law.text": {"level": 1, "weaknesses": ["old"]}}),
        ("law.text level", Chose("unknown")),
    )

    assert {"level": "unknown", "weaknesses": ["old"]} == answers(interview)["law.text"]


def test_saved_with_the_words_asked() -> None:
    """An answer carries the fingerprint of its question, also when the question was asked in other words before."""
    said: dict[str, SaidOfQuestion] = {"law.text": {"level": 3, "asked": FORMER}}
    interview = converse(
        begun(said),
        ("law.text again", Skipped()),
        ("tasks", WentTo("law")),
        ("law.use level", Chose("unknown")),
        ("tasks", WentTo("law")),
    )
    assert FORMER == interview.sheet.answers["law.text"].asked

    interview = converse(
        interview, ("check law", WentTo("law.text")), ("law.text level", Chose("institutionalised"))
    )
    assert PORT.asked == {**PORT.asked, **{key: one.asked for key, one in interview.sheet.answers.items()}}


def test_rest_of_an_answer_is_kept() -> None:
    """What is not asked about an answer stays when it is answered anew: evidence, note, keys of the file's owner."""
    kept: Data = {
        "evidence": "document",
        "reference": {"title": "Minutes"},
        "note": "See the minutes.",
        "dissent": [{"who": "Police", "text": "No."}],
        "x-page": "4",
        "handling": "national",
    }
    interview = converse(
        asked("law.text", {"law.text": {"level": 3, **kept}}),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
    )

    assert {**kept, "level": "absent", "weaknesses": ["old"]} == answers(interview)["law.text"]


def test_order_of_answers() -> None:
    """Answers are kept in the diagnostic's order, those of other versions behind them, the owner's keys last."""
    saved = {"old.question": Answer(level="2"), "sea.count": Answer(level="all"), "x-mine": "kept"}
    before = sheet(PORT, {}, date="2026-11-23").model_copy(update={"saved": saved})
    interview = converse(
        start(PORT, before), ("tasks", WentTo("law")), ("law.text level", Chose("operating"))
    )

    assert ["law.text", "sea.count", "old.question", "x-mine"] == list(interview.sheet.saved)


# --- what else can be said about an answer ------------------------------------------------------------------------


def test_note() -> None:
    """A note is cleaned, keeps its lines, is shown again, and goes when it is emptied."""
    interview = converse(
        asked("law.text", DONE),
        ("law.text level", ToldAside("note")),
        ("law.text note", Said("  First.\r\nSecond\x1b[31m.\x07\t[bold]\u202e ")),
        ("law.text level", ToldAside("note")),
    )
    note = "First.\nSecond[31m. [bold]"
    assert AskText("note", PORT.question["law.text"], note, long=True) == step(interview)

    interview = at("law.text level", interview, ("law.text note", NOTHING))
    assert {"level": "operating"} == answers(interview)["law.text"]


def test_note_before_the_answer() -> None:
    """A note can come before the answer, which then stands beside it."""
    interview = at(
        "law.text level",
        begun(),
        ("tasks", WentTo("law")),
        ("law.text level", ToldAside("note")),
        ("law.text note", Said("Ask.")),
    )
    assert ({"law.text": {"note": "Ask."}}, None) == (
        answers(interview),
        asks(interview, AskLevel).given.level,
    )
    assert "law.text" in interview.open

    interview = at("law.use level", interview, ("law.text level", Chose("operating")))
    assert {"law.text": {"level": "operating", "note": "Ask."}} == answers(interview)


def test_evidence() -> None:
    """What carries an answer is a grade and the document, and leads back to the question."""
    interview = converse(asked("law.text", DONE), ("law.text level", ToldAside("evidence")))
    grades = ("none", "statement", "document", "verified")
    assert AskOption("evidence", PORT.question["law.text"], grades, "") == step(interview)

    interview = at(
        "law.text level",
        interview,
        ("law.text evidence", Said("document")),
        ("law.text reference.title", Said("Minutes")),
        ("law.text reference.date", Said("2026-03-01")),
        ("law.text reference.holder", Said("Archive")),
    )
    assert {
        "level": "operating",
        "evidence": "document",
        "reference": {"title": "Minutes", "date": "2026-03-01", "holder": "Archive"},
    } == answers(interview)["law.text"]


def test_no_evidence() -> None:
    """That nothing carries an answer is said at once."""
    interview = at(
        "law.text level",
        asked("law.text", DONE),
        ("law.text level", ToldAside("evidence")),
        ("law.text evidence", Said("none")),
    )

    assert {"level": "operating", "evidence": "none"} == answers(interview)["law.text"]


def test_views() -> None:
    """In a workshop everyone who did not agree has their say, and every open point its owner."""
    interview = at(
        "law.text level",
        asked("law.text", DONE),
        ("law.text level", ToldAside("views")),
        ("law.text agreed", Said("Customs, Coast guard")),
        ("law.text dissent.who", Said("Police")),
        ("law.text dissent.text", Said("No.")),
        ("law.text dissent.who", Said("Court")),
        ("law.text dissent.text", Said("Never.")),
        ("law.text dissent.who", NOTHING),
        ("law.text open.text", Said("Find it.")),
        ("law.text open.owner", Said("Archive")),
        ("law.text open.text", Said("Read it.")),
        ("law.text open.owner", NOTHING),
        ("law.text open.text", NOTHING),
    )

    assert {
        "level": "operating",
        "agreed": ["Customs", "Coast guard"],
        "dissent": [{"who": "Police", "text": "No."}, {"who": "Court", "text": "Never."}],
        "open": [{"text": "Find it.", "owner": "Archive"}, {"text": "Read it."}],
    } == answers(interview)["law.text"]


VIEWS: Final[Data] = {
    "agreed": ["Customs"],
    "dissent": [{"who": "Police", "text": "No."}, {"who": "Court", "text": "Never."}],
    "open": [{"text": "Find it.", "owner": "Archive"}, {"text": "Read it."}],
}


def test_changing_views() -> None:
    """One dissent or open point is changed, and another taken out, without the others."""
    interview = converse(
        asked("law.text", {**DONE, "law.text": {"level": 3, **VIEWS}}),
        ("law.text level", ToldAside("views")),
        ("law.text agreed", NOTHING),
        ("law.text dissent.who", NOTHING),
    )
    assert "Court" == asks(interview, AskText).given
    interview = converse(interview, ("law.text dissent.who", Said("Court of appeal")))
    assert "Never." == asks(interview, AskText).given
    interview = converse(
        interview,
        ("law.text dissent.text", Said("Perhaps.")),
        ("law.text dissent.who", NOTHING),
        ("law.text open.text", Said("Find it.")),
    )
    assert "Archive" == asks(interview, AskText).given
    interview = at(
        "law.text level",
        interview,
        ("law.text open.owner", NOTHING),
        ("law.text open.text", NOTHING),
    )

    assert {
        "level": "operating",
        "dissent": [{"who": "Court of appeal", "text": "Perhaps."}],
        "open": [{"text": "Find it."}],
    } == answers(interview)["law.text"]


@pytest.mark.parametrize(
    ("before", "text"), [pytest.param({}, "", id="new"), pytest.param(VIEWS, "No.", id="changed")]
)
def test_back_from_what_a_dissent_says(before: Data, text: str) -> None:
    """Who goes back from what a dissent says finds the name that was just given, which is not kept yet."""
    interview = converse(
        asked("law.text", {"law.text": {"level": 3, **before}}),
        ("law.text level", ToldAside("views")),
        ("law.text agreed", Said("Customs")),
        ("law.text dissent.who", Said("Coast guard")),
    )
    assert text == asks(interview, AskText).given
    interview = at("law.text dissent.who", interview, ("law.text dissent.text", BACK))

    assert "Coast guard" == asks(interview, AskText).given
    assert before.get("dissent") == answers(interview)["law.text"].get("dissent")


def test_name_that_was_taken_back() -> None:
    """A name that was given and then taken back, with the dissent, does not come again for the next one."""
    interview = converse(
        asked("law.text", {"law.text": {"level": 3, **VIEWS}}),
        ("law.text level", ToldAside("views")),
        ("law.text agreed", Said("Customs")),
        ("law.text dissent.who", Said("Coast guard")),
        ("law.text dissent.text", BACK),
        ("law.text dissent.who", NOTHING),
    )
    assert AskText("dissent.who", PORT.question["law.text"], "Court") == step(interview)

    interview = converse(interview, ("law.text dissent.who", Said("Court")))
    assert "Never." == asks(interview, AskText).given


def test_back_to_a_name_that_was_taken_back() -> None:
    """Who goes back to where a name was taken back finds nothing there."""
    interview = at(
        "law.text dissent.who",
        asked("law.text", DONE),
        ("law.text level", ToldAside("views")),
        ("law.text agreed", NOTHING),
        ("law.text dissent.who", Said("Coast guard")),
        ("law.text dissent.text", BACK),
        ("law.text dissent.who", NOTHING),
        ("law.text open.text", BACK),
    )

    assert "" == asks(interview, AskText).given


@pytest.mark.parametrize(
    ("what", "turns"),
    [
        pytest.param("note", [("law.text note", Said("Ask."))], id="note"),
        pytest.param("evidence", [("law.text evidence", Said("none"))], id="evidence"),
        pytest.param(
            "views",
            [
                ("law.text agreed", NOTHING),
                ("law.text dissent.who", NOTHING),
                ("law.text open.text", NOTHING),
            ],
            id="views",
        ),
        pytest.param("weaknesses", [("law.text weaknesses", Ticked(("old",)))], id="weaknesses"),
        pytest.param("weaknesses", [("law.text weaknesses", Skipped())], id="weaknesses left open"),
        pytest.param("weaknesses", [("law.text weaknesses", WentBack(("old",)))], id="back with ticks"),
        pytest.param("note", [("law.text note", BACK)], id="back from a note"),
        pytest.param(
            "evidence",
            [
                ("law.text evidence", Said("document")),
                ("law.text reference.title", BACK),
                ("law.text evidence", BACK),
            ],
            id="back from the evidence",
        ),
    ],
)
def test_aside_leads_back(what: Aside, turns: list[tuple[str, Event]]) -> None:
    """What is told aside leads back to the question as if one had not left it."""
    before = asked("law.text", DONE)
    after = at("law.text level", converse(before, ("law.text level", ToldAside(what)), *turns))

    assert (before.cursor, before.trail) == (after.cursor, after.trail)


def test_aside_of_a_question_that_is_looked_over() -> None:
    """A question reached from the overview still leads back there after something was told aside."""
    interview = at(
        "law.text level",
        asked("law.text", DONE),
        ("law.text level", ToldAside("note")),
        ("law.text note", Said("Ask.")),
    )

    at("check", interview, ("law.text level", Chose("institutionalised")))


def test_weaknesses_of_a_strong_answer() -> None:
    """Weaknesses can be ticked on a strong answer too, by themselves."""
    interview = converse(asked("law.text", DONE), ("law.text level", ToldAside("weaknesses")))
    assert AskWeaknesses(PORT.question["law.text"], None) == step(interview)
    interview = at("law.text level", interview, ("law.text weaknesses", Ticked(("secret",))))

    assert {"level": "operating", "weaknesses": ["secret"]} == answers(interview)["law.text"]


@pytest.mark.parametrize(
    ("question_id", "said", "key"),
    [
        pytest.param("law.text", {}, "level_first", id="open"),
        pytest.param("law.text", {"law.text": {"note": "Ask."}}, "level_first", id="only a note"),
        pytest.param("law.text", {"law.text": "unknown"}, "level_first", id="unknown"),
        pytest.param(
            "sea.port",
            {"sea.port": {"level": "not_applicable", "reason": "No."}},
            "level_first",
            id="not applicable",
        ),
        pytest.param("law.use", {"law.use": 3}, "no_weaknesses", id="question without weaknesses"),
        pytest.param("law.use", {}, "no_weaknesses", id="open question without weaknesses"),
    ],
)
def test_no_weaknesses_to_tick(question_id: str, said: dict[str, SaidOfQuestion], key: str) -> None:
    """Weaknesses belong to a level, and to a question that has some."""
    interview = asked(question_id, said)

    assert replace(interview, refused=Refusal(key)) == advance(interview, ToldAside("weaknesses"))


@pytest.mark.parametrize(
    ("before", "place", "wrong", "refused"),
    [
        pytest.param(
            [("law.text level", ToldAside("note"))], "law.text note", "x" * 20_001, "too_long", id="long note"
        ),
        pytest.param(
            [
                ("law.text level", ToldAside("evidence")),
                ("law.text evidence", Said("document")),
                ("law.text reference.title", Said("Law")),
            ],
            "law.text reference.date",
            "last May",
            "date_day",
            id="no day",
        ),
        pytest.param(
            [
                ("law.text level", ToldAside("views")),
                ("law.text agreed", NOTHING),
                ("law.text dissent.who", Said("Police")),
            ],
            "law.text dissent.text",
            " ",
            "needs_dissent",
            id="no dissent",
        ),
    ],
)
def test_refused_aside(before: list[tuple[str, Event]], place: str, wrong: str, refused: str) -> None:
    """A text about an answer that cannot stand there changes nothing, and is given again to be mended."""
    interview = at(place, asked("law.text", DONE), *before)
    after = advance(interview, Said(wrong))

    assert replace(interview, refused=Refusal(refused, wrong)) == after
    assert (place, wrong) == (here(after), asks(after, AskText).given)


# --- not applicable -----------------------------------------------------------------------------------------------


def test_not_applicable() -> None:
    """Not applicable asks for its reason, stores nothing before it, and goes on to the next question."""
    interview = converse(begun(), ("tasks", WentTo("sea")), ("sea.port level", Chose("not_applicable")))
    asks = AskText("reason", PORT.question["sea.port"], "", level="not_applicable")
    assert (asks, {}) == (step(interview), answers(interview))

    interview = at("sea.count level", interview, ("sea.port reason", Said(" No\tcoast. ")))
    assert {"sea.port": {"level": "not_applicable", "reason": "No coast."}} == answers(interview)
    assert PORT.asked["sea.port"] == interview.sheet.answers["sea.port"].asked


@pytest.mark.parametrize("empty", ["", "  ", "\n", "\x1b\x07", "\u202e"])
def test_reason_is_needed(empty: str) -> None:
    """A reason of nothing, or of nothing that can be seen, is refused."""
    interview = converse(asked("sea.port"), ("sea.port level", Chose("not_applicable")))

    assert replace(interview, refused=Refusal("needs_reason", empty)) == advance(interview, Said(empty))


def test_back_from_the_reason() -> None:
    """Who turns back before giving a reason still has the answer from before."""
    interview = at(
        "sea.port level",
        asked("sea.port", DONE),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", BACK),
    )

    assert settled(PORT, DONE)["sea.port"] == asks(interview, AskLevel).given


def test_applicable_after_all() -> None:
    """A level in place of not applicable removes the reason; not applicable again asks for one."""
    said: dict[str, SaidOfQuestion] = {"sea.port": {"level": "not_applicable", "reason": "No coast."}}
    interview = converse(asked("sea.port", said), ("sea.port level", Chose("not_applicable")))
    assert "No coast." == asks(interview, AskText).given
    interview = converse(
        interview,
        ("sea.port reason", BACK),
        ("sea.port level", Chose("operating")),
        ("check", WentTo("sea.port")),
        ("sea.port level", Chose("not_applicable")),
    )

    assert ("", {"level": "operating"}) == (asks(interview, AskText).given, answers(interview)["sea.port"])


# --- skip ---------------------------------------------------------------------------------------------------------


def test_skip() -> None:
    """A question that is skipped stays open, and its domain begins with it when it is chosen again."""
    interview = converse(
        begun(),
        ("tasks", WentTo("law")),
        ("law.text level", Skipped()),
        ("law.use level", Chose("operating")),
    )
    assert {"law.use": {"level": "operating"}} == answers(interview)
    assert ("law.text", "sea.port", "sea.count") == interview.open

    at("law.text level", interview, ("tasks", WentTo("law")))


def test_skipped_weaknesses() -> None:
    """Weaknesses that are skipped stay unasked, and their domain is not done."""
    interview = at(
        "sea.count level",
        begun(),
        ("tasks", WentTo("sea")),
        ("sea.port level", Chose("absent")),
        ("sea.port weaknesses", Skipped()),
    )
    assert {"sea.port": {"level": "absent"}} == answers(interview)

    at("sea.port weaknesses", interview, ("sea.count level", Chose("all")), ("tasks", WentTo("sea")))


def test_skip_what_is_answered() -> None:
    """Skipping a question that has an answer leaves it as it is."""
    before = asked("law.text", DONE)

    assert before.sheet == at("check", before, ("law.text level", Skipped())).sheet


def test_skipped_is_not_asked_again_on_the_way() -> None:
    """Who goes back over skipped questions and answers one is not asked the others again before the task list."""
    at(
        "tasks",
        begun(),
        ("tasks", WentTo("sea")),
        ("sea.port level", Skipped()),
        ("sea.count level", Skipped()),
        ("tasks", BACK),
        ("sea.count level", BACK),
        ("sea.port level", Chose("operating")),
    )


def test_skipped_in_another_domain() -> None:
    """Choosing a domain brings back what was skipped in it, and not what was skipped in others."""
    interview = converse(
        begun(),
        ("tasks", WentTo("sea")),
        ("sea.port level", Skipped()),
        ("sea.count level", Skipped()),
        ("tasks", WentTo("law")),
        ("law.text level", Skipped()),
        ("law.use level", BACK),
        ("law.text level", BACK),
        ("tasks", BACK),
        ("sea.count level", BACK),
        ("sea.port level", Chose("operating")),
        ("tasks", WentTo("sea")),
    )

    assert "sea.count level" == here(interview)


# --- back ---------------------------------------------------------------------------------------------------------


def test_back_over_everything() -> None:
    """Back retraces every kind of step in turn and changes no answer."""
    turns: list[tuple[str, Event]] = [
        *((name, NOTHING) for name in OPENING),
        ("tasks", WentTo("law")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("tasks", WentTo("sea")),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", Said("No coast.")),
        ("sea.count level", Chose("unknown")),
        ("tasks", WentTo("law")),
        ("check law", WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("check law", Confirmed()),
        ("tasks", ToSubject()),
        *((name, NOTHING) for name in ABOUT),
        ("tasks", Confirmed()),
        ("check", WentTo("sea.count")),
        ("sea.count level", Skipped()),
        ("check", Confirmed()),
        ("remark counting", WentTo("sea.count")),
        ("sea.count level", Skipped()),
        ("remark counting", ToTasks()),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("remark counting", Confirmed()),
        ("subject.conducted", NOTHING),
        ("subject.cleared.service", NOTHING),
    ]
    interview = end = at("finished", start(PORT, sheet(PORT, {})), *turns)

    for place, _ in reversed(turns):
        interview = advance(interview, BACK)
        assert (place, None, end.sheet) == (here(interview), interview.refused, interview.sheet)


def test_back_to_what_was_just_answered() -> None:
    """From the task list, back leads to the question that was answered last, with its answer."""
    interview = at(
        "law.use level",
        begun({"law.text": 3}),
        ("tasks", WentTo("law")),
        ("law.use level", Chose("absent")),
        ("tasks", BACK),
    )

    assert "absent" == asks(interview, AskLevel).given.level


def test_back_keeps_ticks() -> None:
    """What was ticked before going back is kept, on the way to the level that it belongs to."""
    interview = at(
        "law.text level",
        asked("law.text"),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", WentBack(("secret", "old"))),
    )

    assert {"level": "absent", "weaknesses": ["old", "secret"]} == answers(interview)["law.text"]


def test_back_without_ticks() -> None:
    """Where nothing was ticked before going back, weaknesses stay unasked, or as they were."""
    interview = at(
        "law.text level",
        asked("law.text"),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", BACK),
    )
    assert {"level": "absent"} == answers(interview)["law.text"]

    interview = at(
        "law.text level",
        interview,
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("check", BACK),
        ("law.text weaknesses", BACK),
    )
    assert {"level": "absent", "weaknesses": ["old"]} == answers(interview)["law.text"]


def test_later_answers_are_not_lost() -> None:
    """Who goes back and answers anew goes on at the first open question; the answers between are kept."""
    interview = at(
        "tasks",
        begun(),
        ("tasks", WentTo("law")),
        ("law.text level", Chose("operating")),
        ("law.use level", Chose("absent")),
        ("tasks", BACK),
        ("law.use level", BACK),
        ("law.text level", Chose("institutionalised")),
    )

    assert {"law.text": {"level": "institutionalised"}, "law.use": {"level": "absent"}} == answers(interview)


@pytest.mark.parametrize(
    "interview",
    [
        pytest.param(start(PORT, sheet(PORT, {})), id="opening"),
        pytest.param(begun(), id="tasks"),
        pytest.param(begun({"law.text": {"level": 3, "asked": FORMER}}), id="changed words"),
    ],
)
def test_nothing_before(interview: Interview) -> None:
    """Back at the beginning of a sitting is refused; the next thing said counts."""
    refused = advance(interview, BACK)

    assert replace(interview, refused=Refusal("nothing_before")) == refused
    assert advance(interview, WentAway()) == advance(refused, WentAway())


def test_back_passes_over_vanished_questions() -> None:
    """Back does not lead to a question, or the reason why it was not applicable, that an answer has made vanish."""
    interview = converse(
        begun({}, GATED),
        ("tasks", WentTo("b")),
        ("b.yard level", Chose("not_applicable")),
        ("b.yard reason", Said("No yard.")),
        ("tasks", WentTo("a")),
        ("a.gate level", Chose("absent")),
    )
    begin = at("tasks", interview, ("tasks", BACK), ("a.gate level", BACK), ("tasks", BACK))

    assert Refusal("nothing_before") == advance(begin, BACK).refused


def test_back_leads_to_the_reason_of_a_question_that_is_still_asked() -> None:
    """Back leads to why a question was not applicable, with the reason that was given."""
    interview = at(
        "sea.port reason",
        begun(),
        ("tasks", WentTo("sea")),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", Said("No coast.")),
        ("sea.count level", BACK),
    )

    assert "No coast." == asks(interview, AskText).given


# --- ask_if -------------------------------------------------------------------------------------------------------


def test_questions_appear_and_vanish() -> None:
    """A question whose `ask_if` turns false is no longer asked, its answer kept and unused, and comes back with it."""
    said: dict[str, SaidOfQuestion] = {"law.text": 3, "law.use": {"level": "defined", "note": "Kept."}}
    interview = at(
        "check law",
        begun(said),
        ("tasks", WentTo("law")),
        ("check law", WentTo("law.text")),
        ("law.text level", Chose("ad_hoc")),
        ("law.text weaknesses", Ticked(())),
    )
    assert ["law.text"] == [one.question.id for one in asks(interview, CheckAnswers).answers]
    assert {"level": "defined", "note": "Kept."} == answers(interview)["law.use"]

    interview = converse(interview, ("check law", WentTo("law.text")), ("law.text level", Chose("unknown")))
    listed = {one.question.id: one.answer for one in asks(interview, CheckAnswers).answers}
    assert interview.sheet.answers == listed


def test_question_appears_open() -> None:
    """A question that appears by an answer from the overview stands there as open."""
    interview = converse(
        begun({"law.text": {"level": 0, "weaknesses": []}}, domains=["law"]),
        ("tasks", WentTo("law")),
        ("check law", WentTo("law.text")),
        ("law.text level", Chose("operating")),
    )

    assert ("check law", ("law.use",)) == (here(interview), interview.open)
    assert Checked(PORT.question["law.use"], None, changed=False) == asks(interview, CheckAnswers).answers[1]


@pytest.mark.parametrize(
    ("level", "expected"),
    [("absent", "tasks"), ("operating", "law.use level"), ("unknown", "law.use level")],
)
def test_ask_if(level: str, expected: str) -> None:
    """A question is passed over when its `ask_if` is false, and asked when that is in doubt."""
    interview = converse(begun(), ("tasks", WentTo("law")), ("law.text level", Chose(level)))
    if isinstance(step(interview), AskWeaknesses):
        interview = advance(interview, Ticked(()))

    assert expected == here(interview)


# --- the overview -------------------------------------------------------------------------------------------------


def test_overview_of_a_domain() -> None:
    """A domain that is done shows each of its questions that is asked, with its answer."""
    interview = begun({"sea.port": 4, "sea.count": "unknown", "law.text": 3})

    assert CheckAnswers(
        PORT.domain["sea"],
        (
            Checked(PORT.question["sea.port"], Answer(level="institutionalised"), changed=False),
            Checked(PORT.question["sea.count"], Answer(level="unknown"), changed=False),
        ),
    ) == step(advance(interview, WentTo("sea")))


def test_overview_of_all() -> None:
    """The overview shows every question of the sitting with its answer, or that it has none, or other words."""
    said: dict[str, SaidOfQuestion] = {
        "law.text": {"note": "Ask."},
        "sea.port": {"level": 3, "asked": FORMER},
        "sea.count": 3,
    }
    interview = converse(begun(said), ("sea.port again", Skipped()), ("tasks", Confirmed()))

    assert CheckAnswers(
        None,
        (
            Checked(PORT.question["law.text"], None, changed=False),
            Checked(PORT.question["law.use"], None, changed=False),
            Checked(PORT.question["sea.port"], Answer(level="operating", asked=FORMER), changed=True),
            Checked(PORT.question["sea.count"], Answer(level="all"), changed=False),
        ),
    ) == step(interview)


@pytest.mark.parametrize("overview", ["check law", "check"])
def test_change_from_the_overview(overview: str) -> None:
    """A question reached from an overview is asked in full and leads straight back, open questions or not."""
    interview = begun({"law.text": 3, "law.use": 3})
    to_overview: Event = Confirmed() if overview == "check" else WentTo("law")

    converse(
        interview,
        ("tasks", to_overview),
        (overview, WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        (overview, WentTo("law.text")),
        ("law.text level", Skipped()),
        (overview, WentTo("law.text")),
        ("law.text level", BACK),
        (overview, ToTasks()),
        ("tasks", BACK),
        (overview, BACK),
        ("law.text level", BACK),
    )


def test_not_applicable_from_the_overview() -> None:
    """After the reason, too, the overview comes."""
    at(
        "check",
        asked("sea.port"),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", Said("No coast.")),
    )


def test_overview_with_open_questions() -> None:
    """The overview of all can be confirmed while questions are open; nothing else is asked then."""
    at("finished", begun({"law.text": 3}), ("tasks", Confirmed()), ("check", Confirmed()))


# --- remarks ------------------------------------------------------------------------------------------------------


def test_remark() -> None:
    """Answers that do not seem to go together are shown before the end, with what the diagnostic says of them."""
    interview = converse(begun(ODD), ("tasks", Confirmed()), ("check", Confirmed()))

    assert AskRemark(
        "paper",
        "A text, but no port.",
        (
            Checked(PORT.question["law.text"], Answer(level="operating"), changed=False),
            Checked(PORT.question["sea.port"], Answer(level="absent", weaknesses=()), changed=False),
        ),
    ) == step(interview)


def test_remarks_are_confirmed_one_by_one() -> None:
    """Each remark is confirmed once in a sitting, also when others are looked at in between."""
    at(
        "subject.conducted",
        begun(ODD),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("remark paper", Confirmed()),
        ("remark counting", ToTasks()),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("remark counting", Confirmed()),
    )


def test_remark_is_corrected() -> None:
    """A question reached from a remark leads back to it while it holds, and to what comes after when it does not."""
    at(
        "remark counting",
        begun(ODD),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("remark paper", WentTo("law.text")),
        ("law.text level", Skipped()),
        ("remark paper", WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(())),
    )


def test_remark_comes_again() -> None:
    """A remark that was confirmed comes again when the answers that it rests on change, and only then."""
    confirmed = converse(
        begun(ODD),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("remark paper", Confirmed()),
        ("remark counting", Confirmed()),
        ("subject.conducted", BACK),
        ("remark counting", ToTasks()),
        ("tasks", Confirmed()),
    )
    at(
        "subject.conducted",
        confirmed,
        ("check", WentTo("law.use")),
        ("law.use level", Chose("absent")),
        ("check", Confirmed()),
    )

    at(
        "remark paper",
        confirmed,
        ("check", WentTo("law.text")),
        ("law.text level", Chose("institutionalised")),
        ("check", Confirmed()),
    )


def test_back_passes_over_a_remark_that_was_corrected() -> None:
    """Back does not lead to a remark that the answers no longer give rise to."""
    at(
        "check",
        begun({**ODD, "sea.count": 3}),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("remark paper", WentTo("sea.port")),
        ("sea.port level", Chose("operating")),
        ("subject.conducted", BACK),
        ("sea.port level", BACK),
    )


@pytest.mark.parametrize(
    ("domains", "expected"),
    [(["law"], {"paper": ["law.text"]}), (["sea"], {"paper": ["sea.port"], "counting": ["sea.count"]})],
)
def test_remarks_of_part_of_the_questions(domains: list[str], expected: dict[str, list[str]]) -> None:
    """A sitting shows only remarks on answers that it asks for, and of these only its own."""
    interview = converse(begun(ODD, domains=domains), ("tasks", Confirmed()), ("check", Confirmed()))
    found: dict[str, list[str]] = {}
    while isinstance(current := step(interview), AskRemark):
        found[current.rule] = [one.question.id for one in current.answers]
        interview = advance(interview, Confirmed())

    assert expected == found


# --- the end ------------------------------------------------------------------------------------------------------


def test_closing() -> None:
    """When all is answered, how it was done and who cleared it is asked last."""
    interview = at(
        "finished",
        begun(DONE),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
        ("subject.conducted", Said("facilitated")),
        ("subject.cleared.service", Said("Customs")),
        ("subject.cleared.function", Said("Director")),
        ("subject.cleared.date", NOTHING),
        ("subject.cleared.service", Said("Police")),
        ("subject.cleared.function", NOTHING),
        ("subject.cleared.date", NOTHING),
        ("subject.cleared.service", NOTHING),
    )

    assert {
        "date": "2026-11-23",
        "conducted": "facilitated",
        "cleared_by": [{"service": "Customs", "function": "Director"}, {"service": "Police"}],
    } == plain(interview.sheet.subject)


def test_no_closing_again() -> None:
    """Where it was said already how it was done, the end comes at once."""
    at(
        "finished",
        start(PORT, sheet(PORT, DONE, conducted="peer")),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
    )


def test_no_closing_before_all_is_answered() -> None:
    """A sitting about some domains does not close an assessment whose other domains are open."""
    at(
        "finished",
        begun({"law.text": 3, "law.use": 3}, domains=["law"]),
        ("tasks", Confirmed()),
        ("check", Confirmed()),
    )


# --- changed words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fingerprint", "former"), [(FORMER, 1), ("2" * 16, 0), (FORGOTTEN, None)])
def test_changed_words(fingerprint: str, former: int | None) -> None:
    """An answer to other words is shown with them, if the diagnostic remembers them, and with the words of today."""
    text = PORT.question["law.text"]

    assert AskAgain(
        text,
        PORT.levels["law.text"],
        None if former is None else text.formerly[former],
        Answer(level="operating", asked=fingerprint),
    ) == step(begun({"law.text": {"level": 3, "asked": fingerprint}}))


def test_keeping_an_answer() -> None:
    """An answer that still holds is one to the words of today, and otherwise as it was."""
    said: Data = {"level": "absent", "note": "Kept.", "weaknesses": ["old"], "evidence": "document"}
    interview = at("tasks", begun({"law.text": {**said, "asked": FORMER}}), ("law.text again", KEEP))

    assert {**said, "asked": PORT.asked["law.text"]} == plain(interview.sheet.answers["law.text"])
    assert () == asks(interview, ChooseTask).changed


def test_changing_an_answer() -> None:
    """A question with other words can be answered anew in full; then come the others, and the task list."""
    interview = at(
        "tasks",
        begun({"law.text": {"level": 3, "asked": FORMER}, "sea.port": {"level": 3, "asked": FORGOTTEN}}),
        ("law.text again", WentTo("law.text")),
        ("law.text level", Chose("absent")),
        ("law.text weaknesses", Ticked(("old",))),
        ("sea.port again", WentTo("sea.port")),
        ("sea.port level", Chose("not_applicable")),
        ("sea.port reason", Said("No coast.")),
    )

    assert {
        "law.text": {"level": "absent", "weaknesses": ["old"], "asked": PORT.asked["law.text"]},
        "sea.port": {
            "level": "not_applicable",
            "reason": "No coast.",
            "asked": PORT.asked["sea.port"],
        },
    } == plain(interview.sheet)["answers"]


def test_putting_off_an_answer() -> None:
    """An answer to other words can be left as it is for a sitting; the next one asks again."""
    before = begun({"law.text": {"level": 3, "asked": FORMER}})
    interview = at("tasks", before, ("law.text again", Skipped()))
    assert (before.sheet, ("1.1",)) == (interview.sheet, asks(interview, ChooseTask).changed)

    assert "law.text again" == here(start(PORT, interview.sheet))


def test_leaving_the_changed_words() -> None:
    """The task list can be reached before it is said whether an answer still holds; it is asked after the subject."""
    at(
        "law.text again",
        begun({"law.text": {"level": 3, "asked": FORMER}}),
        ("law.text again", ToTasks()),
        ("tasks", ToSubject()),
        *((name, NOTHING) for name in ABOUT),
    )


def test_skipping_a_question_with_other_words() -> None:
    """Who wanted to answer anew and does not after all is asked again whether the answer holds."""
    before = begun({"law.text": {"level": 3, "asked": FORMER}})
    interview = at(
        "law.text again",
        before,
        ("law.text again", WentTo("law.text")),
        ("law.text level", Skipped()),
    )

    assert before.sheet == interview.sheet


def test_note_keeps_the_words_that_were_answered() -> None:
    """A note on an answer to other words does not make it one to the words of today."""
    interview = converse(
        begun({"law.text": {"level": 3, "asked": FORMER}}),
        ("law.text again", WentTo("law.text")),
        ("law.text level", ToldAside("note")),
        ("law.text note", Said("Ask.")),
        ("law.text level", BACK),
    )

    assert ("law.text again", FORMER) == (here(interview), interview.sheet.answers["law.text"].asked)


def test_back_among_changed_words() -> None:
    """Back leads to an answer that was put off, and passes over one that is settled now."""
    said: dict[str, SaidOfQuestion] = {
        name: {"level": "unknown", "asked": FORMER} for name in ("law.text", "law.use", "sea.port")
    }
    interview = at(
        "law.use again",
        begun(said),
        ("law.text again", KEEP),
        ("law.use again", Skipped()),
        ("sea.port again", BACK),
    )

    assert Refusal("nothing_before") == advance(interview, BACK).refused


# --- steps in full ------------------------------------------------------------------------------------------------


def test_level_step() -> None:
    """The step of a level holds the question, its domain, its place, its levels in full and the answer it has."""
    weak: dict[str, SaidOfQuestion] = {
        "law.text": {"level": 0, "weaknesses": []},
        "sea.count": {"note": "Ask."},
    }

    # law.use is not asked after a weak law.text, and counts nowhere.
    assert AskLevel(
        question=PORT.question["sea.count"],
        domain=PORT.domain["sea"],
        place=Place(in_domain=2, of_domain=2, in_all=3, of_all=3),
        levels=PORT.levels["sea.count"],
        given=Answer(note="Ask."),
    ) == step(asked("sea.count", weak))


def test_level_step_of_an_open_question() -> None:
    """A question of which nothing was said has nothing given, and counts among those of the sitting."""
    current = asks(asked("sea.count", critical_only=True), AskLevel)

    assert (None, Place(1, 1, 2, 2)) == (current.given, current.place)


def test_levels_in_the_words_of_the_question() -> None:
    """A question that describes levels itself shows its own words."""
    own = diagnostic(question("a.one", levels={"absent": "Not a line."}))
    current = asks(advance(begun({}, own), WentTo("a")), AskLevel)

    assert ["Not a line.", "ad_hoc."] == [level.text for level in current.levels[:2]]


# --- what cannot be said ------------------------------------------------------------------------------------------

# Every kind of place, and every kind of event with the places where it can be said.
PLACES: Final[dict[str, Callable[[], Interview]]] = {
    "text": lambda: start(PORT, sheet(PORT, {})),
    "option": lambda: start(PORT, sheet(PORT, {}, scope="All")),
    "reason": lambda: advance(asked("sea.port"), Chose("not_applicable")),
    "tasks": begun,
    "level": lambda: asked("law.text"),
    "weaknesses": lambda: advance(begun({"law.text": 0}), WentTo("law")),
    "again": lambda: begun({"law.text": {"level": 3, "asked": FORMER}}),
    "check of a domain": lambda: advance(begun(DONE), WentTo("law")),
    "check": lambda: advance(begun(DONE), Confirmed()),
    "remark": lambda: advance(advance(begun(ODD), Confirmed()), Confirmed()),
    "finished": lambda: advance(advance(begun(), Confirmed()), Confirmed()),
    "away": lambda: advance(begun(), WentAway()),
}
CHECKS: Final = {"check of a domain", "check", "remark"}
EVENTS: Final[list[tuple[Event, set[str]]]] = [
    (Said("customs"), {"text", "option", "reason"}),
    (Chose("defined"), {"level"}),
    (Ticked(("old",)), {"weaknesses"}),
    (Skipped(), {"level", "weaknesses", "again"}),
    (WentBack(), set(PLACES)),
    (WentBack(("old",)), set(PLACES)),
    (WentTo("law.text"), {"again", *CHECKS}),
    (WentTo("law"), {"tasks"}),
    (ToldAside("note"), {"level"}),
    (ToTasks(), {"level", "weaknesses", "again", *CHECKS}),
    (ToSubject(), {"tasks"}),
    (Confirmed(), {"tasks", "again", *CHECKS}),
    (Spoke("fr", FRENCH), set(PLACES)),
    (WentAway(), set(PLACES)),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("event", "places"), EVENTS, ids=lambda each: type(each).__name__)
def test_what_can_be_said_where(place: str, event: Event, places: set[str]) -> None:
    """An event that is no answer to the step is a mistake of the caller."""
    interview = PLACES[place]()
    if place in places:
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
        pytest.param("weaknesses", Ticked(("old", "closed")), id="one weakness of another question"),
        pytest.param("tasks", WentTo("law.text"), id="question on the task list"),
        pytest.param("tasks", WentTo("lake"), id="no such domain"),
        pytest.param("again", WentTo("sea.port"), id="another question than the changed one"),
        pytest.param("check", WentTo("sea"), id="domain on the overview"),
        pytest.param("check", WentTo("sea.lake"), id="no such question"),
        pytest.param("check of a domain", WentTo("sea.port"), id="question of another domain"),
        pytest.param("remark", WentTo("sea.count"), id="question that a remark does not rest on"),
        pytest.param("remark", WentTo("sea.lake"), id="no question of a remark"),
    ],
)
def test_what_is_not_there_to_choose(place: str, event: Event) -> None:
    """What a step does not offer is a mistake of the caller, and could make a file that cannot be read."""
    with pytest.raises(ValueError, match="is no answer to"):
        advance(PLACES[place](), event)


def test_no_way_to_what_is_not_asked() -> None:
    """Neither the task list nor the overview leads to what is not asked in the sitting."""
    interview = begun(domains=["sea"])
    for where, event in ((interview, WentTo("law")), (advance(interview, Confirmed()), WentTo("law.text"))):
        with pytest.raises(ValueError, match="is no answer to"):
            advance(where, event)


# --- another language, and leaving --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_another_language(place: str) -> None:
    """Another language changes the words of a step, and is remembered; where it stands and what was said stay."""
    before = PLACES[place]()
    after = advance(before, Spoke("fr", FRENCH))

    assert (
        replace(before, diagnostic=FRENCH, sheet=before.sheet.model_copy(update={"language": "fr"})) == after
    )
    assert here(before) == here(after)


def test_step_in_another_language() -> None:
    """After another language was chosen, steps are in that language."""
    interview = advance(asked("law.text", DONE), Spoke("fr", FRENCH))

    assert "Un texte ?" == asks(interview, AskLevel).question.text


def test_answer_in_another_language() -> None:
    """An answer given in another language is one to the same words."""
    spoken = advance(asked("law.text"), Spoke("fr", FRENCH))

    assert PORT.asked["law.text"] == advance(spoken, Chose("unknown")).sheet.answers["law.text"].asked


@pytest.mark.parametrize("place", PLACES)
def test_leaving(place: str) -> None:
    """From everywhere one can leave, which changes nothing of what was said."""
    before = PLACES[place]()
    after = advance(before, WentAway())

    assert (Away(), before.sheet) == (step(after), after.sheet)


# --- the value ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [each.name for each in fields(Interview)])
def test_frozen(name: str) -> None:
    """An interview cannot be changed."""
    with pytest.raises(FrozenInstanceError):
        setattr(begun(), name, None)


@pytest.mark.parametrize(
    ("place", "event"),
    [
        pytest.param(place, event, id=f"{place}-{type(event).__name__}")
        for event, places in EVENTS
        for place in PLACES
        if place in places
    ],
)
def test_old_value_stays(place: str, event: Event) -> None:
    """What was there before an event is as it was, all the way down."""
    interview, same = PLACES[place](), PLACES[place]()
    advance(interview, event)

    assert same == interview


def test_conduct() -> None:
    """A conversation is led to its end, and what stands after each event is handed out before the next is asked."""
    events: list[Event] = [WentTo("law"), Chose("unknown"), BACK, Skipped(), Confirmed(), Confirmed()]
    said = iter(events)
    log: list[str] = []

    def ask(interview: Interview, current: Step) -> Event:
        assert current == step(interview)
        log.append(here(interview))
        return next(said)

    log.extend(f"-> {here(each)}" for each in conduct(begun(domains=["law"], critical_only=True), ask))

    assert [
        "tasks",
        "-> law.text level",
        "law.text level",
        "-> tasks",
        "tasks",
        "-> law.text level",
        "law.text level",
        "-> tasks",
        "tasks",
        "-> check",
        "check",
        "-> finished",
    ] == log


def test_conduct_until_somebody_leaves() -> None:
    """A conversation ends where the respondent leaves; that is handed out too."""
    (after,) = conduct(begun(), lambda _, __: WentAway())

    assert Away() == step(after)


@pytest.mark.parametrize("place", ["finished", "away"])
def test_nothing_to_conduct(place: str) -> None:
    """An interview that has ended asks nothing."""

    def ask(interview: Interview, current: Step) -> Event:
        raise AssertionError((interview, current))

    assert [] == list(conduct(PLACES[place](), ask))


def test_ticks_do_not_confirm_a_level_given_to_other_words() -> None:
    """Who ticks weaknesses of an answer to former words has not said that the answer still holds."""
    interview = begun({"law.text": {"level": 0, "asked": "0123456789abcdef"}})
    for event in (Skipped(), WentTo("law"), Ticked(("old",))):
        interview = advance(interview, event)

    answer = interview.sheet.answers["law.text"]
    assert (("old",), "0123456789abcdef") == (answer.weaknesses, answer.asked)
