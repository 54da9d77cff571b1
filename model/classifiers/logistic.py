"""Logistic regression by gradient descent; softmax regression for more than two classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from model.arrays import Floats, Integers
from model.classifiers.gradient import GradientClassifier
from model.learning.engine import Engine, PointEngine
from model.learning.layers import LayerShape
from model.learning.settings import Training


@dataclass(frozen=True)
class Logistic(GradientClassifier):
    """One layer whose scores are turned into probabilities, trained by gradient descent."""

    name = "logistic"
    title = "Logistic"
    noun = "logistic regression"
    description = "A sigmoid, taught by gradient descent: ŷ = σ(w·x + b)"

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        """One sigmoid, or a softmax layer for K > 2."""
        activation = "sigmoid" if self.classes == 2 else "softmax"
        return (LayerShape(self.outputs, self.inputs, activation),)

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        """Return the engine: plain floats for single points of two features, else arrays."""
        plain = training.optimizer == "sgd" and training.penalty == "none"
        if self.inputs == 2 and self.classes == 2 and training.batch_size == 1 and plain:
            return LogisticOfTwoFeatures(theta, x, labels, training)
        return super().engine(theta, x, labels, training)


class LogisticOfTwoFeatures(PointEngine):
    """w <- w + rate * (y - p) * x, times p(1 - p) for squared error."""

    def __init__(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> None:
        super().__init__(theta, [*x.T, labels])
        self._rate = training.learning_rate
        self._squared = training.loss == "squared"

    def sweep(self, rows: Iterable[tuple[float, float, int]], count: int) -> None:
        """Change theta by the gradient of every point."""
        w1, w2, b = self.theta.tolist()
        rate, squared = self._rate, self._squared
        for x1, x2, y in rows:
            z = w1 * x1 + w2 * x2 + b
            p = 0.0 if z < -700.0 else 1.0 / (1.0 + exp(-z))  # exp(710) overflows
            change = rate * (y - p)
            if squared:
                change *= p * (1.0 - p)
            w1 += change * x1
            w2 += change * x2
            b += change
        self.theta[:] = w1, w2, b
