"""The inputs that weights take, read from a table."""

from collections.abc import Sequence

import numpy as np

from model.arrays import Floats
from model.data.features import split_inputs, with_derived_inputs
from model.errors import FileError, listed, shown
from model.tables.columns import numbers, plain
from model.tables.table import Table, refuse_mixed_first_row
from model.words import number_of


def inputs_of(table: Table, names: Sequence[str]) -> Floats:
    """Return the inputs with these names, (points, inputs).

    With a header, columns are found by name. The input ``rank=1`` is 1 where column rank holds 1,
    and derived inputs are made from the features, unless a column has that very name. Without a
    header, columns are the features in order; one more column at the end is taken for a label and
    ignored.

    Raises:
        FileError: a column is missing, or a cell does not hold what was expected.
    """
    refuse_mixed_first_row(table)
    if not table.body:
        raise FileError(f"{table.source} has a header and no points: expected a line for each")
    header = table.header
    features, derived = split_inputs(names)
    if header is None:
        return with_derived_inputs(_by_position(table, features), derived)
    x = with_derived_inputs(_from_columns(table, features, header), derived)
    for i, name in enumerate(names[len(features) :], len(features)):
        if name in header:
            x[:, i] = numbers(table, header.index(name))
    return x


def origins(header: Sequence[str], names: Sequence[str]) -> tuple[str | None, ...]:
    """Return the columns from which inputs with these names are read, None if there is none."""
    return tuple(name if name in header else _origin(name, header) for name in names)


def is_encoded(header: Sequence[str], name: str) -> bool:
    """Return whether an input is made by one-hot encoding a column with another name."""
    return name not in header and _origin(name, header) is not None


def _by_position(table: Table, names: Sequence[str]) -> Floats:
    origins = tuple(dict.fromkeys(name.partition("=")[0] for name in names))
    for columns in (origins, tuple(names)):
        if table.columns in (len(columns), len(columns) + 1):
            return _from_columns(table, names, columns)
    counts = sorted({len(origins), len(origins) + 1, len(names), len(names) + 1})
    raise FileError(
        f"{table.source} has {number_of(table.columns, 'column')} "
        "and no header: expected "
        f"{' or '.join(map(str, counts))}, for the inputs {listed(names)}"
    )


def _from_columns(table: Table, names: Sequence[str], header: Sequence[str]) -> Floats:
    x = np.empty((len(table.body), len(names)))
    for i, name in enumerate(names):
        origin = _origin(name, header)
        if name in header:
            x[:, i] = numbers(table, header.index(name))
        elif origin is not None:
            prefix = f"{origin}="
            known = [other[len(prefix) :] for other in names if other.startswith(prefix)]
            x[:, i] = _is_value(table, header.index(origin), name[len(prefix) :], known)
        else:
            raise FileError(
                f"{table.source} has no column {shown(name)}: expected the inputs {listed(names)}"
            )
    return x


def _origin(name: str, header: Sequence[str]) -> str | None:
    """Return the column that ``name`` is a one-hot input of; the shortest name if several fit."""
    parts = name.split("=")
    for count in range(1, len(parts)):
        column = "=".join(parts[:count])
        if column in header:
            return column
    return None


def _is_value(table: Table, column: int, value: str, known: Sequence[str]) -> Floats:
    found = [plain(table, cell) for cell in table.cells(column)]
    for row, other in enumerate(found):
        if other not in known:
            raise FileError(
                f"{table.where(row, column)}: {shown(other)} is not one of the values that these "
                f"weights know: expected {listed(known)}"
            )
    return np.array([float(other == value) for other in found])
