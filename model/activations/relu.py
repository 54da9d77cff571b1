"""The rectified linear unit."""

import numpy as np

from model.activations.base import Activation
from model.arrays import AnyFloats, Floats
from model.expressions.expression import LARGEST, ZERO, Call, Expression, Function, Quantity


def _slope(h: float) -> float:
    return 1.0 if h > 0 else 0.0


SLOPE_FUNCTION = Function("relu′", _slope)


class Relu(Activation):
    """max(0, z); its slope at 0 is taken to be 0."""

    name = "relu"
    formula = "max(0, z)"
    source = "np.maximum({z}, 0.0)"

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        np.maximum(z, 0.0, out=out)

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        np.greater(a, 0.0, scratch)
        np.multiply(delta, scratch, delta)

    def shown(self, score: Quantity) -> Expression:
        return Call(LARGEST, (ZERO, score))

    def slope_shown(self, h: Quantity) -> Expression:
        return Call(SLOPE_FUNCTION, (h,))

    def initial(self, rng: np.random.Generator, outputs: int, inputs: int) -> Floats:
        """Draw starting weights (outputs, inputs): normal, after He et al. (2015)."""
        return rng.normal(0.0, (2 / inputs) ** 0.5, (outputs, inputs))
