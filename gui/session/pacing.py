"""The pace at which a session makes updates."""

from math import inf

from PySide6.QtCore import QObject, Signal

from model import Run
from model.run.pace import FULL, PACES, Metronome, suited_pace


class Pacing(QObject):
    """Says how many updates of a run are due; full speed until a pace is set.

    Signals:
        changed(Pace): updates are to be made at another pace.
    """

    changed = Signal(object)

    def __init__(self, run: Run, parent: QObject) -> None:
        """Pace the updates of ``run``."""
        super().__init__(parent)
        self._run = run
        self.pace, self._metronome = PACES[FULL], Metronome()
        self.is_own = False  # chosen by hand, so that it stays until points are loaded

    def choose(self, name: str) -> None:
        """Make updates at this one of the ``PACES`` until other points are loaded."""
        self.is_own = True
        self._set(name)

    def suit(self) -> None:
        """Make updates at the pace that suits the points and the classifier."""
        self.is_own = False
        self._set(suited_pace(self._run.document))

    def _set(self, name: str) -> None:
        self.pace = PACES[name]
        self.begin()
        self.changed.emit(self.pace)

    def begin(self) -> None:
        """Let the next update be due at once."""
        self._metronome.forget()

    @property
    def rate(self) -> float:
        """The updates a second, 0 for as many as the machine can make."""
        return self.pace.rate(self._run.updates_per_epoch)

    @property
    def is_watched(self) -> bool:
        """Whether updates come so slowly that each of them is to be seen."""
        return self.pace.is_watched(self._run.updates_per_epoch)

    def due(self, seconds: float) -> float:
        """Return how many updates are due after ``seconds`` more."""
        return self._metronome.due(seconds, self.rate) if self.rate else inf
