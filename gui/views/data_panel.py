"""The presets, and how many points they make and how noisy."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.intents import Intent
from gui.theme import Theme
from gui.widgets.action_button import ActionButton
from gui.widgets.scales import COUNT, NOISE
from gui.widgets.section import Section
from gui.widgets.slider_row import SliderRow
from gui.widgets.thumbnail import HEIGHT, WIDTH, thumbnail
from model import PRESETS, Document, Snapshot
from model.document import Generated
from model.edits import DEFAULT_COUNT, with_generated, with_preset

COLUMNS = 4


class DataPanel(QWidget):
    """Emits ``intended`` for what makes other points, ``said`` for what cannot be read."""

    intended = Signal(object)
    said = Signal(str)

    def __init__(self, open_action: QAction) -> None:
        """``open_action`` becomes the button Open."""
        super().__init__()
        self._generated: Generated | None = None
        self._section = Section("Data")
        self._gallery = QGridLayout()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._presets = {name: self._preset_button(name) for name in PRESETS}
        self._count = SliderRow("Points", "How many points a preset makes", COUNT)
        self._noise = SliderRow(
            "Noise", "How far points are moved after they are labelled (standard deviation)", NOISE
        )
        self._again = QPushButton("New noise")
        self._again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._again.setToolTip("Make the points anew from another seed")
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(ActionButton(open_action), 1)
        self._buttons.addWidget(self._again, 1)
        for part in (self._gallery, self._count, self._noise, self._buttons):
            if isinstance(part, QWidget):
                self._section.body.addWidget(part)
            else:
                self._section.body.addLayout(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)
        for row in (self._count, self._noise):
            row.refused.connect(self.said)
        self._count.changed.connect(self._recount)
        self._noise.changed.connect(self._make_noise)
        self._again.clicked.connect(self._make_again)
        self._group.idClicked.connect(self._pick)

    def _preset_button(self, name: str) -> QToolButton:
        preset = PRESETS[name]
        button = QToolButton()
        button.setText(preset.title)
        button.setToolTip(preset.description)
        button.setAccessibleName(f"Preset {preset.title}")
        button.setAccessibleDescription(preset.description)
        button.setCheckable(True)
        button.setProperty("preset", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        policy = button.sizePolicy()
        button.setSizePolicy(policy.Policy.Expanding, policy.Policy.Fixed)
        index = len(self._group.buttons())
        self._group.addButton(button, index)
        self._gallery.addWidget(button, index // COLUMNS, index % COLUMNS)
        return button

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._section.apply_theme(theme)
        self._count.apply_theme(theme)
        self._noise.apply_theme(theme)
        self._gallery.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(6))
        for name, button in self._presets.items():
            button.setIcon(thumbnail(name, theme, self.devicePixelRatioF()))
            button.setIconSize(QSize(theme.px(WIDTH), theme.px(HEIGHT)))
            button.setFixedHeight(theme.px(60))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show which preset made the points, and how."""
        generated = snapshot.document.generated
        self._generated = generated
        for name, button in self._presets.items():
            button.setChecked(generated is not None and generated.preset == name)
        for control in (self._count, self._noise, self._again):
            control.setEnabled(generated is not None)
        if generated is not None:
            self._count.set_number(generated.count)
            self._noise.set_number(generated.noise)

    @Slot(int)
    def _pick(self, index: int) -> None:
        name = list(PRESETS)[index]
        # The button follows the document, not the click.
        self._presets[name].setChecked(self._is_current(name))
        count = self._generated.count if self._generated else DEFAULT_COUNT
        text = f"Preset {PRESETS[name].title}"
        self.intended.emit(Intent(text, lambda document: with_preset(document, name, count)))

    def _is_current(self, name: str) -> bool:
        return self._generated is not None and self._generated.preset == name

    @Slot(float, int)
    def _recount(self, count: float, gesture: int) -> None:
        edit = partial(_remade, change=lambda made: replace(made, count=int(count)))
        self.intended.emit(Intent(f"Make {count:.0f} points", edit, ("count", gesture)))

    @Slot(float, int)
    def _make_noise(self, noise: float, gesture: int) -> None:
        edit = partial(_remade, change=lambda made: replace(made, noise=noise))
        self.intended.emit(Intent(f"Noise {noise:g}", edit, ("noise", gesture)))

    @Slot()
    def _make_again(self) -> None:
        self.intended.emit(Intent("New noise", _reseeded))


def _remade(document: Document, change: Callable[[Generated], Generated]) -> Document:
    if document.generated is None:
        return document
    return with_generated(document, change(document.generated), document.data_seed)


def _reseeded(document: Document) -> Document:
    if document.generated is None:
        return document
    return with_generated(document, document.generated, document.data_seed + 1)
