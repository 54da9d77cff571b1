"""The widest gap between two convex outlines that share no point."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import hypot, inf
from typing import NamedTuple, TypeAlias

import numpy as np

from model.arrays import Floats, frozen_floats

Vector: TypeAlias = tuple[Fraction, Fraction]
Pair: TypeAlias = tuple[int, int]  # the indices of two corners, one of either outline

ROUNDING = 1e-14  # of a product with numbers of size 1


@dataclass(frozen=True, eq=False)
class Gap:
    """The widest gap between two classes, which is the shortest way between their hulls.

    ``ends`` (2, 2) are the points where it begins, on the hull of class 0, and ends, on that of
    class 1. The line of the largest margin goes through ``middle`` (2,), upright on ``normal``
    (2,), a unit vector that points to class 1.
    """

    ends: Floats
    width: float
    middle: Floats
    normal: Floats


class Way(NamedTuple):
    """A straight way from one outline to the other, and the pairs of corners it lies between."""

    start: Vector
    end: Vector
    pairs: tuple[Pair, ...]

    @property
    def vector(self) -> Vector:
        """Where it leads, as seen from its start."""
        return _minus(self.end, self.start)


def widest_gap(zero: Floats, one: Floats) -> Gap:
    """The widest gap between two outlines (k, 2) and (m, 2) that share no point; in fractions.

    From the shortest way between some corners go on with those two that reach farthest towards
    each other along it, until none reaches farther. Source: Gilbert, Johnson and Keerthi (1988).
    """
    way = _shortest(zero, one, ((0, 0),))
    while True:
        vector = way.vector
        back = -vector[0], -vector[1]
        pair = _farthest(zero, vector), _farthest(one, back)
        if _dot(vector, _pair(zero, one, pair).vector) >= _dot(vector, vector):
            return _rounded(way)
        way = _shortest(zero, one, (*way.pairs, pair))


def _shortest(zero: Floats, one: Floats, pairs: tuple[Pair, ...]) -> Way:
    """The shortest way between up to three pairs of corners, or between two of them."""
    single = [_pair(zero, one, pair) for pair in pairs]
    ways = [*single, *(_among(first, second) for first, second in combinations(single, 2))]
    return min(ways, key=lambda way: _dot(way.vector, way.vector))


def _pair(zero: Floats, one: Floats, pair: Pair) -> Way:
    return Way(_exact(zero[pair[0]]), _exact(one[pair[1]]), (pair,))


def _among(first: Way, second: Way) -> Way:
    """The shortest of the ways between two, whose ends lie in proportion."""
    vector = first.vector
    change = _minus(second.vector, vector)
    if not any(change):
        return first
    share = min(max(-_dot(vector, change) / _dot(change, change), Fraction(0)), Fraction(1))
    start, end = _between(first.start, second.start, share), _between(first.end, second.end, share)
    return Way(start, end, first.pairs + second.pairs)


def _farthest(outline: Floats, direction: Vector) -> int:
    """Which corner of (k, 2) reaches farthest along a direction, of those that round alike."""
    longest = max(map(abs, direction))
    rounded = np.array([float(part / longest) for part in direction])
    with np.errstate(under="ignore"):
        heights = np.ldexp(outline, -np.frexp(np.abs(outline).max())[1] - 1) @ rounded
    alike = np.flatnonzero(heights >= heights.max() - ROUNDING).tolist()
    return int(max(alike, key=lambda corner: _dot(direction, _exact(outline[corner]))))


def _rounded(way: Way) -> Gap:
    vector = way.vector
    longest = max(map(abs, vector))
    across, up = (float(part / longest) for part in vector)
    length = hypot(across, up)
    try:
        width = float(longest * Fraction(length))
    except OverflowError:
        width = inf
    return Gap(
        frozen_floats([[float(c) for c in point] for point in (way.start, way.end)]),
        width,
        frozen_floats([float(c) for c in _between(way.start, way.end, Fraction(1, 2))]),
        frozen_floats([across / length, up / length]),
    )


def _exact(point: Floats) -> Vector:
    across, up = point.tolist()
    return Fraction(across), Fraction(up)


def _minus(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1]


def _dot(a: Vector, b: Vector) -> Fraction:
    return a[0] * b[0] + a[1] * b[1]


def _between(a: Vector, b: Vector, share: Fraction) -> Vector:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
