"""The coloured background of the plane: what the classifier says everywhere."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.look.theme import Palette
from model.arrays import AnyFloats
from model.plane.field import Field, Region
from model.plane.units import Focus

SHADES = 256
OPAQUE = 0xFF000000

Words = NDArray[np.uint32]
Places = NDArray[np.int16]


def shade_table(palette: Palette) -> Words:
    """Return the colours, 0xffrrggbb, of all shades of all classes, (classes * shades,).

    The shades of a class go from the colour of the middle to its own.
    """
    middle = np.array(palette.field_middle, dtype=float)
    share = np.linspace(0.0, 1.0, SHADES)[:, np.newaxis]
    ends = np.array(palette.field, dtype=float)[:, np.newaxis]
    colors = np.rint(middle + share * (ends - middle)).astype(np.uint32)
    red, green, blue = (colors[..., part] for part in range(3))
    return np.asarray(OPAQUE | red << 16 | green << 8 | blue, dtype=np.uint32).reshape(-1)


def unit_shades(shades: AnyFloats, label: int | NDArray[np.int64] | None) -> Places:
    """Return the indices in the table of colours of a unit's shades, from -1 to 1.

    Shades below 0 go towards class 0, shades above towards class 1; with a ``label`` all go from
    the middle to the colour of that class.
    """
    if label is None:
        places = np.abs(shades) * (SHADES - 1) + (shades > 0) * SHADES
    else:
        places = (shades + 1) / 2 * (SHADES - 1) + label * SHADES
    return np.asarray(places, dtype=np.int16)


def shades(probabilities: AnyFloats) -> Places:
    """Return the indices in the table of colours of probabilities (classes, rows, columns).

    The winning class fades from p = 1, its last shade, to p = 1 / classes, its first. Of equally
    probable classes the first one wins.
    """
    least = 1 / len(probabilities)
    top = np.array(probabilities[0])
    start = np.zeros(top.shape, dtype=np.int16)
    for label, p in enumerate(probabilities[1:], start=1):
        # Masked writes take ten times as long; a later label always starts further on.
        np.maximum(start, (p > top) * np.int16(label * SHADES), out=start)
        np.maximum(top, p, out=top)
    top -= least
    top *= (SHADES - 1) / (1 - least)
    start += np.clip(top, 0, SHADES - 1, out=top).astype(np.int16)
    return start


class FieldItem(pg.GraphicsObject):
    """Draws an image of few cells smoothly: pale where a class is sure, near-white between."""

    def __init__(self) -> None:
        super().__init__()
        self._table: Words = np.zeros(0, dtype=np.uint32)
        self._rect = QRectF()
        self._cells: Words = np.zeros((0, 0), dtype=np.uint32)

    def set_palette(self, palette: Palette) -> None:
        """Set the palette for the next field."""
        self._table = shade_table(palette)

    def show_field(self, field: Field) -> None:
        """Colour the field's region by the winning class and its probability."""
        self._show(shades(field.probabilities), field.grid.region)

    def show_unit(self, focus: Focus) -> None:
        """Colour the region by the shades of a single unit."""
        shown = unit_shades(focus.shades, focus.label)
        self._show(shown, focus.grid.region)

    def _show(self, places: Places, region: Region) -> None:
        self._cells = np.take(self._table, places)
        left, right, bottom, top = region
        rect = QRectF(left, bottom, right - left, top - bottom)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        """Paint the cells, blended into each other."""
        rows, columns = self._cells.shape
        if rows:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            pixels = self._cells.data.cast("B")
            image = QImage(pixels, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
            painter.drawImage(self._rect, image)
