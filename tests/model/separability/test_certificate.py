"""Proofs that linear scores cannot tell classes apart, against a linear program."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from model.arrays import Floats, Integers
from model.separability.certificate import contradicting
from tests.model.examples import separable_points, some_points


def separates(x: Floats, labels: Integers, classes: int) -> bool:
    """Whether scores w_k.x + b_k exist of which the label's leads by 1 at each point."""
    width = x.shape[1] + 1
    rows = []
    for point, label in zip(np.column_stack([x, np.ones(len(x))]), labels, strict=True):
        for other in set(range(classes)) - {int(label)}:
            row = np.zeros((classes, width))
            row[other], row[label] = point, -point
            rows.append(row.ravel())
    wanted = -np.ones(len(rows))
    cost = np.zeros(classes * width)
    status = linprog(cost, np.array(rows), wanted, bounds=(None, None)).status
    assert status in (0, 2)
    return bool(status == 0)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(2, 30),
    st.integers(1, 4),
    st.integers(2, 4),
    st.booleans(),
    st.booleans(),
)
def test_what_is_said_agrees_with_a_linear_program(
    seed: int, count: int, features: int, classes: int, on_grid: bool, lines: bool
) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, features))
    if on_grid:
        x = rng.integers(0, 3, (count, features)).astype(np.float64)
    labels = rng.integers(0, classes, count)
    if lines:
        labels = (x @ rng.normal(size=(features, classes))).argmax(axis=1)
    found = contradicting(x, labels, classes)
    assert (found is None) == separates(x, labels, classes)
    if found is not None:
        assert contradicting(x[found], labels[found], classes) is not None, "they are enough"


def test_three_points_on_a_line_are_decided_to_the_last_bit() -> None:
    for middle, apart in ((0.3, False), (np.nextafter(0.3, 1.0), True)):
        x = np.array([[0.25, 0.1], [0.35, 0.1], [0.3, 0.1]])
        x[2, 0] = middle
        inside = Fraction(0.25) <= Fraction(middle) <= Fraction(0.35)
        assert inside
        assert contradicting(x, np.array([0, 0, 1]), 2) is not None, apart


def test_a_point_within_rounding_of_the_other_hull_is_never_said_to_be_inside() -> None:
    x = np.array([[0.0, 0.0], [1.0, 1.0 / 3.0], [0.5, np.nextafter(1.0 / 6.0, 1.0)]])
    assert contradicting(x, np.array([0, 0, 1]), 2) is None
    x[2, 1] = x[1, 1] / 2
    assert contradicting(x, np.array([0, 0, 1]), 2) is not None


@pytest.mark.parametrize("features", [3, 5])
def test_of_many_points_a_few_are_enough(features: int) -> None:
    x, labels = some_points(5000, features)
    labels[:9] = 1 - labels[:9]
    found = contradicting(x, labels, 2)
    assert found is not None
    assert len(found) <= features + 2
    assert contradicting(*separable_points(2000, features, 0), 2) is None


def test_without_points_or_of_one_class_nothing_is_proved() -> None:
    assert contradicting(np.empty((0, 3)), np.empty(0, dtype=np.int64), 2) is None
    assert contradicting(np.ones((4, 3)), np.ones(4, dtype=np.int64), 3) is None
