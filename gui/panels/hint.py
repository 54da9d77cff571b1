"""A line below the plane that says what the classifier cannot do."""

from PySide6.QtCore import QTimer, Slot

from gui.controls.paragraph import Paragraph
from gui.look.theme import Theme
from model import Document, Snapshot
from model.run.document import carries, restarts

RESTING_MS = 150  # the advice takes up to 20 ms, so it waits while points are dragged


class Hint(Paragraph):
    """Shows the advice for a document, hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hint")
        self.setAccessibleName("Hint")
        self._snapshot: Snapshot | None = None
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTING_MS)
        self._resting.timeout.connect(self._show_advice)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self.setFont(theme.font(12))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the advice for a new document, after a pause where only points were edited."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and before.document is snapshot.document:
            return
        if before is None or _is_another_task(before.document, snapshot.document):
            self._show_advice()
        else:
            self._resting.start()

    @Slot()
    def _show_advice(self) -> None:
        self._resting.stop()
        self.say("" if self._snapshot is None else self._snapshot.advice())


def _is_another_task(before: Document, after: Document) -> bool:
    """Return whether more than points and settings were edited."""
    return restarts(before, after) or carries(before, after)
