"""The settings of training, typed, slid and picked."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from model import CLASSIFIERS, new_document
from model.run.edits import with_solution
from tests.gui.conftest import OpenWindow
from tests.gui.controls import choose, pick, slide
from tests.gui.person import Person


def test_the_activation_is_picked_and_starts_training_afresh(person: Person) -> None:
    person.updates(3)
    pick(person, "Activation", "sigmoid")
    assert person.document.activation == "sigmoid"
    assert person.place.updates == 0
    assert person.undo_text == "Activation sigmoid"
    person.undo()
    assert (person.document.activation, person.place.updates) == ("tanh", 3)


@pytest.mark.parametrize(
    ("name", "choice", "of"),
    [
        ("Loss", "squared", lambda training: training.loss),
        ("Order", "file", lambda training: training.order),
    ],
)
def test_loss_and_order_are_picked_and_keep_the_weights(
    person: Person, name: str, choice: str, of: Callable[[object], str]
) -> None:
    person.updates(3)
    theta = person.place.theta
    pick(person, name, choice)
    assert of(person.document.training) == choice
    assert person.undo_text == f"{name} {choice}"
    np.testing.assert_array_equal(person.place.theta, theta)
    assert person.place.updates == 3


@pytest.mark.parametrize(
    ("name", "enabled"),
    [
        (
            "network",
            {"Hidden layers", "Activation", "Loss", "Batch, slider", "Optimizer", "Penalty"},
        ),
        ("logistic", {"Loss", "Batch, slider", "Optimizer", "Penalty"}),
        ("perceptron", set()),
    ],
)
def test_only_what_means_something_to_the_classifier_can_be_set(
    person: Person, name: str, enabled: set[str]
) -> None:
    person.press_button(CLASSIFIERS[name].title)
    assert person.document.classifier_name == name
    controls = [
        person.named("Hidden layers", QLineEdit),
        person.named("Activation", QComboBox),
        person.named("Loss", QComboBox),
        person.named("Optimizer", QComboBox),
        person.named("Penalty", QComboBox),
        person.slider("Batch"),
    ]
    assert {c.accessibleName() for c in controls if c.isEnabled()} == enabled


def test_equal_steps_of_the_rate_slider_multiply_the_rate(person: Person) -> None:
    rates = []
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        slide(person.slider("Learning rate"), share)
        rates.append(person.document.training.learning_rate)
    assert rates[0] == 1e-4
    assert rates[-1] == 10.0
    np.testing.assert_allclose(np.diff(np.log10(rates)), 1.0, atol=0.2)


def test_a_drag_of_a_slider_is_one_undo(person: Person) -> None:
    before = person.document
    slide(person.slider("Learning rate"), 0.9)
    assert person.session.undo_stack.count() == 1
    rate = person.document.training.learning_rate
    assert person.undo_text == f"Learning rate {rate:g}"
    person.undo()
    assert person.document is before
    assert person.field("Learning rate").text() == f"{before.training.learning_rate:g}"


def test_the_rate_is_typed_exactly_and_keeps_the_weights(person: Person) -> None:
    person.updates(3)
    theta = person.place.theta
    person.enter(person.field("Learning rate"), "0.0371")
    assert person.document.training.learning_rate == 0.0371
    np.testing.assert_array_equal(person.place.theta, theta)
    person.session.resume()
    person.session.tick()
    assert person.document.training.learning_rate == 0.0371


def test_what_is_no_rate_is_refused_and_marked(person: Person) -> None:
    before = person.document
    field = person.field("Learning rate")
    for text in ("nonsense", "0", "-1", "nan", "inf", "", "0,1"):
        person.enter(field, text)
        assert person.document is before, text
        assert person.message.startswith("Learning rate: ")
        assert "expected" in person.message
        assert field.property("wrong")
    person.enter(field, "0.2")
    assert person.document.training.learning_rate == 0.2


def test_the_batch_goes_from_one_point_to_all(person: Person) -> None:
    slide(person.slider("Batch"), 1.0)
    assert person.document.training.batch_size is None
    assert person.field("Batch").text() == "all"
    person.session.step_epoch()
    assert person.place.updates == 1
    slide(person.slider("Batch"), 0.0)
    assert person.document.training.batch_size == 1


@pytest.mark.parametrize(
    ("text", "size"), [("37", 37), ("all", None), ("ALL", None), ("1e3", 1000)]
)
def test_the_batch_is_typed(person: Person, text: str, size: int | None) -> None:
    person.enter(person.field("Batch"), text)
    assert person.document.training.batch_size == size


def test_what_is_no_batch_is_refused_and_marked(person: Person) -> None:
    before = person.document
    for text in ("0", "2.5", "-1", "nan", "inf", "many", ""):
        person.enter(person.field("Batch"), text)
        assert person.document is before, text
        assert person.message.startswith("Batch: ")
        assert "expected" in person.message
        assert person.field("Batch").property("wrong")


def test_a_rate_that_makes_training_diverge_is_told_and_can_be_put_right(person: Person) -> None:
    pick(person, "Activation", "relu")
    person.enter(person.field("Learning rate"), "1e200")
    person.session.resume()
    for _ in range(200):
        if person.session.is_running:
            person.session.tick()
    assert "diverged" in person.banner
    assert math.isfinite(person.viewer.snapshot().measured.loss)
    assert person.action("run").iconText() == "Run"
    person.enter(person.field("Learning rate"), "0.03")
    person.press_button("Restart")
    assert person.banner == ""
    person.session.tick()
    assert person.place.updates > 0
    person.click(3, 3)
    assert len(person.x) == 251


def test_the_optimizer_is_picked_and_keeps_the_weights(person: Person) -> None:
    person.updates(3)
    theta = person.place.theta
    pick(person, "Optimizer", "Adam")
    assert person.document.training.optimizer == "adam"
    assert person.undo_text == "Optimizer Adam"
    np.testing.assert_array_equal(person.place.theta, theta)
    person.updates(3)
    assert not np.array_equal(person.place.theta, theta)
    person.undo()
    assert person.document.training.optimizer == "momentum", "arrow keys passed this one"
    person.undo()
    assert person.document.training.optimizer == "sgd"
    assert person.named("Optimizer", QComboBox).currentText() == "plain"


def test_a_penalty_comes_with_a_rate_that_can_be_typed(person: Person) -> None:
    rate = person.named("Penalty rate, number", QLineEdit)
    assert not rate.isVisible(), "no penalty, no rate"
    pick(person, "Penalty", "L2")
    assert person.document.training.penalty == "l2"
    assert person.document.training.penalty_rate > 0
    assert rate.isVisible()
    person.enter(rate, "0.25")
    assert person.document.training.penalty_rate == 0.25
    assert person.undo_text == "Penalty rate 0.25"
    person.enter(rate, "much")
    assert "expected a penalty rate of 0 or more" in person.message
    assert person.document.training.penalty_rate == 0.25


def test_a_penalty_makes_weights_smaller(person: Person) -> None:
    person.epochs(20)
    free = float(np.abs(person.place.theta).sum())
    person.session.restart()
    pick(person, "Penalty", "L1")
    person.enter(person.named("Penalty rate, number", QLineEdit), "0.05")
    person.epochs(20)
    assert float(np.abs(person.place.theta).sum()) < 0.7 * free


def test_tabbing_through_a_number_changes_nothing(person: Person) -> None:
    noise = person.named("Noise, number", QLineEdit)
    person.enter(noise, "0.123456789012345")
    person.updates(4)
    before = person.document
    noise.setFocus()
    person.key(Qt.Key.Key_Tab)
    assert person.document is before
    assert person.place.updates == 4


def test_a_batch_that_no_file_could_hold_is_refused(person: Person) -> None:
    person.enter(person.named("Batch, number", QLineEdit), "1e300")
    assert person.document.training.batch_size == 5
    assert "expected a whole number of points" in person.message


def test_each_picked_activation_is_an_undo_of_its_own(person: Person) -> None:
    pick(person, "Activation", "sigmoid")
    person.updates(5)
    theta = person.place.theta
    pick(person, "Activation", "relu")
    person.undo()
    assert person.document.activation == "sigmoid"
    np.testing.assert_array_equal(person.place.theta, theta)


def test_that_steps_cannot_be_trained_is_said_once_and_run_points_to_it(
    open_window: OpenWindow,
) -> None:
    person = open_window(with_solution(new_document("gate_xor")))
    assert person.named("Activation", QComboBox).currentText() == "step, by hand"
    for tab in ("Network", "Arithmetic", "Errors", "Weights"):
        person.open_tab(tab)
        said = [text for text in person.texts(person.window) if "slope 0" in text]
        assert said == [person.window.workspace.hint.text()], "once"
    person.press_button("Run")
    assert not person.session.is_running
    assert person.window.workspace.hint.property("fresh"), "it draws the eye"
    assert person.message == ""
    choose(person, "Activation", "tanh")
    assert not [text for text in person.texts(person.window) if "slope 0" in text]
    person.press_button("Run")
    assert person.session.is_running


def test_choosing_steps_while_training_runs_ends_it(person: Person) -> None:
    person.press_button("Run")
    choose(person, "Activation", "step, by hand")
    assert person.undo_text == "Activation step"
    assert not person.session.is_running
    assert "slope 0" in person.window.workspace.hint.text()


@pytest.mark.parametrize("name", ["Classes", "Points", "Noise", "Learning rate", "Batch"])
def test_every_arrow_key_on_a_slider_changes_its_number(person: Person, name: str) -> None:
    person.press_button("Blobs")
    slider, field = person.slider(name), person.field(name)
    slider.setFocus()
    seen = [field.text()]
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
        seen.append(field.text())
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Left)
        seen.append(field.text())
    numbers = [float(text) for text in seen]
    assert numbers[:4] == sorted(set(numbers[:4]))
    assert numbers[3:] == sorted(set(numbers[3:]), reverse=True)
