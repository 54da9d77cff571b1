"""The chart of a run: its curves, the handle, and the marks of edits and stops."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gui.look.number_text import counted, four_digits, percent
from gui.look.theme import Theme
from gui.painting.strokes import Strokes
from gui.timeline.axis import Axis, base_of
from gui.timeline.track import ACCURACY, LOSS, Track
from model.arrays import Floats
from model.run.history import Stop

MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
GUTTER, MARGIN, FOOT, TOP = 66, 14, 16, 6  # designed pixels around the curves
LOW = 52  # designed pixels of height below which words are left out
DASH = 4  # designed pixels of a dash and of the gap after it
HANDLE = 5  # designed pixels, half the width of the handle
NEAR = 6  # designed pixels from an edit's mark within which the cursor is on it
PALE = 90  # of 255: what comes after the handle, and earlier runs
APART = 16, 74  # designed pixels between two ticks, up and across
NOTHING = "Press Run to see the loss here, and to go back along it"


@dataclass(frozen=True, eq=False)
class Shown:
    """What the chart shows.

    Attributes:
        track: the figures of this run.
        earlier: those of earlier runs.
        edits: after how many updates something was edited, and what.
        stops: where training stopped of itself.
        first, last: the ends of the history, in updates.
        now: after how many updates the run stands.
        is_past: whether that is in the past.
        figure: whether losses or accuracies are shown.
    """

    track: Track
    earlier: Sequence[Track]
    edits: Sequence[tuple[int, str]]
    stops: Sequence[Stop]
    first: int
    last: int
    now: int
    is_past: bool
    figure: str = LOSS


class Chart(QWidget):
    """Draws the course of a run over its updates, along which the handle is dragged.

    Signals:
        went_to(int): go to this many updates.
        stepped(int): go so many updates on, or back.
        pointed(object): the number of the mark under the cursor, None once it has left.
    """

    went_to = Signal(int)
    stepped = Signal(int)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self._theme: Theme | None = None
        self._shown: Shown | None = None
        self._is_log = (False, False)  # across, up
        self._zoom: tuple[float, float] | None = None
        self._strokes = Strokes()
        self._dragged_to: int | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self.update()

    def show_track(self, shown: Shown) -> None:
        """Show the course of a run."""
        if self._shown is not None and shown.first != self._shown.first:
            self._zoom = None
        self._shown = shown
        self.update()

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
            across, up = self._across(shown, area), self._up(shown, area)
            self._draw_grid(painter, theme, area, across, up, shown.figure)
            self._draw_curves(painter, theme, area, across, up, shown)
            self._draw_marks(painter, theme, area, across, shown)
            self._draw_handle(painter, theme, area, across, shown)
        elif self._has_words():
            painter.setPen(theme.color("quiet"))
            painter.setFont(theme.font(11))
            painter.drawText(area, LEFT | MIDDLE, NOTHING)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, theme.px(5), theme.px(5))
        painter.end()

    def _draw_grid(
        self, painter: QPainter, theme: Theme, area: QRectF, across: Axis, up: Axis, figure: str
    ) -> None:
        painter.setFont(theme.font(10, mono=True))
        metrics = QFontMetricsF(painter.font())
        high = metrics.height()
        for value in up.ticks(theme.px(APART[0])):
            y = up.pixel(value)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            if self._has_words():
                painter.setPen(theme.color("quiet"))
                text = percent(value) if figure == ACCURACY else _short(value)
                spot = QRectF(0, y - high / 2, area.left() - theme.px(6), high)
                painter.drawText(spot, RIGHT | MIDDLE, text)
        if not self._has_words():
            return
        painter.setPen(theme.color("quiet"))
        ends = -1e9
        for value in across.ticks(theme.px(APART[1])):
            text = counted(round(value))
            wide = metrics.horizontalAdvance(text)
            left = min(max(across.pixel(value) - wide / 2, area.left()), area.right() - wide)
            if left > ends:
                painter.drawText(QPointF(left, self.height() - theme.px(4)), text)
                ends = left + wide + theme.px(8)

    def _draw_curves(
        self, painter: QPainter, theme: Theme, area: QRectF, across: Axis, up: Axis, shown: Shown
    ) -> None:
        painter.save()
        painter.setClipRect(area.adjusted(0, -2, 1, 2))
        for track in shown.earlier:
            painter.setPen(_pen(theme, "quiet", PALE, 1.3))
            self._strokes.draw_curve(painter, _spots(across, up, track.updates, track.train))
        track = shown.track
        train = _spots(across, up, track.updates, track.train)
        test = _dashes(_spots(across, up, track.updates, track.test), theme.px(DASH))
        parts = [(area, 255)]
        if shown.is_past:
            at = across.pixel(shown.now)
            before, after = QRectF(area), QRectF(area)
            before.setRight(at)
            after.setLeft(at)
            parts = [(before, 255), (after, PALE)]
        for part, alpha in parts:
            painter.setClipRect(part.adjusted(0, -2, 1, 2))
            painter.setPen(_pen(theme, "text", alpha, 1.8))
            self._strokes.draw_pairs(painter, test)
            painter.setPen(_pen(theme, "accent", alpha, 1.8))
            self._strokes.draw_curve(painter, train)
        painter.restore()

    def _draw_marks(
        self, painter: QPainter, theme: Theme, area: QRectF, across: Axis, shown: Shown
    ) -> None:
        painter.setClipRect(area.adjusted(-4, -4, 4, 4))
        for updates, _ in shown.edits:
            x, foot = across.pixel(updates), area.bottom()
            painter.setPen(QPen(theme.color("quiet"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, foot))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("quiet"))
            side = theme.px(3)
            painter.drawRect(QRectF(x - side, foot - side, 2 * side, 2 * side))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self._has_words():
            painter.setClipping(False)
            return
        painter.setFont(theme.font(10))
        for updates, reason in shown.stops[-1:]:
            text = f"stopped: {reason}"
            x, wide = across.pixel(updates), QFontMetricsF(painter.font()).horizontalAdvance(text)
            painter.setPen(QPen(theme.color("quiet"), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            left = min(max(x - wide - theme.px(6), area.left()), area.right() - wide)
            spot = QRectF(left, area.top(), wide + 1, theme.px(14))
            painter.fillRect(spot.adjusted(-3, 0, 3, 0), theme.color("panel"))
            painter.setPen(theme.color("text"))
            painter.drawText(spot, LEFT | MIDDLE, text)
        painter.setClipping(False)

    def _draw_handle(
        self, painter: QPainter, theme: Theme, area: QRectF, across: Axis, shown: Shown
    ) -> None:
        x, half = across.pixel(shown.now), theme.px(HANDLE)
        if not area.left() - 1 <= x <= area.right() + 1:
            return
        color = theme.color("past" if shown.is_past else "accent")
        painter.setPen(QPen(color, 2.0 * theme.scale if shown.is_past else 1.0))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        top = area.top() - theme.px(TOP) + 1
        corners = [(-half, 0), (half, 0), (half, half), (0, 2 * half), (-half, half)]
        painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # The mouse and the keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to where the mouse is."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pointed.emit(None)
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle, or tell the values under the cursor."""
        shown = self._shown
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pointed.emit(None)
            self._drag(event.position().x())
        elif shown is not None and self._theme is not None:
            axis = self._across(shown, self._area())
            self.pointed.emit(shown.track.nearest(axis.value(event.position().x())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_to = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole run again."""
        self._zoom = None
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)
        super().leaveEvent(event)

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

    def event(self, event: QEvent) -> bool:
        """Say what was edited where the cursor is on a mark."""
        if isinstance(event, QHelpEvent) and self._shown and self._theme:
            axis = self._across(self._shown, self._area())
            near = self._theme.px(NEAR)
            x = event.pos().x()
            texts = [t for u, t in self._shown.edits if abs(axis.pixel(u) - x) <= near]
            texts += [
                f"stopped: {one.reason}"
                for one in self._shown.stops
                if abs(axis.pixel(one.updates) - x) <= near
            ]
            if texts:
                QToolTip.showText(event.globalPos(), "\n".join(texts), self)
                return True
        return bool(super().event(event))


def _pen(theme: Theme, name: str, alpha: int, width: float) -> QPen:
    color = QColor(theme.color(name))
    color.setAlpha(alpha)
    pen = QPen(color, width * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _spots(across: Axis, up: Axis, updates: Floats, values: Floats) -> Floats:
    """Return the pixels (spots, 2) of those values that are finite."""
    spots = np.column_stack([across.pixels(updates), up.pixels(values)])
    return np.asarray(spots[np.isfinite(values)])


def _dashes(curve: Floats, dash: int) -> Floats:
    """Return the ends (ends, 2) of dashes along a curve (spots, 2), evenly spaced in x.

    A pen's own dash pattern would start again at each piece.
    """
    if len(curve) < 2:
        return curve[:0]
    x, y = curve.T
    ends = np.arange(x[0], x[-1], dash)
    return np.column_stack([ends, np.interp(ends, x, y)])


def _short(value: float) -> str:
    return f"{value:g}".replace("-", "−") if value < 1e5 else four_digits(value)
