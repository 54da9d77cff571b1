"""At the top right of the plane: which past place is shown, or why training stopped."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from gui.controls.buttons import push_button, tool_button
from gui.controls.restyle import restyle
from gui.controls.tips import tip
from gui.look.icons import icon
from gui.look.step_text import past_text
from gui.look.theme import LIGHT, Theme
from model import Snapshot
from model.run.history import Moment

EDGE, GAP = 12, 6  # designed pixels to the edge of the plane, and to what lies there
ROW = 16  # designed pixels of a row of words
PICTURE = 16  # designed pixels
WIDE = 0.5  # the share of the plane's width that all words may take
RUN_ON = "Run on from here"
CHANGES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Resize, QEvent.Type.Move)


class Pennant(QFrame):
    """Says that a past place is shown, with the ways on from there; else why training stopped.

    Why it stopped is said until a click, an edit or more training.

    Signals:
        run_asked(): train on from the past place.
        now_asked(): show the run as it is now.
        moved(): it lies elsewhere, or has gone.
    """

    run_asked = Signal()
    now_asked = Signal()
    moved = Signal()

    def __init__(
        self, plane: QWidget, rows_of_words: Callable[[], int], others: Sequence[QWidget]
    ) -> None:
        """Lie over ``plane``, below its ``rows_of_words`` and the ``others`` along its top."""
        super().__init__(plane)
        self.setObjectName("pennant")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._plane, self._rows_of_words, self._others = plane, rows_of_words, others
        self._theme = Theme(LIGHT)
        self._snapshot: Snapshot | None = None
        self._reason, self._stopped_at = "", Moment(0, 0)
        self._is_noted = False  # where training stopped
        self._laid_out: tuple[object, ...] = ()  # for what its size is
        self._picture, self._words = QLabel(), QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._run = push_button(RUN_ON, "Train on from here; what came after becomes a grey curve")
        self._now = push_button("Now", "Show the run as it is now  [End]")
        self._close = tool_button("", "Put this away", "Put away why training stopped", "inset")
        for button in (self._run, self._now):
            button.setProperty("small", True)
        self._now.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its picture comes last
        self._row = QHBoxLayout(self)
        for part in (self._picture, self._words, self._run, self._now, self._close):
            self._row.addWidget(part)
        self._run.clicked.connect(self.run_asked)
        self._now.clicked.connect(self.now_asked)
        self._close.clicked.connect(self.forget)
        for widget in (plane, *others):
            widget.installEventFilter(self)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme, self._laid_out = theme, ()
        px = theme.px
        self._row.setContentsMargins(px(10), px(4), px(5), px(4))
        self._row.setSpacing(px(6))
        size = QSize(px(PICTURE), px(PICTURE))
        self._picture.setPixmap(icon("clock", theme.color("past")).pixmap(size))
        self._now.setIcon(icon("step", theme.color("text")))
        self._run.setIcon(icon("run", theme.color("text")))
        self._close.setIcon(icon("close", theme.color("quiet")))
        for button in (self._now, self._run, self._close):
            button.setIconSize(size * 0.8)
        self._close.setFixedSize(px(22), px(22))
        self.place()

    # What it says.

    @property
    def _is_past(self) -> bool:
        return self._snapshot is not None and self._snapshot.is_past

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say which place is shown if it is a past one."""
        self._snapshot = snapshot
        visit = snapshot.visit
        if self._reason and visit is not None and not visit.is_past:
            if not self._is_noted:
                self._is_noted, self._stopped_at = True, visit.moment
            elif visit.moment != self._stopped_at:
                self._reason = ""
        self.place()

    @Slot(str)
    def show_stopped(self, reason: str) -> None:
        """Say why training stopped of itself, where the next snapshot is."""
        self._reason, self._is_noted = reason, False
        self.place()

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        """Say no longer why training stopped once it goes on."""
        if running:
            self.forget()

    @Slot()
    def forget(self) -> None:
        """Say no longer why training stopped."""
        self._reason = ""
        self.place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put away why training stopped."""
        if not self._is_past:
            self.forget()

    # Its place.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the plane and what else lies along its top."""
        if event.type() in CHANGES:
            self.place()
        return False

    @Slot()
    def place(self) -> None:
        """Lie at the top right of the plane; with fewer words where there is no room for all."""
        before = (self.isHidden(), self.geometry())
        if self._is_past or self._reason:
            self._lie_there()
        else:
            self._go()
        if before != (self.isHidden(), self.geometry()):
            self.moved.emit()

    def _lie_there(self) -> None:
        px, is_past = self._theme.px, self._is_past
        said = past_text(self._snapshot) if self._snapshot is not None and is_past else ""
        said = said or f"Stopped: {self._reason}"
        room = self._plane.width() - 2 * px(EDGE)
        restyle(self, "past", is_past)
        if self._laid_out != (said, room):
            self._laid_out = (said, room)
            self.resize(self._fitted(said, room))
        self.move(px(EDGE) + room - self.width(), self._top())
        self.show()

    def _fitted(self, said: str, room: int) -> QSize:
        """Show as many words as there is room for, and return the size that they take."""
        is_past = self._is_past
        self.setAccessibleName(said)
        self._words.setText(said)
        for part in (self._picture, self._run, self._now):
            part.setVisible(is_past)
        self._close.setVisible(not is_past)
        self._show_words(True)
        size = self.sizeHint()
        if size.width() <= WIDE * self._plane.width():
            return size
        if is_past:
            self._show_words(False)
            return self.sizeHint()
        self._words.setWordWrap(True)
        width = min(size.width(), room)
        return QSize(width, self.heightForWidth(width))

    def _show_words(self, has_words: bool) -> None:
        """Show all words, or pictures alone, which have the words as tooltips."""
        self._words.setVisible(has_words)
        self._words.setWordWrap(False)
        self._run.setText(RUN_ON if has_words else "")
        self.setToolTip("" if has_words and self._is_past else tip(self._words.text()))
        self._row.activate()

    def _top(self) -> int:
        """Return the top that is free of words and of what else lies there."""
        px = self._theme.px
        ends = [
            other.geometry().bottom() + 1 + px(GAP) for other in self._others if other.isVisible()
        ]
        return max([px(EDGE) + px(ROW) * self._rows_of_words(), *ends])

    def _go(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._plane.setFocus()
        self.hide()
