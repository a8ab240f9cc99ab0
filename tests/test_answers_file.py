"""Answers files: what they say, what is wrong with them, and that nothing is lost when they are written again."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from broken import CASES, broken, examples, expected, found, places, valid, with_value
from cpch_cli import i18n, messages, yaml_text
from cpch_cli.answers_file import AnswersFile, begin_answers, load_answers, parse_answers, save_answers
from cpch_cli.core.model import Answer, Diagnostic, Sheet, plain
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.errors import CannotRead, CannotWrite, ExitCode, InvalidAnswers
from samples import WHOLE

SMALL: Final = load_diagnostic(CASES / "valid" / "diagnostics" / "small.yaml")
EXAMPLES: Final = examples()
HEAD: Final = "format: cpch-answers/1\n"


def parse(text: str, *, as_json: bool = False) -> AnswersFile:
    """Return what a text says as answers to the small diagnostic."""
    return parse_answers(text, "a.yaml", SMALL, as_json=as_json)


def loaded(name: str) -> AnswersFile:
    """Return what one of the valid files says."""
    return load_answers(CASES / "valid" / "answers" / name, SMALL)


def answer(written: str, question: str = "legal.text") -> Answer:
    """Return one answer from the way it is written."""
    return parse(f"{HEAD}answers:\n  {question}: {written}\n").sheet.answers[question]


def problems(text: str, *, as_json: bool = False) -> list[str]:
    """Return the problems of a text as `LINE:COLUMN: CODE`."""
    with pytest.raises(InvalidAnswers) as error:
        parse(text, as_json=as_json)
    return found(error.value.problems)


def diagnostic_of(file: Path) -> Diagnostic:
    """Return the diagnostic that a file answers."""
    return load_diagnostic() if file in EXAMPLES else SMALL


# --- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", broken("answers"), ids=lambda file: file.name)
def test_broken_file(file: Path) -> None:
    """Every problem of a file is found at its place, in the file's order, and can be said in a sentence."""
    with pytest.raises(InvalidAnswers) as error:
        load_answers(file, SMALL)

    assert expected(file) == found(error.value.problems)
    assert (str(file), ExitCode.INVALID_ANSWERS) == (error.value.name, error.value.exit_code)
    lines = messages.of_error(error.value, i18n.load_words("en")).split("\n")
    assert len(error.value.problems) == len(lines)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there cannot be read."""
    with pytest.raises(CannotRead):
        load_answers(tmp_path / "a.yaml", SMALL)


# --- levels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "written", "expected"),
    [
        ("legal.text", "2", "defined"),
        ("legal.text", "defined", "defined"),
        ("legal.text", '"2"', "defined"),
        ("legal.text", "'defined'", "defined"),
        ("legal.text", "2.0", "defined"),
        ("legal.text", "02", "defined"),
        ("legal.text", " 2 ", "defined"),
        ("legal.text", "0", "absent"),
        ("legal.text", "-0", "absent"),
        ("legal.text", "unknown", "unknown"),
        ("legal.text", '"unknown"', "unknown"),
        ("legal.text", "{level: 2}", "defined"),
        ("legal.text", '{level: "2.00"}', "defined"),
        ("legal.text", "{level: unknown}", "unknown"),
        ("legal.text", "{level: unknown, reason: Nobody was there.}", "unknown"),
        ("legal.use", "{level: not_applicable, reason: No border.}", "not_applicable"),
        ("risk.joint", "0.5", "half"),
        ("risk.joint", "0.50", "half"),
        ("risk.joint", "1", "both"),
        ("risk.joint", "none", "none"),
    ],
)
def test_level(question: str, written: str, expected: str) -> None:
    """A level is named by its id or by a number equal to its value, in quotes or not; it is kept as its id."""
    assert expected == answer(written, question).level


@pytest.mark.parametrize("written", ["", "~", "null", "{level: }", "{level: null, note: Wait.}"])
def test_no_level(written: str) -> None:
    """An answer without a level is none yet; a note may come first."""
    given = parse(f"{HEAD}answers:\n  legal.text: {written}\n").sheet.answers.get("legal.text")

    assert given is None or given.level is None


@pytest.mark.parametrize(
    "written", ["not_applicable", "{level: not_applicable}", '{level: not_applicable, reason: " "}']
)
def test_not_applicable_needs_a_reason(written: str) -> None:
    """Not applicable without a reason is refused, and so is an empty reason."""
    (problem,) = problems(f"{HEAD}answers:\n  legal.use: {written}\n")

    assert problem.rpartition(" ")[2] in ("needs_reason", "empty")


@pytest.mark.parametrize("digits", [5_000, 20_000])
@pytest.mark.parametrize("as_json", [False, True])
def test_numbers_of_very_many_digits(digits: int, *, as_json: bool) -> None:
    """A number that no machine would hold is no level, and no version that could be newer."""
    number = "1" * digits
    head = '{"format": "cpch-answers/1", '
    level = f'{head}"answers": {{"legal.text": {number}}}}}'
    version = f'{head}"diagnostic": {{"id": "small", "version": {number}}}, "answers": {{"new": 1}}}}'

    assert [f"1:{level.index('11') + 1}: unknown_level"] == problems(level, as_json=as_json)
    assert [f"1:{version.index('new')}: unknown_question"] == problems(version, as_json=as_json)


# --- the forms of a file ------------------------------------------------------------------------------------------


def test_short_form() -> None:
    """The short form says the level and nothing else."""
    answers = loaded("short.yaml").sheet.answers

    assert {"legal.text": "defined", "legal.use": "unknown", "risk.joint": "half"} == {
        key: given.level for key, given in answers.items()
    }
    assert {(None, None, None)} == {
        (given.weaknesses, given.evidence, given.note) for given in answers.values()
    }


@pytest.mark.parametrize("name", ["empty.yaml", "bare.yaml"])
def test_empty_values(name: str) -> None:
    """A value that is empty is as good as none, for the subject and for answers."""
    sheet = loaded(name).sheet

    assert ({}, None, None) == (sheet.answers, sheet.diagnostic, sheet.language)
    assert {} == plain(sheet.subject)


def test_values_are_the_text_that_is_written() -> None:
    """What other readers of YAML take for numbers, days and truth values is text."""
    sheet = loaded("words.yaml").sheet
    subject = plain(sheet.subject)

    assert {
        "country": "NO",
        "country_code": "NOR",
        "region": "on",
        "site": "0123",
        "scope": "1:30",
        "period": "2026",
        "date": "2026-11-23",
        "respondents": ["yes", "null", "12.50", "~"],
        "handling": "off",
    } == subject
    assert ("defined", "2026-11-23", ("true", "1e3")) == (
        sheet.answers["legal.text"].level,
        sheet.answers["legal.text"].note,
        sheet.answers["legal.text"].agreed,
    )
    assert ("not_applicable", "no") == (sheet.answers["legal.use"].level, sheet.answers["legal.use"].reason)


def test_json() -> None:
    """A JSON file says the same as a YAML file, tabs, escapes and surrogate pairs included."""
    sheet = loaded("answers.json").sheet

    assert "Exampleland \U0001f30d" == sheet.subject.country
    assert {"legal.text": "defined", "legal.use": "operating"} == {
        key: given.level for key, given in sheet.answers.items()
    }
    assert 'First line.\nSecond "line", a/b.' == sheet.answers["legal.use"].note


@pytest.mark.parametrize("suffix", [".json", ".JSON"])
def test_a_file_is_json_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    """Whether a file is JSON is told by its suffix, whatever its case, for reading and for writing."""
    file = tmp_path / f"a{suffix}"
    file.write_text((CASES / "valid" / "answers" / "answers.json").read_text("utf-8"), "utf-8")
    answers = load_answers(file, SMALL)
    save_answers(file, answers.sheet, SMALL)

    assert "defined" == json.loads(file.read_text("utf-8"))["answers"]["legal.text"]["level"]
    assert (
        answers.sheet.answers["legal.use"].note == load_answers(file, SMALL).sheet.answers["legal.use"].note
    )


def test_answers_of_retired_questions_are_kept() -> None:
    """Answers to retired questions are kept as they are and named."""
    answers = loaded("retired.yaml")

    assert ("legal.old", "legal.older") == answers.kept
    assert ("7", ("gone",), "From before.") == (
        answers.sheet.answers["legal.old"].level,
        answers.sheet.answers["legal.old"].weaknesses,
        answers.sheet.answers["legal.old"].note,
    )
    assert ["legal.text", "legal.old", "legal.older"] == list(answers.sheet.answers)


def test_answers_of_a_newer_version_are_kept() -> None:
    """A file of a newer version keeps the answers to questions that are not known yet."""
    answers = loaded("newer.yaml")

    assert ("legal.future",) == answers.kept
    assert "9" == answers.sheet.answers["legal.future"].level


def test_answers_come_in_the_order_of_the_diagnostic() -> None:
    """Answers are in the diagnostic's order, and so are weaknesses."""
    answers = loaded("full.yaml").sheet.answers

    assert ["legal.text", "legal.use", "risk.joint"] == list(answers)
    assert ("no_text", "old_text") == answers["legal.text"].weaknesses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# by hand\n{HEAD}", True),
        (f"{HEAD}answers:\n  legal.text: 2  # by hand\n", True),
        (f"{HEAD}answers:\n  legal.text: {{level: 2, note: 'no # comment'}}\n", False),
        (f"{HEAD}answers:\n  legal.text:\n    note: | # by hand\n      Note.\n", True),
        (f'{HEAD}answers:\n  legal.text: {{level: 2, note: "a\x07b\x9b # c"}}\n', False),
        (f'{HEAD}answers:\n  legal.text: {{level: 2, note: "a\x07b"}} # by hand\n', True),
    ],
)
def test_comments_are_noticed(text: str, *, expected: bool) -> None:
    """Comments, which would be lost, are noticed; control characters in the text do no harm."""
    assert expected is parse(text).has_comments


