"""Scaling of features, and the fold of a scaled classifier back to raw units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import Floats, frozen_floats
from model.layers import Layer


@dataclass(frozen=True, eq=False)
class Scaling:
    """(x - means) / deviations for every feature; both (features,) and read-only."""

    means: Floats
    deviations: Floats

    def apply(self, x: Floats) -> Floats:
        """x (points, features) in scaled units."""
        return (x - self.means) / self.deviations

    def fold(self, layers: Sequence[Layer]) -> tuple[Layer, ...]:
        """The layers that give on raw x what ``layers`` give on scaled x."""
        first = layers[0]
        weights = first.weights / self.deviations
        biases = first.biases - weights @ self.means
        return (replace(first, weights=weights, biases=biases), *layers[1:])

    def unfold(self, layers: Sequence[Layer]) -> tuple[Layer, ...]:
        """The layers that give on scaled x what ``layers`` give on raw x."""
        first = layers[0]
        biases = first.biases + first.weights @ self.means
        weights = first.weights * self.deviations
        return (replace(first, weights=weights, biases=biases), *layers[1:])


def standard(x: Floats, names: Sequence[str], one_hot: Sequence[bool]) -> Scaling:
    """Minus the mean, over the standard deviation (ddof 0) of x (points, features).

    One-hot columns are left alone.

    Raises:
        ValueError: there are no points, a feature is constant, or its deviation is not finite.
    """
    if not len(x):
        raise ValueError("there are no points to scale by")
    with np.errstate(over="ignore", invalid="ignore"):
        means, deviations = x.mean(axis=0), x.std(axis=0)
    means[list(one_hot)], deviations[list(one_hot)] = 0.0, 1.0
    for name, column, deviation, alone in zip(names, x.T, deviations, one_hot, strict=True):
        if not alone and column.min() == column.max():
            raise ValueError(f"feature {name} is constant: leave it out, or do not scale")
        if not 0 < deviation < np.inf:
            raise ValueError(f"feature {name} has no finite spread: leave it out, or do not scale")
    return Scaling(frozen_floats(means), frozen_floats(deviations))
