"""What a comparison of rounds concludes: movements, weaknesses, like for like, which advice was followed."""

from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.compare_rounds import (
    COMPARABLE,
    Followed,
    LikeForLike,
    Movement,
    RoundsCompared,
    Wording,
    compare_rounds,
)
from cpch_cli.core.model import Answer, Diagnostic, DiagnosticName, Sheet
from documents import sheet
from helpers import Said, diagnostic, question, solution, weakness
from strategies import Case, answers, cases

FORMER: Final = "0" * 16
OLDER: Final = "1" * 16
OF: Final = diagnostic(
    question(
        "a.one",
        weaknesses=[weakness("v"), weakness("w")],
        not_applicable="Never.",
        formerly=[
            {"asked": FORMER, "version": "0.9", "text": "One, once?", "levels": {"ad_hoc": "Then."}},
            {"asked": OLDER, "version": "0.8", "text": "One, long ago?"},
        ],
    ),
    question("a.two", weight=3),
    question("b.three"),
    version="1.1",
)
NA: Final = {"level": "not_applicable", "reason": "None."}


def compared(*said: dict[str, Said], of: Diagnostic = OF, **subject: Any) -> RoundsCompared:
    """Return a comparison of rounds named by letters."""
    return compare_rounds(
        of, {name: sheet(of, one, **subject) for name, one in zip("xyz", said, strict=False)}, "claimed"
    )


@pytest.mark.parametrize(
    ("then", "now", "movement", "change"),
    [
        pytest.param(1, 3, "better", 2, id="better"),
        pytest.param(3, 2, "worse", -1, id="worse"),
        pytest.param(3, 3, "same", 0, id="the same"),
        pytest.param(None, 2, "newly_answered", None, id="open, then a level"),
        pytest.param("unknown", 0, "newly_answered", None, id="unknown, then a level"),
        pytest.param(NA, 1, "newly_answered", None, id="not applicable, then a level"),
        pytest.param(2, "unknown", "no_longer_answered", None, id="a level, then unknown"),
        pytest.param(2, None, "no_longer_answered", None, id="a level, then open"),
        pytest.param("unknown", None, "without_level", None, id="without a level"),
        pytest.param({"level": 1, "asked": FORMER}, 3, "not_comparable", None, id="other words"),
        pytest.param(
            {"level": 1, "asked": OF.asked["a.one"]}, 3, "better", 2, id="today's words, and words not said"
        ),
        pytest.param(
            {"level": 1, "asked": FORMER},
            {"level": 1, "asked": FORMER},
            "same",
            0,
            id="the same former words",
        ),
        pytest.param(
            {"level": "unknown", "asked": FORMER}, 3, "newly_answered", None, id="unknown to other words"
        ),
    ],
)
def test_movement(then: Said | None, now: Said | None, movement: str, change: int | None) -> None:
    """From the level of the first round to that of the last, where both were given to the same words."""
    said = [{} if one is None else {"a.one": one} for one in (then, now)]
    found = compared(*said).moved["a.one"]

    assert Movement(movement) is found.movement
    assert change == found.change
    assert (movement == "not_comparable") == (found.wordings is not None)


def test_rounds_between() -> None:
    """A round between is shown; what counts is the first and the last."""
    found = compared({"a.one": 1}, {"a.one": 4}, {"a.one": 2}).moved["a.one"]

    assert (Movement.BETTER, Fraction(1)) == (found.movement, found.change)
    assert [1, 4, 2] == [fact.s for fact in found.facts.values()]


