import numpy as np
import pytest

from model.arrays import Floats
from model.optimizers import OPTIMIZERS
from model.optimizers.adam import Adam
from model.optimizers.gradient_descent import GradientDescent
from model.optimizers.momentum import Momentum
from model.optimizers.penalties import L1, L2

G = [np.array([1.0, -2.0]), np.array([0.5, 0.25]), np.array([-3.0, 0.0])]


def test_plain_descent_goes_against_the_mean_gradient() -> None:
    theta = np.array([1.0, 1.0])
    GradientDescent(2, 0.1).apply(theta, np.array([4.0, -8.0]), points=4)
    assert theta.tolist() == pytest.approx([0.9, 1.2])


def test_momentum_keeps_nine_tenths_of_its_velocity() -> None:
    theta, v = np.zeros(2), np.zeros(2)
    expected = np.zeros(2)
    momentum = Momentum(2, 0.1)
    for g in G:
        momentum.apply(theta, 5 * g, points=5)
        v = 0.9 * v - 0.1 * g
        expected = expected + v
    np.testing.assert_allclose(theta, expected, rtol=1e-14)


def test_the_first_update_of_adam_is_the_rate_whatever_the_size_of_the_gradient() -> None:
    theta = np.zeros(3)
    Adam(3, 0.01).apply(theta, np.array([1e-3, -5.0, 1e6]), points=1)
    np.testing.assert_allclose(theta, [-0.01, 0.01, -0.01], rtol=2e-5)


def test_adam_is_the_algorithm_of_the_paper() -> None:
    theta, expected = np.zeros(2), np.zeros(2)
    m, v = np.zeros(2), np.zeros(2)
    adam = Adam(2, 0.01)
    for t, g in enumerate(G, start=1):
        adam.apply(theta, 5 * g, points=5)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        expected = expected - 0.01 * m_hat / (np.sqrt(v_hat) + 1e-8)
    np.testing.assert_allclose(theta, expected, rtol=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_going_on_from_the_memory_is_as_if_never_interrupted(name: str) -> None:
    def run(optimizer_memory: Floats | None, theta: Floats, gradients: list[Floats]) -> Floats:
        optimizer = OPTIMIZERS[name](2, 0.1)
        if optimizer_memory is not None:
            optimizer.memory[:] = optimizer_memory
        for g in gradients:
            optimizer.apply(theta, g.copy(), points=1)
        return optimizer.memory

    whole, halves = np.ones(2), np.ones(2)
    run(None, whole, G)
    memory = run(None, halves, G[:1])
    run(memory.copy(), halves, G[1:])
    assert np.array_equal(whole, halves)


def test_the_l2_penalty_pulls_weights_and_not_biases() -> None:
    gradient, theta = np.zeros(3), np.array([2.0, -4.0, 8.0])
    assert L2.add_slope is not None
    L2.add_slope(gradient, np.array([1.0, 1.0, 0.0]), theta, 0.5, 10)
    assert gradient.tolist() == [10.0, -20.0, 0.0]


def test_the_l1_penalty_moves_weights_to_zero_and_no_further_and_leaves_biases() -> None:
    theta = np.array([2.0, -0.3, 0.05, -0.05, 0.05])
    assert L1.shrink is not None
    L1.shrink(theta, np.array([1.0, 1.0, 1.0, 1.0, 0.0]), 0.1)
    np.testing.assert_allclose(theta, [1.9, -0.2, 0.0, 0.0, 0.05], atol=1e-15)


def test_a_weight_that_reached_zero_can_leave_it_again() -> None:
    theta, weights = np.array([0.05]), np.ones(1)
    assert L1.shrink is not None
    L1.shrink(theta, weights, 0.1)
    assert theta[0] == 0.0
    GradientDescent(1, 1.0).apply(theta, np.array([-0.5]), points=1)
    L1.shrink(theta, weights, 0.1)
    assert theta[0] == pytest.approx(0.4)
