import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.activations import ACTIVATIONS, activate, trainable_activations, unit_activations
from model.arrays import Floats

VALUES = np.array([[-2.5, -1e-3, 1e-3, 0.7, 3.0]])


def value(name: str, *z: float) -> list[float]:
    return [float(a) for a in activate(name, np.array([z]))[0]]


def test_the_step_is_one_at_zero() -> None:
    assert value("step", -1e-300, -0.0, 0.0, 1e-300) == [0.0, 1.0, 1.0, 1.0]


def test_sigmoid_is_the_formula() -> None:
    assert value("sigmoid", 0.0, 2.0, -2.0) == pytest.approx(
        [0.5, 1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))], rel=1e-15
    )


def test_combining_two_lines_gives_the_probability_of_the_lecture() -> None:
    z = 8 * 0.4 + 5 * 0.8 - 3
    assert z == pytest.approx(4.2)
    assert value("sigmoid", z) == pytest.approx([0.98523], abs=5e-6)


def test_relu_linear_and_tanh_are_their_formulas() -> None:
    assert value("relu", -3.0, 0.0, 3.0) == [0.0, 0.0, 3.0]
    assert value("linear", -3.0, 0.0, 3.0) == [-3.0, 0.0, 3.0]
    assert value("tanh", 0.5) == pytest.approx([(np.e - 1) / (np.e + 1)], rel=1e-15)


def test_softmax_of_five_six_seven() -> None:
    p = activate("softmax", np.array([[5.0], [6.0], [7.0]]))[:, 0]
    assert p == pytest.approx([0.09003057, 0.24472847, 0.66524096], abs=5e-9)
    assert p.sum() == pytest.approx(1.0, rel=1e-15)


@given(st.floats(-700, 700))
def test_softmax_of_zero_and_z_is_the_sigmoid(z: float) -> None:
    softmax = activate("softmax", np.array([[0.0], [z]]))[1, 0]
    assert softmax == pytest.approx(value("sigmoid", z)[0], rel=1e-13, abs=1e-300)


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=6), st.floats(-1e4, 1e4))
def test_softmax_does_not_change_when_all_scores_rise(scores: list[float], by: float) -> None:
    z = np.array([scores]).T
    np.testing.assert_allclose(activate("softmax", z + by), activate("softmax", z), atol=1e-11)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nothing_overflows_at_scores_of_ten_thousand(name: str) -> None:
    z = np.array([[1e4, -1e4, 0.0], [-1e4, 1e4, 0.0]])
    a = activate(name, z)
    assert np.isfinite(a).all()
    if name in {"step", "sigmoid", "softmax"}:
        assert a[:, :2].tolist() == [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_scores_stay_as_they_are(name: str) -> None:
    z = VALUES.copy()
    activate(name, z)
    assert np.array_equal(z, VALUES)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_single_precision_stays_single(name: str) -> None:
    a = activate(name, VALUES.astype(np.float32))
    assert a.dtype == np.float32
    np.testing.assert_allclose(a, activate(name, VALUES), atol=1e-6)


def slope(name: str, z: Floats, delta: Floats) -> Floats:
    result = delta.copy()
    ACTIVATIONS[name].times_slope(activate(name, z), result, np.empty_like(z))
    return result


@pytest.mark.parametrize("name", trainable_activations())
def test_slope_agrees_with_finite_differences(name: str) -> None:
    step = 1e-6
    expected = (activate(name, VALUES + step) - activate(name, VALUES - step)) / (2 * step)
    np.testing.assert_allclose(slope(name, VALUES, np.full_like(VALUES, 3.0)), 3 * expected, 1e-8)


def test_the_slope_of_relu_at_zero_is_zero() -> None:
    assert slope("relu", np.array([[0.0]]), np.array([[1.0]])).tolist() == [[0.0]]


def test_a_step_has_no_slope_to_learn_by() -> None:
    with pytest.raises(ValueError, match="step has no slope"):
        slope("step", VALUES, VALUES)
    assert not ACTIVATIONS["step"].has_slope
    assert "step" not in trainable_activations()
    assert (*trainable_activations(), "step") == unit_activations()
