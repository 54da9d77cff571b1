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
from tests.gui.network.at_diagram import AtDiagram, difference
from tests.model.examples import document_of, some_points

Lay = Callable[..., AtDiagram]


@pytest.fixture
def lay(qtbot: QtBot) -> Lay:
    """Return a function that shows a document in a diagram."""
    return lambda document=None, **more: AtDiagram(qtbot, document or new_document(), **more)


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
    someone = lay(document)
    shapes = document.classifier.shapes
    last = len(shapes) - 1
    someone.toggle("Bias as an input")
    for _ in range(2):
        for part in (About(None, None, 0), About(last, 0), About(0, 0, 0)):
            someone.point_at(part)
            assert someone.words
        someone.point_at(About(last, 0, shapes[last].inputs))
        assert someone.words.startswith("bias of")
        assert colors_of(someone.picture) > 5
        someone.session.step_update()
        someone.toggle("Bias as an input")
        someone.toggle("Activation as a node")


@pytest.mark.parametrize("size", [1.0, 0.01])
def test_edges_are_coloured_by_sign_and_as_wide_as_their_weights(lay: Lay, size: float) -> None:
    someone = lay(linear(3.0 * size, -1.0 * size, 0.0))
    someone.toggle("Bias as an input")
    red = [c for c in someone.strengths(About(0, 0, 0)) if c.red() > c.blue() + 40]
    blue = [c for c in someone.strengths(About(0, 0, 1)) if c.blue() > c.red() + 40]
    assert len(red) >= 2 * len(blue) > 0
    zero = someone.strengths(About(0, 0, 2))  # neither red nor blue
    assert all(abs(c.red() - c.blue()) < 40 for c in zero)
    assert any(c.lightness() < 240 for c in zero)


def test_edges_follow_training(lay: Lay) -> None:
    someone = lay(linear(0.0, 0.0, 0.0))
    before = someone.picture
    for _ in range(3):
        someone.session.step_epoch()
    assert difference(before, someone.picture) > 500


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_unit_is_a_picture_of_what_it_says(lay: Lay, palette: Palette) -> None:
    someone = lay(linear(5.0, 0.0, 0.0), theme=Theme(palette))  # red on the right
    node, image = someone.diagram.node(1, 0), someone.picture
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
    someone = lay(document)
    image = someone.picture
    green, violet = (
        image.pixelColor(someone.diagram.node(1, row).center().toPoint()) for row in (3, 4)
    )
    assert rgb(green) == LIGHT.field[3]
    assert rgb(violet) == LIGHT.field_middle
    someone.point_at(About(0, 3))
    assert someone.words.startswith(f"ŷ₃ {CLASS_NAMES[3]} ")


def test_the_step_is_taken_at_0(lay: Lay) -> None:
    someone = lay(linear(1.0, 0.0, 0.0, name="perceptron"))
    node, image = someone.diagram.node(1, 0), someone.picture
    y = int(node.center().y())
    colors = [image.pixelColor(int(node.left()) + dx, y) for dx in (5, 40)]
    assert [rgb(color) for color in colors] == [LIGHT.field[0], LIGHT.field[1]]


# ----------------------------------------------------------------------------------------- pointing


def test_pointing_at_a_unit_puts_it_into_focus_and_lights_up_its_edges(lay: Lay) -> None:
    someone = lay()
    before = someone.strengths(About(0, 3, 0))
    someone.point_at(About(0, 1))
    assert someone.focus() == UnitId(0, 1)
    assert someone.viewer.snapshot().focus is not None
    assert "h₂" in someone.words
    assert "tanh" in someone.words
    faded = someone.strengths(About(0, 3, 0))
    assert min(c.lightness() for c in faded) > min(c.lightness() for c in before) + 20
    someone.leave()
    assert someone.focus() is None
    assert someone.viewer.snapshot().focus is None
    assert someone.words == HINT
    assert someone.strengths(About(0, 3, 0)) == before


def test_what_was_typed_fades_nothing_once_the_mouse_is_elsewhere(lay: Lay) -> None:
    someone = lay()
    before = someone.strengths(About(0, 3, 0))
    someone.click(About(0, 0, 2))
    someone.leave_the_diagram()
    assert someone.words.startswith("bias of h₁"), "it is being typed"
    someone.key(Qt.Key.Key_Return)
    assert someone.words == HINT
    assert someone.strengths(About(0, 3, 0)) == before


@pytest.mark.parametrize("part", [About(0, 0, 2), About(0, 3, 0)], ids=["bias", "weight"])
def test_what_was_dragged_fades_nothing_once_the_mouse_is_elsewhere(lay: Lay, part: About) -> None:
    someone = lay()
    someone.press(part)
    someone.drag_on(part, 20)
    someone.let_go()
    someone.leave_the_diagram()
    assert someone.words == HINT
    assert someone.canvas.current is None


