"""Weights set by hand: as the start, during training, refused, and undone."""

import math
from collections.abc import Hashable
from dataclasses import replace

import numpy as np
import pytest

from gui.session.intents import Intent
from gui.session.session import Session
from model import Document, Training, dataset, new_document
from model.arrays import Floats
from model.run.document import Start
from model.run.edits import (
    add_class,
    clear_points,
    with_classifier,
    with_network,
    with_standard_scaling,
    with_start,
)
from tests.gui.session.sessions import assert_same_place, heard, some_session, trained

pytestmark = pytest.mark.usefixtures("qapp")

CORNERS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
# NAND and OR of the inputs, AND of those: weights and bias of each unit.
XOR = [-1.0, -1.0, 1.0, 1.0, 1.0, -1.0, 1.0, 1.0, -2.0]
AND = [1.0, 1.0, -2.0]


def corners(labels: list[int], classifier: str = "network") -> Document:
    """The four points of a gate; a network has two hidden units, both steps."""
    document = with_network(new_document(), (2,), "step")
    points = replace(document, dataset=dataset(CORNERS, labels), scaling=None)
    return with_classifier(points, classifier)


def changed(theta: Floats, at: int, value: float) -> Floats:
    other = np.array(theta)
    other[at] = value
    return other


def set_one(session: Session, at: int, value: float, key: Hashable = None) -> None:
    theta = changed(session.place.theta, at, value)
    session.set_theta(f"Set {at} to {value:g}", theta, key)


def right(session: Session) -> int:
    return session.run.measured.right


def test_before_training_what_is_set_is_the_start_to_which_restart_returns() -> None:
    session = some_session()
    drawn = session.place.theta
    set_one(session, 2, 3.5)
    typed = session.place.theta
    assert typed[2] == 3.5
    assert session.document.start == Start(theta=tuple(typed.tolist()))
    session.step_epoch()
    assert not np.array_equal(session.place.theta, typed)
    session.restart()
    np.testing.assert_array_equal(session.place.theta, typed)
    for _ in range(3):
        session.undo_stack.undo()
    assert session.document.start == Start()
    np.testing.assert_array_equal(session.place.theta, drawn)


def test_a_curve_begins_at_the_loss_of_the_start_that_was_set() -> None:
    session = some_session()
    set_one(session, 2, 3.5)
    assert [mark.update for mark in session.place.curve] == [0]
    assert session.place.curve[0].loss == session.run.measured.loss


def test_after_training_what_is_set_counts_now_and_restart_returns_to_the_old_start() -> None:
    session = some_session()
    drawn, document = session.place.theta, session.document
    session.step_epoch()
    before = session.place
    set_one(session, 2, 3.5)
    assert session.document is document
    np.testing.assert_array_equal(session.place.theta, changed(before.theta, 2, 3.5))
    assert (session.place.epoch, session.place.updates) == (before.epoch, before.updates)
    session.restart()
    np.testing.assert_array_equal(session.place.theta, drawn)


@pytest.mark.parametrize("updates", [0, 9])
def test_undo_leads_back_to_the_place_and_redo_to_what_was_trained_since(updates: int) -> None:
    session, untouched = some_session(), some_session()
    for one in (session, untouched):
        for _ in range(updates):
            one.step_update()
    before, document = session.place, session.document
    set_one(session, 2, 3.5)
    after = session.document
    for _ in range(4):
        session.step_update()
    since = session.place
    session.undo_stack.undo()
    assert session.document is document
    assert_same_place(session.place, before)
    session.undo_stack.redo()
    assert session.document is after
    assert_same_place(session.place, since)
    session.undo_stack.undo()
    for one in (session, untouched):
        for _ in range(30):
            one.step_update()
    assert_same_place(session.place, untouched.place)


def test_one_gesture_is_one_step_of_undo_with_the_name_of_its_end() -> None:
    session = some_session()
    session.step_epoch()
    before = session.place
    for value in (0.1, 0.2, 0.3):
        set_one(session, 0, value, ("weight", 0, 1))
    set_one(session, 0, 0.9, ("weight", 0, 2))
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert session.place.theta[0] == 0.3
    assert session.undo_stack.undoText() == "Set 0 to 0.3"
    session.undo_stack.undo()
    assert_same_place(session.place, before)


