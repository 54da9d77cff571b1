"""The hulls of two classes on the plane, and the gap between them or their overlap."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.look.theme import LIGHT, Theme
from model.arrays import Floats
from model.plane.field import Region
from model.separability.gap import Gap
from model.separability.verdict import Separability

FILL, GAP_FILL, COMMON_FILL = 36, 56, 75  # opacities of 255
COMMON = 4  # violet, between blue and red, and never one of the two classes
DOT, HALO = 8, 30  # designed pixels; the halo shows around a point that covers the dot


class HullsItem(pg.GraphicsObject):
    """Draws the hulls of two classes; nothing until there is a verdict."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Separability | None = None
        self._theme, self._ratio = Theme(LIGHT), 1.0
        self._rect = QRectF()
        self.hide()

    def set_theme(self, theme: Theme, ratio: float) -> None:
        """Draw with this theme's colours and sizes, on a screen of this device pixel ratio."""
        self._theme, self._ratio = theme, ratio
        self.update()

    def set_region(self, region: Region) -> None:
        """Set the visible region, in plane coordinates."""
        left, right, bottom, top = region
        self.prepareGeometryChange()
        self._rect = QRectF(left, bottom, right - left, top - bottom)

    def show_separability(self, found: Separability | None) -> None:
        """Draw this verdict; None draws nothing."""
        self._found = found
        self.setVisible(found is not None)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the gap, the hulls, and their overlap."""
        if self._found is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._found.gap is not None:
            self._paint_band(painter, self._found.gap)
        for corners, name in zip(self._found.hulls, self._theme.palette.points, strict=False):
            color = QColor(name)
            painter.setPen(self._pen(color, 1.6))
            self._paint_outline(painter, corners, color, FILL)
        if self._found.gap is not None:
            self._paint_way(painter, self._found.gap)
        if self._found.overlap is not None:
            self._paint_common(painter, self._found.overlap)

    def _paint_common(self, painter: QPainter, corners: Floats) -> None:
        """Draw the overlap: a polygon, a thick line, or a large dot."""
        solid, pale = (QColor(self._theme.palette.points[COMMON]) for _ in range(2))
        pale.setAlpha(COMMON_FILL)
        places = [QPointF(x, y) for x, y in corners.tolist()]
        if len(places) > 2:
            painter.setPen(self._pen(solid, 2.4))
            painter.setBrush(pale)
            painter.drawPolygon(QPolygonF(places))
            return
        if len(places) > 1:
            for color, width in ((pale, HALO / 2), (solid, DOT / 2)):
                painter.setPen(self._pen(color, width))
                painter.drawLine(*places)
            return
        middle = painter.transform().map(places[0])
        painter.resetTransform()  # a dot keeps its size, whatever the zoom
        painter.setPen(Qt.PenStyle.NoPen)
        for color, width in ((pale, HALO), (solid, DOT)):
            painter.setBrush(color)
            radius = self._theme.px(width) / 2
            painter.drawEllipse(middle, radius, radius)

    def _pen(self, color: QColor, width: float) -> QPen:
        # The width of a cosmetic pen is in device pixels.
        pen = QPen(color, width * self._theme.scale * self._ratio)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _paint_outline(self, painter: QPainter, corners: Floats, color: QColor, fill: int) -> None:
        """Draw a filled polygon; of two corners it is a segment, of one nothing."""
        color.setAlpha(fill)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))

    def _paint_band(self, painter: QPainter, gap: Gap) -> None:
        """Fill the visible part of the band between the two lines that touch the hulls."""
        along = self._reach(gap) * np.array([-gap.normal[1], gap.normal[0]])
        near, far = gap.ends
        corners = np.array([near - along, near + along, far + along, far - along])
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_outline(painter, corners, self._theme.color("accent"), GAP_FILL)

    def _paint_way(self, painter: QPainter, gap: Gap) -> None:
        """Draw the line in the middle of the gap, and the shortest way across."""
        along = self._reach(gap) * np.array([-gap.normal[1], gap.normal[0]])
        line = self._pen(self._theme.color("accent"), 1.6)
        line.setDashPattern([5, 4])
        painter.setPen(line)
        painter.drawLine(_line(gap.middle - along, gap.middle + along))
        painter.setPen(self._pen(self._theme.color("accent"), 2.6))
        painter.drawLine(_line(*gap.ends))

    def _reach(self, gap: Gap) -> float:
        """Return how far a line from the middle of the gap must go to leave the visible region."""
        middle = QPointF(*gap.middle.tolist())
        away = max(abs(middle.x() - self._rect.center().x()), self._rect.width())
        return 2 * (away + max(abs(middle.y() - self._rect.center().y()), self._rect.height()))


def _line(start: Floats, end: Floats) -> QLineF:
    return QLineF(QPointF(*start.tolist()), QPointF(*end.tolist()))
