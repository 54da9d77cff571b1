"""What every preset is: a way to make points, and the training that suits them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers
from model.learning.settings import Training

Height = Callable[[Floats], Floats]
Generate = Callable[[int, float, int, np.random.Generator], tuple[Floats, Integers]]


@dataclass(frozen=True)
class Solution:
    """Weights that solve a preset, set by hand.

    ``activation`` "step" makes the whole network one of steps, its output too. ``theta`` holds for
    each layer the matrix (outputs, inputs + 1) row by row, the bias last in each row.
    """

    classifier_name: str
    hidden: tuple[int, ...]
    activation: str
    theta: tuple[float, ...]


@dataclass(frozen=True)
class Preset:
    """A named way to make points.

    ``generate(count, noise, classes, rng)`` gives x (count, features) and labels (count,); noise
    moves points after they are labelled, and only presets whose ``most_classes`` is above 2 look at
    the classes. ``hidden``, ``activation`` and ``training`` suit the points.

    ``fixed_count`` is how many points there are, None where as many as a person asks for.
    ``learner`` names the classifier that learns what ``solution`` solves by hand, "" whichever is
    chosen. ``opens_solved``: it is loaded with its solution. ``curved``: no line (in more features
    no plane) tells its classes apart. ``scaled``: standard scaling is on when it is loaded.
    """

    name: str
    title: str
    description: str
    generate: Generate
    noise: float
    hidden: tuple[int, ...]
    activation: str
    training: Training
    feature_names: tuple[str, ...] = ("x1", "x2")
    most_classes: int = 2
    fixed_count: int | None = None
    learner: str = ""
    solution: Solution | None = None
    opens_solved: bool = False
    curved: bool = False
    scaled: bool = False


def either_side(
    count: int, ranges: tuple[Floats, Floats], height: Height, gap: float, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Points drawn evenly from a box, half of them above 0 and half below.

    Args:
        count: how many points.
        ranges: the least and the greatest value of each feature, (features,) each.
        height: of x (points, features), (points,); above 0 a point is of class 1.
        gap: how far from 0 the height of each point is at least.
        rng: where the points are drawn from.

    Returns:
        x (count, features) and labels (count,), 0 and 1 in turn.
    """
    labels = np.arange(count) % 2
    x = np.empty((count, len(ranges[0])))
    for label, side in ((0, -1.0), (1, 1.0)):
        places = np.flatnonzero(labels == label)
        while len(places):
            drawn = rng.uniform(*ranges, (4 * len(places), x.shape[1]))
            drawn = drawn[side * height(drawn) > gap][: len(places)]
            x[places[: len(drawn)]] = drawn
            places = places[len(drawn) :]
    return x, labels
