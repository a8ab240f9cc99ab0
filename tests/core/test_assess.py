"""The assessment: the worked examples of the method, findings, reasons, order, and what rules conclude."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import pytest

from cpch_cli.core.assess import (
    Assessment,
    Given,
    Prerequisite,
    Priority,
    Reason,
    Recommendation,
    Remark,
    Strength,
    Undecided,
    assess,
    strength_of,
)
from cpch_cli.core.conditions import State
from cpch_cli.core.scoring import Band, WhyNotRated
from helpers import (
    Data,
    Said,
    assessed,
    diagnostic,
    only_domain,
    question,
    rule,
    scale,
    settled,
    solution,
    weakness,
)

CRITICAL: Final[Data] = {"critical": True}


# --- the worked examples of the method ----------------------------------------------------------------------------


def worked(*answers: Said | None, critical: bool = False, **options: Any) -> Assessment:
    """Return the assessment of one domain with these answers; the first question is critical if said so."""
    asked = [
        question(f"a.q{n}", critical=critical and n == 0, not_applicable="Never.")
        for n in range(len(answers))
    ]
    said = {f"a.q{n}": answer for n, answer in enumerate(answers) if answer is not None}
    return assessed(diagnostic(*asked), said, **options)


def test_example_levels_and_unknown() -> None:
    """Levels 1 (critical), 0, 3, unknown: 1, range 1 to 2, starred, weak."""
    found = worked(1, 0, 3, "unknown", critical=True)
    score = only_domain(found)

    assert (Fraction(1), Fraction(1), Fraction(2)) == (score.score, score.low, score.high)
    assert (Band.WEAK, (), 1) == (score.band, score.capped_by, score.count.unknown)
    assert ("a.q3",) == found.find_out


def test_example_capped() -> None:
    """Six questions, the critical one 0 and the others 4: 20/6, sound capped to weak."""
    score = only_domain(worked(0, 4, 4, 4, 4, 4, critical=True))

    assert (Fraction(20, 6), Band.WEAK, ("a.q0",)) == (score.score, score.band, score.capped_by)


def test_example_not_applicable() -> None:
    """2, 3, 3 and one not applicable: 8/3, partial."""
    score = only_domain(worked(2, 3, 3, "not_applicable"))

    assert (Fraction(8, 3), Band.PARTIAL, 1) == (score.score, score.band, score.count.not_applicable)


def test_example_two_of_four() -> None:
    """Two of four answered: not rated, with its numbers."""
    found = worked(3, 4, None, None)
    score = only_domain(found)

    assert (Band.NOT_RATED, WhyNotRated.COVERAGE) == (score.band, score.not_rated)
    assert (Fraction(7, 2), Fraction(7, 4), Fraction(15, 4)) == (score.score, score.low, score.high)
    assert (None, 0, 1) == (found.overall.score, found.overall.domains_rated, found.overall.domains)


def test_example_critical_skipped() -> None:
    """Critical one skipped, five others 4: not rated."""
    score = only_domain(worked(None, 4, 4, 4, 4, 4, critical=True))

    assert (Band.NOT_RATED, WhyNotRated.CRITICAL_OPEN) == (score.band, score.not_rated)


def test_example_evidenced() -> None:
    """Level 4 with `statement`: evidenced 2."""
    answer = {"level": 4, "evidence": "statement"}

    assert [4, 2] == [only_domain(worked(answer, basis=basis)).score for basis in ("claimed", "evidenced")]


def test_example_four_unknowns() -> None:
    """Four unknowns: `below: 1` undecided."""
    names = [f"a.q{n}" for n in range(4)]
    tiny = diagnostic(*map(question, names), rules=[rule("r", {"domain": "a", "below": 1})])
    found = assessed(tiny, dict.fromkeys(names, "unknown"))

    assert (Undecided("r", tuple(names)),) == found.undecided
    assert 0 == only_domain(found).score


# --- the whole ----------------------------------------------------------------------------------------------------

TWO: Final = diagnostic(
    question("a.one", solutions=["do"]),
    question("b.two", ask_if={"question": "a.one", "at_least": 1}, solutions=["do"]),
    solutions=[solution("do")],
    rules=[
        rule("r", {"question": "b.two", "at_most": 1}, "do"),
        rule("s", {"domain": "b", "below": 2}, "do"),
    ],
)


def names(found: Assessment) -> list[str]:
    """Return the ids of the solutions that are recommended, in their order."""
    return [each.solution for each in found.recommendations]


@pytest.mark.parametrize(
    ("said", "open_", "find_out", "draft"),
    [
        ({}, ("a.one", "b.two"), (), True),
        ({"a.one": 1}, ("b.two",), (), True),
        ({"a.one": 0}, (), (), False),
        ({"b.two": "unknown", "a.one": "unknown"}, (), ("a.one", "b.two"), False),
        ({"a.one": "unknown", "b.two": {"note": "Later."}}, ("b.two",), ("a.one",), True),
        ({"a.one": "not_applicable"}, (), (), False),
    ],
)
def test_open_and_find_out(
    said: dict[str, Said], open_: tuple[str, ...], find_out: tuple[str, ...], draft: bool
) -> None:
    """Open are the applicable unanswered questions, to find out the unknown ones; with open ones it is a draft."""
    found = assessed(TWO, said)

    assert (open_, find_out, draft) == (found.open, found.find_out, found.draft)


def test_basis_is_named() -> None:
    """An assessment says which basis it stands on: claimed, unless asked otherwise."""
    assert ["claimed", "evidenced"] == [assessed(TWO, {}).basis, assessed(TWO, {}, basis="evidenced").basis]


def test_domains_in_the_diagnostic_s_order() -> None:
    """Domains stand in the diagnostic's order, whatever the order of the scope."""
    assert [["a", "b"], ["a", "b"], ["b"]] == [
        [score.domain for score in assessed(TWO, {}, scope=scope).domains]
        for scope in (None, ["b", "a"], ["b"])
    ]


