"""The distance of a convex hull from the origin, in fractions, where floats are too coarse."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from model.arrays import Floats, Integers

ROUNDS = 60
NEAR = 1e-12  # of the reach of the rows: heights that near to the lowest are compared exactly
MOST_COMPARED = 200

Row = tuple[Fraction, ...]


def least_square(rows: Floats, start: Integers) -> Fraction | None:
    """Return the squared distance of the hull of the rows (n, d) from the origin, exactly.

    The search goes from the hull of the rows ``start`` (k,), as in ``nearest``. None if it takes
    too long.
    """
    chosen = [int(i) for i in start]
    exact = {i: _exact(rows[i]) for i in chosen}
    weights = [Fraction(1, len(chosen))] * len(chosen)
    settled = _settled([exact[i] for i in chosen], weights)
    if settled is None:  # these rows depend on each other
        chosen, settled = chosen[:1], ([0], [Fraction(1)])
    reach = float(np.linalg.norm(rows, axis=1).max())
    for _ in range(ROUNDS):
        kept, weights = settled
        chosen = [chosen[i] for i in kept]
        point = _sum([exact[i] for i in chosen], weights)
        square = _dot(point, point)
        if not square:
            return square
        heights = rows @ np.array([float(value) for value in point])
        limit = heights.min() + NEAR * reach * float(square) ** 0.5
        low = np.flatnonzero(heights <= limit)
        if len(low) > MOST_COMPARED:
            return None
        exact |= {int(i): _exact(rows[i]) for i in low}
        lowest = min((int(i) for i in low), key=lambda i: _dot(exact[i], point))
        if lowest in chosen or _dot(exact[lowest], point) >= square:
            return square
        chosen, weights = [*chosen, lowest], [*weights, Fraction(0)]
        found = _settled([exact[i] for i in chosen], weights)
        if found is None:
            return None
        settled = found
    return None


def _settled(
    corners: Sequence[Row], weights: list[Fraction]
) -> tuple[list[int], list[Fraction]] | None:
    """Return which corners the nearest point needs, and their weights; None for dependent ones."""
    kept = list(range(len(corners)))
    while True:
        wanted = _flat_weights([corners[i] for i in kept])
        if wanted is None:
            return None
        losing = [i for i, value in enumerate(wanted) if value <= 0]
        if not losing:
            return kept, wanted
        # Move towards the nearest point of the flat until a corner's weight is 0.
        step = min(
            weights[i] / (weights[i] - wanted[i]) if weights[i] > wanted[i] else Fraction(0)
            for i in losing
        )
        weights = [old + step * (new - old) for old, new in zip(weights, wanted, strict=True)]
        left = [i for i, value in enumerate(weights) if value > 0]
        kept, weights = [kept[i] for i in left], [weights[i] for i in left]


def _flat_weights(corners: Sequence[Row]) -> list[Fraction] | None:
    """Return the weights, with sum 1, of the point of the flat through the corners nearest to 0."""
    one, zero = Fraction(1), Fraction(0)
    table = [[*(_dot(a, b) for b in corners), one, zero] for a in corners]
    table.append([*(one for _ in corners), zero, one])
    for place in range(len(table)):
        pivot = next((i for i in range(place, len(table)) if table[i][place]), None)
        if pivot is None:
            return None
        table[place], table[pivot] = table[pivot], table[place]
        head = table[place] = [value / table[place][place] for value in table[place]]
        for i, row in enumerate(table):
            if i != place and row[place]:
                factor = row[place]
                table[i] = [value - factor * other for value, other in zip(row, head, strict=True)]
    return [row[-1] for row in table[:-1]]


def _exact(row: Floats) -> Row:
    return tuple(map(Fraction, row.tolist()))


def _dot(a: Row, b: Row) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def _sum(rows: Sequence[Row], weights: Sequence[Fraction]) -> Row:
    columns = zip(*rows, strict=True)
    return tuple(_dot(column, tuple(weights)) for column in columns)
