"""An answers file against its diagnostic: levels as ids, and everything that the diagnostic does not know."""

from typing import Any, Final

import pytest

from cpch_cli.core.model import Answer, Sheet, plain
from cpch_cli.core.sheet import Settled, drifted, filled, is_newer, settle
from helpers import Data, as_read, diagnostic, question, scale, weakness

OF: Final = diagnostic(
    question("a.one", weaknesses=[weakness("v"), weakness("w")]),
    question("a.two", not_applicable="Where there is no border."),
    question("b.three", scale="ten"),
    scales={"ten": scale(0, "2.5", 10, ids=("low", "middle", "high"))},
    retired=["a.gone", "a.lost"],
)
SMALL: Final = {"id": "tiny", "version": "1.0"}


def sheet(answers: Data | None = None, **keys: Any) -> Sheet:
    """Return a sheet that holds these answers, as a file would give it."""
    return Sheet.model_validate(as_read({"format": "cpch-answers/1", "answers": answers or {}, **keys}))


def settled(answers: Data, **keys: Any) -> Settled:
    """Return a sheet settled against the diagnostic, in which nothing is wrong."""
    result, problems = settle(OF, sheet(answers, **keys))

    assert () == problems
    return result


def problems(answers: Data | None = None, **keys: Any) -> list[tuple[str, str]]:
    """Return the problems of a sheet as pairs of place and code."""
    found = settle(OF, sheet(answers, **keys))[1]
    return [("/".join(map(str, problem.path)), problem.code) for problem in found]


@pytest.mark.parametrize(
    ("question_id", "written", "expected"),
    [
        ("a.one", 2, "defined"),
        ("a.one", "2.00", "defined"),
        ("a.one", "defined", "defined"),
        ("b.three", "2.5", "middle"),
        ("b.three", 10, "high"),
        ("b.three", "0.0", "low"),
        ("a.one", "unknown", "unknown"),
    ],
)
def test_level(question_id: str, written: str | int, expected: str) -> None:
    """Levels become ids of the question's own scale; don't know stays what it is."""
    assert expected == settled({question_id: written}).sheet.answers[question_id].level


def test_not_applicable() -> None:
    """Not applicable with a reason, where the question allows it, stays what it is."""
    answer = settled({"a.two": {"level": "not_applicable", "reason": "No border."}}).sheet.answers["a.two"]

    assert ("not_applicable", "No border.") == (answer.level, answer.reason)


def test_answer_without_a_level() -> None:
    """A note alone, and weaknesses alone, are no levels and no problems."""
    answers = settled({"a.one": {"weaknesses": ["w"]}, "a.two": {"note": "Later."}}).sheet.answers

    assert {"a.one": None, "a.two": None} == {key: answer.level for key, answer in answers.items()}


@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, None), ([], ()), (["w", "v"], ("v", "w")), (["w", "v", "w"], ("v", "w")), (["w"], ("w",))],
)
def test_weaknesses(given: list[str] | None, expected: tuple[str, ...] | None) -> None:
    """Weaknesses come in the diagnostic's order, each once; not asked and none stay apart."""
    assert expected == settled({"a.one": {"level": 1, "weaknesses": given}}).sheet.answers["a.one"].weaknesses


def test_voices() -> None:
    """What each voice said is settled like an answer; what is no answer stays as it is."""
    voices = {
        "police": {"level": 3, "weaknesses": ["w", "v"]},
        "customs": 0,
        "army": None,
        "x-note": {"level": 3},
    }
    answer = settled({"a.one": {"level": 0, "voices": voices}}).sheet.answers["a.one"]

    assert {
        "police": {"level": "operating", "weaknesses": ["v", "w"]},
        "customs": {"level": "absent"},
        "army": None,
        "x-note": {"level": "3"},
    } == plain(answer)["voices"]


def test_order() -> None:
    """Answers come in the diagnostic's order, those it does not ask after them as they stood, own keys last."""
    answers = {"x-own": "a", "a.lost": 1, "b.three": 10, "a.gone": 2, "a.one": 2}
    result = settled(answers)

    assert ["a.one", "b.three", "a.lost", "a.gone", "x-own"] == list(result.sheet.saved)
    assert ("a.lost", "a.gone") == result.kept


