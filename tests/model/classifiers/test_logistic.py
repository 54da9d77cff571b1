from itertools import product

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.utils.extmath import softmax

from model.activations import activate
from model.classifiers.gradient import GradientClassifier
from model.learning.descent import DescentEngine
from model.learning.layers import Layer, forward
from model.learning.settings import Training
from model.losses import LOSSES
from tests.model.examples import (
    document_of,
    mean_loss,
    never,
    one_update,
    rule,
    slopes,
    some_points,
    trained,
)

START = np.array([0.4, -0.7, 0.2])


def test_one_point_moves_the_line_by_the_rule_of_the_lecture() -> None:
    x, rate = np.array([[2.0, -1.0]]), 0.1
    for y in (0, 1):
        p = 1 / (1 + np.exp(-(0.4 * 2 - 0.7 * -1 + 0.2)))
        expected = START + rate * (y - p) * np.array([2.0, -1.0, 1.0])
        after = one_update(rule("logistic"), START, x, np.array([y]), Training(rate, 1))
        np.testing.assert_allclose(after, expected, rtol=1e-14)


def test_a_point_on_the_right_side_is_still_pushed_away() -> None:
    x, labels = np.array([[5.0, 0.0]]), np.array([1])
    theta = np.array([1.0, 0.0, 0.0])
    pushed = one_update(rule("logistic"), theta, x, labels, Training(0.1, 1))
    content = one_update(rule("perceptron"), theta, x, labels, Training(0.1, 1))
    assert rule("logistic").scores(pushed, x)[0, 0] > 5.0
    assert np.array_equal(content, theta)


