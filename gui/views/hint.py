"""A calm line at the foot of the plane that says what this classifier cannot do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.theme import Theme
from model import Document, Snapshot
from model.advice import advice


class Hint(QLabel):
    """Hidden while there is nothing to say; the mouse passes through."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName("Hint")
        self._document: Document | None = None
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self.setFont(theme.font(12))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say what the classifier of the document cannot do; asked once for each document."""
        if snapshot.document is not self._document:
            self._document = snapshot.document
            words = advice(snapshot.document)
            self.setText(words)
            self.setVisible(bool(words))
