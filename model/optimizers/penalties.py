"""Penalties on large weights, added to the loss; biases have none."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.expressions.expression import (
    LARGEST,
    SMALLEST,
    ZERO,
    Call,
    Expression,
    Minus,
    Product,
    Quantity,
    Sum,
)


@dataclass(frozen=True)
class Penalty:
    """A penalty at a rate λ, its part in an update, and the equations of that part.

    The functions are None if the penalty does not work that way. ``weights`` (parameters,) is 1
    for a weight and 0 for a bias.

    Attributes:
        name: its name in files and on the command line.
        title: its name in the window.
        formula: its formula in symbols.
        add_slope: adds its slope to a summed gradient, given (gradient, weights, theta, rate,
            points).
        shrink: moves weights towards 0 after an update, given (theta, weights, amount), where
            amount is αλ.
        slope_shown: ``add_slope`` as an expression, given (slope, rate, weight).
        shrink_shown: ``shrink`` as an expression, given (weight, amount).
    """

    name: str
    title: str
    formula: str = ""
    add_slope: Callable[[Floats, Floats, Floats, float, int], None] | None = None
    shrink: Callable[[Floats, Floats, float], None] | None = None
    slope_shown: Callable[[Quantity, Quantity, Quantity], Expression] | None = None
    shrink_shown: Callable[[Quantity, Expression], Expression] | None = None


def _add_l2(gradient: Floats, weights: Floats, theta: Floats, rate: float, points: int) -> None:
    gradient += (rate * points) * weights * theta


def _l2_shown(slope: Quantity, rate: Quantity, weight: Quantity) -> Expression:
    return Sum((slope, Product((rate, weight))))


def _soft_threshold(theta: Floats, weights: Floats, amount: float) -> None:
    """Move every weight towards 0 by ``amount``, but not past 0."""
    shrunk = np.sign(theta) * np.maximum(np.abs(theta) - amount, 0.0)
    np.copyto(theta, shrunk, where=weights > 0)


def _soft_threshold_shown(moved: Quantity, amount: Expression) -> Expression:
    if moved.value >= 0:
        return Call(LARGEST, (ZERO, Sum((moved, Minus(amount)))))
    return Call(SMALLEST, (ZERO, Sum((moved, amount))))


NONE = Penalty("none", "none")
L1 = Penalty("l1", "L1", "λ‖w‖₁", shrink=_soft_threshold, shrink_shown=_soft_threshold_shown)
L2 = Penalty("l2", "L2", "λ‖w‖²/2", add_slope=_add_l2, slope_shown=_l2_shown)

PENALTIES = {penalty.name: penalty for penalty in (NONE, L1, L2)}
