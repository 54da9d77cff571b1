"""The classifier as a diagram: every unit with what it says, every weight to be taken by hand."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.drawing.diagram import Notation
from gui.drawing.diagram_canvas import DiagramCanvas, around
from gui.drawing.diagram_painter import Drawn
from gui.intents import Intent
from gui.theme import Theme
from gui.widgets.eliding_label import ElidingLabel
from gui.widgets.layer_steppers import LayerSteppers
from gui.widgets.segmented import Segmented
from model import Document, Snapshot
from model.edits import MOST_LAYERS, MOST_UNITS, with_network
from model.explain import About, Names, figure
from model.explain.symbols import Symbols
from model.layers import matrices
from model.units import UnitId

BIASES = (
    ("node", "b in the node", "Write each bias at its unit"),
    ("input", "b as an input 1", "Draw each bias as the weight of an input that is always 1"),
)
ACTIVATIONS = (
    ("inside", "f in the unit", "Draw a unit with its activation as one node"),
    ("own", "f on its own", "Draw the sum and the activation as two nodes"),
)
LARGE, SMALL = 28, 14  # cells of a picture, for few and for many units
MANY = 24  # units from which pictures are small
NEW_LAYER = 4  # units of a first hidden layer
PER_PIXEL = 0.02  # how much a weight of 1 changes for a designed pixel that it is dragged


class NetworkView(QWidget):
    """The diagram with its notations, layers and numbers.

    Emits ``theta_set(text, theta, merge_key)``, ``focused(UnitId | None)``, ``units_wanted(int)``
    with the cells of a picture (0 while hidden), ``intended`` and ``said``.
    """

    theta_set = Signal(str, object, object)
    focused = Signal(object)
    units_wanted = Signal(int)
    intended = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        """Empty until the first snapshot."""
        super().__init__()
        self._snapshot: Snapshot | None = None
        self._document: Document | None = None
        self._symbols: Symbols | None = None
        self._pointed: About | None = None
        self._marked: frozenset[About] = frozenset()
        self._dragged_from: tuple[int, float] = (0, 0.0)
        self._side = 0
        self._bias, self._activation = Segmented(BIASES), Segmented(ACTIVATIONS)
        self._bias.select("node")
        self._activation.select("inside")
        self._notation = Notation()
        self._steppers = LayerSteppers()
        self.canvas = DiagramCanvas()
        self._words = ElidingLabel()
        self._words.setProperty("quiet", True)
        self._words.setAccessibleName("What is pointed at")
        self._choices = QHBoxLayout()
        self._choices.addWidget(self._bias)
        self._choices.addWidget(self._activation)
        self._choices.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._choices)
        self._layout.addWidget(self._steppers)
        self._layout.addWidget(self.canvas, 1)
        self._layout.addWidget(self._words)
        self._connect()

    def _connect(self) -> None:
        self._bias.chosen.connect(self._choose_bias)
        self._activation.chosen.connect(self._choose_activation)
        self._steppers.changed.connect(self._change_layers)
        self.canvas.pointed.connect(self._point)
        self.canvas.dragged.connect(self._drag)
        self.canvas.asked.connect(self._ask)
        self.canvas.typed.connect(self._type)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._layout.setContentsMargins(0, theme.px(6), 0, 0)
        self._layout.setSpacing(theme.px(6))
        self._choices.setSpacing(theme.px(6))
        self._steppers.apply_theme(theme)
        self.canvas.apply_theme(theme)
        self._words.setFont(theme.font(12, mono=True))
        self._words.setMinimumHeight(theme.px(20))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the classifier as it stands."""
        self._snapshot = snapshot
        document = snapshot.document
        if document is not self._document:
            self._document = document
            names = Names(document.input_names, document.dataset.class_names)
            self._symbols = Symbols(document.classifier, names)
            self.canvas.set_shapes(document.classifier.shapes)
            self._steppers.show_layers(
                document.hidden if document.classifier.has_hidden_layers else None,
                MOST_LAYERS,
                MOST_UNITS,
            )
            self._ask_for_pictures()
        self._draw()

    def light(self, abouts: frozenset[About]) -> None:
        """Let these parts stand out: what a line on the plane or the arithmetic is about."""
        self._marked = abouts
        self._draw()

    def _draw(self) -> None:
        snapshot, symbols = self._snapshot, self._symbols
        if snapshot is None or symbols is None or snapshot.units is None:
            return
        document = snapshot.document
        shapes = document.classifier.shapes
        if len(snapshot.units.layers) != len(shapes):
            return
        pointed = frozenset() if self._pointed is None else frozenset([self._pointed])
        outputs = (
            [symbols.output(len(shapes) - 1, 0)]
            if document.classifier.outputs == 1
            else document.dataset.class_names
        )
        self.canvas.show_drawn(
            Drawn(
                matrices(snapshot.place.theta, shapes),
                snapshot.units,
                [symbols.input(i) for i in range(shapes[0].inputs)],
                outputs,
                around(pointed or self._marked, shapes),
                self.canvas.current,
            )
        )
        self._say(self._pointed)

    def _say(self, about: About | None) -> None:
        words = "" if about is None else self._described(about)
        if words != self._words.text():
            self._words.setText(words)
            self.canvas.setAccessibleDescription(words)

    def _described(self, about: About) -> str:
        """A part in words, with its number."""
        assert self._symbols is not None
        if about.layer is None:
            assert about.input is not None
            return f"input {self._symbols.input(about.input)}"
        assert about.unit is not None
        title = self._symbols.title(about.layer, about.unit)
        activation = self._symbols.shapes[about.layer].activation
        if about.input is None:
            return f"{title} · {activation}"
        number = f"{self._symbols.parameter(about)} = {figure(self._value(about))}"
        return f"{number} · {self._source(about)} → {title}"

    def _source(self, about: About) -> str:
        assert self._symbols is not None
        assert about.layer is not None
        assert about.input is not None
        if about.input == self._symbols.shapes[about.layer].inputs:
            return "bias"
        if about.layer == 0:
            return self._symbols.input(about.input)
        return self._symbols.output(about.layer - 1, about.input)

    def _value(self, about: About) -> float:
        assert self._snapshot is not None
        assert about.layer is not None
        assert about.unit is not None
        assert about.input is not None
        shapes = self._snapshot.document.classifier.shapes
        found = matrices(self._snapshot.place.theta, shapes)[about.layer]
        return float(found[about.unit, about.input])

    @Slot(object)
    def _point(self, about: About | None) -> None:
        if about != self._pointed:
            unit = None
            if about is not None and about.layer is not None and about.input is None:
                assert about.unit is not None
                unit = UnitId(about.layer, about.unit)
            self._pointed = about
            self.focused.emit(unit)
        self._draw()

    @Slot(object, float, int)
    def _drag(self, about: About, up: float, gesture: int) -> None:
        if self._dragged_from[0] != gesture:
            self._dragged_from = (gesture, self._value(about))
        start = self._dragged_from[1]
        value = start + up * PER_PIXEL * max(1.0, abs(start))
        self._set(about, float(f"{value:.4g}"), ("drag weight", gesture))

    @Slot(object)
    def _ask(self, about: About) -> None:
        self.canvas.edit(about, repr(self._value(about)))

    @Slot(object, str)
    def _type(self, about: About, text: str) -> None:
        assert self._symbols is not None
        try:
            value = float(text)
        except ValueError:
            value = np.nan
        if not np.isfinite(value):
            name = self._symbols.parameter(about)
            self.said.emit(f"{name} {text!r}: expected a number such as 0.5 or −2")
            return
        if value != self._value(about):
            self._set(about, value, None)

    def _set(self, about: About, value: float, merge_key: object) -> None:
        assert self._snapshot is not None
        assert self._symbols is not None
        assert about.layer is not None
        theta = np.array(self._snapshot.place.theta)
        shapes = self._snapshot.document.classifier.shapes
        matrices(theta, shapes)[about.layer][about.unit, about.input] = value
        text = f"{self._symbols.parameter(about)} = {figure(value)}"
        self.theta_set.emit(text, theta, merge_key)

    @Slot(tuple)
    def _change_layers(self, hidden: tuple[int, ...]) -> None:
        text = ",".join(map(str, hidden)) or "none"
        self.intended.emit(
            Intent(
                f"Hidden layers {text}",
                lambda document: with_network(document, hidden, document.activation),
            )
        )

    @Slot(str)
    def _choose_bias(self, key: str) -> None:
        self._notate(replace(self._notation, bias_input=key == "input"))

    @Slot(str)
    def _choose_activation(self, key: str) -> None:
        self._notate(replace(self._notation, own_activation=key == "own"))

    def _notate(self, notation: Notation) -> None:
        self._notation = notation
        self.canvas.set_notation(notation)

    def _ask_for_pictures(self) -> None:
        """Ask for pictures of the units while they can be seen."""
        side = 0
        if self.isVisible() and self._document is not None:
            shapes = self._document.classifier.shapes
            side = SMALL if sum(shape.outputs for shape in shapes) > MANY else LARGE
        if side != self._side:
            self._side = side
            self.units_wanted.emit(side)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for pictures of the units."""
        super().showEvent(event)
        self._ask_for_pictures()

    def hideEvent(self, event: QHideEvent) -> None:
        """Cost nothing while nobody looks."""
        super().hideEvent(event)
        self._side = 0
        self.units_wanted.emit(0)
        self._point(None)
