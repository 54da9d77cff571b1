"""Derived inputs and scaling, and how a scaled classifier is folded back to raw units."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import Floats, frozen_floats
from model.errors import listed
from model.learning.layers import Layer

MOST_FOLDING_ERROR = 1e-9  # of scores, which folding a scaling may cost


@dataclass(frozen=True)
class Formula:
    """An input derived from the first two features.

    ``text`` is its name, with {0} and {1} for theirs. ``features`` is how many features there must
    be. ``value(a, b)`` takes the columns of the two features, (points,) each; if there is only one
    feature, both are its column.
    """

    text: str
    features: int
    value: Callable[[Floats, Floats], Floats]


FORMULAS = {
    formula.text.format("x1", "x2"): formula
    for formula in (
        Formula("{0}^2", 1, lambda a, b: a * a),
        Formula("{1}^2", 2, lambda a, b: b * b),
        Formula("{0}*{1}", 2, lambda a, b: a * b),
        Formula("sin({0})", 1, lambda a, b: np.sin(a)),
        Formula("sin({1})", 2, lambda a, b: np.sin(b)),
    )
}


def derivable(features: int) -> tuple[str, ...]:
    """Return the keys of the formulas that this many features allow."""
    return tuple(key for key, formula in FORMULAS.items() if formula.features <= features)


def input_names(features: Sequence[str], derived: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the features, then those of the derived inputs."""
    pair = (features[0], features[min(1, len(features) - 1)])
    return (*features, *(FORMULAS[key].text.format(*pair) for key in derived))


def derived_of(names: Sequence[str], features: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the formulas of derived inputs with these names, in ``FORMULAS``' order.

    A name uses the features' own names, or is the key itself.

    Raises:
        ValueError: no derived input has this name.
    """
    known = _keys(features)
    chosen = [known.get(name, name) for name in names]
    for name, key in zip(names, chosen, strict=True):
        if key not in known.values():
            raise ValueError(
                f"no input {name} is made from these features: choose one of {listed(known)}"
            )
    return tuple(key for key in FORMULAS if key in chosen)


def derived_behind(inputs: Sequence[str], features: int) -> tuple[str, ...] | None:
    """Return the keys of the formulas of all inputs after the first ``features``.

    Return None if there are fewer inputs, or one does not have the name of a derived input.
    """
    if not 1 <= features <= len(inputs):
        return None
    known = _keys(inputs[:features])
    named = inputs[features:]
    return tuple(known[name] for name in named) if all(name in known for name in named) else None


def split_inputs(inputs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split input names into the features, and the keys of the formulas of all others.

    Features come first; there are as few as the names of the others allow.
    """
    for features in range(1, len(inputs)):
        derived = derived_behind(inputs, features)
        if derived is not None:
            return tuple(inputs[:features]), derived
    return tuple(inputs), ()


def _keys(features: Sequence[str]) -> dict[str, str]:
    """Map the names of the inputs that can be derived from these features to their keys."""
    keys = derivable(len(features))
    return dict(zip(input_names(features, keys)[len(features) :], keys, strict=True))


def with_derived_inputs(x: Floats, derived: Sequence[str]) -> Floats:
    """Return x (points, features) with a column added for each derived input."""
    if not derived:
        return x
    a, b = x[:, 0], x[:, min(1, x.shape[1] - 1)]
    with np.errstate(over="ignore", invalid="ignore"):
        return np.column_stack([x, *(FORMULAS[key].value(a, b) for key in derived)])


@dataclass(frozen=True, eq=False)
class Scaling:
    """Scaling of inputs to (x - means) / deviations; both are (inputs,) and read-only."""

    means: Floats
    deviations: Floats

    def apply(self, x: Floats) -> Floats:
        """Return x (points, inputs) in scaled units; a number that overflows is infinite."""
        with np.errstate(over="ignore"):
            return (x - self.means) / self.deviations

    def fold(self, layers: Sequence[Layer]) -> tuple[Layer, ...]:
        """Return layers that give on raw x what ``layers`` give on scaled x."""
        first = layers[0]
        weights = first.weights / self.deviations
        biases = first.biases - weights @ self.means
        return (replace(first, weights=weights, biases=biases), *layers[1:])

    def unfold(self, layers: Sequence[Layer]) -> tuple[Layer, ...]:
        """Return layers that give on scaled x what ``layers`` give on raw x."""
        first = layers[0]
        biases = first.biases + first.weights @ self.means
        weights = first.weights * self.deviations
        return (replace(first, weights=weights, biases=biases), *layers[1:])

    def of_columns(self, columns: Sequence[int | None]) -> "Scaling":
        """Return the scaling of these inputs; one that is None is not scaled."""
        means = [0.0 if column is None else self.means[column] for column in columns]
        deviations = [1.0 if column is None else self.deviations[column] for column in columns]
        return Scaling(frozen_floats(means), frozen_floats(deviations))

    def folding_error(self, layers: Sequence[Layer]) -> float:
        """Return how far rounding can take the scores of ``layers`` apart when they are folded.

        The bias that is folded is a difference of numbers as large as the means in deviations.
        """
        first, *others = layers
        with np.errstate(over="ignore", invalid="ignore"):
            error = np.finfo(np.float64).eps * (
                np.abs(first.weights) @ np.abs(self.means / self.deviations)
            )
            for layer in others:  # no activation is steeper than 1, but for a step
                error = np.abs(layer.weights) @ error
        return float(error.max())


def _reach(layers: Sequence[Layer]) -> float:
    """Return how large the scores of layers can be at inputs up to 1."""
    with np.errstate(over="ignore", invalid="ignore"):
        reach = np.ones(layers[0].weights.shape[1])
        for layer in layers:
            reach = np.abs(layer.weights) @ reach + np.abs(layer.biases)
    return float(reach.max())


def rescaled(
    layers: Sequence[Layer], before: Scaling | None, after: Scaling | None
) -> tuple[Layer, ...]:
    """Return layers that give in the units of ``after`` the scores of ``layers`` in ``before``.

    None is for raw units.

    Raises:
        ValueError: rounding would change scores in raw units by more than ``MOST_FOLDING_ERROR``,
            relative to how large they can be.
    """
    if before is None:
        return tuple(layers) if after is None else after.unfold(layers)
    if after is None:
        most = MOST_FOLDING_ERROR * max(1.0, _reach(layers))
        if most < before.folding_error(layers) < math.inf:
            raise ValueError(
                "in raw units rounding would change what was learned, as columns lie far from 0 "
                "for their spread: keep the scaling, or Restart first"
            )
        return before.fold(layers)
    # How the units of ``after`` lie in those of ``before``.
    means = (after.means - before.means) / before.deviations
    return Scaling(means, after.deviations / before.deviations).unfold(layers)


def standard(x: Floats, names: Sequence[str], one_hot: Sequence[bool]) -> Scaling:
    """Return standard scaling: by the mean and the deviation (ddof 0) of x (points, inputs).

    One-hot columns are left alone.

    Raises:
        ValueError: there are no points, an input is constant, or its deviation is not finite.
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
