"""The gesture that sprays points."""

import math

import numpy as np
from PySide6.QtCore import QTimer

from gui.gestures.gesture import Gesture, Hand
from gui.gestures.intentions import adding
from gui.gestures.pointing import Pointing
from model.data.dataset import FURTHEST

SPRAY_MS = 50  # between two points, whether or not the mouse moves


class Brush(Gesture):
    """Adds a point of a class near the cursor at regular intervals."""

    def __init__(self, hand: Hand, at: Pointing, label: int, radius: float) -> None:
        """Spray the first point; ``radius`` is in logical pixels."""
        super().__init__(hand, at)
        self._at, self._label, self._radius = at, label, radius
        self._count = 0
        self._timer = QTimer()
        self._timer.setInterval(SPRAY_MS)
        self._timer.timeout.connect(self.spray)
        self._timer.start()
        self.spray()

    def drag(self, at: Pointing) -> None:
        """Move the spray here."""
        self._at = at

    def release(self) -> None:
        """Stop spraying."""
        self._timer.stop()

    def cancel(self) -> None:
        """Stop spraying."""
        self._timer.stop()

    def spray(self) -> None:
        """Add a point, drawn uniformly from the disc around the cursor."""
        at, rng, data = self._at, self._hand.rng, self._hand.dataset
        away, angle = self._radius * math.sqrt(rng.random()), math.tau * rng.random()
        x = at.x + at.pixel[0] * away * math.cos(angle)
        y = at.y + at.pixel[1] * away * math.sin(angle)
        spot = np.clip([[x, y]], -FURTHEST, FURTHEST)
        self._count += 1
        self._hand.intend(adding(data, at.shown.lift(spot), self._label, self.key, self._count))
