"""The measured process: the window, built as in main.py, with a meter inside.

It prints one line of JSON and exits: ``python -m benchmarks.window_process --at 1 6``.
"""

import math
import sys
import tempfile

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.meter import Meter, Watched
from benchmarks.opened import document_from, parser_of
from gui.look import theme
from gui.look.preferences import Preferences
from gui.session.session import Session
from gui.session.ticker import FRAME_MS, TRAINING_SECONDS
from gui.shell import errors
from gui.shell.main_window import MainWindow
from gui.shell.screen import screen_answers

SLICES = 300  # frames of training before the past is dragged through


class Dragging(QObject):
    """Goes to another update of the past at each frame, back and forth over all of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._frame = window, 0

    def start(self) -> None:
        """Train for some seconds, then drag."""
        for _ in range(SLICES):
            self._window.session.run.run_for(TRAINING_SECONDS)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._drag)
        timer.start(FRAME_MS)

    def _drag(self) -> None:
        self._frame += 1
        last = self._window.session.run.history.last.updates
        share = 0.5 - 0.5 * math.cos(self._frame / 40)
        self._window.timing.scrubber.go_to_update(round(share * last))


def main(arguments: list[str]) -> int:
    """Open the window, measure it and close it."""
    wanted = parser_of(__doc__).parse_args(arguments)
    if not screen_answers():
        return 2
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dividing-line")
    app.setStyle("Fusion")
    errors.install(app)
    theme.load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        session = Session(document_from(wanted))
        window = MainWindow(session, Preferences(settings))
        window.show()
        plane, opened = window.plane.viewport(), session.document
        run = Dragging(window).start if wanted.drag else session.resume
        watched = Watched(window, plane, run, opened, lambda: session.place.updates)
        Meter(watched, wanted.at)
        code = app.exec()
        settings.sync()  # before its folder is removed
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
