"""Edits, undo, and where training stands after each of them."""

import math
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from gui.intents import Intent
from gui.session import CONVERGED, NO_POINTS, Session
from model import PRESETS, Document, Place, Trainer, Training, dataset, new_document
from model.document import (
    Generated,
    add_point,
    clear_points,
    move_point,
    relabel_point,
    remove_points,
    with_classifier,
    with_generated,
    with_network,
    with_preset,
    with_training,
)

pytestmark = pytest.mark.usefixtures("qapp")
Edit = Callable[[Document], Document]


def trained(**changes: object) -> Edit:
    """The edit that changes these training settings."""

    def edit(document: Document) -> Document:
        training: Training = replace(document.training, **changes)  # type: ignore[arg-type]
        return with_training(document, training)

    return edit


def made(count: int, noise: float, seed: int) -> Edit:
    return lambda document: with_generated(document, Generated("circle", count, noise), seed)


KEEPS: dict[str, Edit] = {
    "Add red point": partial(add_point, x=(0.5, -0.5), label=1),
    "Move point 3": partial(move_point, index=2, x=(3.0, 3.0)),
    "Make point 1 red": partial(relabel_point, index=0, label=1),
    "Erase 2 points": partial(remove_points, indices=(1, 4)),
    "Clear": clear_points,
    "Learning rate": trained(learning_rate=0.7),
    "Batch size": trained(batch_size=None),
    "Order": trained(order="file"),
    "Loss": trained(loss="squared"),
}
RESTARTS: dict[str, Edit] = {
    "Classifier": partial(with_classifier, name="logistic"),
    "Hidden layers": partial(with_network, hidden=(3, 2), activation="tanh"),
    "Activation": partial(with_network, hidden=(4,), activation="relu"),
    "Preset": partial(with_preset, name="xor", count=60),
    "Count": made(40, 0.1, 0),
    "Noise": made(60, 0.3, 0),
    "New noise": made(60, 0.1, 5),
}
OF_POINTS = ("Move point 3", "Make point 1 red", "Erase 2 points")
COMMANDS: dict[str, Callable[[Session], None]] = {
    "Restart": Session.restart,
    "New start": Session.new_start,
}


def some_session(preset: str = "circle", count: int = 60) -> Session:
    return Session(new_document(preset, count))


def step(session: Session, updates: int) -> None:
    for _ in range(updates):
        session.step_update()


def assert_same_place(found: Place, expected: Place) -> None:
    np.testing.assert_array_equal(found.theta, expected.theta)
    np.testing.assert_array_equal(found.memory, expected.memory)
    for name in ("epoch", "position", "updates", "mistakes", "mistakes_before_epoch", "curve"):
        assert getattr(found, name) == getattr(expected, name), name


def assert_curve_goes_on(found: Place, before: Place) -> None:
    """The curve is the same, but for the loss of this very moment: it is that of the new points."""
    assert found.curve[:-1] == before.curve[:-1]
    assert [update for update, _ in found.curve] == [update for update, _ in before.curve]


def heard(session: Session) -> list[str]:
    """What the session says from now on."""
    sentences: list[str] = []
    session.said.connect(sentences.append)
    return sentences


@pytest.mark.parametrize("text", KEEPS)
def test_edits_of_points_and_settings_keep_the_weights(text: str) -> None:
    session = some_session()
    step(session, 9)
    before = session.place
    session.perform(Intent(text, KEEPS[text]))
    assert session.undo_stack.undoText() == text
    np.testing.assert_array_equal(session.place.theta, before.theta)
    assert (session.place.epoch, session.place.updates) == (before.epoch, before.updates)
    assert_curve_goes_on(session.place, before)


@pytest.mark.parametrize("text", [*RESTARTS, *COMMANDS])
def test_edits_of_the_classifier_the_start_and_all_points_start_training_afresh(text: str) -> None:
    session = some_session()
    reasons: list[str] = []
    session.restarted.connect(reasons.append)
    step(session, 9)
    do(session, text)
    assert session.undo_stack.undoText() == text
    assert reasons == [text], "a restart is visible"
    assert_same_place(session.place, Trainer(session.document).place)
    assert (session.place.epoch, session.place.updates) == (0, 0)


def do(session: Session, text: str) -> None:
    if text in COMMANDS:
        COMMANDS[text](session)
    else:
        session.perform(Intent(text, (KEEPS | RESTARTS)[text]))


def test_restart_leads_to_the_same_start_and_a_new_start_to_another() -> None:
    session = some_session()
    first = session.place.theta
    step(session, 5)
    session.restart()
    np.testing.assert_array_equal(session.place.theta, first)
    session.new_start()
    assert not np.array_equal(session.place.theta, first)


