"""How wrong a classifier is: the error functions of some points, from their scores."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.classifiers.base import Classifier
from model.learning.losses import (
    Likelihood,
    distance,
    likelihood,
    log_loss,
    perceptron_loss,
    squared_error,
)

CHUNK = 4096  # points whose intermediate results stay in the cache


@dataclass(frozen=True, eq=False)
class Metrics:
    """The error functions of some points; None where the classifier has no such figure.

    ``confusion`` (classes, classes) counts points: rows are their classes, columns the predicted
    ones. ``log_loss``, ``squared_error`` and ``perceptron_loss`` are means, nan without points;
    ``cross_entropy`` is a sum, ``likelihood`` a product, ``distance`` a sum.
    """

    misclassified: int
    accuracy: float
    confusion: Integers
    distance: float | None
    perceptron_loss: float | None
    log_loss: float | None
    cross_entropy: float | None
    likelihood: Likelihood | None
    squared_error: float | None


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
    classes = classifier.classes
    with np.errstate(over="ignore", invalid="ignore"):
        cells = labels * classes + classifier.classes_of(scores)
        confusion = np.bincount(cells, minlength=classes**2).reshape(classes, classes)
        right, z = int(np.trace(confusion)), np.ascontiguousarray(scores.T)
        has_line, has_p = classifier.is_linear and classes == 2, classifier.has_probabilities
        behind = _of_points(perceptron_loss, z, labels) if classifier.one_at_a_time else None
        surprise = _of_points(log_loss, z, labels) if has_p else None
        total = None if surprise is None else float(surprise.sum())
        return Metrics(
            misclassified=len(labels) - right,
            accuracy=right / len(labels) if len(labels) else math.nan,
            confusion=freeze(confusion),
            distance=None if weights is None or not has_line else distance(z[0], labels, weights),
            perceptron_loss=_mean(behind),
            log_loss=_mean(surprise),
            cross_entropy=total,
            likelihood=None if total is None else likelihood(total),
            squared_error=_mean(_of_points(squared_error, z, labels) if has_p else None),
        )


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


def _of_points(error: Callable[[Floats, Integers], Floats], z: Floats, labels: Integers) -> Floats:
    """An error function of every point, (n,), from the scores z (outputs, n)."""
    starts = range(0, max(len(labels), 1), CHUNK)
    parts = [slice(start, start + CHUNK) for start in starts]
    return np.concatenate([error(z[:, part], labels[part]) for part in parts])


def _mean(losses: Floats | None) -> float | None:
    if losses is None:
        return None
    return float(losses.mean()) if len(losses) else math.nan
