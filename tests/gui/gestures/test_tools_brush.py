"""The brush sprays points while a button is held."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.gestures.brushing import SPRAY_MS, Brush
from gui.gestures.tools import BRUSH, BRUSH_PIXELS, THICKEST, THINNEST
from gui.look.theme import LIGHT
from tests.gui.gestures.hands import LEFT, PIXEL, RIGHT, Hands, drawing_of
from tests.gui.person import Person

CORNERS = [(-4.0, -4.0), (4.0, 4.0)]


@pytest.fixture
def hands(qapp: QApplication) -> Hands:
    """A blue and a red point, and the brush."""
    made = Hands(drawing_of(CORNERS, [0, 1]))
    made.tools.choose_tool(BRUSH)
    return made


def spray(hands: Hands, times: int) -> None:
    """Let the timer time out."""
    brush = hands.tools.gesture
    assert isinstance(brush, Brush)
    for _ in range(times):
        brush.spray()


@pytest.mark.parametrize(("button", "label"), [(LEFT, 1), (RIGHT, 0)])
def test_it_sprays_points_of_a_class_around_the_cursor(
    hands: Hands, button: Qt.MouseButton, label: int
) -> None:
    hands.tools.press(hands.at(1, 2, button))
    spray(hands, 399)
    hands.tools.release()
    away = (hands.x[2:] - [1, 2]) / PIXEL / BRUSH_PIXELS
    assert hands.labels[2:] == [label] * 400
    far = np.hypot(*away.T)
    # Even over the disc: within half the radius lies a quarter of the points.
    assert far.max() == pytest.approx(1, abs=0.02)
    assert (far < 0.5).mean() == pytest.approx(0.25, abs=0.06)
    np.testing.assert_allclose(away.mean(axis=0), 0, atol=0.08)
    assert hands.texts == [f"Add 400 {('blue', 'red')[label]} points"]


def test_one_stroke_is_one_undo_wherever_it_went(hands: Hands) -> None:
    before = hands.document
    hands.tools.press(hands.at(-2, 0))
    spray(hands, 4)
    hands.tools.drag(hands.at(3, 0))
    spray(hands, 5)
    hands.tools.release()
    np.testing.assert_allclose(hands.x[2:7, 0], -2, atol=BRUSH_PIXELS * PIXEL[0])
    np.testing.assert_allclose(hands.x[7:, 0], 3, atol=BRUSH_PIXELS * PIXEL[0])
    assert hands.texts == ["Add 10 red points"]
    hands.session.undo_stack.undo()
    assert hands.document is before


def test_a_short_click_is_one_point(hands: Hands) -> None:
    hands.click(1, 1)
    hands.click(1, 1)
    assert hands.texts == ["Add red point"] * 2


def test_it_goes_on_while_the_mouse_is_still_and_ends_with_the_button(
    hands: Hands, qtbot: QtBot
) -> None:
    hands.tools.press(hands.at(0, 0))
    qtbot.waitUntil(lambda: len(hands.x) >= 5, timeout=5000)
    hands.tools.release()
    with qtbot.assertNotEmitted(hands.session.document_changed, wait=2 * SPRAY_MS):
        pass


@pytest.mark.parametrize(
    "end",
    [
        lambda hands: hands.session.undo_stack.undo(),
        lambda hands: hands.tools.deselect(),
        lambda hands: hands.tools.choose_tool("select"),
    ],
    ids=["undo", "Escape", "another tool"],
)
def test_it_ends_with_whatever_comes_between(
    hands: Hands, qtbot: QtBot, end: Callable[[Hands], None]
) -> None:
    hands.tools.press(hands.at(0, 0))
    end(hands)
    with qtbot.assertNotEmitted(hands.session.document_changed, wait=2 * SPRAY_MS):
        pass


def test_the_radius_grows_and_shrinks_within_bounds_and_is_told(hands: Hands) -> None:
    told: list[str] = []
    hands.tools.tool_changed.connect(told.append)
    radii = [hands.tools.brush]
    for change in [hands.tools.thicken_brush] * 12 + [hands.tools.thin_brush] * 30:
        change()
        radii.append(hands.tools.brush)
    assert radii[1] > radii[0]
    assert max(radii) == THICKEST
    assert min(radii) == THINNEST
    assert set(told) == {BRUSH}


def test_it_sprays_where_one_points_in_a_window_and_shows_how_far(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_B)
    drawing.hover(2, 2)
    at, text = drawing.spot(2, 2), drawing.painted(QColor(LIGHT.text))
    far = np.hypot(*(text - [at.x(), at.y()]).T)
    assert (abs(far - BRUSH_PIXELS) < 3).sum() > 10
    drawing.session.resume()
    drawing.press(2, 2)
    drawing.qtbot.waitUntil(lambda: len(drawing.x) >= 3)
    drawing.release(2, 2)
    away = (drawing.x - [2, 2]) / drawing.pixel
    assert (np.hypot(*away.T) <= BRUSH_PIXELS + 1).all()
    assert drawing.undo_text == f"Add {len(drawing.x)} red points"
    drawing.key(Qt.Key.Key_BracketRight)
    assert drawing.window.tools.brush > BRUSH_PIXELS
    drawing.undo()
    assert len(drawing.x) == 0
