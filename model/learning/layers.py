"""Theta and its layers.

Theta holds the layers one after the other, each as a matrix (outputs, inputs + 1) whose last
column is the biases. A layer is a view into theta.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.activations import ACTIVATIONS
from model.arrays import AnyFloats, Floats
from model.learning.ties import settle, settle_largest


class LayerShape(NamedTuple):
    """The shape of one layer: its units, the inputs of each, and their activation."""

    outputs: int
    inputs: int
    activation: str


@dataclass(frozen=True, eq=False)
class Layer:
    """Weights (outputs, inputs), biases (outputs,) and the name of the activation."""

    weights: AnyFloats
    biases: AnyFloats
    activation: str

    @property
    def shape(self) -> LayerShape:
        """The shape of the layer."""
        outputs, inputs = self.weights.shape
        return LayerShape(outputs, inputs, self.activation)


def size(shapes: Sequence[LayerShape]) -> int:
    """Return the number of parameters of layers of these shapes."""
    return sum(shape.outputs * (shape.inputs + 1) for shape in shapes)


def matrices(theta: Floats, shapes: Sequence[LayerShape]) -> list[Floats]:
    """Return a view (outputs, inputs + 1) into theta for each layer; the last column is biases."""
    views, start = [], 0
    for outputs, inputs, _ in shapes:
        stop = start + outputs * (inputs + 1)
        views.append(theta[start:stop].reshape(outputs, inputs + 1))
        start = stop
    return views


def layers_of(theta: Floats, shapes: Sequence[LayerShape]) -> tuple[Layer, ...]:
    """Return the layers of theta, as views into it."""
    return tuple(
        Layer(matrix[:, :-1], matrix[:, -1], shape.activation)
        for matrix, shape in zip(matrices(theta, shapes), shapes, strict=True)
    )


def join(layers: Sequence[Layer]) -> Floats:
    """Return the theta with these layers: the inverse of ``layers_of``."""
    parts = [np.column_stack([layer.weights, layer.biases]).ravel() for layer in layers]
    return np.concatenate(parts, dtype=np.float64)


def forward(layers: Sequence[Layer], x: AnyFloats, decides: bool = False) -> list[AnyFloats]:
    """Return the scores z (outputs, points) of every layer, for x (points, inputs).

    Before a step, and if the last layer ``decides`` about classes in that layer, scores that are 0
    or equal but for rounding are made so.
    """
    scores: list[AnyFloats] = []
    a = x.T
    with np.errstate(over="ignore", invalid="ignore"):
        for depth, layer in enumerate(layers):
            if depth > 0:
                a = np.empty_like(scores[-1])
                ACTIVATIONS[layers[depth - 1].activation].value(scores[-1], a)
            z = layer.weights @ a
            z += layer.biases[:, np.newaxis]
            is_last = decides and depth == len(layers) - 1
            if is_last or ACTIVATIONS[layer.activation].jumps:
                settle(z, layer.weights, layer.biases, a)
            if is_last and len(z) > 1:
                settle_largest(z, layer.weights, layer.biases, a)
            scores.append(z)
    return scores
