"""Which snapshots are for reading: nobody can read figures that change 60 times a second."""

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.session.session import Session
from model import Document, Snapshot

READABLE = 10.0  # updates a second up to which each of them is read
PAUSE = 0.1  # seconds between two snapshots while training runs
SHARE = 10  # showing a snapshot takes at most one part in this many of the time
MANY = 20_000  # points above which snapshots after edits are thinned out too


class Throttle(QObject):
    """Passes on some ten snapshots a second while training runs, and every step and edit.

    At a pace at which each update can be read, it passes on all of them.

    All views that are connected to ``read`` show the same snapshot.

    Signals:
        read(Snapshot): a snapshot to read.
    """

    read = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._document: Document | None = None
        self._latest: Snapshot | None = None
        self._due = 0.0
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._pass_on)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Pass a snapshot on now, or later unless another one replaces it."""
        self._latest = snapshot
        is_same = snapshot.document is self._document
        many = len(snapshot.document.dataset) > MANY
        can_wait = self._is_hurried if is_same else many
        seconds = self._due - perf_counter()
        if not can_wait or seconds <= 0:
            self._pass_on()
        elif not self._waiting.isActive():
            self._waiting.start(round(1000 * seconds) + 1)

    @property
    def _is_hurried(self) -> bool:
        rate = self._session.pacing.rate
        return self._session.is_running and not 0 < rate <= READABLE

    @Slot()
    def _pass_on(self) -> None:
        self._waiting.stop()
        snapshot, started = self._latest, perf_counter()
        if snapshot is None:
            return
        self._document = snapshot.document
        self.read.emit(snapshot)
        took = perf_counter() - started
        self._due = started + max(PAUSE, SHARE * took)
