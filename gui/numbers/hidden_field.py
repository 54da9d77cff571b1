"""A field for the hidden layers of a network."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from gui.controls.buttons import tool_button
from gui.controls.restyle import restyle
from gui.controls.tips import tip
from gui.look.theme import Theme
from model.run.edits import MOST_LAYERS, MOST_UNITS, with_another_layer

TIP = (
    "Units in each hidden layer, such as 4 or 4,2; none for no hidden layer. − and + remove and "
    "add a layer; Up and Down change the units of the layer at the cursor"
)
NO_LAYERS = "none"
BUTTON = 20  # designed pixels across
EXPECTED = f"expected none, or 1 to {MOST_LAYERS} numbers from 1 to {MOST_UNITS}, such as 4 or 4,2"


class HiddenField(QLineEdit):
    """The units of each hidden layer as text, with buttons that remove and add the last layer.

    Signals:
        changed(tuple[int, ...]): other hidden layers were entered.
        refused(str): what was typed is not a list of layers, and what was expected.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._hidden: tuple[int, ...] = ()
        self.setText(NO_LAYERS)
        self.setToolTip(tip(TIP))
        self.setAccessibleName("Hidden layers")
        self._fewer = tool_button(
            "−", "Remove the last hidden layer", "Fewer layers", "inset", self
        )
        self._more = tool_button(
            "+", "Add a hidden layer as wide as the last", "More layers", "inset", self
        )
        self._buttons = (self._fewer, self._more)
        for button in self._buttons:
            button.setCursor(Qt.CursorShape.ArrowCursor)  # a field has that of text
        self.editingFinished.connect(self._finish_typing)
        self.returnPressed.connect(self.clearFocus)
        self._fewer.clicked.connect(self._remove_layer)
        self._more.clicked.connect(self._add_layer)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self.setFont(theme.font(12, mono=True))
        for button in self._buttons:
            button.setFixedWidth(theme.px(BUTTON))
        self.setTextMargins(0, 0, len(self._buttons) * theme.px(BUTTON), 0)
        self._place_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        right = self.width() - 2
        for button in reversed(self._buttons):
            right -= button.width()
            button.setGeometry(right, 2, button.width(), self.height() - 4)

    def set_hidden(self, hidden: tuple[int, ...]) -> None:
        """Show these layers without emitting; the same layers do not disturb typing."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._write()
        self._fewer.setEnabled(len(hidden) > 0)
        self._more.setEnabled(len(hidden) < MOST_LAYERS)

    def _write(self) -> None:
        """Show the layers, with the cursor in the same layer as before."""
        before = self.text()[: self.cursorPosition()].count(",")
        self.setText(written(self._hidden))
        ends = [len(written(self._hidden[: i + 1])) for i in range(len(self._hidden))]
        # Without the focus, the first layers are to be visible.
        self.setCursorPosition(ends[min(before, len(ends) - 1)] if ends and self.hasFocus() else 0)
        restyle(self, "wrong", False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the units of the layer at the cursor by Up and Down."""
        step = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}.get(event.key(), 0)
        hidden = self._read() if step else None
        if hidden:
            layer = min(self.text()[: self.cursorPosition()].count(","), len(hidden) - 1)
            units = min(max(hidden[layer] + step, 1), MOST_UNITS)
            self._take((*hidden[:layer], units, *hidden[layer + 1 :]))
        elif not step:
            super().keyPressEvent(event)

    @Slot()
    def _finish_typing(self) -> None:
        if self.isModified():
            self.setModified(False)
            hidden = self._read()
            if hidden is not None:
                self._take(hidden)

    @Slot()
    def _remove_layer(self) -> None:
        self._take(self._hidden[:-1])

    @Slot()
    def _add_layer(self) -> None:
        self._take(with_another_layer(self._hidden))

    def _take(self, hidden: tuple[int, ...]) -> None:
        restyle(self, "wrong", False)
        if hidden != self._hidden:
            self.changed.emit(hidden)
        else:
            self._write()

    def _read(self) -> tuple[int, ...] | None:
        """Return the layers as typed; refuse and mark what is not a list of layers, as None."""
        try:
            return read_hidden(self.text())
        except ValueError as refusal:
            restyle(self, "wrong", True)
            self.refused.emit(f"Hidden: {refusal}")
            return None


def written(hidden: Sequence[int]) -> str:
    """Return hidden layers as they are typed."""
    return ",".join(map(str, hidden)) or NO_LAYERS


def read_hidden(text: str) -> tuple[int, ...]:
    """Read layers typed as ``4`` or ``4,2``; ``none``, ``0`` or nothing means no hidden layer.

    Raises:
        ValueError: If this is not a list of layers; the message says what was expected.
    """
    if text.strip().lower() in ("", "0", NO_LAYERS):
        return ()
    parts = [part.strip() for part in text.strip().strip(",").split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise ValueError(f"{text!r}: {EXPECTED}")
    hidden = tuple(int(part) for part in parts)
    if len(hidden) > MOST_LAYERS or not 1 <= min(hidden) <= max(hidden) <= MOST_UNITS:
        raise ValueError(f"{text!r}: {EXPECTED}")
    return hidden
