"""More than two classes: drawing them, adding them, taking them away."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.gui.conftest import OpenWindow
from tests.gui.gestures.hands import Hands, drawing_of
from tests.gui.person import RIGHT, SHIFT, Person

FOUR = [(-3.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (3.0, 0.0)]


@pytest.fixture
def four(open_window: OpenWindow) -> Person:
    """A point of each of four classes, in a row."""
    person = open_window(drawing_of(FOUR, [0, 1, 2, 3], classes=4))
    person.window.plane.fit()
    return person


def menu(person: Person) -> QMenu:
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    return opened


def test_a_right_click_asks_for_the_class_and_places_a_point_of_it(four: Person) -> None:
    four.click(0, 0.7, RIGHT)
    texts = [a.text() for a in menu(four).actions()]
    assert texts == ["Blue 0\t1", "Red 1\t2", "Amber 2\t3", "Green 3\t4"]
    assert not any(a.icon().isNull() for a in menu(four).actions())
    assert len(four.x) == 4
    QTest.keyClick(menu(four), Qt.Key.Key_3)
    np.testing.assert_allclose(four.x[4], (0, 0.7), atol=four.pixel)
    assert four.labels == [0, 1, 2, 3, 2]
    assert four.undo_text == "Add amber point"
    four.click(0, -0.7, RIGHT)
    QTest.keyClick(menu(four), Qt.Key.Key_Down)
    QTest.keyClick(menu(four), Qt.Key.Key_Return)
    assert four.labels[5] == 1
    four.click(0, -0.2, RIGHT)
    QTest.keyClick(menu(four), Qt.Key.Key_Escape)
    assert len(four.x) == 6


def test_on_a_point_it_changes_the_class_of_that_or_of_all_that_are_selected_with_it(
    four: Person,
) -> None:
    four.click(-3, 0, RIGHT)
    QTest.keyClick(menu(four), Qt.Key.Key_4)
    assert four.labels == [3, 1, 2, 3]
    assert four.undo_text == "Make point 1 green"
    four.drag((-2, 0.5), (3.4, -0.5), held=SHIFT)
    four.click(1, 0, RIGHT)
    QTest.keyClick(menu(four), Qt.Key.Key_1)
    assert four.labels == [3, 0, 0, 0]
    assert four.undo_text == "Make 3 points blue"
    four.undo()
    four.undo()
    assert four.labels == [0, 1, 2, 3]


def test_keys_choose_among_all_classes(four: Person) -> None:
    for key, y in ((Qt.Key.Key_4, 0.5), (Qt.Key.Key_3, 0.9), (Qt.Key.Key_6, 1.3)):
        four.key(key)
        four.click(0, y)
    assert four.labels[4:] == [3, 2, 2]


def test_f_goes_round_all_classes() -> None:
    hands = Hands(drawing_of(FOUR, [0, 1, 2, 3], classes=4))
    hands.tools.select_all()
    hands.tools.next_class()
    assert hands.labels == [1, 2, 3, 0]
    assert hands.texts == ["Flip 4 points"]


def test_plus_adds_a_class_that_is_drawn_then_and_minus_takes_the_last_away(
    drawing: Person,
) -> None:
    drawing.click(1, 1)
    drawing.key(Qt.Key.Key_E)
    for name in ("amber", "green", "violet", "teal"):
        drawing.press_button("Add a class")
        assert drawing.undo_text == f"Add class {name}"
        seen = f"{name.title()} {drawing.document.dataset.classes - 1}"
        drawing.qtbot.waitUntil(lambda seen=seen: seen in drawing.words)  # type: ignore[misc]
        assert drawing.button(f"Class {name}").isChecked()
    assert not drawing.action("add_class").isEnabled()
    drawing.click(-2, -2)
    assert drawing.labels == [1, 5]
    drawing.press_button("Remove class teal")
    assert drawing.undo_text == "Remove class teal"
    assert drawing.labels == [1]
    drawing.click(3, 3)
    assert drawing.undo_text == "Add violet point"
    drawing.undo()
    for name in ("violet", "green", "amber"):
        drawing.action("remove_class").trigger()
        assert drawing.undo_text == f"Remove class {name}"
    assert not drawing.action("remove_class").isEnabled()
    assert drawing.button("Class red").isChecked()
    for _ in range(9):
        drawing.undo()
    assert drawing.document.dataset.class_names == ("blue", "red")
    for _ in range(9):
        drawing.redo()
    assert drawing.labels == [1]


def test_a_class_is_added_while_training_runs_and_undone(person: Person) -> None:
    person.session.resume()
    person.session.tick()
    person.press_button("Add a class")
    person.click(4.5, 4.5)
    person.session.tick()
    assert person.session.is_running
    assert person.session.place.theta.size == person.document.start_theta().size
    person.undo()
    person.undo()
    person.session.tick()
    assert person.document.dataset.classes == 2
    assert person.window.tools.label == 1


def test_what_goes_away_with_a_class_comes_back_and_the_tool_stays() -> None:
    hands = Hands(drawing_of(FOUR, [0, 1, 2, 2], classes=3))
    hands.tools.choose_label(2)
    hands.tools.choose_tool("select")
    hands.tools.select_all()
    hands.tools.remove_class()
    assert hands.labels == [0, 1]
    assert hands.selected == []
    assert (hands.tools.tool, hands.tools.label) == ("select", 1)
    hands.session.undo_stack.undo()
    assert hands.labels == [0, 1, 2, 2]


def test_with_six_classes_no_seventh_is_added() -> None:
    hands = Hands(drawing_of(FOUR, [0, 1, 2, 3], classes=6))
    hands.tools.add_class()
    assert hands.document.dataset.classes == 6
    assert hands.texts == []


def test_a_class_that_was_asked_for_is_not_placed_after_the_points_were_replaced() -> None:
    hands = Hands(drawing_of(FOUR, [0, 1, 2, 3], classes=4))
    hands.click(1, 0, RIGHT)
    hands.tools.clear()
    hands.tools.pick_class(2)
    assert len(hands.x) == 0
