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
from model.run.edits import with_classifier, with_network, with_standard_scaling, with_start
from tests.gui.controls import reasons
from tests.gui.network.at_diagram import AtDiagram

Lay = Callable[..., AtDiagram]
WEIGHT, BIAS = About(0, 0, 1), About(0, 0, 2)


@pytest.fixture
def lay(qtbot: QtBot) -> Lay:
    """Return a function that shows a document in a diagram."""
    return lambda document=None, **more: AtDiagram(qtbot, document or admission(), **more)


def admission(name: str = "logistic") -> Document:
    """The line of docs/mathematics.md: 2 x1 + x2 - 18 = 0."""
    return with_start(with_classifier(new_document("blobs"), name), Start(theta=(2.0, 1.0, -18.0)))


def network(*hidden: int) -> Document:
    return with_network(new_document(), hidden, "tanh")


# ------------------------------------------------------------------------------------ typed numbers


@pytest.mark.parametrize(("part", "place"), [(About(0, 0, 0), 0), (WEIGHT, 1), (BIAS, 2)])
def test_a_click_on_a_number_types_it(lay: Lay, part: About, place: int) -> None:
    someone = lay()
    before = someone.theta.tolist()
    someone.click(part)
    assert float(someone.field.text()) == before[place]
    someone.type("-0.75")
    assert not someone.is_typing
    expected = [*before[:place], -0.75, *before[place + 1 :]]
    assert someone.theta.tolist() == expected
    assert someone.words.endswith("= −0.75")
    someone.session.undo_stack.undo()
    assert someone.theta.tolist() == before


def test_the_edge_of_a_bias_is_typed_like_any_other(lay: Lay) -> None:
    someone = lay(admission("perceptron"))
    someone.toggle("Bias as an input")
    someone.click(BIAS)
    someone.type("-17.5")
    assert someone.theta.tolist() == [2.0, 1.0, -17.5]
    assert someone.undo_texts == ["Set b of ŷ to -17.5"]


def test_what_is_not_a_number_is_refused_and_can_be_corrected(lay: Lay) -> None:
    someone = lay()
    someone.click(WEIGHT)
    someone.type("one")
    assert "'one': expected a number" in someone.said[-1]
    assert someone.said[-1].startswith("x₂ → ŷ: ")
    assert someone.is_typing
    assert someone.theta.tolist() == [2.0, 1.0, -18.0]
    assert someone.field.text() == "1", "the number in force"
    assert someone.said[-1] == f"x₂ → ŷ: {reasons(someone.canvas)[0]}"
    someone.type("1e400")
    assert "'1e400': expected a number" in someone.said[-1]
    someone.type("3")
    assert someone.theta.tolist() == [2.0, 3.0, -18.0]
    assert not someone.is_typing


def test_what_would_grow_beyond_all_bounds_is_refused(lay: Lay) -> None:
    someone = lay()
    someone.click(WEIGHT)
    someone.type("1e308")
    assert "beyond all bounds" in someone.said[-1]
    assert someone.is_typing
    assert "beyond all bounds" in someone.field.toolTip(), "the field says why"
    assert someone.theta.tolist() == [2.0, 1.0, -18.0]
    QTest.keyClicks(someone.field, "1")
    assert someone.field.toolTip() == ""
    assert reasons(someone.canvas) == []


def test_escape_leaves_the_number_as_it_was(lay: Lay) -> None:
    someone = lay()
    someone.click(WEIGHT)
    QTest.keyClicks(someone.field, "77")
    someone.key(Qt.Key.Key_Escape)
    assert not someone.is_typing
    assert someone.theta.tolist() == [2.0, 1.0, -18.0]
    assert someone.undo_texts == []
    assert someone.canvas.hasFocus()


def test_a_number_that_is_left_for_another_place_is_taken(lay: Lay) -> None:
    someone = lay()
    someone.click(WEIGHT)
    QTest.keyClicks(someone.field, "4")
    someone.click(About(None, None, 0))
    assert not someone.is_typing
    assert someone.theta.tolist() == [2.0, 4.0, -18.0]
    someone.click(WEIGHT)
    QTest.keyClicks(someone.field, "nothing")
    someone.click(About(None, None, 0))
    assert not someone.is_typing
    assert someone.theta.tolist() == [2.0, 4.0, -18.0]


