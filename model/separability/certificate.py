"""Proofs, exact to the last bit, that linear scores cannot tell classes apart.

A classifier w is right about every point if and only if its product with some rows, made from the
points, is above 0. By Gordan's theorem there is no such w if and only if a mean of the rows is 0.
Such a mean needs few rows: floating point finds them, and fractions prove that it is 0.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from model.arrays import Floats, Integers
from model.separability.nearest import nearest

MOST_NUMBERS = 300_000  # in the rows: more would take longer than a few frames
MOST_CORNERS = 25  # the cost of the proof grows with the cube


def contradicting(x: Floats, labels: Integers, classes: int) -> Integers | None:
    """Return points about which no classifier with linear scores can be right together.

    Args:
        x: the inputs of the classifier, (n, inputs), finite.
        labels: the classes, (n,).
        classes: how many classes there are; two have one score, more have one each.

    Returns:
        The indices of some of the points, ascending; None if no such points were found, which
        proves nothing.
    """
    rows, points = _rows(x, labels, classes)
    if not len(rows) or rows.size > MOST_NUMBERS:
        return None
    with np.errstate(under="ignore"):  # exact, unless digits are lost at the end of the range
        rows = np.ldexp(rows, -np.frexp(np.abs(rows).max(axis=0))[1])
    corners = _needed(rows, nearest(rows))
    if len(corners) > MOST_CORNERS or not _surround_zero(rows[corners].tolist()):
        return None
    return np.unique(points[corners])


def _rows(x: Floats, labels: Integers, classes: int) -> tuple[Floats, Integers]:
    """Return the rows (m, parameters) and the point of each, (m,).

    For K > 2 a point has a row for each other class, in which its own class leads.
    Source: Kesler's construction, in Duda and Hart, "Pattern Classification" (1973).
    """
    whole, points = np.column_stack([x, np.ones(len(x))]), np.arange(len(x))
    if classes == 2:
        return whole * np.where(labels == 1, 1.0, -1.0)[:, np.newaxis], points
    parts, of = [], []
    for other in range(classes):
        chosen = points[labels != other]
        part = np.zeros((len(chosen), classes, whole.shape[1]))
        part[:, other] = -whole[chosen]
        part[np.arange(len(chosen)), labels[chosen]] = whole[chosen]
        parts.append(part.reshape(len(chosen), classes * whole.shape[1]))
        of.append(chosen)
    return np.concatenate(parts), np.concatenate(of)


def _needed(rows: Floats, corners: Integers) -> Integers:
    """Return those corners, (k,), whose mean is 0 with weights that are unique, up to rounding."""
    while True:
        flat = np.vstack([rows[corners].T, np.ones(len(corners))])
        if np.linalg.matrix_rank(flat) == len(corners):
            return corners
        weights = np.linalg.lstsq(flat, np.append(np.zeros(len(flat) - 1), 1.0), rcond=None)[0]
        shift = np.linalg.svd(flat)[2][-1]  # changes the weights and leaves the mean as it is
        steps = np.full(len(corners), np.inf)
        np.divide(weights, shift, out=steps, where=shift > 0)
        corners = np.delete(corners, steps.argmin())


def _surround_zero(rows: Sequence[Sequence[float]]) -> bool:
    """Return whether a mean of these few rows is proved to be 0, in fractions.

    Only if the rows depend on each other in a single way, which is how they are chosen.
    """
    table = [[Fraction(number) for number in column] for column in zip(*rows, strict=True)]
    pivots: list[int] = []
    for column in range(len(rows)):
        done = len(pivots)
        found = next((row for row in range(done, len(table)) if table[row][column]), None)
        if found is None:
            continue
        table[done], table[found] = table[found], table[done]
        first = table[done][column]
        table[done] = [number / first for number in table[done]]
        for row, numbers in enumerate(table):
            times = numbers[column]
            if row != done and times:
                table[row] = [a - times * b for a, b in zip(numbers, table[done], strict=True)]
        pivots.append(column)
    free = [column for column in range(len(rows)) if column not in pivots]
    return len(free) == 1 and all(table[row][free[0]] <= 0 for row in range(len(pivots)))
