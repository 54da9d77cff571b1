"""The confusion matrix: how many points of each class are predicted as which class."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.controls.point_icon import point_icon
from gui.look.number_text import counted, percent
from gui.look.theme import LIGHT, Theme
from model.arrays import Integers

ROW, HEAD, ICON = 24, 16, 12  # designed pixels
WIDEST_NAME, WIDEST_CELL = 84, 64
TRUE, PREDICTED = "true", "predicted"  # the headings of the rows and of the columns
FIGURE, SMALLEST = 12, 7  # designed sizes of the figures, which shrink where there is no room
TINT, MOST_TINT = 30, 150  # opacities of 255: of a cell with hardly any points, and with all


class ConfusionGrid(QWidget):
    """Shows counts of points, a row for each true class and a column for each predicted one."""

    def __init__(self, point: str) -> None:
        """Create an empty grid; ``point`` names what is counted: a training point, say."""
        super().__init__()
        self.point = point
        self._theme = Theme(LIGHT)
        self._icons: list[QIcon] = []
        self._names: tuple[str, ...] = ()
        self._counts: list[list[int]] = []
        self.setAccessibleName(f"Classes of {point}s")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours, fonts and sizes of a theme."""
        self._theme = theme
        self._icons = [point_icon(label, theme) for label in range(len(theme.palette.points))]
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(HEAD) + self._theme.px(ROW) * (len(self._names) + 1))

    def show_counts(self, confusion: Integers, names: Sequence[str]) -> None:
        """Show counts (classes, classes); rows are true classes, columns predicted ones."""
        counts: list[list[int]] = confusion.tolist()
        if (counts, tuple(names)) == (self._counts, self._names):
            return
        if len(names) != len(self._names):
            self.updateGeometry()
        self._counts, self._names = counts, tuple(names)
        said = [self._said(row, column) for row in self._labels for column in self._labels]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    @property
    def _labels(self) -> range:
        return range(len(self._names))

    def _said(self, row: int, column: int) -> str:
        """Return a cell in words."""
        is_right = "rightly" if row == column else "wrongly"
        count, name = self._counts[row][column], self._names[column]
        return f"{counted(count)} of {self._names[row]} {is_right} predicted as {name}"

    # Layout.

    def _columns(self) -> tuple[float, float]:
        """Return the widths of names and of cells; without enough room names are left out."""
        theme, width, classes = self._theme, self.width(), max(len(self._names), 1)
        icon = theme.px(ICON + 8)
        metrics = QFontMetricsF(theme.font(11))
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0.0)
        named = icon + min(longest, theme.px(WIDEST_NAME)) + theme.px(8)
        least = theme.px(34) * classes
        head = metrics.horizontalAdvance(TRUE) + theme.px(6)
        names = max(named if width - named >= least else icon, head)
        return names, min((width - names) / classes, theme.px(WIDEST_CELL))

    def _cell(self, row: int, column: int) -> QRectF:
        names, wide = self._columns()
        high, top = self._theme.px(ROW), self._theme.px(HEAD)
        return QRectF(names + column * wide, top + high * (row + 1), wide, high)

    def event(self, event: QEvent) -> bool:
        """Show in words what is under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(event.pos().toPointF()), self)
            return True
        return super().event(event)

    def _words_at(self, at: QPointF) -> str:
        for row in self._labels:
            for column in self._labels:
                if self._cell(row, column).contains(at):
                    of_all = self._counts[row][column] / max(sum(self._counts[row]), 1)
                    return f"{self._said(row, column)}: {percent(of_all)} of its {self.point}s"
        return "Rows: the true class of a point. Columns: the class the classifier predicts"

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)
        painter.setFont(self._figure_font())
        for row in self._labels:
            for column in self._labels:
                self._paint_cell(painter, row, column)
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        theme = self._theme
        names, wide = self._columns()
        side, room = theme.px(ICON), names - theme.px(ICON + 8) - theme.px(6)
        painter.setFont(theme.font(11))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(theme.color("quiet"))
        over = QRectF(names, 0, wide * len(self._names), theme.px(HEAD))
        needed = metrics.horizontalAdvance(PREDICTED)
        over.setLeft(over.left() - max(needed - over.width(), 0.0))
        painter.drawText(over, Qt.AlignmentFlag.AlignCenter, PREDICTED)
        corner = QRectF(0, theme.px(HEAD), names, theme.px(ROW))
        painter.drawText(corner, Qt.AlignmentFlag.AlignVCenter, TRUE)
        painter.setPen(theme.color("text"))
        for label, name in enumerate(self._names):
            middle = self._cell(-1, label).center()
            spot = QPointF(middle.x() - side / 2, middle.y() - side / 2).toPoint()
            self._icons[label].paint(painter, spot.x(), spot.y(), side, side)
            line = self._cell(label, 0)
            top = round(line.center().y() - side / 2)
            self._icons[label].paint(painter, 0, top, side, side)
            if room > 0:
                text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
                where = QRectF(theme.px(ICON + 6), line.top(), room, line.height())
                painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        theme, count = self._theme, self._counts[row][column]
        cell = self._cell(row, column).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ground"))
        painter.drawRoundedRect(cell, theme.px(3), theme.px(3))
        if count:
            share = count / sum(self._counts[row])
            is_right = row == column
            color = QColor(theme.palette.points[row]) if is_right else theme.color("warn")
            color.setAlpha(round(TINT + (MOST_TINT - TINT) * share))
            painter.setBrush(color)
            painter.drawRoundedRect(cell, theme.px(3), theme.px(3))
        painter.setPen(theme.color("text" if count else "quiet"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, counted(count))

    def _figure_font(self) -> QFont:
        """Return a font of the designed size, or smaller if the longest count has no room."""
        longest = max(
            (counted(count) for row in self._counts for count in row), key=len, default=""
        )
        _, wide = self._columns()
        size = FIGURE
        while size > SMALLEST:
            metrics = QFontMetricsF(self._theme.font(size, mono=True))
            if metrics.horizontalAdvance(longest) <= wide - 4:
                break
            size -= 1
        return self._theme.font(size, mono=True)
