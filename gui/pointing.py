"""Where the cursor is on the plane."""

from dataclasses import dataclass

from PySide6.QtCore import Qt


@dataclass(frozen=True)
class Pointing:
    """A position in the plane, in units of the plane.

    ``under`` are the indices of the points under the cursor, the nearest first. ``pixel`` is the
    size of a logical pixel, ``step`` that of the visible grid.
    """

    x: float
    y: float
    under: tuple[int, ...]
    pixel: float
    step: float
    button: Qt.MouseButton = Qt.MouseButton.NoButton
