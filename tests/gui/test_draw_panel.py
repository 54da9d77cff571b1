"""The buttons that choose tools and classes."""

from PySide6.QtCore import Qt

from model import dataset
from model.edits import with_points
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
    person.qtbot.waitUntil(lambda: "Cat 0" in person.words)
    assert person.button("Class dog").isChecked()
    person.press_button("Class cat")
    person.click_pixel(500, 300)
    assert person.undo_text == "Add cat point"


def test_the_marked_class_is_the_drawn_one_after_other_points_were_opened(person: Person) -> None:
    person.key(Qt.Key.Key_1)
    points = dataset([[1.0, 2.0], [2.0, 3.0]], [0, 1], class_names=("cat", "dog"))
    person.session.open_points(person.nowhere, with_points(person.document, points, "pets.csv"))
    person.qtbot.waitUntil(lambda: "Cat 0" in person.words)
    assert person.button("Class cat").isChecked()
    person.click_pixel(300, 300)
    assert person.undo_text == "Add cat point"
