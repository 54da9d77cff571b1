"""What the plane shows of points that have more than two features, or one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.data.dataset import Dataset


@dataclass(frozen=True)
class Slice:
    """The features that the plane shows, and the values of all others.

    ``axes`` are the indices of one or two features; with one, the vertical axis of the plane means
    nothing. ``values`` has a value for every feature; those of the axes are ignored.
    """

    axes: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def hidden(self) -> tuple[int, ...]:
        """The indices of the features that are fixed."""
        return tuple(i for i in range(len(self.values)) if i not in self.axes)

    def lift(self, plane: Floats) -> Floats:
        """Return the points (points, features) of the slice at places (points, 2) of the plane."""
        if self.axes == (0, 1) and len(self.values) == 2:
            return plane
        x = np.tile(np.array(self.values), (len(plane), 1))
        x[:, list(self.axes)] = plane[:, : len(self.axes)]
        return x

    def flatten(self, x: Floats) -> Floats:
        """Return where points (points, features) are on the plane, (points, 2)."""
        if self.axes == (0, 1) and x.shape[1] == 2:
            return x
        shown = x[:, list(self.axes)]
        return shown if len(self.axes) == 2 else np.column_stack([shown, np.zeros(len(x))])

    def moved(self, x: Floats, plane: Floats) -> Floats:
        """Return points (points, features) moved to places (points, 2); other features stay."""
        to = np.array(x)
        to[:, list(self.axes)] = plane[:, : len(self.axes)]
        return to

    def nearness(self, x: Floats, spreads: Sequence[float]) -> Floats:
        """Return how near points (points, features) are to the slice, (points,).

        Nearness is 1 on the slice and falls towards 0 with the distance. Distance is measured in
        ``spreads``, one for each feature; the spread 0 of a constant feature counts as 1.
        """
        others = list(self.hidden)
        units = np.array(spreads)[others]
        away = (x[:, others] - np.array(self.values)[others]) / np.where(units > 0, units, 1.0)
        return np.asarray(np.exp(-0.5 * (away**2).mean(axis=1))) if others else np.ones(len(x))


def middle_slice(data: Dataset) -> Slice:
    """Return the slice of the first two features at the mean of every other over the points.

    Of the columns of a one-hot encoding the one that is most often 1 is 1 and the others are 0,
    since no point can lie between categories.
    """
    x = data.x
    values = x.mean(axis=0) if len(x) else np.zeros(data.features)
    columns = [name.partition("=")[0] for name in data.feature_names]
    for column in dict.fromkeys(columns):
        of_it = [i for i, hot in enumerate(data.one_hot) if hot and columns[i] == column]
        if of_it:
            most = int(values[of_it].argmax())
            values[of_it] = 0.0
            values[of_it[most]] = 1.0
    return Slice(tuple(range(min(data.features, 2))), tuple(values.tolist()))
