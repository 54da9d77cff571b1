"""How well theta does on some points."""

import math
from dataclasses import dataclass

import numpy as np

from model.arrays import Bools, Floats, Integers, freeze
from model.classifiers.base import Classifier
from model.learning.settings import Training
from model.losses.base import mean
from model.run.document import Document


@dataclass(frozen=True, eq=False)
class Measured:
    """What theta makes of training and test points; without points, loss and accuracy are nan.

    Attributes:
        scores: the scores of all points, (points, outputs).
        wrong: the indices of all misclassified points.
        is_test: which points, (points,), are test points.
        loss: the mean loss of the training points.
        right: how many training points are on the right side.
        trained: how many training points there are.
        test_loss: the mean loss of the test points.
        test_right: how many test points are on the right side.
        tests: how many test points there are.
    """

    scores: Floats
    wrong: Integers
    is_test: Bools
    loss: float
    right: int
    trained: int
    test_loss: float = math.nan
    test_right: int = 0
    tests: int = 0

    @property
    def accuracy(self) -> float:
        """The share of training points on the right side."""
        return self.right / self.trained if self.trained else math.nan

    @property
    def test_accuracy(self) -> float:
        """The share of test points on the right side."""
        return self.test_right / self.tests if self.tests else math.nan


def is_finite(document: Document, theta: Floats, measured: Measured) -> bool:
    """Return whether training can go on from a theta that was ``measured``; if not, it diverged.

    Theta must be finite, in the units of the classifier and in raw ones, and so must the loss and
    the scores of the training points. A test point may be too far away to have a finite score.
    """
    raw = document.raw_theta(theta)
    loss = measured.loss if measured.trained else 0.0
    if not (np.isfinite(theta).all() and np.isfinite(raw).all() and math.isfinite(loss)):
        return False
    known = np.asarray(np.isfinite(measured.scores).all(axis=1))
    return bool(known.all() or known[~measured.is_test].all())


def measure(
    classifier: Classifier,
    theta: Floats,
    x: Floats,
    labels: Integers,
    training: Training,
    is_test: Bools | None = None,
) -> Measured:
    """Measure theta on x (points, inputs) and labels (points,), by default without test points."""
    scores = classifier.scores(theta, x)
    wrong = np.flatnonzero(classifier.classes_of(scores) != labels)
    if is_test is None:
        is_test = freeze(np.zeros(len(labels), dtype=bool))
    with np.errstate(over="ignore", invalid="ignore"):
        losses = classifier.loss(training).of_points(scores.T, labels)
        if not is_test.any():
            right, count = len(losses) - len(wrong), len(losses)
            return Measured(freeze(scores), freeze(wrong), is_test, mean(losses), right, count)
        tests = int(is_test.sum())
        test_right = tests - int(is_test[wrong].sum())
        return Measured(
            freeze(scores),
            freeze(wrong),
            is_test,
            mean(losses[~is_test]),
            len(losses) - len(wrong) - test_right,
            len(losses) - tests,
            mean(losses[is_test]),
            test_right,
            tests,
        )
