"""The settings of training, typed, slid and picked."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QSlider

from gui.theme import LIGHT
from gui.views.training_panel import read_hidden
from model import CLASSIFIERS
from tests.gui.person import LEFT, Person


def hidden_field(person: Person) -> QLineEdit:
    return person.named("Hidden layers", QLineEdit)


def pick(person: Person, name: str, choice: str) -> None:
    """Open a list with the keyboard and pick by arrow keys."""
    combo = person.named(name, QComboBox)
    combo.setFocus()
    while combo.currentText() != choice:
        before = combo.currentIndex()
        down = before < combo.findText(choice)
        person.key(Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        assert combo.currentIndex() != before


def slide(slider: QSlider, share: float) -> None:
    """Drag the handle to a place on the slider, as the mouse does."""
    middle = slider.height() // 2
    at = slider.value() / slider.maximum()
    grip = 7

    def pixel(share: float) -> QPoint:
        return QPoint(round(grip + share * (slider.width() - 2 * grip)), middle)

    QTest.mousePress(slider, LEFT, Qt.KeyboardModifier.NoModifier, pixel(at))
    for step in np.linspace(at, share, 5)[1:]:
        QTest.mouseMove(slider, pixel(float(step)))
    QTest.mouseRelease(slider, LEFT, Qt.KeyboardModifier.NoModifier, pixel(share))


@pytest.mark.parametrize(
    ("text", "hidden"), [("4,2", (4, 2)), ("7", (7,)), (" 3 , 3, 3 ", (3, 3, 3)), ("16", (16,))]
)
def test_hidden_layers_are_typed(person: Person, text: str, hidden: tuple[int, ...]) -> None:
    person.updates(5)
    person.enter(hidden_field(person), text)
    assert person.document.hidden == hidden
    assert person.undo_text == f"Hidden layers {','.join(map(str, hidden))}"
    assert person.place.updates == 0, "a network of another shape starts afresh"
    person.undo()
    assert person.place.updates == 5
    assert hidden_field(person).text() == "4"


def test_what_are_no_hidden_layers_is_refused_and_marked(person: Person) -> None:
    person.updates(5)
    before, theta = person.document, person.place.theta
    for text in ("nonsense", "", "0", "17", "4,0", "4;2", "-3", "4.5", "²", "1," * 7):
        person.enter(hidden_field(person), text)
        assert person.document is before, text
        np.testing.assert_array_equal(person.place.theta, theta)
        assert "expected 1 to 6 numbers from 1 to 16" in person.message
        assert hidden_field(person).property("wrong")
    person.session.tick()
    assert hidden_field(person).property("wrong"), "the mark stays while training runs"
    person.enter(hidden_field(person), "3")
    assert person.document.hidden == (3,)
    assert not hidden_field(person).property("wrong")


def test_the_mark_of_what_was_refused_can_be_seen(person: Person) -> None:
    field = hidden_field(person)
    person.enter(field, "nonsense")
    assert field.grab().toImage().pixelColor(field.width() // 2, 0).name() == LIGHT.warn


@pytest.mark.parametrize("text", ["4", "4,2", "16,16,16,16,16,16", "1,", " 2 "])
def test_layers_are_read(text: str) -> None:
    assert all(1 <= units <= 16 for units in read_hidden(text))


def test_typing_is_not_disturbed_by_the_frames_of_training(person: Person) -> None:
    field = hidden_field(person)
    person.session.run()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    for letter in "6,3":
        person.session.tick()
        person.keys(letter)
    person.session.tick()
    person.key(Qt.Key.Key_Return)
    assert person.document.hidden == (6, 3)


def test_after_enter_the_keys_belong_to_the_window_again(person: Person) -> None:
    person.enter(hidden_field(person), "3")
    person.key(Qt.Key.Key_Period)
    assert person.place.updates == 1


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
        hidden_field(person),
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
    person.session.run()
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
    person.session.run()
    for _ in range(200):
        if person.session.is_running:
            person.session.tick()
    assert "diverged" in person.banner
    assert math.isfinite(person.session.snapshot().measured.loss)
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
    assert person.document.training.optimizer == "momentum", "the one that arrow keys came past"
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
    person.updates(500)
    free = float(np.abs(person.place.theta).sum())
    person.session.restart()
    pick(person, "Penalty", "L1")
    person.enter(person.named("Penalty rate, number", QLineEdit), "0.05")
    person.updates(500)
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
    assert person.document.training.batch_size == 10
    assert "expected a whole number of points" in person.message


def test_each_picked_activation_is_an_undo_of_its_own(person: Person) -> None:
    pick(person, "Activation", "sigmoid")
    person.updates(5)
    theta = person.place.theta
    pick(person, "Activation", "relu")
    person.undo()
    assert person.document.activation == "sigmoid"
    np.testing.assert_array_equal(person.place.theta, theta)
