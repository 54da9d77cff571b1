"""The gesture that selects points with a rubber band."""

import numpy as np

from gui.gestures.gesture import Gesture, Hand
from gui.gestures.pointing import Pointing


class Select(Gesture):
    """Selects the points inside a rubber band, in addition to those selected if it ``adds``.

    A click without a drag toggles the point under the cursor if it ``adds``, else deselects all.
    """

    def __init__(self, hand: Hand, at: Pointing, adds: bool) -> None:
        """Start the band at one corner."""
        super().__init__(hand, at)
        self._adds, self._end = adds, at

    def drag(self, at: Pointing) -> None:
        """Stretch the band to here."""
        super().drag(at)
        self._end = at
        if self._is_drag:
            self._hand.show_band((self._start.x, self._start.y, at.x, at.y))

    def release(self) -> None:
        """Select the points inside, and hide the band."""
        self._hand.show_band(None)
        before = set(self._hand.selected) if self._adds else set()
        if self._is_drag:
            before |= set(self._inside())
        elif self._adds:
            before ^= set(self._start.under[:1])
        self._hand.select(tuple(sorted(before)))

    def cancel(self) -> None:
        """Hide the band and keep the selection."""
        self._hand.show_band(None)

    def _inside(self) -> list[int]:
        start, end = self._start, self._end
        corners = np.array([(start.x, start.y), (end.x, end.y)])
        # A single feature has no vertical axis to be inside of.
        axes = list(start.shown.axes)
        low, high = np.sort(corners, axis=0)[:, : len(axes)]
        shown = self._hand.dataset.x[:, axes]
        inside: list[int] = np.flatnonzero(((low <= shown) & (shown <= high)).all(axis=1)).tolist()
        return inside
