"""The cheapest way to targets: equal to what trying every set finds, caps, coverage, routing and prerequisites included."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.cheapest import solve
from cpch_cli.core.assess import assess
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.scoring import Band
from cpch_cli.core.target import GOALS, Problem, Target, cheapest
from cpch_cli.errors import UsageError
from helpers import Data, Said, diagnostic, question, settled, solution
from strategies import SOLUTIONS, Case, cases

BANDS = GOALS
BASES: st.SearchStrategy[Any] = st.sampled_from(["claimed", "evidenced"])


def problem(of: Diagnostic, said: dict[str, Said], *targets: Target, **keys: frozenset[str]) -> Problem:
    """Return the problem of reaching targets from what was said."""
    options = {"met": frozenset[str](), "barred": frozenset[str](), **keys}
    return Problem(of, settled(of, said), "claimed", None, targets, **options)


# --- every set tried ----------------------------------------------------------------------------------------------


def tried(of: Problem) -> tuple[str, ...] | None:
    """Return the cheapest set that reaches the targets, found by trying all of them."""
    sets = (each for size in range(len(of.candidates) + 1) for each in combinations(of.candidates, size))
    able = [each for each in sets if is_closed(of, each) and of.reached(each)]
    places = {each: place for place, each in enumerate(of.diagnostic.solution)}

    def cost(chosen: Sequence[str]) -> tuple[int, int, list[int]]:
        effort = sum(of.diagnostic.solution[each].effort for each in chosen)
        return effort, len(chosen), [places[each] for each in chosen]

    return min(able, key=cost, default=None)


def is_closed(of: Problem, chosen: Sequence[str]) -> bool:
    """Tell whether a set holds the prerequisites of each of its solutions."""
    needed = {need for each in chosen for need in of.diagnostic.solution[each].requires}
    return needed <= {*chosen, *of.met}


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Give answers with targets for some of their domains, some solutions barred, some prerequisites there."""
    case: Case = draw(cases())
    basis = draw(BASES)
    domains = [domain.id for domain in case.diagnostic.domains]
    chosen = draw(st.lists(st.sampled_from(domains), min_size=1, unique=True))
    targets = tuple(
        draw(st.builds(Target, st.just(domain), band=st.sampled_from(BANDS)) | scores(domain))
        for domain in chosen
    )
    barred = draw(st.frozensets(st.sampled_from(SOLUTIONS), max_size=2))
    met = draw(st.frozensets(st.sampled_from(SOLUTIONS), max_size=2))
    # Rules have no part in it, and take time.
    ruleless = case.diagnostic.model_copy(update={"rules": ()})
    return Problem(ruleless, case.answers, basis, None, targets, met, barred)


def scores(domain: str) -> st.SearchStrategy[Target]:
    """Give targets of a domain that are scores."""
    return st.sampled_from(["0", "0.5", "1.7", "2.5", "4"]).map(
        lambda score: Target(domain, score=Fraction(score))
    )


@given(problems())
def test_the_solver_finds_what_trying_every_set_finds(of: Problem) -> None:
    """Effort, number and the diagnostic's order: the very same set, or that there is none."""
    assert tried(of) == cheapest(of, solve)


# --- by hand ------------------------------------------------------------------------------------------------------

CRITICAL = [question("a.q", critical=True), question("a.r"), question("a.t")]


def raising(solution_id: str, question_id: str, level: str, **keys: object) -> Data:
    """Return a solution that raises one question."""
    return solution(solution_id, raises={question_id: level}, **keys)


@pytest.mark.parametrize(
    ("solutions", "said", "target", "expected"),
    [
        pytest.param([raising("s", "a.q", "operating")], {"a.q": 3, "a.r": 3, "a.t": 3}, "sound", (), id="there already"),
        pytest.param(
            [raising("s", "a.r", "institutionalised"), raising("t", "a.q", "ad_hoc")],
            {"a.q": 0, "a.r": 4, "a.t": 4},
            "sound",
            None,
            id="the score would do, the cap stays",
        ),
        pytest.param(
            [raising("s", "a.r", "institutionalised"), raising("t", "a.q", "operating")],
            {"a.q": 1, "a.r": 4, "a.t": 4},
            "sound",
            ("t",),
            id="only the capping question counts",
        ),
        pytest.param(
            [raising("s", "a.q", "operating", effort=1, requires=["p"]), solution("p", effort=4), raising("t", "a.q", "operating", effort=4)],
            {"a.q": 1, "a.r": 3, "a.t": 3},
            "sound",
            ("t",),
            id="a prerequisite has its price",
        ),
        pytest.param(
            [raising("s", "a.q", "operating", effort=2), raising("t", "a.q", "operating", effort=2)],
            {"a.q": 1, "a.r": 3, "a.t": 3},
            "sound",
            ("s",),
            id="of equals the first",
        ),
        pytest.param(
            [raising("s", "a.q", "operating", effort=3), raising("t", "a.q", "operating", effort=2, requires=["p"]), solution("p", effort=1)],
            {"a.q": 1, "a.r": 3, "a.t": 3},
            "sound",
            ("s",),
            id="of the same effort the fewest",
        ),
        pytest.param(
            [
                raising("s", "a.q", "operating", effort=4),
                raising("t", "a.q", "operating", effort=1, requires=["p"]),
                solution("p", effort=1, requires=["r"]),
                solution("r", effort=1),
            ],
            {"a.q": 1, "a.r": 3, "a.t": 3},
            "sound",
            ("t", "p", "r"),
            id="less effort outweighs any number",
        ),
        pytest.param(
            [raising("s", "a.q", "operating")], {"a.r": 3, "a.t": 3}, "sound", ("s",), id="an open critical question is raised"
        ),
        pytest.param(
            [raising("s", "a.q", "operating"), raising("t", "a.t", "ad_hoc")],
            {"a.q": 3, "a.r": 3},
            "sound",
            (),
            id="an open question is not answered where that would lower the score",
        ),
        pytest.param(
            [raising("s", "a.t", "operating")], {"a.q": 3}, "sound", ("s",), id="enough answers for a band"
        ),
        pytest.param(
            [raising("s", "a.q", "operating")], {"a.q": "unknown", "a.r": 3, "a.t": 3}, "partial", ("s",), id="unknown caps like 0"
        ),
        pytest.param([], {"a.q": "unknown", "a.r": 4, "a.t": 2}, "weak", (), id="weak is not capped"),
    ],
)  # fmt: skip
def test_cheapest_by_hand(
    solutions: list[Data], said: dict[str, Said], target: str, expected: tuple[str, ...] | None
) -> None:
    """One case each for what makes a set cheap, or impossible."""
    of = problem(diagnostic(*CRITICAL, solutions=solutions), said, Target("a", band=Band(target)))

    assert expected == cheapest(of, solve)


