"""Graphs of activations, small enough for a circle in the diagram."""

from functools import cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from model.activations import activate

SPAN = 4.0  # scores from -SPAN to SPAN are drawn
SAMPLES = 17
WORDS = {"softmax": "soft"}  # activations that are not a function of one score


def glyph(activation: str, room: QRectF) -> QPolygonF | str:
    """Return the graph of an activation inside the circle that fills ``room``, or a word for it."""
    if activation in WORDS:
        return WORDS[activation]
    middle, half = room.center(), 0.3 * room.width()
    return QPolygonF(
        [QPointF(middle.x() + half * x, middle.y() - half * y) for x, y in _graph(activation)]
    )


@cache
def _graph(activation: str) -> tuple[tuple[float, float], ...]:
    """Return points (x, y) of a graph that fills the square from -1 to 1."""
    if activation == "step":  # vertical at 0, where samples would make a slope
        return ((-1.0, -1.0), (0.0, -1.0), (0.0, 1.0), (1.0, 1.0))
    x = np.linspace(-1.0, 1.0, SAMPLES)
    y = activate(activation, x if activation in ("relu", "linear") else SPAN * x)
    y = 2 * (y - y.min()) / np.ptp(y) - 1
    return tuple(zip(x.tolist(), y.tolist(), strict=True))
