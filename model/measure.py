"""How well a theta does on some points."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.classifier import Classifier
from model.training import Training


@dataclass(frozen=True, eq=False)
class Measured:
    """Scores (points, outputs), the indices of misclassified points, and the mean loss.

    Without points the loss is nan and so is the accuracy.
    """

    scores: Floats
    wrong: Integers
    loss: float

    @property
    def right(self) -> int:
        """How many points are on the right side."""
        return len(self.scores) - len(self.wrong)

    @property
    def accuracy(self) -> float:
        """The share of points on the right side."""
        return self.right / len(self.scores) if len(self.scores) else float("nan")


def measure(
    classifier: Classifier, theta: Floats, x: Floats, labels: Integers, training: Training
) -> Measured:
    """Measure theta on x (points, features) and labels (points,)."""
    scores = classifier.scores(theta, x)
    wrong = np.flatnonzero(classifier.classes_of(scores) != labels)
    with np.errstate(over="ignore", invalid="ignore"):
        losses = classifier.losses(scores, labels, training)
        loss = float(losses.mean()) if len(losses) else float("nan")
    return Measured(freeze(scores), freeze(wrong), loss)
