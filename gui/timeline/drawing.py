"""What is drawn in the chart of a run: grid, curves, marks and handle."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.look.number_text import counted, four_digits, percent
from gui.look.theme import Theme
from gui.painting.strokes import Strokes
from gui.timeline.axis import Axis
from gui.timeline.track import ACCURACY, LOSS, Track
from model.arrays import Floats
from model.run.history import Stop

MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP = 6  # designed pixels above the curves
DASH = 4  # designed pixels of a dash and of the gap after it
HANDLE = 5  # designed pixels, half the width of the handle
PALE = 90  # of 255: what comes after the handle, and earlier runs
APART = 16, 74  # designed pixels between two ticks, up and across


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

    def is_same(self, other: "Shown") -> bool:
        """Return whether this looks the same; tracks are compared by identity."""
        names = (field.name for field in fields(self))
        return all(getattr(self, name) == getattr(other, name) for name in names)


@dataclass(frozen=True, eq=False)
class Frame:
    """Where things are drawn.

    Attributes:
        theme: the colours and sizes.
        area: the pixels of the curves.
        across, up: the axes of updates and of figures.
        height: the pixels of the whole chart.
        has_words: whether there is room for numbers and words.
    """

    theme: Theme
    area: QRectF
    across: Axis
    up: Axis
    height: int
    has_words: bool


def draw_grid(painter: QPainter, frame: Frame, figure: str) -> None:
    """Draw the lines of the grid, and the numbers at them if there is room for words."""
    theme, area, across, up = frame.theme, frame.area, frame.across, frame.up
    painter.setFont(theme.font(10, mono=True))
    metrics = QFontMetricsF(painter.font())
    high = metrics.height()
    for value in up.ticks(theme.px(APART[0])):
        y = up.pixel(value)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        if frame.has_words:
            painter.setPen(theme.color("quiet"))
            text = percent(value) if figure == ACCURACY else _short(value)
            spot = QRectF(0, y - high / 2, area.left() - theme.px(6), high)
            painter.drawText(spot, RIGHT | MIDDLE, text)
    if not frame.has_words:
        return
    painter.setPen(theme.color("quiet"))
    ends = -1e9
    for value in across.ticks(theme.px(APART[1]), least=1.0):
        text = counted(round(value))
        wide = metrics.horizontalAdvance(text)
        left = min(max(across.pixel(value) - wide / 2, area.left()), area.right() - wide)
        if left > ends:
            painter.drawText(QPointF(left, frame.height - theme.px(4)), text)
            ends = left + wide + theme.px(8)


def draw_curves(painter: QPainter, frame: Frame, shown: Shown, strokes: Strokes) -> None:
    """Draw the curves of this run, pale after the handle, and those of earlier runs."""
    theme, area, across, up = frame.theme, frame.area, frame.across, frame.up
    painter.save()
    painter.setClipRect(area.adjusted(0, -2, 1, 2))
    for track in shown.earlier:
        painter.setPen(_pen(theme, "quiet", PALE, 1.3))
        strokes.draw_curve(painter, _spots(across, up, track.updates, track.train))
    track = shown.track
    train = _spots(across, up, track.updates, track.train)
    curve, dash = _spots(across, up, track.updates, track.test), theme.px(DASH)
    tests = _dashes(curve, dash), _spikes(curve, dash)
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
        for pairs in tests:
            strokes.draw_pairs(painter, pairs)
        painter.setPen(_pen(theme, "accent", alpha, 1.8))
        strokes.draw_curve(painter, train)
    painter.restore()


def draw_marks(painter: QPainter, frame: Frame, shown: Shown) -> None:
    """Mark at the foot where something was edited, and say why training stopped."""
    theme, area, across = frame.theme, frame.area, frame.across
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
    if not frame.has_words:
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


def draw_handle(painter: QPainter, frame: Frame, shown: Shown) -> None:
    """Draw the handle where the run stands, if that is in sight."""
    theme, area, across = frame.theme, frame.area, frame.across
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


def _pen(theme: Theme, name: str, alpha: int, width: float) -> QPen:
    # Mixed, not transparent: pieces of a curve overlap where they meet.
    color, ground, share = theme.color(name), theme.color("panel"), alpha / 255
    mixed = QColor(
        round(share * color.red() + (1 - share) * ground.red()),
        round(share * color.green() + (1 - share) * ground.green()),
        round(share * color.blue() + (1 - share) * ground.blue()),
    )
    pen = QPen(mixed, width * theme.scale)
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


def _spikes(curve: Floats, dash: int) -> Floats:
    """Return the ends (ends, 2) of upright strokes to what lies between the ends of dashes.

    A single mark far above or below them would else not be seen.
    """
    if len(curve) < 2:
        return curve[:0]
    x, y = curve.T
    parts = ((x - x[0]) // dash).astype(int)
    firsts = np.flatnonzero(np.diff(parts, prepend=-1))
    left = x[0] + dash * parts[firsts]
    sides = np.interp([left, left + dash], x, y)
    strokes = []
    for peak, level, way in (
        (np.maximum.reduceat(y, firsts), sides.max(axis=0), 1),
        (np.minimum.reduceat(y, firsts), sides.min(axis=0), -1),
    ):
        is_far = way * (peak - level) > dash
        at = (left + dash / 2)[is_far]
        strokes.append(np.column_stack([at, level[is_far], at, peak[is_far]]))
    pairs: Floats = np.concatenate(strokes)
    return pairs.reshape(-1, 2)


def _short(value: float) -> str:
    return f"{value:g}".replace("-", "−") if value < 1e5 else four_digits(value)
