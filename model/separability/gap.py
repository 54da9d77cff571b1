"""The gap between two convex polygons that share no point."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import hypot, inf
from typing import NamedTuple, TypeAlias

import numpy as np

from model.arrays import Floats, frozen_floats

Vector: TypeAlias = tuple[Fraction, Fraction]
Pair: TypeAlias = tuple[int, int]  # the indices of two corners, one of each outline

ROUNDING = 1e-14  # error of a dot product with numbers of size 1


@dataclass(frozen=True, eq=False)
class Gap:
    """The widest gap between two classes: the shortest segment between their hulls.

    The line of the largest margin goes through ``middle``, perpendicular to ``normal``.

    Attributes:
        ends: the ends of the segment, (2, 2): on the hull of class 0, on the hull of class 1.
        width: its length, infinite if it exceeds the range of floats.
        middle: its middle, (2,).
        normal: the unit vector towards class 1, (2,).
    """

    ends: Floats
    width: float
    middle: Floats
    normal: Floats


class Crossing(NamedTuple):
    """A segment from one outline to the other, and the pairs of corners that it lies between."""

    start: Vector
    end: Vector
    pairs: tuple[Pair, ...]

    @property
    def vector(self) -> Vector:
        """The vector from its start to its end."""
        return _minus(self.end, self.start)


def widest_gap(zero: Floats, one: Floats) -> Gap:
    """Return the gap between two outlines (k, 2) and (m, 2) that share no point.

    Starting from the shortest segment between some corners, add the two corners that reach farthest
    towards each other along it, until none reaches farther. Computed in fractions, hence exactly.
    Source: Gilbert, Johnson and Keerthi (1988).
    """
    segment = _shortest(zero, one, ((0, 0),))
    while True:
        vector = segment.vector
        back = -vector[0], -vector[1]
        pair = _farthest(zero, vector), _farthest(one, back)
        if _dot(vector, _pair(zero, one, pair).vector) >= _dot(vector, vector):
            return _rounded(segment)
        segment = _shortest(zero, one, (*segment.pairs, pair))


def _shortest(zero: Floats, one: Floats, pairs: tuple[Pair, ...]) -> Crossing:
    """Return the shortest of the segments of up to three pairs and the mixtures of any two."""
    single = [_pair(zero, one, pair) for pair in pairs]
    mixed = [_shortest_mixture(first, second) for first, second in combinations(single, 2)]
    return min((*single, *mixed), key=lambda segment: _dot(segment.vector, segment.vector))


def _pair(zero: Floats, one: Floats, pair: Pair) -> Crossing:
    return Crossing(_exact(zero[pair[0]]), _exact(one[pair[1]]), (pair,))


def _shortest_mixture(first: Crossing, second: Crossing) -> Crossing:
    """Return the shortest of the segments (1 - t) * first + t * second, for t from 0 to 1."""
    vector = first.vector
    change = _minus(second.vector, vector)
    if not any(change):
        return first
    share = min(max(-_dot(vector, change) / _dot(change, change), Fraction(0)), Fraction(1))
    start, end = _between(first.start, second.start, share), _between(first.end, second.end, share)
    return Crossing(start, end, first.pairs + second.pairs)


def _farthest(outline: Floats, direction: Vector) -> int:
    """Return the index of the corner of (k, 2) that reaches farthest along a direction."""
    longest = max(map(abs, direction))
    rounded = np.array([float(part / longest) for part in direction])
    with np.errstate(under="ignore"):
        heights = np.ldexp(outline, -np.frexp(np.abs(outline).max())[1] - 1) @ rounded
    # Only among corners that round alike are fractions needed.
    candidates = np.flatnonzero(heights >= heights.max() - ROUNDING).tolist()
    return int(max(candidates, key=lambda corner: _dot(direction, _exact(outline[corner]))))


def _rounded(segment: Crossing) -> Gap:
    vector = segment.vector
    longest = max(map(abs, vector))
    across, up = (float(part / longest) for part in vector)
    length = hypot(across, up)
    try:
        width = float(longest * Fraction(length))
    except OverflowError:
        width = inf
    return Gap(
        frozen_floats([[float(c) for c in point] for point in (segment.start, segment.end)]),
        width,
        frozen_floats([float(c) for c in _between(segment.start, segment.end, Fraction(1, 2))]),
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
