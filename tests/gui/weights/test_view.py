"""Every weight and bias can be seen, dragged and typed."""

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
from gui.weights.model import Column
from model import dataset, new_document
from model.run.edits import (
    add_class,
    with_classifier,
    with_derived,
    with_learner,
    with_network,
    with_solution,
)
from tests.gui.person import CTRL, NOTHING
from tests.gui.weights.setting import LOOK, WeightsDesk, desk_alone

LINES = [5.0, -2.0, -8.0, 7.0, -3.0, 1.0, 7.0, 5.0, -6.0]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> WeightsDesk:
    """Two lines and a neuron on top of them."""
    return desk_alone(qtbot, new_document("lines", 60))


@pytest.fixture
def learning(qtbot: QtBot, qapp: QApplication) -> WeightsDesk:
    """The same network at random weights."""
    return desk_alone(qtbot, with_learner(new_document("lines", 60)))


# ---------------------------------------------------------------------------------------- the rows


def test_every_weight_and_bias_has_a_row_under_its_layer(desk: WeightsDesk) -> None:
    assert desk.names == [
        "Layer 1 · 2 units · sigmoid",
        *("x₁ → h₁", "x₂ → h₁", "b of h₁", "x₁ → h₂", "x₂ → h₂", "b of h₂"),
        "Output · sigmoid",
        *("h₁ → ŷ", "h₂ → ŷ", "b of ŷ"),
    ]
    shown = [desk.text(name) for name in desk.names if not name.endswith("sigmoid")]
    assert shown == [f"{value:.4f}".replace("-", "−") for value in LINES]


def test_outputs_of_many_classes_have_their_names(qtbot: QtBot, qapp: QApplication) -> None:
    document = with_classifier(add_class(add_class(new_document("circle", 60))), "perceptron")
    desk = desk_alone(qtbot, document)
    assert desk.names[0] == "Output · 4 classes · linear"
    assert desk.names[-3:] == ["x₁ → green", "x₂ → green", "b of green"]
    desk.type("b of green", "50")
    assert desk.viewer.snapshot().measured.right == 0


