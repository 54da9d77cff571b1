"""The window as a whole."""

import gc
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QSlider,
)

from gui.look.number_text import counted, four_digits
from gui.look.preferences import Preferences
from gui.session.session import Session
from gui.shell.main_window import MainWindow
from model import new_document
from tests.gui.conftest import OpenWindow, dispose
from tests.gui.person import CTRL, Person
from tests.gui.shell.cut import clipped

REPAINTS = 2000
SIZES = [(1440, 900), (1024, 700)]


@pytest.mark.parametrize("size", SIZES, ids=["1440x900", "1024x700"])
@pytest.mark.parametrize("text", [100, 125])
def test_no_words_are_cut_off(open_window: OpenWindow, size: tuple[int, int], text: int) -> None:
    person = open_window(size=size)
    look_at_all(person, text)
    assert person.window.width() == size[0], "the window is as wide as it was made"
    assert clipped(person) == []


@pytest.mark.parametrize("text", [150, 200])
def test_no_words_are_cut_off_when_all_is_large(open_window: OpenWindow, text: int) -> None:
    person = open_window(size=(1920, 1080))
    look_at_all(person, text)
    assert clipped(person) == []


def look_at_all(person: Person, text: int) -> None:
    """Show everything that can be shown, with the widest figures.

    Colours change no width, so one theme is enough.
    """
    person.action(f"text_{text}").trigger()
    person.choose_classifier("logistic")
    person.epochs(3)
    person.action("type").trigger()
    person.session.troubled.emit("Training diverged: try a smaller learning rate. " * 2)
    person.hover(-3.3, -2.2)
    person.qtbot.waitUntil(person.window.place_bar.isVisible)
    QApplication.sendPostedEvents()
    person.window.grab()


def test_everything_of_the_window_fits_on_a_small_screen(open_window: OpenWindow) -> None:
    person = open_window(size=(1024, 700))
    hint = person.window.minimumSizeHint()
    assert hint.width() <= 1024
    assert hint.height() <= 700


def test_the_title_names_what_is_open(person: Person) -> None:
    assert person.window.windowTitle() == "Circle — Dividing Line"
    person.press_button("Moons")
    assert person.window.windowTitle() == "Moons — Dividing Line"
    person.undo()
    assert person.window.windowTitle() == "Circle — Dividing Line"


def test_the_plane_has_the_keys_at_the_start(person: Person) -> None:
    assert person.window.plane.hasFocus()


def test_the_plane_has_most_of_the_window_without_the_panel_on_the_right(person: Person) -> None:
    person.key(Qt.Key.Key_F8)
    plane, window = person.window.plane, person.window
    assert plane.width() * plane.height() > 0.5 * window.width() * window.height()


def test_sections_fold_and_unfold(person: Person) -> None:
    field = person.field("Noise")
    person.press_button("Data, section")
    assert not field.isVisible()
    person.press_button("Data, section")
    assert field.isVisible()


def test_the_banner_can_be_put_away(person: Person) -> None:
    person.session.troubled.emit("Something to put away")
    assert person.banner == "Something to put away"
    person.press_button("Close")
    assert person.banner == ""


def test_ctrl_q_closes_the_window_and_stops_training(person: Person) -> None:
    person.session.resume()
    person.key(Qt.Key.Key_Q, CTRL)
    assert not person.window.isVisible()
    assert not person.session.is_running


def test_reference_counts_do_not_fall_while_the_window_is_painted(
    open_window: OpenWindow,
) -> None:
    person = open_window(size=(800, 520))
    person.session.step_epoch()
    viewport, chart = person.window.plane.viewport(), person.window.timeline
    for _ in range(20):
        viewport.repaint()
    gc.collect()
    before = [sys.getrefcount(thing) for thing in (None, True, False)]
    for i in range(REPAINTS):
        (chart if i % 4 == 0 else viewport).repaint()
    gc.collect()
    after = [sys.getrefcount(thing) for thing in (None, True, False)]
    for then, now in zip(before, after, strict=True):
        assert now > then - 100


def test_a_window_that_is_deleted_is_freed(qapp: QApplication, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Session(new_document()), Preferences(settings))
    window.show()
    window.session.step_epoch()
    gone = [weakref.ref(thing) for thing in (window, window.plane, window.session)]
    window.close()
    window.deleteLater()
    del window
    dispose()
    assert [thing() for thing in gone] == [None, None, None]
    assert QApplication.topLevelWidgets() == []


def test_the_wheel_scrolls_the_panel_and_leaves_its_sliders_alone(open_window: OpenWindow) -> None:
    person = open_window(size=(1024, 700))
    before = person.document
    for name in ("Points, slider", "Learning rate, slider"):
        person.wheel_over(person.named(name, QSlider), -1)
    for name in ("Activation", "Loss", "Order"):
        person.wheel_over(person.named(name, QComboBox), -1)
    assert person.document is before


def test_space_runs_after_a_click_on_any_button(person: Person) -> None:
    person.press_button("Logistic")
    running = []
    for _ in range(2):
        person.key(Qt.Key.Key_Space)
        running.append(person.session.is_running)
    assert running == [True, False]
    assert person.document.classifier_name == "logistic"


def test_choosing_the_unit_of_a_step_makes_none(person: Person) -> None:
    bar = person.window.top_bar
    epoch = next(a for a in bar.unit.menu().actions() if a.text() == "epoch")
    epoch.trigger()
    assert person.place.updates == 0
    person.press_button("Step")
    assert person.place.epoch == 1


def test_large_figures_are_never_cut_off(person: Person) -> None:
    bar = person.window.top_bar
    epochs, updates, losses, _ = bar.stats
    epochs.show_figure(counted(4_287_962))
    updates.show_figure(counted(123_456_789))
    for loss in (23_040.0, 5.02e302, 1.234e-300, 9999.9, 0.00012):
        losses.show_figure(four_digits(loss))
        assert losses.figure.sizeHint().width() <= losses.figure.width(), loss
    for stat in (epochs, updates):
        assert stat.figure.sizeHint().width() <= stat.figure.width()


def test_the_plane_does_not_move_when_a_line_opens_above_it(person: Person) -> None:
    before = person.window.plane.region
    person.key(Qt.Key.Key_P)
    person.session.tell_trouble("Something is wrong with the file")
    assert person.banner
    assert person.window.plane.region == before


def test_what_cannot_be_done_is_not_offered(person: Person) -> None:
    actions = person.window.actions_by_id
    assert not actions["delete"].isEnabled()
    person.window.tools.select((3,))
    assert actions["delete"].isEnabled()
    actions["clear"].trigger()
    assert not actions["clear"].isEnabled()
    assert not actions["delete"].isEnabled()
