"""The linear activation: the score itself."""

import numpy as np

from model.activations.base import Activation
from model.arrays import AnyFloats
from model.expressions.expression import Expression, Quantity


class Linear(Activation):
    """z itself."""

    name = "linear"
    formula = "z itself"
    is_linear = True
    source = "{z}"

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        if out is not z:
            np.copyto(out, z)

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        """Leave ``delta`` as it is: the slope is 1."""

    def shown(self, score: Quantity) -> Expression:
        return score
