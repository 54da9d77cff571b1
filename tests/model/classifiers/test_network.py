import warnings
from itertools import product

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from model.activations import trainable_activations
from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.learning.layers import Layer, forward, join
from model.learning.settings import Training
from tests.model.examples import losses_of, never, rule, some_points

SKLEARN_NAMES = {"tanh": "tanh", "relu": "relu", "sigmoid": "logistic", "linear": "identity"}


class Sklearn:
    """MLPClassifier, started from given weights."""

    def __init__(
        self, classifier: Classifier, start: Floats, x: Floats, labels: Integers, **settings: object
    ) -> None:
        self.mlp = MLPClassifier(
            classifier.hidden_layers,
            activation=SKLEARN_NAMES[classifier.hidden_activation],
            shuffle=False,
            max_iter=1,
            nesterovs_momentum=False,
            **{"solver": "sgd", "momentum": 0.0, "alpha": 0.0, **settings},
        )
        self.train(x, labels, classes=np.arange(classifier.classes))
        # The first call only allocates; now set the real start, with a fresh optimizer.
        del self.mlp._optimizer
        layers = classifier.layers(start)
        self.mlp.coefs_ = [layer.weights.T.copy() for layer in layers]
        self.mlp.intercepts_ = [layer.biases.copy() for layer in layers]

    def train(self, x: Floats, labels: Integers, **settings: object) -> None:
        """Train for one epoch."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.mlp.partial_fit(x, labels, **settings)

    def theta(self) -> Floats:
        """Return its weights as a theta."""
        pairs = zip(self.mlp.coefs_, self.mlp.intercepts_, strict=True)
        return join([Layer(weights.T, biases, "") for weights, biases in pairs])


def sklearn_epochs(
    classifier: Classifier,
    start: Floats,
    x: Floats,
    labels: Integers,
    epochs: int,
    **settings: object,
) -> Floats:
    other = Sklearn(classifier, start, x, labels, **settings)
    for _ in range(epochs):
        other.train(x, labels)
    return other.theta()


def our_epochs(
    classifier: Classifier,
    start: Floats,
    x: Floats,
    labels: Integers,
    epochs: int,
    training: Training,
) -> Floats:
    engine = classifier.engine(start, x, labels, training)
    for _ in range(epochs):
        engine.run(0, engine.updates_per_epoch, never)
    return engine.theta


@pytest.mark.parametrize(("hidden", "classes"), list(product([(4,), (4, 2)], [2, 3])))
@pytest.mark.parametrize("activation", trainable_activations())
@pytest.mark.parametrize(("batch_size", "epochs"), [(1, 2), (8, 4), (10, 4), (50, 6)])
def test_epochs_are_those_of_scikit_learn(
    hidden: tuple[int, ...], classes: int, activation: str, batch_size: int, epochs: int
) -> None:
    classifier = rule("network", 2, classes, hidden, activation)
    x, labels = some_points(50, 2, classes, seed=8)
    start = classifier.initial(np.random.default_rng(4)) + 0.05
    settings = {"batch_size": batch_size, "learning_rate_init": 0.1}
    theirs = sklearn_epochs(classifier, start, x, labels, epochs, **settings)
    ours = our_epochs(classifier, start, x, labels, epochs, Training(0.1, batch_size))
    assert np.abs(ours - start).max() > 0.01
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("inputs", "hidden", "classes"),
    [
        (2, (), 2),
        (3, (), 4),
        (1, (5,), 2),
        (4, (3,), 4),
        (2, (8,), 5),
        (2, (3, 4, 3), 6),
        (2, (3,) * 6, 3),
        (2, (8,) * 6, 2),
    ],
)
@pytest.mark.parametrize("activation", trainable_activations())
def test_any_depth_and_number_of_classes_is_that_of_scikit_learn(
    inputs: int, hidden: tuple[int, ...], classes: int, activation: str
) -> None:
    classifier = rule("network", inputs, classes, hidden, activation)
    x, labels = some_points(60, inputs, classes, seed=8)
    start = classifier.initial(np.random.default_rng(4)) + 0.05
    settings = {"batch_size": 60, "learning_rate_init": 0.1}
    theirs = sklearn_epochs(classifier, start, x, labels, 5, **settings)
    ours = our_epochs(classifier, start, x, labels, 5, Training(0.1, None))
    assert np.abs(ours - start).max() > 0.005
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.parametrize(("classes", "batch_size"), [(2, 60), (3, 7), (5, 60)])
def test_adam_is_that_of_scikit_learn(classes: int, batch_size: int) -> None:
    classifier = rule("network", 3, classes, (5,))
    x, labels = some_points(60, 3, classes, seed=1)
    start = classifier.initial(np.random.default_rng(4))
    # scikit-learn adds epsilon before the bias of v is corrected: adapt epsilon.
    epsilons = 1e-8 * np.sqrt(1 - 0.999 ** np.arange(1, 200))
    other = Sklearn(
        classifier,
        start,
        x,
        labels,
        solver="adam",
        batch_size="auto",
        learning_rate_init=0.02,
        epsilon=float(epsilons[0]),
    )
    firsts = [first for _ in range(5) for first in range(0, 60, batch_size)]
    for first, epsilon in zip(firsts, epsilons[1:], strict=False):
        batch = slice(first, first + batch_size)
        other.train(x[batch], labels[batch])
        other.mlp._optimizer.epsilon = epsilon
    training = Training(0.02, batch_size, optimizer="adam")
    ours = our_epochs(classifier, start, x, labels, 5, training)
    assert np.abs(ours - start).max() > 0.05
    np.testing.assert_allclose(ours, other.theta(), rtol=0, atol=1e-9)


@pytest.mark.parametrize(("classes", "batch_size"), [(2, 7), (2, 60), (5, 60)])
def test_momentum_is_that_of_scikit_learn_without_nesterov(classes: int, batch_size: int) -> None:
    classifier = rule("network", 2, classes, (4,))
    x, labels = some_points(60, 2, classes, seed=1)
    start = classifier.initial(np.random.default_rng(4))
    theirs = sklearn_epochs(
        classifier,
        start,
        x,
        labels,
        10,
        momentum=0.9,
        batch_size=batch_size,
        learning_rate_init=0.05,
    )
    training = Training(0.05, batch_size, optimizer="momentum")
    ours = our_epochs(classifier, start, x, labels, 10, training)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


def test_the_l2_penalty_is_that_of_scikit_learn_times_the_batch_size() -> None:
    classifier = rule("network", 2, 2, (4,))
    x, labels = some_points(60, seed=1)
    start = classifier.initial(np.random.default_rng(4))
    theirs = sklearn_epochs(
        classifier, start, x, labels, 5, alpha=0.2, batch_size=10, learning_rate_init=0.1
    )
    training = Training(0.1, 10, penalty="l2", penalty_rate=0.2 / 10)
    ours = our_epochs(classifier, start, x, labels, 5, training)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "linear"])
def test_starting_weights_are_glorot_uniform(activation: str) -> None:
    network = rule("network", 100, 2, (200, 50), activation)
    for layer in network.layers(network.initial(np.random.default_rng(0))):
        outputs, inputs = layer.weights.shape
        limit = (6 / (inputs + outputs)) ** 0.5
        assert np.abs(layer.weights).max() <= limit
        assert layer.weights.std() == pytest.approx(limit / 3**0.5, rel=0.2)
        assert not layer.biases.any()


def test_starting_weights_of_relu_are_he_normal_and_the_output_is_glorot() -> None:
    network = rule("network", 100, 6, (200, 300), "relu")
    first, second, output = network.layers(network.initial(np.random.default_rng(0)))
    for layer, inputs in ((first, 100), (second, 200)):
        assert layer.weights.std() == pytest.approx((2 / inputs) ** 0.5, rel=0.02)
        assert np.abs(layer.weights).max() > 3 * (2 / inputs) ** 0.5
    assert np.abs(output.weights).max() <= (6 / 306) ** 0.5


@pytest.mark.parametrize("hidden", [(0,), (4, 0), (-1,)])
def test_a_layer_without_units_is_refused(hidden: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="hidden layers"):
        rule("network", hidden=hidden)


@pytest.mark.parametrize("activation", ["softmax", "gelu"])
def test_an_activation_that_no_unit_has_is_refused(activation: str) -> None:
    with pytest.raises(ValueError, match="tanh, sigmoid, relu, linear, step"):
        rule("network", activation=activation)


def test_the_output_is_one_sigmoid_or_a_softmax() -> None:
    assert [tuple(s) for s in rule("network", 2, 2, (4, 3), "relu").shapes] == [
        (4, 2, "relu"),
        (3, 4, "relu"),
        (1, 3, "sigmoid"),
    ]
    assert tuple(rule("network", 5, 6, (4,)).shapes[-1]) == (6, 4, "softmax")


@pytest.mark.parametrize("classes", [2, 5])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_network_without_hidden_layers_is_logistic_regression(
    classes: int, optimizer: str
) -> None:
    x, labels = some_points(40, 2, classes)
    network, logistic = rule("network", 2, classes, ()), rule("logistic", 2, classes)
    assert network.shapes == logistic.shapes
    assert network.is_linear
    start = logistic.initial(np.random.default_rng(0))
    training = Training(0.1, 4, optimizer=optimizer)
    ours = our_epochs(network, start, x, labels, 20, training)
    assert np.array_equal(ours, our_epochs(logistic, start, x, labels, 20, training))
    assert np.array_equal(network.probabilities(ours, x), logistic.probabilities(ours, x))


# ------------------------------------------------------------------------------ networks of steps


@pytest.mark.parametrize(("classes", "output"), [(2, (1, 3, "step")), (4, (4, 3, "linear"))])
def test_with_steps_the_output_is_a_step_too_or_the_largest_score(
    classes: int, output: tuple[int, int, str]
) -> None:
    network = rule("network", 2, classes, (5, 3), "step")
    assert [tuple(s) for s in network.shapes] == [(5, 2, "step"), (3, 5, "step"), output]
    assert not network.has_probabilities
    assert network.why_untrainable
    assert not rule("network", 2, classes, (5, 3), "relu").why_untrainable


@pytest.mark.parametrize("classes", [2, 4])
def test_a_network_of_steps_counts_its_lines(classes: int) -> None:
    network = rule("network", 2, classes, (3,), "step")
    theta = np.random.default_rng(1).normal(size=network.initial(np.random.default_rng(0)).shape)
    x, labels = some_points(60, 2, classes)
    first, last = network.layers(theta)
    above = (x @ first.weights.T + first.biases >= 0).astype(np.float64)
    expected = above @ last.weights.T + last.biases
    scores = network.scores(theta, x)
    np.testing.assert_allclose(scores, expected, atol=1e-12)
    np.testing.assert_allclose(forward(network.layers(theta), x)[-1].T, expected, atol=1e-12)
    chosen = (expected[:, 0] >= 0).astype(int) if classes == 2 else expected.argmax(axis=1)
    assert np.array_equal(network.classes_of(scores), chosen)
    p = network.probabilities(theta, x)
    assert np.array_equal(p, np.eye(classes)[chosen])
    losses = losses_of(network, scores, labels, Training())
    assert np.array_equal(losses, (chosen != labels).astype(np.float64))


def test_gates_of_steps() -> None:
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    gate = rule("network", hidden=(), activation="step")
    for theta, outputs in (
        ((1, 1, -2), [0, 0, 0, 1]),  # AND: at (1, 1) the score is 0, which is 1
        ((1, 1, -1), [0, 1, 1, 1]),  # OR
        ((-1, -1, 1), [1, 1, 1, 0]),  # NAND
        ((-1, -1, 0), [1, 0, 0, 0]),  # NOR
    ):
        scores = gate.scores(np.array(theta, dtype=np.float64), corners)
        assert gate.classes_of(scores).tolist() == outputs
        perceptron = rule("perceptron").scores(np.array(theta, dtype=np.float64), corners)
        assert np.array_equal(perceptron, scores)


def test_an_engine_of_steps_stands_still() -> None:
    network = rule("network", activation="step")
    x, labels = some_points(10)
    start = network.initial(np.random.default_rng(0))
    engine = network.engine(start, x, labels, Training())
    engine.arrange(np.arange(10)[::-1])
    assert engine.run(0, engine.updates_per_epoch, never) == 0
    assert np.array_equal(engine.theta, start)
