"""What of the plane is visible in a widget."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtWidgets import QLayout

from gui.painting.axes import Pair
from gui.sight.framing import Framing, bound
from gui.sight.geometry import Geometry
from gui.sight.room import RADIUS, ROOM, Sight, out_of_sight, roomy
from model.arrays import Floats
from model.plane.field import Region
from model.plane.slice import Slice
from model.run.document import Document


class Eye:
    """Looks at a region through a view box, zooms and pans, and keeps points in sight.

    ``scale`` is that of the interface.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._framing, self._sight = Framing(), Sight()
        self.scale = 1.0
        bound(box, self._framing.units)

    @property
    def region(self) -> Region:
        """The visible part of the plane."""
        (left, right), (bottom, top) = self._box.viewRange()
        return Region(left, right, bottom, top)

    @property
    def _size(self) -> QSize:
        size: QSize = self._box.getViewWidget().size()  # the box does not keep it alive
        return size

    @property
    def _covered(self) -> int:
        """How many pixels at the top lie under widgets that are laid over the plane."""
        layout: QLayout | None = self._box.getViewWidget().layout()
        over = [] if layout is None else [layout.itemAt(i) for i in range(layout.count())]
        widgets = [widget for item in over if item is not None and (widget := item.widget())]
        return max((w.geometry().bottom() + 1 for w in widgets if w.isVisible()), default=0)

    @property
    def geometry(self) -> Geometry:
        """Where on the widget the plane is."""
        return Geometry(self.region, self._size.width(), self._size.height())

    @property
    def _clear(self) -> Geometry:
        """The part of the plane over which nothing is laid."""
        whole, covered = self.geometry, self._covered
        top = whole.region.top - covered * whole.pixel[1]
        return Geometry(whole.region._replace(top=top), whole.width, max(whole.height - covered, 1))

    @property
    def step(self) -> Pair:
        """The step of the grid, across and up."""
        return self.geometry.step(self.scale)

    def look(self, region: Region) -> None:
        """Make this region visible, and as much more as keeps the plane square in its units."""
        left, right, bottom, top = region
        self._box.setRange(QRectF(left, bottom, right - left, top - bottom), padding=0)

    def zoom(self, factor: float, at: QPointF) -> None:
        """Make ``factor`` times as much visible; what is at ``at`` of the widget stays there."""
        self.look(self.geometry.zoomed(factor, at))

    def pan(self, by: QPointF) -> None:
        """Move the plane by so many pixels."""
        across, up = self.geometry.pixel
        self._box.translateBy(x=-by.x() * across, y=by.y() * up)

    def follow(self, document: Document, shown: Slice, x: Floats) -> bool:
        """Look at all points x (points, 2) if the plane is to be fitted anew; return whether so."""
        units = self._framing.units
        is_elsewhere = self._framing.follow(document, shown)
        if self._framing.units != units:
            bound(self._box, self._framing.units)
        if is_elsewhere:
            self.fit(x)
            self._sight.settle(x, document.loads)
        return is_elsewhere

    def fit(self, x: Floats) -> None:
        """Make all points x (points, 2) visible, with a margin."""
        around = self._framing.around(x)
        self.look(self._with_room(around, x) if len(x) else around)

    def make_room(self, x: Floats, loads: int) -> Floats:
        """Bring those of x (points, 2) into sight that were placed out of it, and return them."""
        missed = self._sight.missed(x, loads, self._clear, RADIUS * self.scale)
        self._bring(missed, x)
        return missed

    def show(self, index: int, x: Floats) -> Floats:
        """Bring one of x (points, 2) into sight if it is out of it; return it, or else no point."""
        spot = x[index : index + 1]
        missed = spot[out_of_sight(self._clear, spot)]
        self._bring(missed, x)
        return missed

    def _bring(self, missed: Floats, x: Floats) -> None:
        """Make room for points without cutting off any that are in sight among x (points, 2)."""
        if len(missed):
            clear = self._clear
            whole = x[~out_of_sight(clear, x, RADIUS * self.scale)]
            self.look(self._with_room(clear.region, np.concatenate([whole, missed])))

    def _with_room(self, region: Region, spots: Floats) -> Region:
        """Return a region with room for places (points, 2) below what is laid over the plane."""
        (across, up), covered = self._framing.units, self._covered
        width, height = max(self._size.width(), 1), max(self._size.height() - covered, 1)
        found = roomy(region, (across, up), (width, height), spots, ROOM * self.scale)
        left, right, bottom, top = found
        unit = max((right - left) / (across * width), (top - bottom) / (up * height))
        return found._replace(top=top + covered * unit * up)