@pytest.mark.parametrize("text", [*RESTARTS, *COMMANDS])
def test_undo_of_what_restarted_training_goes_back_to_where_it_stood(text: str) -> None:
    session = some_session()
    step(session, 9)
    document, place = session.document, session.place
    do(session, text)
    after = session.document
    step(session, 4)
    trained_since = session.place
    session.undo_stack.undo()
    assert session.document is document
    assert_same_place(session.place, place)
    session.undo_stack.redo()
    assert session.document is after
    assert_same_place(session.place, trained_since)


def test_training_goes_on_after_an_undone_restart_as_if_nothing_had_been() -> None:
    session, untouched = some_session(), some_session()
    step(session, 9)
    session.restart()
    step(session, 4)
    session.undo_stack.undo()
    step(session, 30)
    step(untouched, 39)
    assert_same_place(session.place, untouched.place)


@pytest.mark.parametrize("text", KEEPS)
def test_undo_of_what_kept_the_weights_keeps_them_too(text: str) -> None:
    session = some_session()
    step(session, 9)
    before = session.document
    session.perform(Intent(text, KEEPS[text]))
    step(session, 4)
    place = session.place
    session.undo_stack.undo()
    assert session.document is before
    np.testing.assert_array_equal(session.place.theta, place.theta)
    assert session.place.updates == place.updates
    assert_curve_goes_on(session.place, place)


def test_an_edit_that_the_document_refuses_is_said_and_changes_nothing() -> None:
    session = some_session()
    said, before = heard(session), session.document
    session.perform(Intent("Add red point", partial(add_point, x=(math.nan, 1.0), label=1)))
    assert said == ["Add red point: a coordinate is not a finite number"]
    assert session.document is before
    assert not session.undo_stack.canUndo()


def test_an_edit_that_changes_nothing_cannot_be_undone() -> None:
    session = some_session()
    session.perform(Intent("Classifier", partial(with_classifier, name="network")))
    assert not session.undo_stack.canUndo()


@dataclass
class Remembered:
    """What an edit was to lead back to, and on to."""

    before: tuple[Document, Place]
    after: Document
    restarts: bool
    left: Place | None = None


OPERATIONS = st.lists(
    st.one_of(
        st.sampled_from([*KEEPS, *RESTARTS, *COMMANDS]),
        st.sampled_from(["undo", "undo", "redo", "train", "train"]),
    ),
    max_size=20,
)


@settings(max_examples=100)
@given(OPERATIONS)
def test_any_mix_of_edits_undo_redo_and_training_stands_where_it_should(
    operations: Sequence[str],
) -> None:
    session = some_session(count=12)
    done: list[Remembered] = []
    undone: list[Remembered] = []
    for operation in operations:
        document, place = session.document, session.place
        if operation == "train":
            step(session, 3)
        elif operation == "undo":
            session.undo_stack.undo()
            if done:
                edit = done.pop()
                edit.left = place
                undone.append(edit)
                assert_stands(session, edit.before[0], edit.before[1] if edit.restarts else place)
                if edit.restarts:
                    assert session.place.curve == edit.before[1].curve
        elif operation == "redo":
            session.undo_stack.redo()
            if undone:
                edit = undone.pop()
                done.append(edit)
                # Training that came after a restart is not lost by undoing the restart.
                expected = edit.left if edit.restarts and edit.left else place
                assert_stands(session, edit.after, expected)
        elif operation not in OF_POINTS or len(document.dataset) > 4:
            do(session, operation)
            if session.document is not document or operation == "Restart":
                restarts = operation not in KEEPS
                done.append(Remembered((document, place), session.document, restarts))
                undone.clear()
                expected = Trainer(session.document).place if restarts else place
                assert_stands(session, session.document, expected)
    assert session.undo_stack.index() == len(done)


def assert_stands(session: Session, document: Document, place: Place) -> None:
    assert session.document is document
    np.testing.assert_array_equal(session.place.theta, place.theta)
    assert (session.place.epoch, session.place.updates) == (place.epoch, place.updates)
    assert_curve_goes_on(session.place, place)


# Training.


def test_a_step_makes_one_update_and_an_epoch_ends_where_the_points_do() -> None:
    session = some_session(count=250)
    session.step_update()
    assert (session.place.epoch, session.place.updates) == (0, 1)
    session.step_epoch()
    assert (session.place.epoch, session.place.updates) == (1, 25)
    session.step_epoch()
    assert (session.place.epoch, session.place.updates) == (2, 50)


def test_a_last_batch_that_is_short_counts_as_an_update() -> None:
    session = some_session(count=12)
    session.step_epoch()
    assert (session.place.epoch, session.place.updates) == (1, 2)


