"""The hyperbolic tangent: a sigmoid scaled to (−1, 1)."""

import math

import numpy as np

from model.activations.base import Activation
from model.arrays import AnyFloats
from model.expressions.expression import (
    ONE,
    Call,
    Expression,
    Function,
    Minus,
    Quantity,
    Square,
    Sum,
)


def _tanh(z: float) -> float:
    return math.tanh(z)


TANH_FUNCTION = Function("tanh", _tanh)


class Tanh(Activation):
    """tanh(z)."""

    name = "tanh"
    formula = "tanh(z)"
    bounds = (-1.0, 1.0)
    source = "np.tanh({z})"

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        np.tanh(z, out)

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        np.multiply(a, a, scratch)
        np.multiply(delta, scratch, scratch)
        np.subtract(delta, scratch, delta)

    def shown(self, score: Quantity) -> Expression:
        return Call(TANH_FUNCTION, (score,))

    def slope_shown(self, h: Quantity) -> Expression:
        return Sum((ONE, Minus(Square(h))))
