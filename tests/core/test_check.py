"""What a check of a diagnostic finds beyond its form. A case of each kind is in cases/broken/diagnostics."""

from typing import Any, Final

import pytest
from hypothesis import given

from cpch_cli.core import check
from cpch_cli.core.assess import assess
from cpch_cli.core.check import MOST_ANSWERS_TRIED, broken_references, problems_of
from cpch_cli.core.conditions import Verdict
from cpch_cli.core.model import Diagnostic
from helpers import Data, diagnostic, question, resource, rule, scale, solution, weakness
from strategies import Case, cases

Found = list[tuple[str, str]]

FREE: Final = {"question": "a.one", "is": "unknown"}


def found(of: Diagnostic, *, only: str | None = None) -> Found:
    """Return the problems of a diagnostic as pairs of place and code; only those of one code if it is named."""
    return [
        ("/".join(map(str, problem.path)), problem.code)
        for problem in problems_of(of)
        if only in (None, problem.code)
    ]


def of_rule(when: Data, *questions: Data, **keys: Any) -> Found:
    """Return what is wrong with a rule over these questions, or over two plain ones."""
    asked = questions or (question("a.one", weaknesses=[weakness("w", "s")]), question("b.one"))
    of = diagnostic(*asked, solutions=[solution("s")], rules=[rule("r", when, "s")], **keys)
    return [one for one in found(of) if one[0].startswith("rules")]


def test_nothing_is_wrong() -> None:
    """A diagnostic of one question with a solution has neither errors nor warnings."""
    assert [] == found(diagnostic(question("a.one", solutions=["s"]), solutions=[solution("s")]))


# --- references ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"solutions": [solution("a.one")]}, "solutions/0/id"),
        ({"resources": [resource("a")]}, "resources/0/id"),
        ({"rules": [rule("maturity", FREE)]}, "rules/0/id"),
        ({"rules": [rule("r", FREE), rule("r", FREE)]}, "rules/1/id"),
        ({"solutions": [solution("s")], "resources": [resource("s")]}, "resources/0/id"),
        ({"scales": {"a": scale(0, 1)}}, "domains/0/id"),
        ({"domains": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}, "domains/1/id"),
        ({"scales": {"two": scale(0, 1, 2, ids=("no", "yes", "no"))}}, "scales/two"),
    ],
)
def test_ids_are_unique(keys: Data, expected: str) -> None:
    """An id is used once over all kinds of things; a level once in its scale. The second use is the place."""
    assert [(expected, "id_twice")] == found(diagnostic(question("a.one"), **keys), only="id_twice")


def test_weaknesses_are_unique_in_their_question() -> None:
    """Two weaknesses of a question need two ids, and both are named; in two questions they may be alike."""
    twice = question("a.one", weaknesses=[weakness("v"), weakness("w"), weakness("v")])
    other = question("a.two", weaknesses=[weakness("w")])

    assert [
        ("questions/0/weaknesses/0/id", "id_twice"),
        ("questions/0/weaknesses/2/id", "id_twice"),
    ] == found(diagnostic(twice, other))


