"""The chart of a run, by itself."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.look.theme import LIGHT, Theme
from gui.timeline.chart import Chart
from gui.timeline.drawing import Shown
from gui.timeline.track import Track
from tests.gui.person import Person
from tests.gui.timeline.test_view import chart_of, curve_pixels

MARKS, LAST = 2048, 10_000_000


def flat(spike_at: int, of_test: bool) -> Shown:
    """A flat course with a single high mark, of the test points or of the training points."""
    values = np.full(MARKS, 0.1)
    spiked = values.copy()
    spiked[spike_at] = 1.0
    updates = np.linspace(0, LAST, MARKS)
    track = Track(updates, *((values, spiked) if of_test else (spiked, values)))
    return Shown(track, [], (), (), 0, LAST, LAST, False)


@pytest.mark.parametrize("of_test", [False, True])
def test_no_spike_vanishes_among_many_marks(qtbot: QtBot, of_test: bool) -> None:
    color = QColor(LIGHT.text if of_test else LIGHT.accent)
    for spike_at in range(700, 716):
        chart = Chart()
        qtbot.addWidget(chart)
        chart.resize(500, 150)
        chart.apply_theme(Theme(LIGHT))
        chart.show_track(flat(spike_at, of_test))
        image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        words = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), -1)
        upper = words[20:70, 100:400] & 0xFFFFFF
        red, blue = (upper >> 16) & 255, upper & 255
        drawn = np.hypot(red - color.red(), blue.astype(float) - color.blue()) < 110
        assert drawn.any(axis=1).mean() > 0.5, f"mark {spike_at}"


class Paintings(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_pointing_at_values_paints_nothing_again(person: Person) -> None:
    person.epochs(60)
    chart = chart_of(person)
    QApplication.sendPostedEvents()
    QTest.qWait(0)
    paintings = Paintings()
    chart.installEventFilter(paintings)
    for column in range(300, 320):
        QTest.mouseMove(chart, QPoint(column, 30))
        QTest.qWait(0)
    chart.removeEventFilter(paintings)
    assert paintings.count == 0


def test_a_zoom_ends_with_the_run_it_was_made_in(person: Person) -> None:
    for leave in ("Restart", "First"):
        person.epochs(60)
        person.wheel_over(chart_of(person), 5)
        person.press_button(leave)
        person.epochs(2)
        columns = [column for column, _ in curve_pixels(person)]
        assert columns
        assert max(columns) > 0.9 * chart_of(person).width()


def test_a_resting_cursor_tells_of_what_is_under_it(person: Person) -> None:
    person.epochs(60)
    chart = chart_of(person)
    QTest.mouseMove(chart, QPoint(chart.width() // 2, 30))
    person.epochs(600)
    (at,) = [t for t in person.texts(person.window.timeline) if t.startswith("update")]
    updates = int("".join(filter(str.isdigit, at)))
    assert 0.4 * person.place.updates < updates < 0.55 * person.place.updates
