"""How training runs: steps, frames, and what pauses it."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.session.intents import Intent
from gui.session.session import Session
from gui.session.ticker import FRAME_SECONDS
from gui.session.viewer import Viewer
from model import PRESETS, Place, dataset, new_document
from model.plane.slice import Slice
from model.run.edits import (
    clear_points,
    with_classifier,
    with_generated,
    with_network,
    with_points,
)
from tests.gui.session.sessions import assert_same_place, some_session, trained

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_step_makes_one_update_and_an_epoch_ends_where_the_points_do() -> None:
    session = some_session(count=250)
    session.step_update()
    assert (session.place.epoch, session.place.updates) == (0, 1)
    session.step_epoch()
    assert (session.place.epoch, session.place.updates) == (1, 50)
    session.step_epoch()
    assert (session.place.epoch, session.place.updates) == (2, 100)


def test_a_last_batch_that_is_short_counts_as_an_update() -> None:
    session = some_session(count=12)
    session.step_epoch()
    assert (session.place.epoch, session.place.updates) == (1, 3)


def test_a_step_pauses_training() -> None:
    session = some_session()
    session.resume()
    session.step_update()
    assert not session.is_running
    assert session.place.updates == 1


def test_running_many_times_over_trains_once_for_each_frame() -> None:
    session = some_session()
    snapshots: list[object] = []
    viewer = Viewer(session)
    viewer.snapshot_changed.connect(snapshots.append)
    for _ in range(5):
        session.resume()
        session.resume()
        session.pause()
    session.resume()
    snapshots.clear()
    session.ticker.ticked.emit(FRAME_SECONDS)
    assert len(snapshots) == 1
    session.pause()


def test_a_frame_trains_and_the_snapshot_shows_where_it_led() -> None:
    session = some_session()
    shown: list[Place] = []
    viewer = Viewer(session)
    viewer.snapshot_changed.connect(lambda snapshot: shown.append(snapshot.place))
    session.tick()
    assert session.place.updates > 0
    assert_same_place(shown[-1], session.place)


def test_frames_come_by_themselves_while_running_and_stop_when_paused(qtbot: QtBot) -> None:
    session = some_session()
    with qtbot.waitSignal(session.ticker.ticked):
        session.resume()
    qtbot.waitUntil(lambda: session.place.updates > 0)
    session.pause()
    with qtbot.assertNotEmitted(session.ticker.ticked, wait=60):
        pass


def test_a_perceptron_that_has_converged_pauses() -> None:
    far_apart = dataset([[-2.0, -2.0], [-3.0, -1.0], [2.0, 2.0], [3.0, 1.0]], [0, 0, 1, 1])
    session = Session(replace(with_classifier(new_document(), "perceptron"), dataset=far_apart))
    refused: list[None] = []
    session.refused.connect(lambda: refused.append(None))
    session.resume()
    for _ in range(100):
        if session.is_running:
            session.tick()
    assert not session.is_running
    assert len(refused) == 1
    assert session.run.measured.accuracy == 1.0


def test_divergence_pauses_at_finite_numbers_and_says_what_to_try() -> None:
    session = diverging()
    troubles: list[str] = []
    session.troubled.connect(troubles.append)
    session.resume()
    for _ in range(1000):
        if session.is_running:
            session.tick()
    assert not session.is_running
    assert "diverged" in troubles[-1]
    assert f"{session.place.updates}" in troubles[-1]
    assert "smaller learning rate" in troubles[-1]
    assert np.isfinite(session.place.theta).all()
    assert math.isfinite(session.run.measured.loss)
    session.perform(Intent("Learning rate", trained(learning_rate=0.01)))
    session.restart()
    assert troubles[-1] == ""
    session.step_epoch()
    assert session.place.epoch == 1


def diverging() -> Session:
    document = with_network(new_document("circle", 60), (4,), "relu")
    return Session(trained(learning_rate=1e200)(document))


def test_without_points_there_is_nothing_to_run() -> None:
    session = Session(clear_points(new_document()))
    refused: list[None] = []
    session.refused.connect(lambda: refused.append(None))
    session.resume()
    assert not session.is_running
    session.step_update()
    session.step_epoch()
    session.tick()
    assert len(refused) == 4
    assert session.place.updates == 0


def test_deleting_the_last_point_pauses() -> None:
    session = Session(new_document("circle", 4))
    session.resume()
    session.perform(Intent("Clear", clear_points))
    assert not session.is_running


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("labels", [[0], [1], [0, 0, 0], [1, 1]])
def test_one_point_and_one_class_are_enough_to_train(name: str, labels: list[int]) -> None:
    x = [[float(i), -float(i)] for i in range(len(labels))]
    document = with_classifier(new_document(), name)
    session = Session(replace(document, dataset=dataset(x, labels)))
    session.tick()
    session.step_update()
    assert np.isfinite(session.place.theta).all()
    assert math.isfinite(session.run.measured.loss)
    assert session.place.epoch > 0


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "blank"])
def test_every_preset_learns_for_a_few_frames(preset: str) -> None:
    session = Session(new_document(preset))
    before = session.run.measured.loss
    session.step_epoch()
    for _ in range(20):
        session.step_epoch()
    assert session.run.measured.loss < before


def test_a_restart_while_running_does_not_run_the_pace_backwards() -> None:
    session = some_session()
    session.resume()
    for _ in range(3):
        session.tick()
    session.restart()
    session.tick()
    session.tick()
    assert session.ticker.rates[1] >= 0
    session.pause()


def test_the_slice_is_amid_the_points_that_are_opened() -> None:
    session = some_session()
    viewer = Viewer(session)
    names, x = ("a", "b", "c"), np.random.default_rng(0).normal(size=(40, 3))
    labels = np.arange(40) % 2
    for shift in (0.0, 1000.0):
        points = dataset(x + np.array([0.0, 0.0, shift]), labels, names)
        document = with_points(session.document, points, "points.csv")
        session.open_points(Path("points.csv"), document)
        assert abs(viewer.snapshot().slice.values[2] - shift) < 1


def test_the_slice_stays_while_a_preset_is_made_again() -> None:
    session = some_session("students")
    viewer = Viewer(session)
    chosen = Slice((2, 3), (1.0, 2.0, 3.0, 4.0))
    viewer.show_slice(chosen)
    assert session.document.generated is not None
    noisier = replace(session.document.generated, noise=0.3)
    session.perform(Intent("Noise", lambda document: with_generated(document, noisier, 0)))
    assert viewer.snapshot().slice == chosen
