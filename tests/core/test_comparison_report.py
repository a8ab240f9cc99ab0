"""A comparison as JSON and as rows: its keys, its numbers, its schema."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cpch_cli.core.compare_rounds import compare_rounds
from cpch_cli.core.compare_voices import compare_voices
from cpch_cli.core.comparison_report import Compared, Comparison, comparison_report
from cpch_cli.core.comparison_rows import comparison_columns, comparison_rows
from cpch_cli.core.outcome import conclude
from cpch_cli.core.report import report
from documents import sheet
from helpers import Said, diagnostic, question, solution, weakness
from strategies import Case, answers, cases

SCHEMA: Final = Draft202012Validator(Comparison.model_json_schema(mode="serialization"))
FORMER: Final = "0" * 16
OF: Final = diagnostic(
    question(
        "a.one", critical=True, number="1.1", weaknesses=[weakness("v"), weakness("w")], solutions=["s"]
    ),
    question("a.two", number="1.2", formerly=[{"asked": FORMER, "version": "0.9", "text": "Two, once?"}]),
    question("b.three", number="2.1"),
    solutions=[solution("s", raises={"a.one": "2"})],
)
FIRST: Final[Mapping[str, Said]] = {
    "a.one": {
        "level": 1,
        "weaknesses": ["v", "w"],
        "evidence": "document",
        "note": "Ours.",
        "handling": "own_service",
    },
    "a.two": {"level": 2, "asked": FORMER},
    "b.three": "unknown",
}
SECOND: Final[Mapping[str, Said]] = {
    "a.one": {"level": 3, "weaknesses": ["w"], "note": "Theirs."},
    "a.two": 2,
}


def voices() -> Compared:
    """Return a comparison of two voices, one of which left a domain out."""
    police = sheet(OF, SECOND, agency="police", domains=["a"], date="2026-02-01")
    return compare_voices(OF, {"customs": sheet(OF, FIRST, agency="customs"), "police": police}, "claimed")


def rounds() -> Compared:
    """Return a comparison of two rounds."""
    said = {"2024-01-01": (FIRST, {"date": "2024-01-01"}), "2026-01-01": (SECOND, {"date": "2026-01-01"})}
    return compare_rounds(OF, {name: sheet(OF, one, **more) for name, (one, more) in said.items()}, "claimed")


def as_json(compared: Compared) -> dict[str, Any]:
    """Return a comparison as a reader of the file gets it."""
    data: dict[str, Any] = json.loads(comparison_report(compared).model_dump_json())
    return data


KEYS: Final = [
    *("format", "kind", "diagnostic", "basis", "files", "joint", "like_for_like", "domains", "questions"),
    *("gaps", "reworded", "weaknesses", "followed", "withheld"),
]


@pytest.mark.parametrize("compared", [voices(), rounds()], ids=["voices", "rounds"])
def test_keys(compared: Compared) -> None:
    """Every key is there, in its order, whatever is compared."""
    data = as_json(compared)

    assert list(data) == KEYS
    assert ("cpch-comparison/1", {"id": "tiny", "version": "1.0", "digest": OF.digest}) == (
        data["format"],
        data["diagnostic"],
    )
    assert ["claimed"] == [data["basis"]]
    SCHEMA.validate(data)


def test_voices() -> None:
    """Files, joint scores, agreement, who counts, what is withheld."""
    data = as_json(voices())

    assert [("customs", 1, "complete"), ("police", 0, "complete")] == [
        (each["name"], each["withheld"], each["status"]) for each in data["files"]
    ]
    assert ("customs", "police") == tuple(each["subject"]["agency"] for each in data["files"])
    assert ("voices", ["a.one"], ["a.two"], 1) == (
        data["kind"],
        data["gaps"],
        data["reworded"],
        data["withheld"],
    )
    assert [("a", 1.5, 1.0), ("b", 0.0, None)] == [
        (each["id"], each["joint"]["score"], each["gap"]) for each in data["domains"]
    ]
    one, _, three = data["questions"]
    assert ("disputed", 2.0, "customs", "ad_hoc", 1.0) == (
        one["agreement"],
        one["difference"],
        one["counts"],
        one["joint"]["answer"],
        one["joint"]["level"],
    )
    assert [None, "Theirs."] == [answer["note"] for answer in one["answers"]]
    assert ("unknown", "customs", None, None) == (
        three["agreement"],
        three["counts"],
        three["difference"],
        three["answers"][1],
    )
    assert [("v", ["customs"], None), ("w", ["customs", "police"], None)] == [
        (each["weakness"], each["files"], each["became"]) for each in data["weaknesses"]
    ]
    assert [None, None, None] == [data["like_for_like"], data["followed"], one["movement"]]


def test_rounds() -> None:
    """Movements, wordings, weaknesses, like for like, advice."""
    data = as_json(rounds())

    assert ("rounds", None, None, ["a.two"]) == (data["kind"], data["joint"], data["gaps"], data["reworded"])
    assert {"questions": 1, "first": 1.0, "last": 3.0, "change": 2.0} == data["like_for_like"]
    assert [data["like_for_like"], None] == [each["like_for_like"] for each in data["domains"]]
    assert [("better", 2.0), ("not_comparable", None), ("without_level", None)] == [
        (each["movement"], each["difference"]) for each in data["questions"]
    ]
    assert [
        {"version": "0.9", "text": "Two, once?", "level": None},
        {"version": "1.0", "text": "a.two?", "level": "defined."},
    ] == data["questions"][1]["wordings"]
    assert [("v", "solved", ["2024-01-01"]), ("w", "remaining", ["2024-01-01", "2026-01-01"])] == [
        (each["weakness"], each["became"], each["files"]) for each in data["weaknesses"]
    ]
    assert [
        {
            "solution": "s",
            "priority": "key",
            "followed": "followed",
            "reached": ["a.one"],
            "below": [],
            "status": None,
            "overdue": False,
        }
    ] == data["followed"]
    assert "Ours." == data["questions"][0]["answers"][0]["note"], "a service reads its own texts"


@given(st.data(), cases(), st.sampled_from(["claimed", "evidenced"]))
@settings(max_examples=30)
def test_every_comparison_fits_the_schema(data: st.DataObject, case: Case, basis: Any) -> None:
    """What is written is what the schema says; each file's figures are those of its report."""
    other = {
        each.id: data.draw(answers(each)) for each in case.diagnostic.questions if data.draw(st.booleans())
    }
    sheets = {"x": sheet(case.diagnostic, {}).with_answers(case.answers), "y": sheet(case.diagnostic, other)}
    alone = [report(conclude(case.diagnostic, each, basis)) for each in sheets.values()]
    for compare in (compare_voices, compare_rounds):
        found = comparison_report(compare(case.diagnostic, sheets, basis))

        SCHEMA.validate(json.loads(found.model_dump_json()))
        assert [each.overall for each in alone] == [each.overall for each in found.files]
        assert [each.domains for each in alone] == [
            tuple(domain.files[place] for domain in found.domains) for place in range(2)
        ]


