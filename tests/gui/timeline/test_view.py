"""The timeline."""

from dataclasses import replace
from functools import partial
from itertools import groupby

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from gui.look.number_text import four_digits
from gui.look.theme import LIGHT
from gui.session.intents import Intent
from gui.timeline.chart import GUTTER, MARGIN, Chart
from model import Document, new_document
from model.run.edits import (
    move_points,
    with_classifier,
    with_generated,
    with_solution,
    with_split,
    with_training,
)
from model.run.until import Until
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person

HEAD = 8  # pixels on either side of the handle that its head covers
LEFT = Qt.MouseButton.LeftButton


def chart_of(person: Person) -> Chart:
    """The chart of the timeline."""
    (chart,) = person.window.timeline.findChildren(Chart)
    return chart


def curve_pixels(person: Person, color: str = LIGHT.accent) -> list[tuple[int, int]]:
    """The pixels (column, row) of the curve of this colour, without those of the handle."""
    person.window.plane.setFocus()
    chart = chart_of(person)
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), dtype=np.uint32)
    found = words.reshape(image.height(), -1) & 0xFFFFFF == QColor(color).rgb() & 0xFFFFFF
    last = max(person.session.run.history.last.updates, 1)
    width = chart.width() - GUTTER - MARGIN
    handle = GUTTER + round(person.place.updates / last * width)
    found[:, max(handle - HEAD, 0) : handle + HEAD] = False
    rows, columns = np.nonzero(found)
    return list(zip(columns.tolist(), rows.tolist(), strict=True))


