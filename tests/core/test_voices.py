"""Several voices on one subject: what they agree on, what counts, the joint sheet (method 3.10)."""

from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.assess import assess
from cpch_cli.core.conditions import State
from cpch_cli.core.model import Answer, Diagnostic, Sheet
from cpch_cli.core.routing import Basis
from cpch_cli.core.voices import TO_SETTLE, Agreement, join, joint_sheet, joint_subject, marks
from documents import sheet
from helpers import Said, diagnostic, question, scale, weakness
from strategies import Case, answers, diagnostics

OF: Final = diagnostic(
    question("a.one", not_applicable="Never.", weaknesses=[weakness("v"), weakness("w")]),
    question("a.two", scale="three", ask_if={"question": "a.one", "at_least": "ad_hoc"}),
    question("b.three"),
    scales={"three": scale(0, 1, 3)},
)
NA: Final = {"level": "not_applicable", "reason": "None."}


def voices(*said: Said | None, question_id: str = "a.one") -> dict[str, Sheet]:
    """Return voices named by letters that answer one question; None does not."""
    return {
        name: sheet(OF, {} if one is None else {question_id: one})
        for name, one in zip("xyz", said, strict=False)
    }


@pytest.mark.parametrize(
    ("said", "agreement", "counts", "difference"),
    [
        pytest.param((3, 3), "agreed", "x", 0, id="the same"),
        pytest.param((3, 2), "different", "y", 1, id="one apart"),
        pytest.param((1, 3), "disputed", "x", 2, id="two apart"),
        pytest.param((4, 0), "disputed", "y", 4, id="far apart"),
        pytest.param((3, "unknown"), "one_voice", "x", None, id="against unknown"),
        pytest.param((None, 3), "one_voice", "y", None, id="against no answer"),
        pytest.param((4, NA), "disputed", "x", None, id="against not applicable"),
        pytest.param((NA, NA), "agreed", "x", None, id="not applicable to both"),
        pytest.param((NA, "unknown"), "one_voice", "x", None, id="not applicable, unknown"),
        pytest.param((None, NA), "one_voice", "y", None, id="not applicable alone"),
        pytest.param(("unknown", "unknown"), "unknown", "x", None, id="unknown to both"),
        pytest.param((None, "unknown"), "unknown", "y", None, id="unknown to one"),
        pytest.param((None, None), "silent", None, None, id="no answer"),
        pytest.param((3, 2, 4), "disputed", "y", 2, id="three voices"),
        pytest.param((3, 3, "unknown"), "agreed", "x", 0, id="two agree, one does not know"),
        pytest.param((3, 2, NA), "disputed", "y", 1, id="two differ, one not applicable"),
        pytest.param((NA, NA, None), "one_voice", "x", None, id="not applicable to two of three"),
        pytest.param((2,), "one_voice", "x", None, id="alone"),
        pytest.param((NA,), "one_voice", "x", None, id="alone, not applicable"),
    ],
)
def test_agreement(
    said: tuple[Said | None, ...], agreement: str, counts: str | None, difference: int | None
) -> None:
    """The lowest level counts; from two levels on, or against not applicable, it is disputed."""
    joined = join(OF, voices(*said))["a.one"]

    assert (Agreement(agreement), counts, difference) == (joined.agreement, joined.counts, joined.difference)


def test_levels_of_other_scales() -> None:
    """Levels are compared by their strength from 0 to 4: one of three is a third of the way."""
    said = {name: sheet(OF, {"a.one": 1, "a.two": value}) for name, value in (("x", 1), ("y", 3))}
    joined = join(OF, said)["a.two"]

    assert (Fraction(8, 3), Agreement.DISPUTED) == (joined.difference, joined.agreement)


def test_what_is_to_settle() -> None:
    """A joint session settles what is disputed and what only one voice can say."""
    assert {Agreement.DISPUTED, Agreement.ONE_VOICE} == TO_SETTLE


def test_evidenced_basis() -> None:
    """On the basis evidenced levels are compared as far as the evidence carries them."""
    said = voices({"level": 4, "evidence": "verified"}, {"level": 4, "evidence": "statement"})

    assert ("agreed", "disputed") == tuple(
        join(OF, said, basis=basis)["a.one"].agreement.value for basis in ("claimed", "evidenced")
    )
    assert ("y", Fraction(2)) == (
        (joined := join(OF, said, basis="evidenced")["a.one"]).counts,
        joined.facts["y"].s,
    )


@pytest.mark.parametrize(
    ("first", "second", "basis", "counts"),
    [
        ({"level": 2}, {"level": 2, "evidence": "document"}, "claimed", "y"),
        ({"level": 2, "evidence": "document"}, {"level": 2, "evidence": "statement"}, "claimed", "x"),
        ({"level": 4, "evidence": "none"}, {"level": 2}, "evidenced", "y"),
        ({"level": 2}, {"level": 2}, "claimed", "x"),
    ],
)
def test_equal_levels(first: Said, second: Said, basis: Basis, counts: str) -> None:
    """Of equal levels the lower claim counts, then the one that is better shown, then the first."""
    assert counts == join(OF, voices(first, second), basis=basis)["a.one"].counts


def test_only_what_somebody_was_asked() -> None:
    """A question that no voice was asked is left out; one that some were asked stands with what the others were not."""
    said = {
        "x": sheet(OF, {"a.one": 0, "a.two": 3}, domains=["a"]),
        "y": sheet(OF, {"a.one": 0}, domains=["a"]),
        "z": sheet(OF, {"a.one": 2, "a.two": 1}, domains=["a"]),
    }

    assert ["a.one"] == list(join(OF, {name: said[name] for name in "xy"}))
    joined = join(OF, said)["a.two"]
    assert {"x": State.NOT_ASKED, "y": State.NOT_ASKED, "z": State.LEVEL} == {
        name: fact.state for name, fact in joined.facts.items()
    }
    assert (Agreement.ONE_VOICE, "z") == (joined.agreement, joined.counts)


