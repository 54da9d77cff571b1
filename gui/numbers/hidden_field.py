"""A field for the hidden layers of a network."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent

from gui.controls.buttons import tool_button
from gui.controls.tips import describe, disable
from gui.look.theme import Theme
from gui.numbers.entry import Entry
from model.errors import shown
from model.run.edits import MOST_LAYERS, MOST_UNITS, with_another_layer
from model.typed import read_whole

TIP = (
    "Units in each hidden layer, such as 4 or 4,2; none for no hidden layer. − and + remove and "
    "add a layer; Up and Down change the units of the layer at the cursor"
)
NO_LAYERS = "none"
NONE_LEFT = "There is no hidden layer to remove"
NO_MORE_LAYERS = f"{MOST_LAYERS} hidden layers are the most"
BUTTON = 20  # designed pixels across
EXPECTED = f"none, or 1 to {MOST_LAYERS} numbers from 1 to {MOST_UNITS}, such as 4 or 4,2"


class HiddenField(Entry):
    """The units of each hidden layer as text, with buttons that remove and add the last layer.

    Signals:
        changed(tuple[int, ...]): other hidden layers were entered.
        said(str): what was typed is not a list of layers, and what was expected.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__(read_hidden)
        self._hidden: tuple[int, ...] = ()
        self.show_text(NO_LAYERS)
        describe(self, TIP)
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
        self.entered.connect(self._take)
        self.refused.connect(self._refuse)
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
        disable(self._fewer, "" if hidden else NONE_LEFT)
        disable(self._more, "" if len(hidden) < MOST_LAYERS else NO_MORE_LAYERS)

    def _write(self) -> None:
        """Show the layers, with the cursor in the same layer as before."""
        before = self.text()[: self.cursorPosition()].count(",")
        self.show_text(written(self._hidden))
        ends = [len(written(self._hidden[: i + 1])) for i in range(len(self._hidden))]
        # Without the focus, the first layers are to be visible.
        self.setCursorPosition(ends[min(before, len(ends) - 1)] if ends and self.hasFocus() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the units of the layer at the cursor by Up and Down."""
        step = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}.get(event.key(), 0)
        hidden = self._typed() if step else ()
        if hidden:
            layer = min(self.text()[: self.cursorPosition()].count(","), len(hidden) - 1)
            units = min(max(hidden[layer] + step, 1), MOST_UNITS)
            self._take((*hidden[:layer], units, *hidden[layer + 1 :]))
        elif not step:
            super().keyPressEvent(event)

    @Slot()
    def _remove_layer(self) -> None:
        self._take(self._hidden[:-1])

    @Slot()
    def _add_layer(self) -> None:
        self._take(with_another_layer(self._hidden))

    @Slot(object)
    def _take(self, hidden: tuple[int, ...]) -> None:
        if hidden != self._hidden:
            self.changed.emit(hidden)

    def _typed(self) -> tuple[int, ...]:
        """Return the layers as typed so far; refuse what is not a list of layers, as none."""
        try:
            return read_hidden(self.text())
        except ValueError as refusal:
            self.fall_back(str(refusal))
            return ()

    @Slot(str)
    def _refuse(self, why: str) -> None:
        self.said.emit(f"Hidden: {why}")


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
    parts = text.strip().removesuffix(",").split(",")
    try:
        hidden = tuple(read_whole(part, EXPECTED, 1, MOST_UNITS) for part in parts)
    except ValueError:
        hidden = ()
    if not 1 <= len(hidden) <= MOST_LAYERS:
        raise ValueError(f"{shown(text)}: expected {EXPECTED}")
    return hidden
