"""Buttons that add and remove hidden layers and their units."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.theme import Theme

FIRST = 4  # units of the first hidden layer that is added


class LayerSteppers(QWidget):
    """Emits ``changed(hidden)`` with the units of all hidden layers, (int, ...)."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        """Hidden until there are layers to change."""
        super().__init__()
        self._hidden: tuple[int, ...] | None = None
        self._theme: Theme | None = None
        self._most = (0, 0)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._theme = theme
        self._layout.setSpacing(theme.px(3))
        for button in self.findChildren(QToolButton):
            button.setFixedSize(theme.px(20), theme.px(22))
        for label in self.findChildren(QLabel):
            label.setFont(theme.font(12, mono=True))

    def show_layers(
        self, hidden: tuple[int, ...] | None, most_layers: int, most_units: int
    ) -> None:
        """Show these layers; None where the classifier has none to change."""
        if hidden == self._hidden:
            return
        self._hidden, self._most = hidden, (most_layers, most_units)
        while self._layout.count():
            item = self._layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(hidden is not None)
        if hidden is not None:
            self._fill(hidden)
        if self._theme is not None:
            self.apply_theme(self._theme)

    def _fill(self, hidden: tuple[int, ...]) -> None:
        most_layers, most_units = self._most
        for layer, units in enumerate(hidden):
            head, tail = hidden[:layer], hidden[layer + 1 :]
            name = f"layer {layer + 1}"
            self._button("−", f"Fewer units in {name}", (*head, units - 1, *tail), units > 1)
            label = QLabel(str(units))
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setToolTip(f"Units of {name}")
            self._layout.addWidget(label)
            self._button(
                "+", f"More units in {name}", (*head, units + 1, *tail), units < most_units
            )
            self._layout.addSpacing(4)
        self._layout.addStretch(1)
        more = (*hidden, hidden[-1] if hidden else FIRST)
        self._button("⊟", "Remove the last hidden layer", hidden[:-1], bool(hidden))
        self._button("⊞", "Add a hidden layer", more, len(hidden) < most_layers)

    def _button(self, text: str, name: str, hidden: tuple[int, ...], enabled: bool) -> None:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("minor", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setEnabled(enabled)
        button.clicked.connect(lambda: self.changed.emit(hidden))
        self._layout.addWidget(button)