def test_only_what_a_round_asked() -> None:
    """A question that no round asked is left out, and so is a domain."""
    found = compared({"a.one": 1}, {"a.one": 1}, domains=["a"])

    assert (["a.one", "a.two"], ["a"]) == (list(found.moved), [domain.domain for domain in found.domains])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(FORMER, Wording("0.9", "One, once?", "Then."), id="known"),
        pytest.param(OLDER, Wording("0.8", "One, long ago?", None), id="without its levels"),
        pytest.param("2" * 16, Wording(None, None, None), id="not known any more"),
    ],
)
def test_wordings(asked: str, expected: Wording) -> None:
    """Both wordings are there with what the level meant, as far as the diagnostic keeps them."""
    found = compared({"a.one": {"level": 1, "asked": asked}}, {"a.one": 2})
    today = Wording("1.1", "a.one?", "defined.")

    assert (expected, today) == found.moved["a.one"].wordings
    assert ("a.one",) == found.reworded


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        pytest.param(
            {"level": 1, "weaknesses": ["v", "w"]},
            {"level": 1, "weaknesses": ["w"]},
            {"v": "solved", "w": "remaining"},
            id="solved, remaining",
        ),
        pytest.param(
            {"level": 1, "weaknesses": []}, {"level": 0, "weaknesses": ["w"]}, {"w": "new"}, id="new"
        ),
        pytest.param({"level": 1, "weaknesses": ["w"]}, {"level": 1}, {}, id="nobody asked"),
        pytest.param({"level": 1}, {"level": 1, "weaknesses": ["w"]}, {}, id="nobody had asked"),
        pytest.param(
            {"level": 1, "weaknesses": ["w"]},
            {"level": 3},
            {"w": "solved"},
            id="none ticked at a strong answer",
        ),
        pytest.param(
            {"level": 1, "weaknesses": ["w"]},
            {"level": "unknown", "weaknesses": []},
            {},
            id="without a level",
        ),
        pytest.param(
            {"level": 1, "weaknesses": ["w"], "asked": FORMER},
            {"level": 1, "weaknesses": []},
            {},
            id="other words",
        ),
    ],
)
def test_weaknesses(then: Said, now: Said, expected: dict[str, str]) -> None:
    """A weakness is solved, new or remaining only where both rounds tell."""
    assert expected == compared({"a.one": then}, {"a.one": now}).moved["a.one"].weaknesses


def test_rounds_that_saw_a_weakness() -> None:
    """The rounds that ticked a weakness at a level are named."""
    ticked: dict[str, Said] = {"a.one": {"level": 1, "weaknesses": ["w"]}}
    without: dict[str, Said] = {"a.one": {"level": "unknown", "weaknesses": ["w"]}}

    assert ("x", "z") == compared(ticked, without, ticked).moved["a.one"].seen_in("w")


def test_like_for_like() -> None:
    """The means are over the same questions and by their weights; new answers and other words do not count."""
    then: dict[str, Said] = {"a.one": 0, "a.two": 1, "b.three": "unknown"}
    now: dict[str, Said] = {"a.one": 4, "a.two": 1, "b.three": 4}
    found = compared(then, now)

    first, second = found.domains
    assert LikeForLike(2, Fraction(3, 4), Fraction(7, 4)) == first.like_for_like == found.overall
    assert 1 == found.overall.change
    assert second.like_for_like is None
    assert ("x", "y") == tuple(second.scores)


def test_domain_outside_the_scope_of_a_round() -> None:
    """A domain that one round left out has a score in the other, and nothing to compare."""
    rounds = {"x": sheet(OF, {"a.one": 1}, domains=["a"]), "y": sheet(OF, {"a.one": 1, "b.three": 2})}
    *_, last = compare_rounds(OF, rounds, "claimed").domains

    assert last.scores["x"] is None
    assert last.scores["y"] is not None
    assert last.like_for_like is None


def test_counts_name_every_kind() -> None:
    """How many questions moved in each way, and recommendations became what, also where it is none."""
    found = compared({"a.one": 1, "a.two": 1}, {"a.one": 1, "a.two": 2})

    assert {"same": 1, "better": 1, "without_level": 1} == {
        movement.value: number for movement, number in found.movements.items() if number
    }
    assert set(Movement) == set(found.movements)
    assert dict.fromkeys(Followed, 0) == found.results


@pytest.mark.parametrize(
    ("agencies", "withheld"),
    [(("customs", "customs"), 0), (("customs", "police"), 2), (("customs", None), 2), ((None, None), 0)],
)
def test_files_of_several_agencies_called_rounds(agencies: tuple[str | None, ...], withheld: int) -> None:
    """A service reads its own texts in its rounds; where the rounds are of several, none reads what another keeps."""
    said: dict[str, Said] = {"a.one": {"level": 1, "note": "Kept.", "handling": "own_service"}}
    rounds = {
        name: sheet(OF, said, **({"agency": agency} if agency else {}))
        for name, agency in zip("xy", agencies, strict=True)
    }
    found = compare_rounds(OF, rounds, "claimed")

    assert withheld == found.withheld
    assert (withheld == 0) == ("Kept." in str(found.outcomes["x"].sheet))


