"""The settings of training and the shape of the network."""

from collections.abc import Callable, Hashable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.form import Form, choice
from gui.controls.paragraph import Paragraph
from gui.controls.section import Section
from gui.look.theme import Theme
from gui.numbers.hidden_field import HiddenField, written
from gui.numbers.scales import ALL, BATCH, PENALTY, RATE
from gui.numbers.slider_row import SliderRow
from gui.session.intents import Intent
from model import Document, Snapshot, Training
from model.learning.activations import UNIT_ACTIVATIONS
from model.learning.losses import LOSSES
from model.learning.settings import ORDERS, PENALTY_RATE
from model.run.edits import with_network, with_training

PERCEPTRON_BATCH = "A perceptron always learns one point at a time"
BATCH_TIP = "How many points make one update; its gradient is their mean"
OPTIMIZER_TITLES = {"sgd": "plain", "momentum": "momentum", "adam": "Adam"}
PENALTY_TITLES = {"none": "none", "l1": "L1", "l2": "L2"}
ACTIVATION_TIP = (
    "What a hidden unit makes of its score z: tanh(z), σ(z) = 1/(1 + e⁻ᶻ), max(0, z), z itself, or "
    "1 from z = 0 on and 0 below; steps can be set by hand, but not learn"
)
LOSS_TIP = "What is descended: cross-entropy −log p of the right class, or the squared error"
OPTIMIZER_TIP = "How a gradient changes the weights: plain, with momentum 0.9, or Adam"
PENALTY_TIP = "What large weights cost besides the loss: L1 λ‖w‖₁, L2 λ‖w‖²/2; biases cost nothing"
STEP = "step"
STEP_TITLE = "step, by hand"


class TrainingPanel(QWidget):
    """Emits ``intended`` for a changed setting, ``said`` for what cannot be read."""

    intended = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        """With the settings of no document yet."""
        super().__init__()
        self._document: Document | None = None
        self._section = Section("Training")
        self._rate = SliderRow(
            "Learning rate", "α: how far each update goes; w ← w − α · gradient", RATE
        )
        self._batch = SliderRow("Batch", BATCH_TIP, BATCH)
        self._hidden = HiddenField()
        titles = [STEP_TITLE if name == STEP else name for name in UNIT_ACTIVATIONS]
        self._activation = choice("Activation", titles, ACTIVATION_TIP)
        self._why = Paragraph()
        self._why.setProperty("quiet", True)
        self._optimizer = choice("Optimizer", tuple(OPTIMIZER_TITLES.values()), OPTIMIZER_TIP)
        self._penalty = choice("Penalty", tuple(PENALTY_TITLES.values()), PENALTY_TIP)
        self._penalty_rate = SliderRow("Penalty rate", "λ: how much the penalty counts", PENALTY)
        self._loss = choice("Loss", tuple(LOSSES), LOSS_TIP)
        self._order = choice("Order", ORDERS, "Whether points are shuffled before each epoch")
        self._form = Form()
        self._fill()
        self._connect()

    def _fill(self) -> None:
        form = self._form
        for row in (self._rate, self._batch):
            self._section.body.addWidget(row)
        form.add("Hidden", self._hidden)
        form.add("Activation", self._activation)
        form.add_line(self._why)
        form.add("Optimizer", self._optimizer)
        form.add("Penalty", self._penalty)
        form.add_line(self._penalty_rate)
        form.add("Loss", self._loss)
        form.add("Order", self._order)
        self._section.body.addWidget(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)

    def _connect(self) -> None:
        for row in (self._rate, self._batch, self._penalty_rate):
            row.refused.connect(self.said)
        self._rate.changed.connect(self._set_rate)
        self._batch.changed.connect(self._set_batch)
        self._hidden.changed.connect(self._set_hidden)
        self._hidden.refused.connect(self.said)
        self._activation.activated.connect(self._set_activation)
        self._order.textActivated.connect(self._set_order)
        self._loss.textActivated.connect(self._set_loss)
        self._optimizer.activated.connect(self._set_optimizer)
        self._penalty.activated.connect(self._set_penalty)
        self._penalty_rate.changed.connect(self._set_penalty_rate)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._section.apply_theme(theme)
        self._form.apply_theme(theme)
        for row in (self._rate, self._batch, self._penalty_rate):
            row.apply_theme(theme)
        self._hidden.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the settings of a document."""
        if snapshot.document is not self._document:
            self._document = snapshot.document
            self._show_settings(snapshot.document)

    def _show_settings(self, document: Document) -> None:
        training = document.training
        one_at_a_time = document.classifier.one_at_a_time
        is_network = document.classifier.has_hidden_layers
        self._rate.set_number(training.learning_rate)
        size = 1.0 if one_at_a_time else training.batch_size or ALL
        self._batch.set_number(float(size))
        self._batch.setEnabled(not one_at_a_time)
        self._batch.setToolTip(PERCEPTRON_BATCH if one_at_a_time else BATCH_TIP)
        self._hidden.set_hidden(document.hidden)
        self._hidden.setEnabled(is_network)
        self._activation.setCurrentIndex(list(UNIT_ACTIVATIONS).index(document.activation))
        self._activation.setEnabled(is_network)
        self._why.say(document.classifier.why_untrainable)
        self._order.setCurrentText(training.order)
        self._loss.setCurrentText(training.loss)
        self._optimizer.setCurrentText(OPTIMIZER_TITLES[training.optimizer])
        self._penalty.setCurrentText(PENALTY_TITLES[training.penalty])
        self._penalty_rate.set_number(training.penalty_rate)
        for control in (self._loss, self._optimizer, self._penalty):
            control.setEnabled(not one_at_a_time)
        self._penalty_rate.setVisible(training.penalty != "none" and not one_at_a_time)

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

    @Slot(object)
    def _set_hidden(self, hidden: tuple[int, ...]) -> None:
        def edit(document: Document) -> Document:
            return with_network(document, hidden, document.activation)

        self.intended.emit(Intent(f"Hidden layers {written(hidden)}", edit))

    @Slot(int)
    def _set_activation(self, index: int) -> None:
        activation = list(UNIT_ACTIVATIONS)[index]

        def edit(document: Document) -> Document:
            return with_network(document, document.hidden, activation)

        self.intended.emit(Intent(f"Activation {activation}", edit))
