"""The JSON Schemas: they accept what cpch accepts, and refuse what a schema can refuse."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from broken import CASES, broken, examples, expected, places, valid, with_value
from cpch_cli import yaml_text
from cpch_cli.core.reading import validate
from cpch_cli.core.schemas import KINDS, OF_A_DIAGNOSTIC, schema
from cpch_cli.diagnostic_file import built_in, load_diagnostic
from helpers import as_read
from samples import WHOLE

CHECKOUT: Final = CASES.parents[1]
SCHEMAS: Final = {kind: Draft202012Validator(schema(kind)) for kind in KINDS}
FOLDERS: Final = {"answers": "answers", "diagnostics": "diagnostic", "overlays": "overlay", "plans": "plan"}

GOOD: Final = [
    *((file, kind) for folder, kind in FOLDERS.items() for file in valid(folder)),
    *((file, "answers") for file in examples()),
    (CHECKOUT / "examples" / "belmara.plan.yaml", "plan"),
    (built_in(), "diagnostic"),
]
# Broken, but it can be read.
BROKEN: Final = [
    (file, kind)
    for folder, kind in FOLDERS.items()
    for file in broken(folder)
    if not yaml_text.read(file.read_text("utf-8"), as_json=file.suffix == ".json").fatal
]

# What is wrong in the form of a file, which is what a schema knows. An empty text may also be one of blanks, and a day
# one that the calendar does not have; those a schema takes for good.
OF_THE_FORM: Final = frozenset(
    {
        *(
            "missing_key",
            "unknown_key",
            "unknown_key.near",
            "not_text",
            "not_list",
            "not_mapping",
            "needs_one",
            "capacity",
        ),
        *("not_id", "not_word", "not_like", "not_one_of", "not_one_of.near"),
        *("number", "flag", "effort", "condition"),
    }
)
PERHAPS: Final = frozenset({"empty", "day"})


def by_text(file: Path) -> Any:
    """Return what a file says, every value as text."""
    return yaml_text.read(file.read_text("utf-8"), as_json=file.suffix == ".json").data


def by_another_reader(file: Path) -> Any:
    """Return what a file says to a plain reader of YAML 1.1, an editor's for example; days are texts in JSON."""
    text = file.read_text("utf-8")
    return (
        json.loads(text)
        if file.suffix == ".json"
        else json.loads(json.dumps(yaml.safe_load(text), default=str))
    )


def name(value: object) -> str:
    """Return how a case is called."""
    return value.stem if isinstance(value, Path) else ""


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_one(kind: str) -> None:
    """Each schema is a schema of the draft that it names."""
    made = schema(kind)
    Draft202012Validator.check_schema(made)

    assert "https://json-schema.org/draft/2020-12/schema" == made["$schema"]
    assert f"cpch {kind} file, version 1" == made["title"]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_in_the_repository(kind: str) -> None:
    """The file that editors look at is what the code makes; `make schemas` writes it."""
    made = json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"

    assert made == (CHECKOUT / "schemas" / f"{kind}.schema.json").read_text("utf-8")


@pytest.mark.parametrize("kind", OF_A_DIAGNOSTIC)
def test_schema_of_a_diagnostic_in_the_repository(kind: str) -> None:
    """The schemas whose keys depend on the diagnostic are those of the built-in one."""
    made = json.dumps(OF_A_DIAGNOSTIC[kind](load_diagnostic()), ensure_ascii=False, indent=2) + "\n"

    assert made == (CHECKOUT / "schemas" / f"{kind}.schema.json").read_text("utf-8")


def test_no_other_schemas() -> None:
    """There is a schema for each kind of file, and no other."""
    assert sorted(f"{kind}.schema.json" for kind in (*KINDS, *OF_A_DIAGNOSTIC)) == sorted(
        file.name for file in (CHECKOUT / "schemas").iterdir()
    )


