"""The point of a convex hull, in any number of dimensions, that is nearest to the origin."""

import numpy as np

from model.arrays import Floats, Integers

ROUNDS = 1000
CLOSE = 1e-13  # relative tolerance of the squared distance
NO_WEIGHT = 1e-12


def nearest(rows: Floats) -> Integers:
    """Return the indices (k,) of the rows (n, d) whose hull has the point nearest to the origin.

    Up to rounding; if the origin is inside the hull, the rows surround it or almost do.
    Source: Wolfe, "Finding the nearest point in a polytope" (1976).
    """
    corners, weights = np.zeros(1, dtype=np.int64), np.ones(1)
    point = rows[0]
    for _ in range(ROUNDS):
        square = point @ point
        heights = rows @ point
        lowest = int(heights.argmin())
        if lowest in corners or square - heights[lowest] <= CLOSE * square:
            break
        joined, weights = _settled(rows, np.append(corners, lowest), np.append(weights, 0.0))
        point = weights @ rows[joined]
        if point @ point >= square:
            break
        corners = joined
    return corners


def _settled(rows: Floats, corners: Integers, weights: Floats) -> tuple[Integers, Floats]:
    """Return corners and weights (k,) without those that the nearest point does not need."""
    while True:
        wanted = _flat_weights(rows[corners])
        losing = wanted <= NO_WEIGHT
        if not losing.any():
            return corners, wanted
        # Move towards the nearest point of the flat until a corner's weight is 0.
        steps = np.full(len(weights), np.inf)
        steps[losing] = weights[losing] / np.maximum(weights[losing] - wanted[losing], NO_WEIGHT)
        weights = weights + min(1.0, float(steps.min())) * (wanted - weights)
        kept = weights > NO_WEIGHT
        kept[steps.argmin()] = False
        corners, weights = corners[kept], weights[kept] / weights[kept].sum()


def _flat_weights(corners: Floats) -> Floats:
    """Return the weights (k,), with sum 1, of the point of the flat through (k, d) nearest to 0."""
    first = corners[0]
    rest = np.linalg.lstsq((corners[1:] - first).T, -first, rcond=None)[0]
    return np.append(1.0 - rest.sum(), rest)
