"""The settings of training and the shape of the network."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.intents import Intent
from gui.theme import Theme
from gui.widgets.calm import CalmCombo
from gui.widgets.restyle import set_mark
from gui.widgets.scales import ALL, BATCH, PENALTY, RATE
from gui.widgets.section import Section
from gui.widgets.slider_row import SliderRow
from model import Document, Snapshot, Training
from model.activations import UNIT_ACTIVATIONS
from model.edits import MOST_LAYERS, MOST_UNITS, with_network, with_training
from model.losses import LOSSES
from model.training import ORDERS

PERCEPTRON_BATCH = "A perceptron always learns one point at a time"
BATCH_TIP = "How many points make one update; its gradient is their mean"
OPTIMIZER_TITLES = {"sgd": "plain", "momentum": "momentum", "adam": "Adam"}
PENALTY_TITLES = {"none": "none", "l1": "L1", "l2": "L2"}
PENALTY_RATE = 0.001  # where a penalty is switched on and no rate was set before
HIDDEN_TIP = "Units in each hidden layer, such as 4 or 4,2; none for no hidden layer"
NO_LAYERS = "none"
NEW_LAYER = 4  # units of a hidden layer where there was none


class TrainingPanel(QWidget):
    """Emits ``intended`` for a changed setting, ``said`` for what cannot be read."""

    intended = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        """With the settings of no document yet."""
        super().__init__()
        self._section = Section("Training")
        self._rate = SliderRow(
            "Learning rate", "α: how far each update goes; w ← w − α · gradient", RATE
        )
        self._batch = SliderRow("Batch", BATCH_TIP, BATCH)
        self._hidden = QLineEdit()
        self._shown_hidden: tuple[int, ...] = ()
        self._hidden.setToolTip(HIDDEN_TIP)
        self._hidden.setAccessibleName("Hidden layers")
        self._activation = _combo(
            "Activation",
            UNIT_ACTIVATIONS,
            "What a hidden unit makes of its score z; a step cannot learn",
        )
        self._order = _combo("Order", ORDERS, "Whether points are shuffled before each epoch")
        self._loss = _combo("Loss", tuple(LOSSES), "The error function that is descended")
        self._optimizer = _combo(
            "Optimizer",
            tuple(OPTIMIZER_TITLES.values()),
            "How a gradient changes the weights: plain, with momentum 0.9, or Adam",
        )
        self._penalty = _combo(
            "Penalty",
            tuple(PENALTY_TITLES.values()),
            "What large weights cost besides the loss: L1 λ‖w‖₁, L2 λ‖w‖²/2; biases cost nothing",
        )
        self._penalty_rate = SliderRow("Penalty rate", "λ: how much the penalty counts", PENALTY)
        self._grid = QGridLayout()
        self._labels: list[QLabel] = []
        self._section.body.addWidget(self._rate)
        self._section.body.addWidget(self._batch)
        self._section.body.addLayout(self._grid)
        self._fewer = self._layer_button("−", "Fewer layers", "Take the last hidden layer away")
        self._more = self._layer_button("+", "More layers", "Add a hidden layer")
        self._add("Hidden", self._hidden, self._fewer, self._more)
        self._add("Activation", self._activation)
        self._why = QLabel()
        self._why.setObjectName("trainingHint")
        self._why.setWordWrap(True)
        self._why.hide()
        self._grid.addWidget(self._why, self._grid.rowCount(), 0, 1, 2)
        self._add("Loss", self._loss)
        self._add("Order", self._order)
        self._add("Optimizer", self._optimizer)
        self._add("Penalty", self._penalty)
        self._section.body.addWidget(self._penalty_rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)
        self._connect()

    @staticmethod
    def _layer_button(text: str, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setProperty("tool", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _add(self, text: str, control: QWidget, *beside: QWidget) -> None:
        label = QLabel(text)
        label.setProperty("quiet", True)
        label.setBuddy(control)
        label.setToolTip(control.toolTip())
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        line = QHBoxLayout()
        for widget in (control, *beside):
            line.addWidget(widget, 1 if widget is control else 0)
        self._grid.addLayout(line, row, 1)
        self._labels.append(label)

    def _connect(self) -> None:
        for row in (self._rate, self._batch, self._penalty_rate):
            row.refused.connect(self.said)
        self._rate.changed.connect(self._set_rate)
        self._batch.changed.connect(self._set_batch)
        self._hidden.editingFinished.connect(self._set_hidden)
        self._hidden.returnPressed.connect(self._hidden.clearFocus)
        self._fewer.clicked.connect(self._remove_layer)
        self._more.clicked.connect(self._add_layer)
        self._activation.textActivated.connect(self._set_activation)
        self._order.textActivated.connect(self._set_order)
        self._loss.textActivated.connect(self._set_loss)
        self._optimizer.activated.connect(self._set_optimizer)
        self._penalty.activated.connect(self._set_penalty)
        self._penalty_rate.changed.connect(self._set_penalty_rate)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._section.apply_theme(theme)
        for row in (self._rate, self._batch, self._penalty_rate):
            row.apply_theme(theme)
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(6))
        for label in self._labels:
            label.setFixedWidth(theme.px(88))
        self._hidden.setFont(theme.font(12, mono=True))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the settings of a document."""
        document = snapshot.document
        training = document.training
        one_at_a_time = document.classifier.one_at_a_time
        is_network = document.classifier.has_hidden_layers
        self._rate.set_number(training.learning_rate)
        size = 1.0 if one_at_a_time else training.batch_size or ALL
        self._batch.set_number(float(size))
        self._batch.setEnabled(not one_at_a_time)
        self._batch.setToolTip(PERCEPTRON_BATCH if one_at_a_time else BATCH_TIP)
        # Only when it changed: whoever types must not be interrupted by the next frame.
        if document.hidden != self._shown_hidden:
            self._shown_hidden = document.hidden
            self._hidden.setText(written(document.hidden))
            set_mark(self._hidden, "wrong", False)
        self._activation.setCurrentText(document.activation)
        self._order.setCurrentText(training.order)
        self._loss.setCurrentText(training.loss)
        self._optimizer.setCurrentText(OPTIMIZER_TITLES[training.optimizer])
        self._penalty.setCurrentText(PENALTY_TITLES[training.penalty])
        self._penalty_rate.set_number(training.penalty_rate)
        for control in (self._loss, self._optimizer, self._penalty):
            control.setEnabled(not one_at_a_time)
        self._penalty_rate.setVisible(training.penalty != "none" and not one_at_a_time)
        self._hidden.setEnabled(is_network)
        self._fewer.setEnabled(is_network and len(document.hidden) > 0)
        self._more.setEnabled(is_network and len(document.hidden) < MOST_LAYERS)
        self._why.setText(document.classifier.why_untrainable)
        self._why.setVisible(bool(document.classifier.why_untrainable))
        self._activation.setEnabled(is_network)

    @Slot(float, int)
    def _set_rate(self, rate: float, gesture: int) -> None:
        self._change(
            f"Learning rate {rate:g}", lambda t: replace(t, learning_rate=rate), ("rate", gesture)
        )

    @Slot(float, int)
    def _set_batch(self, size: float, gesture: int) -> None:
        whole = None if size == ALL else int(size)
        self._change(
            f"Batch size {whole or 'all'}",
            lambda t: replace(t, batch_size=whole),
            ("batch", gesture),
        )

    @Slot(str)
    def _set_order(self, order: str) -> None:
        self._change(f"Order {order}", lambda t: replace(t, order=order))

    @Slot(str)
    def _set_loss(self, loss: str) -> None:
        self._change(f"Loss {loss}", lambda t: replace(t, loss=loss))

    @Slot(int)
    def _set_optimizer(self, index: int) -> None:
        name = list(OPTIMIZER_TITLES)[index]
        self._change(f"Optimizer {OPTIMIZER_TITLES[name]}", lambda t: replace(t, optimizer=name))

    @Slot(int)
    def _set_penalty(self, index: int) -> None:
        def edit(document: Document) -> Document:
            rate = (document.training.penalty_rate or PENALTY_RATE) if index else 0.0
            changed = replace(document.training, penalty=name, penalty_rate=rate)
            return with_training(document, changed)

        name = list(PENALTY_TITLES)[index]
        self.intended.emit(Intent(f"Penalty {PENALTY_TITLES[name]}", edit))

    @Slot(float, int)
    def _set_penalty_rate(self, rate: float, gesture: int) -> None:
        self._change(
            f"Penalty rate {rate:g}",
            lambda t: replace(t, penalty_rate=rate),
            ("penalty rate", gesture),
        )

    def _change(
        self, text: str, change: Callable[[Training], Training], merge_key: Hashable = None
    ) -> None:
        def edit(document: Document) -> Document:
            return with_training(document, change(document.training))

        self.intended.emit(Intent(text, edit, merge_key))

    @Slot()
    def _set_hidden(self) -> None:
        if not self._hidden.isModified():
            return
        try:
            hidden = read_hidden(self._hidden.text())
        except ValueError as refusal:
            set_mark(self._hidden, "wrong", True)
            self.said.emit(f"Hidden: {refusal}")
            return
        self._hidden.setModified(False)
        set_mark(self._hidden, "wrong", False)
        self._change_layers(hidden)

    @Slot()
    def _remove_layer(self) -> None:
        self._change_layers(self._shown_hidden[:-1])

    @Slot()
    def _add_layer(self) -> None:
        last = self._shown_hidden[-1] if self._shown_hidden else NEW_LAYER
        self._change_layers((*self._shown_hidden, last))

    def _change_layers(self, hidden: Sequence[int]) -> None:
        self.intended.emit(
            Intent(
                f"Hidden layers {written(hidden)}",
                lambda document: with_network(document, hidden, document.activation),
            )
        )

    @Slot(str)
    def _set_activation(self, activation: str) -> None:
        self.intended.emit(
            Intent(
                f"Activation {activation}",
                lambda document: with_network(document, document.hidden, activation),
            )
        )


