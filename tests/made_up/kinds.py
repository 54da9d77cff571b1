"""A classifier with a loss, an optimizer and an activation that the program does not have.

Each is one class, as CONTRIBUTING.md asks; the tests register it and use the program.
"""

from dataclasses import dataclass

import numpy as np

from model.activations.base import Activation
from model.activations.step import STEP_FUNCTION
from model.arrays import AnyFloats, Floats, Integers
from model.classifiers.gradient import GradientClassifier
from model.expressions import Equation, Phase, Quantity
from model.expressions.expression import (
    LARGEST,
    ONE,
    ZERO,
    Call,
    Expression,
    Function,
    Minus,
    Product,
    Sum,
)
from model.learning.layers import LayerShape
from model.losses.base import Answer, ErrorFunction, Loss
from model.optimizers.base import Optimizer, Settings, Slot

SIGN = Function("sign", lambda value: float(np.sign(value)))
SOFTSIGN = Function("softsign", lambda z: z / (1 + abs(z)))
SOFTSIGN_SLOPE = Function("softsign′", lambda h: (1 - abs(h)) ** 2)


class Hinge(Loss):
    """max(0, 1 − (2y − 1)z); for K > 2 Σ max(0, 1 + zⱼ − z of the label) over the others j."""

    name = "hinge"
    title = "hinge loss"
    measure = "hinge_loss"

    def of_points(self, z: Floats, labels: Integers) -> Floats:
        if len(z) == 1:
            return np.asarray(np.maximum(0.0, 1 - (2 * labels - 1) * z[0]))
        points = np.arange(z.shape[1])
        behind = np.maximum(0.0, 1 + z - z[labels, points])
        behind[labels, points] = 0.0
        return np.asarray(behind.sum(axis=0))

    def write_slope(
        self, z: AnyFloats, targets: AnyFloats, out: AnyFloats, scratch: AnyFloats
    ) -> None:
        if len(z) == 1:
            signs = 2 * targets - 1
            np.copyto(out, -signs * (1 - signs * z >= 0))
        else:
            hits = (1 + z - (z * targets).sum(axis=0) >= 0) * (1 - targets)
            np.copyto(out, hits - targets * hits.sum(axis=0))

    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        formula = "max(0, 1 − (2y − 1)z)" if classes == 2 else "Σ max(0, 1 + zⱼ − z of the label)"
        sentence = "How far scores are from the right side of a margin of 1."
        return (ErrorFunction(self.measure, "Hinge loss", f"mean of {formula}", sentence),)

    def shown(self, answer: Answer) -> Expression:
        parts = [Call(LARGEST, (ZERO, gap)) for gap in self._gaps(answer).values()]
        return Sum(tuple(parts)) if len(parts) > 1 else parts[0]

    def slopes_shown(
        self, answer: Answer, prepared: tuple[Equation, ...]
    ) -> tuple[Expression, ...]:
        hits = {unit: Call(STEP_FUNCTION, (gap,)) for unit, gap in self._gaps(answer).items()}
        if len(answer.scores) == 1:
            return (Minus(hits[0]) if answer.label else hits[0],)
        right = Minus(Sum(tuple(hits.values())))
        units = range(len(answer.scores))
        return tuple(right if unit == answer.label else hits[unit] for unit in units)

    @staticmethod
    def _gaps(answer: Answer) -> dict[int, Sum]:
        if len(answer.scores) == 1:
            (z,) = answer.scores
            return {0: Sum((ONE, Minus(z) if answer.label else z))}
        right, scores = Minus(answer.right_score), enumerate(answer.scores)
        return {unit: Sum((ONE, z, right)) for unit, z in scores if unit != answer.label}


@dataclass(frozen=True)
class Margin(GradientClassifier):
    """A line with a margin on either side: a linear support vector machine."""

    name = "margin"
    title = "Margin"
    noun = "margin classifier"
    description = "A line with a margin, taught by gradient descent on the hinge loss"
    losses = (Hinge.name,)

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        return (LayerShape(self.outputs, self.inputs, "step" if self.classes == 2 else "linear"),)


class SignDescent(Optimizer):
    """m <- m/2 + sign(g), theta <- theta - rate * m."""

    name = "sign"
    title = "signs"
    description = "by their signs alone"

    def __init__(self, size: int, rate: float) -> None:
        super().__init__(size, rate)
        self.memory = np.zeros(size)

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        self.memory[:] = 0.5 * self.memory + np.sign(gradient)
        theta -= self.rate * self.memory

    @classmethod
    def shown(
        cls, slot: Slot, slope: Quantity, settings: Settings
    ) -> tuple[tuple[Equation, ...], Expression]:
        before, after = slot.remembered("m", 0)
        half = Quantity("½", 0.5)
        mixed = Sum((Product((half, before)), Call(SIGN, (slope,))))
        equation = Equation(Phase.UPDATE, after, mixed, becomes=True)
        return (equation,), Sum((slot.parameter, Minus(Product((settings["α"], after)))))


class Softsign(Activation):
    """z/(1 + |z|)."""

    name = "softsign"
    formula = "z/(1 + |z|)"
    bounds = (-1.0, 1.0)
    source = "_softsign({z})"
    helper = "\n\ndef _softsign(z):\n    return z / (1.0 + np.abs(z))\n"

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        np.divide(z, 1 + np.abs(z), out)

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        np.multiply(delta, (1 - np.abs(a)) ** 2, delta)

    def shown(self, score: Quantity) -> Expression:
        return Call(SOFTSIGN, (score,))

    def slope_shown(self, h: Quantity) -> Expression:
        return Call(SOFTSIGN_SLOPE, (h,))
