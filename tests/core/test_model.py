"""The model: what the text of a file means in each field, what is refused, and what goes back as it came."""

import datetime as dt
import hashlib
from fractions import Fraction
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from cpch_cli.core.model import (
    All,
    Answer,
    Any_,
    AtLeast,
    AtMost,
    Below,
    Condition,
    Day,
    Diagnostic,
    Effort,
    Flag,
    HasWeakness,
    Id,
    Is,
    LevelId,
    LevelText,
    Not,
    Number,
    Overlay,
    Question,
    ScaleValue,
    Sheet,
    Text,
    Weight,
    canonical,
    json_number,
    leaves,
    plain,
)
from helpers import as_read, diagnostic, diagnostic_data, question, resource, rule, scale, solution, weakness

SHEET = {"format": "cpch-answers/1"}
ABOUT = {"question": "a.one"}
LEAF = {**ABOUT, "is": "absent"}


def read(kind: Any, value: object) -> Any:
    """Return what a field of this kind makes of a value."""
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> tuple[str, str | None]:
    """Return the type of the only error of a value, and the word it names."""
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    (error,) = refused.value.errors()
    return error["type"], error.get("ctx", {}).get("word")


def refusals(kind: Any, value: object) -> set[tuple[Any, ...]]:
    """Return type and place of every error of a value."""
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    return {(error["type"], *error["loc"]) for error in refused.value.errors()}


# --- scalars ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        pytest.param(Text, "  e\u0301\x00\u202e\r\nb ", "\u00e9\nb", id="text is cleaned"),
        pytest.param(Text, "NO", "NO", id="NO is text"),
        pytest.param(LevelText, " 2\x00 ", "2", id="a level is cleaned text"),
        pytest.param(Id, "a1.b-c.d_e", "a1.b-c.d_e", id="id of parts"),
        pytest.param(LevelId, "ad_hoc", "ad_hoc", id="level id"),
        pytest.param(Number, "1.5", Fraction(3, 2), id="decimal"),
        pytest.param(Number, "0.1", Fraction(1, 10), id="decimal is exact"),
        pytest.param(Number, "-2", Fraction(-2), id="negative"),
        pytest.param(Number, "007", Fraction(7), id="leading zeros"),
        pytest.param(Number, 3, Fraction(3), id="whole number"),
        pytest.param(Number, Fraction(1, 3), Fraction(1, 3), id="fraction stays"),
        pytest.param(ScaleValue, "0", Fraction(0), id="scales begin at 0"),
        pytest.param(Weight, "0.5", Fraction(1, 2), id="weight below 1"),
        pytest.param(Effort, "5", 5, id="effort from text"),
        pytest.param(Effort, 1, 1, id="effort from a number"),
        pytest.param(Flag, "true", True, id="true from text"),
        pytest.param(Flag, "false", False, id="false from text"),
        pytest.param(Flag, True, True, id="flag stays"),
        pytest.param(Day, "2024-02-29", dt.date(2024, 2, 29), id="leap day"),
        pytest.param(Day, dt.date(2026, 1, 2), dt.date(2026, 1, 2), id="day stays"),
    ],
)
def test_scalar(kind: Any, value: object, expected: object) -> None:
    """A field decides what the text that stood in the file means."""
    assert expected == read(kind, value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Text, " \x00\t", ("too_short", None)),
        (Text, 1, ("string_type", None)),
        (Id, "A", ("string_pattern_mismatch", None)),
        (Id, "a..b", ("string_pattern_mismatch", None)),
        (Id, "a.1", ("string_pattern_mismatch", None)),
        (Id, "a\n", ("string_pattern_mismatch", None)),
        (LevelId, "2", ("string_pattern_mismatch", None)),
        (LevelId, "a.b", ("string_pattern_mismatch", None)),
        (LevelId, "unknown", ("reserved_level", "unknown")),
        (LevelId, "not_applicable", ("reserved_level", "not_applicable")),
        (Number, "1:30", ("number", "1:30")),
        (Number, "1e3", ("number", "1e3")),
        (Number, "1/2", ("number", "1/2")),
        (Number, ".5", ("number", ".5")),
        (Number, "", ("number", "")),
        (Number, "\u0663", ("number", "\u0663")),
        (Number, True, ("number", "True")),
        (Number, 0.5, ("number", "0.5")),
        (ScaleValue, "-1", ("negative", "-1")),
        (Weight, "0", ("not_positive", "0")),
        (Weight, "-0.5", ("not_positive", "-0.5")),
        (Effort, "6", ("effort", "6")),
        (Effort, "0", ("effort", "0")),
        (Effort, "2.0", ("effort", "2.0")),
        (Flag, "yes", ("flag", "yes")),
        (Flag, "True", ("flag", "True")),
        (Flag, 1, ("flag", "1")),
        (Day, "2026-02-30", ("day", "2026-02-30")),
        (Day, "0000-01-01", ("day", "0000-01-01")),
        (Day, "20260101", ("day", "20260101")),
        (Day, "2026-W01-1", ("day", "2026-W01-1")),
        (Day, 20260101, ("day", "20260101")),
    ],
)
def test_scalar_refused(kind: Any, value: object, expected: tuple[str, str | None]) -> None:
    """What a field cannot mean is an error that names the word as it was written."""
    assert expected == refusal(kind, value)