def test_no_band_where_nothing_applies() -> None:
    """A domain in which nothing applies reaches nothing."""
    of = diagnostic(question("a.q", not_applicable="Never."), solutions=[raising("s", "a.q", "operating")])
    said: dict[str, Said] = {"a.q": {"level": "not_applicable", "reason": "None."}}

    assert cheapest(problem(of, said, Target("a", band=Band.WEAK)), solve) is None


def routed() -> Diagnostic:
    """Return a diagnostic whose second question is asked only where the first is defined at least."""
    asked_if = {"question": "a.q", "at_least": "defined"}
    return diagnostic(
        question("a.q"),
        question("b.r", critical=True, ask_if=asked_if),
        question("b.t"),
        solutions=[raising("s", "a.q", "defined"), raising("t", "b.r", "operating")],
    )


def test_raising_a_question_can_make_another_one_count() -> None:
    """With the first question raised the second is asked, open and critical, so that it has to be raised as well."""
    targets = (Target("a", band=Band.PARTIAL), Target("b", band=Band.SOUND))

    assert ("s", "t") == cheapest(problem(routed(), {"a.q": 0, "b.t": 3}, *targets), solve)
    assert () == cheapest(problem(routed(), {"a.q": 0, "b.t": 3}, targets[1]), solve)


def test_a_question_that_is_not_applicable_is_not_raised() -> None:
    """Nor does what depends on it change: a question that counts because of it goes on counting."""
    of = diagnostic(
        question("a.q", not_applicable="Never."),
        question("b.r", ask_if={"question": "a.q", "is": "not_applicable"}),
        question("b.t"),
        solutions=[raising("s", "a.q", "defined")],
    )
    said: dict[str, Said] = {"a.q": {"level": "not_applicable", "reason": "None."}, "b.r": 0, "b.t": 4}

    assert cheapest(problem(of, said, Target("b", band=Band.SOUND)), solve) is None


def test_barred_solutions_are_not_chosen_and_what_is_met_is_free() -> None:
    """What will not be done is no way, and nothing that needs it is one; what is there already costs nothing."""
    of = diagnostic(
        question("a.q"), solutions=[solution("p", effort=5), raising("s", "a.q", "operating", requires=["p"])]
    )
    target = Target("a", band=Band.SOUND)

    assert cheapest(problem(of, {"a.q": 0}, target, barred=frozenset({"p"})), solve) is None
    assert ("s",) == cheapest(
        problem(of, {"a.q": 0}, target, barred=frozenset({"p"}), met=frozenset({"p"})), solve
    )


def test_a_prerequisite_that_is_met_is_not_chosen() -> None:
    """Although it could be."""
    of = diagnostic(
        question("a.q"), solutions=[solution("p", effort=5), raising("s", "a.q", "operating", requires=["p"])]
    )

    made = problem(of, {"a.q": 0}, Target("a", band=Band.SOUND), met=frozenset({"p"}))
    assert ("s",) == cheapest(made, solve)


def test_weights_too_fine_for_the_solver_are_refused() -> None:
    """Where the solver could not tell two scores apart it is said, and no answer is given."""
    of = diagnostic(
        question("a.q", weight="0.000000000000001"),
        question("a.r", weight="7"),
        solutions=[raising("s", "a.q", "operating"), raising("t", "a.r", "operating")],
    )

    with pytest.raises(UsageError, match="targets_too_fine"):
        cheapest(problem(of, {"a.q": 0, "a.r": 0}, Target("a", band=Band.SOUND)), solve)


@pytest.mark.parametrize(
    ("said", "target", "reached"),
    [
        ({"a.q": 2}, Target("a", band=Band.PARTIAL), True),
        ({"a.q": 2}, Target("a", band=Band.WEAK), True),
        ({"a.q": 2}, Target("a", band=Band.SOUND), False),
        ({"a.q": 2}, Target("a", score=Fraction(2)), True),
        ({"a.q": 2}, Target("a", score=Fraction("2.1")), False),
        ({}, Target("a", score=Fraction(0)), False),
    ],
)
def test_reached(said: dict[str, Said], target: Target, reached: bool) -> None:
    """By a band of at least its own, by a score of at least its own, and by nothing that is not rated."""
    of = diagnostic(question("a.q"))
    (score,) = assess(of, settled(of, said)).domains

    assert reached is target.reached_by(score)


def test_an_answer_of_the_solver_is_checked() -> None:
    """What does not reach the targets is no answer, whoever says so."""
    of = problem(diagnostic(question("a.q")), {"a.q": 0}, Target("a", band=Band.SOUND))

    with pytest.raises(ArithmeticError):
        cheapest(of, lambda _: frozenset())
