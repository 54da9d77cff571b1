"""The coloured ground of the plane: what the classifier says everywhere."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.theme import Palette
from model.field import Field

SHADES = 256


class FieldItem(pg.ImageItem):
    """An image of few cells, drawn smoothly: pale blue through near-white to pale red."""

    def __init__(self) -> None:
        """Empty until the first field is shown."""
        super().__init__(axisOrder="row-major")
        self._table = np.zeros((SHADES, 3), dtype=np.uint8)

    def set_palette(self, palette: Palette) -> None:
        """Colour from now on with this palette."""
        low, middle, high = (np.array(color, dtype=float) for color in palette.field)
        share = np.linspace(-1.0, 1.0, SHADES)[:, np.newaxis]
        outer = np.where(share < 0, low, high)
        self._table = np.rint(middle + np.abs(share) * (outer - middle)).astype(np.uint8)

    def show_field(self, field: Field) -> None:
        """Colour the field's region by the probability of red."""
        shades = (field.probabilities[min(1, len(field.probabilities) - 1)] * (SHADES - 1)).astype(
            np.uint8
        )
        self.setImage(self._table[shades], autoLevels=False, levels=None)
        left, right, bottom, top = field.grid.region
        self.setRect(QRectF(left, bottom, right - left, top - bottom))

    def paint(self, painter: QPainter, *args: object) -> None:
        """Paint with the cells blended into each other."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)
