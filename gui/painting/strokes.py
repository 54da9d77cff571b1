"""Many straight strokes at once."""

import numpy as np
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter

from model.arrays import Floats


class Strokes:
    """Draws lines from an array: made one by one in Python they would take ten times as long.

    The memory is kept from one painting to the next.
    """

    def __init__(self) -> None:
        self._lines = PrimitiveArray(QLineF, 4)

    def draw_pairs(self, painter: QPainter, spots: Floats) -> None:
        """Draw from the first of ``spots`` (spots, 2) to the second, the third to the fourth, ...

        Spots are in the painter's pixels; a last one without a partner is left out.
        """
        self._draw(painter, spots[: len(spots) // 2 * 2].reshape(-1, 4))

    def draw_curve(self, painter: QPainter, spots: Floats) -> None:
        """Draw from each of ``spots`` (spots, 2), in the painter's pixels, to the next.

        It draws single lines: for a jagged polyline Qt takes 25 times as long.
        """
        self._draw(painter, np.hstack([spots[:-1], spots[1:]]))

    def _draw(self, painter: QPainter, ends: Floats) -> None:
        self._lines.resize(len(ends))
        self._lines.ndarray()[:] = ends
        painter.drawLines(*self._lines.drawargs())