@pytest.mark.parametrize(
    ("retired", "expected"),
    [
        ("a.one", "questions/0/id"),
        ("a", "domains/0/id"),
        ("maturity", "scales/maturity"),
        ("s", "solutions/0/id"),
    ],
)
def test_retired_ids_stay_retired(retired: str, expected: str) -> None:
    """A retired id is used for nothing any more."""
    of = diagnostic(question("a.one"), solutions=[solution("s")], retired=["a.gone", retired])

    assert [(expected, "id_retired")] == found(of)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), ["scale_ends"]),
        ((0,), ["scale_ends"]),
        ((1, 2), ["scale_ends"]),
        ((0, 0), ["scale_ends", "scale_rises"]),
        ((0, 2, 1), ["scale_rises"]),
        ((0, 1, 1), ["scale_rises"]),
        ((0, "0.1"), []),
        ((0, 3, 10), []),
    ],
)
def test_scale(values: tuple[int | str, ...], expected: list[str]) -> None:
    """A scale begins at 0, rises at every step and ends above 0."""
    of = diagnostic(
        question("a.one", solutions=["s"]), solutions=[solution("s")], scales={"other": scale(*values)}
    )

    assert [("scales/other", code) for code in expected] == found(of)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"solutions": ["t"]}, ("questions/0/solutions/0", "unknown_solution")),
        (
            {"weaknesses": [weakness("w", "s", "t")]},
            ("questions/0/weaknesses/0/solutions/1", "unknown_solution"),
        ),
        ({"domain": "b"}, ("questions/0/id", "id_of_other_domain")),
        ({"scale": "maturities"}, ("questions/0/scale", "unknown_scale.near")),
        ({"scale": "x", "levels": {"y": "Y."}}, ("questions/0/scale", "unknown_scale")),
        ({"levels": {"absent": "Not.", "x": "X."}}, ("questions/0/levels/x", "unknown_anchor")),
    ],
)
def test_references_of_a_question(keys: Data, expected: tuple[str, str]) -> None:
    """What a question refers to exists, and its id begins with its domain's."""
    of = diagnostic(
        question("a.one", **keys),
        domains=[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
        solutions=[solution("s")],
    )

    assert [expected] == found(of)


@pytest.mark.parametrize("question_id", ["ab.one", "a", "aone"])
def test_id_of_a_question_begins_with_its_domain(question_id: str) -> None:
    """The id of a question is its domain's, a dot, and more."""
    of = diagnostic(question(question_id, domain="a"), domains=[{"id": "a", "title": "A"}])

    assert ("questions/0/id", "id_of_other_domain") in found(of)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"requires": ["s", "x"]}, ("solutions/1/requires/1", "unknown_solution")),
        ({"resources": ["x"]}, ("solutions/1/resources/0", "unknown_resource")),
        ({"raises": {"a.one": "perfect"}}, ("solutions/1/raises/a.one", "unknown_level")),
        ({"raises": {"a.one": 5}}, ("solutions/1/raises/a.one", "unknown_level")),
        ({"raises": {"a.one": "unknown"}}, ("solutions/1/raises/a.one", "unknown_level")),
        ({"raises": {"a.noe": 3}}, ("solutions/1/raises/a.noe", "unknown_question.near")),
        ({"requires": ["t"]}, ("solutions/1/requires", "cycle")),
    ],
)
def test_references_of_a_solution(keys: Data, expected: tuple[str, str]) -> None:
    """What a solution refers to exists: solutions, resources, questions with their levels."""
    assert [expected] == found(
        diagnostic(question("a.one"), solutions=[solution("s"), solution("t", **keys)])
    )


def test_every_solution_of_a_circle_is_named() -> None:
    """Each solution that requires itself over others is named; one that leads into the circle is not."""
    requires = {"r": ["s"], "s": ["t"], "t": ["u", "v"], "u": ["s"], "v": []}
    of = diagnostic(
        question("a.one"), solutions=[solution(name, requires=needs) for name, needs in requires.items()]
    )

    assert [(f"solutions/{n}/requires", "cycle") for n in (1, 2, 3)] == found(of)


def test_prerequisites_may_meet() -> None:
    """Two ways to the same prerequisite are no circle."""
    requires = {"r": ["s", "t"], "s": ["u"], "t": ["u"], "u": []}
    of = diagnostic(
        question("a.one"), solutions=[solution(name, requires=needs) for name, needs in requires.items()]
    )

    assert [] == found(of, only="cycle")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"question": "a.one", "at_least": "operating"}, None),
        ({"question": "a.one", "at_least": "3.0"}, None),
        ({"question": "a.one", "at_most": 0}, None),
        ({"question": "a.one", "is": 2}, None),
        ({"question": "a.one", "is": "unknown"}, None),
        ({"question": "a.one", "weakness": "w"}, None),
        ({"domain": "b", "below": 2}, None),
        ({"question": "a.one", "at_least": 5}, "unknown_level"),
        ({"question": "a.one", "at_most": "perfect"}, "unknown_level"),
        ({"question": "a.one", "is": "perfect"}, "unknown_level"),
        ({"question": "a.one", "at_least": "unknown"}, "unknown_level"),
        ({"question": "a.one", "at_most": "not_applicable"}, "unknown_level"),
        ({"question": "zzz", "is": "unknown"}, "unknown_question"),
        ({"question": "zzz", "at_least": 1}, "unknown_question"),
        ({"question": "zzz", "weakness": "w"}, "unknown_question"),
        ({"question": "a.one", "weakness": "ww"}, "unknown_weakness.near"),
        ({"question": "b.one", "weakness": "w"}, "unknown_weakness"),
        ({"domain": "zzz", "below": 2}, "unknown_domain"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "all", "any", "not"])
