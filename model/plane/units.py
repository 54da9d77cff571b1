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

SAFE = 1e4  # the largest weight with which seven layers stay within float32


class UnitId(NamedTuple):
    """A unit: its layer, 0 for the first after the inputs, and its index in the layer.

    With ``against``, another unit of the layer, its lead over that unit is meant instead of its
    score; the lead is 0 on the border between the classes of the two.
    """

    layer: int
    unit: int
    against: int | None = None


@dataclass(frozen=True, eq=False)
class Units:
    """The shades of inputs and units on a coarse grid, bottom row first, each from -1 to 1.

    ``inputs`` is (inputs, rows, columns); ``layers`` has one (units, rows, columns) for each layer.
    0 is the middle of a unit's range: tanh 0, sigmoid and softmax 0.5. Values without bounds, as of
    inputs and ReLU, are divided by the largest absolute value on the grid.
    """

    inputs: AnyFloats
    layers: tuple[AnyFloats, ...]


@dataclass(frozen=True, eq=False)
class Focus:
    """One unit all over the plane: its scores and shades, (rows, columns), bottom row first.

    If it is the output of a class among more than two, ``label`` is that class, and ``scores`` are
    its lead over the best other class; else ``label`` is None.
    """

    id: UnitId
    grid: Grid
    scores: AnyFloats
    shades: AnyFloats
    label: int | None


def units(classifier: Classifier, theta: Floats, inputs: Floats, over: Grid) -> Units:
    """Return the shades of all units on a grid whose cells are ``inputs`` (cells, inputs)."""
    shape = (-1, len(over.ys), len(over.xs))
    layers, x = _in_float32_if_enough(classifier.layers(theta), inputs)
    shades = (_shaded(layer, z) for layer, z in zip(layers, forward(layers, x), strict=True))
    return Units(
        freeze(_bounded(_by_largest(x.T)).reshape(shape)),
        tuple(freeze(shade.reshape(shape)) for shade in shades),
    )


def focus(classifier: Classifier, theta: Floats, inputs: Floats, over: Grid, of: UnitId) -> Focus:
    """Return what one unit says on a grid whose cells are ``inputs`` (cells, inputs)."""
    shape = (len(over.ys), len(over.xs))
    layers, x = _in_float32_if_enough(classifier.layers(theta)[: of.layer + 1], inputs)
    z = forward(layers, x)[-1]
    shades, scores, label = _shaded(layers[-1], z)[of.unit], z[of.unit], None
    if of.layer == len(classifier.shapes) - 1 and classifier.outputs > 1:
        label = of.unit
        with np.errstate(invalid="ignore"):
            scores = scores - np.delete(z, label, axis=0).max(axis=0)
    return Focus(of, over, freeze(scores.reshape(shape)), freeze(shades.reshape(shape)), label)


def _in_float32_if_enough(layers: Sequence[Layer], inputs: Floats) -> tuple[list[Layer], AnyFloats]:
    """Return layers and inputs as float32, which takes half the time, if its digits suffice."""
    largest = max(float(np.abs(part).max(initial=0.0)) for part in _numbers(layers, inputs))
    precision: DTypeLike = np.float32 if largest < SAFE else np.float64
    return [
        Layer(layer.weights.astype(precision), layer.biases.astype(precision), layer.activation)
        for layer in layers
    ], inputs.astype(precision)


def _numbers(layers: Sequence[Layer], inputs: Floats) -> list[AnyFloats]:
    return [inputs, *(part for layer in layers for part in (layer.weights, layer.biases))]


def _shaded(layer: Layer, z: AnyFloats) -> AnyFloats:
    """Return the shades of scores z (units, cells)."""
    a, bounds = activate(layer.activation, z), ACTIVATIONS[layer.activation].bounds
    if bounds is None:
        return _bounded(_by_largest(a))
    if bounds != (-1.0, 1.0):
        low, high = bounds
        a = a * (2 / (high - low)) - (high + low) / (high - low)
    return _bounded(a)


def _by_largest(a: AnyFloats) -> AnyFloats:
    """Return every row of a (units, cells) divided by its largest absolute value."""
    largest = np.abs(a).max(axis=1, keepdims=True, initial=0.0)
    with np.errstate(invalid="ignore"):
        return np.asarray(a / np.where(largest > 0, largest, 1.0), dtype=a.dtype)


def _bounded(shades: AnyFloats) -> AnyFloats:
    return np.clip(np.nan_to_num(shades, nan=0.0), -1.0, 1.0)
