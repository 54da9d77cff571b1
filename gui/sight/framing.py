"""What the plane looks at: when to fit it anew, its units, and the region around its points."""

import pyqtgraph as pg

from gui.painting.axes import Pair
from model.arrays import Floats
from model.data.dataset import FURTHEST
from model.plane.field import Region
from model.plane.slice import Slice
from model.run.document import Document

OUTSIDE = 10 * FURTHEST  # so that a wide plane can show all points at once
NEAREST = 1e-6  # the shortest side of a visible region, in units of the plane
EMPTY = 5.0  # how far an empty plane reaches from 0, in its units
MARGIN, LEAST_MARGIN = 0.12, 1e-3


class Framing:
    """Remembers what the plane looks at.

    ``units`` are the lengths, in raw units, that are drawn equally long across and up: where
    inputs are scaled, the standard deviation of each.
    """

    def __init__(self) -> None:
        self.units: Pair = (1.0, 1.0)
        self._loads, self._preset = -1, ("", 0)
        self._axes: tuple[int, ...] = ()
        self._is_scaled = False

    def follow(self, document: Document, shown: Slice) -> bool:
        """Remember this document and slice; return whether the plane is to be fitted anew.

        It stays where it is when the same preset is generated again with as many classes.
        """
        made = document.generated
        preset = (made.preset, made.classes) if made else ("", 0)
        loaded, is_scaled = document.loads != self._loads, document.scaling is not None
        elsewhere = loaded and (made is None or preset != self._preset)
        if loaded:
            self._loads, self._preset = document.loads, preset
        elsewhere = elsewhere or (shown.axes, is_scaled) != (self._axes, self._is_scaled)
        self._axes, self._is_scaled = shown.axes, is_scaled
        self.units = _units(document, shown)
        return elsewhere

    def around(self, x: Floats) -> Region:
        """Return a region that holds all points x (points, 2) with a margin, or the middle if none.

        It is as large as the points need, whatever shape the plane has.
        """
        across, up = self.units
        if not len(x):
            return Region(-EMPTY * across, EMPTY * across, -EMPTY * up, EMPTY * up)
        (left, bottom), (right, top) = x.min(axis=0), x.max(axis=0)
        size = float(max((right - left) / across, (top - bottom) / up))
        margin = max(MARGIN * size, LEAST_MARGIN) if size else EMPTY
        return Region(
            float(left - margin * across),
            float(right + margin * across),
            float(bottom - margin * up),
            float(top + margin * up),
        )


def bound(box: pg.ViewBox, units: Pair) -> None:
    """Make these units equally long across and up in a view box, and limit its region."""
    across, up = units
    furthest_x, furthest_y = OUTSIDE * max(1, across / up), OUTSIDE * max(1, up / across)
    box.setAspectLocked(True, ratio=up / across)
    box.setLimits(
        xMin=-furthest_x, xMax=furthest_x, yMin=-furthest_y, yMax=furthest_y,
        minXRange=NEAREST * across, minYRange=NEAREST * up,
    )  # fmt: skip


def _units(document: Document, shown: Slice) -> Pair:
    """Return the units across and up; a single feature lends its own to the vertical axis."""
    if document.scaling is None:
        return 1.0, 1.0
    deviations = document.scaling.deviations[list(shown.axes)]
    return float(deviations[0]), float(deviations[-1])
