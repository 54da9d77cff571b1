"""Round clouds, two to six of them: lines tell them apart until noise makes them overlap."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, paces
from model.learning.settings import Training

FIRST = np.array([-1.6, -1.3])
FAR = 3.2  # from the origin to a centre, for more than two clouds
SPREAD, RADIUS = 0.5, 1.0  # the standard deviation of a cloud, cut off at its radius
NOISE = 3.0


def centres(classes: int) -> Floats:
    """Return the centres of the clouds, (classes, 2), evenly around the origin."""
    near = float(np.hypot(*FIRST))
    angle = np.arctan2(FIRST[1], FIRST[0]) + 2 * np.pi * np.arange(classes) / classes
    return (near if classes == 2 else FAR) * np.column_stack([np.cos(angle), np.sin(angle)])


def shrunk(classes: int) -> float:
    """Return how much smaller than two clouds these are, so that a line can cut off each.

    It is the distance from a centre to the line through the centres beside it, as a share.
    """
    reach = FAR * (1 - np.cos(2 * np.pi / classes))
    return 1.0 if classes == 2 else min(1.0, float(reach / (2 * np.hypot(*FIRST))))


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return round clouds (count, 2) and labels (count,); noise widens them until they overlap.

    Without noise a line cuts each cloud off from all others. The more clouds, the smaller.
    """
    labels = np.arange(count) % classes
    within = -np.expm1(-((RADIUS / SPREAD) ** 2) / 2)  # the share of a normal cloud in the radius
    radius = SPREAD * np.sqrt(-2 * np.log1p(-within * rng.uniform(size=count)))
    angle = rng.uniform(0.0, 2 * np.pi, count)
    cloud = radius[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
    moved = cloud + rng.normal(0.0, 1.0, (count, 2)) * NOISE * noise
    return centres(classes)[labels] + shrunk(classes) * moved, labels


BLOBS = Preset(
    name="blobs",
    title="Blobs",
    description="Two to six clouds that lines can tell apart, until noise makes them overlap",
    generate=points,
    noise=0.1,
    hidden=(4,),
    activation="tanh",
    training=Training(learning_rate=0.025, batch_size=10),
    paces=paces("update_30", "update_30", "epoch_10"),
    most_classes=6,
)
