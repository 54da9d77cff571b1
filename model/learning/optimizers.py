"""How a gradient changes theta, and the penalties on large weights."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from model.arrays import Floats

MOMENTUM = 0.9
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Optimizer(Protocol):
    """Changes theta along a gradient; ``memory`` is all that it remembers between updates."""

    memory: Floats

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        """Change theta by the mean of ``gradient``, the sum over ``points``, which it may spoil."""


class GradientDescent:
    """theta <- theta - rate * g."""

    def __init__(self, size: int, rate: float) -> None:
        """For a theta of ``size`` parameters; nothing is remembered."""
        self.memory = np.zeros(0)
        self._rate = rate

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        """One update of plain gradient descent."""
        np.multiply(gradient, -self._rate / points, gradient)
        np.add(theta, gradient, theta)


class Momentum:
    """v <- mu v - rate * g, theta <- theta + v (not Nesterov's)."""

    def __init__(self, size: int, rate: float) -> None:
        """For a theta of ``size`` parameters; the velocity v starts at 0."""
        self.memory = np.zeros(size)
        self._rate = rate

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        """One update with momentum."""
        np.multiply(gradient, -self._rate / points, gradient)
        np.multiply(self.memory, MOMENTUM, self.memory)
        np.add(self.memory, gradient, self.memory)
        np.add(theta, self.memory, theta)


class Adam:
    """Bias-corrected moments m and v: theta <- theta - rate * m / (sqrt(v) + eps).

    Kingma and Ba, 2015, algorithm 1.
    """

    def __init__(self, size: int, rate: float) -> None:
        """For a theta of ``size`` parameters; the memory holds m, v and the number of updates."""
        self.memory = np.zeros(2 * size + 1)
        self._rate = rate

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        """One update of Adam."""
        gradient /= points
        m, v = self.memory[: theta.size], self.memory[theta.size : -1]
        self.memory[-1] += 1
        t = self.memory[-1]
        m *= BETA_1
        m += (1 - BETA_1) * gradient
        v *= BETA_2
        v += (1 - BETA_2) * gradient**2
        theta -= self._rate * (m / (1 - BETA_1**t)) / (np.sqrt(v / (1 - BETA_2**t)) + EPSILON)


OPTIMIZERS: dict[str, Callable[[int, float], Optimizer]] = {
    "sgd": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}
PENALTIES = ("none", "l1", "l2")


def add_l2(gradient: Floats, weights: Floats, theta: Floats, rate: float, points: int) -> None:
    """Add the slope of rate * ||w||^2 / 2 to a summed gradient; ``weights`` is 1 at weights."""
    gradient += (rate * points) * weights * theta


def soft_threshold(theta: Floats, weights: Floats, amount: float) -> None:
    """Move every weight towards 0 by ``amount``, and no further: the step of an L1 penalty."""
    shrunk = np.sign(theta) * np.maximum(np.abs(theta) - amount, 0.0)
    np.copyto(theta, shrunk, where=weights > 0)
