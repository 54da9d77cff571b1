"""Four squares, red where the signs agree: the classic that no line can solve."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, paces
from model.learning.settings import Training

INNER, OUTER = 0.3, 4.0


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return points (count, 2) in four squares with a gap between, and labels (count,)."""
    corner = np.arange(count) % 4
    signs = np.column_stack([np.where(corner < 2, 1, -1), np.where(corner % 2 == 0, 1, -1)])
    x = signs * rng.uniform(INNER, OUTER, (count, 2))
    labels = (signs[:, 0] == signs[:, 1]).astype(np.int64)
    return x + rng.normal(0.0, 1.0, (count, 2)) * noise, labels


XOR = Preset(
    name="xor",
    title="XOR",
    description="Red where both signs agree: the classic that no line can solve",
    generate=points,
    noise=0.1,
    hidden=(8,),  # four units suffice, but get stuck from one start in ten
    activation="tanh",
    training=Training(learning_rate=0.1, batch_size=10),
    paces=paces("epoch_10", "update_3", "epoch_10"),
    curved=True,
)
