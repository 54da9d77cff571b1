"""Whether three points of the plane turn left or right, decided exactly.

A floating-point coordinate is an exact rational number, so the question has one right answer.
Floating-point arithmetic finds it wherever its error bound leaves no doubt; elsewhere the rounding
errors are computed too. Source: Shewchuk, "Adaptive precision floating-point arithmetic and
fast robust geometric predicates" (1997).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np

from model.arrays import Bools, Floats, Integers

ERROR = 2 * np.finfo(np.float64).eps  # above Shewchuk's (3 + 16 u) u, where u is half of eps
SMALLEST, LARGEST = 1e-140, 1e150  # the range of factors whose product and its error are exact
LOST = 1e-280  # above the error of a product that underflows
SPLITTER = 2.0**27 + 1
CHUNK = 4096  # points whose intermediate results stay in the cache


def orientation(a: Floats, b: Floats, c: Floats) -> Integers:
    """Return 1 where a, b, c turn left, -1 where they turn right, 0 where they are collinear, (n,).

    a, b and c are (n, 2) and finite.
    """
    signs = np.empty(len(a), dtype=np.int64)
    for start in range(0, len(a), CHUNK):
        part = slice(start, start + CHUNK)
        signs[part] = _signs(a[part].T, b[part].T, c[part].T)
    return signs


def _signs(a: Floats, b: Floats, c: Floats) -> Integers:
    """Return the orientations (n,) of a few points (2, n)."""
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        left = (b[0] - a[0]) * (c[1] - b[1])
        right = (b[1] - a[1]) * (c[0] - b[0])
        turns = left - right
        certain = np.abs(turns) > ERROR * (np.abs(left) + np.abs(right)) + LOST
    signs = np.where(certain, np.sign(turns), 0.0).astype(np.int64)
    doubtful = np.flatnonzero(~certain)
    if len(doubtful):
        signs[doubtful] = _exactly(a[:, doubtful], b[:, doubtful], c[:, doubtful])
    return signs


def surely_left(a: Floats, b: Floats, x: Floats, size: Floats) -> Bools:
    """Return which of x (2, n) are left of the line from a to b beyond any doubt, (n,).

    ``size`` (2,) is the size of a rectangle that holds all points.
    """
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        along, upward = b - a
        turns = along * (x[1] - b[1]) - upward * (x[0] - b[0])
        most = abs(along) * size[1] + abs(upward) * size[0]
        return np.asarray(turns > ERROR * most + LOST)


def turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    """Return a number above 0 if three points turn left, below 0 if right, 0 if collinear."""
    left, right = (b[0] - a[0]) * (c[1] - b[1]), (b[1] - a[1]) * (c[0] - b[0])
    if abs(left - right) > ERROR * (abs(left) + abs(right)) + LOST:
        return left - right
    return _of_fractions(a, b, c)


def _of_fractions(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> int:
    (ax, ay), (bx, by), (cx, cy) = (map(Fraction, point) for point in (a, b, c))
    left, right = (bx - ax) * (cy - by), (by - ay) * (cx - bx)
    return (left > right) - (left < right)


def _exactly(a: Floats, b: Floats, c: Floats) -> Integers:
    """Return the orientations (n,) of points in doubt, (2, n), from exact sums.

    Differences and products have two parts, the rounded result and its error. Their sum is a list
    of numbers that do not overlap, the smallest first; the largest has the sign of the sum
    (Shewchuk's GROW-EXPANSION). Where a part leaves the range, fractions decide.
    """
    sums: list[Floats] = []
    with np.errstate(all="ignore"):
        along, onward = _sum(b, -a), _sum(c, -b)
        for one, other in product(along, onward):
            if one.any() and other.any():
                _add(sums, *_product(one[0], other[1]))
                _add(sums, *_product(-one[1], other[0]))
        signs = np.zeros(a.shape[1])
        for part in sums:
            signs = np.where(part == 0, signs, np.sign(part))
    sizes = np.abs(np.concatenate([*along, *onward]))
    outside = ~((sizes == 0) | ((sizes > SMALLEST) & (sizes < LARGEST))).all(axis=0)
    for i in np.flatnonzero(outside).tolist():
        signs[i] = _of_fractions(a[:, i].tolist(), b[:, i].tolist(), c[:, i].tolist())
    return signs.astype(np.int64)


def _add(sums: list[Floats], *terms: Floats) -> None:
    """Add terms (n,) to a list of sums (n,) that do not overlap, in place."""
    for term in terms:
        carried = term
        for place, part in enumerate(sums):
            carried, sums[place] = _sum(carried, part)
        sums.append(carried)


def _sum(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Return the rounded sum and its rounding error, exactly (Knuth)."""
    total = a + b
    rounded_b = total - a
    return total, (a - (total - rounded_b)) + (b - rounded_b)


def _product(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Return the rounding error of the product and the rounded product, exactly (Dekker)."""
    rounded = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest = ((rounded - a_high * b_high) - a_low * b_high) - a_high * b_low
    return a_low * b_low - rest, rounded


def _halves(a: Floats) -> tuple[Floats, Floats]:
    """Split a into two numbers of 26 bits each."""
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high
