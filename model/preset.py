"""What every preset is: a way to make points, and the training that suits them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers
from model.training import Training

Generate = Callable[[int, float, np.random.Generator], tuple[Floats, Integers]]


@dataclass(frozen=True)
class Preset:
    """A named way to make points of two features.

    ``generate(count, noise, rng)`` gives x (count, 2) and labels (count,); noise moves points after
    they are labelled. ``hidden``, ``activation`` and ``training`` suit the points.
    """

    name: str
    title: str
    description: str
    generate: Generate
    noise: float
    hidden: tuple[int, ...]
    activation: str
    training: Training
