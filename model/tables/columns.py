"""The contents of a column of a table: numbers, or one of a few values in each cell."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from model.arrays import Floats, Integers
from model.errors import FileError, shown
from model.tables.table import Table
from model.typed import TOO_CLOSE, is_lost

MOST_VALUES = 100  # in a column that is one-hot encoded


def numbers(table: Table, column: int) -> Floats:
    """Return a column of finite numbers, (points,).

    Raises:
        FileError: a cell is not a finite number, or is too close to 0 to be told from it; the
            message says which.
    """
    cells = table.cells(column)
    values = _fast_numbers(cells, table.separator)
    if values is None:
        values = np.array([_number(table, row, column) for row in range(len(cells))])
    return values


def _fast_numbers(cells: Sequence[str], separator: str) -> Floats | None:
    """Return the numbers in cells, converted all at once; None if one needs a closer look."""
    joined = "".join(cells)
    if not joined.isascii() or "_" in joined or "," in joined:
        return None
    try:
        values = np.array(list(map(float, cells)))
    except ValueError:
        return None
    zeros = {cells[row] for row in np.flatnonzero(values == 0).tolist()}
    is_exact = np.isfinite(values).all() and not any(is_lost(cell, 0.0) for cell in zeros)
    return values if is_exact else None


def _number(table: Table, row: int, column: int) -> float:
    cell = table.body[row][column]
    value = table.number(cell)
    if value is not None:
        _refuse_inexact(table, row, column, value)
        return value
    if not cell:
        raise FileError(f"{table.where(row, column)}: an empty cell: expected a number")
    raise FileError(
        f"{table.where(row, column)}: {shown(cell)} is not a number: correct it, leave the column "
        "out, or one-hot encode it"
    )


def _refuse_inexact(table: Table, row: int, column: int, value: float) -> None:
    """Refuse a cell whose ``value`` is infinite, undefined, or 0 for a number other than 0."""
    cell = table.body[row][column]
    if not math.isfinite(value):
        raise FileError(f"{table.where(row, column)}: {shown(cell)} is not a finite number")
    if is_lost(cell, value):
        raise FileError(f"{table.where(row, column)}: {shown(cell)} is {TOO_CLOSE}")


def distinct(
    table: Table, column: int, found: Floats | None = None
) -> tuple[tuple[str, ...], Integers]:
    """Return the values of a column, sorted, and the index of each point's value, (points,).

    If all values are numbers they are sorted as numbers, and equal ones (1 and 1.0) are one value,
    spelt like the first. ``found`` are the numbers of the column, (points,), if already known.

    Raises:
        FileError: a cell is empty, an infinite or undefined number, or too close to 0.
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
            _refuse_inexact(table, cells.index(cell), column, value)
            spelt.setdefault(value, cell)
        rank = {value: i for i, value in enumerate(sorted(spelt))}
        names = [spelt[value] for value in rank]
        index = {cell: rank[value] for cell, value in values.items()}
    return tuple(names), np.fromiter(map(index.__getitem__, cells), np.int64, len(cells))


def _values(table: Table, cells: Iterable[str]) -> dict[str, float] | None:
    """Return the number in each cell; None if a cell holds no number."""
    found = dict[str, float]()
    for cell in cells:
        value = table.number(cell)
        if value is None:
            return None
        found[cell] = value
    return found


def encoded(table: Table, column: int, values: Sequence[str], indices: Integers) -> tuple[str, ...]:
    """Return the values of a column as they appear in the names of its one-hot inputs.

    ``values`` and ``indices`` are what ``distinct`` returns.

    Raises:
        FileError: the column holds numbers that are not whole, or more than 100 values.
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
    """Refuse to one-hot encode a column with a ``count`` of values that is too large.

    Raises:
        FileError: there are more than 100 values.
    """
    if count > MOST_VALUES:
        raise FileError(
            f"{table.where(0, column)}: a column of {count} values: only one of {MOST_VALUES} or "
            "fewer can be one-hot encoded"
        )


def plain(table: Table, cell: str) -> str:
    """Return a value as it appears in names of inputs: whole numbers without a point, 1.0 as 1."""
    value = table.number(cell)
    if value is None or not math.isfinite(value) or not value.is_integer():
        return cell
    return str(int(value))
