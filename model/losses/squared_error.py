"""The squared error of probabilities."""

from itertools import starmap

import numpy as np

from model.arrays import AnyFloats, Floats, Integers
from model.expressions.equations import Equation, Phase
from model.expressions.expression import (
    HALF,
    ONE,
    Expression,
    Minus,
    Product,
    Quantity,
    Square,
    Sum,
)
from model.losses.base import (
    Answer,
    ErrorFunction,
    Loss,
    into_probabilities,
    probabilities,
    targets_of,
)


class SquaredError(Loss):
    """½ (ŷ − y)² of every point, summed over the classes if K > 2."""

    name = "squared"
    title = "squared error"
    measure = "squared_error"

    def of_points(self, z: Floats, labels: Integers) -> Floats:
        errors = probabilities(z) - targets_of(labels, len(z))
        return np.asarray(0.5 * (errors**2).sum(axis=0))

    def write_slope(
        self, z: AnyFloats, targets: AnyFloats, out: AnyFloats, scratch: AnyFloats
    ) -> None:
        """Write δ = p ∘ ((p − y) − ⟨p, p − y⟩), for one output (p − y)(1 − p)p, into ``out``."""
        into_probabilities(z)
        np.subtract(z, targets, out)
        if len(z) == 1:
            np.subtract(1.0, z, scratch)
            np.multiply(scratch, out, out)
        else:
            np.multiply(z, out, scratch)
            np.subtract(out, scratch.sum(axis=0), out)
        np.multiply(z, out, out)

    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        formula = "½ (ŷ − y)²" if classes == 2 else "½ Σ (pⱼ − yⱼ)² over the classes j"
        sentence = "How far the probabilities are from 0 and 1: half the Brier score."
        return (ErrorFunction(self.measure, "Squared error", f"mean of {formula}", sentence),)

    def shown(self, answer: Answer) -> Expression:
        squares = tuple(map(Square, answer.errors))
        return Product((HALF, Sum(squares) if len(squares) > 1 else squares[0]))

    def slopes_prepared(self, answer: Answer) -> tuple[Equation, ...]:
        if len(answer.outputs) == 1:
            return ()
        pairs = zip(answer.outputs, answer.errors, strict=True)
        summed = Sum(tuple(map(Product, pairs)))
        return (
            Equation(Phase.BACKWARD, Quantity("mean error", summed.value, answer.about), summed),
        )

    def slopes_shown(
        self, answer: Answer, prepared: tuple[Equation, ...]
    ) -> tuple[Expression, ...]:
        if not prepared:
            (p,), (error,) = answer.outputs, answer.errors
            return (Product((Minus(error), p, Sum((ONE, Minus(p))))),)
        (equation,) = prepared

        def slope(p: Quantity, error: Quantity) -> Expression:
            return Product((p, Sum((equation.result, Minus(error)))))

        return tuple(starmap(slope, zip(answer.outputs, answer.errors, strict=True)))
