"""How fast a person lets updates happen."""

from dataclasses import dataclass

from model.generators import PRESETS
from model.run.document import Document

WATCHED = 30.0  # updates a second up to which each of them is seen
MOST_BEHIND = 0.1  # seconds of updates that are due at once at the most


@dataclass(frozen=True)
class Pace:
    """Updates or epochs a second; without either, as many as the machine can make.

    ``name`` is its key among ``PACES``, ``title`` what is shown, ``brief`` the same where there is
    little room.
    """

    name: str
    title: str
    brief: str
    updates: float = 0.0
    epochs: float = 0.0

    def rate(self, updates_per_epoch: int) -> float:
        """Return the updates a second, 0 for as many as the machine can make."""
        return self.updates or self.epochs * updates_per_epoch

    def is_watched(self, updates_per_epoch: int) -> bool:
        """Return whether each update is to be seen."""
        return 0 < self.rate(updates_per_epoch) <= WATCHED


FULL, UNKNOWN = "full", "epoch_10"
PACES = {
    pace.name: pace
    for pace in (
        Pace("update_1", "1 update a second", "1 update/s", updates=1),
        Pace("update_3", "3 updates a second", "3 updates/s", updates=3),
        Pace("update_10", "10 updates a second", "10 updates/s", updates=10),
        Pace("update_30", "30 updates a second", "30 updates/s", updates=30),
        Pace("epoch_1", "1 epoch a second", "1 epoch/s", epochs=1),
        Pace("epoch_10", "10 epochs a second", "10 epochs/s", epochs=10),
        Pace("epoch_60", "60 epochs a second", "60 epochs/s", epochs=60),
        Pace(FULL, "full speed", "full speed"),
    )
}


def suited_pace(document: Document) -> str:
    """Return the name of the pace at which training is over after 5 to 10 seconds.

    It is known of the presets; points of one's own are trained at ten epochs a second.
    """
    generated = document.generated
    paces = {} if generated is None else PRESETS[generated.preset].paces
    return paces.get(document.classifier_name, UNKNOWN)


class Metronome:
    """Says how many updates are due, at a pace that may change."""

    def __init__(self) -> None:
        self._owed = 0.0

    def forget(self) -> None:
        """Let the next update be due at once."""
        self._owed = 1.0

    def due(self, seconds: float, rate: float) -> int:
        """Return how many updates are due after ``seconds`` more, at this many a second.

        What could not be made in time is not made up for.
        """
        self._owed += seconds * rate
        due = int(self._owed)
        self._owed -= due
        return min(due, max(int(rate * MOST_BEHIND), 1))
