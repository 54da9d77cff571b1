from itertools import product

import numpy as np
import pytest

from model.activations import trainable_activations
from model.arrays import Floats, Integers
from model.classifiers.gradient import GradientClassifier
from model.learning.descent import DescentEngine
from model.learning.engine import CHUNK
from model.learning.settings import Training
from model.losses import LOSSES
from tests.model.examples import mean_loss, never, one_update, rule, slopes, some_points

DEPTHS = ((), (4,), (3, 2), (2, 3, 2), (2, 2, 3, 2), (3, 2, 2, 2, 3), (2, 3, 2, 2, 2, 2))
RULES = [("logistic", (), "tanh"), *product(["network"], DEPTHS, trainable_activations())]


@pytest.mark.parametrize("loss", GradientClassifier.losses)
@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize(("name", "hidden", "activation"), RULES)
def test_the_gradient_agrees_with_finite_differences(
    name: str, hidden: tuple[int, ...], activation: str, classes: int, loss: str
) -> None:
    classifier = rule(name, 2, classes, hidden, activation)
    x, labels = some_points(12, 2, classes, seed=3)
    theta = classifier.initial(np.random.default_rng(5)) + 0.1
    # The mean loss without its penalty, whose slope is added below.
    expected = slopes(lambda at: mean_loss(classifier, at, x, labels, Training(loss=loss)), theta)
    assert np.abs(expected).max() > 1e-3
    weights = np.concatenate(
        [np.c_[layer.weights, 0 * layer.biases].ravel() for layer in classifier.layers(theta)]
    )
    for rate in (0.0, 0.3):
        training = Training(1.0, None, "file", loss, "sgd", "l2", rate)
        gradient = theta - one_update(classifier, theta, x, labels, training)
        np.testing.assert_allclose(gradient, expected + rate * weights, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(("features", "classes"), [(1, 2), (3, 2), (1, 6), (5, 6)])
@pytest.mark.parametrize("name", ["logistic", "network"])
def test_the_gradient_is_right_for_any_number_of_features_and_classes(
    name: str, features: int, classes: int
) -> None:
    classifier = rule(name, features, classes)
    x, labels = some_points(20, features, classes)
    theta = classifier.initial(np.random.default_rng(1))
    training = Training(1.0, None)
    gradient = theta - one_update(classifier, theta, x, labels, training)
    expected = slopes(lambda at: mean_loss(classifier, at, x, labels, training), theta)
    np.testing.assert_allclose(gradient, expected, rtol=1e-6, atol=1e-9)


def batch_after_batch(
    name: str, x: Floats, labels: Integers, batch_size: int, theta: Floats, rate: float
) -> Floats:
    """Return theta after one epoch in which every batch is its own data set."""
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        theta = one_update(rule(name), theta, x[part], labels[part], Training(rate, None))
    return theta


@pytest.mark.parametrize("batch_size", [4, 9, 10, 11, 22, 23, 24])
@pytest.mark.parametrize("name", ["logistic", "network"])
def test_a_short_last_batch_takes_the_mean_over_its_own_points(name: str, batch_size: int) -> None:
    x, labels = some_points(23)
    theta = rule(name).initial(np.random.default_rng(0))
    engine = rule(name).engine(theta, x, labels, Training(0.5, batch_size, "file"))
    assert engine.updates_per_epoch == -(-23 // batch_size)
    assert engine.run(0, engine.updates_per_epoch, never) == engine.updates_per_epoch
    expected = batch_after_batch(name, x, labels, batch_size, theta, 0.5)
    np.testing.assert_allclose(engine.theta, expected, rtol=1e-13, atol=1e-15)


def test_nothing_of_a_short_last_batch_carries_over_into_the_next_epoch() -> None:
    x, labels = some_points(13)
    theta = rule("network").initial(np.random.default_rng(0))
    engine = rule("network").engine(theta, x, labels, Training(0.5, 5, "file"))
    for _ in range(3):
        engine.arrange(None)
        engine.run(0, 3, never)
        theta = batch_after_batch("network", x, labels, 5, theta, 0.5)
    np.testing.assert_allclose(engine.theta, theta, rtol=1e-12)


@pytest.mark.parametrize("count", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_a_batch_summed_in_chunks_has_the_gradient_of_all_its_points(count: int) -> None:
    classifier = rule("network")
    x, labels = some_points(count)
    theta = classifier.initial(np.random.default_rng(0))
    whole = theta - one_update(classifier, theta, x, labels, Training(1.0, None))
    parts = np.zeros_like(theta)
    for start in range(0, count, 1000):
        part = slice(start, start + 1000)
        after = one_update(classifier, theta, x[part], labels[part], Training(1.0, None))
        parts += (theta - after) * len(labels[part])
    np.testing.assert_allclose(whole, parts / count, rtol=1e-9, atol=1e-12)


def test_a_batch_left_between_two_chunks_is_an_update_only_when_all_of_it_is_summed() -> None:
    x, labels = some_points(3 * CHUNK)
    start = rule("logistic").initial(np.random.default_rng(0))
    engine = rule("logistic").engine(start, x, labels, Training(0.5, None))
    assert engine.run(0, 1, lambda: True) == 0
    assert engine.run(0, 1, lambda: True) == 0
    assert np.array_equal(engine.theta, start)
    assert engine.run(0, 1, lambda: True) == 1
    assert np.array_equal(
        engine.theta, one_update(rule("logistic"), start, x, labels, Training(0.5, None))
    )


def test_a_batch_left_between_two_chunks_is_dropped_by_going_elsewhere() -> None:
    x, labels = some_points(2 * CHUNK)
    start = rule("logistic").initial(np.random.default_rng(0))
    engine = rule("logistic").engine(start, x, labels, Training(0.5, None))
    engine.run(0, 1, lambda: True)
    engine.load(start + 1, engine.memory, 0)
    engine.run(0, 1, never)
    assert np.array_equal(
        engine.theta, one_update(rule("logistic"), start + 1, x, labels, Training(0.5, None))
    )


def test_training_works_on_a_copy_of_the_starting_theta() -> None:
    x, labels = some_points(10)
    theta = rule("network").initial(np.random.default_rng(0))
    before = theta.copy()
    assert not np.array_equal(one_update(rule("network"), theta, x, labels, Training()), before)
    assert np.array_equal(theta, before)


def test_scores_of_ten_thousand_train_without_overflow() -> None:
    x = np.array([[1e4, 0.0], [-1e4, 0.0], [1e4, 1.0]])
    labels = np.array([1, 0, 0])
    for loss in GradientClassifier.losses:
        theta = np.array([1.0, 0.0, 0.0])
        shapes = rule("logistic").shapes
        engine = DescentEngine(shapes, theta, x, labels, Training(0.1, None), LOSSES[loss])
        with np.errstate(over="ignore"):  # as the trainer does: exp(1e4) is infinity
            engine.run(0, 1, never)
        assert np.isfinite(engine.theta).all()
        expected = -0.1 * np.array([1e4, 1.0, 1.0]) / 3 if loss == "cross-entropy" else [0, 0, 0]
        np.testing.assert_allclose(engine.theta, theta + expected, rtol=1e-12)