def test_inputs_have_their_names_and_long_ones_leave_room_for_numbers(
    qtbot: QtBot, qapp: QApplication
) -> None:
    long = "a_very_long_name_of_a_feature_that_fits_nowhere"
    points = dataset([[0.0, 1.0], [2.0, 3.0]], [0, 1], ("dose", long))
    document = with_derived(replace(new_document(), dataset=points, hidden=(1,)), ("x1^2",))
    desk = desk_alone(qtbot, document, width=200)
    assert desk.names[1:4] == ["dose → h₁", f"{long} → h₁", "dose² → h₁"]
    tip = desk.cell(f"{long} → h₁", Column.NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"The weight of h₁ from {long}"
    number = desk.table.visualRect(desk.cell("dose → h₁", Column.NUMBER))
    assert number.right() <= desk.viewport.width()
    needed = desk.table.fontMetrics().horizontalAdvance("−10.0000")
    assert number.width() > needed * LOOK.font(11).pixelSize() / 13


def test_another_classifier_has_other_rows_and_undo_the_old_ones(desk: WeightsDesk) -> None:
    before = desk.names
    desk.click("x₁ → h₁")
    desk.session.perform(Intent("Logistic", lambda d: with_classifier(d, "logistic")))
    assert desk.names == ["Output · sigmoid", "x₁ → ŷ", "x₂ → ŷ", "b of ŷ"]
    assert not desk.is_typing
    desk.session.undo_stack.undo()
    assert desk.names == before


def test_a_large_network_is_all_there(desk: WeightsDesk) -> None:
    desk.session.perform(Intent("Large", lambda d: with_network(d, (16,) * 6, "tanh")))
    theta = desk.place.theta
    assert len(desk.names) == len(theta) + 7
    desk.type("b of ŷ", "0.5")
    np.testing.assert_array_equal(desk.place.theta, [*theta[:-1], 0.5])


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


def test_a_typed_weight_is_taken_and_can_be_undone(desk: WeightsDesk) -> None:
    desk.type("b of ŷ", "-11.5")
    np.testing.assert_array_equal(desk.place.theta, [*LINES[:-1], -11.5])
    assert desk.text("b of ŷ") == "−11.5000"
    assert desk.undo_texts == ["Set b of ŷ to -11.5"]
    assert not any(desk.said)
    assert not desk.is_typing
    desk.session.undo_stack.undo()
    np.testing.assert_array_equal(desk.place.theta, LINES)
    assert desk.text("b of ŷ") == "−6.0000"


@pytest.mark.parametrize("typed", ["2.5", " 2.5 ", "25e-1", "+2.5"])
def test_numbers_are_read_as_they_are_written_everywhere(desk: WeightsDesk, typed: str) -> None:
    desk.type("x₁ → h₁", typed)
    assert desk.place.theta[0] == 2.5


def test_a_number_can_be_pasted_as_it_is_shown(desk: WeightsDesk) -> None:
    QApplication.clipboard().setText("−2.5")
    desk.click("x₁ → h₁")
    QTest.keyClick(desk.field, Qt.Key.Key_V, CTRL)
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.place.theta[0] == -2.5


@pytest.mark.parametrize("typed", ["abc", "", "nan", "inf", "-Infinity", "1e999", "1,5", "1 2"])
def test_what_is_no_number_is_said_and_changes_nothing(desk: WeightsDesk, typed: str) -> None:
    desk.type("x₁ → h₁", typed)
    assert re.fullmatch(r"x₁ → h₁: .+; expected a number such as -0.5", desk.said[-1])
    assert desk.field.property("wrong"), "it can be put right"
    np.testing.assert_array_equal(desk.place.theta, LINES)
    assert desk.undo_texts == []
    QTest.keyClick(desk.field, Qt.Key.Key_Escape)
    assert not desk.is_typing
    assert desk.text("x₁ → h₁") == "5.0000"


def test_a_refused_number_marks_its_cell_until_it_is_put_right(desk: WeightsDesk) -> None:
    def is_marked() -> bool:
        rect = desk.table.visualRect(desk.cell("x₁ → h₁", Column.NUMBER))
        edge = desk.viewport.grab().toImage().pixelColor(rect.left() + 1, rect.center().y())
        return bool(edge == LOOK.color("warn"))

    assert not is_marked()
    desk.click("x₁ → h₁")
    QTest.keyClicks(desk.field, "abc")
    desk.seed.setFocus()
    assert "'abc' is no number" in desk.said[-1]
    assert not desk.is_typing
    assert is_marked()
    desk.type("x₁ → h₁", "4")
    assert not is_marked()


def test_a_weight_with_which_nothing_can_be_computed_is_refused(desk: WeightsDesk) -> None:
    before = desk.document
    desk.type("h₁ → ŷ", "1.7e308")
    expected = "Set h₁ → ŷ to 1.7e+308: the numbers would grow beyond all bounds"
    assert not any(desk.said), "it is large, but finite"
    desk.type("h₂ → ŷ", "1.7e308")
    assert desk.said[-1].startswith(expected.replace("h₁", "h₂"))
    assert desk.field.property("wrong")
    assert "beyond all bounds" in desk.field.toolTip(), "the field says why"
    desk.session.undo_stack.undo()
    assert desk.document is before


def test_leaving_a_number_as_it_is_changes_nothing(learning: WeightsDesk) -> None:
    learning.session.step_epoch()
    place = learning.place
    learning.click("x₁ → h₁")
    assert float(learning.field.text()) == pytest.approx(place.theta[0], rel=1e-11)
    QTest.keyClick(learning.field, Qt.Key.Key_Return)
    np.testing.assert_array_equal(learning.place.theta, place.theta)
    assert learning.undo_texts == []


def test_numbers_are_live_and_typing_is_not_interrupted(learning: WeightsDesk) -> None:
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
    desk = desk_alone(qtbot, with_solution(new_document("gate_xor")))
    assert desk.viewer.snapshot().measured.right == 4
    desk.type("b of ŷ", "-0.5")
    assert desk.viewer.snapshot().measured.right < 4
    desk.session.restart()
    assert desk.text("b of ŷ") == "−0.5000"


# ----------------------------------------------------------------------------------------- sliders


def test_a_slider_drags_its_weight_live_and_is_one_step_of_undo(desk: WeightsDesk) -> None:
    seen: list[float] = []
    desk.viewer.snapshot_changed.connect(lambda s: seen.append(s.place.theta[0]))
    desk.drag("x₁ → h₁", 5, 10, 15, 20)
    values = list(dict.fromkeys(seen))
    assert len(values) == 4
    assert values == sorted(values)
    assert values[0] > 5
    assert desk.undo_texts == [f"Set x₁ → h₁ to {values[-1]:g}"]
    desk.session.undo_stack.undo()
    np.testing.assert_array_equal(desk.place.theta, LINES)


def test_a_slider_reaches_both_ends_and_further_the_next_time(desk: WeightsDesk) -> None:
    # The largest weight is 8, and 2 · 8 rounded up is 20; then 2 · 20 is rounded up to 50.
    desk.drag("b of ŷ", 900)
    assert desk.place.theta[-1] == 20
    desk.drag("b of ŷ", -900)
    assert desk.place.theta[-1] == -50
    desk.drag("b of ŷ", 900)
    assert desk.place.theta[-1] == 100


def test_sliders_keep_their_range_while_one_is_held(desk: WeightsDesk) -> None:
    other = desk.grip("x₁ → h₁")
    desk.drag("b of ŷ", 900, release=False)
    assert desk.grip("x₁ → h₁") == other
    desk.let_go()
    assert desk.grip("x₁ → h₁").x() < other.x()


def test_a_click_beside_the_handle_sets_what_the_slider_shows_there(desk: WeightsDesk) -> None:
    desk.click("x₁ → h₁", Column.SLIDER)
    assert abs(desk.place.theta[0]) <= 0.4


def test_a_click_on_a_handle_moves_nothing(learning: WeightsDesk) -> None:
    learning.session.step_epoch()
    theta = learning.place.theta
    learning.drag("x₁ → h₁")
    np.testing.assert_array_equal(learning.place.theta, theta)


def test_a_slider_that_was_released_out_of_sight_is_not_dragged_on(desk: WeightsDesk) -> None:
    desk.drag("x₁ → h₁", 10, release=False)
    theta = desk.place.theta
    at = QPointF(desk.grip("x₁ → h₁") + QPoint(30, 0))
    none = Qt.MouseButton.NoButton
    to = desk.viewport.mapToGlobal(at)
    moved = QMouseEvent(QMouseEvent.Type.MouseMove, at, to, none, none, NOTHING)
    QApplication.sendEvent(desk.viewport, moved)
    np.testing.assert_array_equal(desk.place.theta, theta)
    desk.let_go()


def test_a_slider_is_dragged_while_training_runs(learning: WeightsDesk) -> None:
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


def test_a_slider_is_nudged_by_keys(desk: WeightsDesk) -> None:
    desk.table.setFocus()
    desk.table.setCurrentIndex(desk.cell("x₁ → h₁", Column.SLIDER))
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus):
        QTest.keyClick(desk.table, key)
    assert desk.place.theta[0] == 4.8
    assert len(desk.undo_texts) == 3


