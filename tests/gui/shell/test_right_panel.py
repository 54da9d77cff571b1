"""The panel on the right: its place, showing and hiding it, and its tabs."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gui.controls.tabs import Page, Tabs
from gui.look.theme import LIGHT, Theme
from gui.weights.model import WeightColumn
from model import Snapshot, Trainer, new_document
from tests.gui.conftest import OpenWindow
from tests.gui.person import CTRL, Person
from tests.gui.weights.setting import setter_of
from tests.model.examples import seen_at


def panel(person: Person) -> QWidget:
    return person.window.workspace.tabs


@pytest.mark.parametrize(
    ("size", "width"), [((1440, 900), 389), ((1024, 700), 300)], ids=["1440x900", "1024x700"]
)
def test_the_plane_is_wider_than_the_panel_beside_it(
    open_window: OpenWindow, size: tuple[int, int], width: int
) -> None:
    person = open_window(size=size)
    plane, workspace = person.window.plane, person.window.workspace
    assert panel(person).width() == width
    for other in (panel(person), workspace.timeline, person.window.top_bar):
        assert other.width() * other.height() < plane.width() * plane.height()
    edge = plane.mapTo(person.window, plane.rect().topRight()).x()
    assert edge < panel(person).mapTo(person.window, panel(person).rect().topLeft()).x()


@pytest.mark.parametrize("size", ["text_100", "text_200"])
def test_the_plane_is_much_higher_than_the_chart_below_it(person: Person, size: str) -> None:
    person.action(size).trigger()
    plane, chart = person.window.plane, person.window.workspace.timeline
    person.qtbot.waitUntil(lambda: plane.height() > 2 * chart.height())
    assert plane.height() > 2 * chart.height() > 100


@pytest.mark.parametrize("preset", ["Admit", "XOR gate"])
def test_the_pictures_of_units_show_what_the_plane_shows(person: Person, preset: str) -> None:
    person.button(preset).click()
    network = person.window.workspace.network
    at_once = network.grab().toImage()
    person.viewer.refresh()  # nothing has changed
    assert network.grab().toImage() == at_once


def test_f8_hides_the_panel_and_shows_it_again(person: Person) -> None:
    plane = person.window.plane
    narrow = plane.width()
    assert person.action("panel").isChecked()
    person.key(Qt.Key.Key_F8)
    assert not panel(person).isVisible()
    assert plane.width() == narrow + 389 - person.window.workspace.columns.handle.width()
    assert not person.action("panel").isChecked()
    person.action("panel").trigger()
    assert panel(person).isVisible()
    assert plane.width() == narrow
    assert person.action("panel").isChecked()


def test_the_plane_gets_the_keys_when_the_panel_goes(person: Person) -> None:
    setter = setter_of(person)
    setter.table.setFocus()
    person.key(Qt.Key.Key_F8)
    assert person.window.plane.hasFocus()


def test_the_panel_is_as_it_was_left(open_window: OpenWindow) -> None:
    first = open_window()
    first.key(Qt.Key.Key_F8)
    first.window.close()
    second = open_window()
    assert not panel(second).isVisible()
    assert not second.action("panel").isChecked()
    second.key(Qt.Key.Key_F8)
    assert panel(second).isVisible()


class Noting(Page):
    """A page that records the snapshots it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Snapshot] = []

    def apply_theme(self, theme: Theme) -> None:
        pass

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.seen.append(snapshot)


