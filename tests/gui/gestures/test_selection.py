"""Selecting points, and what is done to all of them at once."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.look.theme import LIGHT
from tests.gui.person import CTRL, RIGHT, SHIFT, Person, place

ROW = [(-3.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (3.0, 0.0)]


@pytest.fixture
def row(drawing: Person) -> Person:
    """Four red points in a row, and the select tool."""
    place(drawing, *ROW)
    drawing.key(Qt.Key.Key_S)
    return drawing


def test_clicks_select_and_with_shift_or_ctrl_add_or_take_away(row: Person) -> None:
    row.click(-1, 0)
    assert row.selected == [1]
    for held in (SHIFT, CTRL):
        row.click(3, 0)
        assert row.selected == [3]
        row.click(-1, 0, held=held)
        row.click(-3, 0, held=held)
        assert row.selected == [0, 1, 3]
        row.click(-1, 0, held=held)
        assert row.selected == [0, 3]
        row.click(0, 3, held=held)  # a miss loses nothing
        assert row.selected == [0, 3]
    row.click(0, 3)
    assert row.selected == []
    assert len(row.x) == 4
    assert row.session.undo_stack.count() == 4


def test_shift_and_drag_selects_what_is_inside_with_every_tool(row: Person) -> None:
    for tool in (Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_B, Qt.Key.Key_E):
        row.key(Qt.Key.Key_Escape)
        row.key(tool)
        row.drag((-4, 1), (0, -1), held=SHIFT)
        assert row.selected == [0, 1]
        row.drag((4, -1), (2, 1), held=SHIFT)
        assert row.selected == [0, 1, 3]
        row.click(-1, 0, held=SHIFT)
        assert row.selected == [0, 3]
    assert len(row.x) == 4
    assert row.session.undo_stack.count() == 4


def test_the_rubber_band_is_seen_until_it_selects_or_is_broken_off(row: Person) -> None:
    at = row.spot(-2.0, 2.0)
    edge = [(at.x() + dx, at.y()) for dx in range(-2, 3)]

    def is_seen() -> bool:
        row.hover(4, 4)
        seen = row.picture()
        return any(seen.pixel(*spot) != without.pixel(*spot) for spot in edge)

    row.hover(4, 4)
    without = row.picture()
    for ends in (False, True):
        row.click(3, 0)
        row.press(-2, 3)
        row.drag_on((-2.0, 3.0), (2.0, -1.0))
        picture = row.picture()
        assert any(picture.pixel(*spot) != without.pixel(*spot) for spot in edge)
        if ends:
            row.key(Qt.Key.Key_Escape)
        row.release(2, -1)
        assert row.selected == ([] if ends else [1, 2])
        row.key(Qt.Key.Key_Escape)
        assert not is_seen()


def test_every_selected_point_is_ringed(row: Person) -> None:
    row.drag((-2, 1), (4, -1))
    pixels = row.painted(QColor(LIGHT.accent))
    for index, (x, y) in enumerate(ROW):
        at = row.spot(x, y)
        near = np.hypot(*(pixels - [at.x(), at.y()]).T) < 16
        assert near.any() == (index > 0), index


def test_dragging_a_selected_point_moves_all_of_them_and_is_one_undo(row: Person) -> None:
    row.drag((-2, 1), (4, -1))
    before, steps = row.x, row.session.undo_stack.count()
    row.drag((1, 0), (0, 2), (1, 3), steps=10)
    moved = before + np.array([[0, 0], [0, 3], [0, 3], [0, 3]])
    np.testing.assert_allclose(row.x, moved, atol=1.5 * row.pixel)
    assert row.undo_text == "Move 3 points"
    assert row.session.undo_stack.count() == steps + 1
    row.undo()
    np.testing.assert_array_equal(row.x, before)
    assert row.selected == [1, 2, 3]
    row.drag((1, 0), (1, -2), button=RIGHT)
    np.testing.assert_allclose(row.x[:, 1], [0, -2, -2, -2], atol=1.5 * row.pixel)
    row.drag((-3, 0), (-3, 1))
    assert row.selected == [0]
    assert row.undo_text == "Move point 1"


def test_keys_flip_copy_move_and_delete_all_of_them_at_once(row: Person) -> None:
    first = row.document
    row.key(Qt.Key.Key_A, CTRL)
    assert row.selected == [0, 1, 2, 3]
    row.key(Qt.Key.Key_F)
    assert row.labels == [0] * 4
    row.key(Qt.Key.Key_D, CTRL)
    assert row.selected == [4, 5, 6, 7]
    aside = np.array([12, -12]) * row.pixel
    np.testing.assert_allclose(row.x[4:], row.x[:4] + aside)
    row.key(Qt.Key.Key_Up, SHIFT)
    _, up = row.window.plane.pointing(row.spot(0, 0).toPointF()).step
    np.testing.assert_allclose(row.x[4:], row.x[:4] + aside + [0, up / 10])
    row.key(Qt.Key.Key_Delete)
    assert len(row.x) == 4
    assert row.selected == []
    stack = row.session.undo_stack
    assert [stack.text(i) for i in range(4, stack.count())] == [
        "Flip 4 points",
        "Duplicate 4 points",
        "Move 4 points",
        "Delete 4 points",
    ]
    for _ in range(4):
        row.undo()
    assert row.document is first


def test_the_button_flips_the_selection_and_says_so_where_there_is_none(row: Person) -> None:
    row.drag((-2, 1), (2, -1))
    row.press_button("Next class")
    assert row.labels == [1, 0, 0, 1]
    row.key(Qt.Key.Key_Escape)
    row.hover(0, 3)
    row.press_button("Next class")
    assert row.labels == [1, 0, 0, 1]
    assert "Select points first" in row.message


def test_actions_on_a_selection_need_one(row: Person) -> None:
    ids = ("delete", "duplicate", "deselect")
    assert [row.action(id_).isEnabled() for id_ in ids] == [False] * 3
    row.click(1, 0)
    assert [row.action(id_).isEnabled() for id_ in ids] == [True] * 3
    row.key(Qt.Key.Key_Backspace, CTRL)
    assert not row.action("select_all").isEnabled()


def test_everything_is_done_to_a_selection_while_training_runs(person: Person) -> None:
    session = person.session
    person.key(Qt.Key.Key_S)
    session.resume()
    session.tick()
    updates, count = person.place.updates, len(person.x)
    person.drag((-2, 2), (2, -2))
    chosen = person.selected
    assert len(chosen) > 20
    session.tick()
    person.key(Qt.Key.Key_F)
    session.tick()
    before = person.x
    x, y = before[chosen[-1]].tolist()
    person.press(x, y)
    person.drag_on((x, y), (x + 1, y + 1))
    session.tick()
    person.release(x + 1, y + 1)
    by = person.x - before
    np.testing.assert_allclose(by[chosen], np.ones((len(chosen), 2)), atol=2 * person.pixel)
    person.key(Qt.Key.Key_D, CTRL)
    session.tick()
    person.key(Qt.Key.Key_Delete)
    session.tick()
    assert len(person.x) == count
    assert session.is_running
    assert person.place.updates > updates
