from collections.abc import Callable
from math import sin

import numpy as np
import pytest

from model.data.features import FORMULAS, derivable, input_names, standard, with_derived_inputs
from model.learning.layers import forward
from tests.model.examples import rule, some_points

BY_HAND: dict[str, Callable[[float, float], float]] = {
    "x1^2": lambda a, b: a**2,
    "x2^2": lambda a, b: b**2,
    "x1*x2": lambda a, b: a * b,
    "sin(x1)": lambda a, b: sin(a),
    "sin(x2)": lambda a, b: sin(b),
}


@pytest.mark.parametrize("features", [2, 4])
@pytest.mark.parametrize("key", FORMULAS)
def test_a_derived_input_is_its_formula_of_the_first_two_features(key: str, features: int) -> None:
    x, _ = some_points(20, features)
    before = x.copy()
    inputs = with_derived_inputs(x, (key,))
    assert inputs.shape == (20, features + 1)
    assert np.array_equal(inputs[:, :features], x)
    expected = [BY_HAND[key](float(a), float(b)) for a, b in x[:, :2]]
    np.testing.assert_allclose(inputs[:, -1], expected, rtol=1e-14)
    assert np.array_equal(x, before)


def test_derived_inputs_stand_in_the_order_asked_for() -> None:
    x = np.array([[2.0, 3.0]])
    assert with_derived_inputs(x, ("x1*x2", "x1^2")).tolist() == [[2, 3, 6, 4]]
    assert with_derived_inputs(x, ()) is x


def test_one_feature_allows_its_square_and_its_sine() -> None:
    assert derivable(1) == ("x1^2", "sin(x1)")
    assert derivable(2) == derivable(5) == tuple(FORMULAS)
    inputs = with_derived_inputs(np.array([[2.0], [-1.0]]), derivable(1))
    np.testing.assert_allclose(inputs, [[2, 4, sin(2)], [-1, 1, sin(-1)]])


def test_derived_inputs_are_named_after_the_features() -> None:
    names = input_names(("test", "grades", "essay"), ("x1^2", "x1*x2", "sin(x2)"))
    assert names == ("test", "grades", "essay", "test^2", "test*grades", "sin(grades)")
    assert input_names(("t",), ("x1^2", "sin(x1)")) == ("t", "t^2", "sin(t)")


def test_standard_scaling_takes_the_mean_and_the_deviation_of_the_points() -> None:
    x = np.array([[1.0, 10.0], [3.0, 10.0], [5.0, 40.0]])
    scaling = standard(x, ("a", "b"), (False, False))
    assert scaling.means.tolist() == [3.0, 20.0]
    np.testing.assert_allclose(scaling.deviations, [np.sqrt(8 / 3), np.sqrt(200)])
    scaled = scaling.apply(x)
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(scaled.std(axis=0), 1)


def test_one_hot_columns_are_left_alone() -> None:
    x = np.array([[1.0, 1.0], [3.0, 1.0], [5.0, 1.0]])
    scaling = standard(x, ("a", "rank=1"), (False, True))
    assert np.array_equal(scaling.apply(x)[:, 1], x[:, 1])
    assert scaling.apply(x)[:, 0].std() == pytest.approx(1)
    assert scaling.means[1] == 0
    assert scaling.deviations[1] == 1


def test_there_must_be_points_to_scale_by() -> None:
    with pytest.raises(ValueError, match="no points to scale by"):
        standard(np.empty((0, 1)), ("a",), (False,))


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("classes", [2, 3])
def test_folded_layers_give_on_raw_points_what_was_trained_on_scaled_ones(
    name: str, classes: int
) -> None:
    x, _ = some_points(50, 3)
    x = x * [1e3, 1.0, 1e-3] + [5e3, -2.0, 0.1]
    scaling = standard(x, ("a", "b", "c"), (False, False, False))
    classifier = rule(name, 3, classes)
    layers = classifier.layers(classifier.initial(np.random.default_rng(0)))
    on_scaled = forward(layers, scaling.apply(x))[-1]
    np.testing.assert_allclose(forward(scaling.fold(layers), x)[-1], on_scaled, atol=1e-10)
    back = scaling.unfold(scaling.fold(layers))
    np.testing.assert_allclose(back[0].weights, layers[0].weights, rtol=1e-12)
    np.testing.assert_allclose(back[0].biases, layers[0].biases, rtol=1e-9, atol=1e-11)


def test_a_constant_feature_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="feature grades is constant"):
        standard(np.array([[1.0, 0.1], [2.0, 0.1]]), ("test", "grades"), (False, False))


def test_a_spread_too_large_for_a_number_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="feature grades has no finite spread"):
        standard(np.array([[1.0, 1e308], [2.0, -1e308]]), ("test", "grades"), (False, False))