def test_conditions_refer(when: Data, expected: str | None, around: str) -> None:
    """What a condition names exists, however deep it stands."""
    wrapped = {
        "{}": when,
        "all": {"all": [when]},
        "any": {"any": [FREE, when]},
        "not": {"not": when},
    }

    assert ([] if expected is None else [("rules/0/when", expected)]) == of_rule(wrapped[around])


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "a.one", "at_least": 1}, []),
        ({"any": [FREE, {"not": {"question": "a.one", "weakness": "w"}}]}, []),
        ({"question": "a.two", "is": "unknown"}, ["ask_if_later"]),
        ({"question": "b.three", "is": "unknown"}, ["ask_if_later"]),
        ({"domain": "a", "below": 1}, ["ask_if_domain"]),
        ({"all": [FREE, {"not": {"domain": "b", "below": 1}}]}, ["ask_if_domain"]),
        ({"question": "a.none", "is": "unknown"}, ["unknown_question.near"]),
        ({"question": "a.one", "at_least": "perfect"}, ["unknown_level"]),
    ],
)
def test_ask_if_looks_back(condition: Data, expected: list[str]) -> None:
    """Whether a question is asked depends only on questions that stand earlier in the file."""
    of = diagnostic(
        question("a.one", solutions=["s"], weaknesses=[weakness("w", "s")]),
        question("a.two", solutions=["s"], ask_if=condition),
        question("b.three", solutions=["s"]),
        solutions=[solution("s")],
    )

    assert [("questions/1/ask_if", code) for code in expected] == found(of)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [({}, [("rules/0", "rule_silent")]), ({"remark": "Look."}, []), ({"recommend": ["s"]}, [])],
)
def test_a_rule_says_something(keys: Data, expected: Found) -> None:
    """A rule recommends something, or remarks something."""
    of = diagnostic(
        question("a.one", solutions=["s"]), solutions=[solution("s")], rules=[{**rule("r", FREE), **keys}]
    )

    assert expected == found(of)


def test_all_but_sense_is_said_at_once() -> None:
    """Ids, references and conditions are looked at together; what can never come true waits until they are right."""
    of = diagnostic(
        question("a.one", scale="x"),
        question("a.two", ask_if={"question": "a.three", "is": "unknown"}),
        question("a.three"),
        rules=[rule("r", {"question": "a.three", "is": "not_applicable"})],
    )
    expected = [
        ("questions/0/scale", "unknown_scale"),
        ("questions/1/ask_if", "ask_if_later"),
        ("rules/0", "rule_silent"),
    ]

    assert expected == found(of)
    assert problems_of(of) == broken_references(of)


# --- what can never come true -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "possible"),
    [
        ({"question": "a.one", "is": "not_applicable"}, False),
        ({"question": "a.one", "is": "unknown"}, True),
        ({"all": [{"question": "a.one", "at_least": 3}, {"question": "a.one", "at_most": 2}]}, False),
        ({"all": [{"question": "a.one", "at_least": 2}, {"question": "a.one", "at_most": 2}]}, True),
        ({"all": [{"question": "a.one", "at_least": 3}, {"question": "b.one", "at_most": 2}]}, True),
        ({"all": [{"question": "a.one", "is": 1}, {"question": "a.one", "weakness": "w"}]}, True),
        ({"all": [{"question": "a.one", "is": "unknown"}, {"question": "a.one", "weakness": "w"}]}, False),
        (
            {
                "all": [
                    {"question": "a.one", "weakness": "w"},
                    {"not": {"question": "a.one", "weakness": "w"}},
                ]
            },
            False,
        ),
        (
            {"not": {"any": [{"question": "a.one", "at_least": 0}, {"question": "a.one", "is": "unknown"}]}},
            False,
        ),
        ({"not": {"question": "a.one", "at_least": 0}}, False),
        ({"any": [{"question": "a.one", "is": "not_applicable"}, {"question": "b.one", "is": 4}]}, True),
    ],
)
def test_rule_that_is_never_true(when: Data, *, possible: bool) -> None:
    """A rule is an error when no set of answers makes it true."""
    assert ([] if possible else [("rules/0/when", "never_true")]) == of_rule(when)


