"""Where training starts, and all weights and biases, to be set by hand."""

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from gui.controls.buttons import push_button
from gui.controls.section import Section
from gui.controls.segmented import Segmented
from gui.controls.tabs import Page
from gui.look.theme import LIGHT, Theme
from gui.numbers.seed_field import SeedField
from gui.session.intents import Intent, SetTheta
from gui.weights.table import WeightsTable
from model import Document, Snapshot
from model.run.document import Start
from model.run.edits import with_start

RANDOM, ZERO, TYPED = "random", "zero", "typed"
CHOICES = (
    (RANDOM, "Random", "Start at random weights, the same for the same seed"),
    (ZERO, "Zero", "Start with every weight and bias at 0"),
    (TYPED, "Typed", "Start at given weights: those in the table, as they are now"),
)
SEED_TIP = "The starting weights, and the order of the points, are drawn from this seed"
TAKE = "Use these as the start"
TAKE_TIP = "Make the weights in the table the start, and train afresh from there"
BEFORE = "Nothing is trained yet: what you set here is the start, and Restart returns to it."
AFTER = "What you set here changes the weights now; Restart goes back to the start."
NOTE = 11  # the designed size of the note's font
LOW = 330  # designed pixels of height below which the note is hidden


class WeightsView(Page):
    """The choice of the start above the table of weights.

    Signals:
        intended(Intent): change the start.
        said(str): a sentence for the status bar.
    """

    intended = Signal(object)
    said = Signal(str)

    def __init__(self, set_theta: SetTheta) -> None:
        """Create an empty tab; ``set_theta`` takes weights that are set by hand."""
        super().__init__()
        self._snapshot: Snapshot | None = None
        self._document: Document | None = None
        self._theme = Theme(LIGHT)
        self._section = Section("Start")
        self._choice = Segmented(CHOICES)
        self._choice.setObjectName("start")
        self._seed = SeedField("Start seed", SEED_TIP)
        kept = self._seed.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that nothing below moves
        self._seed.setSizePolicy(kept)
        self._take = push_button(TAKE, TAKE_TIP)
        self._note = QLabel(BEFORE)
        self._note.setProperty("caption", True)
        self._note.setWordWrap(True)
        self._table = WeightsTable(set_theta)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._section.body.addLayout(self._grid)
        self._grid.addWidget(self._choice, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._seed, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._seed.reason, 2, 0, 1, 2)
        self._section.body.addWidget(self._take)
        self._section.body.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._section)
        layout.addWidget(self._table, 1)
        self._choice.chosen.connect(self._choose)
        self._seed.changed.connect(self._draw)
        self._seed.refused.connect(self.said)
        self._take.clicked.connect(self._take_these)
        self._table.said.connect(self.said)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        for widget in (self._section, self._seed, self._table):
            widget.apply_theme(theme)
        self._grid.setSpacing(theme.px(6))
        self._note.setFont(theme.font(NOTE))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the seed beside the choice where there is room, else below it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._choice.sizeHint().width() + self._seed.sizeHint().width()
        beside = self.width() >= needed + self._theme.px(6)
        row, column = (0, 1) if beside else (1, 0)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self._seed, row, column, side)
        # High enough for the longer note, so that nothing moves when training begins.
        metrics = QFontMetrics(self._note.font())
        room = QRect(0, 0, self.width(), self.height())
        wrap = Qt.TextFlag.TextWordWrap
        heights = [metrics.boundingRect(room, wrap, text).height() for text in (BEFORE, AFTER)]
        self._note.setFixedHeight(max(heights) + 2)
        self._note.setVisible(self.height() >= self._theme.px(LOW))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the weights of a place in training, and where it started."""
        self._snapshot = snapshot
        self._table.show_snapshot(snapshot)
        note = AFTER if snapshot.place.updates else BEFORE
        if note != self._note.text():
            self._note.setText(note)
        if snapshot.document is not self._document:
            self._document = snapshot.document
            kind = kind_of(snapshot.document.start)
            self._choice.select(kind)
            self._seed.setVisible(kind == RANDOM)
            self._seed.begin_anew()
            self._seed.set_seed(snapshot.document.start_seed)

    @Slot(str)
    def _choose(self, kind: str) -> None:
        if kind == TYPED:
            self._take_these()
        else:
            start = Start(zero=kind == ZERO)
            text = "Start at zero" if start.zero else "Start at random weights"
            self.intended.emit(Intent(text, lambda document: with_start(document, start)))

    @Slot(int)
    def _draw(self, seed: int) -> None:
        def edit(document: Document) -> Document:
            return replace(with_start(document, Start()), start_seed=seed)

        self.intended.emit(Intent(f"Start seed {seed}", edit))

    @Slot()
    def _take_these(self) -> None:
        if self._snapshot is None:
            return
        start = Start(theta=tuple(self._snapshot.place.theta.tolist()))
        self.intended.emit(
            Intent("Start from these weights", lambda document: with_start(document, start))
        )


def kind_of(start: Start) -> str:
    """Return which of the choices a start is."""
    if start.is_given:
        return TYPED
    return ZERO if start.zero else RANDOM
