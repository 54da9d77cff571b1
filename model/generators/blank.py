"""An empty plane, for points of one's own."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset
from model.learning.settings import Training


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return no points, (0, 2), and no labels, (0,), whatever the count."""
    return np.empty((0, 2)), np.empty(0, dtype=np.int64)


BLANK = Preset(
    name="blank",
    title="Blank",
    description="An empty plane for points of your own",
    generate=points,
    noise=0.0,
    hidden=(4,),
    activation="tanh",
    training=Training(),
    fixed_count=0,
)