@pytest.mark.parametrize("read", [by_text, by_another_reader])
@pytest.mark.parametrize(("file", "kind"), GOOD, ids=name)
def test_good_file(file: Path, kind: str, read: Any) -> None:
    """What cpch accepts the schema accepts, whoever reads the file."""
    assert [] == [error.message for error in SCHEMAS[kind].iter_errors(read(file))]


@pytest.mark.parametrize(("file", "kind"), BROKEN, ids=name)
def test_broken_file(file: Path, kind: str) -> None:
    """A file with a wrong form is refused; one that is wrong in other ways no schema can tell from a good one."""
    codes = {line.rpartition(" ")[2] for line in expected(file)}
    accepted = SCHEMAS[kind].is_valid(by_text(file))

    if codes & OF_THE_FORM or (file.parent.name == "answers" and codes <= PERHAPS):
        assert not accepted
    else:
        assert accepted


@pytest.mark.parametrize("code", ["number", "negative", "not_positive", "effort", "not_one_of", "not_id"])
def test_broken_file_for_another_reader(code: str) -> None:
    """Where an editor sees numbers, these are refused as well."""
    file = CASES / "broken" / "diagnostics" / f"{code}.yaml"

    assert not SCHEMAS["diagnostic"].is_valid(by_another_reader(file))


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param({"II.a": "On roles", "III.b": "Targeting"}, id="names"),
        pytest.param({"II.a": 4, "x-todo": ["more"]}, id="number and own key"),
        pytest.param({}, id="none"),
        pytest.param(None, id="nothing"),
        pytest.param({"II.a": ""}, id="empty name"),
        pytest.param({"II.a": None}, id="no name"),
        pytest.param({"II.a": ["On roles"]}, id="list for a name"),
        pytest.param(["II.a"], id="list"),
        pytest.param("II.a", id="text"),
    ],
)
def test_sections_of_the_handbook(sections: Any) -> None:
    """The schema accepts the same names of sections as cpch, which reads every value as text."""
    data = {**by_text(CASES / "valid" / "diagnostics" / "small.yaml"), "sections": sections}
    problems = validate(KINDS["diagnostic"], as_read(data))[1]  # type: ignore[type-var]

    assert (not problems) is SCHEMAS["diagnostic"].is_valid(data)


# What a value of a file may wrongly, or rightly, be.
VALUES: Final[list[Any]] = [
    *(None, "", [], {}, [None], [[]], ["a", "a"], {"a": "b"}, {"x-a": "b"}, {"x-a": None}),
    *(
        "a",
        "a.b",
        "A",
        "x y",
        "1",
        "0.5",
        "-1",
        "2\n",
        "true",
        "unknown",
        "customs",
        "2026-11-23",
        "0" * 16,
        "0" * 8,
    ),
    *({"question": "a", "is": "b"}, {"question": "a", "weakness": "b", "is": "1"}, {"all": [{"not": {}}]}),
]
BASES: Final = {
    "answers": CASES / "valid" / "answers" / "full.yaml",
    "diagnostic": CASES / "valid" / "diagnostics" / "small.yaml",
    "overlay": CASES / "valid" / "overlays" / "french.yaml",
}
# Where a schema is more patient than cpch: keys of mappings by id, values in quotes, and mappings of own keys alone.
PATIENT: Final = frozenset(
    {"not_id", "not_word", "reserved_level", "negative", "not_positive", "number", "needs_one"}
)


@pytest.mark.parametrize("kind", BASES)
def test_any_value_anywhere(kind: str) -> None:
    """Whatever stands wherever: the schema refuses nothing that cpch accepts, and accepts little that it refuses."""
    base = by_text(BASES[kind])
    matrix = [(place, value) for place in places(base) for value in VALUES]
    for place, value in matrix if WHOLE else matrix[::11]:
        data = with_value(base, place, value)
        codes = {problem.code for problem in validate(KINDS[kind], data)[1]}  # type: ignore[type-var]
        accepted = SCHEMAS[kind].is_valid(data)

        assert accepted or codes, (place, value)
        assert not accepted or codes <= PATIENT | PERHAPS, (place, value)