def test_outside_the_scope() -> None:
    """What was answered outside the scope is no finding and no reason; rules over it stay undecided."""
    found = assessed(TWO, {"a.one": 1, "b.two": 0}, scope=["a"])

    assert ["a.one"] == [finding.question for finding in found.findings]
    assert [["a.one"]] == [[reason.question for reason in each.because] for each in found.recommendations]
    assert (Undecided("r", ("b.two",)), Undecided("s", ("b.two",))) == found.undecided
    assert ((), False) == (found.open, found.draft)


# The core turns the scope into a set once for each domain, so that an iterator is empty from the second on.
def test_scope_from_an_iterator() -> None:
    """The scope may be any iterable."""
    assert ["a", "b"] == [score.domain for score in assessed(TWO, {}, scope=iter(["a", "b"])).domains]


def test_hidden_answers_are_no_reasons() -> None:
    """The kept answer of a question that is not asked is no finding and no reason, and no rule is true of it."""
    found = assessed(TWO, {"a.one": 0, "b.two": 0})

    assert State.NOT_ASKED is found.facts["b.two"].state
    assert ["a.one"] == [finding.question for finding in found.findings]
    assert [["a.one"]] == [[reason.question for reason in each.because] for each in found.recommendations]
    assert () == found.undecided


def test_evidenced_basis_goes_all_the_way() -> None:
    """On the evidenced basis findings, reasons and rules see the evidenced level."""
    said = {"a.one": {"level": 4, "evidence": "verified"}, "b.two": {"level": 4, "evidence": "none"}}
    claimed, evidenced = assessed(TWO, said), assessed(TWO, said, basis="evidenced")

    assert ((), []) == (claimed.findings, names(claimed))
    assert [("b.two", Fraction(1))] == [(finding.question, finding.s) for finding in evidenced.findings]
    assert ["answer", "rule", "rule"] == [reason.kind for reason in evidenced.recommendations[0].because]


