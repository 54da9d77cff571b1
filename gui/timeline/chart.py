"""The chart of a run, along which its handle is dragged."""

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.look.theme import Theme
from gui.painting.strokes import Strokes
from gui.timeline.axis import Axis, base_of
from gui.timeline.drawing import (
    LEFT,
    MIDDLE,
    TOP,
    Frame,
    Shown,
    draw_curves,
    draw_grid,
    draw_handle,
    draw_marks,
)
from gui.timeline.track import ACCURACY

GUTTER, MARGIN, FOOT = 66, 14, 16  # designed pixels on the left, the right and below
LOW = 52  # designed pixels of height below which words are left out
NEAR = 6  # designed pixels from an edit's mark within which the cursor is on it
NOTHING = "Press Run to see the loss here, and to go back along it"


class Chart(QWidget):
    """Draws the course of a run over its updates, along which the handle is dragged.

    Signals:
        went_to(int): go to this many updates.
        stepped(int): go so many updates on, or back.
        pointed(): the cursor has moved, or has left.
    """

    went_to = Signal(int)
    stepped = Signal(int)
    pointed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self._theme: Theme | None = None
        self._words = ""  # the tooltip where nothing is marked
        self._shown: Shown | None = None
        self._is_log = (False, False)  # across, up
        self._zoom: tuple[float, float] | None = None
        self._strokes = Strokes()
        self._dragged_to: int | None = None
        self._cursor: float | None = None  # pixels from the left

    def describe(self, words: str) -> None:
        """Say this where the cursor is on no mark."""
        self._words = words

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self.update()

    def show_track(self, shown: Shown) -> None:
        """Show the course of a run."""
        before, self._shown = self._shown, shown
        if before is None or not shown.is_same(before):
            if self._zoom and not shown.first <= self._zoom[0] < self._zoom[1] <= shown.last:
                self._zoom = None  # it looked at what is gone
            self.update()

    @property
    def mark(self) -> int | None:
        """The number of the mark under the cursor; None where there is neither."""
        shown = self._shown
        if self._cursor is None or shown is None or self._theme is None:
            return None
        return shown.track.nearest(self._across(shown, self._area()).value(self._cursor))

    def set_log(self, across: bool, up: bool) -> None:
        """Make the axes logarithmic or linear."""
        self._is_log, self._zoom = (across, up), None
        self.update()

    # Geometry.

    def _area(self) -> QRectF:
        assert self._theme is not None
        px = self._theme.px
        foot, top = (FOOT, TOP) if self._has_words() else (TOP, TOP)
        left = GUTTER if self._has_words() else MARGIN
        width, height = self.width() - px(left + MARGIN), self.height() - px(foot + top)
        return QRectF(px(left), px(top), max(width, 1), max(height, 1))

    def _has_words(self) -> bool:
        return self._theme is not None and self.height() >= self._theme.px(LOW)

    def _across(self, shown: Shown, area: QRectF) -> Axis:
        low, high = self._zoom or (float(shown.first), float(max(shown.last, shown.first + 1)))
        base = 1.0 if self._is_log[0] and not shown.first else 0.0
        return Axis(low, high, area.left(), area.right(), base)

    def _up(self, shown: Shown, area: QRectF) -> Axis:
        every = (shown.track, *shown.earlier)
        if shown.figure == ACCURACY:
            return Axis(0.0, 1.0, area.bottom(), area.top())
        top = max(track.top for track in every) or 1.0
        values = np.concatenate([np.concatenate([one.train, one.test]) for one in every])
        if not self._is_log[1]:
            return Axis(0.0, top, area.bottom(), area.top())
        least = float(values[np.isfinite(values)].min(initial=top))
        return Axis(max(least, 0.0), top, area.bottom(), area.top(), base_of(values))

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, shown = self._theme, self._shown
        if theme is None or shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        if shown.last > shown.first:
            axes = self._across(shown, area), self._up(shown, area)
            frame = Frame(theme, area, *axes, self.height(), self._has_words())
            draw_grid(painter, frame, shown.figure)
            draw_curves(painter, frame, shown, self._strokes)
            draw_marks(painter, frame, shown)
            draw_handle(painter, frame, shown)
        elif self._has_words():
            painter.setPen(theme.color("quiet"))
            painter.setFont(theme.font(11))
            painter.drawText(area, LEFT | MIDDLE, NOTHING)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, theme.px(5), theme.px(5))
        painter.end()

    # The mouse and the keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to where the mouse is; the middle button shows the whole run again."""
        if event.button() is Qt.MouseButton.MiddleButton:
            self._zoom = None
            self.update()
        if event.button() is Qt.MouseButton.LeftButton:
            self._point(None)
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle, or tell the values under the cursor."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(None)
            self._drag(event.position().x())
        else:
            self._point(event.position().x())
        marked = self._texts_at(event.position().x())
        self.setToolTip("\n".join(marked) or self._words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_to = None

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def _point(self, x: float | None) -> None:
        if x != self._cursor:
            self._cursor = x
            self.pointed.emit()

    def _drag(self, x: float) -> None:
        shown = self._shown
        if shown is None or self._theme is None or shown.last <= shown.first:
            return
        updates = round(self._across(shown, self._area()).value(x))
        if updates != self._dragged_to:
            self._dragged_to = updates
            self.went_to.emit(updates)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom in on the updates at the cursor, or out."""
        shown, notches = self._shown, event.angleDelta().y() / 120
        event.accept()
        if shown is None or self._theme is None or not notches or shown.last <= shown.first:
            return
        area = self._area()
        axis, x = self._across(shown, area), event.position().x()
        factor = 0.8**notches
        ends = (x + (end - x) * factor for end in (area.left(), area.right()))
        if factor < 1:
            low, high = (axis.value(end) for end in ends)
        else:
            middle, length = axis.value(x), (axis.high - axis.low) * factor
            share = (middle - axis.low) / max(axis.high - axis.low, 1e-9)
            low, high = middle - share * length, middle + (1 - share) * length
        low, high = max(low, float(shown.first)), min(high, float(shown.last))
        if high - low >= 1:
            is_whole = low <= shown.first and high >= shown.last
            self._zoom = None if is_whole else (low, high)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back and on by arrows, by a tenth of the run with Page Up and Page Down."""
        shown = self._shown
        tenth = max((shown.last - shown.first) // 10, 1) if shown else 1
        by = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -tenth,
            Qt.Key.Key_PageDown: tenth,
        }.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)

    def _texts_at(self, x: float) -> list[str]:
        """Return what is marked at a pixel: edits, and why training stopped."""
        if self._shown is None or self._theme is None:
            return []
        axis = self._across(self._shown, self._area())
        stops = ((one.updates, f"stopped: {one.reason}") for one in self._shown.stops)
        near = self._theme.px(NEAR)
        marks = (*self._shown.edits, *stops)
        return [text for updates, text in marks if abs(axis.pixel(updates) - x) <= near]
