"""Coordinates and probability under the cursor, counts, rates and messages."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.pointing import Pointing
from gui.theme import Theme
from gui.widgets.eliding_label import ElidingLabel
from gui.widgets.figures import coordinate, grouped
from model import Snapshot

MESSAGE_MS = 8000


class StatusBar(QWidget):
    """One quiet line at the foot of the window."""

    def __init__(self) -> None:
        """Without words at first."""
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._at: Pointing | None = None
        self._snapshot: Snapshot | None = None
        self._position, self._probability = QLabel(), QLabel()
        self._counts, self._message, self._rates = QLabel(), ElidingLabel(), QLabel()
        self._message.setObjectName("message")
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._message.setAccessibleName("Message")
        self._rates.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._layout = QHBoxLayout(self)
        for label in (self._position, self._probability, self._counts):
            self._layout.addWidget(label)
        self._layout.addWidget(self._message, 1)
        self._layout.addWidget(self._rates)
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(MESSAGE_MS)
        self._forgetting.timeout.connect(self._message.clear)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these fonts and sizes."""
        self.setFixedHeight(theme.px(26))
        self._layout.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._layout.setSpacing(theme.px(22))
        mono = theme.font(11, mono=True)
        for label, widest in (
            (self._position, "x₁ −00.00  x₂ −00.00"),
            (self._probability, "P(red) = 0.00"),
            (self._rates, "000 fps · 000 000 epochs/s"),
        ):
            label.setFont(mono)
            label.ensurePolished()
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count the points, and say what the classifier says under the cursor."""
        if self._snapshot is None or snapshot.document is not self._snapshot.document:
            data = snapshot.document.dataset
            each = " · ".join(
                f"{grouped(count)} {name if name.isalpha() else f'of class {name}'}"
                for count, name in zip(data.counts(), data.class_names, strict=True)
            )
            points = "point" if len(data) == 1 else "points"
            self._counts.setText(f"{grouped(len(data))} {points} · {each}")
        self._snapshot = snapshot
        self._show_cursor()

    def show_rates(self, frames: float, epochs: float) -> None:
        """Say how fast it goes; nothing when it does not go."""
        digits = 0 if epochs >= 10 else 1
        pace = grouped(round(epochs)) if digits == 0 else f"{epochs:.1f}"
        self._rates.setText(f"{frames:.0f} fps · {pace} epochs/s" if frames else "")

    @Slot(str)
    def say(self, message: str) -> None:
        """Show a message for a while."""
        self._message.setText(message)
        self._message.setToolTip(message)
        self._forgetting.start()

    @Slot(object)
    def follow(self, at: Pointing | None) -> None:
        """The cursor has moved."""
        self._at = at
        self._show_cursor()

    def _show_cursor(self) -> None:
        if self._at is None or self._snapshot is None:
            self._position.clear()
            self._probability.clear()
            return
        x, y = self._at.x, self._at.y
        names = self._snapshot.document.dataset.feature_names
        x1, x2 = (coordinate(v, p) for v, p in zip((x, y), self._at.pixel, strict=True))
        names = [names[axis] for axis in self._snapshot.slice.axes]
        self._position.setText("  ".join(f"{_sub(n)} {v}" for n, v in zip(names, (x1, x2))))
        classifier, classes = self._snapshot.document.classifier, self._snapshot.document.dataset
        every = self._snapshot.probabilities_at(x, y)
        winner = 1 if len(every) == 2 and classifier.has_probabilities else int(every.argmax())
        name, p = classes.class_names[winner], every[winner]
        if classifier.has_probabilities:
            self._probability.setText(f"P({name}) = {p:.2f}")
        else:
            self._probability.setText(f"→ {name}")


def _sub(name: str) -> str:
    return {"x1": "x₁", "x2": "x₂"}.get(name, name)