def test_what_is_kept_is_not_looked_at() -> None:
    """An answer that this version does not ask stays as it was given, whatever it says."""
    given = {"level": "whatever", "weaknesses": ["rain"], "note": "Long ago."}
    answer = settled({"a.gone": given}).sheet.answers["a.gone"]

    assert given == plain(answer)


def test_the_sheet_that_was_given_is_left_alone() -> None:
    """Settling makes a new sheet; the old one says what it said."""
    given = sheet({"a.one": {"level": 2, "weaknesses": ["w", "v"]}, "b.three": 10})
    before = given.model_copy(deep=True)
    settle(OF, given)

    assert before == given


def test_subject_and_own_keys_stay() -> None:
    """All that is no answer stays as it is."""
    keys = {"subject": {"country": "Exampleland", "domains": ["b"]}, "language": "en", "x-own": "a"}
    data = plain(settled({}, **keys).sheet)

    assert {"format": "cpch-answers/1", "answers": {}, **keys} == data


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a.one": 5}, [("answers/a.one/level", "unknown_level")]),
        ({"a.one": "middle"}, [("answers/a.one/level", "unknown_level")]),
        ({"b.three": 1}, [("answers/b.three/level", "unknown_level")]),
        ({"a.one": ""}, [("answers/a.one/level", "unknown_level")]),
        ({"a.one": "not_applicable"}, [("answers/a.one/level", "applies_always")]),
        (
            {"a.one": {"level": "not_applicable", "reason": "No."}},
            [("answers/a.one/level", "applies_always")],
        ),
        ({"a.two": "not_applicable"}, [("answers/a.two/level", "needs_reason")]),
        ({"a.two": {"level": "not_applicable", "note": "No."}}, [("answers/a.two/level", "needs_reason")]),
        (
            {"a.one": {"weaknesses": ["v", "x", "ww"]}},
            [
                ("answers/a.one/weaknesses/1", "unknown_weakness"),
                ("answers/a.one/weaknesses/2", "unknown_weakness.near"),
            ],
        ),
        ({"a.two": {"weaknesses": ["v"]}}, [("answers/a.two/weaknesses/0", "unknown_weakness")]),
        ({"a.on": 1}, [("answers/a.on", "unknown_question.near")]),
        ({"zzz": 1}, [("answers/zzz", "unknown_question")]),
        (
            {"a.one": {"level": 1, "voices": {"Inspector Doe": 1, "police": 1, "x-own": 1}}},
            [("answers/a.one/voices/Inspector Doe", "not_word")],
        ),
        (
            {"a.one": {"level": 1, "voices": {"police": 9, "customs": {"weaknesses": ["x"]}}}},
            [
                ("answers/a.one/voices/police/level", "unknown_level"),
                ("answers/a.one/voices/customs/weaknesses/0", "unknown_weakness"),
            ],
        ),
    ],
)
def test_problems(answers: Data, expected: list[tuple[str, str]]) -> None:
    """What the diagnostic does not know, or does not allow, is a problem at its place."""
    assert expected == problems(answers)


def test_all_problems_at_once() -> None:
    """One problem does not hide another; what is wrong is left as it was given."""
    answers = {
        "b.three": 3,
        "a.two": "not_applicable",
        "a.one": {"level": 9, "weaknesses": ["x"]},
        "a.four": 1,
    }
    result, found = settle(OF, sheet(answers, subject={"domains": ["a", "c"]}))

    assert [
        "subject/domains/1",
        "answers/a.four",
        "answers/a.one/level",
        "answers/a.one/weaknesses/0",
        "answers/a.two/level",
        "answers/b.three/level",
    ] == ["/".join(map(str, problem.path)) for problem in found]
    assert ["9", "not_applicable", "3", "1"] == [answer.level for answer in result.sheet.answers.values()]
    assert ("x",) == result.sheet.answers["a.one"].weaknesses


def test_what_the_sentence_of_a_level_names() -> None:
    """A level that does not exist is answered with those that do, each with its number."""
    (problem,) = settle(OF, sheet({"b.three": 3}))[1]

    assert {"word": "3", "known": "low (0), middle (2.5), high (10), unknown"} == problem.values


def test_what_the_sentence_of_a_weakness_names() -> None:
    """A weakness that does not exist is named with its question, and with one that is near."""
    (problem,) = settle(OF, sheet({"a.one": {"weaknesses": ["vv"]}}))[1]

    assert {"word": "vv", "near": "v", "question": "a.one"} == problem.values


