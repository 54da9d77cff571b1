"""The grid of the plane."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from gui.look.theme import Theme
from model.plane.field import Region
from model.rounding import nearest_multiple, round_up

SPACING = 62  # the fewest designed pixels between two grid lines

Pair = tuple[float, float]


def grid_step(units_per_pixel: float, pixels: float) -> float:
    """Return the smallest of 1, 2, 5 x 10^k that is at least ``pixels`` wide."""
    return round_up(units_per_pixel * pixels)


def grid_lines(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of ``step`` from ``low`` to ``high``."""
    first, last = math.ceil(low / step), math.floor(high / step)
    return [nearest_multiple(k * step, step) for k in range(first, last + 1)]


class GridItem(pg.GraphicsObject):
    """Draws thin lines at the multiples of the grid's step, stronger ones at 0."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[QLineF] = []
        self._axes: list[QLineF] = []
        self._rect = QRectF()
        self._pen, self._axis_pen = QPen(), QPen()

    def set_theme(self, theme: Theme) -> None:
        """Draw with this theme's colours."""
        for pen, factor in ((self._pen, 1), (self._axis_pen, 3)):
            pen.setColor(theme.color("text", theme.palette.grid_alpha * factor))
            pen.setCosmetic(True)
            pen.setWidthF(1.0)
        self.update()

    def set_region(self, region: Region, step: Pair, has_upright: bool) -> None:
        """Set the visible region and the steps between lines, across and up.

        Without a vertical axis the line at 0 is the only horizontal one.
        """
        left, right, bottom, top = region
        self.prepareGeometryChange()
        self._rect = QRectF(left, bottom, right - left, top - bottom)
        upright = [(x, QLineF(x, bottom, x, top)) for x in grid_lines(left, right, step[0])]
        heights = grid_lines(bottom, top, step[1]) if has_upright else [0.0]
        level = [(y, QLineF(left, y, right, y)) for y in heights]
        self._lines = [line for value, line in upright + level if value != 0]
        self._axes = [line for value, line in upright + level if value == 0]
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *args: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._pen)
        painter.drawLines(self._lines)
        painter.setPen(self._axis_pen)
        painter.drawLines(self._axes)
