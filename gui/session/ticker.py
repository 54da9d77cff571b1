"""The frame timer and its time budget."""

from collections import deque
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

FRAME_MS = 16
FRAME_SECONDS = FRAME_MS / 1000
TRAINING_SECONDS = 0.006  # of each frame; the rest is for painting and for the person
WINDOW_SECONDS = 1.0


class Ticker(QObject):
    """Ticks 60 times a second while started, and measures the actual rate.

    Signals:
        ticked(float): a frame is due, so many seconds after the last.
    """

    ticked = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self._is_started = self._is_suspended = False
        self._frames: deque[tuple[float, float]] = deque()

    @property
    def is_running(self) -> bool:
        """Whether it is started, though it may be suspended."""
        return self._is_started

    @property
    def is_ticking(self) -> bool:
        """Whether frames are coming."""
        return self._timer.isActive()

    def start(self) -> None:
        """Start ticking and reset the rates."""
        self.forget()
        self._is_started = True
        self._resume()

    def suspend(self, is_suspended: bool) -> None:
        """Let no frame come for a while, or go on."""
        self._is_suspended = is_suspended
        self._timer.stop()
        self._resume()

    def _resume(self) -> None:
        if self._is_started and not self._is_suspended:
            self._last = perf_counter()
            self._timer.start()

    def forget(self) -> None:
        """Reset the rates, after training went to another place."""
        self._frames.clear()

    def stop(self) -> None:
        """Stop ticking."""
        self._is_started = False
        self._timer.stop()

    def note(self, epochs: float) -> None:
        """Record how many epochs are done by this frame, for the rates."""
        now = perf_counter()
        self._frames.append((now, epochs))
        while now - self._frames[0][0] > WINDOW_SECONDS:
            self._frames.popleft()

    @property
    def rates(self) -> tuple[float, float]:
        """Frames and epochs per second over the last second; zeros before two frames."""
        if not self.is_running or len(self._frames) < 2:
            return 0.0, 0.0
        (first, epochs_then), (last, epochs_now) = self._frames[0], self._frames[-1]
        seconds = max(last - first, 1e-9)
        return (len(self._frames) - 1) / seconds, (epochs_now - epochs_then) / seconds

    @Slot()
    def _tick(self) -> None:
        before, self._last = self._last, perf_counter()
        self.ticked.emit(self._last - before)
