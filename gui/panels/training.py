"""The settings of training and the shape of the network."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.calm import choice
from gui.controls.section import Section
from gui.controls.tips import describe, disable
from gui.look.theme import Theme
from gui.numbers.hidden_field import HiddenField, written
from gui.numbers.scales import ALL, BATCH, PENALTY, RATE
from gui.numbers.slider_row import SliderRow
from gui.panels.form import Form
from gui.session.intents import Intent
from model import Document, Snapshot, Training
from model.activations import ACTIVATIONS, unit_activations
from model.activations.base import Activation
from model.classifiers.base import Classifier
from model.learning.settings import ORDERS, PENALTY_RATE
from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from model.optimizers.base import Optimizer
from model.optimizers.penalties import PENALTIES, Penalty
from model.run.edits import with_network, with_training

BATCH_TIP = "How many points make one update; its gradient is their mean"
NO_HIDDEN = "Only a network has hidden layers"


class TrainingPanel(QWidget):
    """Chooses the settings of training and the shape of the network.

    Signals:
        intended(Intent): an edit of a setting.
        said(str): why a typed number is refused.
    """

    intended = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._section = Section("Training")
        self._rate = SliderRow(
            "Learning rate", "α: how far each update goes; w ← w − α · gradient", RATE
        )
        self._batch = SliderRow("Batch", BATCH_TIP, BATCH)
        self._hidden = HiddenField()
        self._activations = unit_activations()
        units = [ACTIVATIONS[name] for name in self._activations]
        self._activation = choice("Activation", [a.title for a in units], _activation_tip(units))
        self._optimizers, self._penalties = tuple(OPTIMIZERS.values()), tuple(PENALTIES.values())
        self._optimizer = choice(
            "Optimizer", [o.title for o in self._optimizers], _optimizer_tip(self._optimizers)
        )
        self._penalty = choice(
            "Penalty", [p.title for p in self._penalties], _penalty_tip(self._penalties)
        )
        self._penalty_rate = SliderRow("Penalty rate", "λ: how much the penalty counts", PENALTY)
        self._loss = choice("Loss", (), "")
        self._order = choice("Order", ORDERS, "Whether points are shuffled before each epoch")
        self._settings: tuple[tuple[QWidget, str], ...] = (
            (self._batch, "batch_size"),
            (self._loss, "loss"),
            (self._optimizer, "optimizer"),
            (self._penalty, "penalty"),
        )
        self._form = Form()
        self._fill()
        self._connect()

    def _fill(self) -> None:
        form = self._form
        for row in (self._rate, self._batch):
            self._section.body.addWidget(row)
        form.add("Hidden", self._hidden)
        form.add_wide(self._hidden.reason)
        form.add("Activation", self._activation)
        form.add("Optimizer", self._optimizer)
        form.add("Penalty", self._penalty)
        form.add_wide(self._penalty_rate)
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
        self._hidden.said.connect(self.said)
        self._activation.activated.connect(self._set_activation)
        self._order.textActivated.connect(self._set_order)
        self._loss.textActivated.connect(self._set_loss)
        self._optimizer.activated.connect(self._set_optimizer)
        self._penalty.activated.connect(self._set_penalty)
        self._penalty_rate.changed.connect(self._set_penalty_rate)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
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
        classifier, training = document.classifier, document.settings
        for row in (self._rate, self._batch, self._penalty_rate):
            row.begin_anew()
        self._hidden.restore()
        self._rate.set_number(training.learning_rate)
        self._batch.set_number(float(training.batch_size or ALL))
        self._hidden.set_hidden(document.hidden)
        self._activation.setCurrentIndex(self._activations.index(document.activation))
        self._order.setCurrentText(training.order)
        self._offer_losses(classifier)
        self._loss.setCurrentText(training.loss)
        self._optimizer.setCurrentText(OPTIMIZERS[training.optimizer].title)
        self._penalty.setCurrentText(PENALTIES[training.penalty].title)
        self._penalty_rate.set_number(training.penalty_rate)
        self._penalty_rate.setVisible(bool(PENALTIES[training.penalty].formula))
        for control, setting in self._settings:
            disable(control, classifier.fixed.get(setting, ""))
        for control in (self._hidden, self._activation):
            disable(control, NO_HIDDEN if classifier.hidden_layers is None else "")

    def _offer_losses(self, classifier: Classifier) -> None:
        """List the losses that the classifier can descend."""
        names = list(classifier.losses)
        if names == [self._loss.itemText(index) for index in range(self._loss.count())]:
            return
        self._loss.clear()
        self._loss.addItems(names)
        describe(self._loss, _loss_tip(classifier))

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
        chosen = self._optimizers[index]
        self._change(f"Optimizer {chosen.title}", lambda t: replace(t, optimizer=chosen.name))

    @Slot(int)
    def _set_penalty(self, index: int) -> None:
        def edit(document: Document) -> Document:
            rate = (document.training.penalty_rate or PENALTY_RATE) if chosen.formula else 0.0
            changed = replace(document.training, penalty=chosen.name, penalty_rate=rate)
            return with_training(document, changed)

        chosen = self._penalties[index]
        self.intended.emit(Intent(f"Penalty {chosen.title}", edit))

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
        activation = self._activations[index]

        def edit(document: Document) -> Document:
            return with_network(document, document.hidden, activation)

        self.intended.emit(Intent(f"Activation {activation}", edit))


def _activation_tip(units: Sequence[Activation]) -> str:
    by_hand = " and ".join(f"{a.name}s" for a in units if not a.has_slope)
    formulas = ", ".join(a.formula for a in units[:-1])
    return (
        f"The output of a hidden unit with the score z: {formulas}, or {units[-1].formula}; "
        f"{by_hand} can be set by hand but cannot learn"
    )


def _optimizer_tip(optimizers: Sequence[type[Optimizer]]) -> str:
    *some, last = (optimizer.description for optimizer in optimizers)
    return f"How a gradient changes the weights: {', '.join(some)}, or {last}"


def _penalty_tip(penalties: Sequence[Penalty]) -> str:
    costs = ", ".join(f"{p.title} {p.formula}" for p in penalties if p.formula)
    return f"What large weights cost besides the loss: {costs}; biases cost nothing"


def _loss_tip(classifier: Classifier) -> str:
    losses = (LOSSES[name] for name in classifier.losses)
    formulas = (f"{x.name}, {x.error_functions(classifier.classes)[0].formula}" for x in losses)
    return f"What training makes small: {'; '.join(formulas)}"
