"""A person who uses a window, through real events sent to real widgets."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDropEvent, QImage, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.shell.main_window import MainWindow
from model import CLASSIFIERS
from model.arrays import Integers
from tests.gui.seat import Seat

Found = TypeVar("Found", bound=QWidget)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
MIDDLE = Qt.MouseButton.MiddleButton
NOTHING = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Spot = tuple[float, float]


class Person(Seat):
    """A person in front of a window; coordinates are those of the plane unless named pixels."""

    def __init__(self, window: MainWindow, session: Session, qtbot: QtBot) -> None:
        super().__init__(session)
        self.window, self.qtbot = window, qtbot

    # What can be seen.

    @property
    def viewer(self) -> Viewer:
        return self.window.viewer

    @property
    def selected(self) -> list[int]:
        """The selected points, counted from 0."""
        return list(self.window.tools.selected)

    @property
    def undo_text(self) -> str:
        return self.session.undo_stack.undoText()

    @property
    def pixel(self) -> float:
        """The size of a pixel on the plane."""
        region = self.window.plane.region
        return float((region.right - region.left) / self.window.plane.width())

    def named(self, name: str, kind: type[Found]) -> Found:
        """The only widget with this accessible name."""
        found = [w for w in self.window.findChildren(kind) if w.accessibleName() == name]
        assert len(found) == 1, f"{len(found)} of {name!r}"
        return found[0]

    def button(self, text: str) -> QAbstractButton:
        """The only visible button with this text or accessible name."""
        buttons = self.window.findChildren(QAbstractButton)
        found = [b for b in buttons if text in (b.text(), b.accessibleName()) and b.isVisible()]
        assert len(found) == 1, f"{len(found)} of {text!r}"
        return found[0]

    def action(self, id_: str) -> QAction:
        return self.window.actions_by_id[id_]

    @property
    def message(self) -> str:
        """What the status bar says."""
        return self.window.status_bar.message.text()

    @property
    def banner(self) -> str:
        """What the banner says, or nothing when it is hidden."""
        banner = self.window.banner
        return banner.words.text() if banner.isVisible() else ""

    def picture(self) -> QImage:
        """The plane as it is painted."""
        image: QImage = self.window.plane.viewport().grab().toImage()
        return image

    def painted(self, color: QColor, margin: int = 0) -> Integers:
        """The pixels (pixels, 2) of the plane, across and down, that have exactly this colour.

        Those nearer to the edge of the plane than ``margin``, where its frame is, do not count.
        """
        image = self.picture().convertToFormat(QImage.Format.Format_RGB32)
        words = np.frombuffer(image.constBits(), dtype=np.uint32)
        shape = (image.height(), image.bytesPerLine() // 4)
        rows, columns = np.nonzero(words.reshape(shape) & 0xFFFFFF == color.rgb() & 0xFFFFFF)
        pixels = np.column_stack([columns, rows])
        size = (image.width(), image.height())
        return pixels[((pixels >= margin) & (pixels < np.subtract(size, margin))).all(axis=1)]

    def texts(self, within: QWidget) -> list[str]:
        """What the visible labels in a widget say."""
        return [label.text() for label in within.findChildren(QLabel) if label.isVisible()]

    @property
    def words(self) -> list[str]:
        """What the visible buttons say."""
        return [b.text() for b in self.window.findChildren(QAbstractButton) if b.isVisible()]

    def field(self, name: str) -> QLineEdit:
        """The field for the number of a slider."""
        return self.named(f"{name}, number", QLineEdit)

    def slider(self, name: str) -> QSlider:
        return self.named(f"{name}, slider", QSlider)

    nowhere = Path("points.csv")  # the source of points that are in no file

    def at_pixel(self, pixel: QPoint) -> Spot:
        """Where on the plane a pixel of the viewport is."""
        region = self.window.plane.region
        return region.left + pixel.x() * self.pixel, region.top - pixel.y() * self.pixel

    # The mouse on the plane.

    def spot(self, x: float, y: float) -> QPoint:
        """The pixel of the viewport that shows (x, y)."""
        return self.window.plane.to_widget(x, y).toPoint()

    def click(
        self,
        x: float,
        y: float,
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NOTHING,
    ) -> None:
        self.press(x, y, button, held)
        self.release(x, y, button)

    def double_click(self, x: float, y: float) -> None:
        """Send the event that the system sends for the second click of two."""
        QTest.mouseDClick(self._screen, LEFT, NOTHING, self._on_screen(self.spot(x, y)))

    def press(
        self,
        x: float,
        y: float,
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NOTHING,
    ) -> None:
        QTest.mousePress(self._screen, button, held, self._on_screen(self.spot(x, y)))

    def release(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self._screen, button, NOTHING, self._on_screen(self.spot(x, y)))

    def hover(self, x: float, y: float) -> None:
        QTest.mouseMove(self._screen, self._on_screen(self.spot(x, y)))

    @property
    def _screen(self) -> QWindow:
        """The window that gets mouse events from the system and finds the widget for them."""
        return self.window.windowHandle()

    def _on_screen(self, spot: QPoint) -> QPoint:
        at: QPoint = self.window.plane.viewport().mapTo(self.window, spot)
        return at

    def drag(
        self,
        start: Spot,
        *stops: Spot,
        button: Qt.MouseButton = LEFT,
        steps: int = 4,
        held: Qt.KeyboardModifier = NOTHING,
    ) -> None:
        """Press at ``start``, move over all stops, release at the last."""
        last = self._on_screen(self.spot(*stops[-1]))
        self.press(*start, button, held)
        self.drag_on(start, *stops, steps=steps)
        QTest.mouseRelease(self._screen, button, NOTHING, last)

    def drag_on(self, start: Spot, *stops: Spot, steps: int = 4) -> None:
        """Move from ``start`` over all stops, by the region that the plane shows before."""
        pixels = [np.array(self._on_screen(self.spot(*stop)).toTuple()) for stop in (start, *stops)]
        for before, after in pairwise(pixels):
            for share in np.linspace(0, 1, steps + 1)[1:]:
                x, y = (before + share * (after - before)).round().astype(int).tolist()
                QTest.mouseMove(self._screen, QPoint(x, y))

    def click_pixel(self, across: int, down: int) -> None:
        QTest.mouseClick(self._screen, LEFT, NOTHING, self._on_screen(QPoint(across, down)))

    def wheel(self, x: float, y: float, notches: int) -> None:
        self.wheel_at_pixel(self.spot(x, y), notches)

    def wheel_at_pixel(self, pixel: QPoint, notches: int) -> None:
        self.wheel_over(self.window.plane.viewport(), notches, pixel)

    def wheel_over(self, widget: QWidget, notches: int, pixel: QPoint | None = None) -> None:
        """Turn the wheel over a widget, in its middle by default."""
        at = QPointF(widget.rect().center() if pixel is None else pixel)
        event = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, NOTHING, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    # Keys and widgets.

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
        """Press a key in the widget that has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def keys(self, text: str) -> None:
        """Type into the widget that has the focus."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def press_button(self, text: str) -> None:
        QTest.mouseClick(self.button(text), LEFT)

    def choose_classifier(self, name: str) -> None:
        """Choose a classifier by its button or, where there is no room for that, from the list."""
        listed = self.named("Classifier", QComboBox)
        if not listed.isVisible():
            self.press_button(CLASSIFIERS[name].title)
            return
        QTest.keyClick(listed, Qt.Key.Key_Home)
        for _ in range(list(CLASSIFIERS).index(name)):
            QTest.keyClick(listed, Qt.Key.Key_Down)

    def open_tab(self, title: str) -> None:
        """Click a tab of the panel on the right."""
        bar = self.named("Explanations", QTabBar)
        titles = [bar.tabText(index) for index in range(bar.count())]
        QTest.mouseClick(bar, LEFT, NOTHING, bar.tabRect(titles.index(title)).center())

    def enter(self, field: QLineEdit, text: str) -> None:
        """Replace the text of a field and press Return."""
        QTest.mouseClick(field, LEFT)
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def hover_over(self, widget: QWidget) -> None:
        """Move the mouse onto the middle of a widget."""
        QTest.mouseMove(self._screen, widget.mapTo(self.window, widget.rect().center()))

    def soon(self, do: Callable[[], None]) -> None:
        """Call ``do`` when events are next handled, such as in a dialog or a menu."""
        QTimer.singleShot(0, do)

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, CTRL)

    def redo(self) -> None:
        self.key(Qt.Key.Key_Z, CTRL | SHIFT)

    def drop(self, *paths: Path) -> bool:
        """Drop files onto the window and return whether it accepted them."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        where = QPoint(700, 400)
        copy = Qt.DropAction.CopyAction
        entering = QDragEnterEvent(where, copy, mime, LEFT, NOTHING)
        entering.ignore()
        QApplication.sendEvent(self.window, entering)
        if not entering.isAccepted():
            return False
        QApplication.sendEvent(self.window, QDropEvent(QPointF(where), copy, mime, LEFT, NOTHING))
        return True

    # Training, driven by hand.

    def updates(self, count: int) -> None:
        for _ in range(count):
            self.session.step_update()

    def epochs(self, count: int) -> None:
        for _ in range(count):
            self.session.step_epoch()


def place(person: Person, *spots: Spot) -> None:
    """Place points on an empty plane."""
    for x, y in spots:
        person.click(x, y)
    assert len(person.x) == len(spots)
