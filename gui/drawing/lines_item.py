"""The boundary and the lines of hidden units."""

from collections.abc import Iterable

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from model.arrays import Floats
from model.field import Field, Region, Segment


def contour(field: Field) -> list[Floats]:
    """The curves, (points, 2) each, along which the score of a two-class classifier is 0."""
    scores = field.scores[..., 0]
    if not (scores.min() < 0 <= scores.max()) or not np.isfinite(scores).all():
        return []
    made = contourpy.contour_generator(field.grid.xs, field.grid.ys, scores)
    return [np.asarray(curve) for curve in made.lines(0.0)]


def curves_of(segments: Iterable[Segment]) -> list[Floats]:
    """Straight segments as curves of two points."""
    return [np.array([[s.x1, s.y1], [s.x2, s.y2]]) for s in segments]


class LinesItem(pg.GraphicsObject):
    """Curves of one pen, whose width does not change with the zoom."""

    def __init__(self, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Without curves at first."""
        super().__init__()
        self._path = QPainterPath()
        self._rect = QRectF()
        self._pen = QPen()
        self._pen.setStyle(style)
        self._pen.setCosmetic(True)
        self._pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if style is Qt.PenStyle.CustomDashLine:
            self._pen.setDashPattern([6, 5])

    def set_pen(self, color: QColor, width: float) -> None:
        """Draw in this colour, ``width`` logical pixels wide."""
        self._pen.setColor(color)
        self._pen.setWidthF(width)
        self.update()

    def set_curves(self, curves: Iterable[Floats], region: Region) -> None:
        """Draw these curves, (points, 2) each, none of which leaves the region."""
        left, right, bottom, top = region
        rect = QRectF(left, bottom, right - left, top - bottom)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self._path = QPainterPath()
        for curve in curves:
            self._path.addPath(pg.arrayToQPath(curve[:, 0], curve[:, 1]))
        self.update()

    def boundingRect(self) -> QRectF:
        """The visible region."""
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the curves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        painter.drawPath(self._path)
