"""The diagram of the classifier: what it shows, and what pointing at it tells."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui.look.theme import DARK, LIGHT, Palette, Theme
from gui.network.view import HINT
from model import Document, new_document
from model.data.dataset import CLASS_NAMES
from model.expressions import About
from model.plane.units import UnitId
from model.run.document import Start
from model.run.edits import (
    add_class,
    clear_points,
    with_classifier,
    with_derived,
    with_network,
    with_preset,
    with_solution,
    with_start,
)
from tests.gui.network.at_diagram import NetworkDesk, difference
from tests.model.examples import document_of, some_points

Lay = Callable[..., NetworkDesk]


@pytest.fixture
def lay(qtbot: QtBot) -> Lay:
    """Lays a diagram on the desk."""
    return lambda document=None, **more: NetworkDesk(qtbot, document or new_document(), **more)


def linear(*theta: float, name: str = "logistic") -> Document:
    """A linear classifier of these weights, bias last."""
    return with_start(with_classifier(new_document("blobs"), name), Start(theta=theta))


def six_of_sixteen() -> Document:
    document = with_network(new_document("blobs"), (16,) * 6, "tanh")
    while document.dataset.classes < 6:
        document = add_class(document)
    return document


def gate() -> Document:
    return with_solution(with_preset(with_network(new_document(), (2,), "step"), "gate_xor", 4))


def everything() -> dict[str, Document]:
    circle = new_document("circle")
    return {
        "perceptron": with_classifier(circle, "perceptron"),
        "logistic": with_classifier(circle, "logistic"),
        "2-4-2-1": with_network(circle, (4, 2), "tanh"),
        "no hidden layers": with_network(circle, (), "relu"),
        "gate": gate(),
        "softmax": document_of(*some_points(60, 2, 6), classes=6),
        "perceptron of six": document_of(*some_points(60, 2, 6), "perceptron", classes=6),
        "six of sixteen": six_of_sixteen(),
        "derived": with_derived(circle, ("x1^2", "x1*x2", "sin(x2)")),
        "four features": document_of(*some_points(40, 4, 3), "network", classes=3),
        "one feature": document_of(*some_points(40, 1, 2), "logistic"),
        "one point": document_of([[1.0, 2.0]], [1], "network"),
        "no points": clear_points(circle),
        "huge": linear(1e9, -3e9, 2e9),
        "tiny": linear(1e-9, -3e-9, 0.0),
        "zero": replace(circle, start=Start(zero=True)),
    }


def rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def colors_of(image: QImage) -> int:
    """How many colours a picture has."""
    return len(np.unique(np.frombuffer(image.constBits(), dtype=np.uint32)))


@pytest.mark.parametrize("document", everything().values(), ids=everything())
def test_any_classifier_can_be_drawn_pointed_at_and_trained(lay: Lay, document: Document) -> None:
    desk = lay(document)
    shapes = document.classifier.shapes
    last = len(shapes) - 1
    desk.toggle("Bias as an input")
    for _ in range(2):
        for part in (About(None, None, 0), About(last, 0), About(0, 0, 0)):
            desk.point_at(part)
            assert desk.words
        desk.point_at(About(last, 0, shapes[last].inputs))
        assert desk.words.startswith("bias of")
        assert colors_of(desk.picture) > 5
        desk.session.step_update()
        desk.toggle("Bias as an input")
        desk.toggle("Activation apart")


@pytest.mark.parametrize("size", [1.0, 0.01])
def test_edges_are_coloured_by_sign_and_as_wide_as_their_weights(lay: Lay, size: float) -> None:
    desk = lay(linear(3.0 * size, -1.0 * size, 0.0))
    desk.toggle("Bias as an input")
    red = [c for c in desk.strengths(About(0, 0, 0)) if c.red() > c.blue() + 40]
    blue = [c for c in desk.strengths(About(0, 0, 1)) if c.blue() > c.red() + 40]
    assert len(red) >= 2 * len(blue) > 0
    zero = desk.strengths(About(0, 0, 2))  # neither red nor blue
    assert all(abs(c.red() - c.blue()) < 40 for c in zero)
    assert any(c.lightness() < 240 for c in zero)


def test_edges_follow_training(lay: Lay) -> None:
    desk = lay(linear(0.0, 0.0, 0.0))
    before = desk.picture
    for _ in range(3):
        desk.session.step_epoch()
    assert difference(before, desk.picture) > 500


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_unit_is_a_picture_of_what_it_says(lay: Lay, palette: Palette) -> None:
    desk = lay(linear(5.0, 0.0, 0.0), theme=Theme(palette))  # red on the right
    node, image = desk.diagram.node(1, 0), desk.picture
    left, right = (
        image.pixelColor(int(node.left() + share * node.width()), int(node.center().y()))
        for share in (0.15, 0.85)
    )
    assert left.blue() > left.red() + 30
    assert right.red() > right.blue() + 30


def test_the_classes_of_a_softmax_have_their_own_colours(lay: Lay) -> None:
    theta = np.zeros((6, 3))
    theta[:, 2] = -50.0
    theta[3, 2] = 50.0  # green everywhere
    document = document_of(*some_points(60, 2, 6), classes=6, start=Start(theta=tuple(theta.flat)))
    desk = lay(document)
    image = desk.picture
    green, violet = (
        image.pixelColor(desk.diagram.node(1, row).center().toPoint()) for row in (3, 4)
    )
    assert rgb(green) == LIGHT.field[3]
    assert rgb(violet) == LIGHT.field_middle
    desk.point_at(About(0, 3))
    assert desk.words.startswith(f"ŷ₃ {CLASS_NAMES[3]} ")


def test_the_step_is_taken_at_0(lay: Lay) -> None:
    desk = lay(linear(1.0, 0.0, 0.0, name="perceptron"))
    node, image = desk.diagram.node(1, 0), desk.picture
    y = int(node.center().y())
    colors = [image.pixelColor(int(node.left()) + dx, y) for dx in (5, 40)]
    assert [rgb(color) for color in colors] == [LIGHT.field[0], LIGHT.field[1]]


# ----------------------------------------------------------------------------------------- pointing


def test_pointing_at_a_unit_puts_it_into_focus_and_lights_up_its_edges(lay: Lay) -> None:
    desk = lay()
    before = desk.strengths(About(0, 3, 0))
    desk.point_at(About(0, 1))
    assert desk.focus() == UnitId(0, 1)
    assert desk.viewer.snapshot().focus is not None
    assert "h₂" in desk.words
    assert "tanh" in desk.words
    faded = desk.strengths(About(0, 3, 0))
    assert min(c.lightness() for c in faded) > min(c.lightness() for c in before) + 20
    desk.leave()
    assert desk.focus() is None
    assert desk.viewer.snapshot().focus is None
    assert desk.words == HINT
    assert desk.strengths(About(0, 3, 0)) == before


def test_what_was_typed_fades_nothing_once_the_mouse_is_elsewhere(lay: Lay) -> None:
    desk = lay()
    before = desk.strengths(About(0, 3, 0))
    desk.click(About(0, 0, 2))
    desk.leave_the_diagram()
    assert desk.words.startswith("bias of h₁"), "it is being typed"
    desk.key(Qt.Key.Key_Return)
    assert desk.words == HINT
    assert desk.strengths(About(0, 3, 0)) == before


@pytest.mark.parametrize("part", [About(0, 0, 2), About(0, 3, 0)], ids=["bias", "weight"])
def test_what_was_dragged_fades_nothing_once_the_mouse_is_elsewhere(lay: Lay, part: About) -> None:
    desk = lay()
    desk.press(part)
    desk.drag_on(part, 20)
    desk.let_go()
    desk.leave_the_diagram()
    assert desk.words == HINT
    assert desk.canvas.current is None


def test_pointing_at_an_edge_tells_its_value(lay: Lay) -> None:
    desk = lay(linear(0.25, -1.5, 2.0))
    desk.point_at(About(0, 0, 1))
    assert desk.words == "weight of ŷ from x₂ = −1.5"
    desk.point_at(About(0, 0, 2))
    assert desk.words == "bias of ŷ = 2"
    desk.point_at(About(None, None, 0))
    assert desk.words == "input x₁"


def test_derived_inputs_are_called_by_their_formulas(lay: Lay) -> None:
    desk = lay(with_derived(new_document("circle"), ("x1^2", "sin(x2)")))
    desk.point_at(About(None, None, 2))
    assert desk.words == "input x₁²"
    desk.point_at(About(0, 1, 3))
    assert desk.words.startswith("weight of h₂ from sin(x₂) = ")


def test_both_nodes_of_a_unit_belong_to_it(lay: Lay) -> None:
    desk = lay(gate())
    desk.toggle("Activation apart")
    for circle in (desk.diagram.sum_node(0, 1), desk.diagram.activation_node(0, 1)):
        desk.leave()
        desk.hover(circle.center().toPoint())
        assert desk.focus() == UnitId(0, 1)


def test_the_notation_changes_the_picture_and_nothing_else(lay: Lay) -> None:
    desk = lay(gate())
    theta, pictures = desk.theta, [desk.picture]
    for name in ("Bias as an input", "Activation apart", "Bias as an input"):
        desk.toggle(name)
        pictures.append(desk.picture)
    desk.toggle("Activation apart")
    assert all(difference(a, b) > 300 for a, b in pairwise(pictures))
    assert difference(pictures[0], desk.picture) == 0
    np.testing.assert_array_equal(desk.theta, theta)
    assert desk.undo_texts == []


def test_many_edges_are_as_they_should_be_once_training_rests(lay: Lay, qtbot: QtBot) -> None:
    desk = lay(six_of_sixteen())
    desk.point_at(About(0, 0))
    assert colors_of(desk.picture) > 20
    desk.leave()  # all edges are drawn anew now, and not so soon again
    before, settling = desk.picture, desk.canvas.findChild(QTimer)
    assert isinstance(settling, QTimer)
    with qtbot.waitSignal(settling.timeout):
        desk.session.step_update()
    found = desk.picture
    fresh = lay(with_start(six_of_sixteen(), Start(theta=tuple(desk.theta.tolist()))))
    assert difference(found, before) > 0
    assert difference(found, fresh.picture) == 0


# ----------------------------------------------------------------------------------- seen or unseen


def test_a_diagram_that_is_not_seen_costs_nothing(lay: Lay) -> None:
    desk = lay()
    desk.point_at(About(0, 1))
    assert desk.viewer.snapshot().units is not None
    desk.view.hide()
    hidden = desk.viewer.snapshot()
    assert hidden.units is None
    assert hidden.focus is None
    desk.view.show()
    assert desk.viewer.snapshot().units is not None


def test_another_classifier_is_drawn_at_once(lay: Lay) -> None:
    desk = lay()
    desk.point_at(About(0, 3))
    for document in (gate(), six_of_sixteen(), linear(1.0, 2.0, 3.0)):
        desk.session.stand(document, None)
        assert desk.diagram.shapes == document.classifier.shapes
        assert colors_of(desk.picture) > 20


def test_keys_reach_every_part_and_a_screen_reader_hears_of_it(lay: Lay) -> None:
    desk = lay(with_network(new_document(), (4, 2), "tanh"))
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.words == "input x₁"
    desk.key(Qt.Key.Key_Down)
    assert desk.words == "input x₂"
    desk.key(Qt.Key.Key_Right)
    assert desk.words == "h⁽¹⁾₂ · layer 1, unit 2 · tanh"
    assert desk.focus() == UnitId(0, 1)
    desk.key(Qt.Key.Key_Return)
    assert desk.words.startswith("weight of h⁽¹⁾₂ from x₁ = ")
    for _ in range(2):
        desk.key(Qt.Key.Key_Down)
    assert desk.words.startswith("bias of h⁽¹⁾₂ = ")
    desk.key(Qt.Key.Key_Escape)
    assert desk.words == "h⁽¹⁾₂ · layer 1, unit 2 · tanh"
    desk.key(Qt.Key.Key_Escape)
    assert desk.words == HINT
    assert desk.focus() is None
