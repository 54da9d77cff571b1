"""What is written and marked in the diagram of a network, as it is painted."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.look.theme import LIGHT
from model import Document, new_document
from model.arrays import Bools, Floats
from model.expressions import About
from model.learning.layers import LayerShape
from model.run.document import Start
from model.run.edits import with_network, with_start
from tests.gui.network.at_diagram import AtDiagram
from tests.gui.pixels import colors, near

Lay = Callable[..., AtDiagram]


@pytest.fixture
def lay(qtbot: QtBot) -> Lay:
    """Return a function that shows a document in a diagram."""
    return lambda document, **more: AtDiagram(qtbot, document, **more)


def network(*hidden: int) -> Document:
    """A network all of whose weights and biases are 1.25."""
    document = with_network(new_document(), hidden, "tanh")
    return with_start(document, Start(theta=(1.25,) * len(document.start_theta())))


def ink(image: QImage, middle: QPointF | QPoint, across: int = 14, down: int = 5) -> Bools:
    """Return where text is around a place: it is dark and, unlike edges, hardly coloured."""
    x, y = round(middle.x()), round(middle.y())
    seen = colors(image)[max(y - down, 0) : y + down + 1, max(x - across, 0) : x + across + 1]
    return np.asarray((np.ptp(seen, axis=2) < 45) & (seen.mean(axis=2) < 165))


def accent(someone: AtDiagram) -> QRect:
    """What the pixels in the colour of the selection span, the frame of the focus left out."""
    rows, columns = np.nonzero(near(colors(someone.picture), LIGHT.accent, 40)[4:-4, 4:-4])
    if not len(rows):
        return QRect()
    low, high = (columns.min() + 4, rows.min() + 4), (columns.max() + 4, rows.max() + 4)
    return QRect(QPoint(*map(int, low)), QPoint(*map(int, high)))


def numbers(shapes: tuple[LayerShape, ...]) -> list[About]:
    """All weights and biases in the order of theta."""
    return [
        About(layer, unit, taken_in)
        for layer, shape in enumerate(shapes)
        for unit in range(shape.outputs)
        for taken_in in range(shape.inputs + 1)
    ]


def changed(theta: Floats, *places: int, to: float = 0.75) -> Floats:
    """Theta with another number at these places; above 0 no edge is blue like the accent."""
    other = np.array(theta)
    other[list(places)] = to
    return other


def test_every_weight_and_bias_is_written_at_its_place(lay: Lay) -> None:
    someone = lay(network(2))
    parts = numbers(someone.diagram.shapes)
    assert len(parts) == 9

    def written() -> dict[About, Bools]:
        image = someone.picture
        return {part: ink(image, someone.spot(part)) for part in parts}

    start, before = someone.theta, written()
    assert all(seen.any() for seen in before.values())
    for place, part in enumerate(parts):
        someone.session.set_theta("", changed(start, place))
        after = written()
        assert after[part].any()
        assert [one for one in parts if not np.array_equal(before[one], after[one])] == [part]


@pytest.mark.parametrize(
    ("units", "height", "lines"), [(2, 640, 2), (6, 270, 1)], ids=["above and below", "above"]
)
def test_every_node_has_its_name_and_every_unit_its_bias(
    lay: Lay, units: int, height: int, lines: int
) -> None:
    someone = lay(network(units), size=(376, height))
    diagram = someone.diagram
    assert diagram.words == lines
    assert diagram.has_labels
    nodes = [(column, row) for column, count in enumerate(diagram.counts) for row in range(count)]
    biases = [one for one in numbers(diagram.shapes) if one not in diagram.places]

    def written() -> tuple[list[Bools], list[Bools]]:
        image = someone.picture
        return (
            [ink(image, diagram.name_spot(*node, 20.0).center(), 9) for node in nodes],
            [ink(image, someone.spot(bias)) for bias in biases],
        )

    names, numbers_before = written()
    assert all(name.any() for name in names)
    assert len({name.tobytes() for name in names}) == 3 + units, "each has one of its own"
    places = [numbers(diagram.shapes).index(bias) for bias in biases]
    someone.session.set_theta("", changed(someone.theta, *places))
    same_names, numbers_after = written()
    assert all(np.array_equal(*pair) for pair in zip(names, same_names, strict=True))
    for before, after in zip(numbers_before, numbers_after, strict=True):
        assert before.any()
        assert after.any()
        assert not np.array_equal(before, after)


def test_where_words_have_no_room_biases_are_dots_in_the_colour_of_their_sign(lay: Lay) -> None:
    someone = lay(network(16, 16, 16))
    assert not someone.diagram.has_labels
    parts = numbers(someone.diagram.shapes)
    biases = [place for place, part in enumerate(parts) if part not in someone.diagram.places]
    assert len(biases) == 49
    negative = biases[::3]  # that of the output is one of them
    someone.session.set_theta("", changed(someone.theta, *negative, to=-0.75))
    image = someone.picture
    for place in biases:
        seen = image.pixelColor(someone.spot(parts[place]))
        assert seen.name() == LIGHT.points[0 if place in negative else 1], parts[place]


def test_the_number_of_an_edge_is_beside_it_while_the_mouse_is_there(lay: Lay) -> None:
    someone = lay(network(4))
    part = About(0, 1, 0)
    assert not someone.diagram.has_numbers
    assert accent(someone).isEmpty()
    assert not ink(someone.picture, someone.spot(part)).any()
    someone.point_at(part)
    tag, words = accent(someone), ink(someone.picture, someone.spot(part))
    assert tag.contains(someone.spot(part))
    assert 25 < tag.width() < 90
    assert words.any()
    place = numbers(someone.diagram.shapes).index(part)
    someone.session.set_theta("", changed(someone.theta, place))
    after = ink(someone.picture, someone.spot(part))
    assert after.any()
    assert not np.array_equal(after, words)
    someone.leave()
    assert accent(someone).isEmpty()
    assert not ink(someone.picture, someone.spot(part)).any()


def test_the_part_that_the_keyboard_is_at_is_framed(lay: Lay) -> None:
    someone = lay(network(4))
    someone.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for keys, column, row in (
        ((), 0, 0),
        ((Qt.Key.Key_Down,), 0, 1),
        ((Qt.Key.Key_Right, Qt.Key.Key_Down), 1, 2),
        ((Qt.Key.Key_Right,), 2, 0),
    ):
        for key in keys:
            someone.key(key)
        node, frame = someone.diagram.node(column, row).toRect(), accent(someone)
        assert frame.contains(node.adjusted(1, 1, -1, -1))
        assert node.adjusted(-4, -4, 4, 4).contains(frame)
    someone.key(Qt.Key.Key_Return)
    assert someone.words.startswith("weight of ŷ from h₁")
    someone.point_at(About(None, None, 1))  # so that the number is not written over the mark
    spot, frame = someone.spot(About(1, 0, 0)), accent(someone)
    assert frame.contains(QRect(spot, spot).adjusted(-4, -4, 4, 4))
    assert frame.width() < 20
    for _ in range(2):
        someone.key(Qt.Key.Key_Escape)
    someone.leave()
    assert accent(someone).isEmpty()
