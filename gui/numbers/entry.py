"""A field whose text is read when it is entered, and falls back where it is refused."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QLineEdit

from gui.controls.restyle import restyle
from gui.numbers.reason import Reason


class Entry(QLineEdit):
    """A field for one value, entered by Enter, Tab, or the use of anything else.

    What is refused is replaced at once by the text of the value in force, and ``reason``, which
    the owner places beside the field, says why until the next entry. Escape gives up what is typed.

    Signals:
        entered(object): the value that was read; the owner shows what came of it.
        refused(str): why what was typed is no such value.
    """

    entered = Signal(object)
    refused = Signal(str)

    def __init__(self, read: Callable[[str], object]) -> None:
        """Read by ``read``, which raises ValueError with what was expected."""
        super().__init__()
        self._read = read
        self._in_force = ""
        self._watched: QWindow | None = None
        self.keeps_escape = True  # from what the field is part of
        self.reason = Reason()
        self.textEdited.connect(self._begin_typing)
        self.editingFinished.connect(self.finish)
        self.returnPressed.connect(self._press_enter)

    @property
    def is_refused(self) -> bool:
        """Whether the last entry was refused."""
        return bool(self.reason.text())

    def read_by(self, read: Callable[[str], object]) -> None:
        """Read otherwise from now on."""
        self._read = read

    def show_text(self, text: str) -> None:
        """Show the text of the value in force, in place of what is being typed."""
        self._in_force = text
        self.restore()

    @Slot()
    def keep(self) -> None:
        """Take what stands in the field as the value in force."""
        self.show_text(self.text().strip())

    @Slot()
    def restore(self) -> None:
        """Give up what is typed, and the reason of the last refusal."""
        if self.text() != self._in_force:
            self.setText(self._in_force)
        self.setModified(False)
        self._forgive()

    def fall_back(self, why: str) -> None:
        """Refuse what is typed: show the value in force, and the reason beside it."""
        self._settle_others()
        self.restore()
        self.setCursorPosition(0)
        self.reason.say(why)
        self.setAccessibleDescription(why)
        restyle(self, "wrong", True)
        self.refused.emit(why)

    @Slot()
    def finish(self) -> None:
        """Enter what is typed, if anything is."""
        self._watch(None)
        if not self.isModified():
            return
        try:
            value = self._read(self.text())
        except ValueError as refusal:
            self.fall_back(str(refusal))
            return
        self.setModified(False)
        self._settle_others()
        self.entered.emit(value)
        if self.text() != self._in_force and not self.isModified():
            self.restore()  # the value in force may be another one still

    @Slot()
    def _begin_typing(self) -> None:
        self._forgive()
        self._watch(self.window().windowHandle())

    def _settle_others(self) -> None:
        """Take back what stands beside other fields, but for those that are entered together."""
        for other in self.window().findChildren(Entry):
            if other.parentWidget() is not self.parentWidget():
                other._forgive()

    def _forgive(self) -> None:
        if self.is_refused:
            self.reason.say("")
            self.setAccessibleDescription("")
            restyle(self, "wrong", False)

    @Slot()
    def _press_enter(self) -> None:
        """Give the keys back to the window, or ask again for what was refused."""
        is_typed = self.isModified()
        self.finish()
        if is_typed and self.is_refused:
            self.selectAll()
        else:
            self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up what is typed on Escape."""
        given_up = self.isModified() or self.is_refused
        if event.key() == Qt.Key.Key_Escape and given_up:
            self.restore()
            event.setAccepted(self.keeps_escape)
        else:
            super().keyPressEvent(event)

    # Buttons take no focus by a click, so the field must see clicks itself while it is typed in.

    def _watch(self, window: QWindow | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter what is typed when anything else is clicked."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            at = self.mapFromGlobal(event.globalPosition().toPoint())
            if not self.rect().contains(at) or self.childAt(at) is not None:
                self.finish()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch(None)