def test_unknown_question_is_wrong_at_its_key() -> None:
    """It is the id that is wrong, and not the answer."""
    found = settle(OF, sheet({"zzz": 1, "a.one": 9}))[1]

    assert [True, False] == [problem.at_key for problem in found]


def test_entry_without_an_answer() -> None:
    """An entry that says nothing is no answer and is not kept, whatever its id."""
    result = settled({"a.one": None, "zzz": None, "x-own": None})

    assert {"x-own": None} == result.sheet.saved


@pytest.mark.parametrize("named", [{"id": "other"}, {"id": "other", "version": "9"}, {"id": "tiny.more"}])
def test_other_diagnostic(named: Data) -> None:
    """Answers to another diagnostic are not looked at any further."""
    given = sheet({"zzz": 9}, diagnostic=named)
    result, found = settle(OF, given)

    assert [(("diagnostic", "id"), "other_diagnostic", {"word": named["id"], "known": "tiny"})] == [
        (problem.path, problem.code, problem.values) for problem in found
    ]
    assert Settled(given, ()) == result


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.0", False),
        ("0.9", False),
        ("1", False),
        ("1.1", True),
        ("1.0.1", True),
        ("1.10", True),
        ("2", True),
        ("01.00", False),
        ("1.0-beta", False),
        ("next", False),
        ("2.x", False),
        ("9" * 5_000, False),
        (f"1.{'9' * 5_000}", False),
        (None, False),
    ],
)
def test_newer(version: str | None, *, expected: bool) -> None:
    """A version is newer when its numbers say so, one after the other; a version in other words never is."""
    named = sheet(diagnostic={**SMALL, "version": version})

    assert expected is is_newer(named, OF)
    assert ([] if expected else [("answers/zzz", "unknown_question")]) == problems(
        {"zzz": 1}, diagnostic={**SMALL, "version": version}
    )


def test_sheet_that_names_no_diagnostic_is_not_newer() -> None:
    """Where no diagnostic is named there is no version to be newer."""
    assert not is_newer(sheet(), OF)


def test_diagnostic_whose_version_is_no_number() -> None:
    """Where the diagnostic's own version is no number, no file is newer."""
    of = diagnostic(question("a.one"), version="spring")

    assert not is_newer(sheet(diagnostic={"id": "tiny", "version": "2"}), of)


def test_known_questions_of_a_newer_file_are_looked_at() -> None:
    """In a newer file, unknown ids are kept, but answers to known questions are checked as ever."""
    newer = {**SMALL, "version": "2.0"}

    assert [("answers/a.one/level", "unknown_level")] == problems({"zzz": 1, "a.one": 9}, diagnostic=newer)


def test_domains_in_scope() -> None:
    """Domains in scope are the diagnostic's."""
    found = settle(OF, sheet(subject={"domains": ["a", "bb", "weather"]}))[1]

    assert [("subject", "domains", 1), ("subject", "domains", 2)] == [problem.path for problem in found]
    assert [{"word": "bb", "near": "b"}, {"word": "weather"}] == [problem.values for problem in found]


def test_answers_are_answers() -> None:
    """In a settled sheet every entry but own keys is an answer."""
    result = settled({"a.one": 1, "a.two": {"note": "Later."}, "a.gone": 1, "x-own": "a"})

    assert [Answer, Answer, Answer, str] == [type(entry) for entry in result.sheet.saved.values()]


# --- other words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"level": 1, "asked": "0" * 16}, {"a.one"}, id="other words"),
        pytest.param({"level": "unknown", "asked": "0" * 16}, {"a.one"}, id="don't know to other words"),
        pytest.param({"level": 1, "asked": OF.asked["a.one"]}, set(), id="the same words"),
        pytest.param({"level": 1, "asked": OF.asked["a.two"]}, {"a.one"}, id="the words of another question"),
        pytest.param({"level": 1}, set(), id="no account of the words"),
        pytest.param({"note": "Later.", "asked": "0" * 16}, set(), id="no answer"),
    ],
)
def test_drifted(answer: Data, expected: set[str]) -> None:
    """An answer has drifted from the words of today when it was given to others, as far as it says to which."""
    assert expected == drifted(OF, sheet({"a.one": answer}))


