"""The point of a convex hull that is nearest to the origin.

Source: Wolfe, "Finding the nearest point in a polytope" (1976). The hull is known only by its
support: which of its corners reaches farthest against a direction.
"""

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from model.arrays import Floats

Key = TypeVar("Key", bound=Hashable)

ROUNDS = 1000
CLOSE = 1e-13  # to the square of the distance, as a share of it
NO_WEIGHT = 1e-12


class Nearest(NamedTuple, Generic[Key]):
    """The nearest point (d,), and the corners between which it lies."""

    point: Floats
    corners: list[Key]


def nearest(support: Callable[[Floats], tuple[Key, Floats]], start: Floats) -> Nearest[Key]:
    """The point nearest to the origin, as it rounds; (d,) zeros or almost where that is inside.

    ``support(direction)`` gives the corner (d,) with the smallest product with ``direction``, and
    a key that tells it from other corners; ``start`` is the first direction.
    """
    key, corner = support(start)
    keys, corners, weights = [key], corner[np.newaxis], np.ones(1)
    found = Nearest(corner, keys)
    for _ in range(ROUNDS):
        point = found.point
        square = point @ point
        key, corner = support(point)
        if key in keys or square - point @ corner <= CLOSE * square:
            break
        corners, weights = np.vstack([corners, corner]), np.append(weights, 0.0)
        keys = [*keys, key]
        corners, weights, keys = _settled(corners, weights, keys)
        point = weights @ corners
        if point @ point >= square:
            break
        found = Nearest(point, keys)
    return found


def _settled(corners: Floats, weights: Floats, keys: list[Key]) -> tuple[Floats, Floats, list[Key]]:
    """Without the corners that the point nearest to the origin does not lie between."""
    while True:
        wanted = _flat_weights(corners)
        if (wanted > NO_WEIGHT).all():
            return corners, wanted, keys
        # Go towards the nearest point of the flat until the first corner loses its weight.
        losing = wanted <= NO_WEIGHT
        steps = np.full(len(weights), np.inf)
        steps[losing] = weights[losing] / np.maximum(weights[losing] - wanted[losing], NO_WEIGHT)
        step = min(1.0, float(steps.min()))
        weights = weights + step * (wanted - weights)
        kept = weights > NO_WEIGHT
        kept[int(steps.argmin())] = False
        corners, weights = corners[kept], weights[kept] / weights[kept].sum()
        keys = [key for key, stays in zip(keys, kept, strict=True) if stays]


def _flat_weights(corners: Floats) -> Floats:
    """The weights (k,), 1 in sum, of the point of the flat through corners that is nearest."""
    first = corners[0]
    rest = np.linalg.lstsq((corners[1:] - first).T, -first, rcond=None)[0]
    return np.append(1.0 - rest.sum(), rest)
