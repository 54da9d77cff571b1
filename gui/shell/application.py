"""The application: Qt, its look, and the window."""

import signal
import sys

from PySide6.QtWidgets import QApplication

from gui.look import theme
from gui.look.preferences import HISTORY, Preferences, settings_of_user
from gui.session.session import Session
from gui.shell import errors
from gui.shell.main_window import MainWindow
from model import new_document


def run(file: str | None) -> int:
    """Show the window, with ``file`` opened if given, until it is closed; return the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dividing-line")
    app.setStyle("Fusion")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    errors.install(app)
    theme.load_fonts()
    preferences = Preferences(settings_of_user())
    budget = preferences.get(HISTORY) * 10**6
    window = MainWindow(Session(new_document(), budget=budget), preferences)
    window.timing.begin()
    window.show()
    window.timing.watch()
    if file:
        window.open(file)
    return app.exec()
