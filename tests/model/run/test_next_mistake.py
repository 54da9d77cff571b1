"""Steps from mistake to mistake: each stops before the next update that changes something."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model import Outcome, Run, Trainer, Training, new_document
from model.run.edits import move_points, with_classifier, with_preset
from model.run.trainer import STRIDE
from tests.model.examples import document_of, some_points

COUNT = 3 * STRIDE + 7


def perceptron(order: str = "file", classes: int = 2) -> Trainer:
    x, labels = some_points(COUNT, 2, classes)
    training = Training(0.1, order=order)
    return Trainer(document_of(x, labels, "perceptron", training, classes=classes))


def trick() -> Run:
    """AND in file order from zero: 11 mistakes, the first of them at once."""
    document = with_classifier(with_preset(new_document(), "gate_and", 4), "perceptron")
    training = replace(document.training, learning_rate=1.0, order="file")
    return Run(replace(document, training=training, start=replace(document.start, zero=True)))


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_the_next_mistake_is_where_single_updates_find_it(order: str, classes: int) -> None:
    hurried, single = perceptron(order, classes), perceptron(order, classes)
    for _ in range(40):
        assert hurried.advance_to_change() is Outcome.TRAINED
        mistakes, before = single.place.mistakes, single.place
        while single.place.mistakes == mistakes:
            before = single.place
            single.advance(1)
        assert hurried.place.updates == before.updates
        assert hurried.place.mistakes == mistakes
        np.testing.assert_array_equal(hurried.place.theta, before.theta)
        assert hurried.advance(1) is Outcome.TRAINED
        assert hurried.place.mistakes == mistakes + 1
        np.testing.assert_array_equal(hurried.place.theta, single.place.theta)


def test_without_a_mistake_left_it_ends_as_converged_and_stays_there() -> None:
    x = np.array([[-2.0, 0.0], [-1.0, 1.0], [1.0, 0.0], [2.0, 1.0]])
    run = Run(document_of(x, [0, 0, 1, 1], "perceptron", Training(1.0, order="file")))
    outcomes = [run.step_to_change() for _ in range(20)]
    assert outcomes[-1] is Outcome.CONVERGED
    assert run.measured.accuracy == 1
    converged = run.place
    assert converged.position == 0, "the epoch without a mistake counts"
    assert run.step_to_change() is Outcome.CONVERGED
    assert run.place.updates == converged.updates


def test_a_step_stops_where_the_next_update_is_the_mistake_and_the_next_makes_it() -> None:
    run, single = trick(), trick()
    made = []
    while run.step_to_change() is Outcome.TRAINED:
        if run.step.made is not None:
            made.append(run.step.made)
        assert run.step.waits
        assert run.place.mistakes == len(made), "what waits is not made yet"
        (point,) = run.upcoming
        assert run.step.mistake == point
        while single.place.updates < run.place.updates:
            single.advance(1)
        label = single.document.dataset.labels[point]
        scores = single.measured.scores[[point]]
        assert single.document.classifier.classes_of(scores) != label, "a mistake"
    assert run.step.made is not None
    made.append(run.step.made)
    assert len(made) == 11
    assert made[0].before.theta.tolist() == [0, 0, 0]
    assert made[0].after.tolist() == [0, 0, -1]
    assert run.place.theta.tolist() == [2, 1, -3]
    assert not run.step.waits
    for one, following in pairwise(made):
        np.testing.assert_array_equal(one.after, following.before.theta)


def test_what_a_step_has_made_is_known_until_the_next() -> None:
    run = trick()
    run.step_to_change()
    assert (run.step.made, run.step.passed, run.step.mistake) == (None, 0, 0)
    run.advance(1)
    made = run.step.made
    assert made is not None
    assert made.points.tolist() == [0]
    assert made.before.updates == 0
    run.step_to_change()
    assert run.step.waits
    assert run.step.made is None
    assert run.step.passed == run.place.updates - 1
    run.finish_epoch()  # one update, the last of the pass
    assert run.step.made != made
    run.advance(4)
    assert (run.step.made, run.step.passed, run.step.mistake) == (None, 0, None)
    run.step_to_change()
    run.stand(move_points(run.document, [0], [[0.0, 0.5]]))
    assert not run.step.waits


@pytest.mark.parametrize("name", ["logistic", "network"])
def test_every_update_of_a_descent_changes_something(name: str) -> None:
    x, labels = some_points(30)
    run = Run(document_of(x, labels, name, Training(batch_size=7)))
    for updates in (1, 2):
        assert run.step_to_change() is Outcome.TRAINED
        assert run.place.updates == updates
        assert run.step.made is not None
        assert not run.step.waits
        np.testing.assert_array_equal(run.step.made.after, run.place.theta)


def test_no_points_make_no_mistakes() -> None:
    run = Run(document_of(np.empty((0, 2)), [], "perceptron"))
    assert run.step_to_change() is Outcome.NO_POINTS
