"""Points and their labels, never changed in place.

A dataset keeps its points in blocks, and an edit replaces only the blocks it touches, so a hundred
edits of 100 000 points, all kept for undo, share almost everything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from model.arrays import Bools, Floats, Integers, freeze, frozen_floats, frozen_integers
from model.errors import listed
from model.words import number_of

BLOCK = 4096
CLASS_NAMES = ("blue", "red", "amber", "green", "violet", "teal")
MOST_CLASSES = len(CLASS_NAMES)
BY_HAND = -1
FURTHEST = 1e9  # no coordinate beyond this can be shown or placed
FURTHEST_SCALED = 1e30  # a field is computed in float32, which ends at 3e38


class PointBlock(NamedTuple):
    """Some points: x (points, features), labels and serials (points,), all read-only.

    The serial of a point is its index among the points that were loaded together, ``BY_HAND`` for
    a point placed by hand or a row of a table, which is always trained on.
    """

    x: Floats
    labels: Integers
    serials: Integers


@dataclass(frozen=True, eq=False)
class Dataset:
    """Points, labels 0..K-1, and the names of features and classes. Equal only to itself.

    ``one_hot`` says which features are columns of a one-hot encoding. ``loaded`` is how many points
    were loaded together from a file or a preset, even if some have been removed since.
    """

    blocks: tuple[PointBlock, ...]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    one_hot: tuple[bool, ...]
    loaded: int = 0

    def __len__(self) -> int:
        """Return the number of points."""
        return sum(len(block.labels) for block in self.blocks)

    @property
    def features(self) -> int:
        """The number of features d."""
        return len(self.feature_names)

    @property
    def classes(self) -> int:
        """The number of classes K, including classes without points."""
        return len(self.class_names)

    @property
    def x(self) -> Floats:
        """All points, (points, features), read-only; with several blocks, a new array each time."""
        if len(self.blocks) == 1:
            return self.blocks[0].x
        empty = np.empty((0, self.features))
        return freeze(np.concatenate([empty, *(block.x for block in self.blocks)]))

    @property
    def labels(self) -> Integers:
        """All labels, (points,), read-only; with several blocks, a new array each time."""
        return self._joined([block.labels for block in self.blocks])

    @property
    def serials(self) -> Integers:
        """All serials, (points,), read-only; with several blocks, a new array each time."""
        return self._joined([block.serials for block in self.blocks])

    def counts(self) -> tuple[int, ...]:
        """Return how many points each class has."""
        return tuple(np.bincount(self.labels, minlength=self.classes).tolist())

    def append(self, x: object, labels: object) -> "Dataset":
        """Return this dataset with points x (points, features), labels (points,) appended."""
        rows = _checked(np.array(x, dtype=np.float64, ndmin=2), self.features)
        added = self._checked_labels(labels, len(rows))
        blocks = self.blocks
        serials = np.full(len(rows), BY_HAND)
        if blocks and len(blocks[-1].labels) < BLOCK:
            last, blocks = blocks[-1], blocks[:-1]
            rows = np.concatenate([last.x, rows])
            added = np.concatenate([last.labels, added])
            serials = np.concatenate([last.serials, serials])
        return replace(self, blocks=(*blocks, *_blocks(rows, added, serials)))

    def move(self, indices: Sequence[int], x: object) -> "Dataset":
        """Return this dataset with the points at these indices moved to x (points, features)."""
        rows = _checked(np.array(x, dtype=np.float64, ndmin=2), self.features)
        if len(rows) != len(indices):
            raise ValueError(
                f"{number_of(len(rows), 'place')} for {number_of(len(indices), 'point')}"
            )

        def moved(block: PointBlock, inside: Integers, given: Integers) -> PointBlock:
            changed = np.array(block.x)
            changed[inside] = rows[given]
            same = np.array_equal(changed, block.x)
            return block if same else block._replace(x=freeze(changed))

        return self._with_changed(indices, moved)

    def relabel(self, indices: Sequence[int], labels: object) -> "Dataset":
        """Return this dataset with new labels (points,) for the points at these indices."""
        wanted = self._checked_labels(labels, len(indices))

        def relabelled(block: PointBlock, inside: Integers, given: Integers) -> PointBlock:
            changed = np.array(block.labels)
            changed[inside] = wanted[given]
            same = np.array_equal(changed, block.labels)
            return block if same else block._replace(labels=freeze(changed))

        return self._with_changed(indices, relabelled)

    def remove(self, indices: Sequence[int]) -> "Dataset":
        """Return this dataset without the points at these indices."""

        def thinned(block: PointBlock, inside: Integers, given: Integers) -> PointBlock:
            kept = np.ones(len(block.labels), dtype=bool)
            kept[inside] = False
            x, labels, serials = block
            return PointBlock(freeze(x[kept]), freeze(labels[kept]), freeze(serials[kept]))

        changed = self._with_changed(indices, thinned)
        return replace(changed, blocks=tuple(b for b in changed.blocks if len(b.labels)))

    def with_class(self, name: str) -> "Dataset":
        """Return this dataset with one more class, which has no points yet.

        Raises:
            ValueError: there are six classes already, or one has this name.
        """
        if self.classes >= MOST_CLASSES:
            raise ValueError(f"there are {self.classes} classes already, and no more can be shown")
        if name in self.class_names:
            raise ValueError(f"there is a class {name} already")
        return replace(self, class_names=(*self.class_names, name))

    def without_last_class(self) -> "Dataset":
        """Return this dataset without its last class and the points of that class.

        Raises:
            ValueError: there are only two classes.
        """
        if self.classes == 2:
            raise ValueError("two classes are the fewest: there must be something to tell apart")
        last = np.flatnonzero(self.labels == self.classes - 1)
        return replace(self.remove(last.tolist()), class_names=self.class_names[:-1])

    def with_classes(self, names: Sequence[str]) -> "Dataset":
        """Return this dataset with classes of these names, in this order.

        Each point stays in the class of its name.

        Raises:
            ValueError: a class that has points is not among these names.
        """
        if tuple(names) == self.class_names:
            return self
        counts = zip(self.class_names, self.counts(), strict=True)
        for name, count in counts:
            if count and name not in names:
                raise ValueError(f"there is no class {name} among {listed(names)}")
        known = [names.index(name) if name in names else 0 for name in self.class_names]
        place = frozen_integers(known)
        blocks = tuple(b._replace(labels=freeze(place[b.labels])) for b in self.blocks)
        return replace(self, blocks=blocks, class_names=tuple(names))

    def as_table(self) -> "Dataset":
        """Return this dataset with no point that can ever be a test point."""
        by_hand = (freeze(np.full_like(block.serials, BY_HAND)) for block in self.blocks)
        pairs = zip(self.blocks, by_hand, strict=True)
        blocks = tuple(block._replace(serials=serials) for block, serials in pairs)
        return replace(self, blocks=blocks, loaded=0)

    def in_drawing_order(self) -> "Dataset":
        """Return this dataset with the classes blue, red, amber, ... in the order of a drawing.

        A dataset with other class names, or with one left out, is returned as it is.
        """
        drawn = CLASS_NAMES[: len(self.class_names)]
        return self.with_classes(drawn) if set(self.class_names) == set(drawn) else self

    def holds_same_points(self, other: "Dataset") -> bool:
        """Return whether another dataset holds the same points, in classes of the same names."""
        if self.blocks is other.blocks and self.class_names == other.class_names:
            return True
        if self.feature_names != other.feature_names or len(self) != len(other):
            return False
        mine, theirs = (np.array(d.class_names)[d.labels] for d in (self, other))
        return np.array_equal(self.x, other.x) and np.array_equal(mine, theirs)

    def _joined(self, parts: Sequence[Integers]) -> Integers:
        if len(parts) == 1:
            return parts[0]
        return freeze(np.concatenate([np.empty(0, dtype=np.int64), *parts]))

    def _with_changed(
        self, indices: Sequence[int], change: Callable[[PointBlock, Integers, Integers], PointBlock]
    ) -> "Dataset":
        """Return this dataset with the blocks that hold ``indices`` changed.

        ``change(block, inside, given)`` gets the indices of points within the block, and where
        they stand in ``indices``. If no block changes, this very dataset is returned.
        """
        blocks = list(self.blocks)
        for position, inside, given in self._located(np.array(indices, dtype=np.int64)):
            blocks[position] = change(blocks[position], inside, given)
        same = all(new is old for new, old in zip(blocks, self.blocks, strict=True))
        return self if same else replace(self, blocks=tuple(blocks))

    def _located(self, indices: Integers) -> Iterator[tuple[int, Integers, Integers]]:
        """Yield the position of each block concerned, its points' indices in it and in these."""
        outside = indices[(indices < 0) | (indices >= len(self))]
        if len(outside):
            points = number_of(len(self), "point")
            raise IndexError(f"there is no point {outside[0]} among {points}, counted from 0")
        starts = np.cumsum([0, *(len(block.labels) for block in self.blocks)])
        positions = np.searchsorted(starts, indices, side="right") - 1
        for position in np.unique(positions):
            given = np.flatnonzero(positions == position)
            yield int(position), indices[given] - starts[position], given

    def _checked_labels(self, labels: object, points: int) -> Integers:
        values = np.array(labels, dtype=np.int64, ndmin=1)
        if values.shape != (points,):
            raise ValueError(f"{number_of(points, 'point')} and labels of shape {values.shape}")
        if len(values) and not 0 <= values.min() <= values.max() < self.classes:
            raise ValueError(
                f"labels {values.min()}..{values.max()}: expected 0 to {self.classes - 1}"
            )
        return values


