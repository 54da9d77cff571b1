"""Which way the arrow keys lead on the plane."""

from PySide6.QtCore import Qt

ARROWS: dict[int, tuple[int, int]] = {  # right and up
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
