"""The diagram as a widget: what is under the mouse or the keyboard, and which number is changed."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.drawing.diagram import Diagram, Notation
from gui.drawing.diagram_painter import DiagramPainter, Drawn
from gui.theme import Theme
from model.explain import About
from model.layers import LayerShape

CLICK_PIXELS = 4  # a shorter drag is a click that trembled
LEAST_HEIGHT, ROW_HEIGHT = 220, 17  # designed pixels


class DiagramCanvas(QWidget):
    """Shows a diagram and names its parts by ``About``; it knows no classifier.

    Signals: ``pointed(About | None)`` for what the mouse or the keyboard is at, ``dragged(About,
    float, gesture)`` with how many designed pixels up a weight or bias was dragged,
    ``typed(About, str)``, ``asked(About)`` when a number is about to be typed.
    """

    pointed = Signal(object)
    dragged = Signal(object, float, int)
    typed = Signal(object, str)
    asked = Signal(object)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Network")
        self._theme: Theme | None = None
        self._painter: DiagramPainter | None = None
        self._notation = Notation()
        self._shapes: tuple[LayerShape, ...] = ()
        self._diagram: Diagram | None = None
        self._drawn: Drawn | None = None
        self._pressed: About | None = None
        self._pressed_at = QPointF()
        self._dragging, self._gesture = False, 0
        self._current: About | None = None  # where the keyboard is
        self._field = QLineEdit(self)
        self._field.setProperty("figure", True)
        self._field.setAccessibleName("Value")
        self._field.hide()
        self._edited: About | None = None
        self._field.returnPressed.connect(self._type)
        self._field.installEventFilter(self)

    @property
    def current(self) -> About | None:
        """Where the keyboard is."""
        return self._current if self.hasFocus() else None

    @property
    def diagram(self) -> Diagram | None:
        """Where everything stands."""
        return self._diagram

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._theme, self._painter = theme, DiagramPainter(theme)
        self._field.setFont(theme.font(12, mono=True))
        self._arrange()

    def set_notation(self, notation: Notation) -> None:
        """Draw in this notation."""
        self._notation = notation
        self._arrange()

    def set_shapes(self, shapes: tuple[LayerShape, ...]) -> None:
        """Show layers of these shapes."""
        if shapes != self._shapes:
            self._shapes, self._drawn, self._current = shapes, None, None
            self._pressed = None
            self._close_field()
            self._arrange()
            self.updateGeometry()

    def show_drawn(self, drawn: Drawn) -> None:
        """Draw these numbers and pictures."""
        self._drawn = drawn
        self.update()

    def sizeHint(self) -> QSize:
        """High enough for the highest column."""
        scale = self._theme.scale if self._theme else 1.0
        rows = max((shape.outputs for shape in self._shapes), default=1)
        rows = max(rows, self._shapes[0].inputs if self._shapes else 1)
        return QSize(int(240 * scale), int(max(LEAST_HEIGHT, (rows + 2) * ROW_HEIGHT) * scale))

    def minimumSizeHint(self) -> QSize:
        """As wide as the panel, and high enough to tell units apart."""
        return QSize(1, self.sizeHint().height())

    def edit(self, about: About, text: str) -> None:
        """Open a field for the number of a weight or bias, with this text."""
        if self._diagram is None or self._theme is None:
            return
        self._edited = about
        size = QSize(self._theme.px(92), self._theme.px(28))
        spot = self._spot(about)
        left = min(max(spot.x() - size.width() / 2, 0), self.width() - size.width())
        top = min(max(spot.y() - size.height() / 2, 0), self.height() - size.height())
        self._field.setGeometry(int(left), int(top), size.width(), size.height())
        self._field.setText(text)
        self._field.selectAll()
        self._field.show()
        self._field.setFocus()

    def _spot(self, about: About) -> QPointF:
        assert self._diagram is not None
        ends = self._diagram.ends(about)
        if ends is not None:
            return (ends[0] + ends[1]) / 2
        assert about.layer is not None
        assert about.unit is not None
        return self._diagram.bias_spot(about.layer, about.unit).center()

    @Slot()
    def _type(self) -> None:
        edited, text = self._edited, self._field.text()
        self._close_field()
        if edited is not None:
            self.typed.emit(edited, text)

    def _close_field(self) -> None:
        self._edited = None
        had_focus = self._field.hasFocus()
        self._field.hide()
        if had_focus:
            self.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Escape, or the focus elsewhere, closes the field without a change."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._close_field()
                return True
        elif event.type() is QEvent.Type.FocusOut:
            self._edited = None
            self._field.hide()
        return False

    def _arrange(self) -> None:
        self._diagram = None
        if self._theme is not None and self._shapes and self.width() > 1:
            self._diagram = Diagram(
                self._shapes, self.width(), self.height(), self._theme.scale, self._notation
            )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the diagram, and the focus around it."""
        if self._diagram is None or self._painter is None or self._drawn is None:
            return
        painter = QPainter(self)
        self._painter.paint(painter, self._diagram, self._drawn)
        if self.hasFocus() and self._theme is not None:
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px(6)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, radius, radius)
        painter.end()

    # The mouse.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a number up or down, or point at something."""
        position = event.position()
        if self._pressed is not None and self._theme is not None:
            up = (self._pressed_at.y() - position.y()) / self._theme.scale
            self._dragging = self._dragging or abs(up) > CLICK_PIXELS
            if self._dragging:
                self.dragged.emit(self._pressed, up, self._gesture)
            return
        at = self._diagram.at(position) if self._diagram else None
        is_number = at is not None and at.layer is not None and at.input is not None
        self.setCursor(Qt.CursorShape.SizeVerCursor if is_number else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a weight or bias."""
        at = self._diagram.at(event.position()) if self._diagram else None
        self._current = at
        if at is not None and at.layer is not None and at.input is not None:
            self._pressed, self._pressed_at = at, event.position()
            self._dragging = False
            self._gesture += 1
        self.pointed.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a weight or bias asks for its number."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and not self._dragging:
            self.asked.emit(pressed)

    def leaveEvent(self, event: QEvent) -> None:
        """The cursor is elsewhere."""
        self.pointed.emit(self.current)
        super().leaveEvent(event)

    # The keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through all parts, Left and Right from column to column."""
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        columns = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if key in steps:
            self._walk(steps[Qt.Key(key)])
        elif key in columns:
            self._leap(columns[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_number(self._current):
            self.asked.emit(self._current)
        else:
            event.ignore()

    @staticmethod
    def _is_number(about: About | None) -> bool:
        return about is not None and about.layer is not None and about.input is not None

    def _parts(self) -> list[About]:
        """All parts in the order of reading: inputs, then each unit with its weights and bias."""
        if not self._shapes:
            return []
        parts = [About(None, None, i) for i in range(self._shapes[0].inputs)]
        for layer, shape in enumerate(self._shapes):
            for unit in range(shape.outputs):
                parts.append(About(layer, unit, None))
                parts += [About(layer, unit, i) for i in range(shape.inputs + 1)]
        return parts

    def _walk(self, by: int) -> None:
        parts = self._parts()
        if not parts:
            return
        place = parts.index(self._current) + by if self._current in parts else 0
        self._go_to(parts[min(max(place, 0), len(parts) - 1)])

    def _leap(self, by: int) -> None:
        if not self._shapes:
            return
        column = 0 if self._current is None or self._current.layer is None else (
            self._current.layer + 1
        )  # fmt: skip
        column = min(max(column + by, 0), len(self._shapes))
        self._go_to(About(None, None, 0) if column == 0 else About(column - 1, 0, None))

    def _go_to(self, about: About) -> None:
        self._current = about
        self.pointed.emit(about)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first input."""
        super().focusInEvent(event)
        if self._current is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._walk(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of what the keyboard was at."""
        super().focusOutEvent(event)
        if not self._field.isVisible():
            self.pointed.emit(None)


def around(abouts: Collection[About], shapes: tuple[LayerShape, ...]) -> frozenset[About]:
    """These parts and what belongs to them: a unit's or input's edges, the ends of an edge."""
    lit = set(abouts)
    for about in abouts:
        if about.layer is None:
            assert about.input is not None
            lit |= {About(0, unit, about.input) for unit in range(shapes[0].outputs)}
        elif about.input is None:
            lit |= {About(about.layer, about.unit, i) for i in range(_inputs(shapes, about) + 1)}
            if about.layer + 1 < len(shapes):
                above = range(shapes[about.layer + 1].outputs)
                lit |= {About(about.layer + 1, unit, about.unit) for unit in above}
        else:
            lit.add(About(about.layer, about.unit, None))
            if about.input < _inputs(shapes, about):
                first = about.layer == 0
                lit.add(
                    About(None, None, about.input)
                    if first
                    else About(about.layer - 1, about.input, None)
                )
    return frozenset(lit)


def _inputs(shapes: tuple[LayerShape, ...], about: About) -> int:
    assert about.layer is not None
    return shapes[about.layer].inputs