# --- findings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("s", "expected"),
    [
        ("0", Strength.WEAK),
        ("1.99", Strength.WEAK),
        ("2", Strength.PARTIAL),
        ("2.99", Strength.PARTIAL),
        ("3", Strength.STRONG),
        ("4", Strength.STRONG),
    ],
)
def test_strength(s: str, expected: Strength) -> None:
    """An answer is weak below 2, partial below 3, strong from 3."""
    assert expected is strength_of(Fraction(s))


WEAKNESSES: Final = diagnostic(
    question(
        "a.one",
        weaknesses=[weakness("w", "mend"), weakness("v", "mend", "more"), weakness("u")],
        solutions=["do"],
    ),
    solutions=[solution("do", raises={"a.one": "operating"}), solution("mend"), solution("more")],
)


def one(level: Said, *ticked: str) -> dict[str, Said]:
    """Return an answer with these weaknesses ticked."""
    return {"a.one": {"level": level, "weaknesses": list(ticked)}}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"a.one": 1}, [("a.one", 1, Strength.WEAK, None)]),
        (one(1), [("a.one", 1, Strength.WEAK, ())]),
        (one(2, "w"), [("a.one", 2, Strength.PARTIAL, ("w",))]),
        (one(3, "v"), [("a.one", 3, Strength.STRONG, ("v",))]),
        (one(3), []),
        ({"a.one": 4}, []),
        (one("unknown", "w"), []),
        (one("not_applicable", "w"), []),
        ({"a.one": {"weaknesses": ["w"]}}, []),
        ({}, []),
    ],
)
def test_findings(said: dict[str, Said], expected: list[tuple[object, ...]]) -> None:
    """A finding is a weak or partial answer, or a strong one with ticked weaknesses; nothing else is one."""
    found = assessed(WEAKNESSES, said).findings

    assert expected == [(each.question, each.s, each.strength, each.weaknesses) for each in found]


# --- reasons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(one(1), {"do": ["answer"]}, id="weak"),
        pytest.param({"a.one": 1}, {"do": ["answer"]}, id="weak, not asked for weaknesses"),
        pytest.param(one(2), {"do": ["answer"]}, id="partial"),
        pytest.param(one(3), {}, id="strong"),
        pytest.param(one(3, "w"), {"mend": ["w"]}, id="strong, ticked"),
        pytest.param(one(4, "u"), {}, id="a weakness without solutions"),
        pytest.param(
            one(1, "v", "w"), {"do": ["answer"], "mend": ["w", "v"], "more": ["v"]}, id="weak, ticked"
        ),
        pytest.param(one("unknown", "w"), {}, id="unknown recommends nothing"),
        pytest.param(one("not_applicable", "w"), {}, id="not applicable recommends nothing"),
        pytest.param({}, {}, id="open recommends nothing"),
    ],
)
def test_reasons_of_an_answer(said: dict[str, Said], expected: dict[str, list[str]]) -> None:
    """Weak and partial answers recommend the question's solutions, ticked weaknesses theirs, on strong ones too."""
    found = assessed(WEAKNESSES, said).recommendations

    assert expected == {each.solution: [r.weakness or r.kind for r in each.because] for each in found}


@pytest.mark.parametrize(
    ("raises", "recommended_up_to"),
    [({}, 2), ({"a.two": "ad_hoc"}, 2), ({"a.one": "defined"}, 1), ({"a.one": "1"}, 0), ({"a.one": "4"}, 2)],
)
@pytest.mark.parametrize("level", range(4))
def test_solutions_raise_above_the_level(level: int, raises: dict[str, str], recommended_up_to: int) -> None:
    """A question's solution is recommended only if it raises the question above the level, or says nothing of it."""
    tiny = diagnostic(
        question("a.one", solutions=["do"]), question("a.two"), solutions=[solution("do", raises=raises)]
    )

    assert (level <= recommended_up_to) == bool(assessed(tiny, {"a.one": level}).recommendations)


