"""Where training starts: random, zero or typed weights; and weights in raw and scaled units."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.session.intents import Intent
from gui.weights.model import WeightColumn
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
from tests.gui.weights.setting import WeightSetter, setter_alone


@pytest.fixture
def setter(qtbot: QtBot, qapp: QApplication) -> WeightSetter:
    """The network and the points of a first start."""
    return setter_alone(qtbot, new_document())


@pytest.fixture
def scaled(qtbot: QtBot, qapp: QApplication) -> WeightSetter:
    """Students, whose grades are scaled."""
    document = with_classifier(new_document("students"), "logistic")
    return setter_alone(qtbot, with_standard_scaling(document))


def test_zero_starts_at_zero_and_random_where_it_was(setter: WeightSetter) -> None:
    drawn = setter.place.theta
    assert setter.chosen == "Random"
    setter.session.step_epoch()
    setter.press("Zero")
    assert not setter.place.theta.any()
    assert setter.place.updates == 0
    assert setter.chosen == "Zero"
    setter.press("Random")
    np.testing.assert_array_equal(setter.place.theta, drawn)
    assert setter.undo_texts == ["Start at zero", "Start at random weights"]
    for _ in range(2):
        setter.session.undo_stack.undo()
    assert setter.place.epoch == 1
    assert setter.chosen == "Random"


def test_a_typed_seed_gives_that_start_again(setter: WeightSetter) -> None:
    for _ in range(2):
        setter.session.perform(Intent("New start", with_new_start))
    second = setter.place.theta
    assert setter.seed.text() == "2"
    setter.press("Zero")
    assert not setter.seed.isVisible()
    setter.press("Random")
    assert setter.seed.isVisible()
    setter.enter_seed("7")
    seventh = setter.place.theta
    assert setter.undo_texts[-1] == "Start seed 7"
    setter.enter_seed("2")
    np.testing.assert_array_equal(setter.place.theta, second)
    setter.enter_seed("7")
    np.testing.assert_array_equal(setter.place.theta, seventh)
    assert not np.array_equal(seventh, second)


@pytest.mark.parametrize("typed", ["-1", "1.5", "seven", "", "1e400", "9" * 400])
def test_what_is_no_seed_is_said_and_changes_nothing(setter: WeightSetter, typed: str) -> None:
    before = setter.document
    setter.enter_seed(typed)
    assert setter.said[-1].startswith("Start seed")
    assert setter.document is before


def test_the_weights_of_now_become_the_start(setter: WeightSetter) -> None:
    for _ in range(3):
        setter.session.step_epoch()
    trained = setter.place.theta
    setter.press("Use these as the start")
    assert setter.undo_texts == ["Start from these weights"]
    np.testing.assert_array_equal(setter.place.theta, trained)
    assert (setter.place.epoch, setter.place.updates) == (0, 0)
    assert setter.chosen == "Typed"
    setter.session.step_epoch()
    setter.session.restart()
    np.testing.assert_array_equal(setter.place.theta, trained)
    for _ in range(2):
        setter.session.undo_stack.undo()
    assert setter.place.epoch == 3
    assert setter.document.start == Start()


def test_typed_means_the_weights_in_the_table(setter: WeightSetter) -> None:
    setter.session.step_epoch()
    trained = setter.place.theta
    setter.press("Typed")
    np.testing.assert_array_equal(setter.place.theta, trained)
    assert setter.document.start.theta == tuple(trained.tolist())


def test_a_weight_typed_before_training_is_the_start_and_one_typed_later_is_not(
    setter: WeightSetter,
) -> None:
    assert setter.note == BEFORE
    setter.type("x₁ → h₁", "2")
    assert setter.chosen == "Typed"
    setter.session.step_epoch()
    assert setter.note == AFTER
    setter.type("x₁ → h₁", "3")
    setter.session.restart()
    assert setter.place.theta[0] == 2
    assert setter.note == BEFORE


def test_nothing_moves_when_training_begins(setter: WeightSetter) -> None:
    before = setter.table.geometry()
    setter.session.step_epoch()
    setter.press("Zero")
    assert setter.table.geometry() == before


def test_a_file_with_weights_is_a_typed_start(setter: WeightSetter) -> None:
    setter.session.step_epoch()
    weights = setter.session.run.weights()
    setter.session.perform(Intent("Open", lambda d: with_weights(d, weights)))
    assert setter.chosen == "Typed"


# --------------------------------------------------------------------------- raw and scaled numbers


def raw_scores(setter: WeightSetter) -> Floats:
    """w·x + b on the points as they are, from the raw numbers of the table."""
    names = [name for name in setter.names if name.endswith("ŷ")]
    numbers = np.array([setter.number(name, WeightColumn.RAW) for name in names])
    return np.asarray(setter.document.dataset.x @ numbers[:-1] + numbers[-1])


def test_where_inputs_are_scaled_weights_are_shown_in_both_units(scaled: WeightSetter) -> None:
    scaled.session.step_epoch()
    model, across = scaled.table.model(), Qt.Orientation.Horizontal
    assert [model.headerData(c, across) for c in (WeightColumn.NUMBER, WeightColumn.RAW)] == [
        "scaled",
        "raw",
    ]
    assert scaled.table.horizontalHeader().isVisible()
    scores = scaled.viewer.snapshot().measured.scores[:, 0]
    np.testing.assert_allclose(raw_scores(scaled), scores, rtol=1e-9, atol=1e-9)
    assert scaled.text("test → ŷ", WeightColumn.RAW) != scaled.text("test → ŷ")


@pytest.mark.parametrize("name", ["test → ŷ", "b of ŷ"])
def test_a_raw_number_that_is_typed_changes_that_raw_number_alone(
    scaled: WeightSetter, name: str
) -> None:
    scaled.session.step_epoch()
    others = [other for other in scaled.names[1:] if other != name]
    before = [scaled.number(other, WeightColumn.RAW) for other in others]
    theta = scaled.place.theta
    scaled.type(name, "0.75", WeightColumn.RAW)
    assert scaled.number(name, WeightColumn.RAW) == pytest.approx(0.75, rel=1e-12)
    after = [scaled.number(other, WeightColumn.RAW) for other in others]
    assert after == pytest.approx(before, rel=1e-9)
    scores = scaled.viewer.snapshot().measured.scores[:, 0]
    np.testing.assert_allclose(raw_scores(scaled), scores, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(scaled.place.theta[1:-1], theta[1:-1])
    scaled.session.undo_stack.undo()
    np.testing.assert_array_equal(scaled.place.theta, theta)


def test_a_scaled_number_that_is_typed_is_taken_to_the_bit(scaled: WeightSetter) -> None:
    theta = scaled.place.theta
    scaled.type("test → ŷ", "0.3")
    np.testing.assert_array_equal(scaled.place.theta, [0.3, *theta[1:]])


def test_without_scaling_there_is_one_number(scaled: WeightSetter) -> None:
    assert scaled.table.model().columnCount() == 4
    scaled.session.perform(Intent("Scaling none", without_scaling))
    assert scaled.table.model().columnCount() == 3
    assert not scaled.table.horizontalHeader().isVisible()
