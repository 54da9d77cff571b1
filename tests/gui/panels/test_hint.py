"""The line below the plane that says what a classifier cannot do."""

from PySide6.QtCore import Qt

from model import new_document
from model.classifiers.perceptron import Perceptron
from model.evaluation.limits import CURVED
from model.run.document import Generated
from model.run.edits import with_classifier, with_generated
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import Person


def hint(person: Person) -> str:
    """What the hint says, or nothing when it is hidden."""
    label = person.window.workspace.hint
    return label.text() if label.isVisible() else ""


def test_a_line_on_a_circle_is_told_until_it_can_be_done(person: Person) -> None:
    plane = person.window.plane.geometry()
    assert hint(person) == ""
    person.press_button("Logistic")
    assert hint(person) == CURVED
    person.press_button("x₁²")
    assert hint(person) == "", "with derived inputs a line may do"
    person.undo()
    assert hint(person) == CURVED
    person.qtbot.waitUntil(person.window.loss_chart.isVisible)
    assert person.window.plane.geometry() == plane, "the plane has not moved"
    person.press_button("Blobs")
    assert hint(person) == "", "logistic regression suits blobs"
    person.press_button("Perceptron")
    assert hint(person) == "", "a line separates them"
    person.enter(person.field("Noise"), "0.5")
    assert hint(person) == Perceptron.restless
    person.press_button("2-layer net")
    assert hint(person) == ""


def test_a_point_that_is_dragged_across_is_told_when_it_rests(open_window: OpenWindow) -> None:
    person = open_window(empty_document("perceptron"))
    for x, label in ((-3, 0), (-2, 0), (2, 1), (3, 1)):
        person.key((Qt.Key.Key_1, Qt.Key.Key_2)[label])
        person.click(x, 1)
    assert hint(person) == ""
    person.drag((3, 1), (-2.5, 1))
    person.qtbot.waitUntil(lambda: hint(person) == Perceptron.restless)
    person.undo()
    person.qtbot.waitUntil(lambda: hint(person) == "")


def test_all_of_the_hint_can_be_read_in_a_small_window(open_window: OpenWindow) -> None:
    blobs = with_classifier(new_document("blobs"), "perceptron")
    document = with_generated(blobs, Generated("blobs", 250, 0.5), 0)
    person = open_window(document, size=(1024, 700))
    label, chart = person.window.workspace.hint, person.window.loss_chart
    for text in ("text_100", "text_125"):
        person.action(text).trigger()
        if not chart.isVisible():  # folded
            person.press_button("Show the chart of the loss")
        assert hint(person) == Perceptron.restless
        person.qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 20)
        assert label.visibleRegion().boundingRect() == label.rect()
        assert chart.isVisible()
