"""Every weight and bias is shown, and can be dragged and typed."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.numbers.weight_rows import weight_text
from gui.session.intents import Intent
from gui.weights.model import WeightColumn
from model import dataset, new_document
from model.run.edits import (
    add_class,
    with_classifier,
    with_derived,
    with_learner,
    with_network,
    with_solution,
)
from tests.gui.controls import reasons
from tests.gui.person import CTRL, NOTHING
from tests.gui.weights.setting import LOOK, WeightSetter, setter_alone

LINES = [5.0, -2.0, -8.0, 7.0, -3.0, 1.0, 7.0, 5.0, -6.0]


@pytest.fixture
def setter(qtbot: QtBot, qapp: QApplication) -> WeightSetter:
    """Two lines and a neuron on top of them."""
    return setter_alone(qtbot, new_document("lines", 60))


@pytest.fixture
def learning(qtbot: QtBot, qapp: QApplication) -> WeightSetter:
    """The same network at random weights."""
    return setter_alone(qtbot, with_learner(new_document("lines", 60)))


# ---------------------------------------------------------------------------------------- the rows


def test_every_weight_and_bias_has_a_row_under_its_layer(setter: WeightSetter) -> None:
    assert setter.names == [
        "Layer 1 · 2 units · sigmoid",
        *("x₁ → h₁", "x₂ → h₁", "b of h₁", "x₁ → h₂", "x₂ → h₂", "b of h₂"),
        "Output · sigmoid",
        *("h₁ → ŷ", "h₂ → ŷ", "b of ŷ"),
    ]
    shown = [setter.text(name) for name in setter.names if not name.endswith("sigmoid")]
    assert shown == [f"{value:.4f}".replace("-", "−") for value in LINES]


def test_outputs_of_many_classes_have_their_names(qtbot: QtBot, qapp: QApplication) -> None:
    document = with_classifier(add_class(add_class(new_document("circle", 60))), "perceptron")
    setter = setter_alone(qtbot, document)
    assert setter.names[0] == "Output · 4 classes · linear"
    assert setter.names[-3:] == ["x₁ → green", "x₂ → green", "b of green"]
    setter.type("b of green", "50")
    assert setter.viewer.snapshot().measured.right == 0


def test_inputs_have_their_names_and_long_ones_leave_room_for_numbers(
    qtbot: QtBot, qapp: QApplication
) -> None:
    long = "a_very_long_name_of_a_feature_that_fits_nowhere"
    points = dataset([[0.0, 1.0], [2.0, 3.0]], [0, 1], ("dose", long))
    document = with_derived(replace(new_document(), dataset=points, hidden=(1,)), ("x1^2",))
    setter = setter_alone(qtbot, document, width=200)
    assert setter.names[1:4] == ["dose → h₁", f"{long} → h₁", "dose² → h₁"]
    tip = setter.cell(f"{long} → h₁", WeightColumn.NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"The weight of h₁ from {long}"
    number = setter.table.visualRect(setter.cell("dose → h₁", WeightColumn.NUMBER))
    assert number.right() <= setter.viewport.width()
    needed = setter.table.fontMetrics().horizontalAdvance("−10.0000")
    assert number.width() > needed * LOOK.font(11).pixelSize() / 13


def test_another_classifier_has_other_rows_and_undo_the_old_ones(setter: WeightSetter) -> None:
    before = setter.names
    setter.click("x₁ → h₁")
    setter.session.perform(Intent("Logistic", lambda d: with_classifier(d, "logistic")))
    assert setter.names == ["Output · sigmoid", "x₁ → ŷ", "x₂ → ŷ", "b of ŷ"]
    assert not setter.is_typing
    setter.session.undo_stack.undo()
    assert setter.names == before


def test_a_large_network_is_all_there(setter: WeightSetter) -> None:
    setter.session.perform(Intent("Large", lambda d: with_network(d, (16,) * 6, "tanh")))
    theta = setter.place.theta
    assert len(setter.names) == len(theta) + 7
    setter.type("b of ŷ", "0.5")
    np.testing.assert_array_equal(setter.place.theta, [*theta[:-1], 0.5])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0000"), (-0.0, "0.0000"), (1.5, "1.5000"), (-99.9999, "−99.9999"),
        (-99.99996, "−100.000"), (999.9999, "1000.00"), (12345.6, "1.23e4"),
        (0.0001, "0.0001"), (-3.21e-7, "−3.21e−7"), (1e300, "1.00e300"),
    ],
)  # fmt: skip
def test_numbers_are_written_so_that_no_digit_jumps(value: float, text: str) -> None:
    assert weight_text(value) == text


# ------------------------------------------------------------------------------------------ typing


def test_a_typed_weight_is_taken_and_can_be_undone(setter: WeightSetter) -> None:
    setter.type("b of ŷ", "-11.5")
    np.testing.assert_array_equal(setter.place.theta, [*LINES[:-1], -11.5])
    assert setter.text("b of ŷ") == "−11.5000"
    assert setter.undo_texts == ["Set b of ŷ to -11.5"]
    assert not any(setter.said)
    assert not setter.is_typing
    setter.session.undo_stack.undo()
    np.testing.assert_array_equal(setter.place.theta, LINES)
    assert setter.text("b of ŷ") == "−6.0000"


@pytest.mark.parametrize("typed", ["2.5", " 2.5 ", "25e-1", "+2.5"])
def test_numbers_are_read_as_they_are_written_everywhere(setter: WeightSetter, typed: str) -> None:
    setter.type("x₁ → h₁", typed)
    assert setter.place.theta[0] == 2.5


def test_a_number_can_be_pasted_as_it_is_shown(setter: WeightSetter) -> None:
    QApplication.clipboard().setText("−2.5")
    setter.click("x₁ → h₁")
    QTest.keyClick(setter.field, Qt.Key.Key_V, CTRL)
    QTest.keyClick(setter.field, Qt.Key.Key_Return)
    assert setter.place.theta[0] == -2.5


@pytest.mark.parametrize("typed", ["abc", "", "nan", "inf", "-Infinity", "1e999", "1,5", "1 2"])
def test_what_is_no_number_is_said_and_changes_nothing(setter: WeightSetter, typed: str) -> None:
    setter.type("x₁ → h₁", typed)
    assert re.fullmatch(r"x₁ → h₁: .+expected a number such as −0.5", setter.said[-1])
    assert setter.field.property("wrong"), "it can be put right"
    assert setter.field.text() == "5", "the number in force"
    assert [setter.said[-1]] == reasons(setter.table)
    np.testing.assert_array_equal(setter.place.theta, LINES)
    assert setter.undo_texts == []
    QTest.keyClick(setter.field, Qt.Key.Key_Escape)
    assert not setter.is_typing
    assert setter.text("x₁ → h₁") == "5.0000"


def test_a_refused_number_marks_its_cell_until_it_is_put_right(setter: WeightSetter) -> None:
    def is_marked() -> bool:
        rect = setter.table.visualRect(setter.cell("x₁ → h₁", WeightColumn.NUMBER))
        edge = setter.viewport.grab().toImage().pixelColor(rect.left() + 1, rect.center().y())
        return bool(edge == LOOK.color("warn"))

    assert not is_marked()
    setter.click("x₁ → h₁")
    QTest.keyClicks(setter.field, "abc")
    setter.seed.setFocus()
    assert "'abc': expected a number" in setter.said[-1]
    assert not setter.is_typing
    assert is_marked()
    assert "'abc'" in reasons(setter.table)[0]
    setter.type("x₁ → h₁", "4")
    assert not is_marked()
    assert reasons(setter.table) == []


def test_a_weight_with_which_nothing_can_be_computed_is_refused(setter: WeightSetter) -> None:
    before = setter.document
    setter.type("h₁ → ŷ", "1.7e308")
    expected = "Set h₁ → ŷ to 1.7e+308: the numbers would grow beyond all bounds"
    assert not any(setter.said), "it is large, but finite"
    setter.type("h₂ → ŷ", "1.7e308")
    assert setter.said[-1].startswith(expected.replace("h₁", "h₂"))
    assert setter.field.property("wrong")
    assert "beyond all bounds" in setter.field.toolTip(), "the field says why"
    setter.session.undo_stack.undo()
    assert setter.document is before


def test_leaving_a_number_as_it_is_changes_nothing(learning: WeightSetter) -> None:
    learning.session.step_epoch()
    place = learning.place
    learning.click("x₁ → h₁")
    assert float(learning.field.text()) == pytest.approx(place.theta[0], rel=1e-11)
    QTest.keyClick(learning.field, Qt.Key.Key_Return)
    np.testing.assert_array_equal(learning.place.theta, place.theta)
    assert learning.undo_texts == []


def test_numbers_are_live_and_typing_is_not_interrupted(learning: WeightSetter) -> None:
    session = learning.session
    session.resume()
    learning.click("x₂ → h₁")
    QTest.keyClicks(learning.field, "1.25")
    for _ in range(3):
        session.tick()
        assert learning.text("x₁ → h₁") == weight_text(learning.place.theta[0])
    assert learning.field.text() == "1.25"
    QTest.keyClick(learning.field, Qt.Key.Key_Return)
    assert learning.place.theta[1] == 1.25
    assert session.is_running
    session.pause()


def test_exclusive_or_solved_by_hand_can_be_unsolved_by_hand(
    qtbot: QtBot, qapp: QApplication
) -> None:
    setter = setter_alone(qtbot, with_solution(new_document("gate_xor")))
    assert setter.viewer.snapshot().measured.right == 4
    setter.type("b of ŷ", "-0.5")
    assert setter.viewer.snapshot().measured.right < 4
    setter.session.restart()
    assert setter.text("b of ŷ") == "−0.5000"


# ----------------------------------------------------------------------------------------- sliders


def test_a_slider_drags_its_weight_live_and_is_one_step_of_undo(setter: WeightSetter) -> None:
    seen: list[float] = []
    setter.viewer.snapshot_changed.connect(lambda s: seen.append(s.place.theta[0]))
    setter.drag("x₁ → h₁", 5, 10, 15, 20)
    values = list(dict.fromkeys(seen))
    assert len(values) == 4
    assert values == sorted(values)
    assert values[0] > 5
    assert setter.undo_texts == [f"Set x₁ → h₁ to {values[-1]:g}"]
    setter.session.undo_stack.undo()
    np.testing.assert_array_equal(setter.place.theta, LINES)


def test_a_slider_reaches_both_ends_and_further_the_next_time(setter: WeightSetter) -> None:
    # The largest weight is 8, and 2 · 8 rounded up is 20; then 2 · 20 is rounded up to 50.
    setter.drag("b of ŷ", 900)
    assert setter.place.theta[-1] == 20
    setter.drag("b of ŷ", -900)
    assert setter.place.theta[-1] == -50
    setter.drag("b of ŷ", 900)
    assert setter.place.theta[-1] == 100


def test_sliders_keep_their_range_while_one_is_held(setter: WeightSetter) -> None:
    other = setter.grip("x₁ → h₁")
    setter.drag("b of ŷ", 900, release=False)
    assert setter.grip("x₁ → h₁") == other
    setter.let_go()
    assert setter.grip("x₁ → h₁").x() < other.x()


def test_a_click_beside_the_handle_sets_what_the_slider_shows_there(setter: WeightSetter) -> None:
    setter.click("x₁ → h₁", WeightColumn.SLIDER)
    assert abs(setter.place.theta[0]) <= 0.4


def test_a_click_on_a_handle_moves_nothing(learning: WeightSetter) -> None:
    learning.session.step_epoch()
    theta = learning.place.theta
    learning.drag("x₁ → h₁")
    np.testing.assert_array_equal(learning.place.theta, theta)


def test_a_slider_that_was_released_out_of_sight_is_not_dragged_on(setter: WeightSetter) -> None:
    setter.drag("x₁ → h₁", 10, release=False)
    theta = setter.place.theta
    at = QPointF(setter.grip("x₁ → h₁") + QPoint(30, 0))
    none = Qt.MouseButton.NoButton
    to = setter.viewport.mapToGlobal(at)
    moved = QMouseEvent(QMouseEvent.Type.MouseMove, at, to, none, none, NOTHING)
    QApplication.sendEvent(setter.viewport, moved)
    np.testing.assert_array_equal(setter.place.theta, theta)
    setter.let_go()


def test_a_slider_is_dragged_while_training_runs(learning: WeightSetter) -> None:
    session = learning.session
    session.resume()
    session.tick()
    start = learning.grip("b of ŷ")
    learning.drag("b of ŷ", 4, release=False)
    for distance in (8, 12):
        before = learning.place.updates
        session.tick()
        assert learning.place.updates > before
        QTest.mouseMove(learning.viewport, start + QPoint(distance, 0))
    learning.let_go()
    assert session.is_running
    assert len(learning.undo_texts) == 1
    session.pause()


# -------------------------------------------------------------------------------------------- keys


def test_a_slider_is_nudged_by_keys(setter: WeightSetter) -> None:
    setter.table.setFocus()
    setter.table.setCurrentIndex(setter.cell("x₁ → h₁", WeightColumn.SLIDER))
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus):
        QTest.keyClick(setter.table, key)
    assert setter.place.theta[0] == 4.8
    assert len(setter.undo_texts) == 3


def test_enter_takes_a_number_and_tab_goes_on_to_the_next(setter: WeightSetter) -> None:
    setter.table.setFocus()
    setter.table.setCurrentIndex(setter.cell("b of h₂", WeightColumn.NAME))
    QTest.keyClick(setter.table, Qt.Key.Key_4)
    QTest.keyClicks(setter.field, ".5")
    QTest.keyClick(setter.field, Qt.Key.Key_Tab)
    QTest.keyClicks(setter.field, "9")
    QTest.keyClick(setter.field, Qt.Key.Key_Backtab)
    QTest.keyClicks(setter.field, "3")
    QTest.keyClick(setter.field, Qt.Key.Key_Return)
    assert not setter.is_typing
    assert setter.place.theta[5:7].tolist() == [3.0, 9.0]


def test_arrows_pass_over_headings(setter: WeightSetter) -> None:
    setter.table.setCurrentIndex(setter.cell("b of h₂", WeightColumn.NUMBER))
    QTest.keyClick(setter.table, Qt.Key.Key_Down)
    assert setter.table.currentIndex() == setter.cell("h₁ → ŷ", WeightColumn.NUMBER)


def test_rows_are_copied_with_exact_numbers(setter: WeightSetter) -> None:
    setter.type("b of ŷ", "-6.123456789012")
    QTest.keyClick(setter.table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(setter.table, Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 9
    assert lines[0] == "x₁ → h₁\t5.0"
    assert lines[-1] == "b of ŷ\t-6.123456789012"
