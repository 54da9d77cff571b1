"""Scores that are 0, or equal, but for rounding.

A step and a choice between classes turn on the last bit of a score: 0.3 - 0.1 - 0.2 is 0 by hand
and -2.8e-17 in binary. So where a score decides, it counts as 0 if it is within rounding of the sum
that it comes from, and as equal to the largest score if it is within rounding of that.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from model.arrays import AnyFloats, Floats, Integers

TIE = 1e-12  # share of the sizes of the terms below which their sum is rounding


def is_rounding(total: float, size: float) -> bool:
    """Return whether a sum of terms, whose absolute values add up to ``size``, is only rounding."""
    return abs(total) < TIE * size < math.inf


def sum_of_sizes(terms: Iterable[float]) -> float:
    """Return the sum of the absolute values of terms, from left to right."""
    total = 0.0
    for term in terms:
        total += abs(term)
    return total


def settled(scores: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return the scores of one point with those that are only rounding replaced.

    Args:
        scores: the scores of all outputs.
        sizes: for each the sum of the absolute values of its terms.

    Returns:
        0 where a score is only rounding; of several outputs, the largest score where a score
        differs from it by rounding only.
    """
    found = [0.0 if is_rounding(z, s) else z for z, s in zip(scores, sizes, strict=True)]
    best = max(range(len(found)), key=found.__getitem__)
    top, size = found[best], sizes[best]
    return [top if is_rounding(top - z, size + s) else z for z, s in zip(found, sizes, strict=True)]


def settle(z: AnyFloats, weights: AnyFloats, biases: AnyFloats, a: AnyFloats) -> None:
    """Replace scores z (units, points) by 0 where they are only rounding.

    Args:
        z: the scores, changed in place. In float32, which is for pictures, they stay as they are.
        weights: the weights of the units, (units, inputs).
        biases: their biases, (units,).
        a: the inputs of the units, (inputs, points).
    """
    if z.dtype != np.float64:
        return
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        least = 2 * TIE * _most(weights, biases, a)[:, np.newaxis]
        # Few scores are that small, so that sizes are summed for few.
        units, points = np.nonzero((np.abs(z) <= least) & (z != 0))
        if len(units):
            allowed = TIE * _sizes(weights, biases, a, units, points)
            only = (np.abs(z[units, points]) < allowed) & (allowed < np.inf)
            z[units[only], points[only]] = 0.0


def settle_largest(z: AnyFloats, weights: AnyFloats, biases: AnyFloats, a: AnyFloats) -> None:
    """Replace scores by the largest of their point where they differ from it by rounding only.

    The arguments are those of ``settle``.
    """
    if z.dtype != np.float64:
        return
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        best = z.argmax(axis=0)
        behind = z[best, np.arange(z.shape[1])] - z
        least = 4 * TIE * _most(weights, biases, a).max()
        units, points = np.nonzero((behind <= least) & (behind > 0))
        if len(units):
            top = best[points]
            sizes = _sizes(weights, biases, a, top, points)
            allowed = TIE * (sizes + _sizes(weights, biases, a, units, points))
            only = (behind[units, points] < allowed) & (allowed < np.inf)
            z[units[only], points[only]] = z[top[only], points[only]]


def _most(weights: AnyFloats, biases: AnyFloats, a: AnyFloats) -> Floats:
    """Return what the sizes of a unit's terms add up to at most, (units,)."""
    reach = [np.fmax(np.fmax.reduce(row), -np.fmin.reduce(row)) for row in a] if a.size else 0.0
    return np.asarray((np.abs(weights) * reach).sum(axis=1) + np.abs(biases))


def _sizes(
    weights: AnyFloats, biases: AnyFloats, a: AnyFloats, units: Integers, points: Integers
) -> Floats:
    """Return the sum of the absolute values of the terms of each of some scores, from the left."""
    total = np.zeros(len(units))
    for column, row in zip(weights.T, a, strict=True):
        total += np.abs(column[units] * row[points])
    return np.asarray(total + np.abs(biases[units]))


# The same in an exported module: ``settled`` is ``settle``, and ``largest`` is ``settle_largest``.
SOURCE = '''

def settled(z, a, weights, biases, largest=False):
    """Scores z of inputs a, 0 where a score is only rounding of its own sum.

    With ``largest`` a score that differs from the largest by rounding only is equal to it.
    """
    sizes = 1e-12 * (np.abs(a) @ np.abs(weights).T + np.abs(biases))
    z = np.where((np.abs(z) < sizes) & (sizes < np.inf), 0.0, z)
    if largest:
        top = z.argmax(axis=1)[:, np.newaxis]
        best = np.take_along_axis(z, top, 1)
        allowed = np.take_along_axis(sizes, top, 1) + sizes
        z = np.where((best - z < allowed) & (allowed < np.inf), best, z)
    return z
'''
