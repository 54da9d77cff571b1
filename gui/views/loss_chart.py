"""The course of the loss over the updates of this run."""

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.figures import grouped, loss_text
from model import Mark, Snapshot

TITLES = {"cross-entropy": "mean log-loss", "squared": "mean squared error"}


class LossChart(QWidget):
    """A card with the course of the loss from the start to here, of training and of test points."""

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self._theme: Theme | None = None
        self._curve: tuple[Mark, ...] = ()
        self._has_tests = False
        self._title = ""
        self.setAccessibleName("Loss")
        self.setToolTip(
            "The mean loss after each update, from the start of this run: solid of the training "
            "points, dashed of the test points"
        )

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
        elif document.classifier.why_untrainable:
            title = "share misclassified"
        if snapshot.place.curve is not self._curve or title != self._title:
            self._curve, self._title = snapshot.place.curve, title
            self._has_tests = snapshot.measured.tests > 0
            if self._curve:
                last = self._curve[-1]
                tested = f", of test points {loss_text(last.test_loss)}" if self._has_tests else ""
                self.setAccessibleDescription(
                    f"{loss_text(last.loss)}{tested} after {last.update} updates"
                )
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
        painter.drawText(line, right | middle, self._legend())
        if len(self._curve) < 2:
            painter.drawText(self._area(theme), left | middle, "Run, and the loss is drawn here")
            return
        area = self._area(theme)
        painter.setFont(theme.font(10, mono=True))
        gutter = QRectF(margin, area.top() - high / 2, area.left() - margin - theme.px(6), high)
        painter.drawText(gutter, right | middle, loss_text(self._top()))
        painter.drawText(gutter.translated(0, area.height()), right | middle, "0")
        last = f"{grouped(self._curve[-1].update)}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(last)
        painter.drawText(QPointF(area.right() - width, self.height() - theme.px(5)), last)

    def _legend(self) -> str:
        return f"{self._title} by update" + (" · — train  ╌ test" if self._has_tests else "")

    def _area(self, theme: Theme) -> QRectF:
        return QRectF(
            theme.px(66), theme.px(34), self.width() - theme.px(80), self.height() - theme.px(54)
        )

    def _top(self) -> float:
        losses = (loss for mark in self._curve for loss in (mark.loss, mark.test_loss))
        return max((loss for loss in losses if math.isfinite(loss)), default=0.0)

    def _draw_curve(self, painter: QPainter, theme: Theme) -> None:
        area = self._area(theme)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(theme.color("accent"), 1.8 * theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._has_tests:
            painter.setPen(QPen(theme.color("text"), 1.4 * theme.scale))
            # Every other piece: a dash pattern would begin anew at each of the short lines.
            painter.drawLines(self._pieces(area, [mark.test_loss for mark in self._curve])[::2])
        painter.setPen(pen)
        painter.drawLines(self._pieces(area, [mark.loss for mark in self._curve]))

    def _pieces(self, area: QRectF, losses: Sequence[float]) -> list[QLineF]:
        """The curve as single lines: for a jagged polyline Qt takes 25 times as long."""
        first, last, top = self._curve[0].update, self._curve[-1].update, self._top() or 1.0
        across, down = area.width() / (last - first), area.height() / top
        points = [
            QPointF(area.left() + (mark.update - first) * across, area.bottom() - loss * down)
            for mark, loss in zip(self._curve, losses, strict=True)
            if math.isfinite(loss)
        ]
        return [QLineF(*ends) for ends in pairwise(points)]
