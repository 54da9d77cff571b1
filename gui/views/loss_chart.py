"""The course of the loss over the updates of this run."""

import math
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.figures import grouped, loss_text
from model import Snapshot

TITLES = {"cross-entropy": "mean log-loss", "squared": "mean squared error"}


class LossChart(QWidget):
    """A card with one curve: the loss from the start to here."""

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self._theme: Theme | None = None
        self._curve: tuple[tuple[int, float], ...] = ()
        self._title = ""
        self.setAccessibleName("Loss")
        self.setToolTip("The loss of all points after each update, from the start of this run")

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._theme = theme
        self.setMaximumHeight(theme.px(112))
        self.setMinimumHeight(theme.px(72))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as designed, where the plane leaves room for it."""
        return QSize(0, self.maximumHeight())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the curve of this run; unchanged, nothing is drawn anew."""
        document = snapshot.document
        title = TITLES[document.training.loss]
        if document.classifier.one_at_a_time:
            title = "mean perceptron loss"
        curve = tuple((mark.update, mark.loss) for mark in snapshot.place.curve)
        if curve != self._curve or title != self._title:
            self._curve, self._title = curve, title
            if self._curve:
                update, loss = self._curve[-1]
                self.setAccessibleDescription(f"{loss_text(loss)} after {update} updates")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, its words and the curve."""
        if self._theme is None:
            return
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("panel"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.px(9), theme.px(9))
        self._write(painter, theme)
        if len(self._curve) > 1:
            self._draw_curve(painter, theme)
        painter.end()

    def _write(self, painter: QPainter, theme: Theme) -> None:
        margin, high = theme.px(12), theme.px(18)
        line = QRectF(margin, theme.px(7), self.width() - 2 * margin, high)
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(11, bold=True))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, left | middle, "LOSS")
        painter.setFont(theme.font(11))
        painter.drawText(line, right | middle, f"{self._title} by update")
        if len(self._curve) < 2:
            painter.drawText(self._area(theme), left | middle, "Run, and the loss is drawn here")
            return
        area = self._area(theme)
        painter.setFont(theme.font(10, mono=True))
        gutter = QRectF(margin, area.top() - high / 2, area.left() - margin - theme.px(6), high)
        painter.drawText(gutter, right | middle, loss_text(self._top()))
        painter.drawText(gutter.translated(0, area.height()), right | middle, "0")
        last = f"{grouped(self._curve[-1][0])}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(last)
        painter.drawText(QPointF(area.right() - width, self.height() - theme.px(5)), last)

    def _area(self, theme: Theme) -> QRectF:
        return QRectF(
            theme.px(66), theme.px(34), self.width() - theme.px(80), self.height() - theme.px(54)
        )

    def _top(self) -> float:
        return max((loss for _, loss in self._curve if math.isfinite(loss)), default=0.0)

    def _draw_curve(self, painter: QPainter, theme: Theme) -> None:
        area, top = self._area(theme), self._top() or 1.0
        first, last = self._curve[0][0], self._curve[-1][0]
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        across, down = area.width() / (last - first), area.height() / top
        points = [
            QPointF(area.left() + (update - first) * across, area.bottom() - loss * down)
            for update, loss in self._curve
        ]
        pen = QPen(theme.color("accent"), 1.8 * theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # As single lines: Qt takes 25 times as long for a jagged polyline with its joins.
        painter.drawLines([QLineF(*ends) for ends in pairwise(points)])
