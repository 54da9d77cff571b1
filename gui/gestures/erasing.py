"""The gesture that erases points."""

from functools import partial

from gui.gestures.gesture import Gesture, Hand
from gui.gestures.pointing import Pointing
from gui.session.intents import Intent
from model.run.edits import remove_points
from model.words import number_of


class Erase(Gesture):
    """Removes points as the cursor passes over them."""

    def __init__(self, hand: Hand, at: Pointing) -> None:
        """Remove what is under the cursor now."""
        super().__init__(hand, at)
        self._count = 0
        self.drag(at)

    def drag(self, at: Pointing) -> None:
        """Remove what lies on the way here."""
        if at.under:
            self._count += len(at.under)
            text = f"Erase {number_of(self._count, 'point')}"
            self._hand.intend(Intent(text, partial(remove_points, indices=at.under), self.key))
