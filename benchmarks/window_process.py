"""The measured process: the window, built as in main.py, with a meter inside.

It prints one line of JSON and exits: ``python -m benchmarks.window_process --at 1 6``.
"""

import sys
import tempfile

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from benchmarks.meter import Meter, Watched
from benchmarks.opened import document_from, parser_of
from gui.look import theme
from gui.look.preferences import Preferences
from gui.session.session import Session
from gui.shell import errors
from gui.shell.main_window import MainWindow
from gui.shell.screen import screen_answers


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
        watched = Watched(window, plane, session.resume, opened, lambda: session.place.updates)
        Meter(watched, wanted.at)
        code = app.exec()
        settings.sync()  # before its folder is removed
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
