"""The one mutable thing: an engine owns a theta and changes it, update by update.

A trainer drives it. Within one epoch updates are numbered 0 .. updates_per_epoch - 1; the engine
does not count epochs and does not draw orders.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

import numpy as np

from model.arrays import Floats, Integers

CHUNK = 8192  # points that are looked at together: their activations stay in the cache
SWEEP = 4096  # numbers (points x features x outputs) between two looks at the clock: some 0.2 ms


class Engine(ABC):
    """Trains one theta on one set of points.

    ``theta`` and ``memory`` (what the optimizer remembers) are changed in place. ``batch_size``
    points make one update, the last of an epoch may take fewer. An engine that ``declines`` leaves
    theta as it is where a point is right: ``mistakes`` counts the updates that it accepted, and a
    whole pass without one means that it has converged.
    """

    declines: ClassVar[bool] = False

    theta: Floats
    memory: Floats
    mistakes: int
    batch_size: int
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
        large batch; called again, the engine goes on from there. NumPy may warn of overflows:
        whoever drives the engine says what is to become of them.
        """


class PointEngine(Engine):
    """One point at a time, in plain Python floats: for few features faster than small arrays.

    A subclass says what one sweep over some points does.
    """

    def __init__(self, theta: Floats, x: Floats, labels: Integers, outputs: int = 1) -> None:
        """Start from a copy of ``theta``; x is (points, features), labels (points,)."""
        self.theta = np.array(theta)
        self.memory = np.zeros(0)
        self.mistakes = 0
        self.batch_size, self.updates_per_epoch = 1, len(labels)
        self._x, self._labels = np.ascontiguousarray(x.T), labels
        self._order: Integers | None = None
        self._sweep = max(SWEEP // (x.shape[1] * outputs), 1)

    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in this order."""
        self._order = order

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Visit the points ``first`` .. ``stop`` - 1, looking at the clock between sweeps."""
        while first < stop:
            last = min(first + self._sweep, stop)
            visited: slice | Integers = slice(first, last)
            if self._order is not None:
                visited = self._order[first:last]
            # Made into lists here, not for the whole pass: that could take many frames.
            self.sweep(self._x[:, visited].tolist(), self._labels[visited].tolist())
            first = last
            if expired():
                break
        return first

    @abstractmethod
    def sweep(self, columns: Sequence[list[float]], labels: list[int]) -> None:
        """Offer the updates of some points to theta, one after the other.

        ``columns`` holds one list for each feature, ``labels`` the classes.
        """
