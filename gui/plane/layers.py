"""Everything drawn in plane coordinates, from the field at the bottom to the arrows on top."""

from dataclasses import replace
from math import sqrt

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt

from gui.look.theme import Theme
from gui.painting.axes import GridItem, Pair
from gui.painting.field_item import FieldItem
from gui.plane.arrows_item import ArrowsItem
from gui.plane.ghosts import Ghosts
from gui.plane.hulls_item import HullsItem
from gui.plane.lines_item import LinesItem
from gui.plane.points_layer import PointsLayer
from gui.plane.unit_lines import Lines, boundary, focused_line, hidden_lines, owned
from model import Snapshot
from model.plane.field import Region
from model.plane.sketch import Sketch

FULL = 560  # logical pixels of the shorter side on which points have their designed size
CROWDED = 40  # logical pixels that each point has to itself, or fewer: there points are that small
SMALLEST = 0.7  # of the designed size


def mark_scale(scale: float, size: QSize, points: int) -> float:
    """Return the scale of points and rings: that of the interface, or less on a crowded plane."""
    side = min(size.width(), size.height())
    fits = max(side / FULL, side / sqrt(max(points, 1)) / CROWDED, SMALLEST)
    return min(scale, round(fits, 1))


class Layers:
    """Draws snapshots into a view box; ``lines`` holds what is drawn for each unit.

    ``mark_scale`` is the scale that points are drawn at.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self.mark_scale = 1.0
        self._theme: Theme | None = None
        self._ratio, self._size = 1.0, QSize(FULL, FULL)
        self._field, self._grid_lines = FieldItem(), GridItem()
        self._hidden_lines = LinesItem(Qt.PenStyle.CustomDashLine)
        self._boundary, self._pale = LinesItem(), LinesItem()
        self.lines: Lines = {}
        layers: tuple[pg.GraphicsObject, ...] = (
            self._field,
            self._grid_lines,
            self._pale,
            self._hidden_lines,
            self._boundary,
        )
        for z, item in enumerate(layers):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)
        self._ghosts = Ghosts(box, len(layers) - 2)  # below the boundary
        self.hulls = HullsItem()
        self.hulls.setZValue(10)  # below the points
        box.addItem(self.hulls, ignoreBounds=True)
        self.points = PointsLayer(box)
        self.arrows = ArrowsItem()
        self.arrows.setZValue(100)  # above the points
        box.addItem(self.arrows, ignoreBounds=True)

    def set_theme(self, theme: Theme, ratio: float) -> None:
        """Draw with this theme's colours and sizes, on a screen of this device pixel ratio."""
        self._theme, self._ratio = theme, ratio
        self._field.set_palette(theme.palette)
        self._grid_lines.set_theme(theme)
        # The width of a cosmetic pen is in device pixels.
        pen = theme.scale * ratio
        self._hidden_lines.set_pen(theme.color("text", theme.palette.hidden_alpha), 1.3 * pen)
        self._pale.set_pen(theme.color("text", theme.palette.hidden_alpha), 1.3 * pen)
        self._boundary.set_pen(theme.color("text"), 2.8 * pen)
        self._ghosts.set_theme(theme, ratio)
        self.hulls.set_theme(theme, ratio)
        self.arrows.set_theme(theme)
        self._set_marks(theme)

    def _set_marks(self, theme: Theme) -> None:
        self.mark_scale = mark_scale(theme.scale, self._size, len(self.points.x))
        self.points.set_theme(replace(theme, scale=self.mark_scale), self._ratio)

    def set_region(self, region: Region, step: Pair, size: QSize) -> None:
        """Set the visible region, its grid step, and its size in logical pixels."""
        self._grid_lines.set_region(region, step, self.points.has_upright)
        self.hulls.set_region(region)
        self.arrows.set_region(region)
        self.points.set_region(region, size.width(), size.height())
        self._size, theme = size, self._theme
        points = len(self.points.x)
        if theme is not None and mark_scale(theme.scale, size, points) != self.mark_scale:
            self._set_marks(theme)

    def show(self, snapshot: Snapshot, region: Region) -> None:
        """Draw what changes with theta; field and lines only if the field is of this region.

        The boundaries before the last update stay behind as ghosts.
        """
        self.points.set_wrong(snapshot.measured.wrong)
        field = snapshot.field
        if field is not None and field.grid.region == region:
            self.lines = self.show_sketch(snapshot, region)
            self._ghosts.show(snapshot, region)

    def show_sketch(self, sketch: Sketch, region: Region) -> Lines:
        """Draw the field and the lines if the field is of this region; return the lines.

        A unit in focus takes the place of the classifier, whose boundary fades.
        """
        field, focus = sketch.field, sketch.focus
        if field is None or field.grid.region != region:
            return {}
        hidden = hidden_lines(sketch, field)
        between = boundary(sketch, field)
        drawn = owned(sketch, hidden, between)
        dashed = [curve for curves in hidden.values() for curve in curves]
        self._hidden_lines.set_curves(dashed, region)
        if focus is None or focus.grid is not field.grid:
            self._field.show_field(field)
            self._boundary.set_curves(between, region)
            self._pale.set_curves([], region)
            return drawn
        self._field.show_unit(focus)
        heavy = drawn.get(focus.id)
        if heavy is None:
            heavy = focused_line(sketch, focus)
        self._boundary.set_curves(heavy, region)
        self._pale.set_curves(between, region)
        return drawn