@pytest.mark.parametrize("loss", GradientClassifier.losses)
@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("theta", [START, -5 * START, 0 * START])
def test_the_gradient_of_single_points_agrees_with_finite_differences(
    theta: np.ndarray, label: int, loss: str
) -> None:
    x, labels = np.array([[1.3, -0.4]]), np.array([label])
    training = Training(1.0, 1, loss=loss)
    engine = rule("logistic").engine(theta, x, labels, training)
    assert not isinstance(engine, DescentEngine)
    gradient = theta - one_update(rule("logistic"), theta, x, labels, training)
    expected = slopes(lambda at: mean_loss(rule("logistic"), at, x, labels, training), theta)
    np.testing.assert_allclose(gradient, expected, rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize(
    ("loss", "order"), list(product(GradientClassifier.losses, ("file", "reversed")))
)
def test_single_points_in_plain_floats_and_in_arrays_train_alike(loss: str, order: str) -> None:
    x, labels = some_points(200)
    training = Training(0.2, 1, loss=loss)
    plain = rule("logistic").engine(START, x, labels, training)
    arrays = DescentEngine(rule("logistic").shapes, START, x, labels, training, LOSSES[loss])
    assert type(plain) is not type(arrays)
    for engine in (plain, arrays):
        engine.arrange(np.arange(200)[::-1] if order == "reversed" else None)
        engine.run(0, 200, never)
    np.testing.assert_allclose(plain.theta, arrays.theta, rtol=1e-11)


@pytest.mark.parametrize("features", [1, 2, 3])
@pytest.mark.parametrize(("rate", "epochs"), [(0.01, 30), (0.5, 3)])
def test_epochs_are_those_of_scikit_learn(features: int, rate: float, epochs: int) -> None:
    x, labels = some_points(150, features, seed=2)
    start = rule("logistic", features).initial(np.random.default_rng(3)) + 0.01
    other = SGDClassifier(
        loss="log_loss",
        penalty=None,
        learning_rate="constant",
        eta0=rate,
        shuffle=False,
        max_iter=epochs,
        tol=None,
    )
    other.fit(x, labels, coef_init=start[np.newaxis, :-1].copy(), intercept_init=start[-1:].copy())
    engine = rule("logistic", features).engine(start, x, labels, Training(rate, 1))
    for _ in range(epochs):
        engine.run(0, len(x), never)
    np.testing.assert_allclose(engine.theta, [*other.coef_[0], other.intercept_[0]], atol=1e-9)


@pytest.mark.parametrize("batch_size", [1, None])
@pytest.mark.parametrize("loss", GradientClassifier.losses)
@pytest.mark.parametrize("sign", [-1, 1])
def test_scores_of_ten_thousand_stay_finite(loss: str, batch_size: int | None, sign: int) -> None:
    x, labels = np.array([[sign * 1e4, 0.0]]), np.array([1 if sign < 0 else 0])
    theta, training = np.array([1.0, 0.0, 0.0]), Training(0.1, batch_size, loss=loss)
    after = one_update(rule("logistic"), theta, x, labels, training)
    assert np.isfinite(after).all()
    step = 0.1 if loss == "cross-entropy" else 0.0
    assert after.tolist() == pytest.approx([1 - step * 1e4, 0.0, -sign * step])
    assert mean_loss(rule("logistic"), theta, x, labels, training) == pytest.approx(
        1e4 if loss == "cross-entropy" else 0.5
    )


def test_two_classes_and_their_probabilities_add_up_to_one() -> None:
    x, _ = some_points(50)
    p = rule("logistic").probabilities(START, x)
    z = rule("logistic").scores(START, x)[:, 0]
    np.testing.assert_allclose(p[:, 1], 1 / (1 + np.exp(-z)), rtol=1e-14)
    np.testing.assert_allclose(p.sum(axis=1), 1.0, rtol=1e-15)


def test_two_classes_have_the_same_probabilities_through_sigmoid_and_through_softmax() -> None:
    # Three classes with scores 0, z and -1e4: the third has probability 0.
    x, labels = some_points(50)
    x[:2] *= 100
    two, three, training = rule("logistic"), rule("logistic", classes=3), Training()
    theta = np.concatenate([np.zeros(3), START, [0, 0, -1e4]])
    through_sigmoid, through_softmax = two.probabilities(START, x), three.probabilities(theta, x)
    np.testing.assert_allclose(through_softmax[:, :2], through_sigmoid, rtol=1e-12)
    assert not through_softmax[:, 2].any()
    scores = np.column_stack([np.zeros(50), x @ START[:2] + START[2]])
    np.testing.assert_allclose(through_sigmoid, softmax(scores), rtol=1e-12)
    assert mean_loss(three, theta, x, labels, training) == pytest.approx(
        mean_loss(two, START, x, labels, training), rel=1e-12
    )


@pytest.mark.parametrize(
    ("classes", "strength"), [*product(range(3, 7), [np.inf]), *product(range(2, 7), [0.5])]
)
def test_the_minimum_of_softmax_regression_is_that_of_scikit_learn(
    classes: int, strength: float
) -> None:
    """Scikit-learn's C scales the summed loss; our rate scales the penalty on the mean loss."""
    x, labels = some_points(150, 2, classes, seed=4)
    oracle = LogisticRegression(C=strength, tol=1e-12, max_iter=3000).fit(x, labels)
    best = np.column_stack([oracle.coef_, oracle.intercept_]).ravel()
    penalty = {} if strength == np.inf else {"penalty": "l2", "penalty_rate": 1 / (0.5 * 150)}
    softmax = rule("logistic", 2, classes)
    after = one_update(softmax, best, x, labels, Training(1.0, None, **penalty))  # type: ignore[arg-type]
    np.testing.assert_allclose(after, best, atol=1e-6)
    training = Training(0.5, None, optimizer="momentum", **penalty)  # type: ignore[arg-type]
    trainer = trained(document_of(x, labels, "logistic", training, classes=classes), 2000)
    p = softmax.probabilities(trainer.place.theta, x)
    np.testing.assert_allclose(p, oracle.predict_proba(x), atol=1e-5)
    expected = -np.log(oracle.predict_proba(x)[np.arange(150), labels]).mean()
    assert trainer.measured.loss == pytest.approx(expected, rel=1e-6)


def test_two_classes_by_softmax_of_0_and_the_score_are_two_classes_by_a_sigmoid() -> None:
    x, _ = some_points(50)
    layer = Layer(np.array([[0.0, 0.0], START[:2]]), np.array([0.0, START[2]]), "softmax")
    by_softmax = activate("softmax", forward([layer], x)[0]).T
    np.testing.assert_allclose(by_softmax, rule("logistic").probabilities(START, x), rtol=1e-13)


def test_softmax_regression_of_two_of_three_classes_is_logistic_regression() -> None:
    x, labels = some_points(40)
    two = rule("logistic").engine(START, x, labels, Training(0.1, None))
    three = rule("logistic", classes=3)
    theta = np.concatenate([np.zeros(3), START, [0, 0, -1e3]])
    gradient_of_two = START - one_update(rule("logistic"), START, x, labels, Training(1.0, None))
    gradient = (theta - one_update(three, theta, x, labels, Training(1.0, None))).reshape(3, 3)
    assert two.updates_per_epoch == 1
    np.testing.assert_allclose(gradient[1], gradient_of_two, rtol=1e-10)
    np.testing.assert_allclose(gradient[0], -gradient_of_two, rtol=1e-10)
    assert not gradient[2].any()


def test_starting_weights_are_normal_with_deviation_one_over_the_root_of_d() -> None:
    many = rule("logistic", 400, 6)
    weights = many.layers(many.initial(np.random.default_rng(0)))[0]
    assert weights.weights.std() == pytest.approx(1 / 20, rel=0.05)
    assert weights.weights.mean() == pytest.approx(0, abs=0.005)
    assert not weights.biases.any()
