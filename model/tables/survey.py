"""What each column of a table could be, found once, so that choices are judged instantly."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from model.arrays import Floats, Integers
from model.errors import FileError, shown
from model.tables.choices import (
    Choices,
    classes_of,
    refuse_class_count,
    refuse_unusable,
)
from model.tables.columns import (
    MOST_VALUES,
    distinct,
    encoded,
    numbers,
    refuse_many_values,
)
from model.tables.table import Table

_SAMPLE = 200  # cells that decide whether a column is meant as text

Refusal = str  # one sentence saying why not


@dataclass(frozen=True)
class Numbers:
    """The extremes of a column of numbers, and the cell furthest from 0 as messages show it."""

    low: float
    high: float
    furthest: str

    @property
    def reach(self) -> float:
        """The largest distance from 0."""
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True)
class Classes:
    """The names of the classes of a label column, and how many points each has."""

    names: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """What a column would be in each role, or why it cannot have that role.

    Attributes:
        reference: what ``Choices`` calls it.
        is_empty: whether all its cells are empty.
        is_text: whether it is meant as text.
        values: how many different values it has, 0 if they cannot be told apart.
        numbers: as a feature.
        encoded: as a one-hot encoded feature: the values in the names of its inputs.
        classes: as the label.
    """

    reference: str
    is_empty: bool
    is_text: bool
    values: int
    numbers: Numbers | Refusal
    encoded: tuple[str, ...] | Refusal
    classes: Classes | Refusal


@dataclass(frozen=True)
class Survey:
    """A table and what its columns could be."""

    table: Table
    columns: tuple[Column, ...]

    @property
    def points(self) -> int:
        """How many points the table holds."""
        return len(self.table.body)


def survey(table: Table) -> Survey:
    """Return what the columns of a table could be.

    Raises:
        FileError: it holds no points, whatever its columns are taken for.
    """
    refuse_unusable(table)
    references = table.header or tuple(str(j + 1) for j in range(table.columns))
    return Survey(table, tuple(_column(table, j, name) for j, name in enumerate(references)))


def _column(table: Table, column: int, reference: str) -> Column:
    is_empty, is_text = False, False
    found: Floats | None = None
    extremes: Numbers | Refusal
    try:
        found = numbers(table, column)
        extremes = _extremes(table, column, found)
    except FileError as refusal:
        extremes = str(refusal)
        is_empty, is_text = not any(table.cells(column)), _is_text(table, column)
    if found is not None and (count := len(np.unique(found))) > MOST_VALUES:
        # Too many values to be encoded or classes: none of them needs to be spelt out.
        refusals = _why_too_many(table, column, count)
        return Column(reference, False, False, count, extremes, *refusals)
    values: tuple[str, ...] = ()
    try:
        values, indices = distinct(table, column, found)
        one_hot = _encoded(table, column, values, indices)
        classes = _classes(table, column, values, indices)
    except FileError as refusal:
        one_hot = classes = str(refusal)
    return Column(reference, is_empty, is_text, len(values), extremes, one_hot, classes)


def _is_text(table: Table, column: int) -> bool:
    """Return whether most of the first cells that are not empty hold no number."""
    filled = [cell for cell in table.cells(column)[:_SAMPLE] if cell]
    return 2 * sum(table.number(cell) is None for cell in filled) > len(filled)


def _why_too_many(table: Table, column: int, count: int) -> tuple[Refusal, Refusal]:
    """Return why a column of more than 100 values is not encoded, and why it is no label."""
    said = list[Refusal]()
    for refuse in (
        partial(refuse_many_values, table, column, count),
        partial(refuse_class_count, table, column, count, Choices()),
    ):
        try:
            refuse()
        except FileError as refusal:
            said.append(str(refusal))
    one_hot, classes = said
    return one_hot, classes


def _extremes(table: Table, column: int, found: Floats) -> Numbers:
    low, high = int(found.argmin()), int(found.argmax())
    row = max(low, high, key=lambda i: abs(found[i]))
    furthest = f"{table.where(row, column)}: {shown(table.body[row][column])}"
    return Numbers(float(found[low]), float(found[high]), furthest)


def _encoded(
    table: Table, column: int, values: tuple[str, ...], indices: Integers
) -> tuple[str, ...] | Refusal:
    try:
        return encoded(table, column, values, indices)
    except FileError as refusal:
        return str(refusal)


def _classes(
    table: Table, column: int, values: tuple[str, ...], indices: Integers
) -> Classes | Refusal:
    try:
        names = classes_of(table, column, values, Choices())
    except FileError as refusal:
        return str(refusal)
    counts = dict(zip(values, np.bincount(indices).tolist(), strict=True))
    return Classes(names, tuple(counts.get(name, 0) for name in names))
