"""Curves on the plane: the boundary and the lines of hidden units."""

from collections.abc import Iterable

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from model.arrays import AnyFloats, Floats
from model.plane.field import Grid, Region, Segment

PIECE = 32  # segments of a curve that are drawn at once


def contours(grid: Grid, planes: AnyFloats) -> list[Floats]:
    """Return the curves, (points, 2) each, where any of ``planes`` (planes, rows, columns) is 0."""
    found: list[Floats] = []
    for plane in planes:
        if plane.min() < 0 <= plane.max() and np.isfinite(plane).all():
            made = contourpy.contour_generator(grid.xs, grid.ys, plane)
            found += [np.asarray(curve) for curve in made.lines(0.0)]
    return found


def curves_of(segments: Iterable[Segment | None]) -> list[Floats]:
    """Return segments as curves of two points, leaving out None."""
    return [np.array([[s.x1, s.y1], [s.x2, s.y2]]) for s in segments if s is not None]


class LinesItem(pg.GraphicsObject):
    """Draws curves with one pen, whose width does not depend on the zoom."""

    def __init__(self, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        super().__init__()
        self._pieces: list[QPolygonF] = []
        self._rect = QRectF()
        self._source: object = None
        self._is_dashed = style is Qt.PenStyle.CustomDashLine
        self._pen = QPen()
        self._pen.setStyle(style)
        self._pen.setCosmetic(True)
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if self._is_dashed:
            self._pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._pen.setDashPattern([6, 5])

    def set_pen(self, color: QColor, width: float) -> None:
        """Set the colour of the pen and its width, in device pixels."""
        self._pen.setColor(color)
        self._pen.setWidthF(width)
        self.update()

    def shows(self, source: object) -> bool:
        """Return whether the curves of ``source`` are what is drawn."""
        return self._source is source

    def set_curves(self, curves: Iterable[Floats], region: Region, source: object = None) -> None:
        """Draw these curves, (points, 2) each, all inside the region, that ``source`` has."""
        self._source = source
        left, right, bottom, top = region
        rect = QRectF(left, bottom, right - left, top - bottom)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        # Qt takes five times as long for a whole curve; but dashes would start anew at each piece.
        self._pieces = [
            pg.functions.arrayToQPolygonF(*curve[start : start + lines + 1].T)
            for curve in curves
            for lines in [len(curve) if self._is_dashed else PIECE]
            for start in range(0, len(curve) - 1, lines)
        ]
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        for piece in self._pieces:
            if piece.size() == 2:  # a dashed polyline takes fourteen times as long
                painter.drawLine(piece.at(0), piece.at(1))
            else:
                painter.drawPolyline(piece)
