"""A line of trouble above the plane, with a button that puts it away."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from gui.look.icons import icon
from gui.look.theme import Theme


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self.setObjectName("banner")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName("Trouble")
        self._close = QToolButton()
        self._close.setToolTip("Put this message away")
        self._close.setAccessibleName("Close")
        self._close.clicked.connect(self.hide)
        self._layout = layout = QHBoxLayout(self)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._close)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._layout.setContentsMargins(theme.px(12), theme.px(6), theme.px(6), theme.px(6))
        self.words.setFont(theme.font())
        self._close.setIcon(icon("close", theme.color("text")))

    @Slot(str)
    def say(self, words: str) -> None:
        """Show these words; hide for none."""
        self.words.setText(words)
        self.setVisible(bool(words))
