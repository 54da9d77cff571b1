"""Lines on the plane, moved and turned by hand, and the weights that follow."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.diagram.canvas import DiagramCanvas
from gui.look.theme import LIGHT
from gui.session.intents import Intent
from model import Document, new_document
from model.arrays import Floats
from model.expressions import About
from model.learning.layers import matrices
from model.plane.units import UnitId
from model.run.document import Generated, Start
from model.run.edits import (
    add_points,
    clear_points,
    with_classifier,
    with_derived,
    with_generated,
    with_network,
    with_points,
    with_standard_scaling,
    with_start,
)
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person, Spot
from tests.gui.plane.alone import AtPlane
from tests.model.examples import document_of, some_points

Stand = Callable[[Document], AtPlane]

# x1 = 0 with class 1 on the right: on the plane it goes from top to bottom through the middle.
UPRIGHT = (2.0, 0.0, 0.0)
MIDDLE, END = (0.0, 0.0), (0.0, 4.2)


def linear(*theta: float, name: str = "logistic", points: bool = False) -> Document:
    document = with_classifier(new_document("blobs"), name)
    document = with_generated(document, Generated("blobs", 250, 0.3), 0)
    if not points:
        document = clear_points(document)
        document = add_points(document, [[-5.0, -4.9], [5.0, 4.9]], [0, 1])
    return with_start(document, Start(theta=theta))


def network(activation: str = "tanh") -> Document:
    """A network of two hidden units, whose lines are x1 = 0 and x2 = 3."""
    document = with_network(linear(*UPRIGHT), (2,), activation)
    document = with_classifier(document, "network")
    theta = (1.0, 0.0, 0.0, 0.0, -2.0, 6.0, 1.5, 1.5, -0.5)
    return with_start(document, Start(theta=theta))


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    """Shows the plane of a document."""
    return lambda document: AtPlane(qtbot, document)


def row(person: Person, unit: int = 0) -> Floats:
    """Weights and bias of a unit of the first layer."""
    first = matrices(person.place.theta, person.document.classifier.shapes)[0]
    return np.asarray(first[unit])


def score(person: Person, at: Spot, unit: int = 0) -> float:
    x = person.document.inputs_of(np.array([at]))[0]
    return float(x @ row(person, unit)[:-1] + row(person, unit)[-1])


def diagram_of(person: Person) -> DiagramCanvas:
    (found,) = person.window.workspace.network.findChildren(DiagramCanvas)
    return found


def hover_on(person: Person, widget: QWidget, spot: QPoint) -> None:
    QTest.mouseMove(person.window.windowHandle(), widget.mapTo(person.window, spot))


def cursor(person: Person) -> Qt.CursorShape:
    shape: Qt.CursorShape = person.window.plane.cursor().shape()
    return shape


# ------------------------------------------------------------------------- move it, or turn it


def test_the_middle_of_a_line_moves_it(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT))
    person.drag(MIDDLE, (1.0, 0.5), (2.0, 1.0))
    assert row(person)[:2].tolist() == [2.0, 0.0]
    assert score(person, (2.0, 1.0)) == pytest.approx(0, abs=4 * person.pixel)
    assert person.undo_text == "Move line"
    assert len(person.x) == 2  # no point was placed
    person.undo()
    assert person.place.theta.tolist() == list(UPRIGHT)
    assert not person.session.undo_stack.canUndo()  # one drag is one step
    person.redo()
    assert score(person, (2.0, 1.0)) == pytest.approx(0, abs=4 * person.pixel)


def test_an_end_of_a_line_turns_it(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT, name="perceptron"))
    person.drag(END, (2.0, 4.0), (4.2, 4.2))
    assert np.linalg.norm(row(person)[:2]) == pytest.approx(2.0, rel=1e-12)
    # Turned by an eighth about the middle of what is visible, to the right: x1 = x2.
    np.testing.assert_allclose(row(person)[:2], [2**0.5, -(2**0.5)], atol=0.03)
    assert score(person, MIDDLE) == pytest.approx(0, abs=0.05)
    assert person.undo_text == "Turn line"
    person.undo()
    assert person.place.theta.tolist() == list(UPRIGHT)


def test_a_hidden_line_is_dragged_alone_and_by_its_name(stand: Stand) -> None:
    person = stand(network())
    before = person.place.theta
    middle = (0.0, 3.0)
    person.drag((-0.6, 3.0), (-0.6, 2.0), (-0.6, 1.0))
    assert person.undo_text == "Move line h₂"
    assert np.flatnonzero(person.place.theta != before).tolist() == [5]
    assert score(person, (-0.6, 1.0), 1) == pytest.approx(0, abs=4 * person.pixel)
    person.undo()
    np.testing.assert_array_equal(person.place.theta, before)
    assert score(person, middle, 1) == 0


def test_the_lines_of_steps_are_dragged_too(stand: Stand) -> None:
    person = stand(network("step"))
    person.drag((0.0, -1.0), (-2.0, -1.0))
    assert person.undo_text == "Move line h₁"
    assert row(person, 0)[2] == pytest.approx(2.0, abs=2 * person.pixel)


def test_of_scaled_inputs_the_line_follows_the_cursor(stand: Stand) -> None:
    x, labels = some_points(60)
    document = with_standard_scaling(document_of(x * [100, 0.1] + [500, 3], labels))
    person = stand(with_start(document, Start(theta=(0.0, 2.0, 0.0))))
    region = person.window.plane.region
    middle = ((region.left + region.right) / 2, float(x[:, 1].mean() * 0.1 + 3))
    to = (middle[0], middle[1] + 0.08)
    person.drag(middle, to, held=Qt.KeyboardModifier.NoModifier)
    up = (region.top - region.bottom) / person.window.plane.height()
    # If a point is nearer than the line, the point has moved, and there is nothing to assert.
    assert person.undo_text == "Move line"
    assert score(person, to) == pytest.approx(0, abs=40 * up)
    assert row(person)[:2].tolist() == [0.0, 2.0]


# ------------------------------------------------------------------------------- and meanwhile


def test_loss_and_mistakes_answer_while_a_line_is_dragged(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT))
    before = person.viewer.snapshot().measured
    person.press(*MIDDLE)
    person.drag_on(MIDDLE, (5.6, 0.0))
    during = person.viewer.snapshot().measured
    assert before.right == 2
    assert during.right == 1
    assert during.loss > before.loss
    person.release(5.6, 0.0)


def test_learning_goes_on_from_the_line_that_was_dragged(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT, points=True))
    person.updates(5)
    person.drag((0.0, 4.5), (-3.0, 4.5))
    dragged = person.place
    assert dragged.updates == 5
    person.updates(1)
    assert person.place.updates == 6
    assert 0 < np.abs(person.place.theta - dragged.theta).max() < 1
    person.undo()
    assert person.place.updates == 5


def test_training_waits_for_the_hand(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT))
    person.session.resume()
    person.press(*MIDDLE)
    person.drag_on(MIDDLE, (1.0, 0.0))
    updates, theta = person.place.updates, person.place.theta
    for _ in range(3):
        person.session.tick()
    np.testing.assert_array_equal(person.place.theta, theta)
    assert person.session.is_running
    person.release(1.0, 0.0)
    person.session.tick()
    assert person.place.updates > updates
    person.session.pause()


@pytest.mark.parametrize("do", ["undo", "restart", "another classifier"])
def test_what_changes_the_weights_ends_the_drag(stand: Stand, do: str) -> None:
    person = stand(linear(*UPRIGHT, points=True))
    person.updates(1)
    person.press(0.0, 4.5)
    person.drag_on((0.0, 4.5), (1.0, 4.5))
    if do == "undo":
        person.session.undo_stack.undo()
    elif do == "restart":
        person.session.restart()
    else:
        person.session.perform(Intent("2-layer net", lambda d: with_classifier(d, "network")))
    theta = person.place.theta
    person.drag_on((1.0, 4.5), (2.0, 4.5))
    person.release(2.0, 4.5)
    np.testing.assert_array_equal(person.place.theta, theta)
    before = person.place.updates
    person.session.resume()
    for _ in range(20):  # on a busy machine a slice may end before its first update
        person.session.tick()
    assert person.place.updates > before  # nothing holds it any more
    person.session.pause()


# ------------------------------------------------------------------------------- what it is not


def test_a_click_on_a_line_places_a_point(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT))
    person.click(*MIDDLE)
    assert len(person.x) == 3
    np.testing.assert_allclose(person.x[2], MIDDLE, atol=2 * person.pixel)
    assert person.place.theta.tolist() == list(UPRIGHT)
    aside = (0.0, -3.0)
    person.drag(aside, (2 * person.pixel, -3.0))  # too short for a drag
    assert len(person.x) == 4
    assert person.place.theta.tolist() == list(UPRIGHT)
    person.drag(MIDDLE, (2.0, 0.0))  # a point on a line goes first
    np.testing.assert_allclose(person.x[2], (2.0, 0.0), atol=2 * person.pixel)
    assert person.place.theta.tolist() == list(UPRIGHT)


@pytest.mark.parametrize(("tool", "points"), [("brush", 3), ("erase", 2), ("select", 2)])
def test_other_tools_do_what_they_do(stand: Stand, tool: str, points: int) -> None:
    person = stand(linear(*UPRIGHT))
    person.tools.choose_tool(tool)
    person.drag(MIDDLE, (2.0, 0.0))
    assert person.place.theta.tolist() == list(UPRIGHT)
    assert len(person.x) >= points


def test_a_curve_of_derived_inputs_is_not_dragged(stand: Stand) -> None:
    document = with_derived(linear(*UPRIGHT), ("x1^2",))
    person = stand(with_start(document, Start(theta=(2.0, 0.0, 0.0, 0.0))))
    count, theta_before = len(person.x), person.place.theta
    top = 0.95 * person.window.plane.region.top
    person.drag((0.0, top), (1.0, top))
    assert len(person.x) == count + 1
    np.testing.assert_array_equal(person.place.theta, theta_before)


@pytest.mark.parametrize("name", ["logistic", "perceptron"])
def test_the_border_between_two_of_three_classes_is_moved_and_turned(
    stand: Stand, name: str
) -> None:
    person = stand(three_classes(name))
    before = matrices(person.place.theta, person.document.classifier.shapes)[0].copy()
    region = person.window.plane.region
    middle, top = (region.bottom + region.top) / 2, 0.05 * region.bottom + 0.95 * region.top
    person.drag((0.0, middle), (1.0, middle))
    assert person.undo_text == "Move line between blue and red"
    moved = matrices(person.place.theta, person.document.classifier.shapes)[0].copy()
    np.testing.assert_allclose(moved - before, [[0, 0, 2], [0, 0, -2], [0, 0, 0]], atol=0.05)
    person.drag((1.0, top), (0.0, top))
    assert person.undo_text == "Turn line between blue and red"
    turned = matrices(person.place.theta, person.document.classifier.shapes)[0]
    (w1, w2, _), (v1, v2, _) = turned[0] - turned[1], moved[0] - moved[1]
    assert np.hypot(w1, w2) == pytest.approx(np.hypot(v1, v2))
    assert w1 * v2 != pytest.approx(w2 * v1)
    np.testing.assert_array_equal(turned[2], before[2])
    np.testing.assert_allclose(turned[0] + turned[1], before[0] + before[1], atol=1e-12)


def three_classes(name: str) -> Document:
    """Return three classes: blue left of x1 = 0, red right of it, amber out of sight."""
    x, labels = some_points(9, 2, 3)
    empty = linear(*UPRIGHT, name=name)
    document = with_points(empty, document_of(x + 3, labels, classes=3).dataset, "")
    return with_start(document, Start(theta=(-2.0, 0, 0, 2.0, 0, 0, 0, 0, -99.0)))


# ------------------------------------------------------------------------------ what tells of it


def test_cursor_and_dots_tell_what_would_happen(stand: Stand) -> None:
    person = stand(linear(*UPRIGHT))
    shapes = {}
    for name, spot in (("off", (3.0, 0.0)), ("middle", MIDDLE), ("end", END)):
        person.hover(spot[0] + 0.5, spot[1])
        person.hover(*spot)
        shapes[name] = cursor(person)
        accent = person.painted(QColor(LIGHT.accent))
        size = np.array(person.window.plane.size().toTuple())
        inside = accent[((accent > 5) & (accent < size - 5)).all(axis=1)]
        assert bool(len(inside)) is (name != "off")
    assert shapes["off"] == Qt.CursorShape.ArrowCursor
    assert shapes["middle"] == Qt.CursorShape.SizeAllCursor
    assert shapes["end"] == Qt.CursorShape.BitmapCursor


def test_pointing_at_a_line_lights_up_its_unit(open_window: OpenWindow) -> None:
    person = open_window(network())
    canvas = diagram_of(person)

    def strength(part: About) -> int:
        """How dark the edge is, at its darkest."""
        assert canvas.diagram is not None
        x, y = canvas.diagram.samples[canvas.diagram.places[part], 4].tolist()
        image = canvas.grab().toImage()
        cut = [image.pixelColor(int(x), int(y) + down) for down in range(-6, 7)]
        return min(color.lightness() for color in cut)

    person.hover(4.0, 0.6)
    calm = strength(About(1, 0, 0)), strength(About(1, 0, 1))
    person.hover(4.0, 3.0)  # the line of h₂
    lit = strength(About(1, 0, 0)), strength(About(1, 0, 1))
    assert lit[1] <= calm[1]
    assert lit[0] > calm[0] + 20
    person.hover(4.0, 0.6)
    assert (strength(About(1, 0, 0)), strength(About(1, 0, 1))) == calm


def test_a_unit_that_is_pointed_at_fills_the_plane(open_window: OpenWindow) -> None:
    person = open_window(network())
    canvas = diagram_of(person)
    assert canvas.diagram is not None

    def color(x: float, y: float) -> QColor:
        return person.picture().pixelColor(person.spot(x, y))

    def darkest(x: float, y: float) -> int:
        image, at = person.picture(), person.spot(x, y)
        around = [image.pixelColor(at.x() + dx, at.y()) for dx in range(-3, 4)]
        return min(one.lightness() for one in around)

    before = color(-4.0, -2.0), darkest(0.0, -2.0)
    # h₁ is 1 on the right of x1 = 0.
    hover_on(person, canvas, canvas.diagram.node(1, 0).center().toPoint())
    assert color(-4.0, -2.0).blue() > color(-4.0, -2.0).red() + 50
    assert color(4.0, 1.0).red() > color(4.0, 1.0).blue() + 40
    assert darkest(0.0, -2.0) < before[1] - 20  # the dashed line is the heavy one now
    hover_on(person, canvas, QPoint(1, 1))
    assert (color(-4.0, -2.0), darkest(0.0, -2.0)) == before


def test_with_the_select_tool_a_drag_that_begins_on_a_line_selects(open_window: OpenWindow) -> None:
    person = open_window(linear(*UPRIGHT))
    person.key(Qt.Key.Key_S)
    before = person.place.theta
    person.hover(*MIDDLE)
    person.drag(MIDDLE, (6.0, 6.0))
    assert person.selected == [1]
    assert np.array_equal(person.place.theta, before)


# --------------------------------------------------------------------------- what is not there


def test_a_line_under_the_cursor_lights_up_nothing_in_a_diagram_out_of_sight(
    open_window: OpenWindow,
) -> None:
    person = open_window(linear(*UPRIGHT))
    person.action("panel").trigger()
    deep = with_classifier(with_network(linear(*UPRIGHT), (1, 1), "tanh"), "network")
    same_boundary = (1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0)
    deep = with_start(deep, Start(theta=same_boundary))
    person.session.perform(Intent("Layers", lambda _: deep))
    person.hover(0.0, 1.5)
    at = person.window.plane.pointing(person.window.plane.to_widget(0.0, 1.5))
    assert at.line is not None
    assert at.line.unit == UnitId(2, 0)


def test_a_circle_that_becomes_a_line_under_the_cursor(open_window: OpenWindow) -> None:
    circle = with_derived(with_classifier(new_document("circle"), "logistic"), ("x1^2", "x2^2"))
    circle = with_start(circle, Start(theta=(0.0, 0.0, 1.0, 1.0, -4.0)))
    person = open_window(circle)
    person.hover(2.0, 0.0)
    person.session.perform(Intent("Line", lambda _: linear(*UPRIGHT)))
    person.undo()
    person.redo()
    assert person.document.classifier.is_linear
