"""How many mistakes a perceptron can make before it comes to rest."""

import numpy as np

from model.arrays import Floats, Integers
from model.separability.nearest import nearest

WORKING_SET = 256  # points among which the best separator is looked for first
PRECISION = 1e-10  # of a margin, as a share of it
MOST = 1e13  # R / margin, above which rounding hides the margin


def perceptron_bound(x: Floats, labels: Integers) -> float | None:
    """The number of mistakes that a perceptron cannot exceed: (R/margin)^2.

    R is the largest length of (x, 1), the margin that of the best unit separator through the origin
    of that space. It holds from a start at zero, at any learning rate, in any order of the points.
    Source: Novikoff, "On convergence proofs on perceptrons" (1962).

    Args:
        x: what the classifier takes in, (n, inputs), finite.
        labels: the classes, (n,), each 0 or 1.

    Returns:
        The bound as it rounds; 0 without points; None where the classes are not separable, or by so
        little that rounding hides it.
    """
    if not len(x):
        return 0.0
    rows = np.column_stack([x, np.ones(len(x))]) * np.where(labels == 1, 1.0, -1.0)[:, np.newaxis]
    with np.errstate(under="ignore"):
        rows = np.ldexp(rows, -np.frexp(np.abs(rows).max())[1])
    separator = _best_separator(rows)
    if separator is None:
        return None
    return float((np.linalg.norm(rows, axis=1).max() * np.linalg.norm(separator)) ** 2)


def _best_separator(rows: Floats) -> Floats | None:
    """The shortest vector (d,) whose product with every row (n, d) is 1 or more, None if none is.

    It points to the point of the rows' hull that is nearest to the origin. That is looked for among
    some rows, to which those join that it does not do justice.
    """
    chosen = np.arange(0, len(rows), -(-len(rows) // WORKING_SET))
    while True:
        separator = _separator_of(rows[chosen])
        if separator is None:
            return None
        margins = rows @ separator
        worst = np.argsort(margins)[:WORKING_SET]
        joining = np.setdiff1d(worst[margins[worst] < (1.0 - PRECISION)], chosen)
        if not len(joining):
            return np.asarray(separator / margins.min())
        chosen = np.append(chosen, joining)


def _separator_of(rows: Floats) -> Floats | None:
    """The same, of few rows."""
    corners = rows[nearest(rows)]
    # At the nearest point all its corners have the same margin, which leaves less to rounding.
    separator = np.asarray(np.linalg.lstsq(corners, np.ones(len(corners)), rcond=None)[0])
    least = (rows @ separator).min()
    if least <= 0:
        return None
    separator /= least
    reach = np.linalg.norm(rows, axis=1).max() * np.linalg.norm(separator)
    return separator if reach < MOST else None