def test_enter_takes_a_number_and_tab_goes_on_to_the_next(desk: WeightsDesk) -> None:
    desk.table.setFocus()
    desk.table.setCurrentIndex(desk.cell("b of h₂", Column.NAME))
    QTest.keyClick(desk.table, Qt.Key.Key_4)
    QTest.keyClicks(desk.field, ".5")
    QTest.keyClick(desk.field, Qt.Key.Key_Tab)
    QTest.keyClicks(desk.field, "9")
    QTest.keyClick(desk.field, Qt.Key.Key_Backtab)
    QTest.keyClicks(desk.field, "3")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert not desk.is_typing
    assert desk.place.theta[5:7].tolist() == [3.0, 9.0]


def test_arrows_pass_over_headings(desk: WeightsDesk) -> None:
    desk.table.setCurrentIndex(desk.cell("b of h₂", Column.NUMBER))
    QTest.keyClick(desk.table, Qt.Key.Key_Down)
    assert desk.table.currentIndex() == desk.cell("h₁ → ŷ", Column.NUMBER)


def test_rows_are_copied_with_exact_numbers(desk: WeightsDesk) -> None:
    desk.type("b of ŷ", "-6.123456789012")
    QTest.keyClick(desk.table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(desk.table, Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 9
    assert lines[0] == "x₁ → h₁\t5.0"
    assert lines[-1] == "b of ŷ\t-6.123456789012"
