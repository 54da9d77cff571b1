"""The diagram of a session's classifier, without the window around it."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui.diagram.canvas import DiagramCanvas
from gui.diagram.geometry import Diagram
from gui.look.theme import LIGHT, Theme
from gui.network.view import NetworkView
from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.shell.wiring import connect_network
from model import Document
from model.arrays import Floats
from model.expressions import About
from model.learning.layers import matrices
from model.plane.field import Region, grid
from model.plane.units import UnitId
from tests.gui.seat import Seat

LEFT = Qt.MouseButton.LeftButton
NOTHING = Qt.KeyboardModifier.NoModifier
PLANE = Region(-6.0, 6.0, -6.0, 6.0)


class AtDiagram(Seat):
    """A person with the mouse and the keyboard at a diagram."""

    def __init__(
        self,
        qtbot: QtBot,
        document: Document,
        size: tuple[int, int] = (376, 640),
        theme: Theme | None = None,
    ) -> None:
        self.session = Session(document)
        self.viewer = Viewer(self.session)
        self.view = NetworkView(self.session.set_theta)
        qtbot.addWidget(self.view)
        self._focus: UnitId | None = None
        self.said: list[str] = []
        self.held: list[bool] = []
        self._at = QPoint()
        self._connect()
        self.view.apply_theme(theme or Theme(LIGHT))
        self.view.resize(*size)
        self.viewer.look_at(grid(PLANE, 24, 24))
        self.view.show()
        qtbot.waitExposed(self.view)
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)
        self.viewer.refresh()

    def _connect(self) -> None:
        view, session = self.view, self.session
        self.viewer.snapshot_changed.connect(view.show_snapshot)
        connect_network(session, self.viewer, view)
        view.held.connect(self.held.append)
        view.intended.connect(session.perform)
        view.focused.connect(self._note_focus)
        view.said.connect(self.said.append)
        session.said.connect(self.said.append)

    def _note_focus(self, unit: UnitId | None) -> None:
        self._focus = unit

    # What is shown.

    def focus(self) -> UnitId | None:
        """The unit that fills the plane."""
        return self._focus

    @property
    def canvas(self) -> DiagramCanvas:
        (found,) = self.view.findChildren(DiagramCanvas)
        return found

    @property
    def diagram(self) -> Diagram:
        assert self.canvas.diagram is not None
        return self.canvas.diagram

    @property
    def theta(self) -> Floats:
        return self.session.place.theta

    def number(self, about: About) -> float:
        assert about.layer is not None
        shapes = self.session.document.classifier.shapes
        return float(matrices(self.theta, shapes)[about.layer][about.unit, about.input])

    @property
    def words(self) -> str:
        """What a screen reader says about the part that is pointed at."""
        interface = QAccessible.queryAccessibleInterface(self.canvas)
        return str(interface.text(QAccessible.Text.Description))

    @property
    def undo_texts(self) -> list[str]:
        stack = self.session.undo_stack
        return [stack.text(i) for i in range(stack.index())]

    @property
    def field(self) -> QLineEdit:
        """The field that is open over the diagram."""
        (found,) = (f for f in self.canvas.findChildren(QLineEdit) if f.isVisible())
        return found

    @property
    def is_typing(self) -> bool:
        return any(field.isVisible() for field in self.canvas.findChildren(QLineEdit))

    def button(self, name: str) -> QAbstractButton:
        """The one visible button of this accessible name."""
        buttons = self.view.findChildren(QAbstractButton)
        (found,) = (b for b in buttons if b.accessibleName() == name and b.isVisible())
        return found

    @property
    def picture(self) -> QImage:
        return self.canvas.grab().toImage()

    def strengths(self, edge: About) -> list[QColor]:
        """The colours along an upright cut through an edge, before its number."""
        spot = self.diagram.samples[self.diagram.places[edge], 3]
        x, y = int(spot[0]), int(spot[1])
        image = self.picture
        return [image.pixelColor(x, y + down) for down in range(-9, 10)]

    # The mouse and the keyboard.

    def spot(self, about: About) -> QPoint:
        shown = self.diagram
        if about.layer is None:
            assert about.input is not None
            return shown.node(0, about.input).center().toPoint()
        assert about.unit is not None
        if about.input is None:
            return shown.node(about.layer + 1, about.unit).center().toPoint()
        return shown.number_spot(about).toPoint()

    def point_at(self, about: About) -> None:
        self.hover(self.spot(about))

    def hover(self, spot: QPoint) -> None:
        QTest.mouseMove(self._screen, self._on_screen(spot))

    def leave(self) -> None:
        self.hover(QPoint(1, 1))

    def leave_the_diagram(self) -> None:
        """Move the mouse beside it, where the view has nothing to point at."""
        QTest.mouseMove(self._screen, QPoint(2, self.view.height() - 2))

    def click(self, about: About) -> None:
        self.press(about)
        self.let_go()

    def press(self, about: About) -> None:
        self._at = self._on_screen(self.spot(about))
        QTest.mousePress(self._screen, LEFT, NOTHING, self._at)

    def drag_on(self, about: About, *ups: int) -> None:
        """Move the pressed mouse so many pixels up from where the part is."""
        for up in ups:
            self._at = self._on_screen(self.spot(about) - QPoint(0, up))
            QTest.mouseMove(self._screen, self._at)

    def let_go(self) -> None:
        QTest.mouseRelease(self._screen, LEFT, NOTHING, self._at)

    @property
    def _screen(self) -> QWindow:
        """Where the system sends the mouse, so that the window finds the widget by itself."""
        return self.view.windowHandle()

    def _on_screen(self, spot: QPoint) -> QPoint:
        return self.canvas.mapTo(self.view, spot)

    def key(self, key: Qt.Key) -> None:
        """Press a key in whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def type(self, text: str) -> None:
        """Type a number in place of the one in the field, and confirm."""
        self.field.selectAll()
        QTest.keyClicks(self.field, text)
        self.key(Qt.Key.Key_Return)

    def toggle(self, name: str) -> None:
        QTest.mouseClick(self.button(name), LEFT)


def difference(one: QImage, other: QImage) -> int:
    """Return how many pixels of two pictures differ."""
    images = [i.convertToFormat(QImage.Format.Format_RGB32) for i in (one, other)]
    arrays = [np.frombuffer(image.constBits(), dtype=np.uint32) for image in images]
    return int((arrays[0] != arrays[1]).sum())