def test_a_number_that_is_not_touched_stays_to_the_last_bit(lay: Lay) -> None:
    third = with_start(admission(), Start(theta=(1 / 3, 1.0, -18.0)))
    someone = lay(third)
    someone.click(About(0, 0, 0))
    someone.key(Qt.Key.Key_Return)
    assert not someone.is_typing
    assert someone.theta[0] == 1 / 3
    assert someone.undo_texts == []


def test_keys_alone_type_a_number(lay: Lay) -> None:
    someone = lay(network(4))
    someone.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down):
        someone.key(key)
    someone.key(Qt.Key.Key_Return)
    someone.type("2.5")
    assert someone.number(About(0, 1, 1)) == 2.5
    assert someone.words == "weight of h₂ from x₂ = 2.5"
    assert someone.canvas.hasFocus()
    someone.key(Qt.Key.Key_Down)
    assert someone.words.startswith("bias of h₂")


def test_a_field_that_is_open_goes_with_its_number(lay: Lay) -> None:
    someone = lay(network(4))
    someone.click(About(0, 3, 1))
    assert someone.is_typing
    someone.session.stand(network(2))
    someone.session.announce()
    assert not someone.is_typing


# ---------------------------------------------------------------------------------- dragged numbers


def test_a_number_is_dragged_up_and_down_in_one_step_of_undo(lay: Lay) -> None:
    someone = lay()
    someone.press(WEIGHT)
    someone.drag_on(WEIGHT, 10, 30, 50)
    assert someone.number(WEIGHT) == pytest.approx(2.0)
    someone.drag_on(WEIGHT, -50)
    assert someone.number(WEIGHT) == pytest.approx(0.0)
    someone.let_go()
    assert not someone.is_typing
    assert someone.undo_texts == ["Set x₂ → ŷ to 0"]
    someone.session.undo_stack.undo()
    assert someone.theta.tolist() == [2.0, 1.0, -18.0]


def test_a_large_number_is_dragged_in_steps_of_its_size(lay: Lay) -> None:
    someone = lay()
    someone.press(BIAS)
    someone.drag_on(BIAS, 25)
    someone.let_go()
    assert someone.number(BIAS) == pytest.approx(-9.0)


def test_a_small_number_is_dragged_in_steps_of_the_size_of_its_layer(lay: Lay) -> None:
    small = with_start(admission("perceptron"), Start(theta=(0.04, 0.0, -0.2)))
    someone = lay(small)
    someone.press(WEIGHT)
    someone.drag_on(WEIGHT, 25)
    someone.let_go()
    assert someone.number(WEIGHT) == pytest.approx(0.02)


def test_a_click_that_moves_a_few_pixels_is_a_click(lay: Lay) -> None:
    someone = lay()
    someone.press(WEIGHT)
    someone.drag_on(WEIGHT, 2)
    someone.let_go()
    assert someone.is_typing
    assert someone.undo_texts == []


def test_loss_and_field_answer_while_a_number_is_dragged(lay: Lay) -> None:
    someone = lay()
    before = someone.viewer.snapshot()
    someone.press(BIAS)
    someone.drag_on(BIAS, 25)
    during = someone.viewer.snapshot()
    assert during.measured.loss != before.measured.loss
    assert before.boundary != during.boundary
    someone.let_go()


def test_training_waits_while_a_number_is_dragged_and_goes_on_from_there(lay: Lay) -> None:
    someone = lay()
    someone.session.resume()
    someone.session.tick()
    someone.press(BIAS)
    someone.drag_on(BIAS, 20)
    updates, theta = someone.session.place.updates, someone.theta
    assert updates > 0
    for _ in range(3):
        someone.session.tick()
    np.testing.assert_array_equal(someone.theta, theta)
    assert someone.session.is_running
    someone.let_go()
    someone.session.tick()
    assert someone.session.place.updates > updates
    assert someone.held == [True, False]
    someone.session.pause()