def test_only_the_page_that_is_seen_is_drawn_and_the_next_catches_up(qtbot: QtBot) -> None:
    tabs, first, second = Tabs("Pages"), Noting(), Noting()
    qtbot.addWidget(tabs)
    tabs.add("First", "The first page", first)
    tabs.add("Second", "The second page", second)
    tabs.apply_theme(Theme(LIGHT))
    shown = [seen_at(Trainer(new_document("circle", 8)), None) for _ in range(4)]
    tabs.show_snapshot(shown[0])
    assert first.seen == second.seen == []
    tabs.show()
    qtbot.waitExposed(tabs)
    assert first.seen == [shown[0]]
    tabs.show_snapshot(shown[1])
    assert (first.seen, second.seen) == ([shown[0], shown[1]], [])
    bar = tabs.findChildren(QTabBar)[0]
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert second.isVisible()
    assert second.seen == [shown[1]]
    tabs.show_snapshot(shown[2])
    tabs.hide()
    tabs.show_snapshot(shown[3])
    assert (first.seen, second.seen) == ([shown[0], shown[1]], [shown[1], shown[2]])
    tabs.show()
    assert second.seen == [shown[1], shown[2], shown[3]]


def test_tabs_are_reached_by_keys_and_say_what_they_show(person: Person) -> None:
    bar = person.named("Explanations", QTabBar)
    for _ in range(120):
        if bar.hasFocus():
            break
        person.key(Qt.Key.Key_Tab)
    assert bar.hasFocus()
    seen = bar.grab().toImage()
    person.window.plane.setFocus()
    assert bar.grab().toImage() != seen, "the focus is visible"
    assert all(bar.tabToolTip(index) for index in range(bar.count()))
    assert QApplication.focusWidget() is person.window.plane


def test_what_was_trained_while_the_panel_was_hidden_is_there_when_it_comes_back(
    person: Person,
) -> None:
    setter = setter_of(person)
    before = setter.text("x₁ → h₁")
    person.key(Qt.Key.Key_F8)
    person.epochs(3)
    assert setter.text("x₁ → h₁") == before, "a hidden tab is not updated"
    person.key(Qt.Key.Key_F8)
    shown = f"{person.place.theta[0]:.4f}".replace("-", "−")
    assert setter.text("x₁ → h₁") == shown != before


def test_a_line_set_by_hand_is_where_its_score_is_0(person: Person) -> None:
    person.press_button("Logistic")
    setter = setter_of(person)
    for name, number in (("x₁ → ŷ", "1"), ("x₂ → ŷ", "0"), ("b of ŷ", "-2")):
        setter.type(name, number)
    assert person.undo_text == "Set b of ŷ to -2"
    line = person.painted(QColor(LIGHT.text))
    middle = person.spot(2, 0).x()
    upright = line[np.abs(line[:, 0] - middle) <= 3]
    assert len(set(upright[:, 1].tolist())) > 0.8 * person.window.plane.height()
    setter.type("b of ŷ", "abc")
    assert "'abc': expected a number" in person.message
    person.key(Qt.Key.Key_Escape)
    person.undo()
    assert person.place.theta.tolist() == [1, 0, 0]


def test_weights_are_set_by_keys_alone(person: Person) -> None:
    setter = setter_of(person)
    person.named("Explanations", QTabBar).setFocus()
    stops = []
    while not setter.table.hasFocus():
        person.key(Qt.Key.Key_Tab)
        stops.append(setter.focused)
    assert stops == [
        *("Start, section", "Random", "Start seed, number", "Use these as the start"),
        "Weights and biases",
    ]
    assert setter.table.currentIndex() == setter.cell("x₁ → h₁", WeightColumn.NAME)
    label, region = person.window.tools.label, person.window.plane.region
    person.key(Qt.Key.Key_Right)
    person.key(Qt.Key.Key_Plus)
    assert person.undo_text.startswith("Set x₁ → h₁ to ")
    person.key(Qt.Key.Key_Down)
    person.key(Qt.Key.Key_2)
    person.keys(".5")
    person.key(Qt.Key.Key_Return)
    assert person.place.theta[1] == 2.5
    assert person.window.tools.label == label, "a digit chose no class"
    assert person.window.plane.region == region, "a plus did not zoom"
    person.key(Qt.Key.Key_A, CTRL)
    assert person.selected == []
    person.key(Qt.Key.Key_Space)
    assert person.session.is_running
    person.key(Qt.Key.Key_Tab)
    assert not setter.table.hasFocus()
