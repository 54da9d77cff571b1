"""The weights of a line and the change an update makes to them, as arrows on the plane."""

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from gui.look.theme import LIGHT, Theme
from model.expressions import figure
from model.plane.arrows import Arrows
from model.plane.field import Region, Segment

HEAD = 9.0  # designed pixels of an arrow's head
SHARP = pi / 7  # the angle between an arrow and the sides of its head
NAMED = 10.0  # designed pixels between a tip and its name
BESIDE = 0.45 * pi  # the angle between the arrows of w and w′ and the way to their names
HALO = 3.0  # designed pixels around names; arrows have half as many
MARGIN = 8.0  # designed pixels between the corner and the words in it


class Name(NamedTuple):
    """A text beside the tip of an arrow, in this direction from it."""

    text: str
    tip: QPointF
    angle: float


class ArrowsItem(pg.GraphicsObject):
    """Draws w, the change, w after it and the line after it; nothing until there are arrows.

    Where arrows are not drawn at their true length, the corner says at what scale they are.
    """

    def __init__(self) -> None:
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
        """Set the visible region, in plane coordinates."""
        left, right, bottom, top = region
        self.prepareGeometryChange()
        self._rect = QRectF(left, bottom, right - left, top - bottom)

    def show_arrows(self, arrows: Arrows | None) -> None:
        """Draw these arrows; None draws nothing."""
        if arrows != self._arrows:
            self._arrows = arrows
            self.setVisible(arrows is not None)
            self.update()

    @property
    def rows(self) -> int:
        """How many rows of words stand in the corner."""
        return int(self._arrows is not None and self._arrows.scale != 1.0)

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the line after the update, then the arrows."""
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
        shown = [
            (ends(segment), theme.color(color), name, side)
            for segment, color, name, side in (
                (arrows.weights, "text", "w", -turn),
                (arrows.changed, "accent", "w′", turn),
                (arrows.change, "warn", arrows.name, 0.0),
            )
            if segment is not None
        ]
        for between, color, _, _ in shown:
            self._paint_arrow(painter, between, color)
        names = list[Name]()
        for between, _, name, side in shown:
            way = between if side or arrows.weights is None else ends(arrows.weights)
            names.append(Name(name, between[1], _angle(way) + side * BESIDE))
        rooms = placed(names, painter.fontMetrics(), theme.scale)
        for (_, color, name, _), room in zip(shown, rooms, strict=True):
            self._haloed(painter, room.bottomLeft(), name, color)
        if arrows.scale != 1.0:
            corner = where.mapRect(self._rect)
            words = scale_text(arrows.scale)
            painter.setFont(theme.font(11))
            metrics, margin = painter.fontMetrics(), MARGIN * theme.scale
            start = QPointF(
                corner.right() - margin - metrics.horizontalAdvance(words),
                corner.top() + margin + metrics.ascent(),
            )
            self._haloed(painter, start, words, theme.color("text"))

    def _paint_arrow(self, painter: QPainter, ends: tuple[QPointF, QPointF], color: QColor) -> None:
        """Draw one arrow, whose head is never longer than the arrow itself."""
        start, tip = ends
        length, scale = hypot(tip.x() - start.x(), tip.y() - start.y()), self._theme.scale
        if length < 1:
            return
        angle, head = _angle(ends), min(HEAD * scale, length)
        shaft = tip - _toward(angle, head * cos(SHARP))
        corners = QPolygonF([tip, *(tip - _toward(angle + s, head) for s in (-SHARP, SHARP))])
        for own, more in ((self._theme.color("panel"), HALO * scale), (color, 0.0)):
            pen = QPen(own, 2.2 * scale + more)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(start, shaft)
            painter.setPen(QPen(own, more) if more else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(own)
            painter.drawPolygon(corners)

    def _haloed(self, painter: QPainter, start: QPointF, text: str, color: QColor) -> None:
        """Write a text, from its start on the base line, with a halo that keeps it legible."""
        path = QPainterPath()
        path.addText(start, painter.font(), text)
        width = 2 * HALO * self._theme.scale
        pen = QPen(self._theme.color("panel", 215), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.setPen(color)
        painter.drawText(start, text)


def placed(names: Sequence[Name], metrics: QFontMetrics, scale: float) -> list[QRectF]:
    """Return where names are written: beside their tips, and with their halos clear of each other.

    A name that would meet another moves on, away from its tip.
    """
    found, halo = list[QRectF](), 2 * HALO * scale
    for text, tip, angle in names:
        room = QRectF(0, 0, metrics.horizontalAdvance(text), metrics.ascent())
        # Far enough for the whole name, wide or high, to clear the tip.
        away = NAMED * scale
        away += (abs(cos(angle)) * room.width() + abs(sin(angle)) * room.height()) / 2
        room.moveCenter(tip + _toward(angle, away))
        while any(other.adjusted(-halo, -halo, halo, halo).intersects(room) for other in found):
            room.translate(_toward(angle, HALO * scale))
        found.append(room)
    return found


def scale_text(scale: float) -> str:
    """Return the scale of arrows in words: 5 times their length, or 1/5 of it."""
    if scale > 1:
        return f"arrows drawn at {figure(scale)} times their length"
    return f"arrows drawn at 1/{figure(round(1 / scale))} of their length"


def _turn(arrows: Arrows) -> float:
    """Return 1 if the change turns w clockwise on the screen, -1 if not, 0 without either."""
    if arrows.weights is None or arrows.change is None:
        return 0.0
    x1, y1, x2, y2 = arrows.weights
    start_x, start_y, end_x, end_y = arrows.change
    cross = (x2 - x1) * (end_y - start_y) - (y2 - y1) * (end_x - start_x)
    return -1.0 if cross > 0 else 1.0


def _angle(ends: tuple[QPointF, QPointF]) -> float:
    start, tip = ends
    return atan2(tip.y() - start.y(), tip.x() - start.x())


def _toward(angle: float, length: float) -> QPointF:
    return QPointF(length * cos(angle), length * sin(angle))
