import numpy as np
import pytest

from model.features import standard
from model.layers import forward
from tests.model.examples import rule, some_points


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
