"""Merging edits into one step of undo."""

from collections.abc import Hashable
from functools import partial

import pytest

from gui.session.intents import Intent
from gui.session.session import Session
from model import new_document
from model.run.edits import move_points

pytestmark = pytest.mark.usefixtures("qapp")


def move(session: Session, x: float, key: Hashable) -> None:
    edit = partial(move_points, indices=(0,), x=[(x, 0.0)])
    session.perform(Intent(f"Move to {x:g}", edit, key))


def test_edits_of_one_gesture_are_one_undo_with_the_name_of_the_last() -> None:
    session = Session(new_document("circle", 10))
    before = session.document
    for x in (1.0, 2.0, 3.0):
        move(session, x, ("gesture", 1))
    assert session.undo_stack.count() == 1
    assert session.undo_stack.undoText() == "Move to 3"
    after = session.document
    session.undo_stack.undo()
    assert session.document is before
    session.undo_stack.redo()
    assert session.document is after


@pytest.mark.parametrize("keys", [(("gesture", 1), ("gesture", 2)), (None, None), (None, ("a", 1))])
def test_edits_of_different_gestures_are_undone_one_by_one(
    keys: tuple[Hashable, Hashable],
) -> None:
    session = Session(new_document("circle", 10))
    move(session, 1.0, keys[0])
    between = session.document
    move(session, 2.0, keys[1])
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert session.document is between


def test_an_edit_after_an_undo_drops_what_was_undone() -> None:
    session = Session(new_document("circle", 10))
    move(session, 1.0, None)
    session.undo_stack.undo()
    move(session, 2.0, None)
    assert not session.undo_stack.canRedo()
    assert session.undo_stack.count() == 1
