"""What is placed stays in sight: which points are out of it, and a region with room for them."""

import numpy as np

from gui.painting.axes import Pair
from gui.sight.geometry import Geometry
from model.arrays import Bools, Floats
from model.plane.field import Region
from model.words import number_of

RADIUS = 12.0  # designed pixels of a point's symbol with a ring around it
ROOM = 24.0  # designed pixels between a point and the edge, where the view has made room for it
ROUNDS = 50  # of enlarging a region until its margin holds


class Sight:
    """Notices points that were placed where they cannot be seen whole.

    Points that a preset makes anew are kept in sight if all were before: whoever looks at a part of
    the plane goes on looking at it.
    """

    def __init__(self) -> None:
        self._x: Floats = np.empty((0, 2))
        self._loads = -1

    def settle(self, x: Floats, loads: int) -> None:
        """Take the points x (points, 2), loaded for the ``loads``th time, as seen."""
        self._x, self._loads = x, loads

    def missed(self, x: Floats, loads: int, geometry: Geometry, radius: float) -> Floats:
        """Return those of x (points, 2) placed since then that are to be brought into sight."""
        before, is_same = self._x, loads == self._loads
        self.settle(x, loads)
        if x is before:
            return x[:0]
        hidden = x[out_of_sight(geometry, x, radius)]
        if not is_same:
            return hidden[:0] if out_of_sight(geometry, before).any() else hidden
        return hidden[_added(before, hidden)]


def room_text(spots: Floats) -> str:
    """Say what the view has made room for."""
    return f"The view has made room for {number_of(len(spots), 'point')}"


def roomy(region: Region, units: Pair, size: Pair, spots: Floats, margin: float) -> Region:
    """Return a region enlarged so that places (points, 2) lie ``margin`` pixels inside.

    Args:
        region: what is to stay visible.
        units: the lengths that are drawn equally long across and up.
        size: width and height of the plane in pixels.
        spots: the places.
        margin: in pixels; less where the plane is too small for it.
    """
    margin = min(margin, min(size) / 4)
    (width, height), (across, up) = size, units
    (x_low, y_low), (x_high, y_high) = spots.min(axis=0), spots.max(axis=0)
    left, right, bottom, top = region
    unit = 0.0  # length of a pixel, in units
    for _ in range(ROUNDS):  # a larger region has larger pixels, and thus a larger margin
        wanted = max((right - left) / (across * width), (top - bottom) / (up * height))
        if wanted <= unit:
            break
        unit = wanted
        left = min(left, x_low - margin * unit * across)
        right = max(right, x_high + margin * unit * across)
        bottom = min(bottom, y_low - margin * unit * up)
        top = max(top, y_high + margin * unit * up)
    return Region(float(left), float(right), float(bottom), float(top))


def out_of_sight(geometry: Geometry, spots: Floats, margin: float = 0.0) -> Bools:
    """Return which places (points, 2) are less than ``margin`` pixels inside what is visible."""
    left, right, bottom, top = geometry.region
    away = np.array(geometry.pixel) * margin
    low, high = np.array([left, bottom]) + away, np.array([right, top]) - away
    return np.asarray(((spots < low) | (spots > high)).any(axis=1))


def _added(before: Floats, spots: Floats) -> Bools:
    """Return which places (points, 2) are not among those of ``before`` (points, 2)."""
    one, other = (x[:, 0] + 1j * x[:, 1] for x in (spots, before))
    return np.asarray(np.isin(one, other, invert=True))
