"""What every unit says over the plane, as shades for small pictures."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.activations import ACTIVATIONS
from model.arrays import AnyFloats, Floats, freeze
from model.document import Document
from model.field import Grid
from model.layers import Layer, forward
from model.slice import Slice


@dataclass(frozen=True, eq=False)
class Units:
    """The shades of inputs and units on a coarse grid, bottom row first, each from -1 to 1.

    ``inputs`` is (inputs, rows, columns); ``layers`` has one (units, rows, columns) for each layer.
    0 is the middle of what a unit can say: tanh 0, sigmoid and softmax 0.5; a ReLU is shaded by
    its largest value on the grid, and what is linear by its largest absolute one.
    """

    inputs: AnyFloats
    layers: tuple[AnyFloats, ...]


class UnitId(NamedTuple):
    """A unit: the layer, 0 for the first behind the inputs, and its place in it."""

    layer: int
    unit: int


@dataclass(frozen=True, eq=False)
class Focus:
    """One unit all over the plane: its scores and shades, (rows, columns), bottom row first."""

    id: UnitId
    grid: Grid
    scores: AnyFloats
    shades: AnyFloats


def focus(document: Document, theta: Floats, over: Grid, shown: Slice, of: UnitId) -> Focus:
    """What one unit of a document's classifier says on a grid, shaded as in ``Units``."""
    shape = (len(over.ys), len(over.xs))
    inputs = document.inputs_of(shown.lift(over.points))
    layers = document.classifier.layers(theta)[: of.layer + 1]
    z = forward(layers, inputs)[-1]
    said = _shaded(layers[-1], z)[of.unit]
    return Focus(of, over, freeze(z[of.unit].reshape(shape)), freeze(said.reshape(shape)))


def units(document: Document, theta: Floats, over: Grid, shown: Slice) -> Units:
    """The shades of all units of a document's classifier at theta."""
    shape = (len(over.ys), len(over.xs))
    inputs = document.inputs_of(shown.lift(over.points))
    layers = [
        Layer(layer.weights.astype(np.float32), layer.biases.astype(np.float32), layer.activation)
        for layer in document.classifier.layers(theta)
    ]
    x = inputs.astype(np.float32)
    said = [_shaded(layer, z) for layer, z in zip(layers, forward(layers, x), strict=True)]
    return Units(
        freeze(_by_largest(x.T).reshape(-1, *shape)),
        tuple(freeze(a.reshape(-1, *shape)) for a in said),
    )


def _shaded(layer: Layer, z: AnyFloats) -> AnyFloats:
    a = np.empty_like(z)
    with np.errstate(over="ignore", invalid="ignore"):
        ACTIVATIONS[layer.activation].value(z, a)
        if layer.activation in ("relu", "linear"):
            a = _by_largest(a)
        elif layer.activation != "tanh":
            a = 2 * a - 1
    return np.clip(np.nan_to_num(a, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)


def _by_largest(a: AnyFloats) -> AnyFloats:
    """Every row of a (units, points) over its largest absolute value."""
    largest = np.abs(a).max(axis=1, keepdims=True, initial=0.0)
    return np.asarray(a / np.where(largest > 0, largest, 1.0))
