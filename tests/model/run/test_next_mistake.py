"""Training up to the next update that changes something."""

import numpy as np
import pytest

from model import Outcome, Trainer, Training
from model.run.trainer import STRIDE
from tests.model.examples import document_of, some_points

COUNT = 3 * STRIDE + 7


def perceptron(order: str = "file", classes: int = 2) -> Trainer:
    x, labels = some_points(COUNT, 2, classes)
    training = Training(0.1, order=order)
    return Trainer(document_of(x, labels, "perceptron", training, classes=classes))


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_the_next_mistake_is_where_single_updates_find_it(order: str, classes: int) -> None:
    hurried, single = perceptron(order, classes), perceptron(order, classes)
    for _ in range(40):
        assert hurried.advance_to_change() is Outcome.TRAINED
        mistakes = single.place.mistakes
        while single.place.mistakes == mistakes:
            single.advance(1)
        assert hurried.place.updates == single.place.updates
        assert hurried.place.mistakes == mistakes + 1
        np.testing.assert_array_equal(hurried.place.theta, single.place.theta)


def test_without_a_mistake_left_it_ends_as_converged() -> None:
    x = np.array([[-2.0, 0.0], [-1.0, 1.0], [1.0, 0.0], [2.0, 1.0]])
    trainer = Trainer(document_of(x, [0, 0, 1, 1], "perceptron", Training(1.0, order="file")))
    outcomes = [trainer.advance_to_change() for _ in range(20)]
    assert outcomes[-1] is Outcome.CONVERGED
    assert trainer.measured.accuracy == 1


@pytest.mark.parametrize("name", ["logistic", "network"])
def test_every_update_of_a_descent_changes_something(name: str) -> None:
    x, labels = some_points(30)
    trainer = Trainer(document_of(x, labels, name, Training(batch_size=7)))
    assert trainer.advance_to_change() is Outcome.TRAINED
    assert trainer.place.updates == 1


def test_no_points_make_no_mistakes() -> None:
    trainer = Trainer(document_of(np.empty((0, 2)), [], "perceptron"))
    assert trainer.advance_to_change() is Outcome.NO_POINTS
