"""Weights of every kind, for the tests of files."""

from collections.abc import Sequence

import numpy as np
import pytest

from model.arrays import Floats, freeze, frozen_floats
from model.data.features import Scaling, split_inputs, with_derived_inputs
from model.errors import FileError
from model.learning.layers import Layer, forward
from model.learning.settings import Training
from model.run.weights import Check, Record, Weights

# The example of docs/files.md, to the byte.
EXAMPLE = b"""\
{"format": "dividing-line/weights", "version": 1,
 "classifier": "logistic",
 "inputs": ["x1", "x2"],
 "classes": ["blue", "red"],
 "layers": [{"weights": [[-0.53, 0.93]], "biases": [0.0], "activation": "sigmoid"}],
 "training": {"epoch": 0, "updates": 0, "learning_rate": 0.01, "batch_size": 1, \
"order": "file", "loss": "cross-entropy", "seed": 44},
 "check": {"points": [[0.78, -0.06]], "scores": [[-0.4692]]}}
"""

DERIVED = ("test", "grades", "rank=1", "test^2", "grades^2", "test*grades", "sin(grades)")
NASTY_NAMES = ('say "hi"', "it's", "both ' and \"", "two\nlines", "größe", "\\", "a,b;c\td")


def weights_like(
    classifier: str,
    classes: tuple[str, ...] = ("blue", "red"),
    inputs: tuple[str, ...] = ("x1", "x2"),
    hidden: tuple[tuple[int, str], ...] = (),
    record: Record | None = None,
    points: int = 16,
    seed: int = 0,
    output: str | None = None,
) -> Weights:
    """Return random weights of this shape, with a check of this many ``points``.

    ``output`` None means the usual last activation of the classifier.
    """
    rng = np.random.default_rng([seed, len(classes), len(inputs), len(hidden)])
    two = len(classes) == 2
    usual = {"perceptron": "step" if two else "linear"}
    last = output or usual.get(classifier, "sigmoid" if two else "softmax")
    layers, width = [], len(inputs)
    for units, activation in (*hidden, (1 if two else len(classes), last)):
        weights, biases = rng.normal(0, 2, (units, width)), rng.normal(0, 1, units)
        layers.append(Layer(frozen_floats(weights), frozen_floats(biases), activation))
        width = units
    x = frozen_floats(inputs_for(inputs, rng.normal(0, 3, (points, len(inputs)))))
    check = Check(x, freeze(np.array(forward(layers, x)[-1].T, dtype=np.float64)))
    return Weights(classifier, inputs, classes, tuple(layers), record, check if points else None)


def inputs_for(names: Sequence[str], x: Floats) -> Floats:
    """Return inputs with these names, (points, inputs), whose features are columns of x."""
    features, derived = split_inputs(names)
    return with_derived_inputs(x[:, : len(features)], derived)


def every_kind() -> dict[str, Weights]:
    """Return weights of every classifier, number of classes and activation, with all names."""
    three = ("ape", "bee", "cat")
    unusual = Record(
        7, 93, 5, Training(0.5, None, "file", "squared", "adam", "l2", 0.01),
        Scaling(frozen_floats([1.5, -2.0]), frozen_floats([0.1, 3.0])),
    )  # fmt: skip
    return {
        "perceptron": weights_like("perceptron"),
        "perceptron of 3": weights_like("perceptron", three),
        "logistic": weights_like("logistic", record=Record(3, 75)),
        "logistic of 3": weights_like("logistic", three, record=unusual),
        "one input": weights_like("logistic", inputs=("x1",), points=1),
        "no check": weights_like("logistic", points=0),
        "network": weights_like("network", hidden=((4, "tanh"),), record=unusual),
        "deep": weights_like("network", three, hidden=((3, "relu"), (5, "sigmoid"), (2, "linear"))),
        "steps": weights_like("network", hidden=((2, "step"),)),
        "steps alone": weights_like("network", hidden=((2, "step"), (2, "step")), output="step"),
        "steps of 3": weights_like("network", three, hidden=((4, "step"),), output="linear"),
        "one layer": weights_like("network"),
        "one layer of 3": weights_like("network", three),
        "one step": weights_like("network", output="step"),
        "one layer of scores": weights_like("network", three, output="linear"),
        "derived": weights_like("network", inputs=DERIVED, hidden=((3, "tanh"),)),
        "derived of one": weights_like("perceptron", inputs=("age", "age^2", "sin(age)")),
        "six layers": weights_like("network", hidden=((4, "relu"), (2, "tanh")) * 3),
        "wide": weights_like("network", inputs=tuple("abcdefghij"), hidden=((12, "tanh"),)),
        "names": weights_like("logistic", NASTY_NAMES[:3], NASTY_NAMES),
    }


def says_where(refusal: FileError, source: str) -> None:
    """Check that a refusal is one line that begins with the file."""
    assert str(refusal).startswith(source)
    assert "\n" not in str(refusal)


KINDS = every_kind()
each_weights = pytest.mark.parametrize("weights", KINDS.values(), ids=KINDS.keys())
