"""How wrong a classifier is at a place in its training, and which points make it so."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Bools, Floats, freeze
from model.evaluation.last_activation import LastActivation, last_activation
from model.evaluation.metrics import Blame, Metrics, blame, metrics
from model.run.document import Document
from model.run.measure import Measured


@dataclass(frozen=True, eq=False)
class Report:
    """How wrong a theta is.

    Attributes:
        trained: the error functions of the training points.
        tested: the error functions of the test points, None if there are none.
        blame: the share of every training point in the loss, by its index among all points.
        last: training and test points on the curve of the last activation.
    """

    trained: Metrics
    tested: Metrics | None
    blame: Blame
    last: LastActivation


def report(document: Document, theta: Floats, measured: Measured, is_test: Bools) -> Report:
    """Return how wrong theta is on the points of a document, on which it was ``measured``.

    ``is_test`` (points,) says which are test points. Distances are in raw units.
    """
    classifier, scores, labels = document.classifier, measured.scores, document.dataset.labels
    weights = None
    if classifier.is_linear and classifier.classes == 2:
        with np.errstate(over="ignore", invalid="ignore"):
            weights = document.raw_layers(theta)[0].weights[0]
    last = last_activation(classifier, scores, labels)
    tested, indices = None, np.arange(len(labels))
    if is_test.any():
        tested = metrics(classifier, scores[is_test], labels[is_test], weights)
        indices = np.flatnonzero(~is_test)
        scores, labels = scores[indices], labels[indices]
    trained = metrics(classifier, scores, labels, weights)
    with np.errstate(over="ignore", invalid="ignore"):
        found = blame(classifier.loss(document.training).of_points(scores.T, labels))
    return Report(trained, tested, Blame(freeze(indices[found.indices]), found.shares), last)
