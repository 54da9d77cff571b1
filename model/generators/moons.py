"""Two half moons, one reaching into the other."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, paces
from model.learning.settings import Training

RADIUS = 2.6


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return the points (count, 2) of two half circles, and labels (count,)."""
    labels = np.arange(count) % 2
    angle = rng.uniform(0.0, np.pi, count)
    upper = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    x = RADIUS * np.where(labels[:, np.newaxis] == 1, -upper, upper)
    return x + rng.normal(0.0, 1.0, (count, 2)) * 2 * noise, labels


MOONS = Preset(
    name="moons",
    title="Moons",
    description="Two half moons, one reaching into the other",
    generate=points,
    noise=0.1,
    hidden=(6,),
    activation="tanh",
    training=Training(learning_rate=0.15, batch_size=10),
    paces=paces("epoch_1", "update_10", "epoch_10"),
    curved=True,
)