def test_a_step_pauses_training() -> None:
    session = some_session()
    session.run()
    session.step_update()
    assert not session.is_running
    assert session.place.updates == 1


def test_running_many_times_over_trains_once_for_each_frame() -> None:
    session = some_session()
    snapshots: list[object] = []
    session.snapshot_changed.connect(snapshots.append)
    for _ in range(5):
        session.run()
        session.run()
        session.pause()
    session.run()
    snapshots.clear()
    session.ticker.ticked.emit()
    assert len(snapshots) == 1
    session.pause()


def test_a_frame_trains_and_the_snapshot_shows_where_it_led() -> None:
    session = some_session()
    shown: list[Place] = []
    session.snapshot_changed.connect(lambda snapshot: shown.append(snapshot.place))
    session.tick()
    assert session.place.updates > 0
    assert_same_place(shown[-1], session.place)


def test_frames_come_by_themselves_while_running_and_stop_when_paused(qtbot: QtBot) -> None:
    session = some_session()
    with qtbot.waitSignal(session.ticker.ticked):
        session.run()
    qtbot.waitUntil(lambda: session.place.updates > 0)
    session.pause()
    with qtbot.assertNotEmitted(session.ticker.ticked, wait=60):
        pass


def test_a_perceptron_that_has_converged_pauses_and_says_so() -> None:
    far_apart = dataset([[-2.0, -2.0], [-3.0, -1.0], [2.0, 2.0], [3.0, 1.0]], [0, 0, 1, 1])
    session = Session(replace(with_classifier(new_document(), "perceptron"), dataset=far_apart))
    said = heard(session)
    session.run()
    for _ in range(100):
        if session.is_running:
            session.tick()
    assert not session.is_running
    assert said[-1] == CONVERGED
    assert session.snapshot().measured.accuracy == 1.0


def test_divergence_pauses_at_finite_numbers_and_says_what_to_try() -> None:
    session = diverging()
    troubles: list[str] = []
    session.troubled.connect(troubles.append)
    session.run()
    for _ in range(1000):
        if session.is_running:
            session.tick()
    assert not session.is_running
    assert "diverged" in troubles[-1]
    assert f"{session.place.updates}" in troubles[-1]
    assert "smaller learning rate" in troubles[-1]
    assert np.isfinite(session.place.theta).all()
    assert math.isfinite(session.snapshot().measured.loss)
    session.perform(Intent("Learning rate", trained(learning_rate=0.01)))
    session.restart()
    assert troubles[-1] == ""
    session.step_epoch()
    assert session.place.epoch == 1


def diverging() -> Session:
    document = with_network(new_document("circle", 60), (4,), "relu")
    return Session(trained(learning_rate=1e200)(document))


def test_without_points_there_is_nothing_to_run_and_it_is_said() -> None:
    session = Session(clear_points(new_document()))
    said = heard(session)
    session.run()
    assert not session.is_running
    session.step_update()
    session.step_epoch()
    session.tick()
    assert said == [NO_POINTS] * 4
    assert session.place.updates == 0


def test_deleting_the_last_point_pauses() -> None:
    session = Session(new_document("circle", 4))
    session.run()
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
    assert math.isfinite(session.snapshot().measured.loss)
    assert session.place.epoch > 0


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_learns_for_a_few_frames(preset: str) -> None:
    session = Session(new_document(preset))
    before = session.snapshot().measured.loss
    session.step_epoch()
    for _ in range(20):
        session.step_epoch()
    assert session.snapshot().measured.loss < before


def test_a_hundred_edits_of_a_hundred_thousand_points_stay_under_a_hundred_megabytes() -> None:
    rng = np.random.default_rng(1)
    many = dataset(rng.normal(size=(100_000, 2)), rng.integers(0, 2, 100_000))
    session = Session(trained(batch_size=10_000)(replace(new_document(), dataset=many)))
    tracemalloc.start()
    try:
        for i in range(100):
            index = 997 * i
            edit = [
                partial(move_point, index=index, x=(float(i), 0.0)),
                partial(add_point, x=(float(i), 1.0), label=1),
                partial(remove_points, indices=(index,)),
            ][i % 3]
            session.perform(Intent(f"Edit {i}", edit))
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert session.undo_stack.count() == 100
    assert used < 100e6
    for _ in range(100):
        session.undo_stack.undo()
    np.testing.assert_array_equal(session.document.dataset.x, many.x)


def test_a_restart_while_running_does_not_run_the_pace_backwards() -> None:
    session = some_session()
    session.run()
    for _ in range(3):
        session.tick()
    session.restart()
    session.tick()
    session.tick()
    assert session.ticker.rates[1] >= 0
    session.pause()
