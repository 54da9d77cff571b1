"""The curve of the loss."""

import numpy as np
from PySide6.QtGui import QColor, QImage

from gui.theme import LIGHT
from tests.gui.person import Person


def curve_pixels(person: Person) -> list[tuple[int, int]]:
    """Where the curve is painted: column and row."""
    image = person.window.loss_chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), dtype=np.uint32)
    rows, columns = np.nonzero(
        words.reshape(image.height(), -1) & 0xFFFFFF == QColor(LIGHT.accent).rgb() & 0xFFFFFF
    )
    return list(zip(columns.tolist(), rows.tolist(), strict=True))


def test_there_is_no_curve_before_training(person: Person) -> None:
    assert curve_pixels(person) == []


def test_the_curve_runs_over_the_whole_chart_and_falls_with_the_loss(person: Person) -> None:
    person.epochs(60)
    pixels = sorted(curve_pixels(person))
    first, last = pixels[0], pixels[-1]
    width = person.window.loss_chart.width()
    assert first[0] < 0.1 * width
    assert last[0] > 0.9 * width
    start, end = person.place.curve[0][1], person.place.curve[-1][1]
    assert end < start
    assert last[1] > first[1], "down is less"


def test_painting_again_adds_nothing_to_the_curve(person: Person) -> None:
    person.epochs(3)
    before = person.place.curve
    for _ in range(5):
        person.window.loss_chart.grab()
        person.session.refresh()
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
    chart = person.window.loss_chart
    assert chart.accessibleName() == "Loss"
    assert f"{person.place.curve[-1][1]:.4f} after 5 updates" in chart.accessibleDescription()


def test_a_chart_without_points_is_drawn(drawing: Person) -> None:
    assert curve_pixels(drawing) == []
