"""The one mutable thing: an engine owns a theta and changes it, update by update.

A trainer drives it. Within one epoch updates are numbered 0 .. updates_per_epoch - 1; the engine
does not count epochs and does not draw orders.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import numpy as np

from model.arrays import Floats, Integers

SWEEP = 1024  # points between two looks at the clock: about 0.1 ms of plain Python


class Engine(ABC):
    """Trains one theta on one set of points.

    ``theta`` and ``memory`` (what the optimizer remembers) are changed in place. ``mistakes``
    counts the updates that a perceptron accepted.
    """

    theta: Floats
    memory: Floats
    mistakes: int
    updates_per_epoch: int

    def load(self, theta: Floats, memory: Floats, mistakes: int) -> None:
        """Go on from this theta, memory and count of mistakes; they are copied."""
        np.copyto(self.theta, theta)
        np.copyto(self.memory, memory)
        self.mistakes = mistakes

    @abstractmethod
    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in this order, (points,) indices; None: as they are."""

    @abstractmethod
    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make updates ``first`` .. ``stop`` - 1 of this pass, or fewer once ``expired()``.

        Returns the number of the next update. It may be ``first`` when the time ran out inside a
        large batch; called again, the engine goes on from there.
        """


class PointEngine(Engine):
    """One point at a time, in plain Python floats: for few features faster than small arrays.

    A subclass says what one sweep over some points does. ``columns`` holds one list of floats for
    each feature, ``labels`` one of integers, both in the order of this pass.
    """

    def __init__(self, theta: Floats, x: Floats, labels: Integers) -> None:
        """Start from a copy of ``theta``; x is (points, features), labels (points,)."""
        self.theta = np.array(theta)
        self.memory = np.zeros(0)
        self.mistakes = 0
        self.updates_per_epoch = len(labels)
        self._x, self._all_labels = np.ascontiguousarray(x.T), labels
        self.columns: Sequence[list[float]] = ()
        self.labels: list[int] = []
        self.arrange(None)

    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in this order."""
        x = self._x if order is None else self._x[:, order]
        labels = self._all_labels if order is None else self._all_labels[order]
        self.columns, self.labels = x.tolist(), labels.tolist()

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Visit the points ``first`` .. ``stop`` - 1, looking at the clock between sweeps."""
        while first < stop:
            last = min(first + SWEEP, stop)
            self.sweep(first, last)
            first = last
            if expired():
                break
        return first

    @abstractmethod
    def sweep(self, first: int, stop: int) -> None:
        """Offer the updates of these points to theta, one after the other."""
