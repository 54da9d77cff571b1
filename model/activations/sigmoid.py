"""The sigmoid: turns a score into a probability."""

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
    Product,
    Quantity,
    Sum,
)


def _sigmoid(z: float) -> float:
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))  # exp(-z) would overflow


SIGMOID_FUNCTION = Function("σ", _sigmoid)


class Sigmoid(Activation):
    """σ(z) = 1/(1 + e^−z)."""

    name = "sigmoid"
    formula = "σ(z) = 1/(1 + e⁻ᶻ)"
    gives_probabilities = True
    bounds = (0.0, 1.0)
    source = "_sigmoid({z})"
    helper = """

def _sigmoid(z):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-z))
"""

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        # exp may overflow to infinity; 1 / (1 + infinity) = 0 is then the right answer.
        np.negative(z, out)
        np.exp(out, out)
        np.add(out, 1.0, out)
        np.reciprocal(out, out)

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        np.subtract(1.0, a, scratch)
        np.multiply(scratch, a, scratch)
        np.multiply(delta, scratch, delta)

    def shown(self, score: Quantity) -> Expression:
        return Call(SIGMOID_FUNCTION, (score,))

    def slope_shown(self, h: Quantity) -> Expression:
        return Product((h, Sum((ONE, Minus(h)))))
