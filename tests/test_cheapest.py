"""The solver: least cost, then the order that is asked for, on the smallest programs; silent on stdout."""

import pytest

from cpch_cli.cheapest import solve
from cpch_cli.core.target import Program, Row


@pytest.mark.parametrize(
    ("costs", "rows", "expected"),
    [
        pytest.param((), (), set(), id="nothing to choose"),
        pytest.param((), (Row({}, 1),), None, id="nothing to choose, and something needed"),
        pytest.param((2, 1), (Row({0: 1, 1: 1}, 1),), {1}, id="the cheaper one"),
        pytest.param((1, 1), (Row({0: 1, 1: 1}, 1),), {0}, id="of equals the first"),
        pytest.param((1, 1, 2), (Row({0: 1, 1: 1, 2: 2}, 2),), {0, 1}, id="of equals the one with the first"),
        pytest.param((1,) * 6, (Row(dict.fromkeys(range(1, 6), 1), 1),), {1}, id="the first that can be"),
        pytest.param(
            (1,) * 6, (Row(dict.fromkeys((5, 4, 3), 1), 1),), {3}, id="the third is the first that can be"
        ),
        pytest.param((1,), (Row({0: 1}, 2),), None, id="impossible"),
        pytest.param((1, 1), (Row({0: 1}, 1), Row({1: 1, 0: -1}, 0)), {0, 1}, id="one needs the other"),
        pytest.param((1,), (Row({0: 200_000}, 200_000),), {0}, id="large numbers that say little"),
    ],
)
def test_solve(costs: tuple[int, ...], rows: tuple[Row, ...], expected: set[int] | None) -> None:
    """Each program has one answer, or none."""
    assert expected == solve(Program(costs, rows, tuple(range(len(costs)))))


def test_the_order_is_that_of_the_program() -> None:
    """Whichever of equal answers the solver comes upon, the one with the first of the order is given."""
    for first in range(8):
        order = (*range(first, 8), *range(first))
        choices = Row(dict.fromkeys(range(8), 1), 1)
        barred = Row({order[0]: -1}, 0)

        assert frozenset({order[0]}) == solve(Program((1,) * 8, (choices,), order))
        assert frozenset({order[1]}) == solve(Program((1,) * 8, (choices, barred), order))


def test_the_solver_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Stdout carries the result of a command and nothing else."""
    solve(Program((1,), (Row({0: 1}, 1),), (0,)))

    assert ("", "") == capfd.readouterr()
