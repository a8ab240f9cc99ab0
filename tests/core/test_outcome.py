"""One sheet and what follows from it: which assessments there are."""

from typing import Any, Final

import pytest

from cpch_cli.core.outcome import conclude
from documents import sheet, told
from helpers import diagnostic, question

TWO: Final = diagnostic(
    question("a.one", not_applicable="Never."),
    question("a.two", ask_if={"question": "a.one", "at_least": "defined"}),
    question("b.three", ask_if={"not": {"question": "a.one", "at_least": "defined"}}),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, False, id="nothing answered"),
        pytest.param({"a.one": 3}, False, id="no grade"),
        pytest.param({"a.one": {"level": 3, "evidence": "none"}}, False, id="the grade none"),
        pytest.param({"a.one": {"level": 3, "evidence": "statement"}}, True, id="a grade"),
        pytest.param({"a.one": {"level": "unknown", "evidence": "document"}}, True, id="on don't know"),
        pytest.param({"a.one": {"evidence": "document"}}, False, id="without an answer"),
        pytest.param(
            {"a.one": {"level": "not_applicable", "reason": "No.", "evidence": "document"}},
            False,
            id="not applicable",
        ),
        pytest.param({"a.one": 1, "a.two": {"level": 3, "evidence": "verified"}}, False, id="not asked"),
        pytest.param({"old.question": {"level": "3", "evidence": "verified"}}, False, id="kept"),
        pytest.param(
            {"a.one": 2, "b.three": {"level": 3, "evidence": "verified"}}, True, id="asked as evidenced only"
        ),
    ],
)
def test_both_bases(said: dict[str, Any], expected: bool) -> None:
    """Both assessments are there when an answer that counts has a grade other than none."""
    outcome = told(TWO, said)

    assert (expected, expected) == (outcome.claimed is not None, outcome.evidenced is not None)


def test_out_of_scope_grades_do_not_count() -> None:
    """A grade in a domain that is not assessed makes no second assessment."""
    outcome = told(TWO, {"a.one": 1, "b.three": {"level": 3, "evidence": "verified"}}, domains=["a"])

    assert (["a"], None) == ([each.domain for each in outcome.assessment.domains], outcome.claimed)


def test_chosen_basis() -> None:
    """The assessment is the one on the chosen basis, of the two."""
    said = {"a.one": {"level": 4, "evidence": "statement"}}
    claimed, evidenced = told(TWO, said, "claimed"), told(TWO, said, "evidenced")

    assert (claimed.claimed, evidenced.evidenced) == (claimed.assessment, evidenced.assessment)
    assert ("claimed", "evidenced") == (claimed.assessment.basis, evidenced.assessment.basis)
    assert [4, 2] == [each.assessment.domains[0].score for each in (claimed, evidenced)]


def test_evidenced_without_grades() -> None:
    """Without any grade the basis still holds: no evidence carries an answer to 1."""
    outcome = told(TWO, {"a.one": 4}, "evidenced")

    assert 1 == outcome.assessment.domains[0].score
    assert outcome.evidenced is None


def test_withheld_words_are_not_in_an_outcome() -> None:
    """A releasable outcome has the same figures, and none of the words that stay in the house."""
    given = sheet(
        TWO, {"a.one": {"level": 3, "note": "Secret.", "handling": "national"}}, respondents=["Head"]
    )
    whole, for_others = (conclude(TWO, given, "claimed", releasable=each) for each in (False, True))

    assert whole.assessment == for_others.assessment
    assert ("Secret.", None) == (whole.sheet.answers["a.one"].note, for_others.sheet.answers["a.one"].note)
    assert (("Head",), None) == (whole.sheet.subject.respondents, for_others.sheet.subject.respondents)
    assert (0, 1, frozenset({"Head"})) == (
        whole.withheld.all_texts,
        for_others.withheld.all_texts,
        for_others.withheld.names,
    )


def test_nothing_is_withheld_outside_the_scope() -> None:
    """What is not shown in any case is not counted as withheld; what is kept for a later version is."""
    said: dict[str, Any] = {
        "a.one": {"level": 1},
        "b.three": {"level": 1, "note": "Secret.", "handling": "national"},
        "old.one": {"level": "1", "note": "Secret.", "handling": "national"},
    }
    outcome = conclude(TWO, sheet(TWO, said, domains=["a"]), "claimed", releasable=True)

    assert {"old.one": 1} == outcome.withheld.texts
