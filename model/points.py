"""A dataset out of a table: which column is the label, and which are features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers
from model.columns import distinct, numbers, one_hot
from model.dataset import CLASS_NAMES, Dataset, dataset
from model.errors import FileError, listed, shown, twice
from model.table import Table, refuse_mixed_first_row


@dataclass(frozen=True)
class Choices:
    """How a table is read.

    A column is named as its header has it, or by its number counted from 1. ``label`` None is the
    last column, ``features`` None all others. Columns of ``one_hot`` that are not among the
    features follow behind them. ``minimum_classes`` counts the classes that have points.
    """

    label: str | None = None
    features: tuple[str, ...] | None = None
    one_hot: tuple[str, ...] = ()
    minimum_classes: int = 1
    maximum_classes: int = 6

    @property
    def named(self) -> tuple[str, ...]:
        """All columns that are asked for."""
        label = () if self.label is None else (self.label,)
        return (*label, *(self.features or ()), *self.one_hot)


@dataclass(frozen=True, eq=False)
class Points:
    """A dataset, and which of its features are one-hot columns, which are never scaled."""

    dataset: Dataset
    one_hot: tuple[bool, ...]


def points_of(table: Table, choices: Choices = Choices()) -> Points:
    """The points of a table.

    Without a header features are named x1, x2, ... in their order, without the label. Classes are
    the values of the label column, sorted; see ``labels_of`` for those of a drawing.

    Raises:
        FileError: a column that is asked for is not there, a cell is not what was expected, or
            there are too few or too many classes.
    """
    refuse_mixed_first_row(table)
    if not table.body:
        raise FileError(f"{table.source} has a header and no points: expected a line for each")
    if table.columns < 2:
        raise FileError(
            f"{table.source} has one column: expected one or more features and a label, separated "
            "by commas, semicolons or tabs"
        )
    label = label_column(table, choices.label)
    class_names, labels = labels_of(table, label, choices)
    names = column_names(table, label)
    encoded = [_column(table, names, label, name) for name in choices.one_hot]
    if choices.features is None:
        chosen = [j for j in range(table.columns) if j != label]
    else:
        chosen = [_column(table, names, label, name) for name in choices.features]
        chosen += [j for j in encoded if j not in chosen]
    feature_names: list[str] = []
    parts: list[Floats] = []
    for j in chosen:
        values, part = one_hot(table, j) if j in encoded else ((), numbers(table, j)[:, np.newaxis])
        feature_names += [f"{names[j]}={value}" for value in values] or [names[j]]
        parts.append(part)
    is_one_hot = [j in encoded for j, part in zip(chosen, parts, strict=True) for _ in part.T]
    double = twice(feature_names)
    if double is not None:
        raise FileError(
            f"{table.source}: feature {shown(double)} would be there twice: leave one out"
        )
    points = dataset(np.hstack(parts), labels, feature_names, class_names)
    return Points(points, tuple(is_one_hot))


def label_column(table: Table, asked: str | None) -> int:
    """The index of the label column.

    Raises:
        FileError: there is no such column.
    """
    if asked is None:
        return table.columns - 1
    header = table.header
    names = header or tuple(str(j + 1) for j in range(table.columns))
    return _found(table, names, asked)


def column_names(table: Table, label: int) -> tuple[str, ...]:
    """What the columns are called: as the header has it, else ``label`` and x1, x2, ..."""
    if table.header is not None:
        return table.header
    names = [f"x{j + 1}" for j in range(table.columns - 1)]
    return (*names[:label], "label", *names[label:])


def labels_of(table: Table, label: int, choices: Choices) -> tuple[tuple[str, ...], Integers]:
    """The names of the classes in a label column, and the labels, (points,).

    Labels blue and red are those of a drawing, blue 0 and red 1, whichever are there. Where all
    labels are alike a second class is added to draw with: 1 beside 0 and 0 beside 1, else
    ``other``; the two are sorted as they will be when written and read again.

    Raises:
        FileError: the label column cannot be read, or there are too few or too many classes.
    """
    values, indices = distinct(table, label)
    low, high = choices.minimum_classes, choices.maximum_classes
    if not low <= len(values) <= high:
        raise FileError(
            f"{table.source}, column {label + 1}: {len(values)} different labels: expected {low} "
            f"to {high} classes; choose the label column"
        )
    names = values
    if set(values) <= set(CLASS_NAMES):
        names = CLASS_NAMES
    elif len(values) == 1:
        names = _with_another(values[0], table.number(values[0]))
    index = np.array([names.index(value) for value in values])
    return names, index[indices]


def _with_another(name: str, value: float | None) -> tuple[str, str]:
    if value in (0.0, 1.0):
        return (name, "1") if value == 0.0 else ("0", name)
    first, second = sorted((name, "other" if name != "other" else "another"))
    return first, second


def _column(table: Table, names: Sequence[str], label: int, asked: str) -> int:
    column = _found(table, names, asked)
    if column == label:
        raise FileError(
            f"{table.source}: column {shown(asked)} is the label: choose another feature or label"
        )
    return column


def _found(table: Table, names: Sequence[str], asked: str) -> int:
    if asked in names:
        return names.index(asked)
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= table.columns:
        return int(asked[:9]) - 1
    known = listed(names) if table.header else f"1 to {table.columns}"
    raise FileError(f"{table.source} has no column {shown(asked)}: choose one of {known}")
