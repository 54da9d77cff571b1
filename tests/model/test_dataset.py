import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from model import Dataset, dataset
from model.dataset import BLOCK, split

SMALL = dataset([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [0, 1, 1])
NUMBER = st.floats(-1e9, 1e9)
PLACE = st.floats(0, 1, exclude_max=True)


class AgainstPlainLists(RuleBasedStateMachine):
    """Random edits near and across the borders of blocks, against plain lists."""

    def __init__(self) -> None:
        super().__init__()
        count = 2 * BLOCK - 2
        rng = np.random.default_rng(0)
        x, labels = rng.normal(size=(count, 2)), rng.integers(0, 2, count)
        self.edited = dataset(x, labels)
        self.points: list[tuple[float, float, int]] = [
            (a, b, label) for (a, b), label in zip(x.tolist(), labels.tolist(), strict=True)
        ]
        self.before = self.edited
        self.points_before = list(self.points)

    def index(self, place: float) -> int:
        """Mostly an index close to a border."""
        borders = [0, BLOCK - 1, BLOCK, 2 * BLOCK - 1, len(self.points) - 1]
        chosen = int(place * 10)
        wanted = borders[chosen] if chosen < len(borders) else int(place * len(self.points))
        return min(wanted, len(self.points) - 1)

    def remember(self) -> None:
        self.before, self.points_before = self.edited, list(self.points)

    @rule(a=NUMBER, b=NUMBER, label=st.integers(0, 1))
    def append(self, a: float, b: float, label: int) -> None:
        self.remember()
        self.edited = self.edited.append((a, b), label)
        self.points.append((a, b, label))

    @precondition(lambda self: self.points)
    @rule(place=PLACE, a=NUMBER, b=NUMBER)
    def move(self, place: float, a: float, b: float) -> None:
        self.remember()
        i = self.index(place)
        self.edited = self.edited.move(i, (a, b))
        self.points[i] = (a, b, self.points[i][2])

    @precondition(lambda self: self.points)
    @rule(place=PLACE, label=st.integers(0, 1))
    def relabel(self, place: float, label: int) -> None:
        self.remember()
        i = self.index(place)
        self.edited = self.edited.relabel(i, label)
        self.points[i] = (*self.points[i][:2], label)

    @precondition(lambda self: self.points)
    @rule(places=st.lists(PLACE, max_size=5))
    def remove_some(self, places: list[float]) -> None:
        self.remember()
        gone = [self.index(place) for place in places]
        self.edited = self.edited.remove(gone)
        self.points = [p for i, p in enumerate(self.points) if i not in set(gone)]

    @precondition(lambda self: len(self.points) > BLOCK)
    @rule(place=PLACE)
    def remove_many(self, place: float) -> None:
        self.remember()
        first = int(place * (len(self.points) - BLOCK))
        self.edited = self.edited.remove(range(first, first + BLOCK))
        self.points = self.points[:first] + self.points[first + BLOCK :]

    def teardown(self) -> None:
        for found, expected in ((self.edited, self.points), (self.before, self.points_before)):
            assert len(found) == len(expected)
            assert found.x.shape == (len(expected), 2)
            assert found.x.tolist() == [[a, b] for a, b, _ in expected]
            assert found.labels.tolist() == [label for _, _, label in expected]
            assert found.labels.dtype == np.int64
            reds = sum(label for _, _, label in expected)
            assert found.counts() == (len(expected) - reds, reds)


AgainstPlainLists.TestCase.settings = settings(
    settings.get_profile("repeatable"), max_examples=60, stateful_step_count=12
)
TestEditsAgainstPlainLists = AgainstPlainLists.TestCase


def test_a_hundred_edits_of_a_hundred_thousand_points_stay_under_a_hundred_megabytes() -> None:
    rng = np.random.default_rng(0)
    first = dataset(rng.normal(size=(100_000, 2)), rng.integers(0, 2, 100_000))
    edits: list[Callable[[Dataset, int], Dataset]] = [
        lambda d, i: d.append((1.0, 1.0), 0),
        lambda d, i: d.move(i, (1.0, 1.0)),
        lambda d, i: d.relabel(i, 0),
        lambda d, i: d.remove([i, (7 * i) % 99_000]),
    ]
    tracemalloc.start()
    try:
        kept = [first]
        for number in range(100):
            kept.append(edits[number % 4](kept[-1], int(rng.integers(0, 99_000))))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len({id(d) for d in kept}) == 101
    assert held < 100e6


def test_blocks_are_never_overfull_nor_empty_so_that_an_edit_stays_small() -> None:
    points = dataset(np.zeros((BLOCK - 1, 2)), np.zeros(BLOCK - 1))
    for _ in range(3):
        points = points.append((1.0, 1.0), 1)
    assert [len(block.labels) for block in points.blocks] == [BLOCK, 2]
    assert [len(block.labels) for block in points.remove(range(BLOCK)).blocks] == [2]
    moved = points.move(BLOCK, (2.0, 2.0))
    assert moved.blocks[0] is points.blocks[0]


def test_points_and_labels_are_copied_in() -> None:
    x, labels = np.ones((3, 2)), np.zeros(3, dtype=np.int64)
    points = dataset(x, labels)
    x[:], labels[:] = 7, 1
    assert (points.x == 1).all()
    assert not points.labels.any()


@pytest.mark.parametrize("features", [1, 2, 3])
def test_features_are_named_and_counted(features: int) -> None:
    points = dataset(np.zeros((4, features)), [0, 1, 0, 1])
    assert points.feature_names == ("x1", "x2", "x3")[:features]
    assert points.features == features
    assert points.append([1.0] * features, 1).x.shape == (5, features)


def test_six_classes_and_one_without_points() -> None:
    points = dataset(np.zeros((3, 2)), [0, 5, 5], class_names="abcdef")
    assert points.classes == 6
    assert points.counts() == (1, 0, 0, 0, 0, 2)


def test_no_points_at_all() -> None:
    empty = dataset(np.empty((0, 2)), [])
    assert (len(empty), empty.x.shape, empty.labels.shape) == (0, (0, 2), (0,))
    assert empty.counts() == (0, 0)
    assert empty.append((1, 2), 1).x.tolist() == [[1, 2]]
    assert len(SMALL.remove([0, 1, 2])) == 0
    assert SMALL.remove([0, 1, 2]).append((1, 2), 1).labels.tolist() == [1]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_coordinate_that_is_no_finite_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        dataset([[1.0, number]], [0])
    with pytest.raises(ValueError, match="finite"):
        SMALL.append((1.0, number), 0)
    with pytest.raises(ValueError, match="finite"):
        SMALL.move(0, (1.0, number))


@pytest.mark.parametrize("label", [-1, 2])
def test_a_label_without_a_class_is_refused(label: int) -> None:
    with pytest.raises(ValueError, match="label"):
        dataset([[1.0, 2.0]], [label])
    with pytest.raises(ValueError, match="label"):
        SMALL.append((1.0, 2.0), label)
    with pytest.raises(ValueError, match="label"):
        SMALL.relabel(0, label)


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_a_point_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(IndexError, match="there are 3 points"):
        SMALL.move(index, (0, 0))
    with pytest.raises(IndexError, match="there are 3 points"):
        SMALL.relabel(index, 0)
    with pytest.raises(IndexError, match="there are 3 points"):
        SMALL.remove([index])


@pytest.mark.parametrize(
    ("x", "labels", "says"),
    [
        ([1.0, 2.0], [0], "shape"),
        ([[1.0, 2.0]], [0, 1], "1 points"),
        ([[1.0, 2.0]], [[0]], "labels of shape"),
    ],
)
def test_shapes_that_do_not_agree_are_refused(x: object, labels: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        dataset(x, labels)


def test_a_point_with_too_many_features_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 2"):
        SMALL.append((1.0, 2.0, 3.0), 0)
    with pytest.raises(ValueError, match="expected 3"):
        dataset([[1.0, 2.0]], [0], feature_names=("a", "b", "c"))


@pytest.mark.parametrize("points", [0, 1, 2, 10, 101])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.9])
def test_a_split_takes_every_point_once_and_leaves_one_to_train(points: int, share: float) -> None:
    train, test = split(points, share, np.random.default_rng(0))
    assert sorted([*train, *test]) == list(range(points))
    assert len(test) == min(round(points * share), max(points - 1, 0))
    assert train.tolist() == sorted(train)


@pytest.mark.parametrize("share", [-0.1, 0.91, np.nan])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="0 to"):
        split(10, share, np.random.default_rng(0))