def test_evidenced_level_is_raised() -> None:
    """Whether a solution raises is seen from the level of the basis."""
    tiny = diagnostic(
        question("a.one", solutions=["do"]), solutions=[solution("do", raises={"a.one": "defined"})]
    )
    said = {"a.one": {"level": 2, "evidence": "none"}}

    assert ([], ["do"]) == (names(assessed(tiny, said)), names(assessed(tiny, said, basis="evidenced")))


@pytest.mark.parametrize("level", range(5))
def test_ticked_weaknesses_recommend_always(level: int) -> None:
    """A ticked weakness recommends its solutions even when they do not raise above the level."""
    tiny = diagnostic(
        question("a.one", weaknesses=[weakness("w", "do")]),
        solutions=[solution("do", raises={"a.one": "ad_hoc"})],
    )

    assert ["do"] == names(assessed(tiny, one(level, "w")))


def test_reasons_in_full() -> None:
    """A reason says what it rests on: answers in the diagnostic's order, weaknesses after, rules last."""
    tiny = diagnostic(
        question("a.one", critical=True, weaknesses=[weakness("w", "do")], solutions=["do"]),
        question("a.two", solutions=["do"]),
        solutions=[solution("do")],
        rules=[rule("r", {"question": "a.two", "at_least": 1}, "do")],
    )
    (found,) = assessed(tiny, {**one(3, "w"), "a.two": 1}).recommendations
    given = (Given("a.two", Fraction(1)),)

    assert (
        Reason("weakness", "a.one", Fraction(3), "w", None, (), (True, False, Fraction(3))),
        Reason("answer", "a.two", Fraction(1), None, None, (), (False, True, Fraction(1))),
        Reason("rule", None, None, None, "r", given, (False, True, Fraction(1))),
    ) == found.because


def test_weakness_on_a_strong_answer_ranks_as_strong() -> None:
    """A weakness ticked on a strong answer is a reason to improve."""
    (found,) = assessed(WEAKNESSES, one(3, "w")).recommendations

    assert (Priority.IMPROVE, (True, True, Fraction(3)), False) == (
        found.priority,
        found.because[0].rank,
        found.because[0].weak,
    )


# --- rules --------------------------------------------------------------------------------------------------------


def ruled(when: Data, said: Mapping[str, Said], **keys: Any) -> Assessment:
    """Return the assessment by one rule over a.one, a.two (critical), a.three and b.four."""
    asked = [question("a.one"), question("a.two", critical=True), question("a.three"), question("b.four")]
    ruling = rule("r", when, "do", **{"remark": "Look.", **keys})
    return assessed(diagnostic(*asked, solutions=[solution("do")], rules=[ruling]), said)


ONE_WEAK: Final[Data] = {"question": "a.one", "at_most": 1}
TWO_WEAK: Final[Data] = {"question": "a.two", "at_most": 1}


@pytest.mark.parametrize(
    ("said", "recommended", "undecided", "remarks"),
    [
        ({"a.one": 1}, ["do"], [], ["r"]),
        ({"a.one": 2}, [], [], []),
        ({}, [], [("r", ("a.one",))], []),
        ({"a.one": "unknown"}, [], [("r", ("a.one",))], []),
    ],
)
def test_verdicts_of_rules(
    said: dict[str, Said],
    recommended: list[str],
    undecided: list[tuple[str, tuple[str, ...]]],
    remarks: list[str],
) -> None:
    """A true rule recommends and remarks, a false one does nothing, an undecided one says what would settle it."""
    found = ruled(ONE_WEAK, said)

    assert recommended == names(found)
    assert [Undecided(*each) for each in undecided] == list(found.undecided)
    assert remarks == [remark.rule for remark in found.remarks]


