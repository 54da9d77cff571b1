"""Dividing Line: python main.py [FILE]."""

import argparse
import signal
import sys

from PySide6.QtWidgets import QApplication

from gui import errors, theme
from gui.main_window import MainWindow
from gui.preferences import Preferences, settings_of_user
from gui.screen import NO_SCREEN, screen_answers
from gui.session import Session
from model import new_document


def main(arguments: list[str]) -> int:
    """Open the window; returns the exit code."""
    parser = argparse.ArgumentParser(prog="main.py", description="A playground for neural networks")
    parser.add_argument("file", nargs="?", metavar="FILE", help="points (CSV) or weights to open")
    wanted = parser.parse_args(arguments)
    if not screen_answers():
        print(NO_SCREEN, file=sys.stderr)
        return 2
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dividing-line")
    app.setStyle("Fusion")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    errors.install(app)
    theme.load_fonts()
    window = MainWindow(Session(new_document()), Preferences(settings_of_user()))
    window.show()
    if wanted.file:
        window.open(wanted.file)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
