"""What the legend names, where it stands, and how it goes and comes back."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui.panels.legend import AFTER, BEFORE, FADED, HIDDEN, MISCLASSIFIED, SELECTED, TEST, WORDS
from model import dataset, new_document
from model.run.edits import with_classifier, with_points, with_split
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import LEFT, Person


def named(person: Person) -> list[str]:
    """What the legend names, or nothing when it is hidden."""
    legend = person.window.workspace.legend
    labels = [label.text() for label in legend.findChildren(QLabel) if label.text()]
    return labels if legend.isVisible() else []


def test_it_names_only_the_marks_that_are_there(drawing: Person) -> None:
    person = drawing
    assert named(person) == [], "an empty plane has no marks"
    person.click(-2, 0)
    person.click(2, 0)
    person.qtbot.waitUntil(lambda: named(person) == [WORDS[MISCLASSIFIED]])
    person.undo()
    person.undo()
    person.qtbot.waitUntil(lambda: named(person) == [])


def test_test_points_hidden_units_and_a_selection_are_named(open_window: OpenWindow) -> None:
    person = open_window(with_split(new_document(), 0.2, 0))
    assert named(person) == [WORDS[MISCLASSIFIED], WORDS[TEST], WORDS[HIDDEN]]
    person.window.tools.select((3,))
    assert named(person)[0] == WORDS[SELECTED]
    person.press_button("Logistic")
    person.qtbot.waitUntil(lambda: WORDS[HIDDEN] not in named(person))
    person.enter(person.field("Test share"), "0")
    person.qtbot.waitUntil(lambda: WORDS[TEST] not in named(person))


def test_ghosts_and_faded_points_are_named(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("students"), "perceptron"))
    assert WORDS[FADED] in named(person)
    person.press_button("AND")
    person.qtbot.waitUntil(lambda: WORDS[FADED] not in named(person))
    person.open_tab("Arithmetic")
    person.press_button("Perceptron")
    seen = set()
    for _ in range(12):
        person.updates(1)
        seen |= set(named(person))
    assert {WORDS[BEFORE], WORDS[AFTER]} <= seen
    person.open_tab("Weights")
    person.qtbot.waitUntil(lambda: WORDS[AFTER] not in named(person))
    person.press_button("Restart")
    person.qtbot.waitUntil(lambda: WORDS[BEFORE] not in named(person))


@pytest.mark.parametrize(
    ("classifier", "preset", "rows"),
    [("perceptron", "gate_nor", 1), ("network", "students", 2), ("network", "circle", 0)],
)
def test_words_along_the_top_stay_clear_of_it(
    open_window: OpenWindow, classifier: str, preset: str, rows: int
) -> None:
    person = open_window(with_classifier(new_document(preset), classifier))
    person.open_tab("Arithmetic")
    legend, plane = person.window.workspace.legend, person.window.plane
    assert plane.rows_of_words() == rows
    low = 10 + 16 * rows
    person.qtbot.waitUntil(lambda: legend.y() >= low)


def test_a_click_puts_it_away_for_good_and_view_brings_it_back(open_window: OpenWindow) -> None:
    person = open_window()
    legend, count = person.window.workspace.legend, len(person.x)
    assert person.action("legend").isChecked()
    QTest.mouseClick(legend, LEFT)
    assert named(person) == []
    assert len(person.x) == count, "and places no point"
    assert not person.action("legend").isChecked()
    person.window.close()
    again = open_window()
    assert named(again) == []
    again.action("legend").trigger()
    assert named(again)


@pytest.mark.parametrize("corner", range(4))
def test_it_stands_where_no_point_is(open_window: OpenWindow, corner: int) -> None:
    rng = np.random.default_rng(corner)
    x = rng.uniform(-4, 4, (400, 2))
    across, up = ((1, -1), (1, 1), (-1, 1), (-1, -1))[corner]
    x = x[~((x[:, 0] * across > 0) & (x[:, 1] * up > 0))]  # only this corner is free
    document = with_classifier(empty_document(), "network")
    points = dataset(x, np.arange(len(x)) % 2)
    person = open_window(with_points(document, points, "free.csv"))
    legend, plane = person.window.workspace.legend, person.window.plane
    assert legend.isVisible()
    place: QRect = legend.geometry()
    assert plane.rect().contains(place)
    assert not any(place.contains(plane.to_widget(*spot).toPoint()) for spot in x.tolist())


def test_while_training_runs_no_name_goes(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("gate_and"), "logistic"))
    assert WORDS[MISCLASSIFIED] in named(person)
    person.session.resume()
    person.qtbot.waitUntil(lambda: len(person.viewer.snapshot().measured.wrong) == 0)
    assert WORDS[MISCLASSIFIED] in named(person)
    person.session.pause()
    person.qtbot.waitUntil(lambda: WORDS[MISCLASSIFIED] not in named(person))


def test_it_covers_no_point_where_each_corner_has_one(open_window: OpenWindow) -> None:
    person = open_window(new_document("gate_and"))
    person.updates(1)
    legend = person.window.workspace.legend
    assert legend.isVisible()
    for x, y in person.x:
        assert not legend.geometry().contains(person.spot(x, y))
