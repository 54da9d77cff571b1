"""The labels along the edges of the plane: values of grid lines, and names of the axes."""

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.look.names import feature_text
from gui.look.number_text import tick_text
from gui.look.theme import Theme
from gui.painting.axes import Pair, grid_lines
from gui.painting.still_text import StillText
from gui.plane.slice_text import slice_text
from model.arrays import Floats
from model.data.dataset import Dataset
from model.plane.field import Region
from model.plane.slice import Slice

CLEAR = 9.0  # pixels around words where a point would be covered
LONGEST = 0.4  # the share of the plane's width that the name of an axis may take

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class AxisLabels:
    """Writes values and names inside the plane, along its left and its bottom edge.

    Plain names, x1 and x2, are left out. With a single feature there is no vertical axis. With more
    than two, a line at the top says where the slice lies, on the side where fewer points are.
    """

    def __init__(self) -> None:
        self._names = ("", "")
        self._has_upright = True
        self.slice, self.rows = "", 0  # rows: of words along the top
        self._data: Dataset | None = None
        self._shown: Slice | None = None
        self._spots: Floats = np.empty((0, 2))
        self._text: StillText | None = None
        self._wanted: tuple[object, ...] = ()  # what the text was laid out for

    def name(self, data: Dataset, shown: Slice, spots: Floats) -> None:
        """Take the names of the features that the plane shows, and where the points are on it."""
        if data is not self._data or shown != self._shown:  # it goes through all points
            self._data, self._shown, self.slice = data, shown, slice_text(data, shown)
        if self.slice and spots is not self._spots:
            self._text = None  # the points may lie elsewhere
        self._spots = spots
        names = [data.feature_names[axis] for axis in shown.axes]
        plain = names == ["x1", "x2"][: len(names)]
        across, up = ("", "") if plain else ([*map(feature_text, names), ""])[:2]
        self._names, self._has_upright = (across, up), len(names) > 1
        self.rows = bool(up) + bool(self.slice)

    def draw(
        self, painter: QPainter, theme: Theme, size: QRectF, region: Region, step: Pair
    ) -> None:
        """Draw the labels on a plane of this size that shows this region, with this grid step."""
        wanted = (theme, size, region, step, self._names, self._has_upright, self.slice)
        if self._text is None or wanted != self._wanted:
            self._wanted = wanted
            self._text = self._laid_out(theme, size, region, step)
        painter.setPen(theme.color("quiet"))
        self._text.draw(painter)

    def _laid_out(self, theme: Theme, size: QRectF, region: Region, step: Pair) -> StillText:
        font = theme.font(11)
        text, metrics = StillText(font), QFontMetricsF(font)
        margin, line = theme.px(6), theme.px(16)
        longest = LONGEST * size.width()
        across_name, up_name = (
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, longest) for name in self._names
        )
        foot = QRectF(margin, size.height() - theme.px(19), size.width() - 2 * margin, line)
        text.add(foot, RIGHT, across_name)
        named = foot.right() - metrics.horizontalAdvance(across_name)
        left, right, bottom, top = region
        ticks = [(x, tick_text(x, step[0])) for x in grid_lines(left, right, step[0])]
        widest = max((metrics.horizontalAdvance(number) for _, number in ticks), default=0) + margin
        apart = math.ceil(widest * (right - left) / (max(size.width(), 1) * step[0]))
        for x, number in ticks:
            across = size.width() * (x - left) / (right - left)
            width = metrics.horizontalAdvance(number) + 1
            room = QRectF(across - width / 2, foot.top(), width, line)
            is_free = room.left() > theme.px(30) and room.right() < named - margin
            if is_free and round(x / step[0]) % apart == 0:
                text.add(room, CENTRE, number)
        if not self._has_upright:
            return text
        head = QRectF(margin, margin, size.width() - 2 * margin, line)
        text.add(head, LEFT, up_name)
        highest = head.bottom() if up_name else theme.px(6)
        if self.slice:
            row = QRectF(margin, highest, size.width() - 2 * margin, line)
            said = metrics.elidedText(self.slice, Qt.TextElideMode.ElideRight, row.width())
            is_right = self._is_freer_right(row, metrics.horizontalAdvance(said), size, region)
            text.add(row, RIGHT if is_right else LEFT, said)
            highest = highest if is_right else row.bottom()
        for y in grid_lines(bottom, top, step[1]):
            down = size.height() * (top - y) / (top - bottom)
            room = QRectF(margin, down - line / 2, theme.px(90), line)
            if highest < room.top() and room.bottom() < foot.top():
                text.add(room, LEFT, tick_text(y, step[1]))
        return text

    def _is_freer_right(self, row: QRectF, width: float, size: QRectF, region: Region) -> bool:
        """Return whether fewer points lie under the right end of a row than under its left end."""
        left, right, bottom, top = region
        across = size.width() * (self._spots[:, 0] - left) / (right - left)
        down = size.height() * (top - self._spots[:, 1]) / (top - bottom)
        near = across[(down > row.top() - CLEAR) & (down < row.bottom() + CLEAR)]
        at_left = np.count_nonzero(near < row.left() + width + CLEAR)
        return bool(np.count_nonzero(near > row.right() - width - CLEAR) < at_left)
