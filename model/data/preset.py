"""What a preset is: a way to make points, and the training that suits them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from model.arrays import Floats, Integers
from model.learning.settings import Training

Height = Callable[[Floats], Floats]
Generate = Callable[[int, float, int, np.random.Generator], tuple[Floats, Integers]]


@dataclass(frozen=True)
class Solution:
    """Weights, set by hand, that solve a preset.

    With ``activation`` "step" the output of the network is a step too. ``theta`` holds the matrix
    (outputs, inputs + 1) of each layer row by row, the bias last in each row. ``note`` says in one
    sentence what its lines look like on the plane.
    """

    classifier_name: str
    hidden: tuple[int, ...]
    activation: str
    theta: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True)
class Preset:
    """A named way to make points.

    Attributes:
        name: its key among the presets.
        title: its name on screen.
        description: one sentence about the points.
        generate: ``generate(count, noise, classes, rng)`` returns x (count, features) and labels
            (count,); noise moves points after they are labelled.
        noise: the noise it is loaded with.
        hidden: the hidden layers of a network that suits the points.
        activation: their activation.
        training: the settings of training that suit the points.
        feature_names: the names of the features.
        most_classes: the largest number of classes; ``generate`` ignores ``classes`` where it is 2.
        fixed_count: how many points there are, None if as many as are asked for. They are a table,
            of which no row is held back as a test point.
        learner: the classifier that learns what ``solution`` solves, "" for whichever is chosen.
        solution: weights, set by hand, that solve it.
        lesson: the same with the whole numbers of a lesson, whose lines run through points.
        opens_solved: whether it is loaded with its solution.
        curved: whether no line (with more features, no plane) tells its classes apart.
        scaled: whether it is loaded with standard scaling.
        paces: for each classifier the pace at which its default run takes 5 to 10 seconds.
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
    lesson: Solution | None = None
    opens_solved: bool = False
    curved: bool = False
    scaled: bool = False
    paces: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def paces(perceptron: str, logistic: str, network: str) -> Mapping[str, str]:
    """Return the paces of a preset by classifier."""
    by_classifier = {"perceptron": perceptron, "logistic": logistic, "network": network}
    return MappingProxyType(by_classifier)


def either_side(
    count: int, ranges: tuple[Floats, Floats], height: Height, gap: float, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Draw points uniformly from a box, half of them of positive height and half of negative.

    Args:
        count: how many points.
        ranges: the least and the greatest value of each feature, (features,) each.
        height: the function from x (points, features) to heights (points,); a point of positive
            height is of class 1.
        gap: the least distance of a height from 0.
        rng: the source of randomness.

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
