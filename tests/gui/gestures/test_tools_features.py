"""Drawing where points have more features than the plane shows, or only one."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from model.plane.slice import Slice
from tests.gui.conftest import OpenWindow
from tests.gui.gestures.hands import PIXEL, STEP, Hands, drawing_of

FOUR = [[-2.0, 1.0, 5.0, 7.0], [0.0, 0.0, 6.0, 8.0], [2.0, -1.0, 10.0, 9.0]]
ONE = [[-2.0], [0.5], [3.0]]


@pytest.fixture
def four() -> Hands:
    """Points of four features, of which the second and the first are shown, in this order."""
    hands = Hands(drawing_of(FOUR, [0, 1, 0], features=4))
    hands.viewer.show_slice(Slice((1, 0), (0.0, 0.0, 6.5, 7.5)))
    return hands


def test_a_new_point_takes_the_values_of_the_slice_for_what_is_not_shown(four: Hands) -> None:
    four.click(3.25, -4.5)
    assert four.x[3].tolist() == [-4.5, 3.25, 6.5, 7.5]
    four.tools.place_at(0.125, 9.0, 0)
    assert four.x[4].tolist() == [9.0, 0.125, 6.5, 7.5]


def test_moving_copying_and_nudging_leave_the_other_features_alone(four: Hands) -> None:
    before = four.x
    four.tools.select((0, 2))
    four.drag((1.0, -2.0), (1.5, 1.0))
    four.tools.nudge(1.0, 0.0, STEP, False)
    by = np.array([[3, 0.6, 0, 0], [0, 0, 0, 0], [3, 0.6, 0, 0]])
    np.testing.assert_allclose(four.x - before, by)
    four.tools.duplicate()
    aside = [-12 * PIXEL[1], 12 * PIXEL[0], 0, 0]
    np.testing.assert_allclose(four.x[3:] - four.x[[0, 2]], [aside, aside])


def test_the_grid_has_its_own_step_in_each_direction(four: Hands) -> None:
    four.tools.snaps = True
    four.click(3.4, 5.2)
    assert four.x[3].tolist() == [6.0, 3.0, 6.5, 7.5]


def test_a_rubber_band_looks_at_what_is_shown(four: Hands) -> None:
    four.tools.choose_tool("select")
    four.drag((-0.5, 1.0), (1.5, -3.0))
    assert four.selected == [0, 1]


def test_a_brush_sprays_onto_the_slice(four: Hands, qapp: object) -> None:
    four.tools.choose_tool("brush")
    four.click(3, 3)
    assert four.x[3, 2:].tolist() == [6.5, 7.5]


def test_of_one_feature_only_what_is_across_counts() -> None:
    hands = Hands(drawing_of(ONE, [0, 1, 0], features=1))
    hands.click(1.5, 4.0)
    assert hands.x[3].tolist() == [1.5]
    hands.drag((-2.0, 0.0), (-1.0, 3.0))
    assert hands.x[0].tolist() == [-1.0]
    hands.drag((0.0, 5.0), (2.0, 3.0), shift=True)
    assert hands.selected == [0, 1, 3]
    hands.tools.duplicate()
    np.testing.assert_allclose(hands.x[4:], hands.x[[0, 1, 3]] + 12 * PIXEL[0])
    hands.tools.nudge(0.0, 1.0, STEP, False)
    hands.tools.delete()
    assert len(hands.x) == 4
    while hands.session.undo_stack.canUndo():
        hands.session.undo_stack.undo()
    assert hands.x.tolist() == ONE


def test_p_asks_for_the_shown_features_by_their_names(open_window: OpenWindow) -> None:
    person = open_window(drawing_of(FOUR, [0, 1, 0], features=4))
    person.viewer.show_slice(Slice((3, 1), (1.0, 2.0, 3.0, 4.0)))
    person.key(Qt.Key.Key_P)
    bar = person.window.place_bar
    assert person.texts(bar)[:2] == ["x₄", "x₂"]
    for text in ("0.5", "-3"):
        person.keys(text)
        person.key(Qt.Key.Key_Tab)
    person.key(Qt.Key.Key_Escape)
    assert len(person.x) == 3
    person.key(Qt.Key.Key_P)
    person.key(Qt.Key.Key_Return)
    assert person.x[3].tolist() == [1.0, -3.0, 3.0, 0.5]


def test_p_asks_for_one_feature_where_there_is_one(open_window: OpenWindow) -> None:
    person = open_window(drawing_of(ONE, [0, 1, 0], features=1))
    person.key(Qt.Key.Key_P)
    assert person.texts(person.window.place_bar)[:1] == ["x₁"]
    person.keys("2.5")
    person.key(Qt.Key.Key_Return)
    assert person.x[3].tolist() == [2.5]


def test_drawing_in_a_window_where_there_are_four_features(open_window: OpenWindow) -> None:
    person = open_window(drawing_of(FOUR, [0, 1, 0], features=4))
    shown = person.viewer.snapshot().slice
    person.window.plane.fit()
    person.click(1.0, 0.8)
    np.testing.assert_allclose(person.x[3, :2], (1.0, 0.8), atol=person.pixel)
    np.testing.assert_array_equal(person.x[3, 2:], shown.values[2:])
    others = person.x[:, 2:]
    person.drag((0, 0), (1, -0.5))
    np.testing.assert_allclose(person.x[1, :2], (1, -0.5), atol=2 * person.pixel)
    np.testing.assert_array_equal(person.x[:, 2:], others)
