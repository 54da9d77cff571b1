"""The pace, the steps back and the end of training, as a person uses them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QSlider

from gui.shell.timing import AT_NOW, AT_START
from model import new_document
from model.run.edits import with_classifier, with_preset, with_split
from model.run.pace import PACES
from model.run.until import Until
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def pace_of(person: Person) -> str:
    """Return the pace as the slider, its words and the session say."""
    slider = person.named("Pace", QSlider)
    pace = person.session.pacing.pace
    assert list(PACES).index(pace.name) == slider.value()
    assert slider.accessibleDescription() == pace.title
    return pace.name


def test_the_slider_and_the_keys_choose_the_pace(person: Person) -> None:
    slider = person.named("Pace", QSlider)
    slider.setValue(1)
    assert pace_of(person) == "update_3"
    person.key(Qt.Key.Key_Up, CONTROL)
    assert pace_of(person) == "update_10"
    person.key(Qt.Key.Key_Down, CONTROL)
    person.key(Qt.Key.Key_Down, CONTROL)
    person.key(Qt.Key.Key_Down, CONTROL)
    assert pace_of(person) == "update_1", "there is no slower one"


def test_full_speed_is_one_key_away_and_the_same_key_leads_back(person: Person) -> None:
    person.named("Pace", QSlider).setValue(2)
    person.key(Qt.Key.Key_Space, SHIFT)
    assert pace_of(person) == "full"
    assert person.action("full_speed").isChecked()
    person.key(Qt.Key.Key_Space, SHIFT)
    assert pace_of(person) == "update_10"


def test_the_pace_is_remembered_and_a_preset_brings_its_own(open_window: OpenWindow) -> None:
    first = open_window()
    first.window.timing.begin()
    assert pace_of(first) == "epoch_10", "at a first start that of the points"
    first.named("Pace", QSlider).setValue(3)
    again = open_window()
    again.window.timing.begin()
    assert pace_of(again) == "update_30"
    again.press_button("AND")
    assert pace_of(again) == "update_10"
    again.choose_classifier("perceptron")
    assert pace_of(again) == "epoch_1", "nothing else was chosen since"
    again.named("Pace", QSlider).setValue(0)
    again.choose_classifier("logistic")
    assert pace_of(again) == "update_1", "what was chosen by hand stays"


def test_while_it_runs_updates_come_at_the_pace(person: Person) -> None:
    person.named("Pace", QSlider).setValue(1)
    person.session.resume()
    for _ in range(round(5 / 0.02)):
        person.session.tick(0.02)
    person.session.pause()
    assert 14 <= person.place.updates <= 16


def test_back_leads_to_the_update_before_and_step_on_again(person: Person) -> None:
    assert not person.action("back_update").isEnabled()
    assert AT_START in person.button("Back one update").toolTip()
    for _ in range(3):
        person.press_button("Step one update")
    theta = person.place.theta
    assert AT_NOW in person.action("last").toolTip()
    person.press_button("Back one update")
    person.key(Qt.Key.Key_Comma)
    assert person.place.updates == 1
    person.key(Qt.Key.Key_Period)
    person.key(Qt.Key.Key_End)
    assert person.place.updates == 3
    assert (person.place.theta == theta).all()
    person.key(Qt.Key.Key_Home)
    assert person.place.updates == 0
    assert not person.session.undo_stack.canUndo()


def test_the_unit_of_a_step_is_that_of_back_too(person: Person) -> None:
    unit = person.window.top_bar.unit
    menu = unit.menu()
    epoch = next(action for action in menu.actions() if action.text() == "epoch")
    epoch.trigger()
    person.press_button("Step one epoch")
    person.press_button("Step one epoch")
    person.press_button("Back one epoch")
    assert person.place.epoch == 1
    assert person.place.position == 0


def test_the_past_is_played_by_keys(person: Person) -> None:
    for _ in range(3):
        person.session.step_update()
    person.key(Qt.Key.Key_Comma, ALT)
    for _ in range(60):
        person.window.timing.scrubber.tick(0.1)
    assert person.place.updates == 0
    person.key(Qt.Key.Key_Period, ALT)
    for _ in range(60):
        person.window.timing.scrubber.tick(0.1)
    assert person.place.updates == 3


def test_best_needs_test_points(open_window: OpenWindow) -> None:
    person = open_window(new_document())
    assert "no test points" in person.action("best").toolTip()
    tested = open_window(with_split(new_document("moons", 100), 0.3, 0))
    for _ in range(30):
        tested.session.step_epoch()
    tested.key(Qt.Key.Key_B, CONTROL)
    marks = tested.session.run.history.curve
    assert tested.session.run.measured.test_loss == min(mark.test_loss for mark in marks)


# ---------------------------------------------------------------------------------------- until


def run_to_its_end(person: Person) -> None:
    person.session.resume()
    while person.session.is_running:
        person.session.tick()


def open_until(person: Person) -> None:
    person.key(Qt.Key.Key_U)
    assert person.window.top_bar.pace.popup.isVisible()


def test_a_condition_is_chosen_typed_and_shown(person: Person) -> None:
    open_until(person)
    popup = person.window.top_bar.pace.popup
    button = next(b for b in popup.findChildren(QRadioButton) if b.text() == "epoch")
    button.click()
    assert person.session.until == Until("epochs", 100)
    field = next(f for f in popup.findChildren(QLineEdit) if f.accessibleName() == "epoch, number")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert person.session.until == Until("epochs", 7)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert person.button("until epoch 7 ▾").isVisible()
    run_to_its_end(person)
    assert person.place.epoch == 7


@pytest.mark.parametrize("typed", ["0", "abc", "1_0", "-3", "2.5", "0,3"])
def test_a_refused_number_falls_back_and_says_why(person: Person, typed: str) -> None:
    open_until(person)
    popup = person.window.top_bar.pace.popup
    field = next(f for f in popup.findChildren(QLineEdit) if f.accessibleName() == "epoch, number")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "100"
    assert "whole number" in person.message
    assert person.session.until is None
    popup.hide()


def test_what_needs_test_points_is_offered_where_there_are_any(open_window: OpenWindow) -> None:
    for share, offered in ((0.0, False), (0.3, True)):
        person = open_window(with_split(new_document(), share, 0))
        popup = person.window.top_bar.pace.popup
        needing = [b for b in popup.findChildren(QRadioButton) if "test" in b.text()]
        assert len(needing) == 3
        assert all(b.isEnabled() is offered for b in needing)


def test_a_perceptron_stops_before_its_mistakes(open_window: OpenWindow) -> None:
    document = with_preset(with_classifier(new_document(), "perceptron"), "gate_and", 4)
    person = open_window(document)
    person.session.set_until(Until("mistake"))
    for _ in range(3):
        run_to_its_end(person)
        before = person.place.mistakes
        person.session.step_update()
        assert person.place.mistakes == before + 1


def test_what_is_typed_into_a_field_leads_nowhere_in_time(person: Person) -> None:
    person.session.step_epoch()
    field = person.named("Hidden layers", QLineEdit)
    field.setFocus()
    field.selectAll()
    for key in (Qt.Key.Key_4, Qt.Key.Key_Comma, Qt.Key.Key_2, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(field, key)
    assert field.text() == "4,2"
    assert person.place.updates == 50
    assert not person.session.run.is_past
