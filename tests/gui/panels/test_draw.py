"""The buttons that choose tools and classes."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from gui.controls.class_button import ClassButton
from model import dataset, new_document
from model.run.edits import with_points
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person


def test_the_class_that_is_drawn_is_chosen_by_its_button(drawing: Person) -> None:
    drawing.press_button("Class blue")
    drawing.click(1, 1)
    drawing.press_button("Class red")
    drawing.click(2, 1)
    assert drawing.labels == [0, 1]


def test_the_button_of_the_class_follows_the_key(drawing: Person) -> None:
    assert drawing.button("Class red").isChecked()
    drawing.key(Qt.Key.Key_1)
    assert drawing.button("Class blue").isChecked()
    assert not drawing.button("Class red").isChecked()


@pytest.mark.parametrize("classes", range(2, 7))
def test_buttons_read_in_the_order_of_the_keys(drawing: Person, classes: int) -> None:
    for _ in range(classes - 2):
        drawing.action("add_class").trigger()

    def shown() -> list[ClassButton]:
        buttons = drawing.window.draw_panel.findChildren(ClassButton)
        return [button for button in buttons if button.isVisible()]

    drawing.qtbot.waitUntil(lambda: len(shown()) == classes)
    QApplication.processEvents()
    read = sorted(shown(), key=lambda button: (button.y(), button.x()))
    assert [button.label for button in read] == list(range(classes))
    for label, button in enumerate(read):
        drawing.key(Qt.Key(Qt.Key.Key_1 + label))
        assert button.isChecked()


def test_tools_are_chosen_by_their_buttons(drawing: Person) -> None:
    drawing.click(1, 1)
    drawing.press_button("Eraser")
    drawing.click(1, 1)
    assert len(drawing.x) == 0
    drawing.press_button("Place points")
    drawing.click(1, 1)
    assert len(drawing.x) == 1


def test_snap_and_clear_have_buttons(drawing: Person) -> None:
    drawing.press_button("Snap to grid")
    drawing.click(1.2, 1.2)
    assert drawing.x.tolist() == [[1.0, 1.0]]
    drawing.press_button("Clear points")
    assert len(drawing.x) == 0


def test_the_button_of_coordinates_opens_their_fields(drawing: Person) -> None:
    drawing.press_button("Place by coordinates")
    assert drawing.window.place_bar.isVisible()


def test_classes_are_called_as_in_the_file(person: Person) -> None:
    points = dataset([[1.0, 2.0], [2.0, 3.0]], [0, 1], class_names=("cat", "dog"))
    person.session.open_points(person.nowhere, with_points(person.document, points, "pets.csv"))
    person.click_pixel(300, 300)
    assert person.undo_text == "Add dog point"
    person.qtbot.waitUntil(lambda: "cat 0" in person.words)
    assert person.button("Class dog").isChecked()
    person.press_button("Class cat")
    person.click_pixel(500, 300)
    assert person.undo_text == "Add cat point"


def test_the_marked_class_is_the_drawn_one_after_other_points_were_opened(person: Person) -> None:
    person.key(Qt.Key.Key_1)
    points = dataset([[1.0, 2.0], [2.0, 3.0]], [0, 1], class_names=("cat", "dog"))
    person.session.open_points(person.nowhere, with_points(person.document, points, "pets.csv"))
    person.qtbot.waitUntil(lambda: "cat 0" in person.words)
    assert person.button("Class cat").isChecked()
    person.click_pixel(300, 300)
    assert person.undo_text == "Add cat point"


LONG = ("iris-setosa", "W" * 40, "e", "<&b>", "a name of many words", "versicolor")


@pytest.mark.parametrize("size", ["text_100", "text_200"])
def test_six_classes_of_any_name_find_room(open_window: OpenWindow, size: str) -> None:
    x = np.arange(12.0).reshape(6, 2)
    points = dataset(x, range(6), class_names=LONG)
    person = open_window(with_points(new_document(), points, "long.csv"))
    person.action(size).trigger()
    panel = person.window.draw_panel
    if not panel.isVisible():  # it is a rail
        person.press_button("Panel on the left")
    buttons = [person.button(f"Class {name}") for name in LONG]
    person.qtbot.waitUntil(lambda: buttons[5].y() > buttons[3].y() > buttons[1].y())
    places = [QRect(b.mapTo(panel, QPoint()), b.size()) for b in buttons]
    for index, place in enumerate(places):
        assert panel.rect().contains(place)
        assert not any(place.intersects(other) for other in places[:index])
    for button, name in zip(buttons, LONG, strict=True):
        assert name in button.toolTip()
        picture = button.grab().toImage()
        ratio = picture.width() / button.width()
        across = int((button.width() - 4) * ratio)
        middle = range(picture.height() // 4, 3 * picture.height() // 4)
        assert len({picture.pixel(across, down) for down in middle}) == 1, name


@pytest.mark.parametrize("size", ["100", "125", "150", "200"])
def test_the_names_of_the_six_colours_are_shown_in_full(drawing: Person, size: str) -> None:
    drawing.action(f"text_{size}").trigger()
    if not drawing.window.draw_panel.isVisible():  # it is a rail
        drawing.press_button("Panel on the left")
    for _ in range(4):
        drawing.action("add_class").trigger()
    drawing.qtbot.waitUntil(lambda: len(drawing.window.findChildren(ClassButton)) == 6)
    for button in drawing.window.findChildren(ClassButton):
        button.setFocus()
        assert button.shown == button.text()


def test_what_is_added_stands_behind_and_the_other_buttons_stay(drawing: Person) -> None:
    blue = drawing.button("Class blue")
    drawing.press_button("Add a class")
    drawing.qtbot.waitUntil(lambda: "Amber 2" in drawing.words)
    assert drawing.button("Class blue") is blue
    assert "Remove class amber" in drawing.words
    drawing.press_button("Remove class amber")
    assert "Remove the last class" not in drawing.words
    assert [w for w in drawing.words if w in ("Red 1", "Blue 0")]


def test_the_keyboard_goes_through_the_buttons_as_they_are_seen(drawing: Person) -> None:
    drawing.press_button("Add a class")
    drawing.qtbot.waitUntil(lambda: "Amber 2" in drawing.words)
    drawing.button("Next class").setFocus()
    seen = []
    for _ in range(3):
        drawing.key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QAbstractButton)
        seen.append(focused.text())
    # The classes are one stop, at the one that is drawn; the arrow keys go on from there.
    assert seen == ["Add a class", "Amber 2", "Remove class amber"]


def test_classes_that_differ_by_case_alone_are_told_apart(person: Person) -> None:
    names = ("YES", "Yes", "no", "yes")
    points = dataset(
        [[1.0, 2.0], [2.0, 3.0], [3.0, 3.0], [1.0, 4.0]], [0, 1, 2, 3], class_names=names
    )
    person.session.open_points(person.nowhere, with_points(person.document, points, "cases.csv"))
    person.qtbot.waitUntil(lambda: "YES 0" in person.words)
    assert [word for word in person.words if word and word[-1] in "123"] == [
        "Yes 1",
        "no 2",
        "yes 3",
    ]