def test_json_has_no_comments() -> None:
    """What looks like a comment in JSON is text."""
    assert not parse(
        '{"format": "cpch-answers/1", "subject": {"country": "a # b"}}', as_json=True
    ).has_comments


def test_begin() -> None:
    """A file that does not exist yet begins empty, in the language that was chosen."""
    begun = begin_answers(Path("new.yaml"), "fr")

    assert {"format": "cpch-answers/1", "language": "fr"} == plain(begun.sheet)
    assert ("new.yaml", (), False) == (begun.name, begun.kept, begun.has_comments)


# --- writing ------------------------------------------------------------------------------------------------------

FILES: Final = [*valid("answers"), *EXAMPLES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_nothing_is_lost(tmp_path: Path, file: Path, suffix: str) -> None:
    """What was loaded, saved and loaded again is the same, and saved again it is the same bytes."""
    of = diagnostic_of(file)
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    before = load_answers(file, of)
    save_answers(first, before.sheet, of)
    after = load_answers(first, of)
    save_answers(second, after.sheet, of)

    assert first.read_bytes() == second.read_bytes()
    assert _without_what_saving_adds(plain(before.sheet)) == _without_what_saving_adds(plain(after.sheet))
    assert (before.kept, False) == (after.kept, after.has_comments)


def _without_what_saving_adds(data: dict[str, Any]) -> dict[str, Any]:
    """Return a sheet without what saving fills in, and without answers that were none."""
    answers = {
        key: {inner: kept for inner, kept in value.items() if inner != "asked"}
        if isinstance(value, dict)
        else value
        for key, value in data.get("answers", {}).items()
        if value is not None or key.startswith("x-")
    }
    name = {key: value for key, value in data.get("diagnostic", {}).items() if key.startswith("x-")}
    return {**data, "answers": answers, "diagnostic": name}


def test_everything_is_written(tmp_path: Path) -> None:
    """Every key of a full file is still there: own keys, voices, dissent, open points, handling, clearances."""
    file = tmp_path / "a.yaml"
    original = yaml_text.read((CASES / "valid" / "answers" / "full.yaml").read_text("utf-8")).data
    save_answers(file, loaded("full.yaml").sheet, SMALL)
    saved = yaml_text.read(file.read_text("utf-8")).data

    # What saving changes: levels become ids, texts lose outer blanks, the diagnostic is named, wordings are noted.
    original["diagnostic"] |= {"version": "1.2", "digest": SMALL.digest}
    original["answers"]["legal.text"] |= {"level": "operating", "weaknesses": ["no_text", "old_text"]}
    original["answers"]["legal.use"]["note"] = "Weekly call since March.\n\nTwo   calls were missed."
    original["answers"]["legal.use"]["asked"] = SMALL.asked["legal.use"]
    original["answers"]["legal.use"]["voices"]["customs"] = {"level": "defined"}
    original["answers"]["risk.joint"]["asked"] = SMALL.asked["risk.joint"]

    assert original == saved
    assert ["legal.text", "legal.use", "risk.joint", "x-draft"] == list(saved["answers"])


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize(
    "note",
    [
        "One line.",
        "One.\nTwo.",
        "One.\n\n\nTwo.",
        "One.   \n   Two.",
        "  indented\nTwo.",
        "# no comment\n- no list",
        "key: value\n---\n...",
        "a\ttab",
        "'quotes' and \"quotes\" and \\",
        "{{braces}} {and} [brackets]",
        "word " * 500 + "end.",
        "\u00e9 \u4e2d \u0645\u0631\u062d\u0628\u0627 \U0001f30d",
        "~",
        "=1+1",
        "x" * 19_990,
    ],
)
def test_note(tmp_path: Path, suffix: str, note: str) -> None:
    """A note is read as it was given but for outer blanks, and stays so over any number of times."""
    file = tmp_path / f"a{suffix}"
    given = {"format": "cpch-answers/1", "answers": {"legal.text": {"level": "2", "note": f" \n{note}  \n "}}}
    file.write_text(json.dumps(given) if suffix == ".json" else yaml_text.write(given), "utf-8")
    kept = note.replace("\t", " ").strip()
    for _ in range(3):
        sheet = load_answers(file, SMALL).sheet

        assert kept == sheet.answers["legal.text"].note
        save_answers(file, sheet, SMALL)


EXTENDED: Final = """\
format: cpch-answers/1
x-: short
x-top: {a: ~, b: [1, ~, {c: NO}], d: "\\x07\\u2028 \\u0085 x", "": e}
diagnostic: {id: small, x-in: diagnostic}
subject: {x-in: subject, cleared_by: [{service: customs, x-in: clearance}]}
answers:
  x-in: answers
  x-empty: ~
  legal.text:
    x-in: answer
    reference: {x-in: reference}
    dissent: [{who: a, text: b, x-in: dissent}]
    open: [{text: b, x-in: open}]
    voices: {x-in: voices, customs: {level: 1, x-in: voice}, army: ~}
"""


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_own_keys_survive_everywhere(tmp_path: Path, suffix: str) -> None:
    """A key that begins with `x-` may stand in every mapping, hold anything, and is written as it was read."""
    file = tmp_path / f"a{suffix}"
    save_answers(file, parse(EXTENDED).sheet, SMALL)
    saved = yaml_text.read(file.read_text("utf-8"), as_json=suffix == ".json").data

    assert {"a": None, "b": ["1", None, {"c": "NO"}], "d": "\x07\u2028 \x85 x", "": "e"} == saved["x-top"]
    given = saved["answers"]["legal.text"]
    assert ["short", "diagnostic", "subject", "clearance", "answers", None] == [
        saved["x-"],
        saved["diagnostic"]["x-in"],
        saved["subject"]["x-in"],
        saved["subject"]["cleared_by"][0]["x-in"],
        saved["answers"]["x-in"],
        saved["answers"]["x-empty"],
    ]
    assert ["answer", "reference", "dissent", "open", "voices", "voice"] == [
        given["x-in"],
        given["reference"]["x-in"],
        given["dissent"][0]["x-in"],
        given["open"][0]["x-in"],
        given["voices"]["x-in"],
        given["voices"]["customs"]["x-in"],
    ]


def test_own_keys_of_any_language_survive(tmp_path: Path) -> None:
    """Keys beyond the first plane survive, however JSON escapes them."""
    file = tmp_path / "a.json"
    text = json.dumps({"format": "cpch-answers/1", "x-\U0001f30d": "\U0001f30d", "x-\ud83c": "half"})
    save_answers(file, parse(text, as_json=True).sheet, SMALL)
    saved = json.loads(file.read_text("utf-8"))

    assert ("\U0001f30d", "half") == (saved["x-\U0001f30d"], saved["x-\ufffd"])


def saved(tmp_path: Path, text: str) -> dict[str, Any]:
    """Return what is saved of a text."""
    file = tmp_path / "a.yaml"
    save_answers(file, parse(text).sheet, SMALL)
    return dict(yaml_text.read(file.read_text("utf-8")).data)


def test_saving_names_the_diagnostic_and_the_words_that_were_asked(tmp_path: Path) -> None:
    """A saved file names its diagnostic with version and digest, and every answer the words it was given to."""
    data = saved(
        tmp_path, f"{HEAD}answers: {{legal.text: 2, legal.use: unknown, risk.joint: {{note: Later.}}}}"
    )

    assert {"id": "small", "version": "1.2", "digest": SMALL.digest} == data["diagnostic"]
    assert {
        "legal.text": {"level": "defined", "asked": SMALL.asked["legal.text"]},
        "legal.use": {"level": "unknown", "asked": SMALL.asked["legal.use"]},
        "risk.joint": {"note": "Later."},
    } == data["answers"]


def test_words_that_were_asked_stay(tmp_path: Path) -> None:
    """What an answer says of the words it was given to is never changed."""
    data = saved(tmp_path, f"{HEAD}answers: {{legal.text: {{level: 2, asked: 9f2c61d07a4b5e13}}}}")

    assert "9f2c61d07a4b5e13" == data["answers"]["legal.text"]["asked"]


def test_words_of_another_version_are_not_known(tmp_path: Path) -> None:
    """Answers to another version that do not name their words never get those of this version, however often saved."""
    text = f"{HEAD}diagnostic: {{id: small, version: '1.1'}}\nanswers: {{legal.text: 2}}"
    for _ in range(2):
        data = saved(tmp_path, text)
        text = (tmp_path / "a.yaml").read_text("utf-8")

        assert ({"level": "defined"}, "1.1") == (data["answers"]["legal.text"], data["diagnostic"]["version"])


def test_another_version_is_brought_up_to_date_where_all_words_are_known(tmp_path: Path) -> None:
    """A file of an older version whose answers all name their words is saved as one of this version."""
    head = f"{HEAD}diagnostic: {{id: small, version: '1.1'}}\n"
    data = saved(
        tmp_path, f"{head}answers: {{legal.text: {{level: 2, asked: 9f2c61d07a4b5e13}}, legal.old: 3}}"
    )

    assert ("1.2", SMALL.digest) == (data["diagnostic"]["version"], data["diagnostic"]["digest"])
    assert {"level": "3"} == data["answers"]["legal.old"]


def test_file_of_a_newer_version_stays_one(tmp_path: Path) -> None:
    """A file of a newer version keeps its version, and its answers stay without words of this one."""
    data = saved(tmp_path, (CASES / "valid" / "answers" / "newer.yaml").read_text("utf-8"))

    assert {"id": "small", "version": "1.10"} == data["diagnostic"]
    assert {
        "legal.text": {"level": "institutionalised"},
        "legal.future": {"level": "9", "note": "Asked later."},
    } == (data["answers"])


def test_same_content_is_the_same_bytes(tmp_path: Path) -> None:
    """However a file was written, with quotes, blanks and short forms, the same content is saved as the same bytes."""
    texts = [
        f"{HEAD}language: en\nanswers: {{legal.use: 1, legal.text: {{note: A., level: defined}}}}",
        f'answers:\n  "legal.text":\n    level: "2.0"\n    note: |\n      A.\n\n  legal.use: ad_hoc\n\nlanguage: en\n{HEAD}',
        json.dumps(
            {
                "answers": {"legal.use": {"level": 1.0}, "legal.text": {"level": 2, "note": " A."}},
                "language": "en",
                "format": "cpch-answers/1",
            }
        ),
    ]
    for number, text in enumerate(texts):
        save_answers(tmp_path / f"{number}.yaml", parse(text, as_json=text.startswith("{")).sheet, SMALL)

    assert 1 == len({file.read_bytes() for file in tmp_path.iterdir()})


def test_other_readers_read_the_same(tmp_path: Path) -> None:
    """What is saved as YAML says the same to any other reader of YAML."""
    file = tmp_path / "a.yaml"
    save_answers(file, loaded("words.yaml").sheet, SMALL)
    text = file.read_text("utf-8")

    assert yaml_text.read(text).data == yaml.load(text, Loader=yaml.BaseLoader)
    subject = yaml.safe_load(text)["subject"]
    assert ["NO", "on", "0123", "1:30", "2026", "2026-11-23"] == [
        subject[key] for key in ("country", "region", "site", "scope", "period", "date")
    ]


def test_saving_that_fails(tmp_path: Path) -> None:
    """Where a file cannot be written the error says so."""
    with pytest.raises(CannotWrite):
        save_answers(tmp_path, loaded("short.yaml").sheet, SMALL)


# --- whatever comes -----------------------------------------------------------------------------------------------

# What a value of a file may wrongly be.
STRANGE: Final[list[Any]] = [
    None,
    "",
    " ",
    [],
    {},
    [None],
    [[]],
    {"a": "b"},
    {"<all>": "x"},
    {"[key]": "x"},
    {"x-a": "b"},
    "1" * 5000,
    "-1",
    "2\n",
    "\u0663",
    "unknown",
    "not_applicable",
    "0000-01-01",
    "\x1b[31m\u202e",
    ["legal", "legal"],
]


def sheet_or_problems(text: str, *, as_json: bool) -> Sheet | InvalidAnswers:
    """Return what a text says, or what is wrong with it."""
    try:
        return parse(text, as_json=as_json).sheet
    except InvalidAnswers as invalid:
        return invalid


FULL: Final = yaml_text.read((CASES / "valid" / "answers" / "full.yaml").read_text("utf-8")).data


@pytest.mark.parametrize("as_json", [False, True])
def test_any_value_anywhere(tmp_path: Path, *, as_json: bool) -> None:
    """Whatever stands wherever, a file is refused with problems that can be said, or it can be saved and read again."""
    words = i18n.load_words("en")
    matrix = [(place, value) for place in places(FULL) for value in STRANGE]
    for place, value in matrix if WHOLE else matrix[:: 7 + as_json]:
        data = with_value(FULL, place, value)
        text = json.dumps(data) if as_json else yaml_text.write(data)
        given = sheet_or_problems(text, as_json=as_json)
        if isinstance(given, InvalidAnswers):
            assert given.problems
            assert messages.of_error(given, words).replace("\n", "").isprintable()
        else:
            file = tmp_path / f"a{'.json' if as_json else '.yaml'}"
            save_answers(file, given, SMALL)

            assert given.answers.keys() == load_answers(file, SMALL).sheet.answers.keys()


def test_form_and_content_at_once() -> None:
    """What has the wrong form does not hide what is wrong besides: all is said at once, each at its place."""
    text = (
        "format: cpch-answers/1\n"
        "subjct: {country: X}\n"
        "answers:\n"
        "  legal.use: {level: 7, weaknesses: [[x], no_such]}\n"
        "  legal.usee: 2\n"
    )

    assert [
        "2:1: unknown_key.near",
        "4:22: unknown_level",
        "4:38: not_text",
        "4:43: unknown_weakness",
        "5:3: unknown_question.near",
    ] == problems(text)
