"""Each activation beside its derivative.

Units lie along the first axis, points along the second: z is (units, points). Functions write
into ``out``, which may be ``z`` itself; derivatives are taken from the activation's own value a
and multiplied into ``delta`` in place, so that training allocates nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.arrays import AnyFloats


@dataclass(frozen=True)
class Activation:
    """An activation function f and its derivative.

    ``value(z, out)`` writes f(z). ``times_slope(a, delta, scratch)`` multiplies ``delta`` by f'(z)
    where a = f(z); it is None where training by gradient is impossible (step) or is part of the
    loss (softmax). ``scratch`` has the shape of ``delta`` and is overwritten.
    """

    name: str
    value: Callable[[AnyFloats, AnyFloats], None]
    times_slope: Callable[[AnyFloats, AnyFloats, AnyFloats], None] | None


def _step(z: AnyFloats, out: AnyFloats) -> None:
    np.greater_equal(z, 0.0, out)


def _sigmoid(z: AnyFloats, out: AnyFloats) -> None:
    # exp may overflow to infinity, and 1 / (1 + infinity) = 0 is then the right answer.
    np.negative(z, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    np.reciprocal(out, out)


def _sigmoid_slope(a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
    np.subtract(1.0, a, scratch)
    np.multiply(scratch, a, scratch)
    np.multiply(delta, scratch, delta)


def _tanh(z: AnyFloats, out: AnyFloats) -> None:
    np.tanh(z, out)


def _tanh_slope(a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
    np.multiply(a, a, scratch)
    np.multiply(delta, scratch, scratch)
    np.subtract(delta, scratch, delta)


def _relu(z: AnyFloats, out: AnyFloats) -> None:
    np.maximum(z, 0.0, out=out)


def _relu_slope(a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
    np.greater(a, 0.0, scratch)
    np.multiply(delta, scratch, delta)


def _linear(z: AnyFloats, out: AnyFloats) -> None:
    if out is not z:
        np.copyto(out, z)


def _linear_slope(a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
    """The slope is 1: delta stays."""


def _softmax(z: AnyFloats, out: AnyFloats) -> None:
    np.subtract(z, z.max(axis=0), out)
    np.exp(out, out)
    np.divide(out, out.sum(axis=0), out)


STEP = Activation("step", _step, None)
SIGMOID = Activation("sigmoid", _sigmoid, _sigmoid_slope)
TANH = Activation("tanh", _tanh, _tanh_slope)
RELU = Activation("relu", _relu, _relu_slope)
LINEAR = Activation("linear", _linear, _linear_slope)
SOFTMAX = Activation("softmax", _softmax, None)

ACTIVATIONS = {a.name: a for a in (STEP, SIGMOID, TANH, RELU, LINEAR, SOFTMAX)}
HIDDEN_ACTIVATIONS = (TANH.name, SIGMOID.name, RELU.name, LINEAR.name)
UNIT_ACTIVATIONS = (*HIDDEN_ACTIVATIONS, STEP.name)  # a step can be set by hand, not trained


def activate(name: str, z: AnyFloats) -> AnyFloats:
    """f(z) of the activation called ``name``; z is (units, points) and stays as it is."""
    out = np.empty_like(z)
    with np.errstate(over="ignore", invalid="ignore"):
        ACTIVATIONS[name].value(z, out)
    return out
