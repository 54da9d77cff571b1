"""The convex hull of points in the plane, and whether two hulls meet, decided exactly.

A hull is kept as two chains of corners from left to right, the lower and the upper one. A single
point, or points on a vertical line, leave one corner in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.separability.orientation import orientation, surely_left, turn

FEW = 64  # up to so many points a plain loop is as fast as passes over arrays
PASSES = 50  # over arrays, before a plain loop goes on
ROUNDING = 2e-15  # of heights that are 1 in size at the most


@dataclass(frozen=True, eq=False)
class Hull:
    """The convex hull of one or more points: corners from left to right, (k, 2) and (m, 2).

    No corner lies between two others.
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
    """The convex hull of x (n, 2), one point or more, finite.

    Source: Andrew's monotone chain (1979), after points surely inside have been left out.
    """
    x = _outer(x)
    across, height = x[np.argsort(x[:, 0])].T
    first = np.append(0, np.flatnonzero(across[1:] != across[:-1]) + 1)  # of each x
    across = across[first]
    lowest = np.column_stack([across, np.minimum.reduceat(height, first)])
    # An upper chain is a lower one upside down.
    highest = np.column_stack([across, -np.maximum.reduceat(height, first)])
    return Hull(freeze(_lower(lowest)), freeze(_lower(highest) * [1.0, -1.0]))


def meeting(one: Hull, other: Hull) -> int:
    """1 where two closed hulls share no point, 0 where they touch, -1 where they overlap.

    They touch where a line has one on each side, the line itself belonging to both.

    Over the x that both reach, "one above other" and "other above one" exclude each other and
    are open; so hulls without a common point are in one of the two orders everywhere.
    """
    (left, right), (other_left, other_right) = one.lower[[0, -1], 0], other.lower[[0, -1], 0]
    if left > other_right or other_left > right:
        return 1
    order = max(_clearance(one.lower, other.upper), _clearance(other.lower, one.upper))
    side_by_side = left == other_right or other_left == right
    return max(order, 0) if side_by_side else order


def inside(one: Hull, x: Floats) -> int:
    """How many of x (n, 2) lie in the closed hull."""
    x = x[(x[:, 0] >= one.lower[0, 0]) & (x[:, 0] <= one.lower[-1, 0])]
    x = x[(x[:, 1] >= one.lower[:, 1].min()) & (x[:, 1] <= one.upper[:, 1].max())]
    x = x[_above(x, one.lower) >= 0]
    return int((_above(x, one.upper) <= 0).sum())


def overlap(one: Hull, other: Hull) -> Floats:
    """What two hulls that meet have in common, (k, 2) counter-clockwise, as it rounds.

    A polygon, a segment or a point.
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
    """Above which height and below which at x (n,) both hulls are, of two lower, two upper chains.

    The first is the higher one where they are nowhere together.
    """
    heights = [_heights(chain, x) for chain in chains]
    return np.maximum(heights[0], heights[1]), np.minimum(heights[2], heights[3])


def _heights(chain: Floats, x: Floats) -> Floats:
    """The heights of a chain at x (n,) within its reach, rounded."""
    place = np.searchsorted(chain[:, 0], x)
    before, after = chain[np.maximum(place - 1, 0)], chain[place]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (x - before[:, 0]) / (after[:, 0] - before[:, 0])
    between = before[:, 1] + share * (after[:, 1] - before[:, 1])
    return np.where(x == after[:, 0], after[:, 1], between)


def _with_zeros(x: Floats, values: Floats) -> Floats:
    """x (n,), rising, and where values (n,), straight between two x, are 0 on their way."""
    before, after = values[:-1], values[1:]
    changes = np.flatnonzero(np.sign(before) * np.sign(after) < 0)
    before, after = before[changes], after[changes]
    zeros = x[changes] + (x[changes + 1] - x[changes]) * (before / (before - after))
    return np.union1d(x, np.minimum(zeros, x[changes + 1]))


def _clearance(lower: Floats, upper: Floats) -> int:
    """1 where a lower chain is above an upper one over all x of both, 0 if it touches, else -1.

    The one minus the other is convex, so the corners decide.
    """
    left, right = max(lower[0, 0], upper[0, 0]), min(lower[-1, 0], upper[-1, 0])
    above = _above(lower[(lower[:, 0] >= left) & (lower[:, 0] <= right)], upper)
    below = _above(upper[(upper[:, 0] >= left) & (upper[:, 0] <= right)], lower)
    return int(min(above.min(initial=1), -below.max(initial=-1)))


def _above(x: Floats, chain: Floats) -> Integers:
    """1 where x (n, 2) is above the chain, 0 on it, -1 below; all within its reach."""
    place = np.searchsorted(chain[:, 0], x[:, 0])
    corner = chain[place]
    signs = orientation(chain[np.maximum(place - 1, 0)], corner, x)
    upright = (x[:, 1] > corner[:, 1]).astype(np.int64) - (x[:, 1] < corner[:, 1])
    return np.where(x[:, 0] == corner[:, 0], upright, signs)


def _outer(x: Floats) -> Floats:
    """x (n, 2) without points that are surely inside the octagon of the outermost ones."""
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
    """The corners of the lower chain of x (n, 2), which has one point for each of its rising x.

    A point that is not below the line from its left neighbour to its right one is not a corner. All
    such points go at once, and those that got new neighbours are looked at again.
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
    """The places of the corners of the lower chain, one point after another."""
    chain: list[int] = []
    for place, point in enumerate(points):
        while len(chain) > 1 and turn(points[chain[-2]], points[chain[-1]], point) <= 0:
            chain.pop()
        chain.append(place)
    return chain
