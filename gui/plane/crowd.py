"""Very many points as an image that shows only where they are."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from model.arrays import Floats, Integers
from model.plane.field import Region

DOT = 2  # the side of a point in logical pixels


class CrowdItem(pg.ImageItem):
    """Draws points as dots, all of the same size."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self._colors = np.zeros((1, 4), dtype=np.uint8)
        self._x: Floats = np.empty((0, 2))
        self._which: Integers = np.empty(0, dtype=np.int64)

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        """Set the colours of dots, (colours, 4): red, green, blue and alpha."""
        self._colors = colors

    def set_spots(self, x: Floats, which: Integers) -> None:
        """Set dots at x (spots, 2) in the colours ``which`` (spots,), the last one on top."""
        self._x, self._which = x, which
        self.setVisible(len(x) > 0)

    def set_region(self, region: Region, width: int, height: int) -> None:
        """Draw the dots in a region that is shown ``width`` x ``height`` logical pixels large."""
        if not len(self._x):
            return
        columns, rows = max(width // DOT, 1), max(height // DOT, 1)
        left, right, bottom, top = region
        across = (self._x[:, 0] - left) * (columns / (right - left))
        up = (self._x[:, 1] - bottom) * (rows / (top - bottom))
        seen = (across >= 0) & (across < columns) & (up >= 0) & (up < rows)
        cells = up[seen].astype(np.int64) * columns + across[seen].astype(np.int64)
        image = np.zeros((rows * columns, 4), dtype=np.uint8)
        image[cells] = self._colors[self._which[seen]]
        self.setImage(image.reshape(rows, columns, 4), autoLevels=False)
        self.setRect(QRectF(left, bottom, right - left, top - bottom))
