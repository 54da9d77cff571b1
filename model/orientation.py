"""Which way three points of the plane turn, decided exactly.

A coordinate in floating point is an exact rational number, so the question has one right answer.
Each way to find it is taken where the one before leaves doubt: floating point with a bound on its
error (Shewchuk, 1997), products with their rounding errors (Dekker, 1971), sums of such, fractions.
"""

from collections.abc import Sequence
from fractions import Fraction

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
        signs[doubtful] = _of_products(a[:, doubtful], b[:, doubtful], c[:, doubtful])
    return signs


def surely_left(a: Floats, b: Floats, x: Floats, size: Floats) -> Bools:
    """Which of x (2, n), in a rectangle of this size, are left of the way from a to b, (n,).

    Those beyond any doubt.
    """
    along, upward = b - a
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
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


def _of_products(a: Floats, b: Floats, c: Floats) -> Integers:
    """The same of a few points in doubt, exact where no difference of coordinates was rounded.

    Rounding keeps order: of two exact products the one that rounds higher is larger, and where both
    round alike their errors, exact themselves, tell.
    """
    with np.errstate(all="ignore"):
        along, known_along = _difference(b, a)
        onward, known_onward = _difference(c, b)
        left, left_rest = _product(along[0], onward[1])
        right, right_rest = _product(along[1], onward[0])
        rests = _compare(left_rest, right_rest)
        signs = np.where(left == right, rests, _compare(left, right))
    rounded = np.flatnonzero(~(known_along & known_onward))
    if len(rounded):
        signs[rounded] = _of_sums(a[:, rounded], b[:, rounded], c[:, rounded])
    return signs


def _of_sums(a: Floats, b: Floats, c: Floats) -> Integers:
    """The same by the products of coordinates themselves, in fractions where these leave the range.

    The sum of six products and their errors is kept as an expansion: numbers that do not overlap,
    the smallest first, of which the largest has the sign (Shewchuk, 1997, GROW-EXPANSION).
    """
    expansion: list[Floats] = []
    with np.errstate(all="ignore"):
        for one, other in ((a, b), (b, c), (c, a)):
            for product in (_product(one[0], other[1]), _product(-one[1], other[0])):
                for term in product:
                    carried = term
                    for place, part in enumerate(expansion):
                        carried, expansion[place] = _sum(carried, part)
                    expansion.append(carried)
    signs = np.zeros(a.shape[1])
    for part in expansion:
        signs = np.where(part == 0, signs, np.sign(part))
    usual = np.logical_and.reduce([*_usual(a), *_usual(b), *_usual(c)])
    signs = np.where(usual, signs, 0.0).astype(np.int64)
    for i in np.flatnonzero(~usual).tolist():
        signs[i] = _of_fractions(a[:, i].tolist(), b[:, i].tolist(), c[:, i].tolist())
    return signs


def _sum(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """The rounded sum and what was lost in rounding it, exactly."""
    total = a + b
    of_b = total - a
    return total, (a - (total - of_b)) + (b - of_b)


def _compare(first: Floats, second: Floats) -> Integers:
    return (first > second).astype(np.int64) - (first < second)


def _difference(a: Floats, b: Floats) -> tuple[Floats, Bools]:
    """a - b (2, n), and where both coordinates are exact and far from the ends of the range."""
    difference, rest = _sum(a, -b)
    known = (rest == 0) & _usual(difference)
    return difference, known[0] & known[1]


def _usual(a: Floats) -> Bools:
    """Where numbers are 0 or so large that no product of two, nor its error, is cut off."""
    size = np.abs(a)
    return (size == 0) | ((size > SMALLEST) & (size < LARGEST))


def _product(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """The rounded product and what was lost in rounding it, exactly."""
    product = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest = ((product - a_high * b_high) - a_low * b_high) - a_high * b_low
    return product, a_low * b_low - rest


def _halves(a: Floats) -> tuple[Floats, Floats]:
    """Two numbers of 26 bits each whose sum is a."""
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high
