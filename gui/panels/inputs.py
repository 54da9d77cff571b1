"""What the classifier takes in: derived inputs, scaling, and the slice that the plane shows."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.calm import choice
from gui.controls.section import Section
from gui.controls.toggles import Toggles
from gui.look.names import derived_text
from gui.look.theme import Theme
from gui.panels.form import Form
from gui.panels.slice_controls import SliceControls
from gui.session.intents import Intent
from model import Document, Snapshot
from model.data.features import derivable, input_names
from model.run.edits import with_derived, with_standard_scaling, without_scaling

SCALINGS = ("none", "standard")
SCALING_TIP = (
    "Whether inputs are scaled for training: (x − mean) / standard deviation of the training "
    "points; weights are exported in raw units either way"
)
COLUMNS = ((6, 5), (9, 3))  # most letters of a toggle, toggles in a row; else 2


class InputsPanel(QWidget):
    """Chooses the inputs, their scaling, and the slice that the plane shows.

    Signals:
        intended(Intent): an edit of the inputs.
        sliced(Slice): the slice to show.
        said(str): why a typed value is refused.
    """

    intended = Signal(object)
    sliced = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._section = Section("Inputs")
        self._derived, self._slice, self._form = Toggles(), SliceControls(), Form()
        self._scaling = choice("Scaling", SCALINGS, SCALING_TIP)
        self._form.add("Scaling", self._scaling)
        for part in (self._derived, self._form, self._slice):
            self._section.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)
        self._derived.toggled.connect(self._toggle)
        self._scaling.activated.connect(self._scale)
        self._slice.changed.connect(self.sliced)
        self._slice.refused.connect(self.said)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        for part in (self._section, self._derived, self._form, self._slice):
            part.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the inputs of the document and the slice of the plane."""
        if snapshot.document is not self._document:
            self._document = snapshot.document
            self._show_inputs(snapshot.document)
        self._slice.show_slice(snapshot.document.dataset, snapshot.slice)

    def _show_inputs(self, document: Document) -> None:
        names = document.dataset.feature_names
        keys = derivable(len(names))
        formulas = input_names(names, keys)[len(names) :]
        choices = [
            (
                derived_text(key, names),
                f"Input {formula}",
                f"Add {formula} as an input, computed from the features of each point",
            )
            for key, formula in zip(keys, formulas, strict=True)
        ]
        longest = max(len(text) for text, _, _ in choices)
        columns = next((columns for most, columns in COLUMNS if longest <= most), 2)
        self._derived.offer(choices, columns)
        self._derived.select([keys.index(key) for key in document.derived])
        self._scaling.setCurrentIndex(0 if document.scaling is None else 1)

    @Slot(int)
    def _toggle(self, index: int) -> None:
        assert self._document is not None
        names = self._document.dataset.feature_names
        key = derivable(len(names))[index]

        def edit(document: Document) -> Document:
            return with_derived(document, tuple({*document.derived} ^ {key}))

        without = "Without input" if key in self._document.derived else "Input"
        self.intended.emit(Intent(f"{without} {derived_text(key, names)}", edit))

    @Slot(int)
    def _scale(self, index: int) -> None:
        assert self._document is not None
        # The list follows the document, not the choice.
        before = 0 if self._document.scaling is None else 1
        self._scaling.setCurrentIndex(before)
        if index != before:
            edit = with_standard_scaling if index else without_scaling
            self.intended.emit(Intent(f"Scaling {SCALINGS[index]}", edit))
