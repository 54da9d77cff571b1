"""What a column of a table holds: numbers, or one of a few values."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from model.arrays import Floats, Integers
from model.errors import FileError, shown
from model.tables.table import Table

MOST_VALUES = 100  # of a column that is one-hot encoded


def numbers(table: Table, column: int) -> Floats:
    """A column of finite numbers, (points,).

    Raises:
        FileError: a cell is none; the sentence says which.
    """
    cells = table.cells(column)
    values = _fast_numbers(cells, table.separator)
    if values is None:
        values = np.array([_number(table, row, column) for row in range(len(cells))])
    return values


def _fast_numbers(cells: Sequence[str], separator: str) -> Floats | None:
    """The numbers of many cells at once; None where one of them needs a closer look."""
    joined = "".join(cells)
    if not joined.isascii() or "_" in joined or "," in joined:
        return None
    try:
        values = np.array(list(map(float, cells)))
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def _number(table: Table, row: int, column: int) -> float:
    cell = table.body[row][column]
    value = table.number(cell)
    if value is not None and math.isfinite(value):
        return value
    if not cell:
        raise FileError(f"{table.where(row, column)}: an empty cell: expected a number")
    if value is not None:
        raise FileError(f"{table.where(row, column)}: {shown(cell)} is not a finite number")
    raise FileError(
        f"{table.where(row, column)}: {shown(cell)} is not a number: correct it, leave the column "
        "out, or one-hot encode it"
    )


def distinct(
    table: Table, column: int, found: Floats | None = None
) -> tuple[tuple[str, ...], Integers]:
    """The values of a column, sorted, and the index of each point's value, (points,).

    Values are sorted as numbers when all of them are; equal numbers (1 and 1.0) are one value,
    spelt as the first of them. ``found`` are its numbers, (points,), where they are known already.

    Raises:
        FileError: a cell is empty or an infinite or undefined number.
    """
    cells = table.cells(column)
    values = _fast_numbers(cells, table.separator) if found is None else found
    if values is not None:
        _, firsts, indices = np.unique(values, return_index=True, return_inverse=True)
        return tuple(map(cells.__getitem__, firsts.tolist())), indices.astype(np.int64)
    return _distinct_cells(table, column, cells)


def _distinct_cells(
    table: Table, column: int, cells: Sequence[str]
) -> tuple[tuple[str, ...], Integers]:
    distinct = dict.fromkeys(cells)
    if "" in distinct:
        where = table.where(cells.index(""), column)
        raise FileError(f"{where}: an empty cell: expected a value")
    values = _values(table, distinct)
    if values is None:
        names = sorted(distinct)
        index = {name: i for i, name in enumerate(names)}
    else:
        spelt: dict[float, str] = {}
        for cell, value in values.items():
            if not math.isfinite(value):
                where = table.where(cells.index(cell), column)
                raise FileError(f"{where}: {shown(cell)} is not a finite number")
            spelt.setdefault(value, cell)
        rank = {value: i for i, value in enumerate(sorted(spelt))}
        names = [spelt[value] for value in rank]
        index = {cell: rank[value] for cell, value in values.items()}
    return tuple(names), np.fromiter(map(index.__getitem__, cells), np.int64, len(cells))


def _values(table: Table, cells: Iterable[str]) -> dict[str, float] | None:
    """The number in each cell; None as soon as there is none in one."""
    found = dict[str, float]()
    for cell in cells:
        value = table.number(cell)
        if value is None:
            return None
        found[cell] = value
    return found


def encoded(table: Table, column: int, values: Sequence[str], indices: Integers) -> tuple[str, ...]:
    """The values of a column of text or whole numbers, as one-hot inputs are named by them.

    ``values`` and ``indices`` are those that ``distinct`` gives.

    Raises:
        FileError: it holds other numbers, or more than 100 values.
    """
    refuse_many_values(table, column, len(values))
    found = [table.number(value) for value in values]
    fractions = [i for i, v in enumerate(found) if v is not None and not v.is_integer()]
    if fractions and None not in found:
        is_fraction = np.zeros(len(values), dtype=bool)
        is_fraction[fractions] = True
        row = int(is_fraction[indices].argmax())
        raise FileError(
            f"{table.where(row, column)}: {shown(table.body[row][column])} is neither text nor a "
            "whole number: only a column of these can be one-hot encoded"
        )
    return tuple(plain(table, value) for value in values)


def refuse_many_values(table: Table, column: int, count: int) -> None:
    """Refuse to one-hot encode a column of so many values.

    Raises:
        FileError: there are more than 100.
    """
    if count > MOST_VALUES:
        raise FileError(
            f"{table.where(0, column)}: a column of {count} values: only one of {MOST_VALUES} or "
            "fewer can be one-hot encoded"
        )


def plain(table: Table, cell: str) -> str:
    """A value as inputs are named by it: whole numbers without a point, 1.0 as 1."""
    value = table.number(cell)
    if value is None or not math.isfinite(value) or not value.is_integer():
        return cell
    return str(int(value))
