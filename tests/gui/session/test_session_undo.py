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

from gui.session.intents import Intent
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Document, Place, Trainer, dataset, new_document
from model.run.document import Generated, carries
from model.run.edits import (
    add_class,
    add_points,
    clear_points,
    move_points,
    relabel_points,
    remove_last_class,
    remove_points,
    with_classifier,
    with_derived,
    with_generated,
    with_network,
    with_points,
    with_preset,
    with_standard_scaling,
    without_scaling,
)
from tests.gui.session.sessions import Edit, assert_same_place, heard, some_session, trained

pytestmark = pytest.mark.usefixtures("qapp")


def made(count: int, noise: float, seed: int) -> Edit:
    return lambda document: with_generated(document, Generated("circle", count, noise), seed)


KEEPS: dict[str, Edit] = {
    "Add red point": partial(add_points, x=[(0.5, -0.5)], labels=[1]),
    "Move point 3": partial(move_points, indices=(2,), x=[(3.0, 3.0)]),
    "Make point 1 red": partial(relabel_points, indices=(0,), labels=[1]),
    "Erase 2 points": partial(remove_points, indices=(1, 4)),
    "Clear": clear_points,
    "Learning rate": trained(learning_rate=0.7),
    "Batch size": trained(batch_size=None),
    "Order": trained(order="file"),
    "Loss": trained(loss="squared"),
}
RESTARTS: dict[str, Edit] = {
    "Classifier": partial(with_classifier, name="logistic"),
    "Activation": partial(with_network, hidden=(4,), activation="relu"),
    "Preset": partial(with_preset, name="xor", count=60),
    "Count": made(40, 0.1, 0),
    "Noise": made(60, 0.3, 0),
    "New noise": made(60, 0.1, 5),
}
CARRIES: dict[str, Edit] = {
    "Hidden layers": partial(with_network, hidden=(3, 2), activation="tanh"),
    "One class more": add_class,
    "Scaling": with_standard_scaling,
    "Input": partial(with_derived, derived=("x1^2",)),
}
BACK: dict[str, Edit] = {"No scaling": without_scaling, "One class less": remove_last_class}
OF_NETWORKS = ("Hidden layers", "Activation")
OF_POINTS = ("Move point 3", "Make point 1 red", "Erase 2 points")
COMMANDS: dict[str, Callable[[Session], None]] = {
    "Restart": Session.restart,
    "New start": Session.new_start,
}


def step(session: Session, updates: int) -> None:
    for _ in range(updates):
        session.step_update()


def assert_curve_goes_on(found: Place, before: Place) -> None:
    """Assert that only the last loss differs, which is that of the new points."""
    assert found.curve[:-1] == before.curve[:-1]
    assert [mark.update for mark in found.curve] == [mark.update for mark in before.curve]


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
        session.perform(Intent(text, (KEEPS | RESTARTS | CARRIES | BACK)[text]))


def test_restart_leads_to_the_same_start_and_a_new_start_to_another() -> None:
    session = some_session()
    first = session.place.theta
    step(session, 5)
    session.restart()
    np.testing.assert_array_equal(session.place.theta, first)
    session.new_start()
    assert not np.array_equal(session.place.theta, first)


@pytest.mark.parametrize("text", CARRIES)
def test_edits_of_units_inputs_and_scaling_go_on_from_what_was_learned(text: str) -> None:
    session = some_session()
    reasons: list[str] = []
    session.restarted.connect(reasons.append)
    step(session, 9)
    before = session.place
    do(session, text)
    assert reasons == []
    assert (session.place.epoch, session.place.updates) == (before.epoch, before.updates)
    assert not np.array_equal(session.place.theta, before.theta)
    assert_curve_goes_on(session.place, before)


def test_a_scaling_that_the_weights_cannot_go_over_to_is_said_and_changes_nothing() -> None:
    session = some_session()
    said = heard(session)
    x = session.document.dataset.x * 1e-150
    tiny = dataset(x, session.document.dataset.labels)
    session.perform(Intent("Open", lambda d: with_points(d, tiny, "tiny.csv", scaled=True)))
    session.set_theta("Set weights", np.full(session.place.theta.size, 1e7))
    session.perform(Intent("Move", partial(move_points, indices=(0, 1), x=np.eye(2) * 1e153)))
    document, place = session.document, session.place
    session.perform(Intent("Scaling standard", with_standard_scaling))
    assert said[-1].startswith("Scaling standard: the weights would grow beyond all bounds")
    assert session.document is document
    assert_same_place(session.place, place)


@pytest.mark.parametrize("text", [*RESTARTS, *COMMANDS, *CARRIES])
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
    session.perform(Intent("Add red point", partial(add_points, x=[(math.nan, 1.0)], labels=[1])))
    assert said == ["Add red point: a coordinate is not a finite number"]
    assert session.document is before
    assert not session.undo_stack.canUndo()


def test_an_edit_that_changes_nothing_cannot_be_undone() -> None:
    session = some_session()
    session.perform(Intent("Classifier", partial(with_classifier, name="network")))
    assert not session.undo_stack.canUndo()


@dataclass
class Remembered:
    """The documents and places before and after an edit."""

    before: tuple[Document, Place]
    after: Document
    moves: bool
    left: Place | None = None


OPERATIONS = st.lists(
    st.one_of(
        st.sampled_from([*KEEPS, *RESTARTS, *CARRIES, *BACK, *COMMANDS]),
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
                assert_stands(session, edit.before[0], edit.before[1] if edit.moves else place)
                if edit.moves:
                    assert session.place.curve == edit.before[1].curve
        elif operation == "redo":
            session.undo_stack.redo()
            if undone:
                edit = undone.pop()
                done.append(edit)
                # Training that came after a restart is not lost by undoing the restart.
                expected = edit.left if edit.moves and edit.left else place
                assert_stands(session, edit.after, expected)
        elif operation not in OF_POINTS or len(document.dataset) > 4:
            do(session, operation)
            if session.document is not document or operation == "Restart":
                # Hidden layers are kept for the network while another classifier is chosen.
                waits = operation in OF_NETWORKS and document.classifier_name != "network"
                carried = carries(document, session.document)
                restarts = operation not in KEEPS and not waits and not carried
                known = Remembered((document, place), session.document, restarts or carried)
                done.append(known)
                undone.clear()
                if carried:
                    assert operation in CARRIES | BACK
                    assert session.place.updates == place.updates
                else:
                    expected = Trainer(session.document).place if restarts else place
                    assert_stands(session, session.document, expected)
    assert session.undo_stack.index() == len(done)


def assert_stands(session: Session, document: Document, place: Place) -> None:
    assert session.document is document
    np.testing.assert_array_equal(session.place.theta, place.theta)
    assert (session.place.epoch, session.place.updates) == (place.epoch, place.updates)
    assert_curve_goes_on(session.place, place)


def test_a_hundred_edits_of_a_hundred_thousand_points_stay_under_a_hundred_megabytes() -> None:
    rng = np.random.default_rng(1)
    many = dataset(rng.normal(size=(100_000, 2)), rng.integers(0, 2, 100_000))
    document = with_classifier(replace(new_document(), dataset=many), "logistic")
    session = Session(trained(batch_size=10_000)(document))
    viewer = Viewer(session)
    viewer.snapshot_changed.connect(lambda seen: seen.separation.separability)
    tracemalloc.start()
    try:
        for i in range(100):
            index = 997 * i
            edit = [
                partial(move_points, indices=(index,), x=[(float(i), 0.0)]),
                partial(add_points, x=[(float(i), 1.0)], labels=[1]),
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
