"""The perceptron: a step, taught by its mistakes. Source: Rosenblatt (1958)."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import frexp
from operator import add, mul, sub
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.explain.correction import correction_blocks
from model.explain.forward import ForwardPass
from model.expressions.equations import Block
from model.learning.engine import PointEngine
from model.learning.layers import LayerShape
from model.learning.real_update import Update
from model.learning.settings import Training
from model.learning.ties import TIE, is_rounding, settled, sum_of_sizes
from model.losses.base import Answer
from model.losses.perceptron import PerceptronLoss

Row: TypeAlias = Sequence[float]


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
    restless = "so training never ends"

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        """One step; for K > 2 one layer of linear scores."""
        activation = "step" if self.classes == 2 else "linear"
        return (LayerShape(self.outputs, self.inputs, activation),)

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> PointEngine:
        """Return an engine that visits one point at a time, whatever the batch size."""
        if self.classes > 2:
            return ManyClasses(theta, x, labels, training.learning_rate, self.classes)
        if self.inputs == 2:
            return TwoFeatures(theta, x, labels, training.learning_rate)
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
        return correction_blocks(passed, answer, training, update)

    def change_of_weights(self, training: Training, gains: bool) -> str:
        return "+αx" if gains else "−αx"


class Corrections(PointEngine):
    """An engine whose rows are what a mistake adds to theta: the rate times (x, 1).

    Scores of such a row are times the rate, which changes neither their sign nor their order. Both
    are in units of a power of two near the rate, which keeps them in range and costs no bit.
    """

    declines = True

    def __init__(self, theta: Floats, x: Floats, labels: Integers, rate: float, outputs: int = 1):
        self._unit = 2.0 ** min(max(frexp(rate)[1], -900), 900)
        with np.errstate(over="ignore", under="ignore"):
            changes = np.vstack([x.T, np.ones(len(x))]) * (rate / self._unit)
        self._reach: list[float] = np.abs(changes).max(axis=1, initial=0.0).tolist()
        self._tiny = TIE * max(self._reach)
        super().__init__(theta, self._columns_of(changes, labels), outputs)

    @abstractmethod
    def _columns_of(self, changes: Floats, labels: Integers) -> Sequence[Floats | Integers]:
        """Return the columns of the rows from changes (inputs + 1, points) and labels."""

    def _most(self, weights: Iterable[float], count: int) -> float:
        """Return the largest size of a score while this many changes are added to weights."""
        pairs = zip(weights, self._reach, strict=True)
        return sum((abs(weight) + count * reach) * reach for weight, reach in pairs)


class TwoFeatures(Corrections):
    """The engine for two classes and two features, the most frequent case, written out.

    Rows of class 0 have their signs turned: so a mistake is a score that is not above 0, and every
    mistake adds its row.
    """

    def _columns_of(self, changes: Floats, labels: Integers) -> Sequence[Floats | Integers]:
        c1, c2 = changes[:2] * np.where(labels == 1, 1.0, -1.0)
        # Two shared numbers: lists of them are made in half the time.
        either = np.array([-self._reach[2], self._reach[2]], dtype=object)
        return c1, c2, either[(labels == 1).astype(np.int64)]

    def sweep(self, rows: Iterable[tuple[float, float, float]], count: int) -> None:
        """Correct theta at every mistake."""
        unit = self._unit
        w1, w2, b = (weight / unit for weight in self.theta.tolist())
        mistakes, tiny, tiny3 = 0, self._tiny, TIE * self._reach[2]
        # At a glance: what is above these is more than rounding.
        r1, r2, r3 = self._reach
        size1, size2, size3 = abs(w1) + count * r1, abs(w2) + count * r2, abs(b) + count * r3
        near = 2 * TIE * (size1 * r1 + size2 * r2 + size3 * r3)
        small = tiny * (size1 + size2)
        for c1, c2, c3 in rows:
            z = w1 * c1 + w2 * c2 + b * c3
            if z > near:
                continue
            if z >= -near:
                is_zero = z == 0 or is_rounding(z, _size((w1, w2, b), (c1, c2, c3)))
                if c3 > 0 if is_zero else z > 0:
                    continue
            w1 += c1
            w2 += c2
            b += c3
            mistakes += 1
            # What is left by rounding of two that cancel is 0.
            if -tiny3 < b < tiny3:
                b = 0.0
            if -small <= w1 * w2 <= small:
                if -tiny < w1 < tiny and is_rounding(w1, abs(c1)):
                    w1 = 0.0
                if -tiny < w2 < tiny and is_rounding(w2, abs(c2)):
                    w2 = 0.0
        self.theta[:] = w1 * unit, w2 * unit, b * unit
        self.mistakes += mistakes


class ManyFeatures(Corrections):
    """An engine for any number of features; its rows come with their labels."""

    def _columns_of(self, changes: Floats, labels: Integers) -> Sequence[Floats | Integers]:
        return *changes, labels

    def rows(self, columns: Sequence[list[float]]) -> Iterable[tuple[Any, ...]]:
        *changes, labels = columns
        return zip(zip(*changes, strict=True), labels, strict=True)

    def _cleared(self, weights: list[float], row: Row) -> list[float]:
        """Return weights after a change by a row; what is left by rounding is 0."""
        if min(map(abs, weights)) < self._tiny:
            pairs = zip(weights, row, strict=True)
            return [0.0 if is_rounding(w, abs(change)) else w for w, change in pairs]
        return weights


class TwoClasses(ManyFeatures):
    """The engine for two classes and any number of features."""

    def sweep(self, rows: Iterable[tuple[Row, int]], count: int) -> None:
        """Correct theta at every mistake."""
        w = (self.theta / self._unit).tolist()
        near = -2 * TIE * self._most(w, count)
        for row, y in rows:
            z = _score(w, row)
            if z >= 0 or (z > near and is_rounding(z, _size(w, row))):
                if not y:
                    w = self._cleared(list(map(sub, w, row)), row)
                    self.mistakes += 1
            elif y:
                w = self._cleared(list(map(add, w, row)), row)
                self.mistakes += 1
        self.theta[:] = w
        self.theta *= self._unit


class ManyClasses(ManyFeatures):
    """The engine for more than two classes, with a row of weights for each."""

    def sweep(self, rows: Iterable[tuple[Row, int]], count: int) -> None:
        """At every mistake move the right row towards the point and the predicted one away."""
        matrix = self.theta.reshape(-1, len(self._reach))
        table = (matrix / self._unit).tolist()
        near = 4 * TIE * self._most((np.abs(matrix) / self._unit).max(axis=0).tolist(), count)
        for row, label in rows:
            scores = [_score(w, row) for w in table]
            top = max(scores)
            chosen = scores.index(top)
            if chosen and max(scores[:chosen]) >= top - near:
                scores = settled(scores, [_size(w, row) for w in table])
                chosen = scores.index(max(scores))
            if chosen != label:
                table[label] = self._cleared(list(map(add, table[label], row)), row)
                table[chosen] = self._cleared(list(map(sub, table[chosen], row)), row)
                self.mistakes += 1
        matrix[:] = table
        self.theta *= self._unit


def _score(weights: Sequence[float], row: Row) -> float:
    """Return w.x + b, summed from the left."""
    z = 0.0
    for weight, x in zip(weights, row, strict=True):
        z += weight * x
    return z


def _size(weights: Sequence[float], row: Row) -> float:
    """Return the sum of the absolute values of the terms of a score."""
    return sum_of_sizes(map(mul, weights, row))
