"""Where the parts of a network's diagram stand, and how keys walk through it."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF
from PySide6.QtWidgets import QApplication

from gui.diagram.edges import EVERY, EdgePainter
from gui.diagram.geometry import Diagram, Notation, around
from gui.diagram.glyphs import glyph
from gui.diagram.walk import inward, is_number, outward, walked
from gui.look.theme import LIGHT, Theme
from model.activations import ACTIVATIONS
from model.classifiers.network import Network
from model.expressions import About

NETS = {
    "linear": Network(2, 2),
    "six classes": Network(2, 6),
    "2-4-1": Network(2, 2, (4,)),
    "2-4-2-1": Network(2, 2, (4, 2)),
    "gate": Network(2, 2, (2,), "step"),
    "six of sixteen": Network(2, 6, (16,) * 6),
    "many inputs": Network(9, 3, (1, 16)),
}
ROOMS = ((376.0, 600.0, 1.0), (262.0, 420.0, 1.0), (376.0, 440.0, 2.0), (900.0, 1400.0, 2.5))
PLAIN = Notation()
NOTATIONS = tuple(Notation(*flags) for flags in product((False, True), repeat=2))


def diagram(
    name: str, room: tuple[float, float, float] = ROOMS[0], notation: Notation = PLAIN
) -> Diagram:
    return Diagram(NETS[name].shapes, *room, notation)


def all_nodes(shown: Diagram) -> list[QRectF]:
    found = []
    for column, count in enumerate(shown.counts):
        found += [shown.node(column, row) for row in range(count + shown.has_one(column))]
    if shown.notation.own_activation:
        for layer, shape in enumerate(shown.shapes):
            for unit in range(shape.outputs):
                found += [shown.sum_node(layer, unit), shown.activation_node(layer, unit)]
    return found


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", NETS)
def test_all_nodes_are_in_the_room_and_none_covers_another(
    name: str, room: tuple[float, float, float], notation: Notation
) -> None:
    shown = diagram(name, room, notation)
    nodes, inside = all_nodes(shown), QRectF(0, 0, room[0], room[1])
    assert all(inside.contains(node) for node in nodes)
    for index, node in enumerate(nodes):
        assert not any(node.intersects(other) for other in nodes[index + 1 :])
    assert shown.side >= 7


@given(
    name=st.sampled_from(sorted(NETS)),
    wide=st.integers(200, 900),
    high=st.integers(60, 900),
    scale=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)
@example("2-4-1", 376, 190, 1.0)
def test_no_name_and_no_bias_cuts_the_picture_of_a_unit(
    name: str, wide: int, high: int, scale: float
) -> None:
    shown = diagram(name, (wide, high, scale))
    if not shown.has_names:
        return
    nodes = [node for node in all_nodes(shown) if not node.isEmpty()]
    for column, count in enumerate(shown.counts):
        for row in range(count):
            words = [shown.name_spot(column, row, 20 * scale)]
            if column and shown.has_labels:
                words.append(shown.bias_spot(column - 1, row))
            assert not any(spot.intersects(node) for spot in words for node in nodes)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("name", NETS)
def test_every_weight_and_bias_has_a_place_of_its_own(name: str, notation: Notation) -> None:
    shown = diagram(name, notation=notation)
    weights = sum(shape.outputs * shape.inputs for shape in shown.shapes)
    biases = [
        About(layer, unit, shape.inputs)
        for layer, shape in enumerate(shown.shapes)
        for unit in range(shape.outputs)
    ]
    assert len(shown.edges) == weights + notation.bias_input * len(biases)
    assert all((bias in shown.places) is notation.bias_input for bias in biases)
    inside = QRectF(-1, -1, shown.width + 2, shown.height + 2)
    assert all(inside.contains(shown.number_spot(one)) for one in (*shown.edges, *biases))


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("name", ["linear", "2-4-1", "gate", "2-4-2-1"])
def test_what_is_under_the_cursor_is_what_is_drawn_there(name: str, notation: Notation) -> None:
    shown = diagram(name, notation=notation)
    for layer, shape in enumerate(shown.shapes):
        for unit in range(shape.outputs):
            assert shown.at(shown.node(layer + 1, unit).center()) == About(layer, unit)
            assert shown.at(shown.number_spot(About(layer, unit, shape.inputs))) == About(
                layer, unit, shape.inputs
            )
            if notation.own_activation:
                assert shown.at(shown.sum_node(layer, unit).center()) == About(layer, unit)
    for row in range(shown.counts[0]):
        assert shown.at(shown.node(0, row).center()) == About(None, None, row)
    for edge, curve in zip(shown.edges, shown.samples, strict=True):
        start = QPointF(*curve[0]) + QPointF(3, 0)
        found = shown.at(start)
        assert found is not None
        if found != edge:  # the edges of a node begin at the same place
            assert (found.layer, found.input) == (edge.layer, edge.input)
    assert shown.at(QPointF(1.0, shown.height - 1)) is None


def test_words_go_where_there_is_no_room_for_them() -> None:
    assert diagram("2-4-2-1").has_labels
    assert diagram("six classes").has_labels
    assert not diagram("six of sixteen").has_labels
    assert diagram("linear").has_numbers
    assert diagram("gate", notation=Notation(True, True)).has_numbers
    assert not diagram("2-4-1").has_numbers
    assert diagram("2-4-1").is_curved
    assert not diagram("six of sixteen").is_curved


def test_a_part_lights_up_with_what_belongs_to_it() -> None:
    shapes = NETS["2-4-2-1"].shapes
    assert around(About(1, 0), shapes) == {
        About(1, 0), *(About(1, 0, i) for i in range(5)), About(2, 0, 0),
    }  # fmt: skip
    assert around(About(None, None, 1), shapes) == {
        About(None, None, 1), *(About(0, unit, 1) for unit in range(4)),
    }  # fmt: skip
    assert around(About(0, 3, 1), shapes) == {About(0, 3, 1), About(0, 3), About(None, None, 1)}
    assert around(About(1, 0, 2), shapes) == {About(1, 0, 2), About(1, 0), About(0, 2)}
    assert around(About(2, 0, 2), shapes) == {About(2, 0, 2), About(2, 0)}


def test_arrows_walk_along_columns_and_through_the_numbers_of_a_unit() -> None:
    shapes = NETS["2-4-2-1"].shapes
    at = walked(shapes, None, 0, 1)
    assert at == About(None, None, 0)
    for right, down, expected in (
        (0, 1, About(None, None, 1)),
        (0, 1, About(None, None, 1)),
        (1, 0, About(0, 1)),
        (0, 1, About(0, 2)),
        (1, 0, About(1, 1)),
        (1, 0, About(2, 0)),
        (1, 0, About(2, 0)),
        (-1, 0, About(1, 0)),
    ):
        at = walked(shapes, at, right, down)
        assert at == expected
    number = inward(at)
    assert number == About(1, 0, 0)
    assert is_number(number)
    for _ in range(6):
        number = walked(shapes, number, 0, 1)
    assert number == About(1, 0, 4)  # its bias
    assert walked(shapes, number, 0, -1) == About(1, 0, 3)
    assert walked(shapes, number, -1, 0) == About(0, 0)
    assert outward(number) == About(1, 0)
    assert outward(About(1, 0)) is None
    assert inward(About(None, None, 1)) == About(None, None, 1)


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS if a != "softmax"])
def test_the_graph_of_an_activation_rises_within_its_circle(activation: str) -> None:
    room = QRectF(10, 20, 30, 30)
    shape = glyph(activation, room)
    assert isinstance(shape, QPolygonF)
    spots = [shape.at(i) for i in range(shape.size())]
    assert all(room.contains(spot) for spot in spots)
    heights = [-spot.y() for spot in spots]
    assert heights == sorted(heights)
    assert heights[-1] - heights[0] == pytest.approx(18)


def painted(edges: EdgePainter, shown: Diagram, weight: float) -> QImage:
    """The edges of a diagram all of whose weights are the same."""
    image = QImage(376, 600, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.panel))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    weights = [np.full((shape.outputs, shape.inputs + 1), weight) for shape in shown.shapes]
    edges.paint(painter, shown, weights, ())
    painter.end()
    return image


@pytest.mark.parametrize("name", ["six of sixteen", "2-4-1"])
def test_many_edges_are_drawn_anew_now_and_then_and_when_it_is_asked_for(
    qapp: QApplication, name: str
) -> None:
    shown, edges = diagram(name), EdgePainter(Theme(LIGHT))
    red = painted(edges, shown, 1.0)
    blue = painted(EdgePainter(Theme(LIGHT)), shown, -1.0)
    assert red != blue
    assert (painted(edges, shown, -1.0) == red) is (not shown.is_curved)
    edges.forget()
    assert painted(edges, shown, -1.0) == blue
    later = [painted(edges, shown, 1.0) for _ in range(EVERY)]
    assert later[-1] == red


@pytest.mark.parametrize("name", ["linear", "2-4-1", "2-4-2-1"])
def test_a_long_number_has_room_inside_of_the_diagram(name: str) -> None:
    shown = diagram(name)
    for layer, shape in enumerate(shown.shapes):
        for unit in range(shape.outputs):
            room = shown.widened(shown.bias_spot(layer, unit), 90)
            assert room.width() >= 90
            assert 0 <= room.left() < room.right() <= shown.width