@pytest.mark.parametrize(
    ("when", "possible"),
    [
        ({"domain": "a", "below": 2}, True),
        ({"not": {"domain": "a", "below": 2}}, True),
        ({"all": [{"domain": "a", "below": 1}, {"question": "a.one", "at_least": 4}]}, True),
        ({"all": [{"domain": "a", "below": 1}, {"not": {"domain": "b", "below": 1}}]}, True),
        ({"all": [{"domain": "a", "below": 2}, {"not": {"domain": "a", "below": 1}}]}, True),
        ({"all": [{"domain": "a", "below": 1}, {"not": {"domain": "a", "below": 2}}]}, False),
        ({"domain": "a", "below": 0}, False),
        ({"domain": "a", "below": "-1"}, False),
        ({"domain": "a", "below": 5}, True),
        ({"domain": "a", "below": "0.5"}, True),
        ({"not": {"domain": "a", "below": 5}}, True),
    ],
)
def test_scores_of_domains_are_free(when: Data, *, possible: bool) -> None:
    """The score of a domain is taken as free: anything from 0 to 4, or none where nothing applies."""
    assert ([] if possible else [("rules/0/when", "never_true")]) == of_rule(when)


ROUTED: Final = (
    question("a.one", weaknesses=[weakness("w", "s")]),
    question("a.two", ask_if={"question": "a.one", "at_least": 2}, not_applicable="Never."),
    question("a.three", ask_if={"question": "a.two", "at_least": 2}),
)


@pytest.mark.parametrize(
    ("when", "possible"),
    [
        ({"question": "a.three", "at_least": 4}, True),
        ({"all": [{"question": "a.two", "at_most": 4}, {"question": "a.one", "at_least": 2}]}, True),
        # Not asked, all its conditions are false.
        ({"all": [{"question": "a.two", "at_most": 4}, {"question": "a.one", "at_most": 1}]}, False),
        ({"all": [{"question": "a.two", "is": "unknown"}, {"question": "a.one", "at_most": 1}]}, False),
        ({"all": [{"not": {"question": "a.two", "at_most": 4}}, {"question": "a.one", "at_most": 1}]}, True),
        ({"all": [{"not": {"question": "a.two", "at_most": 4}}, {"question": "a.one", "at_least": 2}]}, True),
        (
            {"all": [{"not": {"question": "a.three", "at_most": 4}}, {"question": "a.two", "at_least": 2}]},
            False,
        ),
        (
            {"all": [{"question": "a.two", "is": "not_applicable"}, {"question": "a.one", "at_least": 2}]},
            True,
        ),
        # Over two steps, through questions that the rule does not name.
        ({"all": [{"question": "a.three", "at_most": 4}, {"question": "a.one", "at_most": 1}]}, False),
        ({"all": [{"question": "a.three", "at_most": 4}, {"question": "a.two", "at_most": 1}]}, False),
        (
            {"all": [{"question": "a.three", "at_most": 4}, {"question": "a.two", "is": "not_applicable"}]},
            False,
        ),
        # Whether it applies is undecided: it is asked, but conditions over it stay undecided.
        ({"all": [{"question": "a.two", "at_most": 4}, {"question": "a.one", "is": "unknown"}]}, False),
        ({"all": [{"question": "a.three", "at_most": 4}, {"question": "a.two", "is": "unknown"}]}, False),
        ({"any": [{"question": "a.two", "at_most": 4}, {"question": "a.one", "is": "unknown"}]}, True),
    ],
)
def test_routing_decides_what_can_be_true(when: Data, *, possible: bool) -> None:
    """Answers to questions that would not be asked make nothing true."""
    assert ([] if possible else [("rules/0/when", "never_true")]) == of_rule(when, *ROUTED)


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        ({"all": [{"question": "a.one", "is": 1}, {"question": "a.one", "is": 2}]}, False),
        ({"question": "a.one", "is": "not_applicable"}, False),
        ({"question": "a.two", "is": "not_applicable"}, True),
        ({"all": [{"question": "a.one", "is": 1}, {"question": "a.two", "is": 1}]}, False),
        ({"not": {"question": "a.two", "at_least": 2}}, True),
    ],
)
def test_question_that_is_never_asked(condition: Data, *, possible: bool) -> None:
    """A question is an error when no set of answers makes its `ask_if` true."""
    of = diagnostic(*ROUTED, question("a.four", ask_if=condition, solutions=["s"]), solutions=[solution("s")])

    assert ([] if possible else [("questions/3/ask_if", "unreachable")]) == found(of, only="unreachable")