def test_rule_without_remark() -> None:
    """A true rule that has nothing to say makes no remark."""
    assert () == ruled(ONE_WEAK, {"a.one": 1}, remark=None).remarks


@pytest.mark.parametrize(
    ("when", "said", "given", "rank"),
    [
        pytest.param(
            {"all": [ONE_WEAK, TWO_WEAK]},
            {"a.one": 0, "a.two": 1},
            [("a.one", 0), ("a.two", 1)],
            (False, True, 0),
            id="the weakest question, critical or not",
        ),
        pytest.param(
            {"all": [ONE_WEAK, TWO_WEAK]},
            {"a.one": 1, "a.two": 1},
            [("a.one", 1), ("a.two", 1)],
            (False, False, 1),
            id="of equals the critical one",
        ),
        pytest.param(
            {"any": [ONE_WEAK, TWO_WEAK]},
            {"a.one": 3, "a.two": 1},
            [("a.two", 1)],
            (False, False, 1),
            id="only what made it true",
        ),
        pytest.param(
            {"any": [{"question": "a.three", "is": "unknown"}, {"not": ONE_WEAK}]},
            {"a.one": 3, "a.three": "unknown"},
            [("a.three", None), ("a.one", 3)],
            (True, True, 3),
            id="unknown has no level",
        ),
        pytest.param(
            {"question": "a.two", "is": "not_applicable"},
            {"a.two": "not_applicable"},
            [("a.two", None)],
            (True, True, 4),
            id="none has a level",
        ),
        pytest.param(
            {"domain": "a", "below": 3},
            {"a.one": 1, "a.two": 2, "a.three": 1},
            [("a.one", 1)],
            (False, True, 1),
            id="the weakest question of a domain",
        ),
        pytest.param(
            {"not": {"domain": "a", "below": 2}},
            {"a.one": 4, "a.two": 2, "a.three": "not_applicable"},
            [("a.two", 2)],
            (True, False, 2),
            id="the weakest question of a domain, under not",
        ),
        pytest.param(
            {"not": {"domain": "a", "below": 0}}, {}, [], (True, True, 4), id="a domain without a level"
        ),
        pytest.param(
            {"all": [ONE_WEAK, {"question": "a.one", "at_least": 1}]},
            {"a.one": 1},
            [("a.one", 1)],
            (False, True, 1),
            id="each question once",
        ),
    ],
)
def test_what_a_rule_rests_on(
    when: Data,
    said: dict[str, Said],
    given: list[tuple[str, int | None]],
    rank: tuple[bool, bool, Any],
) -> None:
    """A rule rests on the answers that made it true, and ranks as the weakest question among them."""
    found = ruled(when, said)
    answers = tuple(Given(name, None if s is None else Fraction(s)) for name, s in given)

    assert (Remark("r", answers),) == found.remarks
    assert [(answers, rank)] == [
        (each.because[0].answers, each.because[0].rank) for each in found.recommendations
    ]


def test_domain_condition_sees_no_cap() -> None:
    """A condition on a domain compares the uncapped range: a capped domain is not below its score."""
    found = ruled({"domain": "a", "below": 2}, {"a.one": 4, "a.two": 0, "a.three": 4})

    assert (Band.WEAK, (), ()) == (found.domains[0].band, found.remarks, found.undecided)


def test_domain_condition_on_a_domain_that_is_not_rated() -> None:
    """A condition on a domain asks for its range, rated or not."""
    found = ruled({"domain": "a", "below": 3}, {"a.one": 0})

    assert (Band.NOT_RATED, ["do"]) == (found.domains[0].band, names(found))


def test_undecided_in_the_diagnostic_s_order() -> None:
    """Undecided rules are listed once each, in the diagnostic's order."""
    rules = [rule(name, {"question": "a.one", "at_least": 1}) for name in ("z", "a", "m")]
    tiny = diagnostic(question("a.one"), rules=rules)

    assert ["z", "a", "m"] == [each.rule for each in assessed(tiny, {}).undecided]


