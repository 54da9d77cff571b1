"""Derived inputs; scaling, and the fold of a scaled classifier back to raw units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import Floats, frozen_floats
from model.errors import listed
from model.learning.layers import Layer


@dataclass(frozen=True)
class Formula:
    """An input made from the first two features; ``text`` names it with their names in {}.

    ``value(a, b)`` takes the columns of the first and of the last of those two, (points,) each.
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
    """The formulas, by their keys, that this many features allow."""
    return tuple(key for key, formula in FORMULAS.items() if formula.features <= features)


def input_names(features: Sequence[str], derived: Sequence[str]) -> tuple[str, ...]:
    """The names of the features and of the inputs derived from the first two of them."""
    pair = (features[0], features[min(1, len(features) - 1)])
    return (*features, *(FORMULAS[key].text.format(*pair) for key in derived))


def derived_of(names: Sequence[str], features: Sequence[str]) -> tuple[str, ...]:
    """The formulas, by their keys and in their order, of derived inputs of these names.

    A name is made from the features' own names, or is the key itself.

    Raises:
        ValueError: a name is that of none.
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
    """The formulas, by their keys, of the inputs behind the first ``features``, by their names.

    None where there are fewer inputs, or one has another name.
    """
    if not 1 <= features <= len(inputs):
        return None
    known = _keys(inputs[:features])
    named = inputs[features:]
    return tuple(known[name] for name in named) if all(name in known for name in named) else None


def split_inputs(inputs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The features among inputs of these names, and the keys of the formulas of all others.

    Features come first; they are as few as the names of the others allow.
    """
    for features in range(1, len(inputs)):
        derived = derived_behind(inputs, features)
        if derived is not None:
            return tuple(inputs[:features]), derived
    return tuple(inputs), ()


def _keys(features: Sequence[str]) -> dict[str, str]:
    """The formulas that these features allow: the names of the inputs made, and the keys."""
    keys = derivable(len(features))
    return dict(zip(input_names(features, keys)[len(features) :], keys, strict=True))


def with_derived_inputs(x: Floats, derived: Sequence[str]) -> Floats:
    """x (points, features) with a column more for each derived input, (points, inputs)."""
    if not derived:
        return x
    a, b = x[:, 0], x[:, min(1, x.shape[1] - 1)]
    with np.errstate(over="ignore", invalid="ignore"):
        return np.column_stack([x, *(FORMULAS[key].value(a, b) for key in derived)])


@dataclass(frozen=True, eq=False)
class Scaling:
    """(x - means) / deviations for every feature; both (features,) and read-only."""

    means: Floats
    deviations: Floats

    def apply(self, x: Floats) -> Floats:
        """x (points, features) in scaled units; what is too far for a number is infinite."""
        with np.errstate(over="ignore"):
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
