"""Convex hulls, against SciPy's and against fractions."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import ConvexHull

from model.arrays import Floats
from model.separability.hulls import hull, inside, overlap
from model.separability.orientation import orientation

GENERATOR = np.random.default_rng(5)
ANGLES = GENERATOR.uniform(0, 2 * np.pi, 5000)
CLOUDS = {
    "a few": GENERATOR.normal(size=(7, 2)),
    "a cloud": GENERATOR.normal(size=(20_000, 2)),
    "a square": GENERATOR.uniform(-1, 1, (5000, 2)),
    "a circle": np.column_stack([np.cos(ANGLES), np.sin(ANGLES)]),
    "a bowl with a point below": np.vstack(
        [np.column_stack([t := np.linspace(-1, 1, 3000), t**2]), [[1.1, -1e3]]]
    ),
}


def turns(a: Floats, b: Floats, c: Floats) -> int:
    """Return the orientation of three points, computed in fractions."""
    (ax, ay), (bx, by), (cx, cy) = (map(Fraction, point.tolist()) for point in (a, b, c))
    turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return (turn > 0) - (turn < 0)


@given(st.lists(st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2), min_size=3))
def test_turns_are_those_of_fractions_whatever_the_numbers(points: list[tuple[float, ...]]) -> None:
    x = np.array(points)
    a, b, c = x[:-2], x[1:-1], x[2:]
    expected = [turns(*three) for three in zip(a, b, c, strict=True)]
    assert orientation(a, b, c).tolist() == expected


@pytest.mark.parametrize("slope", [2.0, 0.7, 1 / 3, 1e-9])
@pytest.mark.parametrize("shift", [0.0, 0.1, 1e6])
def test_turns_on_a_line_that_rounds_are_those_of_fractions(slope: float, shift: float) -> None:
    t = np.random.default_rng(1).uniform(0.1, 1, (300, 3)) + shift
    a, b, c = (np.column_stack([t[:, i], t[:, i] * slope + 0.3]) for i in range(3))
    expected = [turns(*three) for three in zip(a, b, c, strict=True)]
    assert orientation(a, b, c).tolist() == expected


@pytest.mark.parametrize("x", CLOUDS.values(), ids=CLOUDS)
def test_the_corners_are_those_of_scipy(x: Floats) -> None:
    corners = hull(x).outline
    assert sorted(corners.tolist()) == sorted(x[ConvexHull(x).vertices].tolist())


@pytest.mark.parametrize("x", CLOUDS.values(), ids=CLOUDS)
def test_corners_run_counter_clockwise_and_none_lies_between_two(x: Floats) -> None:
    corners = hull(x).outline
    before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
    assert (orientation(before, corners, after) == 1).all()
    assert inside(hull(x), x) == len(x)


def test_the_corners_of_enormous_and_tiny_numbers_are_those_of_fractions() -> None:
    rng = np.random.default_rng(2)
    x = rng.choice([-1.0, 1.0], (200, 2)) * 10.0 ** rng.choice([-308, -300, 0, 300, 308], (200, 2))
    x = x[np.lexsort((x[:, 1], x[:, 0]))]
    outline: list[Floats] = []
    for points in (x, x[::-1]):
        chain: list[Floats] = []
        for point in points:
            while len(chain) > 1 and turns(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        outline += chain[:-1]
    assert hull(x).outline.tolist() == [corner.tolist() for corner in outline]


@pytest.mark.parametrize(
    ("points", "corners"),
    [
        ([(1, 2)], [(1, 2)]),
        ([(1, 2)] * 100, [(1, 2)]),
        ([(0, 0), (2, 1), (1, 0.5), (0, 0)], [(0, 0), (2, 1)]),
        ([(1, 5), (1, -1), (1, 3)], [(1, -1), (1, 5)]),
        ([(0, 0), (1, 0), (2, 0), (0, 1), (0, 2)], [(0, 0), (2, 0), (0, 2)]),
        ([(1, 1), (0, 0), (0, 1), (1, 0), (0.5, 0.5)], [(0, 0), (1, 0), (1, 1), (0, 1)]),
    ],
)
def test_degenerate_hulls(points: list[tuple[float, float]], corners: object) -> None:
    x = np.array(points, dtype=np.float64)
    assert hull(x).outline.tolist() == np.array(corners, dtype=np.float64).tolist()


def test_every_order_of_points_gives_the_same_hull() -> None:
    points = [(0.1, 0.1), (0.3, 0.3), (0.7, 0.7), (0.2, 0.7), (0.3, 0.3)]
    hulls = {
        tuple(map(tuple, hull(np.array(order)).outline.tolist())) for order in permutations(points)
    }
    assert len(hulls) == 1


@pytest.mark.parametrize("slope", [0.0, 2.0, -1 / 3])
def test_thousands_of_points_on_a_line_leave_its_ends(slope: float) -> None:
    t = np.arange(-4096, 4096) * 3.0
    x = np.column_stack([t, t * slope])
    outline = hull(GENERATOR.permutation(x)).outline
    assert outline[[0, -1]].tolist() == x[[0, -1]].tolist() or len(outline) > 2
    assert {tuple(row) for row in outline.tolist()} >= {tuple(x[0]), tuple(x[-1])}


# ----------------------------------------------------------------------------------------- overlap


def area(corners: Floats) -> float:
    x, y = corners.T
    return float(0.5 * (x * np.roll(y, -1) - y * np.roll(x, -1)).sum())


def test_two_squares_share_a_square() -> None:
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    common = overlap(hull(square), hull(square + 1))
    assert common.tolist() == [[1, 1], [2, 1], [2, 2], [1, 2]]


def test_a_hull_inside_another_is_what_they_share() -> None:
    inner, outer = hull(CLOUDS["a square"] * 0.1), hull(CLOUDS["a square"])
    for common in (overlap(inner, outer), overlap(outer, inner)):
        assert area(common) == pytest.approx(area(inner.outline))


@pytest.mark.parametrize("seed", range(5))
def test_the_share_of_random_points_in_both_hulls_is_the_area_they_share(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = hull(rng.normal(size=(40, 2))), hull(rng.normal(size=(40, 2)) + rng.normal(size=2))
    common = overlap(one, other)
    x = rng.uniform(-5, 5, (20_000, 2))
    in_both = inside(hull(common), x)
    within_one = np.array([inside(one, row[np.newaxis]) for row in x[:500]], dtype=np.bool_)
    within_other = np.array([inside(other, row[np.newaxis]) for row in x[:500]], dtype=np.bool_)
    expected = int((within_one & within_other).sum())
    assert inside(hull(common), x[:500]) == expected
    assert in_both / 20_000 * 100 == pytest.approx(area(common), abs=1.0)