def test_pointing_at_an_edge_tells_its_value(lay: Lay) -> None:
    someone = lay(linear(0.25, -1.5, 2.0))
    someone.point_at(About(0, 0, 1))
    assert someone.words == "weight of ŷ from x₂ = −1.5"
    someone.point_at(About(0, 0, 2))
    assert someone.words == "bias of ŷ = 2"
    someone.point_at(About(None, None, 0))
    assert someone.words == "input x₁"


def test_derived_inputs_are_called_by_their_formulas(lay: Lay) -> None:
    someone = lay(with_derived(new_document("circle"), ("x1^2", "sin(x2)")))
    someone.point_at(About(None, None, 2))
    assert someone.words == "input x₁²"
    someone.point_at(About(0, 1, 3))
    assert someone.words.startswith("weight of h₂ from sin(x₂) = ")


def test_both_nodes_of_a_unit_belong_to_it(lay: Lay) -> None:
    someone = lay(gate())
    someone.toggle("Activation as a node")
    for circle in (someone.diagram.sum_node(0, 1), someone.diagram.activation_node(0, 1)):
        someone.leave()
        someone.hover(circle.center().toPoint())
        assert someone.focus() == UnitId(0, 1)


def test_the_notation_changes_the_picture_and_nothing_else(lay: Lay) -> None:
    someone = lay(gate())
    theta, pictures = someone.theta, [someone.picture]
    for name in ("Bias as an input", "Activation as a node", "Bias as an input"):
        someone.toggle(name)
        pictures.append(someone.picture)
    someone.toggle("Activation as a node")
    assert all(difference(a, b) > 300 for a, b in pairwise(pictures))
    assert difference(pictures[0], someone.picture) == 0
    np.testing.assert_array_equal(someone.theta, theta)
    assert someone.undo_texts == []


def test_many_edges_are_as_they_should_be_once_training_rests(lay: Lay, qtbot: QtBot) -> None:
    someone = lay(six_of_sixteen())
    someone.point_at(About(0, 0))
    assert colors_of(someone.picture) > 20
    someone.leave()  # all edges are drawn anew now, and not so soon again
    before, settling = someone.picture, someone.canvas.findChild(QTimer)
    assert isinstance(settling, QTimer)
    with qtbot.waitSignal(settling.timeout):
        someone.session.step_update()
    found = someone.picture
    fresh = lay(with_start(six_of_sixteen(), Start(theta=tuple(someone.theta.tolist()))))
    assert difference(found, before) > 0
    assert difference(found, fresh.picture) == 0


# ----------------------------------------------------------------------------------- seen or unseen


def test_a_diagram_that_is_not_seen_costs_nothing(lay: Lay) -> None:
    someone = lay()
    someone.point_at(About(0, 1))
    assert someone.viewer.snapshot().units is not None
    someone.view.hide()
    hidden = someone.viewer.snapshot()
    assert hidden.units is None
    assert hidden.focus is None
    someone.view.show()
    assert someone.viewer.snapshot().units is not None


def test_another_classifier_is_drawn_at_once(lay: Lay) -> None:
    someone = lay()
    someone.point_at(About(0, 3))
    for document in (gate(), six_of_sixteen(), linear(1.0, 2.0, 3.0)):
        someone.session.stand(document)
        someone.session.announce()
        assert someone.diagram.shapes == document.classifier.shapes
        assert colors_of(someone.picture) > 20


def test_keys_reach_every_part_and_a_screen_reader_hears_of_it(lay: Lay) -> None:
    someone = lay(with_network(new_document(), (4, 2), "tanh"))
    someone.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert someone.words == "input x₁"
    someone.key(Qt.Key.Key_Down)
    assert someone.words == "input x₂"
    someone.key(Qt.Key.Key_Right)
    assert someone.words == "h⁽¹⁾₂ · layer 1, unit 2 · tanh"
    assert someone.focus() == UnitId(0, 1)
    someone.key(Qt.Key.Key_Return)
    assert someone.words.startswith("weight of h⁽¹⁾₂ from x₁ = ")
    for _ in range(2):
        someone.key(Qt.Key.Key_Down)
    assert someone.words.startswith("bias of h⁽¹⁾₂ = ")
    someone.key(Qt.Key.Key_Escape)
    assert someone.words == "h⁽¹⁾₂ · layer 1, unit 2 · tanh"
    someone.key(Qt.Key.Key_Escape)
    assert someone.words == HINT
    assert someone.focus() is None
