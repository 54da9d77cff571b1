"""What every unit says over the plane: shades for small pictures, and one unit in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from model.activations import ACTIVATIONS, activate
from model.arrays import AnyFloats, Floats, freeze
from model.classifiers.base import Classifier
from model.learning.layers import Layer, forward
from model.plane.field import Grid

SAFE = 1e4  # the largest weight with which seven layers stay within half the digits


class UnitId(NamedTuple):
    """A unit: the layer, 0 for the first behind the inputs, and its place in it.

    ``against`` is another unit of the layer where not the score but the lead over that one is
    meant: it is 0 at the border between two classes.
    """

    layer: int
    unit: int
    against: int | None = None


@dataclass(frozen=True, eq=False)
class Units:
    """The shades of inputs and units on a coarse grid, bottom row first, each from -1 to 1.

    ``inputs`` is (inputs, rows, columns); ``layers`` has one (units, rows, columns) for each layer.
    0 is the middle of what a unit can say: tanh 0, sigmoid and softmax 0.5. What has no bounds, as
    inputs and ReLU, is shaded by its largest absolute value on the grid.
    """

    inputs: AnyFloats
    layers: tuple[AnyFloats, ...]


@dataclass(frozen=True, eq=False)
class Focus:
    """One unit all over the plane: its scores and shades, (rows, columns), bottom row first.

    The output of a class among more than two has the colour of that ``label``, and as its scores
    how far it leads before the best other class; of all others ``label`` is None.
    """

    id: UnitId
    grid: Grid
    scores: AnyFloats
    shades: AnyFloats
    label: int | None


def units(classifier: Classifier, theta: Floats, inputs: Floats, over: Grid) -> Units:
    """The shades of all units on a grid, whose cells are ``inputs`` (cells, inputs)."""
    shape = (-1, len(over.ys), len(over.xs))
    layers, x = _in_time(classifier.layers(theta), inputs)
    shades = (_shaded(layer, z) for layer, z in zip(layers, forward(layers, x), strict=True))
    return Units(
        freeze(_bounded(_by_largest(x.T)).reshape(shape)),
        tuple(freeze(shade.reshape(shape)) for shade in shades),
    )


def focus(classifier: Classifier, theta: Floats, inputs: Floats, over: Grid, of: UnitId) -> Focus:
    """What one unit says on a grid, whose cells are ``inputs`` (cells, inputs)."""
    shape = (len(over.ys), len(over.xs))
    layers, x = _in_time(classifier.layers(theta)[: of.layer + 1], inputs)
    z = forward(layers, x)[-1]
    shades, scores, label = _shaded(layers[-1], z)[of.unit], z[of.unit], None
    if of.layer == len(classifier.shapes) - 1 and classifier.outputs > 1:
        label = of.unit
        with np.errstate(invalid="ignore"):
            scores = scores - np.delete(z, label, axis=0).max(axis=0)
    return Focus(of, over, freeze(scores.reshape(shape)), freeze(shades.reshape(shape)), label)


def _in_time(layers: Sequence[Layer], inputs: Floats) -> tuple[list[Layer], AnyFloats]:
    """Layers and inputs with half the digits, which take half the time, where they suffice."""
    largest = max(float(np.abs(part).max(initial=0.0)) for part in _numbers(layers, inputs))
    precision: DTypeLike = np.float32 if largest < SAFE else np.float64
    return [
        Layer(layer.weights.astype(precision), layer.biases.astype(precision), layer.activation)
        for layer in layers
    ], inputs.astype(precision)


def _numbers(layers: Sequence[Layer], inputs: Floats) -> list[AnyFloats]:
    return [inputs, *(part for layer in layers for part in (layer.weights, layer.biases))]


def _shaded(layer: Layer, z: AnyFloats) -> AnyFloats:
    """The shades of scores z (units, cells)."""
    a, bounds = activate(layer.activation, z), ACTIVATIONS[layer.activation].bounds
    if bounds is None:
        return _bounded(_by_largest(a))
    if bounds != (-1.0, 1.0):
        low, high = bounds
        a = a * (2 / (high - low)) - (high + low) / (high - low)
    return _bounded(a)


def _by_largest(a: AnyFloats) -> AnyFloats:
    """Every row of a (units, cells) over its largest absolute value."""
    largest = np.abs(a).max(axis=1, keepdims=True, initial=0.0)
    with np.errstate(invalid="ignore"):
        return np.asarray(a / np.where(largest > 0, largest, 1.0), dtype=a.dtype)


def _bounded(shades: AnyFloats) -> AnyFloats:
    return np.clip(np.nan_to_num(shades, nan=0.0), -1.0, 1.0)
