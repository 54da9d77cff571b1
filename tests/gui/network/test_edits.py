"""Weights, units and layers changed by hand in the diagram."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model import Document, new_document
from model.expressions import About
from model.run.document import Start
from model.run.edits import with_classifier, with_network, with_start
from tests.gui.network.at_diagram import NetworkDesk

Lay = Callable[..., NetworkDesk]
WEIGHT, BIAS = About(0, 0, 1), About(0, 0, 2)


@pytest.fixture
def lay(qtbot: QtBot) -> Lay:
    """Lays a diagram on the desk."""
    return lambda document=None, **more: NetworkDesk(qtbot, document or admission(), **more)


def admission(name: str = "logistic") -> Document:
    """MATH.md's line: 2 x1 + x2 - 18 = 0."""
    return with_start(with_classifier(new_document("blobs"), name), Start(theta=(2.0, 1.0, -18.0)))


def network(*hidden: int) -> Document:
    return with_network(new_document(), hidden, "tanh")


# ------------------------------------------------------------------------------------ typed numbers


@pytest.mark.parametrize(("part", "place"), [(About(0, 0, 0), 0), (WEIGHT, 1), (BIAS, 2)])
def test_a_click_on_a_number_types_it(lay: Lay, part: About, place: int) -> None:
    desk = lay()
    before = desk.theta.tolist()
    desk.click(part)
    assert float(desk.field.text()) == before[place]
    desk.type("-0.75")
    assert not desk.is_typing
    expected = [*before[:place], -0.75, *before[place + 1 :]]
    assert desk.theta.tolist() == expected
    assert desk.words.endswith("= −0.75")
    desk.session.undo_stack.undo()
    assert desk.theta.tolist() == before


def test_the_edge_of_a_bias_is_typed_like_any_other(lay: Lay) -> None:
    desk = lay(admission("perceptron"))
    desk.toggle("Bias as an input")
    desk.click(BIAS)
    desk.type("-17.5")
    assert desk.theta.tolist() == [2.0, 1.0, -17.5]
    assert desk.undo_texts == ["Set b of ŷ to -17.5"]


def test_what_is_no_number_is_told_and_can_be_put_right(lay: Lay) -> None:
    desk = lay()
    desk.click(WEIGHT)
    desk.type("one")
    assert "'one' is no number" in desk.said[-1]
    assert desk.said[-1].startswith("x₂ → ŷ: ")
    assert desk.is_typing
    assert desk.theta.tolist() == [2.0, 1.0, -18.0]
    desk.type("1e400")
    assert "not finite" in desk.said[-1]
    desk.type("3")
    assert desk.theta.tolist() == [2.0, 3.0, -18.0]
    assert not desk.is_typing


def test_what_would_grow_beyond_all_bounds_is_refused(lay: Lay) -> None:
    desk = lay()
    desk.click(WEIGHT)
    desk.type("1e308")
    assert "beyond all bounds" in desk.said[-1]
    assert desk.is_typing
    assert "beyond all bounds" in desk.field.toolTip(), "the field says why"
    assert desk.theta.tolist() == [2.0, 1.0, -18.0]
    QTest.keyClicks(desk.field, "1")
    assert desk.field.toolTip() == ""


def test_escape_leaves_the_number_as_it_was(lay: Lay) -> None:
    desk = lay()
    desk.click(WEIGHT)
    QTest.keyClicks(desk.field, "77")
    desk.key(Qt.Key.Key_Escape)
    assert not desk.is_typing
    assert desk.theta.tolist() == [2.0, 1.0, -18.0]
    assert desk.undo_texts == []
    assert desk.canvas.hasFocus()


def test_a_number_that_is_left_for_another_place_is_taken(lay: Lay) -> None:
    desk = lay()
    desk.click(WEIGHT)
    QTest.keyClicks(desk.field, "4")
    desk.click(About(None, None, 0))
    assert not desk.is_typing
    assert desk.theta.tolist() == [2.0, 4.0, -18.0]
    desk.click(WEIGHT)
    QTest.keyClicks(desk.field, "nothing")
    desk.click(About(None, None, 0))
    assert not desk.is_typing
    assert desk.theta.tolist() == [2.0, 4.0, -18.0]


def test_a_number_that_is_not_touched_stays_to_the_last_bit(lay: Lay) -> None:
    third = with_start(admission(), Start(theta=(1 / 3, 1.0, -18.0)))
    desk = lay(third)
    desk.click(About(0, 0, 0))
    desk.key(Qt.Key.Key_Return)
    assert not desk.is_typing
    assert desk.theta[0] == 1 / 3
    assert desk.undo_texts == []


def test_keys_alone_type_a_number(lay: Lay) -> None:
    desk = lay(network(4))
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down):
        desk.key(key)
    desk.key(Qt.Key.Key_Return)
    desk.type("2.5")
    assert desk.number(About(0, 1, 1)) == 2.5
    assert desk.words == "weight of h₂ from x₂ = 2.5"
    assert desk.canvas.hasFocus()
    desk.key(Qt.Key.Key_Down)
    assert desk.words.startswith("bias of h₂")


def test_a_field_that_is_open_goes_with_its_number(lay: Lay) -> None:
    desk = lay(network(4))
    desk.click(About(0, 3, 1))
    assert desk.is_typing
    desk.session.stand(network(2), None)
    assert not desk.is_typing


# ---------------------------------------------------------------------------------- dragged numbers