def test_a_classifier_that_goes_while_its_weight_is_held_lets_training_go_on(lay: Lay) -> None:
    someone = lay(network(4))
    part = About(0, 2, 1)
    someone.press(part)
    someone.drag_on(part, 20)
    someone.session.stand(network(2))
    someone.session.announce()
    assert someone.held == [True, False]
    QTest.mouseMove(someone.canvas, QPoint(60, 60))
    assert someone.session.place.theta.size == 9
    someone.let_go()


def test_a_diagram_that_is_hidden_while_a_weight_is_held_lets_training_go_on(lay: Lay) -> None:
    someone = lay()
    someone.press(BIAS)
    someone.drag_on(BIAS, 25)
    someone.view.hide()
    assert someone.held == [True, False]
    assert someone.number(BIAS) == pytest.approx(-9.0)


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
    someone = lay(network(4, 2))
    someone.toggle(button)
    assert someone.session.document.hidden == expected
    assert [shape.outputs for shape in someone.diagram.shapes] == [*expected, 1]
    someone.session.undo_stack.undo()
    assert someone.session.document.hidden == (4, 2)


def test_units_and_layers_have_bounds(lay: Lay) -> None:
    someone = lay(network(1, 16, 4, 4, 4, 4))
    assert not someone.button("Remove a unit from layer 1").isEnabled()
    assert someone.button("Add a unit to layer 1").isEnabled()
    assert not someone.button("Add a unit to layer 2").isEnabled()
    assert not someone.button("Add a hidden layer as wide as the last").isEnabled()
    someone.session.stand(network())
    someone.session.announce()
    assert not someone.button("Remove the last hidden layer").isEnabled()
    someone.toggle("Add a hidden layer as wide as the last")
    assert someone.session.document.hidden == (4,)


def test_a_button_that_adds_units_keeps_the_focus(lay: Lay) -> None:
    someone = lay(network(4))
    button = someone.button("Add a unit to layer 1")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert someone.session.document.hidden == (7,)
    assert button.hasFocus()


def test_what_has_no_hidden_layers_has_no_buttons_for_them(lay: Lay) -> None:
    someone = lay(admission())
    with pytest.raises(ValueError, match="not enough values"):
        someone.button("Add a unit to layer 1")
    someone.session.stand(network(4))
    someone.session.announce()
    assert someone.button("Add a unit to layer 1").isVisible()


def test_the_buttons_stand_above_their_columns(lay: Lay) -> None:
    someone = lay(network(3, 2))
    for layer in range(2):
        more = someone.button(f"Add a unit to layer {layer + 1}")
        middle = more.mapTo(someone.view, more.rect().center()).x()
        column = someone.canvas.mapTo(
            someone.view, someone.diagram.node(layer + 1, 0).center().toPoint()
        )
        assert abs(middle - column.x()) <= more.width()


# --------------------------------------------------------------------- scaled inputs, raw numbers


def scaled() -> Document:
    return with_standard_scaling(admission())


def test_without_scaling_there_is_nothing_to_choose(lay: Lay) -> None:
    assert lay(admission()).view.units.isHidden()


def test_numbers_say_which_units_they_are_in_and_are_typed_in_either(lay: Lay) -> None:
    hands = lay(scaled())
    assert not hands.view.units.isHidden()
    before = hands.theta.copy()
    hands.toggle("raw")
    raw = hands.session.document.raw_theta(before)
    assert hands.number(WEIGHT) == before[1] != raw[1]
    hands.click(WEIGHT)
    assert float(hands.field.text().replace("−", "-")) == pytest.approx(raw[1], rel=1e-5)
    hands.type("2")
    hands.key(Qt.Key.Key_Return)
    after = hands.session.document.raw_theta(hands.theta)
    assert after == pytest.approx([raw[0], 2.0, raw[2]], rel=1e-9)
    hands.toggle("scaled")
    hands.click(WEIGHT)
    assert float(hands.field.text().replace("−", "-")) == pytest.approx(hands.theta[1], rel=1e-5)
