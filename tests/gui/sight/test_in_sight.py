"""What is placed is in sight: the view makes room for it, and says so."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.session.intents import Intent
from model import new_document
from model.plane.field import Region
from model.run.document import Generated
from model.run.edits import with_generated
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import SHIFT, Person

SYMBOL = 9  # pixels from the middle of a point to where its symbol ends


def seen(person: Person) -> list[bool]:
    """Which points have their whole symbol on the plane, with nothing over it."""
    plane, bar = person.window.plane, person.window.place_bar
    top = bar.geometry().bottom() if bar.isVisible() else 0
    spots = [person.spot(*x) for x in person.x.tolist()]
    return [
        SYMBOL <= at.x() <= plane.width() - SYMBOL
        and top + SYMBOL <= at.y() <= plane.height() - SYMBOL
        for at in spots
    ]


def type_point(person: Person, x: str, y: str) -> None:
    person.window.plane.setFocus()
    person.key(Qt.Key.Key_P)
    QTest.keyClicks(person.named("Coordinate x₁", QLineEdit), x)  # all of it is selected
    person.enter(person.named("Coordinate x₂", QLineEdit), y)


@pytest.mark.parametrize("spot", [("4", "5"), ("-5", "-5"), ("400", "500"), ("1e9", "0")])
def test_a_typed_point(open_window: OpenWindow, spot: tuple[str, str]) -> None:
    person = open_window(empty_document())
    type_point(person, "0", "0")
    assert "made room" not in person.message, "it was in sight"
    before = person.window.plane.region
    type_point(person, *spot)
    assert seen(person) == [True, True]
    assert "made room for 1 point" in person.message
    after = person.window.plane.region
    assert after.left <= before.left
    assert after.right >= before.right
    assert after.bottom <= before.bottom
    assert after.top >= before.top


def test_typed_exactly_on_the_edge(open_window: OpenWindow) -> None:
    person = open_window(empty_document())
    region = person.window.plane.region
    for x, y in ((region.left, 0.0), (region.right, region.top), (0.0, region.bottom)):
        type_point(person, repr(float(x)), repr(float(y)))
        assert all(seen(person))


def test_a_point_that_is_nudged(open_window: OpenWindow) -> None:
    person = open_window(empty_document())
    type_point(person, "0", "4")
    person.window.plane.setFocus()
    person.window.tools.select((0,))
    for _ in range(40):
        person.key(Qt.Key.Key_Up, SHIFT)
        assert seen(person) == [True]


def test_a_point_that_is_duplicated_and_one_that_is_brought_back(person: Person) -> None:
    corner = int(np.argmax(person.x[:, 0] - person.x[:, 1]))
    person.window.tools.select((corner,))
    person.window.tools.delete()
    left, _, _, top = person.window.plane.region
    person.window.plane.look(Region(left, 0.0, 0.0, top))
    person.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert seen(person)[corner]
    person.window.tools.select((corner,))
    for _ in range(30):
        person.window.tools.duplicate()
        assert seen(person)[-1]


def test_a_point_dragged_to_the_edge_is_seen_when_it_is_let_go(open_window: OpenWindow) -> None:
    person = open_window(empty_document())
    type_point(person, "0", "0")
    person.window.place_bar.hide()
    region = person.window.plane.region
    person.drag((0.0, 0.0), (region.right - 0.02, 1.0))
    assert person.x[0, 0] > 2
    assert seen(person) == [True]


def test_more_noise_stays_in_sight_but_not_for_who_looks_closer(open_window: OpenWindow) -> None:
    person = open_window(new_document("blobs", 60))

    def spread(noise: float) -> None:
        made = Generated("blobs", 60, noise)
        person.session.perform(Intent("Noise", lambda d: with_generated(d, made, d.data_seed)))

    spread(0.5)
    assert all(seen(person))
    for _ in range(4):
        person.window.plane.zoom_in()
    closer = person.window.plane.region
    spread(0.4)
    assert person.window.plane.region == closer


def test_the_mistake_that_is_waited_for_is_in_sight(open_window: OpenWindow) -> None:
    person = open_window(new_document("blobs", 60))
    person.press_button("Perceptron")
    for _ in range(8):
        person.window.plane.zoom_in()
    person.key(Qt.Key.Key_M)
    mistake = person.session.run.step.mistake
    assert mistake is not None
    assert seen(person)[mistake]
