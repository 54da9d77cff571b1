"""The classifier as a diagram: pictures of units, and weights to drag or type."""

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui.controls.eliding_label import ElidingLabel
from gui.controls.restyle import restyle
from gui.controls.tabs import Page
from gui.controls.toggles import Toggles
from gui.diagram.canvas import DiagramCanvas
from gui.diagram.geometry import Notation, around
from gui.diagram.painter import Drawn
from gui.diagram.walk import is_number
from gui.gestures.pointing import Pointing
from gui.look.theme import Theme
from gui.network.layer_steppers import LayerSteppers, UnitSteppers
from gui.network.number_field import NumberField
from gui.network.words import DiagramWords
from gui.numbers.hidden_field import written
from gui.numbers.units_switch import UnitsSwitch
from gui.numbers.weight_rows import read_weight
from gui.session.intents import Intent, SetTheta
from model import Document, Snapshot, Wishes
from model.arrays import Floats
from model.expressions import About
from model.learning.layers import matrices
from model.plane.units import UnitId
from model.run.edits import with_network

BIAS, ACTIVATION = range(2)
NOTATIONS = (
    (
        "bias as input",
        "Bias as an input",
        "Draw each bias as the weight of an input that is always 1",
    ),
    (
        "f as a node",
        "Activation as a node",
        "Draw the sum and the activation of a unit as nodes of their own",
    ),
)
LARGE, SMALL = 40, 16  # cells across a picture, for few and for many units
MANY = 24  # units; more have small pictures
PER_PIXEL = 0.02  # the share of its size that a weight changes per designed pixel of a drag
HINT = "point at a unit, drag a number"


