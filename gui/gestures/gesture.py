"""The base of gestures, and what they may ask of the tools."""

from typing import Protocol

import numpy as np

from gui.controls.mouse import CLICK_PIXELS
from gui.gestures.pointing import Pointing
from gui.session.intents import Intent, SetTheta
from model.data.dataset import Dataset

Band = tuple[float, float, float, float]


class Hand(Protocol):
    """What a gesture may ask of the tools that run it."""

    snaps: bool
    selected: tuple[int, ...]
    rng: np.random.Generator
    set_theta: SetTheta

    @property
    def dataset(self) -> Dataset:
        """The points as they are now."""

    def intend(self, intent: Intent) -> None:
        """Ask for an edit, which is done when this returns."""

    def select(self, indices: tuple[int, ...]) -> None:
        """Select these points and no others."""

    def hold(self, held: bool) -> None:
        """Make training wait, or let it go on."""

    def show_band(self, band: Band | None) -> None:
        """Show a rectangle (x1, y1, x2, y2) on the plane, or none."""


class Gesture:
    """What happens from the press of a button to its release: one step of undo.

    ``key`` is the merge key of its intents.
    """

    def __init__(self, hand: Hand, at: Pointing) -> None:
        """Begin where a button was pressed."""
        self.key = object()
        self._hand, self._start = hand, at
        self._is_drag = False

    def drag(self, at: Pointing) -> None:
        """Continue to here."""
        across = abs(at.x - self._start.x) / at.pixel[0]
        up = abs(at.y - self._start.y) / at.pixel[1]
        self._is_drag = self._is_drag or max(across, up) > CLICK_PIXELS

    def release(self) -> None:
        """Finish."""

    def cancel(self) -> None:
        """Break off, without what a release would do: the points have changed."""
