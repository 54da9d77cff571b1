"""A few things that are switched on and off, each by a small button."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QWidget

from gui.theme import Theme


class Toggles(QWidget):
    """Emits ``toggled(index)`` for a click; what is on is shown by ``select`` alone."""

    toggled = Signal(int)

    def __init__(self, columns: int) -> None:
        """Empty, ``columns`` buttons to a row."""
        super().__init__()
        self._columns = columns
        self._choices: tuple[tuple[str, str, str], ...] = ()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self._click)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._on: frozenset[int] = frozenset()

    def offer(self, choices: Sequence[tuple[str, str, str]]) -> None:
        """Show a button for each (text, accessible name, tooltip)."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        for index, (text, name, tip) in enumerate(choices):
            self._add(index, text, name, tip)

    def _add(self, index: int, text: str, name: str, tip: str) -> None:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setProperty("tool", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button, index)
        self._grid.addWidget(button, index // self._columns, index % self._columns)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._grid.setSpacing(theme.px(5))

    def select(self, on: Collection[int]) -> None:
        """Show these as switched on, without emitting."""
        self._on = frozenset(on)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) in self._on)

    def _click(self, index: int) -> None:
        self.select(self._on)  # the button follows the document, not the click
        self.toggled.emit(index)
