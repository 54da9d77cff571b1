"""The frame timer and its rates."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.session.ticker import Ticker


def test_it_ticks_only_while_started(qtbot: QtBot) -> None:
    parent = QObject()
    ticker = Ticker(parent)
    with qtbot.waitSignals([ticker.ticked] * 3):
        ticker.start()
    ticker.stop()
    with qtbot.assertNotEmitted(ticker.ticked, wait=60):
        pass


def test_starting_twice_ticks_no_faster(qtbot: QtBot) -> None:
    parent = QObject()
    ticker = Ticker(parent)
    ticker.start()
    ticker.start()
    frames: list[None] = []
    ticker.ticked.connect(lambda: frames.append(None))
    qtbot.waitUntil(lambda: len(frames) >= 5)
    ticker.stop()
    ticker.start()
    ticker.stop()
    assert not ticker.is_running


def test_there_is_no_rate_before_two_frames_nor_when_stopped(qtbot: QtBot) -> None:
    parent = QObject()
    ticker = Ticker(parent)
    ticker.start()
    ticker.note(1.0)
    assert ticker.rates == (0.0, 0.0)
    ticker.note(2.0)
    frames, epochs = ticker.rates
    assert frames > 0
    assert epochs == pytest.approx(frames)
    ticker.stop()
    assert ticker.rates == (0.0, 0.0)
