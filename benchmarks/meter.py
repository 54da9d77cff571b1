"""Measures a running window from inside its process, and prints one line of JSON."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from model import Document

SETTLED_MS = 1000  # between the first painted frame and Run


@dataclass(frozen=True)
class Watched:
    """A window to measure: the painted widget, how to start it, and its count of updates."""

    window: QWidget
    painted: QWidget
    run: Callable[[], object]
    document: Document
    updates: Callable[[], int]


class Paints(QObject):
    """Counts the paint events of a widget, and calls ``first`` after the first one."""

    def __init__(self, parent: QObject, first: Callable[[], object]) -> None:
        super().__init__(parent)
        self.count = 0
        self._first = first
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Count an event if it is a paint event; never consume it."""
        if event.type() is QEvent.Type.Paint:
            self.count += 1
            if self.count == 1:
                QTimer.singleShot(0, self._first)  # by then the frame is on the screen
        return False


class Meter:
    """Samples a running window at given times, then closes it."""

    def __init__(self, watched: Watched, at: Sequence[float]) -> None:
        """Sample ``at`` these seconds after Run; if there are none, time the first frame."""
        self._watched, self._at = watched, at
        self._paints = Paints(watched.painted, self._painted)
        self._samples: list[dict[str, float]] = []

    def _painted(self) -> None:
        if self._at:
            QTimer.singleShot(SETTLED_MS, self._run)
        else:
            self._tell({"painted": time.time()})

    def _run(self) -> None:
        self._watched.run()
        for seconds in self._at:
            QTimer.singleShot(round(seconds * 1000), self._sample)

    def _sample(self) -> None:
        document = self._watched.document
        points = len(document.dataset)
        updates_per_epoch = -(-points // (document.training.batch_size or points))
        seen = {
            "seconds": time.perf_counter(),
            "processor": time.process_time(),
            "frames": self._paints.count,
            "epochs": self._watched.updates() / updates_per_epoch,
        }
        self._samples.append(seen | memory())
        if len(self._samples) == len(self._at):
            self._tell({"samples": self._samples})

    def _tell(self, found: dict[str, object]) -> None:
        size = self._watched.window.size()
        found |= {"size": [size.width(), size.height()], "blas_threads": blas_threads()}
        print(json.dumps(found), flush=True)
        self._watched.window.close()


def memory() -> dict[str, float]:
    """Return the resident memory, now and at its peak, in megabytes; empty without /proc."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    values = dict(line.split(":", 1) for line in lines)
    return {key: int(values[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM")}


def blas_threads() -> int:
    """Return the number of threads of NumPy's BLAS in this process."""
    from threadpoolctl import threadpool_info  # type: ignore[import-untyped]  # noqa: PLC0415

    return max(int(one["num_threads"]) for one in threadpool_info() if one["user_api"] == "blas")
