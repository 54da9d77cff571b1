"""Where a run stands, and what follows from that without any training."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from model.arrays import Bools, Floats, Integers, freeze
from model.randomness import Purpose, generator
from model.run.document import Document

MOST_MARKS = 2048  # above which a curve is thinned
GROUP = 4  # marks of which thinning keeps the lowest and the highest loss
STEEP = (
    9 / 8
)  # a group that spans more than this factor of updates is kept: the start has its shape


class Mark(NamedTuple):
    """The losses and accuracies after an update; those of no test points are nan.

    ``kind`` names the loss that was descended, and that the numbers are values of.
    """

    update: int
    loss: float
    test_loss: float
    accuracy: float
    kind: str
    test_accuracy: float = math.nan


@dataclass(frozen=True, eq=False)
class Place:
    """A place in a training run, from which training goes on as if never interrupted.

    Attributes:
        theta: all parameters, (parameters,).
        memory: what the optimizer remembers, flat.
        epoch: how many epochs have been completed.
        position: how many updates of the current pass have been made.
        updates: how many updates have been made in all.
        mistakes: how many of them changed theta, for a classifier that may decline updates.
        mistakes_before_epoch: that number when the current pass began; -1 if the pass is not known
            to be flawless so far.
        curve: the losses, in the order of updates.
        unbroken: whether points, rate and weights have been left alone since the start.
    """

    theta: Floats
    memory: Floats
    epoch: int
    position: int
    updates: int
    mistakes: int
    mistakes_before_epoch: int
    curve: tuple[Mark, ...]
    unbroken: bool = False


def upcoming(document: Document, place: Place, is_test: Bools) -> Integers:
    """Return the points that the next update visits, as indices among all points.

    Args:
        document: what is being trained.
        place: where it stands.
        is_test: which points, (points,), are test points.

    Returns:
        Read-only indices, in the order of the pass; none if the classifier cannot be trained.
    """
    indices = np.flatnonzero(~is_test)
    training = document.settings
    if document.classifier.why_untrainable or not len(indices):
        return freeze(indices[:0])
    size = training.points_per_update(len(indices))
    first, last = place.position * size, (place.position + 1) * size
    if training.order == "shuffled" and size < len(indices):
        order = order_of_pass(document.start_seed, place.epoch, len(indices))
        return freeze(indices[order[first:last]])
    return freeze(indices[first:last])


@lru_cache(maxsize=4)
def order_of_pass(seed: int, epoch: int, points: int) -> Integers:
    """Return the order, (points,) and read-only, of one shuffled pass over training points.

    The last few are cached: every frame asks for the same order until the pass is over.
    """
    return freeze(generator(seed, Purpose.ORDER, epoch).permutation(points))


def thinned(curve: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return a curve of fewer marks with the same extremes, and with the last mark.

    Every mark stays what it was: the loss after its update.
    """
    kept = list[Mark]()
    for first in range(0, len(curve), GROUP):
        group = curve[first : first + GROUP]
        if group[-1].update <= STEEP * group[0].update and group[-1] is not curve[-1]:
            by_loss = sorted(group, key=lambda mark: mark.loss)
            group = tuple(sorted((by_loss[0], by_loss[-1])))
        kept.extend(group)
    return tuple(kept)
