"""A text of several lines."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Paragraph(QLabel):
    """Sets its own height to fit its lines at its width.

    Qt's layouts do so too, except inside a scroll area.
    """

    def __init__(self, least: int = 1) -> None:
        """Make an empty text with room for ``least`` lines at least, so that less moves below."""
        super().__init__()
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, text: str) -> None:
        """Show this text, or hide where it is empty."""
        if text != self.text():
            self.setText(text)
            self._fit()
        self.setVisible(bool(text))

    def hasHeightForWidth(self) -> bool:
        return False  # the height is fixed

    def _fit(self) -> None:
        if self.text():
            self.setMinimumHeight(0)  # heightForWidth is never below it
            least = self._least * self.fontMetrics().lineSpacing()
            self.setFixedHeight(max(self.heightForWidth(self.width()), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
