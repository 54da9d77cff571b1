"""A titled part of a panel that can be folded."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui.look.theme import Theme


class Section(QWidget):
    """A heading above ``body``, which it shows and hides."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._heading = QToolButton()
        self._heading.setText(title.upper())
        self._heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._heading.setProperty("heading", True)
        self._heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._heading.setAccessibleName(f"{title}, section")
        self._heading.setToolTip(f"Fold or unfold {title.lower()}")
        self._heading.clicked.connect(self._toggle)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._inner)
        self.fold(False)

    @property
    def is_folded(self) -> bool:
        """Whether only the heading is shown."""
        return self._inner.isHidden()

    def fold(self, folded: bool) -> None:
        """Hide or show the body."""
        self._inner.setHidden(folded)
        self._heading.setArrowType(Qt.ArrowType.RightArrow if folded else Qt.ArrowType.DownArrow)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self.body.setSpacing(theme.px(6))
        self.body.setContentsMargins(0, theme.px(2), 0, theme.px(10))

    @Slot()
    def _toggle(self) -> None:
        self.fold(not self.is_folded)
