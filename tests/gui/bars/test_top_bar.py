"""Run, step, restart, the classifier and the large figures."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from gui.bars.top_bar import TopBar
from gui.look.icons import icon
from gui.look.number_text import four_digits, grouped, percent
from gui.look.theme import LIGHT, Theme, apply
from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.shell.actions import ROWS
from model import CLASSIFIERS, new_document
from model.run.edits import with_derived, with_generated, with_split
from tests.gui.conftest import OpenWindow
from tests.gui.person import LEFT, SHIFT, Person


def shown(person: Person) -> list[str]:
    return person.texts(person.window.top_bar)


def test_the_figures_are_those_of_the_training(person: Person) -> None:
    person.epochs(60)
    snapshot = person.viewer.snapshot()
    figures = shown(person)
    assert "60" in figures
    assert grouped(60 * person.session.run.updates_per_epoch) in figures
    assert four_digits(snapshot.measured.loss) in figures
    assert f"{snapshot.measured.right} / 250 right" in figures
    exact = 100 * snapshot.measured.accuracy
    assert any(text.endswith("%") and abs(float(text[:-1]) - exact) < 0.1 for text in figures)


def test_without_points_there_is_no_loss_and_no_accuracy(drawing: Person) -> None:
    assert shown(drawing).count("–") == 2
    assert "0 / 0 right" in shown(drawing)


def test_run_becomes_pause_and_back(person: Person) -> None:
    running: list[bool] = []
    for before, after in (("Run", "Pause"), ("Pause", "Run")):
        person.press_button(before)
        running.append(person.session.is_running)
        assert after in person.action("run").text()
    assert running == [True, False]


def test_a_step_is_one_update_until_a_whole_epoch_is_picked_from_the_menu(person: Person) -> None:
    person.press_button("Step")
    assert (person.place.epoch, person.place.updates) == (0, 1)

    def pick_the_last_but_one() -> None:
        menu = person.button("Step by update, choose").findChildren(QMenu)[0]
        assert menu.isVisible()
        assert [action.iconText() for action in menu.actions()] == ["update", "epoch", "mistake"]
        QTest.keyClick(menu, Qt.Key.Key_Up)
        QTest.keyClick(menu, Qt.Key.Key_Up)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    person.soon(pick_the_last_but_one)
    person.press_button("Step by update, choose")
    assert person.button("Step by epoch, choose").isVisible()
    person.press_button("Step")
    assert person.place.epoch == 1


def test_keys_step_too(person: Person) -> None:
    person.key(Qt.Key.Key_Period)
    assert (person.place.epoch, person.place.updates) == (0, 1)
    person.key(Qt.Key.Key_Period, SHIFT)
    assert (person.place.epoch, person.place.updates) == (1, 50)


def test_restart_is_visible_and_leads_to_the_same_start(person: Person) -> None:
    start = person.place.theta
    person.epochs(3)
    person.press_button("Restart")
    np.testing.assert_array_equal(person.place.theta, start)
    assert "0" in shown(person)
    assert all(stat.figure.property("fresh") for stat in person.window.top_bar.stats)
    person.qtbot.waitUntil(
        lambda: not any(stat.figure.property("fresh") for stat in person.window.top_bar.stats)
    )


def test_a_new_start_has_other_weights_and_can_be_undone(person: Person) -> None:
    start = person.place.theta
    person.press_button("New start")
    assert not np.array_equal(person.place.theta, start)
    assert person.undo_text == "New start"
    person.undo()
    np.testing.assert_array_equal(person.place.theta, start)


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_another_classifier_starts_afresh_and_the_way_back_is_undo(
    person: Person, name: str
) -> None:
    person.epochs(2)
    place = person.place
    person.press_button(CLASSIFIERS[name].title)
    assert person.document.classifier_name == name
    assert person.place.updates == 0
    assert person.undo_text == f"Classifier {CLASSIFIERS[name].title}"
    assert person.button(CLASSIFIERS[name].title).isChecked()
    person.undo()
    np.testing.assert_array_equal(person.place.theta, place.theta)
    assert (person.place.epoch, person.place.updates) == (2, 100)
    assert person.button(CLASSIFIERS["network"].title).isChecked()


def test_nothing_moves_while_the_figures_grow(person: Person) -> None:
    def places() -> list[object]:
        return [stat.geometry() for stat in person.window.top_bar.stats]

    before = places()
    person.epochs(3)
    person.qtbot.waitUntil(lambda: "3" in shown(person))
    QTest.mouseMove(person.button("Run"))
    assert places() == before


def test_clicking_run_many_times_trains_once_for_each_frame(person: Person) -> None:
    for _ in range(6):
        QTest.mouseClick(person.window.top_bar.run_button, LEFT)
    person.session.resume()
    snapshots: list[object] = []
    person.viewer.snapshot_changed.connect(snapshots.append)
    person.session.ticker.ticked.emit(0.016)
    assert len(snapshots) == 1


def test_with_a_test_share_its_loss_and_accuracy_stand_behind_those_of_training(
    open_window: OpenWindow,
) -> None:
    person = open_window(with_split(new_document(), 0.2, 0))
    person.epochs(30)
    measured, figures = person.viewer.snapshot().measured, shown(person)
    assert f"{measured.loss:.4f}" in figures
    assert f"loss · test {measured.test_loss:.4f}" in figures
    assert percent(measured.accuracy) in figures
    assert f"{measured.right} right · test {percent(measured.test_accuracy)}" in figures
    person.enter(person.field("Test share"), "0")
    assert "loss" in shown(person)


def test_six_classes_and_derived_inputs_have_figures_too(open_window: OpenWindow) -> None:
    blobs = new_document("blobs")
    assert blobs.generated is not None
    six = with_generated(blobs, replace(blobs.generated, classes=6), 0)
    person = open_window(with_derived(six, ("x1^2", "x1*x2", "sin(x2)")))
    person.epochs(10)
    measured, data = person.viewer.snapshot().measured, person.document.dataset
    document = person.document
    scores = document.classifier.scores(person.place.theta, document.inputs_of(data.x))
    right = int((scores.argmax(axis=1) == data.labels).sum())
    assert right > 200
    assert f"{right} / 250 right" in shown(person)
    assert f"{measured.loss:.4f}" in shown(person)
    assert person.window.timeline.accessibleDescription().startswith("mean log-loss: ")


@pytest.mark.parametrize("size", [100, 125, 150, 200])
def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, qapp: QApplication, size: int) -> None:
    theme = Theme(LIGHT, size / 100)
    apply(qapp, theme)
    icons = {row.id: icon(row.icon, theme.color("text")) for row in ROWS if row.icon}
    run, step, back, restart, new_start = (
        QAction(icons[id_], row.icon_text or row.text)
        for id_ in ("run", "step_update", "back_update", "restart", "new_start")
        for row in ROWS
        if row.id == id_
    )
    bar = TopBar(run, [(step, back)], restart, new_start)
    qtbot.addWidget(bar)
    bar.apply_theme(theme)
    bar.show_snapshot(Viewer(Session(with_split(new_document(), 0.2, 0))).snapshot())
    bar.show()
    for width in (2400, 1440, 1024, 900):
        bar.resize(width, bar.height())
        every = (*bar.findChildren(QAbstractButton), *bar.findChildren(QLabel))
        parts = [part for part in every if part.isVisible()]
        places = [QRect(part.mapTo(bar, QPoint()), part.size()) for part in parts]
        for i, place in enumerate(places):
            assert bar.rect().contains(place), (width, place)
            assert not any(place.intersects(other) for other in places[:i]), (width, place)
        for part in parts:
            assert part.width() >= part.minimumSizeHint().width(), (width, part)
        assert bar.height() <= theme.px(54), "a single row"


def test_whoever_holds_points_back_sees_nothing_move(person: Person) -> None:
    def places() -> list[object]:
        return [stat.geometry() for stat in person.window.top_bar.stats]

    before = places()
    person.enter(person.field("Test share"), "20%")
    person.press_button("More layers")
    person.qtbot.waitUntil(lambda: "3-layer net" in person.words)
    assert places() == before
