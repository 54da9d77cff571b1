"""Softmax: turns the scores of K classes into probabilities."""

from collections.abc import Callable, Sequence

import numpy as np

from model.activations.base import Activation, Layered
from model.arrays import AnyFloats
from model.expressions.equations import Equation, Phase
from model.expressions.expression import (
    EXP,
    LARGEST,
    About,
    Call,
    Expression,
    Minus,
    Quantity,
    Quotient,
    Sum,
)


class Softmax(Activation):
    """e^z divided by the sum of e^z over the units of the last layer, for K > 2 classes.

    It has no slope of its own: the loss computes it.
    """

    name = "softmax"
    formula = "e^zⱼ / Σ e^zₖ"
    on_units = False
    has_slope = False
    gives_probabilities = True
    bounds = (0.0, 1.0)
    word = "soft"
    source = "_softmax({z})"
    helper = """

def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
"""

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        np.subtract(z, z.max(axis=0), out)
        np.exp(out, out)
        np.divide(out, out.sum(axis=0), out)

    def shown(self, score: Quantity) -> Expression:
        raise ValueError("softmax needs all scores of a layer")

    def of_layer(self, scores: Sequence[Quantity], symbol: Callable[[str, int], str]) -> Layered:
        """Return the equations of softmax; the largest score is subtracted to avoid overflow."""
        about = About(scores[0].about.layer)
        largest = Call(LARGEST, tuple(scores))
        top = Quantity("top", largest.value, about)
        equations, powers, outputs = [Equation(Phase.FORWARD, top, largest)], [], []
        for unit, score in enumerate(scores):
            raised = Call(EXP, (Sum((score, Minus(top))),))
            powers.append(Quantity(symbol("e", unit), raised.value, score.about))
            equations.append(Equation(Phase.FORWARD, powers[-1], raised))
        summed = Sum(tuple(powers))
        total = Quantity("sum", summed.value, about)
        equations.append(Equation(Phase.FORWARD, total, summed))
        for unit, power in enumerate(powers):
            share = Quotient(power, total)
            outputs.append(Quantity(symbol("ŷ", unit), share.value, power.about))
            equations.append(Equation(Phase.FORWARD, outputs[-1], share))
        return Layered("Softmax", tuple(equations), top, tuple(powers), tuple(outputs))
