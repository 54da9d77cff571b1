"""The perceptron: a step, taught by its mistakes. Source: Rosenblatt (1958)."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from types import MappingProxyType

import numpy as np

from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.explain.correction import correction_blocks
from model.explain.forward import ForwardPass
from model.expressions.equations import Block
from model.learning.engine import PointEngine
from model.learning.layers import LayerShape, matrices
from model.learning.real_update import Update
from model.learning.settings import Training
from model.learning.ties import TIE, is_rounding, settled, sum_of_sizes
from model.losses.base import Answer
from model.losses.perceptron import PerceptronLoss


@dataclass(frozen=True)
class Perceptron(Classifier):
    """w <- w + rate * (y - step(z)) * x, one point at a time.

    For K > 2 each class has a row of weights: on a mistake the row of the right class gains
    rate * x and the row of the predicted class loses it. Scores and weights that are 0 but for
    rounding are 0, so that from zero every rate makes the same mistakes.
    """

    name = "perceptron"
    title = "Perceptron"
    noun = "perceptron"
    description = "A step, taught by its mistakes: w ← w + α(y − ŷ)x"
    losses = (PerceptronLoss.name,)
    learns_from_mistakes = True
    sums_from_left = True
    fixed = MappingProxyType(
        {
            "batch_size": "A perceptron always learns one point at a time",
            "loss": "A perceptron learns from its mistakes only: the perceptron loss measures them",
            "optimizer": "A perceptron corrects itself by αx, whatever it did before",
            "penalty": "A perceptron changes its weights at mistakes only",
        }
    )
    restless = (
        "No line separates these points, so the perceptron never comes to rest: it keeps "
        "correcting itself, and the line keeps jumping"
    )

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        """One step; for K > 2 one layer of linear scores."""
        activation = "step" if self.classes == 2 else "linear"
        return (LayerShape(self.outputs, self.inputs, activation),)

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> PointEngine:
        """Return an engine that visits one point at a time, whatever the batch size."""
        if self.classes > 2:
            return ManyClasses(theta, x, labels, training, self.shapes)
        if self.inputs == 2:
            return PerceptronOfTwoFeatures(theta, x, labels, training.learning_rate)
        return TwoClasses(theta, x, labels, training.learning_rate)

    def settings(self, training: Training) -> Training:
        return Training(training.learning_rate, 1, training.order, PerceptronLoss.name)

    def descent(self, training: Training) -> str:
        return (
            "A perceptron corrects itself at each mistake, and so descends the perceptron loss "
            "point by point."
        )

    def update_blocks(
        self, passed: ForwardPass, answer: Answer, training: Training, update: Update, shown: int
    ) -> tuple[Block, ...]:
        return correction_blocks(passed, answer.label, training, update)

    def change_of_weights(self, training: Training, gains: bool) -> str:
        return "+αx" if gains else "−αx"


class PerceptronOfTwoFeatures(PointEngine):
    """The engine for two classes and two features, the most frequent case, written out."""

    declines = True

    def __init__(self, theta: Floats, x: Floats, labels: Integers, rate: float) -> None:
        super().__init__(theta, x, labels)
        self._rate, self._reach = rate, _reach(x)

    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """Correct theta at every mistake."""
        w1, w2, b = self.theta.tolist()
        rate, mistakes = self._rate, 0
        # Scores outside near..0 and weights outside ±tiny are more than rounding, at a glance.
        near = -_most(TIE, self.theta, self._reach, rate * len(labels))
        tiny = TIE * rate * max(self._reach)
        for x1, x2, y in zip(*columns, labels, strict=True):
            z = w1 * x1 + w2 * x2 + b
            if z >= 0 or (z > near and is_rounding(z, abs(w1 * x1) + abs(w2 * x2) + abs(b))):
                if y:
                    continue
                step = -rate
            elif y:
                step = rate
            else:
                continue
            mistakes += 1
            w1 += step * x1
            w2 += step * x2
            b += step
            if -tiny < w1 < tiny or -tiny < w2 < tiny or -tiny < b < tiny:
                w1, w2, b = _moved((w1, w2, b), (step * x1, step * x2, step))
        self.theta[:] = w1, w2, b
        self.mistakes += mistakes


class TwoClasses(PointEngine):
    """The engine for two classes and any number of features."""

    declines = True

    def __init__(self, theta: Floats, x: Floats, labels: Integers, rate: float) -> None:
        super().__init__(theta, x, labels)
        self._rate, self._reach = rate, _reach(x)

    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """Correct theta at every mistake."""
        w = self.theta.tolist()
        near = -_most(TIE, self.theta, self._reach, self._rate * len(labels))
        for row, y in zip(zip(*columns, strict=True), labels, strict=True):
            z = _score(w, row) + w[-1]
            if z >= 0 or (z > near and is_rounding(z, _size(w, row))):
                if y:
                    continue
                rate = -self._rate
            elif y:
                rate = self._rate
            else:
                continue
            w = _corrected(w, rate, row)
            self.mistakes += 1
        self.theta[:] = w


class ManyClasses(PointEngine):
    """The engine for more than two classes, with a row of weights for each."""

    declines = True

    def __init__(
        self,
        theta: Floats,
        x: Floats,
        labels: Integers,
        training: Training,
        shapes: Sequence[LayerShape],
    ) -> None:
        super().__init__(theta, x, labels, shapes[0].outputs)
        self._rate, self._reach = training.learning_rate, _reach(x)
        self._matrix = matrices(self.theta, shapes)[0]

    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """At every mistake move the right row towards the point and the predicted one away."""
        table = self._matrix.tolist()
        largest = np.abs(self._matrix).max(axis=0)
        near = 4 * _most(TIE, largest, self._reach, self._rate * len(labels))
        for row, label in zip(zip(*columns, strict=True), labels, strict=True):
            scores = [_score(w, row) + w[-1] for w in table]
            top = max(scores)
            chosen = scores.index(top)
            if chosen and max(scores[:chosen]) >= top - near:
                scores = settled(scores, [_size(w, row) for w in table])
                chosen = scores.index(max(scores))
            if chosen != label:
                table[label] = _corrected(table[label], self._rate, row)
                table[chosen] = _corrected(table[chosen], -self._rate, row)
                self.mistakes += 1
        self._matrix[:] = table


def _score(weights: Sequence[float], row: Sequence[float]) -> float:
    """Return w.x, summed from the left; zip stops at the last feature, before a bias."""
    z = weights[0] * row[0]
    for weight, x in zip(weights[1:], row[1:], strict=False):
        z += weight * x
    return z


def _size(weights: Sequence[float], row: Sequence[float]) -> float:
    """Return the sum of the absolute values of the terms of a score, whose last is the bias."""
    return sum_of_sizes((*map(mul, weights, row), weights[-1]))


def _corrected(weights: Sequence[float], rate: float, row: Sequence[float]) -> list[float]:
    """Return the weights, the bias last, with ``rate`` times the point added to them."""
    changes = [*(rate * x for x in row), rate]
    return _moved([w + change for w, change in zip(weights, changes, strict=True)], changes)


def _moved(weights: Sequence[float], changes: Sequence[float]) -> list[float]:
    """Return weights after these changes; what is left by rounding of two that cancel is 0.

    So a weight that is 0 by hand does not turn a step by a last bit.
    """
    pairs = zip(weights, changes, strict=True)
    return [0.0 if is_rounding(weight, abs(change)) else weight for weight, change in pairs]


def _reach(x: Floats) -> list[float]:
    """Return the largest absolute value of each input of x (points, inputs), and 1 for the bias."""
    return [*np.abs(x).max(axis=0, initial=0.0).tolist(), 1.0]


def _most(share: float, theta: Floats, reach: Sequence[float], grown: float) -> float:
    """Return a share of the largest size of a score while changes of ``grown`` are added."""
    return share * sum((abs(w) + grown * r) * r for w, r in zip(theta.tolist(), reach, strict=True))
