"""A calm line below the plane that says what this classifier cannot do."""

from PySide6.QtCore import QTimer, Slot

from gui.controls.paragraph import Paragraph
from gui.look.theme import Theme
from model import Snapshot
from model.run.document import restarts

RESTING_MS = 150  # points that are being dragged are looked at when they rest: it takes up to 20 ms


class Hint(Paragraph):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self.setObjectName("hint")
        self.setAccessibleName("Hint")
        self._snapshot: Snapshot | None = None
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTING_MS)
        self._resting.timeout.connect(self._look)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self.setFont(theme.font(12))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Look at a document that is new, at once or, if points were edited, when they rest."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and before.document is snapshot.document:
            return
        if before is None or restarts(before.document, snapshot.document):
            self._look()
        else:
            self._resting.start()

    @Slot()
    def _look(self) -> None:
        self._resting.stop()
        self.say("" if self._snapshot is None else self._snapshot.advice())
