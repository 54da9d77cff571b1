import numpy as np
import pytest

from model.activations import activate
from model.arrays import Floats
from model.learning.layers import Layer, LayerShape, forward, join, layers_of, matrices, size

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def layer(weights: object, biases: object, activation: str) -> Layer:
    return Layer(np.array(weights, dtype=float), np.array(biases, dtype=float), activation)


def outputs(layers: list[Layer], x: Floats) -> list[list[float]]:
    """Return the last activations, one list for each unit."""
    found = activate(layers[-1].activation, forward(layers, x)[-1])
    return [[float(a) for a in unit] for unit in found]


@pytest.mark.parametrize(
    ("weights", "bias", "table"),
    [
        ((1, 1), -2, (0, 0, 0, 1)),
        ((1, 1), -1, (0, 1, 1, 1)),
        ((-1, -1), 1, (1, 1, 1, 0)),
        ((-1, -1), 0, (1, 0, 0, 0)),
    ],
    ids=["AND", "OR", "NAND", "NOR"],
)
def test_a_gate_answers_its_truth_table(
    weights: tuple[int, int], bias: int, table: tuple[int, ...]
) -> None:
    assert outputs([layer([weights], [bias], "step")], CORNERS) == [list(table)]


def test_not_turns_one_into_zero() -> None:
    assert outputs([layer([[-1]], [0], "step")], np.array([[0.0], [1.0]])) == [[1, 0]]


def test_xor_is_nand_and_or_joined_by_and() -> None:
    both = layer([[-1, -1], [1, 1]], [1, -1], "step")
    assert outputs([both, layer([[1, 1]], [-2], "step")], CORNERS) == [[0, 1, 1, 0]]


def test_admission_by_test_and_grades() -> None:
    admission = [layer([[2, 1]], [-18], "step")]
    x = np.array([[7.0, 6.0], [2.0, 1.0], [6.0, 6.0]])
    assert forward(admission, x)[0].tolist() == [[2.0, -13.0, 0.0]]
    assert outputs(admission, x) == [[1, 0, 1]]


def test_the_two_drawings_of_a_perceptron_are_the_same_arithmetic() -> None:
    in_the_node = layer([[2, 1]], [-18], "step")
    as_an_edge = layer([[2, 1, -18]], [0], "step")
    x = np.random.default_rng(0).uniform(0, 10, (200, 2))
    with_one = np.column_stack([x, np.ones(len(x))])
    assert outputs([in_the_node], x) == outputs([as_an_edge], with_one)


def test_combining_two_lines_as_a_network() -> None:
    network = [
        layer([[5, -2], [7, -3]], [-8, 1], "sigmoid"),
        layer([[7, 5]], [-6], "sigmoid"),
    ]
    rng = np.random.default_rng(1)
    x = rng.uniform(-20, 20, (5000, 2))
    score = forward(network, x)[-1][0]
    h1 = 1 / (1 + np.exp(-(5 * x[:, 0] - 2 * x[:, 1] - 8)))
    h2 = 1 / (1 + np.exp(-(7 * x[:, 0] - 3 * x[:, 1] + 1)))
    np.testing.assert_allclose(score, 7 * h1 + 5 * h2 - 6, atol=1e-12)
    assert score.min() == pytest.approx(-6, abs=1e-3)
    assert score.max() == pytest.approx(6, abs=1e-3)
    assert outputs(network, x)[0] == pytest.approx(list(1 / (1 + np.exp(-score))))


def test_combining_two_probabilities() -> None:
    score = forward([layer([[8, 5]], [-3], "sigmoid")], np.array([[0.4, 0.8]]))
    assert score[0][0, 0] == pytest.approx(4.2, rel=1e-15)


SHAPES = [LayerShape(4, 2, "tanh"), LayerShape(3, 4, "relu"), LayerShape(1, 3, "sigmoid")]


def test_joining_layers_is_the_inverse_of_splitting_theta() -> None:
    theta = np.random.default_rng(0).normal(size=size(SHAPES))
    layers = layers_of(theta, SHAPES)
    assert [each.shape for each in layers] == SHAPES
    assert np.array_equal(join(layers), theta)


def test_layers_and_matrices_are_views_into_theta() -> None:
    theta = np.zeros(size(SHAPES))
    for matrix in matrices(theta, SHAPES):
        matrix[:] = 1
    assert theta.tolist() == [1.0] * (4 * 3 + 3 * 5 + 4)
    layers_of(theta, SHAPES)[1].biases[2] = 7
    assert np.count_nonzero(theta == 7) == 1


def test_forward_is_the_formula_of_the_layers() -> None:
    theta = np.random.default_rng(2).normal(size=size(SHAPES))
    x = np.random.default_rng(3).normal(size=(11, 2))
    first, second, third = layers_of(theta, SHAPES)
    for i, row in enumerate(x):
        z1 = first.weights @ row + first.biases
        z2 = second.weights @ np.tanh(z1) + second.biases
        z3 = third.weights @ np.maximum(z2, 0) + third.biases
        for found, expected in zip(forward([first, second, third], x), (z1, z2, z3), strict=True):
            np.testing.assert_allclose(found[:, i], expected, rtol=1e-12)


def test_forward_changes_neither_points_nor_theta() -> None:
    theta = np.random.default_rng(2).normal(size=size(SHAPES))
    x = np.random.default_rng(3).normal(size=(11, 2))
    before = theta.copy(), x.copy()
    forward(layers_of(theta, SHAPES), x)
    assert np.array_equal(theta, before[0])
    assert np.array_equal(x, before[1])


def test_single_precision_in_gives_single_precision_out() -> None:
    theta = np.random.default_rng(2).normal(size=size(SHAPES))
    layers = [
        Layer(each.weights.astype(np.float32), each.biases.astype(np.float32), each.activation)
        for each in layers_of(theta, SHAPES)
    ]
    x = np.ones((3, 2), dtype=np.float32)
    assert [scores.dtype for scores in forward(layers, x)] == [np.float32] * 3
