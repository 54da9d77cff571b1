"""Where training starts, weights set by hand, and what cannot be trained."""

from collections.abc import Callable

import numpy as np
import pytest

from model import Outcome, Trainer, Training, new_document, weights_of
from model.run.document import Document, Start
from model.run.edits import (
    add_points,
    clear_points,
    with_derived,
    with_network,
    with_new_start,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
    with_weights,
)
from tests.model.examples import Clock, document_of, overlapping, same, some_points, trained


def starts() -> dict[str, Callable[[Document], Document]]:
    return {
        "random": lambda d: d,
        "another": with_new_start,
        "zero": lambda d: with_start(d, Start(zero=True)),
        "typed": lambda d: with_start(d, Start(theta=tuple(np.arange(d.start_theta().size) / 9))),
        "opened": lambda d: with_weights(d, weights_of(d, trained(d, 12).place)),
        "opened and scaled": lambda d: with_standard_scaling(
            with_weights(d, weights_of(d, trained(d, 12).place))
        ),
    }


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("start", starts().values(), ids=starts())
def test_restart_returns_to_the_start_whatever_it_is(
    start: Callable[[Document], Document], name: str
) -> None:
    document = start(overlapping(name, Training(0.5, 4)))
    trainer = Trainer(document)
    first = trainer.place
    assert np.array_equal(first.theta, document.start_theta())
    trainer.advance(50)
    there = trainer.place
    assert not np.array_equal(there.theta, first.theta)
    trainer.restart()
    assert same(trainer.place, first)
    trainer.advance(50)
    assert same(trainer.place, there)


def test_the_starts_differ() -> None:
    document = overlapping("network")
    thetas = [start(document).start_theta() for start in starts().values()]
    for i, theta in enumerate(thetas):
        assert not any(np.allclose(theta, other) for other in thetas[:i])


@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_many_classes_derived_and_scaled_inputs_and_test_points_train_however_sliced(
    name: str, classes: int
) -> None:
    x, labels = some_points(40, 4, classes)
    document = document_of(x, labels, name, Training(0.1, 3), classes=classes, hidden=(3, 2))
    document = with_split(with_derived(document, ("x1^2", "sin(x2)")), 0.2, 1)
    document = with_standard_scaling(document)
    single, sliced = Trainer(document), Trainer(document, Clock())
    while sliced.place.updates < 70:
        sliced.run_for(2.5)
    for _ in range(sliced.place.updates):
        single.advance(1)
    assert same(single.place, sliced.place)
    assert single.measured.loss < Trainer(document).measured.loss


# ------------------------------------------------------------------------------ weights set by hand


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_training_goes_on_from_weights_set_by_hand(optimizer: str) -> None:
    document = overlapping("network", Training(0.05, None, optimizer=optimizer))
    trainer = trained(document, 9)
    before = trainer.place
    theta = before.theta + 1.0
    trainer.set_theta(theta)
    after = trainer.place
    assert np.array_equal(after.theta, theta)
    assert not after.memory.any()
    assert (after.epoch, after.updates) == (before.epoch, before.updates)
    assert after.curve[:-1] == before.curve[:-1]
    assert after.curve[-1][:2] == (9, trainer.measured.loss)
    theta += 1.0  # the trainer holds a copy
    trainer.advance(5)
    # From there it is the training of a document that starts there.
    elsewhere = trained(with_start(document, Start(theta=tuple(after.theta))), 5)
    np.testing.assert_array_equal(trainer.place.theta, elsewhere.place.theta)


def test_weights_of_another_size_are_refused_and_change_nothing() -> None:
    trainer = trained(overlapping("network"), 9)
    before = trainer.place
    with pytest.raises(ValueError, match="shape"):
        trainer.set_theta(np.ones(before.theta.size + 1))
    assert same(trainer.place, before)


