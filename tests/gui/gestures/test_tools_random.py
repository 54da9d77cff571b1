"""Whatever a hand does, undo takes all of it back and redo makes it again."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gui.gestures.hands import LEFT, RIGHT, STEP, Hands, Spot, drawing_of

CLASSES, POINTS = 3, 8
SPOTS = st.tuples(st.integers(-4, 4), st.integers(-4, 4)).map(lambda s: (float(s[0]), float(s[1])))
Doing = Callable[[Hands], None]


def dragged(stops: list[Spot], right: bool, shift: bool) -> Doing:
    def do(hands: Hands) -> None:
        hands.drag(*stops, button=RIGHT if right else LEFT, shift=shift)
        if right and hands.document.dataset.classes > 2:
            hands.tools.pick_class(2)

    return do


DRAGS = st.builds(dragged, st.lists(SPOTS, min_size=1, max_size=4), st.booleans(), st.booleans())
KEYS: list[Doing] = [
    lambda hands: hands.tools.select_all(),
    lambda hands: hands.tools.deselect(),
    lambda hands: hands.tools.delete(),
    lambda hands: hands.tools.duplicate(),
    lambda hands: hands.tools.next_class(),
    lambda hands: hands.tools.clear(),
    lambda hands: hands.tools.add_class(),
    lambda hands: hands.tools.remove_class(),
    lambda hands: hands.tools.walk(1),
    lambda hands: hands.tools.nudge(1.0, -1.0, STEP, False),
    lambda hands: hands.session.step_update(),
    lambda hands: hands.session.undo_stack.undo(),
    lambda hands: hands.session.undo_stack.redo(),
    *(lambda hands, t=tool: hands.tools.choose_tool(t) for tool in ("select", "place", "brush")),
    lambda hands: hands.tools.choose_tool("erase"),
    lambda hands: hands.tools.choose_label(2),
]


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.lists(DRAGS | st.sampled_from(KEYS), max_size=16))
def test_undo_takes_everything_back_and_redo_makes_it_again(seed: int, doings: list[Doing]) -> None:
    rng = np.random.default_rng(seed)
    x = rng.integers(-4, 5, size=(POINTS, 2))
    hands = Hands(drawing_of(x, rng.integers(0, CLASSES, POINTS), CLASSES))
    first, stack = hands.document, hands.session.undo_stack
    for do in doings:
        index = stack.index()
        do(hands)
        assert stack.index() <= index + 1  # a gesture is one step
        assert all(0 <= chosen < len(hands.x) for chosen in hands.selected)
    while stack.canRedo():
        stack.redo()
    last = hands.document
    while stack.canUndo():
        stack.undo()
        assert all(0 <= chosen < len(hands.x) for chosen in hands.selected)
    assert hands.document is first
    while stack.canRedo():
        stack.redo()
    assert hands.document is last
