"""Whatever a hand does, undo takes all of it back and redo makes it again."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gui.gestures.hands import LEFT, RIGHT, STEP, Desk, Spot, drawing_of

CLASSES, POINTS = 3, 8
SPOTS = st.tuples(st.integers(-4, 4), st.integers(-4, 4)).map(lambda s: (float(s[0]), float(s[1])))
Doing = Callable[[Desk], None]


def dragged(stops: list[Spot], right: bool, shift: bool) -> Doing:
    def do(desk: Desk) -> None:
        desk.drag(*stops, button=RIGHT if right else LEFT, shift=shift)
        if right and desk.document.dataset.classes > 2:
            desk.tools.pick_class(2)

    return do


DRAGS = st.builds(dragged, st.lists(SPOTS, min_size=1, max_size=4), st.booleans(), st.booleans())
KEYS: list[Doing] = [
    lambda desk: desk.tools.select_all(),
    lambda desk: desk.tools.deselect(),
    lambda desk: desk.tools.delete(),
    lambda desk: desk.tools.duplicate(),
    lambda desk: desk.tools.next_class(),
    lambda desk: desk.tools.clear(),
    lambda desk: desk.tools.add_class(),
    lambda desk: desk.tools.remove_class(),
    lambda desk: desk.tools.walk(1),
    lambda desk: desk.tools.nudge(1.0, -1.0, STEP, False),
    lambda desk: desk.session.step_update(),
    lambda desk: desk.session.undo_stack.undo(),
    lambda desk: desk.session.undo_stack.redo(),
    *(lambda desk, t=tool: desk.tools.choose_tool(t) for tool in ("select", "place", "brush")),
    lambda desk: desk.tools.choose_tool("erase"),
    lambda desk: desk.tools.choose_label(2),
]


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.lists(DRAGS | st.sampled_from(KEYS), max_size=16))
def test_undo_takes_everything_back_and_redo_makes_it_again(seed: int, doings: list[Doing]) -> None:
    rng = np.random.default_rng(seed)
    x = rng.integers(-4, 5, size=(POINTS, 2))
    desk = Desk(drawing_of(x, rng.integers(0, CLASSES, POINTS), CLASSES))
    first, stack = desk.document, desk.session.undo_stack
    for do in doings:
        index = stack.index()
        do(desk)
        assert stack.index() <= index + 1  # a gesture is one step
        assert all(0 <= chosen < len(desk.x) for chosen in desk.selected)
    while stack.canRedo():
        stack.redo()
    last = desk.document
    while stack.canUndo():
        stack.undo()
        assert all(0 <= chosen < len(desk.x) for chosen in desk.selected)
    assert desk.document is first
    while stack.canRedo():
        stack.redo()
    assert desk.document is last
