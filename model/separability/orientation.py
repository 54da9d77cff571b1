"""Which way three points of the plane turn, decided exactly.

A coordinate in floating point is an exact rational number, so the question has one right answer.
Floating point gives it wherever a bound on its error leaves no doubt; elsewhere it is worked out
with all that rounding loses. Source: Shewchuk, "Adaptive precision floating-point arithmetic and
fast robust geometric predicates" (1997).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np

from model.arrays import Bools, Floats, Integers

ERROR = 2 * np.finfo(np.float64).eps  # above Shewchuk's (3 + 16 u) u, where u is half of eps
SMALLEST, LARGEST = 1e-140, 1e150  # factors between which no product, nor its error, is cut off
LOST = 1e-280  # above what a product may lose at the lower end of the range
SPLITTER = 2.0**27 + 1
CHUNK = 4096  # points whose intermediate results stay in the cache


def orientation(a: Floats, b: Floats, c: Floats) -> Integers:
    """1 where a, b, c turn to the left, -1 to the right, 0 where they lie on a line, (n,).

    a, b and c are (n, 2) and finite.
    """
    signs = np.empty(len(a), dtype=np.int64)
    for start in range(0, len(a), CHUNK):
        part = slice(start, start + CHUNK)
        signs[part] = _signs(a[part].T, b[part].T, c[part].T)
    return signs


def _signs(a: Floats, b: Floats, c: Floats) -> Integers:
    """The same of a few points, (2, n)."""
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
    """Which of x (2, n), in a rectangle of this size, are left of the way from a to b, (n,).

    Those beyond any doubt.
    """
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        along, upward = b - a
        turns = along * (x[1] - b[1]) - upward * (x[0] - b[0])
        most = abs(along) * size[1] + abs(upward) * size[0]
        return np.asarray(turns > ERROR * most + LOST)


def turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    """Above 0 where three points turn to the left, below to the right, 0 on a line."""
    left, right = (b[0] - a[0]) * (c[1] - b[1]), (b[1] - a[1]) * (c[0] - b[0])
    if abs(left - right) > ERROR * (abs(left) + abs(right)) + LOST:
        return left - right
    return _of_fractions(a, b, c)


def _of_fractions(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> int:
    (ax, ay), (bx, by), (cx, cy) = (map(Fraction, point) for point in (a, b, c))
    left, right = (bx - ax) * (cy - by), (by - ay) * (cx - bx)
    return (left > right) - (left < right)


def _exactly(a: Floats, b: Floats, c: Floats) -> Integers:
    """The same of a few points in doubt, with everything that rounding loses.

    Differences and products come in two parts. Their sum is kept as numbers that do not overlap,
    the smallest first; the largest has the sign (Shewchuk's GROW-EXPANSION). Where a part leaves
    the range, fractions decide.
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
    """Add terms (n,) to sums (n,) that do not overlap, and still do not."""
    for term in terms:
        carried = term
        for place, part in enumerate(sums):
            carried, sums[place] = _sum(carried, part)
        sums.append(carried)


def _sum(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """The rounded sum and what was lost in rounding it, exactly (Knuth)."""
    total = a + b
    of_b = total - a
    return total, (a - (total - of_b)) + (b - of_b)


def _product(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """What was lost in rounding the product, and the rounded product, exactly (Dekker)."""
    rounded = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest = ((rounded - a_high * b_high) - a_low * b_high) - a_high * b_low
    return a_low * b_low - rest, rounded


def _halves(a: Floats) -> tuple[Floats, Floats]:
    """Two numbers of 26 bits each whose sum is a."""
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high
