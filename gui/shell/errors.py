"""Faults of the program itself: they are logged and shown, and the window goes on."""

import faulthandler
import logging
import sys
import warnings
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QStandardPaths, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

LOG = logging.getLogger("dividing-line")
FAULT = (
    "Something went wrong inside the program: {error}. Your points are still there. "
    "Please export what you need and report this; the details are in {log}."
)


def install(app: QApplication) -> None:
    """Log faults to a file from now on, and show each in a message instead of ending."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))
    log = folder / "dividing-line.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=log, level=logging.WARNING, format="%(asctime)s %(message)s")
        # The file stays open while the process lives: a crash writes into it.
        faulthandler.enable((folder / "crash.log").open("a"))
    except OSError:
        logging.basicConfig(level=logging.WARNING)
    # pyqtgraph catches what a mouse handler raises and only warns.
    logging.captureWarnings(True)
    warnings.simplefilter("default", RuntimeWarning)
    qInstallMessageHandler(_log_qt)

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app.quit()
            return
        LOG.error("fault", exc_info=(kind, error, trace))
        if app.activeModalWidget() is not None:
            return  # one message at a time; the log has them all
        QMessageBox.warning(None, "Dividing Line", FAULT.format(error=kind.__name__, log=log))

    sys.excepthook = show


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind is not QtMsgType.QtDebugMsg:
        LOG.warning("Qt: %s", message)
