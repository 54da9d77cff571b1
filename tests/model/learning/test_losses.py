import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.arrays import Floats, Integers
from model.classifiers.gradient import GradientClassifier
from model.evaluation.metrics import distance
from model.losses import LOSSES
from model.losses.base import targets_of
from tests.model.examples import slopes

log_loss = LOSSES["cross-entropy"].of_points
squared_error = LOSSES["squared"].of_points
perceptron_loss = LOSSES["perceptron"].of_points


def of_one(z: float, y: int) -> float:
    return float(log_loss(np.array([[z]]), np.array([y]))[0])


def test_log_loss_far_on_the_right_side_is_tiny_and_not_zero() -> None:
    assert of_one(40.0, 1) == pytest.approx(4.2e-18, rel=0.02)
    assert of_one(40.0, 1) == pytest.approx(np.exp(-40), rel=1e-12)
    assert of_one(-40.0, 0) == pytest.approx(np.exp(-40), rel=1e-12)
    z = np.array([[0.0], [40.0], [-3.0]])
    assert log_loss(z, np.array([1]))[0] == pytest.approx(np.exp(-40) + np.exp(-43), rel=1e-12)


def test_log_loss_at_ten_thousand_is_finite_and_not_clipped() -> None:
    assert of_one(1e4, 0) == 1e4
    assert of_one(-1e4, 1) == 1e4
    assert of_one(1e4, 1) == of_one(-1e4, 0) == 0.0
    z = np.array([[1e4, 1e4], [-1e4, -1e4], [0.0, 0.0]])
    assert log_loss(z, np.array([0, 1])).tolist() == [0.0, 2e4]


@given(st.floats(-30, 30), st.integers(0, 1))
def test_log_loss_is_minus_the_logarithm_of_the_probability(z: float, y: int) -> None:
    p = 1 / (1 + np.exp(-z))
    assert of_one(z, y) == pytest.approx(-y * np.log(p) - (1 - y) * np.log(1 - p), abs=1e-3)
    assert of_one(z, y) == pytest.approx(-np.log(1 / (1 + np.exp(-z if y else z))), rel=1e-9)


@given(st.floats(-1e3, 1e3), st.integers(0, 1))
def test_two_classes_as_softmax_lose_as_much_as_with_one_sigmoid(z: float, y: int) -> None:
    two = log_loss(np.array([[0.0], [z]]), np.array([y]))[0]
    assert two == pytest.approx(of_one(z, y), rel=1e-12, abs=1e-300)


def test_squared_error_is_half_the_squared_distance() -> None:
    z = np.array([[np.log(0.8 / 0.2), 0.0]])
    assert squared_error(z, np.array([1, 0])) == pytest.approx([0.5 * 0.04, 0.5 * 0.25])
    p = np.array([[0.2], [0.3], [0.5]])
    assert squared_error(np.log(p), np.array([2])) == pytest.approx([0.5 * (0.04 + 0.09 + 0.25)])


@pytest.mark.parametrize("name", GradientClassifier.losses)
@pytest.mark.parametrize("outputs", [1, 2, 3, 6])
def test_the_derivative_by_the_score_agrees_with_finite_differences(
    name: str, outputs: int
) -> None:
    loss = LOSSES[name]
    z = np.random.default_rng(outputs).normal(0, 2, (outputs, 1))
    for label in range(max(outputs, 2)):
        labels = np.array([label])

        def of_scores(at: Floats, labels: Integers = labels) -> float:
            return float(loss.of_points(at[:, np.newaxis], labels)[0])

        delta = np.empty_like(z)
        loss.write_slope(z.copy(), targets_of(labels, outputs), delta, np.empty_like(z))
        expected = slopes(of_scores, z[:, 0])
        np.testing.assert_allclose(delta[:, 0], expected, rtol=1e-6, atol=1e-10)


def test_targets_are_y_itself_or_one_hot() -> None:
    assert targets_of(np.array([0, 1]), 1).tolist() == [[0.0, 1.0]]
    assert targets_of(np.array([2, 0]), 3).tolist() == [[0, 1], [0, 0], [1, 0]]


def test_perceptron_loss_is_how_far_a_point_is_on_the_wrong_side() -> None:
    z = np.array([[2.0, 2.0, -3.0, -3.0]])
    assert perceptron_loss(z, np.array([1, 0, 1, 0])).tolist() == [0.0, 2.0, 3.0, 0.0]
    z = np.array([[1.0, 1.0], [4.0, 4.0], [2.0, 2.0]])
    assert perceptron_loss(z, np.array([1, 2])).tolist() == [0.0, 2.0]


def test_distance_sums_the_distances_of_misclassified_points_alone() -> None:
    w, b = np.array([3.0, 4.0]), -10.0
    x = np.array([[4.0, 5.0], [0.0, 0.0], [4.0, 5.0], [0.0, 0.0]])
    assert distance(x @ w + b, np.array([0, 1, 1, 0]), w) == pytest.approx(22 / 5 + 10 / 5)


def test_a_point_on_the_line_counts_as_red_and_adds_no_distance() -> None:
    w = np.array([1.0, 0.0])
    assert distance(np.array([0.0, -1.0]), np.array([0, 1]), w) == 1.0


def test_distances_of_enormous_weights_stay_in_range() -> None:
    w = np.array([3e200, 4e200])
    assert distance(np.array([5e200, 1.0]), np.array([0, 0]), w) == pytest.approx(1.0)


def test_without_weights_there_is_no_line_to_be_near() -> None:
    z = np.zeros(2)
    assert np.isnan(distance(z, np.array([1, 0]), np.zeros(2)))
    assert distance(z, np.array([1, 1]), np.zeros(2)) == 0.0
