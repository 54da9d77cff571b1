"""Edits of datasets of several blocks: compared with plain arrays, and their memory."""

import tracemalloc
from collections.abc import Callable

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from model import Dataset, dataset
from model.arrays import Floats
from model.data.dataset import BLOCK, BY_HAND

NUMBER = st.floats(-1e9, 1e9)
PLACE = st.floats(0, 1, exclude_max=True)
PLACES = st.lists(PLACE, max_size=5)
COUNT = 2 * BLOCK - 2


class AgainstPlainArrays(RuleBasedStateMachine):
    """Random edits of several points, near and across the borders of blocks.

    The oracle is one array with a row for each point: its features, its label and its serial.
    """

    def __init__(self) -> None:
        super().__init__()
        rng = np.random.default_rng(0)
        x, labels = rng.normal(size=(COUNT, 2)), rng.integers(0, 2, COUNT)
        self.edited, self.classes = dataset(x, labels), 2
        self.table: Floats = np.column_stack([x, labels, np.arange(COUNT)])
        self.before = self.edited, self.table, self.classes

    def indices(self, places: list[float]) -> list[int]:
        """Return different indices, mostly close to the border of a block."""
        count = len(self.table)
        borders = [0, BLOCK - 1, BLOCK, 2 * BLOCK - 1, count - 1]
        found = []
        for place in places:
            chosen = int(place * 10)
            wanted = borders[chosen] if chosen < len(borders) else int(place * count)
            found.append(min(wanted, count - 1))
        return list(dict.fromkeys(found))

    def change(self, edited: Dataset, table: Floats, classes: int | None = None) -> None:
        self.before = self.edited, self.table, self.classes
        self.edited, self.table, self.classes = edited, table, classes or self.classes

    @rule(a=NUMBER, b=NUMBER, labels=st.lists(st.integers(0, 1), min_size=1, max_size=4))
    def append(self, a: float, b: float, labels: list[int]) -> None:
        x = np.array([(a + i, b - i) for i in range(len(labels))])
        rows = np.column_stack([x, labels, np.full(len(labels), BY_HAND)])
        self.change(self.edited.append(x, labels), np.vstack([self.table, rows]))

    @rule(a=NUMBER, label=st.integers(0, 1))
    def append_more_than_a_block(self, a: float, label: int) -> None:
        rows = np.tile([a, a, label, BY_HAND], (BLOCK + 7, 1))
        edited = self.edited.append(rows[:, :2], rows[:, 2])
        self.change(edited, np.vstack([self.table, rows]))

    @precondition(lambda self: len(self.table) > 0)
    @rule(places=PLACES, a=NUMBER, b=NUMBER)
    def move(self, places: list[float], a: float, b: float) -> None:
        indices, table = self.indices(places), self.table.copy()
        x = np.array([(a + i, b - i) for i in range(len(indices))]).reshape(-1, 2)
        table[indices, :2] = x
        self.change(self.edited.move(indices, x), table)

    @precondition(lambda self: len(self.table) > 0)
    @rule(places=PLACES, first=st.integers(0, 5))
    def relabel(self, places: list[float], first: int) -> None:
        indices, table = self.indices(places), self.table.copy()
        labels = [(first + i) % self.classes for i in range(len(indices))]
        table[indices, 2] = labels
        self.change(self.edited.relabel(indices, labels), table)

    @precondition(lambda self: len(self.table) > 0)
    @rule(places=PLACES)
    def remove_some(self, places: list[float]) -> None:
        gone = self.indices(places)
        self.change(self.edited.remove(gone), np.delete(self.table, gone, axis=0))

    @precondition(lambda self: len(self.table) > BLOCK)
    @rule(place=PLACE)
    def remove_a_block(self, place: float) -> None:
        first = int(place * (len(self.table) - BLOCK))
        gone = range(first, first + BLOCK)
        self.change(self.edited.remove(gone), np.delete(self.table, gone, axis=0))

    @precondition(lambda self: self.classes < 6)
    @rule()
    def add_a_class(self) -> None:
        edited = self.edited.with_class(f"class {self.classes}")
        self.change(edited, self.table, self.classes + 1)

    @precondition(lambda self: self.classes > 2)
    @rule()
    def remove_the_last_class(self) -> None:
        kept = self.table[self.table[:, 2] != self.classes - 1]
        self.change(self.edited.without_last_class(), kept, self.classes - 1)

    def teardown(self) -> None:
        for found, table, classes in ((self.edited, self.table, self.classes), self.before):
            assert len(found) == len(table)
            assert np.array_equal(found.x, table[:, :2])
            assert np.array_equal(found.labels, table[:, 2])
            assert np.array_equal(found.serials, table[:, 3])
            assert found.labels.dtype == found.serials.dtype == np.int64
            assert (found.loaded, found.classes) == (COUNT, classes)
            assert found.counts() == tuple(int((table[:, 2] == k).sum()) for k in range(classes))
            assert all(0 < len(block.labels) <= BLOCK for block in found.blocks)


AgainstPlainArrays.TestCase.settings = settings(
    settings.get_profile("repeatable"), max_examples=60, stateful_step_count=12
)
TestEditsAgainstPlainArrays = AgainstPlainArrays.TestCase


def test_a_hundred_edits_of_a_hundred_thousand_points_stay_under_a_hundred_megabytes() -> None:
    rng = np.random.default_rng(0)
    first = dataset(rng.normal(size=(100_000, 2)), rng.integers(0, 2, 100_000))
    selection = np.sort(rng.choice(90_000, 500, replace=False)).tolist()  # in every block
    edits: list[Callable[[Dataset, int], Dataset]] = [
        lambda d, i: d.append([(1.0, 1.0), (2.0, 2.0)], [0, 1]),
        lambda d, i: d.move(selection, d.x[selection] + 1.0),
        lambda d, i: d.relabel(selection, 1 - d.labels[selection]),
        lambda d, i: d.remove([i, (7 * i) % 90_000]),
        lambda d, i: d.move([i], [(1.0, 1.0)]),
    ]
    tracemalloc.start()
    try:
        kept = [first]
        for number in range(100):
            kept.append(edits[number % 5](kept[-1], 901 * number))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len({id(d) for d in kept}) == 101
    assert held < 100e6


def test_blocks_are_never_overfull_nor_empty_so_that_an_edit_stays_small() -> None:
    points = dataset(np.zeros((BLOCK - 1, 2)), np.zeros(BLOCK - 1))
    for _ in range(3):
        points = points.append([(1.0, 1.0)], [1])
    assert [len(block.labels) for block in points.blocks] == [BLOCK, 2]
    assert [len(block.labels) for block in points.remove(range(BLOCK)).blocks] == [2]
    moved = points.move([BLOCK], [(2.0, 2.0)])
    assert moved.blocks[0] is points.blocks[0]


def test_an_edit_that_changes_nothing_gives_the_same_dataset() -> None:
    points = dataset([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [0, 1, 1])
    assert points.move([2, 0], points.x[[2, 0]]) is points
    assert points.relabel([0, 1], [0, 1]) is points
    assert points.move([2, 0], points.x[[0, 2]]) is not points
    assert points.relabel([0, 1], [1, 0]) is not points