# --- order --------------------------------------------------------------------------------------------------------


def ordered(
    levels: Mapping[str, Said], solutions: Mapping[str, Data], *rules: Data, **keys: Data
) -> Assessment:
    """Return the assessment of questions a.p, a.q... each with the solution that is called like it, if there is one."""
    asked = [
        question(f"a.{name}", solutions=[name] if name in solutions else [], **keys.get(name, {}))
        for name in levels
    ]
    tiny = diagnostic(
        *asked, solutions=[solution(name, **each) for name, each in solutions.items()], rules=rules
    )
    return assessed(tiny, {f"a.{name}": level for name, level in levels.items()})


@pytest.mark.parametrize(
    ("levels", "solutions", "critical", "expected"),
    [
        pytest.param({"p": 2, "q": 1}, {"p": {}, "q": {}}, "", "qp", id="weak before partial"),
        pytest.param({"p": 2, "q": 1}, {"p": {}, "q": {}}, "p", "qp", id="weak before critical"),
        pytest.param({"p": 0, "q": 1}, {"p": {}, "q": {}}, "q", "qp", id="critical before the level"),
        pytest.param({"p": 1, "q": 0}, {"p": {}, "q": {}}, "", "qp", id="the lower level"),
        pytest.param(
            {"p": 1, "q": 1},
            {"p": {"requires": ["r"]}, "q": {"effort": 5}, "r": {}},
            "",
            "qp",
            id="fewer unmet",
        ),
        pytest.param({"p": 1, "q": 1}, {"p": {"effort": 3}, "q": {"effort": 2}}, "", "qp", id="less effort"),
        pytest.param(
            {"p": 1, "q": 1}, {"q": {}, "p": {}}, "", "qp", id="the diagnostic's order of solutions"
        ),
        pytest.param(
            {"p": 0, "q": 1}, {"q": {}, "p": {"effort": 5}}, "", "pq", id="the level before the effort"
        ),
    ],
)
def test_order(levels: dict[str, Said], solutions: dict[str, Data], critical: str, expected: str) -> None:
    """Weak, critical, level, unmet prerequisites, effort, the diagnostic's order: the first that differs decides."""
    found = ordered(levels, solutions, **dict.fromkeys(critical, CRITICAL))

    assert list(expected) == names(found)


def test_order_by_the_best_single_reason() -> None:
    """A recommendation ranks by its best reason alone, however many others it has."""
    found = ordered(
        {"p": 1, "q": 0, "s": 1},
        {"p": {}, "q": {}},
        rule("r", {"question": "a.s", "at_most": 1}, "p"),
        rule("t", {"question": "a.s", "at_most": 2}, "q"),
    )

    assert ["q", "p"] == names(found)


def test_order_of_levels_on_other_scales() -> None:
    """Levels of different scales are compared by their strength."""
    tiny = diagnostic(
        question("a.one", solutions=["do"]),
        question("a.two", scale="ten", solutions=["more"]),
        solutions=[solution("do"), solution("more")],
        scales={"ten": scale(0, 2, 10)},
    )

    assert ["more", "do"] == names(assessed(tiny, {"a.one": 1, "a.two": 2}))


