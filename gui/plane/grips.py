"""Where a line on the plane can be dragged: its middle moves it, its ends turn it."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QPainter, QPen

from gui.gestures.pointing import TakenLine
from gui.look.icons import icon
from gui.look.theme import Theme
from gui.plane.unit_lines import Curves, Lines, nearest
from gui.sight.geometry import Geometry
from model import Snapshot
from model.arrays import Floats
from model.plane.handles import Handle
from model.plane.units import UnitId

REACH = 6.0  # designed pixels from a line within which it is under the cursor
ENDS = 0.25  # the share of a line at either end that turns it
DOTS = (0.1, 0.5, 0.9)  # the places of the dots along a line
RADIUS, CURSOR = 4.0, 20.0  # designed pixels
SHORTEST = 90.0  # designed pixels; a shorter line has no ends to turn it by


class Grips:
    """Keeps the line under the cursor, and draws the dots that show where to drag it."""

    def __init__(self) -> None:
        self._taken: tuple[UnitId, Handle] | None = None

    def show(self, line: TakenLine | None) -> bool:
        """Show the dots of this line if it can be dragged; return whether anything changed."""
        before = self._shown
        self._taken = None
        if line is not None and line.handle is not None:
            self._taken = line.unit, line.handle
        return before != self._shown

    @property
    def _shown(self) -> tuple[UnitId, bool] | None:
        return self._taken and (self._taken[0], self._taken[1].turns)

    def cursor(self, theme: Theme) -> QCursor:
        """Return the cursor for what the mouse would do to the line."""
        if self._taken is None:
            return QCursor(Qt.CursorShape.ArrowCursor)
        if not self._taken[1].turns:
            return QCursor(Qt.CursorShape.SizeAllCursor)
        return QCursor(icon("restart", theme.color("text")).pixmap(theme.px(CURSOR)))

    def draw(self, painter: QPainter, theme: Theme, lines: Lines, geometry: Geometry) -> None:
        """Draw dots in the middle of the line and near its ends; fill the one to be dragged."""
        if self._taken is None or not lines.get(self._taken[0]):
            return
        unit, handle = self._taken
        ends = _ends(lines[unit], geometry)
        start, way = ends[0], ends[1] - ends[0]
        has_ends = _has_ends(way, theme.scale) and len(handle.shown.axes) == 2
        radius = RADIUS * theme.scale
        painter.setPen(QPen(theme.color("accent"), 1.5 * theme.scale))
        for share in DOTS if has_ends else DOTS[1:2]:
            is_taken = handle.turns == (share != DOTS[1])
            painter.setBrush(theme.color("accent" if is_taken else "panel"))
            painter.drawEllipse(QPointF(*(start + share * way).tolist()), radius, radius)


def line_at(
    snapshot: Snapshot | None, lines: Lines, at: QPointF, geometry: Geometry, scale: float
) -> TakenLine | None:
    """Return the line at a place of the widget, or None."""
    unit = nearest(lines, geometry.to_plane(at), geometry.pixel, REACH * scale)
    if unit is None or snapshot is None:
        return None
    return TakenLine(unit, _handle(snapshot, unit, lines[unit], at, geometry, scale))


def _handle(
    snapshot: Snapshot, unit: UnitId, curves: Curves, at: QPointF, geometry: Geometry, scale: float
) -> Handle | None:
    """Return the handle of a unit's line at a place of the widget, None if it cannot be dragged.

    Only straight lines of the first layer can be dragged: of a linear classifier, of hidden units.
    """
    document, shown = snapshot.document, snapshot.slice
    if unit.layer > 0 or document.derived or [len(curve) for curve in curves] != [2]:
        return None
    start, end = _ends(curves, geometry)
    way = end - start
    share = float((np.array(at.toTuple()) - start) @ way) / max(float(way @ way), 1.0)
    turns = _has_ends(way, scale) and len(shown.axes) == 2 and not ENDS <= share <= 1 - ENDS
    x, y = curves[0].mean(axis=0).tolist()
    theta = snapshot.place.theta
    return Handle(document, theta, shown, unit.unit, (x, y), turns, unit.against)


def _ends(curves: Curves, geometry: Geometry) -> Floats:
    """Return the ends (2, 2) of a straight line, in widget coordinates."""
    return np.array([geometry.to_widget(*place).toTuple() for place in curves[0].tolist()])


def _has_ends(way: Floats, scale: float) -> bool:
    return float(np.hypot(*way)) >= SHORTEST * scale
