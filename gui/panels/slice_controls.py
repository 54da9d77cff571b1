"""Which features the plane shows, and where each of the others is fixed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.calm import choice
from gui.look.names import feature_text
from gui.look.theme import Theme
from gui.numbers.scales import ONE_HOT, between
from gui.numbers.slider_row import Scale, SliderRow
from gui.panels.form import Form
from model import Dataset
from model.plane.slice import Slice


class SliceControls(QWidget):
    """Chooses a slice, hidden where the plane shows every feature.

    Signals:
        changed(Slice): the slice to show.
        refused(str): what was typed is not a value, and what was expected.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._data: Dataset | None = None
        self._slice = Slice((), ())
        self._sliders: list[SliderRow] = []  # one for each fixed feature, then hidden spare ones
        self._form = Form()
        self._axes = tuple(
            choice(f"{name}, feature", (), f"The feature on the {name.lower()} axis")
            for name in ("Horizontal", "Vertical")
        )
        for text, combo in zip(("Horizontal", "Vertical"), self._axes, strict=True):
            self._form.add(text, combo)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._form)
        for place, combo in enumerate(self._axes):
            combo.activated.connect(partial(self._set_axis, place))
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._rows.setSpacing(theme.px(6))
        self._form.apply_theme(theme)
        for row in self._sliders:
            row.apply_theme(theme)

    def show_slice(self, data: Dataset, shown: Slice) -> None:
        """Show a slice of the features of these points."""
        before, self._data = self._data, data
        others, self._slice = self._slice.hidden, shown
        self.setVisible(bool(shown.hidden))
        if not shown.hidden:
            return
        renamed = before is None or before.feature_names != data.feature_names
        if renamed:
            for combo in self._axes:
                combo.clear()
                combo.addItems([feature_text(name) for name in data.feature_names])
        if renamed or others != shown.hidden:
            self._name_sliders(data.feature_names)
        if before is not data or others != shown.hidden:
            for feature, row in zip(shown.hidden, self._sliders, strict=False):
                row.begin_anew()
                row.set_scale(self._scale(data, feature))
        for combo, axis in zip(self._axes, shown.axes, strict=True):
            combo.setCurrentIndex(axis)
        for feature, row in zip(shown.hidden, self._sliders, strict=False):
            row.set_number(shown.values[feature])

    def _name_sliders(self, names: Sequence[str]) -> None:
        """Give each fixed feature a slider with its name."""
        features = self._slice.hidden
        while len(self._sliders) < len(features):
            self._add_slider()
        for place, row in enumerate(self._sliders):
            row.setVisible(place < len(features))
            name = feature_text(names[features[place]]) if place < len(features) else ""
            row.rename(name, f"The value of {name} in the slice that the plane shows")

    def _add_slider(self) -> None:
        row = SliderRow("", "", between(0.0, 1.0))
        row.changed.connect(partial(self._set_value, len(self._sliders)))
        row.refused.connect(self.refused)
        if self._theme is not None:
            row.apply_theme(self._theme)
        self._rows.addWidget(row)
        self._sliders.append(row)

    @staticmethod
    def _scale(data: Dataset, feature: int) -> Scale:
        """Return a scale from the least to the largest value of a feature."""
        if any(data.one_hot[feature : feature + 1]):
            return ONE_HOT
        column = data.x[:, feature]
        return between(column.min(), column.max()) if len(column) else between(0.0, 1.0)

    def _set_axis(self, place: int, feature: int) -> None:
        """Show ``feature`` on an axis, 0 or 1; swap the axes if the other one shows it."""
        axes = list(self._slice.axes)
        if axes[place] == feature:
            return
        if feature in axes:
            axes.reverse()
        else:
            axes[place] = feature
        self.changed.emit(replace(self._slice, axes=tuple(axes)))

    def _set_value(self, place: int, value: float, gesture: int) -> None:
        values = list(self._slice.values)
        values[self._slice.hidden[place]] = value
        self.changed.emit(replace(self._slice, values=tuple(values)))
