"""Controls that leave the wheel to the panel that scrolls them.

Whoever scrolls past a slider does not mean to change what it stands for.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSlider, QStyle, QStyleOptionComboBox


class CalmSlider(QSlider):
    """A horizontal slider that is moved by dragging and by keys."""

    def __init__(self) -> None:
        """From 0 to 99 until told otherwise."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()


class CalmCombo(QComboBox):
    """A list of choices that is opened to be changed, or walked through by keys."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(QListView())  # the native one cannot be styled

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten what does not fit, visibly."""
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
        """Leave it to the panel."""
        event.ignore()
