"""What is written at the edges of the plane: the values of grid lines, the names of the axes."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.drawing.axes import Pair, grid_lines
from gui.names import feature_text
from gui.theme import Theme
from model.dataset import Dataset
from model.field import Region
from model.slice import Slice

LONGEST = 0.4  # of the plane that the name of an axis may take

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Figures:
    """Writes inside the plane, along its left and its bottom edge.

    The axes have names unless those are x1 and x2; of a single feature nothing is upright.
    """

    def __init__(self) -> None:
        """Without names at first."""
        self._names = ("", "")
        self._has_upright = True

    def name(self, data: Dataset, shown: Slice) -> None:
        """Write for a plane that shows these features."""
        names = [data.feature_names[axis] for axis in shown.axes]
        plain = names == ["x1", "x2"][: len(names)]
        across, up = ("", "") if plain else ([*map(feature_text, names), ""])[:2]
        self._names, self._has_upright = (across, up), len(names) > 1

    def draw(
        self, painter: QPainter, theme: Theme, size: QRectF, region: Region, step: Pair
    ) -> None:
        """Write on a plane of this size that shows this region."""
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("quiet"))
        metrics = QFontMetricsF(painter.font())
        margin, line = theme.px(6), theme.px(16)
        foot = QRectF(margin, size.height() - theme.px(19), size.width() - 2 * margin, line)
        named = self._name(painter, metrics, foot, size.width(), self._names[0], RIGHT)
        left, right, bottom, top = region
        for x in grid_lines(left, right, step[0]):
            across, text = size.width() * (x - left) / (right - left), f"{x:g}"
            width = metrics.horizontalAdvance(text) + 1
            room = QRectF(across - width / 2, foot.top(), width, line)
            if room.left() > theme.px(30) and room.right() < named.left() - margin:
                painter.drawText(room, CENTRE, text)
        if not self._has_upright:
            return
        head = QRectF(margin, margin, size.width() - 2 * margin, line)
        named = self._name(painter, metrics, head, size.width(), self._names[1], LEFT)
        highest = named.bottom() if self._names[1] else theme.px(6)
        for y in grid_lines(bottom, top, step[1]):
            down = size.height() * (top - y) / (top - bottom)
            room = QRectF(margin, down - line / 2, theme.px(90), line)
            if highest < room.top() and room.bottom() < foot.top():
                painter.drawText(room, LEFT, f"{y:g}")

    @staticmethod
    def _name(
        painter: QPainter,
        metrics: QFontMetricsF,
        line: QRectF,
        width: float,
        name: str,
        side: Qt.AlignmentFlag,
    ) -> QRectF:
        """Write a name at one end of a line, elided where it is long; returns where it stands."""
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, LONGEST * width)
        painter.drawText(line, side, text)
        room = QRectF(line)
        advance = metrics.horizontalAdvance(text)
        if side == RIGHT:
            room.setLeft(line.right() - advance)
        else:
            room.setRight(line.left() + advance)
        return room