def dataset(
    x: object,
    labels: object,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] = CLASS_NAMES[:2],
    one_hot: Sequence[bool] = (),
) -> Dataset:
    """Return a dataset of x (points, features) and labels (points,).

    Features without names are called x1, x2, ... An empty ``one_hot`` means that no feature is a
    column of a one-hot encoding.

    Raises:
        ValueError: shapes do not agree, a coordinate is not finite, a label is not a whole number
            or has no class, or there are fewer than two classes or no feature.
    """
    points = np.asarray(x, dtype=np.float64)
    if points.ndim != 2:
        raise ValueError(f"points of shape {points.shape}: expected (points, features)")
    names = tuple(feature_names or (f"x{i + 1}" for i in range(points.shape[1])))
    values = frozen_integers(labels)
    if not names or len(class_names) < 2:
        raise ValueError(
            f"features: {len(names)}, classes: {len(class_names)}; expected 1 and 2 or more"
        )
    if not np.array_equal(values, np.asarray(labels)):
        raise ValueError("a label is not a whole number")
    _checked(points, len(names))
    if values.shape != (len(points),):
        raise ValueError(f"{number_of(len(points), 'point')} and labels of shape {values.shape}")
    if len(values) and not 0 <= values.min() <= values.max() < len(class_names):
        raise ValueError(f"labels {values.min()}..{values.max()} for {len(class_names)} classes")
    encoded = tuple(one_hot) or (False,) * len(names)
    if len(encoded) != len(names):
        raise ValueError(f"one-hot marks for {len(encoded)} of {len(names)} features")
    blocks = _blocks(points, values, np.arange(len(points)))
    return Dataset(blocks, names, tuple(class_names), encoded, len(points))


