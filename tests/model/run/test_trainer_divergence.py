"""Training that diverges stops at the last finite update."""

import math
from dataclasses import replace

import numpy as np
import pytest

from model import Outcome, Trainer, Training
from model.run.document import Document, Start
from model.run.edits import with_training
from tests.model.examples import Clock, document_of, losses_of, same, some_points, trained


def assert_diverges(document: Document) -> None:
    trainer = Trainer(document)
    start = trainer.place
    assert trainer.advance(1000) is Outcome.DIVERGED
    last = trainer.place
    assert np.isfinite(last.theta).all()
    assert math.isfinite(trainer.measured.loss)
    assert start.updates <= last.updates < 1000
    assert same(trained(document, last.updates).place, last)
    # The very next update is not finite.
    layers = document.classifier
    x, labels = document.dataset.x, document.dataset.labels
    engine = layers.engine(last.theta, x, labels, document.training)
    engine.load(last.theta, last.memory, last.mistakes)
    if document.training.order == "shuffled" and engine.updates_per_epoch > 1:
        rng = np.random.default_rng([document.start_seed, 2, last.epoch])
        engine.arrange(rng.permutation(len(labels)))
    with np.errstate(all="ignore"):
        assert engine.run(last.position, last.position + 1, lambda: False) == last.position + 1
    with np.errstate(all="ignore"):
        scores = layers.scores(engine.theta, x)
        loss = losses_of(layers, scores, labels, document.training).mean()
    assert not (np.isfinite(engine.theta).all() and math.isfinite(loss))


@pytest.mark.parametrize(("hidden", "activation"), [((4,), "relu"), ((4, 4, 4), "linear")])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_a_huge_rate_stops_at_the_last_finite_update(
    hidden: tuple[int, ...], activation: str, optimizer: str, order: str
) -> None:
    x, labels = some_points(30)
    training = Training(1e6, 5, order, optimizer=optimizer)
    document = document_of(x, labels, "network", training, hidden=hidden, activation=activation)
    assert_diverges(document)


@pytest.mark.parametrize("loss", ["cross-entropy", "squared"])
@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_points_at_the_edge_of_all_numbers_stop_at_the_last_finite_update(
    name: str, loss: str
) -> None:
    x = [[1e308, 1e307], [-1e308, 1e308], [1e308, 1e308], [1e307, -1e308]]
    training = Training(1e3, 1, "file", loss)
    assert_diverges(document_of(x, [0, 1, 1, 0], name, training, start=Start(zero=True)))


def test_a_network_on_points_at_the_edge_of_all_numbers_stops_at_the_last_finite_update() -> None:
    x = [[1e304, 1e303], [-1e304, 1e304], [1e304, 1e304], [1e303, -1e304]]
    training = Training(1e3, 1, "file")
    assert_diverges(document_of(x, [0, 1, 1, 0], "network", training, activation="linear"))


def test_divergence_is_noticed_alike_by_steps_and_by_slices() -> None:
    x, labels = some_points(30)
    document = document_of(
        x, labels, "network", Training(1e6, 5), hidden=(4, 4, 4), activation="linear"
    )
    at_once, by_steps, by_slices = Trainer(document), Trainer(document), Trainer(document, Clock())
    at_once.advance(1000)
    while by_steps.advance(1) is Outcome.TRAINED:
        pass
    while by_slices.run_for(3.5) is Outcome.TRAINED:
        pass
    assert same(at_once.place, by_steps.place)
    assert same(at_once.place, by_slices.place)


def test_after_divergence_a_smaller_rate_trains_on() -> None:
    x, labels = some_points(30)
    document = document_of(x, labels, "network", Training(1e6, 5), activation="linear")
    trainer = Trainer(document)
    while trainer.advance(100) is not Outcome.DIVERGED:
        pass
    stuck = trainer.place
    trainer.rebase(with_training(document, Training(1e-300, 5)))
    assert trainer.advance(10) is Outcome.TRAINED
    assert trainer.place.updates == stuck.updates + 10


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("loss", ["cross-entropy", "squared"])
def test_scores_of_ten_thousand_are_finite_all_along(name: str, loss: str) -> None:
    x = np.array([[1.0, 0.5], [-1.0, 0.2], [0.3, 1.0], [-0.2, -1.0]]) * 1e4
    training = Training(0.1, 2, loss=loss)
    document = document_of(x, [0, 1, 0, 1], name, training, activation="linear")
    trainer = Trainer(document)
    theta = np.full_like(trainer.place.theta, 1.0)
    trainer.go_to(replace(trainer.place, theta=theta))
    assert np.abs(trainer.measured.scores).max() >= 1e4
    assert math.isfinite(trainer.measured.loss)
    assert trainer.advance(20) is not Outcome.DIVERGED
    assert math.isfinite(trainer.measured.loss)
