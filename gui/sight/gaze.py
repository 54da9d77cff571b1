"""How finely what is visible is asked for: coarsely in motion, finely at rest."""

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from model import Snapshot
from model.plane.field import Region, grid

CELL, FINE_CELL = 7, 3  # designed pixels of a cell of the field, in motion and at rest
SETTLED_MS = 150


class Gaze(QObject):
    """Asks for the field of a region.

    Signals:
        looked_at(Grid): the grid over what is visible now.
        settled(): the view has come to rest.
    """

    looked_at = Signal(object)
    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_running = False
        self.region: Region | None = None  # of the field that was asked for
        self._settling = QTimer(self)  # active while the view moves
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self.settled)

    @property
    def is_fine(self) -> bool:
        """Whether neither training nor the view moves what is seen."""
        return not self.is_running and not self._settling.isActive()

    def move(self) -> bool:
        """Look coarsely for a moment; return whether it was looked at finely."""
        was_fine = self.is_fine
        self._settling.start()
        return was_fine

    def look(self, region: Region, size: QSize, scale: float) -> None:
        """Ask for the field of a region that fills a plane of this size."""
        cell = (FINE_CELL if self.is_fine else CELL) * scale
        columns, rows = max(int(size.width() / cell), 2), max(int(size.height() / cell), 2)
        # Kept: the region that the box reports later may differ in the last bit.
        self.region = region
        self.looked_at.emit(grid(region, columns, rows))


def leaps(before: Snapshot, after: Snapshot) -> bool:
    """Return whether a slice is turned, or the handle of the timeline dragged."""
    if before.visit is None or after.visit is None:
        return before.slice.values != after.slice.values
    return before.slice.values != after.slice.values or after.visit.leaps(before.visit)
