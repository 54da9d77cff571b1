"""The large figures of the top bar: epoch, update, loss and accuracy."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.bars.stat import Stat
from gui.look.number_text import counted, four_digits, grouped, percent
from gui.look.theme import Theme
from model import Snapshot
from model.run.measure import Measured

FRESH_MS = 700


class Figures(QWidget):
    """A row of figures, each with a caption below it."""

    def __init__(self) -> None:
        super().__init__()
        self._epoch = Stat("epoch", "0 000 000", "Completed passes over the points")
        self._update = Stat("update", "0 000 000", "Changes offered to the weights")
        self._loss = Stat(
            "loss",
            "0.000e−000",
            "The mean loss of the training points, which training makes small, and of the test "
            "points",
            "loss · test 0.00e−00",
        )
        self._accuracy = Stat(
            "accuracy",
            "100.0%",
            "The share of training points on the right side, and of test points",
            "00 000 right · test 100.0%",
        )
        self.stats = (self._epoch, self._update, self._loss, self._accuracy)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for stat in self.stats:
            self._row.addWidget(stat)
        self._is_brief = False
        self._captions: tuple[tuple[str, str], ...] = ()
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(FRESH_MS)
        self._fading.timeout.connect(self._fade)

    def set_look(self, theme: Theme, is_large: bool, is_brief: bool, shown: int) -> None:
        """Set how large figures are, how long their captions, and how many, the last, are shown."""
        self._is_brief = is_brief
        for place, stat in enumerate(self.stats):
            stat.apply_theme(theme, not is_large, is_brief)
            stat.setVisible(place >= len(self.stats) - shown)
        self._caption()
        self._row.setSpacing(theme.px(16 if is_large else 8))
        self._row.activate()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the figures of a snapshot."""
        place, measured = snapshot.place, snapshot.measured
        tested = f" · test {four_digits(measured.test_loss)}" if measured.tests else ""
        self._captions = (
            ("epoch", "epoch"),
            ("update", "update"),
            (f"loss{tested}", "loss"),
            (_right_text(measured), "right"),
        )
        self._epoch.show_figure(counted(place.epoch))
        self._update.show_figure(counted(place.updates))
        self._loss.show_figure(four_digits(measured.loss))
        self._accuracy.show_figure(percent(measured.accuracy))
        self._caption()
        for stat in self.stats:
            stat.set_past(snapshot.is_past)

    def _caption(self) -> None:
        """Show the captions, long or brief; where they are brief, tooltips have the long ones."""
        for stat, (long, brief) in zip(self.stats, self._captions, strict=False):
            stat.show_caption(brief if self._is_brief else long, long if self._is_brief else "")

    @Slot()
    def flash(self) -> None:
        """Highlight the figures for a moment, after they were reset."""
        for stat in self.stats:
            stat.set_fresh(True)
        self._fading.start()

    @Slot()
    def _fade(self) -> None:
        for stat in self.stats:
            stat.set_fresh(False)


def _right_text(measured: Measured) -> str:
    """Return how many points are on the right side."""
    count = measured.trained
    if measured.tests:
        right = f"{grouped(measured.right)} right" if count < 100_000 else "right"
        return f"{right} · test {percent(measured.test_accuracy)}"
    if count >= 100_000:
        return f"{grouped(count)} points"
    return f"{grouped(measured.right)} / {grouped(count)} right"
