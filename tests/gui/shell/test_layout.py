"""The room that the plane and the panels have, at every size of the window and of the text."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QWidget

from gui.look.theme import LIGHT
from gui.session.intents import Intent
from model import CLASSIFIERS, new_document
from model.run.edits import with_classifier, with_preset, with_split, with_standard_scaling
from tests.gui.conftest import OpenWindow
from tests.gui.person import LEFT, Person
from tests.gui.pixels import colors, near
from tests.gui.shell.cut import clipped, out_of_reach

WINDOWS = [(1440, 900), (1280, 720), (1024, 700), (900, 600)]
LARGE = [100, 150, 200]
KEYS = {"left_panel": "F6", "chart": "F7", "panel": "F8"}


def at(open_window: OpenWindow, window: tuple[int, int], large: int) -> Person:
    """A person in front of a window of this size, with text this large."""
    person = open_window(size=window)
    person.action(f"text_{large}").trigger()
    person.window.resize(*window)
    settle(person)
    assert person.window.size().toTuple() == window
    return person


def settle(person: Person) -> None:
    """Let layouts that were asked for happen."""
    QApplication.sendPostedEvents()
    person.window.grab()


def choose(person: Person, classifier: str) -> None:
    """Choose a classifier, whichever control for it is in sight."""
    person.session.perform(
        Intent(classifier, lambda document: with_classifier(document, classifier))
    )


def share(person: Person) -> float:
    """The share of the window that the plane has."""
    plane, window = person.window.plane, person.window
    return float(plane.width() * plane.height() / (window.width() * window.height()))


def covered(person: Person, panel: QWidget) -> bool:
    """Whether anything lies over a part of a panel."""
    spots = [
        panel.mapTo(person.window, QPoint(x, y))
        for x in range(1, panel.width() - 1, panel.width() // 7)
        for y in range(1, panel.height() - 1, panel.height() // 7)
    ]
    seen = [person.window.childAt(spot) for spot in spots]
    return not all(at and (at is panel or panel.isAncestorOf(at)) for at in seen)


def panels(person: Person) -> dict[str, QWidget]:
    """The panels by the ids of the actions that show and hide them."""
    work = person.window.workspace
    (left,) = person.window.findChildren(QScrollArea, "leftPanel")
    return {"left_panel": left, "chart": work.timeline, "panel": work.tabs}


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("large", LARGE)
def test_the_plane_has_two_fifths_of_any_window_and_nothing_is_cut_off(
    open_window: OpenWindow, window: tuple[int, int], large: int
) -> None:
    person = at(open_window, window, large)
    assert share(person) >= 0.4
    for classifier in CLASSIFIERS:
        choose(person, classifier)
        settle(person)
        assert clipped(person) == []
        assert out_of_reach(person) == []
        assert share(person) >= 0.4, "not even a hint takes from it"


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("large", LARGE)
@pytest.mark.parametrize("tab", ["Network", "Arithmetic", "Errors", "Weights"])
def test_no_word_of_any_tab_is_cut_off(
    open_window: OpenWindow, window: tuple[int, int], large: int, tab: str
) -> None:
    person = at(open_window, window, large)
    person.session.perform(
        Intent("scaled", lambda old: with_standard_scaling(with_preset(old, "students", 40)))
    )
    if not person.window.workspace.tabs.isVisible():
        QTest.keySequence(person.window, "F8")
    person.open_tab(tab)
    for classifier in ("network", "logistic"):
        choose(person, classifier)
        person.epochs(1)
        settle(person)
        assert clipped(person) == []
        assert out_of_reach(person) == []


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("large", LARGE)
@pytest.mark.parametrize("id_", KEYS)
def test_every_panel_comes_and_goes_whole_at_any_size(
    open_window: OpenWindow, window: tuple[int, int], large: int, id_: str
) -> None:
    person = at(open_window, window, large)
    panel, action = panels(person)[id_], person.action(id_)
    assert action.shortcut().toString() == KEYS[id_]
    for _ in range(3):
        before = panel.isVisible()
        assert action.isChecked() is before
        QTest.keySequence(person.window, KEYS[id_])
        settle(person)
        assert panel.isVisible() is not before
        if panel.isVisible():
            place = QRect(panel.mapTo(person.window, QPoint()), panel.size())
            assert person.window.rect().contains(place)
            assert not covered(person, panel)
            assert clipped(person) == []
            assert out_of_reach(person) == []
        assert share(person) >= 0.4


@pytest.mark.parametrize("id_", KEYS)
def test_panels_are_as_they_were_left(open_window: OpenWindow, id_: str) -> None:
    first = open_window()
    QTest.keySequence(first.window, KEYS[id_])
    wide = share(first)
    first.window.close()
    second = open_window()
    second.window.resize(1440, 900)  # larger than the screen of the test, to which it was cut
    settle(second)
    assert share(second) == pytest.approx(wide, abs=0.01)
    for other, panel in panels(second).items():
        assert panel.isVisible() is (other != id_)
        assert second.action(other).isChecked() is (other != id_)


def test_escape_puts_away_what_slid_over_the_plane_before_it_clears_the_selection(
    open_window: OpenWindow,
) -> None:
    person = at(open_window, (1024, 700), 200)
    person.window.tools.select((3,))
    before = person.window.plane.geometry()
    person.press_button("Panel on the left")
    panel = panels(person)["left_panel"]
    assert panel.isVisible()
    assert person.window.plane.geometry() == before
    QTest.keySequence(person.window, "Esc")
    assert not panel.isVisible()
    assert person.selected == [3]
    QTest.keySequence(person.window, "Esc")
    assert person.selected == []


def test_the_tools_say_their_names_beside_the_plane_in_any_window(open_window: OpenWindow) -> None:
    person = open_window()
    names = ["Select", "Point", "Brush", "Eraser", "Flip"]
    assert [word for word in person.words if word in names] == names
    person.action("text_200").trigger()
    person.window.resize(1024, 700)
    settle(person)
    assert [word for word in person.words if word in names] == names
    person.press_button("Brush")
    assert person.window.tools.tool == "brush"


def test_a_chart_that_is_folded_for_lack_of_room_is_a_click_away(open_window: OpenWindow) -> None:
    person = at(open_window, (900, 600), 200)
    chart = person.window.timeline
    assert not chart.isVisible()
    person.press_button("Show the timeline")
    settle(person)
    assert chart.isVisible()
    assert share(person) >= 0.4
    QTest.keySequence(person.window, "F7")
    assert not chart.isVisible()
    person.press_button("Show the timeline")
    assert chart.isVisible()


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("large", LARGE)
def test_a_hint_is_whole_moves_no_point_and_leaves_the_chart(
    open_window: OpenWindow, window: tuple[int, int], large: int
) -> None:
    person = at(open_window, window, large)
    plane, chart = person.window.plane, person.window.timeline
    before, was_there = plane.geometry(), chart.isVisible()
    choose(person, "logistic")
    settle(person)
    hint = person.window.workspace.hint
    assert hint.isVisible()
    assert hint.height() >= hint.heightForWidth(hint.width())
    assert not covered(person, hint)
    assert plane.geometry() == before
    assert chart.isVisible() is was_there
    if was_there:
        assert chart.height() >= 0.04 * window[1]
        gap = QRect(chart.mapTo(person.window, chart.rect().topLeft()), chart.size())
        assert not gap.intersects(
            QRect(hint.mapTo(person.window, hint.rect().topLeft()), hint.size())
        )
    lies_over = plane.geometry().intersects(hint.geometry())
    QTest.mouseClick(hint, LEFT)
    assert hint.isVisible() is not lies_over, "a click puts it away where it hides the plane"


@pytest.mark.parametrize("window", [(1440, 900), (1024, 700), (900, 600)], ids=str)
def test_points_do_not_grow_with_the_text_while_the_plane_shrinks(
    open_window: OpenWindow, window: tuple[int, int]
) -> None:
    person = open_window(with_split(new_document(), 0.2, 0), size=window)
    rings = []
    for large in LARGE:
        person.action(f"text_{large}").trigger()
        person.window.resize(*window)
        settle(person)
        person.window.plane.fit()
        settle(person)
        side = min(person.window.plane.width(), person.window.plane.height())
        rings.append(near(colors(person.picture()), LIGHT.warn, 60).sum() / side**2)
    assert max(rings) < 1.5 * rings[0]


def test_nothing_moves_in_bars_and_tabs_as_one_or_another_is_chosen(person: Person) -> None:
    def places() -> list[QRect]:
        work = person.window.workspace
        found = [bar.tabRect(i) for bar in work.tabs.findChildren(QTabBar) for i in range(4)]
        names = [c.title for c in CLASSIFIERS.values()]
        return [*found, *(person.button(name).geometry() for name in names)]

    before = places()
    for name in ("Arithmetic", "Errors", "Weights", "Network"):
        person.open_tab(name)
        settle(person)
        assert places() == before
    for classifier in CLASSIFIERS.values():
        person.press_button(classifier.title)
        settle(person)
        assert places() == before
