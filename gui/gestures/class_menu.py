"""A menu to choose a class from."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from gui.controls.class_button import button_text
from gui.controls.point_icon import point_icon
from gui.look.theme import Theme


class ClassMenu(QMenu):
    """Offers the classes; emits ``chosen(label)``."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self.setAccessibleName("Classes")
        self.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours of a theme."""
        self._theme = theme

    def ask(self, names: Sequence[str], at: QPoint) -> None:
        """Offer these classes at a place on the screen, each with its digit as a shortcut."""
        self.clear()
        for label, name in enumerate(names):
            text = button_text(name, label).replace("&", "&&")
            action = self.addAction(f"{text}\t{label + 1}")
            action.setData(label)
            if self._theme is not None:
                action.setIcon(point_icon(label, self._theme))
        self.setActiveAction(self.actions()[0])
        self.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a class by its digit."""
        label = event.key() - Qt.Key.Key_1
        if 0 <= label < len(self.actions()):
            self.close()
            self.actions()[label].trigger()
        else:
            super().keyPressEvent(event)
