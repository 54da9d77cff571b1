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

LARGEST_POWER = 700.0  # e to a larger power than 709 overflows
WHY = "the same with the largest score subtracted first, so that no power is too large"


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
        """Return the equations of softmax, and those with the largest score subtracted first."""
        about = About(scores[0].about.layer)
        largest = Call(LARGEST, tuple(scores))
        top = Quantity("top", largest.value, about)
        shifted = [Sum((score, Minus(top))) for score in scores]
        powers, outputs, safe = _shares(scores, shifted, symbol, "e′")
        first = Equation(Phase.FORWARD, top, largest)
        plain: tuple[Equation, ...] = ()
        if all(abs(score.value) < LARGEST_POWER for score in scores):
            _, _, plain = _shares(scores, scores, symbol, "e", outputs)
        return Layered("Softmax", plain, (first, *safe), WHY, top, powers, outputs)


def _shares(
    scores: Sequence[Quantity],
    exponents: Sequence[Expression],
    symbol: Callable[[str, int], str],
    letter: str,
    outputs: Sequence[Quantity] = (),
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...], tuple[Equation, ...]]:
    """Return e to these exponents, its share in their sum, and the equations of both.

    ``outputs`` are the shares if they are known already, to the last bit.
    """
    raised = [Call(EXP, (exponent,)) for exponent in exponents]
    powers = tuple(
        Quantity(symbol(letter, unit), power.value, score.about)
        for unit, (power, score) in enumerate(zip(raised, scores, strict=True))
    )
    summed = Sum(powers)
    about = About(scores[0].about.layer)
    total = Quantity(f"sum{letter[1:]}", summed.value, about)
    shares = [Quotient(power, total) for power in powers]
    results = tuple(outputs) or tuple(
        Quantity(symbol("ŷ", unit), share.value, power.about)
        for unit, (share, power) in enumerate(zip(shares, powers, strict=True))
    )
    equations = (
        *(Equation(Phase.FORWARD, *pair) for pair in zip(powers, raised, strict=True)),
        Equation(Phase.FORWARD, total, summed),
        *(Equation(Phase.FORWARD, *pair) for pair in zip(results, shares, strict=True)),
    )
    return powers, results, equations
