"""Round clouds, two to six of them: lines are the answer."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset
from model.learning.settings import Training

FIRST = np.array([-1.6, -1.3])
FAR = 3.2  # from the origin to a centre, for more than two clouds
RADIUS = 0.7


def centres(classes: int) -> Floats:
    """Return the centres of the clouds, (classes, 2), evenly around the origin."""
    near = float(np.hypot(*FIRST))
    angle = np.arctan2(FIRST[1], FIRST[0]) + 2 * np.pi * np.arange(classes) / classes
    return (near if classes == 2 else FAR) * np.column_stack([np.cos(angle), np.sin(angle)])


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return normally distributed clouds (count, 2) and labels (count,); noise widens them.

    Where centres are closer than two are, the clouds shrink alike, so that they overlap as little.
    """
    labels = np.arange(count) % classes
    middle = centres(classes)
    shrink = min(1.0, float(np.hypot(*(middle[1] - middle[0])) / (2 * np.hypot(*FIRST))))
    x = middle[labels] + rng.normal(0.0, RADIUS * shrink, (count, 2))
    return x + rng.normal(0.0, 1.0, (count, 2)) * 5 * shrink * noise, labels


BLOBS = Preset(
    name="blobs",
    title="Blobs",
    description="Two to six clouds that lines can tell apart, nearly",
    generate=points,
    noise=0.1,
    hidden=(4,),
    activation="tanh",
    training=Training(learning_rate=0.03, batch_size=10),
    most_classes=6,
)
