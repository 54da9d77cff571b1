"""Weights and lines dragged by hand in the window, while training waits."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.diagram.canvas import DiagramCanvas
from gui.look.theme import LIGHT
from model import Document
from model.expressions import About
from model.run.document import Start
from model.run.edits import add_points, with_start
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import LEFT, NOTHING, Person

WEIGHT, BIAS = About(0, 0, 0), About(0, 0, 2)
MIDDLE = (0.0, 0.0)


def upright() -> Document:
    """A document with the line x1 = 0 between two points."""
    document = add_points(empty_document("logistic"), [[-5.0, -4.9], [5.0, 4.9]], [0, 1])
    return with_start(document, Start(theta=(2.0, 0.0, 0.0)))


class Hand:
    """The mouse on the numbers of the diagram."""

    def __init__(self, person: Person) -> None:
        self._person = person
        (self.canvas,) = person.window.workspace.network.findChildren(DiagramCanvas)

    def spot(self, about: About, up: int = 0) -> QPoint:
        """Where a number of the diagram is in the window."""
        assert self.canvas.diagram is not None
        at = self.canvas.diagram.number_spot(about).toPoint() - QPoint(0, up)
        return self.canvas.mapTo(self._person.window, at)

    def take_number(self, about: About, up: int) -> None:
        """Press on a number and drag it up."""
        window = self._person.window.windowHandle()
        QTest.mousePress(window, LEFT, NOTHING, self.spot(about))
        for pixels in (up // 2, up):
            QTest.mouseMove(window, self.spot(about, pixels))

    def let_number_go(self, about: About, up: int) -> None:
        QTest.mouseRelease(self._person.window.windowHandle(), LEFT, NOTHING, self.spot(about, up))


def assert_painted_at(person: Person, x1: float) -> None:
    """Assert that the boundary is a vertical line at ``x1``."""
    pixels = person.painted(QColor(LIGHT.text), margin=10)
    assert len(pixels) > 100
    assert np.abs(pixels[:, 0] - person.spot(x1, 0.0).x()).max() < 4


def assert_waits(person: Person) -> None:
    """Assert that training runs and makes no update."""
    assert person.session.is_running
    updates, theta = person.place.updates, person.place.theta
    for _ in range(3):
        person.session.tick()
    assert person.place.updates == updates
    np.testing.assert_array_equal(person.place.theta, theta)


def assert_goes_on(person: Person) -> None:
    before = person.place.updates
    for _ in range(20):  # a slice may be over before its first update on a busy machine
        person.session.tick()
    assert person.place.updates > before
    person.session.pause()


def test_what_is_done_by_hand_in_the_window_moves_the_line(open_window: OpenWindow) -> None:
    person = open_window(upright())
    hand, window = Hand(person), person.window.windowHandle()
    assert_painted_at(person, 0.0)
    QTest.mouseClick(window, LEFT, NOTHING, hand.spot(BIAS))
    (field,) = (f for f in hand.canvas.findChildren(QLineEdit) if f.isVisible())
    field.selectAll()
    person.keys("-4")
    person.key(Qt.Key.Key_Return)
    assert person.place.theta.tolist() == [2.0, 0.0, -4.0]
    assert_painted_at(person, 2.0)
    hand.take_number(BIAS, 50)
    hand.let_number_go(BIAS, 50)
    assert person.place.theta.tolist() == [2.0, 0.0, 0.0]
    assert_painted_at(person, 0.0)
    person.drag(MIDDLE, (-1.5, 0.0), (-3.0, 0.0))
    assert person.undo_text == "Move line"
    assert_painted_at(person, -3.0)


def test_training_waits_for_the_hand_in_the_window(open_window: OpenWindow) -> None:
    person = open_window(upright())
    hand = Hand(person)
    person.session.resume()
    hand.take_number(WEIGHT, 20)
    assert_waits(person)
    assert person.undo_text.startswith("Set x₁ → ŷ to ")
    hand.let_number_go(WEIGHT, 20)
    assert_goes_on(person)
    person.session.resume()
    person.press(*MIDDLE)  # the boundary learned from these points goes through it too
    person.drag_on(MIDDLE, (1.0, 0.0))
    assert_waits(person)
    assert person.undo_text == "Move line"
    person.release(1.0, 0.0)
    assert_goes_on(person)