@pytest.mark.parametrize(
    ("value", "expected"), [(Fraction(2), "2"), (Fraction(3, 2), "1.5"), (Fraction(1, 3), str(1 / 3))]
)
def test_json_number(value: Fraction, expected: str) -> None:
    """A whole number stays whole; any other is the nearest double."""
    assert expected == str(json_number(value))


def test_canonical() -> None:
    """Canonical JSON has sorted keys, no blanks, and letters beyond ASCII as they are."""
    assert '{"a":["\u00e9",1],"b":{"c":1.5}}'.encode() == canonical({"b": {"c": 1.5}, "a": ["\u00e9", 1]})


# --- mappings -----------------------------------------------------------------------------------------------------


def test_unknown_keys_are_refused_where_they_stand() -> None:
    """Every key that is not known is an error at its place, those inside answers and conditions included."""
    data = {**SHEET, "anwsers": {}, "answers": {"a.one": {"level": "2", "lvl": "2"}}}

    assert {
        ("extra_forbidden", "anwsers"),
        ("extra_forbidden", "answers", "a.one", "lvl"),
    } == refusals(Sheet, data)


# The core takes these two for the fields that bear the names, though the file's keys are `x-...` and `answers`.
@pytest.mark.parametrize("key", ["extensions", "saved"])
def test_names_of_fields_are_no_keys(key: str) -> None:
    """A name that the program uses for a field is not a key of a file."""
    assert {("extra_forbidden", key)} == refusals(Sheet, {**SHEET, key: {"a.one": "1"}})


@pytest.mark.parametrize("word", ["all_", "any_", "not_", "is_"])
def test_names_of_conditions_are_no_keys(word: str) -> None:
    """A condition is written with the words of the file, not with the names of the fields."""
    assert refusal(Condition, {**ABOUT, word: "absent"})[0] == "condition"


def test_extensions_survive_everywhere() -> None:
    """Keys beginning with `x-` come back in every mapping of an answers file, whatever they hold."""
    aside = {"x-a": None, "x-b": {"c": ["1", None], "d": {"x-e": "f"}}, "x-": "g"}
    data = {
        **SHEET,
        **aside,
        "subject": {"country": "Exampleland", **aside},
        "diagnostic": {"id": "tiny", **aside},
        "answers": {
            **aside,
            "a.one": {
                "level": "2",
                **aside,
                "reference": {"title": "Minutes", **aside},
                "voices": {"customs": {"level": "1", **aside}, **aside},
            },
        },
    }

    assert data == plain(Sheet.model_validate(data))


def test_extensions_are_no_answers() -> None:
    """What begins with `x-` under `answers` is kept but is no answer, nor is an entry without a value."""
    sheet = Sheet.model_validate({**SHEET, "answers": {"x-note": "2", "a.one": "2", "a.two": None}})

    assert {"a.one": Answer(level="2")} == sheet.answers


