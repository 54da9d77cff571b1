"""One update as the engine makes it, to the last bit."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, freeze, frozen_floats, frozen_integers
from model.classifiers.base import Classifier
from model.learning.settings import Training


@dataclass(frozen=True, eq=False)
class Update:
    """One update: its batch, and theta and the optimizer's memory before and after it.

    x is (points, inputs), labels (points,); all arrays are read-only.
    """

    x: Floats
    labels: Integers
    theta_before: Floats
    memory_before: Floats
    theta_after: Floats
    memory_after: Floats


def real_update(
    classifier: Classifier,
    training: Training,
    theta: Floats,
    memory: Floats,
    x: Floats,
    labels: Integers,
) -> Update:
    """Let a fresh engine make one update with this batch, x (points, inputs), labels (points,).

    The batch is what the next update of the training takes, in its order: at most as many points
    as ``training.batch_size`` says, one for a classifier that learns one at a time. What comes of
    it is what the engine of a trainer makes of it in the middle of a pass, bit for bit. A
    classifier that cannot be trained keeps its theta.

    Raises:
        ValueError: there are no points, or more than one update takes.
    """
    if not len(labels):
        raise ValueError("there are no points: an update takes one or more")
    engine = classifier.engine(theta, x, labels, training)
    if engine.updates_per_epoch != 1:
        raise ValueError(f"{len(labels)} points are more than one update takes")
    engine.load(theta, memory, 0)
    with np.errstate(all="ignore"):  # what overflows is shown as it is
        engine.run(0, 1, lambda: False)
    return Update(
        frozen_floats(x),
        frozen_integers(labels),
        frozen_floats(theta),
        frozen_floats(memory),
        freeze(engine.theta),
        freeze(engine.memory),
    )
