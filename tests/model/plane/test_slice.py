from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data.dataset import dataset
from model.plane.slice import Slice, middle_slice
from tests.model.examples import some_points

AXES = [axes for features in (2, 3, 5) for axes in permutations(range(features), 2)]


@given(features=st.integers(2, 6), data=st.data())
def test_what_is_lifted_from_the_plane_lies_flat_on_it(features: int, data: st.DataObject) -> None:
    number = st.floats(-1e9, 1e9)
    axes = data.draw(st.permutations(range(features)))[:2]
    values = data.draw(st.lists(number, min_size=features, max_size=features))
    plane = np.array(data.draw(st.lists(st.tuples(number, number), max_size=4))).reshape(-1, 2)
    shown = Slice(tuple(axes), tuple(values))
    x = shown.lift(plane)
    assert x.shape == (len(plane), features)
    assert np.array_equal(x[:, axes], plane)
    assert np.array_equal(shown.flatten(x), plane)
    for i in shown.hidden:
        assert (x[:, i] == values[i]).all()
    assert sorted([*axes, *shown.hidden]) == list(range(features))


def test_two_features_are_the_plane_itself_and_can_be_swapped() -> None:
    x, _ = some_points(5)
    assert Slice((0, 1), (9.0, 9.0)).lift(x) is x
    assert Slice((0, 1), (9.0, 9.0)).flatten(x) is x
    swapped = Slice((1, 0), (9.0, 9.0))
    assert np.array_equal(swapped.flatten(x), x[:, ::-1])
    assert np.array_equal(swapped.lift(x), x[:, ::-1])


def test_one_feature_runs_along_x_and_y_means_nothing() -> None:
    shown = Slice((0,), (9.0,))
    assert shown.lift(np.array([[2.0, 5.0], [3.0, -7.0]])).tolist() == [[2], [3]]
    assert shown.flatten(np.array([[2.0], [3.0]])).tolist() == [[2, 0], [3, 0]]
    assert shown.moved(np.array([[2.0]]), np.array([[4.0, 5.0]])).tolist() == [[4]]
    assert shown.nearness(np.array([[2.0], [99.0]]), [1.0]).tolist() == [1, 1]


def test_one_of_several_features_can_be_shown_alone() -> None:
    shown = Slice((2,), (7.0, 8.0, 9.0))
    assert shown.lift(np.array([[1.0, 5.0]])).tolist() == [[7, 8, 1]]
    assert shown.flatten(np.array([[4.0, 5.0, 6.0]])).tolist() == [[6, 0]]


@pytest.mark.parametrize("axes", AXES)
def test_a_moved_point_keeps_its_hidden_features(axes: tuple[int, int]) -> None:
    features = 5
    x, _ = some_points(6, features)
    before = x.copy()
    shown = Slice(axes, (0.0,) * features)
    to = shown.flatten(x) + np.array([1.0, -2.0])
    moved = shown.moved(x, to)
    np.testing.assert_allclose(shown.flatten(moved), to)
    assert np.array_equal(moved[:, shown.hidden], x[:, shown.hidden])
    assert np.array_equal(x, before)


def test_nearness_falls_with_the_distance_in_spreads() -> None:
    shown = Slice((0, 1), (0.0, 0.0, 10.0, -5.0))
    x = np.array(
        [
            [3.0, 4.0, 10.0, -5.0],  # on the slice, wherever on it
            [0.0, 0.0, 12.0, -5.0],  # one spread away in one of two hidden features
            [0.0, 0.0, 8.0, -5.5],
            [0.0, 0.0, 14.0, -5.0],
            [0.0, 0.0, 1e3, -5.0],
        ]
    )
    near = shown.nearness(x, [1.0, 1.0, 2.0, 0.5])
    assert near[0] == 1
    np.testing.assert_allclose(near[1:4], np.exp([-0.25, -0.5, -1.0]))
    assert near[4] == pytest.approx(0)
    assert Slice((0, 1), (0.0, 0.0)).nearness(x[:, :2], [1.0, 1.0]).tolist() == [1] * 5


def test_a_constant_feature_takes_no_point_away_from_the_slice() -> None:
    shown = Slice((0, 1), (0.0, 0.0, 3.0))
    x = np.array([[1.0, 2.0, 3.0], [5.0, 6.0, 3.0]])
    assert shown.nearness(x, x.std(axis=0)).tolist() == [1, 1]


def test_the_middle_slice_lies_at_the_mean_of_the_points() -> None:
    x, _ = some_points(20, 4)
    labels = np.zeros(20, dtype=int)
    shown = middle_slice(dataset(x, labels))
    assert shown.axes == (0, 1)
    np.testing.assert_allclose(shown.values, x.mean(axis=0))
    assert middle_slice(dataset(x[:, :1], labels)).axes == (0,)
    nothing = dataset(np.empty((0, 3)), np.empty(0))
    assert middle_slice(nothing) == Slice((0, 1), (0.0, 0.0, 0.0))


def test_the_middle_slice_lies_in_one_category() -> None:
    x = [[5.0, 1, 0, 0], [6.0, 0, 1, 0], [7.0, 0, 1, 0]]
    names = ("gre", "rank=1", "rank=2", "rank=3")
    points = dataset(x, [0, 1, 1], names, one_hot=(False, True, True, True))
    assert middle_slice(points).values == (6.0, 0.0, 1.0, 0.0)
