"""Cross-entropy, whose mean is the log-loss: how much the labels surprise a classifier."""

import math
from collections.abc import Mapping

import numpy as np

from model.arrays import AnyFloats, Floats, Integers
from model.expressions.equations import Equation
from model.expressions.expression import ONE, Call, Expression, Function, Minus, Sum
from model.losses.base import Answer, ErrorFunction, Figure, Loss, into_probabilities, mean
from model.losses.likelihood import likelihood


def _minus_log_sigmoid(z: float) -> float:
    return max(-z, 0.0) + math.log1p(math.exp(-abs(z)))


def _log_of_sum(*values: float) -> float:
    """Return ln of a sum in which one term is 1, exact however small the others are."""
    return math.log1p(math.fsum((*values, -1.0)))


def _ln(value: float) -> float:
    return math.log(value) if value > 0 else -math.inf


LN = Function("ln", _ln)
MINUS_LOG_SIGMOID = Function("−ln σ", _minus_log_sigmoid)
LOG_OF_SUM = Function("ln", _log_of_sum, " + ")

SURPRISE = "How much the labels surprise the classifier: most where it is sure and wrong."
LIKELIHOOD = ErrorFunction(
    "likelihood",
    "Likelihood",
    "Π p(label)",
    "How probable all labels are together: a product, which every point makes smaller.",
)
CROSS_ENTROPY = ErrorFunction(
    "cross_entropy",
    "Cross-entropy",
    "−Σ ln p(label)",
    "Minus the logarithm of the likelihood: a sum, which is easier to make small than a product.",
)


class CrossEntropy(Loss):
    """−ln p(label) of every point, computed from the score, so that no clipping is needed."""

    name = "cross-entropy"
    title = "log-loss"
    measure = "log_loss"
    slope_is_error = True

    def of_points(self, z: Floats, labels: Integers) -> Floats:
        with np.errstate(invalid="ignore", over="ignore"):
            if len(z) == 1:
                # The bracket first: at z = 40, y = 1 the loss is 4.2e-18, not 0.
                bracket = np.maximum(z[0], 0.0) - labels * z[0]
                return np.asarray(np.log1p(np.exp(-np.abs(z[0]))) + bracket)
            points = np.arange(z.shape[1])
            best = z.argmax(axis=0)
            top = z[best, points]
            others = np.exp(z - top)
            others[best, points] = 0.0
            return np.asarray(np.log1p(others.sum(axis=0)) + (top - z[labels, points]))

    def write_slope(
        self, z: AnyFloats, targets: AnyFloats, out: AnyFloats, scratch: AnyFloats
    ) -> None:
        into_probabilities(z)
        np.subtract(z, targets, out)

    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        formula = (
            "−y ln ŷ − (1 − y) ln(1 − ŷ)" if classes == 2 else "−Σ yⱼ ln pⱼ over the classes j"
        )
        own = ErrorFunction(self.measure, "Mean log-loss", f"mean of {formula}", SURPRISE)
        return own, LIKELIHOOD, CROSS_ENTROPY

    def figures(self, losses: Floats) -> Mapping[str, Figure]:
        total = float(losses.sum())
        return {
            self.measure: mean(losses),
            LIKELIHOOD.name: likelihood(total),
            CROSS_ENTROPY.name: total,
        }

    def course(self, mean_loss: float) -> Mapping[str, float]:
        # The sum is the mean times the number of points, and the likelihood is drawn by its log.
        return {
            self.measure: mean_loss,
            LIKELIHOOD.name: -mean_loss,
            CROSS_ENTROPY.name: mean_loss,
        }

    def shown(self, answer: Answer) -> Expression:
        if answer.layered is not None:
            return Minus(Call(LN, (answer.outputs[answer.label],)))
        (p,) = answer.outputs
        return Minus(Call(LN, (p if answer.label else Sum((ONE, Minus(p))),)))

    def safely_shown(self, answer: Answer) -> Expression:
        right, layered = answer.right_score, answer.layered
        if layered is None:
            return Call(MINUS_LOG_SIGMOID, (right if answer.label else Minus(right),))
        return Sum((layered.top, Minus(right), Call(LOG_OF_SUM, layered.powers)))

    def slopes_shown(
        self, answer: Answer, prepared: tuple[Equation, ...]
    ) -> tuple[Expression, ...]:
        return tuple(map(Minus, answer.errors))
