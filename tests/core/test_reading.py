"""From plain data to a value, or to everything that is wrong with its form."""

from typing import Any, Final

import pytest

from cpch_cli.core.model import Diagnostic, Overlay, Sheet, Value
from cpch_cli.core.problems import Problem
from cpch_cli.core.reading import validate
from helpers import Data, diagnostic_data, question, resource, rule, scale, solution, weakness

HEAD: Final = {"format": "cpch-answers/1"}
OVERLAY: Final = {"format": "cpch-overlay/1", "of": "tiny", "language": "fr"}
GOOD: Final = diagnostic_data(
    question(
        "a.one",
        levels={"absent": "None."},
        evidence=["text"],
        weaknesses=[weakness("w", "s")],
        ask_if={"all": [{"question": "a.one", "is": "unknown"}]},
        formerly=[{"asked": "0" * 16, "version": "1", "text": "Old?", "levels": {"absent": "None."}}],
    ),
    solutions=[solution("s", raises={"a.one": 3}, resources=["r"])],
    resources=[resource("r")],
    rules=[rule("u", {"domain": "a", "below": 2}, "s")],
    scales={"other": scale(0, 1)},
)


def found(kind: type[Value], data: Any) -> list[tuple[str, str]]:
    """Return the problems of data as pairs of place and code."""
    value, problems = validate(kind, data)

    assert (value is None) is bool(problems)
    return [("/".join(map(str, problem.path)), problem.code) for problem in problems]


def changed(data: Any, place: str, value: Any) -> Any:
    """Return a copy of data with another value at a place; a place ending in `-` is taken away."""
    key, _, rest = place.partition("/")
    copy = dict(data) if isinstance(data, dict) else list(data)
    step: Any = int(key) if isinstance(data, list) else key
    if rest == "-":
        del copy[step]
    else:
        copy[step] = changed(data[step], rest, value) if rest else value
    return copy


def of_answer(answer: Any) -> list[tuple[str, str]]:
    """Return the problems of an answer, their places from the answer on."""
    problems = found(Sheet, {**HEAD, "answers": {"q": answer}})

    assert all(place.startswith("answers/q") for place, _ in problems)
    return [(place.removeprefix("answers/q").removeprefix("/"), code) for place, code in problems]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Sheet, HEAD),
        (Sheet, {**HEAD, "answers": {"q": "2", "x-own": ["a"]}}),
        (Overlay, OVERLAY),
        (Diagnostic, GOOD),
    ],
)
def test_good_data(kind: type[Value], data: Data) -> None:
    """Good data makes a value and no problem."""
    value, problems = validate(kind, data)

    assert (True, ()) == (isinstance(value, kind), problems)


