"""The timeline under the plane: its buttons, its key, and the chart."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.controls.buttons import tool_button
from gui.controls.restyle import restyle
from gui.controls.tips import disable, tip
from gui.look.icons import icon
from gui.look.number_text import counted, four_digits, percent
from gui.look.theme import Theme
from gui.timeline.chart import Chart
from gui.timeline.drawing import Shown
from gui.timeline.track import ACCURACY, LOSS, Track, track_of
from model import Snapshot
from model.run.history import Curve
from model.words import number_of

FIRST, LAST, BEST = "first", "last", "best"
LOG_ACROSS, LOG_UP = "log_across", "log_up"
NO_TESTS = "There are no test points: give them a share under Data"
AT_START, AT_NOW = "This is the start of the run", "This is now"
LOW = 96  # designed pixels of height below which there is no row of buttons
WIDEST = "─ train 0.00000"
WIDEST_TESTED = f"{WIDEST}  ╌ test 0.00000"
BUTTON, ICON = 24, 14  # designed pixels


class Timeline(QWidget):
    """A card with the course of a run, on which any update is gone to.

    Signals:
        went_to(int): go to this many updates.
        stepped(int): go so many updates on, or back.
        asked(str): go to the ``first`` or ``last`` place, or to the ``best`` test loss.
        played(int): play backwards, -1, or forwards, 1.
        cleared(): forget the curves of earlier runs.
        look_changed(str): other choices of what is shown, for the next start.
    """

    went_to = Signal(int)
    stepped = Signal(int)
    asked = Signal(str)
    played = Signal(int)
    cleared = Signal()
    look_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._snapshot: Snapshot | None = None
        self._key: tuple[object, ...] = ()
        self._tracks: dict[int, tuple[Curve, tuple[str, str], Track]] = {}
        self._chart = Chart()
        self._title = QLabel("TIMELINE")
        self._title.setProperty("heading", True)
        self._ways = {
            FIRST: tool_button("", "Go to the start of this run  [Home]", "First", "inset"),
            "back": tool_button("", "Play backwards, at the pace  [Alt+,]", "Play back", "inset"),
            "on": tool_button("", "Play forwards, at the pace  [Alt+.]", "Play on", "inset"),
            LAST: tool_button("", "Go to now  [End]", "Go to now", "inset"),
            BEST: tool_button("", "Go to the best test loss  [Ctrl+B]", "Best test", "inset"),
        }
        self._clear = tool_button(
            "Clear", "Forget the grey curves of earlier runs", "Clear earlier runs", "minor"
        )
        self._toggles = {
            ACCURACY: tool_button(
                "Accuracy",
                "The share of points on the right side, instead of the loss",
                "",
                "minor",
            ),
            LOG_ACROSS: tool_button(
                "log ↔", "Updates on a logarithmic scale", "Logarithmic updates", "minor"
            ),
            LOG_UP: tool_button(
                "log ↕", "The loss on a logarithmic scale", "Logarithmic loss", "minor"
            ),
        }
        self._at, self._values = QLabel(), QLabel()
        self._values.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self._connect()
        self.setAccessibleName("Timeline")

    def _lay_out(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        self._head = row
        for part in (self._title, *self._ways.values(), self._at):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._values, self._clear, *self._toggles.values()):
            row.addWidget(part)
        for toggle in self._toggles.values():
            toggle.setCheckable(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._row)
        self._column.addWidget(self._chart, 1)

    def _connect(self) -> None:
        for name in (FIRST, LAST, BEST):
            self._ways[name].clicked.connect(partial(self.asked.emit, name))
        self._ways["back"].clicked.connect(partial(self.played.emit, -1))
        self._ways["on"].clicked.connect(partial(self.played.emit, 1))
        for toggle in self._toggles.values():
            toggle.toggled.connect(self._take_look)
        self._clear.clicked.connect(self.cleared)
        self._chart.went_to.connect(self.went_to)
        self._chart.stepped.connect(self.stepped)
        self._chart.pointed.connect(self._show)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        side = theme.px(BUTTON)
        for name, button in self._ways.items():
            button.setIcon(icon("run" if name == "on" else f"time-{name}", theme.color("text")))
            button.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
            button.setFixedSize(side, side)
        for label in (self._at, self._values):
            label.setFont(theme.font(11, mono=True))
        self._head.setSpacing(theme.px(4))
        self._chart.apply_theme(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what has no room: the row of buttons, then words in it."""
        if self._theme is None:
            return
        px = self._theme.px
        is_low = self.height() < px(LOW)
        self._row.setVisible(not is_low)
        side, top = px(10), px(2 if is_low else 5)
        self._column.setContentsMargins(side, top, px(4), px(2))
        self._column.setSpacing(0)
        self._title.setVisible(self.width() >= px(640))
        self._values.setVisible(self.width() >= px(500))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("panel"))
        radius = self._theme.px(9)
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius
        )
        painter.end()

    # What is shown.

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the history of the run and where it stands, and repaint only if that has changed."""
        visit = snapshot.visit
        if visit is None:
            return
        key = (*visit, snapshot.document.settings.loss)
        if key != self._key:
            self._snapshot, self._key = snapshot, key
            self._show()

    @Slot(int)
    def show_playing(self, direction: int) -> None:
        """Mark the button of the direction in which the history is played; 0 for neither."""
        for name, way in (("back", -1), ("on", 1)):
            self._ways[name].setDown(direction == way)

    def set_look(self, look: str) -> None:
        """Show what was chosen last, as ``look_changed`` said it."""
        for name, toggle in self._toggles.items():
            toggle.setChecked(name in look.split(","))

    @property
    def _figure(self) -> str:
        return ACCURACY if self._toggles[ACCURACY].isChecked() else LOSS

    @Slot()
    def _take_look(self) -> None:
        chosen = [name for name, toggle in self._toggles.items() if toggle.isChecked()]
        self._chart.set_log(LOG_ACROSS in chosen, LOG_UP in chosen)
        disable(self._toggles[LOG_UP], "Accuracy has no use for it" if ACCURACY in chosen else "")
        self._tracks.clear()
        self._show()
        self.look_changed.emit(",".join(chosen))

    @Slot()
    def _show(self) -> None:
        if self._snapshot is None or self._snapshot.visit is None:
            return
        history, moment = self._snapshot.visit
        kind = self._snapshot.document.settings.loss
        curves = (history.curve, *history.earlier)
        tracks = [self._track(curve, kind) for curve in curves]
        self._tracks = {id(curve): self._tracks[id(curve)] for curve in curves}
        is_past = self._snapshot.is_past
        self._chart.show_track(
            Shown(
                tracks[0],
                tracks[1:],
                history.edits,
                history.stops,
                history.first.updates,
                history.last.updates,
                moment.updates,
                is_past,
                self._figure,
            )
        )
        self._clear.setVisible(bool(history.earlier))
        at_start = AT_START if moment == history.first else ""
        for name, why in (
            (FIRST, at_start),
            ("back", at_start),
            ("on", "" if is_past else AT_NOW),
            (LAST, "" if is_past else AT_NOW),
            (BEST, "" if self._snapshot.measured.tests else NO_TESTS),
        ):
            disable(self._ways[name], why)
        self._write(tracks[0])

    def _track(self, curve: Curve, kind: str) -> Track:
        """Return a track as it was made before, if the curve is the same."""
        found = self._tracks.get(id(curve))
        key = (kind, self._figure)
        if found is None or found[0] is not curve or found[1] != key:
            found = self._tracks[id(curve)] = (curve, key, track_of(curve, *key))
        return found[2]

    def _widest(self, has_tests: bool) -> int:
        """Return the room that the values need at most, so that they do not jump."""
        text = WIDEST_TESTED if has_tests else WIDEST
        return self._values.fontMetrics().horizontalAdvance(text)

    def _write(self, track: Track) -> None:
        """Write the values at the cursor, or those at the handle."""
        snapshot = self._snapshot
        assert snapshot is not None
        updates, measured = snapshot.place.updates, snapshot.measured
        write = percent if self._figure == ACCURACY else four_digits
        pair = (measured.loss, measured.test_loss)
        if self._figure == ACCURACY:
            pair = (measured.accuracy, measured.test_accuracy)
        mark = self._chart.mark
        if mark is not None:
            updates = int(track.updates[mark])
            pair = (float(track.train[mark]), float(track.test[mark]))
        has_tests = measured.tests > 0
        tested = f"  ╌ test {write(pair[1])}" if has_tests else ""
        is_past = snapshot.is_past and mark is None
        self._at.setText(f"update {counted(updates)}")
        restyle(self._at, "past", is_past)
        self._values.setMinimumWidth(self._widest(has_tests))
        self._values.setText(f"─ train {write(pair[0])}{tested}")
        title = snapshot.document.classifier.loss(snapshot.document.training).mean_title
        said = four_digits(measured.loss)
        tested = f", of test points {four_digits(measured.test_loss)}" if has_tests else ""
        after = number_of(snapshot.place.updates, "update")
        where = ", in the past" if snapshot.is_past else ""
        words = f"{title}: {said}{tested} after {after}{where}"
        for widget in (self, self._chart):
            widget.setAccessibleDescription(words)
        self._chart.describe(tip(f"{title} after each update; drag to go to any of them"))
