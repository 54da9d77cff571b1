import numpy as np
import pytest

from model import dataset
from model.data.dataset import BY_HAND, training_and_test

SMALL = dataset([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [0, 1, 1])


def test_points_that_came_together_are_told_from_those_placed_by_hand() -> None:
    assert SMALL.serials.tolist() == [0, 1, 2]
    edited = SMALL.append([(7.0, 8.0)], [0]).remove([1]).move([1], [(0.0, 0.0)]).relabel([0], [1])
    assert edited.serials.tolist() == [0, 2, BY_HAND]
    assert edited.loaded == 3
    assert dataset(edited.x, edited.labels).serials.tolist() == [0, 1, 2]


def test_points_and_labels_are_copied_in() -> None:
    x, labels = np.ones((3, 2)), np.zeros(3, dtype=np.int64)
    points = dataset(x, labels)
    more = points.append(x, labels)
    moved = points.move([0, 1, 2], x + 1)
    x[:], labels[:] = 7, 1
    assert (points.x == 1).all()
    assert (more.x == 1).all()
    assert (moved.x == 2).all()
    assert not points.labels.any()
    assert not more.labels.any()


@pytest.mark.parametrize("features", [1, 2, 3])
def test_features_are_named_and_counted(features: int) -> None:
    points = dataset(np.zeros((4, features)), [0, 1, 0, 1])
    assert points.feature_names == ("x1", "x2", "x3")[:features]
    assert points.features == features
    assert points.one_hot == (False,) * features
    assert points.append(np.ones((2, features)), [1, 0]).x.shape == (6, features)


def test_one_hot_columns_are_remembered_through_edits() -> None:
    points = dataset(np.eye(3), [0, 1, 0], ("a", "rank=1", "rank=2"), one_hot=(False, True, True))
    edited = points.append(np.eye(3), [1, 1, 1]).remove([0]).with_class("amber")
    assert edited.one_hot == (False, True, True)
    with pytest.raises(ValueError, match="one-hot marks for 2 of 3"):
        dataset(np.eye(3), [0, 1, 0], one_hot=(True, False))


def test_six_classes_and_one_without_points() -> None:
    points = dataset(np.zeros((3, 2)), [0, 5, 5], class_names="abcdef")
    assert points.classes == 6
    assert points.counts() == (1, 0, 0, 0, 0, 2)
    with pytest.raises(ValueError, match="6 classes already"):
        points.with_class("g")


def test_classes_come_and_go() -> None:
    three = SMALL.with_class("amber")
    assert three.class_names == ("blue", "red", "amber")
    assert three.counts() == (1, 2, 0)
    full = three.append(np.ones((2, 2)), [2, 2]).relabel([0], [2])
    assert full.counts() == (0, 2, 3)
    assert full.without_last_class().counts() == (0, 2)
    assert full.without_last_class().x.tolist() == [[3, 4], [5, 6]]
    with pytest.raises(ValueError, match="there is a class red already"):
        SMALL.with_class("red")
    with pytest.raises(ValueError, match="two classes are the fewest"):
        SMALL.without_last_class()


@pytest.mark.parametrize(
    ("names", "labels", "expected_names", "expected_labels"),
    [
        (("blue", "red"), [0, 1], ("blue", "red"), [0, 1]),
        (("red", "blue"), [0, 1], ("blue", "red"), [1, 0]),
        (("amber", "blue", "red"), [0, 1], ("blue", "red", "amber"), [2, 0]),
        (("green", "red"), [0, 1], ("green", "red"), [0, 1]),
        (("no", "blue"), [0, 1], ("no", "blue"), [0, 1]),
        (("red", "yes"), [0, 1], ("red", "yes"), [0, 1]),
    ],
)
def test_colours_are_put_in_the_order_they_are_drawn_in(
    names: tuple[str, ...],
    labels: list[int],
    expected_names: tuple[str, ...],
    expected_labels: list[int],
) -> None:
    given = dataset(np.eye(2), labels, class_names=names)
    ordered = given.in_drawing_order()
    assert ordered.class_names == expected_names
    assert ordered.labels.tolist() == expected_labels
    assert ordered.in_drawing_order() is ordered
    # Every point keeps the name of its class.
    before, after = ([d.class_names[i] for i in d.labels] for d in (given, ordered))
    assert before == after


def test_no_points_at_all() -> None:
    empty = dataset(np.empty((0, 2)), [])
    assert (len(empty), empty.x.shape, empty.labels.shape) == (0, (0, 2), (0,))
    assert empty.serials.shape == (0,)
    assert empty.counts() == (0, 0)
    assert empty.append([(1, 2)], [1]).x.tolist() == [[1, 2]]
    assert len(empty.append(np.empty((0, 2)), [])) == 0
    assert empty.remove([]).move([], np.empty((0, 2))).relabel([], []).counts() == (0, 0)
    assert len(SMALL.remove([0, 1, 2])) == 0
    assert SMALL.remove([0, 1, 2]).append([(1, 2)], [1]).labels.tolist() == [1]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_coordinate_that_is_no_finite_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        dataset([[1.0, number]], [0])
    with pytest.raises(ValueError, match="finite"):
        SMALL.append([(1.0, 2.0), (1.0, number)], [0, 0])
    with pytest.raises(ValueError, match="finite"):
        SMALL.move([0, 1], [(1.0, 2.0), (1.0, number)])


@pytest.mark.parametrize("label", [-1, 2])
def test_a_label_without_a_class_is_refused(label: int) -> None:
    with pytest.raises(ValueError, match="label"):
        dataset([[1.0, 2.0]], [label])
    with pytest.raises(ValueError, match="label"):
        SMALL.append([(1.0, 2.0), (1.0, 2.0)], [0, label])
    with pytest.raises(ValueError, match="label"):
        SMALL.relabel([0, 1], [0, label])


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_a_point_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(IndexError, match="among 3 points"):
        SMALL.move([0, index], [(0, 0), (1, 1)])
    with pytest.raises(IndexError, match="among 3 points"):
        SMALL.relabel([0, index], [0, 0])
    with pytest.raises(IndexError, match="among 3 points"):
        SMALL.remove([0, index])


@pytest.mark.parametrize(
    ("x", "labels", "says"),
    [
        ([1.0, 2.0], [0], "shape"),
        ([[1.0, 2.0]], [0, 1], "1 point and labels"),
        ([[1.0, 2.0]], [[0]], "labels of shape"),
        ([[1.0, 2.0]], [0.5], "not a whole number"),
    ],
)
def test_shapes_that_do_not_agree_are_refused(x: object, labels: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        dataset(x, labels)


def test_as_many_places_and_labels_as_points_are_asked_for() -> None:
    with pytest.raises(ValueError, match="2 points and labels of shape"):
        SMALL.append([(1.0, 2.0), (3.0, 4.0)], [1])
    with pytest.raises(ValueError, match="1 place for 2 points"):
        SMALL.move([0, 1], [(5.0, 6.0)])
    with pytest.raises(ValueError, match="2 points and labels of shape"):
        SMALL.relabel([0, 1], [1])


def test_a_point_with_too_many_features_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 2"):
        SMALL.append([(1.0, 2.0, 3.0)], [0])
    with pytest.raises(ValueError, match="expected 2"):
        SMALL.move([0], [(1.0, 2.0, 3.0)])
    with pytest.raises(ValueError, match="expected 3"):
        dataset([[1.0, 2.0]], [0], feature_names=("a", "b", "c"))


@pytest.mark.parametrize("points", [0, 1, 2, 10, 101])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.9])
def test_a_split_takes_every_point_once_and_leaves_one_to_train(points: int, share: float) -> None:
    train, test = training_and_test(points, share, np.random.default_rng(0))
    assert sorted([*train, *test]) == list(range(points))
    assert len(test) == min(round(points * share), max(points - 1, 0))
    assert train.tolist() == sorted(train)


@pytest.mark.parametrize("share", [-0.1, 0.91, np.nan])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="0 to"):
        training_and_test(10, share, np.random.default_rng(0))
