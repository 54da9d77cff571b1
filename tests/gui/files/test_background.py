"""Work that takes longer than a frame."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from gui.files.background import PATIENCE_MS, Background
from tests.gui.person import Person


class Heard:
    """What a piece of work reported."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.refusals: list[str] = []


def do(background: Background, work: object, heard: Heard) -> None:
    assert callable(work)
    background.do("Working…", work, heard.results.append, heard.refusals.append)


def fail(error: Exception) -> object:
    raise error


@pytest.fixture
def background(person: Person) -> Background:
    return person.window.files.background


@pytest.fixture
def may_end(background: Background) -> Iterator[threading.Event]:
    """An event for work to wait for, set at the end of the test at the latest."""
    event = threading.Event()
    yield event
    event.set()


def test_the_result_arrives(background: Background, qtbot: QtBot) -> None:
    heard = Heard()
    do(background, lambda: 42, heard)
    assert background.is_busy
    qtbot.waitUntil(lambda: heard.results == [42])
    assert not background.is_busy


def test_a_refusal_arrives_as_a_sentence(background: Background, qtbot: QtBot) -> None:
    heard = Heard()
    do(background, lambda: fail(ValueError("what to do")), heard)
    qtbot.waitUntil(lambda: heard.refusals == ["what to do"])
    assert heard.results == []


def test_too_little_memory_is_told(background: Background, qtbot: QtBot) -> None:
    heard = Heard()
    do(background, lambda: fail(MemoryError()), heard)
    qtbot.waitUntil(lambda: len(heard.refusals) == 1)
    assert "memory" in heard.refusals[0]


def test_a_fault_of_ours_is_never_taken_for_success(background: Background, qtbot: QtBot) -> None:
    heard = Heard()
    with qtbot.capture_exceptions() as exceptions:
        do(background, lambda: fail(RuntimeError("a fault of ours")), heard)
        qtbot.waitUntil(lambda: len(exceptions) == 1)
    assert heard.results == []
    assert not background.is_busy


def test_work_that_takes_long_shows_that_it_goes_on_and_can_be_cancelled(
    background: Background, person: Person, qtbot: QtBot, may_end: threading.Event
) -> None:
    heard = Heard()
    do(background, lambda: may_end.wait(20), heard)
    dialogs = person.window.findChildren(QProgressDialog)
    assert len(dialogs) == 1
    assert not dialogs[0].isVisible(), "no progress is shown for quick work"
    qtbot.waitUntil(dialogs[0].isVisible, timeout=4 * PATIENCE_MS)
    assert dialogs[0].labelText() == "Working…"
    qtbot.waitUntil(dialogs[0].isActiveWindow)
    QTest.keyClick(dialogs[0], Qt.Key.Key_Escape)
    assert not background.is_busy
    may_end.set()
    background.wait()
    do(background, lambda: "next", heard)
    qtbot.waitUntil(lambda: heard.results == ["next"])


def test_a_new_piece_of_work_takes_the_place_of_the_old(
    background: Background, qtbot: QtBot, may_end: threading.Event
) -> None:
    old, new = Heard(), Heard()
    do(background, lambda: may_end.wait(20), old)
    do(background, lambda: "new", new)
    qtbot.waitUntil(lambda: new.results == ["new"])
    may_end.set()
    background.wait()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert old.results == []
