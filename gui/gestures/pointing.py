"""What a position of the cursor on the plane means to tools."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from model.plane.handles import Handle
from model.plane.slice import Slice
from model.plane.units import UnitId


@dataclass(frozen=True, eq=False)
class TakenLine:
    """A line under the cursor: the unit it belongs to, and its handle if it can be dragged."""

    unit: UnitId
    handle: Handle | None


@dataclass(frozen=True)
class Pointing:
    """A position of the cursor, in plane coordinates.

    Attributes:
        x, y: the position.
        under: the indices of the points under the cursor, the nearest first.
        pixel: the size of a logical pixel, across and up.
        step: the step of the visible grid, across and up.
        shown: the slice that the plane shows.
        button: the button that was pressed.
        shift: whether Shift or Ctrl is held.
        line: the line under the cursor, None where there is a point or no line.
    """

    x: float
    y: float
    under: tuple[int, ...]
    pixel: tuple[float, float]
    step: tuple[float, float]
    shown: Slice
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    shift: bool = False
    line: TakenLine | None = None
