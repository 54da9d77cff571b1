"""What is drawn over everything else on the plane: frame, reach of a tool, rubber band."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from gui.look.theme import Theme

EDGE = 2.0  # logical pixels of the edge of a past place


def draw_reach(painter: QPainter, theme: Theme, at: QPointF, radius: float) -> None:
    """Draw a circle around the cursor that shows how far a tool reaches."""
    painter.setPen(QPen(theme.color("text"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(theme.color("panel", 90))
    painter.drawEllipse(at, radius, radius)


def draw_band(painter: QPainter, theme: Theme, corner: QPointF, opposite: QPointF) -> None:
    """Draw a rubber band between two corners."""
    painter.setPen(QPen(theme.color("accent"), 1.5 * theme.scale, Qt.PenStyle.DashLine))
    painter.setBrush(theme.color("accent", 30))
    painter.drawRect(QRectF(corner, opposite).normalized())


def draw_frame(
    painter: QPainter, theme: Theme, size: QRectF, focused: bool, is_past: bool = False
) -> None:
    """Draw round corners, and a border that shows the focus and whether a past place is seen."""
    radius = theme.px(9)
    inner = size.adjusted(0.5, 0.5, -0.5, -0.5)
    outside = QPainterPath()  # what both shapes of the path cover is not filled
    outside.addRect(size.adjusted(-1, -1, 1, 1))
    outside.addRoundedRect(inner, radius, radius)
    painter.fillPath(outside, theme.color("ground"))
    painter.setPen(QPen(theme.color("accent" if focused else "line"), 2 if focused else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius, radius)
    if is_past:
        aside = EDGE if focused else EDGE / 4
        within = inner.adjusted(aside, aside, -aside, -aside)
        painter.setPen(QPen(theme.color("past"), EDGE))
        painter.drawRoundedRect(within, radius - aside, radius - aside)
