"""Paints the rows of the table of weights.

All visible rows are painted in every frame while training runs. So pens and pictures are kept, and
numbers are aligned by the width of a digit: laying out a text costs more than painting a slider.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from gui.look.theme import LIGHT, Theme
from gui.numbers.weight_rows import HEADING, weight_text
from gui.weights.model import WeightColumn, WeightsModel

HANDLE, GROOVE = 12, 3  # designed pixels: the width of a handle, the height of a groove
MARGIN = 6  # designed pixels on both sides of a cell's content


@dataclass(frozen=True)
class Marks:
    """The selected rows, and the cells that stand out, (row, column)."""

    selected: frozenset[int] = frozenset()
    focused: tuple[int, int] | None = None
    hovered: tuple[int, int] | None = None
    wrong: tuple[int, int] | None = None


class WeightPainting:
    """Paints the rows of a model; ``marks`` says what stands out."""

    def __init__(self, model: WeightsModel) -> None:
        """Paint the rows of this model."""
        self._model, self.marks = model, Marks()
        self._elided: dict[tuple[str, int], str] = {}
        self.apply_theme(Theme(LIGHT))

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self.plain, self.bold = theme.font(12), theme.font(11, bold=True)
        self.mono = theme.font(11, mono=True)
        metrics = QFontMetrics(self.mono)
        self._digit = metrics.horizontalAdvance("0")
        self._rise = (metrics.ascent() - metrics.descent()) // 2
        self._text, self._quiet = QPen(theme.color("text")), QPen(theme.color("quiet"))
        self._line, self._tint = theme.color("line"), theme.color("accent_ground")
        self._accent, self._warn = theme.color("accent"), theme.color("warn")
        self._below, self._above = (QColor(name) for name in theme.palette.points[:2])
        self._margin, self._across = theme.px(MARGIN), theme.px(HANDLE)
        self._thin = max(theme.px(GROOVE), 1)
        self._handle = QPixmap()
        self._elided.clear()

    def paint(self, painter: QPainter, row: int, cells: list[tuple[int, QRect]]) -> None:
        """Draw some cells (column, rectangle) of a row."""
        place, marks = self._model.rows[row], self.marks
        if place.at == HEADING:
            self._paint_heading(painter, place.text, cells[0][1].bottom())
            return
        left, top, height = cells[0][1].left(), cells[0][1].top(), cells[0][1].height()
        width = cells[-1][1].right() + 1 - left
        if row in marks.selected:
            painter.fillRect(left, top, width, height, self._tint)
        if place.opens:
            painter.fillRect(left, top, width, 1, self._line)
        for column, rect in cells:
            if column == WeightColumn.NAME:
                self._paint_name(painter, rect, place.text)
            elif column == WeightColumn.SLIDER:
                self._paint_slider(painter, rect, self._model.number(row, column))
            else:
                self._paint_number(painter, rect, row, column)
            for cell, color, thickness in (
                (marks.hovered, self._line, 1),
                (marks.focused, self._accent, 2),
                (marks.wrong, self._warn, 2),
            ):
                if cell == (row, column):
                    _frame(painter, rect, color, thickness)

    def _paint_heading(self, painter: QPainter, text: str, bottom: int) -> None:
        """Draw a heading across the whole row; the painter clips it to what is drawn anew."""
        painter.setFont(self.bold)
        painter.setPen(self._quiet)
        painter.drawText(0, bottom - self._margin, text)

    def _paint_name(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self.plain)
        painter.setPen(self._text)
        room = rect.width() - 2 * self._margin
        if (text, room) not in self._elided:
            middle, metrics = Qt.TextElideMode.ElideMiddle, QFontMetrics(self.plain)
            self._elided[text, room] = metrics.elidedText(text, middle, room)
        down = rect.center().y() + self._rise + 1
        painter.drawText(rect.left() + self._margin, down, self._elided[text, room])

    def _paint_number(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        painter.setFont(self.mono)
        painter.setPen(self._text)
        text = weight_text(self._model.number(row, column))
        across = rect.right() - self._margin - len(text) * self._digit
        painter.drawText(across, rect.center().y() + self._rise + 1, text)

    def _paint_slider(self, painter: QPainter, rect: QRect, number: float) -> None:
        left, length = self._groove(rect)
        down, thin = rect.center().y(), self._thin
        middle, at = left + length // 2, self.handle_at(rect, number)
        painter.fillRect(left, down - thin // 2, length, thin, self._line)
        painter.fillRect(middle, down - 2 * thin, 1, 4 * thin, self._line)
        color = self._above if at > middle else self._below
        painter.fillRect(min(middle, at), down - thin // 2, abs(at - middle), thin, color)
        painter.drawPixmap(at - self._across // 2, down - self._across // 2, self._handle)

    def fit_screen(self, ratio: float) -> None:
        """Draw handles for a screen of this device pixel ratio."""
        if self._handle.isNull() or self._handle.devicePixelRatio() != ratio:
            self._handle = self._drawn_handle(ratio)

    def _drawn_handle(self, ratio: float) -> QPixmap:
        handle = QPixmap(round(self._across * ratio), round(self._across * ratio))
        handle.setDevicePixelRatio(ratio)
        handle.fill(Qt.GlobalColor.transparent)
        painter = QPainter(handle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawEllipse(QRectF(0, 0, self._across, self._across))
        painter.end()
        return handle

    def _groove(self, rect: QRect) -> tuple[int, int]:
        """Return where the groove in a cell begins, and its length."""
        around = self._margin + self._across // 2
        return rect.left() + around, max(rect.width() - 2 * around, 2)

    def handle_at(self, rect: QRect, number: float) -> int:
        """Return the x of the middle of a handle in a cell."""
        left, length = self._groove(rect)
        share = min(max(number / self._model.limit, -1.0), 1.0)
        return left + length // 2 + round(share * length / 2)

    @property
    def reach(self) -> float:
        """The distance from its middle within which a handle can be dragged, in logical pixels."""
        return self._across / 2

    def share_at(self, rect: QRect, across: float) -> float:
        """Return the place ``across`` on the slider in a cell, from -1 to 1."""
        left, length = self._groove(rect)
        return min(max((across - left) / length * 2 - 1, -1.0), 1.0)


def _frame(painter: QPainter, rect: QRect, color: QColor, width: int) -> None:
    inset = width // 2
    painter.setPen(QPen(color, width))
    painter.drawRect(rect.adjusted(inset, inset, -inset - width % 2, -inset - width % 2))
