"""The convex hull of points in the plane, and whether two hulls meet, decided exactly.

A hull is stored as two chains of corners from left to right, the lower and the upper one. For a
single point, or points on a vertical line, each chain has one corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.separability.orientation import orientation, surely_left, turn

FEW = 64  # up to this many points a plain loop is as fast as array operations
PASSES = 50  # over arrays, before a plain loop takes over
ROUNDING = 2e-15  # error of heights of size at most 1


@dataclass(frozen=True, eq=False)
class Hull:
    """The convex hull of one or more points, as chains (k, 2) and (m, 2) from left to right.

    No corner lies on a segment between two others.
    """

    lower: Floats
    upper: Floats

    @property
    def outline(self) -> Floats:
        """All corners (k, 2), counter-clockwise; one for a point, two for a segment."""
        first = int((self.lower[0] == self.upper[0]).all())
        last = len(self.upper) - int((self.lower[-1] == self.upper[-1]).all())
        return freeze(np.concatenate([self.lower, self.upper[first:last][::-1]]))


def hull(x: Floats) -> Hull:
    """Return the convex hull of x (n, 2): one or more finite points.

    Points that are surely inside are dropped first. Source: Andrew's monotone chain (1979).
    """
    x = _outer(x)
    across, height = x[np.argsort(x[:, 0])].T
    first = np.append(0, np.flatnonzero(across[1:] != across[:-1]) + 1)  # index of each x
    across = across[first]
    lowest = np.column_stack([across, np.minimum.reduceat(height, first)])
    # The upper chain is the lower chain of the mirrored points.
    highest = np.column_stack([across, -np.maximum.reduceat(height, first)])
    return Hull(freeze(_lower(lowest)), freeze(_lower(highest) * [1.0, -1.0]))


def meeting(one: Hull, other: Hull) -> int:
    """Return 1 if two closed hulls share no point, 0 if they touch, -1 if they overlap.

    They touch if they share points and some line has one on each side.

    On the range of x that both cover, "one above other" and "other above one" exclude each other
    and are open; so for hulls without a common point one of them holds on the whole range.
    """
    (left, right), (other_left, other_right) = one.lower[[0, -1], 0], other.lower[[0, -1], 0]
    if left > other_right or other_left > right:
        return 1
    order = max(_clearance(one.lower, other.upper), _clearance(other.lower, one.upper))
    side_by_side = left == other_right or other_left == right
    return max(order, 0) if side_by_side else order


def inside(one: Hull, x: Floats) -> int:
    """Return how many of x (n, 2) lie in the closed hull."""
    x = x[(x[:, 0] >= one.lower[0, 0]) & (x[:, 0] <= one.lower[-1, 0])]
    x = x[(x[:, 1] >= one.lower[:, 1].min()) & (x[:, 1] <= one.upper[:, 1].max())]
    x = x[_above(x, one.lower) >= 0]
    return int((_above(x, one.upper) <= 0).sum())


def overlap(one: Hull, other: Hull) -> Floats:
    """Return the corners (k, 2), counter-clockwise, of the intersection of two hulls that meet.

    It is a polygon, a segment or a point; coordinates are rounded.
    """
    chains = [one.lower, other.lower, one.upper, other.upper]
    exponents = np.frexp(np.abs(np.concatenate(chains)).max(axis=0))[1]
    with np.errstate(under="ignore"):
        chains = [np.ldexp(chain, -exponents) for chain in chains]
    left, right = max(chain[0, 0] for chain in chains), min(chain[-1, 0] for chain in chains)
    x = np.unique(np.clip(np.concatenate([chain[:, 0] for chain in chains]), left, right))
    for first, second in (chains[:2], chains[2:]):
        x = _with_zeros(x, _heights(first, x) - _heights(second, x))
    bottom, top = _between(chains, x)
    x = _with_zeros(x, top - bottom)
    bottom, top = _between(chains, x)
    room = top - bottom
    kept = room >= min(-ROUNDING, room.max())
    x, bottom, top = x[kept], bottom[kept], top[kept]
    if room.max() <= ROUNDING:
        common = hull(np.column_stack([x, (bottom + top) / 2])[[0, -1]])
    else:
        common = hull(np.column_stack([np.tile(x, 2), np.concatenate([bottom, top])]))
    return np.ldexp(common.outline, exponents)


def _between(chains: Sequence[Floats], x: Floats) -> tuple[Floats, Floats]:
    """Return the bottom and the top of the intersection at x (n,).

    ``chains`` are two lower, then two upper chains. The bottom is above the top where the hulls do
    not intersect.
    """
    heights = [_heights(chain, x) for chain in chains]
    return np.maximum(heights[0], heights[1]), np.minimum(heights[2], heights[3])


def _heights(chain: Floats, x: Floats) -> Floats:
    """Return the heights (n,) of a chain at x (n,), rounded; x lies within the chain."""
    place = np.searchsorted(chain[:, 0], x)
    before, after = chain[np.maximum(place - 1, 0)], chain[place]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (x - before[:, 0]) / (after[:, 0] - before[:, 0])
    between = before[:, 1] + share * (after[:, 1] - before[:, 1])
    return np.where(x == after[:, 0], after[:, 1], between)


def _with_zeros(x: Floats, values: Floats) -> Floats:
    """Add to ascending x (n,) the zeros of the piecewise linear function with values (n,)."""
    before, after = values[:-1], values[1:]
    changes = np.flatnonzero(np.sign(before) * np.sign(after) < 0)
    before, after = before[changes], after[changes]
    zeros = x[changes] + (x[changes + 1] - x[changes]) * (before / (before - after))
    return np.union1d(x, np.minimum(zeros, x[changes + 1]))


def _clearance(lower: Floats, upper: Floats) -> int:
    """Return 1 if a lower chain is above an upper one wherever both are, 0 if it touches, else -1.

    Their difference is convex, so the corners decide.
    """
    left, right = max(lower[0, 0], upper[0, 0]), min(lower[-1, 0], upper[-1, 0])
    above = _above(lower[(lower[:, 0] >= left) & (lower[:, 0] <= right)], upper)
    below = _above(upper[(upper[:, 0] >= left) & (upper[:, 0] <= right)], lower)
    return int(min(above.min(initial=1), -below.max(initial=-1)))


def _above(x: Floats, chain: Floats) -> Integers:
    """Return 1 where x (n, 2) is above the chain, 0 on it, -1 below; x lies within the chain."""
    place = np.searchsorted(chain[:, 0], x[:, 0])
    corner = chain[place]
    signs = orientation(chain[np.maximum(place - 1, 0)], corner, x)
    upright = (x[:, 1] > corner[:, 1]).astype(np.int64) - (x[:, 1] < corner[:, 1])
    return np.where(x[:, 0] == corner[:, 0], upright, signs)


def _outer(x: Floats) -> Floats:
    """Return x (n, 2) without the points that are surely inside the octagon of extreme ones."""
    if len(x) <= FEW:
        return x
    columns = np.ascontiguousarray(x.T)
    with np.errstate(over="ignore"):
        heights = (columns[0], columns[0] + columns[1], columns[1], columns[1] - columns[0])
        corners = [int(height.argmax()) for height in heights]
        corners += [int(height.argmin()) for height in heights]
        size = np.ptp(x[corners], axis=0)
    inner = np.ones(len(x), dtype=np.bool_)
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (x[start] != x[end]).any():
            inner &= surely_left(x[start], x[end], columns, size)
    inner[corners] = False
    return x[~inner]


def _lower(x: Floats) -> Floats:
    """Return the corners of the lower chain of x (n, 2), whose first column is strictly ascending.

    A point that is not below the line through its two neighbours is not a corner. All such points
    are removed at once; then the points with new neighbours are tested again.
    """
    suspects = np.arange(1, len(x) - 1)
    passes = PASSES if len(x) > FEW else 0
    while passes and len(suspects):
        passes -= 1
        bent = orientation(x[suspects - 1], x[suspects], x[suspects + 1]) > 0
        kept = np.ones(len(x), dtype=np.bool_)
        kept[suspects[~bent]] = False
        beside_gap = np.zeros(len(x), dtype=np.bool_)
        beside_gap[1:-1] = ~(kept[:-2] & kept[2:])
        x, suspects = x[kept], np.flatnonzero(beside_gap[kept])
    return x[_scan(x.tolist())] if len(suspects) else x


def _scan(points: list[list[float]]) -> list[int]:
    """Return the indices of the corners of the lower chain, found one point after another."""
    chain: list[int] = []
    for place, point in enumerate(points):
        while len(chain) > 1 and turn(points[chain[-2]], points[chain[-1]], point) <= 0:
            chain.pop()
        chain.append(place)
    return chain