# --- where and what -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("title/-", None, ("", "missing_key")),
        ("questions/0/why/-", None, ("questions/0", "missing_key")),
        ("questions/0/why", None, ("questions/0", "missing_key")),
        ("questions/0/wy", "x", ("questions/0/wy", "unknown_key.near")),
        ("questions/0/zzz", "x", ("questions/0/zzz", "unknown_key")),
        ("questions/0/extensions", {}, ("questions/0/extensions", "unknown_key")),
        ("title", ["x"], ("title", "not_text")),
        ("questions/0/id", {}, ("questions/0/id", "not_text")),
        ("title", "", ("title", "empty")),
        ("title", "\n\t ", ("title", "empty")),
        ("questions/0/evidence", ["a", "\u200e\x00 "], None),
        ("questions/0/evidence", ["a", "\x00 "], ("questions/0/evidence/1", "empty")),
        ("questions/0/levels", {"absent": ""}, ("questions/0/levels/absent", "empty")),
        ("questions", "a.one", ("questions", "not_list")),
        ("questions", {}, ("questions", "not_list")),
        ("solutions/0/steps", "Do it.", ("solutions/0/steps", "not_list")),
        ("questions/0", "a.one", ("questions/0", "not_mapping")),
        ("questions/0", [], ("questions/0", "not_mapping")),
        ("questions/0", None, ("questions/0", "not_mapping")),
        ("questions/0/levels", ["absent"], ("questions/0/levels", "not_mapping")),
        ("solutions/0/raises", "operating", ("solutions/0/raises", "not_mapping")),
        ("scales", [], ("scales", "not_mapping")),
        ("scales/other", {}, ("scales/other", "not_list")),
        ("scales/other/0", "absent", ("scales/other/0", "not_mapping")),
        ("questions", [], ("questions", "needs_one")),
        ("scales", {}, ("scales", "needs_one")),
        ("solutions/0/who", [], ("solutions/0/who", "needs_one")),
        ("solutions/0/who", ["pirates"], ("solutions/0/who/0", "not_one_of")),
        ("solutions/0/who", ["custom"], ("solutions/0/who/0", "not_one_of.near")),
        ("solutions/0/who", [["customs"]], ("solutions/0/who/0", "not_one_of")),
        ("format", "cpch-diagnostic/2", ("format", "not_one_of.near")),
        ("id", "Tiny", ("id", "not_id")),
        ("id", "tiny.", ("id", "not_id")),
        ("id", "tiny\n", ("id", "not_id")),
        ("id", "", ("id", "not_id")),
        ("scales/No", [], ("scales/No", "not_id")),
        ("solutions/0/raises/A", "3", ("solutions/0/raises/A", "not_id")),
        ("questions/0/levels/1", "x", ("questions/0/levels/1", "not_word")),
        ("questions/0/levels/a.b", "x", ("questions/0/levels/a.b", "not_word")),
        ("questions/0/weaknesses/0/id", "a.b", ("questions/0/weaknesses/0/id", "not_word")),
        ("questions/0/levels/unknown", "x", ("questions/0/levels/unknown", "reserved_level")),
        ("scales/other/0/id", "not_applicable", ("scales/other/0/id", "reserved_level")),
        ("questions/0/formerly/0/asked", "0", ("questions/0/formerly/0/asked", "not_like")),
        ("scales/other/1/value", "1,5", ("scales/other/1/value", "number")),
        ("scales/other/1/value", "1e3", ("scales/other/1/value", "number")),
        ("scales/other/1/value", ["1"], ("scales/other/1/value", "number")),
        ("scales/other/1/value", "-0.5", ("scales/other/1/value", "negative")),
        ("questions/0/weight", "0.0", ("questions/0/weight", "not_positive")),
        ("rules/0/when/below", "two", ("rules/0/when/below", "number")),
        ("resources/0/checked", "yes", ("resources/0/checked", "flag")),
        ("resources/0/checked", {}, ("resources/0/checked", "flag")),
        ("solutions/0/effort", "1.5", ("solutions/0/effort", "effort")),
        ("solutions/0/effort", "0", ("solutions/0/effort", "effort")),
        ("solutions/0/horizon", "soon", ("solutions/0/horizon", "not_one_of")),
        ("x-own", [{"": None}], None),
        ("questions/0/levels/x-own", [], None),
        ("scales/x-own", "anything", None),
    ],
)
def test_form_of_a_diagnostic(place: str, value: Any, expected: tuple[str, str] | None) -> None:
    """What has a wrong form is named with its place."""
    assert ([] if expected is None else [expected]) == found(Diagnostic, changed(GOOD, place, value))