# --- the joint sheet --------------------------------------------------------------------------------------------------


def joint(said: dict[str, Sheet]) -> Sheet:
    """Return the joint sheet of voices."""
    return joint_sheet(OF, said, join(OF, said))


def test_joint_sheet_holds_no_texts() -> None:
    """The answer that counts goes into the joint sheet with its evidence and its words asked, and without any text."""
    texts = {
        "note": "A note.",
        "reason": "A reason.",
        "reference": {"title": "Minutes"},
        "agreed": ["Head"],
        "dissent": [{"who": "Analyst", "text": "No."}],
        "open": [{"text": "Find it."}],
        "handling": "own_service",
        "voices": {"police": "3"},
    }
    one = {"level": 1, "weaknesses": ["w"], "evidence": "document", "asked": "0" * 16, **texts}

    expected = Answer(level="ad_hoc", weaknesses=("w",), evidence="document", asked="0" * 16)
    assert expected == joint(voices(one, 3)).answers["a.one"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            ({"level": 1, "weaknesses": ["w"]}, {"level": 3, "weaknesses": ["v"]}), ("v", "w"), id="any"
        ),
        pytest.param(({"level": 1}, {"level": 3}), None, id="not asked"),
        pytest.param(({"level": 1}, {"level": 3, "weaknesses": []}), (), id="one was asked"),
        pytest.param(({"level": 1}, {"level": "unknown", "weaknesses": ["v"]}), None, id="without a level"),
    ],
)
def test_joint_weaknesses(said: tuple[Said, ...], expected: tuple[str, ...] | None) -> None:
    """A weakness that any voice ticked at a level is ticked, in the diagnostic's order."""
    assert expected == joint(voices(*said)).answers["a.one"].weaknesses


@pytest.mark.parametrize("level", ["unknown", "not_applicable"])
def test_joint_answer_without_a_level(level: str) -> None:
    """Without a level nothing is proven; without any answer there is none."""
    assert (level, None) == (
        (answer := joint(voices({"level": level, "evidence": "document"}, None)).answers["a.one"]).level,
        answer.evidence,
    )
    assert {} == joint(voices(None, None)).answers


def test_joint_subject() -> None:
    """Of the subject stays what all say alike, the latest day and every mark; nobody is named."""
    said = {
        "x": sheet(
            OF, {}, country="A", region="N", date="2026-01-02", handling="Secret", respondents=["Head"]
        ),
        "y": sheet(OF, {}, country="A", region="S", date="2026-01-01", handling="Restricted"),
        "z": sheet(OF, {}, country="A", region="S", handling="Secret"),
    }

    expected = sheet(OF, {}, country="A", agency="joint", date="2026-01-02", handling="Secret / Restricted")
    assert expected.subject == joint_subject(said)


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [((["a"], ["b", "a"]), ("a", "b")), ((["a"], None), None), ((None, None), None)],
)
def test_joint_scope(scopes: tuple[Any, ...], expected: tuple[str, ...] | None) -> None:
    """The scope is what any voice was asked."""
    said = {
        name: sheet(OF, {}, **({"domains": scope} if scope else {}))
        for name, scope in zip("xy", scopes, strict=True)
    }

    assert expected == joint_subject(said).domains


def test_no_marks() -> None:
    """Files without a mark make a whole without one."""
    assert marks([None, None]) is None


# --- what holds of all voices -----------------------------------------------------------------------------------------


@st.composite
def heard(draw: st.DrawFn) -> tuple[Diagnostic, dict[str, Sheet]]:
    """Give two or three voices that have a level for every question of a diagnostic without conditions."""
    of = draw(diagnostics(routed=False))
    names = "xyz"[: draw(st.integers(2, 3))]
    return of, {
        name: sheet(of, {one.id: draw(answers(one, words=())) for one in of.questions}) for name in names
    }


@given(heard(), st.sampled_from(["claimed", "evidenced"]))
def test_joint_score_is_the_mean_of_the_lowest_levels(
    voices_of: tuple[Diagnostic, dict[str, Sheet]], basis: Basis
) -> None:
    """Where all have a level, a joint score is at most each voice's and the mean of the lowest levels."""
    of, said = voices_of
    together = assess(of, joint_sheet(of, said, join(of, said, basis=basis)).answers, basis=basis)
    alone = [assess(of, each.answers, basis=basis) for each in said.values()]
    for place, domain in enumerate(together.domains):
        asked = of.questions_of(domain.domain)
        lowest = [min(one.facts[each.id].s or 0 for one in alone) * each.weight for each in asked]

        assert domain.score == Fraction(sum(lowest)) / sum(each.weight for each in asked)
        assert all((one.domains[place].score or 0) >= domain.score for one in alone)


@given(st.data())
def test_order_of_voices_is_no_matter(data: st.DataObject) -> None:
    """Whoever is named first, the voices stand to each other as they do, and the same levels count."""
    case = data.draw(st.builds(Case, diagnostics(), st.just({})))
    said = {
        name: sheet(
            case.diagnostic,
            {
                one.id: data.draw(answers(one))
                for one in case.diagnostic.questions
                if data.draw(st.booleans())
            },
        )
        for name in "xy"
    }
    there, back = (join(case.diagnostic, {name: said[name] for name in names}) for names in ("xy", "yx"))

    assert there.keys() == back.keys()
    for one, other in zip(there.values(), back.values(), strict=True):
        assert (one.agreement, one.difference) == (other.agreement, other.difference)
        assert (one.counts and one.facts[one.counts].s) == (other.counts and other.facts[other.counts].s)
