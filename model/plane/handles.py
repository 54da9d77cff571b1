"""Lines dragged by hand: a unit's line is moved or turned, and its weights follow."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.learning.layers import matrices
from model.plane.slice import Slice
from model.run.document import Document

Spot = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Handle:
    """The line of a unit of the first layer at theta, ready to be dragged on the plane.

    With ``against`` another unit, it is the border between the classes of the two: the line of
    their difference, half of whose change goes to each. Dragging moves the line, or if it ``turns``
    rotates it about ``pivot``, a place of the plane in raw units. With derived inputs a unit has no
    line, and no handle.
    """

    document: Document
    theta: Floats
    shown: Slice
    unit: int
    pivot: Spot
    turns: bool
    against: int | None = None

    def dragged(self, start: Spot, end: Spot) -> Floats:
        """Return theta after the line was dragged from ``start`` to ``end``, in raw units.

        Only the bias of this line and its weights over the features of the plane change. The length
        of w, as the classifier sees it, stays, and the positive side moves and turns with the line.
        If the plane shows a single feature, the line cannot turn and moves instead.
        """
        theta = np.array(self.theta)
        rows = matrices(theta, self.document.classifier.shapes)[0]
        if self.against is None:
            rows[self.unit] += self._change(rows[self.unit], start, end)
        else:
            change = self._change(rows[self.unit] - rows[self.against], start, end) / 2
            rows[self.unit] += change
            rows[self.against] -= change
        return theta

    def _change(self, row: Floats, start: Spot, end: Spot) -> Floats:
        """Return the change of the weights and bias (inputs + 1,) of a line."""
        change, axes = np.zeros_like(row), list(self.shown.axes)
        w = row[axes]
        if self.turns and len(axes) == 2:
            turned = _turn(self._from_pivot(start), self._from_pivot(end)) @ w
            change[axes] = turned - w
            change[-1] = (w - turned) @ self._seen(self.pivot)
        else:
            change[-1] = -w @ (self._seen(end) - self._seen(start))
        return change

    def _seen(self, spot: Spot) -> Floats:
        """Return a place of the plane in the units of the classifier, (axes,)."""
        x = np.array(spot)[: len(self.shown.axes)]
        scaling = self.document.scaling
        if scaling is None:
            return x
        axes = list(self.shown.axes)
        return np.asarray((x - scaling.means[axes]) / scaling.deviations[axes])

    def _from_pivot(self, spot: Spot) -> Floats:
        return self._seen(spot) - self._seen(self.pivot)


def _turn(before: Floats, after: Floats) -> Floats:
    """Return the rotation (2, 2) from one direction to another; the identity if one is 0."""
    lengths = float(np.hypot(*before) * np.hypot(*after))
    if not 0 < lengths < np.inf:
        return np.eye(2)
    cosine = float(before @ after) / lengths
    sine = float(before[0] * after[1] - before[1] * after[0]) / lengths
    size = float(np.hypot(cosine, sine))  # 1 up to rounding, which would add up
    return np.array([[cosine, -sine], [sine, cosine]]) / size
