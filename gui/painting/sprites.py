"""Small pictures, each drawn at many places: points, and the rings around them."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import renderSymbol
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem

from model.arrays import Floats, Integers
from model.plane.field import Region

CACHED_FROM = 1000  # more spots than this are painted once and cached

Opacities = Floats | float


def sprite(
    symbol: str | QPainterPath, size: float, pen: QPen, brush: QBrush, ratio: float
) -> QImage:
    """Return a symbol of pyqtgraph, or a path of size 1, ``size`` logical pixels large.

    It is drawn at this device pixel ratio. The pen's width is in device pixels, and half of it
    lies inside.
    """
    image = renderSymbol(symbol, size, pen, brush, dpr=ratio)
    assert isinstance(image, QImage)
    return image


class Sheet:
    """Small pictures side by side in one pixmap, to draw many of them in one call."""

    def __init__(self, images: Sequence[QImage]) -> None:
        """Join ``images``, all of the same device pixel ratio."""
        widths = [image.width() for image in images]
        heights = [image.height() for image in images]
        lefts = np.cumsum([0, *widths[:-1]])
        self._ratio = images[0].devicePixelRatio()
        self._pixmap = QPixmap(sum(widths), max(heights))
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        for left, image in zip(lefts.tolist(), images, strict=True):
            painter.drawImage(QRectF(left, 0, image.width(), image.height()), image)
        painter.end()
        # Left, top, width and height of each.
        self._sources = np.column_stack([lefts, np.zeros(len(images)), widths, heights])
        self._fragments = PrimitiveArray(QPainter.PixmapFragment, 10)
        self.reach = float(max(widths + heights))

    def draw(
        self, painter: QPainter, at: Floats, which: Integers, opacity: Opacities = 1.0
    ) -> None:
        """Draw the pictures ``which`` (spots,) at pixels ``at`` (spots, 2), the last one on top."""
        self._fragments.resize(len(at))
        fragments = self._fragments.ndarray()
        fragments[:, 0:2] = at
        fragments[:, 2:6] = self._sources[which]
        fragments[:, 6:10] = 1 / self._ratio, 1 / self._ratio, 0.0, 1.0
        fragments[:, 9] = opacity
        first, count = self._fragments.drawargs()
        painter.drawPixmapFragments(first, count, self._pixmap)


class SpritesItem(pg.GraphicsObject):
    """Draws one of a few pictures at each spot, in the same size at every zoom.

    A scatter plot of pyqtgraph goes over its spots one by one in Python whenever they change, and
    has a single opacity.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._rect = QRectF()
        self._x: Floats = np.empty((0, 2))
        self._which: Integers = np.empty(0, dtype=np.int64)
        self._opacity: Opacities = 1.0

    def set_sprites(self, images: Sequence[QImage]) -> None:
        """Set the pictures, all of the same device pixel ratio."""
        self._sheet = Sheet(images)
        self.update()

    def set_spots(self, x: Floats, which: Integers, opacity: Opacities = 1.0) -> None:
        """Set the pictures ``which`` (spots,) to draw at x (spots, 2), the last one on top."""
        self._x, self._which, self._opacity = x, which, opacity
        mode = QGraphicsItem.CacheMode.NoCache
        if len(x) > CACHED_FROM:
            mode = QGraphicsItem.CacheMode.DeviceCoordinateCache
        if mode is not self.cacheMode():
            self.setCacheMode(mode)
        self.setVisible(len(x) > 0)
        self.update()

    def set_region(self, region: Region) -> None:
        """Set the visible region, in plane coordinates."""
        left, right, bottom, top = region
        self.prepareGeometryChange()
        self._rect = QRectF(left, bottom, right - left, top - bottom)

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        if self._sheet is None:
            return
        transform = painter.transform()
        scale = np.array([transform.m11(), transform.m22()])
        at = self._x * scale + [transform.dx(), transform.dy()]
        seen = transform.mapRect(self._rect)
        low = np.array([seen.left(), seen.top()]) - self._sheet.reach
        high = np.array([seen.right(), seen.bottom()]) + self._sheet.reach
        visible = ((low < at) & (at < high)).all(axis=1)
        painter.resetTransform()
        opacity = self._opacity
        shown = opacity if isinstance(opacity, float) else opacity[visible]
        self._sheet.draw(painter, at[visible], self._which[visible], shown)
