"""Lines taken by hand: a unit whose line in the plane is moved or turned, its weights following."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.learning.layers import matrices
from model.plane.slice import Slice
from model.run.document import Document

Spot = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Handle:
    """The line of a unit of the first layer, taken at theta in the plane that is shown.

    ``against`` another unit, it is the border between their classes: the line of the difference of
    both, each of which follows by half. The line is moved, or it ``turns`` about ``pivot``, a place
    of the plane in raw units. With derived inputs a unit has no line, and nothing to take.
    """

    document: Document
    theta: Floats
    shown: Slice
    unit: int
    pivot: Spot
    turns: bool
    against: int | None = None

    def dragged(self, start: Spot, end: Spot) -> Floats:
        """Theta where the line was dragged from one place of the plane to another, in raw units.

        Only weights and bias of this line change, and of the weights only those over the features
        of the plane, whose length w stays, as the classifier sees it. What is on the side where the
        score is positive stays there as the line moves, and turns with it. Where the plane shows a
        single feature there is nothing to turn, and the line moves.
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
        """What weights and bias (inputs + 1,) of a line change by."""
        change, axes = np.zeros_like(row), list(self.shown.axes)
        w = row[axes]
        if self.turns and len(axes) == 2:
            turned = _turn(self._way(start), self._way(end)) @ w
            change[axes] = turned - w
            change[-1] = (w - turned) @ self._seen(self.pivot)
        else:
            change[-1] = -w @ (self._seen(end) - self._seen(start))
        return change

    def _seen(self, spot: Spot) -> Floats:
        """A place of the plane as the classifier takes it in, (axes,)."""
        x = np.array(spot)[: len(self.shown.axes)]
        scaling = self.document.scaling
        if scaling is None:
            return x
        axes = list(self.shown.axes)
        return np.asarray((x - scaling.means[axes]) / scaling.deviations[axes])

    def _way(self, spot: Spot) -> Floats:
        return self._seen(spot) - self._seen(self.pivot)


def _turn(before: Floats, after: Floats) -> Floats:
    """The rotation (2, 2) that makes one direction of another; none where there is no direction."""
    lengths = float(np.hypot(*before) * np.hypot(*after))
    if not 0 < lengths < np.inf:
        return np.eye(2)
    cosine = float(before @ after) / lengths
    sine = float(before[0] * after[1] - before[1] * after[0]) / lengths
    size = float(np.hypot(cosine, sine))  # 1 but for rounding, which would add up
    return np.array([[cosine, -sine], [sine, cosine]]) / size
