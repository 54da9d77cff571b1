"""What the keys do to points."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.gui.person import CTRL, RIGHT, Person, place


def test_delete_removes_the_selected_point(drawing: Person) -> None:
    place(drawing, (1, 1), (2, 2), (3, 3))
    drawing.click(2, 2)
    drawing.key(Qt.Key.Key_Delete)
    np.testing.assert_allclose(drawing.x, [(1, 1), (3, 3)], atol=drawing.pixel)
    assert drawing.undo_text == "Delete point 2"
    drawing.undo()
    np.testing.assert_allclose(drawing.x, [(1, 1), (2, 2), (3, 3)], atol=drawing.pixel)


def test_delete_without_a_selected_point_deletes_none(drawing: Person) -> None:
    place(drawing, (1, 1), (2, 2))
    drawing.key(Qt.Key.Key_Delete)
    assert len(drawing.x) == 2


def test_after_an_undo_delete_never_takes_another_point_than_the_ringed_one(
    drawing: Person,
) -> None:
    place(drawing, (1, 1), (2, 2), (3, 3))
    drawing.click(1, 1)
    drawing.key(Qt.Key.Key_Delete)
    drawing.click(3, 3)
    drawing.undo()
    drawing.key(Qt.Key.Key_Delete)
    kept = drawing.x.round().tolist()
    assert [1, 1] in kept
    assert [2, 2] in kept


@pytest.mark.parametrize("moves", [True, False])
def test_f_over_a_point_puts_it_into_the_next_class_and_round_again(
    drawing: Person, moves: bool
) -> None:
    place(drawing, (1, 1))
    if moves:
        drawing.hover(1, 1)
    drawing.key(Qt.Key.Key_F)
    assert drawing.labels == [0]
    assert drawing.undo_text == "Make point 1 blue"
    drawing.key(Qt.Key.Key_F)
    assert drawing.labels == [1]
    drawing.undo()
    drawing.undo()
    assert drawing.labels == [1]
    assert drawing.undo_text == "Add red point"


def test_f_where_the_point_is_gone_does_nothing(drawing: Person) -> None:
    place(drawing, (1, 1), (2, 2))
    drawing.hover(2, 2)
    drawing.undo()
    drawing.key(Qt.Key.Key_F)
    assert drawing.labels == [1]


def test_f_over_empty_ground_does_nothing(drawing: Person) -> None:
    place(drawing, (1, 1))
    drawing.hover(-3, -3)
    drawing.key(Qt.Key.Key_F)
    assert drawing.labels == [1]


def test_keys_choose_the_class_that_is_placed(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_1)
    drawing.click(1, 1)
    drawing.click(2, 1, RIGHT)
    drawing.key(Qt.Key.Key_2)
    drawing.click(3, 1)
    assert drawing.labels == [0, 1, 1]


def test_a_key_for_a_class_that_is_not_there_changes_nothing(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_5)
    drawing.click(1, 1)
    assert drawing.labels == [1]


def test_choosing_a_class_lays_the_eraser_down(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_E)
    assert drawing.action("erase").isChecked()
    drawing.key(Qt.Key.Key_1)
    assert drawing.action("place").isChecked()
    drawing.click(1, 1)
    assert drawing.labels == [0]


def test_clear_deletes_all_points_and_can_be_undone(person: Person) -> None:
    before = person.document
    person.key(Qt.Key.Key_Backspace, CTRL)
    assert len(person.x) == 0
    assert person.undo_text == "Clear 250 points"
    person.undo()
    assert person.document is before


def test_clear_of_an_empty_plane_is_no_edit(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_Backspace, CTRL)
    assert drawing.session.undo_stack.count() == 0


def test_arrows_walk_from_point_to_point_and_shift_moves_the_selected_one(drawing: Person) -> None:
    place(drawing, (0.0, 0.0), (2.0, 1.0), (-2.0, 1.0))
    drawing.window.plane.setFocus()
    drawing.key(Qt.Key.Key_Right)
    assert drawing.selected == [0]
    drawing.key(Qt.Key.Key_Left)
    assert drawing.selected == [2]
    before = drawing.x.copy()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left):
        drawing.key(key, Qt.KeyboardModifier.ShiftModifier)
    step = drawing.window.plane.pointing(drawing.window.plane.rect().center().toPointF()).step
    np.testing.assert_allclose(drawing.x[2] - before[2], np.array([-0.1, 0.2]) * step)
    np.testing.assert_array_equal(drawing.x[:2], before[:2])
    assert drawing.session.undo_stack.undoText() == "Move point 3"
    for _ in range(3):
        drawing.session.undo_stack.undo()
    np.testing.assert_array_equal(drawing.x, before)
