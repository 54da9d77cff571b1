"""Plane coordinates to widget coordinates, and back."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from gui.painting.axes import SPACING, Pair, grid_step
from model.data.dataset import FURTHEST
from model.plane.field import Region


@dataclass(frozen=True)
class Geometry:
    """A region of the plane, shown ``width`` x ``height`` logical pixels large."""

    region: Region
    width: int
    height: int

    @property
    def pixel(self) -> Pair:
        """The size of a logical pixel in plane coordinates, across and up."""
        left, right, bottom, top = self.region
        return (right - left) / max(self.width, 1), (top - bottom) / max(self.height, 1)

    def step(self, scale: float) -> Pair:
        """Return the step of the grid, across and up, at this scale of the interface."""
        across, up = self.pixel
        return grid_step(across, SPACING * scale), grid_step(up, SPACING * scale)

    def to_widget(self, x: float, y: float) -> QPointF:
        """Map plane coordinates to widget coordinates."""
        left, right, bottom, top = self.region
        across, down = (x - left) / (right - left), (top - y) / (top - bottom)
        return QPointF(across * self.width, down * self.height)

    def to_plane(self, at: QPointF) -> Pair:
        """Map widget coordinates to plane coordinates, clamped to where points can be placed."""
        left, _, _, top = self.region
        across, up = self.pixel
        x, y = left + across * at.x(), top - up * at.y()
        return min(max(x, -FURTHEST), FURTHEST), min(max(y, -FURTHEST), FURTHEST)

    def zoomed(self, factor: float, at: QPointF) -> Region:
        """Return the region ``factor`` times as large in which what is at ``at`` stays there."""
        x, y = self.to_plane(at)
        left, right, bottom, top = self.region
        return Region(
            x + (left - x) * factor,
            x + (right - x) * factor,
            y + (bottom - y) * factor,
            y + (top - y) * factor,
        )