@pytest.mark.parametrize(
    ("levels", "solutions", "expected"),
    [
        pytest.param(
            {"p": 0, "q": 1},
            {"p": {"requires": ["q"]}, "q": {}},
            ["q", "p"],
            id="a prerequisite comes before",
        ),
        pytest.param(
            {"p": 0, "q": 2, "s": 1},
            {"p": {"requires": ["q"]}, "q": {}, "s": {}},
            ["q", "p", "s"],
            id="even one that only improves",
        ),
        pytest.param(
            {"p": 0, "q": 1, "s": 2},
            {"p": {"requires": ["q"]}, "q": {"requires": ["s"]}, "s": {}},
            ["s", "q", "p"],
            id="a chain",
        ),
        pytest.param(
            {"p": 0, "q": 4, "s": 2},
            {"p": {"requires": ["q"]}, "q": {"requires": ["s"]}, "s": {}},
            ["s", "p"],
            id="a chain through one that is not recommended",
        ),
        pytest.param(
            {"p": 0, "q": 0, "s": 2},
            {"p": {"requires": ["s"]}, "q": {"requires": ["s"]}, "s": {}},
            ["s", "p", "q"],
            id="shared, taken once",
        ),
        pytest.param(
            {"p": 0, "q": 1, "s": 1},
            {"p": {"requires": ["q", "s"]}, "q": {"requires": ["s"]}, "s": {}},
            ["s", "q", "p"],
            id="a prerequisite that needs its neighbour",
        ),
    ],
)
def test_prerequisites_come_before(
    levels: dict[str, Said], solutions: dict[str, Data], expected: list[str]
) -> None:
    """A recommendation is taken only after those of its prerequisites that are recommended too."""
    assert expected == names(ordered(levels, solutions))


# --- prerequisites ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "raises", "met"),
    [
        pytest.param({"a.two": 3}, {"a.two": "operating"}, True, id="at that level"),
        pytest.param({"a.two": 4}, {"a.two": "3"}, True, id="above"),
        pytest.param({"a.two": 2}, {"a.two": "operating"}, False, id="below"),
        pytest.param({}, {"a.two": "absent"}, False, id="open"),
        pytest.param({"a.two": "unknown"}, {"a.two": "absent"}, False, id="unknown"),
        pytest.param({"a.two": "not_applicable"}, {"a.two": "operating"}, True, id="does not apply"),
        pytest.param({"a.two": 4}, {}, False, id="raises nothing"),
        pytest.param({"a.two": 3, "a.three": 2}, {"a.two": "3", "a.three": "3"}, False, id="one of two"),
        pytest.param({"a.two": 3, "a.three": 3}, {"a.two": "3", "a.three": "3"}, True, id="both"),
        pytest.param(
            {"a.two": 3, "a.three": "not_applicable"},
            {"a.two": "3", "a.three": "3"},
            True,
            id="the one that applies",
        ),
    ],
)
def test_met(said: dict[str, Said], raises: dict[str, str], met: bool) -> None:
    """A prerequisite is met when every question that it raises and that applies is at that level or above."""
    tiny = diagnostic(
        question("a.one", solutions=["do"]),
        question("a.two"),
        question("a.three"),
        solutions=[solution("do", requires=["first"]), solution("first", raises=raises)],
    )
    (found,) = assessed(tiny, {"a.one": 0, **said}).recommendations

    assert (Prerequisite("first", met),) == found.requires


def test_met_by_what_is_outside_the_scope() -> None:
    """Of a question outside the scope nothing is known: what raises it is not met."""
    tiny = diagnostic(
        question("a.one", solutions=["do"]),
        question("b.two"),
        solutions=[solution("do", requires=["first"]), solution("first", raises={"b.two": "absent"})],
    )
    (found,) = assessed(tiny, {"a.one": 0, "b.two": 4}, scope=["a"]).recommendations

    assert (Prerequisite("first", met=False),) == found.requires


def test_met_on_the_basis() -> None:
    """Whether a prerequisite is met is seen from the levels of the basis."""
    tiny = diagnostic(
        question("a.one", solutions=["do"]),
        question("a.two"),
        solutions=[solution("do", requires=["first"]), solution("first", raises={"a.two": "operating"})],
    )
    said: dict[str, Said] = {"a.one": 0, "a.two": 3}

    assert [True, False] == [
        assessed(tiny, said, basis=basis).recommendations[0].requires[0].met
        for basis in ("claimed", "evidenced")
    ]


