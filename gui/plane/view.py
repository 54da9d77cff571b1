"""The plane: points, the field behind them and the boundary between the classes."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)

from gui.gestures.arrow_keys import ARROWS
from gui.gestures.pointing import Pointing, TakenLine
from gui.look.step_text import past_text
from gui.look.theme import Theme
from gui.plane.grips import Grips, line_at
from gui.plane.labels import AxisLabels
from gui.plane.layers import Layers
from gui.plane.overlay import draw_band, draw_frame, draw_reach
from gui.plane.point_marks import PointMarks
from gui.sight.eye import Eye
from gui.sight.gaze import Gaze, leaps
from gui.sight.room import room_text
from model import Snapshot
from model.arrays import Floats
from model.plane.arrows import Arrows
from model.plane.field import Region
from model.plane.sketch import Sketch
from model.plane.slice import Slice
from model.separability.verdict import Separability

REACH = 10.0  # designed pixels from the cursor within which a point is under it
GATHERING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
DRAWING = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
DESCRIPTION = "Points, the field and the boundary of the classifier"
SELECT = "select"
ERASE, BRUSH = "erase", "brush"  # the tools whose reach is shown at the cursor

Band = tuple[float, float, float, float]


class PlaneView(pg.GraphicsView):
    """Shows snapshots and reports what the mouse and the keys do; it edits nothing.

    Signals:
        pressed(Pointing), dragged(Pointing), released(): the stages of a gesture.
        hovered(Pointing | None): what is under the cursor, None once it has left.
        looked_at(Grid): the grid over what is visible now.
        walked(int): select the next point, 1, or the one before, -1.
        nudged(right, up, step, is_held): move the selected points by arrow keys.
        said(str): a sentence for the status bar.
    """

    pressed = Signal(object)
    dragged = Signal(object)
    released = Signal()
    hovered = Signal(object)
    looked_at = Signal(object)
    walked = Signal(int)
    nudged = Signal(float, float, object, bool)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__(background=None)
        self.setObjectName("plane")
        self.setAccessibleName("Plane")
        self.setAccessibleDescription(DESCRIPTION)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, lockAspect=True)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self._layers, self._labels, self._eye = Layers(self.box), AxisLabels(), Eye(self.box)
        self._grips, self._is_drawing = Grips(), False
        self._theme: Theme | None = None
        self._gaze = Gaze(self)
        self._gaze.settled.connect(self._look)
        self._gaze.looked_at.connect(self.looked_at)
        self._panned_from: QPointF | None = None
        self._cursor: QPointF | None = None
        self._snapshot: Snapshot | None = None
        self._marks = PointMarks(self._layers.points, self)
        self._tool, self._reach = "", 0.0
        self._band: Band | None = None
        self.box.sigRangeChanged.connect(self._look)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme, self._eye.scale = theme, theme.scale
        self._layers.set_theme(theme, self.devicePixelRatioF())
        self._marks.apply_theme(theme)
        self._look()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        document, shown = snapshot.document, snapshot.slice
        points = self._layers.points
        are_others = points.set_points(document.dataset, shown, snapshot.is_test)
        self._labels.name(document.dataset, shown, points.x)
        said = (past_text(snapshot), DESCRIPTION, self._labels.slice)
        self.setAccessibleDescription(". ".join(filter(None, said)))
        is_elsewhere = self._eye.follow(document, shown, points.x)
        if are_others and not self._is_drawing:
            self._make_room()
        if not is_elsewhere and before is not None and leaps(before, snapshot):
            self._hurry()
        if is_elsewhere or are_others:
            self._layers.set_region(self.region, self._eye.step, self.size())
        if self._gaze.region is not None:
            self._layers.show(snapshot, self._gaze.region)
        if is_elsewhere or are_others:
            self._hover()
        self._show_marks()
        mistake = snapshot.step.mistake
        if mistake is not None and (before is None or before.step is not snapshot.step):
            self._show_point(mistake)

    @Slot(object)
    def show_sketch(self, sketch: Sketch) -> None:
        """Draw the field and the lines of a sketch over those of the snapshot."""
        if self._gaze.region is not None:
            self._layers.show_sketch(sketch, self._gaze.region)

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        """Draw the field coarsely while training runs, and finely when it rests."""
        self._gaze.is_running = running
        self._look()

    @Slot(object)
    def show_selected(self, indices: tuple[int, ...]) -> None:
        """Mark the selected points; show a single one and its card."""
        self._marks.selected = indices
        self._show_marks()
        if len(indices) == 1:
            self._show_point(indices[0])

    @property
    def highlighted(self) -> int | None:
        """The point that another view refers to."""
        return self._marks.highlighted

    @Slot(object)
    def show_highlighted(self, index: int | None) -> None:
        """Highlight a point that another view refers to, or none."""
        self._marks.highlighted = index
        self._show_marks()

    @Slot(object)
    def show_several(self, indices: Sequence[int]) -> None:
        """Mark the points that another view refers to together."""
        self._marks.several = indices
        self._show_marks()

    @Slot(object)
    def show_arrows(self, found: Arrows | None) -> None:
        """Draw the weights of the line and the change of an update; None draws nothing."""
        self._layers.arrows.show_arrows(found)

    def rows_of_words(self) -> int:
        """Return how many rows of words are written along the top."""
        return max(self._labels.rows, self._layers.arrows.rows)

    @Slot(object)
    def show_separability(self, found: Separability | None) -> None:
        """Draw the hulls of two classes; None draws nothing."""
        self._layers.hulls.show_separability(found)

    def show_tool(self, tool: str, radius: float) -> None:
        """Show the reach of the eraser or the brush, in designed pixels; other tools have none."""
        self._tool, self._reach = tool, radius
        self.viewport().update()

    @Slot(object)
    def show_band(self, band: Band | None) -> None:
        """Show a rubber band (x1, y1, x2, y2) in plane coordinates, or none."""
        self._band = band
        self.viewport().update()

    def _show_marks(self) -> None:
        self._marks.show(self._snapshot, self._eye.geometry, self._eye.scale)

    # What is visible.

    @property
    def region(self) -> Region:
        """The visible part of the plane."""
        return self._eye.region

    @Slot()
    def fit(self) -> None:
        """Make all points visible, with a margin."""
        self._eye.fit(self._layers.points.x)

    def look(self, region: Region) -> None:
        """Make this region visible, and as much more as keeps the plane square in its units."""
        self._eye.look(region)

    def _make_room(self) -> None:
        """Bring points into sight that were placed out of it."""
        if self._snapshot is not None:
            loads = self._snapshot.document.loads
            self._say_room(self._eye.make_room(self._layers.points.x, loads))

    def _show_point(self, index: int) -> None:
        """Bring a point into sight."""
        self._say_room(self._eye.show(index, self._layers.points.x))

    def _say_room(self, spots: Floats) -> None:
        if len(spots):
            self.said.emit(room_text(spots))

    @Slot()
    def zoom_in(self) -> None:
        """Zoom in at the middle."""
        self._zoom(0.8, self.rect().center().toPointF())

    @Slot()
    def zoom_out(self) -> None:
        """Zoom out from the middle."""
        self._zoom(1.25, self.rect().center().toPointF())

    def pointing(
        self, position: QPointF, event: QMouseEvent | None = None, since: QPointF | None = None
    ) -> Pointing:
        """Return what is under a position of the widget, or under the way to it from ``since``."""
        geometry = self._eye.geometry
        end = geometry.to_plane(position)
        start = end if since is None else geometry.to_plane(since)
        erased, marked = self._reach * self._eye.scale, REACH * self._layers.mark_scale
        radius = erased if self._tool == ERASE else marked
        under = self._layers.points.within(start, end, radius, geometry.pixel)
        shown = self._snapshot.slice if self._snapshot else Slice((0, 1), (0.0, 0.0))
        button = Qt.MouseButton.NoButton if event is None else event.button()
        shift = event is not None and bool(event.modifiers() & GATHERING)
        lines, scale = self._layers.lines, self._eye.scale
        line = None if under else line_at(self._snapshot, lines, position, geometry, scale)
        size = (geometry.pixel, self._eye.step)
        return Pointing(*end, tuple(under), *size, shown, button, shift, line)

    def to_widget(self, x: float, y: float) -> QPointF:
        """Map plane coordinates to widget coordinates."""
        return self._eye.geometry.to_widget(x, y)

    @Slot()
    def _look(self) -> None:
        """Ask for a snapshot of what is visible now."""
        if self.width() < 2 or self.height() < 2:
            return
        self._layers.set_region(self.region, self._eye.step, self.size())
        self._show_marks()
        self._gaze.look(self.region, self.size(), self._eye.scale)
        self._hover()

    def _hurry(self) -> None:
        """Draw the field coarsely while the view moves, and finely when it comes to rest."""
        if self._gaze.move():
            self._look()

    def _zoom(self, factor: float, position: QPointF) -> None:
        self._gaze.move()
        self._eye.zoom(factor, position)

    def _pan(self, by: QPointF) -> None:
        self._gaze.move()
        self._eye.pan(by)

    # The mouse is reported here; tools decide what it does.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture; the middle button pans."""
        if event.buttons() != event.button():
            return  # one gesture at a time: another button is down already
        self._cursor = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panned_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() in DRAWING:
            self._is_drawing = True
            self.pressed.emit(self.pointing(event.position(), event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Treat the second of two fast clicks like any other click."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position, since = event.position(), self._cursor
        self._cursor = position
        if self._panned_from is not None:
            self._pan(position - self._panned_from)
            self._panned_from = position
        elif event.buttons():
            # A fast eraser must not leap over points.
            along = since if self._tool == ERASE else None
            self.dragged.emit(self.pointing(position, event, along))
        self._hover()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture when the last button is released."""
        if event.buttons():
            return
        if self._panned_from is not None:
            self._panned_from = None
            self.unsetCursor()
        self._is_drawing = False
        self.released.emit()
        self._make_room()
        self._hover()

    def leaveEvent(self, event: QEvent) -> None:
        self._cursor = None
        self.hovered.emit(None)
        self._show_grips(None)
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
        """Restyle when the window has moved to a screen of another pixel ratio."""
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._theme is not None:
            self.apply_theme(self._theme)
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()  # its frame shows the focus
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
        """Walk from point to point with the arrow keys; with Shift, move the selected ones."""
        right, up = ARROWS.get(event.key(), (0, 0))
        if (right or up) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.nudged.emit(float(right), float(up), self._eye.step, event.isAutoRepeat())
        elif right or up:
            self.walked.emit(right + up)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls this without one before there is a layout
            self._look()

    def _hover(self) -> None:
        """Report what is under the cursor, after it or what is under it has moved."""
        if self._cursor is not None:
            at = self.pointing(self._cursor)
            self.hovered.emit(at)
            if not self._is_drawing:
                self._show_grips(at.line)
            if self._tool in (ERASE, BRUSH):
                self.viewport().update()

    def _show_grips(self, line: TakenLine | None) -> None:
        """Show what the mouse would do to the line under it."""
        taken = None if self._tool in (SELECT, ERASE, BRUSH) else line
        if self._theme is not None and self._grips.show(taken):
            self.setCursor(self._grips.cursor(self._theme))
            self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        if theme is None:
            return
        size = QRectF(0, 0, self.width(), self.height())
        self._labels.draw(painter, theme, size, self.region, self._eye.step)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grips.draw(painter, theme, self._layers.lines, self._eye.geometry)
        if self._tool in (ERASE, BRUSH) and self._cursor is not None:
            draw_reach(painter, theme, self._cursor, self._reach * theme.scale)
        if self._band is not None:
            x1, y1, x2, y2 = self._band
            draw_band(painter, theme, self.to_widget(x1, y1), self.to_widget(x2, y2))
        is_past = self._snapshot is not None and self._snapshot.is_past
        draw_frame(painter, theme, size, self.hasFocus(), is_past)
