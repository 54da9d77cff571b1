"""Two round clouds: a line is the answer."""

import numpy as np

from model.arrays import Floats, Integers
from model.preset import Preset
from model.training import Training

CENTRES = np.array([[-1.6, -1.3], [1.6, 1.3]])
RADIUS = 0.7


def points(count: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Integers]:
    """Normal clouds around two centres, (count, 2) and (count,); noise widens them."""
    labels = np.arange(count) % 2
    x = CENTRES[labels] + rng.normal(0.0, RADIUS, (count, 2))
    return x + rng.normal(0.0, 1.0, (count, 2)) * 5 * noise, labels


BLOBS = Preset(
    name="blobs",
    title="Blobs",
    description="Two clouds that a line can tell apart, nearly",
    generate=points,
    noise=0.1,
    hidden=(4,),
    activation="tanh",
    training=Training(learning_rate=0.03, batch_size=10),
)
