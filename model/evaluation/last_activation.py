"""Every point at its score, and at what the last activation makes of that."""

from dataclasses import dataclass

import numpy as np

from model.activations import activate
from model.activations.sigmoid import Sigmoid
from model.activations.step import Step
from model.arrays import Floats, Integers, freeze, frozen_floats
from model.classifiers.base import Classifier
from model.rounding import round_up

MOST = 2000  # points, chosen evenly
LEAST_LIMIT = {Sigmoid.name: 2.0, Step.name: 1e-12}  # a sigmoid is to be seen to bend
NOTHING_LIMIT = 5.0  # where all scores are 0: a sigmoid is seen to level off
CALM = 2.5  # how much too long the axis may stay, so that it does not jump: by a round number
MOST_SEEN = 0.98  # of the points, whose scores decide how far the axis goes
FINENESS = 60  # places on either side of 0 at which a curve is drawn


@dataclass(frozen=True, eq=False)
class LastActivation:
    """Points on the curve of the last activation.

    ``name`` is "step" or "sigmoid". ``indices`` (n,) are those of the points, ``scores`` (n,) their
    scores, ``values`` (n,) f(score), 0 to 1. Of more than two classes a score is the lead of the
    right class: over the others together where there are probabilities, which makes the sigmoid of
    it the probability of the label; else over the best of the others, and its value is 1 where the
    right class wins, which of those that tie is the first. Points whose score is not a number are
    left out. ``limit`` is a round number that most scores do not exceed: an end for the axis.
    """

    name: str
    indices: Integers
    scores: Floats
    values: Floats
    limit: float

    def limit_after(self, before: float) -> float:
        """The end for an axis that ended at ``before``: the same unless that is far too long."""
        return before if self.limit <= before <= CALM * self.limit else self.limit

    def within(self, limit: float) -> Floats:
        """The points (n, 2), as (score, value); scores beyond an axis' ends are put there."""
        return np.column_stack([np.clip(self.scores, -limit, limit), self.values])


def curve(name: str, limit: float) -> Floats:
    """The curve of the activation of this name from -limit to limit, (places, 2)."""
    if name == Step.name:  # it jumps at 0, straight up
        return np.array([[-limit, 0.0], [0.0, 0.0], [0.0, 1.0], [limit, 1.0]])
    scores = limit * np.linspace(-1.0, 1.0, 2 * FINENESS + 1)
    return np.column_stack([scores, activate(name, scores)])


def last_activation(classifier: Classifier, scores: Floats, labels: Integers) -> LastActivation:
    """Points on the curve of a classifier's last activation.

    Args:
        classifier: what gave the scores.
        scores: those of the points, (n, outputs).
        labels: their classes, (n,).
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
    """The lead of the right class, (n,), over all others together or over the best of them.

    p(label) = 1 / (1 + sum of exp(z_j - z_label)), so ln of that sum, with a minus, has p as its
    sigmoid.
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
    """The smallest of 1, 2, 5 x 10^k that most sizes (n,) do not exceed, but ``least``."""
    finite = sizes[np.isfinite(sizes)]
    wanted = float(np.quantile(finite, MOST_SEEN)) if len(finite) else 0.0
    if not wanted:
        return NOTHING_LIMIT
    return round_up(max(wanted, least))
