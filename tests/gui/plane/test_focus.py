"""What the plane shows while a unit is pointed at in the diagram: its line, and the others."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from gui.diagram.canvas import DiagramCanvas
from gui.look.theme import LIGHT
from gui.session.intents import Intent
from model import Document, dataset
from model.arrays import Floats
from model.run.document import Start
from model.run.edits import with_classifier, with_network, with_start
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import Person


def deep(activation: str, second: tuple[float, ...], output: tuple[float, ...]) -> Document:
    """Two layers of two units; the lines of the first are x1 = 2 and x2 = 3."""
    document = with_network(empty_document("network"), (2, 2), activation)
    first = (0.5, 0.0, -1.0, 0.0, 0.5, -1.5)
    return with_start(document, Start(theta=(*first, *second, *output)))


def three_classes() -> Document:
    """Class 2 wins above the lines x2 = x1 and x2 = -x1."""
    points = dataset(np.zeros((0, 2)), [], class_names=("blue", "red", "amber"))
    document = with_classifier(replace(empty_document(), dataset=points), "logistic")
    return with_start(document, Start(theta=(-1, 0, 0, 1, 0, 0, 0, 1, 0)))


def point_at(person: Person, layer: int, unit: int) -> None:
    """Point at a unit in the diagram."""
    (canvas,) = person.window.workspace.network.findChildren(DiagramCanvas)
    assert canvas.diagram is not None
    hover(person, canvas, canvas.diagram.node(layer + 1, unit).center().toPoint())


def hover(person: Person, canvas: DiagramCanvas, spot: QPoint) -> None:
    QTest.mouseMove(person.window.windowHandle(), canvas.mapTo(person.window, spot))


def heavy(person: Person) -> Floats:
    """Return the places (pixels, 2) that are painted like a boundary, without the frame."""
    pixels = person.painted(QColor(LIGHT.text), margin=10).tolist()
    return np.array([person.at_pixel(QPoint(*pixel)) for pixel in pixels]).reshape(-1, 2)


def assert_heavy_where_0(person: Person, of: Callable[[Floats, Floats], Floats]) -> None:
    """Assert that a heavy line crosses the plane where ``of`` (x1, x2) is 0."""
    line = heavy(person)
    assert len(line) > 200
    assert np.ptp(line, axis=0).max() > 0.7 * person.window.plane.height() * person.pixel
    assert np.abs(of(*line.T)).max() < 4 * person.pixel


def darkness(person: Person, x: float, y: float) -> int:
    """Return how much darker than the field the darkest pixel within 3 pixels is."""
    image, at = person.picture(), person.spot(x, y)
    light = [image.pixelColor(at.x() + across, at.y()).lightness() for across in range(-9, 10)]
    return min(light[0], light[-1]) - min(light[6:13])


def test_the_line_of_a_unit_in_focus_is_heavy_and_the_boundary_pale(
    open_window: OpenWindow,
) -> None:
    # g₁ = tanh(h₁ - h₂); g₂, and with it the output, is 0 where h₁ = -tanh(0.8): at x1 = 0.4.
    smooth = deep("tanh", (1.0, -1.0, 0.0, 1.0, 0.0, float(np.tanh(0.8))), (0.0, 1.0, 0.0))
    person = open_window(smooth)
    assert_heavy_where_0(person, lambda x1, _: x1 - 0.4)
    before, strong = heavy(person), darkness(person, 0.4, -2.4)
    point_at(person, 1, 0)
    assert_heavy_where_0(person, lambda x1, x2: x2 - x1 - 1)
    assert 15 < darkness(person, 0.4, -2.4) < strong - 40
    (canvas,) = person.window.workspace.network.findChildren(DiagramCanvas)
    hover(person, canvas, QPoint(1, 1))
    np.testing.assert_array_equal(heavy(person), before)
    # g₁ is 1 where h₁ is and h₂ is not, below x2 = 3 on the right of x1 = 2; g₂ = h₂.
    steps = deep("step", (1.0, -1.0, -0.5, 0.0, 1.0, -0.5), (0.0, 1.0, -0.5))
    person.session.perform(Intent("Steps", lambda _: steps))
    assert_heavy_where_0(person, lambda _, x2: x2 - 3)
    point_at(person, 1, 0)
    assert_heavy_where_0(person, lambda x1, x2: np.maximum(2 - x1, x2 - 3))
    person.session.perform(Intent("Classes", lambda _: three_classes()))
    point_at(person, 0, 2)
    assert_heavy_where_0(person, lambda x1, x2: x2 - np.abs(x1))
