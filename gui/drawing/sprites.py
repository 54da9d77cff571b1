"""Small pictures, each drawn at many places: points, and the rings around them."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import renderSymbol
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem

from model.arrays import Floats, Integers
from model.field import Region

CACHED_FROM = 1000  # more spots than this are painted once and kept as a picture

Opacities = Floats | float


def sprite(symbol: str, size: float, pen: QPen, brush: QBrush, ratio: float) -> QImage:
    """A symbol of pyqtgraph, ``size`` logical pixels large, ``ratio`` device pixels to each.

    The pen's width is in device pixels, half of it inside.
    """
    image = renderSymbol(symbol, size, pen, brush, dpr=ratio)
    assert isinstance(image, QImage)
    return image


class SpritesItem(pg.GraphicsObject):
    """Draws one of a few pictures at each of its spots, the same size at every zoom.

    A scatter plot of pyqtgraph goes over its spots one by one in Python whenever they change, and
    has one opacity for all.
    """

    def __init__(self) -> None:
        """Without spots at first."""
        super().__init__()
        self._pixmap = QPixmap()
        self._sources = np.zeros((1, 4))  # left, top, width and height of each picture in it
        self._ratio = 1.0
        self._rect = QRectF()
        self._x: Floats = np.empty((0, 2))
        self._which: Integers = np.empty(0, dtype=np.int64)
        self._opacity: Opacities = 1.0
        self._fragments = PrimitiveArray(QPainter.PixmapFragment, 10)

    def set_sprites(self, images: Sequence[QImage]) -> None:
        """Draw these pictures, all of one ratio."""
        widths = [image.width() for image in images]
        lefts = np.cumsum([0, *widths[:-1]])
        self._ratio = images[0].devicePixelRatio()
        self._pixmap = QPixmap(sum(widths), max(image.height() for image in images))
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        for left, image in zip(lefts.tolist(), images, strict=True):
            painter.drawImage(QRectF(left, 0, image.width(), image.height()), image)
        painter.end()
        heights = [image.height() for image in images]
        self._sources = np.column_stack([lefts, np.zeros(len(images)), widths, heights])
        self.update()

    def set_spots(self, x: Floats, which: Integers, opacity: Opacities = 1.0) -> None:
        """Draw at x (spots, 2) the pictures of these indices (spots,), the last one on top."""
        self._x, self._which, self._opacity = x, which, opacity
        mode = QGraphicsItem.CacheMode.NoCache
        if len(x) > CACHED_FROM:
            mode = QGraphicsItem.CacheMode.DeviceCoordinateCache
        if mode is not self.cacheMode():
            self.setCacheMode(mode)
        self.setVisible(len(x) > 0)
        self.update()

    def set_region(self, region: Region) -> None:
        """Draw where this region is visible."""
        left, right, bottom, top = region
        self.prepareGeometryChange()
        self._rect = QRectF(left, bottom, right - left, top - bottom)

    def boundingRect(self) -> QRectF:
        """The visible region."""
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw all spots that can be seen."""
        transform = painter.transform()
        scale = np.array([transform.m11(), transform.m22()])
        at = self._x * scale + [transform.dx(), transform.dy()]
        seen = transform.mapRect(self._rect)
        reach = self._sources[:, 2:].max()
        low = np.array([seen.left(), seen.top()]) - reach
        high = np.array([seen.right(), seen.bottom()]) + reach
        visible = ((low < at) & (at < high)).all(axis=1)
        painter.resetTransform()
        self._fragments.resize(int(visible.sum()))
        fragments = self._fragments.ndarray()
        fragments[:, 0:2] = at[visible]
        fragments[:, 2:6] = self._sources[self._which[visible]]
        fragments[:, 6:10] = 1 / self._ratio, 1 / self._ratio, 0.0, 1.0
        opacity = self._opacity
        fragments[:, 9] = opacity if isinstance(opacity, float) else opacity[visible]
        first, count = self._fragments.drawargs()
        painter.drawPixmapFragments(first, count, self._pixmap)
