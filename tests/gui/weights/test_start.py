"""Where training starts: at random, at zero, or at weights that were set; raw and scaled units."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.session.intents import Intent
from gui.weights.model import Column
from gui.weights.view import AFTER, BEFORE
from model import new_document
from model.arrays import Floats
from model.run.document import Start
from model.run.edits import (
    with_classifier,
    with_new_start,
    with_standard_scaling,
    with_weights,
    without_scaling,
)
from tests.gui.weights.setting import WeightsDesk, desk_alone


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> WeightsDesk:
    """The network and the points of a first start."""
    return desk_alone(qtbot, new_document())


@pytest.fixture
def scaled(qtbot: QtBot, qapp: QApplication) -> WeightsDesk:
    """Students, whose grades are scaled."""
    document = with_classifier(new_document("students"), "logistic")
    return desk_alone(qtbot, with_standard_scaling(document))


def test_zero_starts_at_zero_and_random_where_it_was(desk: WeightsDesk) -> None:
    drawn = desk.place.theta
    assert desk.chosen == "Random"
    desk.session.step_epoch()
    desk.press("Zero")
    assert not desk.place.theta.any()
    assert desk.place.updates == 0
    assert desk.chosen == "Zero"
    desk.press("Random")
    np.testing.assert_array_equal(desk.place.theta, drawn)
    assert desk.undo_texts == ["Start at zero", "Start at random weights"]
    for _ in range(2):
        desk.session.undo_stack.undo()
    assert desk.place.epoch == 1
    assert desk.chosen == "Random"


def test_a_typed_seed_gives_that_start_again(desk: WeightsDesk) -> None:
    for _ in range(2):
        desk.session.perform(Intent("New start", with_new_start))
    second = desk.place.theta
    assert desk.seed.text() == "2"
    desk.press("Zero")
    assert not desk.seed.isVisible()
    desk.press("Random")
    assert desk.seed.isVisible()
    desk.enter_seed("7")
    seventh = desk.place.theta
    assert desk.undo_texts[-1] == "Start seed 7"
    desk.enter_seed("2")
    np.testing.assert_array_equal(desk.place.theta, second)
    desk.enter_seed("7")
    np.testing.assert_array_equal(desk.place.theta, seventh)
    assert not np.array_equal(seventh, second)


@pytest.mark.parametrize("typed", ["-1", "1.5", "seven", "", "1e400", "9" * 400])
def test_what_is_no_seed_is_said_and_changes_nothing(desk: WeightsDesk, typed: str) -> None:
    before = desk.document
    desk.enter_seed(typed)
    assert desk.said[-1].startswith("Start seed")
    assert desk.document is before


def test_the_weights_of_now_become_the_start(desk: WeightsDesk) -> None:
    for _ in range(3):
        desk.session.step_epoch()
    trained = desk.place.theta
    desk.press("Use these as the start")
    assert desk.undo_texts == ["Start from these weights"]
    np.testing.assert_array_equal(desk.place.theta, trained)
    assert (desk.place.epoch, desk.place.updates) == (0, 0)
    assert desk.chosen == "Typed"
    desk.session.step_epoch()
    desk.session.restart()
    np.testing.assert_array_equal(desk.place.theta, trained)
    for _ in range(2):
        desk.session.undo_stack.undo()
    assert desk.place.epoch == 3
    assert desk.document.start == Start()


def test_typed_means_the_weights_in_the_table(desk: WeightsDesk) -> None:
    desk.session.step_epoch()
    trained = desk.place.theta
    desk.press("Typed")
    np.testing.assert_array_equal(desk.place.theta, trained)
    assert desk.document.start.theta == tuple(trained.tolist())


def test_a_weight_typed_before_training_is_the_start_and_one_typed_later_is_not(
    desk: WeightsDesk,
) -> None:
    assert desk.note == BEFORE
    desk.type("x₁ → h₁", "2")
    assert desk.chosen == "Typed"
    desk.session.step_epoch()
    assert desk.note == AFTER
    desk.type("x₁ → h₁", "3")
    desk.session.restart()
    assert desk.place.theta[0] == 2
    assert desk.note == BEFORE


def test_nothing_moves_when_training_begins(desk: WeightsDesk) -> None:
    before = desk.table.geometry()
    desk.session.step_epoch()
    desk.press("Zero")
    assert desk.table.geometry() == before


def test_a_file_with_weights_is_a_typed_start(desk: WeightsDesk) -> None:
    desk.session.step_epoch()
    weights = desk.session.run.weights()
    desk.session.perform(Intent("Open", lambda d: with_weights(d, weights)))
    assert desk.chosen == "Typed"


# --------------------------------------------------------------------------- raw and scaled numbers


def raw_scores(desk: WeightsDesk) -> Floats:
    """w·x + b on the points as they are, from the raw numbers of the table."""
    names = [name for name in desk.names if name.endswith("ŷ")]
    numbers = np.array([desk.number(name, Column.RAW) for name in names])
    return np.asarray(desk.document.dataset.x @ numbers[:-1] + numbers[-1])


def test_where_inputs_are_scaled_weights_are_shown_in_both_units(scaled: WeightsDesk) -> None:
    scaled.session.step_epoch()
    model, across = scaled.table.model(), Qt.Orientation.Horizontal
    assert [model.headerData(c, across) for c in (Column.NUMBER, Column.RAW)] == ["scaled", "raw"]
    assert scaled.table.horizontalHeader().isVisible()
    scores = scaled.viewer.snapshot().measured.scores[:, 0]
    np.testing.assert_allclose(raw_scores(scaled), scores, rtol=1e-9, atol=1e-9)
    assert scaled.text("test → ŷ", Column.RAW) != scaled.text("test → ŷ")


@pytest.mark.parametrize("name", ["test → ŷ", "b of ŷ"])
def test_a_raw_number_that_is_typed_changes_that_raw_number_alone(
    scaled: WeightsDesk, name: str
) -> None:
    scaled.session.step_epoch()
    others = [other for other in scaled.names[1:] if other != name]
    before = [scaled.number(other, Column.RAW) for other in others]
    theta = scaled.place.theta
    scaled.type(name, "0.75", Column.RAW)
    assert scaled.number(name, Column.RAW) == pytest.approx(0.75, rel=1e-12)
    after = [scaled.number(other, Column.RAW) for other in others]
    assert after == pytest.approx(before, rel=1e-9)
    scores = scaled.viewer.snapshot().measured.scores[:, 0]
    np.testing.assert_allclose(raw_scores(scaled), scores, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(scaled.place.theta[1:-1], theta[1:-1])
    scaled.session.undo_stack.undo()
    np.testing.assert_array_equal(scaled.place.theta, theta)


def test_a_scaled_number_that_is_typed_is_taken_to_the_bit(scaled: WeightsDesk) -> None:
    theta = scaled.place.theta
    scaled.type("test → ŷ", "0.3")
    np.testing.assert_array_equal(scaled.place.theta, [0.3, *theta[1:]])


def test_without_scaling_there_is_one_number(scaled: WeightsDesk) -> None:
    assert scaled.table.model().columnCount() == 4
    scaled.session.perform(Intent("Scaling none", without_scaling))
    assert scaled.table.model().columnCount() == 3
    assert not scaled.table.horizontalHeader().isVisible()
