"""A disc inside a ring: no line will do, four hidden units will."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, paces
from model.learning.settings import Training

DISC, RING_FROM, RING_TO = 2.1, 2.7, 4.5


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return points (count, 2), red in a disc and blue in a ring, and labels (count,)."""
    labels = np.arange(count) % 2
    share = rng.uniform(size=count)
    radius = np.where(labels == 1, DISC * share, RING_FROM + (RING_TO - RING_FROM) * share)
    angle = rng.uniform(0.0, 2 * np.pi, count)
    x = radius[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
    return x + rng.normal(0.0, 1.0, (count, 2)) * noise, labels


CIRCLE = Preset(
    name="circle",
    title="Circle",
    description="A disc inside a ring: no line will do, four hidden units will",
    generate=points,
    noise=0.1,
    hidden=(4,),
    activation="tanh",
    training=Training(learning_rate=0.2, batch_size=5),
    paces=paces("epoch_1", "update_30", "epoch_10"),
    curved=True,
)
