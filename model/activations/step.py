"""The step function."""

import numpy as np

from model.activations.base import Activation
from model.arrays import AnyFloats
from model.expressions.expression import Call, Expression, Function, Quantity


def _step(z: float) -> float:
    return 1.0 if z >= 0 else 0.0


STEP_FUNCTION = Function("step", _step)


class Step(Activation):
    """1 where z ≥ 0, else 0. Its slope is 0: weights are set by hand, not trained."""

    name = "step"
    formula = "1 if z ≥ 0, else 0"
    has_slope = False
    jumps = True
    bounds = (0.0, 1.0)
    source = "({z} >= 0.0).astype(np.float64)"

    @property
    def title(self) -> str:
        return "step, by hand"

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        np.greater_equal(z, 0.0, out)

    def shown(self, score: Quantity) -> Expression:
        return Call(STEP_FUNCTION, (score,))