def _blocks(x: Floats, labels: Integers, serials: Integers) -> tuple[PointBlock, ...]:
    parts = (slice(start, start + BLOCK) for start in range(0, len(labels), BLOCK))
    return tuple(
        PointBlock(
            frozen_floats(x[part]), frozen_integers(labels[part]), frozen_integers(serials[part])
        )
        for part in parts
    )


def _checked(points: Floats, features: int) -> Floats:
    if points.shape[1] != features:
        raise ValueError(f"a point of {number_of(points.shape[1], 'feature')}: expected {features}")
    if not np.isfinite(points).all():
        raise ValueError("a coordinate is not a finite number")
    return points


def test_count(points: int, share: float) -> int:
    """Return how many of so many points are test points; at least one is a training point."""
    return min(round(points * share), max(points - 1, 0))


def training_and_test(
    points: int, share: float, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Return the indices of training points and of test points, a ``share`` (0 to 0.9) of all.

    At least one point is a training point.

    Raises:
        ValueError: the share is out of range.
    """
    if not 0 <= share <= 0.9:
        raise ValueError(f"test share {share}: expected 0 to 0.9")
    tests = test_count(points, share)
    shuffled = rng.permutation(points)
    return np.sort(shuffled[tests:]), np.sort(shuffled[:tests])


def test_mask(data: Dataset, share: float, rng: np.random.Generator) -> Bools:
    """Return which points, (points,), are test points, drawn from those loaded together.

    Points placed by hand are training points, and there is at least one training point.

    Raises:
        ValueError: the share is out of range.
    """
    if share == 0:
        return freeze(np.zeros(len(data), dtype=bool))
    _, tests = training_and_test(data.loaded, share, rng)
    drawn = np.zeros(data.loaded + 1, dtype=bool)  # the last is for points placed by hand
    drawn[tests] = True
    mask = drawn[data.serials]
    if mask.all():
        mask[:1] = False
    return freeze(mask)
