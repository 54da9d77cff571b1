"""A small picture of a preset, drawn from the preset's own generator."""

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from gui.look.theme import Theme
from model import new_document
from model.arrays import Floats

POINTS = 46
FEW = 8  # at most this many points are drawn large
WIDTH, HEIGHT = 42, 36
DOT, LARGE_DOT = 1.9, 3.6  # designed pixels, the radius of a point
MARGIN, LARGE_MARGIN = 1.15, 2.0  # how much wider the picture is than the points


def thumbnail(preset: str, theme: Theme, ratio: float) -> QIcon:
    """Return a picture of some points of a preset, with ``ratio`` device pixels per logical one."""
    data = new_document(preset, POINTS).dataset
    size = QSize(theme.px(WIDTH), theme.px(HEIGHT))
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    if not len(data):
        return QIcon(pixmap)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    few = len(data) <= FEW
    dot, margin = (LARGE_DOT, LARGE_MARGIN) if few else (DOT, MARGIN)
    zoom = min(size.width(), size.height()) / 2 / margin
    for (x1, x2), label in zip(_spots(data.x).tolist(), data.labels.tolist(), strict=True):
        painter.setBrush(QColor(theme.palette.points[label]))
        at = QPointF(size.width() / 2 + x1 * zoom, size.height() / 2 - x2 * zoom)
        painter.drawEllipse(at, dot * theme.scale, dot * theme.scale)
    painter.end()
    return QIcon(pixmap)


def _spots(x: Floats) -> Floats:
    """Return the first two features of x (points, features), centred and scaled into −1 to 1."""
    shown = np.column_stack([x, np.zeros(len(x))])[:, :2]
    centred = shown - (shown.min(axis=0) + shown.max(axis=0)) / 2
    return np.asarray(centred / np.abs(centred).max())