def test_a_pass_in_which_weights_were_set_by_hand_does_not_count_as_flawless() -> None:
    x = np.array([[-2.0, 0.0], [-1.0, 0.0], [1.0, 0.0]])
    document = document_of(x, [0, 0, 1], "perceptron", Training(1.0, order="file"))
    trainer = Trainer(with_start(document, Start(theta=(1.0, 0.0, 0.0))))
    assert trainer.advance(2) is Outcome.TRAINED
    trainer.set_theta(np.array([1.0, 0.0, 1.5]))  # the point already passed is now wrong
    assert trainer.advance(1) is Outcome.TRAINED
    assert trainer.place.mistakes == 0
    assert trainer.measured.accuracy < 1
    assert trainer.advance(100) is Outcome.CONVERGED
    assert trainer.measured.accuracy == 1


# ------------------------------------------------------------------------------ networks of steps


def steps(hidden: tuple[int, ...] = (2,)) -> Document:
    return with_network(overlapping("network"), hidden, "step")


@pytest.mark.parametrize("hidden", [(), (2,), (3, 2)])
def test_a_network_of_steps_is_not_trained_and_says_why(hidden: tuple[int, ...]) -> None:
    document = steps(hidden)
    assert "slope" in document.classifier.why_untrainable
    trainer = Trainer(document)
    before, loss = trainer.place, trainer.measured.loss
    attempts: list[Callable[[], Outcome]] = [
        lambda: trainer.advance(10),
        lambda: trainer.run_for(1e9),
        trainer.finish_epoch,
        trainer.advance_to_change,
    ]
    for attempt in attempts:
        assert attempt() is Outcome.UNTRAINABLE
        assert same(trainer.place, before)
        assert trainer.place.curve == before.curve
    assert np.array_equal(before.theta, document.start_theta())
    assert trainer.measured.loss == loss


def test_without_points_a_network_of_steps_still_says_that_it_cannot_be_trained() -> None:
    trainer = Trainer(clear_points(steps()))
    assert trainer.advance(1) is Outcome.UNTRAINABLE
    assert trainer.place.curve == ()


@pytest.mark.parametrize("classes", [2, 4])
def test_the_loss_of_a_network_of_steps_is_the_share_misclassified(classes: int) -> None:
    x, labels = some_points(50, 2, classes)
    document = document_of(x, labels, "network", classes=classes, activation="step")
    measured = Trainer(with_split(document, 0.4, 0)).measured
    assert 0 < measured.loss < 1
    assert measured.loss == pytest.approx(1 - measured.accuracy)
    assert measured.test_loss == pytest.approx(1 - measured.test_accuracy)


def test_xor_is_an_and_of_a_nand_and_an_or() -> None:
    document = with_solution(with_preset(new_document(), "gate_xor", 4), lesson=True)
    classifier = document.classifier
    assert [tuple(shape) for shape in classifier.shapes] == [(2, 2, "step"), (1, 2, "step")]
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    nand_or_and = np.array([-1.0, -1, 1, 1, 1, -1, 1, 1, -2])
    assert classifier.classes_of(classifier.scores(nand_or_and, corners)).tolist() == [0, 1, 1, 0]
    trainer = Trainer(document)
    assert np.array_equal(trainer.place.theta, nand_or_and)
    assert (trainer.measured.loss, trainer.measured.accuracy) == (0.0, 1.0)
    trainer.rebase(add_points(document, [(0.0, 0.0)], [1]))
    assert trainer.measured.loss == pytest.approx(1 / 5)


def test_weights_set_by_hand_can_solve_what_cannot_be_trained() -> None:
    document = with_preset(new_document(), "gate_xor", 4)
    trainer = Trainer(with_start(with_network(document, (2,), "step"), Start(zero=True)))
    assert trainer.measured.accuracy == 0.5
    trainer.set_theta(np.array([-1.0, -1, 1, 1, 1, -1, 1, 1, -2]))
    assert trainer.measured.accuracy == 1.0
    trainer.restart()
    assert not trainer.place.theta.any()
