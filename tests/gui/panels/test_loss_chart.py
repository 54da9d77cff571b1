"""The loss chart."""

from dataclasses import replace
from functools import partial
from itertools import groupby

import numpy as np
from PySide6.QtGui import QColor, QImage

from gui.look.theme import LIGHT
from gui.session.intents import Intent
from model import Document, new_document
from model.run.edits import (
    with_classifier,
    with_generated,
    with_solution,
    with_split,
    with_training,
)
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person

WORDS = 30  # pixels of the header with the legend


def curve_pixels(person: Person, color: str = LIGHT.accent) -> list[tuple[int, int]]:
    """The pixels (column, row) of the curve of this colour."""
    image = person.window.loss_chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), dtype=np.uint32)
    rows, columns = np.nonzero(
        words.reshape(image.height(), -1)[WORDS:] & 0xFFFFFF == QColor(color).rgb() & 0xFFFFFF
    )
    return list(zip(columns.tolist(), (rows + WORDS).tolist(), strict=True))


def test_there_is_no_curve_before_training(person: Person) -> None:
    assert curve_pixels(person) == []


def test_the_curve_runs_over_the_whole_chart_and_falls_with_the_loss(person: Person) -> None:
    person.epochs(60)
    pixels = sorted(curve_pixels(person))
    first, last = pixels[0], pixels[-1]
    width = person.window.loss_chart.width()
    assert first[0] < 0.12 * width
    assert last[0] > 0.9 * width
    start, end = person.place.curve[0].loss, person.place.curve[-1].loss
    assert end < start
    assert last[1] > first[1], "down is less"


def test_painting_again_adds_nothing_to_the_curve(person: Person) -> None:
    person.epochs(3)
    before = person.place.curve
    for _ in range(5):
        person.window.loss_chart.grab()
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
    chart = person.window.loss_chart
    assert chart.accessibleName() == "Loss"
    assert f"{person.place.curve[-1].loss:.4f} after 5 updates" in chart.accessibleDescription()


def test_a_chart_without_points_is_drawn(drawing: Person) -> None:
    assert curve_pixels(drawing) == []


def test_the_loss_of_the_test_points_is_dashed(open_window: OpenWindow) -> None:
    person = open_window(with_split(new_document("circle", 24), 0.5, 0))
    chart = person.window.loss_chart
    person.epochs(120)
    dashed = columns(curve_pixels(person, LIGHT.text))
    assert len(pieces(dashed)) > 40
    assert max(pieces(dashed)) < 12, "no dash is long"
    assert dashed[-1] > 0.9 * chart.width(), "it is as long as the training curve"
    last = person.place.curve[-1]
    assert f"{last.loss:.4f}, of test points {last.test_loss:.4f}" in chart.accessibleDescription()
    person.enter(person.field("Test share"), "0")
    assert curve_pixels(person, LIGHT.text) == [], "without test points there is no such curve"
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
        assert person.window.loss_chart.accessibleDescription().startswith(f"{title}: ")


def become(document: Document, other: Document) -> Document:
    return other


def squared(document: Document) -> Document:
    return with_training(document, replace(document.training, loss="squared"))


def test_losses_of_two_kinds_make_no_curve(person: Person) -> None:
    person.epochs(60)
    training = replace(person.document.training, loss="squared")
    person.session.perform(Intent("Loss", lambda d: with_training(d, training)))
    assert curve_pixels(person) == []
    person.epochs(5)
    assert curve_pixels(person)
    person.undo()
    first, *_ = sorted(curve_pixels(person))
    assert first[0] < 0.12 * person.window.loss_chart.width(), "the whole curve again"
