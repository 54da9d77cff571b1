"""What the mouse does to points."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from gui.controls.mouse import CLICK_PIXELS
from gui.look.theme import LIGHT
from gui.plane.view import REACH
from tests.gui.person import LEFT, MIDDLE, NOTHING, RIGHT, Person, place

SPOTS = [(0.0, 0.0), (1.37, -2.61), (-4.7, 4.2), (4.6, -4.8)]


def assert_ringed(person: Person, x: float, y: float) -> None:
    """Assert that the ring of the selection is painted around this place, on all sides."""
    at = person.spot(x, y)
    away = person.painted(QColor(LIGHT.accent)) + 0.5 - [at.x(), at.y()]
    ring = away[np.hypot(*away.T) < 16]
    assert len(ring) > 20
    np.testing.assert_allclose(ring.mean(axis=0), 0, atol=2)


def test_left_click_places_a_point_of_the_chosen_class_where_it_was_clicked(
    drawing: Person,
) -> None:
    place(drawing, *SPOTS)
    assert drawing.labels == [1] * len(SPOTS)
    np.testing.assert_allclose(drawing.x, SPOTS, atol=drawing.pixel)
    assert drawing.undo_text == "Add red point"


def test_right_click_places_a_point_of_the_other_class(drawing: Person) -> None:
    for spot in SPOTS:
        drawing.click(*spot, RIGHT)
    assert drawing.labels == [0] * len(SPOTS)
    np.testing.assert_allclose(drawing.x, SPOTS, atol=drawing.pixel)
    assert drawing.undo_text == "Add blue point"


@pytest.mark.parametrize(("button", "color"), [(LEFT, LIGHT.points[1]), (RIGHT, LIGHT.points[0])])
def test_the_point_is_painted_at_the_pixel_that_was_clicked(
    drawing: Person, button: Qt.MouseButton, color: str
) -> None:
    at = QPoint(731, 217)
    QTest.mouseClick(drawing.window.plane.viewport(), button, NOTHING, at)
    pixels = drawing.painted(QColor(color))
    assert len(pixels) > 40
    np.testing.assert_allclose(pixels.mean(axis=0), [at.x(), at.y()], atol=1.0)


def test_clicks_hit_where_they_are_after_zooming_and_panning(drawing: Person) -> None:
    drawing.wheel(3, 2, 7)
    drawing.drag((3, 2), (2.5, 1.6), button=MIDDLE)
    drawing.click(3.1, 2.2)
    np.testing.assert_allclose(drawing.x, [(3.1, 2.2)], atol=drawing.pixel)


def test_four_and_five_can_be_placed_exactly_with_snap_to_grid(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_G)
    drawing.click(4.23, 4.81)
    assert drawing.x.tolist() == [[4.0, 5.0]]


def test_dragging_snaps_to_the_grid_too(drawing: Person) -> None:
    place(drawing, (1.2, 1.3))
    drawing.key(Qt.Key.Key_G)
    drawing.drag((1.2, 1.3), (-2.9, 3.8))
    assert drawing.x.tolist() == [[-3.0, 4.0]]


def test_snap_can_be_switched_off_again(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_G)
    drawing.key(Qt.Key.Key_G)
    drawing.click(2.4, 1.6)
    np.testing.assert_allclose(drawing.x, [(2.4, 1.6)], atol=drawing.pixel)


def test_two_fast_clicks_apart_give_two_points(drawing: Person) -> None:
    drawing.click(1, 1)
    drawing.double_click(2, 1)
    np.testing.assert_allclose(drawing.x, [(1, 1), (2, 1)], atol=drawing.pixel)


def test_click_on_a_point_selects_it_and_adds_none(drawing: Person) -> None:
    place(drawing, (1, 1), (-2, 3))
    drawing.click(1, 1)
    assert len(drawing.x) == 2
    assert_ringed(drawing, 1, 1)


@pytest.mark.parametrize("button", [LEFT, RIGHT])
def test_click_just_outside_the_reach_of_a_point_adds_one(
    drawing: Person, button: Qt.MouseButton
) -> None:
    place(drawing, (1, 1))
    drawing.click(1 + (REACH - 2) * drawing.pixel, 1, button)
    assert len(drawing.x) == 1
    drawing.click(1 + (REACH + 2) * drawing.pixel, 1, button)
    assert len(drawing.x) == 2


def test_dragging_a_point_moves_it_and_is_one_undo(drawing: Person) -> None:
    place(drawing, (1, 1), (-2, 3))
    before, steps = drawing.x, drawing.session.undo_stack.count()
    drawing.drag((-2, 3), (0, 0), (3, -4), steps=20)
    np.testing.assert_allclose(drawing.x, [(1, 1), (3, -4)], atol=1.5 * drawing.pixel)
    assert drawing.undo_text == "Move point 2"
    assert drawing.session.undo_stack.count() == steps + 1
    drawing.undo()
    np.testing.assert_array_equal(drawing.x, before)


def test_a_point_taken_at_its_edge_does_not_jump_to_the_cursor(drawing: Person) -> None:
    place(drawing, (1, 1))
    off = 6 * drawing.pixel
    drawing.drag((1 + off, 1), (3 + off, 1))
    np.testing.assert_allclose(drawing.x, [(3, 1)], atol=1.5 * drawing.pixel)


def test_the_ring_of_the_selection_follows_the_point_that_is_dragged(drawing: Person) -> None:
    place(drawing, (1, 1))
    drawing.drag((1, 1), (4, -2))
    assert_ringed(drawing, 4, -2)


def test_two_drags_of_a_point_are_two_undos(drawing: Person) -> None:
    place(drawing, (1, 1))
    drawing.drag((1, 1), (2, 2))
    drawing.drag((2, 2), (3, 3))
    drawing.undo()
    np.testing.assert_allclose(drawing.x, [(2, 2)], atol=1.5 * drawing.pixel)


def test_a_press_that_moves_a_few_pixels_moves_no_point(drawing: Person) -> None:
    place(drawing, (1, 1))
    before, steps = drawing.x, drawing.session.undo_stack.count()
    little = (CLICK_PIXELS - 1) * drawing.pixel
    drawing.drag((1, 1), (1 + little, 1), (1, 1 - little), (1, 1))
    np.testing.assert_array_equal(drawing.x, before)
    assert drawing.session.undo_stack.count() == steps


def test_a_new_point_can_be_put_right_before_the_button_is_up(drawing: Person) -> None:
    drawing.drag((1, 1), (2, 3))
    np.testing.assert_allclose(drawing.x, [(2, 3)], atol=1.5 * drawing.pixel)
    assert drawing.undo_text == "Add red point"
    drawing.undo()
    assert len(drawing.x) == 0


def test_undo_while_a_point_is_held_lets_go_of_it(drawing: Person) -> None:
    drawing.press(1, 1)
    drawing.undo()
    drawing.drag_on((1, 1), (3, 3))
    drawing.release(3, 3)
    assert len(drawing.x) == 0
    drawing.click(2, 2)
    assert len(drawing.x) == 1


def test_deleting_a_point_while_it_is_held_lets_go_of_it(drawing: Person) -> None:
    place(drawing, (1, 1), (2, 2))
    drawing.press(1, 1)
    drawing.key(Qt.Key.Key_Delete)
    drawing.drag_on((1, 1), (-3, -3))
    drawing.release(-3, -3)
    np.testing.assert_allclose(drawing.x, [(2, 2)], atol=drawing.pixel)


def test_the_other_button_during_a_drag_places_nothing(drawing: Person) -> None:
    place(drawing, (1, 1))
    drawing.press(1, 1)
    drawing.drag_on((1, 1), (3, 3))
    drawing.press(3.5, 3.5, RIGHT)
    drawing.release(3.5, 3.5, RIGHT)
    drawing.release(3, 3)
    np.testing.assert_allclose(drawing.x, [(3, 3)], atol=1.5 * drawing.pixel)


def test_the_eraser_takes_only_what_is_in_its_circle(drawing: Person) -> None:
    gap = drawing.pixel
    place(drawing, (0, 0), ((REACH + 3) * gap, 0), (4, 4))
    drawing.key(Qt.Key.Key_E)
    drawing.click(-3 * gap, 0)
    assert len(drawing.x) == 2
    assert drawing.undo_text == "Erase 1 point"
    drawing.click(4, 4 + (REACH + 2) * gap)
    assert len(drawing.x) == 2


def test_one_sweep_of_the_eraser_is_one_undo(drawing: Person) -> None:
    spots = [(float(x), 1.0) for x in range(-4, 4)]
    place(drawing, *spots, (0, -3))
    before = drawing.document
    drawing.key(Qt.Key.Key_E)
    drawing.drag((-4.5, 1), (4.5, 1), steps=40)
    np.testing.assert_allclose(drawing.x, [(0, -3)], atol=drawing.pixel)
    assert drawing.undo_text == f"Erase {len(spots)} points"
    drawing.undo()
    assert drawing.document is before


def test_a_fast_sweep_erases_what_lies_between_two_positions_of_the_mouse(drawing: Person) -> None:
    place(drawing, (0, 1), (1, 1))
    drawing.key(Qt.Key.Key_E)
    drawing.drag((-4, 1), (4, 1), steps=1)
    assert len(drawing.x) == 0


def test_the_eraser_shows_how_far_it_reaches(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_E)
    without = drawing.picture()
    drawing.hover(2, 2)
    at = drawing.spot(2, 2)
    with_circle = drawing.picture()
    changed = [
        (x, y)
        for x in range(at.x() - 20, at.x() + 21)
        for y in range(at.y() - 20, at.y() + 21)
        if with_circle.pixel(x, y) != without.pixel(x, y)
    ]
    reach = max(np.hypot(x - at.x(), y - at.y()) for x, y in changed)
    assert reach == pytest.approx(REACH, abs=2.5)


def test_a_middle_drag_pans_and_touches_no_point(drawing: Person) -> None:
    place(drawing, (1, 1))
    before = drawing.window.plane.region
    drawing.drag((1, 1), (3, 2), button=MIDDLE)
    after = drawing.window.plane.region
    assert before.left - after.left == pytest.approx(2, abs=2 * drawing.pixel)
    assert before.bottom - after.bottom == pytest.approx(1, abs=2 * drawing.pixel)
    np.testing.assert_allclose(drawing.x, [(1, 1)], atol=drawing.pixel)
    assert drawing.undo_text == "Add red point"


def test_points_are_placed_dragged_and_erased_while_training_runs(person: Person) -> None:
    session, gap = person.session, person.pixel
    session.resume()
    session.tick()
    updates = person.place.updates
    person.click(4.5, 4.5)
    assert len(person.x) == 251
    session.tick()
    person.drag((4.5, 4.5), (4.6, -4.5))
    np.testing.assert_allclose(person.x[250], (4.6, -4.5), atol=1.5 * gap)
    session.tick()
    person.key(Qt.Key.Key_E)
    person.click(4.6, -4.5)
    assert len(person.x) == 250
    session.tick()
    assert session.is_running
    assert person.place.updates > updates


def test_the_boundary_answers_at_once_to_a_point_that_is_dragged_while_training_runs(
    open_logistic: Person,
) -> None:
    person = open_logistic
    person.session.resume()
    person.press(3, 0)
    thetas = [person.place.theta]
    for x in (0.0, -4.0):
        person.drag_on((3.0, 0.0), (x, 0.0), steps=1)
        person.session.tick()
        thetas.append(person.place.theta)
    person.release(-4, 0)
    assert not np.allclose(thetas[0], thetas[1])
    assert not np.allclose(thetas[1], thetas[2])


@pytest.fixture
def open_logistic(drawing: Person) -> Person:
    """Logistic regression between a blue point on the left and a red one on the right."""
    drawing.click(-3, 0, RIGHT)
    drawing.click(3, 0)
    return drawing
