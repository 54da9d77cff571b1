"""What the marks on the plane mean: only those that are there, where it is free."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from gui.controls.tips import tip
from gui.look.theme import LIGHT, Theme
from model import Snapshot
from model.arrays import Floats
from model.plane.arrows import Arrows

MISCLASSIFIED, TEST, HIDDEN, BEFORE, AFTER = "misclassified", "test", "hidden", "before", "after"
SELECTED, EXPLAINED, UPCOMING, FADED = "selected", "explained", "upcoming", "faded"
LEARNED, FADING = "learned", "fading"
WORDS = {
    LEARNED: "in the last update",
    EXPLAINED: "point looked at",
    UPCOMING: "in the next update",
    SELECTED: "selected",
    MISCLASSIFIED: "misclassified",
    TEST: "test point",
    FADED: "away from the slice",
    BEFORE: "boundary before",
    FADING: "boundary before, fading",
    AFTER: "boundary after",
    HIDDEN: "line of a hidden unit",
}
RINGS = {  # the colour, the radius and the width of a ring, in designed pixels
    EXPLAINED: ("accent", 7.5, 2.6),
    UPCOMING: ("accent", 7.0, 1.2),
    SELECTED: ("accent", 7.0, 2.2),
    MISCLASSIFIED: ("warn", 7.0, 1.6),
}
WIDE, HIGH = 26, 17  # designed pixels of the picture of a mark
LEFT, BOTTOM, EDGE = 34, 26, 10  # designed pixels that the edges of the plane need for figures
ROW = 16  # designed pixels of a row of words
LARGEST = 1 / 16  # of the plane


class Legend(QFrame):
    """Names the marks that are on the plane; hidden while there are none or no room.

    A click asks to put it away. While training runs, names are added and none is taken away.

    Signals:
        put_away(): the legend was clicked.
    """

    put_away = Signal()

    def __init__(
        self,
        plane: QWidget,
        to_widget: Callable[[float, float], QPointF],
        rows_of_words: Callable[[], int],
        others: Sequence[QWidget],
    ) -> None:
        """Lie over ``plane``, whose coordinates ``to_widget`` maps, and clear of ``others``.

        ``rows_of_words`` returns how many rows of words the plane has along its top.
        """
        super().__init__(plane)
        self.setObjectName("legend")
        self.setAccessibleName("Legend")
        self.setToolTip(tip("What the marks mean; a click puts this away, View brings it back"))
        self._plane, self._to_widget, self._others = plane, to_widget, others
        self._rows_of_words = rows_of_words
        self._theme = Theme(LIGHT)
        self._snapshot: Snapshot | None = None
        self._marks: dict[str, bool] = {}  # those that other views ask for
        self._named: list[str] = []
        self._is_wanted, self._insists, self._is_running = True, False, False
        self._corner = 0
        self._grid = QGridLayout(self)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self._grid.setContentsMargins(theme.px(8), theme.px(5), theme.px(10), theme.px(5))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(1))
        self._fill()
        self.place()

    def want(self, is_wanted: bool, insists: bool = False) -> None:
        """Show the legend where it has room, or anyway if one ``insists``, or do not."""
        self._is_wanted, self._insists = is_wanted, insists
        self.place()

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Name the marks of a snapshot."""
        self._snapshot = snapshot
        self._update()

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        """Tell whether training runs."""
        self._is_running = running
        self._update()

    @Slot(object)
    def show_arrows(self, found: Arrows | None) -> None:
        """Name the boundary after an update, if it is drawn."""
        self._mark(AFTER, found is not None and found.line is not None)
        self.place()

    @Slot(object)
    def show_selected(self, indices: Sequence[int]) -> None:
        """Name the marks of selected points."""
        self._mark(SELECTED, len(indices) > 0)

    @Slot(object)
    def show_highlighted(self, index: int | None) -> None:
        """Name the mark of the point that another view refers to."""
        self._mark(EXPLAINED, index is not None)

    @Slot(object)
    def show_several(self, indices: Sequence[int]) -> None:
        """Name the marks of the points of an update."""
        self._mark(UPCOMING, len(indices) > 0)

    def _mark(self, mark: str, is_there: bool) -> None:
        if self._marks.get(mark, False) is not is_there:
            self._marks[mark] = is_there
            self._update()

    def _update(self) -> None:
        there = self._there()
        named = [
            mark for mark in WORDS if there[mark] or (self._is_running and mark in self._named)
        ]
        if FADING in named and BEFORE in named:
            named.remove(BEFORE)  # it is the first of those
        if named != self._named:
            self._named = named
            self._fill()
        self.place()

    def _there(self) -> dict[str, bool]:
        found = dict.fromkeys(WORDS, False) | self._marks
        snapshot = self._snapshot
        if snapshot is not None:
            found[EXPLAINED] |= snapshot.step.waits
            found[LEARNED] = len(snapshot.learned) > 0
            is_whole = snapshot.focus is None
            found[FADING] = len(snapshot.trail) > 0 and is_whole
            found[BEFORE] = snapshot.ghost is not None and is_whole
            found[MISCLASSIFIED] = len(snapshot.measured.wrong) > 0
            found[TEST] = bool(snapshot.is_test.any())
            found[HIDDEN] = snapshot.document.classifier.hidden_layers is not None
            found[FADED] = len(snapshot.slice.hidden) > 0 and len(snapshot.document.dataset) > 0
        return found

    # Its look.

    def _fill(self) -> None:
        for old in self.findChildren(QLabel):
            self._grid.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        for row, mark in enumerate(self._named):
            picture, words = QLabel(self), QLabel(WORDS[mark], self)
            picture.setPixmap(self._picture(mark))
            words.setFont(self._theme.font(11))
            for column, label in enumerate((picture, words)):
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                self._grid.addWidget(label, row, column)
                label.show()

    def _picture(self, mark: str) -> QPixmap:
        """Return a mark as it is drawn on the plane, on a grey point or alone."""
        theme, ratio = self._theme, self.devicePixelRatioF()
        size = QSize(theme.px(WIDE), theme.px(HIGH))
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(size.width() / 2, size.height() / 2)
        if mark in (BEFORE, FADING, AFTER, HIDDEN):
            painter.setPen(self._line(mark))
            painter.drawLine(QPointF(1, middle.y()), QPointF(size.width() - 1, middle.y()))
        else:
            self._draw_point(painter, mark, middle)
        painter.end()
        return pixmap

    def _line(self, mark: str) -> QPen:
        theme = self._theme
        if mark == AFTER:
            return QPen(theme.color("accent", 190), 1.6 * theme.scale)
        if mark in (BEFORE, FADING):
            return QPen(theme.color("quiet"), 2.2 * theme.scale)
        pen = QPen(theme.color("text", theme.palette.hidden_alpha), 1.3 * theme.scale)
        pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _draw_point(self, painter: QPainter, mark: str, middle: QPointF) -> None:
        theme, scale = self._theme, self._theme.scale
        grey = theme.color("quiet", 90 if mark == FADED else 255)
        painter.setPen(QPen(grey, 1.8 * scale) if mark == TEST else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.color("panel") if mark == TEST else grey)
        half = 3.4 * scale
        if mark == TEST:
            for aside, draw in ((-6.5, painter.drawRect), (6.5, painter.drawEllipse)):
                spot = middle + QPointF(aside * scale, 0)
                draw(QRectF(spot.x() - half, spot.y() - half, 2 * half, 2 * half))
            return
        painter.drawEllipse(middle, half, half)
        if mark == LEARNED:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 1.3 * scale))
            for radius in (7.6, 5.4):
                painter.drawEllipse(middle, radius * scale, radius * scale)
        if mark in RINGS:
            color, radius, width = RINGS[mark]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(color), width * scale))
            painter.drawEllipse(middle, radius * scale, radius * scale)

    # Its place.

    @Slot()
    def place(self) -> None:
        """Move to where the fewest points are; hide where there is nothing to say."""
        size, room = self.sizeHint(), self._plane.size()
        area = room.width() * room.height()
        fits = self._insists or size.width() * size.height() <= LARGEST * area
        if not (self._is_wanted and self._named and fits):
            self.hide()
            return
        corners = self._corners(size, room)
        spots = self._spots()
        covered = [self._covered(corner, spots) for corner in corners]
        if covered[self._corner]:
            self._corner = int(np.argmin(covered))
        self.setGeometry(corners[self._corner])
        self.show()

    def _corners(self, size: QSize, room: QSize) -> list[QRect]:
        """Return the rectangles in the corners and half-way between, the most usual first."""
        px = self._theme.px
        right, bottom = room.width() - px(EDGE) - size.width(), room.height() - px(BOTTOM)
        bottom -= size.height()
        top, left = px(EDGE + ROW * self._rows_of_words()), px(LEFT)
        middle, centre = (top + bottom) // 2, (left + right) // 2
        corners = ((right, bottom), (right, top), (left, top), (left, bottom))
        places = (*corners, (right, middle), (left, middle), (centre, bottom), (centre, top))
        return [QRect(QPoint(*place), size) for place in places]

    def _spots(self) -> Floats:
        """Return where the points are drawn, in pixels of the plane, (points, 2)."""
        if self._snapshot is None:
            return np.empty((0, 2))
        x = self._snapshot.slice.flatten(self._snapshot.document.dataset.x)
        start = np.array(self._to_widget(0.0, 0.0).toTuple())
        across, up = self._to_widget(1.0, 0.0), self._to_widget(0.0, 1.0)
        return np.asarray(start + x * (across.x() - start[0], up.y() - start[1]))

    def _covered(self, corner: QRect, spots: Floats) -> int:
        """Return how many points a corner covers, or very many where something else is there."""
        for other in self._others:
            if other.isVisible():
                there = self._plane.mapFromGlobal(other.mapToGlobal(QPoint()))
                if QRect(there, other.size()).intersects(corner):
                    return len(spots) + 1
        reach = 8 * self._theme.scale
        low = np.array([corner.left(), corner.top()]) - reach
        high = np.array([corner.right(), corner.bottom()]) + reach
        return int(((low < spots) & (spots < high)).all(axis=1).sum())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to put the legend away."""
        self.put_away.emit()
