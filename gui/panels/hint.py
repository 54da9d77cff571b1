"""A line below the plane: what is found about the run, and the view that shows why."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent

from gui.controls.paragraph import Paragraph
from gui.controls.restyle import restyle
from gui.controls.tips import tip
from gui.look.number_text import counted
from gui.look.theme import Theme
from model import Document, Snapshot
from model.evaluation.finding import Finding
from model.run.document import carries, restarts
from model.run.measure import Measured

RESTING_MS = 150  # what is found of points takes up to 50 ms, so it waits while they are dragged
CALM_MS = 500  # between two looks while training runs: a sentence is to be read
FRESH_MS = 900
PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Hint(Paragraph):
    """Shows the finding that matters most, hidden while there is none.

    Signals:
        asked(str): the title of the view that shows why, after a click or a key.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hint")
        self.setAccessibleName("Hint")
        self._snapshot: Snapshot | None = None
        self._told: Measured | None = None  # what was found at the last look is about this
        self._findings: tuple[Finding, ...] = ()
        self._finding: Finding | None = None  # the one that is shown
        self._is_running = False
        self._trouble = ""
        self._looking, self._fading = QTimer(self), QTimer(self)
        for timer, do in ((self._looking, self._look), (self._fading, self._fade)):
            timer.setSingleShot(True)
            timer.timeout.connect(do)
        self._fading.setInterval(FRESH_MS)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self.setFont(theme.font(13))

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        """Set whether training runs, during which the sentence changes calmly."""
        self._is_running = running
        if not running and self._snapshot is not None:
            self._looking.start(0)

    @Slot(str)
    def show_trouble(self, sentence: str) -> None:
        """Leave to the banner what it says already; ``sentence`` is empty when it is hidden."""
        self._trouble = sentence
        self._tell()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what is found: at once after a step, a change or a restart, else after a pause."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or _is_another_task(before.document, snapshot.document):
            self._look()
        elif before.document is not snapshot.document:
            self._looking.start(RESTING_MS)
        elif snapshot.measured is self._told or self._looking.isActive():
            return
        elif self._is_running:
            self._looking.start(CALM_MS)
        else:
            self._look()

    @Slot()
    def flash(self) -> None:
        """Draw the eye to the sentence: Run or Step did nothing, for the reason that it says."""
        self._look()
        self.setVisible(self._finding is not None)  # it may have been put away
        restyle(self, "fresh", True)
        self._fading.start()

    @Slot()
    def _fade(self) -> None:
        restyle(self, "fresh", False)

    @Slot()
    def _look(self) -> None:
        self._looking.stop()
        if self._snapshot is not None:
            self._told = self._snapshot.measured
            self._findings = self._snapshot.findings(counted)
            self._tell()

    def _tell(self) -> None:
        told = (one for one in self._findings if not (self._trouble and one.id == "growing"))
        before, self._finding = self._finding, next(told, None)
        if self._finding == before:
            return
        view = self._finding.view if self._finding else ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if view else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if view else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip(f"Click to see why: it opens {view}") if view else "")
        self.say(self._finding.sentence if self._finding else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the view that shows why."""
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton:
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the view on Return or Space."""
        if event.key() in PRESSES:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self._finding is not None and self._finding.view:
            self.asked.emit(self._finding.view)


def _is_another_task(before: Document, after: Document) -> bool:
    """Return whether more than points and settings were edited."""
    return restarts(before, after) or carries(before, after)
