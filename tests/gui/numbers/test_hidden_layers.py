"""The field for the hidden layers of a network."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from gui.look.theme import LIGHT
from gui.numbers.hidden_field import read_hidden
from tests.gui.person import Person

REFUSED = ("nonsense", "17", "4,0", "0,4", "4;2", "-3", "4.5", "²", "none,4", "1," * 7)


def hidden_field(person: Person) -> QLineEdit:
    return person.named("Hidden layers", QLineEdit)


TYPED = (
    ("4,2", (4, 2), "4,2"),
    (" 3 , 3, 3 ", (3, 3, 3), "3,3,3"),
    ("16,", (16,), "16"),
    ("none", (), "none"),
    ("0", (), "none"),
    ("", (), "none"),
)


def test_hidden_layers_are_typed(person: Person) -> None:
    person.updates(5)
    for text, hidden, shown in TYPED:
        person.enter(hidden_field(person), text)
        assert person.document.hidden == hidden
        assert hidden_field(person).text() == shown
        assert person.undo_text == f"Hidden layers {shown}"
        assert f"{len(hidden) + 1}-layer net" in person.words
        assert person.place.updates == 5, "what the other units have learned is kept"
        person.undo()
        assert person.place.updates == 5
        assert hidden_field(person).text() == "4"


@pytest.mark.parametrize("text", ["4", "4,2", "16,16,16,16,16,16", "1,", " 2 "])
def test_layers_are_read(text: str) -> None:
    assert all(1 <= units <= 16 for units in read_hidden(text))


def test_what_are_no_hidden_layers_is_refused_and_marked(person: Person) -> None:
    person.updates(5)
    field, before, theta = hidden_field(person), person.document, person.place.theta
    for text in REFUSED:
        person.enter(field, text)
        assert person.document is before, text
        np.testing.assert_array_equal(person.place.theta, theta)
        assert "expected none, or 1 to 6 numbers from 1 to 16" in person.message
        assert field.property("wrong")
    person.session.tick()
    assert field.property("wrong"), "the mark stays while training runs"
    assert field.grab().toImage().pixelColor(field.width() // 2, 0).name() == LIGHT.warn
    person.enter(field, "3")
    assert person.document.hidden == (3,)
    assert not field.property("wrong")


def test_buttons_lead_from_no_hidden_layer_to_six_and_back(person: Person) -> None:
    field = hidden_field(person)
    person.press_button("Fewer layers")
    assert (person.document.hidden, field.text()) == ((), "none")
    assert not person.button("Fewer layers").isEnabled()
    for layers in range(1, 7):
        person.press_button("More layers")
        assert person.document.hidden == (4,) * layers
        assert person.undo_text == f"Hidden layers {field.text()}"
    assert "7-layer net" in person.words
    assert not person.button("More layers").isEnabled()
    person.updates(2)
    assert person.place.updates == 2, "six hidden layers can be trained"
    person.enter(field, "7,3")
    person.press_button("More layers")
    assert field.text() == "7,3,3", "a layer like the last"
    for _ in range(2):
        person.press_button("Fewer layers")
    assert field.text() == "7"
    person.press_button("Logistic")
    assert not person.button("More layers").isEnabled(), "only a network has hidden layers"


def test_up_and_down_change_the_units_of_the_layer_at_the_cursor(person: Person) -> None:
    field = hidden_field(person)
    person.enter(field, "4,9,2")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.setCursorPosition(3)
    person.key(Qt.Key.Key_Up)
    person.key(Qt.Key.Key_Up)
    assert person.document.hidden == (4, 11, 2), "the cursor stays in the layer that grew"
    field.setCursorPosition(0)
    for _ in range(5):
        person.key(Qt.Key.Key_Down)
    assert person.document.hidden == (1, 11, 2), "no layer is removed"


def test_typing_is_not_disturbed_by_the_frames_of_training(person: Person) -> None:
    field = hidden_field(person)
    person.session.resume()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    for letter in "6,3":
        person.session.tick()
        person.keys(letter)
    person.session.tick()
    person.key(Qt.Key.Key_Return)
    assert person.document.hidden == (6, 3)


def test_after_enter_the_keys_belong_to_the_window_again(person: Person) -> None:
    person.enter(hidden_field(person), "3")
    person.key(Qt.Key.Key_Period)
    assert person.place.updates == 1