def many(questions: int) -> Found:
    """Return what is wrong with a rule over this many questions, each with ten answers to try."""
    ten = {"ten": scale(*range(9), ids=tuple(f"l{n}" for n in range(9)))}
    asked = [question(f"a.q{n}", scale="ten") for n in range(questions)]
    return of_rule({"any": [{"question": one["id"], "at_least": 8} for one in asked]}, *asked, scales=ten)


def test_as_many_answers_as_are_tried() -> None:
    """A million sets of answers are tried; beyond that a rule is not examined, which is a warning and takes no time."""
    assert 10**6 == MOST_ANSWERS_TRIED
    assert [] == many(6)
    assert [("rules/0/when", "not_examined")] == many(7)
    assert [("rules/0/when", "not_examined")] == many(40)


def test_scores_of_domains_count_as_answers_to_try() -> None:
    """Each domain that a rule names multiplies the sets of answers."""
    asked = [question(f"{domain}.one") for domain in "abcdefghijklm"]
    when = {"all": [{"domain": one["domain"], "below": 2} for one in asked]}

    assert [("rules/0/when", "not_examined")] == of_rule(when, *asked)


def test_question_whose_routing_is_not_examined() -> None:
    """Where there are too many answers to try, a question is taken to be asked."""
    asked = [question(f"a.q{n}") for n in range(12)]
    impossible = {"all": [{"question": one["id"], "is": "not_applicable"} for one in asked]}
    of = diagnostic(*asked, question("a.last", ask_if=impossible))

    assert [] == found(of, only="unreachable")


@given(cases())
def test_what_was_true_once_can_be_true(case: Case) -> None:
    """No rule that any answers make true, and no question that any answers lead to, is reported as impossible."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "MOST_ANSWERS_TRIED", 3_000)
        impossible = found(case.diagnostic, only="never_true") + found(case.diagnostic, only="unreachable")
    assessment = assess(case.diagnostic, case.answers)
    true = {remark.rule for remark in assessment.remarks}
    asked = {
        question_id
        for question_id, fact in assessment.facts.items()
        if fact.routing and fact.routing.verdict is Verdict.TRUE
    }
    places = [f"rules/{n}/when" for n, one in enumerate(case.diagnostic.rules) if one.id in true]
    places += [f"questions/{n}/ask_if" for n, one in enumerate(case.diagnostic.questions) if one.id in asked]

    assert set() == set(places) & {place for place, _ in impossible}


# --- warnings -----------------------------------------------------------------------------------------------------


def test_solution_that_nothing_recommends() -> None:
    """A solution is recommended by a question, a weakness or a rule; another is worth a warning."""
    of = diagnostic(
        question("a.one", solutions=["q"], weaknesses=[weakness("w", "w.s")]),
        solutions=[solution(name) for name in ("q", "w.s", "r.s", "lost", "needed")],
        rules=[rule("r", FREE, "r.s")],
    )

    assert [("solutions/3", "never_recommended"), ("solutions/4", "never_recommended")] == found(of)
    assert all(problem.warning for problem in problems_of(of))


def test_weakness_without_solution() -> None:
    """A weakness that leads nowhere is worth a warning."""
    of = diagnostic(
        question("a.one", solutions=["s"], weaknesses=[weakness("v", "s"), weakness("w")]),
        solutions=[solution("s")],
    )

    assert [("questions/0/weaknesses/1", "weakness_without_solution")] == found(of)
    assert ["a.one#w"] == [problem.values["word"] for problem in problems_of(of)]


@pytest.mark.parametrize(
    ("raises", "expected"),
    [
        ({}, []),
        ({"a.one": 2}, []),
        ({"a.one": 1}, ["ad_hoc"]),
        ({"a.one": 0}, ["absent", "ad_hoc"]),
        ({"a.two": 1}, []),
    ],
)
def test_weak_answer_without_solution(raises: Data, expected: list[str]) -> None:
    """Every weak answer has a solution that raises it, or that says nothing of its question."""
    of = diagnostic(
        question("a.one", solutions=["s"]),
        question("a.two", solutions=["s", "t"]),
        solutions=[solution("s", raises=raises), solution("t")],
    )
    problems = problems_of(of)

    assert [("questions/0", "weak_without_solution")] * len(expected) == found(of)
    assert expected == [problem.values["level"] for problem in problems]
    assert all(problem.warning for problem in problems)
