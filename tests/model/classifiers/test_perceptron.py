import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Perceptron as SklearnPerceptron
from sklearn.svm import SVC

from model.arrays import Floats, Integers
from model.learning.settings import Training
from model.run.document import Start
from model.run.edits import with_training
from model.run.trainer import Outcome, Trainer
from tests.model.examples import (
    document_of,
    mean_loss,
    never,
    one_update,
    rule,
    separable_points,
    slopes,
    some_points,
)


@pytest.mark.parametrize(("rate", "expected"), [(1.0, (-1, -1, -11)), (0.1, (2.6, 3.5, -10.1))])
def test_a_misclassified_point_pulls_the_line_towards_itself(
    rate: float, expected: tuple[float, float, float]
) -> None:
    theta = one_update(
        rule("perceptron"),
        np.array([3.0, 4.0, -10.0]),
        np.array([[4.0, 5.0]]),
        np.array([0]),
        Training(rate),
    )
    assert theta.tolist() == pytest.approx(list(expected), rel=1e-14)


@pytest.mark.parametrize("features", [1, 2, 3])
def test_a_point_on_the_right_side_changes_nothing(features: int) -> None:
    theta = np.arange(1.0, features + 2)
    x = np.vstack([np.ones(features), -9 * np.ones(features)])
    engine = rule("perceptron", features).engine(theta, x, np.array([1, 0]), Training())
    engine.run(0, 2, never)
    assert np.array_equal(engine.theta, theta)
    assert engine.mistakes == 0


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("features", [1, 2, 3])
def test_a_point_on_the_line_is_red(features: int, label: int) -> None:
    theta = np.array([1.0] * features + [-float(features)])
    x = np.ones((1, features))
    engine = rule("perceptron", features).engine(theta, x, np.array([label]), Training(1.0))
    engine.run(0, 1, never)
    assert engine.mistakes == 1 - label
    assert engine.theta.tolist() == (theta - (1 - label)).tolist()


def test_the_right_class_gains_what_the_chosen_one_loses() -> None:
    theta = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 5]]).ravel()
    x, labels = np.array([[2.0, 3.0]]), np.array([0])
    after = one_update(rule("perceptron", classes=3), theta, x, labels, Training(0.5))
    assert after.reshape(3, 3).tolist() == [[2, 1.5, 0.5], [0, 1, 0], [-1, -1.5, 4.5]]


