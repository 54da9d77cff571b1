"""The plane: points, the field behind them and the boundary between the classes."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QWheelEvent,
)

from gui.drawing.axes import SPACING, GridItem, draw_figures, grid_step
from gui.drawing.field_item import FieldItem
from gui.drawing.lines_item import LinesItem, contours, curves_of
from gui.drawing.points_layer import PointsLayer
from gui.pointing import Pointing
from gui.theme import Theme
from gui.widgets.point_card import PointCard
from model import Document, Snapshot
from model.field import Grid, Region, grid
from model.slice import Slice

CELL, FINE_CELL = 7, 3  # logical pixels of a cell of the field while training runs, and paused
REACH = 10  # logical pixels from the cursor within which a point is under it
FURTHEST = 1e9  # no coordinate beyond this can be placed
OUTSIDE = 10 * FURTHEST  # room around, so that a wide plane shows all of it
DRAWING = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
WIDE_TOOLS = ("erase", "brush")  # whose reach is shown at the cursor
EMPTY = Region(-5.0, 5.0, -5.0, 5.0)


class PlaneView(pg.GraphicsView):
    """Shows snapshots and says what the mouse does on the plane; it edits nothing."""

    pressed = Signal(object)
    dragged = Signal(object)
    released = Signal()
    hovered = Signal(object)
    looked_at = Signal(object)
    walked = Signal(int)
    nudged = Signal(float, float, object, bool)

    def __init__(self) -> None:
        """Empty, looking at the middle of the plane."""
        super().__init__(background=None)
        self.setObjectName("plane")
        self.setAccessibleName("Plane")
        self.setAccessibleDescription("Points, the field and the boundary of the classifier")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, lockAspect=True)
        self.box.disableAutoRange()
        self.box.setLimits(
            xMin=-OUTSIDE, xMax=OUTSIDE, yMin=-OUTSIDE, yMax=OUTSIDE, minXRange=1e-6,
            minYRange=1e-6,
        )  # fmt: skip
        self.setCentralItem(self.box)
        self._add_layers()
        self._theme: Theme | None = None
        self._is_running = False
        self._loads, self._preset = -1, ""  # what the points came from when last looked at
        self._panned_from: QPointF | None = None
        self._cursor: QPointF | None = None
        self._snapshot: Snapshot | None = None
        self._selected: tuple[int, ...] = ()
        self._card = PointCard(self)
        self._erases = False
        self._reach: float | None = None
        self.box.sigRangeChanged.connect(self._look)

    def _add_layers(self) -> None:
        self._field, self._grid_lines = FieldItem(), GridItem()
        self._hidden_lines = LinesItem(Qt.PenStyle.CustomDashLine)
        self._boundary = LinesItem()
        layers: tuple[pg.GraphicsObject, ...] = (
            self._field,
            self._grid_lines,
            self._hidden_lines,
            self._boundary,
        )
        for z, item in enumerate(layers):
            item.setZValue(z)
            self.box.addItem(item, ignoreBounds=True)
        self._points = PointsLayer(self.box)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._theme = theme
        self.setMinimumHeight(theme.px(160))
        self._field.set_palette(theme.palette)
        self._grid_lines.set_theme(theme)
        # The width of a cosmetic pen is in the pixels of the screen.
        pen = theme.scale * self.devicePixelRatioF()
        self._hidden_lines.set_pen(theme.color("text", theme.palette.hidden_alpha), 1.3 * pen)
        self._boundary.set_pen(theme.color("text"), 2.8 * pen)
        self._points.set_theme(theme, pen)
        self._card.apply_theme(theme)
        self._look()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a snapshot."""
        document = snapshot.document
        if self._is_elsewhere(document):
            self._points.set_dataset(document.dataset, snapshot.slice)
            self.fit()
        elif self._points.set_dataset(document.dataset, snapshot.slice):
            self._points.set_region(self.region, self.width(), self.height())
            self._hover()
        self._points.set_wrong(snapshot.measured.wrong)
        self._snapshot = snapshot
        self._show_card()
        # After a fit a snapshot of the region that is visible now has already been shown.
        if snapshot.field is None or snapshot.field.grid.region != self.region:
            return
        self._field.show_field(snapshot.field)
        region = snapshot.field.grid.region
        self._hidden_lines.set_curves(curves_of(snapshot.hidden_lines), region)
        straight = snapshot.has_straight_boundary
        seen = snapshot.field
        curves = (
            curves_of(snapshot.boundary) if straight else contours(seen.grid, seen.sides())
        )
        self._boundary.set_curves(curves, region)

    def show_tool(self, tool: str, radius: float) -> None:
        """Show at the cursor how far an eraser or a brush reaches; nothing of other tools."""
        self._reach = radius if tool in WIDE_TOOLS else None
        self._erases = tool == "erase"
        self.viewport().update()

    def show_band(self, rect: tuple[float, float, float, float] | None) -> None:
        """Show the rectangle within which points will be selected."""

    def _is_elsewhere(self, document: Document) -> bool:
        """Whether the points are others altogether, not the same preset made anew."""
        preset = document.generated.preset if document.generated else ""
        loaded = document.loads != self._loads
        elsewhere = loaded and (not preset or preset != self._preset)
        if loaded:
            self._loads, self._preset = document.loads, preset
        return elsewhere

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        """Draw coarsely enough for every frame of training, and finely when it rests."""
        self._is_running = running
        self._look()

    def show_selected(self, indices: tuple[int, ...]) -> None:
        """Mark the selected points; of a single one, say what the classifier says of it."""
        if not isinstance(indices, tuple):
            indices = () if indices is None else (indices,)
        self._points.set_selected(indices)
        self._selected = indices
        self._show_card()

    def _show_card(self) -> None:
        snapshot = self._snapshot
        self._points.set_selected(self._selected)
        index = self._selected[0] if len(self._selected) == 1 else None
        if snapshot is None or index is None or index >= len(snapshot.measured.scores):
            self._card.hide()
            return
        x, y = self._points.x[index].tolist()
        at = self.to_widget(x, y)
        self._card.say(snapshot.verdict(index))
        self._card.place(at, REACH * self._scale * 1.6, self.size())

    @property
    def region(self) -> Region:
        """The visible part of the plane."""
        (left, right), (bottom, top) = self.box.viewRange()
        return Region(left, right, bottom, top)

    @Slot()
    def fit(self) -> None:
        """Look at all points, with a margin."""
        x = self._points.x
        region = EMPTY
        if len(x):
            (left, bottom), (right, top) = x.min(axis=0), x.max(axis=0)
            margin = max(0.12 * float(max(right - left, top - bottom)), 1e-3)
            if right == left and top == bottom:
                margin = 5.0
            region = Region(left - margin, right + margin, bottom - margin, top + margin)
        self.look(region)

    def look(self, region: Region) -> None:
        """Make this region visible, and what it takes to keep the plane square."""
        rect = QRectF(
            region.left, region.bottom, region.right - region.left, region.top - region.bottom
        )
        self.box.setRange(rect, padding=0)

    @Slot()
    def zoom_in(self) -> None:
        """Zoom in at the middle."""
        self._zoom(0.8, QPointF(self.width() / 2, self.height() / 2))

    @Slot()
    def zoom_out(self) -> None:
        """Zoom out from the middle."""
        self._zoom(1.25, QPointF(self.width() / 2, self.height() / 2))

    def pointing(
        self,
        position: QPointF,
        button: Qt.MouseButton = Qt.MouseButton.NoButton,
        since: QPointF | None = None,
    ) -> Pointing:
        """What is under a position of the widget, or under the way to it from ``since``."""
        x, y = self._to_plane(position)
        start = (x, y) if since is None else self._to_plane(since)
        pixel = self._units_per_pixel
        under = self._points.within(start, (x, y), REACH * self._scale * pixel)
        shift = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        shown = self._snapshot.slice if self._snapshot else Slice((0, 1), (0.0, 0.0))
        pair = (self._step, self._step)
        return Pointing(x, y, tuple(under), (pixel, pixel), pair, shown, button, shift)

    def to_widget(self, x: float, y: float) -> QPointF:
        """Where a point of the plane is in the widget."""
        left, right, bottom, top = self.region
        across, down = (x - left) / (right - left), (top - y) / (top - bottom)
        return QPointF(across * self.width(), down * self.height())

    def _to_plane(self, position: QPointF) -> tuple[float, float]:
        left, right, bottom, top = self.region
        x = left + (right - left) * position.x() / max(self.width(), 1)
        y = top - (top - bottom) * position.y() / max(self.height(), 1)
        return float(np.clip(x, -FURTHEST, FURTHEST)), float(np.clip(y, -FURTHEST, FURTHEST))

    @property
    def _scale(self) -> float:
        return self._theme.scale if self._theme else 1.0

    @property
    def _units_per_pixel(self) -> float:
        return float((self.region.right - self.region.left) / max(self.width(), 1))

    @property
    def _step(self) -> float:
        return grid_step(self._units_per_pixel, SPACING * self._scale)

    @Slot()
    def _look(self) -> None:
        """Ask for a snapshot of what is visible now."""
        if self.width() < 2 or self.height() < 2:
            return
        self._grid_lines.set_region(self.region, self._step)
        self._points.set_region(self.region, self.width(), self.height())
        self._show_card()
        cell = (CELL if self._is_running else FINE_CELL) * self._scale
        columns, rows = max(int(self.width() / cell), 2), max(int(self.height() / cell), 2)
        made: Grid = grid(self.region, columns, rows)
        self.looked_at.emit(made)
        self._hover()

    def _zoom(self, factor: float, position: QPointF) -> None:
        x, y = self._to_plane(position)
        left, right, bottom, top = self.region
        self.look(
            Region(
                x + (left - x) * factor,
                x + (right - x) * factor,
                y + (bottom - y) * factor,
                y + (top - y) * factor,
            )
        )

    def _pan(self, by: QPointF) -> None:
        units = self._units_per_pixel
        self.box.translateBy(x=-by.x() * units, y=by.y() * units)

    # What the mouse does is told, not decided: tools make intents of it.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture, or to pan with the middle button."""
        if event.buttons() != event.button():
            return  # one gesture at a time: another button is down already
        self._cursor = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panned_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() in DRAWING:
            self.pressed.emit(self.pointing(event.position(), event.button()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two fast clicks is a click like any other."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or hover."""
        position, since = event.position(), self._cursor
        self._cursor = position
        if self._panned_from is not None:
            self._pan(position - self._panned_from)
            self._panned_from = position
        elif event.buttons():
            # A fast eraser must not leap over points.
            self.dragged.emit(self.pointing(position, since=since if self._erases else None))
        self._hover()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture with the last button that is let go."""
        if event.buttons():
            return
        if self._panned_from is not None:
            self._panned_from = None
            self.unsetCursor()
        self.released.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """The cursor is elsewhere."""
        self._cursor = None
        self.hovered.emit(None)
        self.viewport().update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with a wheel, pan with two fingers."""
        if event.phase() != Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull():
            self._pan(QPointF(event.pixelDelta()))
        elif event.angleDelta().y():
            self._zoom(0.999 ** event.angleDelta().y(), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Draw for another screen when the window has moved to one."""
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._theme is not None:
            self.apply_theme(self._theme)
        return bool(super().event(event))

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by pinching."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom(1 / max(1 + event.value(), 0.1), event.position())
            return True
        return bool(super().viewportEvent(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from point to point; with Shift they move the selected one."""
        right, up = ARROWS.get(event.key(), (0, 0))
        if (right or up) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = (self._step, self._step)
            self.nudged.emit(float(right), float(up), step, event.isAutoRepeat())
        elif right or up:
            self.walked.emit(right + up)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the middle in the middle and the scale as it is."""
        super().resizeEvent(event)
        if self.__dict__.get("_grid_lines") is not None:
            self._look()

    def _hover(self) -> None:
        """Tell what is under the cursor: it has moved, or what was under it."""
        if self._cursor is not None:
            self.hovered.emit(self.pointing(self._cursor))
            if self._reach is not None:
                self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """The figures at the grid, the eraser, and the rounded frame."""
        if self._theme is None:
            return
        size = QRectF(0, 0, self.width(), self.height())
        draw_figures(painter, self._theme, size, self.region, self._step)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._reach is not None and self._cursor is not None:
            painter.setPen(QPen(self._theme.color("text"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(self._theme.color("panel", 90))
            reach = self._reach * self._scale
            painter.drawEllipse(self._cursor, reach, reach)
        self._draw_frame(painter, size, self._theme)

    def _draw_frame(self, painter: QPainter, size: QRectF, theme: Theme) -> None:
        radius = theme.px(9)
        rounded = QPainterPath()
        rounded.addRoundedRect(size.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        outside = QPainterPath()
        outside.addRect(size.adjusted(-1, -1, 1, 1))
        painter.fillPath(outside.subtracted(rounded), theme.color("ground"))
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if focused else "line"), 2 if focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded)
