"""Whether a line separates two classes: exactly, in degenerate cases too."""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from sklearn.svm import SVC

from model.arrays import Floats, Integers
from model.separability.verdict import Separability, Status, separability
from tests.model.examples import some_points

Point = tuple[Fraction, Fraction]


def of(blue: object, red: object) -> Separability:
    """Return the separability of blue and red points."""
    zero = np.array(blue, dtype=np.float64).reshape(-1, 2)
    one = np.array(red, dtype=np.float64).reshape(-1, 2)
    labels = np.repeat([0, 1], [len(zero), len(one)])
    return separability(np.concatenate([zero, one]), labels)


# ---------------------------------------------------------- exactly: every decision, in fractions


def turn(a: Point, b: Point, c: Point) -> int:
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (value > 0) - (value < 0)


def holds(a: Point, b: Point, p: Point) -> bool:
    """Say whether p lies on the segment from a to b."""
    (left, right), (low, high) = (sorted(pair) for pair in zip(a, b, strict=True))
    return turn(a, b, p) == 0 and left <= p[0] <= right and low <= p[1] <= high


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    if holds(a, b, c) or holds(a, b, d) or holds(c, d, a) or holds(c, d, b):
        return True
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def surrounds(a: Point, b: Point, c: Point, p: Point) -> bool:
    sides = turn(a, b, p), turn(b, c, p), turn(c, a, p)
    return turn(a, b, c) != 0 and (min(sides) >= 0 or max(sides) <= 0)


def meet(blue: list[Point], red: list[Point]) -> bool:
    """Say whether two hulls share a point: two segments, or a triangle and a point (Radon 1921)."""
    segments = product(product(blue, blue), product(red, red))
    return (
        any(cross(*one, *other) for one, other in segments)
        or any(surrounds(*three, p) for three in combinations(blue, 3) for p in red)
        or any(surrounds(*three, p) for three in combinations(red, 3) for p in blue)
    )


def square_to_segment(a: Point, b: Point, p: Point) -> Fraction:
    run, rise = b[0] - a[0], b[1] - a[1]
    share = Fraction(0)
    if a != b:
        share = ((p[0] - a[0]) * run + (p[1] - a[1]) * rise) / (run * run + rise * rise)
        share = min(max(share, Fraction(0)), Fraction(1))
    return (a[0] + share * run - p[0]) ** 2 + (a[1] + share * rise - p[1]) ** 2


def square_of_gap(blue: list[Point], red: list[Point]) -> Fraction:
    ways = [(a, b, p) for a, b in product(blue, blue) for p in red]
    ways += [(a, b, p) for a, b in product(red, red) for p in blue]
    return min(square_to_segment(*way) for way in ways)


