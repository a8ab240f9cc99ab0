"""What a comparison of voices concludes: joint scores, gaps in their order, what the others may not read."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.assess import assess
from cpch_cli.core.compare_voices import VoicesCompared, compare_voices
from cpch_cli.core.voices import Agreement
from documents import sheet
from helpers import Said, diagnostic, question, weakness
from strategies import Case, answers, cases

OF: Final = diagnostic(
    question("a.one", weaknesses=[weakness("v"), weakness("w")], not_applicable="Never."),
    question("a.two", critical=True),
    question("a.three"),
    question("b.four", not_applicable="Never."),
    question("b.five"),
)


def compared(*said: Mapping[str, Said], **subject: Any) -> VoicesCompared:
    """Return a comparison of voices named by letters."""
    return compare_voices(
        OF, {name: sheet(OF, one, **subject) for name, one in zip("xyz", said, strict=False)}, "claimed"
    )


def test_gaps_in_their_order() -> None:
    """First what is disputed, then what differs, then one voice; each by difference, critical ones first."""
    x: dict[str, Said] = {"a.one": 1, "a.two": 1, "a.three": 0, "b.four": 2, "b.five": 1}
    y: dict[str, Said] = {"a.one": 3, "a.two": 3, "a.three": 3, "b.four": 1, "b.five": "unknown"}

    assert ("a.three", "a.two", "a.one", "b.four", "b.five") == compared(x, y).gaps


def test_not_applicable_is_disputed_without_a_difference() -> None:
    """A level against not applicable stands with the disputed ones, behind those that have a difference."""
    x: dict[str, Said] = {"a.one": {"level": "not_applicable", "reason": "No."}, "a.three": 0, "b.five": 3}
    y: dict[str, Said] = {"a.one": 3, "a.three": 2, "b.five": 2}

    assert ("a.three", "a.one", "b.five") == compared(x, y).gaps


def test_what_only_one_was_asked_is_no_gap() -> None:
    """Where another voice left a domain out, it has nothing to say; where it does not know, that is a gap."""
    x = sheet(OF, {"a.one": 1, "b.four": 2})
    y = sheet(OF, {"a.one": "unknown"}, domains=["a"])
    found = compare_voices(OF, {"x": x, "y": y}, "claimed")

    assert ("a.one",) == found.gaps
    assert Agreement.ONE_VOICE is found.joined["b.four"].agreement


def test_domains() -> None:
    """Each voice's score, that of the lower levels, and the gap; a voice without a score makes none."""
    x = sheet(OF, {"a.one": 4, "a.two": 2, "a.three": 3, "b.four": 1})
    y = sheet(OF, {"a.one": 2, "a.two": 2, "a.three": 4}, domains=["a"])
    first, second = compare_voices(OF, {"x": x, "y": y}, "claimed").domains

    assert [Fraction(3), Fraction(8, 3)] == [score.score for score in first.scores.values() if score]
    assert (Fraction(7, 3), Fraction(1, 3)) == (first.joint.score, first.gap)
    assert (None, None, Fraction(1)) == (second.scores["y"], second.gap, second.joint.score)


def test_a_domain_that_nobody_answered_has_no_gap() -> None:
    """Without scores there is no difference between them."""
    assert [None, None] == [domain.gap for domain in compared({}, {}).domains]


def test_counts_name_every_kind() -> None:
    """How many questions there are of each kind, also where it is none."""
    counts = compared({"a.one": 1, "a.two": 1}, {"a.one": 1, "a.two": "unknown"}).counts

    assert {"agreed": 1, "one_voice": 1, "silent": 3, "different": 0, "disputed": 0, "unknown": 0} == {
        agreement.value: number for agreement, number in counts.items()
    }


def test_weaknesses_by_whom() -> None:
    """A weakness that was ticked at a level is there with the voices that ticked it."""
    x: dict[str, Said] = {"a.one": {"level": 1, "weaknesses": ["w", "v"]}, "b.four": 1}
    y: dict[str, Said] = {"a.one": {"level": 3, "weaknesses": ["w"]}}
    z: dict[str, Said] = {"a.one": {"level": "unknown", "weaknesses": ["w"]}}

    assert {"a.one": {"v": ("x",), "w": ("x", "y")}} == compared(x, y, z).seen


def test_other_words() -> None:
    """Levels given to other words are named; an answer without a fingerprint is one to today's words."""
    other = {"level": 1, "asked": "0" * 16}
    x: dict[str, Said] = {"a.one": other, "a.two": {"level": 1, "asked": OF.asked["a.two"]}, "a.three": other}
    y: dict[str, Said] = {"a.one": 1, "a.two": 1, "a.three": {"level": "unknown"}}

    assert ("a.one",) == compared(x, y).reworded


TEXTS: Final = {"note": "A note.", "reason": "A reason.", "reference": {"title": "A title"}}


@pytest.mark.parametrize(
    ("handling", "countries", "kept"),
    [
        pytest.param("shared", "AA", True, id="shared"),
        pytest.param("own_service", "AA", False, id="of one's own"),
        pytest.param("national", "AA", True, id="national, at home"),
        pytest.param("national", "AB", False, id="national, abroad"),
    ],
)
def test_what_the_others_may_not_read(handling: str, countries: str, kept: bool) -> None:
    """Texts that stay with their service are in no outcome; the level counts, and the texts are counted."""
    said = {"a.one": {"level": 1, "handling": handling, **TEXTS}}
    x, y = (sheet(OF, said, country=country) for country in countries)
    found = compare_voices(OF, {"x": x, "y": y}, "claimed")
    answer = found.outcomes["x"].sheet.answers["a.one"]

    assert kept == bool(answer.note and answer.reason and answer.reference)
    assert (0 if kept else 6) == found.withheld
    assert Agreement.AGREED is found.joined["a.one"].agreement
    assert [] == [text for text in ("A note.", "A title") if text in str(found.joint)]


@given(cases(), st.sampled_from(["claimed", "evidenced"]))
def test_a_file_with_itself(case: Case, basis: Any) -> None:
    """A file beside itself has no gap, and comes to together what it comes to alone."""
    empty = sheet(case.diagnostic, {}).with_answers(case.answers)
    found = compare_voices(case.diagnostic, {"x": empty, "y": empty}, basis)
    alone = assess(case.diagnostic, case.answers, basis=basis)

    assert () == found.gaps
    assert {0, None} >= {domain.gap for domain in found.domains}
    assert alone.domains == found.joint.assessment.domains


@given(st.data(), cases(routed=False))
def test_symmetry(data: st.DataObject, case: Case) -> None:
    """Whoever is named first, the gaps, the joint scores and the differences are the same."""
    other = {
        each.id: data.draw(answers(each)) for each in case.diagnostic.questions if data.draw(st.booleans())
    }
    said = {
        "x": sheet(case.diagnostic, {}).with_answers(case.answers),
        "y": sheet(case.diagnostic, other),
    }
    there, back = (
        compare_voices(case.diagnostic, {name: said[name] for name in names}, "claimed")
        for names in ("xy", "yx")
    )

    assert there.gaps == back.gaps
    assert [each.gap for each in there.domains] == [each.gap for each in back.domains]
    assert [each.joint.score for each in there.domains] == [each.joint.score for each in back.domains]
