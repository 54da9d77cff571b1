"""Controls that ignore the wheel, so that scrolling a panel changes no value."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSlider, QStyle, QStyleOptionComboBox

from gui.controls.tips import tip


class CalmSlider(QSlider):
    """A horizontal slider, moved by dragging and by keys."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmCombo(QComboBox):
    """A list of choices, changed by opening it or by keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(QListView())  # the native one cannot be styled

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Elide the text where it does not fit."""
        super().initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideMiddle, room.width() - 2
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def choice(name: str, choices: Sequence[str], words: str) -> QComboBox:
    """Return a list of choices that may shrink, with the tooltip ``words``."""
    combo = CalmCombo()
    combo.addItems(list(choices))
    combo.setToolTip(tip(words))
    combo.setAccessibleName(name)
    combo.setMinimumWidth(1)
    return combo
