"""The bound on a perceptron's mistakes, against a solver and against real perceptrons."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from model.arrays import Floats, Integers
from model.learning.settings import Training
from model.run.document import Start
from model.run.trainer import Outcome, Trainer
from model.separability.perceptron_bound import perceptron_bound
from tests.model.examples import document_of, separable_points, some_points


def solved(x: Floats, labels: Integers) -> float | None:
    """Return (R/margin)^2 by SciPy: any separator by a linear program, then the shortest one."""
    rows = np.where(labels == 1, 1.0, -1.0)[:, np.newaxis] * np.column_stack([x, np.ones(len(x))])
    rows /= np.linalg.norm(rows, axis=1).max()
    some = linprog(
        np.zeros(rows.shape[1]), A_ub=-rows, b_ub=-np.ones(len(rows)), bounds=(None,) * 2
    )
    if some.status != 0:
        return None
    shortest = minimize(
        lambda v: v @ v / 2,
        some.x,
        jac=lambda v: v,
        constraints={"type": "ineq", "fun": lambda v: rows @ v - 1, "jac": lambda _: rows},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 1000},
    )
    return float(shortest.x @ shortest.x)


@pytest.mark.parametrize("features", [1, 2, 5])
@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_that_of_a_solver(features: int, seed: int) -> None:
    x, labels = separable_points(40, features, seed)
    assert perceptron_bound(x, labels) == pytest.approx(solved(x, labels), rel=1e-12)


@pytest.mark.parametrize("features", [1, 2, 5])
def test_overlapping_points_have_no_bound(features: int) -> None:
    x, _ = some_points(60, features)
    labels = np.arange(60) % 2
    assert solved(x, labels) is None
    assert perceptron_bound(x, labels) is None


def solution(matrix: list[list[Fraction]]) -> list[Fraction] | None:
    """Return the solution of linear equations, whose last column is the right side, or None."""
    table, size = [list(row) for row in matrix], len(matrix)
    for place in range(size):
        pivot = next((row for row in range(place, size) if table[row][place]), None)
        if pivot is None:
            return None
        table[place], table[pivot] = table[pivot], table[place]
        table[place] = [value / table[place][place] for value in table[place]]
        for row in range(size):
            factor = table[row][place]
            if row != place and factor:
                pairs = zip(table[row], table[place], strict=True)
                table[row] = [value - factor * other for value, other in pairs]
    return [row[-1] for row in table]


def exactly(x: Floats, labels: Integers) -> Fraction | None:
    """Return (R/margin)^2 in fractions: the shortest separator of every set of corners is tried."""
    signs = np.where(labels == 1, 1, -1).tolist()
    rows = [
        [sign * Fraction(value) for value in (*row, 1.0)]
        for row, sign in zip(x.tolist(), signs, strict=True)
    ]
    dot = [
        [sum((a * b for a, b in zip(one, other, strict=True)), Fraction()) for other in rows]
        for one in rows
    ]
    for count in range(1, len(rows[0]) + 1):
        for corners in combinations(range(len(rows)), count):
            shares = solution([[*(dot[i][j] for j in corners), Fraction(1)] for i in corners])
            if shares is None or min(shares) < 0:
                continue
            margins = (
                sum(share * dot[i][j] for share, j in zip(shares, corners, strict=True))
                for i in range(len(rows))
            )
            if min(margins) >= 1:
                return sum(shares, Fraction()) * max(dot[i][i] for i in range(len(rows)))
    return None


@pytest.mark.parametrize("features", [1, 2, 3])
@pytest.mark.parametrize("kind", ["near 0", "far", "mixed units", "rounded", "corners"])
def test_a_narrow_gap_is_bounded_to_the_last_digits_or_said_to_be_beyond(
    features: int, kind: str
) -> None:
    rng = np.random.default_rng(features)
    beyond = known = 0
    for gap in 10.0 ** -rng.uniform(0, 10, 40):
        x, w, b = rng.normal(size=(6, features)), rng.normal(size=features), rng.normal() / 3
        w /= np.linalg.norm(w)
        sides = np.where(x @ w + b >= 0, 1, -1)
        x[:4] += ((sides * gap * rng.uniform(1, 2, 6) - (x @ w + b))[:, np.newaxis] * w)[:4]
        if kind == "far":
            x += rng.normal(size=features) * 1e3
        if kind == "mixed units":
            x *= 10.0 ** rng.uniform(-3, 3, features)
        if kind == "corners":  # of a cube: faces that almost lie in one plane
            x = 1e5 * rng.integers(0, 2, x.shape) + gap * rng.normal(size=x.shape)
        if kind == "rounded":
            x = np.round(x, 3)
        labels = (sides > 0).astype(np.int64)
        found, expected = perceptron_bound(x, labels), exactly(x, labels)
        if expected is None:
            assert found is None
        elif expected < 10**12:
            assert found == pytest.approx(float(expected), rel=1e-6)
            known += 1
        else:
            assert found == math.inf
            beyond += 1
    assert known > 2
    assert beyond > 0 or kind == "rounded"


@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 40), st.sampled_from([1.0, 0.01]))
def test_a_perceptron_from_zero_never_makes_more_mistakes(
    seed: int, features: int, count: int, rate: float
) -> None:
    x, labels = separable_points(count, features, seed)
    bound = perceptron_bound(x, labels)
    assert bound is not None
    trainer = Trainer(document_of(x, labels, "perceptron", Training(rate), start=Start(zero=True)))
    outcome = Outcome.TRAINED
    while outcome is Outcome.TRAINED and trainer.place.updates < 200_000:
        outcome = trainer.advance(1000)
        assert trainer.place.mistakes <= bound * (1 + 1e-9)
    assert outcome is Outcome.CONVERGED or bound > 5000


def test_a_single_blue_point_is_mistaken_once_at_the_most() -> None:
    assert perceptron_bound(np.array([[3.0, 4.0]]), np.array([0])) == pytest.approx(1.0)


def test_no_points_no_mistakes() -> None:
    assert perceptron_bound(np.zeros((0, 2)), np.zeros(0, dtype=np.int64)) == 0.0


def test_one_place_in_both_classes_has_no_bound() -> None:
    x = np.array([[0.1, 0.7], [0.1, 0.7], [2.0, 2.0]])
    assert perceptron_bound(x, np.array([0, 1, 1])) is None


def test_the_closer_the_classes_the_larger_the_bound_until_it_is_beyond_what_is_told() -> None:
    labels = np.array([0, 1])
    for gap in (1.0, 1e-2, 1e-5, 2.1e-6):
        # The margin is the distance of the origin from the segment from (gap, 1) to (0, -1).
        bound = perceptron_bound(np.array([[0.0, 0.0], [gap, 0.0]]), labels)
        assert bound == pytest.approx((1 + gap**2) * (4 + gap**2) / gap**2, rel=1e-6)
    for gap in (1.9e-6, 1e-9, 1e-12, 1e-15, 1e-200):
        assert perceptron_bound(np.array([[0.0, 0.0], [gap, 0.0]]), labels) == math.inf


@pytest.mark.parametrize("scale", [1e308, 1e-308])
def test_the_ends_of_the_range_are_answered(scale: float) -> None:
    x = np.array([[1.0, 0.0], [-1.0, 0.5]]) * scale
    expected = pytest.approx(1.25, rel=1e-6) if scale > 1 else math.inf
    assert perceptron_bound(x, np.array([1, 0])) == expected


def test_many_points_of_many_features_are_bounded() -> None:
    x, labels = separable_points(20_000, 10, 1)
    bound = perceptron_bound(x, labels)
    assert bound is not None
    some = perceptron_bound(x[:2000], labels[:2000])
    assert some is not None
    assert 1 < some <= bound
    labels[7] = 1 - labels[7]
    assert perceptron_bound(x, labels) is None
