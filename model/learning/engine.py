"""Engines own a theta and change it, update by update. Nothing else in the model is mutable.

A trainer drives them. Within one epoch updates are numbered 0 .. updates_per_epoch - 1; an engine
neither counts epochs nor draws orders.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

import numpy as np

from model.arrays import Floats, Integers

CHUNK = 8192  # points that are processed together: their activations stay in the cache
KEPT = 4096  # points whose rows are kept as lists; of more they would not fit the cache
SWEEP = 4096  # points x features x outputs between two looks at the clock: about 0.2 ms


class Engine(ABC):
    """Trains one theta on one set of points.

    Attributes:
        declines: whether it changes theta only at mistakes; a whole pass without a mistake then
            means that it has converged.
        theta: the parameters, changed in place.
        memory: the memory of the optimizer, changed in place.
        mistakes: how many updates changed theta, if it ``declines``.
        batch_size: the number of points in one update; the last of an epoch may have fewer.
        updates_per_epoch: the number of updates in one pass over the points.
    """

    declines: ClassVar[bool] = False

    theta: Floats
    memory: Floats
    mistakes: int
    batch_size: int
    updates_per_epoch: int

    def load(self, theta: Floats, memory: Floats, mistakes: int) -> None:
        """Continue from copies of this theta and memory, and from this count of mistakes."""
        np.copyto(self.theta, theta)
        np.copyto(self.memory, memory)
        self.mistakes = mistakes

    @abstractmethod
    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in the order of these indices (points,), or in their own."""

    @abstractmethod
    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make updates ``first`` .. ``stop`` - 1 of this pass, or fewer once ``expired()``.

        NumPy may warn of overflows, which the caller handles.

        Returns:
            The number of the next update. It may be ``first`` if time ran out inside a large batch;
            called again, the engine continues inside that batch.
        """


class PointEngine(Engine):
    """Trains on one point at a time, in Python floats: for few features faster than arrays.

    A subclass implements the sweep over some points.
    """

    def __init__(
        self, theta: Floats, columns: Sequence[Floats | Integers], outputs: int = 1
    ) -> None:
        """Start from a copy of ``theta``; ``columns`` are what a sweep gets, (points,) each."""
        self.theta = np.array(theta)
        self.memory = np.zeros(0)
        self.mistakes = 0
        self.batch_size, self.updates_per_epoch = 1, len(columns[0])
        self._columns = tuple(map(np.ascontiguousarray, columns))
        self._order: Integers | None = None
        self._rows = self._all_rows = list[tuple[Any, ...]]()
        self._sweep = max(SWEEP // (max(len(columns) - 1, 1) * outputs), 1)

    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in this order."""
        self._order, self._rows = order, []

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Visit the points ``first`` .. ``stop`` - 1, looking at the clock between sweeps."""
        while first < stop:
            last = min(first + self._sweep, stop)
            self.sweep(self._visited(first, last), last - first)
            first = last
            if expired():
                break
        return first

    @abstractmethod
    def sweep(self, rows: Iterable[Any], count: int) -> None:
        """Make one update for each of ``count`` points, in order; ``rows`` returned them."""

    def rows(self, columns: Sequence[list[float]]) -> Iterable[tuple[Any, ...]]:
        """Return some points as a sweep gets them, from one list of their values per column."""
        return zip(*columns, strict=True)

    def _visited(self, first: int, last: int) -> Iterable[tuple[Any, ...]]:
        """Return the rows of the points ``first`` .. ``last`` - 1 of this pass."""
        if self.updates_per_epoch > KEPT:
            visited = slice(first, last) if self._order is None else self._order[first:last]
            return self.rows([column[visited].tolist() for column in self._columns])
        if not self._all_rows:
            self._all_rows = list(self.rows([column.tolist() for column in self._columns]))
        if not self._rows:
            order = self._order
            self._rows = self._all_rows
            if order is not None:
                self._rows = list(map(self._all_rows.__getitem__, order.tolist()))
        return self._rows[first:last]