def test_extensions_in_mappings_of_a_diagnostic_are_left_out() -> None:
    """Of a mapping by id in a diagnostic only the entries with an id are read."""
    asked = question("a.one", levels={"absent": "Nothing.", "x-todo": ["more"]})
    read_ = diagnostic(asked, scales={"x-scale": "later"})

    assert ({"absent": "Nothing."}, ["maturity"]) == (read_.questions[0].levels, list(read_.scales))


@pytest.mark.parametrize("value", ["text", "12", ["a"]])
@pytest.mark.parametrize("place", ["answers", "subject"])
def test_no_mapping(place: str, value: object) -> None:
    """What should be a mapping and is none is an error at its place."""
    (error,) = refusals(Sheet, {**SHEET, place: value})

    assert place == error[1]


def test_no_mapping_by_id_in_a_diagnostic() -> None:
    """A list where a diagnostic has a mapping by id is an error."""
    assert ("dict_type", "levels") in refusals(Question, as_read(question("a.one", levels=["x"])))


def test_empty_value_is_no_value() -> None:
    """A known key with an empty value is the same as no key, and does not come back."""
    sheet = Sheet.model_validate(
        {**SHEET, "language": None, "subject": None, "answers": {"a.one": {"note": None}}}
    )

    assert {**SHEET, "answers": {"a.one": {}}} == plain(sheet)


def test_empty_value_of_a_required_key() -> None:
    """A required key with an empty value is missing."""
    assert {("missing", "format")} == refusals(Sheet, {"format": None})


def test_values_are_frozen() -> None:
    """A value cannot be changed."""
    answer = Answer(level="2")

    with pytest.raises(ValidationError, match="frozen"):
        setattr(answer, "level", "3")  # noqa: B010 - mypy knows too that it is read-only


# --- conditions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({**ABOUT, "at_least": "2"}, AtLeast),
        ({**ABOUT, "at_most": "2"}, AtMost),
        ({**ABOUT, "is": "2"}, Is),
        ({**ABOUT, "weakness": "w"}, HasWeakness),
        ({"domain": "a", "below": "2.5"}, Below),
        ({"all": [LEAF]}, All),
        ({"any": [LEAF]}, Any_),
        ({"not": LEAF}, Not),
    ],
)
def test_condition(data: object, expected: type) -> None:
    """The key that a condition has says which kind it is, and it goes back as it came."""
    condition = read(Condition, data)

    assert (expected, as_read(data)) == (type(condition), as_read(plain(condition)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("text", {("condition",)}),
        ({}, {("condition",)}),
        (ABOUT, {("condition",)}),
        ({**ABOUT, "above": "2"}, {("condition",)}),
        ({**LEAF, "at_most": "2"}, {("extra_forbidden", "<at_most>", "is")}),
        ({**LEAF, "domain": "a"}, {("extra_forbidden", "<is>", "domain")}),
        ({"below": "2"}, {("missing", "<below>", "domain")}),
        ({"domain": "a", "below": "x"}, {("number", "<below>", "below")}),
        ({"all": []}, {("too_short", "<all>", "all")}),
        ({"any": []}, {("too_short", "<any>", "any")}),
        ({"any": [LEAF, {"not": ABOUT}]}, {("condition", "<any>", "any", 1, "<not>", "not")}),
    ],
)
def test_condition_refused(data: object, expected: set[tuple[Any, ...]]) -> None:
    """A condition has the keys of exactly one kind, and `all` and `any` have at least one part."""
    assert expected == refusals(Condition, data)


def test_condition_that_is_one_already() -> None:
    """A condition that was read before stays what it is, alone and inside another."""
    inner = Not.model_validate({"not": {**ABOUT, "is": "2"}})

    assert All.model_validate({"all": [{"not": {**ABOUT, "is": "2"}}]}) == All.model_validate(
        {"all": [inner]}
    )


def test_leaves() -> None:
    """The leaves of a condition are its conditions on questions and domains, in its order."""
    condition = read(
        Condition,
        {"all": [LEAF, {"any": [{"not": {"domain": "b", "below": "1"}}, {**ABOUT, "at_least": "1"}]}]},
    )

    assert ["Is", "Below", "AtLeast"] == [type(leaf).__name__ for leaf in leaves(condition)]


