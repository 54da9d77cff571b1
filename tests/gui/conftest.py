"""A real window for each test, and proof afterwards that nothing of it is left."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.look import theme
from gui.look.preferences import Preferences
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
    # What is there before the first window stays: every later collection is quicker without it.
    gc.collect()
    gc.freeze()
    return qapp


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Where the settings of the windows of a test are kept."""
    folder = tmp_path / "settings"
    folder.mkdir()
    return folder / "dividing-line.ini"


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, settings_file: Path) -> Iterator[OpenWindow]:
    """Opens windows as main.py does; they are closed and gone after the test."""
    windows: list[MainWindow] = []

    def open_one(document: Document | None = None, size: tuple[int, int] = WIDE) -> Person:
        settings = QSettings(str(settings_file), QSettings.Format.IniFormat)
        session = Session(document or new_document())
        window = MainWindow(session, Preferences(settings))
        remembered = settings.contains("window/geometry")
        if not remembered:
            window.resize(*size)
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
        window.close()
        window.deleteLater()
    windows.clear()
    dispose()
    survivors = [type(widget).__name__ for widget in QApplication.topLevelWidgets()]
    assert not survivors, f"still there: {survivors}"
    qapp.setStyleSheet("")  # as before a first start: else each widget is styled when it is made


def dispose() -> None:
    """Delete what waits to be deleted, and all that nothing holds any more."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.freeze()  # what outlives a test is not gone through again after the next one


@pytest.fixture
def person(open_window: OpenWindow) -> Person:
    """Somebody in front of a window of the usual size, with the data of a first start."""
    return open_window()


@pytest.fixture
def drawing(open_window: OpenWindow) -> Person:
    """Somebody in front of an empty plane, from -5 to 5 in both directions at least."""
    return open_window(empty_document())


def empty_document(classifier: str = "logistic") -> Document:
    """A drawing that has not been begun."""
    from model.run.edits import clear_points, with_classifier

    return clear_points(with_classifier(new_document(), classifier))


@pytest.fixture
def read(qtbot: QtBot) -> Iterator[Callable[..., Reader]]:
    """Opens pages of arithmetic, which are gone after the test."""
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