LEAF: Final = {"question": "a.one", "is": "unknown"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, [("", "condition")]),
        ("a.one", [("", "condition")]),
        ([LEAF], [("", "condition")]),
        ({"question": "a.one"}, [("", "condition")]),
        ({"question": "a.one", "equals": "2"}, [("", "condition")]),
        ({"is": "2"}, [("", "missing_key")]),
        ({"question": "A", "is": "2"}, [("question", "not_id")]),
        ({"question": "a.one", "at_least": "2", "at_most": "3"}, [("at_most", "unknown_key")]),
        ({"question": "a.one", "is": "2", "weakness": "w"}, [("weakness", "unknown_key")]),
        ({"question": "a.one", "weakness": "W"}, [("weakness", "not_word")]),
        ({"question": "a.one", "at_least": ["2"]}, [("at_least", "not_text")]),
        ({"domain": "a", "below": "low"}, [("below", "number")]),
        ({"domain": "a", "below": "2", "questoin": "a.one"}, [("questoin", "unknown_key.near")]),
        ({"all": []}, [("all", "needs_one")]),
        ({"any": LEAF}, [("any", "not_list")]),
        ({"all": [LEAF, {"not": {"any": [{"is": "2"}]}}]}, [("all/1/not/any/0", "missing_key")]),
        ({"all": [{}]}, [("all/0", "condition")]),
        (
            {"all": [{}, {"any": []}, "x"]},
            [("all/0", "condition"), ("all/1/any", "needs_one"), ("all/2", "condition")],
        ),
        ({"not": [LEAF]}, [("not", "condition")]),
        ({"not": LEAF, "all": [LEAF]}, [("not", "unknown_key")]),
        ({"all_": [LEAF], "x-own": "a"}, [("", "condition")]),
        ({"all": [LEAF], "x-own": "a"}, []),
        ({"all": [LEAF], "<all>": "a"}, [("<all>", "unknown_key.near")]),
    ],
)
@pytest.mark.parametrize("at", ["rules/0/when", "questions/0/ask_if"])
def test_form_of_a_condition(condition: Any, expected: list[tuple[str, str]], at: str) -> None:
    """The places of problems inside conditions are those of the file, without the names of kinds."""
    problems = found(Diagnostic, changed(GOOD, at, condition))

    assert [(f"{at}/{place}".rstrip("/"), code) for place, code in expected] == problems


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2", []),
        (None, []),
        ({}, []),
        (["2"], [("", "not_mapping")]),
        ({"level": ["2"]}, [("level", "not_text")]),
        ({"levels": "2"}, [("levels", "unknown_key.near")]),
        ({"weaknesses": "w"}, [("weaknesses", "not_list")]),
        ({"weaknesses": ["W"]}, [("weaknesses/0", "not_word")]),
        ({"weaknesses": [None]}, [("weaknesses/0", "not_text")]),
        ({"evidence": "documents"}, [("evidence", "not_one_of.near")]),
        ({"evidence": "x"}, [("evidence", "not_one_of")]),
        ({"handling": {}}, [("handling", "not_one_of")]),
        ({"reference": "Minutes"}, [("reference", "not_mapping")]),
        ({"reference": {"titel": "x"}}, [("reference/titel", "unknown_key.near")]),
        ({"reference": {"date": "2026-02-30"}}, [("reference/date", "day")]),
        ({"reference": {"date": []}}, [("reference/date", "day")]),
        ({"note": "  "}, [("note", "empty")]),
        (
            {"dissent": [{"text": "x"}, {"who": "a", "what": "x"}]},
            [
                ("dissent/0", "missing_key"),
                ("dissent/1", "missing_key"),
                ("dissent/1/what", "unknown_key"),
            ],
        ),
        ({"open": [{"owner": "a"}]}, [("open/0", "missing_key")]),
        ({"voices": "police"}, [("voices", "not_mapping")]),
        ({"voices": {"police": ["2"]}}, [("voices/police", "not_mapping")]),
        ({"voices": {"police": {"levl": "2"}}}, [("voices/police/levl", "unknown_key.near")]),
        (
            {"voices": {"police": {"voices": {"a": {"levl": "2"}}}}},
            [("voices/police/voices/a/levl", "unknown_key.near")],
        ),
        ({"asked": "x"}, [("asked", "not_like")]),
    ],
)
def test_form_of_an_answer(answer: Any, expected: list[tuple[str, str]]) -> None:
    """An answer is a level, or a mapping with known keys."""
    assert expected == of_answer(answer)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"country": ["x"]}, [("country", "not_text")]),
        ({"country_code": "nor"}, [("country_code", "not_like")]),
        ({"agency": "Border guard"}, [("agency", "not_word")]),
        ({"domains": "legal"}, [("domains", "not_list")]),
        ({"domains": ["Legal"]}, [("domains/0", "not_id")]),
        ({"date": "yesterday"}, [("date", "day")]),
        ({"conducted": "peers"}, [("conducted", "not_one_of.near")]),
        ({"cleared_by": [{"function": "Head"}]}, [("cleared_by/0", "missing_key")]),
        ({"cleared_by": [{"service": "customs", "day": "x"}]}, [("cleared_by/0/day", "unknown_key")]),
        ({"contry": "x"}, [("contry", "unknown_key.near")]),
        ("Exampleland", [("", "not_mapping")]),
    ],
)
def test_form_of_a_subject(subject: Any, expected: list[tuple[str, str]]) -> None:
    """A subject is a mapping with known keys."""
    problems = found(Sheet, {**HEAD, "subject": subject})

    assert [(f"subject/{place}".rstrip("/"), code) for place, code in expected] == problems


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"language": "French"}, [("language", "not_like")]),
        ({"of": "Tiny"}, [("of", "not_id")]),
        ({"strings": []}, [("strings", "not_mapping")]),
        ({"strings": {"a": "Texte"}}, [("strings/a", "not_mapping")]),
        ({"strings": {"a": {"of": "0123abc", "text": "x"}}}, [("strings/a/of", "not_like")]),
        ({"strings": {"a": {"of": "0123abcd"}}}, [("strings/a", "missing_key")]),
        (
            {"strings": {"a/b": {"of": "0123abcd", "text": "x", "offical": "true"}}},
            [("strings/a/b/offical", "unknown_key.near")],
        ),
        ({"string": {}}, [("string", "unknown_key.near")]),
    ],
)
def test_form_of_an_overlay(keys: Data, expected: list[tuple[str, str]]) -> None:
    """An overlay says what it is of, in which language, and each string with what it was made from."""
    assert expected == found(Overlay, {**OVERLAY, **keys})