# --- advice -----------------------------------------------------------------------------------------------------------


def advised(raises: dict[str, str], then: dict[str, Said], now: dict[str, Said], **last: Any) -> Any:
    """Return what became of a solution that the first question recommends."""
    of = diagnostic(
        question("a.one", solutions=["s"], weaknesses=[weakness("w", "s")]),
        question("a.two", not_applicable="Never."),
        question("b.three"),
        solutions=[solution("s", raises=raises)],
    )
    found = compare_rounds(of, {"x": sheet(of, then), "y": sheet(of, now, **last)}, "claimed")
    (advice,) = found.advice
    assert {advice.followed: 1} == {kind: number for kind, number in found.results.items() if number}
    return advice.followed.value, advice.reached, advice.below


BOTH: Final = {"a.one": "operating", "a.two": "2"}


@pytest.mark.parametrize(
    ("raises", "then", "now", "expected"),
    [
        pytest.param(
            BOTH,
            {"a.one": 1},
            {"a.one": 3, "a.two": 4},
            ("followed", ("a.one", "a.two"), ()),
            id="all reached",
        ),
        pytest.param(
            BOTH, {"a.one": 1}, {"a.one": 3, "a.two": 1}, ("partly", ("a.one",), ("a.two",)), id="one reached"
        ),
        pytest.param(
            BOTH, {"a.one": 1}, {"a.one": 2, "a.two": 1}, ("not_followed", (), ("a.one", "a.two")), id="none"
        ),
        pytest.param(
            BOTH,
            {"a.one": 1, "a.two": 3},
            {"a.one": 2, "a.two": 3},
            ("not_followed", ("a.two",), ("a.one",)),
            id="what was there before is no progress",
        ),
        pytest.param(
            BOTH,
            {"a.one": 1},
            {"a.one": 3, "a.two": "unknown"},
            ("partly", ("a.one",), ("a.two",)),
            id="unknown",
        ),
        pytest.param(
            BOTH,
            {"a.one": 1},
            {"a.one": 3, "a.two": {"level": "not_applicable", "reason": "No."}},
            ("followed", ("a.one",), ()),
            id="what does not apply is not asked for",
        ),
        pytest.param({}, {"a.one": 1}, {"a.one": 4}, ("cannot_tell", (), ()), id="raises nothing"),
        pytest.param(
            {"a.two": "3"},
            {"a.one": 1},
            {"a.two": {"level": "not_applicable", "reason": "No."}},
            ("cannot_tell", (), ()),
            id="nothing that it raises applies",
        ),
    ],
)
def test_followed(raises: dict[str, str], then: dict[str, Said], now: dict[str, Said], expected: Any) -> None:
    """Followed when all that it raises is at its level, partly when something has reached it since."""
    assert expected == advised(raises, then, now)


@pytest.mark.parametrize(
    ("raises", "expected"),
    [
        ({"a.one": "3", "b.three": "3"}, ("partly", ("a.one",), ("b.three",))),
        ({"b.three": "3"}, ("cannot_tell", (), ("b.three",))),
    ],
)
def test_advice_on_what_the_last_round_left_out(raises: dict[str, str], expected: Any) -> None:
    """Nobody has looked at a domain outside the scope: it is not reached, and alone it does not tell."""
    assert expected == advised(raises, {"a.one": 1}, {"a.one": 3}, domains=["a"])


# --- what holds of all rounds -----------------------------------------------------------------------------------------


def all_of(case: Case, other: dict[str, Answer]) -> RoundsCompared:
    """Return the answers of a case as the first round, others as the last."""
    empty = sheet(case.diagnostic, {})
    rounds = {"x": empty.with_answers(case.answers), "y": empty.with_answers(other)}
    return compare_rounds(case.diagnostic, rounds, "claimed")