# --- the diagnostic -----------------------------------------------------------------------------------------------


def full() -> Diagnostic:
    """Return a diagnostic that uses every key."""
    return Diagnostic.model_validate(full_data())


def full_data() -> dict[str, Any]:
    """Return the data of a diagnostic that uses every key."""
    former = {
        "asked": "0123456789abcdef",
        "version": "0.9",
        "text": "One, formerly?",
        "levels": {"absent": "No."},
    }
    return diagnostic_data(
        question(
            "a.one",
            critical=True,
            weight=2,
            kind="framework",
            handbook="III.b",
            evidence=["minutes"],
            levels={"ad_hoc": "One by one."},
            not_applicable="No port.",
            weaknesses=[weakness("w", "do")],
            solutions=["do"],
            formerly=[former],
        ),
        question("b.two", ask_if={"question": "a.one", "at_least": "1"}),
        solutions=[
            solution("do", resources=["tool"], raises={"a.one": "operating"}),
            solution("more", requires=["do"]),
        ],
        resources=[resource("tool", note="Ask first.")],
        rules=[rule("r", {"domain": "a", "below": 2}, "do", remark="Look.")],
        sections={"III.b": "Targeting"},
        retired=["a.old"],
    )


def test_defaults() -> None:
    """What a diagnostic leaves out counts with the weight 1, as not critical, and for nothing."""
    tiny = diagnostic(question("a.one"))
    asked = tiny.questions[0]
    expected = (Fraction(1), Fraction(1), False, None, ())

    assert expected == (tiny.domains[0].weight, asked.weight, asked.critical, asked.ask_if, asked.weaknesses)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, {}, id="none"),
        pytest.param(None, {}, id="an empty value"),
        pytest.param({"II.a": " On  roles\t", "4": "Law"}, {"II.a": "On  roles", "4": "Law"}, id="some"),
        pytest.param({"II.a": "On roles", "x-todo": ["more"]}, {"II.a": "On roles"}, id="extension"),
    ],
)
def test_sections(given: Any, expected: dict[str, str]) -> None:
    """A diagnostic names sections of the handbook by their numbers, those whose name is certain."""
    assert expected == diagnostic(question("a.one"), sections=given).sections


@pytest.mark.parametrize("number", ["", "II a", ".a", "-", "II.a\n", "\u0399\u0399"])
def test_number_of_a_section(number: str) -> None:
    """The number of a section is of letters, digits and dots."""
    data = diagnostic_data(question("a.one"), sections={number: "On roles"})

    assert {("string_pattern_mismatch", "sections", number, "[key]")} == refusals(Diagnostic, data)


def test_section_without_a_name() -> None:
    """A section that is named has a name."""
    data = diagnostic_data(question("a.one"), sections={"II.a": " "})

    assert {("too_short", "sections", "II.a")} == refusals(Diagnostic, data)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("question", ["a.one", "b.two"]),
        ("domain", ["a", "b"]),
        ("solution", ["do", "more"]),
        ("resource", ["tool"]),
        ("rule", ["r"]),
    ],
)
def test_by_id(table: str, expected: list[str]) -> None:
    """Everything can be looked up by its id, in the diagnostic's order."""
    found = getattr(full(), table)

    assert [(each, each) for each in expected] == [(key, value.id) for key, value in found.items()]


def test_questions_of_a_domain() -> None:
    """The questions of a domain are those that name it."""
    assert [["a.one"], ["b.two"], []] == [
        [q.id for q in full().questions_of(domain)] for domain in ("a", "b", "c")
    ]


def test_weakness_by_id() -> None:
    """A weakness is found by its id in its question."""
    asked = full().question["a.one"]

    assert (asked.weaknesses[0], None) == (asked.weakness("w"), asked.weakness("v"))


