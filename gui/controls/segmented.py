"""A choice of one among a few, as a row of joined buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gui.controls.buttons import tool_button


class Segmented(QWidget):
    """A row of segments, one of which is checked.

    Signals:
        chosen(str): the key of the segment that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]]) -> None:
        """Make a segment for each (key, text, tooltip) of ``choices``."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._keys = [key for key, _, _ in choices]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index, (_, text, words) in enumerate(choices):
            button = tool_button(text, words)
            button.setCheckable(True)
            last = len(choices) - 1
            button.setProperty("segment", {0: "first", last: "last"}.get(index, "middle"))
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._group.idClicked.connect(self._choose)

    def rename(self, key: str, text: str) -> None:
        """Change the text of a segment."""
        button = self._group.button(self._keys.index(key))
        if button.text() != text:
            button.setText(text)
            button.setAccessibleName(text)

    def select(self, key: str) -> None:
        """Check this segment without emitting; it takes the focus if another one has it."""
        button = self._group.button(self._keys.index(key))
        button.setChecked(True)
        if any(other.hasFocus() for other in self._group.buttons()):
            button.setFocus()

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.chosen.emit(self._keys[index])
