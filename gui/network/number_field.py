"""A field that opens over a number in the diagram, to type another one."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.controls.restyle import restyle
from gui.controls.tips import tip
from gui.look.theme import LIGHT, Theme
from gui.numbers.reason import Reason

WIDTH, HEIGHT = 96, 28  # designed pixels
REASON = 260  # designed pixels across
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NumberField(QLineEdit):
    """Emits ``entered(text)`` on Enter, and when the focus leaves what was typed.

    The receiver calls ``close_up`` or ``refuse``. Escape closes the field without a signal.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Create a closed field over ``parent``."""
        super().__init__(parent)
        self._over = parent
        self._theme = Theme(LIGHT)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        self._in_force = ""
        self._reason = Reason(parent)
        self.textEdited.connect(self.forgive)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self.setFont(theme.font(12, mono=True))

    def open(self, middle: QPoint, name: str, text: str) -> None:
        """Open around a place of the parent, within its bounds, with all of ``text`` selected."""
        room = self._over.size()
        size = QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))
        left = min(max(middle.x() - size.width() // 2, 0), room.width() - size.width())
        top = min(max(middle.y() - size.height() // 2, 0), room.height() - size.height())
        self.setGeometry(left, top, size.width(), size.height())
        self.setAccessibleName(name)
        self._in_force = text
        self.setText(text)
        self.selectAll()
        self.forgive()
        self.show()
        self.setFocus()

    def refuse(self, why: str) -> None:
        """Fall back to the number in force, say why beside it, and stay open for another one."""
        self.setText(self._in_force)
        self.selectAll()
        restyle(self, "wrong", True)
        self.setToolTip(tip(why))
        self._reason.say(why)
        self._reason.stand_by(self.geometry(), self._theme.px(REASON))

    def close_up(self) -> None:
        """Close, and return the focus to the parent."""
        had_focus = self.hasFocus()
        self.setModified(False)
        self.hide()
        if had_focus:
            self._over.setFocus()

    @Slot()
    def forgive(self) -> None:
        """Take back why the last entry was refused: another one has come."""
        self._reason.say("")
        restyle(self, "wrong", False)
        self.setToolTip("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on Enter, close on Escape, and keep both from the diagram below."""
        if event.key() in ENTER:
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.forgive()
            self.close_up()
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Enter what was typed, then close, even if it was refused."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason or not self.isVisible():
            return
        if self.isModified():
            self.entered.emit(self.text())
        if self.isVisible():
            self.close_up()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Escape from triggering shortcuts of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (*ENTER, Qt.Key.Key_Escape)
        ):
            event.accept()
            return True
        return super().event(event)
