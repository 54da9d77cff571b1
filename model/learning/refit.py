"""Layers fitted to another shape: what is in both keeps its weights."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.arrays import Floats
from model.learning.layers import Layer


def refitted(
    layers: Sequence[Layer],
    fresh: Sequence[Layer],
    columns: Sequence[int | None],
    classes: tuple[int, int],
) -> tuple[Layer, ...]:
    """Return layers of the shapes of ``fresh`` with the weights and biases of ``layers``.

    A new unit has those of ``fresh``. A new input, and a new class, has weights of 0.

    Args:
        layers: the layers before.
        fresh: layers of the new shape.
        columns: the input before that is each input now, (inputs,), None for a new one.
        classes: how many classes there were and are. Two are told apart by one score, which is
            the second of two scores whose first is 0, or the difference of both.
    """
    *hidden, output = layers
    kept: list[Layer] = []
    for index, layer in enumerate(fresh[:-1]):
        below = None if index else columns
        kept.append(_over(hidden[index], layer, below) if index < len(hidden) else layer)
    one, other = _rows(output, classes), fresh[-1]
    if bool(hidden) is not bool(kept):
        return (*kept, other)  # its inputs are other ones than before
    last = _over(one, other, None if hidden else columns)
    last.weights[len(one.biases) :], last.biases[len(one.biases) :] = 0.0, 0.0
    return (*kept, last)


def _rows(output: Layer, classes: tuple[int, int]) -> Layer:
    """Return the output layer with a row for each score that there is to be."""
    before, after = classes
    weights, biases = output.weights, output.biases
    if before == 2 < after:
        weights, biases = (
            np.concatenate([np.zeros_like(part), part]) for part in (weights, biases)
        )
    elif after == 2 < before:
        weights, biases = weights[1:2] - weights[:1], biases[1:2] - biases[:1]
    return replace(output, weights=weights, biases=biases)


def _over(before: Layer, fresh: Layer, columns: Sequence[int | None] | None) -> Layer:
    """Return ``fresh`` with the units that there were before, whose inputs are ``columns``."""
    weights: Floats = np.array(fresh.weights, dtype=np.float64)
    biases: Floats = np.array(fresh.biases, dtype=np.float64)
    units = min(len(biases), len(before.biases))
    if columns is None:  # units of the layer below, which keep their places
        below = min(weights.shape[1], before.weights.shape[1])
        weights[:units, :below] = before.weights[:units, :below]
    else:
        for column, was in enumerate(columns):
            weights[:units, column] = 0.0 if was is None else before.weights[:units, was]
    biases[:units] = before.biases[:units]
    return Layer(weights, biases, fresh.activation)
