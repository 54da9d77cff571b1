"""Between two updates: the plane moves from what was seen before to what is seen after."""

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from gui.session.session import Session
from gui.session.ticker import Ticker
from model import Snapshot
from model.arrays import frozen_floats
from model.plane.sketch import coarse, sketch
from model.run.pace import WATCHED

LONGEST = 0.25  # seconds that a movement takes
SHARE = 0.8  # of the time to the next update


class Motion(QObject):
    """Lets theta glide from an update to the next, for the eye alone: nothing is trained.

    Signals:
        moved(Sketch): the field and the lines to draw now; a movement ends with the snapshot.
    """

    moved = Signal(object)

    def __init__(
        self,
        session: Session,
        is_seen: Callable[[], bool],
        parent: QObject | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """Move between the updates of ``session``, while ``is_seen``; ``clock`` is in seconds."""
        super().__init__(parent)
        self._session, self._is_seen, self._clock = session, is_seen, clock
        self._is_wanted = True
        self._from: Snapshot | None = None  # none while nothing moves
        self._latest: Snapshot | None = None
        self._since = -1.0  # when theta was another one for the last time
        self._seconds = self._passed = 0.0
        self._ticker = Ticker(self)
        self._ticker.ticked.connect(self.advance)
        session.edited.connect(self.end)

    @property
    def is_moving(self) -> bool:
        """Whether what is seen is between two updates."""
        return self._from is not None

    def want(self, is_wanted: bool) -> None:
        """Move between updates, or show each at once."""
        self._is_wanted = is_wanted
        self.end()

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Begin to move to a snapshot that is one update away from the one before.

        It is to be drawn already: what moves is drawn over it.
        """
        before, self._latest = self._latest, snapshot
        if before is not None and not _is_elsewhere(before, snapshot):
            self._draw()  # the same place on another grid, or with other marks
            return
        seconds, self._from = self._span(), None
        if before is not None:
            self._since = self._clock()
        if before is None or not seconds or not _is_one_update(before, snapshot):
            self._ticker.stop()
            return
        self._from, self._seconds, self._passed = before, seconds, 0.0
        self._ticker.start()
        self._draw()

    def _span(self) -> float:
        """Return the seconds to move for, 0 if updates come too fast, or unseen."""
        if not (self._is_wanted and self._is_seen()):
            return 0.0
        since, pacing = self._clock() - self._since, self._session.pacing
        if self._session.is_running:
            return min(SHARE / pacing.rate, LONGEST) if pacing.is_watched else 0.0
        return min(SHARE * since, LONGEST) if since * WATCHED >= 1 else 0.0

    @Slot(float)
    def advance(self, seconds: float) -> None:
        """Move on by this many seconds."""
        self._passed += seconds
        if self._passed >= self._seconds:
            self.end()
        else:
            self._draw()

    @Slot()
    def end(self) -> None:
        """Show the latest snapshot as it is."""
        self._ticker.stop()
        if self._from is not None and self._latest is not None:
            self._from = None
            self.moved.emit(self._latest)

    def _draw(self) -> None:
        start, end = self._from, self._latest
        if start is None or end is None or end.field is None:
            return
        share = self._passed / self._seconds
        eased = share * share * (3 - 2 * share)
        theta = frozen_floats(start.theta + eased * (end.theta - start.theta))
        unit = end.focus.id if end.focus is not None else None
        self.moved.emit(sketch(end.document, theta, end.slice, coarse(end.field.grid), unit))


def _is_elsewhere(before: Snapshot, after: Snapshot) -> bool:
    is_same = before.document is after.document
    return not is_same or not np.array_equal(before.theta, after.theta)


def _is_one_update(before: Snapshot, after: Snapshot) -> bool:
    """Return whether one update leads from one to the other, forwards or back."""
    if before.document is not after.document:
        return False
    for one, other in ((before, after), (after, before)):
        made = other.step.made
        if made is not None and np.array_equal(made.before.theta, one.theta):
            return True
    if before.visit is None or after.visit is None:
        return False
    (stretch, updates), (other_stretch, other_updates) = before.visit.moment, after.visit.moment
    return stretch == other_stretch and abs(updates - other_updates) == 1
