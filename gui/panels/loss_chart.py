"""The chart of the loss over the updates of this run."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.controls.tips import tip
from gui.look.number_text import four_digits, grouped
from gui.look.theme import Theme
from gui.painting.strokes import Strokes
from model import Document, Mark, Snapshot
from model.arrays import Floats
from model.words import number_of

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter
TIP = (
    "The mean loss after each update, from the start of this run: solid for the training points, "
    "dashed for the test points"
)
GUTTER = 78  # designed pixels on the left, for the scale
HEADER = 18  # designed pixels of the header at the top
SAMPLE = 18  # designed pixels of a stroke in the legend
DASH = 4  # pixels of a dash and of the gap after it
LOW = 84  # designed pixels of height below which the number of updates is left out


class LossChart(QWidget):
    """A card with the curves of the loss of training points and of test points."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._curve: tuple[Mark, ...] = ()
        self._marks: Floats = np.empty((0, 3))  # (marks, 3): update, loss, test loss
        self._top = 0.0
        self._strokes = Strokes()
        self._has_tests = False
        self._title = ""
        self.setAccessibleName("Loss")
        self.setToolTip(tip(TIP))

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self.update()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the curve of this run, and repaint only if it has changed."""
        curve = snapshot.place.curve
        title, has_tests = _title(snapshot.document), snapshot.measured.tests > 0
        if curve is self._curve and (title, has_tests) == (self._title, self._has_tests):
            return
        self._curve, self._title, self._has_tests = curve, title, has_tests
        kind = snapshot.document.settings.loss  # losses of two kinds cannot share a curve
        marks = [(mark.update, mark.loss, mark.test_loss) for mark in curve if mark.kind == kind]
        self._marks = np.array(marks, dtype=np.float64).reshape(-1, 3)
        losses = self._marks[:, 1:]
        self._top = float(losses[np.isfinite(losses)].max(initial=0.0))
        if curve:
            tested = f", of test points {four_digits(curve[-1].test_loss)}" if has_tests else ""
            after = number_of(curve[-1].update, "update")
            said = f"{four_digits(curve[-1].loss)}{tested} after {after}"
            self.setAccessibleDescription(f"{title}: {said}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("panel"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.px(9), theme.px(9))
        self._write_header(painter, theme)
        if len(self._marks) > 1:
            self._write_scale(painter, theme)
            self._draw_curves(painter, theme)
        else:
            painter.drawText(self._area(theme), LEFT | MIDDLE, "Press Run to see the loss here")
        painter.end()

    def _header(self, theme: Theme) -> QRectF:
        margin = theme.px(12)
        return QRectF(margin, theme.px(7), self.width() - 2 * margin, theme.px(HEADER))

    def _area(self, theme: Theme) -> QRectF:
        """Return where the curves are drawn."""
        top, bottom = theme.px(34), theme.px(20 if self._has_room(theme) else 9)
        left, right = theme.px(GUTTER), theme.px(14)
        width, height = self.width() - left - right, self.height() - top - bottom
        return QRectF(left, top, width, max(height, 1))

    def _has_room(self, theme: Theme) -> bool:
        return self.height() >= theme.px(LOW)

    def _write_header(self, painter: QPainter, theme: Theme) -> None:
        """Write LOSS on the left, the title and the legend on the right as far as they fit."""
        line, gap = self._header(theme), theme.px(10)
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(11, bold=True))
        painter.drawText(line, LEFT | MIDDLE, "LOSS")
        line.setLeft(line.left() + QFontMetricsF(painter.font()).horizontalAdvance("LOSS") + gap)
        painter.setFont(theme.font(11))
        if self._has_tests:
            for word, name in (("test", "text"), ("train", "accent")):
                self._write_sample(painter, line, word, theme.color(name))
        width = QFontMetricsF(painter.font()).horizontalAdvance
        texts = (f"{self._title} by update", self._title)
        fitting = [text for text in texts if width(text) <= line.width()]
        if fitting:
            painter.drawText(line, RIGHT | MIDDLE, fitting[0])

    def _write_sample(self, painter: QPainter, line: QRectF, word: str, color: QColor) -> None:
        """Write an entry of the legend, a stroke and a word, at the end of ``line``.

        ``line`` is shortened to end before the entry.
        """
        assert self._theme is not None
        px = self._theme.px
        painter.drawText(line, RIGHT | MIDDLE, word)
        right = line.right() - QFontMetricsF(painter.font()).horizontalAdvance(word) - px(5)
        stroke = QLineF(right - px(SAMPLE), line.center().y(), right, line.center().y())
        dashed = word == "test"
        words, pen = painter.pen(), self._pen(color)
        painter.setPen(pen)
        spots = np.array([stroke.pointAt(i / 5).toTuple() for i in range(6)])
        (self._strokes.draw_pairs if dashed else self._strokes.draw_curve)(painter, spots)
        painter.setPen(words)
        line.setRight(stroke.x1() - px(12))

    def _pen(self, color: QColor) -> QPen:
        assert self._theme is not None
        pen = QPen(color, 1.8 * self._theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _write_scale(self, painter: QPainter, theme: Theme) -> None:
        area, high = self._area(theme), theme.px(HEADER)
        margin = theme.px(12)
        painter.setFont(theme.font(10, mono=True))
        gutter = QRectF(margin, area.top() - high / 2, area.left() - margin - theme.px(6), high)
        painter.drawText(gutter, RIGHT | MIDDLE, four_digits(self._top))
        if area.height() > theme.px(12):
            painter.drawText(gutter.translated(0, area.height()), RIGHT | MIDDLE, "0")
        if self._has_room(theme):
            last = grouped(self._curve[-1].update)
            width = QFontMetricsF(painter.font()).horizontalAdvance(last)
            painter.drawText(QPointF(area.right() - width, self.height() - theme.px(5)), last)

    def _draw_curves(self, painter: QPainter, theme: Theme) -> None:
        area = self._area(theme)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._has_tests:
            painter.setPen(self._pen(theme.color("text")))
            dashes = _dashes(self._spots(area, self._marks[:, 2]), theme.px(DASH))
            self._strokes.draw_pairs(painter, dashes)
        painter.setPen(self._pen(theme.color("accent")))
        self._strokes.draw_curve(painter, self._spots(area, self._marks[:, 1]))

    def _spots(self, area: QRectF, losses: Floats) -> Floats:
        """Return the pixels (spots, 2) of those losses, one for each mark, that are finite."""
        updates = self._marks[:, 0]
        across = area.left() + (updates - updates[0]) * area.width() / (updates[-1] - updates[0])
        down = area.bottom() - losses * area.height() / (self._top or 1.0)
        return np.column_stack([across, down])[np.isfinite(losses)]


def _title(document: Document) -> str:
    return document.classifier.loss(document.training).mean_title


def _dashes(curve: Floats, dash: int) -> Floats:
    """Return the ends (ends, 2) of dashes along a curve (spots, 2), evenly spaced in x.

    A pen's own dash pattern would start again at each piece.
    """
    if len(curve) < 2:
        return curve[:0]
    x, y = curve.T
    ends = np.arange(x[0], x[-1], dash)
    return np.column_stack([ends, np.interp(ends, x, y)])
