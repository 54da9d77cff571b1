"""The line below the plane: what is found about the run."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.session.intents import Intent
from model import new_document
from model.run.edits import move_points, with_classifier
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import LEFT, Person
from tests.model.evaluation.diagnosed import at_rate, at_zero, drawn_xor

NO_LINE = "No line separates blue and red: "
NO_POINTS = "There are no points to learn from. Click the plane to place some."


def hint(person: Person) -> str:
    """What the hint says, or nothing when it is hidden."""
    label = person.window.workspace.hint
    return label.text() if label.isVisible() else ""


def test_a_line_on_a_circle_is_told_until_it_can_be_done(person: Person) -> None:
    plane = person.window.plane.geometry()
    assert hint(person) == ""
    person.press_button("Logistic")
    assert hint(person).startswith(NO_LINE)
    for derived in ("x₁²", "x₂²"):
        person.press_button(derived)
    assert hint(person) == "", "with derived inputs a line may do"
    person.undo()
    person.undo()
    assert hint(person).startswith(NO_LINE)
    person.qtbot.waitUntil(person.window.timeline.isVisible)
    assert person.window.plane.geometry() == plane, "the plane has not moved"
    person.press_button("Blobs")
    assert hint(person) == "", "a line separates them"
    person.press_button("Perceptron")
    assert hint(person) == "", "a line separates them"
    person.enter(person.field("Noise"), "0.5")
    person.qtbot.waitUntil(lambda: hint(person).startswith(NO_LINE))
    person.press_button("2-layer net")
    assert hint(person) == ""


def test_xor_that_is_clicked_by_hand_is_told_like_that_of_a_preset(
    open_window: OpenWindow,
) -> None:
    person = open_window(empty_document("perceptron"))
    assert hint(person) == NO_POINTS
    for x, y, label in ((-2, -2, 0), (2, 2, 0), (-2, 2, 1), (2, -2, 1)):
        person.key((Qt.Key.Key_1, Qt.Key.Key_2)[label])
        person.click(x, y)
    person.qtbot.waitUntil(lambda: hint(person).startswith(NO_LINE))
    assert "training never ends" in hint(person)


def test_a_point_that_is_dragged_across_is_told_when_it_rests(open_window: OpenWindow) -> None:
    person = open_window(empty_document("logistic"))
    for x, label in ((-3, 0), (-2, 0), (2, 1), (3, 1)):
        person.key((Qt.Key.Key_1, Qt.Key.Key_2)[label])
        person.click(x, 1)
    person.qtbot.waitUntil(lambda: hint(person) == "")
    person.drag((3, 1), (-2.5, 1))
    person.qtbot.waitUntil(lambda: hint(person).startswith(NO_LINE))
    person.undo()
    person.qtbot.waitUntil(lambda: hint(person) == "")


def test_convergence_is_said_until_anything_changes(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("gate_and"), "perceptron"))
    person.press_button("Run")
    person.qtbot.waitUntil(lambda: not person.session.is_running)
    person.qtbot.waitUntil(lambda: hint(person) != "")
    place = person.place
    figures = f"({place.mistakes} mistakes in {place.epoch} epochs)"
    assert hint(person).startswith("Converged: all 4 points are right")
    assert figures in hint(person)
    assert person.message == "", "it is said once"
    person.hover(0.5, 0.5)
    person.action("text_125").trigger()
    assert figures in hint(person)
    person.session.perform(Intent("Move", lambda document: move_points(document, [3], [[-5, -5]])))
    person.qtbot.waitUntil(lambda: "Converged" not in hint(person))
    person.undo()
    person.qtbot.waitUntil(lambda: "Converged" in hint(person))
    person.press_button("Restart")
    assert "Converged" not in hint(person)


@pytest.mark.parametrize("press", ["Run", "Step"])
def test_where_nothing_can_be_trained_the_reason_draws_the_eye(drawing: Person, press: str) -> None:
    label = drawing.window.workspace.hint
    assert not label.property("fresh")
    if press == "Run":
        drawing.press_button("Run")
    else:
        drawing.action("step_update").trigger()
    assert label.property("fresh")
    assert hint(drawing) == NO_POINTS
    drawing.qtbot.waitUntil(lambda: not label.property("fresh"))


def test_a_start_at_zero_is_told_before_and_while_it_trains(open_window: OpenWindow) -> None:
    person = open_window(at_zero(drawn_xor("network")))
    said = hint(person)
    assert said.startswith("Both units in hidden layer 1 have weights of 0 only")
    person.press_button("Run")
    person.qtbot.waitUntil(lambda: person.place.updates > 100)
    assert "units in hidden layer 1 have" in hint(person)
    person.press_button("Pause")
    person.press_button("New start")
    assert hint(person) == ""


def test_what_training_runs_into_is_told_while_it_runs(open_window: OpenWindow) -> None:
    person = open_window(at_rate(drawn_xor("network"), 0.5))
    person.press_button("Run")
    person.qtbot.waitUntil(lambda: "The loss has hardly changed since" in hint(person))
    assert "with 2 of 4 points wrong" in hint(person)


def test_a_click_or_a_key_opens_the_view_that_shows_why(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("circle"), "logistic"))
    label = person.window.workspace.hint
    assert not person.window.workspace.errors.isVisible()
    QTest.mouseClick(label, LEFT)
    assert person.window.workspace.errors.isVisible()
    person.open_tab("Network")
    person.action("panel").trigger()
    assert person.window.workspace.tabs.isHidden()
    label.setFocus()
    person.key(Qt.Key.Key_Return)
    assert person.window.workspace.errors.isVisible()
    person.press_button("2-layer net")
    assert label.focusPolicy() is Qt.FocusPolicy.NoFocus, "there is nothing to open"


def test_all_of_the_hint_can_be_read_in_a_small_window(open_window: OpenWindow) -> None:
    document = with_classifier(new_document("circle"), "perceptron")
    person = open_window(document, size=(1024, 700))
    label, chart = person.window.workspace.hint, person.window.timeline
    for text in ("text_100", "text_125"):
        person.action(text).trigger()
        if not chart.isVisible():  # folded
            person.press_button("Show the timeline")
        assert hint(person).startswith(NO_LINE)
        person.qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 20)
        assert label.visibleRegion().boundingRect() == label.rect()
        assert chart.isVisible()
