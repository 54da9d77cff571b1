"""Two linear models and a neuron on top of them, all set by hand."""

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Preset, Solution, either_side, paces
from model.learning.settings import Training

FIRST, SECOND, TOP = (5.0, -2.0, -8.0), (7.0, -3.0, 1.0), (7.0, 5.0, -6.0)
CORNER = np.array([5.0, 5.0])
GAP = 0.75  # in score, which runs from -6 to 6


def score(x: Floats) -> Floats:
    """Return the score of the neuron on top at x (points, 2): 7 h1 + 5 h2 - 6, (points,)."""
    (a1, a2, a), (b1, b2, b), (c1, c2, c) = FIRST, SECOND, TOP
    h1 = 1 / (1 + np.exp(-(a1 * x[:, 0] + a2 * x[:, 1] + a)))
    h2 = 1 / (1 + np.exp(-(b1 * x[:, 0] + b2 * x[:, 1] + b)))
    return c1 * h1 + c2 * h2 + c


def points(
    count: int, noise: float, classes: int, rng: np.random.Generator
) -> tuple[Floats, Integers]:
    """Return points (count, 2), red where the neuron's score is positive, and labels (count,)."""
    x, labels = either_side(count, (-CORNER, CORNER), score, GAP, rng)
    return x + rng.normal(0.0, 1.0, (count, 2)) * noise, labels


LINES = Preset(
    name="lines",
    title="2 lines",
    description="Two lines and a neuron on top of them: ŷ = σ(7h₁ + 5h₂ − 6), set by hand",
    generate=points,
    noise=0.0,
    hidden=(2,),
    activation="sigmoid",
    training=Training(learning_rate=0.1, batch_size=10),
    paces=paces("epoch_60", "epoch_60", "epoch_60"),
    learner="network",
    solution=Solution("network", (2,), "sigmoid", FIRST + SECOND + TOP),
    opens_solved=True,
)
