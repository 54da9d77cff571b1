"""Where the cursor is on the plane."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from model.plane.handles import Handle
from model.plane.slice import Slice
from model.plane.units import UnitId


@dataclass(frozen=True, eq=False)
class TakenLine:
    """A line under the cursor: whose it is, and what can be taken of it, if it can be dragged."""

    unit: UnitId
    handle: Handle | None


@dataclass(frozen=True)
class Pointing:
    """A position in the plane, in units of the plane.

    ``under`` are the indices of the points under the cursor, the nearest first. ``pixel`` is the
    size of a logical pixel and ``step`` that of the visible grid, across and up; they differ where
    inputs are scaled. ``shown`` are the features that the plane shows. ``shift`` says whether
    Shift or Ctrl is held. ``line`` is the one under the cursor where no point is.
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