def test_drifted_among_others() -> None:
    """Each answer is looked at by itself; what is not asked any more has no words of today."""
    old = {"level": "1", "asked": "0" * 16}

    assert {"a.two", "b.three"} == drifted(
        OF, sheet({"a.one": 1, "a.two": old, "b.three": old, "a.gone": old, "x-own": old})
    )


# --- from another file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param({}, {"country": "X"}, {"country": "X"}, id="taken"),
        pytest.param({"country": "X"}, {"country": "Y"}, {"country": "X"}, id="kept"),
        pytest.param({"country": "X"}, {}, {"country": "X"}, id="nothing to take"),
        pytest.param(
            {"country": "X", "respondents": []},
            {"country": "Y", "respondents": ["Head"], "date": "2026-11-23", "domains": ["a"]},
            {"country": "X", "respondents": ["Head"], "date": "2026-11-23", "domains": ["a"]},
            id="one by one",
        ),
        pytest.param({}, {"x-file": "12"}, {"x-file": "12"}, id="keys of the owner taken"),
        pytest.param({"x-file": "11"}, {"x-file": "12"}, {"x-file": "11"}, id="keys of the owner kept"),
    ],
)
def test_subject_from_another_file(ours: Data, theirs: Data, expected: Data) -> None:
    """What a file does not say of its subject is taken from the other one, and nothing else."""
    found = filled(sheet(subject=ours), sheet(subject=theirs))

    assert expected == plain(found.subject)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param({}, {"a.one": {"level": "3"}}, {"a.one": {"level": "3"}}, id="taken"),
        pytest.param(
            {"a.one": {"level": "1"}},
            {"a.one": {"level": "3", "note": "So."}},
            {"a.one": {"level": "1"}},
            id="kept",
        ),
        pytest.param(
            {"a.one": {"level": "unknown"}},
            {"a.one": {"level": "3"}},
            {"a.one": {"level": "unknown"}},
            id="don't know",
        ),
        pytest.param(
            {"a.one": {"level": "1"}},
            {"a.two": {"level": "3", "asked": "0" * 16}},
            {"a.one": {"level": "1"}, "a.two": {"level": "3", "asked": "0" * 16}},
            id="beside each other",
        ),
        pytest.param({}, {"a.gone": {"level": "3"}}, {"a.gone": {"level": "3"}}, id="not asked any more"),
        pytest.param({}, {"a.one": {"note": "So."}}, {"a.one": {"note": "So."}}, id="a note alone"),
        pytest.param({"x-own": "a"}, {"x-own": "b", "x-more": "c"}, {"x-own": "a"}, id="own keys"),
    ],
)
def test_answers_from_another_file(ours: Data, theirs: Data, expected: Data) -> None:
    """Questions that are open in a file have the other one's answers; those that are answered keep theirs."""
    assert expected == plain(filled(sheet(ours), sheet(theirs)))["answers"]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param({"note": "Ask."}, {"level": "3"}, {"level": "3", "note": "Ask."}, id="beside an answer"),
        pytest.param(
            {"note": "Ask."}, {"level": "3", "note": "So."}, {"level": "3", "note": "Ask."}, id="both noted"
        ),
        pytest.param({"note": "Ask."}, {"note": "So."}, {"note": "Ask."}, id="both open"),
        pytest.param(
            {"note": "Ask.", "asked": "0" * 16},
            {"level": "3", "asked": "1" * 16},
            {"level": "3", "note": "Ask.", "asked": "1" * 16},
            id="the words that were answered",
        ),
        pytest.param(
            {"open": [{"text": "Find it."}]},
            {"level": "3", "evidence": "document"},
            {"level": "3", "evidence": "document", "open": [{"text": "Find it."}]},
            id="open point",
        ),
    ],
)
def test_what_was_said_of_an_open_question_stays(ours: Data, theirs: Data, expected: Data) -> None:
    """What a file says of a question that it leaves open is not lost to the answer of the other one."""
    assert {"a.one": expected} == plain(filled(sheet({"a.one": ours}), sheet({"a.one": theirs})))["answers"]


def test_rest_of_a_file_is_not_taken() -> None:
    """Language and diagnostic are the file's own, and the other file stays as it is."""
    theirs = sheet({"a.one": 3}, language="fr", diagnostic=SMALL)
    found = filled(sheet({"a.two": 1}, language="es"), theirs)

    assert ("es", None) == (found.language, found.diagnostic)
    assert sheet({"a.one": 3}, language="fr", diagnostic=SMALL) == theirs
