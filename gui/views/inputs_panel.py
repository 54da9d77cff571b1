"""What the classifier takes in: derived inputs, scaling, and the slice that the plane shows."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.intents import Intent
from gui.theme import Theme
from gui.widgets.calm import CalmCombo
from gui.widgets.scales import between
from gui.widgets.section import Section
from gui.widgets.slider_row import SliderRow
from gui.widgets.toggles import Toggles
from model import Dataset, Document, Snapshot
from model.edits import with_derived, with_standard_scaling, without_scaling
from model.features import derivable, input_names
from model.slice import Slice

SHORT = {"x1^2": "x₁²", "x2^2": "x₂²", "x1*x2": "x₁x₂", "sin(x1)": "sin x₁", "sin(x2)": "sin x₂"}
SCALINGS = ("none", "standard")
SCALING_TIP = (
    "Whether inputs are scaled for training: (x − mean) / standard deviation of the training "
    "points; weights are exported in raw units all the same"
)


class InputsPanel(QWidget):
    """Emits ``intended`` for other inputs, ``sliced(Slice)`` for another view of the features."""

    intended = Signal(object)
    sliced = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        """With the inputs of no document yet."""
        super().__init__()
        self._document: Document | None = None
        self._data: Dataset | None = None
        self._slice = Slice((0, 1), (0.0, 0.0))
        self._theme: Theme | None = None
        self._section = Section("Inputs")
        self._derived = Toggles(columns=5)
        self._scaling = CalmCombo()
        self._scaling.addItems(list(SCALINGS))
        self._scaling.setToolTip(SCALING_TIP)
        self._scaling.setAccessibleName("Scaling")
        self._axes = (self._axis("Across"), self._axis("Upright"))
        self._grid = QGridLayout()
        self._labels: list[QLabel] = []
        self._section.body.addWidget(self._derived)
        self._section.body.addLayout(self._grid)
        for text, control in zip(
            ("Scaling", "Across", "Upright"), (self._scaling, *self._axes), strict=True
        ):
            self._add(text, control)
        self._rows = QVBoxLayout()
        self._section.body.addLayout(self._rows)
        self._sliders: dict[int, FeatureSlider] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)
        self._derived.toggled.connect(self._toggle)
        self._scaling.activated.connect(self._scale)
        for place, combo in enumerate(self._axes):
            combo.activated.connect(partial(self._turn, place))

    def _axis(self, name: str) -> QComboBox:
        combo = CalmCombo()
        combo.setAccessibleName(f"{name}, feature")
        combo.setToolTip(f"The feature that the plane shows {name.lower()}")
        return combo

    def _add(self, text: str, control: QComboBox) -> None:
        label = QLabel(text)
        label.setProperty("quiet", True)
        label.setBuddy(control)
        label.setToolTip(control.toolTip())
        control.setMinimumWidth(1)  # as wide as the panel leaves it
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(control, row, 1)
        self._labels.append(label)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._theme = theme
        self._section.apply_theme(theme)
        self._derived.apply_theme(theme)
        self._grid.setSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self._rows.setSpacing(theme.px(6))
        for label in self._labels:
            label.setFixedWidth(theme.px(88))
        for row in self._sliders.values():
            row.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the inputs of the document, and which of its features the plane shows."""
        document = snapshot.document
        if document is not self._document:
            self._show_inputs(document)
        if document.dataset is not self._data or snapshot.slice is not self._slice:
            self._show_slice(document.dataset, snapshot.slice)

    def _show_inputs(self, document: Document) -> None:
        self._document = document
        names = document.dataset.feature_names
        keys = derivable(len(names))
        formulas = input_names(names, keys)[len(names) :]
        self._derived.offer(
            [
                (SHORT[key], f"Input {formula}", f"{formula} as an input beside the features")
                for key, formula in zip(keys, formulas, strict=True)
            ]
        )
        self._derived.select([keys.index(key) for key in document.derived])
        self._scaling.setCurrentIndex(0 if document.scaling is None else 1)

    def _show_slice(self, data: Dataset, shown: Slice) -> None:
        others = shown.hidden
        if self._data is None or data.feature_names != self._data.feature_names:
            for combo in self._axes:
                combo.clear()
                combo.addItems(list(data.feature_names))
        if self._data is not data or others != tuple(self._sliders):
            self._make_sliders(data, others)
        self._data, self._slice = data, shown
        for label, combo, axis in zip(self._labels[1:], self._axes, (*shown.axes, 0), strict=False):
            label.setVisible(bool(others))
            combo.setVisible(bool(others))
            combo.setCurrentIndex(axis)
        for feature, row in self._sliders.items():
            row.set_number(shown.values[feature])

    def _make_sliders(self, data: Dataset, features: Sequence[int]) -> None:
        """One slider for each feature that is fixed, from the least to the largest of its values.

        Sliders are made anew only when their features or ranges are others.
        """
        x = data.x
        ends = {
            i: (float(x[:, i].min()), float(x[:, i].max())) if len(x) else (0.0, 1.0)
            for i in features
        }
        if [(i, ends[i], data.feature_names[i]) for i in features] == [
            (i, row.ends, row.name) for i, row in self._sliders.items()
        ]:
            return
        for row in self._sliders.values():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._sliders = {i: FeatureSlider(data.feature_names[i], ends[i]) for i in features}
        for feature, row in self._sliders.items():
            self._rows.addWidget(row)
            row.changed.connect(partial(self._fix, feature))
            row.refused.connect(self.said)
            if self._theme is not None:
                row.apply_theme(self._theme)

    @Slot(int)
    def _toggle(self, index: int) -> None:
        assert self._document is not None
        key = derivable(self._document.dataset.features)[index]

        def edit(document: Document) -> Document:
            return with_derived(document, tuple({*document.derived} ^ {key}))

        self.intended.emit(Intent(f"Input {SHORT[key]}", edit))

    @Slot(int)
    def _scale(self, index: int) -> None:
        assert self._document is not None
        self._scaling.setCurrentIndex(0 if self._document.scaling is None else 1)
        edit = with_standard_scaling if index else without_scaling
        self.intended.emit(Intent(f"Scaling {SCALINGS[index]}", edit))

    def _turn(self, place: int, feature: int) -> None:
        """Show another feature; the two change places where the other one is asked for."""
        axes = list(self._slice.axes)
        if feature in axes:
            axes.reverse()
        else:
            axes[place] = feature
        self.sliced.emit(replace(self._slice, axes=tuple(axes)))

    def _fix(self, feature: int, value: float, gesture: int) -> None:
        values = list(self._slice.values)
        values[feature] = value
        self.sliced.emit(replace(self._slice, values=tuple(values)))


class FeatureSlider(SliderRow):
    """Where a feature that the plane does not show is fixed."""

    def __init__(self, name: str, ends: tuple[float, float]) -> None:
        """``ends`` are the least and the largest value among the points."""
        tip = f"The value of {name} in the slice that the plane shows"
        super().__init__(name, tip, between(*ends))
        self.name, self.ends = name, ends
