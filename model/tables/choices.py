"""How a dataset is made from a table: which column is the label, and which are features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers
from model.data.dataset import CLASS_NAMES, Dataset, dataset
from model.errors import FileError, listed, shown, twice
from model.tables.columns import distinct, encoded, numbers
from model.tables.table import Table, refuse_mixed_first_row
from model.words import number_of

DRAWN = CLASS_NAMES[:2]  # the classes of a new drawing
MOST_NUMBERS = 50_000_000  # in all features of all points: 400 MB


@dataclass(frozen=True)
class Choices:
    """How a table is read.

    A column is given by its name in the header, or by its number counted from 1. ``label`` None is
    the last column, ``features`` None all others. Columns of ``one_hot`` that are not among the
    features come after them. ``minimum_classes`` counts the classes that have points.
    """

    label: str | None = None
    features: tuple[str, ...] | None = None
    one_hot: tuple[str, ...] = ()
    minimum_classes: int = 1
    maximum_classes: int = 6

    @property
    def named(self) -> tuple[str, ...]:
        """All columns that are named."""
        label = () if self.label is None else (self.label,)
        return (*label, *(self.features or ()), *self.one_hot)


def points_of(table: Table, choices: Choices = Choices()) -> Dataset:
    """Return the points of a table.

    Without a header, features are named x1, x2, ... in their order. Classes are the values of the
    label column, sorted; see ``classes_of`` for those of a drawing.

    Raises:
        FileError: a named column does not exist, a cell is not what was expected, or there are too
            few or too many classes.
    """
    refuse_unusable(table)
    label = label_column(table, choices.label)
    class_names, labels = labels_of(table, label, choices)
    names = column_names(table, label)
    one_hot = [_column(table, names, label, name) for name in choices.one_hot]
    if choices.features is None:
        chosen = [j for j in range(table.columns) if j != label]
    else:
        chosen = [_column(table, names, label, name) for name in choices.features]
        chosen += [j for j in one_hot if j not in chosen]
    parts = [_part(table, j, names[j], j in one_hot) for j in chosen]
    feature_names = [name for part, _ in parts for name in part]
    refuse_features(table.source, feature_names, len(labels))
    x = np.empty((len(labels), len(feature_names)))
    is_one_hot: list[bool] = []
    for j, (part, values) in zip(chosen, parts, strict=True):
        place = slice(len(is_one_hot), len(is_one_hot) + len(part))
        column = values[:, np.newaxis]
        x[:, place] = column == np.arange(len(part)) if j in one_hot else column
        is_one_hot += [j in one_hot] * len(part)
    return dataset(x, labels, feature_names, class_names, is_one_hot)


def one_hot_names(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the inputs into which a column is one-hot encoded."""
    return tuple(f"{name}={value}" for value in values)


def refuse_unusable(table: Table) -> None:
    """Refuse a table that holds no points, whatever its columns are taken for.

    Raises:
        FileError: its first row is neither a header nor a point, it has a header alone, or it has
            one column.
    """
    refuse_mixed_first_row(table)
    if not table.body:
        raise FileError(f"{table.source} has a header and no points: expected a line for each")
    if table.columns < 2:
        raise FileError(
            f"{table.source} has one column: expected one or more features and a label, separated "
            "by commas, semicolons or tabs"
        )


def refuse_features(source: str, names: Sequence[str], points: int) -> None:
    """Refuse features with these names that do not make a dataset.

    Raises:
        FileError: there are none, two have the same name, or there are too many to fit in memory.
    """
    if not names:
        raise FileError(f"{source}: no column is a feature: choose one or more")
    double = twice(names)
    if double is not None:
        raise FileError(f"{source}: feature {shown(double)} would be there twice: leave one out")
    if points * len(names) > MOST_NUMBERS:
        raise FileError(
            f"{source}: {points} points of {number_of(len(names), 'feature')} are more than fit "
            "into memory: leave columns out"
        )


def label_column(table: Table, asked: str | None) -> int:
    """Return the index of the label column, the last unless one is ``asked`` for.

    Raises:
        FileError: there is no such column.
    """
    if asked is None:
        return table.columns - 1
    header = table.header
    names = header or tuple(str(j + 1) for j in range(table.columns))
    return _found(table, names, asked)


def column_names(table: Table, label: int) -> tuple[str, ...]:
    """Return the names of the columns: the header, or else x1, x2, ... and ``label``."""
    if table.header is not None:
        return table.header
    names = [f"x{j + 1}" for j in range(table.columns - 1)]
    return (*names[:label], "label", *names[label:])


def labels_of(table: Table, label: int, choices: Choices) -> tuple[tuple[str, ...], Integers]:
    """Return the class names of a label column, see ``classes_of``, and the labels, (points,).

    Raises:
        FileError: the label column cannot be read, or there are too few or too many classes.
    """
    values, indices = distinct(table, label)
    names = classes_of(table, label, values, choices)
    index = np.array([names.index(value) for value in values])
    return names, index[indices]


def classes_of(
    table: Table, label: int, values: Sequence[str], choices: Choices
) -> tuple[str, ...]:
    """Return the names of the classes of a label column that holds these values, sorted.

    Values blue and red are the classes of a drawing, blue 0 and red 1, even if one of them is
    missing. If all labels are alike, a second class is added to draw with: 1 beside 0, 0 beside 1,
    else ``other``. The two are sorted as they will be when written and read again.

    Raises:
        FileError: there are too few or too many classes.
    """
    refuse_class_count(table, label, len(values), choices)
    if set(values) <= set(DRAWN):
        return DRAWN
    if len(values) == 1:
        return _with_another(values[0], table.number(values[0]))
    return tuple(values)


def refuse_class_count(table: Table, label: int, count: int, choices: Choices) -> None:
    """Refuse a label column if its ``count`` of values does not fit the choices.

    Raises:
        FileError: there are too few or too many classes.
    """
    low, high = choices.minimum_classes, choices.maximum_classes
    if not low <= count <= high:
        found = "all labels are alike" if count == 1 else f"{count} different labels"
        raise FileError(
            f"{table.source}, column {label + 1}: {found}: expected {low} to {high} classes; "
            "choose the label column"
        )


def _with_another(name: str, value: float | None) -> tuple[str, str]:
    if value in (0.0, 1.0):
        return (name, "1") if value == 0.0 else ("0", name)
    first, second = sorted((name, "other" if name != "other" else "another"))
    return first, second


def _part(
    table: Table, column: int, name: str, one_hot: bool
) -> tuple[tuple[str, ...], Floats | Integers]:
    """Return the names of a column's features, and its numbers or value indices, (points,)."""
    if not one_hot:
        return (name,), numbers(table, column)
    values, indices = distinct(table, column)
    return one_hot_names(name, encoded(table, column, values, indices)), indices


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
