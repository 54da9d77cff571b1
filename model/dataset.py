"""Points and their labels, never changed in place.

A dataset keeps its points in blocks, and an edit renews only the blocks that it touches. So a
hundred edits of 100 000 points, all kept for undo, share almost everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from model.arrays import Floats, Integers, freeze, frozen_floats, frozen_integers

BLOCK = 4096
CLASS_NAMES = ("blue", "red")


class Block(NamedTuple):
    """Some points: x (points, features) and labels (points,), both read-only."""

    x: Floats
    labels: Integers


@dataclass(frozen=True, eq=False)
class Dataset:
    """Points, labels 0..K-1, and the names of features and classes. Equal only to itself."""

    blocks: tuple[Block, ...]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]

    def __len__(self) -> int:
        """The number of points."""
        return sum(len(block.labels) for block in self.blocks)

    @property
    def features(self) -> int:
        """The number of features d."""
        return len(self.feature_names)

    @property
    def classes(self) -> int:
        """The number of classes K; not every class need have a point."""
        return len(self.class_names)

    @property
    def x(self) -> Floats:
        """All points, (points, features), read-only; joined anew on each call above one block."""
        if len(self.blocks) == 1:
            return self.blocks[0].x
        empty = np.empty((0, self.features))
        return freeze(np.concatenate([empty, *(block.x for block in self.blocks)]))

    @property
    def labels(self) -> Integers:
        """All labels, (points,), read-only; joined anew on each call above one block."""
        if len(self.blocks) == 1:
            return self.blocks[0].labels
        empty = np.empty(0, dtype=np.int64)
        return freeze(np.concatenate([empty, *(block.labels for block in self.blocks)]))

    def counts(self) -> tuple[int, ...]:
        """How many points each class has."""
        return tuple(np.bincount(self.labels, minlength=self.classes).tolist())

    def append(self, x: Sequence[float] | Floats, label: int) -> "Dataset":
        """This dataset and one more point at its end."""
        row = _checked(np.array(x, dtype=np.float64).reshape(1, -1), self.features)
        self._check_label(label)
        blocks = self.blocks
        if blocks and len(blocks[-1].labels) < BLOCK:
            last = blocks[-1]
            joined = Block(
                freeze(np.concatenate([last.x, row])), freeze(np.append(last.labels, label))
            )
            return replace(self, blocks=(*blocks[:-1], joined))
        return replace(self, blocks=(*blocks, Block(freeze(row), frozen_integers([label]))))

    def move(self, index: int, x: Sequence[float] | Floats) -> "Dataset":
        """This dataset with point ``index`` somewhere else."""
        row = _checked(np.array(x, dtype=np.float64).reshape(1, -1), self.features)
        position, inside = self._locate(index)
        if np.array_equal(self.blocks[position].x[inside], row[0]):
            return self
        changed = np.array(self.blocks[position].x)
        changed[inside] = row
        return self._with_block(position, self.blocks[position]._replace(x=freeze(changed)))

    def relabel(self, index: int, label: int) -> "Dataset":
        """This dataset with another label at point ``index``."""
        self._check_label(label)
        position, inside = self._locate(index)
        changed = np.array(self.blocks[position].labels)
        changed[inside] = label
        return self._with_block(position, self.blocks[position]._replace(labels=freeze(changed)))

    def remove(self, indices: Sequence[int]) -> "Dataset":
        """This dataset without the points of these indices."""
        inside: dict[int, list[int]] = {}
        for index in indices:
            position, offset = self._locate(index)
            inside.setdefault(position, []).append(offset)
        blocks = []
        for position, block in enumerate(self.blocks):
            gone = inside.get(position)
            if gone is None:
                blocks.append(block)
            elif len(set(gone)) < len(block.labels):
                x, labels = np.delete(block.x, gone, axis=0), np.delete(block.labels, gone)
                blocks.append(Block(freeze(x), freeze(labels)))
        return replace(self, blocks=tuple(blocks))

    def _with_block(self, position: int, block: Block) -> "Dataset":
        blocks = (*self.blocks[:position], block, *self.blocks[position + 1 :])
        return replace(self, blocks=blocks)

    def _locate(self, index: int) -> tuple[int, int]:
        offset = index
        for position, block in enumerate(self.blocks):
            if 0 <= offset < len(block.labels):
                return position, offset
            offset -= len(block.labels)
        raise IndexError(f"point {index}: there are {len(self)} points, counted from 0")

    def _check_label(self, label: int) -> None:
        if not 0 <= label < self.classes:
            raise ValueError(f"label {label}: expected 0 to {self.classes - 1}")


def dataset(
    x: object,
    labels: object,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] = CLASS_NAMES,
) -> Dataset:
    """A dataset of x (points, features) and labels (points,); features are named x1, x2, ...

    Raises:
        ValueError: shapes do not agree, a coordinate is not finite, a label is no whole number or
            has no class, or there are fewer than two classes or no feature.
    """
    points = np.asarray(x, dtype=np.float64)
    if points.ndim != 2:
        raise ValueError(f"points of shape {points.shape}: expected (points, features)")
    names = tuple(feature_names or (f"x{i + 1}" for i in range(points.shape[1])))
    values = frozen_integers(labels)
    if not names or len(class_names) < 2:
        raise ValueError(
            f"{len(names)} features and {len(class_names)} classes: expected 1 and 2 or more"
        )
    if not np.array_equal(values, np.asarray(labels)):
        raise ValueError("a label is no whole number")
    _checked(points, len(names))
    if values.shape != (len(points),):
        raise ValueError(f"{len(points)} points and labels of shape {values.shape}")
    if len(values) and not 0 <= values.min() <= values.max() < len(class_names):
        raise ValueError(f"labels {values.min()}..{values.max()} for {len(class_names)} classes")
    starts = range(0, len(points), BLOCK)
    blocks = tuple(
        Block(frozen_floats(points[i : i + BLOCK]), frozen_integers(values[i : i + BLOCK]))
        for i in starts
    )
    return Dataset(blocks, names, tuple(class_names))


def _checked(points: Floats, features: int) -> Floats:
    if points.shape[1] != features:
        raise ValueError(f"a point of {points.shape[1]} features: expected {features}")
    if not np.isfinite(points).all():
        raise ValueError("a coordinate is not a finite number")
    return points


def split(points: int, share: float, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Indices of training and of test points, ``share`` (0 to 0.9) of them test points.

    At least one point trains.

    Raises:
        ValueError: the share is out of its range.
    """
    if not 0 <= share <= 0.9:
        raise ValueError(f"test share {share}: expected 0 to 0.9")
    tests = min(round(points * share), max(points - 1, 0))
    shuffled = rng.permutation(points)
    return np.sort(shuffled[tests:]), np.sort(shuffled[:tests])
