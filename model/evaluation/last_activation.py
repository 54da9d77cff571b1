"""Points on the curve of the last activation."""

from dataclasses import dataclass

import numpy as np

from model.activations import activate
from model.activations.sigmoid import Sigmoid
from model.activations.step import Step
from model.arrays import Floats, Integers, freeze, frozen_floats
from model.classifiers.base import Classifier
from model.rounding import round_up

MOST = 2000  # points that are kept, chosen evenly
LEAST_LIMIT = {Sigmoid.name: 2.0, Step.name: 1e-12}  # a sigmoid must be seen to bend
NOTHING_LIMIT = 5.0  # if all scores are 0: a sigmoid is seen to level off
CALM = 2.5  # an axis stays while it is at most this many times too long, so as not to jump
MOST_SEEN = 0.98  # share of the points whose scores the axis must reach
FINENESS = 60  # places on either side of 0 at which a curve is computed


@dataclass(frozen=True, eq=False)
class LastActivation:
    """Points on the curve of the last activation.

    With more than two classes, the score of a point is the lead of its class. If the classifier has
    probabilities, it leads over all others together, so that the sigmoid of the lead is the
    probability of the label. If not, it leads over the best other class, and the value is 1 where
    the class wins; of those that tie, the first does. Points whose score is nan are left out.

    Attributes:
        name: "step" or "sigmoid".
        indices: the indices of the points, (n,).
        scores: their scores, (n,).
        values: the activation at these scores, (n,), 0 to 1.
        limit: a round number that few scores exceed, where the axis can end.
    """

    name: str
    indices: Integers
    scores: Floats
    values: Floats
    limit: float

    def limit_after(self, before: float) -> float:
        """Return the end of an axis that ended at ``before``; it moves only if it is far off."""
        return before if self.limit <= before <= CALM * self.limit else self.limit

    def within(self, limit: float) -> Floats:
        """Return the points (n, 2) as (score, value), with scores clipped to -limit..limit."""
        return np.column_stack([np.clip(self.scores, -limit, limit), self.values])


def curve(name: str, limit: float) -> Floats:
    """Return the curve of the activation of this name from -limit to limit, (places, 2)."""
    if name == Step.name:  # it jumps at 0, straight up
        return np.array([[-limit, 0.0], [0.0, 0.0], [0.0, 1.0], [limit, 1.0]])
    scores = limit * np.linspace(-1.0, 1.0, 2 * FINENESS + 1)
    return np.column_stack([scores, activate(name, scores)])


def last_activation(classifier: Classifier, scores: Floats, labels: Integers) -> LastActivation:
    """Return points on the curve of a classifier's last activation.

    Args:
        classifier: the classifier that gave the scores.
        scores: the scores of the points, (n, outputs).
        labels: the labels of the points, (n,).
    """
    chosen = np.unique(np.linspace(0, len(labels) - 1, min(len(labels), MOST)).astype(np.int64))
    name = (Sigmoid if classifier.has_probabilities else Step).name
    with np.errstate(over="ignore", invalid="ignore"):
        found = scores[chosen, 0]
        if classifier.classes > 2:
            found = _lead(scores[chosen], labels[chosen], classifier.has_probabilities)
        known = ~np.isnan(found)
        chosen, found = chosen[known], found[known]
        values = activate(name, found)
        if classifier.classes > 2 and not classifier.has_probabilities:
            values = classifier.classes_of(scores[chosen]) == labels[chosen]
        limit = _limit(np.abs(found), LEAST_LIMIT[name])
    return LastActivation(name, freeze(chosen), freeze(found), frozen_floats(values), limit)


def _lead(scores: Floats, labels: Integers, over_all: bool) -> Floats:
    """Return the lead of the right class, (n,), over all others together or the best of them.

    p(label) = 1 / (1 + sum of exp(z_j - z_label)), so p is the sigmoid of minus the log of the sum.
    """
    points = np.arange(len(labels))
    others = np.array(scores)
    others[points, labels] = -np.inf
    best = others.max(axis=1)
    lead = scores[points, labels] - best
    if over_all:
        lead -= np.log(np.exp(others - best[:, np.newaxis]).sum(axis=1))
    return np.asarray(lead)


def _limit(sizes: Floats, least: float) -> float:
    """Return the smallest of 1, 2, 5 x 10^k that few sizes (n,) exceed, at least ``least``."""
    finite = sizes[np.isfinite(sizes)]
    wanted = float(np.quantile(finite, MOST_SEEN)) if len(finite) else 0.0
    if not wanted:
        return NOTHING_LIMIT
    return round_up(max(wanted, least))
