"""Folding the sections of the panels."""

from PySide6.QtWidgets import QComboBox

from tests.gui.conftest import OpenWindow
from tests.gui.person import Person


def can_scale(person: Person) -> bool:
    return person.named("Scaling", QComboBox).isVisible()


def reopened(open_window: OpenWindow) -> Person:
    """A person in front of a window that is larger again than the screen of the test."""
    person = open_window()
    person.window.resize(1440, 900)
    person.qtbot.waitUntil(person.window.draw_panel.isVisible)
    return person


def test_a_section_is_folded_by_its_heading_and_stays_so_for_the_next_start(
    open_window: OpenWindow,
) -> None:
    person = open_window()
    assert can_scale(person), "all sections are open at first"
    person.press_button("Inputs, section")
    assert not can_scale(person)
    assert person.button("Circle").isVisible(), "the others stay"
    person.window.close()
    again = reopened(open_window)
    assert not can_scale(again)
    again.press_button("Inputs, section")
    assert can_scale(again)
    again.window.close()
    assert can_scale(reopened(open_window))


def test_what_comes_and_goes_moves_nothing_above_it(person: Person) -> None:
    draw = person.window.draw_panel.geometry()
    person.press_button("XOR gate")
    person.press_button("Solved by hand")
    person.qtbot.waitUntil(person.window.data_panel.way.isVisible)
    assert person.window.draw_panel.geometry() == draw