def test_a_number_is_dragged_up_and_down_in_one_step_of_undo(lay: Lay) -> None:
    desk = lay()
    desk.press(WEIGHT)
    desk.drag_on(WEIGHT, 10, 30, 50)
    assert desk.number(WEIGHT) == pytest.approx(2.0)
    desk.drag_on(WEIGHT, -50)
    assert desk.number(WEIGHT) == pytest.approx(0.0)
    desk.let_go()
    assert not desk.is_typing
    assert desk.undo_texts == ["Set x₂ → ŷ to 0"]
    desk.session.undo_stack.undo()
    assert desk.theta.tolist() == [2.0, 1.0, -18.0]


def test_a_large_number_is_dragged_in_steps_of_its_size(lay: Lay) -> None:
    desk = lay()
    desk.press(BIAS)
    desk.drag_on(BIAS, 25)
    desk.let_go()
    assert desk.number(BIAS) == pytest.approx(-9.0)


def test_a_small_number_is_dragged_in_steps_of_the_size_of_its_layer(lay: Lay) -> None:
    small = with_start(admission("perceptron"), Start(theta=(0.04, 0.0, -0.2)))
    desk = lay(small)
    desk.press(WEIGHT)
    desk.drag_on(WEIGHT, 25)
    desk.let_go()
    assert desk.number(WEIGHT) == pytest.approx(0.02)


def test_a_click_that_trembles_is_a_click(lay: Lay) -> None:
    desk = lay()
    desk.press(WEIGHT)
    desk.drag_on(WEIGHT, 2)
    desk.let_go()
    assert desk.is_typing
    assert desk.undo_texts == []


def test_loss_and_field_answer_while_a_number_is_dragged(lay: Lay) -> None:
    desk = lay()
    before = desk.viewer.snapshot()
    desk.press(BIAS)
    desk.drag_on(BIAS, 25)
    during = desk.viewer.snapshot()
    assert during.measured.loss != before.measured.loss
    assert before.boundary != during.boundary
    desk.let_go()


def test_training_waits_while_a_number_is_dragged_and_goes_on_from_there(lay: Lay) -> None:
    desk = lay()
    desk.session.resume()
    desk.session.tick()
    desk.press(BIAS)
    desk.drag_on(BIAS, 20)
    updates, theta = desk.session.place.updates, desk.theta
    assert updates > 0
    for _ in range(3):
        desk.session.tick()
    np.testing.assert_array_equal(desk.theta, theta)
    assert desk.session.is_running
    desk.let_go()
    desk.session.tick()
    assert desk.session.place.updates > updates
    assert desk.held == [True, False]
    desk.session.pause()


def test_a_classifier_that_goes_while_its_weight_is_held_lets_training_go_on(lay: Lay) -> None:
    desk = lay(network(4))
    part = About(0, 2, 1)
    desk.press(part)
    desk.drag_on(part, 20)
    desk.session.stand(network(2), None)
    assert desk.held == [True, False]
    QTest.mouseMove(desk.canvas, QPoint(60, 60))
    assert desk.session.place.theta.size == 9
    desk.let_go()


def test_a_diagram_that_is_hidden_while_a_weight_is_held_lets_training_go_on(lay: Lay) -> None:
    desk = lay()
    desk.press(BIAS)
    desk.drag_on(BIAS, 25)
    desk.view.hide()
    assert desk.held == [True, False]
    assert desk.number(BIAS) == pytest.approx(-9.0)


# --------------------------------------------------------------------------------- units and layers


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("Add a unit to layer 1", (5, 2)),
        ("Remove a unit from layer 2", (4, 1)),
        ("Add a hidden layer as wide as the last", (4, 2, 2)),
        ("Remove the last hidden layer", (4,)),
    ],
)
def test_units_and_layers_are_added_and_removed(
    lay: Lay, button: str, expected: tuple[int, ...]
) -> None:
    desk = lay(network(4, 2))
    desk.toggle(button)
    assert desk.session.document.hidden == expected
    assert [shape.outputs for shape in desk.diagram.shapes] == [*expected, 1]
    desk.session.undo_stack.undo()
    assert desk.session.document.hidden == (4, 2)


def test_units_and_layers_have_bounds(lay: Lay) -> None:
    desk = lay(network(1, 16, 4, 4, 4, 4))
    assert not desk.button("Remove a unit from layer 1").isEnabled()
    assert desk.button("Add a unit to layer 1").isEnabled()
    assert not desk.button("Add a unit to layer 2").isEnabled()
    assert not desk.button("Add a hidden layer as wide as the last").isEnabled()
    desk.session.stand(network(), None)
    assert not desk.button("Remove the last hidden layer").isEnabled()
    desk.toggle("Add a hidden layer as wide as the last")
    assert desk.session.document.hidden == (4,)


def test_a_button_that_adds_units_keeps_the_focus(lay: Lay) -> None:
    desk = lay(network(4))
    button = desk.button("Add a unit to layer 1")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert desk.session.document.hidden == (7,)
    assert button.hasFocus()


def test_what_has_no_hidden_layers_has_no_buttons_for_them(lay: Lay) -> None:
    desk = lay(admission())
    with pytest.raises(ValueError, match="not enough values"):
        desk.button("Add a unit to layer 1")
    desk.session.stand(network(4), None)
    assert desk.button("Add a unit to layer 1").isVisible()


def test_the_buttons_stand_above_their_columns(lay: Lay) -> None:
    desk = lay(network(3, 2))
    for layer in range(2):
        more = desk.button(f"Add a unit to layer {layer + 1}")
        middle = more.mapTo(desk.view, more.rect().center()).x()
        column = desk.canvas.mapTo(desk.view, desk.diagram.node(layer + 1, 0).center().toPoint())
        assert abs(middle - column.x()) <= more.width()
