"""A small picture of a preset, drawn from the preset's own generator."""

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from gui.theme import Theme
from model import new_document

POINTS = 46
WIDTH, HEIGHT = 42, 36


def thumbnail(preset: str, theme: Theme, ratio: float) -> QIcon:
    """Some points of a preset, at ``ratio`` device pixels to a logical one."""
    data = new_document(preset, POINTS).dataset
    x, labels = data.x, data.labels
    size = QSize(theme.px(WIDTH), theme.px(HEIGHT))
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    dot = 1.9 * theme.scale
    x = np.column_stack([x, np.zeros(len(x))])[:, :2] if x.shape[1] < 2 else x[:, :2]
    furthest = float(np.abs(x).max(initial=1.0)) * 1.08
    zoom = min(size.width(), size.height()) / 2 / furthest
    for (x1, x2), label in zip(x.tolist(), labels.tolist(), strict=True):
        painter.setBrush(QColor(theme.palette.points[label]))
        at = QPointF(size.width() / 2 + x1 * zoom, size.height() / 2 - x2 * zoom)
        painter.drawEllipse(at, dot, dot)
    painter.end()
    return QIcon(pixmap)
