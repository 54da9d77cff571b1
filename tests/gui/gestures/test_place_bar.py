"""Placing points by typed coordinates."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tests.gui.person import Person


def type_point(person: Person, x: str, y: str) -> None:
    """P, and then the keyboard alone."""
    if not person.window.place_bar.isVisible():
        person.key(Qt.Key.Key_P)
    person.key(Qt.Key.Key_Delete)
    person.keys(x)
    person.key(Qt.Key.Key_Tab)
    person.key(Qt.Key.Key_Delete)
    person.keys(y)
    person.key(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ("4", "5", [4.0, 5.0]),
        ("-0.125", " 3e-3 ", [-0.125, 0.003]),
        ("1000000000", "-1e9", [1e9, -1e9]),
    ],
)
def test_a_point_is_placed_exactly_where_it_was_typed(
    drawing: Person, x: str, y: str, expected: list[float]
) -> None:
    type_point(drawing, x, y)
    assert drawing.x.tolist() == [expected]
    assert drawing.labels == [1]
    assert drawing.undo_text == "Add red point"


NONSENSE = ("nonsense", "nan", "inf", "-inf", "1e308", "1e10", "", "4,5", "0x10", "1 2")


@pytest.mark.parametrize("second", [False, True], ids=["first", "second"])
def test_what_is_not_a_coordinate_is_refused_with_a_sentence(drawing: Person, second: bool) -> None:
    before = drawing.document
    for nonsense in NONSENSE:
        drawing.key(Qt.Key.Key_P)
        type_point(drawing, *(("1", nonsense) if second else (nonsense, "1")))
        assert drawing.document is before, nonsense
        assert "expected a number from −1e9 to 1e9" in drawing.message
        assert f"{'x₂' if second else 'x₁'}: {nonsense!r}" in drawing.message
        assert drawing.window.place_bar.isVisible()
        drawing.key(Qt.Key.Key_Escape)


def test_the_next_point_can_be_typed_at_once(drawing: Person) -> None:
    type_point(drawing, "1", "2")
    type_point(drawing, "3", "4")
    assert drawing.x.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_the_class_can_be_picked_beside_the_coordinates(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_P)
    combo = drawing.named("Class of the new point", QComboBox)
    assert combo.currentText() == "red"
    combo.setFocus()
    drawing.key(Qt.Key.Key_Up)
    drawing.window.place_bar.findChildren(type(drawing.field("Noise")))[0].setFocus()
    type_point(drawing, "1", "2")
    assert drawing.labels == [0]


def test_it_begins_with_the_class_that_is_drawn(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_1)
    type_point(drawing, "1", "2")
    assert drawing.labels == [0]


def test_digits_and_letters_that_are_typed_are_no_commands(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_P)
    drawing.keys("1e2.")
    assert drawing.action("place").isChecked()
    assert drawing.place.updates == 0
    drawing.key(Qt.Key.Key_Escape)
    drawing.click(1, 1)
    assert drawing.labels == [1]


def test_escape_closes_it_and_the_keys_belong_to_the_plane_again(drawing: Person) -> None:
    type_point(drawing, "1", "2")
    drawing.key(Qt.Key.Key_Escape)
    assert not drawing.window.place_bar.isVisible()
    assert drawing.window.plane.hasFocus()
    drawing.key(Qt.Key.Key_Period)
    assert drawing.place.updates == 1