def test_prerequisites_over_the_whole_chain() -> None:
    """Prerequisites are named over the whole chain, nearest first and once each, and are not added to the list."""
    found = ordered(
        {"p": 0},
        {
            "p": {"requires": ["n", "m"]},
            "n": {"requires": ["far"]},
            "m": {"requires": ["far", "n"]},
            "far": {},
        },
    )

    assert (["p"], ["n", "m", "far"]) == (
        names(found),
        [each.solution for each in found.recommendations[0].requires],
    )


@pytest.mark.parametrize(
    ("p", "q", "expected"), [(["x"], ["y"], "qp"), (["y"], ["x"], "pq"), (["z"], ["x"], "pq")]
)
def test_unmet_are_counted_over_the_chain(p: list[str], q: list[str], expected: str) -> None:
    """Of two equal recommendations the one with fewer distinct unmet prerequisites over the chain comes first."""
    solutions: dict[str, Data] = {
        "p": {"requires": p},
        "q": {"requires": q},
        "x": {"requires": ["v", "w"]},
        "v": {"requires": ["w"]},
        "w": {},
        "y": {"requires": ["w"]},
        "z": {"raises": {"a.s": "operating"}, "requires": ["w"]},
    }

    assert list(expected) == names(ordered({"p": 1, "q": 1, "s": 3}, solutions))


# --- priorities ---------------------------------------------------------------------------------------------------


def test_priorities() -> None:
    """The first five with a weak reason are key, the others with one now, the rest improve."""
    weak, partial = [f"w{n}" for n in range(7)], ["p0", "p1"]
    levels: dict[str, Said] = {**dict.fromkeys(partial, 2), **dict.fromkeys(weak, 1)}
    found = ordered(levels, {name: {} for name in levels})

    assert [Priority.KEY] * 5 + [Priority.NOW] * 2 + [Priority.IMPROVE] * 2 == [
        each.priority for each in found.recommendations
    ]


def test_improvements_take_no_key_place() -> None:
    """A prerequisite that only improves comes first and is no key action."""
    levels: dict[str, Said] = {"i": 2, **{f"w{n}": 1 for n in range(6)}}
    solutions: dict[str, Data] = {"i": {}, **{f"w{n}": {"requires": ["i"]} for n in range(6)}}
    found = ordered(levels, solutions)

    assert [Priority.IMPROVE, *[Priority.KEY] * 5, Priority.NOW] == [
        each.priority for each in found.recommendations
    ]


@pytest.mark.parametrize(
    ("p", "rule_at_most", "expected"),
    [(2, 0, Priority.IMPROVE), (2, 1, Priority.KEY), (1, 0, Priority.KEY)],
)
def test_one_weak_reason_is_enough(p: int, rule_at_most: int, expected: Priority) -> None:
    """A recommendation with one weak reason among others is more than an improvement."""
    ruling = rule("r", {"question": "a.s", "at_most": rule_at_most}, "p")
    (found,) = ordered({"p": p, "s": 1}, {"p": {}}, ruling).recommendations

    assert expected is found.priority


def test_recommendation_in_full() -> None:
    """A recommendation has its solution, priority, reasons and prerequisites."""
    (found,) = ordered({"p": 1}, {"p": {"requires": ["n"]}, "n": {}}).recommendations
    reason = Reason("answer", "a.p", Fraction(1), None, None, (), (False, True, Fraction(1)))

    assert Recommendation("p", Priority.KEY, (reason,), (Prerequisite("n", met=False),)) == found


def test_nothing_is_changed() -> None:
    """The answers are the same after the assessment as before."""
    answers = settled(WEAKNESSES, one(1, "w"))
    before = dict(answers)

    assert assess(WEAKNESSES, answers).findings
    assert before == answers


def test_answers_of_another_version() -> None:
    """Answers to questions that the diagnostic does not have change nothing."""
    said = one(1, "w")

    assert assessed(WEAKNESSES, said) == assessed(WEAKNESSES, {**said, "z.gone": "old"})
