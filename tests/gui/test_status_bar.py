"""What the foot of the window says."""

import numpy as np
import pytest

from gui.views.status_bar import MESSAGE_MS
from model.edits import with_classifier
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import RIGHT, Person


def shown(person: Person) -> str:
    return " | ".join(person.texts(person.window.status_bar))


@pytest.mark.parametrize("spot", [(1.5, -0.75), (-3.0, 2.0), (0.0, 0.0)])
def test_the_probability_under_the_cursor_is_the_classifiers(
    person: Person, spot: tuple[float, float]
) -> None:
    person.epochs(3)
    person.hover(*spot)
    x, y = person.at_pixel(person.spot(*spot))
    p = person.document.classifier.probabilities(person.place.theta, np.array([[x, y]]))[0, 1]
    assert f"P(red) = {p:.2f}" in shown(person)
    assert f"x₁ {x:z.2f}  x₂ {y:z.2f}".replace("-", "−") in shown(person)


def test_it_follows_the_training_while_the_mouse_rests(person: Person) -> None:
    person.hover(0.3, 0.2)
    before = shown(person)
    person.epochs(40)
    p = person.session.snapshot().probability(*person.at_pixel(person.spot(0.3, 0.2)))
    assert shown(person) != before
    assert f"P(red) = {p:.2f}" in shown(person)


def test_it_follows_the_plane_that_is_zoomed_under_the_cursor(person: Person) -> None:
    pixel = person.spot(3, 2)
    person.hover(3, 2)
    person.action("zoom_out").trigger()
    x, _ = person.at_pixel(pixel)
    assert f"x₁ {x:.2f}" in shown(person)


def test_a_perceptron_says_a_class_instead(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(empty_document(), "perceptron"))
    person.click(-3, 0, RIGHT)
    person.click(3, 0)
    person.epochs(5)
    person.hover(3, 0)
    assert "→ red" in shown(person)
    person.hover(-3, 0)
    assert "→ blue" in shown(person)
    assert "P(" not in shown(person)


def test_nothing_is_said_of_a_cursor_that_is_elsewhere(person: Person) -> None:
    person.hover(0, 0)
    assert "P(red)" in shown(person)
    person.hover_over(person.button("Run"))
    assert "P(red)" not in shown(person)


def test_points_are_counted_by_class(drawing: Person) -> None:
    drawing.click(1, 1)
    drawing.click(2, 1)
    drawing.click(3, 1, RIGHT)
    assert "3 points · 1 blue · 2 red" in shown(drawing)
    drawing.undo()
    assert "2 points · 0 blue · 2 red" in shown(drawing)


def test_the_pace_is_shown_while_training_runs_and_not_after(person: Person) -> None:
    person.session.run()
    person.qtbot.waitUntil(lambda: "epochs/s" in shown(person))
    person.session.pause()
    assert "epochs/s" not in shown(person)


def test_a_message_goes_by_itself(person: Person) -> None:
    bar = person.window.status_bar
    bar.say("Something to say")
    assert person.message == "Something to say"
    assert bar._forgetting.remainingTime() == pytest.approx(MESSAGE_MS, abs=1000)
    bar._forgetting.setInterval(0)
    person.qtbot.waitUntil(lambda: person.message == "")


def test_a_long_message_leaves_the_window_as_it_is(person: Person) -> None:
    person.window.resize(1024, 700)
    person.qtbot.waitUntil(lambda: person.window.width() == 1024)
    least = person.window.minimumSizeHint().width()
    person.window.status_bar.say("A long sentence that goes on and on. " * 20)
    person.picture()
    assert person.window.minimumSizeHint().width() <= max(least, 1024)
    assert person.window.width() == 1024
