"""The presets, and the settings that their points are made with."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.controls.action_button import ActionButton
from gui.controls.buttons import push_button
from gui.controls.paragraph import Paragraph
from gui.controls.section import Section
from gui.controls.segmented import Segmented
from gui.controls.tips import disable
from gui.look.theme import Theme
from gui.numbers.scales import CLASSES, COUNT, NOISE, SHARE
from gui.numbers.seed_field import SeedField
from gui.numbers.slider_row import SliderRow
from gui.panels.preset_button import PresetButton
from gui.session.intents import Intent
from model import PRESETS, Document, Snapshot
from model.data.preset import Preset
from model.run.document import Generated
from model.run.edits import (
    DEFAULT_COUNT,
    is_solved,
    solution_of,
    with_generated,
    with_learner,
    with_preset,
    with_solution,
    with_split,
)
from model.words import number_of

COLUMNS = 4
WHOLE_TABLE = "A gate is its whole table: all rows are trained on"
BY_HAND = "Points placed by hand are always trained on"
NO_SHARE = "There are no test points: raise the test share first"
BIASES = (
    ("half-way", "Half-way", "Biases half-way between the points, so that the regions are seen"),
    ("lesson", "Whole numbers", "The whole numbers of a lesson: lines run through points"),
)
WAYS = (
    ("solved", "Solved by hand", "Use weights set by hand that solve it"),
    ("learn", "Learn it", "Use a classifier that can learn it, from random weights"),
)
NOT_MADE = "These points were drawn by hand or opened: only a preset makes points"
FIXED = "{title} always has {points}"


class DataPanel(QWidget):
    """Chooses a preset, its settings and the test points.

    Signals:
        intended(Intent): an edit of the points.
        said(str): why a typed number is refused.
    """

    intended = Signal(object)
    said = Signal(str)

    def __init__(self, open_action: QAction) -> None:
        """Show ``open_action`` as the button Open."""
        super().__init__()
        self._generated: Generated | None = None
        self._document: Document | None = None
        self._section = Section("Data")
        self._gallery = QGridLayout()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._presets = {name: PresetButton(preset) for name, preset in PRESETS.items()}
        self.way, self.biases, self._note = Segmented(WAYS), Segmented(BIASES), Paragraph()
        self._note.setProperty("quiet", True)
        self._count = SliderRow("Points", "How many points a preset makes", COUNT)
        self._noise = SliderRow(
            "Noise", "How far points are moved after they are labelled (standard deviation)", NOISE
        )
        self._classes = SliderRow("Classes", "How many classes the points have", CLASSES)
        self._share = SliderRow(
            "Test share",
            "The share of the points that are never trained on: they are drawn hollow; "
            "points placed by hand are always trained on",
            SHARE,
        )
        self._share_note = Paragraph()
        self._share_note.setProperty("quiet", True)
        self._again = push_button("New noise", "Make the points again from the next seed")
        self._split = push_button("New split", "Draw other test points, from the next seed")
        self._split.setProperty("small", True)
        self._seed = SeedField(
            "Seed", "The seed that the points are drawn from: the same seed gives the same points"
        )
        self._fill(ActionButton(open_action))
        self._connect()

    def _fill(self, open_button: QPushButton) -> None:
        body = self._section.body
        body.addLayout(self._gallery)
        for index, button in enumerate(self._presets.values()):
            self._group.addButton(button, index)
            self._gallery.addWidget(button, *divmod(index, COLUMNS))
        for column in range(COLUMNS):
            self._gallery.setColumnStretch(column, 1)
        for part in (self.way, self.biases, self._note, *self._rows, self._share_note):
            body.addWidget(part)
        self._buttons = QGridLayout()
        self._buttons.addWidget(open_button, 0, 0)
        self._buttons.addWidget(self._again, 0, 1)
        self._buttons.addWidget(self._split, 1, 0)
        self._buttons.addWidget(self._seed, 1, 1)
        for column in (0, 1):
            self._buttons.setColumnStretch(column, 1)
        self._buttons.addWidget(self._seed.reason, 2, 0, 1, 2)
        body.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)

    @property
    def _rows(self) -> tuple[SliderRow, ...]:
        return (self._count, self._noise, self._classes, self._share)

    def _connect(self) -> None:
        for row in self._rows:
            row.refused.connect(self.said)
        self._seed.refused.connect(self.said)
        self._count.changed.connect(self._set_count)
        self._noise.changed.connect(self._set_noise)
        self._classes.changed.connect(self._set_classes)
        self._share.changed.connect(self._set_test_share)
        self._again.clicked.connect(self._draw_noise)
        self._split.clicked.connect(self._draw_split)
        self._seed.changed.connect(self._set_seed)
        self._group.idClicked.connect(self._pick)
        self.way.chosen.connect(self._choose_way)
        self.biases.chosen.connect(self._choose_biases)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._section.apply_theme(theme)
        for row in self._rows:
            row.apply_theme(theme)
        self._seed.apply_theme(theme)
        self._gallery.setSpacing(theme.px(4))
        self._buttons.setSpacing(theme.px(6))
        for button in self._presets.values():
            button.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show which preset made the points, and with which settings."""
        document = snapshot.document
        if document is self._document:
            return
        self._document, self._generated = document, document.generated
        generated = document.generated
        for name, button in self._presets.items():
            button.setChecked(generated is not None and generated.preset == name)
        preset = None if generated is None else PRESETS[generated.preset]
        self._classes.setVisible(preset is not None and preset.most_classes > 2)
        self._show_solution(document, preset)
        self._show_numbers(document, preset)

    def _show_solution(self, document: Document, preset: Preset | None) -> None:
        solution = solution_of(document)
        self.way.setVisible(preset is not None and preset.solution is not None)
        self.way.select("learn" if solution is None else "solved")
        has_lesson = preset is not None and preset.lesson is not None
        self.biases.setVisible(solution is not None and has_lesson)
        is_lesson = preset is not None and has_lesson and solution is preset.lesson
        self.biases.select("lesson" if is_lesson else "half-way")
        self._note.say("" if solution is None else solution.note)

    def _show_numbers(self, document: Document, preset: Preset | None) -> None:
        data, generated = document.dataset, document.generated
        counts = preset is not None and preset.fixed_count is None
        made = preset is not None and preset.fixed_count != 0
        for row in self._rows:
            row.begin_anew()
        self._seed.begin_anew()
        disable(self._count, "" if counts else _why_no_count(preset))
        for control in (self._noise, self._again, self._seed):
            disable(control, "" if made else NOT_MADE)
        self._count.set_number(generated.count if generated and counts else len(data))
        if generated is not None and made:
            self._noise.set_number(generated.noise)
            self._classes.set_number(generated.classes)
        else:
            self._noise.clear()
        self._show_share(document, preset)
        self._seed.set_seed(document.data_seed)

    def _show_share(self, document: Document, preset: Preset | None) -> None:
        """Show the test share, and why it does not hold where points cannot be split."""
        share, why = document.test_share, ""
        if document.dataset.loaded <= 1:
            is_gate = preset is not None and bool(preset.fixed_count)
            why = WHOLE_TABLE if is_gate else BY_HAND
        self._share.set_number(share)
        disable(self._share, why)
        disable(self._split, why or ("" if share else NO_SHARE))
        waits = f"The test share of {SHARE.write(share)} waits for other points. {why}."
        self._share_note.say(waits if share and why else "")

    @Slot(int)
    def _pick(self, index: int) -> None:
        name = list(PRESETS)[index]
        # The button follows the document, not the click.
        self._presets[name].setChecked(self._is_current(name))
        before = self._generated
        # A gate always has four points: the preset after it gets the default count.
        kept = before is not None and PRESETS[before.preset].fixed_count is None
        count = before.count if before is not None and kept else DEFAULT_COUNT
        text = f"Preset {PRESETS[name].title}"
        self.intended.emit(Intent(text, lambda document: with_preset(document, name, count)))

    def _is_current(self, name: str) -> bool:
        return self._generated is not None and self._generated.preset == name

    @Slot(float, int)
    def _set_count(self, count: float, gesture: int) -> None:
        edit = partial(_remade, change=lambda made: replace(made, count=int(count)))
        self.intended.emit(Intent(f"Make {count:.0f} points", edit, ("count", gesture)))

    @Slot(float, int)
    def _set_noise(self, noise: float, gesture: int) -> None:
        edit = partial(_remade, change=lambda made: replace(made, noise=noise))
        self.intended.emit(Intent(f"Noise {noise:g}", edit, ("noise", gesture)))

    @Slot(float, int)
    def _set_classes(self, classes: float, gesture: int) -> None:
        edit = partial(_remade, change=lambda made: replace(made, classes=int(classes)))
        self.intended.emit(Intent(f"Make {classes:.0f} classes", edit, ("classes", gesture)))

    @Slot(float, int)
    def _set_test_share(self, share: float, gesture: int) -> None:
        def edit(document: Document) -> Document:
            return with_split(document, share, document.split_seed)

        self.intended.emit(Intent(f"Test share {share:.0%}", edit, ("share", gesture)))

    @Slot()
    def _draw_split(self) -> None:
        self.intended.emit(Intent("New split", _resplit))

    @Slot(int)
    def _set_seed(self, seed: int) -> None:
        self.intended.emit(Intent(f"Seed {seed}", partial(_reseeded, seed=seed)))

    @Slot()
    def _draw_noise(self) -> None:
        self.intended.emit(Intent("New noise", _reseeded))

    @Slot(str)
    def _choose_way(self, way: str) -> None:
        assert self._document is not None
        # The button follows the document, not the click.
        before = "solved" if is_solved(self._document) else "learn"
        self.way.select(before)
        if way == "learn":
            self.intended.emit(Intent("Learn it", with_learner))
        elif before != way:
            self.intended.emit(Intent("Solve by hand", with_solution))

    @Slot(str)
    def _choose_biases(self, biases: str) -> None:
        assert self._document is not None
        assert self._generated is not None
        self._show_solution(self._document, PRESETS[self._generated.preset])
        is_lesson = biases == "lesson"
        text = "Whole-number biases" if is_lesson else "Half-way biases"
        self.intended.emit(Intent(text, partial(with_solution, lesson=is_lesson)))


def _why_no_count(preset: Preset | None) -> str:
    if preset is None or not preset.fixed_count:
        return NOT_MADE
    return FIXED.format(title=preset.title, points=number_of(preset.fixed_count, "point"))


def _remade(document: Document, change: Callable[[Generated], Generated]) -> Document:
    if document.generated is None:
        return document
    return with_generated(document, change(document.generated), document.data_seed)


def _reseeded(document: Document, seed: int | None = None) -> Document:
    if document.generated is None:
        return document
    another = document.data_seed + 1 if seed is None else seed
    return with_generated(document, document.generated, another)


def _resplit(document: Document) -> Document:
    return with_split(document, document.test_share, document.split_seed + 1)
