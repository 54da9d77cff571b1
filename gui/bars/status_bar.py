"""Coordinates and probability under the cursor, counts, rates and messages."""

from re import sub

from PySide6.QtCore import QRect, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.controls.eliding_label import ElidingLabel
from gui.gestures.pointing import Pointing
from gui.look.names import feature_text
from gui.look.number_text import coordinate, grouped
from gui.look.step_text import step_sentences
from gui.look.theme import Theme
from model import Snapshot
from model.words import number_of

MESSAGE_MS = 8000
MESSAGE = 120  # designed pixels that are left to a message
LONGEST = 12  # letters of a feature's or a class's name
FIGURE = 6  # least characters of a coordinate
RATES = ("000 fps · 000 000 epochs/s", "000 fps", "")
NOTHING = ("", "", "")
FITS = (
    (0, 0),
    (1, 0),
    (1, 1),
    (1, 2),
    (2, 2),
)  # how short counts and rates are, tried in this order


class StatusBar(QWidget):
    """A line at the foot of the window.

    Where not all of it fits, the cursor has priority, then the counts, the rates, the message,
    which elides. How short counts and rates are depends on the window alone: no message moves them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme: Theme | None = None
        self._at: Pointing | None = None
        self._snapshot: Snapshot | None = None
        self._count_texts = self._rate_texts = NOTHING  # in full, in short, and empty
        self._kept = ""  # what the last step did
        self._widest = ("", "")  # for which position and probability have room
        self._position, self._probability = QLabel(self), QLabel(self)
        self._counts, self.message, self._rates = QLabel(self), ElidingLabel(self), QLabel(self)
        self.message.setObjectName("message")
        self.message.setAccessibleName("Message")
        self._rates.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.forgetting = QTimer(self)
        self.forgetting.setSingleShot(True)
        self.forgetting.setInterval(MESSAGE_MS)
        self.forgetting.timeout.connect(self._forget)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the fonts and sizes of ``theme``."""
        self._theme = theme
        self.setFixedHeight(theme.px(26))
        figures = (self._position, self._probability, self._rates)
        for label in (*figures, self._counts, self.message):
            label.ensurePolished()  # the style sheet would override a font set before it
            label.setFont(theme.font(11, mono=label in figures))
        self._arrange()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the counts of points, and the prediction under the cursor."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or snapshot.document is not before.document:
            self._count(snapshot)
        if (
            before is None
            or snapshot.document is not before.document
            or (snapshot.slice.axes != before.slice.axes)
        ):
            position = "  ".join(f"{name} {'0' * FIGURE}" for name in _names(snapshot))
            longest = max(map(_short, snapshot.document.dataset.class_names), key=len)
            self._widest = position, f"P({longest}) = 0.00"
            self._arrange()
        self._show_cursor()
        if before is None or snapshot.step is not before.step:
            update = snapshot.place.updates + 1
            self._keep(". ".join(step_sentences(snapshot.document, snapshot.step, update)))

    def _count(self, snapshot: Snapshot) -> None:
        data, tests = snapshot.document.dataset, int(snapshot.is_test.sum())
        each = " · ".join(
            f"{grouped(count)} {name if name.isalpha() else f'of class {name}'}"
            for count, name in zip(data.counts(), data.class_names, strict=True)
        )
        points = number_of(len(data), "point", grouped)
        self._count_texts = (f"{points} · {each}", f"{points} · {data.classes} classes", "")
        if tests:
            split = f"{grouped(len(data) - tests)} train · {grouped(tests)} test"
            self._count_texts = (split, split, "")
        self._counts.setToolTip(f"{points} · {each}")

    def show_rates(self, frames: float, epochs: float) -> None:
        """Show frames and epochs per second; nothing for no frames."""
        pace, fps = grouped(round(epochs)) if epochs >= 10 else f"{epochs:.1f}", f"{frames:.0f} fps"
        self._rate_texts = (f"{fps} · {pace} epochs/s", fps, "") if frames else NOTHING
        self._arrange()

    @Slot(str)
    def say(self, message: str) -> None:
        """Show a message for a while; an empty one ends the one before."""
        if not message:
            self.forgetting.stop()
            self._forget()
            return
        self.message.setText(message)
        self.message.setToolTip(message)
        self.forgetting.start()
        self._arrange()

    def _keep(self, sentence: str) -> None:
        """Show a sentence whenever there is no message, until it is replaced."""
        is_free = self.message.text() == self._kept
        self._kept = sentence
        if is_free:
            self._forget()

    @Slot()
    def _forget(self) -> None:
        self.message.setText(self._kept)
        self.message.setToolTip(self._kept)
        self._arrange()

    @Slot(object)
    def follow(self, at: Pointing | None) -> None:
        """Follow the cursor; None when it has left the plane."""
        self._at = at
        self._show_cursor()

    def _show_cursor(self) -> None:
        at, snapshot = self._at, self._snapshot
        if at is None or snapshot is None:
            self._position.clear()
            self._probability.clear()
            return
        spot = zip(_names(snapshot), (at.x, at.y), at.pixel, strict=False)
        position = "  ".join(f"{name} {_figure(v, px)}" for name, v, px in spot)
        self._position.setText(position)
        if len(position) > len(self._widest[0]):  # digits of one width: it has no room
            self._widest = position, self._widest[1]
            self._arrange()
        has_probabilities = snapshot.document.classifier.has_probabilities
        probabilities = snapshot.probabilities_at(at.x, at.y)
        label = int(probabilities.argmax())
        if has_probabilities and len(probabilities) == 2:
            label = 1
        name = _short(snapshot.document.dataset.class_names[label])
        said = f"P({name}) = {probabilities[label]:.2f}" if has_probabilities else f"→ {name}"
        self._probability.setText(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Lay out the labels, with texts as long as fit."""
        if self._theme is None:
            return
        gap, margin, high = self._theme.px(22), self._theme.px(12), self.height()
        left, right = margin, self.width() - margin
        for label, widest in zip((self._position, self._probability), self._widest, strict=True):
            width = _width(label, widest)
            label.setGeometry(QRect(left, 0, width, high))
            left += width + gap
        room = right - left - self._theme.px(MESSAGE)
        for counts, rates in FITS:
            counted = _width(self._counts, _widest(self._count_texts[counts]))
            paced = _width(self._rates, RATES[rates])
            if counted + paced + 2 * gap <= room:
                break
        self._counts.setText(self._count_texts[counts])
        self._rates.setText(self._rate_texts[rates])
        self._counts.setGeometry(QRect(left, 0, counted, high))
        self._rates.setGeometry(QRect(right - paced, 0, paced, high))
        left += counted + gap if counted else 0
        if self._rates.text():
            right -= paced + gap
        self.message.setGeometry(QRect(left, 0, max(right - left, 0), high))
        self.message.raise_()  # over the room of rates that are not shown


def _widest(text: str) -> str:
    """Return a text as wide as this one can become while its numbers grow to three digits."""
    text = text.replace("point ", "points ")
    return sub(r"\d[\d ]*\d|\d", lambda number: "0" * max(3 - len(number[0]), 0) + number[0], text)


def _width(label: QLabel, text: str) -> int:
    return label.fontMetrics().horizontalAdvance(text) if text else 0


def _names(snapshot: Snapshot) -> list[str]:
    names = snapshot.document.dataset.feature_names
    return [feature_text(_short(names[axis])) for axis in snapshot.slice.axes]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _figure(value: float, pixel: float) -> str:
    """Return a coordinate that is as wide with a minus as without."""
    width = max(FIGURE, len(coordinate(-abs(value), pixel)))
    return coordinate(value, pixel).rjust(width)