class NetworkView(Page):
    """The diagram with controls for its notation and its layers.

    Signals:
        held(bool): a weight is being dragged, or no longer.
        focused(UnitId | None): the unit that is pointed at.
        wishes_changed(): ``wishes`` have changed: pictures of units, while they are seen.
        notation_changed(Notation): draw other diagrams in this notation too.
        intended(Intent): change the hidden layers.
        said(str): a sentence for the status bar.
    """

    held = Signal(bool)
    focused = Signal(object)
    wishes_changed = Signal()
    notation_changed = Signal(object)
    intended = Signal(object)
    said = Signal(str)

    def __init__(self, set_theta: SetTheta) -> None:
        """Create an empty tab; ``set_theta`` takes weights that are set by hand."""
        super().__init__()
        self.wishes = Wishes()
        self._set_theta = set_theta
        self._snapshot: Snapshot | None = None
        self._document: Document | None = None
        self._words: DiagramWords | None = None
        self._pointed: About | None = None
        self._lit: list[About] = []  # what the mouse points at on the plane
        self._typed: About | None = None
        self._dragged_from: tuple[int, float] = (0, 0.0)
        self._notation = Notation()
        self._notations, self._layers = Toggles(), LayerSteppers()
        self._notations.offer(NOTATIONS, 2)
        self.units = UnitsSwitch()
        self._units, self._canvas = UnitSteppers(), DiagramCanvas()
        self._field = NumberField(self._canvas)
        self._label = ElidingLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setAccessibleName("What is pointed at")
        self._choices = QHBoxLayout()
        self._choices.addWidget(self._notations, 1)
        self._choices.addWidget(self._layers)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._choices)
        self._layout.addWidget(self.units, 0, Qt.AlignmentFlag.AlignRight)
        self._layout.addWidget(self._units)
        self._layout.addWidget(self._canvas, 1)
        self._layout.addWidget(self._label)
        self._layout.addStretch()
        self._connect()

    def _connect(self) -> None:
        self._notations.toggled.connect(self._toggle)
        self._layers.changed.connect(self._change_layers)
        self._units.changed.connect(self._change_layers)
        self._canvas.arranged.connect(self._units.place)
        self._canvas.pointed.connect(self._point)
        self._canvas.asked.connect(self._ask)
        self._canvas.dragged.connect(self._drag)
        self._canvas.held.connect(self.held)
        self._field.entered.connect(self._type)
        self.units.chosen.connect(self.show_units)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        for widget in (self._notations, self._layers, self._units, self._field, self._canvas):
            widget.apply_theme(theme)
        self._layout.setContentsMargins(0, theme.px(10), 0, 0)
        self._layout.setSpacing(theme.px(6))
        self._choices.setSpacing(theme.px(12))
        self._label.setFont(theme.font(11, mono=True))
        self._label.setFixedHeight(theme.px(18))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the classifier of a snapshot."""
        self._snapshot = snapshot
        document = snapshot.document
        if document is not self._document:
            self._document = document
            self._field.forgive()
            if self._words is None or not self._words.fits(document):
                self._words = DiagramWords(document)
            if self._canvas.set_shapes(document.classifier.shapes):
                self._field.close_up()
                self._lit = []
                self._point(None)  # what was pointed at no longer exists
            self.units.setHidden(document.scaling is None)
            has_layers = document.classifier.hidden_layers is not None
            self._layers.setVisible(has_layers)
            self._layers.show_layers(document.hidden)
            self._units.show_layers(document.hidden if has_layers else ())
            self._ask_for_pictures()
        self._draw()

    @Slot(object)
    def follow(self, at: Pointing | None) -> None:
        """Highlight the units whose line on the plane is under the cursor."""
        line = at.line if at is not None and self.isVisible() else None
        layer, *units = line.unit if line is not None else (0,)
        lit = [About(layer, unit) for unit in units if unit is not None]
        if lit != self._lit:
            self._lit = lit
            self._draw()

    def _draw(self) -> None:
        snapshot, words = self._snapshot, self._words
        if snapshot is None or words is None or snapshot.units is None:
            return
        shapes = snapshot.document.classifier.shapes
        outputs = [len(shades) for shades in snapshot.units.layers]
        if outputs != [shape.outputs for shape in shapes]:
            return  # pictures of the shape before: those of this one follow
        lit = [self._pointed] if self._pointed else self._lit
        self._canvas.show_drawn(
            Drawn(
                matrices(self._numbers(snapshot), shapes),
                snapshot.units,
                words.columns,
                frozenset[About]().union(*(around(about, shapes) for about in lit)),
                self._pointed if is_number(self._pointed) else None,
                self._canvas.current,
            )
        )
        self._label.setText(self._described(self._pointed))
        restyle(self._label, "quiet", self._pointed is None)

    # What is pointed at.

    @Slot(object)
    def _point(self, about: About | None) -> None:
        if about != self._pointed:
            self._pointed = about
            self._tell()
            unit = None
            if about is not None and about.layer is not None and about.input is None:
                assert about.unit is not None
                unit = UnitId(about.layer, about.unit)
            self.focused.emit(unit)
        self._draw()

    def _described(self, about: About | None) -> str:
        if about is None or self._words is None:
            return HINT
        return self._words.described(about, self._value(about) if is_number(about) else None)

    def _tell(self) -> None:
        """Announce what is pointed at to a screen reader, but not every change of its number."""
        words = self._described(self._pointed)
        self._canvas.setAccessibleDescription(words)
        if self._canvas.current is not None and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._canvas, words)
            QAccessible.updateAccessibility(event)

    # Numbers by hand.

    def _value(self, about: About) -> float:
        assert self._snapshot is not None
        assert self._words is not None
        return float(self._numbers(self._snapshot)[self._words.place(about)])

    @property
    def _is_raw(self) -> bool:
        return (
            self.units.is_raw and self._document is not None and self._document.scaling is not None
        )

    def _numbers(self, snapshot: Snapshot) -> Floats:
        """Return theta in the units that are chosen."""
        return snapshot.raw_theta() if self._is_raw else snapshot.place.theta

    @Slot(str)
    def show_units(self, key: str) -> None:
        """Show scaled or raw numbers, as chosen here or elsewhere."""
        self.units.choose(key)
        self._field.close_up()
        self._draw()

    @Slot(object, float, int)
    def _drag(self, about: About, up: float, gesture: int) -> None:
        if self._dragged_from[0] != gesture:
            self._field.forgive()
            self._dragged_from = (gesture, self._value(about))
        start = self._dragged_from[1]
        size = max(abs(start), self._usual(about))
        value = start + up * PER_PIXEL * size
        self._set(about, float(f"{value:.4g}"), ("diagram", gesture))

    def _usual(self, about: About) -> float:
        """Return the expected size of a weight: the largest of its layer, but 1 at most."""
        assert self._snapshot is not None
        assert about.layer is not None
        theta = self._numbers(self._snapshot)
        layers = matrices(theta, self._snapshot.document.classifier.shapes)
        largest = float(np.abs(layers[about.layer][:, :-1]).max())
        return min(largest, 1.0) or 1.0

    @Slot(object)
    def _ask(self, about: About) -> None:
        if self._words is not None and self._canvas.diagram is not None:
            self._typed = about
            spot = self._canvas.diagram.number_spot(about).toPoint()
            self._field.open(spot, self._words.name(about), f"{self._value(about):.6g}")

    @Slot(str)
    def _type(self, text: str) -> None:
        assert self._typed is not None
        assert self._words is not None
        try:
            value = read_weight(text)
        except ValueError as refusal:
            self.said.emit(f"{self._words.short(self._typed)}: {refusal}")
            self._field.refuse(str(refusal))
            return
        refused = self._field.isModified() and self._set(self._typed, value, None)
        if refused:
            self._field.refuse(refused)
        else:
            self._field.close_up()
            self._tell()

    def _set(self, about: About, value: float, merge_key: Hashable) -> str:
        """Set another number; return why it was refused, "" if it was taken."""
        assert self._snapshot is not None
        assert self._words is not None
        theta, at = np.array(self._snapshot.place.theta), self._words.place(about)
        if self._is_raw:
            theta = self._snapshot.document.with_raw_number(theta, at, value)
        else:
            theta[at] = value
        text = f"Set {self._words.short(about)} to {value:.6g}"
        return self._set_theta(text, theta, merge_key)

    # Layers and notation.

    @Slot(object)
    def _change_layers(self, hidden: tuple[int, ...]) -> None:
        def edit(document: Document) -> Document:
            return with_network(document, hidden, document.activation)

        self.intended.emit(Intent(f"Hidden layers {written(hidden)}", edit))

    @Slot(int)
    def _toggle(self, index: int) -> None:
        now = self._notation
        if index == BIAS:
            now = replace(now, bias_input=not now.bias_input)
        else:
            now = replace(now, own_activation=not now.own_activation)
        self._notation = now
        self._notations.select(
            [i for i, on in ((BIAS, now.bias_input), (ACTIVATION, now.own_activation)) if on]
        )
        self._canvas.set_notation(now)
        self.notation_changed.emit(now)

    # Shown and hidden.

    def _ask_for_pictures(self) -> None:
        """Wish for pictures of the units while they can be seen."""
        side = 0
        if self.isVisible() and self._document is not None:
            shapes = self._document.classifier.shapes
            side = SMALL if sum(shape.outputs for shape in shapes) > MANY else LARGE
        if side != self.wishes.side:
            self.wishes = Wishes(side)
            self.wishes_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Wish for pictures of the units."""
        super().showEvent(event)
        self._ask_for_pictures()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wish for nothing, and point at nothing."""
        super().hideEvent(event)
        self._ask_for_pictures()
        self._lit = []
        self._point(None)