TINY, LEAST = Fraction(1, 10**12), Fraction(5e-324)
PLACES: dict[str, Callable[[Floats], Floats]] = {
    "whole numbers": lambda x: x,
    "tenths": lambda x: x / 10,
    "a slanted lattice": lambda x: x @ np.array([[1 / 3, 0.7], [0.1, 1 / 7]]) + 0.1,
    "nearly a line": lambda x: np.column_stack([x[:, 0] / 3, x[:, 0] / 3 * 0.7 + 0.2]),
    "the ends of the range": lambda x: x * [4e307, 1e-308],
    "both ends of the range": lambda x: np.where(x % 2 == 0, x * 4e307, x * 1e-308),
    "far from one another": lambda x: x * [1.0, 1e-250] + [0.0, 0.5],
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_decision_and_every_gap_is_exact(place: Callable[[Floats], Floats]) -> None:
    rng = np.random.default_rng(11)
    seen = set()
    for _ in range(50):
        counts = rng.integers(1, 5, 2)
        x = place(rng.integers(-3, 4, (counts.sum(), 2)).astype(np.float64))
        found = separability(x, np.repeat([0, 1], counts))
        points = [(Fraction(a), Fraction(b)) for a, b in x.tolist()]
        blue, red = points[: counts[0]], points[counts[0] :]
        assert found.separable != meet(blue, red)
        seen.add(found.separable)
        if found.gap is not None:
            width, square = Fraction(found.gap.width), square_of_gap(blue, red)
            low, high = width * (1 - TINY) - LEAST, width * (1 + TINY) + LEAST
            assert low < 0 or low**2 <= square
            assert square <= high**2
        else:
            assert found.overlap is not None
            assert len(found.overlap) >= 1
            assert np.isfinite(found.overlap).all()
    assert seen == {True, False}


def test_a_last_bit_tells_touching_from_separable() -> None:
    red = [(0.0, 0.0), (3.0, 1.0)]
    height = 0.1 * 3 / 9  # rounds to below the line at x = 0.1
    assert of([(0.1, np.nextafter(height, 0))], red).separable
    assert of([(0.1, np.nextafter(height, 1))], red).separable
    assert of([(1.5, 0.5)], red).status is Status.TOUCHING
    assert of([(1.5, np.nextafter(0.5, 1))], red).separable


# ------------------------------------------------------------------------------- degenerate cases


def test_without_points_there_is_nothing_to_separate() -> None:
    found = of([], [])
    assert (found.status, found.separable) == (Status.NO_POINTS, True)
    assert [len(hull) for hull in found.hulls] == [0, 0]
    assert found.sentence(("blue", "red")) == "There are no points to separate"


def test_one_class_is_separable_by_any_line_beside_it() -> None:
    found = of([], [(0, 0), (1, 1), (0, 1)])
    assert (found.status, found.separable, found.gap) == (Status.ONE_CLASS, True, None)
    assert found.hulls[1].tolist() == [[0, 0], [1, 1], [0, 1]]
    expected = "All points are red, so any line with all of them on one side will do"
    assert found.sentence(("blue", "red")) == expected


@pytest.mark.parametrize(
    ("blue", "red", "status"),
    [
        ([(1, 1)], [(1, 1)], Status.TOUCHING),  # no line is right about both
        ([(1, 1)] * 3, [(2, 1)] * 2, Status.SEPARABLE),
        ([(0, 0), (2, 2)], [(1, 1)], Status.TOUCHING),
        ([(0, 0), (2, 2)], [(3, 3)], Status.SEPARABLE),  # all on a line
        ([(0, 0), (2, 2)], [(1, 1), (3, 3)], Status.TOUCHING),
        ([(1, 0), (1, 2)], [(1, 3), (1, 4)], Status.SEPARABLE),
        ([(1, 0), (1, 3)], [(1, 2), (1, 4)], Status.TOUCHING),
        ([(0, 0), (2, 2)], [(0, 2), (2, 0)], Status.OVERLAPPING),  # XOR: two segments cross
        ([(0, 0), (0, 2), (1, 1)], [(1, 1), (2, 0), (2, 2)], Status.TOUCHING),
        ([(0, 0), (1, 0), (0, 2), (1, 2)], [(1, 1), (2, 0), (2, 2)], Status.TOUCHING),
        ([(0, 0), (0, 4), (1, 0), (1, 4)], [(1, 1), (1, 5), (2, 1)], Status.TOUCHING),
        ([(0, 0), (4, 0), (0, 4)], [(1, 1)], Status.OVERLAPPING),
        ([(0, 0), (4, 0), (0, 4)], [(2, 2)], Status.TOUCHING),
        ([(1e308, 1e308), (-1e308, -1e308)], [(1e308, -1e308)], Status.SEPARABLE),
        ([(1e308, 1e308), (-1e308, -1e308)], [(0, 0)], Status.TOUCHING),
        ([(5e-324, 0), (0, 5e-324)], [(0, 0)], Status.SEPARABLE),
    ],
)
def test_how_two_classes_lie(blue: object, red: object, status: Status) -> None:
    assert of(blue, red).status is status
    assert of(red, blue).status is status
    turned = np.array(blue, dtype=np.float64)[:, ::-1], np.array(red, dtype=np.float64)[:, ::-1]
    assert of(*turned).status is status


def test_hulls_that_touch_share_a_point_or_a_segment() -> None:
    corner = of([(0, 0), (1, 1), (0, 2)], [(1, 1), (3, 0), (3, 3)])
    assert corner.overlap is not None
    assert corner.overlap.tolist() == [[1, 1]]
    edge = of([(0, 0), (3, 1), (0, 5)], [(1.5, 0.5), (6, 2), (6, -5)])
    assert edge.overlap is not None
    np.testing.assert_allclose(edge.overlap, np.array([[1.5, 0.5], [3.0, 1.0]]), rtol=1e-12)


def test_points_in_the_hull_of_the_other_class_are_counted() -> None:
    found = of([(0, 0), (4, 0), (0, 4), (3, 3)], [(1, 1), (2, 2), (9, 9)])
    assert found.within == (1, 2)
    assert "1 blue and 2 red points lie in the hull of the other class" in said(found)


def said(found: Separability) -> str:
    return found.sentence(("blue", "red")).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("blue", "red", "sentence"),
    [
        ([(0, 0), (1, 1)], [(0, 1), (1, 0)], "their hulls cross at (0.5, 0.5)"),  # XOR
        ([(0, 1), (0, -1)], [(-1, 0), (1, 0)], "their hulls cross at (0, 0)"),
        ([(0, 0), (4, 0), (0, 4)], [(3, 3), (-1, 3), (3, -1)], "their hulls cross"),
        ([(0, 0), (2, 2)], [(1, 1), (3, 1)], "their hulls touch at (1, 1)"),
        ([(-2, 0), (2, 0)], [(-1, 0), (3, 0)], "their hulls touch"),  # along a segment
        ([(0, 0), (4, 0), (0, 4)], [(1, 1)], "1 red point lies in the hull of the blue ones"),
        ([(1, 1), (1, 2)], [(0, 0), (9, 0), (0, 9)],
         "2 blue points lie in the hull of the red ones"),
    ],
)  # fmt: skip
def test_why_no_line_separates_is_said_as_it_is(blue: object, red: object, sentence: str) -> None:
    assert said(of(blue, red)) == f"No line separates blue and red: {sentence}"


