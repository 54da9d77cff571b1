"""What a selection is, move by move; tests/gui/gestures/test_selection.py does it in a window."""

from pathlib import Path

import numpy as np
import pytest

from gui.controls.mouse import CLICK_PIXELS
from gui.gestures.tools import SELECT
from model import new_document
from model.run.edits import with_new_start, with_preset
from tests.gui.gestures.hands import PIXEL, STEP, Hands, drawing_of

ROW = [(-3.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (3.0, 0.0)]


@pytest.fixture
def row() -> Hands:
    """Four points in a row, blue, red, blue, red, and the select tool."""
    hands = Hands(drawing_of(ROW, [0, 1, 0, 1]))
    hands.tools.choose_tool(SELECT)
    return hands


def test_a_drag_on_empty_ground_selects_what_is_inside_and_nothing_else(row: Hands) -> None:
    row.click(3, 0)
    row.drag((-2, 1), (2, -1))
    assert row.selected == [1, 2]
    row.drag((-4, 2), (4, 1))
    assert row.selected == []


def test_a_press_that_moves_a_few_pixels_draws_no_rubber_band(row: Hands) -> None:
    bands: list[object] = []
    row.tools.band_changed.connect(bands.append)
    row.click(1, 0)
    little = PIXEL[0] * (CLICK_PIXELS - 1)
    row.drag((0, 3), (little, 3), (0, 3))
    assert row.selected == []
    assert bands == [None]


def test_a_click_on_one_of_several_selects_that_one_alone(row: Hands) -> None:
    row.tools.select_all()
    row.click(-1, 0)
    assert row.selected == [1]
    assert row.texts == []


def test_a_selection_keeps_its_shape(row: Hands) -> None:
    row.tools.select_all()
    before = row.x
    row.drag((1, 0), (1.713, 2.917))
    np.testing.assert_allclose(row.x - before, [[0.713, 2.917]] * 4, atol=1e-12)


def test_on_the_grid_it_is_the_point_that_is_held_that_comes_to_lie_on_a_crossing() -> None:
    hands = Hands(drawing_of([(0.25, 0.5), (1.1, 0.9)], [0, 1]))
    hands.tools.snaps = True
    hands.tools.select_all()
    hands.drag((1.1, 0.9), (2.9, 3.2))
    assert hands.x[1].tolist() == [3.0, 4.0]
    np.testing.assert_allclose(hands.x[0], [2.15, 3.6])


def test_f_puts_each_point_into_the_class_after_its_own(row: Hands) -> None:
    row.tools.select((0, 1, 2))
    row.tools.next_class()
    assert row.labels == [1, 0, 1, 1]
    assert row.texts == ["Flip 3 points"]
    assert row.selected == [0, 1, 2]
    row.session.undo_stack.undo()
    assert row.labels == [0, 1, 0, 1]
    assert row.selected == [0, 1, 2]


@pytest.mark.parametrize(("over", "expected"), [(1, [0, 0, 1, 1]), (3, [0, 1, 0, 0])])
def test_f_over_a_point_flips_it_with_the_selection_that_it_belongs_to(
    row: Hands, over: int, expected: list[int]
) -> None:
    row.tools.select((1, 2))
    row.tools.hover(row.at(*ROW[over]))
    row.tools.next_class()
    assert row.labels == expected


def test_on_the_grid_copies_lie_one_step_aside_and_keep_their_classes(row: Hands) -> None:
    row.tools.snaps = True
    row.tools.select((2, 3))
    row.tools.duplicate()
    np.testing.assert_allclose(row.x[4:], row.x[2:4] + np.array([STEP[0], -STEP[1]]))
    assert row.labels[4:] == [0, 1]
    assert row.document.dataset.serials.tolist() == [0, 1, 2, 3, -1, -1]


def test_everything_is_larger_where_the_text_is(row: Hands) -> None:
    row.tools.scale = 2.0
    row.tools.select((0,))
    row.tools.duplicate()
    np.testing.assert_allclose(row.x[4] - row.x[0], [24 * PIXEL[0], -24 * PIXEL[1]])
    assert row.texts == ["Duplicate point 1"]


def test_a_held_arrow_key_is_one_undo(row: Hands) -> None:
    row.tools.select((0, 3))
    for held in (False, True, True, False):
        row.tools.nudge(1.0, 0.0, STEP, held)
    assert row.texts == ["Move 2 points"] * 2
    np.testing.assert_allclose(row.x[:, 0], [-2.6, -1, 1, 3.4])


def test_no_point_is_moved_out_of_bounds_nor_the_shape_lost_there() -> None:
    hands = Hands(drawing_of([(1e9 - 2, 0), (1e9 - 5, 0)], [0, 1]))
    hands.tools.select_all()
    hands.tools.nudge(1.0, 0.0, (50.0, 1.0), False)
    np.testing.assert_allclose(hands.x[:, 0], [1e9, 1e9 - 3])


def test_a_selection_lasts_as_long_as_its_numbers_are_the_same_points(row: Hands) -> None:
    stack = row.session.undo_stack
    row.tools.select((1, 2))
    row.drag((1, 0), (1, 2))
    row.session.new_start()
    for step in (stack.undo, stack.undo, stack.redo, stack.redo):
        step()
        assert row.selected == [1, 2]
    row.tools.delete()
    assert row.selected == []
    row.tools.select((1,))
    stack.undo()
    assert row.selected == []


def test_other_points_of_as_many_are_not_selected() -> None:
    hands = Hands(new_document("circle", 60))
    hands.tools.select_all()
    assert len(hands.selected) == 60
    after = with_preset(hands.document, "circle", 60)
    hands.session.open_points(Path("points.csv"), with_new_start(after))
    assert len(hands.x) == 60
    assert hands.selected == []


def test_a_selection_is_kept_while_another_tool_is_chosen(row: Hands) -> None:
    row.tools.select((1, 2))
    row.tools.choose_tool("place")
    row.drag((1, 0), (1, 2))
    np.testing.assert_allclose(row.x[:, 1], [0, 2, 2, 0])


def test_a_drag_does_not_go_on_after_another_edit(row: Hands) -> None:
    row.tools.select_all()
    row.tools.press(row.at(1, 0))
    row.tools.drag(row.at(2, 0))
    row.tools.next_class()
    row.tools.drag(row.at(3, 0))
    row.tools.release()
    np.testing.assert_allclose(row.x[2], [2, 0])
    assert row.texts == ["Move 4 points", "Flip 4 points"]
    assert len(row.selected) == 4