@pytest.mark.parametrize("data", [None, "", "x", [], ["x"]])
@pytest.mark.parametrize("kind", [Sheet, Diagnostic, Overlay])
def test_no_mapping_at_all(kind: type[Value], data: object) -> None:
    """Where there is no mapping, that alone is said."""
    assert [("", "not_mapping")] == found(kind, data)


@pytest.mark.parametrize(
    "key", ["<all>", "<", "[key]", "", "\U0001f30d", "__class__", "model_config", "alias"]
)
def test_strange_keys(key: str) -> None:
    """A key that looks like a name of the library, or of Python, is unknown like any other, wherever it stands."""
    assert [(key, "unknown_key")] == found(Sheet, {**HEAD, key: "x"})
    assert [(key, "unknown_key")] == of_answer({key: "x"})
    assert [(f"voices/police/{key}", "unknown_key")] == of_answer({"voices": {"police": {key: "x"}}})


@pytest.mark.parametrize("key", ["[key]", "<not>"])
def test_inside_strange_keys(key: str) -> None:
    """Inside a key that looks like a name of the library, the problem is at the nearest place that can be told."""
    assert [("answers/levl", "unknown_key.near")] == found(Sheet, {**HEAD, "answers": {key: {"levl": "2"}}})


# --- what a sentence names ----------------------------------------------------------------------------------------


def problem(kind: type[Value], data: Any) -> Problem:
    """Return the only problem of data."""
    _, (only,) = validate(kind, data)
    return only


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({**HEAD, "awnsers": {}}, {"word": "awnsers", "near": "answers"}),
        ({**HEAD, "zzz": {}}, {"word": "zzz"}),
        ({**HEAD, "subject": {"date": "2026-13-01"}}, {"word": "2026-13-01"}),
        ({**HEAD, "subject": {"agency": "A B"}}, {"word": "A B", "example": ""}),
        ({**HEAD, "language": "EN"}, {"word": "EN", "example": "fr"}),
        (
            {**HEAD, "answers": {"q": {"evidence": "x"}}},
            {"word": "x", "known": "none, statement, document, verified"},
        ),
        (
            {**HEAD, "answers": {"q": {"handling": "share"}}},
            {
                "word": "share",
                "near": "shared",
                "known": "shared, own_service, national",
            },
        ),
        ({"format": "cpch/1"}, {"word": "cpch/1", "near": "cpch-answers/1", "known": "cpch-answers/1"}),
        ({**HEAD, "diagnostic": {}}, {"word": "id"}),
        ({"x-own": "a"}, {"word": "format"}),
    ],
)
def test_values(data: Any, expected: dict[str, str]) -> None:
    """A problem names the word that is wrong, and what could stand there."""
    assert expected == problem(Sheet, data).values


def test_only_unknown_keys_are_wrong_at_their_key() -> None:
    """Of an unknown key it is the key that is wrong, of everything else the value."""
    _, problems = validate(Sheet, {**HEAD, "zzz": "x", "language": "EN", "subject": "x"})

    assert {"unknown_key": True, "not_like": False, "not_mapping": False} == {
        problem.code: problem.at_key for problem in problems
    }


def test_known_key_out_of_place_is_no_misspelling() -> None:
    """A key that is known, but not beside the others, is not answered with itself."""
    data = changed(GOOD, "rules/0/when", {**LEAF, "at_least": "2"})

    assert ("unknown_key", {"word": "is"}) == (
        problem(Diagnostic, data).code,
        problem(Diagnostic, data).values,
    )


def test_every_problem_at_once() -> None:
    """All problems of the form are found in one go, and no warnings among them."""
    data = changed(changed(changed(GOOD, "title", []), "questions/0/kind", "x"), "rules/0/because", "")
    _, problems = validate(Diagnostic, data)

    assert ["title", "questions/0/kind", "rules/0/because"] == [
        "/".join(map(str, one.path)) for one in problems
    ]
    assert not any(one.warning for one in problems)
