"""Selecting points with a rubber band."""

import numpy as np

from gui.gestures.gesture import Gesture, Hand
from gui.gestures.pointing import Pointing


class Select(Gesture):
    """Selects the points inside a rubber band; where it ``adds``, beside those selected before.

    A click without a drag adds the point under the cursor or takes it away, or else drops all.
    """

    def __init__(self, hand: Hand, at: Pointing, adds: bool) -> None:
        """Begin a corner of the band."""
        super().__init__(hand, at)
        self._adds, self._end = adds, at

    def drag(self, at: Pointing) -> None:
        """Put its other corner here."""
        super().drag(at)
        self._end = at
        if self._is_drag:
            self._hand.show_band((self._start.x, self._start.y, at.x, at.y))

    def release(self) -> None:
        """Select."""
        self._hand.show_band(None)
        before = set(self._hand.selected) if self._adds else set()
        if self._is_drag:
            before |= set(self._inside())
        elif self._adds:
            before ^= set(self._start.under[:1])
        self._hand.select(tuple(sorted(before)))

    def cancel(self) -> None:
        """Select nothing."""
        self._hand.show_band(None)

    def _inside(self) -> list[int]:
        start, end = self._start, self._end
        corners = np.array([(start.x, start.y), (end.x, end.y)])
        # Of a single feature there is nothing upright to be inside of.
        axes = list(start.shown.axes)
        low, high = np.sort(corners, axis=0)[:, : len(axes)]
        shown = self._hand.dataset.x[:, axes]
        inside: list[int] = np.flatnonzero(((low <= shown) & (shown <= high)).all(axis=1)).tolist()
        return inside
