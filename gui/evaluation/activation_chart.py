"""A chart of step and sigmoid, with every point on the one that the classifier uses."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import LIGHT, SYMBOLS, Theme
from gui.painting.sprites import Sheet, sprite
from model.arrays import Floats, Integers
from model.evaluation.last_activation import LastActivation, curve
from model.expressions import figure
from model.words import number_of

HEIGHT, POINT = 136, 7  # designed pixels
NAMES = ("step", "sigmoid")
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ActivationChart(QWidget):
    """Draws both curves, the classifier's own one strong, and the points at (score, f(score))."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = Theme(LIGHT)
        self._sheet: Sheet | None = None
        self._ratio = 1.0
        self._last: LastActivation | None = None
        self._limit = 0.0
        self._which: Integers = np.empty(0, dtype=np.int64)
        self._names = ("", "")
        self.setAccessibleName("Step and sigmoid")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours, fonts and sizes of a theme."""
        self._theme, self._sheet = theme, None
        self.setFixedHeight(theme.px(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(HEIGHT))

    @property
    def limit(self) -> float:
        """The score at the right end of the axis."""
        return self._limit

    def show_points(self, last: LastActivation, which: Integers, names: tuple[str, str]) -> None:
        """Draw points on their curve.

        Args:
            last: the last activation, and the scores of the points.
            which: the class of each point, plus 6 for a test point, (points,).
            names: the names of the axes of scores and of values.
        """
        self._last, self._which, self._names = last, which, names
        self._limit = last.limit_after(self._limit)
        beyond = int((np.abs(last.scores) >= self._limit).sum())
        points = number_of(len(last.scores), "point")
        self.setAccessibleDescription(
            f"{points} on a {last.name} from {figure(-self._limit)} to {figure(self._limit)}, "
            f"{beyond} of them at the ends or beyond"
        )
        self.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        last = self._last
        if last is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        for name in sorted(NAMES, key=lambda name: name == last.name):
            self._paint_curve(painter, name, name == last.name)
        if len(self._which):
            ratio = self.devicePixelRatioF()
            if self._sheet is None or ratio != self._ratio:  # another screen
                self._sheet, self._ratio = self._drawn_symbols(ratio), ratio
            self._sheet.draw(painter, self._places(last.within(self._limit)), self._which)
        painter.end()

    def _area(self) -> QRectF:
        px = self._theme.px
        return QRectF(self.rect()).adjusted(px(18), px(18), -px(8), -px(20))

    def _places(self, points: Floats) -> Floats:
        """Map points (score, value) to widget coordinates, (points, 2)."""
        area = self._area()
        across = area.center().x() + points[:, 0] / self._limit * (area.width() / 2)
        return np.column_stack([across, area.bottom() - points[:, 1] * area.height()])

    def _paint_axes(self, painter: QPainter) -> None:
        theme, area = self._theme, self._area()
        painter.setPen(QPen(theme.color("line"), 1))
        middle = area.center().x()
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.topRight())
        painter.drawLine(QPointF(middle, area.top()), QPointF(middle, area.bottom()))
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(10, mono=True))
        gutter = QRectF(0, area.top() - theme.px(8), area.left() - theme.px(6), theme.px(16))
        painter.drawText(gutter, BESIDE, "1")
        painter.drawText(gutter.translated(0, area.height()), BESIDE, "0")
        whole = QRectF(self.rect()).adjusted(area.left(), 0, -theme.px(4), -theme.px(2))
        painter.drawText(whole, LEFT, figure(-self._limit))
        painter.drawText(whole, RIGHT, figure(self._limit))
        painter.setFont(theme.font(11))
        painter.drawText(whole, MIDDLE, self._names[0])
        above = QRectF(0, 0, self.width(), area.top() - theme.px(6))
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self._names[1])

    def _paint_curve(self, painter: QPainter, name: str, is_own: bool) -> None:
        theme = self._theme
        color = theme.color("text" if is_own else "quiet")
        pen = QPen(color, (2.2 if is_own else 1.2) * theme.scale)
        if not is_own:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        places = self._places(curve(name, self._limit)).tolist()
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in places]))

    def _drawn_symbols(self, ratio: float) -> Sheet:
        """Return the symbol of each class, then that of its test points, as on the plane."""
        theme, size = self._theme, self._theme.px(POINT)
        filled, hollow = [], []
        for symbol, name in zip(SYMBOLS, theme.palette.points, strict=True):
            color = QColor(name)
            edge = pg.mkPen(theme.color("panel"), width=0.8 * theme.scale * ratio)
            filled.append(sprite(symbol, size + 1, edge, pg.mkBrush(color), ratio))
            outline = pg.mkPen(color, width=1.4 * theme.scale * ratio)
            hollow.append(sprite(symbol, size, outline, pg.mkBrush(theme.color("panel")), ratio))
        return Sheet([*filled, *hollow])
