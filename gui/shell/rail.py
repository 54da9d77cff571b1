"""What is left of the left panel where there is no room for it: the tools, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.controls.buttons import action_tool_button
from gui.look.theme import Theme


class Rail(QScrollArea):
    """A narrow column of buttons for actions, with their icons above their names."""

    def __init__(self, panel: QAction, tools: Sequence[QAction]) -> None:
        """Make a button for each action; the first, ``panel``, brings the whole panel back."""
        super().__init__()
        self.setObjectName("rail")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = [named_button(action) for action in (panel, *tools)]
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        for button in self._buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._layout.addWidget(button)
        self._layout.addStretch(1)
        self.setWidget(inner)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        for button in self._buttons:
            button.setIconSize(QSize(theme.px(17), theme.px(17)))
        self._layout.setContentsMargins(theme.px(5), theme.px(8), theme.px(5), theme.px(4))
        self._layout.setSpacing(theme.px(3))


def named_button(action: QAction) -> QToolButton:
    """Return a button with the icon of an action above its name."""
    button = action_tool_button(action, Qt.ToolButtonStyle.ToolButtonTextUnderIcon, "tool")
    button.setAccessibleName(action.text())
    return button
