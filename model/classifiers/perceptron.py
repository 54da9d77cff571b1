"""The perceptron: a step, taught by its mistakes. Source: Rosenblatt (1958)."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.explain.correction import correction_blocks
from model.explain.forward import ForwardPass
from model.expressions.equations import Block
from model.learning.engine import PointEngine
from model.learning.layers import LayerShape, matrices
from model.learning.real_update import Update
from model.learning.settings import Training
from model.losses.base import Answer
from model.losses.perceptron import PerceptronLoss


@dataclass(frozen=True)
class Perceptron(Classifier):
    """w <- w + rate * (y - step(z)) * x, one point at a time.

    For K > 2 each class has a row of weights: on a mistake the row of the right class gains
    rate * x and the row of the predicted class loses it.
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
        return correction_blocks(passed, answer, training, update)

    def change_of_weights(self, training: Training, gains: bool) -> str:
        return "+αx" if gains else "−αx"


class PerceptronOfTwoFeatures(PointEngine):
    """The engine for two classes and two features, the most frequent case, written out."""

    declines = True

    def __init__(self, theta: Floats, x: Floats, labels: Integers, rate: float) -> None:
        super().__init__(theta, x, labels)
        self._rate = rate

    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """Correct theta at every mistake."""
        w1, w2, b = self.theta.tolist()
        rate, mistakes = self._rate, 0
        for x1, x2, y in zip(*columns, labels, strict=True):
            if w1 * x1 + w2 * x2 + b >= 0:
                if not y:
                    w1 -= rate * x1
                    w2 -= rate * x2
                    b -= rate
                    mistakes += 1
            elif y:
                w1 += rate * x1
                w2 += rate * x2
                b += rate
                mistakes += 1
        self.theta[:] = w1, w2, b
        self.mistakes += mistakes


class TwoClasses(PointEngine):
    """The engine for two classes and any number of features."""

    declines = True

    def __init__(self, theta: Floats, x: Floats, labels: Integers, rate: float) -> None:
        super().__init__(theta, x, labels)
        self._rate = rate

    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """Correct theta at every mistake."""
        *w, b = self.theta.tolist()
        for row, y in zip(zip(*columns, strict=True), labels, strict=True):
            z = _score(w, row) + b
            if (z >= 0) != bool(y):
                rate = self._rate if y else -self._rate
                w = [weight + rate * x for weight, x in zip(w, row, strict=True)]
                b += rate
                self.mistakes += 1
        self.theta[:] = *w, b


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
        self._rate = training.learning_rate
        self._matrix = matrices(self.theta, shapes)[0]

    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """At every mistake move the right row towards the point and the predicted one away."""
        table = self._matrix.tolist()
        for row, label in zip(zip(*columns, strict=True), labels, strict=True):
            scores = [_score(w, row) + w[-1] for w in table]
            chosen = scores.index(max(scores))
            if chosen != label:
                change = [self._rate * x for x in (*row, 1.0)]
                table[label] = [w + s for w, s in zip(table[label], change, strict=True)]
                table[chosen] = [w - s for w, s in zip(table[chosen], change, strict=True)]
                self.mistakes += 1
        self._matrix[:] = table


def _score(weights: Sequence[float], row: Sequence[float]) -> float:
    """Return w.x, summed from the left; zip stops at the last feature, before a bias."""
    z = weights[0] * row[0]
    for weight, x in zip(weights[1:], row[1:], strict=False):
        z += weight * x
    return z
