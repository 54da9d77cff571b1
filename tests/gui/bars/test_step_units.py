"""The unit of the Step button."""

from PySide6.QtCore import Qt

from tests.gui.person import Person


def test_step_goes_as_far_as_its_unit_says(person: Person) -> None:
    person.press_button("Perceptron")
    bar = person.window.top_bar
    units = {action.text(): action for action in bar.unit.menu().actions()}
    assert list(units) == ["update", "epoch", "mistake"]
    units["mistake"].trigger()
    assert person.place.updates == 0, "choosing makes no step"
    person.press_button("Step to the next mistake")
    assert person.session.run.step.waits
    assert person.place.mistakes == 0, "it waits before the mistake"
    person.press_button("Step to the next mistake")
    assert person.place.mistakes == 1
    units["epoch"].trigger()
    person.press_button("Step one epoch")
    assert (person.place.epoch, person.place.position) == (1, 0)


def test_m_steps_to_the_next_mistake(person: Person) -> None:
    person.press_button("Perceptron")
    for count in (0, 1, 2):
        person.key(Qt.Key.Key_M)
        assert person.place.mistakes == count
        assert person.session.run.step.waits
