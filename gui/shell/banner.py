"""A line over the plane that says what went wrong, with a button that closes it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from gui.look.icons import icon
from gui.look.theme import Theme


class Banner(QFrame):
    """Shows a sentence and a close button; hidden without a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName("Trouble")
        self._close = QToolButton()
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close")
        self._close.clicked.connect(self.hide)
        self._layout = layout = QHBoxLayout(self)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._close)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._layout.setContentsMargins(theme.px(12), theme.px(6), theme.px(6), theme.px(6))
        self.words.setFont(theme.font())
        self._close.setIcon(icon("close", theme.color("text")))

    @Slot(str)
    def say(self, words: str) -> None:
        """Show a sentence, or hide where it is empty."""
        self.words.setText(words)
        self.setVisible(bool(words))