def test_classes_without_a_name_are_called_classes() -> None:
    found = of([(0, 0), (4, 0), (0, 4)], [(1, 1)])
    assert found.sentence(("0", "7"), "{:04}".format) == (
        "No line separates class 0 and class 7: "
        "0001 class 7 point lies in the hull of the class 0 ones"
    )


def test_a_third_class_is_refused() -> None:
    with pytest.raises(ValueError, match="label 2: a line tells two classes apart"):
        separability(np.zeros((1, 2)), np.array([2]))


# --------------------------------------------------------------------------------------- the gap


def test_the_gap_between_a_corner_and_an_edge() -> None:
    gap = of([(0, 0), (0, 4), (-3, 2)], [(2, 1), (5, 0), (5, 3)]).gap
    assert gap is not None
    assert gap.ends.tolist() == [[0, 1], [2, 1]]
    assert (gap.width, gap.middle.tolist(), gap.normal.tolist()) == (2.0, [1, 1], [1, 0])


def test_a_gap_beyond_the_range_has_no_width_but_a_direction() -> None:
    gap = of([(-1.5e308, 0)], [(1.5e308, 0)]).gap
    assert gap is not None
    assert (gap.width, gap.middle.tolist(), gap.normal.tolist()) == (np.inf, [0, 0], [1, 0])


def clouds(seed: int, distance: float) -> tuple[Floats, Integers]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, 200)
    angle = rng.uniform(0, 2 * np.pi)
    away = distance * np.array([np.cos(angle), np.sin(angle)])
    return rng.uniform(-1, 1, (200, 2)) + labels[:, np.newaxis] * away, labels


@pytest.mark.parametrize("seed", range(5))
def test_the_line_of_the_largest_margin_is_that_of_a_support_vector_machine(seed: int) -> None:
    x, labels = clouds(seed, 4.0)
    gap = separability(x, labels).gap
    assert gap is not None
    machine = SVC(kernel="linear", C=1e8, tol=1e-9).fit(x, labels)
    normal = machine.coef_[0]
    assert gap.width == pytest.approx(2 / np.linalg.norm(normal), rel=1e-5)
    np.testing.assert_allclose(gap.normal, normal / np.linalg.norm(normal), atol=1e-5)
    assert machine.decision_function(gap.middle[np.newaxis])[0] == pytest.approx(0, abs=1e-4)
    sides = (x - gap.middle) @ gap.normal
    assert ((sides > 0) == (labels == 1)).all()
    assert np.abs(sides).min() == pytest.approx(gap.width / 2)


def test_a_hundred_thousand_points_are_decided() -> None:
    x, labels = some_points(100_000)
    assert separability(x, labels).status is Status.OVERLAPPING
    labels = (x @ [1.0, 2.0] > 0.5).astype(np.int64)
    assert separability(x, labels).separable
    line = np.column_stack([x[:, 0], x[:, 0] * 2])
    assert not separability(line, (x[:, 1] > 0).astype(np.int64)).separable
    assert separability(line, (line[:, 0] > 0).astype(np.int64)).separable


def test_what_is_found_cannot_be_written_to() -> None:
    for found in (of([(0, 0)], [(1, 1)]), of([(0, 0), (2, 2)], [(0, 2), (2, 0)])):
        arrays = [*found.hulls, found.overlap]
        if found.gap is not None:
            arrays += [found.gap.ends, found.gap.middle, found.gap.normal]
        assert not any(array.flags.writeable for array in arrays if array is not None)
