"""The weights of a line as an arrow, and what an update adds to them, on the plane."""

from math import atan2, cos, hypot, pi, sin

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.theme import LIGHT, Theme
from model.arrows import Arrows
from model.field import Region, Segment

HEAD = 9.0  # designed pixels of an arrow's head
SHARP = pi / 7  # the angle between an arrow and the sides of its head
NAMED = 13.0  # designed pixels from a tip to its name
BESIDE = pi / 3  # how far the two names stand apart from their arrows


class ArrowsItem(pg.GraphicsObject):
    """Draws w, the change and w after it, and the line after it; nothing unless told to."""

    def __init__(self) -> None:
        """Without arrows."""
        super().__init__()
        self._arrows: Arrows | None = None
        self._theme = Theme(LIGHT)
        self._rect = QRectF()
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw with this theme's colours and sizes."""
        self._theme = theme
        self.update()

    def set_region(self, region: Region) -> None:
        """Draw where this region is visible."""
        left, right, bottom, top = region
        self.prepareGeometryChange()
        self._rect = QRectF(left, bottom, right - left, top - bottom)

    def show_arrows(self, arrows: Arrows | None) -> None:
        """Draw these, or nothing."""
        if arrows != self._arrows:
            self._arrows = arrows
            self.setVisible(arrows is not None)
            self.update()

    def boundingRect(self) -> QRectF:
        """The visible region."""
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the line after the update, then the arrows, the change last."""
        arrows, theme = self._arrows, self._theme
        if arrows is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, bold=True))
        where = painter.worldTransform()
        painter.resetTransform()  # heads and names keep their size, whatever the zoom

        def ends(segment: Segment) -> tuple[QPointF, QPointF]:
            x1, y1, x2, y2 = segment
            return where.map(QPointF(x1, y1)), where.map(QPointF(x2, y2))

        if arrows.line is not None:
            painter.setPen(QPen(theme.color("accent", 190), 1.6 * theme.scale))
            painter.drawLine(*ends(arrows.line))
        turn = _turn(arrows)
        for segment, color, name, side in (
            (arrows.weights, "text", "w", -turn),
            (arrows.changed, "accent", "w′", turn),
            (arrows.change, "warn", "", 0.0),
        ):
            if segment is not None:
                self._paint_arrow(painter, ends(segment), theme.color(color), name, side)

    def _paint_arrow(
        self,
        painter: QPainter,
        ends: tuple[QPointF, QPointF],
        color: QColor,
        name: str,
        side: float,
    ) -> None:
        """One arrow, its head no longer than itself, its name at that side of the tip."""
        start, tip = ends
        across, down = tip.x() - start.x(), tip.y() - start.y()
        length, scale = hypot(across, down), self._theme.scale
        if length < 1:
            return
        angle, head = atan2(down, across), min(HEAD * scale, length)
        pen = QPen(color, 2.2 * scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(start, tip - _toward(angle, head * cos(SHARP)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        sides = [tip - _toward(angle + side, head) for side in (-SHARP, SHARP)]
        painter.drawPolygon(QPolygonF([tip, *sides]))
        if name:
            painter.setPen(color)
            room = QRectF(0, 0, 30 * scale, 20 * scale)
            room.moveCenter(tip + _toward(angle + side * BESIDE, NAMED * scale))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)


def _turn(arrows: Arrows) -> float:
    """Whether w turns clockwise on the screen, 1, or the other way, -1."""
    if arrows.weights is None or arrows.change is None:
        return 0.0
    x1, y1, x2, y2 = arrows.weights
    start_x, start_y, end_x, end_y = arrows.change
    cross = (x2 - x1) * (end_y - start_y) - (y2 - y1) * (end_x - start_x)
    return -1.0 if cross > 0 else 1.0


def _toward(angle: float, length: float) -> QPointF:
    return QPointF(length * cos(angle), length * sin(angle))
