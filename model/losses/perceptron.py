"""The perceptron loss: how far a score is on the wrong side."""

import numpy as np

from model.arrays import Floats, Integers
from model.expressions.expression import LARGEST, ZERO, Call, Expression, Minus, Sum
from model.losses.base import Answer, ErrorFunction, Loss


class PerceptronLoss(Loss):
    """max(0, −(2y − 1)z); for K > 2 the best score minus the score of the label."""

    name = "perceptron"
    title = "perceptron loss"
    measure = "perceptron_loss"

    def of_points(self, z: Floats, labels: Integers) -> Floats:
        with np.errstate(invalid="ignore", over="ignore"):
            if len(z) == 1:
                return np.asarray(np.maximum(0.0, (1 - 2 * labels) * z[0]))
            return np.asarray(z.max(axis=0) - z[labels, np.arange(z.shape[1])])

    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        formula, what = "mean of max(0, −(2y − 1)z)", "How far scores are on the wrong side of 0."
        if classes > 2:
            formula = "mean of best score − score of the label"
            what = "How far the score of the right class is behind."
        sentence = f"{what} A point on the right side adds nothing."
        return (ErrorFunction(self.measure, "Perceptron loss", formula, sentence),)

    def shown(self, answer: Answer) -> Expression:
        right = answer.right_score
        if len(answer.scores) > 1:
            return Sum((Call(LARGEST, answer.scores), Minus(right)))
        return Call(LARGEST, (ZERO, Minus(right) if answer.label else right))