def test_levels_have_the_texts_of_the_question() -> None:
    """A level bears the question's own text where the question has one, and the scale's where it has none."""
    texts = {name: [level.text for level in levels[:2]] for name, levels in full().levels.items()}

    assert {"a.one": ["absent.", "One by one."], "b.two": ["absent.", "ad_hoc."]} == texts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("half", "half"),
        ("1.5", "half"),
        ("1.50", "half"),
        ("01.5", "half"),
        ("0", "nothing"),
        ("-0", "nothing"),
        ("2", None),
        ("-1.5", None),
        ("HALF", None),
        ("1e0", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_level(written: str, expected: str | None) -> None:
    """A level is matched as its id, then as a decimal number equal to a value of the question's scale."""
    found = steps().level("a.one", written)

    assert expected == (found and found.id)


# The core lets the limit of `int` on digits through: `Fraction("1" * 5000)` is a ValueError.
def test_level_of_a_very_long_number() -> None:
    """A number of any length that equals no value of the scale names no level."""
    assert None is steps().level("a.one", "1" * 5000)


def steps() -> Diagnostic:
    """Return a diagnostic with one question on a scale of 0, 1.5 and 3."""
    return diagnostic(
        question("a.one", scale="steps"),
        scales={"steps": scale(0, "1.5", 3, ids=("nothing", "half", "whole"))},
    )


@pytest.mark.parametrize(("written", "expected"), [("nothing", 0), ("half", 2), ("1.5", 2), ("whole", 4)])
def test_strength(written: str, expected: int) -> None:
    """The strength of a level is 4 * value / highest value of its scale."""
    assert expected == steps().strength("a.one", written)


def test_strength_is_exact() -> None:
    """A strength that no double can hold is exact."""
    thirds = diagnostic(question("a.one", scale="thirds"), scales={"thirds": scale(0, "0.1", "0.3")})

    assert Fraction(4, 3) == thirds.strength("a.one", "0.1")


def test_strength_of_no_level() -> None:
    """The strength of what is no level is a mistake of the caller."""
    with pytest.raises(ValueError, match=r"a\.one has no level '7'"):
        steps().strength("a.one", "7")


# --- fingerprints -------------------------------------------------------------------------------------------------


def variant(*path: str | int, to: object) -> Diagnostic:
    """Return the full diagnostic with another value at a path."""
    data = full_data()
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return Diagnostic.model_validate(data)


ONE = ("questions", 0)
MATURITY = ("scales", "maturity", 0)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param((*ONE, "text"), id="text"),
        pytest.param((*ONE, "levels", "ad_hoc"), id="own text of a level"),
        pytest.param((*MATURITY, "text"), id="text of the scale"),
        pytest.param((*MATURITY, "id"), id="id of a level"),
        pytest.param((*ONE, "weaknesses", 0, "text"), id="text of a weakness"),
        pytest.param((*ONE, "weaknesses", 0, "id"), id="id of a weakness"),
        pytest.param((*ONE, "id"), id="id"),
    ],
)
def test_asked_changes_with_the_words(path: tuple[str | int, ...]) -> None:
    """A question's fingerprint changes when one of its words changes."""
    before, after = (next(iter(each.asked.values())) for each in (full(), variant(*path, to="other")))

    assert before != after


def test_asked_changes_with_a_value() -> None:
    """A question's fingerprint changes when the value of a level changes."""
    after = variant("scales", "maturity", 4, "value", to="5")

    assert full().asked["a.one"] != after.asked["a.one"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ((*ONE, "why"), "Other."),
        ((*ONE, "number"), "9"),
        ((*ONE, "weight"), "3"),
        ((*ONE, "critical"), "false"),
        ((*ONE, "evidence"), ["other"]),
        ((*ONE, "solutions"), []),
        ((*ONE, "weaknesses", 0, "solutions"), []),
        ((*ONE, "formerly"), []),
        ((*MATURITY, "title"), "Other"),
        (("version",), "2.0"),
        (("sections", "III.b"), "Other"),
        (("questions", 1, "text"), "Other?"),
    ],
)
def test_asked_stays(path: tuple[str | int, ...], to: object) -> None:
    """A question's fingerprint stays when something changes that is not among its words."""
    assert full().asked["a.one"] == variant(*path, to=to).asked["a.one"]


