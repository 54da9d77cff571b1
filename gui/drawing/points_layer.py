"""The points, the rings around those on the wrong side, and the selected one."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem

from gui.theme import SYMBOLS, Theme
from model.arrays import AnyFloats, Floats, Integers
from model.dataset import Dataset
from model.field import Region
from model.slice import Slice

MOST_RINGS = 2000
CACHED_FROM = 1000  # more points than this are painted once and kept as a picture
DENSITY_FROM = 20_000  # more than this are drawn as an image that only shows where they are
DOT = 2  # logical pixels of a point in that image

Spot = tuple[float, float]


class PointsLayer:
    """Draws the points of a dataset into a view box."""

    def __init__(self, box: pg.ViewBox) -> None:
        """Empty at first."""
        self._scatters = [self._add(box, pg.ScatterPlotItem(symbol=s), 20) for s in SYMBOLS]
        self._density = self._add(box, pg.ImageItem(axisOrder="row-major"), 20)
        self._rings = self._add(box, pg.ScatterPlotItem(symbol="o"), 30)
        self._selection = self._add(box, pg.ScatterPlotItem(symbol="o"), 31)
        self._dataset: Dataset | None = None
        self._slice: Slice | None = None
        self._x: Floats = np.empty((0, 2))
        self._labels: Integers = np.empty(0, dtype=np.int64)
        self._wrong: Integers = np.empty(0, dtype=np.int64)
        self._theme: Theme | None = None
        self._colors = np.zeros((len(SYMBOLS), 4), dtype=np.uint8)

    @staticmethod
    def _add(box: pg.ViewBox, item: pg.GraphicsObject, z: int) -> pg.GraphicsObject:
        item.setZValue(z)
        box.addItem(item, ignoreBounds=True)
        return item

    @property
    def x(self) -> Floats:
        """The points that are drawn, (points, 2)."""
        return self._x

    def set_theme(self, theme: Theme, pen: float) -> None:
        """Draw with this theme's colours and sizes, and pens ``pen`` times as wide as designed."""
        edge = pg.mkPen(theme.color("point_edge"), width=1.4 * pen)
        for index, scatter in enumerate(self._scatters):
            color = QColor(theme.palette.points[index])
            self._colors[index] = color.red(), color.green(), color.blue(), 235
            scatter.setPen(edge)
            scatter.setBrush(pg.mkBrush(color))
            scatter.setSize(theme.px(11 if index == 0 else 12))
        for item, name, width in (
            (self._rings, "warn", 1.8),
            (self._selection, "accent", 2.6),
        ):
            item.setPen(pg.mkPen(theme.color(name), width=width * pen))
            item.setBrush(None)
        self._selection.setSize(theme.px(23))
        self._theme = theme
        self._size_rings()

    def set_dataset(self, dataset: Dataset, shown: Slice) -> bool:
        """Draw these points; False if they are the ones already drawn."""
        if dataset is self._dataset and shown == self._slice:
            return False
        self._dataset, self._slice = dataset, shown
        self._x, self._labels = shown.flatten(dataset.x), dataset.labels
        crowded = len(self._x) > DENSITY_FROM
        mode = QGraphicsItem.CacheMode.NoCache
        if len(self._x) > CACHED_FROM:
            mode = QGraphicsItem.CacheMode.DeviceCoordinateCache
        for label, scatter in enumerate(self._scatters):
            drawn = self._x[self._labels == label] if not crowded else self._x[:0]
            scatter.setCacheMode(mode)
            scatter.setData(drawn[:, 0], drawn[:, 1])
        self._density.setVisible(crowded)
        self._size_rings()
        return True

    def _size_rings(self) -> None:
        if self._theme is not None:
            self._rings.setSize(self._theme.px(7 if self._density.isVisible() else 19))

    def set_region(self, region: Region, width: int, height: int) -> None:
        """Redraw what depends on the visible region: the image of a crowd."""
        if len(self._x) <= DENSITY_FROM:
            return
        columns, rows = max(width // DOT, 1), max(height // DOT, 1)
        left, right, bottom, top = region
        across = (self._x[:, 0] - left) * (columns / (right - left))
        up = (self._x[:, 1] - bottom) * (rows / (top - bottom))
        seen = (across >= 0) & (across < columns) & (up >= 0) & (up < rows)
        cells = up[seen].astype(np.int64) * columns + across[seen].astype(np.int64)
        image = np.zeros((rows * columns, 4), dtype=np.uint8)
        image[cells] = self._colors[self._labels[seen]]
        self._density.setImage(image.reshape(rows, columns, 4), autoLevels=False)
        self._density.setRect(QRectF(left, bottom, right - left, top - bottom))

    def set_wrong(self, wrong: Integers) -> None:
        """Ring these points."""
        wrong = wrong[:MOST_RINGS]
        if not np.array_equal(wrong, self._wrong) or len(wrong):
            self._wrong = wrong
            self._rings.setData(self._x[wrong, 0], self._x[wrong, 1])

    def set_selected(self, indices: tuple[int, ...]) -> None:
        """Mark these points as selected."""
        chosen = self._x[[index for index in indices if index < len(self._x)]]
        self._selection.setData(chosen[:, 0], chosen[:, 1])

    def within(self, start: Spot, end: Spot, radius: float) -> list[int]:
        """The indices of the points within ``radius`` of a straight stroke, the nearest first."""
        (x, y), across, up = start, end[0] - start[0], end[1] - start[1]
        along: AnyFloats = (self._x[:, 0] - x) * across + (self._x[:, 1] - y) * up
        share = np.clip(along / (across**2 + up**2 or 1.0), 0.0, 1.0)
        away = np.hypot(self._x[:, 0] - x - share * across, self._x[:, 1] - y - share * up)
        near = np.flatnonzero(away <= radius)
        # On a tie the last one is on top of the others.
        return [int(i) for i in near[np.lexsort((-near, away[near]))]]
