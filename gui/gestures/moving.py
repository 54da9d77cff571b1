"""The gestures that move points, and that place one, movable until the button is up."""

import numpy as np

from gui.gestures.gesture import Gesture, Hand
from gui.gestures.intentions import adding, moving, shifted
from gui.gestures.pointing import Pointing


class Move(Gesture):
    """Moves all selected points together with the one under the cursor.

    A click without a drag selects only that one.
    """

    def __init__(self, hand: Hand, at: Pointing) -> None:
        """Take hold of the point under the cursor; unless it is selected, select only it."""
        super().__init__(hand, at)
        taken = at.under[0]
        if taken not in hand.selected:
            hand.select((taken,))
        self._taken = taken
        self._take(hand.selected, None)

    def _take(self, indices: tuple[int, ...], text: str | None) -> None:
        self._indices, self._text = indices, text
        self._x = self._hand.dataset.x[list(indices)]
        self._spots = self._start.shown.flatten(self._x)

    def drag(self, at: Pointing) -> None:
        """Move the points as far as the mouse has moved since the press."""
        super().drag(at)
        if self._is_drag:
            by = (at.x - self._start.x, at.y - self._start.y)
            grid = at.step if self._hand.snaps else None
            to = shifted(self._spots, by, self._indices.index(self._taken), grid)
            x = self._start.shown.moved(self._x, to)
            self._hand.intend(moving(self._indices, x, self._text, self.key))

    def release(self) -> None:
        """Leave the points where they are."""
        if not self._is_drag:
            self._hand.select((self._taken,))


class PlacePoint(Move):
    """Adds a point, which follows the mouse until the button is up."""

    def __init__(self, hand: Hand, at: Pointing, label: int) -> None:
        """Add a point of this class."""
        Gesture.__init__(self, hand, at)
        data = hand.dataset
        spot = shifted(np.array([[at.x, at.y]]), (0.0, 0.0), grid=at.step if hand.snaps else None)
        self._taken = len(data)
        intent = adding(data, at.shown.lift(spot), label, self.key)
        hand.intend(intent)
        self._take((self._taken,), intent.text)

    def release(self) -> None:
        """Leave the point where it is."""