WORDS_ONE = (
    '{"id":"a.one","levels":[{"id":"absent","text":"absent.","value":0},{"id":"half","text":"Half\u00e9.","value":1.5}],'
    '"text":"a.one?","weaknesses":[{"id":"w","text":"w."}]}'
)


def test_asked_is_the_hash_of_the_words() -> None:
    """A fingerprint is made of the words as the method says, so that it is the same in every release."""
    asked = question("a.one", scale="s", levels={"half": "Half\u00e9."}, weaknesses=[weakness("w")])
    tiny = diagnostic(asked, scales={"s": scale(0, "1.5", ids=("absent", "half"))})

    assert hashlib.sha256(WORDS_ONE.encode()).hexdigest()[:16] == tiny.asked["a.one"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        pytest.param((*ONE, "formerly"), [], id="former wordings"),
        pytest.param(("resources", 0, "checked"), "true", id="checked addresses"),
        pytest.param((*ONE, "weight"), "2.0", id="the same number"),
        pytest.param((*ONE, "handbook"), "  III.b ", id="the same text"),
        pytest.param(("questions", 1, "handbook"), None, id="an empty value"),
    ],
)
def test_digest_stays(path: tuple[str | int, ...], to: object) -> None:
    """A digest leaves out former wordings and whether addresses were checked, and sees values, not their form."""
    assert full().digest == variant(*path, to=to).digest


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ((*ONE, "why"), "Other."),
        ((*ONE, "weight"), "3"),
        ((*MATURITY, "title"), "Other"),
        (("version",), "2.0"),
        (("sections", "III.b"), "Other"),
        (("resources", 0, "note"), "Other."),
        (("rules", 0, "when", "below"), "2.5"),
        (("retired",), []),
    ],
)
def test_digest_changes(path: tuple[str | int, ...], to: object) -> None:
    """A digest changes with every other thing in the diagnostic."""
    assert full().digest != variant(*path, to=to).digest


CANONICAL = (
    '{"domains":[{"id":"a","title":"a"}],"format":"cpch-diagnostic/1","id":"tiny","questions":[{"domain":"a","id":"a.one",'
    '"kind":"practice","number":"1","scale":"s","source":"project","text":"\u00e9?","weight":1.5,"why":"Because."}],'
    '"scales":{"s":[{"id":"absent","text":"absent.","title":"absent","value":0},'
    '{"id":"ad_hoc","text":"ad_hoc.","title":"ad_hoc","value":1}]},"title":"Tiny","version":"1.0"}'
)


def test_digest_is_the_hash_of_the_canonical_json() -> None:
    """A digest is made as the file format says, so that it is the same in every release."""
    asked = question("a.one", scale="s", text="\u00e9?", weight="1.50")
    tiny = Diagnostic.model_validate({**diagnostic_data(asked), "scales": {"s": as_read(scale(0, 1))}})

    assert "sha256:" + hashlib.sha256(CANONICAL.encode()).hexdigest() == tiny.digest


def test_digest_of_a_diagnostic_without_resources() -> None:
    """What a diagnostic leaves out is not needed for its digest, and is not the same as an empty list."""
    assert diagnostic(question("a.one")).digest != diagnostic(question("a.one"), resources=[]).digest


def test_reading_a_digest_leaves_the_diagnostic_alone() -> None:
    """Former wordings are still there after the digest was taken."""
    read_ = full()

    assert read_.digest
    assert read_ == full()


def test_diagnostic_comes_back() -> None:
    """A diagnostic that becomes plain data and is read again is the same."""
    assert full() == Diagnostic.model_validate(as_read(plain(full())))


# --- answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2", "ad_hoc", "unknown"])
def test_short_form(written: str) -> None:
    """A level alone is the same as a mapping that has only the level, in a file and in its voices."""
    short = {
        **SHEET,
        "answers": {"a.one": written, "a.two": {"voices": {"police": written, "customs": None}}},
    }
    long = {
        **SHEET,
        "answers": {
            "a.one": {"level": written},
            "a.two": {"voices": {"police": {"level": written}, "customs": None}},
        },
    }

    assert Sheet.model_validate(long).answers == Sheet.model_validate(short).answers


