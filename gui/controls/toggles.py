"""Small buttons that switch things on and off."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QWidget

from gui.controls.buttons import tool_button
from gui.look.theme import Theme

Choice = tuple[str, str, str]


class Toggles(QWidget):
    """A grid of buttons; a click does not check one, only ``select`` does.

    Signals:
        toggled(int): the index of the button that was clicked.
    """

    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[tuple[Choice, ...], int] = ((), 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self._click)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._on: frozenset[int] = frozenset()

    def offer(self, choices: Sequence[Choice], columns: int) -> None:
        """Show a button for each (text, accessible name, tooltip), ``columns`` to a row."""
        if (tuple(choices), columns) == self._offered:
            return
        self._offered = (tuple(choices), columns)
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        for index, choice in enumerate(choices):
            button = self._button(index, choice)
            self._grid.addWidget(button, *divmod(index, columns))
            button.show()

    def _button(self, index: int, choice: Choice) -> QToolButton:
        text, name, words = choice
        button = tool_button(text, words, name, "toggle")
        button.setCheckable(True)
        # The text is elided where the panel leaves too little room.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._group.addButton(button, index)
        return button

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._grid.setSpacing(theme.px(5))

    def select(self, on: Collection[int]) -> None:
        """Check these buttons and no others, without emitting."""
        self._on = frozenset(on)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) in self._on)

    @Slot(int)
    def _click(self, index: int) -> None:
        self.select(self._on)  # the button follows the document, not the click
        self.toggled.emit(index)
