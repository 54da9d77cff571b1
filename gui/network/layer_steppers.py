"""Buttons that add and remove hidden layers, and their units."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gui.controls.buttons import tool_button
from gui.controls.tips import disable
from gui.look.theme import LIGHT, Theme
from gui.numbers.hidden_field import NO_MORE_LAYERS, NONE_LEFT
from model.run.edits import MOST_LAYERS, MOST_UNITS, with_another_layer

BUTTON = 20  # designed pixels
FEWER, MORE = "−", "+"
KEPT = "the others keep their weights"
LAST_UNIT = "A layer has one unit at least: remove the whole layer instead"
NO_MORE_UNITS = f"{MOST_UNITS} units are the most in a layer"


class UnitSteppers(QWidget):
    """A pair of buttons above each hidden layer's column that adds and removes units.

    Emits ``changed(hidden)`` with the number of units of each hidden layer.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._hidden: tuple[int, ...] = ()
        self._columns: tuple[float, ...] = ()
        self._theme = Theme(LIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pairs = [
            tuple(self._button(layer, text, by) for text, by in ((FEWER, -1), (MORE, 1)))
            for layer in range(MOST_LAYERS)
        ]

    def _button(self, layer: int, text: str, by: int) -> QToolButton:
        name = f"{'Remove a unit from' if by < 0 else 'Add a unit to'} layer {layer + 1}"
        button = tool_button(text, f"{name}; {KEPT}", name, "inset", self)
        button.clicked.connect(lambda: self._change(layer, by))
        return button

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._place()

    def show_layers(self, hidden: tuple[int, ...]) -> None:
        """Show a pair of buttons for each of these hidden layers."""
        self._hidden = hidden
        for layer, (fewer, more) in enumerate(self._pairs):
            is_there = layer < len(hidden)
            for button in (fewer, more):
                button.setVisible(is_there)
            if is_there:
                disable(fewer, "" if hidden[layer] > 1 else LAST_UNIT)
                disable(more, "" if hidden[layer] < MOST_UNITS else NO_MORE_UNITS)

    @Slot(object)
    def place(self, columns: Sequence[float]) -> None:
        """Place the buttons above these columns; the first holds the inputs."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self._place()

    def _place(self) -> None:
        side, middles = self._theme.px(BUTTON), self._columns[1:-1]
        pitch = self._columns[1] - self._columns[0] if middles else 0.0
        stacked = pitch < 2 * side + 2
        self.setFixedHeight((2 if stacked and middles else 1) * side)
        for middle, pair in zip(middles, self._pairs, strict=False):
            for place, button in enumerate(pair):
                left = (
                    round(middle) - (side // 2 if stacked else side) + (not stacked) * place * side
                )
                # Stacked, the button that adds is on top.
                button.setGeometry(left, (1 - place) * side * stacked, side, side)

    def sizeHint(self) -> QSize:
        return QSize(1, self._theme.px(BUTTON))

    def _change(self, layer: int, by: int) -> None:
        units = list(self._hidden)
        units[layer] += by
        self.changed.emit(tuple(units))


class LayerSteppers(QWidget):
    """Removes and adds hidden layers; emits ``changed(hidden)`` with the units of each layer."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._hidden: tuple[int, ...] = ()
        self._label = QLabel("layers")
        self._label.setProperty("caption", True)
        self._fewer, self._more = (
            tool_button(text, f"{name}; {KEPT}", name, "inset")
            for text, name in (
                (FEWER, "Remove the last hidden layer"),
                (MORE, "Add a hidden layer as wide as the last"),
            )
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._fewer, self._label, self._more):
            layout.addWidget(widget)
        self._fewer.clicked.connect(self._remove)
        self._more.clicked.connect(self._add)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        for button in (self._fewer, self._more):
            button.setFixedSize(theme.px(BUTTON), theme.px(BUTTON))
        self._label.setFont(theme.font(11))

    def show_layers(self, hidden: tuple[int, ...]) -> None:
        """Start from these hidden layers."""
        self._hidden = hidden
        disable(self._fewer, "" if hidden else NONE_LEFT)
        disable(self._more, "" if len(hidden) < MOST_LAYERS else NO_MORE_LAYERS)

    @Slot()
    def _remove(self) -> None:
        self.changed.emit(self._hidden[:-1])

    @Slot()
    def _add(self) -> None:
        self.changed.emit(with_another_layer(self._hidden))
