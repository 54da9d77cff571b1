"""Admission by four features: a weighted mean decides."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, either_side, paces
from model.learning.settings import Training

WEIGHTS = np.array([0.3, 0.4, 0.2, 0.1])
ENOUGH = 5.0
LOW, HIGH = np.zeros(4), np.full(4, 10.0)
GAP = 0.3


def height(x: Floats) -> Floats:
    """Return how far the weighted mean of x (points, 4) is above ``ENOUGH``, (points,)."""
    above: Floats = x @ WEIGHTS - ENOUGH
    return above


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return points (count, 4), all from 0 to 10, and labels (count,); red is admitted."""
    x, labels = either_side(count, (LOW, HIGH), height, GAP, rng)
    return np.clip(x + rng.normal(0.0, 1.0, (count, 4)) * 5 * noise, LOW, HIGH), labels


STUDENTS = Preset(
    name="students",
    title="Admit 4",
    description="Admission by four features: their weighted mean decides",
    generate=points,
    noise=0.1,
    hidden=(4,),
    activation="tanh",
    training=Training(learning_rate=0.3, batch_size=10),
    paces=paces("epoch_60", "update_30", "update_30"),
    feature_names=("test", "grades", "essay", "interview"),
    scaled=True,
)
