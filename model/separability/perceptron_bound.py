"""The bound on the mistakes of a perceptron before it converges."""

import math
from fractions import Fraction

import numpy as np

from model.arrays import Floats, Integers
from model.separability.exact_nearest import least_square
from model.separability.nearest import nearest

WORKING_SET = 256  # points that the search for the best separator starts with
PRECISION = 1e-10  # relative, of a margin
KNOWN = 1e12  # the largest bound that is told
SURE = 1e5  # the largest bound for which floats will do
MOST_EXACT = 12  # the most inputs, and 1, of which it is computed in fractions
MOST = 1e13  # R / margin, above which rounding hides the margin


def perceptron_bound(x: Floats, labels: Integers) -> float | None:
    """Return the number of mistakes that a perceptron cannot exceed: (R/margin)^2.

    R is the largest length of (x, 1), and the margin is the largest that a separator through the
    origin of that space has. The bound holds for a start at zero, any learning rate and any order
    of the points. Source: Novikoff, "On convergence proofs on perceptrons" (1962).

    Args:
        x: the inputs of the classifier, (n, inputs), finite.
        labels: the classes, (n,), each 0 or 1.

    Returns:
        The bound, rounded; 0 without points; infinity if it is beyond ``KNOWN``; None if the
        classes are not separable, or, in many dimensions, by too small a margin for floats.
    """
    if not len(x):
        return 0.0
    rows = np.column_stack([x, np.ones(len(x))]) * np.where(labels == 1, 1.0, -1.0)[:, np.newaxis]
    with np.errstate(under="ignore"):
        rows = np.ldexp(rows, -np.frexp(np.abs(rows).max())[1])
    separator, reach = _best_separator(rows), np.linalg.norm(rows, axis=1).max()
    if separator is not None:
        bound = float((reach * np.linalg.norm(separator)) ** 2)
        if bound <= SURE or rows.shape[1] > MOST_EXACT:
            return bound if bound <= KNOWN else math.inf
    elif rows.shape[1] > MOST_EXACT:
        return None
    square = least_square(rows, nearest(rows))
    if square is None:
        return None if separator is None else math.inf
    if not square:
        return None
    exact = Fraction(float(reach)) ** 2 / square
    return float(exact) if exact <= KNOWN else math.inf


def _best_separator(rows: Floats) -> Floats | None:
    """Return the shortest vector (d,) whose product with every row (n, d) is at least 1, or None.

    It points to the point of the rows' hull that is nearest to the origin. The search starts with
    some of the rows and adds those that violate the result until there are none.
    """
    chosen = np.arange(0, len(rows), -(-len(rows) // WORKING_SET))
    while True:
        separator = _separator_of(rows[chosen])
        if separator is None:
            return None
        margins = rows @ separator
        worst = np.argsort(margins)[:WORKING_SET]
        violated = np.setdiff1d(worst[margins[worst] < (1.0 - PRECISION)], chosen)
        if not len(violated):
            return np.asarray(separator / margins.min())
        chosen = np.append(chosen, violated)


def _separator_of(rows: Floats) -> Floats | None:
    """Return that vector for few rows, without adding rows step by step."""
    corners = rows[nearest(rows)]
    # All corners have the same margin at the nearest point: solving for that rounds less.
    separator = np.asarray(np.linalg.lstsq(corners, np.ones(len(corners)), rcond=None)[0])
    least = (rows @ separator).min()
    if least <= 0:
        return None
    separator /= least
    reach = np.linalg.norm(rows, axis=1).max() * np.linalg.norm(separator)
    return separator if reach < MOST else None
