"""Points as CSV, with or without a header."""

from collections.abc import Collection

from model.data.dataset import Dataset
from model.errors import FileError
from model.tables.choices import Choices, points_of
from model.tables.table import Table, as_cell, parse_table

WEIGHTS_HEADER = ("layer", "output", "input", "value")


def read_table(data: bytes, source: str, names: Collection[str] = ()) -> Table:
    """Return the text cells of a points file; see ``parse_table``.

    Raises:
        FileError: the file is not a table, or holds exported weights.
    """
    table = parse_table(data, source, names)
    if tuple(table.rows[0][: len(WEIGHTS_HEADER)]) == WEIGHTS_HEADER:
        raise FileError(
            f"{source} holds the parameters of exported weights, not points: open the .json or "
            ".npz export instead"
        )
    return table


def read(data: bytes, source: str, choices: Choices) -> Dataset:
    """Return the points of a file, read as chosen; see ``points_of``.

    Raises:
        FileError: the file is not a table, or a cell is not what was expected.
    """
    return points_of(read_table(data, source, choices.named), choices)


def write(points: Dataset) -> bytes:
    """Return a header and a row for each point: its features in full precision, its class name."""
    label = "label"
    while label in points.feature_names:
        label += "_"
    lines = [",".join(map(as_cell, (*points.feature_names, label)))]
    names = [as_cell(name) for name in points.class_names]
    for block in points.blocks:
        for row, index in zip(block.x.tolist(), block.labels.tolist(), strict=True):
            lines.append(f"{','.join(map(repr, row))},{names[index]}")
    return ("\n".join(lines) + "\n").encode()