def written(hidden: Sequence[int]) -> str:
    """Hidden layers as they are typed."""
    return ",".join(map(str, hidden)) or NO_LAYERS


def read_hidden(text: str) -> tuple[int, ...]:
    """The hidden layers typed as ``4`` or ``4,2``; ``none``, ``0`` or nothing for no hidden layer.

    Raises:
        ValueError: says what was expected.
    """
    if text.strip().lower() in ("", "0", NO_LAYERS):
        return ()
    expected = (
        f"expected none, or 1 to {MOST_LAYERS} numbers from 1 to {MOST_UNITS}, such as 4 or 4,2"
    )
    parts = [part.strip() for part in text.strip().strip(",").split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise ValueError(f"{text!r}: {expected}")
    hidden = tuple(int(part) for part in parts)
    if len(hidden) > MOST_LAYERS or not 1 <= min(hidden) <= max(hidden) <= MOST_UNITS:
        raise ValueError(f"{text!r}: {expected}")
    return hidden


def _combo(name: str, choices: Sequence[str], tip: str) -> QComboBox:
    combo = CalmCombo()
    combo.addItems(list(choices))
    combo.setToolTip(tip)
    combo.setAccessibleName(name)
    combo.setMinimumWidth(1)  # as wide as the panel leaves it
    return combo