# --- rows -------------------------------------------------------------------------------------------------------------


def test_rows_of_voices() -> None:
    """A row for each question: agreement, difference, joint level, and what each voice said."""
    comparison = comparison_report(voices())
    rows = list(comparison_rows(comparison, OF))

    assert [
        *("question", "number", "domain", "critical", "agreement", "difference", "joint_level", "mark"),
        *("customs.answer", "customs.level", "customs.evidence", "customs.weaknesses"),
        *("police.answer", "police.level", "police.evidence", "police.weaknesses"),
    ] == comparison_columns(comparison)
    assert [
        [
            *("a.one", "1.1", "a", 1, "disputed", 2.0, 1.0, None),
            *("ad_hoc", 1.0, "document", ["v", "w"], "operating", 3.0, None, ["w"]),
        ],
        [
            *("a.two", "1.2", "a", 0, "agreed", 0.0, 2.0, None),
            *("defined", 2.0, None, None, "defined", 2.0, None, None),
        ],
        [
            *("b.three", "2.1", "b", 0, "unknown", None, None, None),
            *("unknown", None, None, None, "out_of_scope", None, None, None),
        ],
    ] == [list(row.values()) for row in rows]


def test_a_mark_stands_on_every_row() -> None:
    """That of each file."""
    sheets = {"x": sheet(OF, {}, handling="Secret"), "y": sheet(OF, {}, handling="Restricted")}
    comparison = comparison_report(compare_voices(OF, sheets, "claimed"))

    assert {"Secret / Restricted"} == {row["mark"] for row in comparison_rows(comparison, OF)}


def test_rows_of_rounds() -> None:
    """A row for each question: movement, change, and what each round said."""
    comparison = comparison_report(rounds())
    rows = list(comparison_rows(comparison, OF))

    assert comparison_columns(comparison) == list(rows[0])
    assert [("better", 2.0), ("not_comparable", None), ("without_level", None)] == [
        (row["movement"], row["difference"]) for row in rows
    ]
    assert ["open"] == [rows[2]["2026-01-01.answer"]]
    assert "joint_level" not in rows[0]
