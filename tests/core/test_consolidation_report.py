"""A consolidation as JSON: its keys, its numbers, its schema."""

import json
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from cpch_cli.core.consolidate import consolidate
from cpch_cli.core.consolidation import Refused
from cpch_cli.core.consolidation_report import ConsolidationReport, consolidation_report
from cpch_cli.core.subjects import subjects
from helpers import Said
from many import FORMER, OF, file

SCHEMA: Final = Draft202012Validator(ConsolidationReport.model_json_schema(mode="serialization"))
SAID: Final[dict[str, Said]] = {"a.one": {"level": 1, "weaknesses": ["w"]}, "a.two": 2, "b.three": 4}
FILES: Final = [
    file("A24", {"a.one": 0, "a.two": 1}, country="A", agency="customs", date="2024-01-01", region="North"),
    file("A26", SAID, country="A", agency="customs", date="2026-01-01", region="North", handling="Secret"),
    file("Bc", SAID, country="B", agency="customs", region="North"),
    file("Bp", {"b.three": 1}, country="B", agency="police", region="North"),
    file("C", {"a.one": {"level": 1, "asked": FORMER}}, country="C", domains=["a"]),
]
KEYS: Final = [
    *(
        "format",
        "diagnostic",
        "basis",
        "by",
        "minimum_group",
        "releasable",
        "anonymous",
        "too_few",
        "handling",
    ),
    *(
        "counts",
        "versions",
        "agencies",
        "domains",
        "groups",
        "questions",
        "weaknesses",
        "solutions",
        "disputes",
    ),
    *("movements", "not_comparable", "subjects", "refused"),
]


def as_json(**options: Any) -> dict[str, Any]:
    """Return a consolidation as a reader of the file gets it."""
    found = consolidate(OF, FILES, by="region", refused=[Refused("D", "not_text")], **options)
    data: dict[str, Any] = json.loads(consolidation_report(found).model_dump_json())
    return data


@pytest.mark.parametrize(
    "options",
    [
        {"minimum_group": 1},
        {"minimum_group": 2, "releasable": True},
        {"releasable": True},
        {"labels": {key: f"S-{number}" for number, key in enumerate(subjects(FILES))}},
    ],
)
def test_keys(options: dict[str, Any]) -> None:
    """Every key is there, in its order, whoever reads it."""
    data = as_json(**options)

    assert list(data) == KEYS
    assert "cpch-consolidation/1" == data["format"]
    SCHEMA.validate(data)


def test_counts() -> None:
    """What stands behind the figures."""
    data = as_json()

    assert {
        "counted": 3,
        "files": 5,
        "superseded": 1,
        "drafts": 1,
        "answered": 7,
        "asked": 8,
        "first_day": "2026-01-01",
        "last_day": "2026-01-01",
        "weaknesses_not_asked": 1,
        "reasons_not_recorded": 0,
        "held_back": 0,
    } == data["counts"]
    assert ({"": 3}, {"": 1, "customs": 3, "police": 1}, "Secret") == (
        *(data[key] for key in ("versions", "agencies", "handling")),
    )


def test_subjects() -> None:
    """What a row has, and no more."""
    first, second, third = as_json()["subjects"]

    assert {
        "label": "A",
        "of": "file",
        "sources": ["A26"],
        "group": "North",
        "date": "2026-01-01",
        "status": "complete",
        "score": 2.75,
        "low": 2.75,
        "high": 2.75,
        "domains_rated": 2,
        "answered": 3,
        "asked": 3,
        "disputed": [],
        "domains": [{"id": "a", "score": 1.5, "band": "weak"}, {"id": "b", "score": 4.0, "band": "sound"}],
    } == {key: value for key, value in first.items() if key != "rounds"}
    assert [("2024-01-01", ["customs"], "draft", 0.5), ("2026-01-01", ["customs"], "complete", 2.75)] == [
        (each["date"], each["voices"], each["status"], each["score"]) for each in first["rounds"]
    ]
    assert ("voices", ["Bc", "Bp"], ["b.three"]) == (second["of"], second["sources"], second["disputed"])
    assert [("a", "not_rated")] == [(each["id"], each["band"]) for each in third["domains"]]


def test_figures() -> None:
    """Domains, groups, questions, weaknesses, solutions, disputes, movements."""
    data = as_json(minimum_group=2)
    bands = {"critical_gap": 0, "weak": 2, "partial": 0, "sound": 0, "not_rated": 1}

    assert {"id": "a", "score": 1.5, "scored": 2, "bands": bands, "held_back": False} == data["domains"][0]
    assert [(None, 3, 2)] == [(each["name"], each["members"], each["folded"]) for each in data["groups"]]
    assert {
        "question": "b.three",
        "domain": "b",
        "unknown": 0,
        "open": 0,
        "not_applicable": 0,
        "not_asked": 1,
        "weak": 1,
        "mean": 2.5,
        "levels": {"absent": 0, "ad_hoc": 1, "defined": 0, "operating": 0, "institutionalised": 1},
    } == data["questions"][2]
    assert [{"question": "a.one", "weakness": "w", "ticked": 2, "asked": 2}] == data["weaknesses"]
    assert {
        "solution": "s",
        "now": 3,
        "improve": 0,
        "who": [{"label": label, "need": "now"} for label in "ABC"],
    } == data["solutions"][0]
    assert [{"question": "b.three", "disputed": 1, "of": 1, "who": ["B"]}] == data["disputes"]
    assert [
        {
            "domain": "a",
            "members": 1,
            "rose": 1,
            "fell": 0,
            "stayed": 0,
            "first": 0.5,
            "last": 1.5,
            "held_back": False,
        }
    ] == data["movements"]
    assert [{"question": "a.one", "members": 1}] == data["not_comparable"]
    assert [{"name": "D", "reason": "not_text"}] == data["refused"]


def test_what_is_held_back_is_null() -> None:
    """A figure of few is no figure, and not 0."""
    data = as_json(minimum_group=3, releasable=True)

    assert {"id": "a", "score": None, "scored": None, "bands": None, "held_back": True} == data["domains"][0]
    assert [
        {
            **dict.fromkeys(("members", "rose", "fell", "stayed", "first", "last")),
            "domain": "a",
            "held_back": True,
        }
    ] == data["movements"]
    assert [] == data["subjects"]
