"""A push button for an action."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton


class ActionButton(QPushButton):
    """Shows an action's text and icon, and triggers it."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self._has_words = True
        # A click leaves the focus on the plane: Space then runs, not this button.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def show_words(self, has_words: bool) -> None:
        """Show the text beside the icon, or the icon alone."""
        if has_words is not self._has_words:
            self._has_words = has_words
            self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setText(self._action.iconText() if self._has_words else "")
        self.setIcon(self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.iconText())
        self.setEnabled(self._action.isEnabled())
