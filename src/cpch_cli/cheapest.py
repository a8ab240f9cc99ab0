"""The solver behind `cpch plan --target`: HiGHS, asked in whole numbers, so that the answer is one and the same everywhere."""

from collections.abc import Mapping
from math import gcd
from typing import Final

import highspy

from cpch_cli.core.target import Program, Row
from cpch_cli.errors import UsageError

# All numbers are whole: what lies between two of them is rounding.
_HALF: Final = 0.5
# The solver takes what is within a millionth of a whole number for whole; with larger numbers that could be a point.
_LARGEST: Final = 100_000


def solve(program: Program) -> frozenset[int] | None:
    """Return the positions of the variables that are 1 in the answer to a program, or None where it has none.

    Which of several answers of the same cost it is does not hang on the solver: see `Program.order`.

    Raises:
        UsageError: if the numbers of a row are too large for the solver to be exact.
    """
    model = _model_of(program)
    chosen = _ask(model)
    if chosen is None:
        return None
    cost = sum(program.costs[variable] for variable in chosen)
    _add(model, {variable: -each for variable, each in enumerate(program.costs) if each}, -cost)
    for variable in program.order:
        # One by one: is there an answer with this as well? Where the last answer has it, there is.
        if variable not in chosen:
            model.changeColBounds(variable, 1, 1)
            other = _ask(model)
            if other is None:
                model.changeColBounds(variable, 0, 0)
                continue
            chosen = other
        model.changeColBounds(variable, 1, 1)
    return chosen


class _Model(highspy.Highs):
    """A model that is silent: setting up callbacks, which nobody needs here, prints a banner to stdout."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


def _model_of(program: Program) -> _Model:
    model = _Model()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", _HALF)
    for variable, cost in enumerate(program.costs):
        model.addVar(0, 1)
        model.changeColCost(variable, cost)
        model.changeColIntegrality(variable, highspy.HighsVarType.kInteger)
    for row in program.rows:
        _add_row(model, row)
    return model


def _add_row(model: _Model, row: Row) -> None:
    """Add a row in the smallest whole numbers that say the same."""
    unit = gcd(*row.numbers.values()) or 1
    numbers = {variable: number // unit for variable, number in row.numbers.items()}
    if any(abs(number) > _LARGEST for number in numbers.values()):
        raise UsageError("targets_too_fine")
    # What is a multiple of the unit is at least the bound where it is at least the next multiple.
    _add(model, numbers, -(-row.at_least // unit))


def _add(model: _Model, numbers: Mapping[int, int], at_least: int) -> None:
    model.addRow(at_least, highspy.kHighsInf, len(numbers), list(numbers), list(numbers.values()))


def _ask(model: _Model) -> frozenset[int] | None:
    model.run()
    match model.getModelStatus():
        case highspy.HighsModelStatus.kOptimal:
            values = model.getSolution().col_value
            return frozenset(variable for variable, value in enumerate(values) if value > _HALF)
        case highspy.HighsModelStatus.kInfeasible:
            return None
        case highspy.HighsModelStatus.kModelEmpty:
            # Without variables only what holds of nothing can hold.
            return frozenset() if max(model.getLp().row_lower_, default=0) <= 0 else None
        case status:
            raise RuntimeError(f"the solver came to no end: {status}")