def test_weaknesses_not_asked_or_none_ticked() -> None:
    """Weaknesses that were not asked are told apart from weaknesses of which none was ticked."""
    not_asked = Answer.model_validate({"level": "1"})
    none_ticked = Answer.model_validate({"level": "1", "weaknesses": []})

    assert (None, {"level": "1"}) == (not_asked.weaknesses, plain(not_asked))
    assert ((), {"level": "1", "weaknesses": []}) == (none_ticked.weaknesses, plain(none_ticked))


FULL_SHEET: dict[str, Any] = {
    **SHEET,
    "diagnostic": {"id": "tiny", "version": "1.0", "digest": "sha256:" + "0a" * 32},
    "subject": {
        "country": "Exampleland",
        "country_code": "EXL",
        "domains": ["a"],
        "agency": "customs",
        "date": "2026-11-23",
        "respondents": ["Head of enforcement"],
        "conducted": "facilitated",
        "cleared_by": [{"service": "police", "date": "2026-11-24"}],
        "handling": "Restricted",
    },
    "language": "en",
    "answers": {
        "a.one": {
            "level": "ad_hoc",
            "weaknesses": ["w"],
            "evidence": "document",
            "reference": {"title": "Minutes", "date": "2026-03-01", "holder": "customs"},
            "note": "Weekly call.",
            "handling": "own_service",
            "agreed": ["customs", "police"],
            "dissent": [{"who": "police", "text": "No."}],
            "open": [{"text": "Ask.", "owner": "customs"}],
            "voices": {"customs": {"level": "2"}, "police": None},
            "asked": "0123456789abcdef",
        },
        "a.two": {"level": "not_applicable", "reason": "No port."},
        "a.three": None,
    },
}


def test_sheet_comes_back() -> None:
    """An answers file becomes plain data again with the keys that were given and no others."""
    assert FULL_SHEET == plain(Sheet.model_validate(FULL_SHEET))


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("format",), "cpch-answers/2", "literal_error"),
        (("language",), "EN", "string_pattern_mismatch"),
        (("diagnostic", "digest"), "sha256:0", "string_pattern_mismatch"),
        (("subject", "country_code"), "exl", "string_pattern_mismatch"),
        (("subject", "agency"), "Customs", "string_pattern_mismatch"),
        (("subject", "conducted"), "audit", "literal_error"),
        (("subject", "date"), "yesterday", "day"),
        (("answers", "a.one", "evidence"), "proof", "literal_error"),
        (("answers", "a.one", "handling"), "secret", "literal_error"),
        (("answers", "a.one", "asked"), "0123456789ABCDEF", "string_pattern_mismatch"),
        (("answers", "a.one", "weaknesses"), "w", "tuple_type"),
        (("answers", "a.one", "voices", "customs", "note"), "", "too_short"),
    ],
)
def test_sheet_refused(path: tuple[str, ...], value: object, expected: str) -> None:
    """A value that a key of an answers file cannot have is an error at its place."""
    data: dict[str, Any] = dict(FULL_SHEET)
    place = data
    for key in path[:-1]:
        place[key] = dict(place[key])
        place = place[key]
    place[path[-1]] = value

    assert {(expected, *path)} == refusals(Sheet, data)


def test_other_answers() -> None:
    """A sheet with other answers keeps everything else, its `x-` entries included; the old sheet stays."""
    old = Sheet.model_validate(
        {**SHEET, "language": "fr", "answers": {"x-a": "b", "a.one": "1", "a.two": None}}
    )
    new = old.with_answers({"a.one": Answer(level="3")})

    assert {**SHEET, "language": "fr", "answers": {"x-a": "b", "a.one": {"level": "3"}}} == plain(new)
    assert {"x-a": "b", "a.one": {"level": "1"}, "a.two": None} == plain(old)["answers"]


def test_other_answers_of_a_sheet_that_was_read() -> None:
    """A sheet with other answers has these, also when the answers of the old one were looked at before."""
    old = Sheet.model_validate({**SHEET, "answers": {"a.one": "1"}})

    assert {"a.one": Answer(level="1")} == old.answers
    assert {"a.one": Answer(level="3")} == old.with_answers({"a.one": Answer(level="3")}).answers