def test_a_gesture_while_training_runs_is_one_step_and_training_goes_on() -> None:
    session = some_session()
    session.resume()
    before, document = session.place, session.document
    for value in (1.0, 2.0, 3.0):
        set_one(session, 0, value, ("weight", 0, 1))
        assert session.place.theta[0] == value
        session.tick()
    assert session.is_running
    assert session.place.updates > before.updates
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.document is document
    assert_same_place(session.place, before)
    session.pause()


def test_training_goes_on_from_what_was_set_without_what_adam_remembers() -> None:
    session = Session(trained(optimizer="adam")(new_document("circle", 60)))
    session.step_epoch()
    assert session.place.memory.any()
    set_one(session, 1, -2.0)
    assert not session.place.memory.any()
    session.step_update()
    assert abs(session.place.theta[1] + 2.0) < 0.5


def test_setting_what_is_there_changes_nothing() -> None:
    session = some_session()
    session.set_theta("Set nothing", np.array(session.place.theta))
    assert session.undo_stack.count() == 0
    assert session.document.start == Start()


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("value", [math.nan, math.inf, 1.7e308])
@pytest.mark.parametrize("updates", [0, 5])
def test_numbers_that_nothing_can_be_computed_with_are_refused(
    name: str, value: float, updates: int
) -> None:
    document = with_classifier(new_document("circle", 60), name)
    session, untouched = Session(document), Session(document)
    for one in (session, untouched):
        for _ in range(updates):
            one.step_update()
    said, before = heard(session), session.place
    set_one(session, len(before.theta) - 2, value)
    assert said == [
        f"Set {len(before.theta) - 2} to {value:g}: "
        "the numbers would grow beyond all bounds; type a smaller one"
    ]
    assert session.document is document
    assert session.undo_stack.count() == 0
    assert_same_place(session.place, before)
    for one in (session, untouched):
        one.step_epoch()
    assert_same_place(session.place, untouched.place)


def test_a_weight_that_a_file_could_not_hold_in_raw_units_is_refused() -> None:
    x = np.array([[1e-4, 1.0], [2e-4, 2.0], [3e-4, 5.0]])
    document = replace(new_document(), dataset=dataset(x, [0, 1, 1]), hidden=(1,))
    session = Session(with_standard_scaling(document))
    said, before = heard(session), session.place
    set_one(session, 0, 1e306)
    assert "beyond all bounds" in said[-1]
    assert_same_place(session.place, before)
    set_one(session, 0, 1e300)
    assert session.place.theta[0] == 1e300


def test_weights_are_set_where_there_is_nothing_to_learn_from() -> None:
    session = Session(clear_points(new_document()))
    assert math.isnan(session.run.measured.loss)
    set_one(session, 0, 2.0)
    assert session.place.theta[0] == 2.0


def test_exclusive_or_is_solved_by_hand_with_steps() -> None:
    document = corners([0, 1, 1, 0])
    session = Session(with_start(document, Start(zero=True)))
    assert right(session) < 4
    for at, value in enumerate(XOR):
        set_one(session, at, value)
    assert right(session) == 4
    assert session.run.measured.loss == 0
    set_one(session, 8, -0.5)  # AND becomes OR, which is 1 everywhere
    assert right(session) == 2
    session.undo_stack.undo()
    assert right(session) == 4
    session.restart()
    assert right(session) == 4


def test_a_perceptron_set_to_and_makes_no_mistake_and_keeps_what_was_set() -> None:
    session = Session(with_start(corners([0, 0, 0, 1], "perceptron"), Start(zero=True)))
    for at, value in enumerate(AND):
        set_one(session, at, value)
    session.step_epoch()
    assert session.place.mistakes == 0
    assert session.place.theta.tolist() == AND


def test_each_of_six_classes_has_a_row_of_its_own() -> None:
    document = new_document("circle", 60)
    for _ in range(4):
        document = add_class(document)
    session = Session(with_classifier(replace(document, training=Training()), "logistic"))
    assert len(session.place.theta) == 6 * 3
    set_one(session, 5 * 3 + 2, 50.0)  # the bias of the last class
    assert right(session) == 0, "every point is predicted as the last class"
    np.testing.assert_array_equal(session.run.measured.scores.argmax(axis=1), 5)


def test_another_classifier_drops_a_start_that_was_set_and_undo_brings_it_back() -> None:
    session = some_session()
    set_one(session, 0, 2.0)
    start = session.document.start
    session.perform(Intent("Logistic", lambda d: with_classifier(d, "logistic")))
    assert session.document.start == Start()
    session.undo_stack.undo()
    assert session.document.start == start
    assert session.place.theta[0] == 2.0
