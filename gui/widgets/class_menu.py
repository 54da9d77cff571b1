"""A menu of the classes."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from gui.theme import Theme
from gui.widgets.figures import class_text
from gui.widgets.point_icon import point_icon


class ClassMenu(QMenu):
    """Emits ``chosen(label)``."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Hidden."""
        super().__init__(parent)
        self._theme: Theme | None = None
        self.setAccessibleName("Classes")
        self.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours."""
        self._theme = theme

    def ask(self, names: Sequence[str], at: QPoint) -> None:
        """Offer these classes at a place of the screen; their first letters pick one."""
        self.clear()
        for label, name in enumerate(names):
            text = class_text(name, label).replace("&", "&&")
            action = self.addAction("&" + text[:1].upper() + text[1:])
            action.setData(label)
            if self._theme is not None:
                action.setIcon(point_icon(label, self._theme))
        self.setActiveAction(self.actions()[0])
        self.popup(at)
