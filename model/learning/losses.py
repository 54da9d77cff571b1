"""Each error function beside its derivative.

Scores z are (outputs, points): one output for two classes, K for K > 2. Wanted are of the same
shape, 0 or 1. Labels are (points,) integers. Derivatives are those of the loss by z (delta of the
output layer), for a sigmoid or softmax output p.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.arrays import AnyFloats, Floats, Integers
from model.learning.activations import activate


@dataclass(frozen=True)
class Loss:
    """An error function of every point and its derivative by the score.

    ``of_points(z, labels)`` is (points,). ``delta(p, wanted, out, scratch)`` writes dE/dz.
    """

    name: str
    of_points: Callable[[Floats, Integers], Floats]
    delta: Callable[[AnyFloats, AnyFloats, AnyFloats, AnyFloats], None]


def wanted_of(labels: Integers, outputs: int) -> Floats:
    """The labels as (outputs, points): y itself for one output, one-hot for more."""
    if outputs == 1:
        return np.asarray(labels[np.newaxis, :], dtype=np.float64)
    return np.asarray(np.arange(outputs)[:, np.newaxis] == labels, dtype=np.float64)


def log_loss(z: Floats, labels: Integers) -> Floats:
    """-ln p(label) of every point, (points,), from the scores (outputs, points), without a clip."""
    with np.errstate(invalid="ignore", over="ignore"):
        if len(z) == 1:
            # The bracket first: at z = 40, y = 1 the loss is 4.2e-18, not 0.
            bracket = np.maximum(z[0], 0.0) - labels * z[0]
            return np.asarray(np.log1p(np.exp(-np.abs(z[0]))) + bracket)
        points = np.arange(z.shape[1])
        best = z.argmax(axis=0)
        top = z[best, points]
        others = np.exp(z - top)
        others[best, points] = 0.0
        return np.asarray(np.log1p(others.sum(axis=0)) + (top - z[labels, points]))


def squared_error(z: Floats, labels: Integers) -> Floats:
    """Half the squared distance between probabilities and wanted of every point, (points,)."""
    p = activate("sigmoid" if len(z) == 1 else "softmax", z)
    return np.asarray(0.5 * ((p - wanted_of(labels, len(z))) ** 2).sum(axis=0))


def perceptron_loss(z: Floats, labels: Integers) -> Floats:
    """How far every point, (points,), is on the wrong side: max(0, -(2y - 1)z)."""
    with np.errstate(invalid="ignore", over="ignore"):
        if len(z) == 1:
            return np.asarray(np.maximum(0.0, (1 - 2 * labels) * z[0]))
        return np.asarray(z.max(axis=0) - z[labels, np.arange(z.shape[1])])


def _cross_entropy_delta(
    p: AnyFloats, wanted: AnyFloats, out: AnyFloats, scratch: AnyFloats
) -> None:
    np.subtract(p, wanted, out)


def _squared_delta(p: AnyFloats, wanted: AnyFloats, out: AnyFloats, scratch: AnyFloats) -> None:
    np.subtract(p, wanted, out)
    if len(p) == 1:
        np.subtract(1.0, p, scratch)
        np.multiply(scratch, out, out)
    else:
        np.multiply(p, out, scratch)
        np.subtract(out, scratch.sum(axis=0), out)
    np.multiply(p, out, out)


CROSS_ENTROPY = Loss("cross-entropy", log_loss, _cross_entropy_delta)
SQUARED = Loss("squared", squared_error, _squared_delta)

LOSSES = {loss.name: loss for loss in (CROSS_ENTROPY, SQUARED)}


class Likelihood(NamedTuple):
    """``mantissa`` times 10 to the power of ``exponent``; the mantissa is 0, or 1 to below 10.

    A product of many probabilities leaves the range of floats long before it is nothing.
    """

    mantissa: float
    exponent: int


def likelihood(cross_entropy: float) -> Likelihood:
    """The product of the probabilities given to the labels, from the sum of -ln p(label)."""
    if not math.isfinite(cross_entropy):
        return Likelihood(0.0 if cross_entropy > 0 else cross_entropy, 0)
    power = -cross_entropy / math.log(10)
    exponent = math.floor(power)
    mantissa = 10 ** (power - exponent)
    return Likelihood(1.0, exponent + 1) if mantissa >= 10 else Likelihood(mantissa, exponent)


def distance(z: Floats, labels: Integers, weights: Floats) -> float:
    """The distances to the line of the misclassified points, summed; z (points,), weights (d,).

    Where the weights are 0 there is no line, and no distance of a misclassified point: nan.
    """
    wrong = (z >= 0) != (labels == 1)
    largest = float(np.abs(weights).max(initial=0.0))
    if largest == 0:
        return math.nan if wrong.any() else 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        # Divided by the largest weight first, so that no square leaves the range.
        length = np.linalg.norm(weights / largest)
        return float((np.abs(z[wrong]) / largest / length).sum())
