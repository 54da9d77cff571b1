"""The icon of a class, in its shape and colour on the plane."""

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gui.look.theme import SYMBOLS, Theme

SIDE = 48  # pixels; drawn large and shown small, to be sharp at every pixel ratio


def point_icon(label: int, theme: Theme) -> QIcon:
    """Return the icon of class ``label``."""
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(SIDE / 2, SIDE / 2)
    color = QColor(theme.palette.points[label])
    drawSymbol(painter, SYMBOLS[label], SIDE * 0.8, QPen(Qt.PenStyle.NoPen), color)
    painter.end()
    return QIcon(pixmap)
