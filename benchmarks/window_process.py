"""The process that is measured: the window, built as main.py builds it, and a meter inside.

It prints one line of JSON and ends: ``python -m benchmarks.window_process --at 1 6``.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gui import errors, theme
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.screen import screen_answers
from gui.session import Session
from model import PRESETS, Document, new_document
from model.document import Generated
from model.edits import with_generated, with_network

SETTLED_MS = 1000  # from the first painted frame to Run


class Paints(QObject):
    """Counts how often a widget is painted; ``first`` is called once it has been."""

    def __init__(self, parent: QObject, first: Callable[[], object]) -> None:
        """Watch ``parent``, which stays as it is."""
        super().__init__(parent)
        self.count = 0
        self._first = first
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """See an event pass."""
        if event.type() is QEvent.Type.Paint:
            self.count += 1
            if self.count == 1:
                QTimer.singleShot(0, self._first)  # this frame is on the screen by then
        return False


class Meter:
    """Looks at the running window from time to time."""

    def __init__(self, window: MainWindow, session: Session, at: Sequence[float]) -> None:
        """Look ``at`` so many seconds after Run; at nothing but the first frame if there are none.

        It lives as long as the window.
        """
        self._window, self._session, self._at = window, session, at
        self._paints = Paints(window.plane.viewport(), self._painted)
        self._samples: list[dict[str, float]] = []

    def _painted(self) -> None:
        if self._at:
            QTimer.singleShot(SETTLED_MS, self._run)
        else:
            self._tell({"painted": time.time()})

    def _run(self) -> None:
        self._session.run()
        for seconds in self._at:
            QTimer.singleShot(round(seconds * 1000), self._sample)

    def _sample(self) -> None:
        document, updates = self._session.document, self._session.place.updates
        points = len(document.dataset)
        updates_per_epoch = -(-points // (document.training.batch_size or points))
        seen = {
            "seconds": time.perf_counter(),
            "processor": time.process_time(),
            "frames": self._paints.count,
            "epochs": updates / updates_per_epoch,
        }
        self._samples.append(seen | memory())
        if len(self._samples) == len(self._at):
            self._tell({"samples": self._samples})

    def _tell(self, found: dict[str, object]) -> None:
        size = self._window.size()
        found |= {"size": [size.width(), size.height()], "blas_threads": blas_threads()}
        print(json.dumps(found), flush=True)
        self._window.close()


def memory() -> dict[str, float]:
    """Resident memory now and at its peak, in megabytes; nothing where there is no /proc."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    values = dict(line.split(":", 1) for line in lines)
    return {key: int(values[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM")}


def blas_threads() -> int:
    """How many threads NumPy's BLAS uses in this process."""
    from threadpoolctl import threadpool_info  # type: ignore[import-untyped]  # noqa: PLC0415

    return max(int(one["num_threads"]) for one in threadpool_info() if one["user_api"] == "blas")


def _document(wanted: argparse.Namespace) -> Document:
    document = new_document("circle", wanted.points)
    if wanted.classes > 2:
        blobs = Generated("blobs", wanted.points, PRESETS["blobs"].noise, wanted.classes)
        document = with_generated(document, blobs, data_seed=0)
    if wanted.hidden:
        document = with_network(document, wanted.hidden, "tanh")
    return replace(document, training=replace(document.training, batch_size=wanted.batch))


def main(arguments: list[str]) -> int:
    """Open the window, measure, close it."""
    parser = argparse.ArgumentParser(prog="benchmarks.window_process", description=__doc__)
    parser.add_argument("--points", type=int, default=250)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--hidden", type=int, nargs="*", default=())
    parser.add_argument("--classes", type=int, default=2)
    parser.add_argument(
        "--at", type=float, nargs="*", default=(), help="look so many seconds after Run"
    )
    wanted = parser.parse_args(arguments)
    if not screen_answers():
        return 2
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dividing-line")
    app.setStyle("Fusion")
    errors.install(app)
    theme.load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        session = Session(_document(wanted))
        window = MainWindow(session, Preferences(settings))
        window.show()
        Meter(window, session, wanted.at)
        code = app.exec()
        settings.sync()  # before its folder goes
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
