"""The diagram as a widget: what the mouse or the keyboard points at, which number it changes."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.controls.mouse import CLICK_PIXELS
from gui.diagram.geometry import LARGEST, LINE, SPACING, Diagram, Notation
from gui.diagram.painter import DiagramPainter, Drawn
from gui.diagram.walk import inward, is_number, outward, walked
from gui.look.theme import Theme
from model.expressions import About
from model.learning.layers import LayerShape

SETTLED_MS = 120  # from the last numbers to the final drawing
LEAST_HEIGHT, ROW = 200, 17  # designed pixels
SPACED = LARGEST + 2 * LINE  # the height of a picture with words above and below
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DiagramCanvas(QWidget):
    """Shows a diagram and names its parts by ``About``; it knows no classifier.

    Signals:
        pointed(About | None): the part that the mouse or the keyboard points at.
        asked(About): a number is to be typed.
        dragged(About, float, int): a number has been dragged up by so many designed pixels, in
            the gesture of this serial number.
        held(bool): a drag begins or ends.
        arranged(columns): the middle of each column, across.
    """

    pointed = Signal(object)
    asked = Signal(object)
    dragged = Signal(object, float, int)
    held = Signal(bool)
    arranged = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Network")
        self._theme: Theme | None = None
        self._painter: DiagramPainter | None = None
        self._notation = Notation()
        self._shapes: tuple[LayerShape, ...] = ()
        self._drawn: Drawn | None = None
        self.diagram: Diagram | None = None
        self._pressed: About | None = None
        self._pressed_at = QPointF()
        self._is_drag, self._gesture = False, 0
        self._under: About | None = None  # what is under the mouse
        self._current: About | None = None  # where the keyboard continues from
        self._is_walking = False  # whether the keyboard moved last
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self._settle)

    @property
    def current(self) -> About | None:
        """The part that the keyboard is at, in the diagram or in a field over it."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # True of itself too
            return None
        return self._current if focused is not self or self._is_walking else None

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of a theme."""
        self._theme, self._painter = theme, DiagramPainter(theme)
        self._arrange()

    def set_notation(self, notation: Notation) -> None:
        """Draw the diagram in this notation."""
        self._notation = notation
        self._arrange()

    def set_shapes(self, shapes: tuple[LayerShape, ...]) -> bool:
        """Show layers of these shapes; return whether they differ from those before."""
        if shapes == self._shapes:
            return False
        self._shapes, self._drawn = shapes, None
        self._under = self._current = None
        self._let_go()
        self._arrange()
        return True

    def show_drawn(self, drawn: Drawn) -> None:
        """Draw these numbers and pictures."""
        self._drawn = drawn
        self.update()
        if self.diagram is not None and not self.diagram.is_curved:
            self._settling.start()

    @Slot()
    def _settle(self) -> None:
        """Draw anew what was kept for several frames, once no more numbers come."""
        if self._painter is not None:
            self._painter.settle()
            self.update()

    # Layout.

    def _arrange(self) -> None:
        self.diagram = None
        if self._theme is None or not self._shapes:
            return
        self.updateGeometry()
        if self.width() > 1 and self.height() > 1:
            size = (self.width(), self.height())
            self.diagram = Diagram(self._shapes, *size, self._theme.scale, self._notation)
            self.arranged.emit(self.diagram.columns)
        self.update()

    @property
    def _rows(self) -> int:
        if not self._shapes:
            return 1
        counts = (self._shapes[0].inputs, *(shape.outputs for shape in self._shapes))
        return max(*(count + self._notation.bias_input for count in counts[:-1]), counts[-1])

    def minimumSizeHint(self) -> QSize:
        """Return a height at which units can be told apart."""
        return self._high(min(max(LEAST_HEIGHT, self._rows * ROW), self._rows * SPACED))

    def sizeHint(self) -> QSize:
        return self._high(self._rows * max(LARGEST * SPACING, SPACED))

    def _high(self, height: float) -> QSize:
        return QSize(1, round(height * (self._theme.scale if self._theme else 1.0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the diagram, and a frame for the focus."""
        if self._painter is None or self._theme is None:
            return
        if self.diagram is None or self._drawn is None:
            return
        painter = QPainter(self)
        self._painter.paint(painter, self.diagram, self._drawn)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px(6)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, radius, radius)
        painter.end()

    # The mouse.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a number up or down, or report what is under the mouse."""
        position = event.position()
        self._under = at = self._at(position)
        if self._pressed is not None and self._theme is not None:
            up = (self._pressed_at.y() - position.y()) / self._theme.scale
            if not self._is_drag and abs(up) > CLICK_PIXELS:
                self._is_drag = True
                self.held.emit(True)
            if self._is_drag:
                self.dragged.emit(self._pressed, up, self._gesture)
        elif not event.buttons():
            shape = Qt.CursorShape.SizeVerCursor if is_number(at) else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.pointed.emit(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a number; the keyboard continues from here."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._current = self._under = at = self._at(event.position())
        self._is_walking = False
        if is_number(at):
            self._pressed, self._pressed_at = at, event.position()
            self._gesture += 1
        self.pointed.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for a number that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            pressed, was_drag = self._pressed, self._is_drag
            self._let_go()
            if pressed is not None and not was_drag:
                self.asked.emit(pressed)

    def _let_go(self) -> None:
        self._pressed = None
        if self._is_drag:
            self._is_drag = False
            self.held.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go: a hidden widget gets no release."""
        super().hideEvent(event)
        self._let_go()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        if self._pressed is None:
            self.pointed.emit(self.current)
        super().leaveEvent(event)

    def _at(self, position: QPointF) -> About | None:
        return self.diagram.at(position) if self.diagram is not None else None

    # The keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with arrows, enter a unit or open a number with Enter, go back with Escape."""
        key = Qt.Key(event.key())
        if key in ARROWS and self._shapes:
            self._go_to(walked(self._shapes, self._current, *ARROWS[key]))
        elif key in ENTER and is_number(self._current):
            self.asked.emit(self._current)
        elif key in ENTER:
            self._go_to(inward(self._current))
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self._go_to(outward(self._current))
        else:
            event.ignore()

    def _go_to(self, about: About | None) -> None:
        self._current, self._is_walking = about, True
        self.pointed.emit(about)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first input; after typing, return to what is under the mouse."""
        super().focusInEvent(event)
        is_tab = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if self._current is None and is_tab and self._shapes:
            self._go_to(About(None, None, 0))
        elif is_tab:
            self._go_to(self._current)
        elif not self._is_walking:
            self.pointed.emit(self._under)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of a number, and point at nothing."""
        super().focusOutEvent(event)
        self._let_go()
        if self.current is None:
            self.pointed.emit(None)
