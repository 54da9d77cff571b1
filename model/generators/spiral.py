"""Two spiral arms: one hidden layer finds it hard, two will do."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, paces
from model.learning.settings import Training

TURNS, LENGTH = 1.25, 4.5


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return the points (count, 2) of two arms, half a turn apart, and labels (count,)."""
    labels = np.arange(count) % 2
    share = np.sqrt(rng.uniform(0.02, 1.0, count))
    angle = 2 * np.pi * TURNS * share + np.pi * labels
    x = LENGTH * share[:, np.newaxis] * np.column_stack([np.sin(angle), np.cos(angle)])
    return x + rng.normal(0.0, 1.0, (count, 2)) * noise, labels


SPIRAL = Preset(
    name="spiral",
    title="Spiral",
    description="Two spiral arms: one hidden layer finds it hard, two will do",
    generate=points,
    noise=0.1,
    hidden=(8, 8),
    activation="tanh",
    training=Training(learning_rate=0.1, batch_size=10),
    paces=paces("epoch_10", "update_10", "epoch_10"),
    curved=True,
)