# --- an overlay ---------------------------------------------------------------------------------------------------

OVERLAY: Final[dict[str, Any]] = {"format": "cpch-overlay/1", "of": "tiny", "language": "fr"}
FRENCH: Final = {"of": "0123abcd", "text": "Pourquoi ?"}


@pytest.mark.parametrize(
    ("more", "official"), [({}, False), ({"official": "false"}, False), ({"official": "true"}, True)]
)
def test_translation(more: dict[str, str], official: bool) -> None:
    """A translation is ours unless it is said to be official; its path may be any words."""
    overlay = Overlay.model_validate(
        {**OVERLAY, "strings": {"a.one/levels/ad_hoc": {**FRENCH, **more}, "x-a": "b"}}
    )

    assert {"a.one/levels/ad_hoc": ("Pourquoi ?", official)} == {
        path: (string.text, string.official) for path, string in overlay.strings.items()
    }


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("of", "0123ABCD", "string_pattern_mismatch"),
        ("text", " ", "too_short"),
        ("official", "yes", "flag"),
        ("offical", "true", "extra_forbidden"),
    ],
)
def test_translation_refused(key: str, value: str, expected: str) -> None:
    """A translation names the English string by 8 hex digits, and is not empty."""
    data = {**OVERLAY, "strings": {"a.one/text": {**FRENCH, key: value}}}

    assert {(expected, "strings", "a.one/text", key)} == refusals(Overlay, data)


# --- JSON Schema --------------------------------------------------------------------------------------------------


def accepted(model: type[Diagnostic] | type[Sheet], data: object) -> bool:
    """Return whether data is valid by the JSON Schema of a model."""
    schema = model.model_json_schema(by_alias=True)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema).is_valid(data)


NUMBERS = {**SHEET, "answers": {"a.one": 2, "a.two": None, "a.three": {"level": 2, "note": None}}}


@pytest.mark.parametrize(
    ("model", "data", "expected"),
    [
        pytest.param(Sheet, FULL_SHEET, True, id="answers"),
        pytest.param(Sheet, NUMBERS, True, id="numbers and empty values"),
        pytest.param(Sheet, {**SHEET, "x-a": 1, "answers": {"x-b": [1]}}, True, id="extensions"),
        pytest.param(Sheet, {**SHEET, "anwsers": {}}, False, id="unknown key"),
        pytest.param(Sheet, {**SHEET, "extensions": {}}, False, id="name of a field"),
        pytest.param(Sheet, {**SHEET, "answers": {"a.one": ["2"]}}, False, id="a list is no answer"),
        pytest.param(
            Sheet, {**SHEET, "answers": {"a.one": {"lvl": "2"}}}, False, id="unknown key of an answer"
        ),
        pytest.param(Sheet, {}, False, id="without format"),
        pytest.param(Diagnostic, full_data(), True, id="diagnostic"),
        pytest.param(Diagnostic, plain(full()), True, id="diagnostic with numbers"),
        pytest.param(Diagnostic, {**full_data(), "x-a": 1}, True, id="extension of a diagnostic"),
        pytest.param(Diagnostic, {**full_data(), "rules": [{}]}, False, id="empty rule"),
        pytest.param(
            Diagnostic, {**full_data(), "scales": {"x-a": 1}}, True, id="extension of a mapping by id"
        ),
        pytest.param(Diagnostic, {**full_data(), "scales": {"a": 1}}, False, id="no scale"),
        pytest.param(Diagnostic, {**full_data(), "sections": None}, True, id="no sections"),
        pytest.param(Diagnostic, {**full_data(), "sections": {"II.a": 4, "x-a": [1]}}, True, id="sections"),
        pytest.param(
            Diagnostic, {**full_data(), "sections": {"II.a": ""}}, False, id="section without a name"
        ),
        pytest.param(Diagnostic, {**full_data(), "sections": ["II.a"]}, False, id="a list of sections"),
    ],
)
def test_schema(model: type[Diagnostic] | type[Sheet], data: object, expected: bool) -> None:
    """The JSON Schema accepts what the program accepts: other scalars, empty values and extensions included."""
    assert expected is accepted(model, data)