@given(cases())
def test_a_file_with_itself(case: Case) -> None:
    """Nothing moves in a file beside itself: no change, no new or solved weakness, nothing followed since."""
    found = all_of(case, case.answers)

    assert {Movement.SAME, Movement.WITHOUT_LEVEL} >= {each.movement for each in found.moved.values()}
    assert {0, None} >= {each.change for each in found.moved.values()}
    assert {"remaining"} >= {became for each in found.moved.values() for became in each.weaknesses.values()}
    assert {0} >= {each.like_for_like.change for each in found.domains if each.like_for_like}
    assert Followed.PARTLY not in {each.followed for each in found.advice}


TURNED: Final = {
    Movement.BETTER: Movement.WORSE,
    Movement.WORSE: Movement.BETTER,
    Movement.NEWLY_ANSWERED: Movement.NO_LONGER_ANSWERED,
    Movement.NO_LONGER_ANSWERED: Movement.NEWLY_ANSWERED,
}


@given(st.data(), cases())
def test_symmetry_up_to_the_sign(data: st.DataObject, case: Case) -> None:
    """Read backwards, better is worse by as much, new is no longer, and solved is new."""
    of = case.diagnostic
    other = sheet(
        of, {each.id: data.draw(answers(each)) for each in of.questions if data.draw(st.booleans())}
    )
    there, back = all_of(case, dict(other.answers)), all_of(Case(of, dict(other.answers)), case.answers)

    assert there.moved.keys() == back.moved.keys()
    for one, two in zip(there.moved.values(), back.moved.values(), strict=True):
        assert TURNED.get(one.movement, one.movement) == two.movement
        assert one.change == (None if two.change is None else -two.change)
        assert {"solved": "new", "new": "solved"}.get(one.weaknesses.get("w", "")) == (
            two.weaknesses.get("w") if two.weaknesses.get("w") != "remaining" else None
        )
    for first, second in zip(there.domains, back.domains, strict=True):
        assert (first.like_for_like is None) == (second.like_for_like is None)
        if first.like_for_like and second.like_for_like:
            assert first.like_for_like.change == -second.like_for_like.change


@given(st.data(), cases())
def test_like_for_like_is_between_the_changes(data: st.DataObject, case: Case) -> None:
    """A mean over the same questions moves no further than any of them."""
    of = case.diagnostic
    other = sheet(of, {each.id: data.draw(answers(each)) for each in of.questions})
    found = all_of(case, dict(other.answers))
    for domain in found.domains:
        changes = [
            each.change
            for one in of.questions_of(domain.domain)
            if (each := found.moved.get(one.id)) and each.movement in COMPARABLE and each.change is not None
        ]

        assert bool(changes) == (domain.like_for_like is not None)
        if domain.like_for_like:
            assert min(changes) <= domain.like_for_like.change <= max(changes)
            assert len(changes) == domain.like_for_like.questions


def of_version(version: str | None, said: dict[str, Said]) -> Sheet:
    """Return a sheet that names the version that it was filled in with, and no fingerprints."""
    named = DiagnosticName(id=OF.id, version=version)
    return sheet(OF, said).model_copy(update={"diagnostic": named})


@pytest.mark.parametrize(
    ("then", "now", "movement"),
    [
        ("1.0", "1.1", Movement.NOT_COMPARABLE),
        ("1.1", "1.1", Movement.BETTER),
        (None, "1.1", Movement.BETTER),
        ("1.0", "1.0", Movement.BETTER),
        ("0.9", "1.0", Movement.NOT_COMPARABLE),
    ],
)
def test_answers_of_another_version_without_fingerprints(
    then: str | None, now: str, movement: Movement
) -> None:
    """To which words they were given is not known, unless both are of the same version."""
    rounds = {"x": of_version(then, {"a.two": 1}), "y": of_version(now, {"a.two": 3})}

    assert movement is compare_rounds(OF, rounds, "claimed").moved["a.two"].movement


def test_advice_is_not_judged_by_levels_given_to_other_words() -> None:
    """Where nothing else tells, it cannot be told."""
    of = diagnostic(
        question("a.one", solutions=["s"]), solutions=[solution("s", raises={"a.one": "defined"})]
    )
    (advice,) = compared({"a.one": {"level": 0, "asked": FORMER}}, {"a.one": 3}, of=of).advice

    assert (Followed.CANNOT_TELL, (), ()) == (advice.followed, advice.reached, advice.below)