def drag(person: Person, *shares: float) -> None:
    """Drag the handle through these shares of the width of the chart."""
    chart = chart_of(person)
    spots = [QPoint(round(share * chart.width()), chart.height() // 2) for share in shares]
    QTest.mousePress(chart, LEFT, Qt.KeyboardModifier.NoModifier, spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(chart, spot)
    QTest.mouseRelease(chart, LEFT, Qt.KeyboardModifier.NoModifier, spots[-1])


def test_there_is_no_curve_before_training(person: Person) -> None:
    assert curve_pixels(person) == []


def test_the_curve_runs_over_the_whole_chart_and_falls_with_the_loss(person: Person) -> None:
    person.epochs(60)
    pixels = sorted(curve_pixels(person))
    first, last = pixels[0], pixels[-1]
    width = chart_of(person).width()
    assert first[0] < 0.16 * width
    assert last[0] > 0.9 * width
    start, end = person.place.curve[0].loss, person.place.curve[-1].loss
    assert end < start
    assert last[1] > first[1], "down is less"


def test_painting_again_adds_nothing_to_the_curve(person: Person) -> None:
    person.epochs(3)
    before = person.place.curve
    for _ in range(5):
        person.window.timeline.grab()
        person.viewer.refresh()
    assert person.place.curve is before or person.place.curve == before


def test_a_restart_empties_the_chart_and_undo_brings_the_curve_back(person: Person) -> None:
    person.epochs(30)
    before = curve_pixels(person)
    person.press_button("Restart")
    assert curve_pixels(person) == []
    person.undo()
    assert curve_pixels(person) == before


def test_the_loss_can_be_read_by_a_screen_reader(person: Person) -> None:
    person.updates(5)
    chart = person.window.timeline
    assert chart.accessibleName() == "Timeline"
    assert f"{person.place.curve[-1].loss:.4f} after 5 updates" in chart.accessibleDescription()


def test_a_chart_without_points_is_drawn(drawing: Person) -> None:
    assert curve_pixels(drawing) == []


def test_the_loss_of_the_test_points_is_dashed(open_window: OpenWindow) -> None:
    person = open_window(with_split(new_document("circle", 24), 0.5, 0))
    chart = person.window.timeline
    person.epochs(120)
    dashed = columns(curve_pixels(person, LIGHT.text))
    assert len(pieces(dashed)) > 40
    assert max(pieces(dashed)) < 12, "no dash is long"
    assert dashed[-1] > 0.9 * chart_of(person).width(), "it is as long as the training curve"
    last = person.place.curve[-1]
    said = f"{four_digits(last.loss)}, of test points {four_digits(last.test_loss)}"
    assert said in chart.accessibleDescription()
    person.enter(person.field("Test share"), "0")
    assert "test" not in chart.accessibleDescription()


def columns(pixels: list[tuple[int, int]]) -> list[int]:
    return sorted({column for column, _ in pixels})


def pieces(columns: list[int]) -> list[int]:
    """The lengths of runs of neighbouring columns."""
    keys = [column - i for i, column in enumerate(columns)]
    return [len(list(run)) for _, run in groupby(keys)]


def of_six_classes() -> Document:
    blobs = new_document("blobs")
    assert blobs.generated is not None
    return with_generated(blobs, replace(blobs.generated, classes=6), 0)


def test_what_is_drawn_is_named(person: Person) -> None:
    for document, title in (
        (of_six_classes(), "mean log-loss"),
        (with_classifier(of_six_classes(), "perceptron"), "mean perceptron loss"),
        (with_solution(new_document("gate_xor")), "share misclassified"),
        (squared(new_document()), "mean squared error"),
    ):
        person.session.perform(Intent("Show", partial(become, other=document)))
        assert person.window.timeline.accessibleDescription().startswith(f"{title}: ")


def become(document: Document, other: Document) -> Document:
    return other


def squared(document: Document) -> Document:
    return with_training(document, replace(document.training, loss="squared"))


def test_losses_of_two_kinds_make_no_curve(person: Person) -> None:
    person.epochs(60)
    training = replace(person.document.training, loss="squared")
    person.session.perform(Intent("Loss", lambda d: with_training(d, training)))
    assert curve_pixels(person) == []
    person.epochs(60)
    assert min(column for column, _ in curve_pixels(person)) > 0.5 * chart_of(person).width()
    person.undo()
    first, *_ = sorted(curve_pixels(person))
    assert first[0] < 0.12 * chart_of(person).width(), "the whole curve again"


# ------------------------------------------------------------------------------------ going back


def test_dragging_leads_through_the_run_and_every_view_follows(person: Person) -> None:
    person.epochs(20)
    end = person.place
    drag(person, 0.9, 0.5, 0.3)
    there = person.place.updates
    assert 0.2 * end.updates < there < 0.4 * end.updates
    words = f"update {there:,}".replace(",", "\N{NO-BREAK SPACE}")
    assert words in person.texts(person.window.timeline)
    assert "in the past" in person.window.timeline.accessibleDescription()
    assert person.viewer.snapshot().place.updates == there
    drag(person, 0.5, 1.0)
    assert person.place.updates == end.updates
    assert "in the past" not in person.window.timeline.accessibleDescription()
    assert not person.session.undo_stack.canUndo()


def test_its_buttons_lead_to_both_ends_and_play(person: Person) -> None:
    person.epochs(2)
    person.press_button("First")
    assert person.place.updates == 0
    assert not person.button("First").isEnabled()
    person.press_button("Play on")
    for _ in range(60):
        person.window.timing.scrubber.tick(0.1)
    assert person.place.updates == 100
    person.press_button("Play back")
    for _ in range(60):
        person.window.timing.scrubber.tick(0.1)
    assert person.place.updates == 0
    person.press_button("Go to now")
    assert person.place.updates == 100
    assert "no test points" in person.button("Best test").toolTip()


def test_keys_lead_along_it(person: Person) -> None:
    person.epochs(2)
    chart_of(person).setFocus()
    for key, updates in (
        (Qt.Key.Key_Left, 99),
        (Qt.Key.Key_PageUp, 89),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, 10),
        (Qt.Key.Key_Right, 11),
        (Qt.Key.Key_End, 100),
    ):
        person.key(key)
        assert person.place.updates == updates


def test_what_comes_after_the_handle_turns_pale(person: Person) -> None:
    person.epochs(60)
    drag(person, 0.5)
    assert max(column for column, _ in curve_pixels(person)) < 0.55 * chart_of(person).width()
    person.press_button("Go to now")
    assert max(column for column, _ in curve_pixels(person)) > 0.9 * chart_of(person).width()


def test_earlier_runs_stay_grey_until_they_are_cleared(person: Person) -> None:
    person.epochs(60)
    person.press_button("New start")
    assert person.button("Clear earlier runs").isVisible()
    person.epochs(5)
    assert len(person.session.run.history.earlier) == 1
    person.press_button("Clear earlier runs")
    assert not person.session.run.history.earlier


def test_the_accuracy_is_shown_by_choice_and_the_choice_is_kept(open_window: OpenWindow) -> None:
    person = open_window()
    person.epochs(20)
    losses = curve_pixels(person)
    person.press_button("Accuracy")
    assert curve_pixels(person) != losses
    assert f"─ train {100 * person.session.run.measured.accuracy:.1f}%" in person.texts(
        person.window.timeline
    )
    again = open_window()
    assert again.button("Accuracy").isChecked()


def test_both_axes_are_linear_or_logarithmic(person: Person) -> None:
    person.epochs(60)
    seen = [curve_pixels(person)]
    for name in ("Logarithmic loss", "Logarithmic updates"):
        person.press_button(name)
        seen.append(curve_pixels(person))
    assert seen[0] != seen[1] != seen[2]
    drag(person, 0.5)
    assert 0 < person.place.updates < 0.1 * person.session.run.history.last.updates


def test_the_wheel_zooms_in_and_the_middle_button_shows_all(person: Person) -> None:
    person.epochs(60)
    chart = chart_of(person)
    whole = curve_pixels(person)
    person.wheel_over(chart, 5)
    assert curve_pixels(person) != whole
    drag(person, 0.1)
    assert person.place.updates > 500, "the left edge is no longer the start"
    person.press_button("Go to now")
    QTest.mouseClick(
        chart, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, chart.rect().center()
    )
    person.press_button("Go to now")
    assert curve_pixels(person) == whole


def test_edits_and_stops_are_marked_and_told(person: Person) -> None:
    person.epochs(2)
    person.session.perform(Intent("Move point 44", lambda d: move_points(d, [44], [[1.0, 1.0]])))
    person.session.set_until(Until("updates", 200))
    person.session.resume()
    while person.session.is_running:
        person.session.tick()
    chart = chart_of(person)
    told = {tip_at(chart, column) for column in range(chart.width())}
    assert told == {"", "Move point 44", "stopped: 200 updates made"}


def tip_at(chart: Chart, column: int) -> str:
    """What is said where the cursor rests on a column of the chart."""
    spot = QPoint(column, chart.height() // 2)
    QTest.mouseMove(chart, spot)
    text = chart.toolTip()
    return "" if "drag to go" in text else text


def test_the_values_under_the_cursor_are_told(person: Person) -> None:
    person.epochs(60)
    chart = chart_of(person)
    QTest.mouseMove(chart, QPoint(chart.width() // 2, 20))
    values = person.texts(person.window.timeline)
    (at,) = [text for text in values if text.startswith("update")]
    updates = int("".join(filter(str.isdigit, at)))
    mark = next(mark for mark in person.place.curve if mark.update == updates)
    assert f"─ train {four_digits(mark.loss)}" in values


@pytest.mark.parametrize("height", [24, 40, 72, 104, 150])
def test_it_is_dragged_at_any_height(person: Person, height: int) -> None:
    person.epochs(2)
    person.window.timeline.resize(500, height)
    drag(person, 0.5)
    assert 30 < person.place.updates < 70
