"""One update made by an engine, outside of training."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, freeze, frozen_floats, frozen_integers
from model.learning.engine import Engine


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


def real_update(engine: Engine, memory: Floats, x: Floats, labels: Integers) -> Update:
    """Let a fresh engine make one update, and return it.

    The result is bit for bit that of a trainer in the middle of a pass.

    Args:
        engine: an engine for these points alone, with the theta before the update.
        memory: the optimizer's memory before the update.
        x: the batch, (points, inputs), in its order.
        labels: its labels, (points,).

    Raises:
        ValueError: there are no points, or more than one update takes.
    """
    if not len(labels):
        raise ValueError("there are no points: an update takes one or more")
    if engine.updates_per_epoch != 1:
        raise ValueError(f"{len(labels)} points are more than one update takes")
    theta = frozen_floats(engine.theta)
    engine.load(theta, memory, 0)
    with np.errstate(all="ignore"):  # an overflow is shown as infinity or nan
        engine.run(0, 1, lambda: False)
    return Update(
        frozen_floats(x),
        frozen_integers(labels),
        theta,
        frozen_floats(memory),
        freeze(engine.theta),
        freeze(engine.memory),
    )
