"""Admission by test and grades: each makes up for the other, unless it is very low."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, either_side, paces
from model.learning.settings import Training

LEAST_TEST, LEAST_GRADES = 2.0, 3.0
LOW, HIGH = np.zeros(2), np.full(2, 10.0)
GAP = 0.3


def height(x: Floats) -> Floats:
    """Return the height of x (points, 2): √((test - 2)(grades - 3)) - 1, (points,)."""
    test, grades = np.maximum(x - (LEAST_TEST, LEAST_GRADES), 0.0).T
    above: Floats = np.sqrt(test * grades) - 1.0
    return above


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return points (count, 2), all from 0 to 10, and labels (count,); red is admitted."""
    x, labels = either_side(count, (LOW, HIGH), height, GAP, rng)
    return np.clip(x + rng.normal(0.0, 1.0, (count, 2)) * 2 * noise, LOW, HIGH), labels


ADMISSIONS = Preset(
    name="admissions",
    title="Admit",
    description="Red is admitted: low grades or a poor test are never enough, so no line will do",
    generate=points,
    noise=0.1,
    hidden=(4,),
    activation="tanh",
    training=Training(learning_rate=0.3, batch_size=10),
    paces=paces("epoch_1", "update_10", "epoch_10"),
    feature_names=("test", "grades"),
    curved=True,
    scaled=True,
)
