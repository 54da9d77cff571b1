"""A text of several lines."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Paragraph(QLabel):
    """As high as its lines need at the width it is given.

    A layout would find that height by itself, but not inside of another layout that scrolls.
    """

    def __init__(self) -> None:
        """Empty and hidden."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, text: str) -> None:
        """Show this text; without any, nothing is shown."""
        if text != self.text():
            self.setText(text)
            self._fit()
        self.setVisible(bool(text))

    def hasHeightForWidth(self) -> bool:
        """No layout is to ask: the height is set."""
        return False

    def _fit(self) -> None:
        if self.text():
            self.setMinimumHeight(0)  # no label is told to be lower than that
            self.setFixedHeight(self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
