"""Why what was typed is refused, beside its field."""

from PySide6.QtCore import QEvent, QPoint, QRect, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.controls.paragraph import Paragraph
from gui.controls.tab_focus import reveal


class Reason(Paragraph):
    """A sentence that stands beside a field until the next entry, hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self.setProperty("reason", True)
        self.setAccessibleName("Refused")

    def say(self, text: str) -> None:
        """Show this text and scroll it into sight, or hide where it is empty."""
        is_new = text != self.text()
        super().say(text)
        if is_new:
            self._reveal_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reveal_soon()

    def _reveal_soon(self) -> None:
        """Scroll into sight, once and again whenever the size changes."""
        if self.text():
            QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        if not self.isVisible():
            return
        around = self.parentWidget()
        while around is not None:  # each makes room now; by itself, one does after the other
            QApplication.sendEvent(around, QEvent(QEvent.Type.LayoutRequest))
            around = around.parentWidget()
        reveal(self)

    def stand_by(self, spot: QRect, widest: int) -> None:
        """Lie over the parent, below ``spot``, or above it where there is no room below."""
        parent = self.parentWidget()
        assert parent is not None
        room = parent.rect()
        width = min(widest, room.width())
        self.resize(width, self.height())
        left = min(max(spot.right() + 1 - width, 0), room.width() - width)
        below = spot.bottom() + 3
        fits = below + self.height() <= room.height()
        self.move(QPoint(left, below if fits else max(spot.top() - 2 - self.height(), 0)))
        self.raise_()
