"""What a gesture is, and what it works with."""

from typing import Protocol

import numpy as np

from gui.controls.mouse import CLICK_PIXELS
from gui.gestures.pointing import Pointing
from gui.session.intents import Intent, SetTheta
from model.data.dataset import Dataset

Band = tuple[float, float, float, float]


class Hand(Protocol):
    """What holds a gesture: the tools."""

    snaps: bool
    selected: tuple[int, ...]
    rng: np.random.Generator
    set_theta: SetTheta

    @property
    def dataset(self) -> Dataset:
        """The points as they are now."""

    def intend(self, intent: Intent) -> None:
        """Ask for an edit, that is done when this returns."""

    def select(self, indices: tuple[int, ...]) -> None:
        """Make these the selected points."""

    def hold(self, held: bool) -> None:
        """Let training wait, or go on."""

    def show_band(self, band: Band | None) -> None:
        """Show a rectangle (x1, y1, x2, y2) of the plane, or none."""


class Gesture:
    """From the press of a button to its release: one step of undo.

    ``key`` is the merge key of its intents.
    """

    def __init__(self, hand: Hand, at: Pointing) -> None:
        """Pressed here."""
        self.key = object()
        self._hand, self._start = hand, at
        self._is_drag = False

    def drag(self, at: Pointing) -> None:
        """Go on with it here."""
        across = abs(at.x - self._start.x) / at.pixel[0]
        up = abs(at.y - self._start.y) / at.pixel[1]
        self._is_drag = self._is_drag or max(across, up) > CLICK_PIXELS

    def release(self) -> None:
        """End it."""

    def cancel(self) -> None:
        """End it without what the release would do: its points are others now."""
