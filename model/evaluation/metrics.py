"""How wrong a classifier is: the error functions of some points, from their scores."""

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

CHUNK = 4096  # points whose intermediate results stay in the cache


@dataclass(frozen=True, eq=False)
class Metrics:
    """The error functions of some points.

    ``confusion`` (classes, classes) counts points: rows are their classes, columns the predicted
    ones. ``figures`` holds the figure of every error function that the classifier has, by name;
    means are nan without points.
    """

    misclassified: int
    accuracy: float
    confusion: Integers
    figures: Mapping[str, Figure]

    @property
    def has_no_line(self) -> bool:
        """Whether there would be one line, but its weights are 0 or beyond all bounds."""
        distance = self.figures.get(DISTANCE.name)
        return isinstance(distance, float) and math.isnan(distance)


class Blame(NamedTuple):
    """The share of every point in the loss, largest first: indices (n,) and shares (n,)."""

    indices: Integers
    shares: Floats

    @property
    def half(self) -> int:
        """How many of the first make half of the loss; 0 where nothing is lost."""
        if not self.shares.any():
            return 0
        made = np.cumsum(self.shares)
        return int(np.searchsorted(made, made[-1] / 2)) + 1


def metrics(
    classifier: Classifier, scores: Floats, labels: Integers, weights: Floats | None = None
) -> Metrics:
    """The error functions of points.

    Args:
        classifier: what gave the scores.
        scores: those of the points, (n, outputs).
        labels: their classes, (n,).
        weights: those of a linear classifier of two classes, (d,), in the units in which the
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
    """The distances to the line of the misclassified points, summed; z (points,), weights (d,).

    Where the weights are 0 there is no line, and no distance of a misclassified point: nan.
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
    """How much every point has in the sum of the losses (n,), 0 or more.

    Points whose loss is not finite share all of it alike. Where nothing is lost every share is 0.
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
    """The loss of every point, (n,), from the scores z (outputs, n)."""
    starts = range(0, max(len(labels), 1), CHUNK)
    parts = [slice(start, start + CHUNK) for start in starts]
    return np.concatenate([loss.of_points(z[:, part], labels[part]) for part in parts])