def test_of_equal_scores_the_first_class_is_chosen() -> None:
    x, labels = np.array([[1.0, 2.0]]), np.array([2])
    after = one_update(rule("perceptron", classes=3), np.zeros(9), x, labels, Training(1.0))
    assert after.reshape(3, 3).tolist() == [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    unchanged = one_update(
        rule("perceptron", classes=3), np.zeros(9), x, np.array([0]), Training(1.0)
    )
    assert not unchanged.any()


@pytest.mark.parametrize("features", [1, 2, 3])
@pytest.mark.parametrize("classes", [2, 3])
def test_a_mistake_goes_down_the_slope_of_the_perceptron_loss(features: int, classes: int) -> None:
    classifier = rule("perceptron", features, classes)
    x, labels = some_points(30, features, classes, seed=1)
    theta = classifier.initial(np.random.default_rng(2))
    wrong = np.flatnonzero(classifier.classes_of(classifier.scores(theta, x)) != labels)
    assert len(wrong) > 1
    for i in wrong:
        point, label = x[i : i + 1], labels[i : i + 1]

        def loss(at: Floats, point: Floats = point, label: Integers = label) -> float:
            return mean_loss(classifier, at, point, label, Training())

        gradient = theta - one_update(classifier, theta, point, label, Training(1.0))
        expected = slopes(loss, theta)
        np.testing.assert_allclose(gradient, expected, atol=1e-9)


@pytest.mark.parametrize("features", [1, 2, 3, 5])
@pytest.mark.parametrize(("rate", "epochs"), [(1.0, 1), (0.3, 20)])
def test_epochs_are_those_of_scikit_learn(features: int, rate: float, epochs: int) -> None:
    x, labels = some_points(120, features, seed=4)
    start = rule("perceptron", features).initial(np.random.default_rng(6)) + 0.01
    other = SklearnPerceptron(
        penalty=None, shuffle=False, eta0=rate, max_iter=epochs, tol=None, fit_intercept=True
    )
    other.fit(x, labels, coef_init=start[np.newaxis, :-1].copy(), intercept_init=start[-1:].copy())
    engine = rule("perceptron", features).engine(start, x, labels, Training(rate))
    for _ in range(epochs):
        engine.run(0, len(x), never)
    assert engine.mistakes > 0
    np.testing.assert_allclose(engine.theta, [*other.coef_[0], other.intercept_[0]], atol=1e-9)


@pytest.mark.parametrize("batch_size", [1, 10, None])
def test_it_learns_one_point_at_a_time_whatever_the_batch_size(batch_size: int | None) -> None:
    x, labels = some_points(30)
    trainer = Trainer(document_of(x, labels, "perceptron", Training(batch_size=batch_size)))
    assert trainer.updates_per_epoch == 30
    reference = Trainer(document_of(x, labels, "perceptron", Training(batch_size=1)))
    trainer.advance(75)
    reference.advance(75)
    assert np.array_equal(trainer.place.theta, reference.place.theta)


def margin_bound(x: Floats, labels: Integers) -> float:
    """Return (R / gamma)^2 in the space of (x, 1); gamma is the largest margin there."""
    lifted = np.column_stack([x, np.ones(len(x))])
    # Mirrored copies of all points, in the other class, force b = 0.
    both = np.vstack([lifted, -lifted])
    oracle = SVC(kernel="linear", C=1e9, tol=1e-8).fit(both, np.hstack([labels, 1 - labels]))
    unit = oracle.coef_[0] / np.linalg.norm(oracle.coef_[0])
    gamma = ((2 * labels - 1) * (lifted @ unit)).min()
    assert gamma > 0
    return float((np.linalg.norm(lifted, axis=1).max() / gamma) ** 2)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("features", [1, 2, 3])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_separable_points_are_separated_within_the_bound_on_mistakes(
    seed: int, features: int, order: str
) -> None:
    x, labels = separable_points(60, features, seed)
    document = document_of(
        x, labels, "perceptron", Training(0.7, order=order), start=Start(zero=True)
    )
    trainer = Trainer(document)
    outcome = trainer.advance(1_000_000)
    assert outcome is Outcome.CONVERGED
    assert trainer.measured.accuracy == 1.0
    assert trainer.measured.loss == 0.0
    assert 0 < trainer.place.mistakes <= margin_bound(x, labels)


def test_training_pauses_after_the_first_epoch_without_a_change_and_counts_it() -> None:
    x, labels = separable_points(40, 2, 3)
    document = document_of(x, labels, "perceptron", Training(order="file"))
    trainer = Trainer(document)
    epochs_with_mistakes = 0
    while True:
        before = trainer.place
        outcome = trainer.finish_epoch()
        if trainer.place.mistakes == before.mistakes:
            break
        assert outcome is Outcome.TRAINED
        epochs_with_mistakes += 1
    assert outcome is Outcome.CONVERGED
    assert trainer.place.epoch == epochs_with_mistakes + 1
    at_once = Trainer(document)
    assert at_once.advance(1_000_000) is Outcome.CONVERGED
    assert at_once.place.updates == 40 * (epochs_with_mistakes + 1)
    assert (at_once.place.epoch, at_once.place.position) == (epochs_with_mistakes + 1, 0)


def test_an_epoch_begun_by_hand_counts_its_mistakes_from_its_beginning() -> None:
    x = np.array([[1.0, 0.0], [2.0, 0.0], [-1.0, 0.0]])
    document = document_of(
        x, [0, 1, 0], "perceptron", Training(0.1, order="file"), start=Start(zero=True)
    )
    trainer = Trainer(document)
    trainer.advance(1)
    assert trainer.place.mistakes == 1
    assert trainer.advance(2) is Outcome.TRAINED
    assert trainer.advance(100_000) is Outcome.CONVERGED


def test_going_back_into_an_epoch_remembers_its_mistakes() -> None:
    x = np.array([[1.0, 0.0], [2.0, 0.0], [1.5, 0.0]])
    document = document_of(
        x, [0, 0, 0], "perceptron", Training(10.0, order="file"), start=Start(zero=True)
    )
    trainer = Trainer(document)
    trainer.advance(1)
    there = trainer.place
    assert there.mistakes == 1
    for _ in range(2):
        trainer.go_to(there)
        assert trainer.advance(2) is Outcome.TRAINED
        assert trainer.place.mistakes == 1
    trainer.go_to(there)
    trainer.rebase(with_training(document, Training(5.0, order="file")))
    assert trainer.advance(2) is Outcome.TRAINED
    assert trainer.advance(3) is Outcome.CONVERGED


def test_inseparable_points_never_pause() -> None:
    x, labels = np.array([[1.0, 1.0], [1.0, 1.0]]), [0, 1]
    trainer = Trainer(document_of(x, labels, "perceptron"))
    assert trainer.advance(5_000) is Outcome.TRAINED
    assert trainer.place.updates == 5_000


@pytest.mark.parametrize("features", [1, 2, 3])
@given(data=st.data())
def test_the_window_and_the_training_round_scores_alike(features: int, data: st.DataObject) -> None:
    number = st.floats(-10, 10).map(lambda value: round(value, 1))
    w = data.draw(st.lists(number, min_size=features, max_size=features))
    x = data.draw(st.lists(number, min_size=features, max_size=features))
    z = w[0] * x[0]
    for weight, feature in zip(w[1:], x[1:], strict=True):
        z += weight * feature
    theta = np.array([*w, -z])  # the point lies on the line, or beside it by one rounding
    classifier = rule("perceptron", features)
    beside = 1e-9 * sum(abs(a * b) for a, b in zip(w, x, strict=True))
    on = (-z, math.nextafter(-z, math.inf), math.nextafter(-z, -math.inf))
    for bias in (*on, -z + beside, -z - beside):
        theta[-1] = bias
        red = classifier.classes_of(classifier.scores(theta, np.array([x])))[0] == 1
        engine = classifier.engine(theta, np.array([x]), np.array([1]), Training())
        engine.run(0, 1, never)
        assert engine.mistakes == (0 if red else 1)
        assert red == (z + bias >= 0 or (bias in on and beside > 0))


@given(seed=st.integers(0, 10_000))
def test_the_window_and_the_training_choose_the_same_of_many_classes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    classifier = rule("perceptron", 3, 4)
    theta = rng.integers(-3, 4, classifier.initial(rng).shape) / 10.0
    x = rng.integers(-3, 4, (8, 3)) / 10.0
    chosen = classifier.classes_of(classifier.scores(theta, x))
    engine = classifier.engine(theta, x, chosen, Training())
    engine.run(0, len(x), never)
    assert engine.mistakes == 0
    assert np.array_equal(engine.theta, theta)


def test_its_probabilities_are_the_predicted_class() -> None:
    classifier = rule("perceptron")
    p = classifier.probabilities(np.array([1.0, 0, 0]), np.array([[2.0, 0], [0, 0], [-1, 0]]))
    assert p.tolist() == [[0, 1], [0, 1], [1, 0]]
