"""Edits of points as intents, with the names that undo shows."""

from collections.abc import Hashable, Sequence
from functools import partial

import numpy as np

from gui.session.intents import Intent
from model.arrays import Floats
from model.data.dataset import FURTHEST, Dataset
from model.plane.slice import Slice
from model.rounding import nearest_multiple
from model.run.edits import add_points, move_points, relabel_points, remove_points
from model.words import number_of

Pair = tuple[float, float]


def named(indices: Sequence[int]) -> str:
    """Return what to call these points: a single one by its number, several by their count."""
    return f"point {indices[0] + 1}" if len(indices) == 1 else number_of(len(indices), "point")


def adding(
    data: Dataset, x: Floats, label: int, key: Hashable = None, of: int | None = None
) -> Intent:
    """Add points x (points, features) of a class; ``of`` counts all that a gesture has added."""
    count, name = len(x) if of is None else of, data.class_names[label]
    text = f"Add {name} point" if count == 1 else f"Add {number_of(count, f'{name} point')}"
    return Intent(text, partial(add_points, x=x, labels=[label] * len(x)), key)


def moving(
    indices: Sequence[int], x: Floats, text: str | None = None, key: Hashable = None
) -> Intent:
    """Move points to x (points, features)."""
    edit = partial(move_points, indices=tuple(indices), x=x)
    return Intent(f"Move {named(indices)}" if text is None else text, edit, key)


def deleting(indices: Sequence[int]) -> Intent:
    """Delete points."""
    return Intent(f"Delete {named(indices)}", partial(remove_points, indices=tuple(indices)))


def relabelling(data: Dataset, indices: Sequence[int], label: int) -> Intent:
    """Change the class of points."""
    text = f"Make {named(indices)} {data.class_names[label]}"
    labels = [label] * len(indices)
    return Intent(text, partial(relabel_points, indices=tuple(indices), labels=labels))


def flipping(data: Dataset, indices: Sequence[int]) -> Intent:
    """Move every point to the next class, from the last class to the first."""
    labels = (data.labels[list(indices)] + 1) % data.classes
    if len(indices) == 1:
        return relabelling(data, indices, int(labels[0]))
    edit = partial(relabel_points, indices=tuple(indices), labels=labels)
    return Intent(f"Flip {named(indices)}", edit)


def duplicating(data: Dataset, indices: Sequence[int], shown: Slice, by: Pair) -> Intent:
    """Add a copy of each point, shifted ``by`` on the plane."""
    chosen = list(indices)
    x, labels = data.x[chosen], data.labels[chosen]
    copies = shown.moved(x, shifted(shown.flatten(x), by))
    return Intent(f"Duplicate {named(indices)}", partial(add_points, x=copies, labels=labels))


def shifted(spots: Floats, by: Pair, lead: int = 0, grid: Pair | None = None) -> Floats:
    """Return places (points, 2) of the plane shifted together, within bounds.

    With a ``grid``, its step across and up, the place at index ``lead`` snaps to a crossing.
    """
    lowest, highest = spots.min(axis=0), spots.max(axis=0)
    least, most = np.minimum(-FURTHEST - lowest, 0), np.maximum(FURTHEST - highest, 0)
    target = spots[lead] + np.clip(by, least, most)
    if grid is not None:
        target = np.array([nearest_multiple(v, step) for v, step in zip(target, grid, strict=True)])
    moved: Floats = spots + (target - spots[lead])
    moved[lead] = target  # to the last bit
    return moved
