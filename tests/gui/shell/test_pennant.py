"""What the plane says of time: a past place, and why training stopped."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.look.theme import LIGHT
from gui.shell.pennant import Pennant
from model import new_document
from model.run.edits import with_classifier
from model.run.until import Until
from tests.gui.conftest import OpenWindow
from tests.gui.person import LEFT, Person


def pennant(person: Person) -> Pennant:
    return person.window.workspace.pennant


def said(person: Person) -> list[str]:
    """What the pennant says, or nothing when it is hidden."""
    return person.texts(pennant(person))[-1:] if pennant(person).isVisible() else []


def is_clear(person: Person, other: QWidget) -> bool:
    return other.isHidden() or not other.geometry().intersects(pennant(person).geometry())


def stopped(person: Person) -> None:
    """Train until three updates are made."""
    person.session.set_until(Until("updates", 3))
    person.session.resume()
    person.qtbot.waitUntil(lambda: not person.session.is_running)


def past(person: Person, updates: int = 5) -> None:
    """Go back by two updates."""
    person.updates(updates)
    for _ in range(2):
        person.key(Qt.Key.Key_Comma)


def test_a_past_place_is_unmistakable(person: Person) -> None:
    sepia = QColor(LIGHT.past)
    figures = [stat.figure for stat in person.window.top_bar.stats]
    person.updates(5)
    assert said(person) == []
    assert len(person.painted(sepia)) == 0
    person.key(Qt.Key.Key_Comma)
    assert said(person) == ["Past: update 4"]
    assert pennant(person).accessibleName() == "Past: update 4"
    assert person.window.plane.accessibleDescription().startswith("Past: update 4. ")
    edge = person.painted(sepia)
    assert len(edge) > person.window.plane.width(), "all around the plane"
    assert all(figure.palette().windowText().color() == sepia for figure in figures)
    person.key(Qt.Key.Key_Period)
    assert said(person) == []
    assert len(person.painted(sepia)) == 0
    assert all(figure.palette().windowText().color() != sepia for figure in figures)


def test_now_leads_back_to_now(person: Person) -> None:
    past(person)
    assert person.place.updates == 3
    person.press_button("Now")
    assert person.place.updates == 5
    assert said(person) == []


def test_running_on_from_there_drops_what_came_after(person: Person) -> None:
    past(person)
    person.press_button("Run on from here")
    assert person.session.is_running
    assert said(person) == []
    person.session.pause()
    assert person.undo_text == "Run on from update 3"


def test_its_buttons_are_reached_by_keys(person: Person) -> None:
    past(person)
    person.window.plane.setFocus()
    person.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is person.button("Run on from here")
    person.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is person.button("Now")
    person.key(Qt.Key.Key_Space)
    person.qtbot.waitUntil(lambda: person.place.updates == 5)
    assert QApplication.focusWidget() is person.window.plane


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (520, 420)])
def test_it_lies_at_the_top_right_clear_of_all_else(
    open_window: OpenWindow, size: tuple[int, int]
) -> None:
    person = open_window(with_classifier(new_document("gate_and"), "perceptron"), size)
    past(person)
    work = person.window.workspace
    person.window.tools.select((1,))
    person.action("type").trigger()
    work.banner.say("Something went wrong")
    for other in (work.banner, work.place_bar, work.legend):
        person.qtbot.waitUntil(partial(is_clear, person, other))
    plane = person.window.plane.rect()
    assert plane.contains(pennant(person).geometry())
    assert plane.right() - pennant(person).geometry().right() < 16
    work.banner.say("")
    person.key(Qt.Key.Key_Escape)
    person.qtbot.waitUntil(lambda: pennant(person).y() < 40)


def test_on_a_narrow_plane_it_has_fewer_words(open_window: OpenWindow) -> None:
    person = open_window(size=(520, 420))
    past(person)
    assert "Past: update 3" not in person.texts(pennant(person))
    assert "Past: update 3" in pennant(person).toolTip()
    assert pennant(person).width() <= 0.5 * person.window.plane.width()
    person.press_button("Now")
    assert person.place.updates == 5


def test_why_training_stopped_is_said_on_the_plane(person: Person) -> None:
    stopped(person)
    assert said(person) == ["Stopped: 3 updates made"]
    count = len(person.x)
    QTest.mouseClick(pennant(person), LEFT)
    assert said(person) == []
    assert len(person.x) == count, "and places no point"


def test_convergence_is_said_once_by_the_hint(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("gate_and"), "perceptron"))
    person.session.resume()
    person.qtbot.waitUntil(lambda: not person.session.is_running)
    assert said(person) == []
    assert person.window.workspace.hint.text().startswith("Converged")
    assert [stop.reason for stop in person.session.run.history.stops] == ["converged"]


def test_why_it_stopped_is_said_until_training_goes_on(person: Person) -> None:
    stopped(person)
    person.key(Qt.Key.Key_Comma)
    assert said(person) == ["Past: update 2"]
    person.press_button("Now")
    assert said(person) == ["Stopped: 3 updates made"]
    person.key(Qt.Key.Key_Period)
    assert said(person) == []


def test_why_it_stopped_is_said_until_something_is_edited(person: Person) -> None:
    stopped(person)
    person.click(5.5, 0.5)
    assert said(person) == []
    person.session.set_until(Until("updates", 6))
    person.session.resume()
    person.qtbot.waitUntil(lambda: not person.session.is_running)
    assert said(person) == ["Stopped: 6 updates made"]
    person.press_button("Restart")
    assert said(person) == []
