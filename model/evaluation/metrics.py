"""The error functions of some points, from their scores."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.classifiers.base import Classifier
from model.evaluation.error_functions import ACCURACY, DISTANCE, MISCLASSIFIED, has_line
from model.losses.base import Figure, Loss

CHUNK = 4096  # points whose intermediate results fit the cache


@dataclass(frozen=True, eq=False)
class Metrics:
    """The error functions of some points.

    ``confusion`` (classes, classes) counts points by their class (row) and the predicted class
    (column). ``figures`` holds the figure of every error function that the classifier has, by
    name; without points, means are nan.
    """

    misclassified: int
    accuracy: float
    confusion: Integers
    figures: Mapping[str, Figure]

    @property
    def has_no_line(self) -> bool:
        """Whether the boundary should be one line, but its weights are 0 or not finite."""
        distance = self.figures.get(DISTANCE.name)
        return isinstance(distance, float) and math.isnan(distance)


class Blame(NamedTuple):
    """The share of every point in the loss, largest first: indices (n,) and shares (n,)."""

    indices: Integers
    shares: Floats

    @property
    def half(self) -> int:
        """How many of the first points make up half of the loss; 0 if the loss is 0."""
        if not self.shares.any():
            return 0
        made = np.cumsum(self.shares)
        return int(np.searchsorted(made, made[-1] / 2)) + 1


def metrics(
    classifier: Classifier, scores: Floats, labels: Integers, weights: Floats | None = None
) -> Metrics:
    """Return the error functions of points.

    Args:
        classifier: the classifier that gave the scores.
        scores: the scores of the points, (n, outputs).
        labels: the labels of the points, (n,).
        weights: the weights of a linear classifier of two classes, (d,), in the units in which the
            distance to its line is wanted.
    """
    classes, z = classifier.classes, np.ascontiguousarray(scores.T)
    with np.errstate(over="ignore", invalid="ignore"):
        cells = labels * classes + classifier.classes_of(scores)
        confusion = np.bincount(cells, minlength=classes**2).reshape(classes, classes)
        wrong = len(labels) - int(np.trace(confusion))
        accuracy = (len(labels) - wrong) / len(labels) if len(labels) else math.nan
        figures: dict[str, Figure] = {MISCLASSIFIED.name: wrong, ACCURACY.name: accuracy}
        if weights is not None and has_line(classifier):
            figures[DISTANCE.name] = distance(z[0], labels, weights)
        for loss in classifier.measured_losses:
            figures |= loss.figures(_of_points(loss, z, labels))
    return Metrics(wrong, accuracy, freeze(confusion), MappingProxyType(figures))


def distance(z: Floats, labels: Integers, weights: Floats) -> float:
    """Return the sum of the distances of misclassified points to the line.

    Args:
        z: the scores, (points,).
        labels: the labels, (points,).
        weights: the weights, (d,). If all are 0 there is no line, and the distance of a
            misclassified point is nan.
    """
    wrong = (z >= 0) != (labels == 1)
    largest = float(np.abs(weights).max(initial=0.0))
    if largest == 0:
        return math.nan if wrong.any() else 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        # Divided by the largest weight first, so that no square leaves the range.
        length = np.linalg.norm(weights / largest)
        return float((np.abs(z[wrong]) / largest / length).sum())


def blame(losses: Floats) -> Blame:
    """Return the share of every point in the sum of the losses (n,), which are 0 or more.

    Points whose loss is not finite share the whole sum equally. If all losses are 0, so are all
    shares.
    """
    beyond = ~np.isfinite(losses)
    weights = beyond.astype(np.float64) if beyond.any() else losses
    largest = weights.max(initial=0.0)
    # Divided by the largest first, so that no sum leaves the range.
    shares = weights / largest if largest else np.zeros(len(losses))
    shares = shares / max(shares.sum(), 1.0)
    indices = np.argsort(-weights, kind="stable")
    return Blame(freeze(indices), freeze(shares[indices]))


def _of_points(loss: Loss, z: Floats, labels: Integers) -> Floats:
    """Return the loss of every point, (n,), from the scores z (outputs, n)."""
    starts = range(0, max(len(labels), 1), CHUNK)
    parts = [slice(start, start + CHUNK) for start in starts]
    return np.concatenate([loss.of_points(z[:, part], labels[part]) for part in parts])
