"""A framed part of a page with a heading."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from gui.look.theme import Theme


class Card(QFrame):
    """A frame with a heading above the layout ``body``."""

    def __init__(self, title: str) -> None:
        """Create a card with this heading and an empty body."""
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._heading = QLabel(title.upper())
        self._heading.setProperty("heading", True)
        self._heading.setAccessibleName(title)
        self._heading.setWordWrap(True)
        self.body = QVBoxLayout()
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._heading)
        self._layout.addLayout(self.body)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the fonts and sizes of a theme."""
        self._heading.setFont(theme.font(11, bold=True))
        margin = theme.px(10)
        self._layout.setContentsMargins(margin, theme.px(8), margin, margin)
        self._layout.setSpacing(theme.px(6))
        self.body.setSpacing(theme.px(6))
