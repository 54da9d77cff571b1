"""A real window for each test, and proof afterwards that nothing of it is left."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.look import theme
from gui.look.preferences import MOTION, Preferences
from gui.session.session import Session
from gui.shell.main_window import MainWindow
from model import Document, new_document
from tests.gui.arithmetic.reading import Reader, read_alone
from tests.gui.person import Person

WIDE = (1440, 900)
OpenWindow = Callable[..., Person]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as main.py makes it."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    # What exists before the first window stays: skipping it makes later collections quicker.
    gc.collect()
    gc.freeze()
    return qapp


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """The settings file of a test's windows."""
    folder = tmp_path / "settings"
    folder.mkdir()
    return folder / "dividing-line.ini"


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, settings_file: Path) -> Iterator[OpenWindow]:
    """A function that opens windows as main.py does; they are deleted after the test."""
    windows: list[MainWindow] = []

    def open_one(document: Document | None = None, size: tuple[int, int] = WIDE) -> Person:
        settings = QSettings(str(settings_file), QSettings.Format.IniFormat)
        if not settings.contains(MOTION.key):
            settings.setValue(MOTION.key, False)  # what is drawn is where training stands
        session = Session(document or new_document())
        window = MainWindow(session, Preferences(settings))
        remembered = settings.contains("window/geometry")
        if not remembered:
            window.resize(*size)
        window.timing.scrubber.slice_seconds = 60.0  # a past place is there at once
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if not remembered:
            window.plane.fit()
        return Person(window, session, qtbot)

    yield open_one
    assert QApplication.activeModalWidget() is None, "a dialog was left open"
    for window in windows:
        leave(window)
        window.deleteLater()
    windows.clear()
    dispose()
    survivors = [type(widget).__name__ for widget in QApplication.topLevelWidgets()]
    assert not survivors, f"still there: {survivors}"
    qapp.setStyleSheet("")  # as before a first start, else each new widget is styled
    qapp.setFont(theme.Theme(theme.LIGHT).font())  # the next test may show a page without a window


def leave(window: MainWindow) -> None:
    """Close a window; discard what that would lose."""

    def discard() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            next(b for b in box.buttons() if b.text() == "Discard").click()

    timer = QTimer(singleShot=True)
    timer.timeout.connect(discard)
    timer.start(0)
    window.close()
    timer.stop()


def dispose() -> None:
    """Delete what is due for deletion, and everything without references."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.freeze()  # later collections skip what outlives a test


@pytest.fixture
def person(open_window: OpenWindow) -> Person:
    """A person in front of a window of the usual size, with the data of a first start."""
    return open_window()


@pytest.fixture
def drawing(open_window: OpenWindow) -> Person:
    """A person in front of an empty plane, from -5 to 5 in both directions at least."""
    return open_window(empty_document())


def empty_document(classifier: str = "logistic") -> Document:
    """A document without points."""
    from model.run.edits import clear_points, with_classifier

    return clear_points(with_classifier(new_document(), classifier))


@pytest.fixture
def read(qtbot: QtBot) -> Iterator[Callable[..., Reader]]:
    """A function that opens pages of arithmetic, which are deleted after the test."""
    readers: list[Reader] = []

    def read_one(document: Document, size: tuple[int, int] = (376, 760)) -> Reader:
        readers.append(read_alone(document, size))
        qtbot.waitExposed(readers[-1].page)
        return readers[-1]

    yield read_one
    for reader in readers:
        reader.page.close()
        reader.page.deleteLater()
    readers.clear()
    dispose()
